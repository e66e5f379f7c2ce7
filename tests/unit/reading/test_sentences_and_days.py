"""Sentences keep every character; dates resolve against the dateline or say that they cannot."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multifront.reading.days import resolve_days
from multifront.reading.sentences import LONGEST, split_sentences

DATELINE = date(2024, 5, 14)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Smith met Mr. Lee on Jan. 5. They talked.", ["Gen. Smith met Mr. Lee on Jan. 5.", "They talked."]),
        ("The U.S. Navy sailed. The U.K. did not.", ["The U.S. Navy sailed.", "The U.K. did not."]),
        ("It left the U.S. The crew stayed.", ["It left the U.S.", "The crew stayed."]),
        ("“Who fired first?” Koo asked. Nobody knew.", ["“Who fired first?” Koo asked.", "Nobody knew."]),
        ("It rose 3.5 percent. Then it fell.", ["It rose 3.5 percent.", "Then it fell."]),
        ("A heading\n\nThe text begins.", ["A heading", "The text begins."]),
        ("1. The plan\nIt failed.", ["1. The plan", "It failed."]),
        ("Points:\n• one thing\n• another thing", ["Points:", "• one thing", "• another thing"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [s.text for s in split_sentences(text)] == expected


def test_lines_wrapped_at_a_width_are_joined() -> None:
    wrapped = (
        "The ministry said on Monday that both fleets would sail together\nthrough the strait before the end of May."
    )
    assert len(split_sentences(wrapped)) == 1


@given(st.text(alphabet='ab. \n"“”?!A1•', max_size=300))
@settings(max_examples=200, deadline=None)
def test_spans_are_exact_in_order_and_lose_nothing_but_space(text: str) -> None:
    found = split_sentences(text)
    place = 0
    for sentence in found:
        assert text[sentence.start : sentence.end] == sentence.text
        assert not text[place : sentence.start].strip()
        place = sentence.end
    assert not text[place:].strip()


def test_a_text_without_stops_is_cut() -> None:
    assert max(len(s.text) for s in split_sentences("word " * 10_000)) <= LONGEST


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("on 17 December 2025", "2025-12-17", "2025-12-17", "day"),
        ("on Dec. 17, 2025,", "2025-12-17", "2025-12-17", "day"),
        ("2025-12-17", "2025-12-17", "2025-12-17", "day"),
        ("(19/12/2025)", "2025-12-19", "2025-12-19", "day"),
        ("on 05/06/2024", "2024-05-06", "2024-06-05", "day_or_month"),
        ("May 6 was calm", "2024-05-06", "2024-05-06", "day"),
        ("on November 20", "2023-11-20", "2023-11-20", "day"),
        ("in May 2024", "2024-05-01", "2024-05-31", "month"),
        ("in early March", "2024-03-01", "2024-03-10", "week"),
        ("on Monday", "2024-05-13", "2024-05-13", "day"),
        ("on Tuesday", "2024-05-14", "2024-05-14", "day"),
        ("last Tuesday", "2024-05-07", "2024-05-07", "day"),
        ("next Monday", "2024-05-20", "2024-05-20", "day"),
        ("yesterday", "2024-05-13", "2024-05-13", "day"),
        ("last week", "2024-05-06", "2024-05-12", "week"),
        ("last month", "2024-04-01", "2024-04-30", "month"),
        ("three days ago", "2024-05-11", "2024-05-11", "day"),
        ("two years ago", "2022-01-01", "2022-12-31", "year"),
        ("since 2022", "2022-01-01", "2022-12-31", "year"),
        ("in the first half of 2025", "2025-01-01", "2025-06-30", "half"),
        ("in winter 2023", "2023-12-01", "2024-02-29", "season"),
    ],
)
def test_dates_against_a_dateline(text: str, first: str, last: str, precision: str) -> None:
    (span,) = resolve_days(text, DATELINE)
    assert (str(span.first), str(span.last), span.precision) == (first, last, precision)


@pytest.mark.parametrize("text", ["on Monday", "last week", "May 6", "yesterday", "two days ago"])
def test_without_a_dateline_they_stay_unresolved(text: str) -> None:
    (span,) = resolve_days(text)
    assert (span.first, span.precision) == (None, "unresolved")


def test_a_known_month_gives_the_year_of_a_day_and_no_weekday() -> None:
    day, weekday = resolve_days("On May 6 and on Monday.", None, date(2024, 5, 15))
    assert day.first == date(2024, 5, 6)
    assert weekday.first is None


@pytest.mark.parametrize("text", ["31 June 2024", "30 February 2024", "He may march on", "2024 troops", "Type 1999-2"])
def test_what_is_no_date(text: str) -> None:
    assert not resolve_days(text, DATELINE)
