"""Fast code over lags against slow code that is plainly right: double loops, enumeration, Monte Carlo, definitions."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from multifront.timing import EnvelopeOptions, cross_k, global_envelope, pair_correlation
from multifront.timing.bursts import burst_bounds
from multifront.timing.exact_null import make_design
from multifront.timing.held_lags import Pairing, fitted_intensity, lag_totals, land, moved_streams
from multifront.timing.intensity import daily_rates
from multifront.timing.lag_scores import balance_distribution, balance_tails, lead_scores
from multifront.timing.moved_streams import landings_of

START = np.datetime64("2019-01-01")
LENGTH = 1500
SPAN = (START, START + (LENGTH - 1))


def two_streams(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return np.sort(rng.integers(0, LENGTH, 25)), np.sort(rng.integers(0, LENGTH, 40))


@pytest.mark.parametrize("fitted", [False, True])
def test_k_and_g_equal_sums_over_all_pairs(fitted: bool) -> None:
    a, b = two_streams(1)
    design = make_design(LENGTH, 7, 0)
    rate_a, rate_b = (
        fitted_intensity(days, design) if fitted else np.full(LENGTH, days.size / LENGTH) for days in (a, b)
    )
    assert (rate_a.sum(), rate_b.sum()) == pytest.approx((25.0, 40.0))

    def total(low: int, high: int) -> float:
        return sum(1.0 / (rate_a[x] * rate_b[y] * (LENGTH - abs(x - y))) for x in a for y in b if low <= x - y <= high)

    options = EnvelopeOptions(fitted_intensity=fitted, draws=99)
    k = cross_k(START + a, START + b, window_days=7, span=SPAN, options=options)
    assert k.seen == pytest.approx([total(-t, t) for t in range(43)])
    g = pair_correlation(START + a, START + b, window_days=7, span=SPAN, options=options)
    bins = list(zip(g.first_lag.tolist(), g.last_lag.tolist(), strict=True))
    assert g.seen == pytest.approx([total(low, high) / (high - low + 1) for low, high in bins])


@pytest.mark.parametrize("null", ["local", "anniversary"])
def test_surrogates_land_as_the_exact_null_says(null: str) -> None:
    """Mean pairs by lag of 20,000 surrogates against the exact expectation; tolerance five standard errors."""
    a, b = two_streams(2)
    design = make_design(LENGTH, 7, 0)
    pairing = Pairing(a, b, design, 10)
    moved = moved_streams(pairing, null, 20_000, np.random.default_rng(1))
    totals = lag_totals(pairing, moved, False)
    both, trend = daily_rates(a, design.calendar)
    rate, shifts = (both, design.local_shifts) if null == "local" else (trend, design.year_shifts)
    exact = np.zeros(21)
    bounds, on_day = burst_bounds(a), np.bincount(b, minlength=LENGTH)
    for low, high in pairwise(bounds):
        members = a[low:high]
        allowed = [s for s in shifts if members[0] + s >= 0 and members[-1] + s < LENGTH]
        chance = np.array([rate[members.sum() // members.size + s] for s in allowed])
        for s, weight in zip(allowed, chance / chance.sum(), strict=True):
            for day in members + s:
                for lag in range(-10, 11):
                    if 0 <= day - lag < LENGTH:
                        exact[lag + 10] += weight * on_day[day - lag]
    error = totals.std(axis=0) / np.sqrt(20_000)
    assert np.all(np.abs(totals.mean(axis=0) - exact) < 5 * error + 1e-9)


def test_balance_equals_enumeration() -> None:
    length, rng = 120, np.random.default_rng(3)
    days, held = np.array([5, 11, 40, 41, 90]), np.array([8, 38, 44, 45, 45, 100])
    scores, rate, shifts = lead_scores(held, length, 6), rng.random(length) + 0.1, np.arange(-9, 10)
    for day in range(length):
        assert scores[day] == sum(1 <= day - h <= 6 for h in held) - sum(1 <= h - day <= 6 for h in held)
    bounds = burst_bounds(days)
    start, pmf = balance_distribution(days, bounds, scores, rate, shifts)
    slow: dict[int, float] = {}
    units = [days[low:high] for low, high in pairwise(bounds)]
    places = [[s for s in shifts if u[0] + s >= 0 and u[-1] + s < length] for u in units]
    weights = [np.array([rate[u.sum() // u.size + s] for s in p]) for u, p in zip(units, places, strict=True)]
    for choice in product(*(range(len(p)) for p in places)):
        sums = sum(int(scores[units[u] + places[u][i]].sum()) for u, i in enumerate(choice))
        chance = np.prod([weights[u][i] / weights[u].sum() for u, i in enumerate(choice)])
        slow[sums] = slow.get(sums, 0.0) + float(chance)
    assert len(units) == 3
    assert {start + i: p for i, p in enumerate(pmf) if p > 0} == pytest.approx(slow)


def test_balance_agrees_with_surrogates() -> None:
    """Mid-p of the balance against 40,000 surrogates; tolerance five standard errors."""
    a, b = two_streams(4)
    design = make_design(LENGTH, 7, 0)
    tails = balance_tails(a, b, design, 0.05)["local"]
    scores = lead_scores(b, LENGTH, 7)
    places = landings_of(a, daily_rates(a, design.calendar)[0], design.local_shifts)
    moved = land(places, np.random.default_rng(2).random((40_000, places.bounds.size - 1)))
    drawn, seen = scores[moved].sum(axis=1), scores[a].sum()
    mid_p = (drawn > seen).mean() + 0.5 * (drawn == seen).mean()
    assert tails.high == pytest.approx(mid_p, abs=5 * np.sqrt(0.25 / 40_000))
    assert tails.mean == pytest.approx(drawn.mean(), abs=5 * drawn.std() / 200)
    assert tails.high + tails.low == pytest.approx(1.0)


@pytest.mark.parametrize("alternative", ["two-sided", "greater", "less"])
def test_extreme_rank_length_follows_its_definition(alternative: str) -> None:
    rng = np.random.default_rng(5)
    curves = rng.integers(0, 6, (60, 7)).astype(float)

    def vector(i: int) -> list[float]:
        ranks = []
        for k in range(7):
            column = curves[:, k]
            below = (column < column[i]).sum() + ((column == column[i]).sum() + 1) / 2
            above = (column > column[i]).sum() + ((column == column[i]).sum() + 1) / 2
            ranks.append({"two-sided": min(below, above), "greater": above, "less": below}[alternative])
        return sorted(ranks)

    vectors = [vector(i) for i in range(60)]
    own = [sum(v <= vectors[i] for v in vectors) / 60 for i in range(60)]
    found = global_envelope(curves[0], curves[1:], alternative=alternative, alpha=0.2)
    assert found.p_value == pytest.approx(own[0])
    kept = curves[[p > 0.2 for p in own]]
    if alternative != "greater":
        assert found.low.tolist() == kept.min(axis=0).tolist()
    if alternative != "less":
        assert found.high.tolist() == kept.max(axis=0).tolist()
