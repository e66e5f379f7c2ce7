"""Ideal points: recovery of simulated states, bad input, and what must not change the answer."""

import numpy as np
import pytest

from multifront.alignment import IdealPointOptions, IdealPointVotes, fit_ideal_points
from multifront.errors import UsageError

YEARS = (2001, 2002, 2003, 2004)
SMALL = IdealPointOptions(anchor="S00")


def simulated(seed=1, states=50, items=40):
    """Votes of the model itself: steps of .15, 15 % absent, S00 far on the positive side."""
    rng = np.random.default_rng(seed)
    names = np.array([f"S{k:02d}" for k in range(states)])
    points = rng.standard_normal(states)
    points[0] = 1.5
    columns, truth = [], {}
    for year in YEARS:
        points = points + 0.15 * rng.standard_normal(states)
        truth |= {(str(name), year): point for name, point in zip(names, points, strict=True)}
        slope, centre = 1.5 * rng.standard_normal(items), 1.0 + 1.2 * rng.standard_normal(items)
        gap = np.exp(-0.7 + 0.5 * rng.standard_normal(items))
        seen = np.outer(slope, points) + rng.standard_normal((items, states)) - centre[:, None]
        vote = np.where(seen < -gap[:, None], 1, np.where(seen < gap[:, None], 2, 3))
        item, state = np.nonzero(rng.random(vote.shape) < 0.85)
        labels = np.array([f"{year}-{k:02d}" for k in range(items)])
        columns.append((names[state], np.full(item.size, year), labels[item], vote[item, state].astype(float)))
    return IdealPointVotes(*(np.concatenate(column) for column in zip(*columns, strict=True))), truth


@pytest.fixture(scope="module")
def votes():
    return simulated()[0]


@pytest.fixture(scope="module")
def found(votes):
    return fit_ideal_points(votes, SMALL)


def by_name(fit):
    return {(str(s), int(y)): p for s, y, p in zip(fit.state, fit.year, fit.point, strict=True)}


def changed(votes, **columns):
    kept = {name: getattr(votes, name) for name in ("state", "year", "item", "vote", "spans")}
    return IdealPointVotes(**(kept | columns))


def test_simulated_states_are_recovered_and_intervals_hold_them():
    inside, size = 0, 0
    for seed in range(1, 5):
        votes, truth = simulated(seed)
        fit = fit_ideal_points(votes, SMALL)
        true = np.array([truth[str(s), int(y)] for s, y in zip(fit.state, fit.year, strict=True)])
        true = (true - true.mean()) / true.std()
        assert fit.converged
        assert np.corrcoef(true, fit.point)[0, 1] > 0.97
        inside += np.count_nonzero((fit.low <= true) & (true <= fit.high))
        size += true.size
    assert 0.85 <= inside / size <= 0.95  # nominal .90; 800 state-years


def test_scale_and_sign(found):
    assert found.converged
    assert abs(found.point.mean()) < 1e-3
    assert found.point.std() == pytest.approx(1.0, abs=1e-3)
    assert found.point[found.state == "S00"].mean() > 0
    assert np.all(found.low < found.point)
    assert np.all(found.point < found.high)
    assert "converged after" in found.sentence


def test_same_input_gives_the_same_bytes(votes, found):
    again = fit_ideal_points(votes, SMALL)
    assert again.point.tobytes() == found.point.tobytes()
    assert again.standard_error.tobytes() == found.standard_error.tobytes()


def test_order_of_the_rows_does_not_matter(votes, found):
    order = np.random.default_rng(0).permutation(votes.vote.size)
    mixed = changed(votes, **{name: getattr(votes, name)[order] for name in ("state", "year", "item", "vote")})
    np.testing.assert_array_equal(fit_ideal_points(mixed, SMALL).point, found.point)


def test_new_names_permute_the_answer(votes, found):
    renamed = np.array([f"T{99 - int(name[1:]):02d}" for name in votes.state])
    other = by_name(fit_ideal_points(changed(votes, state=renamed), IdealPointOptions(anchor="T99")))
    for (state, year), point in by_name(found).items():
        assert other[f"T{99 - int(state[1:]):02d}", year] == pytest.approx(point, abs=0.01)


def test_turning_an_item_round_leaves_the_states(votes, found):
    turned = np.char.endswith(votes.item.astype(str), "3")
    other = fit_ideal_points(changed(votes, vote=np.where(turned, 4 - votes.vote, votes.vote)), SMALL)
    # Equal up to the tolerance of the fit, a fiftieth of a standard error a round.
    np.testing.assert_allclose(other.point, found.point, atol=0.02)
    flipped = np.char.endswith(other.items.item, "3")
    assert np.corrcoef(other.items.slope[flipped], -found.items.slope[flipped])[0, 1] > 0.999


def test_unanimous_items_and_absences_are_counted_and_carry_nothing(votes, found):
    extra = [np.array(["S01", "S02", "S03", "S04"]), np.full(4, 2001), np.full(4, "same"), np.array([1, 1, 1, np.nan])]
    wider = IdealPointVotes(
        *(np.concatenate([getattr(votes, n), e]) for n, e in zip(("state", "year", "item", "vote"), extra, strict=True))
    )
    fit = fit_ideal_points(wider, SMALL)
    assert set(fit.unanimous) - set(found.unanimous) == {"same"}
    assert fit.absent == 1
    np.testing.assert_array_equal(fit.point, found.point)
    row = (fit.state == "S01") & (fit.year == 2001)
    assert fit.votes[row] == fit.used[row] + 1


