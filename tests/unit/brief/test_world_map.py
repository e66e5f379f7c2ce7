"""The map: every member of the United Nations has a place, classes are honest, gaps are hatched, counted and listed."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import pytest

from multifront.brief import charts
from multifront.brief.charts import map_labels, outlines, world_map
from multifront.brief.charts.hatching import hatched
from multifront.brief.charts.look import NARROW, WIDE, Size
from multifront.brief.charts.map_key import Classes
from multifront.domain import Phrase, Picture
from multifront.errors import UsageError

UN_MEMBERS = 193
"""https://www.un.org/en/about-us/member-states"""

NO_MEMBERS = {"PSE", "TWN", "XKX"}


def made(columns: dict[str, tuple[Any, ...]], **options: Any) -> Picture:
    return Picture("p.1", "world_map", "A title", Phrase("A caption."), columns, options, "p.chart")


def test_every_member_of_the_united_nations_has_a_place_in_the_picture() -> None:
    for size in (WIDE, NARROW):
        sheet = outlines.sheet(size.width)
        assert len(set(sheet.states) - NO_MEMBERS) == UN_MEMBERS
        for state in sheet.states.values():
            places = [state.point, *(place for rings in state.polygons for ring in rings for place in ring)]
            assert all(0 <= x <= size.width and 0 <= y <= sheet.height + 3 for x, y in places), state.name
            assert state.polygons or state.dot


def test_small_states_are_dots_and_large_ones_are_not() -> None:
    states = outlines.sheet(WIDE.width).states
    assert all(states[code].dot for code in ("SGP", "BHR", "MLT", "TUV", "LUX", "MCO"))
    assert not any(states[code].dot for code in ("RUS", "CHN", "KWT", "LSO", "BEL"))


def test_areas_are_those_of_the_states() -> None:
    """Areas of the CIA World Factbook, in thousands of square kilometres; outlines of this scale are within a tenth."""
    sheet = outlines.sheet(WIDE.width)
    unit = 510_100 / _globe(WIDE)
    for code, area in {"CHN": 9_597, "RUS": 17_098, "BRA": 8_516, "ZAF": 1_219, "FRA": 644}.items():
        drawn = sum(_area(ring) for rings in sheet.states[code].polygons for ring in rings)
        assert abs(drawn) * unit == pytest.approx(area, rel=0.1), code


def _globe(size: Size) -> float:
    """Square pixels of the whole globe on this map: area of the sphere is 4 pi, half its width 2.70663."""
    return 4 * 3.14159265 * (size.width / (2 * 2.70663)) ** 2


def _area(ring: outlines.Ring) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2


def test_the_middle_is_an_edge_and_both_sides_are_as_dark_as_they_are_far() -> None:
    records = [{"state": "USA", "value": -0.35}, {"state": "RUS", "value": 0.71}]
    classes = world_map._classes(records, {"middle": 0.0})
    assert classes.edges == (-0.5, -0.25, 0.0, 0.25, 0.5, 0.75)
    looks = [classes.look(place) for place in range(5)]
    assert [look["fill"] for look in looks] == ["var(--c2)"] * 2 + ["var(--c1)"] * 3
    shades = [look["fillOpacity"] for look in looks]
    assert shades[1] == shades[2] < shades[0] == shades[3] < shades[4] == 0.95
    assert [classes.place(value) for value in (-0.5, -0.25, 0.0, 0.24, 0.75)] == [0, 1, 2, 2, 4]


def test_a_middle_between_round_numbers_is_still_an_edge() -> None:
    classes = world_map._classes([{"state": "USA", "value": 0.2}, {"state": "RUS", "value": 0.9}], {"middle": 0.37})
    assert 0.37 in classes.edges
    assert classes.edges[0] <= 0.2
    assert classes.edges[-1] >= 0.9


def test_without_a_middle_shades_only_rise() -> None:
    classes = world_map._classes([{"state": "USA", "value": 3.0}, {"state": "RUS", "value": 41.0}], {})
    shades = [classes.look(place)["fillOpacity"] for place in range(len(classes.edges) - 1)]
    assert shades == sorted(set(shades))
    assert classes.edges[0] <= 3.0 < 41.0 <= classes.edges[-1]


