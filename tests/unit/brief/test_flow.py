"""The flow: bars as high as their counts, bands that join, members inside their bars, and rows that do not add up."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from tests.golden.sample_brief import flow_columns

from multifront.brief import charts
from multifront.brief.charts import flow
from multifront.brief.charts.look import NARROW, WIDE, Size
from multifront.domain import Phrase, Picture
from multifront.errors import UsageError

Row = dict[str, Any]


def rows() -> list[Row]:
    columns = flow_columns()
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def laid(size: Size = WIDE) -> dict[tuple[Any, str], flow.Bar]:
    groups = ["bloc A", "bloc B", "without votes that year"]
    return flow._bars(rows(), groups, flow._frame(rows(), [2000, 2010, 2020], ["China", "Russia"], size))


def areas(layers: list[dict[str, Any]]) -> list[float]:
    found = []
    for layer in layers:
        (ring,) = layer["data"]["values"][0]["geometry"]["coordinates"]
        pairs = pairwise(ring)
        found.append(abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2)
    return found


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_bars_are_as_high_as_their_counts_and_stay_in_the_picture(size: Size) -> None:
    bars = laid(size)
    units = {round(bar.height / bar.row["count"], 6) for bar in bars.values()}
    assert len(units) == 1
    assert all(bar.x >= 0 and bar.x + bar.width <= size.width for bar in bars.values())
    assert max(bar.y + bar.height for bar in bars.values()) <= 300


def test_bands_are_as_wide_as_their_counts() -> None:
    bars = laid()
    moves = sorted((r for r in rows() if r["part"] == "move"), key=lambda r: (r["x"], r["group"], r["to"]))
    groups = ["bloc A", "bloc B", "without votes that year"]
    layers = flow._bands(rows(), bars, groups, dict.fromkeys(groups, "var(--c1)"))
    run = bars[2010, "bloc A"].x - bars[2000, "bloc A"].x - bars[2000, "bloc A"].width
    unit = bars[2000, "bloc A"].height / 70
    assert areas(layers) == pytest.approx([move["count"] * unit * run for move in moves], rel=0.02)


def test_members_run_inside_their_bars() -> None:
    bars = laid()
    member_rows = [row for row in rows() if row["part"] == "member"]
    for row in member_rows:
        bar = bars[row["x"], row["group"]]
        assert bar.y < flow._within(bar, member_rows, row, WIDE.line) < bar.y + bar.height


def test_counts_are_printed_and_the_share_below_where_there_is_room() -> None:
    labels = charts.printed(picture(flow_columns()))["labels"]
    assert {"70", "91%", "101", "China", "Russia", "bloc B"} <= set(labels)
    assert "3" not in labels


def test_colours_do_not_hang_on_the_order_of_the_bars() -> None:
    assert flow._colours(["x", "b", "a"], ["x"]) == flow._colours(["a", "x", "b"], ["x"])
    assert flow._dark("x", ["x", "y"]) > flow._dark("y", ["x", "y"])


def picture(columns: dict[str, Any]) -> Picture:
    options = {"grey": ("without votes that year",), "certainty_unit": "%"}
    return Picture("p.1", "flow", "A title", Phrase("A caption."), columns, options, "p.chart")


def changed(place: int, **cells: Any) -> dict[str, tuple[Any, ...]]:
    made = rows()
    made[place] |= cells
    return {name: tuple(row[name] for row in made) for name in made[0]}


@pytest.mark.parametrize(
    ("place", "cells", "message"),
    [
        (7, {"to": "bloc Z"}, r"move names 'bloc Z' in 2010, which has no bar"),
        (7, {"count": 71}, r"71 leave 'bloc A' in 2000, which has 70; 91 reach 'bloc A' in 2010, which has 90"),
        (11, {"x": 2020}, r"move names 'bloc A' in None"),
        (-1, {"group": "bloc Z"}, r"member names 'bloc Z' in 2010"),
        (0, {"part": "state"}, r"part 'state'; valid: group, move, member"),
    ],
)
def test_rows_that_do_not_add_up_are_refused(place: int, cells: Row, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        charts.printed(picture(changed(place, **cells)))


def test_one_year_alone_still_draws() -> None:
    columns = {"part": ("group",), "x": (2000,), "group": ("bloc A",), "count": (4,)}
    assert set(charts.draw(picture(columns))) == {"wide", "narrow"}


def test_no_member_at_all_is_refused() -> None:
    with pytest.raises(UsageError, match="no group has a member"):
        charts.printed(picture({"part": ("group",), "x": (2000,), "group": ("bloc A",), "count": (0,)}))
