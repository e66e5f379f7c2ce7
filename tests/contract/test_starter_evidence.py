"""The shipped evidence: every row has its origin, unknowns are values, nothing later leaks, and it can be rebuilt."""

from __future__ import annotations

import csv
import hashlib
from datetime import date

import numpy as np
import pytest

from multifront import alignment
from multifront.domain import RELIABILITY, UNKNOWN
from multifront.evidence import STARTER, open_evidence
from multifront.evidence.schema import OCCURRED, STATUSES, TABLES
from multifront.sources.reliability import CLASSES, LADDER
from multifront.sources.vote_counts import YearOfVotes, count_pairs
from multifront.workbench.starting import build_starter

DAYS = ("1965-06-01", "2019-12-30", "2023-01-01", "2025-12-17", "2026-04-20")
LIMIT = 12_000_000
SIDES = ("absent", "yes", "abstain", "no")
"""The columns of `roll_call` in the order of the codes of `vote_counts`: 0 absent, 1 yes, 2 abstain, 3 no."""
IDENTICAL = {
    ("CHN", "RUS"): (67.88, 69.53),
    ("CHN", "IRN"): (83.23, 88.69),
    ("CHN", "PRK"): (76.61, 89.28),
    ("IRN", "RUS"): (62.27, 66.03),
    ("PRK", "RUS"): (56.53, 65.05),
    ("IRN", "PRK"): (78.40, 92.23),
}
STREAMS = {
    "chn_rus_bomber_patrols": 11,
    "chn_rus_naval_patrols": 7,
    "prk_missile_launches": 324,
    "prk_launch_days": 158,
    "pla_named_exercises": 7,
    "pla_large_days": 130,
    "rus_missile_salvo_days": 92,
    "jpn_listed_flights_chn": 27,
    "jpn_listed_flights_rus": 14,
}
REFUSED = (
    "chn_rus_leader_meetings",
    "china_japan_triggers",
    "china_triggers",
    "ship_passages",
    "jpn_flight_notices",
    "us_redeployments",
    "us_carriers_away",
)


@pytest.fixture(scope="module")
def ev():
    return open_evidence()


@pytest.fixture(scope="module", params=DAYS)
def cut(request):
    return open_evidence(request.param)


@pytest.mark.parametrize("table", [name for name in TABLES if name != "origin"])
def test_every_row_has_an_origin_that_exists(ev, table):
    column = TABLES[table].origins
    named = f"unnest({column})" if column.endswith("s") else column
    query = f"SELECT count(*) AS n FROM (SELECT {named} AS o FROM {table}) WHERE o NOT IN (SELECT id FROM origin)"
    assert ev.sql(query) == [{"n": 0}]
    if column.endswith("s"):
        assert ev.sql(f"SELECT count(*) AS n FROM {table} WHERE len({column}) = 0") == [{"n": 0}]


def test_every_origin_is_complete_and_unknowns_lower_its_reliability(ev):
    for row in ev.sql("SELECT * FROM origin"):
        four = {name: row[name] for name in ("producer", "licence", "link", "published")}
        for name in (*four, "title", "edition", "sha256", "read_at"):
            value = row[name]
            assert value, (row["id"], name)
            assert not value.startswith("unknown") or len(value) > len(UNKNOWN), (row["id"], name)
        assert row["reliability"] in RELIABILITY
        start = row["reliability_basis"][0]
        assert start in {letter for letter, _ in CLASSES.values()}
        unknown = sum(value.startswith(UNKNOWN) for value in four.values())
        assert LADDER.index(row["reliability"]) == min(LADDER.index(start) + min(unknown, 2), 5), row["id"]


def test_rows_of_weak_origins_are_marked_with_a_reason(ev):
    query = """
        SELECT count(*) AS n FROM observation, unnest(origin_ids) AS o(id) JOIN origin ON origin.id = o.id
        WHERE NOT weak AND (origin.reliability IN ('D', 'E', 'F') OR origin.link LIKE 'unknown:%')
    """
    assert ev.sql(query) == [{"n": 0}]
    assert ev.sql("SELECT count(*) AS n FROM event WHERE weak AND weak_reason = ''") == [{"n": 0}]
    confirmed = """
        SELECT count(*) AS n FROM event, unnest(origin_ids) AS o(id) JOIN origin ON origin.id = o.id
        WHERE NOT weak AND origin.reliability IN ('D', 'E', 'F') AND event.note NOT LIKE '%confirmed by%'
    """
    assert ev.sql(confirmed) == [{"n": 0}]


