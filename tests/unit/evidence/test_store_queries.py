"""Streams, series, votes, events, rows, origins and SQL on a tiny store, cut at a day."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.unit.evidence.conftest import write_store

from multifront.errors import EvidenceError
from multifront.evidence import open_evidence


def test_a_stream_has_its_rows_its_frame_and_their_record(folder):
    found = open_evidence(path=folder).stream("patrols")
    assert found.ids == ("P1", "P2")
    assert found.days.astype(str).tolist() == ["2021-05-01", "2023-05-01"]
    assert found.ends.astype(str).tolist() == ["2021-05-03", "2023-05-01"]
    assert found.joint
    assert found.frame.constant
    assert found.selection.row_ids == ("P1", "P2")
    assert found.selection.origin_ids == ("good",)


def test_a_stream_and_its_frame_are_cut(folder):
    ev = open_evidence("2021-05-02", folder)
    assert ev.stream("patrols").ids == ("P1",)
    assert ev.stream("patrols").frame.end == date(2021, 5, 2)
    assert ev.stream("patrols").ends.astype(str).tolist() == ["2021-05-02"]
    until = open_evidence(path=folder).stream("patrols", until=date(2022, 12, 31))
    assert (until.ids, until.frame.end) == (("P1",), date(2022, 12, 31))


def test_a_frame_row_tells_neither_its_later_origins_nor_its_later_end(tmp_path, contents):
    late = contents.rows["event"][1] | {"origin_ids": ["late"]}
    write_store(
        replace(
            contents, rows={**contents.rows, "event": [*contents.rows["event"][:1], late, *contents.rows["event"][2:]]}
        ),
        tmp_path / "two",
    )
    (row,) = open_evidence("2021-05-02", tmp_path / "two").rows("frame", ["patrols"])
    assert (row["origin_ids"], row["end_date"]) == (["good"], date(2021, 5, 2))
    (row,) = open_evidence("2024-01-01", tmp_path / "two").sql("SELECT * FROM frame WHERE stream = 'patrols'")
    assert (row["origin_ids"], row["end_date"]) == (["good", "late"], date(2024, 1, 1))
    (row,) = open_evidence(path=tmp_path / "two").rows("frame", ["patrols"])
    assert row["end_date"] == date(2026, 1, 1)


def test_a_stream_of_days_counts_a_day_once_and_keeps_its_refusal(folder):
    found = open_evidence(path=folder).stream("launch_days")
    assert found.ids == ("L1",)
    assert found.selection.row_count == 2
    assert found.frame.refusal == "listed because a response followed"


def test_a_stream_without_a_public_row_refuses_and_tells_nothing_else(folder):
    found = open_evidence("2022-01-01", folder).stream("launch_days")
    assert len(found.days) == 0
    assert found.frame.refusal == "nothing of this stream was public by 2022-01-01"
    assert found.frame.counted_by == "not public yet"


def test_an_unknown_stream_names_the_closest(folder):
    with pytest.raises(EvidenceError, match=r"unknown stream 'patrol'; closest: patrols"):
        open_evidence(path=folder).stream("patrol")


def test_a_series_takes_the_most_reliable_row_and_spans_all(folder):
    found = open_evidence(path=folder).series("trade", definition_id="customs")
    assert found.ids == ("f1", "f3", "f4")
    assert found.years.tolist() == [2020, 2021, 2022]
    np.testing.assert_array_equal(found.best, [100.0, np.nan, 120.0])
    np.testing.assert_array_equal(found.low, [100.0, np.nan, 110.0])
    np.testing.assert_array_equal(found.high, [101.25, np.nan, 130.0])
    assert found.status == ("reported", "missing", "reported")
    assert found.selection.row_count == 4
    assert found.selection.origin_ids == ("good", "poor")


def test_definitions_are_never_chained(folder):
    with pytest.raises(EvidenceError, match=r"2 values of definition_id.*'customs', 'other_side'.*definition_id="):
        open_evidence(path=folder).series("trade")


def test_a_definition_that_was_not_public_is_not_named(folder):
    assert open_evidence("2023-12-31", folder).series("trade").definition_id == "customs"


def test_a_series_that_does_not_exist_says_what_does(folder):
    ev = open_evidence(path=folder)
    with pytest.raises(EvidenceError, match=r"unknown indicator 'tade'; closest: trade"):
        ev.series("tade")
    with pytest.raises(EvidenceError, match=r"no series with .*actor='USA'; valid actor.*CHN/RUS/customs"):
        ev.series("trade", "USA")


def test_votes_come_as_tables_of_three_by_three(folder):
    found = open_evidence(path=folder).votes()
    assert found.year.tolist() == [2019, 2019, 2025]
    assert found.state_b.tolist() == ["PRK", "RUS", "RUS"]
    assert found.counts[0].tolist() == [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    assert found.not_voting[0].tolist() == [9, 10, 11]
    assert found.selection.row_ids == ("vote:CHN-PRK:2019", "vote:CHN-RUS:2019", "vote:CHN-RUS:2025")


def test_votes_of_a_pair_in_either_order_and_cut(folder):
    ev = open_evidence("2020-06-01", folder)
    assert ev.votes(("RUS", "CHN")).year.tolist() == [2019]
    assert ev.votes(("RUS", "CHN")).selection.fingerprint == ev.votes(("CHN", "RUS")).selection.fingerprint
    with pytest.raises(EvidenceError, match="no UN votes of the pair 'CHN' and 'CHN'"):
        ev.votes(("CHN", "CHN"))


def test_votes_are_the_same_before_and_after_a_query_loads_everything(folder):
    ev = open_evidence("2020-06-01", folder)
    before = ev.votes()
    ev.sql("SELECT 1")
    after = ev.votes()
    assert before.selection == after.selection
    np.testing.assert_array_equal(before.counts, after.counts)


def test_events_by_subtype_and_actors(folder):
    ev = open_evidence(path=folder)
    assert [row["event_id"] for row in ev.events()] == ["P1", "X1", "P3", "P2", "L1", "L2"]
    assert [row["event_id"] for row in ev.events(subtypes=["patrol"], actors=["RUS"])] == ["P1", "P3", "P2"]
    with pytest.raises(EvidenceError, match="unknown event subtype 'patroll'; closest: patrol"):
        ev.events(subtypes=["patroll"])


def test_rows_come_in_the_order_asked(folder):
    ev = open_evidence(path=folder)
    assert [row["event_id"] for row in ev.rows("event", ["P2", "P1"])] == ["P2", "P1"]
    (vote,) = ev.rows("vote_pair", ["vote:CHN-RUS:2025"])
    assert (vote["yy"], vote["neither"]) == (24, 35)
    with pytest.raises(EvidenceError, match="no row 'P9'"):
        ev.rows("event", ["P9"])
    with pytest.raises(EvidenceError, match="unknown table 'events'; closest: event"):
        ev.rows("events", ["P1"])


def test_origins_by_id(folder):
    assert open_evidence(path=folder).origins(["good"])["good"].reliability == "A"
    with pytest.raises(EvidenceError, match="no row 'bad'"):
        open_evidence(path=folder).origins(["bad"])


def test_the_fingerprint_follows_the_content(tmp_path, contents, folder):
    before = open_evidence(path=folder).stream("patrols").selection
    events = [row | {"headline": "changed"} if row["event_id"] == "P1" else row for row in contents.rows["event"]]
    write_store(replace(contents, rows={**contents.rows, "event": events}), tmp_path / "other")
    after = open_evidence(path=tmp_path / "other").stream("patrols").selection
    assert before.row_ids == after.row_ids
    assert before.fingerprint != after.fingerprint


def test_warnings_say_what_is_read_in_a_later_edition(folder):
    assert open_evidence(path=folder).warnings == ()
    (warning,) = open_evidence("2023-12-31", folder).warnings
    assert warning.startswith("11 rows were public by 2023-12-31")
    assert "good 10 rows" in warning
    assert "late 1" not in warning


def test_the_vintage_is_of_the_whole_store(folder):
    assert open_evidence("2021-01-01", folder).vintage == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("DROP TABLE event", "not one SELECT"),
        ("SELECT 1; SELECT 2", "2 statement"),
        ("ATTACH 'x'", "not one SELECT"),
        ("COPY event TO 'x.csv'", "not one SELECT"),
        ("SELECT * FROM read_parquet('{folder}/event.parquet')", "disabled"),
        ("SELECT * FROM '{folder}/event.parquet'", "disabled"),
        ("SELECT nothing FROM event", "cannot be run"),
        ("SELEC", "cannot be run"),
        ("", "0 statement"),
    ],
)
def test_sql_reads_only_and_reaches_no_file(folder, query, words):
    with pytest.raises(EvidenceError, match=words):
        open_evidence("2021-05-02", folder).sql(query.format(folder=folder))


def test_sql_sees_the_cut(folder):
    assert open_evidence("2021-05-02", folder).sql("SELECT event_id FROM event") == [{"event_id": "P1"}]


def test_a_cut_that_would_undercount_refuses(tmp_path, contents):
    lost = {"public_from": date(2026, 11, 22)}
    events = [row | (lost if row["event_id"] == "P2" else {}) for row in contents.rows["event"]]
    write_store(replace(contents, rows={**contents.rows, "event": events}), tmp_path / "other")
    cut = open_evidence("2024-01-01", tmp_path / "other").stream("patrols")
    assert cut.ids == ("P1",)
    assert cut.frame.refusal == "some rows have no known day of publication, so the count as of 2024-01-01 is too low"
    assert open_evidence(path=tmp_path / "other").stream("patrols").frame.constant
