"""Writes docs/check-crude-cover.md: the closed-form table of crude cover against the published table.

    .venv/bin/python bench/check_crude_cover.py > docs/check-crude-cover.md

Nothing here is used by the package.
"""

from __future__ import annotations

from check_rows import template

from multifront.contingency import days_of_cover

STOCK, RUNS, DOMESTIC = 1200.0, 14.2, 4.3
OVERLAND = {"none": 0.0, "pipelines, 0.82": 0.82, "pipelines and a surge of 0.5": 1.32, "all Russian crude, 2.17": 2.17}
WRITTEN = {0.0: (121, 132, 140, 155), 0.15: (154, 173, 186, 214), 0.25: (189, 217, 239, 287), 0.4: (284, 353, 414, 585)}
"""The table as it was written down before this package existed: days by share rationed and crude that still arrives."""


def page():
    cover = {
        ration: [days_of_cover(STOCK, RUNS, DOMESTIC, flow, ration) for flow in OVERLAND.values()] for ration in WRITTEN
    }
    pairs = [
        (mine, theirs) for ration, days in WRITTEN.items() for mine, theirs in zip(cover[ration], days, strict=True)
    ]
    lines = [f"| rationed | {' | '.join(OVERLAND)} |", "|---" * (len(OVERLAND) + 1) + "|"]
    for ration, days in WRITTEN.items():
        cells = [f"{mine:.0f} ({theirs})" for mine, theirs in zip(cover[ration], days, strict=True)]
        lines.append(f"| {100 * ration:.0f} % | {' | '.join(cells)} |")

    def added(column):
        gains = [100 * (days[column] / days[0] - 1) for days in cover.values()]
        return f"{min(gains):.0f} to {max(gains):.0f} %"

    return template("crude_cover").format(
        same=sum(round(mine) == theirs for mine, theirs in pairs),
        cells=len(pairs),
        worst=max(abs(mine - theirs) for mine, theirs in pairs),
        table="\n".join(lines),
        pipes=added(1),
        all_crude=added(3),
    )


if __name__ == "__main__":
    print(page(), end="")
