"""The exact distribution of every null against Monte Carlo surrogates, and against the compiled default test."""

from __future__ import annotations

import numpy as np
import pytest

from multifront.timing.bursts import burst_bounds, burst_weights
from multifront.timing.calibration import all_p_values
from multifront.timing.exact_null import coverage, make_design, many_p_values
from multifront.timing.landings import MOVING_NULLS, draw_landings, hit_distribution, landing_units
from multifront.timing.null_comparison import null_p_value

LENGTH, WINDOW, SURROGATES = 1461, 7, 20_000
DESIGN = make_design(LENGTH, WINDOW, 0)


def pair(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """A seasonal stream with bursts and ties, and one that it partly follows."""
    rng = np.random.default_rng(seed)
    b = np.sort(rng.integers(0, LENGTH, 30))
    bursts = rng.integers(0, 4, 4)[:, None] * 365 + rng.integers(60, 120, 4)[:, None] + np.array([0, 0, 3, 9])
    return np.sort(np.concatenate([b[::6] + 2, bursts.ravel(), rng.integers(0, LENGTH, 5)]).clip(0, LENGTH - 1)), b


@pytest.mark.parametrize("null", MOVING_NULLS)
@pytest.mark.parametrize("seed", [1, 2])
def test_surrogates_follow_the_exact_distribution(null: str, seed: int) -> None:
    """Tolerance: 5 standard errors of the share of 20,000 surrogates, at every count (over 200 are compared)."""
    a, b = pair(seed)
    mask = coverage(b, LENGTH, 0, WINDOW)
    units = landing_units(a, null, DESIGN)
    exact = hit_distribution([unit._replace(weight=1) for unit in units], mask)
    assert exact.sum() == pytest.approx(1.0)
    drawn = mask[draw_landings(units, SURROGATES, np.random.default_rng(seed))].sum(axis=1, dtype=int)
    seen = np.bincount(drawn, minlength=exact.size) / SURROGATES
    tail, seen_tail = np.cumsum(exact[::-1]), np.cumsum(seen[::-1])
    tolerance = 5.0 * np.sqrt(np.maximum(tail * (1.0 - tail), 1.0 / SURROGATES) / SURROGATES)
    assert np.all(np.abs(tail - seen_tail) <= tolerance)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_landing_places_give_the_default_test(seed: int) -> None:
    a, b = pair(seed)
    local, local_cautious, years, years_cautious = many_p_values(a[None], b[None], DESIGN)[0]
    assert null_p_value(a, b, "local", DESIGN) == pytest.approx((local, local_cautious), abs=1e-12)
    assert null_p_value(a, b, "anniversary", DESIGN) == pytest.approx((years, years_cautious), abs=1e-12)
    assert null_p_value(a, b, "shuffle", DESIGN)[0] == pytest.approx(all_p_values(a[None], b[None], DESIGN).shuffle[0])


def test_the_circular_null_counts_every_rotation() -> None:
    a, b = pair(4)
    mask = coverage(b, LENGTH, 0, WINDOW)
    hits = np.array([mask[(a + turn) % LENGTH].sum() for turn in range(LENGTH)])
    expected = (hits > hits[0]).mean() + 0.5 * (hits == hits[0]).mean(), (hits >= hits[0]).mean()
    assert null_p_value(a, b, "circular", DESIGN) == pytest.approx(expected)


def test_each_null_keeps_what_it_says() -> None:
    a, _ = pair(5)
    rng = np.random.default_rng(6)
    drawn = {null: draw_landings(landing_units(a, null, DESIGN), 200, rng) for null in MOVING_NULLS}
    for moved in drawn.values():
        assert moved.shape == (200, a.size)
        assert moved.min() >= 0
        assert moved.max() < LENGTH
    blocks = np.bincount(a // 60, minlength=25)
    assert all(np.array_equal(np.bincount(row // 60, minlength=25), blocks) for row in drawn["block"])
    turned = (drawn["circular"][:, :, None] == drawn["circular"][:, None, :]).sum(axis=(1, 2))
    assert set(turned.tolist()) == {int((a[:, None] == a[None, :]).sum())}
    ties = {null: np.mean([np.unique(row).size for row in rows]) for null, rows in drawn.items()}
    assert ties["shuffle"] > ties["local"]
    bounds = burst_bounds(a)
    assert burst_weights(bounds).size == len(landing_units(a, "local", DESIGN))
