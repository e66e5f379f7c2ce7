"""Parsers of the event and figure sources on small samples of our own making."""

from datetime import date

import pytest

from multifront.errors import EvidenceError
from multifront.sources import north_korea_tests, pla_activity, reference_events, reference_figures, scrambles


def event(**changes):
    cells = dict.fromkeys(reference_events.FILE.columns, "")
    cells |= {"event_id": "EV9001", "date_start": "2024-05-16", "date_end": "2024-05-17", "date_precision": "day"}
    cells |= {
        "type": "leader_meeting",
        "initiator": "RUS;CHN",
        "headline": "A meeting",
        "planned": "yes",
        "seen": "yes",
    }
    cells |= {"source_publisher": "Reuters", "source_date": "2024-05-16", "source_address": "https://example.org/a"}
    return cells | changes


def coded(**changes):
    row = event(**changes)
    return reference_events.event(row, reference_events.coding_of(row), reference_events._origin(row))


def test_an_event_is_coded_and_public_once_it_is_over():
    found = coded()
    assert (found.plover_type, found.subtype, found.joint, found.initiators) == (
        "CONSULT",
        "leader_meeting",
        True,
        ("CHN", "RUS"),
    )
    assert found.public_from == date(2024, 5, 17)
    assert not found.weak


def test_one_actor_alone_is_not_joint():
    assert not coded(type="multilateral_exercise", initiator="RUS").joint


def test_a_plan_is_public_before_its_day():
    found = coded(type="planned_event", date_start="2026-09-24", date_end="2026-09-24", source_date="2026-07-24")
    assert (found.occurred, found.public_from) == ("planned", date(2026, 7, 24))


def test_plans_of_numbered_patrols_count_as_seen_for_two_only():
    assert coded(type="joint_bomber_patrol").planned == "unknown"


