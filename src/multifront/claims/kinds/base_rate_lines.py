"""What the kind `base_rate` says: rates with assumptions, treaty rungs, precedents, a picture. Judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from multifront.claims.kind import Finding
from multifront.claims.kinds.ladder_lines import WORDS, basis_of
from multifront.claims.kinds.witness_lines import list_rows
from multifront.claims.ladder import Standing
from multifront.claims.ledger import Basis, phrase
from multifront.claims.witnesses import Testimony
from multifront.domain import Phrase, Picture, TestLine

if TYPE_CHECKING:
    from multifront.claims.kinds.base_rate import BaseRateParameters, Known

Parts = tuple[tuple["Known", ...], tuple[Standing, ...], tuple[Testimony, ...]]


def report_rates(finding: Finding, parts: Parts, parameters: BaseRateParameters) -> Phrase:
    """Enter and draw everything; returns the sentence that stands alone."""
    known, standings, precedents = parts
    for one in known:
        _rate(finding, one)
    if parameters.treaty:
        for standing in standings:
            basis = basis_of(parameters.treaty.pair, [standing])
            shown = finding.ledger.figure(f"rung_{standing.rung.id}", WORDS[standing.word], basis, style="text")
            names = " and ".join(parameters.treaty.names)
            finding.test_lines.append(TestLine(f"{names}: {standing.rung.title}", shown, "", None))
        finding.reasons.append(_owed(standings, parameters.treaty.names))
    list_rows(finding, "Precedents, which decide nothing", precedents)
    finding.caveats.append(
        phrase("Past cases differ from the one foretold and are no sample of it; the range is no probability.")
    )
    if not known:
        return phrase(f"Nothing can test whether {parameters.forecast}, and no base rate was public by then.")
    finding.pictures.append(_picture(finding, known))
    return _headline(finding, known, parameters)


def _rate(finding: Finding, one: Known) -> None:
    """One rate as a line, and its assumption as a sentence."""
    enter, name = finding.ledger.figure, one.rate.name
    best = enter(f"{name}_rate", one.best, one.basis, style="percent")
    low = enter(f"{name}_low", one.low, one.basis, style="percent")
    high = enter(f"{name}_high", one.high, one.basis, style="percent")
    weak = "; a weak row" if one.weak else ""
    if one.high > one.low:
        note = phrase(f"interval {{low}} to {{high}} %{weak}", low=low, high=high)
        said = phrase(f"{one.rate.title}: {{low}} to {{high}} %, if {one.rate.assumes}.", low=low, high=high)
    else:
        note = phrase(f"no interval in the source{weak}")
        said = phrase(f"{one.rate.title}: {{best}} %, with no interval, if {one.rate.assumes}.", best=best)
    finding.test_lines.append(TestLine(one.rate.title, best, "%", note))
    finding.reasons.append(said)
    finding.assumptions.append(f"{one.rate.title}: {one.rate.assumes}")


def _owed(standings: Sequence[Standing], names: tuple[str, str]) -> Phrase:
    """What treaties and cited facts say the two owe each other."""
    said = "; ".join(f"{one.rung.title}: {WORDS[one.word]}" for one in standings)
    return phrase(f"What {names[0]} and {names[1]} owe each other: {said}.")


def _headline(finding: Finding, known: Sequence[Known], parameters: BaseRateParameters) -> Phrase:
    """The widest ends over all rates, said to be no test."""
    selections = tuple(selection for one in known for selection in one.basis.selections)
    assumption = "; ".join(one.basis.assumption for one in known if one.basis.assumption)
    basis = Basis("widest ends over the base rates listed", selections, assumption=assumption)
    low = finding.ledger.figure("range_low", min(one.low for one in known), basis, style="percent")
    high = finding.ledger.figure("range_high", max(one.high for one in known), basis, style="percent")
    return phrase(
        f"Nothing can test whether {parameters.forecast}; {{low}} to {{high}} % {parameters.outcome}, each share under "
        "its own assumption.",
        low=low,
        high=high,
    )


def _picture(finding: Finding, known: Sequence[Known]) -> Picture:
    """Each rate with its interval; weak rows in a colour of their own."""
    wide = [one.high > one.low for one in known]
    columns = {
        "label": tuple(one.rate.title for one in known),
        "low": tuple(100 * one.low if spread else None for one, spread in zip(known, wide, strict=True)),
        "mid": tuple(100 * one.best for one in known),
        "high": tuple(100 * one.high if spread else None for one, spread in zip(known, wide, strict=True)),
        "group": tuple("weak row" if one.weak else "count of cases" for one in known),
    }
    selections = tuple(selection for one in known for selection in one.basis.selections)
    trace_id = finding.ledger.picture("picture_rates", columns, Basis("shares of past cases", selections))
    options = {"x_label": "share of past cases", "unit": "%", "decimals": 0, "zero": True}
    caption = phrase("Points are shares of past cases, lines their intervals; a point without a line has none.")
    title = "How often comparable cases went that way"
    return Picture(trace_id.replace(".", "-"), "ranges", title, caption, columns, options, trace_id)
