"""`measure ties` and the ties of `measure show`: rows by year, missing with a reason, two pairs side by side."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import pytest
from tests.unit.cli.test_commands_run import call

from multifront.cli.measure_ties import lines
from multifront.evidence import open_evidence
from multifront.sources import sanctions
from multifront.workbench import declared_ties
from multifront.workbench.tie_counts import case_rows
from multifront.workbench.tie_rows import Line, series_rows, share_rows
from multifront.workbench.ties_beside import aligned


def shown(*arguments: str) -> list[dict[str, Any]]:
    ran = call("measure", "ties", *arguments, "--format", "json")
    assert ran.code == 0
    return list(ran.rows)


def of(rows: list[dict[str, Any]], **cells: str) -> dict[str, dict[str, Any]]:
    """Rows of one series by period."""
    return {row["period"]: row for row in rows if all(row[name] == cell for name, cell in cells.items())}


def test_a_series_has_a_row_a_year_and_is_missing_outside_its_years() -> None:
    rows = shown("CHN", "RUS", "--from", "1998", "--to", "2021", "--only", "treaties")
    promised = of(rows, what="atop_nonaggression", actor="CHN")
    assert list(promised) == [str(year) for year in range(1998, 2022)]
    assert [promised[str(year)]["value"] for year in (1999, 2018, 2019)] == [None, 1.0, None]
    assert promised["2019"]["note"] == "outside the years of this series, 2000 to 2018"
    assert all(promised["2018"][name] for name in ("origins", "unit", "meaning"))
    assert of(rows, unit="dated fact")["2021-06-28"]["note"] == "Treaty of 2001 extended"


def test_gaps_inside_a_series_and_periods_without_a_delivery_are_missing_not_zero() -> None:
    rows = shown("CHN", "RUS", "--from", "2008", "--only", "trade", "--only", "arms")
    trade = of(rows, definition="gacc_usd")
    assert (trade["2008"]["value"], trade["2010"]["value"], trade["2010"]["note"]) == (
        56.83,
        None,
        "no figure of this year",
    )
    arms = of(rows, what="major arms that the actor delivered to the partner in five years", actor="CHN")
    assert (arms["2014-2018"]["value"], arms["2009-2013"]["value"]) == (9.6, None)
    assert arms["2009-2013"]["note"].startswith("no delivery on record is no zero")
    assert arms["2024"]["note"].startswith("outside the years")


def test_energy_shares_are_flow_over_total_of_one_definition() -> None:
    rows = shown("CHN", "RUS", "--from", "2019", "--only", "energy")
    by_volume = of(rows, what="share of it in all crude imports of the actor, by daily volume")
    assert by_volume["2020"]["value"] == pytest.approx(100 * 1.67 / 10.85)
    assert by_volume["2021"]["value"] is None  # the total of 2021 is known in tonnes only
    by_mass = of(rows, what="share of it in all crude imports of the actor, by mass")
    assert by_mass["2022"]["value"] == pytest.approx(100 * 86.2 / 508.28)
    assert by_mass["2023"]["value"] is None
    assert "missing under this definition" in by_mass["2023"]["note"]


def test_trade_shares_of_both_sides_match_the_rows() -> None:
    rows = shown("RUS", "CHN", "--from", "2010", "--to", "2014", "--only", "trade")
    what = "share of it in all trade of the actor"
    russian, chinese = (of(rows, what=what, actor=state)["2014"]["value"] for state in ("RUS", "CHN"))
    store = open_evidence()
    flow = store.series("trade_both_ways", "CHN", "RUS").best[-1]
    for found, state in ((russian, "RUS"), (chinese, "CHN")):
        assert found == pytest.approx(100 * flow / store.series("total_trade", state, "all", "cow_pairs").best[-1])


def test_counts_of_exercises_stand_as_a_range_and_are_not_added() -> None:
    ran = call("measure", "ties", "CHN", "RUS", "--only", "exercises", "--format", "json")
    stated = [row for row in ran.rows if row["unit"] == "exercises" and (row["value"] or row["low"])]
    assert {(row["definition"], row["low"], row["value"]) for row in stated} == {
        ("euiss_since_2003", 66.0, 66.0),
        ("ndu_before_2014", None, 10.0),
        ("ndu_since_2014", 36.0, None),
        ("scmp_since_2012", 45.0, None),
    }
    assert "run from 10 to 66 by span and definition, overlap, and are never added" in ran.err
    assert "at least 45 (2012-11-01 to 2023-08-31: joint exercises from November 2012" in ran.err
    assert "157" not in ran.err  # their sum
    patrols = of(list(ran.rows), definition="chn_rus_bomber_patrols")
    assert sum(row["value"] or 0 for row in patrols.values()) == 11
    assert patrols["2018"]["value"] is None
    lists = {row["definition"] for row in ran.rows if row["unit"] == "events listed"}
    assert lists == {"collected_reports", "joint_exercises_russia"}


def test_official_counts_of_meetings_stand_beside_the_list() -> None:
    rows = shown("CHN", "RUS", "--only", "meetings")
    official = of(rows, definition="running_count_since_2013")["2023-10-18"]
    store = open_evidence()
    events = store.events(subtypes=["leader_meeting"], actors=["CHN", "RUS"])
    listed = sum(row["occurred"] == "happened" and row["date_start"] <= date(2023, 10, 18) for row in events)
    assert (official["value"], official["note"]) == (42.0, f"the evidence lists {listed} up to that day")
    assert listed < 42
    yearly = of(rows, unit="events listed")
    assert sum(row["value"] or 0 for row in yearly.values()) == sum(row["occurred"] == "happened" for row in events)


def test_sanctions_are_named_as_not_shipped_with_the_command_that_loads_them() -> None:
    (row,) = [row for row in shown("CHN", "RUS", "--only", "sanctions") if row["what"] == "cases in force in the year"]
    assert row["value"] is None
    assert "not shipped" in row["note"]
    assert row["note"].endswith("multifront evidence build --mirror DIR --store FILE sanctions")


class Cases:
    """A store that holds a few sanctions cases."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        source = sanctions.origin()
        self._events = [sanctions.case(row, source) for row in rows]

    def events(self, *, subtypes: list[str], actors: list[str]) -> list[dict[str, Any]]:
        names = ("initiators", "targets", "date_start", "date_end", "occurred", "origin_ids")
        return [{name: getattr(event, name) for name in names} for event in self._events]


