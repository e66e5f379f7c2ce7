"""Writes docs/check-kiel-2025.md: a lead donor leaves; what the partner budget and the coalition rule make of it.

    .venv/bin/python bench/check_kiel_2025.py ../shared/data > docs/check-kiel-2025.md

The argument is the folder of public files (docs/sources.md); monthly allocations are not shipped.
Nothing here is used by the package.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from pathlib import Path

import numpy as np
from check_rows import best, percent, template, used

from multifront.contingency.arms import transfer_budget
from multifront.contingency.donors import coalition_flow, compensation_seen

PUBLISHED = "econ:0504"
TOLERANCE = 0.1
"""A prediction holds within a tenth of the flow that was seen."""


def months(path):
    """Military allocations by (year, month): of the United States, and of all others."""
    flows = {}
    with path.open(encoding="utf-8") as stream:
        for line in csv.DictReader(stream):
            key = int(line["year"]), int(line["month"])
            own = flows.setdefault(key, [0.0, 0.0])
            own[line["iso"] != "USA"] += float(line["military"])
    return flows


def a_year(flows, first, last):
    """Mean flow a year between two months, both included: United States, others."""
    inside = [flow for key, flow in flows.items() if first <= key <= last]
    return 12 * np.mean(inside, axis=0)


def from_stocks(path):
    """Share of each year's military aid that came out of stocks, in words."""
    years = {}
    with path.open(encoding="utf-8") as stream:
        for line in csv.DictReader(stream):
            kinds = [float(line[kind]) for kind in ("stockpile", "procurement", "unspecified", "nato_purl")]
            years.setdefault(int(line["year"]), []).append(kinds)
    shares = {year: np.sum(rows, axis=0) for year, rows in years.items() if year <= 2025}
    return ", ".join(f"{percent(kinds[0] / kinds.sum())} in {year}" for year, kinds in shares.items())


def one(value):
    return np.array([float(value)])


def budget_alone(others, us):
    """Each donor's own budget; a willingness of 0 takes the United States out."""
    base = {"draw_down": one(0), "own_use": one(0), "compatible": one(1)}
    kept = transfer_budget(made=one(others), willingness=one(1), **base)
    return float((kept + transfer_budget(made=one(us), willingness=one(0), **base))[0])


def page(folder):
    path = folder / "ukraine_aid_kiel" / "data_explorer.csv"
    flows = months(path)
    us, others = a_year(flows, (2022, 1), (2024, 12))
    before = us + others
    periods = {
        "January to June 2025, fitted": ((2025, 1), (2025, 6)),
        "July to December 2025": ((2025, 7), (2025, 12)),
        "January to April 2026": ((2026, 1), (2026, 4)),
        "2025, whole year": ((2025, 1), (2025, 12)),
    }
    seen = {name: float(a_year(flows, *span).sum()) for name, span in periods.items()}
    shares = {name: compensation_seen(before=before, leaving=us, after=flow) for name, flow in seen.items()}
    fitted = next(iter(shares.values()))
    alone = budget_alone(others, us)
    numbers = {"others": one(others), "leaving": one(us), "room": one(np.inf)}
    filled = float(coalition_flow(compensation=one(fitted), **numbers)[0])
    lines = []
    for name, flow in seen.items():
        holds = (
            "fitted"
            if "fitted" in name
            else "in part fitted"
            if "whole" in name
            else abs(filled / flow - 1) <= TOLERANCE
        )
        word = {True: "yes", False: "no"}.get(holds, holds)
        lines.append(
            f"| {name} | {flow:.1f} | {a_year(flows, *periods[name])[1]:.1f} | {alone:.1f} |"
            f" {100 * (alone / flow - 1):+.0f} % | {filled:.1f} | {100 * (filled / flow - 1):+.0f} % | {word} |"
        )
    second, third = (filled / seen[name] - 1 for name in list(seen)[1:3])
    good = sum(abs(miss) <= TOLERANCE for miss in (second, third))
    change = 100 * (seen["2025, whole year"] / before - 1)
    return template("kiel_2025").format(
        verdict={2: "the budget fails, the compensation rule holds", 0: "fails"}.get(
            good, "the budget fails, the rule in part"
        ),
        later={2: "both within 10 %", 0: "neither within 10 %"}.get(good, "one of two within 10 %"),
        alone=100 * (alone / before - 1),
        seen=change,
        half=fitted,
        second=100 * second,
        third=100 * third,
        kiel=best(PUBLISHED),
        gap=abs(best(PUBLISHED) - change),
        stocks=from_stocks(path.with_name("procurement_trends.csv")),
        before=before,
        others=others,
        table="\n".join(lines),
        by_period=", ".join(f"{name.removesuffix(', fitted')} {share:.2f}" for name, share in shares.items()),
        gap_alone=abs(100 * (alone / before - 1) - change),
        full=shares["2025, whole year"],
        low=min(shares.values()),
        high=max(shares.values()),
        digest=hashlib.sha256(path.read_bytes()).hexdigest()[:16],
        us_after=a_year(flows, (2025, 1), (2025, 12))[0],
        rows=used([PUBLISHED, "econ:0502", "econ:0503", "core:coalition_comp_2025"]),
    )


if __name__ == "__main__":
    print(page(Path(sys.argv[1])), end="")
