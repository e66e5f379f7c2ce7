"""Charts of the kind `force_multiplier`: spread of endurance, worlds that hold out, what each channel adds. No runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from multifront.claims.channel_rows import SCALE, channel_rows, places_of, short_rule
from multifront.claims.kinds.multiplier_lines import ALL, how
from multifront.claims.kinds.scenario_lines import RULE_TITLES
from multifront.claims.kinds.whole_charts import NESTED, nested_ranges
from multifront.claims.ledger import Ledger, phrase
from multifront.domain import Picture

if TYPE_CHECKING:
    from multifront.claims.kinds.force_multiplier import ForceMultiplierParameters, Outcome

STEP_DAYS = 5
EVERYWHERE = (
    " All fronts are counted, with places where nothing is wanted but an answer to the partner's own acts, so that "
    "patrols left unanswered can be most of it; it is no figure of the main front."
)
TITLES = {
    "log_endurance": ("What each channel adds to endurance", "change of endurance, about per cent", ""),
    "shortfall": (
        "What each channel adds to what the coalition is short of",
        "change at all fronts, all kinds of unit added",
        "unit-days",
    ),
    "margin": (
        "What each channel does to the defender's lead",
        "days of the defender less those of the challenger",
        "",
    ),
}


def multiplier_pictures(ledger: Ledger, outcome: Outcome, parameters: ForceMultiplierParameters) -> Iterator[Picture]:
    """The endurance fan, the share of worlds that hold out, and one chart of channels an outcome."""
    yield _fan(ledger, outcome, parameters)
    yield _holding(ledger, outcome, parameters)
    for name in outcome.attributed[outcome.run.rules[0]]:
        yield _channels(ledger, outcome, name)


def _fan(ledger: Ledger, outcome: Outcome, parameters: ForceMultiplierParameters) -> Picture:
    """Days until the side runs out without help and with all of it, as nested ranges over the sampled worlds."""
    run = outcome.run
    cases = [("no help", run.rules[0], 0)] + [(f"all help, {short_rule(rule)}", rule, -1) for rule in run.rules]
    shown = [(label, run.ends(parameters.side, rule, losses=False).days[row]) for label, rule, row in cases]
    columns = nested_ranges(shown, run.horizon)
    trace_id = ledger.picture("picture_fan", columns, outcome.grounds.basis(how(outcome, "quantiles over draws")))
    caption = phrase(f"{NESTED} An arrow: the run ended before the side did.")
    options = {"x_label": "days until the side runs out", "decimals": 0, "zero": True}
    title = f"How long {parameters.side.capitalize()} lasts, without and with help"
    return outcome.grounds.picture(trace_id, "ranges", title, (caption, columns, options))


def _holding(ledger: Ledger, outcome: Outcome, parameters: ForceMultiplierParameters) -> Picture:
    """Share of sampled worlds in which the side still holds out, by day."""
    run = outcome.run
    days = np.arange(0.0, run.horizon, STEP_DAYS)
    curves = [("no help", run.rules[0], 0)] + [(RULE_TITLES[rule], rule, -1) for rule in run.rules]
    rows: list[tuple[float, float, str]] = []
    for title, rule, row in curves:
        ends = run.ends(parameters.side, rule, losses=False).days[row]
        rows += [(float(day), 100.0 * float((ends > day).mean()), title) for day in days]
    columns: dict[str, Any] = dict(zip(("x", "y", "series"), map(tuple, zip(*rows, strict=True)), strict=True))
    trace_id = ledger.picture("picture_holding", columns, outcome.grounds.basis(how(outcome, "survival by day")))
    caption = phrase(
        "Share of sampled worlds in which nothing has run out yet. Curves that lie on one another are alike."
    )
    options = {"x_label": "days since the start", "y_label": "sampled worlds that hold out", "unit": "%"}
    title = f"When {parameters.side.capitalize()} runs out"
    return outcome.grounds.picture(trace_id, "steps", title, (caption, columns, options))


def _channels(ledger: Ledger, outcome: Outcome, name: str) -> Picture:
    """Shapley values of one outcome as bars from zero with sampling intervals; `no path` where none leads there."""
    tables = {rule: found[name] for rule, found in outcome.attributed.items()}
    rows = [row for index in range(4) for row in channel_rows(tables, index, name)]
    label, low, mid, high, word = zip(*rows, strict=True)
    columns = {"label": label, "low": low, "mid": mid, "high": high, "word": word}
    called = how(outcome, f"contingency.attribute_whole, {name}, Shapley values, times {SCALE[name]:g}")
    trace_id = ledger.picture(f"picture_{name}", columns, outcome.grounds.basis(called))
    where = EVERYWHERE if name == "shortfall" else ""
    caption = phrase(
        "Mean over the sampled worlds of each channel's Shapley value, losses of force counted; the line is its "
        f"sampling interval, which says nothing of the spread of assumptions.{where}"
    )
    title, x_label, unit = TITLES[name]
    options = {"bars": True, "x_label": x_label, "unit": unit, "decimals": places_of(name)}
    return outcome.grounds.picture(trace_id, "ranges", title, (caption, columns, options))


__all__ = ["ALL", "multiplier_pictures"]
