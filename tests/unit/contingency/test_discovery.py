"""PRIM: known boxes found, noise told from boxes, ties, resampling, quasi-p by hand, bad input."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import binom

from multifront.contingency import discovery, uniform_draws
from multifront.errors import SimulationError, UsageError

DRAWS = 4_000
INDEX = np.arange(DRAWS)
INPUTS = {name: uniform_draws(7, name, INDEX) for name in ("cut", "stock", "ration", "other", "idle")}
NOISE = uniform_draws(7, "noise", INDEX)
BOX = (INPUTS["cut"] > 0.6) & (INPUTS["stock"] < 0.5)


def test_a_known_box_is_found_in_noise() -> None:
    found = discovery.discover(INPUTS, np.where(BOX, NOISE < 0.9, NOISE < 0.05), resamples=8)
    limits = {line.name: (line.low, line.high) for line in found.restrictions}
    assert set(limits) == {"cut", "stock"}
    assert limits["cut"][0] == pytest.approx(0.6, abs=0.03)
    assert limits["cut"][1] is None
    assert limits["stock"][1] == pytest.approx(0.5, abs=0.03)
    assert found.density > 0.8
    assert all(line.reproduced == 1.0 and line.quasi_p < 1e-6 for line in found.restrictions)
    assert found.fresh_density == pytest.approx(found.density, abs=0.08)
    assert "worlds with cut above 0.5" in found.sentence


def test_a_clean_box_is_covered_whole() -> None:
    found = discovery.discover(INPUTS, BOX, resamples=0)
    assert found.density > 0.97
    assert found.coverage > 0.95
    assert found.mass == pytest.approx(BOX.mean(), abs=0.02)
    assert math.isnan(found.restrictions[0].reproduced)


def test_a_middle_stretch_gets_both_limits() -> None:
    found = discovery.discover(INPUTS, (INPUTS["cut"] > 0.3) & (INPUTS["cut"] < 0.6), resamples=0)
    line = found.restrictions[0]
    assert (line.low, line.high) == (pytest.approx(0.3, abs=0.02), pytest.approx(0.6, abs=0.02))
    assert "cut from 0.3" in line.text


def test_noise_alone_gives_a_weak_box_or_none() -> None:
    found = discovery.discover(INPUTS, NOISE < 0.2, resamples=8)
    assert not found.restrictions or found.fresh_density < 0.25


def test_quasi_p_is_the_binomial_tail_against_the_box_without_the_restriction() -> None:
    found = discovery.discover(INPUTS, np.where(BOX, NOISE < 0.9, NOISE < 0.05), resamples=0)
    hits = np.where(BOX, NOISE < 0.9, NOISE < 0.05)
    limits = {line.name: line for line in found.restrictions}
    without = INPUTS["stock"] <= limits["stock"].high
    inside = without & (INPUTS["cut"] >= limits["cut"].low)
    expected = binom.sf(hits[inside].sum() - 1, inside.sum(), hits[without].mean())
    assert limits["cut"].quasi_p == pytest.approx(expected)


def test_tied_inputs_are_peeled_whole() -> None:
    basing = np.floor(3 * uniform_draws(1, "basing", INDEX))
    found = discovery.discover({"basing": basing, "idle": INPUTS["idle"]}, (basing == 0) & (NOISE < 0.9), resamples=0)
    assert [(line.name, line.low, line.high) for line in found.restrictions] == [("basing", None, 0.0)]
    assert found.coverage == 1.0


def test_trajectory_trades_coverage_for_density_and_weight_moves_along_it() -> None:
    hits = np.where(BOX, NOISE < 0.6, NOISE < 0.2)
    found = discovery.discover(INPUTS, hits, resamples=0)
    coverage = [step.coverage for step in found.trajectory]
    assert coverage[0] == 1.0
    assert all(after <= before for before, after in pairwise(coverage))
    wide = discovery.discover(INPUTS, hits, rules=discovery.Rules(weight=4.0), resamples=0)
    assert wide.coverage >= found.coverage


def test_same_seed_same_result() -> None:
    one, other = (discovery.discover(INPUTS, BOX, resamples=3, seed=5) for _ in range(2))
    assert one == other


def test_bad_input_is_refused() -> None:
    with pytest.raises(UsageError, match="one value a draw"):
        discovery.discover({"cut": np.zeros(3)}, BOX)
    with pytest.raises(UsageError, match="no inputs"):
        discovery.discover({}, BOX)
    with pytest.raises(SimulationError, match="3 of 4000 draws are of interest"):
        discovery.discover(INPUTS, INDEX < 3)
    with pytest.raises(SimulationError, match="missing or infinite values: cut"):
        discovery.discover({"cut": np.where(INDEX == 5, np.nan, 1.0)}, BOX)
    with pytest.raises(SimulationError, match="no input varies"):
        discovery.discover({"cut": np.ones(DRAWS)}, BOX)
    for rules in (discovery.Rules(peel=0.0), discovery.Rules(smallest_mass=1.0), discovery.Rules(weight=0.0)):
        with pytest.raises(UsageError):
            discovery.discover(INPUTS, BOX, rules=rules)
