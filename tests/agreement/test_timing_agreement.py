"""Fast timing code against slow code that is plainly right: enumeration, Monte Carlo, scipy, naive cross-validation."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.special import erf
from scipy.stats import binom, binomtest

from multifront.timing.bursts import burst_bounds, burst_weights
from multifront.timing.clusters import SCALES_DAYS, Clustering, draw_cluster_sizes, draw_streams, fit_clustering
from multifront.timing.exact_null import Units, coverage, make_design, many_p_values, null_distribution
from multifront.timing.excess import burst_pmfs, excess_interval, expected_hits
from multifront.timing.intensity import PSEUDO_EVENTS, choose_kernel, daily_rates, make_calendar
from multifront.timing.overdispersion import TwoPeriods, _draw, _members, clustering_within
from multifront.timing.rate_ratio import (
    Exposure,
    clopper_pearson,
    detectable_ratios,
    exact_size,
    scaled_p_value,
    two_sided_p_values,
)


def units_of(days: np.ndarray) -> Units:
    bounds = burst_bounds(days)
    return Units(days, bounds, burst_weights(bounds))


def landings(units: Units, u: int, length: int, rate: np.ndarray, shifts: np.ndarray) -> tuple[list, np.ndarray]:
    """Where a burst can land and with what chance, by the definition."""
    members = units.days[units.bounds[u] : units.bounds[u + 1]]
    allowed = [s for s in shifts if members[0] + s >= 0 and members[-1] + s < length]
    chance = np.array([rate[members.sum() // members.size + s] for s in allowed])
    return [members + s for s in allowed], chance / chance.sum()


def test_convolution_equals_enumeration() -> None:
    length, rng = 120, np.random.default_rng(1)
    units = units_of(np.array([5, 11, 40, 41, 90]))
    mask, rate = coverage(np.array([8, 44, 45, 100]), length, 1, 6), rng.random(length) + 0.1
    shifts = np.arange(-9, 10)
    pmf = null_distribution(units, mask, rate, shifts)
    slow = np.zeros_like(pmf)
    places = [landings(units, u, length, rate, shifts) for u in range(units.weights.size)]
    for choice in product(*(range(len(p[0])) for p in places)):
        hits = sum(int(units.weights[u] * mask[places[u][0][i]].sum()) for u, i in enumerate(choice))
        slow[hits] += np.prod([places[u][1][i] for u, i in enumerate(choice)])
    assert pmf == pytest.approx(slow, abs=1e-12)


def test_convolution_agrees_with_surrogates() -> None:
    """20,000 surrogates: every tail within 4.5 standard errors, generous because many tails are compared."""
    rng, draws = np.random.default_rng(2), 20_000
    design = make_design(1500, 7, 0)
    days = np.sort(rng.integers(0, 1500, 25))
    units, mask = units_of(days), coverage(rng.integers(0, 1500, 40), 1500, 0, 7)
    rate = daily_rates(days, design.calendar)[0]
    for shifts in (design.local_shifts, design.year_shifts):
        pmf = null_distribution(units, mask, rate, shifts)
        total = np.zeros(draws, dtype=np.int64)
        for u in range(units.weights.size):
            places, chance = landings(units, u, 1500, rate, shifts)
            hits = np.array([mask[place].sum() for place in places], dtype=np.int64)
            total += units.weights[u] * rng.choice(hits, draws, p=chance)
        exact = np.cumsum(pmf[::-1])[::-1]
        seen = np.array([(total >= c).mean() for c in range(pmf.size)])
        assert np.all(np.abs(exact - seen) <= 4.5 * np.sqrt(exact * (1 - exact).clip(0) / draws) + 1e-4)


def test_p_follows_from_the_distribution() -> None:
    rng = np.random.default_rng(3)
    design = make_design(1500, 7, 2)
    a, b = np.sort(rng.integers(0, 1500, 20)), np.sort(rng.integers(0, 1500, 30))
    units, mask = units_of(a), coverage(b, 1500, 2, 9)
    both, trend = daily_rates(a, design.calendar)
    observed = sum(
        int(units.weights[u] * mask[units.days[units.bounds[u] : units.bounds[u + 1]]].sum())
        for u in range(units.weights.size)
    )
    expected = []
    for rate, shifts in ((both, design.local_shifts), (trend, design.year_shifts)):
        pmf = null_distribution(units, mask, rate, shifts)
        expected += [pmf[observed + 1 :].sum() + 0.5 * pmf[observed], pmf[observed:].sum()]
    assert many_p_values(a[None], b[None], design)[0] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("which", ["season", "trend"])
def test_cross_validation_agrees_with_a_naive_one(which: str) -> None:
    calendar, rng = make_calendar(1800), np.random.default_rng(4)
    days = np.sort(np.concatenate([rng.integers(0, 1800, 30), 365 * np.arange(1, 5) + rng.integers(0, 40, 4), [9, 9]]))
    kernels, exposure, place = {
        "season": (calendar.season_kernels, calendar.season_exposure, calendar.phase),
        "trend": (calendar.trend_kernels, calendar.trend_exposure, calendar.cell),
    }[which]
    places, scores = place[days], [-days.size * np.log(1800)]
    for k in range(kernels.shape[0]):
        score = 0.0
        for i, day in enumerate(days):
            far = np.abs(days - day) > 14
            total = kernels[k, np.abs(places[i] - places[far])].sum() / exposure[k, places[i]]
            score += np.log((total + PSEUDO_EVENTS / 1800) / (far.sum() + PSEUDO_EVENTS))
        scores.append(score)
    assert choose_kernel(days, places, kernels, exposure, 1800) == int(np.argmax(scores)) - 1


def test_rates_average_to_one_over_whole_years() -> None:
    """Season times trend is relative to a flat rate, so its mean is near 1 (within 10 %: the two are multiplied)."""
    calendar = make_calendar(2557)
    rng = np.random.default_rng(5)
    days = np.sort((rng.integers(0, 7, 60) * 365.25 + rng.normal(100, 20, 60).clip(0, 360)).astype(np.int64))
    both, trend = daily_rates(days, calendar)
    assert both.mean() == pytest.approx(1.0, abs=0.1)
    assert trend.mean() == pytest.approx(1.0, abs=0.1)
    assert both.max() > 2.0


def test_interval_holds_the_effect_and_matches_the_tail() -> None:
    rng = np.random.default_rng(6)
    days, mask = np.sort(rng.integers(0, 1500, 30)), coverage(rng.integers(0, 1500, 30), 1500, 0, 7)
    pmfs = burst_pmfs(days, mask, np.ones(1500), np.arange(-60, 61))
    expected = expected_hits(pmfs)
    hits = int(np.ceil(expected)) + 3
    low, high = excess_interval(pmfs, hits, 0.9)
    assert low < (hits - expected) / 30 < high
    pmf = null_distribution(
        units_of(days)._replace(weights=np.ones(len(pmfs), dtype=np.int64)), mask, np.ones(1500), np.arange(-60, 61)
    )
    mid_p = pmf[hits + 1 :].sum() + 0.5 * pmf[hits]
    assert (low > 0) == (mid_p < 0.05)


@pytest.mark.parametrize("counts", [(0, 5), (3, 9), (21, 11), (40, 0), (7, 7)])
def test_binomial_arithmetic_agrees_with_scipy(counts: tuple[int, int]) -> None:
    exposure, (earlier, later) = Exposure(900, 600), counts
    peer = binomtest(later, earlier + later, exposure.share_after)
    assert two_sided_p_values(earlier + later, exposure)[later] == pytest.approx(peer.pvalue, rel=1e-9)
    share = peer.proportion_ci(0.95)
    expected = exposure.ratio_of(share.low), exposure.ratio_of(share.high)
    assert clopper_pearson(earlier, later, exposure, 0.05) == pytest.approx(expected, rel=1e-9)
    tails = [
        binomtest(later, earlier + later, exposure.share_after, alternative=side).pvalue for side in ("less", "greater")
    ]
    assert scaled_p_value(earlier, later, exposure) == pytest.approx(min(1.0, 2 * min(tails)), rel=1e-9)


def test_size_and_power_are_those_of_the_test() -> None:
    exposure, count = Exposure(700, 500), 33
    p = two_sided_p_values(count, exposure)
    draws = np.random.default_rng(7).binomial(count, exposure.share_after, 40_000)
    assert exact_size(count, exposure, 0.05) == pytest.approx((p[draws] <= 0.05).mean(), abs=0.005)
    rise, fall = detectable_ratios(count, exposure, 0.05, 0.8)
    assert rise is not None
    assert fall is not None
    for ratio, side in ((rise, 1), (fall, -1)):
        share = ratio * exposure.after / (exposure.before + ratio * exposure.after)
        region = (p <= 0.05) & (side * (np.arange(count + 1) - count * exposure.share_after) > 0)
        assert binom.pmf(np.arange(count + 1), count, share)[region].sum() == pytest.approx(0.8, abs=1e-9)


def test_clusters_are_recovered_from_their_own_draws() -> None:
    """Mean of 60 fits within 20 % of the truth: one fit of 60 events has a standard error of about a fourth."""
    truth, rng = Clustering(4.0, 5.0), np.random.default_rng(8)
    rate = 1 + 0.5 * np.cos(np.arange(2557) / 58.1)
    fits = [fit_clustering(days, rate) for days in draw_streams(rate, truth, 60, 60, rng)]
    assert np.mean([fit.members for fit in fits]) == pytest.approx(4.0, rel=0.2)
    assert 3.0 <= np.median([fit.scale_days for fit in fits]) <= 8.0


def test_expected_pairs_in_closed_form_equal_a_count_by_day() -> None:
    rng = np.random.default_rng(14)
    for before, start, after in ((40, 40, 90), (30, 55, 8), (5, 200, 1), (1, 1, 1)):
        periods = TwoPeriods(before, start, after)
        days = periods.keep(rng.integers(0, periods.length, 200))
        earlier, later = periods.counts(days)
        rate = np.zeros(periods.length)
        rate[:before], rate[start:] = earlier / before, later / after
        slow, fast = fit_clustering(days, rate), clustering_within(days, periods)
        assert fast.members == pytest.approx(slow.members, abs=1e-9)
        assert fast.scale_days == slow.scale_days


def test_alarm_rates_fit_every_stream_as_the_test_does() -> None:
    """All streams at once against one by one, with tiny streams among them."""
    periods, rng = TwoPeriods(300, 320, 500), np.random.default_rng(15)
    streams = [_draw(8, periods, Clustering(2.0, 3.0), rng) for _ in range(60)]
    counts = np.array([periods.counts(days) for days in streams])
    assert counts.sum(axis=1).min() < 3
    slow = [clustering_within(days, periods).members for days in streams]
    assert _members(streams, counts, periods) == pytest.approx(slow, abs=1e-9)


def test_close_pairs_equal_a_count_by_hand() -> None:
    """Nine events, three of them on one day: least squares on pairs counted one by one."""
    days, rate = np.array([3, 3, 3, 9, 40, 41, 70, 70, 95]), np.ones(100)
    apart, lags = np.abs(days[:, None] - days[None, :]), np.arange(61)
    seen = np.array([(apart <= lag).sum() - 9 for lag in lags]) / 9
    grid = np.abs(np.arange(100)[:, None] - np.arange(100)[None, :])
    excess = seen - 8 * np.array([(grid <= lag).mean() for lag in lags])
    best = min(
        (
            (np.sum((excess - max(0.0, shape @ excess / (shape @ shape)) * shape) ** 2), scale)
            for scale in SCALES_DAYS
            for shape in [erf((lags + 0.5) / (2 * scale))]
        ),
    )
    shape = erf((lags + 0.5) / (2 * best[1]))
    found = fit_clustering(days, rate)
    assert found.scale_days == best[1]
    assert found.members == pytest.approx(min(4.5, max(0.0, shape @ excess / (shape @ shape))), abs=1e-9)


def test_cluster_sizes_have_the_wanted_mean_of_other_members() -> None:
    sizes = draw_cluster_sizes(1.5, 200_000, np.random.default_rng(9))
    assert sizes.min() == 1
    assert (sizes * (sizes - 1)).sum() / sizes.sum() == pytest.approx(1.5, abs=0.02)
