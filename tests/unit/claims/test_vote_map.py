"""The map of an actor's neighbours by votes: who has a value, who is named, and when no map is drawn."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from multifront import alignment
from multifront.claims.kinds.vote_map import neighbours, vote_map
from multifront.claims.ledger import Ledger
from multifront.domain import Selection, VoteTable

STATES = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG", "HHH")


def similarity(
    alike: dict[str, float], shared: dict[str, int], years: tuple[int, ...] = (2019,)
) -> alignment.VoteSimilarity:
    """Kappa of all pairs; `alike` is a state's share of like votes with AAA, `shared` how many votes they share."""
    entries = [(year, a, b) for year in years for a, b in combinations(STATES, 2)]
    counts = []
    for _, a, b in entries:
        votes = shared.get(b, 100) if a == "AAA" else 100
        same = round(votes * (alike.get(b, 0.6) if a == "AAA" else 0.6))
        other = votes - same
        counts.append([[same // 2, 0, other // 2], [0, 0, 0], [other - other // 2, 0, same - same // 2]])
    table = VoteTable(
        year=np.array([e[0] for e in entries]),
        state_a=np.array([e[1] for e in entries]),
        state_b=np.array([e[2] for e in entries]),
        counts=np.array(counts),
        not_voting=np.zeros((len(entries), 3), dtype=int),
        selection=SELECTION,
    )
    return alignment.vote_similarity(table, "kappa")


SELECTION = Selection("vote_pair", "votes()", (), 0, ("made",), None, "f" * 64)
ALIKE = {"BBB": 0.9, "CCC": 0.8, "DDD": 0.7, "EEE": 0.6, "FFF": 0.4, "GGG": 0.3, "HHH": 0.95}


def test_the_most_alike_come_first_and_rare_voters_have_no_value() -> None:
    found = neighbours(similarity(ALIKE, {"HHH": 30}), "AAA")
    assert found is not None
    assert found.states == ("BBB", "CCC", "DDD", "EEE", "FFF", "GGG", "HHH")
    assert found.least == 50
    assert np.isnan(found.value).tolist() == [False] * 6 + [True]
    assert found.value[0] == pytest.approx(0.8)  # kappa of even margins is twice the agreement less one
    assert (found.half_width[:6] > 0).all()


def test_half_of_the_most_shared_votes_is_enough_and_one_fewer_is_not() -> None:
    for shared, missing in ((50, False), (49, True)):
        found = neighbours(similarity(ALIKE, {"HHH": shared}), "AAA")
        assert found is not None
        assert bool(np.isnan(found.value[found.states.index("HHH")])) is missing


def test_the_last_year_counts() -> None:
    found = neighbours(similarity(ALIKE, {}, (2001, 2019)), "AAA")
    assert found is not None
    assert found.year == 2019
    assert len(found.states) == 7


def drawn(alike: dict[str, float], shared: dict[str, int], partner: str = "EEE"):
    ledger = Ledger("a1")
    pair = (("AAA", partner), ("Aland", "Eland"))
    return ledger, vote_map(ledger, similarity(alike, shared), pair, (SELECTION,))


def test_the_partner_and_both_ends_are_named() -> None:
    ledger, picture = drawn(ALIKE, {"HHH": 30})
    assert picture is not None
    named = {state for state, label in zip(picture.columns["state"], picture.columns["label"], strict=True) if label}
    assert named == {"BBB", "CCC", "DDD", "EEE", "FFF", "GGG"}
    assert picture.options["actor"] == "AAA"
    assert picture.options["middle"] == 0.0
    assert picture.columns["value"][-1] is None
    assert ledger.traces["a1.map_least"].value == 50
    assert ledger.traces["a1.picture_map"].origin_ids == ("made",)
    assert "no statement on any border" in picture.caption.text


def test_a_partner_without_a_value_is_still_named() -> None:
    _, picture = drawn(ALIKE, {"HHH": 30}, partner="HHH")
    assert picture is not None
    assert picture.columns["label"][picture.columns["state"].index("HHH")]


def test_no_map_where_too_few_states_have_a_value() -> None:
    few = dict.fromkeys(STATES[3:], 10)
    assert drawn(ALIKE, few)[1] is None
    assert neighbours(similarity(ALIKE, {}), "ZZZ") is None
