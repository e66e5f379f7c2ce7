"""Bad and thin raw votes: each ends in a clear error or in a declared missing value, never in a number."""

from dataclasses import replace

import numpy as np
import pytest

from multifront.alignment import RESOLUTIONS, RollCallFilter, rank_among_pairs, vote_intervals, vote_similarity
from multifront.domain import RollCallItems, RollCalls, Selection, VoteTable
from multifront.errors import UsageError


def roll_calls(codes, years, complete_to=2020, **marks):
    """Votes from a matrix (states, items), -1 where a state has no vote; states A, B, C ..."""
    codes = np.asarray(codes)
    n = codes.shape[1]
    none = np.zeros(n, dtype=bool)
    items = RollCallItems(
        np.arange(n),
        np.broadcast_to(years, n),
        marks.get("day", np.full(n, "NaT", dtype="datetime64[D]")),
        marks.get("amendment", none),
        marks.get("paragraph", none),
        marks.get("important", np.full(n, -1, dtype=np.int8)),
        ("arms",),
        marks.get("topics", np.zeros((n, 1), dtype=bool)),
    )
    state, item = np.nonzero(codes >= 0)
    names = np.array([chr(65 + i) for i in range(len(codes))])
    return RollCalls(names, state, item, codes[state, item].astype(np.int8), items, complete_to)


MIXED = np.array([[0, 1, 2] * 8, [0, 1, 1] * 8, [2, 1, 0] * 8])


def test_constant_votes_have_no_kappa():
    found = vote_similarity(roll_calls([[0] * 20, [0] * 20], 2000), "kappa")
    assert found.shared.tolist() == [20]
    assert np.isnan([found.value[0], found.standard_error[0], found.low[0], found.high[0]]).all()
    assert vote_similarity(roll_calls([[0] * 20, [0] * 20], 2000), "agreement").value.tolist() == [1.0]


def test_one_shared_item_has_no_value():
    calls = roll_calls([[0, 1, -1], [0, -1, 2]], 2000)
    for measure in ("s", "kappa", "pi", "agreement", "tau_b", "bcai"):
        found = vote_similarity(calls, measure)
        assert found.shared.tolist() == [1]
        assert np.isnan(found.value[0])
    assert vote_intervals(calls, [("A", "B")]).value.size == 0


def test_no_shared_item_has_no_row():
    found = vote_similarity(roll_calls([[0, -1], [-1, 0]], 2000), min_shared=1)
    assert found.value.size == 0


def test_states_that_did_not_exist_yet_have_no_row_and_a_clear_error():
    codes = np.full((3, 40), 0)
    codes[2, :20] = -1
    calls = roll_calls(codes, np.repeat([2000, 2001], 20))
    for absences in ("both voting", "not voting is an answer"):
        found = vote_similarity(calls, "agreement", absences=absences)
        assert found.year[found.pair("A", "C")].tolist() == [2001]
    early = vote_similarity(calls, "agreement", only=RollCallFilter(years=(2000, 2000)))
    with pytest.raises(UsageError, match="unknown state 'C'"):
        rank_among_pairs(early, of=("A", "C"))
    with pytest.raises(UsageError, match="unknown state 'X'"):
        vote_intervals(calls, [("A", "X")])


def test_not_voting_counts_from_the_first_vote_to_the_last():
    codes = np.zeros((2, 30), dtype=int)
    codes[1, :4] = codes[1, 6:9] = -1  # joins at the fifth item of the first year
    codes[1, 25:] = -1  # leaves after the fifth item of the last
    years = np.repeat([2000, 2001, 2002], [10, 10, 10])
    left = vote_similarity(roll_calls(codes, years), "agreement", absences="not voting is an answer", min_shared=1)
    assert left.shared.tolist() == [6, 10, 5]
    assert left.value.tolist() == [0.5, 1.0, 1.0]
    stays = roll_calls(codes, years, complete_to=2002)
    found = vote_similarity(stays, "agreement", absences="not voting is an answer", min_shared=1)
    assert found.shared.tolist() == [6, 10, 10]


def test_membership_is_read_from_all_votes_not_from_those_that_pass_the_filter():
    codes = np.zeros((2, 20), dtype=int)
    codes[1, 1:] = -1
    amendment = np.arange(20) == 0
    calls = roll_calls(codes, 2020, amendment=amendment)
    found = vote_similarity(calls, "agreement", absences="not voting is an answer", only=RESOLUTIONS)
    assert (found.shared.tolist(), found.value.tolist()) == ([19], [0.0])


