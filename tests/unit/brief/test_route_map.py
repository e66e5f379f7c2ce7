"""The route map: ribbons as thick as their share, chokepoints in order, limits below their routes, numbers printed."""

from __future__ import annotations

from typing import Any

import pytest
from tests.golden.sample_brief import route_columns

from multifront import contingency
from multifront.brief import charts
from multifront.brief.charts import route_map
from multifront.brief.charts.look import NARROW, WIDE, Size
from multifront.domain import Phrase, Picture
from multifront.errors import UsageError

Row = dict[str, Any]


def rows(columns: dict[str, Any] | None = None) -> list[Row]:
    columns = columns or route_columns()
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def picture(columns: dict[str, Any]) -> Picture:
    return Picture("p.1", "route_map", "A title", Phrase("A caption."), columns, {}, "p.chart")


def ribbons(size: Size = WIDE) -> list[tuple[str, float, float]]:
    """Colour, opacity and thickness of every ribbon part."""
    found = []
    for layer in route_map.plot(rows(), {}, size).layers:
        mark, at = layer["mark"], layer["encoding"]
        if mark["type"] == "rect" and mark["fill"] != "var(--ink)":
            found.append((mark["fill"], mark.get("fillOpacity", 1.0), at["y2"]["value"] - at["y"]["value"]))
    return found


def test_ribbons_are_as_thick_as_their_share_and_split_by_exposure() -> None:
    gulf = [part for part in ribbons() if part[0] == "var(--c2)"][:2]
    assert [part[1] for part in gulf] == [1.0, route_map.PALE]
    assert [part[2] for part in gulf] == pytest.approx([0.04 * route_map.FULL, 0.36 * route_map.FULL], abs=0.11)
    (pipe,) = [part for part in ribbons() if part[0] == "var(--c3)"]
    assert pipe[1:] == (1.0, pytest.approx(route_map.THINNEST, abs=0.11))


def test_a_route_that_carries_nothing_today_is_a_dashed_line() -> None:
    layers = route_map.plot(rows(), {}, WIDE).layers
    assert sum(layer["mark"].get("strokeDash") == [4, 4] for layer in layers) == 1


def test_chokepoints_of_a_panel_stand_in_one_order_for_all_its_routes() -> None:
    frame = route_map.Frame(WIDE, 300.0, True)
    passed = [
        {"chokepoints": text} for text in ("Hormuz; Malacca", "Suez; Bab el-Mandeb; Malacca", "", "Malacca; Luzon")
    ]
    places = route_map._places(passed, frame)
    for one in passed:
        at = [places[name] for name in route_map._names(one["chokepoints"])]
        assert at == sorted(at)
    assert all(24 < x < 300 for x in places.values())


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_nothing_leaves_the_picture(size: Size) -> None:
    plot = route_map.plot(rows(), {}, size)
    for layer in plot.layers:
        at = {name: value["value"] for name, value in layer["encoding"].items() if "value" in value}
        assert all(0 <= at[name] <= size.width for name in ("x", "x2") if name in at)
        assert all(-size.line <= at[name] <= plot.height for name in ("y", "y2") if name in at)
        if layer["mark"]["type"] == "text" and layer["mark"].get("align") == "left":
            assert at["x"] + size.text_width(str(layer["mark"]["text"])) <= size.width + 20


def test_every_number_and_name_is_printed() -> None:
    said = " ".join(map(str, charts.printed(picture(route_columns()))["labels"]))
    for word in (
        "5 mb/d",
        "90 %",
        "1–6 d",
        "Hormuz",
        "pipelines: together 0.9 mb/d",
        "RUS, overland: A pipeline",
        "short sea",
    ):
        assert word in said, word


def test_a_picture_that_stands_alone_has_a_heading_above_all_else() -> None:
    with_one, without = (route_map.plot(rows(), options, WIDE) for options in ({"heading": "Routes in peace"}, {}))
    assert "Routes in peace" in with_one.labels
    assert with_one.height == without.height + WIDE.line + 8
    top = next(layer for layer in with_one.layers if layer["mark"].get("text") == "Routes in peace")
    assert top["encoding"]["y"]["value"] == min(layer["encoding"]["y"]["value"] for layer in with_one.layers)


def test_a_map_of_a_shipped_scenario_is_drawn_in_both_widths() -> None:
    columns = contingency.route_columns(contingency.route_rows(contingency.load("taiwan-blockade")))
    assert set(charts.draw(picture(dict(columns)))) == {"wide", "narrow"}
    svg = charts.svg(picture(dict(columns)))
    assert "Bab el-Mandeb" in svg
    assert charts.svg(picture(dict(columns))) == svg


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [("kind", "by_air", "unknown kind of route"), ("share", -0.1, "least is 0"), ("exposed", 2.0, "0 to 1")],
)
def test_rows_that_cannot_be_drawn(column: str, value: Any, what: str) -> None:
    columns = route_columns()
    columns[column] = (value, *columns[column][1:])
    with pytest.raises(UsageError, match=what):
        charts.svg(picture(columns))
