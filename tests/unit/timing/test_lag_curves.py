"""Cross-K, pair correlation, lag histogram and who moves first: counts, bins, too few, refusals, words."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest

from multifront.errors import UsageError
from multifront.timing import (
    EnvelopeOptions,
    cross_k,
    global_envelope,
    lag_histogram,
    lag_sign_test,
    pair_correlation,
)
from multifront.timing.lag_curve import lags_in_words

START = np.datetime64("2018-01-01")
SPAN = ("2018-01-01", "2024-12-31")
RNG = np.random.default_rng(8)
A, B = START + RNG.integers(0, 2557, 40), START + RNG.integers(0, 2557, 60)
LEAD = START + np.arange(20, 2500, 90)


def test_bins_keep_the_same_day_and_both_directions_apart() -> None:
    found = lag_histogram(A, B, window_days=7, span=SPAN, bin_days=5, up_to_days=15)
    assert found.first_lag.tolist() == [-15, -10, -5, 0, 1, 6, 11]
    assert found.last_lag.tolist() == [-11, -6, -1, 0, 5, 10, 15]
    lags = [int((x - y).astype(int)) for x in A for y in B]
    assert found.seen.tolist() == [
        sum(low <= lag <= high for lag in lags) for low, high in zip(found.first_lag, found.last_lag, strict=True)
    ]
    swapped = lag_histogram(B, A, window_days=7, span=SPAN, bin_days=5, up_to_days=15)
    assert swapped.seen.tolist() == found.seen[::-1].tolist()


def test_a_follower_stands_out_at_its_lag_alone() -> None:
    found = lag_histogram(LEAD + 10, LEAD, window_days=14, span=SPAN)
    assert [int(found.first_lag[k]) for k in found.outside] == [8]
    assert found.p_value <= 0.01
    assert "Stream B first by 8 to 14 days: more" in found.sentence
    assert "not coordination" in found.sentence
    assert np.all(found.low <= found.expected + 1e-9)
    assert np.all(found.expected <= found.high + 1e-9)
    assert np.all(found.low >= 0)


def test_k_is_the_sum_of_g_and_grows() -> None:
    k = cross_k(A, B, window_days=7, span=SPAN, up_to_days=20)
    g = pair_correlation(A, B, window_days=7, span=SPAN, bin_days=1, up_to_days=20)
    middle = 20
    assert k.seen == pytest.approx([g.seen[middle - t : middle + t + 1].sum() for t in range(21)])
    assert np.all(np.diff(k.seen) >= 0)


@pytest.mark.parametrize("options", [EnvelopeOptions(), EnvelopeOptions(fitted_intensity=True)])
def test_the_seed_decides(options: EnvelopeOptions) -> None:
    one, same, other = (
        cross_k(A, B, window_days=7, span=SPAN, up_to_days=10, options=options, rng=seed) for seed in (1, 1, 2)
    )
    assert one.expected.tolist() == same.expected.tolist() != other.expected.tolist()
    assert one.seen.tolist() == other.seen.tolist()


def test_too_few_bursts_are_said_to_be_too_few() -> None:
    two = START + np.array([100, 1000])
    found = lag_histogram(two, B, window_days=7, span=SPAN)
    assert (found.p_value, "Too few to say" in found.sentence) == (1.0, True)
    none = lag_histogram(START + np.array([], dtype=int), B, window_days=7, span=SPAN)
    assert (none.p_value, none.seen.sum(), "0 events" in none.too_few) == (1.0, 0.0, True)
    with pytest.raises(UsageError, match="stream A has no event from 2018-01-01 to 2024-12-31"):
        cross_k(START + np.array([], dtype=int), B, window_days=7, span=SPAN)


def test_own_false_alarms_are_measured_where_asked_for() -> None:
    options = EnvelopeOptions(draws=99, pairs=20)
    found = lag_histogram(A, B, window_days=7, span=SPAN, options=options)
    assert found.false_positive_rate is not None
    assert 0 <= found.false_positive_rate <= 0.3
    assert lag_histogram(A, B, window_days=7, span=SPAN).false_positive_rate is None


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"up_to_days": 64}, "from 1 to 63"),
        ({"up_to_days": 0}, "from 1 to 63"),
        ({"bin_days": 5}, "divides up_to_days = 42"),
        ({"options": EnvelopeOptions(measure="max")}, "unknown measure 'max'"),
        ({"options": EnvelopeOptions(alternative="greter")}, "closest: greater"),
        ({"options": EnvelopeOptions(draws=10)}, "at least 99"),
        ({"options": EnvelopeOptions(pairs=-1)}, "pairs must be 0 or more"),
        ({"options": EnvelopeOptions(fitted_intensity=True)}, "knows no intensity"),
        ({"span": None}, "need a span"),
    ],
)
def test_what_does_not_fit_is_refused(more: dict, named: str) -> None:
    with pytest.raises(UsageError, match=named):
        lag_histogram(A, B, **({"window_days": 7, "span": SPAN} | more))


def test_curves_that_do_not_fit_are_refused() -> None:
    curves = np.arange(40.0).reshape(20, 2)
    for observed, surrogates, alpha in ((np.zeros(3), curves, 0.05), (np.zeros(2), curves[:5], 0.05)):
        with pytest.raises(UsageError, match="needed"):
            global_envelope(observed, surrogates, alpha=alpha)
    with pytest.raises(UsageError, match="alpha"):
        global_envelope(np.zeros(2), curves, alpha=0.01)
    with pytest.raises(UsageError, match="finite"):
        global_envelope(np.array([0.0, np.nan]), curves)


def test_who_moves_first_counts_pairs_and_sets_the_same_day_apart() -> None:
    a, b = START + np.array([100, 500, 900, 1300]), START + np.array([98, 500, 905, 1299])
    found = lag_sign_test(a, b, window_days=3, span=SPAN, draws=99)
    assert (found.after, found.before, found.same_day, found.balance) == (2, 0, 1, 2)
    assert "Of 2 pairs within 3 days, stream B came first in 2 and stream A in 0; 1 on the same day" in found.sentence


def test_the_one_that_follows_is_named() -> None:
    there = lag_sign_test(LEAD + 3, LEAD, window_days=7, span=SPAN, draws=99)
    back = lag_sign_test(LEAD, LEAD + 3, window_days=7, span=SPAN, draws=99)
    assert "Stream B moves before stream A" in there.sentence
    assert "Stream A moves before stream B" in back.sentence
    assert [there.effect, *there.interval] == pytest.approx([-back.effect, -back.interval[1], -back.interval[0]])
    assert there.p_value == back.p_value == 0.01
    assert 0.05 < there.smallest_detectable_effect < 0.6


def test_who_moves_first_of_too_few() -> None:
    far = lag_sign_test(LEAD + 40, LEAD, window_days=3, span=SPAN, draws=99)
    assert (far.p_value, "no event of one stream lies within 3 days" in far.too_few) == (1.0, True)
    empty = lag_sign_test(START + np.array([], dtype=int), LEAD, window_days=3, span=SPAN, draws=99)
    assert (empty.p_value, empty.power_curve, "Too few" in empty.sentence) == (1.0, (), True)
    thin = lag_sign_test(LEAD[:3] + 1, LEAD[:3], window_days=1, span=SPAN, draws=99)
    assert thin.after == 3
    assert asdict(thin)["p_raw"] <= 1.0
    with pytest.raises(UsageError, match="nobody is first"):
        lag_sign_test(A, B, window_days=0, span=SPAN)


def test_lags_are_said_in_words() -> None:
    names = ("patrols", "talks")
    assert lags_in_words(0, 0, names) == "on the same day"
    assert lags_in_words(1, 7, names) == "talks first by 1 to 7 days"
    assert lags_in_words(-7, -1, names) == "patrols first by 1 to 7 days"
    assert lags_in_words(3, 3, names) == "talks first by 3 days"
    assert lags_in_words(-4, 4, names) == "at most 4 days apart"
