"""Writes docs/check-wargame-losses.md: the loss curve fitted to one published game, and what it predicts of others.

    .venv/bin/python bench/check_wargame_losses.py > docs/check-wargame-losses.md

Nothing here is used by the package.
"""

from __future__ import annotations

import numpy as np
from check_rows import best, percent, template, used
from scipy.optimize import root

from multifront.contingency.attrition import LossCurve, fit_tau, lanchester_square, run_losses

HORIZON, WEEK = 21.0, 7.0
KINDS = ("us_aircraft", "jp_aircraft", "cn_aircraft", "us_ships", "jp_ships", "cn_ships")
FIRST_WEEK = {"aircraft": best("param:armageddon_first_week"), "ships": 20.0}
"""US and Japanese losses by the end of week 1; the 20 ships stand in the unit text of the same row."""

OTHERS = (
    ("param:badblood_us_aircraft", "us_aircraft", (6, 6), best("param:badblood_us_aircraft"), "at least"),
    ("param:badblood_us_aircraft", "cn_aircraft", (6, 6), 150.0, "at least"),
    ("param:badblood_cn_ships", "cn_ships", (6, 6), best("param:badblood_cn_ships"), "at least"),
    ("param:spf_us_ships", "us_ships", (14, 21), best("param:spf_us_ships") + 2 + 9, "equal"),
    ("param:spf_jp_ships", "jp_ships", (14, 21), best("param:spf_jp_ships"), "equal"),
    ("param:spf_cn_ships", "cn_ships", (14, 21), best("param:spf_cn_ships") + 2, "equal"),
)
"""Other games: row, kind, first and last day that the figure may stand for, losses, and how the source words them."""

FORCES = ("param:us_pacaf", "param:jp_modern_fighters_2025", "param:pla_aircraft_combat")


def totals(case):
    return {kind: best(f"param:fbnw_{kind}_{case}") for kind in KINDS}


def family(kind):
    return kind.split("_")[1]


def early_shares(base):
    return {f: FIRST_WEEK[f] / (base[f"us_{f}"] + base[f"jp_{f}"]) for f in FIRST_WEEK}


def run_to(curve, days):
    """The package's day loop where all factors are one."""
    one = np.ones((days, 1))
    run = run_losses(curve, scale=one[0], fire=one, effectiveness=one, presence=one, force=np.array([np.inf]))
    return float(run.total[0])


def lanchester_week(coalition, china, lost):
    """Share of the coalition's losses in week 1 under the square law that gives both sides' losses on the horizon."""

    def miss(logs):
        left = lanchester_square(
            own=coalition, enemy=china, own_rate=np.exp(logs[0]), enemy_rate=np.exp(logs[1]), time=HORIZON
        )
        return [coalition - left[0] - lost[0], china - left[1] - lost[1]]

    start = np.log([lost[1] / coalition / HORIZON, lost[0] / china / HORIZON])
    fitted = np.exp(root(miss, start, tol=1e-10).x)
    week = lanchester_square(own=coalition, enemy=china, own_rate=fitted[0], enemy_rate=fitted[1], time=WEEK)
    return (coalition - week[0]) / lost[0]


def predicted(kind, days, bands, taus):
    first, last = days
    low, high = sorted(bands[kind])
    make = lambda total: LossCurve(total, HORIZON, taus[family(kind)])  # noqa: E731
    return run_to(make(low), first), run_to(make(high), last)


def other_games(bands, taus):
    lines, held, bounds = [], 0, 0
    for name, kind, days, found, wording in OTHERS:
        low, high = predicted(kind, days, bands, taus)
        holds = high >= found if wording == "at least" else low <= found <= high
        held += holds
        bounds += holds and wording == "at least"
        span = f"{days[0]}" if days[0] == days[1] else f"{days[0]} to {days[1]}"
        game = name.removeprefix("param:").split("_")[0]
        lines.append(
            f"| {game} | {kind.replace('_', ' ')} | {span} | {wording} {found:.0f} | {low:.0f} to {high:.0f} |"
            f" {'yes' if holds else 'no'} |"
        )
    return lines, held, bounds


def page():
    base, pess = totals("base"), totals("pess")
    early = early_shares(base)
    taus = {f: fit_tau(early_share=share, early_day=WEEK, horizon=HORIZON) for f, share in early.items()}
    bands = {kind: (base[kind], pess[kind]) for kind in KINDS}
    others, held, bounds = other_games(bands, taus)
    curves = {f: LossCurve(1.0, HORIZON, tau) for f, tau in taus.items()}
    shapes = [
        f"| {f} | {taus[f]:.1f} | {' | '.join(percent(run_to(curve, day)) for day in (7, 14, 28))} |"
        for f, curve in curves.items()
    ]
    met = {kind: run_to(LossCurve(base[kind], HORIZON, taus[family(kind)]), 21) for kind in KINDS}
    rows = [
        f"| {kind.replace('_', ' ')} | {base[kind]:.0f} | {met[kind]:.1f} |"
        f" {pess[kind]:.0f} | {100 * (pess[kind] / base[kind] - 1):+.0f} % |"
        for kind in KINDS
    ]
    us, japan, china = (best(name) for name in FORCES)
    lost = (base["us_aircraft"] + base["jp_aircraft"], base["cn_aircraft"])
    names = [f"param:fbnw_{kind}_{case}" for case in ("base", "pess") for kind in KINDS]
    names += ["param:armageddon_first_week", *dict.fromkeys(one[0] for one in OTHERS), *FORCES]
    return template("wargame_losses").format(
        verdict="holds" if held == len(OTHERS) else "fails" if held < len(OTHERS) / 2 else "holds in part",
        cells=len(OTHERS),
        held=held,
        lower=f" ({bounds} of them only as a lower bound)" if bounds else "",
        near=sum(abs(pess[kind] / base[kind] - 1) <= 0.25 for kind in KINDS),
        horizon=HORIZON,
        early_air=percent(early["aircraft"]),
        early_ship=percent(early["ships"]),
        curves="\n".join(shapes),
        totals="\n".join(rows),
        others="\n".join(others),
        coalition=us + japan,
        china=china,
        lanchester=percent(lanchester_week(us + japan, china, lost)),
        rows=used([*names, "param:fbnw_air_loss_on_ground", "param:pla_missile_use_spf"]),
    )


if __name__ == "__main__":
    print(page(), end="")
