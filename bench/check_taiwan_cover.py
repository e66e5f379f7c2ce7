"""Writes docs/check-taiwan-cover.md: Taiwan's days of cover in a published game against the model and official stocks.

    .venv/bin/python bench/check_taiwan_cover.py > docs/check-taiwan-cover.md

Nothing here is used by the package.
"""

from __future__ import annotations

import numpy as np
from check_rows import best, row, template, used

from multifront import contingency

DRAWS, SEED = 10_000, 0
TOLERANCE = 0.1
"""A prediction holds within a tenth: the interval rule for a published value of another year."""

CLOSED = {
    "taiwan.cut.share": 1.0,
    "taiwan.cut.start": 0.0,
    "taiwan.cut.ramp": 1.0,
    "taiwan.routes.sea.lag": 0.0,
    "taiwan.rationing.maximum": 0.0,
    "taiwan.stock.usable": 1.0,
}
"""The game's case: nothing arrives from day 0, nothing is rationed, every barrel can be used."""

STOCKS = {
    "gas": ("param:tw_lng_days",),
    "coal": ("param:tw_coal_days", "param:tw_coal_days_2024"),
    "oil": ("param:tw_oil_days",),
}
GAME = {"gas": ("core:tw_gas_days", 1), "coal": ("core:tw_coal_weeks", 7), "oil": ("core:tw_oil_weeks", 7)}


def official(fuel):
    return max(one["best"] for one in map(row, STOCKS[fuel]))


def table():
    lines, held = [], 0
    for fuel, (name, factor) in GAME.items():
        stock, game = official(fuel), best(name) * factor
        within = abs(stock - game) <= TOLERANCE * game
        held += within
        lines.append(
            f"| {fuel} | {stock:.0f} | {game:.0f} | {100 * (stock / game - 1):+.0f} % | {'yes' if within else 'no'} |"
        )
    return lines, held


def runs(oil):
    scenario, lines = contingency.load("taiwan-blockade"), []
    for name, fixed in (("closed island, no rationing, all usable", CLOSED), ("as shipped", {})):
        outcome = contingency.simulate(scenario, DRAWS, SEED, fixed=fixed)
        low, middle, high = np.quantile(
            outcome.run("taiwan", "stop", commodity="crude").stock_out, (0.05, 0.5, 0.95), method="higher"
        )
        inside = "inside" if low <= oil <= high else "outside"
        lines.append(f"| {name} | {middle:.0f} | {low:.0f} to {high:.0f} | {inside} |")
    return lines


def page():
    lines, held = table()
    oil = best(GAME["oil"][0]) * 7
    names = [*(name for names in STOCKS.values() for name in names), *(name for name, _ in GAME.values())]
    return template("taiwan_cover").format(
        verdict={3: "holds", 0: "fails"}.get(held, "holds in part"),
        held=held,
        table="\n".join(lines),
        draws=DRAWS,
        seed=SEED,
        oil=oil,
        runs="\n".join(runs(oil)),
        rows=used([*names, "param:tw_gas_power_share"]),
    )


if __name__ == "__main__":
    print(page(), end="")
