"""Cells of a list of dates: days between which an event lies, and spans of days."""

from __future__ import annotations

from datetime import date

import pytest

from multifront.timing import UncertainDays
from multifront.workbench.date_cells import read_interval, read_span


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("2022-05-24", date(2022, 5, 24), date(2022, 5, 24)),
        ("2022-05-24 06:30", date(2022, 5, 24), date(2022, 5, 24)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-05-10/2022-05-14", date(2022, 5, 10), date(2022, 5, 14)),
        (" 2022-05 / 2022-06 ", date(2022, 5, 1), date(2022, 6, 30)),
    ],
)
def test_what_a_cell_can_mean(cell: str, first: date, last: date) -> None:
    assert read_interval(cell) == ((first, last), "")
    if "/" not in cell and ":" not in cell:
        library = UncertainDays.from_texts([cell])
        assert (library.earliest[0], library.latest[0]) == (first, last)


def test_nothing_is_an_unknown_day() -> None:
    assert read_interval("  ") == (None, "")


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("05/06/2024", "ambiguous"),
        ("2022-05-14/2022-05-10", "ends before it begins"),
        ("2022-05-10/", "not read"),
        ("2022-13", "2022-05-10/2022-05-14, or nothing"),
        ("2022-01-01/2022-02-01/2022-03-01", "not read"),
        ("spring 2022", "not read"),
    ],
)
def test_what_means_nothing_is_named(cell: str, words: str) -> None:
    days, trouble = read_interval(cell)
    assert days is None
    assert words in trouble


def test_spans_keep_both_days() -> None:
    assert read_span("2022-05-24", None) == ((date(2022, 5, 24), date(2022, 5, 24)), "")
    assert read_span("2022-05-24", "2022-05-30") == ((date(2022, 5, 24), date(2022, 5, 30)), "")
    assert "before it begins" in read_span("2022-05-24", "2022-05-20")[1]
    assert "last day: it is missing" in read_span("2022-05-24", " ")[1]