ZEROS = (
    *("atop_consultation", "atop_defense", "atop_neutrality", "atop_nonaggression", "atop_offense"),
    *("missiles_launched_at_ukraine", "pla_sorties", "us_carriers_away"),
)


def test_missing_is_missing_and_zero_by_rule_is_marked(ev):
    found = {row["status"] for row in ev.sql("SELECT DISTINCT status FROM observation")}
    assert found == set(STATUSES)
    zero = "SELECT DISTINCT indicator, best FROM observation WHERE status = 'zero_by_rule' ORDER BY ALL"
    assert ev.sql(zero) == [{"indicator": name, "best": 0.0} for name in ZEROS]
    valued = "low IS NOT NULL OR best IS NOT NULL OR high IS NOT NULL"
    assert ev.sql(f"SELECT count(*) AS n FROM observation WHERE status = 'missing' AND ({valued})") == [{"n": 0}]
    empty = f"status = 'reported' AND NOT ({valued}) AND text = ''"
    assert ev.sql(f"SELECT count(*) AS n FROM observation WHERE {empty}") == [{"n": 0}]
    assert {row["occurred"] for row in ev.sql("SELECT DISTINCT occurred FROM event")} <= set(OCCURRED)


@pytest.mark.mirror
def test_no_empty_cell_of_the_raw_files_became_a_zero(ev, mirror):
    with (mirror / "data/taiwan_adiz/JapanandBattleship.csv").open(encoding="utf-8-sig") as stream:
        raw = {row["date"].replace("/", "-"): row["pla_aircraft_sorties"] for row in csv.DictReader(stream)}
    for row in ev.observations("pla_sorties"):
        cell = raw.get(row["period_label"], "")
        if row["status"] == "reported":
            assert float(cell) == row["best"]
        else:
            assert cell == ""
    for name, prefix in (("economics", "econ"), ("parameters", "param")):
        with (mirror / f"reference/{name}.csv").open(encoding="utf-8") as stream:
            cells = list(csv.DictReader(stream))
        ids = [f"{prefix}:{n:04d}" if prefix == "econ" else f"param:{row['key']}" for n, row in enumerate(cells, 1)]
        for row, stored in zip(cells, ev.rows("observation", ids), strict=True):
            for column in ("low", "best", "high"):
                assert row[column] != "" or stored[column] is None, stored["observation_id"]
                assert stored[column] is None or float(row[column]) == stored[column]


def test_nothing_later_is_reached_by_sql(cut):
    for table in TABLES:
        assert cut.sql(f"SELECT count(*) AS n FROM {table} WHERE public_from > DATE '{cut.as_of}'") == [{"n": 0}]
    assert {row["table_name"] for row in cut.sql("SELECT table_name FROM information_schema.tables")} <= set(TABLES)


def test_a_frame_names_nothing_that_was_not_public(cut):
    known = {row["id"] for row in cut.sql("SELECT id FROM origin")}
    for row in cut.sql("SELECT * FROM frame"):
        assert row["origin_ids"], row["stream"]
        assert set(row["origin_ids"]) <= known
        assert row["end_date"] <= cut.as_of
    assert all(set(row["origin_ids"]) <= known for row in [*cut.events(), *cut.observations()])


def test_nothing_later_is_reached_by_any_other_method(cut, ev):
    later = f"public_from > DATE '{cut.as_of}'"
    hidden_events = {row["event_id"] for row in ev.sql(f"SELECT event_id FROM event WHERE {later}")}
    assert hidden_events
    assert hidden_events.isdisjoint(row["event_id"] for row in cut.events())
    for name in ev.manifest["streams"]:
        stream = cut.stream(name)
        assert hidden_events.isdisjoint(stream.ids)
        assert hidden_events.isdisjoint(stream.selection.row_ids)
        assert stream.frame.end <= max(cut.as_of, stream.frame.start)
        assert not len(stream.days) or stream.ends.max() <= np.datetime64(cut.as_of)
        cut.origins(stream.selection.origin_ids)
    rows = cut.observations()
    assert all(row["public_from"] <= cut.as_of for row in rows)
    if len(cut.sql("SELECT 1 FROM vote_pair LIMIT 1")):
        assert cut.votes().year.max() <= cut.as_of.year - (cut.as_of < date(cut.as_of.year, 12, 31))
    assert all(row["last"] is None or row["kind"] != "stream" or row["last"] <= cut.as_of for row in cut.catalogue())


