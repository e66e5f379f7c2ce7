"""Fast searches and recursions of change and excitation against slow ones that follow the definition."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from scipy.stats import nbinom
from scipy.stats import t as student

from multifront.timing.change_segments import NORMAL, POISSON, pelt
from multifront.timing.hawkes_baseline import make_baseline
from multifront.timing.hawkes_estimate import Likelihood, Model, estimate
from multifront.timing.hawkes_intensity import excitation_at, excitation_slope_at
from multifront.timing.hawkes_newton import derivatives, fit_target, target_loss
from multifront.timing.hawkes_residuals import rescaled_waits
from multifront.timing.hawkes_simulation import simulate_hawkes
from multifront.timing.online import online_change


def cost(values, kind, variance):
    mean = values.mean()
    if kind == NORMAL:
        return ((values - mean) ** 2).sum() / variance
    return 2 * (values.sum() - values.sum() * np.log(mean)) if mean > 0 else 0.0


def every_division(values, kind, variance, penalty, shortest):
    """The best of all divisions, one by one."""
    n, best = values.size, (np.inf, ())
    for count in range(n):
        for splits in combinations(range(1, n), count):
            edges = (0, *splits, n)
            if min(b - a for a, b in pairwise(edges)) < shortest:
                continue
            total = sum(cost(values[a:b], kind, variance) for a, b in pairwise(edges))
            best = min(best, (total + penalty * count, splits))
    return best


@pytest.mark.parametrize("shortest", [1, 2, 3])
@pytest.mark.parametrize("kind", [NORMAL, POISSON])
def test_pelt_finds_the_best_of_all_divisions(kind, shortest) -> None:
    rng = np.random.default_rng(kind + 10 * shortest)
    for _ in range(25):
        levels = np.repeat(rng.uniform(0.5, 8.0, 4), 3)
        values = rng.poisson(levels).astype(float) if kind == POISSON else rng.normal(levels, 1.0)
        penalty = float(rng.uniform(0.5, 6.0))
        total, _ = every_division(values, kind, 1.3, penalty, shortest)
        found = pelt(values, kind, 1.3, penalty, shortest)
        edges = np.concatenate([[0], found, [values.size]])
        assert np.diff(edges).min() >= shortest
        mine = sum(cost(values[a:b], kind, 1.3) for a, b in pairwise(edges))
        assert mine + penalty * found.size == pytest.approx(total, abs=1e-9)


@pytest.mark.parametrize("shortest", [1, 2, 5])
def test_pelt_on_longer_series_equals_optimal_partitioning_without_pruning(shortest) -> None:
    rng = np.random.default_rng(shortest)
    for _ in range(10):
        values = rng.normal(np.repeat(rng.normal(0, 2, 8), 15), 1.0)
        best, back = np.full(121, np.inf), np.zeros(121, dtype=int)
        best[0] = -9.0
        for t in range(shortest, 121):
            for s in [0, *range(shortest, t - shortest + 1)]:
                total = best[s] + cost(values[s:t], NORMAL, 1.0) + 9.0
                if total < best[t]:
                    best[t], back[t] = total, s
        splits, t = [], 120
        while back[t] > 0:
            t = back[t]
            splits.append(t)
        assert pelt(values, NORMAL, 1.0, 9.0, shortest).tolist() == splits[::-1]


def run_lengths_by_definition(values, hazard, predictive):
    """Posterior of the start of the present run, by summing over all sets of changes."""
    n = values.size
    found = np.zeros(n)
    for pattern in range(2 ** (n - 1)):
        starts = [0, *(t for t in range(1, n) if pattern >> (t - 1) & 1)]
        weight = np.prod([hazard if t in starts else 1 - hazard for t in range(1, n)])
        edges = [*starts, n]
        for a, b in pairwise(edges):
            weight *= np.prod([predictive(values[a:t], values[t]) for t in range(a, b)])
        found[n - 1 - starts[-1]] += weight
    return found / found.sum(), np.log(found.sum())


def test_online_change_sums_over_all_sets_of_changes() -> None:
    values = np.array([0.3, -0.1, 0.2, 3.0, 3.3, 2.9, 0.1])

    def student_next(run, x):
        m, k, a, b = 0.5, 1.0, 1.5, 0.7
        for one in run:
            m, k, a, b = (k * m + one) / (k + 1), k + 1, a + 0.5, b + k * (one - m) ** 2 / (2 * (k + 1))
        return student.pdf(x, 2 * a, loc=m, scale=np.sqrt(b * (k + 1) / (a * k)))

    found = online_change(values, 0.2, prior=(0.5, 1.0, 1.5, 0.7))
    slow, evidence = run_lengths_by_definition(values, 0.2, student_next)
    assert found.posterior[-1] == pytest.approx(slow, abs=1e-12)
    assert found.evidence == pytest.approx(evidence, abs=1e-10)

    counts = np.array([4, 5, 3, 0, 1, 0.0])
    found = online_change(counts, 0.1, model="poisson", prior=(2.0, 1.5))
    slow, _ = run_lengths_by_definition(
        counts, 0.1, lambda run, x: nbinom.pmf(x, 2 + sum(run), (1.5 + len(run)) / (2.5 + len(run)))
    )
    assert found.posterior[-1] == pytest.approx(slow, abs=1e-12)


def test_excitation_is_the_double_sum() -> None:
    rng = np.random.default_rng(1)
    targets, sources = np.sort(rng.uniform(0, 50, 40)), np.sort(rng.uniform(0, 50, 60))
    targets[5] = sources[7]
    targets.sort()
    apart = targets[:, None] - sources[None, :]
    later = apart > 0
    slow = np.where(later, np.exp(-0.7 * np.where(later, apart, 0.0)), 0.0)
    assert excitation_at(targets, sources, 0.7) == pytest.approx(slow.sum(axis=1), abs=1e-12)
    found, slope = excitation_slope_at(targets, sources, 0.7)
    assert found == pytest.approx(slow.sum(axis=1), abs=1e-12)
    assert slope == pytest.approx(-(np.where(later, apart, 0.0) * slow).sum(axis=1), abs=1e-12)


def drawn(seed=2, length=900.0):
    n = np.array([[0.3, 0.3], [0.1, 0.3]])
    return simulate_hawkes(length, baseline=[0.1, 0.1], branching=n, decays=np.full((2, 2), 0.8), rng=seed)


def test_derivatives_are_those_of_the_loss() -> None:
    series, baseline = drawn(), make_baseline(900.0, 1, "linear")
    likelihood = Likelihood(series, Model(baseline, "shared", 0.02, 5.0))
    excited, spent = likelihood.design(0, np.array([0.8, 0.5]))
    table = (baseline.columns, baseline.widths, likelihood.cells[0], excited, spent)
    x = np.array([-2.0, 0.2, -0.1, 0.3, 0.25, 0.2])
    gradient, hessian = derivatives(x, target_loss(x, *table)[1], *table)
    for k in range(x.size):
        moved = [x + sign * 1e-5 * (np.arange(x.size) == k) for sign in (1, -1)]
        up, down = (target_loss(one, *table) for one in moved)
        assert gradient[k] == pytest.approx((up[0] - down[0]) / 2e-5, rel=1e-5, abs=1e-5)
        slopes = [derivatives(one, side[1], *table)[0] for one, side in zip(moved, (up, down), strict=True)]
        assert hessian[k] == pytest.approx((slopes[0] - slopes[1]) / 2e-5, rel=1e-4, abs=1e-4)


def test_slope_by_the_decays_is_that_of_the_best_loss() -> None:
    series = drawn()
    likelihood = Likelihood(series, Model(make_baseline(900.0, 0, "none"), "pair", 0.02, 5.0))
    free, logs = np.ones(2, dtype=bool), np.log([0.9, 0.6])
    x, _ = likelihood.fit_target(0, np.exp(logs), likelihood.start()[0], free)
    slope = likelihood.decay_slope(0, np.exp(logs), x)
    for j in range(2):
        step = 1e-4 * (np.arange(2) == j)
        up, down = (likelihood.fit_target(0, np.exp(logs + s * step), x, free)[1] for s in (1, -1))
        assert slope[j] == pytest.approx((up - down) / 2e-4, rel=1e-3, abs=1e-3)


def test_newton_reaches_what_a_general_optimiser_reaches() -> None:
    from scipy.optimize import minimize

    series, baseline = drawn(), make_baseline(900.0, 1, "linear")
    likelihood = Likelihood(series, Model(baseline, "shared", 0.02, 5.0))
    excited, spent = likelihood.design(1, np.array([0.8, 0.8]))
    table = (baseline.columns, baseline.widths, likelihood.cells[1], excited, spent)
    x, loss = fit_target(likelihood.start()[1], np.ones(2, dtype=bool), *table)
    bounds = [(-15, 15)] + [(-4, 4)] * 3 + [(0, None)] * 2
    slow = minimize(lambda y: target_loss(y, *table)[0], likelihood.start()[1], bounds=bounds, method="L-BFGS-B")
    assert loss <= slow.fun + 1e-6
    assert x == pytest.approx(slow.x, abs=5e-3)


def test_rescaled_waits_are_integrals_of_the_intensity() -> None:
    series, baseline = drawn(length=120.0), make_baseline(120.0, 1, "linear")
    fit = estimate(series, Model(baseline, "shared", 0.05, 5.0))
    grid = np.linspace(0.0, series[0][9], 400_001)
    middle, step = 0.5 * (grid[1:] + grid[:-1]), grid[1] - grid[0]
    rate = np.exp(baseline.columns @ fit.coefficients[0])[baseline.cell_of(middle)]
    for j in range(2):
        rate = rate + fit.branching[0, j] * fit.decays[0, j] * excitation_at(middle, series[j], fit.decays[0, j])
    slow = np.diff(np.interp(series[0][:10], grid[1:], np.cumsum(rate) * step), prepend=0.0)
    assert rescaled_waits(series, baseline, fit, 0)[:10] == pytest.approx(slow, abs=1e-3)
