"""Alliances, capabilities, disputes, trade, organizations, states and borders on samples of our own making."""

from datetime import date

import pytest
from tests.unit.sources.sample_files import parquet_file, rejects_of, rows_of

from multifront.errors import EvidenceError
from multifront.sources import (
    atop_alliances,
    cow_capabilities,
    cow_disputes,
    cow_organizations,
    cow_trade,
    cow_trade_ties,
    states_and_contiguity,
)
from multifront.sources.state_numbers import code_of

USA, CHN, RUS, PRK = 2, 710, 365, 731


def test_promises_become_spells_and_one_that_reaches_the_last_year_has_no_end(tmp_path):
    years = [(CHN, PRK, y, 1, 0, 0, 0, 0) for y in (2001, 2002, 2004)] + [(PRK, CHN, 2018, 0, 0, 0, 1, 1)]
    path = parquet_file(tmp_path / "a.parquet", atop_alliances.FILE.columns, [*years, (PRK, USA, 2018, 0, 0, 0, 0, 0)])
    (bulk,) = atop_alliances.spells(path)
    found = [(row["members"], row["obligations"], row["date_start"], row["date_end"]) for row in rows_of(bulk)]
    assert found == [
        (["CHN", "PRK"], ["defense"], date(2001, 1, 1), date(2002, 12, 31)),
        (["CHN", "PRK"], ["defense"], date(2004, 1, 1), date(2004, 12, 31)),
        (["PRK", "CHN"], ["nonaggression", "consultation"], date(2018, 1, 1), None),
    ]


def test_an_unknown_number_is_set_aside_with_its_line(tmp_path):
    rows = [(CHN, PRK, 2001, 1, 0, 0, 0, 0), (9999, PRK, 2001, 1, 0, 0, 0, 0)]
    (bulk,) = atop_alliances.spells(parquet_file(tmp_path / "a.parquet", atop_alliances.FILE.columns, rows))
    assert len(rows_of(bulk)) == 1
    assert [(row["line"], row["reason"]) for row in rejects_of(bulk)] == [(2, "unknown COW number")]


def test_a_missing_component_is_missing_and_pounds_are_no_dollars(tmp_path):
    rows = [(USA, 1913, 5, 1, 1, 1, 1, 1, 0.2), (USA, 1914, None, 1, 1, 1, 1, 1, 0.2)]
    found = rows_of(
        cow_capabilities.capabilities(
            parquet_file(
                tmp_path / "n.parquet",
                ("ccode", "year", "milex", "milper", "irst", "pec", "tpop", "upop", "cinc"),
                rows,
            )
        )
    )
    spent = [(row["best"], row["status"], row["definition_id"]) for row in found if row["indicator"] == "cow_milex"]
    assert spent == [(5.0, "reported", "cow_nmc_pounds"), (None, "missing", "cow_nmc_dollars")]
    assert len(found) == 14


def disputes(tmp_path):
    dyads = [(7, USA, CHN, 2001, 0, 3), (7, CHN, USA, 2001, 1, 4), (8, USA, CHN, 2001, 0, 2), (8, CHN, USA, 2001, 1, 2)]
    starts = [(7, 2001, 4, 4, 0), (8, 2001, 6, 2, -9)]
    return cow_disputes.disputes(
        parquet_file(tmp_path / "d.parquet", cow_disputes.DYADS.columns, dyads),
        parquet_file(tmp_path / "s.parquet", cow_disputes.DISPUTES.columns, starts),
    )


def test_a_dispute_is_an_event_of_the_side_that_acted_first(tmp_path):
    events, hostility, count = disputes(tmp_path)
    first = rows_of(events, "event_id")[0]
    assert (first["initiators"], first["targets"], first["plover_type"]) == (["CHN"], ["USA"], "ASSAULT")
    assert (first["date_start"], first["date_end"], first["date_precision"]) == (
        date(2001, 4, 1),
        date(2001, 4, 30),
        "month",
    )
    assert [(row["actor"], row["best"]) for row in rows_of(hostility, "actor")] == [("CHN", 4.0), ("USA", 3.0)]
    assert {row["best"] for row in rows_of(count)} == {2.0}


def test_trade_goes_both_ways_and_a_missing_flow_is_no_zero(tmp_path):
    path = parquet_file(
        tmp_path / "t.parquet", cow_trade.FILE.columns, [(USA, CHN, 2014, 7, 3), (USA, RUS, 2014, 0, None)]
    )
    found = {(row["actor"], row["partner"]): (row["best"], row["status"]) for row in rows_of(cow_trade.imports(path))}
    assert found == {
        ("USA", "CHN"): (7.0, "reported"),
        ("CHN", "USA"): (3.0, "reported"),
        ("USA", "RUS"): (0.0, "reported"),
        ("RUS", "USA"): (None, "missing"),
    }


def test_a_pair_of_members_is_stored_once(tmp_path):
    path = parquet_file(tmp_path / "i.parquet", cow_organizations.FILE.columns, [(RUS, CHN, 2014, 55)])
    (row,) = rows_of(cow_organizations.memberships(path))
    assert (row["actor"], row["partner"], row["best"], row["period_end"]) == ("CHN", "RUS", 55.0, date(2014, 12, 31))


