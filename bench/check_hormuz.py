"""Writes docs/check-hormuz.md: the route logic fitted to two weeks of a real closure, and what it predicts of the rest.

    .venv/bin/python bench/check_hormuz.py > docs/check-hormuz.md

Nothing here is used by the package.
"""

from __future__ import annotations

import numpy as np
from check_rows import EVIDENCE, best, percent, template, used

from multifront.contingency import load

CLOSURE = np.datetime64("2026-02-28")
BASELINE_DAYS, FIT_DAYS = 28, 14
RAMPS = np.arange(1.0, 31.0, 0.25)
TOLERANCE = 0.05
"""A prediction holds within five points of the normal flow, by week."""


def transits():
    rows = EVIDENCE.sql(
        "SELECT period_start, best FROM observation WHERE indicator = 'hormuz_transits' ORDER BY period_start"
    )
    found = [(np.datetime64(row["period_start"]), row["best"]) for row in map(dict, rows)]
    return np.array([day for day, _ in found]), np.array([count for _, count in found], dtype=float)


def strength(days, ramp):
    return np.clip((days + 1.0) / ramp, 0.0, 1.0)


def fit(days, share):
    """Cut x exposure and ramp with the least squared miss; for each ramp the best cut has a closed form."""
    best_fit = (np.inf, 0.0, 0.0)
    for ramp in RAMPS:
        w = strength(days, ramp)
        loss = float(np.clip(np.sum(w * (1.0 - share)) / np.sum(w * w), 0.0, 1.0))
        best_fit = min(best_fit, (float(np.mean((1.0 - loss * w - share) ** 2)), loss, float(ramp)))
    return best_fit


def span(number):
    return f"{number.low:g} to {number.high:g}"


def page():
    dates, counts = transits()
    since = (dates - CLOSURE).astype(int)
    normal = counts[(since >= -BASELINE_DAYS) & (since < 0)].mean()
    days, share = since[since >= 0].astype(float), counts[since >= 0] / normal
    squared, loss, ramp = fit(days[:FIT_DAYS], share[:FIT_DAYS])
    lines, misses = [], []
    for first in range(FIT_DAYS, len(days) - 6, 7):
        week = slice(first, first + 7)
        seen, model = share[week].mean(), float(np.mean(1.0 - loss * strength(days[week], ramp)))
        misses.append(abs(model - seen))
        lines.append(
            f"| {CLOSURE + first} | {counts[since >= 0][week].mean():.1f} | {100 * seen:.1f} % | {100 * model:.1f} % |"
            f" {100 * (model - seen):+.1f} | {'yes' if misses[-1] <= TOLERANCE else 'no'} |"
        )
    months = [
        f"| {month} | {counts[dates.astype('datetime64[M]') == np.datetime64(month)].mean():.1f} |"
        f" {best(f'param:hormuz_transits_{month[:4]}_{month[5:]}'):.1f} |"
        for month in ("2026-02", "2026-03", "2026-04")
    ]
    held = sum(miss <= TOLERANCE for miss in misses)
    may = counts[dates.astype("datetime64[M]") == np.datetime64("2025-05")].mean()
    numbers = load("taiwan-blockade").numbers
    return template("hormuz").format(
        verdict="holds in part" if held == len(misses) else "fails",
        held=held,
        weeks=len(misses),
        worst=100 * max(misses),
        ramp=ramp,
        loss=loss,
        floor=percent(1.0 - loss),
        closure=CLOSURE,
        base_days=BASELINE_DAYS,
        fit_days=FIT_DAYS,
        normal=normal,
        miss=100 * squared**0.5,
        china=span(numbers["china.cut.ramp"]),
        taiwan=span(numbers["taiwan.cut.ramp"]),
        table="\n".join(lines),
        months="\n".join(months),
        may=may,
        lower=round(100 * (1 - normal / may)),
        rows=used([f"param:hormuz_transits_2026_{m}" for m in ("02", "03", "04")] + ["param:hormuz_exempt_china"]),
    )


if __name__ == "__main__":
    print(page(), end="")
