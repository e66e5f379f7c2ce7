"""Scenarios for people at a command line: list, check, simulate, race. Showing one is in `scenario_views`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from multifront import contingency
from multifront.contingency.race import race_chart, race_rows
from multifront.errors import UsageError
from multifront.workbench.claim_numbers import claim_numbers

NO_PATH = "no path"
"""Shown where the partner has no route to a side: its help cannot act there, which is not a gain of 0."""
RUNS_OUT_OF = {"stock_out": "stock", "endurance": "essential supply"}
"""What a side runs out of, by measure."""


@dataclass(frozen=True, slots=True)
class Report:
    """Rows to print and the lines that must stand under them."""

    rows: list[dict[str, Any]]
    notes: tuple[str, ...]


def load(name: str, claims: Path | None = None) -> contingency.Scenario:
    """A scenario by name or file; `claims` is the JSON of a brief whose numbers it may take as `{from: claim}`.

    Raises:
        UsageError: there is no such scenario or brief, or either is not sound.
    """
    return contingency.load(name, claim_numbers(claims) if claims else None)


def listing() -> list[dict[str, Any]]:
    """The shipped scenarios with their start and title."""
    loaded = [load(name) for name in contingency.shipped_scenarios()]
    return [{"scenario": s.name, "start": str(s.start), "title": s.title, "numbers": len(s.numbers)} for s in loaded]


def check(name: str, claims: Path | None = None) -> str:
    """One line saying that a scenario is fine; all its problems are raised at once otherwise."""
    scenario = load(name, claims)
    counts = f"{len(scenario.numbers)} numbers, {len(scenario.assumptions)} with an assumption"
    more = [f"{len(scenario.correlations)} correlations"] if scenario.correlations else []
    return f"{name}: fine; {', '.join([counts, *more])}"


def simulate(name: str, seed: int, draws: int, say: Callable[[str], None], *, claims: Path | None = None) -> Report:
    """Days that each side lasts, by rule on the partner's ships, with and without the partner's help."""
    runs = contingency.simulate(load(name, claims), draws, seed, say)
    keys = product(runs.scenario.sides, RUNS_OUT_OF, runs.rules)
    rows = [_row(runs, side, rule, measure) for side, measure, rule in keys]
    notes = (
        "Days: median (nine draws in ten); a side has run out when its first commodity has. Gains: mean days within "
        "one year. Rules are decisions, never averaged.",
        contingency.NOT_MODELLED,
    )
    return Report(rows, notes)


def race(name: str, seed: int, draws: int, say: Callable[[str], None], *, claims: Path | None = None) -> Report:
    """Who runs out of stock or of essential supply first by each horizon, by rule on the partner's ships.

    Raises:
        UsageError: the scenario does not have two sides.
    """
    scenario = load(name, claims)
    if len(scenario.sides) != 2:
        raise UsageError(f"{name}: a race needs a scenario with two sides; found {list(scenario.sides)}")
    challenger, defender = scenario.sides
    runs = contingency.simulate(scenario, draws, seed, say)
    rows = [
        {"runs out of": words, **row}
        for measure, words in RUNS_OUT_OF.items()
        for row in race_rows(race_chart(runs, (challenger, defender), measure=measure))
    ]
    notes = (
        f"Shares of {runs.draws:,} draws with their 95 % sampling interval, with the partner's supply. "
        "Rules are decisions, never averaged.",
        contingency.NOT_MODELLED,
    )
    return Report(rows, notes)


def _row(runs: contingency.SupplyOutcome, side: str, rule: str, measure: str) -> dict[str, Any]:
    gain = contingency.days_gained(runs, side, rule, measure=measure, horizons=(365.0,))[0]
    share = contingency.gain_probability(runs, side, rule, measure=measure)
    run = runs.run(side, rule, "off")
    bound = ", ".join(f"{name} {run.share_bound(name):.0%}" for name in run.commodities if run.share_bound(name) > 0)
    reached = any(contingency.partner_paths(runs.scenario, side).values())
    return {
        "side": side,
        "runs out of": RUNS_OUT_OF[measure],
        "rule on Russian-flag ships": rule,
        "days with": contingency.endurance_quantiles(runs, side, rule, "on", measure=measure).text,
        "days without": contingency.endurance_quantiles(runs, side, rule, "off", measure=measure).text,
        "runs out first, without": (bound or "none") if measure == "endurance" else "",
        "days gained in a year": round(gain.mean, 1) if reached else NO_PATH,
        "draws gaining over 10 %": f"{share.low:.0%} to {share.high:.0%}" if reached else NO_PATH,
    }
