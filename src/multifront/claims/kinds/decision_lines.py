"""What the kind `decision` says in sentences and in its table of numbers. Assigns and judges nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multifront import contingency
from multifront.claims.kind import Finding
from multifront.claims.kinds.scenario_lines import span
from multifront.claims.kinds.whole_words import plain
from multifront.claims.ledger import phrase
from multifront.domain import Phrase, TestLine

if TYPE_CHECKING:
    from multifront.claims.kinds.decision import DecisionParameters, Outcome, Result


def report_decision(finding: Finding, outcome: Outcome, parameters: DecisionParameters) -> Phrase:
    """Enter what is missing under each setting; returns the sentence that stands alone."""
    for result in outcome.results:
        _lines(finding, outcome, parameters, result)
    if outcome.responses:
        titles = "; ".join(one.title for one, _ in outcome.responses)
        finding.reasons.append(
            phrase(
                f"Shown apart, as an answer and not as pressure: {titles}. That {parameters.who} answered what it met "
                "in peace says nothing of what it would decide in a war."
            )
        )
    finding.caveats += [
        phrase("A decision has no frequency: settings are printed apart and never averaged or weighted."),
        phrase(
            "Surface ships, submarines, fighter squadrons and air defence batteries are added as if a day of one were "
            "a day of another."
        ),
        phrase("Almost all numbers of forces are assumptions: read differences before levels."),
        phrase(contingency.NOT_MODELLED),
    ]
    return _headline(finding, outcome, parameters)


def how(outcome: Outcome, parameters: DecisionParameters, more: str) -> str:
    """The call that made a number, with what it counts."""
    draws = outcome.results[0].short.size
    return f"contingency.assign_forces({parameters.scenario!r}, draws={draws}, days={parameters.horizon_days}); {more}"


def _lines(finding: Finding, outcome: Outcome, parameters: DecisionParameters, result: Result) -> None:
    """Mean unit-days short at the front, how often it is worse than the base, and what is short everywhere."""
    enter, name = finding.ledger.figure, result.setting.name
    basis = outcome.grounds.basis(how(outcome, parameters, f"shortfall at {parameters.front}, setting {name}"))
    mean, low, high = (
        enter(f"{name}_{end}", value, basis, unit="unit-days", style="count")
        for end, value in zip(("mean", "low", "high"), result.mean, strict=True)
    )
    everywhere = enter(f"{name}_everywhere", float(result.everywhere.mean()), basis, unit="unit-days", style="count")
    front = plain(parameters.front)
    note = phrase("sampling interval {low} to {high}; at all fronts {all}", low=low, high=high, all=everywhere)
    finding.test_lines.append(
        TestLine(f"{result.setting.title}: unit-days missing in {front}", mean, "unit-days", note)
    )
    if result is outcome.results[0]:
        return
    share, least, most = (
        enter(f"{name}_matters_{end}", value, basis, style="percent")
        for end, value in zip(("share", "low", "high"), result.matters, strict=True)
    )
    smallest = enter("smallest", parameters.smallest_effect_of_interest, basis, style="percent")
    rise, few, many = (
        enter(f"{name}_rise_{end}", value, basis, unit="unit-days", style="count")
        for end, value in zip(("mean", "low", "high"), result.rise, strict=True)
    )
    base = outcome.results[0].setting.title
    ends = {"few": few, "many": many, "smallest": smallest, "share": share}
    between = span("least", "most", (least, most))
    note = phrase(
        f"sampling interval {{few}} to {{many}}; by over {{smallest}} % of the mean there in {{share}} % of worlds "
        f"({between.template} %)",
        **ends,
        **between.figures,
    )
    finding.test_lines.append(
        TestLine(f"{result.setting.title}: more missing than with {base}", rise, "unit-days", note)
    )


def _headline(finding: Finding, outcome: Outcome, parameters: DecisionParameters) -> Phrase:
    enter = finding.ledger.figure
    basis = outcome.grounds.basis(how(outcome, parameters, "mean shortfall, last setting over first"))
    first, last = outcome.results[0], outcome.results[-1]
    before = enter("headline_before", first.mean[0], basis, unit="unit-days", style="count")
    after = enter("headline_after", last.mean[0], basis, unit="unit-days", style="count")
    front = plain(parameters.front)
    said = f"{last.setting.title} would leave {{after}} unit-days missing in {front} where {first.setting.title} leaves"
    begins = f"{parameters.foretells}; " if parameters.foretells else ""
    unsure = "" if last.rise[1] > 0 else ", no sure difference"
    return phrase(f"{begins}{said} {{before}}{unsure}.", before=before, after=after)
