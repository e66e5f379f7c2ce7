"""Prints the worked example of docs/model-arms.md: Russia's budget by class and branch, and what it is to China.

    .venv/bin/python bench/arms_budgets.py

Cited figures come from shipped rows, all factors of branches are assumptions written below.
Nothing here is used by the package.
"""

from __future__ import annotations

import time

import numpy as np
from check_rows import EVIDENCE, best, percent, row

from multifront.contingency.arms import Holding, Partner, Production, run_arms, transfer_budget
from multifront.contingency.branches import BRANCHES, BranchFactors, branch_budget
from multifront.contingency.draws import uniform_draws

DRAWS, SEED, DAYS = 10_000, 0, 180
INDICES = np.arange(DRAWS)
YEAR, MONTH = 365.0, 365.0 / 12.0

FACTORS = {
    "ascendant": {"own_use": (0.7, 1.1), "production": (1.0, 1.3), "willingness": (0.1, 0.6)},
    "frozen": {"own_use": (0.0, 0.25), "production": (0.6, 1.0), "willingness": (0.1, 0.6)},
    "weakened": {"own_use": (0.9, 1.3), "production": (0.5, 0.9), "willingness": (0.0, 0.3)},
}
"""Assumptions: factors on today's use and production; willingness stands as it is."""

COMPATIBLE = {"long_range_strike": (0.0, 0.3), "artillery": (0.3, 0.8), "drones": (0.3, 1.0)}
"""Assumptions: no public figure of what of Russian arms fits Chinese launchers, guns and links."""


LAUNCHED_A_MONTH = 4_000.0
"""Drones launched in 2025, an Estonian estimate; the shipped rows have launches of earlier years only."""


def uniform(name, low, high):
    return low + (high - low) * uniform_draws(SEED, name, INDICES)


def fired_in(year):
    rows = EVIDENCE.sql(
        "SELECT sum(best) AS fired, count(*) AS days FROM observation WHERE indicator = 'missiles_launched_at_ukraine' "
        f"AND year(period_start) = {year}"
    )
    (one,) = [dict(r) for r in rows]
    return one["fired"] / one["days"]


def today():
    """Made and used a day in the war as it is: (low, high) of each, from shipped rows."""
    missiles, shells = row("param:ru_missiles_month_2024"), row("core:ru_shell_output")
    fired = sorted((fired_in(2024), fired_in(2025)))
    geran = best("core:geran_output") / MONTH
    return {
        "long_range_strike": ((missiles["low"] / MONTH, missiles["high"] / MONTH), tuple(fired)),
        "artillery": (
            (shells["low"] * 1e6 / YEAR, best("econ:0486") * 1e6 / YEAR),
            (best("core:ru_shell_use") * 1e3,) * 2,
        ),
        "drones": ((0.9 * geran, 1.1 * geran), (LAUNCHED_A_MONTH / MONTH,) * 2),
    }


def budgets():
    """Signed units a day by class and branch, shape (n,) each, and the partner's numbers behind them."""
    found = {}
    for kind, (made, use) in today().items():
        now = BranchFactors(
            own_use=uniform(f"{kind}.use", *use), production=uniform(f"{kind}.made", *made), willingness=np.ones(DRAWS)
        )
        factors = {
            branch: BranchFactors(**{key: uniform(f"{branch}.{key}", *ends) for key, ends in ranges.items()})
            for branch, ranges in FACTORS.items()
        }
        compatible = uniform(f"{kind}.compatible", *COMPATIBLE[kind])
        for index, branch in enumerate(BRANCHES):
            own = branch_budget(factors, now, np.full(DRAWS, index))
            signed = transfer_budget(
                made=own.production,
                draw_down=np.zeros(DRAWS),
                own_use=own.own_use,
                compatible=compatible,
                willingness=own.willingness,
            )
            found[kind, branch] = signed, own, compatible
    return found