def test_all_types_of_the_list_are_mapped_to_plover():
    types, _ = reference_events._tables()
    valid = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT"}
    valid |= {"THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "NONE"}
    assert len(types) == 72
    assert {entry["plover"] for entry in types.values()} <= valid


def test_an_unknown_type_and_a_stale_entry_are_errors():
    with pytest.raises(EvidenceError, match=r"unknown event type 'leader_metting'.*closest: leader_meeting"):
        reference_events.coding_of(event(type="leader_metting"))
    with pytest.raises(EvidenceError, match="no longer holds 'Joint Sword-2023'"):
        reference_events.coding_of(event(event_id="EV0196", type="pla_exercise", headline="Something else"))


def test_a_row_listed_the_wrong_way_round_is_turned_and_says_so():
    found = coded(
        event_id="EV0457",
        type="ukraine_war",
        initiator="UKR",
        target="RUS",
        headline="Moscow alleges drone attack on Putin residence",
    )
    assert (found.initiators, found.targets, found.occurred) == (("RUS",), ("UKR",), "statement")
    assert "corrected from UKR > RUS" in found.note


def test_a_scramble_statistic_becomes_three_observations():
    row = event(date_start="2021-04-01", date_end="2022-03-31", magnitude="1004", note="RUS=266;CHN=722")
    found = scrambles.from_statistic(row, reference_events._origin(row))
    assert [(one.partner, one.best, one.definition_id) for one in found] == [
        ("all", 1004.0, "joint_staff_fiscal_year"),
        ("CHN", 722.0, "joint_staff_fiscal_year"),
        ("RUS", 266.0, "joint_staff_fiscal_year"),
    ]


def test_overlapping_kinds_of_period_are_different_definitions():
    month = event(date_start="2025-04-01", date_end="2025-04-30", magnitude="66", note="RUS=22;CHN=43")
    found = scrambles.from_statistic(month, reference_events._origin(month))
    assert {one.definition_id for one in found} == {"joint_staff_month"}
    with pytest.raises(EvidenceError, match="no month, quarter or fiscal year"):
        scrambles.from_statistic(month | {"date_end": "2025-05-31"}, reference_events._origin(month))


def launches(*pairs):
    row = {"missile": "kn-25", "facility": "x", "distance": "300", "outcome": "success"}
    rows = [row | {"date": day, "series": series} for day, series in pairs]
    return north_korea_tests.events(rows, north_korea_tests.origin())


def test_launches_of_a_day_stay_apart_and_doubled_numbers_get_a_suffix():
    found = launches(("2022-10-05", "1"), ("2022-10-05", "1"), ("2022-10-05", ""))
    assert [one.event_id for one in found] == ["NK:2022-10-05:1", "NK:2022-10-05:1.2", "NK:2022-10-05:0"]
    assert found[0].public_from == date(2022, 10, 6)


def test_a_launch_known_to_the_month_keeps_its_precision():
    (found,) = launches(("1990-05", "1"))
    assert (found.date_start, found.date_end, found.date_precision) == (date(1990, 5, 1), date(1990, 5, 31), "month")
    with pytest.raises(EvidenceError, match="'sometime' is not a date"):
        launches(("sometime", "1"))


def daily(**cells):
    rows = [{"date": day.replace("_", "/"), **values} for day, values in cells.items()]
    days = pla_activity.by_day(rows)
    found = [one for d in pla_activity.DEFINITIONS for one in pla_activity.daily(days, d, pla_activity.origin())]
    return {one.observation_id: one for one in found}


def test_silence_is_zero_by_rule_before_2024_and_missing_after():
    blank = {"pla_aircraft_sorties": "", "plan_vessel_sorties": ""}
    found = daily(**{"2022/08/05": blank | {"pla_aircraft_sorties": "49"}, "2024/01/02": blank})
    entries, detected = "pla_sorties:adiz_entries:", "pla_sorties:aircraft_detected:"
    assert (found[entries + "2022-08-05"].best, found[entries + "2022-08-05"].status) == (49.0, "reported")
    assert (found[entries + "2021-01-01"].best, found[entries + "2021-01-01"].status) == (0.0, "zero_by_rule")
    assert found[detected + "2023-12-31"].status == "zero_by_rule"
    assert (found[detected + "2024-01-01"].best, found[detected + "2024-01-01"].status) == (None, "missing")
    assert found[detected + "2024-01-02"].status == "missing"
    assert found["pla_vessels:vessels_detected:2023-01-01"].status == "missing"
    assert entries + "2022-08-06" not in found
    assert not any(name.startswith("pla_sorties:single_notices") for name in found)


def test_the_guard_of_the_rule_fails_when_zeros_appear():
    with pytest.raises(EvidenceError, match="a stored zero on 2023-05-01"):
        daily(**{"2023/05/01": {"pla_aircraft_sorties": "0", "plan_vessel_sorties": "1"}})


def figure(**changes):
    cells = dict.fromkeys(reference_figures.ECONOMICS.columns, "")
    cells |= {"indicator": "total goods trade", "actor_a": "China", "actor_b": "Russia", "period": "2024"}
    cells |= {
        "best": "244.8",
        "unit": "USD bn",
        "definition": "goods trade, Chinese customs (GACC)",
        "seen": "secondary",
    }
    cells |= {"source_publisher": "Reuters", "source_date": "2025-01", "source_address": "https://example.org/a"}
    return cells | changes


def economic(**changes):
    row = figure(**changes)
    return reference_figures.economic(row, 7, reference_figures.origin_of(reference_figures._citation(row)))


def test_a_figure_keeps_its_basis_and_leaves_missing_missing():
    found = economic()
    assert (found.observation_id, found.indicator, found.definition_id) == (
        "econ:0007",
        "total_goods_trade",
        "gacc_usd",
    )
    assert (found.low, found.best, found.high) == (None, 244.8, None)
    assert found.public_from == date(2025, 1, 31)


@pytest.mark.parametrize(
    ("changes", "definition_id"),
    [
        ({"definition": "Russian customs basis"}, "fts_usd"),
        ({"unit": "CNY trillion"}, "gacc_cny_trillion"),
        ({"period": "2025 Jan-Sep"}, "gacc_usd_part_year"),
        ({"note": "forecast, not outturn"}, "gacc_usd_plan"),
        ({"definition": "Eurostat EU28", "unit": "EUR bn"}, "eurostat_eu28_eur"),
        ({"definition": "Eurostat EU27", "unit": "EUR bn"}, "eurostat_eur"),
        ({"definition": "FvS calc.", "unit": "percent"}, "fvs_percent"),
        ({"definition": "none in 2021 (ITC data)", "unit": "t"}, "itc_t"),
        ({"definition": "as stated", "unit": "percent"}, "as_printed_percent"),
        ({"definition": "targeted designations", "unit": "designations"}, "as_printed_designations"),
    ],
)
def test_other_bases_units_periods_and_plans_are_other_definitions(changes, definition_id):
    assert economic(**changes).definition_id == definition_id


def test_a_figure_in_words_has_no_number():
    found = economic(best="about half", definition="GACC")
    assert (found.low, found.best, found.high) == (None, None, None)
    assert found.text == "about half; GACC"


def test_an_unmapped_actor_is_an_error():
    with pytest.raises(EvidenceError, match=r"unknown actor 'Chyna'.*closest: China"):
        economic(actor_a="Chyna")
