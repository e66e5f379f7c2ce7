"""The compiled pass over raw votes against counting by hand and against the measures of single lists."""

import itertools

import numpy as np
import pytest

from multifront.alignment import RollCallFilter, similarity_from_counts, tau_b, vote_intervals, vote_similarity
from multifront.alignment.counts import SCHEMES, disagreement, evaluate
from multifront.domain import RollCallItems, RollCalls

ABSENT = "not voting is an answer"
CASES = [(measure, scheme) for measure, schemes in SCHEMES.items() for scheme in schemes]
YEARS = np.repeat([1990, 1991, 1993], [70, 9, 130])


@pytest.fixture(scope="module")
def calls():
    """Five states, three years of 70, 9 and 130 items; one state comes late, one leaves early, one stays away once."""
    rng = np.random.default_rng(4)
    n = YEARS.size
    codes = rng.integers(-1, 3, (5, n))  # -1: no vote
    codes[1, :30], codes[2, 90:], codes[3, 70:79] = -1, -1, -1
    codes[4] = np.where(rng.random(n) < 0.3, -1, 0)  # never anything but yes
    state, item = np.nonzero(codes >= 0)
    shuffled = rng.permutation(state.size)
    items = RollCallItems(
        np.arange(n) + 500,
        YEARS,
        (np.arange(n) // 6).astype("datetime64[D]"),
        np.arange(n) % 5 == 0,
        np.arange(n) % 7 == 0,
        (np.arange(n) % 3 - 1).astype(np.int8),
        ("arms", "rights"),
        rng.random((n, 2)) < 0.4,
    )
    state, item = state[shuffled], item[shuffled]
    return RollCalls(np.array(list("ABCDE")), state, item, codes[state, item].astype(np.int8), items, 1993)


def answers(calls, absences):
    """Answer of each state on each item: 0-2, 3 not voting as a member, -1 nothing that counts."""
    found = np.full((calls.names.size, calls.items.id.size), -1)
    found[calls.state, calls.item] = calls.vote
    if absences != ABSENT:
        return found
    years = calls.items.year
    for row in found:
        voted = np.flatnonzero(row >= 0)
        for item in range(row.size):
            inside = years[item] in set(years[voted])
            inside &= years[item] != years[voted[0]] or item >= voted[0]
            closes = years[item] == years[voted[-1]] and years[item] < calls.complete_to
            inside &= not closes or item <= voted[-1]
            if row[item] < 0 and inside:
                row[item] = 3
    return found


def by_hand(measure, scheme, a, b, k):
    """The measure of two lists of answers, with the fourth answer as far from the votes as yes is from no."""
    if measure == "tau_b":
        order = np.array([0, 1, 2, 1])
        return tau_b(order[a], order[b], levels=(0, 1, 2))
    weights = np.ones((k, k)) - np.eye(k)
    weights[:3, :3] = disagreement(np.arange(3.0), scheme)
    table = np.zeros((k, k))
    np.add.at(table, (a, b), 1)
    return float(evaluate(measure, table / table.sum(), weights)[0])


@pytest.mark.parametrize("absences", ["both voting", ABSENT])
@pytest.mark.parametrize(("measure", "scheme"), CASES, ids=" ".join)
@pytest.mark.parametrize(
    "only", [None, RollCallFilter(kinds=("resolution",)), RollCallFilter(important=True, topics=("arms",))], ids=str
)
def test_every_pair_and_year_as_by_hand(calls, measure, scheme, absences, only):
    found = vote_similarity(calls, measure, scheme=scheme, absences=absences, only=only, min_shared=1)
    rows = dict(zip(zip(found.year, found.state_a, found.state_b, strict=True), range(found.value.size), strict=True))
    answered = answers(calls, absences)
    kept = np.ones(YEARS.size, dtype=bool)
    if only is not None and only.kinds:
        kept = ~calls.items.amendment & ~calls.items.paragraph
    elif only is not None:
        kept = (calls.items.important == 1) & calls.items.topics[:, 0]
    seen = 0
    for year, (i, j) in itertools.product((1990, 1991, 1993), itertools.combinations(range(5), 2)):
        here = kept & (calls.items.year == year) & (answered[i] >= 0) & (answered[j] >= 0)
        key = (year, "ABCDE"[i], "ABCDE"[j])
        assert (key in rows) == bool(here.any()), key
        if here.any():
            expected = by_hand(measure, scheme, answered[i][here], answered[j][here], 4 if absences == ABSENT else 3)
            assert np.isclose(found.value[rows[key]], expected, atol=1e-12, equal_nan=True), key
            assert found.shared[rows[key]] == here.sum()
            seen += 1
    assert seen == found.value.size


@pytest.mark.parametrize(("measure", "scheme"), CASES, ids=" ".join)
def test_errors_and_intervals_equal_those_of_counts(calls, measure, scheme):
    found = vote_similarity(calls, measure, scheme=scheme, min_shared=1)
    answered = answers(calls, "both voting")
    tables = np.zeros((found.value.size, 3, 3))
    for row, (year, a, b) in enumerate(zip(found.year, found.state_a, found.state_b, strict=True)):
        x, y = answered["ABCDE".index(a)], answered["ABCDE".index(b)]
        here = (calls.items.year == year) & (x >= 0) & (y >= 0)
        np.add.at(tables[row], (x[here], y[here]), 1)
    other = similarity_from_counts(tables, measure=measure, levels=(0, 1, 2), scheme=scheme)
    for name in ("value", "standard_error", "low", "high"):
        assert np.allclose(getattr(found, name), getattr(other, name), atol=1e-10, equal_nan=True), name


@pytest.mark.parametrize("absences", ["both voting", ABSENT])
@pytest.mark.parametrize("measure", SCHEMES)
def test_drawn_intervals_have_the_values_of_the_pass(calls, measure, absences):
    found = vote_similarity(calls, measure, absences=absences)
    drawn = vote_intervals(calls, [("B", "A"), ("A", "C")], measure, absences=absences, draws=100)
    for number, pair in enumerate((("A", "B"), ("A", "C"))):
        rows, mine = found.pair(*pair), drawn.pair == number
        rows = rows[found.shared[rows] >= 10]
        assert drawn.year[mine].tolist() == found.year[rows].tolist()
        assert np.allclose(drawn.value[mine], found.value[rows], atol=1e-12, equal_nan=True)
        assert drawn.shared[mine].tolist() == found.shared[rows].tolist()