def lines_of(found):
    lines = [
        "| class | branch | draws with a surplus | handed over a day: median | 5 to 95 % |",
        "|---|---|---|---|---|",
    ]
    for (kind, branch), (signed, _, _) in found.items():
        given = np.maximum(signed, 0.0)
        low, middle, high = np.quantile(given, (0.05, 0.5, 0.95))
        lines.append(
            f"| {kind.replace('_', ' ')} | {branch} | {percent(np.mean(signed > 0))} | {middle:,.1f} |"
            f" {low:,.1f} to {high:,.1f} |"
        )
    return lines


def steady(capacity):
    nothing = np.zeros(DRAWS)
    return Production(
        capacity=capacity,
        component_share=nothing,
        component_days=nothing,
        component_supply=np.ones(DRAWS),
        cut_day=np.full(DRAWS, np.inf),
    )


def china_strike(found):
    """Endurance of the challenger's long-range strike without and with each branch's partner."""
    stock = best("param:pla_mrbm") + best("param:pla_srbm")
    need = best("param:pla_missile_use_spf") / 100 * stock / 14
    holding = Holding(
        stock=np.full(DRAWS, stock),
        production=steady(uniform("china.made", 300 / YEAR, 3 * 300 / YEAR)),
        need=np.full((1, DRAWS), need),
        phase_starts=np.zeros((1, DRAWS)),
    )
    without = run_arms(holding, days=DAYS).endurance
    lines = [
        f"| none | {np.median(without):.0f} | - |",
    ]
    nothing = np.zeros(DRAWS)
    for branch in BRANCHES:
        _, own, compatible = found["long_range_strike", branch]
        partner = Partner(
            reserve=nothing,
            production=steady(own.production),
            draw_down=nothing,
            own_use=own.own_use,
            compatible=compatible,
            willingness=own.willingness,
            from_day=uniform("from_day", 7, 60),
            gives=nothing,
        )
        gained = run_arms(holding, partner, days=DAYS).endurance - without
        lines.append(
            f"| {branch} | {np.median(without + gained):.0f} | {gained.mean():.2f}, at most {gained.max():.0f} |"
        )
    return stock, need, lines


def block():
    found = budgets()
    stock, need, strike = china_strike(found)
    head = [
        "| class | made a day today | used a day today |",
        "|---|---|---|",
        *(
            f"| {kind.replace('_', ' ')} | {made[0]:,.1f} to {made[1]:,.1f} | {use[0]:,.1f} to {use[1]:,.1f} |"
            for kind, (made, use) in today().items()
        ),
    ]
    text = (
        f"China's ballistic missiles: {stock:,.0f} in stock, need {need:.0f} a day "
        "(three quarters of them in 14 days, as in one game), fire under 30 % on day:"
    )
    table = ["| partner's branch | median day | days gained, mean |", "|---|---|---|", *strike]
    return "\n".join([*head, "", *lines_of(found), "", text, "", *table]) + "\n"


def seconds(draws=160_000):
    """Processor time of one class of one side over 180 days for 10,000 x 16 draws, warm, least of three."""
    rng = np.random.default_rng(0)

    def of(low, high):
        return rng.uniform(low, high, draws)

    def made():
        return Production(
            capacity=of(1, 50),
            component_share=of(0, 1),
            component_days=of(0, 90),
            component_supply=of(0, 1),
            cut_day=of(0, 60),
        )

    side = Holding(stock=of(100, 5000), production=made(), need=of(20, 300)[None], phase_starts=np.zeros((1, draws)))
    helper = Partner(
        reserve=of(0, 1000),
        production=made(),
        draw_down=of(0, 20),
        own_use=of(0, 50),
        compatible=of(0, 1),
        willingness=of(0, 1),
        from_day=of(0, 90),
        gives=of(0, 1),
    )
    run_arms(side, helper, days=2)
    taken = []
    for _ in range(3):
        began = time.process_time()
        run_arms(side, helper, days=DAYS)
        taken.append(time.process_time() - began)
    return min(taken)


if __name__ == "__main__":
    print(block())
    print(f"one class of one side, 160,000 runs of 180 days: {seconds():.2f} s")
