"""Roll calls in the layouts of their publishers, ideal points and transits, on samples of our own making."""

from datetime import date

import pytest
from tests.unit.sources.sample_files import FETCHED, csv_sample, fetched, parquet_file, zipped

from multifront.errors import EvidenceError
from multifront.sources import (
    dataverse_votes,
    hormuz_transits,
    un_ideal_points,
    un_library_votes,
    un_votes,
    vote_lists,
)
from multifront.sources.roll_call_rows import RollCallList, roll_call_rows
from multifront.sources.un_roll_call_facts import read_facts

USA, CHN, RUS = 2, 710, 365
DATAVERSE = ("", "rcid", "ccode", "member", "vote", "Country", "session", "date", "amend", "para")


def ballot(rcid, ccode, vote, day="2023-12-05", amend="0", para="0"):
    return ["1", rcid, ccode, "1", vote, "XXX", "78", day, amend, para]


def pairs(rows):
    keys = zip(rows.year.tolist(), rows.state_a.tolist(), rows.state_b.tolist(), strict=True)
    return dict(zip(keys, rows.counts.tolist(), strict=True))


def test_the_publishers_file_counts_absence_as_listed_and_leaves_out_who_was_no_member(tmp_path):
    lines = [
        *(ballot(1, USA, 1), ballot(1, CHN, 3), ballot(1, RUS, 9)),
        *(ballot(2, USA, 8), ballot(2, CHN, 2), ballot(2, RUS, 3)),
        *(ballot(3, USA, 1, amend="1"), ballot(3, CHN, 1, amend="1")),
        ballot(4, USA, 1, day="2024-06-01"),
    ]
    path = csv_sample(tmp_path / "UNVotes.csv", DATAVERSE, lines)
    found = pairs(vote_lists.pair_rows(dataverse_votes.read_votes(path)[0], "un_votes", FETCHED))
    assert found == {
        (2023, "CHN", "USA"): [0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0],
        (2023, "CHN", "RUS"): [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
        (2023, "RUS", "USA"): [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0],
    }


def test_the_whole_dataset_and_the_one_file_give_the_same(tmp_path):
    lines = [ballot(1, USA, 1), ballot(1, CHN, 3)]
    plain = csv_sample(tmp_path / "UNVotes-2.csv", DATAVERSE, lines)
    tabbed = csv_sample(tmp_path / "UNVotes.tab", DATAVERSE, lines, delimiter="\t")
    (tmp_path / "Agreement.csv").write_text("other\n")
    other = tmp_path / "Agreement.csv"
    one, whole = tmp_path / "one", tmp_path / "whole"
    fetched(one, "un_votes", "UNVotes.csv", plain.read_bytes())
    results = [un_votes.harvest(one)]
    for member in (plain, tabbed):
        fetched(whole, "un_votes", "dataverse_LEJUQZ.zip", zipped(member, other))
        results.append(un_votes.harvest(whole))
    assert [pairs(one.votes[0]) for one in results] == [{(2023, "CHN", "USA"): [0] * 6 + [1] + [0] * 5}] * 3
    assert {one.votes[0].edition_date for one in results} == {FETCHED}
    assert results[1].inputs.keys() == {"un_votes/dataverse_LEJUQZ.zip"}
    fetched(whole, "un_votes", "dataverse_LEJUQZ.zip", zipped(other))
    with pytest.raises(EvidenceError, match=r"0 of its files are named like.*found: Agreement.csv"):
        un_votes.harvest(whole)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([ballot(1, USA, 5)], r"1 lines \(the first is line 2\) have no date, number or known vote"),
        ([ballot(1, USA, 1), ballot(1, USA, 1, day="12/05/2023")], "the first is line 3"),
        ([ballot(1, 9999, 1)], "unknown COW number"),
        ([ballot(1, USA, 9)], "holds no vote"),
    ],
)
def test_what_the_publishers_file_may_not_hold(tmp_path, lines, said):
    with pytest.raises(EvidenceError, match=said):
        dataverse_votes.read_votes(csv_sample(tmp_path / "UNVotes.csv", DATAVERSE, lines))


def test_two_votes_of_a_state_in_one_roll_call_are_an_error(tmp_path):
    path = csv_sample(tmp_path / "UNVotes.csv", DATAVERSE, [ballot(1, USA, 1), ballot(1, USA, 8)])
    with pytest.raises(EvidenceError, match="two votes in one roll call of 2023"):
        vote_lists.pair_rows(dataverse_votes.read_votes(path)[0], "un_votes", FETCHED)


def test_a_file_without_its_day_is_no_source(tmp_path):
    (tmp_path / "un_votes").mkdir()
    csv_sample(tmp_path / "un_votes" / "UNVotes.csv", DATAVERSE, [ballot(1, USA, 1)])
    with pytest.raises(
        EvidenceError, match=r"the day of fetching is not known.*next: multifront evidence fetch un_votes"
    ):
        un_votes.harvest(tmp_path)


