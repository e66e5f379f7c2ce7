"""Values over lags counted on paper, and published formulas, each with its source."""

from __future__ import annotations

import numpy as np
import pytest

from multifront.timing import cross_k, global_envelope, lag_sign_test, pair_correlation

START = np.datetime64("2020-01-01")


def test_k_and_g_of_a_tiny_example_counted_on_paper() -> None:
    """Span of 100 days, A on days 20, 50, 80, B on days 23, 50, 78: lags -3, 0, 2, all others over 20.

    Each pair counts T^2 / (n_A n_B (T - u)) = 10000 / (9 (100 - u)). K(0) = 10000/900, K(2) adds 10000/882, K(3) adds
    10000/873. g of the bin 1 to 7 is 10000/882/7, of -7 to -1 10000/873/7.
    """
    a, b = START + np.array([20, 50, 80]), START + np.array([23, 50, 78])
    span = (START, START + 99)
    k = cross_k(a, b, window_days=7, up_to_days=7, span=span)
    one, two, three = 10000 / 900, 10000 / 882, 10000 / 873
    assert k.seen == pytest.approx([one, one, one + two, *[one + two + three] * 5])
    g = pair_correlation(a, b, window_days=7, up_to_days=7, span=span)
    assert g.first_lag.tolist() == [-7, 0, 1]
    assert g.seen == pytest.approx([three / 7, one, two / 7])


def test_linked_pairs_have_the_published_k() -> None:
    """Bivariate Poisson of linked pairs: K_12(t) = |ball(t)| + H(t) / l, H the distribution of the distance of a link.

    Diggle 1983, Statistical Analysis of Spatial Point Patterns, section 6.3 (linked pairs; not opened), after Cox &
    Isham 1980, Point Processes: the cross-intensity is l^2 + l h(u). Here in whole days: |ball(t)| = 2 t + 1, each A
    follows its own B by 0 to 9 days with equal chance, l = n/T, so K(t) = 2 t + 1 + T/n min(t + 1, 10)/10. Mean of 400
    pairs of streams; tolerance five standard errors of the mean, and one part in n for n held fixed.
    """
    rng, count, length = np.random.default_rng(3), 40, 2000
    found = []
    for _ in range(400):
        b = rng.integers(0, length, count)
        a = (b + rng.integers(0, 10, count)) % length
        near = np.abs(a[:, None] - b[None, :])
        weight = length**2 / (count**2 * (length - near))
        found.append([float(weight[near <= t].sum()) for t in range(21)])
    one = cross_k(START + a, START + b, window_days=7, up_to_days=20, span=(START, START + length - 1))
    assert one.seen == pytest.approx(found[-1])
    wanted = [2 * t + 1 + length / count * min(t + 1, 10) / 10 for t in range(21)]
    error = np.std(found, axis=0) / 20
    assert np.all(np.abs(np.mean(found, axis=0) - wanted) < 5 * error + np.array(wanted) / count)


def test_extreme_rank_length_counted_on_paper() -> None:
    """Twenty curves (k, 19 - k), k = 0 to 19, as in a cross: ranks from either side are (r, r), r = min(k, 19 - k) + 1.

    The curve (5, 14) has r = 6; curves with r <= 6 are k = 0 to 5 and 14 to 19: p = 12/20. At alpha = .1 those with
    r = 1, p = 2/20, are not kept, so the band of either point goes from 1 to 18. The mean is 9.5, the deviation of (5,
    14) is 4.5, and the same twelve curves deviate by 4.5 or more; two may be thrown out, so the limit is 8.5.
    """
    k = np.array([5, *[i for i in range(20) if i != 5]], dtype=float)
    curves = np.stack([k, 19 - k], axis=1)
    rank = global_envelope(curves[0], curves[1:], alpha=0.1)
    assert (rank.p_value, rank.low.tolist(), rank.high.tolist()) == (0.6, [1.0, 1.0], [18.0, 18.0])
    mad = global_envelope(curves[0], curves[1:], alpha=0.1, measure="mad")
    assert mad.p_value == 0.6
    assert (mad.low.tolist(), mad.high.tolist()) == ([1.0, 1.0], [18.0, 18.0])
    studentised = global_envelope(curves[0], curves[1:], alpha=0.1, measure="studentised")
    assert studentised.p_value == 0.6
    assert studentised.high == pytest.approx([18.0, 18.0])


def test_the_smallest_p_is_one_in_all_curves() -> None:
    """Myllymaki et al. 2017: with s surrogates the smallest p is 1/(s + 1)."""
    curves = np.random.default_rng(1).random((39, 3))
    for measure in ("erl", "studentised", "mad"):
        assert global_envelope(np.full(3, 9.0), curves, measure=measure).p_value == pytest.approx(1 / 40)


def test_delay_asymmetry_counted_on_paper() -> None:
    """A on days 10, 100, 200, 300; B on days 8, 9, 101, 200, 296; w = 3.

    Pairs 1 to 3 days apart: B first (8, 10), (9, 10); A first (100, 101); same day (200, 200); 296 and 300 are too far.
    """
    a, b = START + np.array([10, 100, 200, 300]), START + np.array([8, 9, 101, 200, 296])
    found = lag_sign_test(a, b, window_days=3, span=(START, START + 399), draws=99)
    assert (found.after, found.before, found.same_day) == (2, 1, 1)
