"""Charts: every kind at both widths, what they print, gaps, and how wrong pictures are refused."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest

from multifront.brief import Brief, charts
from multifront.brief.charts import furniture, lines, scale
from multifront.brief.charts.look import NARROW, WIDE
from multifront.domain import Phrase, Picture
from multifront.errors import UsageError

SVG = "{http://www.w3.org/2000/svg}"


def pictures(brief: Brief) -> list[Picture]:
    return [picture for card in brief.cards for picture in card.verdict.pictures]


def texts(svg: str) -> list[str]:
    return [(node.text or "").strip() for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def picture(kind: str, columns: dict[str, tuple[Any, ...]], **options: Any) -> Picture:
    return Picture("p.1", kind, "A <title>", Phrase("A caption."), columns, options, "p.chart")


def test_the_sample_has_every_kind(brief: Brief) -> None:
    assert {made.kind for made in pictures(brief)} == set(charts.KINDS)


def test_every_number_in_a_chart_is_in_what_it_says_it_prints(brief: Brief) -> None:
    for made in pictures(brief):
        printed = charts.printed(made)
        known = {scale.written(tick, places) for tick in printed["ticks"] for places in range(3)}
        known |= {str(int(tick)) for tick in printed["ticks"]} | set(printed["labels"])
        for svg in charts.draw(made).values():
            for text in texts(svg):
                assert text in known or not re.search(r"\d", text) or re.fullmatch(r"([A-Z]\w\w )?\d{4}", text), text


def test_no_text_leaves_the_picture(brief: Brief) -> None:
    for made in pictures(brief):
        for size in (WIDE, NARROW):
            svg = ElementTree.fromstring(charts.draw(made)[size.name])
            assert svg.get("viewBox", "").split()[2] == str(size.width)
            assert svg.get("role") == "img"


def test_ids_differ_between_charts_and_colours_are_variables(brief: Brief) -> None:
    drawn = [svg for made in pictures(brief) for svg in charts.draw(made).values()]
    ids = [name for svg in drawn for name in re.findall(r' id="([^"]+)"', svg)]
    assert len(ids) == len(set(ids))
    assert all("var(--" in svg and not re.search(r'(fill|stroke)="#', svg) for svg in drawn)


def test_png_is_made_on_paper(brief: Brief) -> None:
    assert charts.png(pictures(brief)[0], scale=1).startswith(b"\x89PNG")


def test_missing_values_and_skipped_years_break_a_line() -> None:
    records = [
        {"x": year, "y": value, "low": None, "high": None, "series": "", "part": "observed"}
        for year, value in [(2000, 1.0), (2001, 2.0), (2002, None), (2003, 3.0), (2006, 4.0), (2007, 5.0)]
    ]
    runs = list(lines._runs(records, ("", "observed")))
    assert [[row["x"] for row in run] for run in runs] == [[2000, 2001], [2003], [2006, 2007]]
    uneven = [{**row, "x": row["x"] - 2000} for row in records]
    assert [len(run) for run in lines._runs(uneven, ("", "observed"))] == [2, 3]


@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        ("event_rows", {"day": ("2024-02-29",), "row": ("One",)}),
        ("count_bars", {"period": (2024,), "count": (0,)}),
        ("count_bars", {"period": ("a", "a", "b", "b"), "count": (1, 2, None, 4), "series": ("x", "y", "x", "y")}),
        ("lines", {"x": (2024,), "y": (1.0,)}),
        ("lines", {"x": (1.5, 2.5), "y": (None, None)}),
        ("ranges", {"label": ("a",), "low": (None,), "mid": (1.0,), "high": (None,)}),
        ("ranges", {"label": ("a",), "low": (0,), "mid": (0,), "high": (0,)}),
        ("ranges", {"label": ("a", "b"), "low": (1.0, None), "mid": (2.0, None), "high": (float("inf"), None)}),
        ("steps", {"x": (0,), "y": (100.0,)}),
        (
            "specification_curve",
            {"choices": ("Way: a",), "effect": (0.0,), "low": (None,), "high": (None,), "shows": ("nothing",)},
        ),
        (
            "specification_curve",
            {
                "choices": ("Way: a", "Way: b"),
                "effect": (None, None),
                "low": (None, 1.0),
                "high": (None, None),
                "shows": ("nothing", "for"),
            },
        ),
        ("lag_bars", {"first": (-1, 0, 1), "last": (-1, 0, 1), "seen": (0, 0, 0), "expected": (0.0, 0.0, 0.0)}),
        ("power_curve", {"x": (0.0, 100.0), "y": (5.0, 5.0)}),
    ],
)
def test_thin_data_still_draw(kind: str, columns: dict[str, tuple[Any, ...]]) -> None:
    drawn = charts.draw(picture(kind, columns))
    assert set(drawn) == {"wide", "narrow"}
    assert 'aria-label="A &lt;title&gt;. A caption."' in drawn["wide"]


def test_wrong_pictures_are_refused_with_all_problems() -> None:
    with pytest.raises(UsageError, match=r"unknown chart kind 'line' \(picture p\.1\); closest: lines"):
        charts.printed(picture("line", {"x": (1,)}))
    with pytest.raises(UsageError) as caught:
        charts.printed(picture("lines", {"x": (1, 2), "z": (1,)}, colour="red"))
    for part in ("column 'y' is missing", "unknown column 'z'", "unknown option 'colour'", "differ in length"):
        assert part in str(caught.value)
    with pytest.raises(UsageError, match="no rows"):
        charts.printed(picture("lines", {"x": (), "y": ()}))


def test_ratios_stand_on_a_log_scale_and_open_ends_say_so() -> None:
    columns = {"label": ("a", "b"), "low": (0.51, 0.0), "mid": (1.42, 0.2), "high": (4.36, float("inf"))}
    made = picture("ranges", columns, log=True, decimals=2, marks=[{"x": 1, "label": "no change"}])
    printed = charts.printed(made)
    assert {0.2, 0.5, 1.0, 2.0, 5.0} <= set(printed["ticks"])
    assert "0.20 (0.00 upwards)" in printed["labels"]
    assert {"no change", "1", "0.5"} <= set(texts(charts.draw(made)["wide"]))


def test_bars_start_at_zero_and_a_row_without_numbers_prints_its_word() -> None:
    columns = {
        "label": ("a", "b"),
        "low": (-0.4, None),
        "mid": (-0.2, None),
        "high": (-0.1, None),
        "word": ("", "no path"),
    }
    made = picture("ranges", columns, bars=True, decimals=1)
    printed = charts.printed(made)
    assert 0.0 in printed["ticks"]
    assert {"−0.2 (−0.4 to −0.1)", "no path"} <= set(printed["labels"])
    none = picture(
        "ranges", {"label": ("a",), "low": (None,), "mid": (None,), "high": (None,), "word": ("no path",)}, bars=True
    )
    assert "no path" in texts(charts.draw(none)["narrow"])


def test_a_number_that_rounds_to_zero_has_no_sign() -> None:
    assert scale.written(-0.04, 1) == "0.0"


def test_marks_stand_in_bar_charts() -> None:
    made = picture("count_bars", {"period": (2021, 2022), "count": (3, 4)}, marks=[{"x": 2022, "label": "Invasion"}])
    assert "Invasion" in texts(charts.draw(made)["narrow"])


def test_a_lag_histogram_names_both_directions_and_both_bands(brief: Brief) -> None:
    made = next(made for made in pictures(brief) if made.kind == "lag_bars")
    for svg in charts.draw(made).values():
        shown = texts(svg)
        assert any(text.startswith("Joint bomber") for text in shown)
        assert "band of each bar alone (pointwise)" in shown
        assert "band of all bars at once (global)" in shown
    assert any(text.startswith("Named exercises") for text in texts(charts.draw(made)["narrow"]))
    bare = picture("lag_bars", {"first": (1,), "last": (7,), "seen": (2,), "expected": (1.0,)})
    assert "band of all bars at once (global)" not in texts(charts.draw(bare)["wide"])


def test_a_power_curve_marks_the_smallest_effect_or_says_that_there_is_none() -> None:
    columns = {"x": (0.0, 50.0, 100.0), "y": (5.0, 40.0, 60.0)}
    never = picture("power_curve", columns, x_label="true share")
    assert "found four times in five: never" in texts(charts.draw(never)["narrow"])
    found = picture("power_curve", {"x": (0.0, 27.3, 100.0), "y": (5.0, 80.0, 99.0)}, found=27.3)
    assert {"smallest found: 27%", "found four times in five"} <= set(texts(charts.draw(found)["wide"]))


def test_ticks_enclose_and_are_round() -> None:
    assert scale.ticks(0, 7.2, 5) == (0.0, 2.0, 4.0, 6.0, 8.0)
    assert scale.ticks(-0.004, 0.046, 4) == (-0.02, 0.0, 0.02, 0.04, 0.06)
    assert scale.ticks(3, 3, 4)[0] <= 3 <= scale.ticks(3, 3, 4)[-1]
    assert all(tick.is_integer() for tick in scale.ticks(0, 2, 6, whole=True))
    assert scale.log_ticks(0.3, 40, 6) == (0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
    assert scale.log_ticks(0.51, 4.36, 6) == (0.5, 1.0, 2.0, 5.0)
    assert scale.written(-1234.5, 1) == "−1,234.5"


def test_labels_at_line_ends_keep_their_distance() -> None:
    moved = furniture.spread([10.0, 12.0, 11.0, 90.0], 18)
    ordered = sorted(moved)
    assert all(b - a >= 17.9 for a, b in pairwise(ordered))


def test_a_long_label_moves_names_above_the_plot(brief: Brief) -> None:
    made = next(made for made in pictures(brief) if made.kind == "lines")
    renamed = replace(made, columns={**made.columns, "series": ("A very long name of a pair of states",) * 40})
    assert "A very long name of a pair of states" in texts(charts.draw(renamed)["narrow"])


def test_a_heading_of_two_lines_stands_whole_above_its_column() -> None:
    many = ("China", "Russia", "Iran", "North Korea")
    columns = {"row": tuple(n for n in many for _ in many), "column": many * 4, "value": (0.5,) * 16}
    assert {"North", "Korea"} <= set(texts(charts.draw(picture("matrix", columns))["narrow"]))
    upper, lower = furniture.heading(["North", "Korea"], 10.0, 0.0, NARROW)
    assert upper["encoding"]["y"]["value"] < lower["encoding"]["y"]["value"] < 0
    assert {layer["mark"]["baseline"] for layer in (upper, lower)} == {"bottom"}
    assert not any("\n" in str(layer["mark"]["text"]) for layer in (upper, lower))


def test_a_specification_curve_has_a_dot_an_option_and_a_band_behind_the_main_test() -> None:
    columns = {
        "choices": ("Window: 7 days | Null: local", "Window: 14 days | Null: local"),
        "effect": (0.1, 0.3),
        "low": (-0.1, 0.1),
        "high": (0.3, 0.5),
        "shows": ("nothing", "for"),
        "role": ("declared", "main"),
    }
    made = picture("specification_curve", columns, y_label="excess", levels=[{"y": 0, "label": "no excess"}])
    for svg in charts.draw(made).values():
        found = texts(svg)
        for text in ("Window", "7 days", "14 days", "Null", "local", "no excess", "finds it", "main test"):
            assert found.count(text) == 1, text
        assert "finds the opposite" not in found
        # four marks below, of which one row holds both, and two effects above
        assert len(re.findall(r'<path aria-label="[^"]*"|<path [^>]*fill="var\(--c[16]\)"', svg)) >= 6