def test_gaps_are_counted_and_states_without_a_place_are_listed_with_their_value() -> None:
    columns = {"state": ("RUS", "BOL", "SGP", "DDR", "YUG"), "value": (0.4, None, None, 0.3, None)}
    labels = charts.printed(made(columns, decimals=2))["labels"]
    assert "no value: 3 states" in labels
    assert "Not on the map: DDR 0.30, YUG no value" in labels


def test_the_actor_has_no_value_of_its_own() -> None:
    columns = {"state": ("CHN", "RUS", "USA"), "value": (1.0, 0.4, -0.2), "label": (True, True, True)}
    labels = charts.printed(made(columns, actor="CHN", middle=0.0))["labels"]
    assert {"China", "Russia 0.40", "United States −0.20"} <= set(labels)
    assert not any("1.00" in label for label in labels)


def test_a_map_of_one_state_or_of_none_with_a_value_still_draws() -> None:
    for columns in ({"state": ("RUS",), "value": (0.4,)}, {"state": ("RUS", "FRA"), "value": (None, None)}):
        assert set(charts.draw(made(columns, actor="CHN"))) == {"wide", "narrow"}
    assert set(charts.draw(made({"state": ("AAA",), "value": (0.4,)}))) == {"wide", "narrow"}


def test_two_values_of_one_state_are_refused() -> None:
    with pytest.raises(UsageError, match="one row a state; found several of RUS"):
        charts.printed(made({"state": ("RUS", "RUS"), "value": (0.1, 0.2)}))


def test_labels_stand_apart_and_inside() -> None:
    sheet = outlines.sheet(WIDE.width)
    crowd = ("DEU", "POL", "CZE", "AUT", "HUN", "SVK", "FJI", "NZL")
    named = [map_labels.Named(sheet.states[code].name, sheet.states[code].point, strong=False) for code in crowd]
    texts = [
        layer
        for layer in map_labels._beside(sheet, named, WIDE)
        if layer["mark"]["type"] == "text" and "stroke" not in layer["mark"]
    ]
    boxes = [
        map_labels._box(
            layer["mark"]["text"],
            layer["encoding"]["x"]["value"],
            layer["encoding"]["y"]["value"],
            layer["mark"]["align"],
            WIDE,
        )
        for layer in texts
    ]
    assert all(map_labels._overlap(a, b) == 0 for a, b in combinations(boxes, 2))
    assert all(box[0] >= 0 and box[2] <= WIDE.width for box in boxes)


def test_the_narrow_map_lists_its_labels_by_letter() -> None:
    sheet = outlines.sheet(NARROW.width)
    named = [
        map_labels.Named("A state with a long name −0.10", sheet.states[c].point, strong=False) for c in ("PER", "FRA")
    ]
    layers, room, texts = map_labels.layers(sheet, named, NARROW)
    assert texts[:2] == ("a", "b")
    assert room > 2 * NARROW.line
    assert all(layer["encoding"]["x"]["value"] < NARROW.width for layer in layers)


def test_hatching_fills_a_square_and_leaves_a_hole() -> None:
    square = [(0.0, 0.0), (60.0, 0.0), (60.0, 60.0), (0.0, 60.0), (0.0, 0.0)]
    hole = [(20.0, 20.0), (40.0, 20.0), (40.0, 40.0), (20.0, 40.0), (20.0, 20.0)]
    full, holed = hatched([square], 6), hatched([square, hole], 6)
    assert _length(full) * 6 / 2**0.5 == pytest.approx(3600, rel=0.01)  # lines stand 6 / sqrt 2 apart
    assert _length(full) - _length(holed) == pytest.approx(_length(hatched([hole], 6)), abs=1.0)
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in holed]
    assert not any(20.5 < x < 39.5 and 20.5 < y < 39.5 for x, y in middles)


def _length(lines: list[list[tuple[float, float]]]) -> float:
    return sum(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 for a, b in lines)


def test_the_outlines_are_an_origin_of_every_map() -> None:
    (origin,) = charts.drawn_from(made({"state": ("RUS",), "value": (0.4,)}))
    assert "public domain" in origin.licence
    assert len(origin.sha256) == 64
    assert "no statement" in origin.note


def test_a_class_is_written_with_its_decimals() -> None:
    classes = Classes((0.0, 0.5, 1.0), None, 1)
    assert (classes.written(0.26), classes.written(None)) == ("0.3", "no value")
    assert classes.ticks == ("0.0", "0.5", "1.0")
