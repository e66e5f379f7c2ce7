"""Everything of a whole run as plain rows: outcomes in all combinations of channels, and attribution. No layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from multifront import contingency
from multifront.contingency.whole_outcomes import whole_outcome
from multifront.domain import Floats

ALL_RULES = "any"
"""Shown where the rule on the partner's ships cannot matter."""
OFF = "none"
RULES_HEAD = "rule on Russian-flag ships"
NUMBERS = ("mean", "standard_error", "median", "low", "high")
"""Of draws: mean with its Monte Carlo error, median, and 5 % and 95 %."""

Row = dict[str, Any]
Attributed = Mapping[str, Mapping[str, contingency.Attribution]]
"""By rule and outcome."""


def all_rows(run: contingency.WholeRun, attributed: Attributed) -> list[Row]:
    """One row an outcome, side, rule and combination of channels, then one a channel and pair of channels."""
    return [*_end_rows(run), *_amount_rows(run), *_share_rows(run, attributed)]


def plain(name: str) -> str:
    """A name of the file as words."""
    return name.replace("long_range", "long-range").replace("_", " ")


def _end_rows(run: contingency.WholeRun) -> Iterator[Row]:
    for side in run.sides:
        for rule in run.rules:
            ends = run.ends(side, rule)
            for row, on in enumerate(contingency.channel_combinations()):
                bounds = {plain(name): round(share, 6) for name, share in ends.share_bound(row).items()}
                more = {"censored": float(ends.censored[row].mean()), "runs out first of": bounds}
                yield _full("endurance", side, rule, on, ends.days[row], "days") | more


def _amount_rows(run: contingency.WholeRun) -> Iterator[Row]:
    amounts: dict[tuple[str, str], Floats] = {}
    if run.has_forces:
        amounts |= {("shortfall", "unit-days"): run.shortfall, ("short by losses", "unit-days"): run.short_by_losses}
        amounts |= {(f"shortfall under {rule}", "unit-days"): run.shortfall_under(rule) for rule in _duties(run)}
        amounts["fronts opened", "1"] = run.fronts_opened
    for line in run.scenario.blocks.losses:
        amounts[f"lost: {line.side} {plain(line.name)}", "units"] = run.lost(line.side, line.name)
    for (what, unit), values in amounts.items():
        for row, on in enumerate(contingency.channel_combinations()):
            yield _full(what, "", ALL_RULES, on, values[row], unit)
    for key in run.parts:
        if key[0] == "economy":
            unit = "share of GDP" if key[1].startswith("output_loss") else "USD bn"
            trade = ("partner's trade",) if key[2] == "on" else ()
            yield _full(f"economy: {plain(key[1])}", run.sides[0], ALL_RULES, trade, run.parts[key], unit)


def _duties(run: contingency.WholeRun) -> tuple[str, ...]:
    """Rules of a division of labour that the run compares."""
    return tuple(run.scenario.blocks.duties)


def _share_rows(run: contingency.WholeRun, attributed: Attributed) -> Iterator[Row]:
    for rule, outcomes in attributed.items():
        for outcome, one in outcomes.items():
            if outcome == "shortfall" and rule != run.rules[0]:
                continue  # no supply in it, so that the rule on ships cannot matter
            parts: list[tuple[tuple[str, ...], contingency.Estimate | None]] = [
                ((share.channel,), share.estimate) for share in one.shares
            ]
            parts += [(pair.channels, pair.estimate) for pair in one.interactions]
            unit = whole_outcome(run, outcome, rule).unit
            for channels, found in [*parts, (contingency.CHANNELS, one.whole)]:
                kind = "Shapley value" if len(channels) != 2 else "Shapley interaction"
                line = _head(f"{kind}: {outcome}", "", rule if outcome != "shortfall" else ALL_RULES, channels, unit)
                values = {key: contingency.NO_PATH if found is None else getattr(found, key) for key in NUMBERS}
                yield line | values | {"censored": one.censored, "runs out first of": {}}


def _full(what: str, side: str, rule: str, on: tuple[str, ...], values: Floats, unit: str) -> Row:
    """One outcome in one combination: mean, median, and 5 % and 95 % of draws."""
    low, middle, high = (float(value) for value in np.quantile(values, (0.05, 0.5, 0.95)))
    error = float(values.std(ddof=1) / np.sqrt(values.size)) if values.size > 1 else None
    numbers = {"mean": float(values.mean()), "standard_error": error, "median": middle, "low": low, "high": high}
    return _head(what, side, rule, on, unit) | numbers | {"censored": 0.0, "runs out first of": {}}


def _head(what: str, side: str, rule: str, on: tuple[str, ...], unit: str) -> Row:
    return {"outcome": what, "side": side, RULES_HEAD: rule, "channels": "+".join(on) or OFF, "unit": unit}
