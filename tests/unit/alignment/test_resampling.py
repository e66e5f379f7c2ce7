"""Bootstrap intervals: when they are refused, what blocks and seeds do, and how often they hold the truth."""

import numpy as np
import pytest

from multifront.alignment import s_score, similarity_from_counts, similarity_interval, vote_intervals
from multifront.domain import RollCallItems, RollCalls
from multifront.errors import UsageError

LEVELS = (0, 1, 2)


def packages(rng, blocks, size, spread=0.9):
    """Votes of two states in packages: within a package both repeat their votes with a probability of `spread`."""
    lead = rng.integers(0, 3, (2, blocks)).repeat(size, axis=1)
    lead[1] = np.where(rng.random(blocks).repeat(size) < 0.5, lead[0], lead[1])
    return np.where(rng.random(lead.shape) < spread, lead, rng.integers(0, 3, lead.shape))


def raw(x, y, day):
    n = len(x)
    none = np.zeros(n, dtype=bool)
    items = RollCallItems(
        np.arange(n), np.full(n, 2019), day, none, none, np.zeros(n, dtype=np.int8), (), none[:, None][:, :0]
    )
    votes = np.concatenate([x, y]).astype(np.int8)
    return RollCalls(np.array(["AAA", "BBB"]), np.repeat([0, 1], n), np.tile(np.arange(n), 2), votes, items, 2019)


@pytest.mark.parametrize("measure", ["agreement", "s", "kappa", "pi", "tau_b", "bcai"])
def test_spread_is_that_of_the_delta_method_for_independent_items(measure):
    rng = np.random.default_rng(1)
    x = rng.integers(0, 3, 400)
    y = np.where(rng.random(400) < 0.6, x, rng.integers(0, 3, 400))
    found = similarity_interval(x, y, measure=measure, levels=LEVELS, seed=1)
    table = np.zeros((3, 3))
    np.add.at(table, (x, y), 1)
    other = similarity_from_counts(table, measure=measure, levels=LEVELS)
    assert found.value == pytest.approx(float(other.value), abs=1e-12)
    assert found.standard_error == pytest.approx(float(other.standard_error), rel=0.08)
    assert found.low < found.value < found.high


