"""Pair counts by matrix products against counting by hand, and membership read from votes."""

import itertools

import numpy as np
import pytest

from multifront.errors import EvidenceError
from multifront.sources import un_votes_2025
from multifront.sources.states import iso3_of_cow, iso3_of_name
from multifront.sources.vote_counts import YearOfVotes, count_pairs, membership


def by_hand(year):
    found = {}
    for i, j in itertools.combinations(range(len(year.states)), 2):
        counts = [0] * 12
        for k in range(year.votes.shape[1]):
            if not (year.eligible[i, k] and year.eligible[j, k]):
                continue
            a, b = int(year.votes[i, k]), int(year.votes[j, k])
            at = (a - 1) * 3 + b - 1 if a and b else 9 if a else 10 if b else 11
            counts[at] += 1
        if sum(counts):
            found[i, j] = counts
    return found


def test_matrix_products_count_as_a_hand_would():
    rng = np.random.default_rng(1)
    votes = rng.integers(0, 4, size=(7, 40)).astype(np.int8)
    year = YearOfVotes(2000, np.array(list("ABCDEFG")), votes, rng.random((7, 40)) < 0.8)
    pairs = count_pairs(year)
    found = {(int(i), int(j)): row.tolist() for i, j, row in zip(pairs.first, pairs.second, pairs.counts, strict=True)}
    assert found == by_hand(year)


def test_membership_runs_from_the_first_vote_to_the_last():
    votes = np.array([[0, 1, 0, 3, 0], [0, 1, 0, 3, 0], [0, 1, 0, 3, 0], [0, 0, 0, 0, 0]], dtype=np.int8)
    opening = np.array([True, False, False, False])
    closing = np.array([False, True, False, False])
    found = membership(votes, opening, closing).astype(int).tolist()
    assert found == [[0, 1, 1, 1, 1], [1, 1, 1, 1, 0], [1, 1, 1, 1, 1], [0, 0, 0, 0, 0]]


def test_pairs_that_never_sat_together_have_no_row():
    eligible = np.array([[True, False], [False, True]])
    year = YearOfVotes(1971, np.array(["CHN", "TWN"]), np.ones((2, 2), dtype=np.int8), eligible)
    assert len(count_pairs(year).counts) == 0


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("Russia", 1950, "RUS"),
        ("Yugoslavia", 1980, "YUG"),
        ("Yugoslavia", 2015, "SRB"),
        ("German Democratic Republic", 1985, "DDR"),
        ("Federal Republic of Germany", 1985, "DEU"),
        ("Yemen Arab Republic", 1985, "YAR"),
        ("Yemen People's Republic", 1985, "YMD"),
        ("Czechoslovakia", 1985, "CSK"),
    ],
)
def test_states_that_changed_are_told_apart(name, year, code):
    assert iso3_of_name(name, year) == code


def test_cow_numbers_and_unknown_states():
    assert iso3_of_cow(680, 1980) == "YMD"
    assert iso3_of_cow(345, 2020) == "SRB"
    with pytest.raises(EvidenceError, match="no single state in 1995"):
        iso3_of_name("Yugoslavia", 1995)
    with pytest.raises(EvidenceError, match=r"unknown state name 'Yugoslawia'.*closest: Yugoslavia"):
        iso3_of_name("Yugoslawia", 1980)


def row(**votes):
    counted = {"YES COUNT": "YES", "NO COUNT": "NO", "ABSTAIN COUNT": "ABSTAIN"}
    totals = {column: str(list(votes.values()).count(word)) for column, word in counted.items()}
    return {"Council": "General Assembly", "Resolution": "A/RES/1", **totals, "tags": "", **votes}


def test_votes_of_2025_count_blank_as_not_voting():
    rows = [row(AAA="YES", BBB="NO", CCC=""), row(AAA="ABSTAIN", BBB="", CCC="")]
    rows.append({**row(AAA="YES", BBB="YES", CCC="YES"), "Council": "Security Council"})
    found = un_votes_2025.pair_rows(rows)
    assert found.state_a.tolist() == ["AAA"]
    assert found.state_b.tolist() == ["BBB"]
    assert found.counts.tolist() == [[0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0]]


def test_votes_of_2025_are_checked_against_their_totals():
    with pytest.raises(EvidenceError, match="YES COUNT says 2, the votes give 1"):
        un_votes_2025.pair_rows([row(AAA="YES", BBB="NO") | {"YES COUNT": "2"}])
    with pytest.raises(EvidenceError, match="AAA voted 'MAYBE'"):
        un_votes_2025.pair_rows([row(AAA="MAYBE", BBB="NO")])
