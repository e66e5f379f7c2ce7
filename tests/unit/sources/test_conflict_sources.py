"""UCDP/PRIO conflicts and UCDP battle events on samples of our own making."""

from datetime import date

import pytest
from tests.unit.sources.sample_files import FETCHED, csv_sample, fetched, rejects_of, rows_of, zipped

from multifront.errors import EvidenceError
from multifront.sources import ucdp_battle_events, ucdp_conflicts


def conflict(**changes):
    cells = dict.fromkeys(ucdp_conflicts.FILE.columns, "")
    cells |= {"conflict_id": "900", "location": "A, B", "side_a": "Government of A", "side_b": "Government of B"}
    cells |= {"year": "2022", "intensity_level": "2", "type_of_conflict": "2", "start_date2": "24-2-2022"}
    cells |= {"start_prec2": "1", "ep_end": "0", "gwno_a": "365", "gwno_b": "369", "gwno_loc": "365, 369"}
    return list((cells | changes).values())


def conflicts(tmp_path, *rows):
    return ucdp_conflicts.conflicts(csv_sample(tmp_path / "c.csv", ucdp_conflicts.FILE.columns, rows, ";"))


def test_years_of_one_episode_are_one_event_and_one_observation_a_place(tmp_path):
    last = conflict(year="2024", intensity_level="1")
    events, years = conflicts(tmp_path, conflict(), last)
    (event,) = rows_of(events)
    assert (event["event_id"], event["initiators"], event["targets"]) == ("UCDP:900:2022-02-24", ["RUS"], ["UKR"])
    assert (event["date_end"], event["magnitude"], event["note"]) == (
        date(2024, 12, 31),
        2.0,
        "goes on when the edition ends",
    )
    assert [(row["actor"], row["period_label"], row["best"]) for row in rows_of(years, "actor, period_label")] == [
        ("RUS", "2022", 2.0),
        ("RUS", "2024", 1.0),
        ("UKR", "2022", 2.0),
        ("UKR", "2024", 1.0),
    ]


def test_an_episode_ends_on_its_day_and_rebels_are_no_state(tmp_path):
    events, _ = conflicts(tmp_path, conflict(ep_end="1", ep_end_date="1-3-2022", gwno_b="", start_prec2="3"))
    (event,) = rows_of(events)
    assert (event["date_end"], event["targets"], event["date_precision"]) == (date(2022, 3, 1), [], "month")


def test_a_record_broken_over_two_lines_is_set_aside(tmp_path):
    events, _ = conflicts(tmp_path, conflict(), conflict(year="", intensity_level=""))
    assert len(rows_of(events)) == 1
    assert [row["line"] for row in rejects_of(events)] == [3]


def battle(**changes):
    cells = dict.fromkeys(ucdp_battle_events.COLUMNS, "")
    cells |= {"id": "1", "year": "2022", "type_of_violence": "1", "conflict_name": "A - B", "side_a": "Government of A"}
    cells |= {
        "side_b": "Rebels",
        "where_coordinates": "Town",
        "country": "A",
        "date_prec": "1",
        "best": "4",
        "low": "3",
    }
    cells |= {
        "date_start": "2022-02-24 00:00:00.000",
        "date_end": "2022-02-25 00:00:00.000",
        "high": "9",
        "gwnoa": "365",
    }
    return list((cells | changes).values())


def test_battle_events_in_the_published_layout(tmp_path):
    rows = [battle(), battle(id="2", date_start="soon"), battle(id="3", best="many")]
    bulk = ucdp_battle_events.battles(csv_sample(tmp_path / "g.csv", ucdp_battle_events.COLUMNS, rows))
    (event,) = rows_of(bulk)
    assert (event["event_id"], event["date_start"], event["date_end"]) == (
        "GED:1",
        date(2022, 2, 24),
        date(2022, 2, 25),
    )
    assert (event["initiators"], event["targets"], event["magnitude"]) == (["RUS"], ["Rebels"], 4.0)
    assert event["note"] == "deaths 3 to 9"
    assert [row["line"] for row in rejects_of(bulk)] == [3, 4]


def test_without_the_file_the_error_says_where_to_get_it(tmp_path):
    with pytest.raises(EvidenceError, match=r"not found.*next: multifront evidence fetch ucdp_battle_events"):
        ucdp_battle_events.harvest(tmp_path)
    packed = csv_sample(tmp_path / "GEDEvent_v25_1.csv", ucdp_battle_events.COLUMNS, [battle()])
    fetched(tmp_path, "ucdp_battle_events", "ged251-csv.zip", zipped(packed))
    harvest = ucdp_battle_events.harvest(tmp_path)
    assert set(harvest.inputs) == {"ucdp_battle_events/ged251-csv.zip"}
    (row,) = rows_of(harvest.bulk[0])
    assert row["edition_date"] == FETCHED


def test_the_publishers_own_archive_has_commas_and_dates_with_the_year_first(tmp_path):
    row = conflict(start_date2="2022-02-24", ep_end="1", ep_end_date="2022-03-01", gwno_loc="369")
    packed = csv_sample(tmp_path / "UcdpPrioConflict_v25_1.csv", ucdp_conflicts.FILE.columns, [row])
    fetched(tmp_path, "ucdp_conflicts", "ucdp-prio-acd-251-csv.zip", zipped(packed))
    harvest = ucdp_conflicts.harvest(tmp_path)
    (event,) = rows_of(harvest.bulk[0])
    assert (event["date_start"], event["date_end"]) == (date(2022, 2, 24), date(2022, 3, 1))
    assert (event["edition_date"], harvest.origins[0].origin.edition_date) == (FETCHED, FETCHED)
