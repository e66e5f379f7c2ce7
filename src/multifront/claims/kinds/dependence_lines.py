"""What the kind `dependence` says about each share, in sentences and in the table of numbers. Measures nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multifront.claims.kind import Finding
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.shares import Change, Level, MeasuredShare
from multifront.domain import Figure, Phrase, TestLine

if TYPE_CHECKING:
    from multifront.claims.kinds.dependence import DependenceParameters, Outcome

READS = {
    "up": "a rise that matters",
    "little": "a rise that is smaller than what would matter",
    "mutual": "a rise, but the gap between the two sides did not surely widen",
    "down": "a fall",
    "flat": "no change that would matter",
    "unclear": "the figures overlap too far to tell",
}
"""How what a share says reads in a sentence."""


def report_share(finding: Finding, item: MeasuredShare, said: str, names: tuple[str, str]) -> None:
    """One share: what it says in a sentence, and its numbers."""
    before, after = item.own_levels
    change = item.change
    if before is None or after is None or change is None:
        finding.reasons.append(_one_sided(finding.ledger, item))
    else:
        finding.reasons.append(_both_sides(finding.ledger, item, said, (before, after)))
        finding.test_lines.append(_change_line(finding.ledger, item, "own", f"{item.component.title}: change", change))
    finding.test_lines += _other_side(finding.ledger, item, names)
    finding.test_lines += _trend(finding.ledger, item)


def _both_sides(ledger: Ledger, item: MeasuredShare, said: str, levels: tuple[Level, Level]) -> Phrase:
    before, after = levels
    weak = " Weak copies are among the figures." if item.weak else ""
    aside = " This is a second reading and is not counted." if item.component.check_of else ""
    return phrase(
        f"{item.component.title}: {{before}} % in {_span(before)}, {{after}} % in {_span(after)}; {READS[said]}."
        f"{weak}{aside}",
        before=_entered(ledger, item, "before", before.best),
        after=_entered(ledger, item, "after", after.best),
    )


def _one_sided(ledger: Ledger, item: MeasuredShare) -> Phrase:
    """A share that cannot be compared: what is known of it, and which side is missing."""
    before, after = item.own_levels
    known = before or after
    if known is None:
        return phrase(f"{item.component.title}: no figure in either period, so nothing is compared.")
    side = "earlier" if before is None else "later"
    return phrase(
        f"{item.component.title}: {{known}} % in {_span(known)}, but no figure of the same definition in the {side} "
        "period; other definitions are not chained to it.",
        known=_entered(ledger, item, "before" if before is not None else "after", known.best),
    )


def _other_side(ledger: Ledger, item: MeasuredShare, names: tuple[str, str]) -> list[TestLine]:
    """The partner's own share, and the gap between the two sides, as far as they are known."""
    title = item.component.partner_title or f"{item.component.title}, seen from {names[1]}"
    lines = [
        TestLine(f"{title}, {_span(level)}", _entered(ledger, item, f"partner_{word}", level.best), "%")
        for word, level in zip(("before", "after"), item.partner_levels, strict=True)
        if level is not None
    ]
    if item.gap_change is not None:
        label = f"{item.component.title}: change of the gap between the two sides"
        lines.append(_change_line(ledger, item, "gap", label, item.gap_change))
    return lines


def _change_line(ledger: Ledger, item: MeasuredShare, what: str, label: str, change: Change) -> TestLine:
    low, best, high = (_entered(ledger, item, f"{what}_{end}", value) for end, value in _ends(change))
    note = phrase("the same by every pair of figures")
    if low.shown != high.shown:
        note = phrase("{low} to {high} over all figures", low=low, high=high)
    return TestLine(label, best, "points", note)


def _ends(change: Change) -> tuple[tuple[str, float], ...]:
    return (("low", change.low), ("change", change.best), ("high", change.high))


def _trend(ledger: Ledger, item: MeasuredShare) -> list[TestLine]:
    """Departure from the line of the earlier years; shown, and no part of the verdict."""
    if item.trend is None:
        return []
    low, high = item.trend.interval
    note = phrase(
        "interval {low} to {high}; shown, does not decide",
        low=_entered(ledger, item, "trend_low", low),
        high=_entered(ledger, item, "trend_high", high),
    )
    label = f"{item.component.title}: above the line of the years before {item.component.after.start.year}"
    return [TestLine(label, _entered(ledger, item, "trend", item.trend.effect), "points", note)]


def headline(finding: Finding, outcome: Outcome, parameters: DependenceParameters) -> Phrase:
    """One sentence that stands alone: of how many shares how many rose, and how many figures are listed against."""
    says = [said for _, said in outcome.counted]
    compared = [said for said in says if said != "missing"]
    basis = Basis("claims.kinds.dependence: count of shares by what they say")
    enter, least = finding.ledger.figure, parameters.smallest_effect_of_interest
    style = "count" if least == int(least) else "auto"
    counts = {
        "up": enter("count_up", compared.count("up"), basis, style="count"),
        "compared": enter("count_compared", len(compared), basis, style="count"),
        "all": enter("count_all", len(says), basis, style="count"),
        "least": enter("least_rise", least, Basis("the claim's own threshold"), style=style),
        "against": enter("count_against", outcome.contrary, basis, style="count"),
    }
    return phrase(
        f"{parameters.names[0]}'s dependence on {parameters.names[1]}: of {{all}} shares {{compared}} have figures of "
        "one definition before and after, and {up} of these rose by {least} points or more; {against} figures are "
        "listed against the claim.",
        **counts,
    )


def _span(level: Level) -> str:
    """The years of the figures, or the month where they are of one month; several years are a mean."""
    first, last = level.first, level.last
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    return f"{first.year}" if first.year == last.year else f"{first.year} to {last.year} (mean)"


def _entered(ledger: Ledger, item: MeasuredShare, what: str, value: float) -> Figure:
    return ledger.figure(f"{item.component.name}_{what}", value, item.basis, unit="%", style="one")
