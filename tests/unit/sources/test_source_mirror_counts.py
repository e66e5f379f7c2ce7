"""Rows of the real files, and a few values checked by hand against them."""

import duckdb
import pytest

from multifront.sources.catalogue import SOURCES

pytestmark = pytest.mark.mirror

COUNTS = {
    "atop_alliances": {"treaty": 15_324},
    "cow_capabilities": {"observation": 119_847},
    "cow_disputes": {"event": 2_436, "observation": 20_468},
    "gml_disputes": {"event": 2_174, "observation": 18_568},
    "cow_trade": {"observation": 1_347_308},
    "cow_trade_ties": {"observation": 2_322},
    "cow_organizations": {"observation": 917_695},
    "states_and_contiguity": {"observation": 2_333},
    "ucdp_conflicts": {"event": 619, "observation": 2_915},
    "sipri_expenditure": {"observation": 25_882},
    "sipri_transfers": {"transfer": 29_503, "observation": 9_657},
    "sanctions": {"event": 1_547},
    "ukraine_aid": {"observation": 4_316},
    "ukraine_strikes": {"event": 3_585},
    "ukraine_strike_days": {"observation": 1_285},
    "risk_index_daily": {"observation": 43_428},
    "risk_index_monthly": {"observation": 94_564},
    "strait_transits": {"event": 72},
    "japan_tracks": {"event": 210},
    "joint_exercises": {"event": 99},
    "atop_obligations": {"observation": 2_660},
    "sipri_five_years": {"observation": 336},
    "gulf_calendar": {"event": 18, "observation": 13_748},
}
SET_ASIDE = {"ucdp_conflicts": 2, "sipri_transfers": 4}


@pytest.fixture(scope="module")
def harvests(mirror):
    return {name: SOURCES[name].harvest(mirror) for name in COUNTS}


@pytest.mark.parametrize("name", COUNTS)
def test_rows_of_the_real_file(harvests, name):
    harvest = harvests[name]
    found = {"event": len(harvest.events), "observation": len(harvest.observations)}
    aside = 0
    with duckdb.connect() as con:
        for bulk in harvest.bulk:
            (count,) = con.execute(f"SELECT count(*) FROM ({bulk.query})").fetchone()
            found[bulk.table] = found.get(bulk.table, 0) + count
            aside += con.execute(f"SELECT count(*) FROM ({bulk.rejects})").fetchone()[0] if bulk.rejects else 0
    assert {table: count for table, count in found.items() if count} == COUNTS[name]
    assert aside == SET_ASIDE.get(name, 0)


VALUES = [
    ("cow_capabilities", 0, "best", "observation_id = 'cow_nmc:cinc:710:2016'", 0.23082519),
    ("cow_disputes", 0, "date_start::VARCHAR", "event_id = 'MID:4280'", "2001-03-01"),
    ("cow_disputes", 1, "best", "observation_id = 'mid_hostility:CHN>USA:2001'", 4.0),
    ("cow_disputes", 2, "best", "observation_id = 'mid_disputes:USA>CHN:2001'", 2.0),
    ("cow_trade", 0, "best", "observation_id = 'cow_imports:USA<CHN:2014'", 472525.0),
    ("cow_trade", 0, "best", "observation_id = 'cow_imports:CHN<USA:2014'", 183283.0),
    ("cow_organizations", 0, "best", "observation_id = 'cow_joint_igos:CHN-RUS:2014'", 55.0),
    ("states_and_contiguity", 2, "best", "actor = 'CHN' AND partner = 'TWN'", 2.0),
    (
        "ucdp_conflicts",
        0,
        "array_to_string(initiators || targets, '>')",
        "event_id = 'UCDP:13243:2022-02-24'",
        "RUS>UKR",
    ),
    ("sipri_transfers", 1, "best", "observation_id = 'sipri_tiv:RUS>CHN:2005'", 3066.0),
    ("gml_disputes", 0, "date_start::VARCHAR", "event_id = 'GML:4280'", "2001-03-01"),
    ("gml_disputes", 0, "date_precision", "event_id = 'GML:1272'", "year"),
    ("gml_disputes", 1, "best", "observation_id = 'gml_hostility:CHN>USA:2001'", 4.0),
    ("risk_index_monthly", 0, "round(best, 3)", "observation_id = 'gpr_monthly:all:2022-03'", 318.955),
    ("risk_index_monthly", 0, "round(best, 3)", "observation_id = 'gpr_historical:all:1914-08'", 472.301),
    ("risk_index_monthly", 0, "round(best, 3)", "observation_id = 'gpr_country:CHN:2026-04'", 1.514),
    ("risk_index_daily", 0, "best", "observation_id = 'gpr_daily:2022-02-24'", 370.7),
]


@pytest.mark.parametrize(("name", "part", "column", "where", "expected"), VALUES)
def test_values_checked_by_hand(harvests, name, part, column, where, expected):
    with duckdb.connect() as con:
        found = con.execute(f"SELECT {column} FROM ({harvests[name].bulk[part].query}) WHERE {where}").fetchall()
    assert found == [(expected,)]


def test_spells_give_back_every_dyad_year_of_the_file(harvests):
    without_obligation, germany_twice_in_1990 = 170, 62
    query = harvests["atop_alliances"].bulk[0].query
    with duckdb.connect() as con:
        years = con.execute(
            f"SELECT sum(coalesce(year(date_end), 2018) - year(date_start) + 1)::INT FROM ({query})"
        ).fetchone()
    assert years == (273_296 - without_obligation - germany_twice_in_1990,)


def test_missing_trade_is_as_many_cells_as_the_file_leaves_empty(harvests):
    query = harvests["cow_trade"].bulk[0].query
    with duckdb.connect() as con:
        assert con.execute(f"SELECT count(*) FROM ({query}) WHERE best IS NULL").fetchone() == (50_833,)


def test_values_of_rows_checked_by_hand(harvests):
    spent = {row.observation_id: row.best for row in harvests["sipri_expenditure"].observations}
    assert spent["sipri_milex_constant:China:2024"] == pytest.approx(317561.04, abs=0.01)
    assert spent["sipri_milex_gdp_share:Russia:2024"] == pytest.approx(7.0523, abs=0.0001)
    aid = {row.observation_id: row.best for row in harvests["ukraine_aid"].observations}
    assert aid["kiel_29:military:USA:2022-05"] == 0.236328
    both = [row for row in harvests["japan_tracks"].events if row.joint]
    assert len(both) == 8
    with_china = [row for row in harvests["joint_exercises"].events if "CHN" in row.initiators]
    assert len(with_china) == 12
    tankers = [row for row in harvests["strait_transits"].events if row.initiators == ("USA",) and row.conflict]
    assert {row.note for row in tankers} == {"country column: Multi (US+Germany)"}
