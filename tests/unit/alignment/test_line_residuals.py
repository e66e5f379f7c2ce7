"""What two states share beyond the main line: nothing where one line made the votes, a tie where there is one."""

from __future__ import annotations

import numpy as np
import pytest

from multifront.alignment import IdealPointOptions, IdealPointVotes, beyond_line, fit_ideal_points
from multifront.errors import UsageError

STATES, ITEMS = 60, 80
NAMES = np.array([f"S{i:02}" for i in range(STATES - 1)] + ["USA"])


def table(common: float = 0.0, bent: float = 0.0, absent: float = 0.0, seed: int = 0) -> IdealPointVotes:
    """Votes on one line; states 0 to 3, at its end, share some answers; some items are bent, some votes missing."""
    rng = np.random.default_rng(seed)
    point = np.sort(rng.normal(size=STATES))
    place = np.repeat(point[:, None], ITEMS, axis=1)
    place[:, rng.random(ITEMS) < bent] = (point**2 - 1)[:, None]
    pull = rng.normal(size=ITEMS) * place + rng.normal(size=(STATES, ITEMS))
    centre = rng.normal(size=ITEMS)
    votes = 1.0 + (pull > centre - 0.5) + (pull > centre + 0.5)
    votes[:4] = np.where(rng.random((4, ITEMS)) < common, rng.integers(1, 4, size=ITEMS), votes[:4])
    votes[rng.random(votes.shape) < absent] = np.nan
    state, item = (grid.ravel() for grid in np.indices(votes.shape))
    return IdealPointVotes(NAMES[state], np.full(state.size, 2019), item, votes.ravel())


def inside(votes: IdealPointVotes) -> float:
    found = beyond_line(votes, fit_ideal_points(votes))
    return float(np.nanmean(found.values[:4, :4]))


def test_four_at_the_end_of_one_line_share_nothing_beyond_it() -> None:
    means = [inside(table(seed=seed)) for seed in range(8)]
    assert abs(np.mean(means)) < 3 * np.std(means) / np.sqrt(len(means)) + 0.02
    assert abs(np.mean(means)) < 0.06


def test_a_common_answer_at_the_end_is_seen() -> None:
    assert np.mean([inside(table(common=0.4, seed=seed)) for seed in range(4)]) > 0.15


def test_absences_leave_the_mean_near_zero() -> None:
    found = beyond_line(votes := table(absent=0.2), fit_ideal_points(votes))
    assert abs(np.nanmean(found.values)) < 0.03
    assert np.allclose(found.values, found.values.T, equal_nan=True)
    assert np.isnan(np.diag(found.values)).all()


def test_fifths_are_of_like_size_and_in_the_order_of_the_points() -> None:
    found = beyond_line(votes := table(), fit_ideal_points(votes))
    fifths = np.array(found.fifths())
    assert np.bincount(fifths).tolist() == [12] * 5
    assert np.array_equal(np.sort(fifths), fifths[np.argsort(found.points)])


def test_turning_the_line_round_changes_nothing() -> None:
    votes = table(common=0.3)
    one = beyond_line(votes, fit_ideal_points(votes))
    two = beyond_line(votes, fit_ideal_points(votes, IdealPointOptions(anchor="S00")))
    assert np.allclose(one.values, two.values, equal_nan=True, atol=1e-9)
    assert np.allclose(one.points, -two.points)


def test_votes_that_were_not_fitted_and_several_years_are_refused() -> None:
    votes, other = table(), table(seed=1)
    short = IdealPointVotes(
        *(np.asarray(column)[:-ITEMS] for column in (votes.state, votes.year, votes.item, votes.vote))
    )
    with pytest.raises(UsageError, match="not the votes that were fitted"):
        beyond_line(short, fit_ideal_points(votes))
    year = np.where(np.asarray(other.item) < 40, 2018, 2019)
    two = IdealPointVotes(other.state, year, other.item, other.vote)
    with pytest.raises(UsageError, match="one year"):
        beyond_line(two, fit_ideal_points(two))


def test_a_state_with_few_votes_has_no_value() -> None:
    votes = table()
    vote = np.asarray(votes.vote).copy()
    vote[(np.asarray(votes.state) == "S10") & (np.asarray(votes.item) >= 7)] = np.nan
    thin = IdealPointVotes(votes.state, votes.year, votes.item, vote)
    found = beyond_line(thin, fit_ideal_points(thin))
    assert np.isnan(found.values[10]).all()
    assert np.isfinite(found.values[0, 1])
