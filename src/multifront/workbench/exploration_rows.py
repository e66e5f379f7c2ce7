"""What exploration found as rows of text, for tables and pages. Computes nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from multifront.contingency.discovery import Restriction
from multifront.contingency.explored import Box, Explored, LeverRegrets
from multifront.contingency.facts import Fact, fact_sentence, stated
from multifront.contingency.number_labels import number_label
from multifront.contingency.outcome_draws import HIGHER_IS_BETTER
from multifront.contingency.ranges import Range
from multifront.contingency.redrawing import TotalShare

OTHERS = "all other numbers together"
ASSUMED, SOURCED = "assumption", "source"
Row = dict[str, Any]


def sensitivity_rows(explored: Explored, totals: Sequence[TotalShare]) -> list[Row]:
    """Shares of variance, alone and with interactions, and the outcome at both ends of each number."""
    rows: list[Row] = []
    for total in sorted((line for line in totals if len(line.names) == 1), key=lambda line: (-line.total, line.names)):
        name = total.names[0]
        share, tails = explored.effects.shares[name], explored.effects.tails[name]
        rows.append(
            {
                "number": number_label(name),
                "explains alone": _percent(share.share, share.low, share.high),
                "with interactions": _percent(total.total, total.low, total.high),
                "beyond chance": "yes" if explored.effects.clear(name) else "no",
                f"{explored.outcome.unit} at its lowest tenth": _days(*tails.at_low),
                "at its highest tenth": _days(*tails.at_high),
                "rests on": _rests(explored.scenario.numbers[name]),
                "name": name,
            }
        )
    for line in totals:
        if len(line.names) > 1:
            empty = dict.fromkeys(rows[0], "") if rows else {}
            rows.append(empty | {"number": OTHERS, "with interactions": _percent(line.total, line.low, line.high)})
    return rows


def box_rows(box: Box, explored: Explored) -> list[Row]:
    """One row a restriction of a box, or one that says why there is none."""
    condition, found = box.condition, box.found
    begin = {"condition": condition.label, "draws in which it holds": f"{condition.share:.1%}"}
    empty = dict.fromkeys(
        ("quasi-p", "found again", "share of them inside", "of draws inside they are", "in draws left out"), ""
    )
    if found is None:
        return [begin | {"box": f"not sought: {box.reason}"} | empty]
    if not found.restrictions:
        return [begin | {"box": "none tells them apart"} | empty]
    measures = {
        "share of them inside": f"{found.coverage:.0%}",
        "of draws inside they are": f"{found.density:.0%}",
        "in draws left out": f"{found.fresh_coverage:.0%} and {found.fresh_density:.0%}",
    }
    return [
        begin
        | {
            "box": restriction_text(line, explored.scenario.numbers[line.name]),
            "quasi-p": f"{line.quasi_p:.1g}",
            "found again": f"{line.reproduced:.0%} of resamples",
        }
        | measures
        for line in found.restrictions
    ]


def restriction_text(line: Restriction, number: Range) -> str:
    """A restriction in words, in the unit in which the file states the number."""
    label = number_label(line.name)
    low = None if line.low is None else stated(line.low, number)
    high = None if line.high is None else stated(line.high, number)
    if low and high:
        return f"{label}: from {low} to {high}"
    return f"{label}: above {low}" if low else f"{label}: below {high}"


def regret_rows(regrets: LeverRegrets, explored: Explored) -> list[Row]:
    """One row an alternative: the outcome, the regret over all draws, and in how many draws it is best."""
    sign = -1.0 if explored.question.outcome in HIGHER_IS_BETTER else 1.0
    holders = {one.name: one.holder for one in regrets.losses.alternatives}
    unit = regrets.losses.unit
    return [
        {
            "lever and setting": line.setting,
            "held by": holders[line.setting],
            f"mean {explored.outcome.label}": _number(sign * line.mean_loss),
            f"mean regret, {unit}": f"{_number(line.mean)} ± {_number(1.96 * line.standard_error)}",
            "95 % of draws under": _number(line.high),
            "greatest": _number(line.greatest),
            "best in": f"{line.best_share:.0%}",
            "never better than": line.dominated_by,
        }
        for line in regrets.lines
        if line.setting not in regrets.idle
    ]


def state_rows(regrets: LeverRegrets) -> list[Row]:
    """One row a state of the world: how often it is drawn, which lever gives away least, and each lever's regret."""
    names = [line.setting for line in regrets.lines if line.setting not in regrets.idle]
    return [
        {"state of the world": line.state, "draws": f"{line.share:.0%}", "gives away least": line.best}
        | {name: _number(line.means[name]) for name in names}
        for line in regrets.states
    ]


def fact_rows(facts: Sequence[Fact], unit: str) -> list[Row]:
    """The collection list as rows."""
    return [
        {
            "rank": place,
            "fact": fact.label,
            f"worth, {unit} of regret": f"{_number(fact.worth)} ± {_number(fact.half_width)}" if fact.worth else "0",
            "share of knowing all": f"{fact.share:.0%}",
            "what it would change": fact_sentence(fact, unit),
            "rests on": ASSUMED if fact.assumed else SOURCED,
            "name": fact.name,
        }
        for place, fact in enumerate(facts, start=1)
    ]


def _percent(share: float, low: float, high: float) -> str:
    """As `42 % (37 to 48)`; a dash where the outcome does not vary."""
    if math.isnan(share):
        return "–"
    return f"{100 * share:.0f} % ({100 * low:.0f} to {100 * high:.0f})".replace("-0 ", "0 ")


def _days(mean: float, low: float, high: float) -> str:
    return f"{_number(mean)} ({_number(low)} to {_number(high)})"


def _number(value: float) -> str:
    """Three digits, with commas and without a minus before zero."""
    if abs(value) >= 100.0:
        return f"{value:,.0f}"
    return f"{value + 0.0:.3g}" if abs(value) >= 0.005 else "0"


def _rests(number: Range) -> str:
    if number.assumption and number.sources:
        return f"{SOURCED}, {ASSUMED}"
    return ASSUMED if number.assumption else SOURCED