def case(number: int, sender: str, target: str, begin: int, end: int) -> dict[str, str]:
    cells = {"case_id": str(number), "sanctioning_state": sender, "sanctioned_state": target}
    return (
        cells
        | {"begin": str(begin), "end": str(end), "objective": "", "success": ""}
        | dict.fromkeys(sanctions.KINDS, "0")
    )


def test_sanctions_cases_count_in_every_year_on_by_and_between() -> None:
    made = Cases(
        [
            case(1, "USA", "Russia", 2014, 2016),
            case(2, "EU", "Russia", 2016, 2023),
            case(3, "Russia", "USA", 2022, 2022),
        ]
    )
    (entry,) = [entry for entry in declared_ties.declared_ties() if entry.kind == "cases"]
    rows = case_rows(made, entry, ("USA", "RUS"), (2013, 2025))  # type: ignore[arg-type]
    found: dict[tuple[str, str], list[float | None]] = defaultdict(list)
    for row in rows:
        found[row["actor"], row["partner"]].append(row["value"])
    outside = [None, None]
    assert found["USA", "RUS"] == [0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, *outside]
    assert found["RUS", "USA"] == [0] * 9 + [1, 0, *outside]
    assert found["all", "RUS"] == [0, 1, 1, 2, 1, 1, 1, 1, 1, 1, 1, *outside]
    assert found["RUS", "all"] == found["all", "USA"] == found["RUS", "USA"]
    notes = {row["period"]: row["note"] for row in rows if (row["actor"], row["partner"]) == ("USA", "RUS")}
    assert notes["2013"].startswith("zero by the source's rule")
    assert notes["2024"] == "outside the years of this source, 1949 to 2023"


def test_a_cut_of_the_evidence_cuts_the_ties() -> None:
    rows = shown("CHN", "RUS", "--as-of", "2023-09-01", "--only", "exercises", "--only", "meetings")
    assert max(int(row["period"][:4]) for row in rows) == 2023
    assert "2023-10-18" not in of(rows, definition="running_count_since_2013")