def test_the_copy_of_the_mirror_has_names_and_no_line_for_the_absent(tmp_path):
    known = [(1.0, "1950-12-01", "0", "0", 5.0, "A MATTER", "1")]
    calls = parquet_file(tmp_path / "c.parquet", un_votes.ROLL_CALLS.columns, known)
    rows = [(1.0, "United States", "yes"), (1.0, "Russia", "no")]
    votes = parquet_file(tmp_path / "v.parquet", un_votes.VOTES.columns, rows)
    table = un_votes.read_votes(calls, votes)
    assert pairs(vote_lists.pair_rows(table, "un_votes", FETCHED)) == {(1950, "RUS", "USA"): [0] * 6 + [1] + [0] * 5}


LIBRARY = (*un_library_votes.COLUMNS, "title")


def line(record, state, vote, day="2023-12-05", totals=(1, 1, 0, 1)):
    return [record, state, vote, day, f"A/RES/78/{record}", *totals, "A title, with a comma"]


def test_the_librarys_votes_from_2020_on(tmp_path):
    rows = [line(5, "USA", "Y"), line(5, "CHN", "N"), line(5, "RUS", "X"), line(4, "USA", "Y", "2019-12-05")]
    path = csv_sample(tmp_path / "ga.csv", LIBRARY, rows)
    found = pairs(vote_lists.pair_rows(un_library_votes.read_votes(path)[0], "un_library_votes", FETCHED))
    assert found[2023, "CHN", "USA"] == [0] * 6 + [1] + [0] * 5
    assert found[2023, "RUS", "USA"] == [0] * 10 + [1, 0]
    assert {year for year, *_ in found} == {2023}
    fetched(tmp_path, "un_library_votes", "ga_voting.csv", path.read_bytes())
    assert un_library_votes.harvest(tmp_path).votes[0].origin_id == "un_library_votes"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([line(5, "USA", "Y"), line(5, "CHN", "Y")], r"totals of 1 resolutions .* \(A/RES/78/5\)"),
        ([line(5, "USA", "?")], r"\(the first is line 2\) have no id, date, state or known vote"),
        ([line(5, "USA", "Y"), line(5, "ZZZ", "N")], "unknown states ZZZ"),
        ([line(5, "USA", "Y", "2020-06-01"), line(5, "CHN", "N", "2020-06-01")], "holds no full year from 2020"),
    ],
)
def test_what_the_librarys_file_may_not_hold(tmp_path, rows, said):
    with pytest.raises(EvidenceError, match=said):
        un_library_votes.read_votes(csv_sample(tmp_path / "ga.csv", LIBRARY, rows))


def test_without_the_librarys_file_the_error_says_what_to_do(tmp_path):
    with pytest.raises(EvidenceError, match=r"'un_library_votes/ga_voting.csv' not found.*next: put it there"):
        un_library_votes.harvest(tmp_path)


def test_an_ideal_point_is_public_from_its_release():
    cells = {
        "ccode": "710",
        "year": "2024.0",
        "idealpointfp": "-0.8",
        "q5fp": "-0.9",
        "q95fp": "-0.7",
        "nvotesfp": "80.0",
    }
    found = un_ideal_points.observation(cells, un_ideal_points.origin())
    assert (found.actor, found.low, found.best, found.high) == ("CHN", -0.9, -0.8, -0.7)
    assert (found.public_from, found.note) == (date(2025, 7, 31), "80 votes")


def test_an_empty_day_of_the_strait_is_missing():
    cells = {"date": "2026-03-02", "total": "5", "tanker": ""}
    total, tankers = (
        hormuz_transits.observation(cells, column, hormuz_transits.origin()) for column in hormuz_transits.SERIES
    )
    assert (total.best, tankers.best, tankers.status) == (5.0, None, "missing")
    assert total.public_from == date(2026, 3, 16)


def test_a_roll_call_names_how_each_member_voted_and_who_did_not(tmp_path):
    rows = [(1.0, "Poland", "yes"), (1.0, "Cuba", "no"), (2.0, "Cuba", "yes"), (3.0, "Poland", "no")]
    votes = parquet_file(tmp_path / "v.parquet", un_votes.VOTES.columns, rows)
    facts = [
        (1.0, "1950-12-01", "0", "1", 5.0, "A  MATTER", "1"),
        (2.0, "1950-12-02", "0", "0", 5.0, "", ""),
        (3.0, "1950-12-03", "0", "0", 5.0, "", "0"),
    ]
    calls = parquet_file(tmp_path / "c.parquet", un_votes.ROLL_CALLS.columns, facts)
    topics = parquet_file(tmp_path / "i.parquet", un_votes.ISSUES.columns, [(1.0, "me", "Middle East")])
    about = RollCallList("UN", "un_votes", FETCHED, read_facts(calls, topics))
    one, two, three = roll_call_rows(un_votes.read_votes(calls, votes), about)
    assert (one.roll_call_id, one.title, one.paragraph, one.important) == ("UN1", "A MATTER", True, 1)
    assert (one.yes, one.no, one.absent, one.topics) == (("POL",), ("CUB",), (), ("Middle East",))
    assert (two.yes, two.absent, two.important, two.topics) == (("CUB",), ("POL",), None, ())
    assert (three.no, three.absent, three.important) == (("POL",), ("CUB",), 0)
    assert one.public_from.isoformat() == "1950-12-31"