def test_two_votes_of_one_state_on_one_item():
    calls = roll_calls(MIXED, 2000)
    twice = replace(
        calls, state=np.append(calls.state, 1), item=np.append(calls.item, 3), vote=np.append(calls.vote, np.int8(2))
    )
    for call in (vote_similarity, lambda found: vote_intervals(found, [("A", "B")])):
        with pytest.raises(UsageError, match=r"B has two votes on item 3 \(second at entry 72\)"):
            call(twice)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"vote": np.full(72, 3, dtype=np.int8)}, r"vote holds \[3\]"),
        ({"vote": np.full(72, -1, dtype=np.int8)}, r"vote holds \[-1\]"),
        ({"state": np.full(72, 5)}, "state holds 5 to 5"),
        ({"item": np.full(72, -1)}, "item holds -1 to -1"),
        ({"item": np.zeros(3, dtype=int)}, "shapes"),
        ({"names": np.array(["B", "A", "C"])}, "not sorted"),
    ],
)
def test_malformed_votes(change, word):
    with pytest.raises(UsageError, match=word) as caught:
        vote_similarity(replace(roll_calls(MIXED, 2000), **change))
    assert "valid:" in str(caught.value)


@pytest.mark.parametrize(
    ("only", "word"),
    [
        (RollCallFilter(kinds=("resolutions",)), "closest: resolution"),
        (RollCallFilter(topics=("army",)), "unknown topic"),
        (RollCallFilter(years=(2001, 2000)), "hold no year"),
    ],
)
def test_filters_that_mean_nothing(only, word):
    with pytest.raises(UsageError, match=word):
        vote_similarity(roll_calls(MIXED, 2000), only=only)


def test_filters_keep_what_they_say():
    n = 24
    marks = {
        "amendment": np.arange(n) < 4,
        "paragraph": (np.arange(n) >= 2) & (np.arange(n) < 8),
        "important": np.where(np.arange(n) < 12, 1, np.where(np.arange(n) < 18, 0, -1)).astype(np.int8),
        "topics": (np.arange(n) >= 20)[:, None],
    }
    calls = roll_calls(MIXED, 2000, **marks)
    sizes = {
        RollCallFilter(): 24,
        RESOLUTIONS: 16,
        RollCallFilter(kinds=("amendment",)): 4,
        RollCallFilter(kinds=("amendment", "paragraph")): 8,
        RollCallFilter(kinds=("amendment", "resolution")): 20,
        RollCallFilter(important=True): 12,
        RollCallFilter(important=False): 6,
        RollCallFilter(topics=("arms",)): 4,
        RollCallFilter(kinds=("resolution",), important=True): 4,
    }
    for only, size in sizes.items():
        found = vote_similarity(calls, only=only, min_shared=1)
        assert found.shared.tolist() == [size] * 3
        assert found.only == only


def test_years_without_a_coded_item_are_declared_empty_and_not_zero():
    important = np.repeat([1, -1], 12).astype(np.int8)
    calls = roll_calls(MIXED, np.repeat([2017, 2018], 12), important=important)
    found = vote_similarity(calls, only=RollCallFilter(important=True))
    assert set(found.year.tolist()) == {2017}
    assert found.empty_years == (2018,)


def test_counts_take_no_filter_and_raw_votes_take_every_measure_with_absences():
    counts = VoteTable(
        np.array([2000]),
        np.array(["A"]),
        np.array(["B"]),
        np.full((1, 3, 3), 3),
        np.zeros((1, 3), dtype=int),
        Selection("votes", "", (), 1, (), None, ""),
    )
    with pytest.raises(UsageError, match="only= cannot be used on counts"):
        vote_similarity(counts, only=RESOLUTIONS)
    with pytest.raises(UsageError, match="or pass the raw votes"):
        vote_similarity(counts, "kappa", absences="not voting is an answer")
    codes = MIXED.copy()
    codes[0, ::4] = -1
    for measure in ("s", "kappa", "pi", "agreement", "tau_b", "bcai"):
        found = vote_similarity(roll_calls(codes, 2000), measure, absences="not voting is an answer")
        assert np.isfinite(found.value).all()


def test_no_votes_at_all():
    assert vote_similarity(roll_calls(np.zeros((2, 0), dtype=int), [])).value.size == 0
    assert vote_similarity(roll_calls(np.full((2, 5), -1), 2000)).value.size == 0
