"""The whole run of a scenario for people at a command line: days by channel, what each channel did. Runs no part."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from multifront import contingency
from multifront.contingency.whole_outcomes import scenario_paths, whole_outcome
from multifront.domain import Floats
from multifront.workbench.scenarios import Report, load

DEFAULT_DAYS = contingency.DEFAULT_DAYS
ALL_RULES = "any"
"""Shown where the rule on the partner's ships cannot matter."""
OFF, EVERY = "no channel", "all channels"
LABELS = {
    "log_endurance": "Shapley: ln days of the challenger",
    "shortfall": "Shapley: coalition short, unit-days",
    "margin": "Shapley: days of the defender minus the challenger",
}


def simulate(
    name: str, seed: int, draws: int, say: Callable[[str], None], *, days: int, claims: Path | None = None
) -> Report:
    """Days until a side runs out without, with each and with all channels, and Shapley values of the channels.

    Raises:
        UsageError: a horizon that the scenario does not reach.
    """
    run = contingency.simulate_whole(load(name, claims), draws, seed, say, days=days)
    rows = [_side_row(run, side, rule) for side in run.sides for rule in run.rules]
    if run.has_forces:
        paths = set(scenario_paths(run.scenario, "shortfall"))
        rows.append(_row("coalition short, unit-days", ALL_RULES, run.shortfall, paths))
        rows.append(_row("further fronts opened, mean", ALL_RULES, run.fronts_opened, paths, mean=True))
    rows += _shares(run)
    notes = (
        f"{run.draws:,} draws, {days} days. Median (5 % to 95 % of draws); a channel's column: that channel alone. "
        "Shapley rows: mean over draws with its 95 % sampling interval.",
        f"{contingency.NO_PATH}: the channel cannot act on the outcome in this scenario, which is not a gain of 0. "
        "Rules are decisions, never averaged.",
        contingency.NOT_MODELLED,
    )
    return Report(rows, notes)


def _side_row(run: contingency.WholeRun, side: str, rule: str) -> dict[str, Any]:
    ends = run.ends(side, rule)
    paths = _acting_on(run, side)
    first = ", ".join(f"{name} {share:.0%}" for name, share in ends.share_bound(0).items()) or "none"
    last = f"{ends.censored[0].mean():.0%} to {ends.censored[-1].mean():.0%}"
    return _row(f"days of {side}", rule, ends.days, paths) | {"runs out first, no channel": first, "censored": last}


def _acting_on(run: contingency.WholeRun, name: str) -> set[str]:
    """Channels that have means to act on one side: a route of the partner to it, or a budget of the partner for it."""
    routes = any(supply.legs_of(run.scenario.partner) for supply in run.scenario.sides[name].supplies)
    helped = any(one.helped for one in run.scenario.blocks.arms_of(name))
    return {channel for channel, acts in (("logistics", routes), ("arms", helped)) if acts}


def _row(what: str, rule: str, values: Floats, paths: set[str], *, mean: bool = False) -> dict[str, Any]:
    """One outcome without, with each alone, and with all channels."""

    def text(row: int) -> str:
        if mean:
            return f"{values[row].mean():.3g}"
        low, middle, high = np.quantile(values[row], (0.05, 0.5, 0.95))
        return f"{middle:,.1f} ({low:,.1f} to {high:,.1f})"

    alone = {
        name: text(1 << index) if name in paths else contingency.NO_PATH
        for index, name in enumerate(contingency.CHANNELS)
    }
    return _cells(what, rule, text(0), alone, text(-1))


def _shares(run: contingency.WholeRun) -> list[dict[str, Any]]:
    rows = []
    for rule in run.rules:
        for outcome, found in contingency.attribute_whole(run, rule).items():
            if outcome == "shortfall" and rule != run.rules[0]:
                continue  # no supply in it, so that the rule on ships cannot matter
            shown = ALL_RULES if outcome == "shortfall" else rule
            alone = {share.channel: _interval(share.estimate) for share in found.shares}
            censored = whole_outcome(run, outcome, rule).share_censored
            row = _cells(LABELS[outcome], shown, "", alone, _interval(found.whole))
            rows.append(row | {"censored": f"{censored[0]:.0%} to {censored[-1]:.0%}"})
    return rows


def _interval(found: contingency.Estimate | None) -> str:
    if found is None:
        return contingency.NO_PATH
    half = 1.96 * found.standard_error
    return f"{found.mean:.3g} ({found.mean - half:.3g} to {found.mean + half:.3g})"


def _cells(what: str, rule: str, off: str, alone: dict[str, str], every: str) -> dict[str, Any]:
    ends = {"runs out first, no channel": "", "censored": ""}
    return {"outcome": what, "rule on Russian-flag ships": rule, OFF: off, **alone, EVERY: every, **ends}
