"""The interpolated inverse of the PERT distribution against the incomplete beta function, and what a sample needs."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import betainc, betaincinv

from multifront.contingency.pert import pert_quantile

MODES = (1e-9, 1e-3, 0.1, 1 / 3, 0.5, 0.73, 0.95, 0.999, 1 - 1e-9)
ENDS = [2.0**-54, 1e-12, 0.25, 0.5, 1 - 1e-12, 1 - 2.0**-53]


@pytest.mark.parametrize("mode", MODES)
def test_it_equals_the_inverse_of_the_incomplete_beta_function(mode: float) -> None:
    """1e-13: a few hundred roundings at most; the draws of a scenario then differ by nothing that a table shows."""
    probability = np.concatenate([ENDS, np.random.default_rng(0).random(2_000)])
    found = pert_quantile(mode, probability)
    exact = betaincinv(1 + 4 * mode, 5 - 4 * mode, probability)
    np.testing.assert_allclose(found, exact, rtol=1e-12, atol=1e-13)
    middle = (probability > 1e-9) & (probability < 1 - 1e-9)
    back = betainc(1 + 4 * mode, 5 - 4 * mode, found)
    np.testing.assert_allclose(back[middle], probability[middle], rtol=0, atol=1e-12)


@pytest.mark.parametrize("mode", [0.0, *MODES, 1.0])
def test_it_rises_from_low_to_high_and_draws_do_not_depend_on_one_another(mode: float) -> None:
    probability = np.sort(np.random.default_rng(1).random(3_001))
    found = pert_quantile(mode, probability)
    assert np.all(np.diff(found) >= -1e-14)  # both halves meet to rounding
    assert found.min() >= 0.0
    assert found.max() <= 1.0
    alone = [float(pert_quantile(mode, probability[at : at + 1])[0]) for at in (0, 1, 1_500, 3_000)]
    assert alone == found[[0, 1, 1_500, 3_000]].tolist()
    assert pert_quantile(mode, np.array([0.0, 1.0])) == pytest.approx([0.0, 1.0], abs=1e-13)


def test_one_sided_shapes_have_a_closed_form() -> None:
    probability = np.linspace(0.01, 0.99, 50)
    np.testing.assert_allclose(pert_quantile(0.0, probability), 1 - (1 - probability) ** 0.2, rtol=1e-12)
    np.testing.assert_allclose(pert_quantile(1.0, probability), probability**0.2, rtol=1e-12)
    assert pert_quantile(0.5, np.zeros(0)).size == 0