def test_a_year_without_votes_is_missing_and_not_filled(votes):
    gone = (votes.state == "S05") & (votes.year == 2002)
    few = (votes.state == "S06") & (votes.year == 2003) & (np.cumsum((votes.state == "S06") & (votes.year == 2003)) > 4)
    kept = ~gone & ~few
    cut = changed(votes, **{name: getattr(votes, name)[kept] for name in ("state", "year", "item", "vote")})
    fit = fit_ideal_points(cut, SMALL)
    for state, year in (("S05", 2002), ("S06", 2003)):
        row = (fit.state == state) & (fit.year == year)
        assert np.isnan([fit.point[row], fit.low[row], fit.high[row], fit.standard_error[row]]).all()
        assert np.isnan(fit.distance(state, "S00", year).distance[0])
    assert np.isfinite(fit.point).sum() == fit.point.size - 2
    assert np.isnan(fit.distance("S00", "S01", 1990).distance[0])  # no such year


def test_distance_uses_the_covariance(found):
    apart = found.distance("S00", "S01", 2002)
    points = {name: by_name(found)[name, 2002] for name in ("S00", "S01")}
    assert apart.distance[0] == pytest.approx(abs(points["S00"] - points["S01"]))
    errors = [found.standard_error[(found.state == name) & (found.year == 2002)][0] for name in points]
    shared = found.covariance("S00", "S01", 2002)
    assert apart.standard_deviation[0] ** 2 == pytest.approx(errors[0] ** 2 + errors[1] ** 2 - 2 * shared)
    assert found.covariance("S00", "S00", 2002) == pytest.approx(errors[0] ** 2)
    assert found.distance("S01", "S00", 2002).low[0] == pytest.approx(apart.low[0])
    with pytest.raises(UsageError, match="unknown state 'XXX'"):
        found.distance("S00", "XXX", 2002)


def test_covariance_equals_the_dense_inverse(votes):
    """The block pass against a plain inverse of the joint precision of states and items."""
    from multifront.alignment.ideal_covariance import _blocks, _fixed_directions, joint_covariance
    from multifront.alignment.ideal_fit import Priors, fit, started
    from multifront.alignment.ideal_votes import indexed

    table = indexed(votes)
    priors = Priors(np.array([[0, 1], [0, 0.1], [-0.7, 1]]), 1.0, 0.15)
    state = fit(table, priors, started(table, priors), 30, 0.02)
    precision = np.zeros((table.nodes, table.nodes))
    blocks = _blocks(table, state, priors)
    for number, block in enumerate(blocks):
        precision[np.ix_(block.nodes, block.nodes)] = block.precision
        if number + 1 < len(blocks):
            later = blocks[number + 1].nodes
            precision[np.ix_(block.nodes, later)] = block.onward
            precision[np.ix_(later, block.nodes)] = block.onward.T
    full, fixed = np.linalg.inv(precision), _fixed_directions(table, state)
    held = full - full @ fixed @ np.linalg.inv(fixed.T @ full @ fixed) @ fixed.T @ full
    for nodes, block in joint_covariance(table, state, priors):
        np.testing.assert_allclose(block, held[np.ix_(nodes, nodes)], atol=1e-10)


def test_not_converged_is_said(votes):
    fit = fit_ideal_points(votes, IdealPointOptions(anchor="S00", iterations=3, tolerance=1e-9))
    assert not fit.converged
    assert "NOT converged" in fit.sentence


def tiny(**columns):
    given = {"state": ["A", "B", "A", "B"], "year": [1, 1, 1, 1], "item": ["x", "x", "y", "y"], "vote": [1, 3, 3, 1]}
    return IdealPointVotes(**(given | columns))


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (tiny(vote=[1, 3, 8, 1]), "vote holds .8.0. in 1 rows .first: row 2.; valid: 1 yes, 2 abstain, 3 no"),
        (tiny(vote=["yes", "no", "no", "no"]), "vote holds something that is not a number"),
        (tiny(state=["A", "A", "A", "B"]), "A has more than one row on item x"),
        (tiny(year=[1, 2, 1, 1]), "item x has votes in 1 and 2"),
        (tiny(year=[1.5, 1, 1, 1]), "not whole numbers"),
        (tiny(year=[1, 1, 3000, 3000]), "at most 500 years"),
        (tiny(vote=[1, 1, 1, 1]), "0 of 2 items divide the states"),
        (tiny(item=["x", "x", "z", "y"]), "1 of 3 items divide the states"),
        (tiny(state=["A", "B", "A"]), "four flat columns of one length"),
        (tiny(state=["A", "", "A", "B"]), "empty name"),
        (tiny(spans={"B": (2, 9)}), "B votes in 1 .2 such rows. but its span is 2-9"),
        (IdealPointVotes([], [], [], []), "1 or more"),
    ],
)
def test_bad_votes_are_refused(bad, message):
    with pytest.raises(UsageError, match=message):
        fit_ideal_points(bad, IdealPointOptions(anchor="A"))


def test_states_that_share_no_items_are_refused():
    state = np.array(list("ABCD" * 3))
    item = np.array([f"{name in 'AB'}{k}" for k in range(3) for name in "ABCD"])
    vote = np.tile([1, 3, 1, 3], 3)
    with pytest.raises(UsageError, match="share no divided item with A"):
        fit_ideal_points(IdealPointVotes(state, np.ones(12), item, vote), IdealPointOptions(anchor="A"))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (IdealPointOptions(), "unknown anchor 'USA'"),
        (IdealPointOptions(anchor="S00", slope_sd=0), "slope_sd"),
        (IdealPointOptions(anchor="S00", tolerance=float("nan")), "tolerance"),
        (IdealPointOptions(anchor="S00", level=1.0), "level 1.0"),
        (IdealPointOptions(anchor="S00", iterations=2), "iterations 2"),
    ],
)
def test_bad_options_are_refused(votes, options, message):
    with pytest.raises(UsageError, match=message):
        fit_ideal_points(votes, options)