def test_blocks_make_the_interval_longer_where_items_come_in_packages():
    x, y = packages(np.random.default_rng(2), 12, 8)
    single = similarity_interval(x, y, measure="kappa", levels=LEVELS)
    whole = similarity_interval(x, y, measure="kappa", levels=LEVELS, blocks=np.arange(96) // 8)
    assert (single.blocks, whole.blocks, whole.items) == (96, 12, 96)
    assert whole.value == single.value
    assert whole.high - whole.low > 1.8 * (single.high - single.low)


def test_blocks_hold_the_truth_where_single_items_do_not():
    # 300 worlds of 20 packages of 5; the true kappa is that of 200,000 packages. Standard error of a share: 1.3-2.5 %.
    rng = np.random.default_rng(3)
    x, y = packages(rng, 200_000, 5)
    truth = similarity_interval(x, y, measure="kappa", levels=LEVELS, blocks=np.arange(x.size) % 5, draws=100).value
    held = {"single": 0, "blocks": 0}
    for seed in range(300):
        x, y = packages(rng, 20, 5)
        for name, blocks in (("single", None), ("blocks", np.arange(100) // 5)):
            found = similarity_interval(x, y, measure="kappa", levels=LEVELS, blocks=blocks, draws=400, seed=seed)
            held[name] += found.low <= truth <= found.high
    assert held["single"] / 300 < 0.75
    assert held["blocks"] / 300 > 0.90


def test_weighted_s_keeps_its_weights():
    first, second, weights = [3, 3, 2, 2, 0, 1], [2, 2, 3, 3, 0, 0], [0.5, 0.3, 0.1, 0.1, 0.2, 0.4]
    found = similarity_interval(first, second, measure="s", levels=(0, 1, 2, 3), weights=weights)
    assert found.value == pytest.approx(s_score(first, second, levels=(0, 1, 2, 3), weights=weights), abs=1e-12)
    assert found.low < found.value < found.high


@pytest.mark.parametrize(
    ("x", "y", "blocks"),
    [
        ([0, 1, 2, 0, 1, 2], [0, 1, 2, 0, 1, 2], None),  # full agreement: every draw is 1
        ([0, 1, 2, 1], [0, 2, 2, 0], None),  # four items
        ([0, 1, 2, 1, 0, 2], [0, 2, 2, 0, 1, 1], [1, 1, 2, 2, 3, 3]),  # three blocks
        ([0] * 9, [0] * 9, None),  # 0/0
        ([0] * 30 + [2], [0] * 31, None),  # 0/0 in a third of the draws
    ],
)
def test_no_interval_rather_than_a_wrong_one(x, y, blocks):
    found = similarity_interval(x, y, measure="kappa", levels=LEVELS, blocks=blocks)
    assert np.isnan([found.low, found.high, found.standard_error]).all()


def test_same_seed_same_numbers():
    x, y = packages(np.random.default_rng(5), 12, 4)
    one, two, other = (
        similarity_interval(x, y, measure="pi", levels=LEVELS, seed=seed, draws=300) for seed in (7, 7, 8)
    )
    assert one == two
    assert (one.low, one.high) != (other.low, other.high)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"blocks": [1, 2]}, "blocks of shape"),
        ({"blocks": [1.0, np.nan] * 3}, "some are missing"),
        ({"draws": 10}, "too few"),
        ({"scheme": "cubic"}, "no meaning"),
        ({"measure": "kapa"}, "closest: kappa"),
        ({"weights": [1, 2]}, "weights of shape"),
        ({"y": [0, 1]}, "same items"),
    ],
)
def test_bad_requests(change, word):
    request = {"x": [0, 1, 2] * 2, "y": [0, 1, 1] * 2, "measure": "kappa", "levels": LEVELS} | change
    with pytest.raises(UsageError, match=word) as caught:
        similarity_interval(request.pop("x"), request.pop("y"), **request)
    assert "valid:" in str(caught.value) or "no meaning" in str(caught.value) or "closest" in str(caught.value)


def test_votes_by_meeting_day_equal_lists_by_block():
    x, y = packages(np.random.default_rng(6), 14, 6)
    day = (np.arange(84) // 6).astype("datetime64[D]")
    votes = vote_intervals(raw(x, y, day), [("BBB", "AAA")], "kappa", blocks="meeting day", draws=4000)
    lists = similarity_interval(x, y, measure="kappa", levels=LEVELS, blocks=np.arange(84) // 6, draws=4000)
    assert votes.value[0] == pytest.approx(lists.value, abs=1e-12)
    assert votes.drawn.tolist() == [14]
    assert votes.low[0] == pytest.approx(lists.low, abs=0.05)  # other draws of the same distribution
    assert votes.high[0] == pytest.approx(lists.high, abs=0.05)


def test_a_pair_does_not_differ_from_itself_and_a_missing_day_is_an_error():
    x, y = packages(np.random.default_rng(7), 14, 6)
    day = (np.arange(84) // 6).astype("datetime64[D]")
    found = vote_intervals(raw(x, y, day), [("AAA", "BBB"), ("BBB", "AAA")], "agreement", draws=200)
    assert found.difference[0, :2].tolist() == [2019, 0.0]
    with pytest.raises(UsageError, match="meeting day"):
        vote_intervals(raw(x, y, np.full(84, "NaT", dtype="datetime64[D]")), [("AAA", "BBB")], blocks="meeting day")
    for pairs, word in (([], "no pair"), ([("AAA", "AAA")], "with itself"), ([("AAA", "CCC")], "unknown state")):
        with pytest.raises(UsageError, match=word):
            vote_intervals(raw(x, y, day), pairs)
    with pytest.raises(UsageError, match="kind of block"):
        vote_intervals(raw(x, y, day), [("AAA", "BBB")], blocks="week")
