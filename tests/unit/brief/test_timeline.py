"""The timeline: every dated row once, short lists together, the day of the document inside the calendar only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tests.golden.sample_brief import sample_brief

from multifront.brief.timeline import OTHERS, timeline
from multifront.domain import Exhibit

COLUMNS = ("date_start", "headline")


def rows(*days: str, prefix: str = "e") -> tuple[dict[str, Any], ...]:
    return tuple(
        {"event_id": f"{prefix}{number}", "date_start": day, "headline": f"act {prefix}{number}", "origin_id": "mod_jp"}
        for number, day in enumerate(days)
    )


def cards(*exhibits: Exhibit) -> tuple[Any, ...]:
    card = sample_brief().cards[0]
    return (replace(card, verdict=replace(card.verdict, exhibits=exhibits)),)


def exhibit(title: str, listed: tuple[dict[str, Any], ...], table: str = "event") -> Exhibit:
    return Exhibit(title, table, COLUMNS, listed, len(listed))


PATROLS = exhibit("Patrols", rows("2019-07-23", "2020-12-22", "2021-11-19"))


def test_each_event_is_drawn_once_in_the_list_that_names_it_first() -> None:
    again = exhibit("All joint acts", (*PATROLS.rows, *rows("2022-05-24", prefix="x")))
    made = timeline(cards(PATROLS, again))
    assert made is not None
    assert list(zip(made.columns["day"], made.columns["row"], strict=True)) == [
        ("2019-07-23", "Patrols"),
        ("2020-12-22", "Patrols"),
        ("2021-11-19", "Patrols"),
        ("2022-05-24", "All joint acts"),
    ]


def test_short_lists_share_the_last_line() -> None:
    made = timeline(cards(exhibit("One act", rows("2024-01-01", prefix="o")), PATROLS))
    assert made is not None
    assert made.columns["row"] == ("Patrols",) * 3 + (OTHERS,)


def test_rows_of_numbers_and_rows_without_a_day_stay_out() -> None:
    numbers = exhibit("Figures", rows("2024-01-01", prefix="n"), table="observation")
    undated = exhibit("Undated", ({"event_id": "u", "date_start": None, "headline": "?"},))
    made = timeline(cards(numbers, undated, PATROLS))
    assert made is not None
    assert set(made.columns["row"]) == {"Patrols"}
    assert timeline(cards(numbers, undated)) is None
    assert timeline(cards(exhibit("One act", rows("2024-01-01")))) is None


def test_events_of_several_days_keep_their_last_day() -> None:
    long = {**rows("2024-07-01", prefix="l")[0], "date_end": "2024-07-09"}
    made = timeline(cards(PATROLS, exhibit("Long", (long,))))
    assert made is not None
    assert made.columns["end"] == (None, None, None, "2024-07-09")


def test_document_is_marked_only_inside_the_calendar() -> None:
    inside, outside = (timeline(cards(PATROLS), date(year, 1, 1)) for year in (2020, 2025))
    assert inside is not None
    assert outside is not None
    assert inside.options["marks"] == [{"x": "2020-01-01", "label": "the document"}]
    assert "marks" not in outside.options