def test_states_and_borders_keep_their_days(tmp_path):
    cow = parquet_file(
        tmp_path / "c.parquet",
        states_and_contiguity.COW.columns,
        [("GMY", 255, "Germany", 1990, 10, 3, 2016, 12, 31), ("BAV", 245, "Bavaria", 1816, 1, 1, 1871, 1, 18)],
    )
    gw = parquet_file(
        tmp_path / "g.parquet", states_and_contiguity.GW.columns, [(678, "YEM", "Yemen", "1918-10-30", "2017-12-31")]
    )
    borders = parquet_file(
        tmp_path / "b.parquet", states_and_contiguity.BORDERS.columns, [(CHN, RUS, 1, "1860-01-01", "2016-12-01")]
    )
    members = rows_of(states_and_contiguity.cow_members(cow), "actor")
    assert [(row["actor"], row["period_start"]) for row in members] == [
        ("BAV", date(1816, 1, 1)),
        ("DEU", date(1990, 10, 3)),
    ]
    assert rows_of(states_and_contiguity.gw_members(gw))[0]["actor"] == "YAR"
    (border,) = rows_of(states_and_contiguity.borders(borders))
    assert (border["actor"], border["partner"], border["best"], border["period_end"]) == (
        "CHN",
        "RUS",
        1.0,
        date(2016, 12, 31),
    )


def test_the_two_lists_of_numbers_differ_where_they_do():
    assert (code_of("cow", 970, 2000), code_of("gw", 970, 2000)) == ("NRU", "KIR")
    assert [code_of("cow", 345, year) for year in (1900, 1950, 2000)] == ["SRB", "YUG", "SRB"]
    assert [code_of("gw", 678, year) for year in (1980, 2000)] == ["YAR", "YEM"]
    assert code_of("cow", 365, 1850) == "RUS"
    assert code_of("cow", 12345, 2000) is None


def test_a_file_without_a_column_is_refused(tmp_path):
    path = parquet_file(tmp_path / "i.parquet", ("ccode1", "ccode2"), [(1, 2)])
    with pytest.raises(EvidenceError, match=r"i.parquet: the header lacks year, dyadigos; found: ccode1, ccode2"):
        cow_organizations.memberships(path)
    (tmp_path / "cut.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(EvidenceError, match=r"cut.parquet: cannot be read"):
        cow_trade.imports(tmp_path / "cut.parquet")


FRANCE, GERMANY, WEST_GERMANY = 220, 255, 260


def ties(tmp_path, rows):
    """Observations by id of dyad-years of our own making."""
    path = parquet_file(tmp_path / "p.parquet", cow_trade_ties.PAIRS.columns, rows)
    return {row["observation_id"]: row for bulk in cow_trade_ties.ties(path) for row in rows_of(bulk)}


def test_pair_trade_and_totals_are_sums_and_no_report_is_missing(tmp_path):
    rows = [(USA, CHN, 2000, 5, 4), (RUS, CHN, 2000, 2, 3), (USA, RUS, 2000, 1, None), (RUS, CHN, 1960, 0, 0)]
    found = ties(tmp_path, [*rows, (RUS, CHN, 1940, 9, 9)])
    pair = {key: (row["best"], row["status"]) for key, row in found.items() if row["indicator"] == "trade_both_ways"}
    assert pair == {"cow_tie:CHN-RUS:2000": (5.0, "reported"), "cow_tie:CHN-RUS:1960": (None, "missing")}
    totals = {key: row["best"] for key, row in found.items() if row["indicator"] == "total_trade"}
    assert totals["cow_total:cow_pairs:CHN:2000"] == 14.0
    assert totals["cow_total:cow_pairs:RUS:2000"] == 5.0
    assert totals["cow_total:cow_pairs:CHN:1960"] is None


def test_first_partners_are_counted_by_three_ways_and_by_region(tmp_path):
    rows = [
        (USA, CHN, 2000, 9, 1),
        (USA, RUS, 2000, 2, 9),
        (FRANCE, CHN, 2000, 3, 3),
        (FRANCE, USA, 2000, 1, 4),
        (PRK, CHN, 2000, 2, None),
    ]
    found = ties(tmp_path, sorted((min(a, b), max(a, b), y, *flows) for a, b, y, *flows in rows))
    place = {key.split(":", 1)[1]: (row["low"], row["best"], row["high"]) for key, row in found.items()}
    # North Korea's sales are unknown, so it is counted by its purchases alone
    assert place["all:all:2000"] == (4.0, 4.0, 5.0)
    assert place["CHN:europe:2000"][1] == 1.0
    assert place["DEU:all:2000"] == (0.0, 0.0, 0.0)
    assert place["USA:asia_and_oceania:2000"][1] == 1.0


def test_the_two_numbers_of_germany_are_one_state(tmp_path):
    found = ties(
        tmp_path, [(FRANCE, GERMANY, 1990, 2, 2), (FRANCE, WEST_GERMANY, 1990, 2, 2), (FRANCE, CHN, 1990, 3, 3)]
    )
    assert found["partners_first_in_trade:DEU:all:1990"]["best"] == 1.0
    assert found["states_counted_in_trade:all:all:1990"]["best"] == 3.0


def test_published_totals_are_imports_and_exports_and_a_gap_stays_one(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(
        "ccode,year,imports,exports\n710.0,2000.0,5.5,6\n710.0,2001.0,,6\n2.0,2000.0,1,1\n365.0,1947.0,1,1\n"
    )
    found = {row["observation_id"]: (row["best"], row["status"]) for row in rows_of(cow_trade_ties.national(path))}
    assert found == {
        "cow_total:cow_national:CHN:2000": (11.5, "reported"),
        "cow_total:cow_national:CHN:2001": (None, "missing"),
    }