def test_rows_and_origins_that_came_later_are_unknown_by_name(ev):
    from multifront.errors import EvidenceError

    cut = open_evidence("2023-01-01")
    for table, key in (("event", "event_id"), ("observation", "observation_id"), ("origin", "id"), ("frame", "stream")):
        query = f"SELECT {key} AS k FROM {table} WHERE public_from > DATE '2023-01-01' ORDER BY 1 LIMIT 1"
        (late,) = ev.sql(query)
        with pytest.raises(EvidenceError, match="has no row"):
            cut.rows(table, [late["k"]])
    with pytest.raises(EvidenceError, match="has no row"):
        cut.rows("vote_pair", ["vote:CHN-RUS:2025"])


def test_a_series_before_its_time_does_not_exist():
    from multifront.errors import EvidenceError

    with pytest.raises(EvidenceError, match=r"unknown indicator 'un_ideal_point' \(public by 2023-01-01\)"):
        open_evidence("2023-01-01").series("un_ideal_point", "CHN")
    assert len(open_evidence("2025-12-17").series("un_ideal_point", "CHN").best) == 54


@pytest.mark.parametrize("pair", IDENTICAL)
def test_published_shares_of_identical_votes(ev, pair):
    """Resolutions 1991-2019, tolerance 0.1 point: the published recomputation is rounded to two digits."""
    found = ev.votes(pair)
    span = (found.year >= 1991) & (found.year <= 2019)
    table, absent = found.counts[span].sum(axis=0), found.not_voting[span].sum(axis=0)
    as_answer, both = IDENTICAL[pair]
    assert 100 * (np.trace(table) + absent[2]) / (table.sum() + absent.sum()) == pytest.approx(as_answer, abs=0.1)
    assert 100 * np.trace(table) / table.sum() == pytest.approx(both, abs=0.1)


def test_vote_years_and_their_gap(ev):
    found = ev.votes()
    expected = (set(range(1946, 2020)) - {1964}) | {2025}
    assert set(found.year.tolist()) == expected
    assert (found.state_a < found.state_b).all()
    assert (found.counts >= 0).all()
    assert (found.not_voting >= 0).all()
    assert "2020-2024 is a declared gap" in ev.origins(["un_votes"])["un_votes"].note


@pytest.mark.parametrize("name", STREAMS)
def test_streams_that_may_carry_a_timing_test(ev, name):
    stream = ev.stream(name)
    assert len(stream.days) == STREAMS[name] == len(stream.ids)
    assert stream.frame.constant
    assert stream.frame.coverage == "exhaustive"
    assert (np.diff(stream.days).astype(int) >= 0).all()


@pytest.mark.parametrize("name", REFUSED)
def test_streams_that_may_not(ev, name):
    stream = ev.stream(name)
    assert len(stream.days)
    assert not stream.frame.constant
    assert len(stream.frame.refusal.split()) > 8


def test_cuts_that_undercount_refuse_and_the_others_stay_open():
    cut = open_evidence("2025-12-17")
    assert "too low" in cut.stream("pla_named_exercises").frame.refusal
    for name, rows in (("chn_rus_bomber_patrols", 10), ("chn_rus_naval_patrols", 6), ("prk_launch_days", 152)):
        assert cut.stream(name).frame.constant
        assert len(cut.stream(name).days) == rows


def test_all_streams_are_named_here(ev):
    assert set(ev.manifest["streams"]) == set(STREAMS) | set(REFUSED)


