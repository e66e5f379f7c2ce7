"""What the kind `labour` says in sentences and in its table of numbers. Assigns and judges nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multifront import contingency
from multifront.claims.kind import Finding
from multifront.claims.kinds.whole_words import key, plain
from multifront.claims.ledger import Basis, phrase
from multifront.domain import Phrase, TestLine

if TYPE_CHECKING:
    from multifront.claims.kinds.labour import LabourParameters, Outcome, Result


SURE = {
    "worse": "so that it is surely worse",
    "better": "so that it is surely better",
    "ahead": "so that it leaves less missing on average, though not surely",
    "alike": "so that neither is surely better",
    "open": "too near to what is asked for to say",
}
"""What the shares of worlds come to."""


def report_labour(finding: Finding, outcome: Outcome, parameters: LabourParameters) -> Phrase:
    """Enter what is missing under each rule; returns the sentence that stands alone."""
    for result in outcome.results:
        _level(finding, outcome, parameters, result)
        if result is not outcome.results[0]:
            _difference(finding, outcome, parameters, result)
    for result in outcome.results[1:]:
        if not result.bound:
            _why(finding, outcome, parameters, result)
    finding.caveats += [
        phrase(
            "Units of all allies of a kind are taken to be alike and to work together at once, which no alliance does."
        ),
        phrase("Units of four kinds are added, and almost all numbers of forces are assumptions."),
        phrase(contingency.NOT_MODELLED),
    ]
    return _headline(finding, outcome, parameters)


def how(outcome: Outcome, parameters: LabourParameters, more: str) -> str:
    """The call that made a number, with what it counts."""
    given = f"{parameters.scenario!r}, draws={outcome.draws}, days={parameters.horizon_days}"
    return f"contingency.compare_rules({given}); {more}"


def _name(result: Result) -> str:
    return key(result.title)[:40]


def _level(finding: Finding, outcome: Outcome, parameters: LabourParameters, result: Result) -> None:
    basis = outcome.grounds.basis(how(outcome, parameters, f"unit-days short, rule {result.title!r}"))
    mean, low, high = (
        finding.ledger.figure(f"{_name(result)}_{end}", value, basis, unit="unit-days", style="count")
        for end, value in zip(("mean", "low", "high"), result.mean, strict=True)
    )
    bound = ", a bound that no coalition reaches" if result.bound else ""
    note = phrase(f"sampling interval {{low}} to {{high}}{bound}", low=low, high=high)
    finding.test_lines.append(TestLine(f"{result.title}: unit-days missing at all fronts", mean, "unit-days", note))


def _difference(finding: Finding, outcome: Outcome, parameters: LabourParameters, result: Result) -> None:
    enter, name = finding.ledger.figure, _name(result)
    basis = outcome.grounds.basis(how(outcome, parameters, f"{result.title!r} less {parameters.title!r}, same draws"))
    less = result.more[0] < 0
    sizes = (-result.more[0], -result.more[2], -result.more[1]) if less else result.more
    more, few, many = (
        enter(f"{name}_{'less' if less else 'more'}{end}", value, basis, unit="unit-days", style="count")
        for end, value in zip(("", "_low", "_high"), sizes, strict=True)
    )
    worse, better = (
        enter(f"{name}_{word}", share[0], basis, style="percent")
        for word, share in (("worse", result.worse), ("better", result.better))
    )
    smallest = enter("smallest", parameters.smallest_effect_of_interest, basis, style="percent")
    note = phrase(
        "sampling interval {few} to {many}; over {smallest} % of that rule's mean more in {worse} % of worlds, less in "
        "{better} %",
        few=few, many=many, smallest=smallest, worse=worse, better=better,
    )  # fmt: skip
    finding.test_lines.append(
        TestLine(
            f"{result.title}: {'less' if less else 'more'} missing than with the asked rule", more, "unit-days", note
        )
    )


def _why(finding: Finding, outcome: Outcome, parameters: LabourParameters, result: Result) -> None:
    """How a rival that a coalition could follow compares with the asked rule, world by world."""
    basis = outcome.grounds.basis(how(outcome, parameters, f"{result.title!r} less {parameters.title!r}, same draws"))
    figures = {
        word: finding.ledger.figure(f"{_name(result)}_{word}", share[0], basis, style="percent")
        for word, share in (("worse", result.worse), ("better", result.better))
    }
    smallest = finding.ledger.figure("smallest", parameters.smallest_effect_of_interest, basis, style="percent")
    title = f"{result.title[:1].upper()}{result.title[1:]}"
    finding.reasons.append(
        phrase(
            f"{title}: more missing than with {parameters.title}, by over {{smallest}} % of its mean, in {{worse}} % "
            f"of the sampled worlds, less by as much in {{better}} %, {SURE[result.word(parameters.share_of_draws)]}.",
            smallest=smallest,
            **figures,
        )
    )


def _headline(finding: Finding, outcome: Outcome, parameters: LabourParameters) -> Phrase:
    """How much is missing under the asked rule and under each rival."""
    basis = outcome.grounds.basis(how(outcome, parameters, "mean unit-days short by rule"))
    enter = finding.ledger.figure
    asked = enter("headline_asked", outcome.results[0].mean[0], basis, unit="unit-days", style="count")
    figures = {
        f"rival_{place}": enter(f"headline_rival_{place}", one.mean[0], basis, unit="unit-days", style="count")
        for place, one in enumerate(outcome.results[1:])
    }
    listed = ", ".join(
        f"{{rival_{place}}} with {one.title}{' (a bound)' if one.bound else ''}"
        for place, one in enumerate(outcome.results[1:])
    )
    opens = "With"
    if outcome.opened > 1:
        opens = "With {fronts} fronts open from the first day and"
        figures["fronts"] = enter("headline_fronts", outcome.opened, basis, style="count")
    apart = _apart(finding, outcome, basis)
    return phrase(
        f"{opens} {parameters.title} the coalition is short of {{asked}} unit-days, "
        f"against {listed}{apart.template}.",
        asked=asked, **figures, **apart.figures,
    )  # fmt: skip


def _apart(finding: Finding, outcome: Outcome, basis: Basis) -> Phrase:
    """The fronts where the asked rule leaves most more and most less than its best rival, bounds left out."""
    asked = outcome.results[0].by_front
    rival = min((one for one in outcome.results[1:] if not one.bound), key=lambda one: one.mean[0])
    more = {front: short - rival.by_front[front] for front, short in asked.items()}
    chosen = dict.fromkeys((max(more, key=more.__getitem__), min(more, key=more.__getitem__)))
    shown = [front for front in chosen if round(more[front])]
    if not shown:
        return Phrase("")
    figures, clauses = {}, []
    for front in shown:
        for side, short in (("asked", asked[front]), ("rival", rival.by_front[front])):
            name = f"{side}_{key(front)}"
            figures[name] = finding.ledger.figure(f"headline_{name}", short, basis, unit="unit-days", style="count")
        clauses.append(f"{{asked_{key(front)}}} against {{rival_{key(front)}}} in {plain(front)}")
    return Phrase(f"; beside {rival.title} it lacks {' and '.join(clauses)}", figures)
