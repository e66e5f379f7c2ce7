"""What the kind `distraction` says in sentences, lines and rows. Assigns and judges nothing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from multifront import contingency
from multifront.claims.kind import Finding
from multifront.claims.kinds.whole_words import plain
from multifront.claims.kinds.witness_lines import list_rows
from multifront.claims.ledger import Basis, phrase
from multifront.claims.witnesses import basis_on
from multifront.contingency.distraction import BreakEven
from multifront.domain import Evidence, Figure, Phrase, TestLine

if TYPE_CHECKING:
    from multifront.claims.kinds.distraction import DistractionParameters, Looked, Outcome

POLICIES = {
    "perfect_foresight": "all openings known on the first day",
    "two_stage": "planned before, corrected after",
    "no_redeployment": "the first plan kept",
}
"""How the three policies read."""


def report_distraction(
    finding: Finding, outcome: Outcome, parameters: DistractionParameters, evidence: Evidence
) -> Phrase:
    """Enter break-evens, what acts add as plans stand, bounds and the acts on record; returns the sentence."""
    sentence = _headline(finding, outcome, parameters)
    _as_planned(finding, outcome, parameters)
    _break_evens(finding, outcome, parameters)
    _bounds(finding, outcome, parameters)
    for one in outcome.facts:
        _fact(finding, one, evidence)
    finding.caveats += [
        phrase(
            "How many units an act ties down, and whether a coalition answers it at all, is not public; the break-even "
            "counts units that really are tied down."
        ),
        phrase("Unit-days are means over sampled worlds of a scenario, not a forecast."),
        phrase(contingency.NOT_MODELLED),
    ]
    return sentence


def how(outcome: Outcome, parameters: DistractionParameters, more: str) -> str:
    """The call that made a number, with what it counts."""
    given = f"{parameters.scenario!r}, draws={outcome.draws}, days={parameters.horizon_days}"
    return f"contingency.assign_forces({given}); {more}"


def _headline(finding: Finding, outcome: Outcome, parameters: DistractionParameters) -> Phrase:
    enter = finding.ledger.figure
    basis = outcome.grounds.basis(
        how(outcome, parameters, f"break_even, rise {parameters.smallest_effect_of_interest}")
    )
    rise = enter("headline_rise", parameters.smallest_effect_of_interest, basis, style="percent")
    tied = {
        name: enter(f"tied_{name}", value, _tied_basis(outcome, parameters), style="one")
        for name, value in zip(("low", "high"), outcome.tied, strict=True)
    }
    layer, main, at = (plain(name) for name in (parameters.layer, parameters.main, parameters.at))
    even, largest = outcome.break_even, enter("headline_largest", parameters.largest, basis, style="count")
    acts = "the acts in the scenario would ask for {low} to {high} in nine worlds in ten, an assumption"
    if even.units is None:
        return phrase(
            f"No number of {layer} up to {{largest}} tied down in {at} would raise what is missing in {main} by over "
            f"{{rise}} %; {acts}.",
            largest=largest, rise=rise, **tied,
        )  # fmt: skip
    units = enter("break_even", even.units, basis, style="count")
    return phrase(
        f"{{units}} {layer} tied down in {at} would raise what is missing in {main} by over {{rise}} %; {acts}, and "
        "nothing public tells how many a patrol ties down.",
        units=units, rise=rise, **tied,
    )  # fmt: skip


def _tied_basis(outcome: Outcome, parameters: DistractionParameters) -> Basis:
    return outcome.grounds.basis(how(outcome, parameters, f"units asked for at {parameters.at}, 5 and 95 % of draws"))


def _as_planned(finding: Finding, outcome: Outcome, parameters: DistractionParameters) -> None:
    """What acts draw away where the coalition goes by its own weights."""
    enter = finding.ledger.figure
    basis = outcome.grounds.basis(how(outcome, parameters, "shortfall at the main front, with acts less without"))
    added, low, high = (
        enter(name, value, basis, unit="unit-days", style="one")
        for name, value in zip(("added", "added_low", "added_high"), outcome.added, strict=True)
    )
    before = enter("before", outcome.before, basis, unit="unit-days", style="count")
    layer, main = plain(parameters.layer), plain(parameters.main)
    finding.test_lines.append(
        TestLine(
            f"Unit-days of {layer} more missing in {main}, if the coalition serves it first",
            added, "unit-days", phrase("sampling interval {low} to {high}; {before} without the acts",
                                       low=low, high=high, before=before),
        )
    )  # fmt: skip
    finding.reasons.append(
        phrase(
            f"A coalition that serves {main} first, as the weights of the scenario have it, would lose {{added}} "
            f"unit-days of {layer} there to these acts, of {{before}} that are missing anyway, {{part}} % of all asked "
            "for there: it would leave patrols elsewhere unanswered. The break-even asks what happens if it does not.",
            added=added, before=before, part=enter("before_part", outcome.part, basis, style="percent"),
        )
    )  # fmt: skip


def _break_evens(finding: Finding, outcome: Outcome, parameters: DistractionParameters) -> None:
    every = [("the whole coalition", "all", outcome.break_even)]
    every += [(one.label, "_".join(one.owners).lower(), even) for one, even in outcome.narrower]
    for label, name, even in every:
        finding.test_lines.append(_even_line(finding, outcome, parameters, (label, name, even)))


def _even_line(
    finding: Finding, outcome: Outcome, parameters: DistractionParameters, one: tuple[str, str, BreakEven]
) -> TestLine:
    label, name, even = one
    enter = finding.ledger.figure
    basis = outcome.grounds.basis(how(outcome, parameters, f"break_even for {label}, largest={parameters.largest}"))
    units = enter(f"even_{name}", even.units or parameters.largest, basis, unit="units", style="count")
    units = units if even.units else Figure(units.trace_id, f"more than {units.shown}")
    before = enter(f"even_{name}_before", even.short_without, basis, unit="unit-days", style="count")
    after = enter(f"even_{name}_after", even.short_with, basis, unit="unit-days", style="count")
    note = phrase("mean unit-days missing: {before} without, {after} with", before=before, after=after)
    return TestLine(f"{plain(parameters.layer).capitalize()} to tie down, {label}", units, "units", note)


def _bounds(finding: Finding, outcome: Outcome, parameters: DistractionParameters) -> None:
    """The shortfall at the main front between perfect foresight and no redeployment."""
    figures: dict[str, Figure] = {}
    for policy, ends in outcome.bounds.items():
        basis = outcome.grounds.basis(how(outcome, parameters, f"policy {policy}, without and with the acts"))
        for name, value in zip(("without", "with"), ends, strict=True):
            figures[f"{policy}_{name}"] = finding.ledger.figure(f"{policy}_{name}", value, basis, style="count")
    listed = "; ".join(f"{POLICIES[p]} {{{p}_without}} and {{{p}_with}}" for p in POLICIES)
    finding.reasons.append(
        phrase(
            f"Bounds of what is missing in {plain(parameters.main)}, mean unit-days without and with acts: {listed}.",
            **figures,
        )
    )


def _fact(finding: Finding, one: Looked, evidence: Evidence) -> None:
    """Acts on record by year, or that none was found; and what the list is."""
    basis = basis_on(f"events {one.fact.search.subtypes}, places {one.fact.search.places}", one.rows, evidence)
    years = Counter(row.row["date_start"].year for row in one.rows)
    count = finding.ledger.figure(f"fact_{one.fact.name}", len(one.rows), basis, style="count")
    if not one.rows:
        finding.reasons.append(
            phrase(
                f"{one.fact.title}: none found in the rows, which does not show that there was none. {one.fact.frame}."
            )
        )
        finding.test_lines.append(TestLine(f"{one.fact.title}: rows found", count, "rows"))
        return
    figures = {
        f"y{year}": finding.ledger.figure(f"fact_{one.fact.name}_{year}", number, basis, style="count")
        for year, number in sorted(years.items())
    }
    listed = ", ".join(f"{year}: {{y{year}}}" for year in sorted(years))
    finding.reasons.append(
        phrase(f"{one.fact.title}: {{count}} rows ({listed}). {one.fact.frame}.", count=count, **figures)
    )
    list_rows(finding, one.fact.title, one.rows)
