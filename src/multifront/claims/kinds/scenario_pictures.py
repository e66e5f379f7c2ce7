"""Pictures of the kind `scenario_difference`: days gained by rule, and how many sampled worlds still hold out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from multifront import contingency
from multifront.claims.kinds.scenario_lines import RULE_TITLES, help_word
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.contingency.route_map import MAP_CAPTION
from multifront.domain import Picture

if TYPE_CHECKING:
    from multifront.claims.kinds.scenario_difference import RuleResult, ScenarioDifferenceParameters

STEP_DAYS = 5


def gain_picture(
    ledger: Ledger, results: tuple[RuleResult, ...], parameters: ScenarioDifferenceParameters, basis: Basis
) -> Picture:
    """Days gained within the horizon by rule, mean with the middle nine tenths of draws."""
    columns: dict[str, tuple[Any, ...]] = {
        "label": tuple(RULE_TITLES[r.rule] for r in results),
        "low": tuple(r.gain.low for r in results),
        "mid": tuple(r.gain.mean for r in results),
        "high": tuple(r.gain.high for r in results),
        "group": ("days gained",) * len(results),
        "censored": (False,) * len(results),
    }
    trace_id = ledger.picture("picture_gain", columns, basis)
    caption = phrase("Mean over sampled worlds and the middle nine tenths of them, within the horizon of the claim.")
    options = {"x_label": f"days that {results[0].help} adds", "unit": "days", "zero": True, "marks": []}
    return Picture(
        trace_id.replace(".", "-"),
        "ranges",
        "Days gained, by rule toward Russian-flag ships",
        caption,
        columns,
        options,
        trace_id,
    )


def route_picture(ledger: Ledger, scenario: contingency.Scenario, side: str, basis: Basis) -> Picture:
    """The ways by which supplies reach the side in normal times, and what a cut of seaborne trade could reach."""
    columns = contingency.route_columns(contingency.route_rows(scenario, side))
    trace_id = ledger.picture("picture_routes", columns, basis)
    title = f"Routes of supply to {side.capitalize()}"
    return Picture(trace_id.replace(".", "-"), "route_map", title, phrase(MAP_CAPTION), columns, {}, trace_id)


def survival_picture(
    ledger: Ledger, runs: contingency.SupplyOutcome, parameters: ScenarioDifferenceParameters, basis: Basis
) -> Picture:
    """Share of sampled worlds in which the side still holds out, by day, without the partner's help and with it."""
    days = np.arange(0.0, runs.last_day + 1, STEP_DAYS)
    sent = help_word(runs, parameters.side)
    title = "How long crude lasts" if sent == "Russian crude" else "How long supplies last"
    what = "crude has" if sent == "Russian crude" else "supplies have"
    curves = [(f"without {sent}", runs.rules[0], "off")]
    curves += [(RULE_TITLES[rule], rule, "on") for rule in runs.rules]
    rows: list[tuple[float, float, str]] = []
    for series, rule, channel in curves:
        at, share = contingency.survival_curve(
            runs, parameters.side, rule, channel, measure=parameters.measure, days=days
        )
        rows += [(float(d), 100.0 * float(s), series) for d, s in zip(at, share, strict=True)]
    columns = dict(zip(("x", "y", "series"), map(tuple, zip(*rows, strict=True)), strict=True))
    trace_id = ledger.picture("picture_survival", columns, basis)
    caption = phrase(
        f"Each curve is the share of sampled worlds in which {what} not yet run short. Runs end after three years."
    )
    options = {
        "x_label": "days since the start",
        "y_label": "sampled worlds that still hold out",
        "unit": "%",
        "zero": True,
        "marks": [],
    }
    return Picture(trace_id.replace(".", "-"), "steps", title, caption, columns, options, trace_id)
