"""Aid, strikes, risk index, Gulf calendar, transits, tracks and exercises on samples of our own making."""

from datetime import date

import pytest
from tests.unit.sources.sample_files import csv_sample, rejects_of, rows_of

from multifront.errors import EvidenceError
from multifront.sources import (
    gulf_calendar,
    japan_tracks,
    joint_exercises,
    risk_index_daily,
    strait_transits,
    ukraine_aid,
    ukraine_strike_days,
    ukraine_strikes,
)


def test_a_donor_month_is_public_from_the_release():
    row = {
        "iso": "POL",
        "year": "2023",
        "month": "2",
        "total": "0.5",
        "military": "0.5",
        "financial": "0",
        "humanitarian": "",
    }
    total, military, financial, humanitarian = ukraine_aid.donor_month(row, ukraine_aid.origin())
    assert (total.actor, total.partner, total.period_end, total.best) == ("POL", "UKR", date(2023, 2, 28), 0.5)
    assert (financial.best, financial.status, humanitarian.best, humanitarian.status) == (
        0.0,
        "reported",
        None,
        "missing",
    )
    assert military.public_from == date(2026, 8, 4)


def strike(**changes):
    cells = {"time_start": "2024-01-01 20:00", "time_end": "2024-01-02 06:00", "model": "X-101", "launch_place": "sea"}
    return cells | {"target": "Kyiv", "launched": "9.0", "destroyed": "", "source": "link"} | changes


def test_attacks_keep_claims_apart_and_double_ids_get_a_suffix():
    found = ukraine_strikes.attacks([strike(), strike(), strike(launched="")], ukraine_strikes.origin())
    assert [one.event_id for one in found] == [f"STRIKE:2024-01-01T20:00:X-101{end}" for end in ("", ".2", ".3")]
    assert (found[0].magnitude, found[2].magnitude, found[0].note) == (9.0, None, "claimed destroyed: not given")
    assert (found[0].public_from, found[0].credibility) == (date(2024, 1, 3), 3)


def test_an_attack_that_ends_before_it_starts_is_a_conflict_and_a_bad_time_an_error():
    (found,) = ukraine_strikes.attacks([strike(time_end="2023-12-30")], ukraine_strikes.origin())
    assert (found.conflict, found.date_end) == (True, date(2024, 1, 1))
    with pytest.raises(EvidenceError, match="time 'night' is no date"):
        ukraine_strikes.attacks([strike(time_start="night")], ukraine_strikes.origin())


CATEGORIES = {
    "X-101": "cruise missile",
    "KN-23": "ballistic missile",
    "Shahed": "UAV",
    "C-300": "surface-to-air missile",
}


def strike_days(*rows):
    found = ukraine_strike_days.days(list(rows), CATEGORIES, ukraine_strike_days.origin())
    return {one.period_start: one for one in found}


def test_missiles_of_a_day_are_added_by_the_day_on_which_the_attack_began():
    night = strike(time_start="2024-01-01 23:00", launched="3")
    both = strike(model="X-101 and KN-23", launched="4")
    days = strike_days(strike(), night, both, strike(model="Shahed", launched="90"), strike(model="C-300 and X-101"))
    first = days[date(2024, 1, 1)]
    assert (first.best, first.status, first.public_from) == (16.0, "reported", date(2024, 1, 3))
    assert (days[date(2024, 1, 2)].best, days[date(2024, 1, 2)].status) == (0.0, "zero_by_rule")
    assert (min(days), max(days)) == ukraine_strike_days.FRAME
    assert len(days) == 1_285


def test_a_day_with_an_attack_without_a_number_has_a_lower_bound_alone():
    first = strike_days(strike(), strike(launched=""))[date(2024, 1, 1)]
    assert (first.best, first.low, first.status) == (None, 9.0, "reported")
    nothing = strike_days(strike(launched=""))[date(2024, 1, 1)]
    assert (nothing.best, nothing.low, nothing.status) == (None, None, "missing")


def test_an_attack_outside_the_frame_asks_for_another_look():
    with pytest.raises(EvidenceError, match="look at the frame"):
        strike_days(strike(time_start="2026-05-01"))