def test_ideal_point_distances_of_the_notes(ev):
    china, russia = (ev.series("un_ideal_point", code) for code in ("CHN", "RUS"))
    value = {code: dict(zip(s.years.tolist(), s.best, strict=True)) for code, s in (("c", china), ("r", russia))}
    for year, expected in {2012: 0.84, 2019: 0.47, 2021: 0.36, 2022: 0.54, 2023: 0.32, 2024: 0.26}.items():
        assert abs(value["c"][year] - value["r"][year]) == pytest.approx(expected, abs=0.006)
    assert 1964 not in value["r"]


def test_the_definition_break_is_two_series(ev):
    entries = ev.series("pla_sorties", definition_id="adiz_entries")
    detected = ev.series("pla_sorties", definition_id="aircraft_detected")
    assert entries.ends.max() < detected.starts.min()
    by_year = {year: detected.best[detected.years == year] for year in (2023, 2024, 2025)}
    assert {year: float(np.nansum(values)) for year, values in by_year.items()} == {2023: 4568, 2024: 4844, 2025: 5384}


def test_size_limit():
    assert sum(path.stat().st_size for path in STARTER.rglob("*") if path.is_file()) <= LIMIT


@pytest.mark.mirror
def test_no_raw_file_is_shipped(mirror):
    raw = {line.split()[0] for line in (mirror / "data/SHA256SUMS").read_text().splitlines()}
    package = STARTER.parent.parent
    shipped = [path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert not [path for path in shipped if hashlib.sha256(path.read_bytes()).hexdigest() in raw]


@pytest.mark.mirror
def test_a_changed_source_leaves_the_store_as_it_was(mirror, tmp_path):
    from multifront.errors import EvidenceError

    (tmp_path / "data" / "parquet").mkdir(parents=True)
    (tmp_path / "data" / "parquet" / "un_roll_calls.parquet").write_bytes(b"changed")
    with pytest.raises(EvidenceError, match=r"un_roll_calls.parquet' has changed: expected sha256 \w+, found \w+"):
        build_starter(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_counting_the_roll_calls_gives_the_pair_counts(ev):
    """Every pair and year of `vote_pair`, absences too, from the resolutions of `roll_call` alone."""
    rows = ev.sql(
        "SELECT year, yes, abstain, no, absent FROM roll_call WHERE NOT amendment AND NOT paragraph ORDER BY year"
    )
    by_year = {}
    for row in rows:
        by_year.setdefault(row["year"], []).append(row)
    pairs = ev.votes()
    assert set(by_year) == set(np.unique(pairs.year).tolist())
    for year, calls in by_year.items():
        states = sorted({state for call in calls for side in SIDES for state in call[side]})
        place = {state: number for number, state in enumerate(states)}
        votes = np.full((len(states), len(calls)), -1, dtype=np.int8)
        for column, call in enumerate(calls):
            for code, side in enumerate(SIDES):
                votes[[place[state] for state in call[side]], column] = code
        found = count_pairs(YearOfVotes(year, np.array(states), np.maximum(votes, 0), votes >= 0))
        here = pairs.year == year
        names = np.array(states)
        assert np.array_equal(names[found.first], pairs.state_a[here]), year
        assert np.array_equal(names[found.second], pairs.state_b[here]), year
        counted = np.concatenate([pairs.counts[here].reshape(-1, 9), pairs.not_voting[here]], axis=1)
        assert np.array_equal(found.counts, counted), year


@pytest.mark.parametrize("measure", ["agreement", "kappa"])
def test_roll_calls_as_arrays_are_as_alike_as_the_pair_counts(ev, measure):
    counted = alignment.vote_similarity(ev.votes(), measure)
    single = alignment.vote_similarity(ev.roll_calls(), measure, only=alignment.RESOLUTIONS)
    for pair in (("CHN", "RUS"), ("CHN", "USA"), ("IRN", "PRK")):
        one, two = counted.pair(*pair), single.pair(*pair)
        assert np.array_equal(counted.year[one], single.year[two])
        assert np.array_equal(counted.shared[one], single.shared[two])
        np.testing.assert_allclose(counted.value[one], single.value[two], rtol=0, atol=1e-12)


def test_a_roll_call_is_public_on_the_last_day_of_its_year():
    assert open_evidence("2019-12-30").roll_calls().items.year.max() == 2018
    assert open_evidence("2019-12-31").roll_calls().items.year.max() == 2019
