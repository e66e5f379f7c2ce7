"""ACLED exports, in the published format, become events; quotes and breaks in notes cannot swallow rows."""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.sources.feed_samples import look, write

from multifront.sources import acled_events

HEADER = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,"
    "longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)


def row(number=1, notes="plain", **changed):
    said = {
        **{"day": "2023-02-16", "year": "2023", "precise": "1", "kind": "Battles", "detail": "Armed clash"},
        **{"actor1": "Military Forces of Mali (2021-)", "actor2": "JNIM", "deaths": "3"},
        **changed,
    }
    return (
        f"MLI{number},{said['day']},{said['year']},{said['precise']},Political violence,{said['kind']},{said['detail']},"  # noqa: E501
        f"{said['actor1']},,1,{said['actor2']},,2,12,,466,Western Africa,Mali,Mopti,,,Douentza,15,-2,1,X,Other,{notes},"
        f"{said['deaths']},,1677000000"
    )


def read(tmp_path, lines):
    return look(acled_events.events(write(tmp_path / "acled.csv", lines), tmp_path / "work"))


def test_a_row(tmp_path):
    event = read(tmp_path, [HEADER, row(notes='"a ""word"", and more"')]).events["acled:MLI1"]
    assert (event["plover_type"], event["subtype"]) == ("ASSAULT", "acled:armed_clash")
    assert (event["initiators"], event["targets"], event["magnitude"], event["unit"]) == (["MLI"], [], 3.0, "deaths")
    assert (event["date_start"], event["place"], event["weak"]) == (date(2023, 2, 16), "Douentza, Mali", False)


@pytest.mark.parametrize(
    ("precise", "start", "end", "said"),
    [
        ("1", date(2023, 2, 16), date(2023, 2, 16), "day"),
        ("2", date(2023, 2, 13), date(2023, 2, 19), "week"),
        ("3", date(2023, 2, 1), date(2023, 2, 28), "month"),
    ],
)
def test_precision_of_the_date(tmp_path, precise, start, end, said):
    event = read(tmp_path, [HEADER, row(precise=precise)]).events["acled:MLI1"]
    assert (event["date_start"], event["date_end"], event["date_precision"]) == (start, end, said)


def test_sub_events_decide_where_the_event_type_does_not(tmp_path):
    kind = "Strategic developments"
    seen = read(tmp_path, [HEADER, row(1, kind=kind, detail="Agreement"), row(2, kind=kind, detail="Other")])
    assert [seen.events[f"acled:MLI{n}"]["plover_type"] for n in (1, 2)] == ["AGREE", "NONE"]


def test_a_record_over_two_lines_is_one_event(tmp_path):
    seen = read(tmp_path, [HEADER, row(1, notes='"two\nlines"'), row(2, day="bad")])
    assert list(seen.events) == ["acled:MLI1"]
    assert seen.aside == [(4, "event_date is no date")]


def test_a_quote_that_is_not_closed_loses_one_line_only(tmp_path):
    many = [row(n) for n in range(3, 60)]
    seen = read(tmp_path, [HEADER, row(1), row(2, notes='"open'), *many])
    assert len(seen.events) == 58
    assert seen.aside == [(3, "quote not closed")]


def test_bad_rows(tmp_path):
    bad = [
        (row(day="2099-01-01", year="2099"), "future date: the event lies after our copy"),
        (row(year="2022"), "year disagrees with event_date: columns swapped?"),
        (row(precise="9"), "time_precision is not 1 to 3"),
        (row(kind="Armed clash", detail="Battles"), "unknown event_type"),
        (row(deaths="many"), "fatalities is no number"),
        (row() + ",more", "has 32 fields; valid: 31"),
        (HEADER, "header repeated"),
        (row(notes="a\0b"), "NUL byte"),
        (row(notes="é").encode("latin-1"), "not UTF-8 at byte 167"),
    ]
    seen = read(tmp_path, [HEADER, *(line for line, _ in bad), row(7, day="16 February 2023")])
    assert list(seen.events) == ["acled:MLI7"]
    assert seen.aside == [(number + 2, reason) for number, (_, reason) in enumerate(bad)]


def test_the_origin_says_that_no_file_was_at_hand():
    assert "no real file was at hand" in acled_events.origin().origin.note
