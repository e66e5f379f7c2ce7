"""The count model against slow code that is plainly right: closed form, scipy's optimiser, scores one by one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize

from multifront.timing.count_model import (
    PAST_BINS,
    Counts,
    fit_counts,
    make_counts,
    own_past,
    score_of,
    simulate,
)
from multifront.timing.moved_exposure import Moves, interval_by_moves


def example(events: int = 60, seed: int = 1) -> tuple[Counts, np.ndarray]:
    rng = np.random.default_rng(seed)
    counts = make_counts(np.sort(rng.integers(0, 1001, events)), 1001, 7)
    return counts, (rng.random(counts.events.size) < 0.3).astype(float)


def test_two_groups_have_the_closed_form_of_firth() -> None:
    """Two rates alone: Firth adds 1/2 to each count, so the ratio is (y1 + 1/2) t0 / ((y0 + 1/2) t1)."""
    on = np.array([0.0, 0.0, 1.0, 1.0, 0.0])
    counts = Counts(np.array([3.0, 1.0, 0.0, 0.0, 2.0]), np.full(5, 7.0), np.ones((5, 1)), 7)
    log_ratio = fit_counts(counts, np.column_stack([counts.baseline, on])).coefficients[-1]
    assert log_ratio == pytest.approx(np.log((0 + 0.5) * 21 / ((6 + 0.5) * 14)), abs=1e-4)


def test_the_fit_is_the_maximum_that_scipy_finds() -> None:
    counts, exposure = example()
    columns = np.column_stack([counts.baseline, exposure])

    def loss(b: np.ndarray) -> float:
        mean = counts.days * np.exp(columns @ b)
        information = columns.T @ (columns * mean[:, None])
        return -float((counts.events * np.log(mean) - mean).sum() + 0.5 * np.linalg.slogdet(information)[1])

    found = minimize(loss, np.r_[-2.0, np.zeros(columns.shape[1] - 1)], method="BFGS", options={"gtol": 1e-7})
    fit = fit_counts(counts, columns)
    assert fit.likelihood == pytest.approx(-found.fun, abs=1e-5)
    assert fit.coefficients == pytest.approx(found.x, abs=5e-3)


def test_own_past_is_summed_one_by_one() -> None:
    events = np.random.default_rng(2).poisson(1.0, 30).astype(float)
    slow = [np.log1p(events[max(0, t - PAST_BINS) : t].sum()) for t in range(30)]
    assert own_past(events) == pytest.approx(slow)
    assert own_past(np.stack([events, events]))[1] == pytest.approx(slow)


def test_scores_are_those_computed_one_by_one() -> None:
    counts, exposure = example()
    fit = fit_counts(counts, counts.baseline)
    z, w = counts.baseline, np.diag(fit.mean)
    rows = np.stack([exposure, np.roll(exposure, 9)])
    scores, information = score_of(counts, fit, rows)
    for i, x in enumerate(rows):
        v = x @ w @ x - x @ w @ z @ np.linalg.solve(z.T @ w @ z, z.T @ w @ x)
        assert information[i] == pytest.approx(v, rel=1e-8)
        assert scores[i] == pytest.approx(x @ (counts.events - fit.mean) / np.sqrt(v), rel=1e-8)


def test_synthetic_counts_have_the_model_s_mean() -> None:
    """Mean over 300 sets; tolerance 5 % of the events, some five standard errors."""
    counts, _ = example(200)
    fit = fit_counts(counts, counts.baseline)
    drawn = simulate(counts, fit, 300, np.random.default_rng(3))
    assert np.mean([one.events.sum() for one in drawn]) == pytest.approx(200, rel=0.05)
    assert drawn[0].baseline[:, :-1] == pytest.approx(counts.baseline[:, :-1])


def test_the_interval_is_what_a_grid_of_ratios_leaves() -> None:
    """Every log ratio of a grid is tested by scores computed one by one; the ends agree to the step of the grid."""
    rng = np.random.default_rng(4)
    counts, exposure = example(80)
    moves = Moves(exposure, {"turned": np.stack([np.roll(exposure, k) for k in rng.integers(5, 138, 99)])})
    threshold = 0.06

    def slow_p(b: float, side: float) -> float:
        held = replace(counts, days=counts.days * np.exp(b * exposure))
        fit = fit_counts(held, held.baseline)
        z = [side * score_of(held, fit, row[None, :])[0][0] for row in (exposure, *moves.moved["turned"])]
        return (sum(x > z[0] + 1e-9 for x in z[1:]) + 0.5 * (sum(abs(x - z[0]) <= 1e-9 for x in z[1:]) + 1)) / 100

    low, high = interval_by_moves(counts, moves, 0.1, (threshold, threshold))
    kept = [b for b in np.arange(-2.5, 2.5, 0.02) if slow_p(b, 1) > threshold and slow_p(b, -1) > threshold]
    assert low == pytest.approx(kept[0], abs=0.03)
    assert high == pytest.approx(kept[-1], abs=0.03)


def test_no_acts_during_exposure_leave_the_lower_end_open() -> None:
    exposure = np.zeros(143)
    exposure[[20, 60, 100]] = 1.0
    days = np.array([d for d in range(0, 1001, 20) if exposure[d // 7] == 0.0])
    counts = make_counts(days, 1001, 7)
    moves = Moves(exposure, {"turned": np.stack([np.roll(exposure, k) for k in range(5, 138)])})
    assert interval_by_moves(counts, moves, -1.0, (0.05, 0.05))[0] == -np.inf