def test_the_daily_index_has_three_series_and_empty_cells_are_missing(tmp_path):
    rows = [["20220224", "370.7", "", "545.37"], ["later", "1", "1", "1"]]
    bulk = risk_index_daily.days(csv_sample(tmp_path / "g.csv", risk_index_daily.FILE.columns, rows))
    found = {row["indicator"]: (row["best"], row["status"]) for row in rows_of(bulk)}
    assert found == {
        "gpr_daily": (370.7, "reported"),
        "gpr_daily_acts": (None, "missing"),
        "gpr_daily_threats": (545.37, "reported"),
    }
    assert [row["text"] for row in rejects_of(bulk)] == ["later"]


def test_a_silent_day_of_the_gulf_calendar_is_zero_by_rule():
    row = dict.fromkeys(gulf_calendar.CALENDAR.columns, "0") | {"Date": "2024-01-01", "Event_Type": ""}
    found = list(gulf_calendar.observations(row, gulf_calendar.origin()))
    assert {(one.best, one.status) for one in found} == {(0.0, "zero_by_rule")}
    coded = list(
        gulf_calendar.observations(row | {"Event_Type": "Seizure", "Source_Count": "1"}, gulf_calendar.origin())
    )
    assert {one.status for one in coded} == {"reported"}


def test_the_first_day_of_a_window_is_the_event():
    row = dict.fromkeys(gulf_calendar.WINDOWS.columns, "1") | {"Event_ID": "E9", "Event_Date": "2024-01-01"}
    found = gulf_calendar.event(row, {"2024-01-01": "Seizure"}, gulf_calendar.origin())
    assert (found.event_id, found.headline, found.weak, found.initiators) == ("GULF:E9", "Seizure", True, ())


def transit(ships, country, day="2020/1/16", precision="exact"):
    row = {"Date": day, "Ships": ships, "Country": country, "Date_Precision": precision, "Date_Note": ""}
    return strait_transits.transit(row, "TST:001", strait_transits.origin())


def test_states_are_read_from_the_text_where_the_column_was_coded_by_characters():
    found = transit("美軍提康德羅加巡洋艦（USS Shiloh）", "Multi (US+Germany)")
    assert (found.initiators, found.conflict, found.weak) == (("USA",), True, True)
    assert transit("美海軍「費恩」號驅逐艦", "US").conflict is False


def test_ships_of_the_pla_are_no_foreign_transit():
    found = transit("7艘共艦台海周邊活動", "CN")
    assert (found.subtype, found.initiators, found.targets) == ("pla_ships_notice", ("CHN",), ("TWN",))
    with pytest.raises(EvidenceError, match="no state in"):
        transit("?", "Other")
    with pytest.raises(EvidenceError, match="'soon' is not a date"):
        transit("USS Shiloh", "US", day="soon")


def track(**changes):
    row = {"order": "1", "src": "p20230102_01_r", "country": "china", "data": "ship", "urls": "link"}
    return japan_tracks.track(row | {"id_content": "② 12月18日（日）晚間8時"} | changes, japan_tracks.origin())


def test_a_track_is_dated_by_its_label_in_the_year_before_the_notice():
    assert track().date_start == date(2022, 12, 18)
    undated = track(id_content="BZK-005")
    assert undated.date_start == date(2023, 1, 2)
    assert "day of the notice" in undated.note
    both = track(country="both")
    assert (both.initiators, both.joint, both.plover_type) == (("CHN", "RUS"), True, "COOPERATE")
    with pytest.raises(EvidenceError, match="country 'mars'"):
        track(country="mars")
    with pytest.raises(EvidenceError, match="no day in 'scan'"):
        track(src="scan")


def test_russia_takes_part_in_every_exercise_of_the_list():
    row = dict.fromkeys(joint_exercises.FILE.columns, "") | {"id": "5", "name": "Drill", "yr": "2018", "part1": "China"}
    found = joint_exercises.exercise(row, joint_exercises.origin())
    assert (found.initiators, found.joint, found.date_precision, found.weak) == (("CHN", "RUS"), True, "year", True)
    with pytest.raises(EvidenceError, match="id 5: year 'x'"):
        joint_exercises.exercise(row | {"yr": "x"}, joint_exercises.origin())
