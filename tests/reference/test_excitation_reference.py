"""Published and worked values of the Hawkes likelihood, and recovery of known parameters from draws."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad

from multifront.timing import HawkesOptions, fit_hawkes, hawkes_log_likelihood, simulate_hawkes

BRANCHING = np.array([[0.4, 0.2], [0.0, 0.3]])


def test_log_likelihood_of_three_events() -> None:
    """Three events by hand: t = {1, 2, 4}, T = 5, mu .5, alpha .8, beta 1.2 gives -5.788610307827.

    From the formula of Laub, Taimre & Pollett 2015 (arXiv:1507.02822, section 4.1) by recursion and by quadrature in
    the project's reference notes; done again below without recursion. Tolerance: the digits printed there.
    """
    times, mu, alpha, beta = np.array([1.0, 2.0, 4.0]), 0.5, 0.8, 1.2

    def intensity(t: float) -> float:
        return mu + alpha * np.exp(-beta * (t - times[times < t])).sum()

    pieces = [quad(intensity, a, b)[0] for a, b in ((0, 1), (1, 2), (2, 4), (4, 5))]
    by_hand = sum(np.log(intensity(t)) for t in times) - sum(pieces)
    found = hawkes_log_likelihood([times], 5.0, [mu], [[alpha]], [[beta]])
    assert found == pytest.approx(-5.788610307827, abs=5e-13)
    assert found == pytest.approx(by_hand, abs=1e-9)


@pytest.mark.parametrize("decay", ["shared", "pair"])
def test_known_parameters_are_recovered(decay: str) -> None:
    """Means of 12 fits of about 900 events; tolerance about 3 standard errors of such a mean."""
    options = HawkesOptions(harmonics=0, trend="none", decay=decay, draws=0)
    fits = []
    for seed in range(12):
        times = simulate_hawkes(
            3000.0, baseline=[0.08, 0.1], branching=BRANCHING, decays=np.full((2, 2), 0.5), rng=seed
        )
        fits.append(fit_hawkes({"a": times[0], "b": times[1]}, span=(0.0, 3000.0), options=options))
    found = np.mean([fit.branching for fit in fits], axis=0)
    assert found == pytest.approx(BRANCHING, abs=0.06)
    assert np.median([fit.decays[0, 0] for fit in fits]) == pytest.approx(0.5, rel=0.2)


def test_mean_count_of_draws_is_that_of_the_stationary_process() -> None:
    """E N = (I - n)^-1 mu T (Laub, Taimre & Pollett 2015, eq. 13, for D = 1), less what the empty start costs."""
    mu, length = np.array([0.1, 0.2]), 20000.0
    times = simulate_hawkes(length, baseline=mu, branching=BRANCHING, decays=np.ones((2, 2)), rng=3)
    expected = np.linalg.solve(np.eye(2) - BRANCHING, mu) * length
    assert [one.size for one in times] == pytest.approx(expected, rel=0.05)
