"""Streams made of a daily series: the days that reach a threshold, their frame, cuts, wrong declarations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.unit.evidence.conftest import STREAMS, figure, write_store

from multifront.errors import EvidenceError
from multifront.evidence import open_evidence
from multifront.evidence.streams import read_streams

BUSY = """
busy_days:
  title: days with 20 or more
  counted_by: a ministry
  what: days
  start: 2022-01-02
  end: 2022-01-06
  coverage: exhaustive
  refusal: ""
  note: ""
  joint: false
  counts: days
  select: {indicator: planes, actor: CHN, partner: TWN, definition_id: seen, at_least: 20}
"""
COUNTS = (50.0, 20.0, 19.9, None, 30.0, 0.0, 40.0)
"""By day from 1 January; the first and the last lie outside the frame."""


def daily(number: int, best: float | None, **more):
    day = date(2022, 1, 1) + timedelta(days=number)
    cells = {"indicator": "planes", "partner": "TWN", "definition_id": "seen", "unit": "aircraft"}
    span = {"period_start": day, "period_end": day, "period_label": str(day), "public_from": day + timedelta(days=1)}
    row = figure(more.pop("name", f"p{number}"), 2022, best, **cells, **more)
    return row | span | {"status": "missing" if best is None else "reported"}


@pytest.fixture
def busy(tmp_path, contents):
    contents.streams.write_text(STREAMS + BUSY, encoding="utf-8")
    rows = [*contents.rows["observation"], *(daily(n, best) for n, best in enumerate(COUNTS))]
    made = replace(contents, rows=contents.rows | {"observation": rows})
    write_store(made, tmp_path / "store")
    return tmp_path / "store"


def test_days_at_or_above_the_threshold_inside_the_frame_count_and_missing_ones_do_not(busy):
    found = open_evidence(path=busy).stream("busy_days")
    assert found.days.astype(str).tolist() == ["2022-01-02", "2022-01-05"]
    assert found.ids == ("p1", "p4")
    assert (found.selection.table, found.selection.row_count) == ("observation", 5)
    assert (found.frame.start, found.frame.end, found.frame.constant) == (date(2022, 1, 2), date(2022, 1, 6), True)


def test_a_stream_of_a_series_is_cut_at_as_of_and_until(busy):
    assert open_evidence("2022-01-04", busy).stream("busy_days").ids == ("p1",)
    assert open_evidence(path=busy).stream("busy_days", until=date(2022, 1, 4)).ids == ("p1",)


def test_its_rows_can_be_looked_up_in_the_table_that_the_selection_names(busy):
    evidence = open_evidence(path=busy)
    found = evidence.stream("busy_days")
    assert [row["best"] for row in evidence.rows(found.selection.table, found.ids)] == [20.0, 30.0]


def test_two_rows_of_one_day_are_one_day(tmp_path, contents):
    contents.streams.write_text(STREAMS + BUSY, encoding="utf-8")
    rows = [*contents.rows["observation"], daily(1, 25.0), daily(1, 30.0, name="again", origin_ids=["poor"])]
    write_store(replace(contents, rows=contents.rows | {"observation": rows}), tmp_path / "store")
    assert open_evidence(path=tmp_path / "store").stream("busy_days").days.astype(str).tolist() == ["2022-01-02"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("at_least: 20", "at_least: 0", "at_least 0, which is no number above zero"),
        (", at_least: 20", "", "is made of a series and lacks at_least"),
        ("actor: CHN", "subtypes: [patrol]", "selects by unknown subtypes"),
        ("counts: days", "counts: rows", "is made of a series, so it counts days"),
    ],
)
def test_a_wrong_declaration_says_what_is_wrong(tmp_path, old, new, said):
    path = tmp_path / "streams.yaml"
    path.write_text(BUSY.replace(old, new), encoding="utf-8")
    with pytest.raises(EvidenceError, match=said):
        read_streams(path)


def test_a_series_that_nobody_shipped_is_an_error(tmp_path, contents):
    contents.streams.write_text(STREAMS + BUSY, encoding="utf-8")
    with pytest.raises(EvidenceError, match="'busy_days' selects no row"):
        write_store(contents, tmp_path / "store")


def test_the_shipped_streams_of_series_hold_what_the_series_holds():
    evidence = open_evidence()
    for name, indicator, definition, least in (
        ("pla_large_days", "pla_sorties", "aircraft_detected", 30),
        ("rus_missile_salvo_days", "missiles_launched_at_ukraine", "air_force_claims", 20),
    ):
        stream, series = evidence.stream(name), evidence.series(indicator, definition_id=definition)
        assert stream.days.tolist() == series.starts[series.best >= least].tolist()
        assert stream.frame.constant
