"""What the kind `swept_assumption` says: the curve as lines, a sentence and a chart. Runs and judges nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multifront import contingency
from multifront.claims.kind import Finding
from multifront.claims.kinds.scenario_lines import RULE_TITLES
from multifront.claims.ledger import Basis, phrase
from multifront.claims.whole_measures import UNITS, title_of
from multifront.domain import Phrase, TestLine

if TYPE_CHECKING:
    from multifront.claims.kinds.swept_assumption import Outcome, Point, SweptAssumptionParameters


def report_sweep(finding: Finding, outcome: Outcome, parameters: SweptAssumptionParameters) -> Phrase:
    """Enter and draw the curve; returns the sentence that stands alone."""
    for place, point in enumerate(outcome.points):
        _line(finding, outcome, parameters, (place, point))
    _picture(finding, outcome, parameters)
    if outcome.by_losses:
        finding.reasons.append(
            phrase(
                "It acts through losses of force alone, which decide no verdict: the curve counts them and shows only "
                "how much it would matter, so that even a flat one would not speak against the claim."
            )
        )
    if parameters.beyond:
        finding.reasons.append(
            phrase(f"{parameters.beyond}, so that even a flat curve does not speak against the claim.")
        )
    finding.caveats += [
        phrase(f"The values of {parameters.title} are swept, not estimated: no point of the curve is likelier."),
        phrase("Other numbers of the scenario are assumptions too: the height of the curve means less than its slope."),
        phrase(contingency.NOT_MODELLED),
    ]
    return _headline(finding, outcome, parameters)


def _title(outcome: Outcome, name: str) -> str:
    """How an outcome reads in this scenario, and that losses count where the curve shows them."""
    title = title_of(name, list(outcome.grounds.scenario.sides))
    return f"{title} (losses of force counted)" if outcome.by_losses else title


def _basis(outcome: Outcome, parameters: SweptAssumptionParameters, more: str) -> Basis:
    names = ", ".join(parameters.numbers)
    given = f"{parameters.scenario!r}, draws={outcome.draws}, days={parameters.horizon_days}"
    return outcome.grounds.basis(f"contingency.simulate_whole({given}, all channels, fixed {names}); {more}")


def _line(finding: Finding, outcome: Outcome, parameters: SweptAssumptionParameters, at: tuple[int, Point]) -> None:
    place, point = at
    enter, unit = finding.ledger.figure, UNITS[parameters.outcome]
    value = f"{point.value:g}"
    basis = _basis(outcome, parameters, f"{parameters.outcome} at {value}")
    mean = enter(f"mean_{place}", point.mean[0], basis, unit=unit, style="one")
    change, low, high = (
        enter(f"change_{place}{end}", found, basis, unit=unit, style="one")
        for end, found in zip(("", "_low", "_high"), point.change, strict=True)
    )
    rule = f"{RULE_TITLES[point.rule]}: " if point.rule else ""
    note = phrase("change {change}, sampling interval {low} to {high}", change=change, low=low, high=high)
    label = f"{rule}{_title(outcome, parameters.outcome)}, mean, at {value}"
    finding.test_lines.append(TestLine(label, mean, unit, note))


def _picture(finding: Finding, outcome: Outcome, parameters: SweptAssumptionParameters) -> None:
    """The curve with the sampling interval of its means."""
    points = outcome.points
    columns = {
        "x": tuple(point.value for point in points),
        "y": tuple(point.mean[0] for point in points),
        "low": tuple(point.mean[1] for point in points),
        "high": tuple(point.mean[2] for point in points),
        "series": tuple(RULE_TITLES[point.rule] if point.rule else "" for point in points),
    }
    trace_id = finding.ledger.picture("picture_sweep", columns, _basis(outcome, parameters, "curve of means"))
    caption = phrase("Mean over the same sampled worlds at each value; the band is the sampling interval of the mean.")
    options = {"x_label": parameters.title, "y_label": _title(outcome, parameters.outcome), "zero": True}
    title = f"How much {parameters.title} would matter"
    finding.pictures.append(outcome.grounds.picture(trace_id, "lines", title, (caption, columns, options)))


def _style(value: float) -> str:
    """Whole numbers as they are written, others with two decimals."""
    return "count" if value == int(value) else "two"


def _headline(finding: Finding, outcome: Outcome, parameters: SweptAssumptionParameters) -> Phrase:
    """Why nothing tests it, and how far the outcome moves over the sweep."""
    what = _title(outcome, parameters.outcome)
    if not outcome.has_path:
        return phrase(f"{parameters.unknown}; in the scenario it has no path to the {what}.")
    enter, unit = finding.ledger.figure, UNITS[parameters.outcome]
    basis = _basis(outcome, parameters, "mean change at the largest value from the first, widest over rules")
    last = max((p for p in outcome.points if p.value == parameters.values[-1]), key=lambda p: abs(p.change[0]))
    figures = {"change": enter("headline_change", abs(last.change[0]), basis, unit=unit, style="one")}
    largest = parameters.largest
    if not largest:
        largest = f"with {parameters.title} at {{value}}, the largest tried"
        figures["value"] = enter("headline_value", last.value, basis, style=_style(last.value))
    counted = " (losses of force counted)" if outcome.by_losses else ""
    said = f"{largest}, {_moves(outcome, parameters.outcome, last.change[0])} on average{counted}"
    least = parameters.smallest_effect_of_interest
    figures["smallest"] = enter("headline_smallest", least, basis, unit=unit, style=_style(least))
    reached = outcome.reaches(least)
    if reached is None:
        return phrase(f"{parameters.unknown}; {said}; {{smallest}} {unit} would matter.", **figures)
    first = enter("headline_reached", reached, basis, style=_style(reached))
    return phrase(
        f"{parameters.unknown}; {said}; {{smallest}} {unit} would matter, and from a value of {{first}} on the change "
        "is surely as large.",
        first=first,
        **figures,
    )


def _moves(outcome: Outcome, name: str, change: float) -> str:
    """How an outcome that changes by so much reads, with a place for the size."""
    sides = [side.capitalize() for side in outcome.grounds.scenario.sides]
    more = change >= 0
    if name in ("challenger_days", "defender_days"):
        side = sides[0] if name == "challenger_days" else sides[1]
        return f"{side} would last {{change}} days {'longer' if more else 'less'}"
    if name == "margin":
        return f"{sides[1]} would {'gain' if more else 'lose'} {{change}} days on {sides[0]}"
    if name == "fronts":
        return f"{{change}} further fronts {'more' if more else 'fewer'} would open"
    return f"the coalition would be short of {{change}} unit-days {'more' if more else 'less'}"
