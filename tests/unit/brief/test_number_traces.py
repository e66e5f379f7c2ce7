"""The checker of numbers itself: what it lets pass and what it stops."""

from __future__ import annotations

import pytest
from tests.golden.number_traces import check_numbers, numbers


@pytest.mark.parametrize(
    "text",
    [
        "17 December 2025",
        "2025-12-17 and 2024-05",
        "May 2024",
        "since 2022, in 2019–2025 and 2019/20",
        "the 7th Fleet",
        "Tu-95MS, S/2768, t7, A/RES/77/1, H-6K",
        "in the 1990s",
        "fingerprint 12e987650ab3f9",
        "1–3 May 2024",
    ],
)
def test_dates_and_names_are_no_numbers(text: str) -> None:
    assert [number.text for number in numbers(text)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a 28-day window", ["28"]),
        ("2000 barrels a day", ["2000"]),
        ("2,000 rows", ["2,000"]),
        ("2.5077592024800923e-08", ["2.5077592024800923e-08"]),
        ("from −0.5 to 1.5e-05", ["−0.5", "1.5e-05"]),
        ("5km, 12 %, 3.5 million", ["5", "12", "3.5"]),
        ("between 3–5 ships", ["3", "5"]),
    ],
)
def test_everything_else_is(text: str, found: list[str]) -> None:
    assert [number.text for number in numbers(text)] == found


@pytest.mark.parametrize(
    ("shown", "value", "unit", "fine"),
    [
        ("0.23", 0.2314, "probability", True),
        ("0.24", 0.2314, "probability", False),
        ("23 %", 0.2314, "share", True),
        ("23%", 23.14, "percent", True),
        ("23%", 0.2314, "percent", False),
        ("12,346", 12345.6, "rows", True),
        ("1.2 million", 1_234_567, "shells", True),
        ("<0.001", 0.0004, "probability", True),
        ("<0.001", 0.004, "probability", False),
        ("−0.5", -0.5, "S", True),
        ("0.5", -0.5, "S", False),
        ("1.42 (0.51 to 4.36)", [1.4211, 0.511, 4.36], "ratio", True),
        ("1.42 (0.51 to 4.37)", [1.4211, 0.511, 4.36], "ratio", False),
        ("3", None, "", False),
        ("5", "about 15 ships", "", False),
        ("15", {"a": "about 15 ships"}, "", True),
        ("1\u202f095", 1095, "days", True),
    ],
)
def test_shown_against_traced(shown: str, value: object, unit: str, fine: bool) -> None:
    html = f'<p>It is <data data-trace="x">{shown.replace("<", "&lt;")}</data>.</p>'
    assert (check_numbers(html, {"x": {"value": value, "unit": unit}}) == []) is fine


def test_untraced_and_unknown() -> None:
    assert check_numbers("<h2>12 things</h2><p>None.</p>", {}) == []
    assert "no trace for '12'" in check_numbers("<p>12 things</p>", {})[0]
    assert "does not exist" in check_numbers('<p data-trace="y">Words.</p>', {})[0]


def test_a_part_of_a_trace() -> None:
    trace = {"x": {"value": 0.5, "unit": "", "how": "f(window=28)", "seed": 7, "rows": [{"row_count": 11}]}}
    row = '<tr data-trace="x"><td data-part="how">f(window=28)</td><td data-part="rows">11</td>'
    assert check_numbers(row + '<td data-part="seed">7</td></tr>', trace) == []
    assert check_numbers(row + '<td data-part="seed">8</td></tr>', trace)