def test_the_screen_draws_alike_years_together() -> None:
    line = Line("trade", "trade", "A", "B", "t", "d")
    values = [1.0, 1.0, None, 2.0]
    rows = [
        line.row(str(2001 + at), (None, value, None), note="" if value else "no figure of this year")
        for at, value in enumerate(values)
    ]
    rows += list(line.absent(2005, 2006, "outside the years of this series, 2001 to 2004"))
    (drawn,) = lines(rows)
    assert drawn["values"] == "2001-2002: 1 each; 2003: NA (no figure of this year); 2004: 2; other years NA"


def test_two_pairs_stand_side_by_side_with_their_common_state_on_one_side() -> None:
    assert aligned(("RUS", "PRK"), ("PRK", "CHN")) == ("CHN", "PRK")
    assert aligned(("RUS", "PRK"), ("CHN", "PRK")) == ("CHN", "PRK")
    assert aligned(("RUS", "PRK"), ("USA", "JPN")) == ("USA", "JPN")
    ran = call(
        "measure", "show", "RUS", "PRK", "--against", "PRK", "CHN", "--since", "2024", "--ties", "--format", "json"
    )
    assert ran.code == 0
    found = {(row["what"], row["definition"], row["RUS-PRK direction"]): row for row in ran.rows}
    defence = found["atop_defense", "atop_5", "RUS to PRK"]
    assert (defence["RUS-PRK last"], defence["CHN-PRK last"], defence["CHN-PRK period"]) == ("0", "1", "2018")
    facts = next(row for row in ran.rows if row["unit"] == "dated fact")
    assert (facts["RUS-PRK period"], facts["CHN-PRK last"]) == ("2024-12-04", "")
    arms = found["major arms that the actor delivered to the partner in five years", "sipri_2025_01", "PRK to RUS"]
    assert (arms["RUS-PRK last"], arms["CHN-PRK last"]) == ("12.5", "")
    assert arms["mind"].startswith("CHN-PRK: no delivery on record is no zero")
    assert all(row["mind"] for row in ran.rows if not (row["RUS-PRK last"] and row["CHN-PRK last"]))
    assert "nothing adds them up" in ran.err


def test_the_screen_of_show_holds_years_ties_and_answer() -> None:
    ran = call("measure", "show", "RUS", "PRK", "--against", "CHN", "PRK", "--since", "2024")
    assert ran.code == 0
    assert "RUS-PRK less CHN-PRK" in ran.out
    assert "1 (2018, CHN to PRK)" in ran.out
    assert "Is RUS-PRK closer than CHN-PRK?" in ran.err


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("CHN", "CHN"), "with itself"),
        (("CHN", "RUX"), "RUX"),
        (("CHN", "RUS", "--only", "arm"), "valid: treaties, military, arms"),
        (("CHN", "RUS", "--from", "2020", "--to", "2019"), "hold no year"),
    ],
)
def test_what_is_no_tie(arguments: tuple[str, ...], named: str) -> None:
    ran = call("measure", "ties", *arguments)
    assert (ran.code in (2, 3), ran.out) == (True, "")
    assert named in ran.err


def test_every_declared_indicator_is_one_of_the_evidence_or_says_what_loads_it() -> None:
    held = {row["indicator"] for row in open_evidence().listing("indicators")}
    for entry in declared_ties.declared_ties():
        if entry.kind == "indicator" and not entry.source:
            assert set(entry.asked) <= held, entry.title
        if entry.kind == "share":
            assert {entry.asked["flow"], entry.asked["total"]} <= held


def test_a_figure_of_part_of_a_year_and_a_plan_are_left_out() -> None:
    entry = declared_ties.Declared("energy", "indicator", ["crude_imports"], "crude oil")
    store = open_evidence()
    found = series_rows(store, entry, ("CHN", "RUS"), (2020, 2025))
    assert {row["definition"] for row in found} == {"gacc_mb_d"}
    share = declared_ties.Declared("energy", "share", {"flow": "crude_imports", "total": "none", "of": "actor"}, "x")
    assert share_rows(store, share, ("CHN", "RUS"), (2020, 2025)) == []
