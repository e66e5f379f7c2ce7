"""How far a comparison of forecasts can be trusted on data like these: false alarms and reach, by simulation only."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.compiled import compiled
from multifront.timing.count_scores import score_rows
from multifront.timing.forecast_model import CEILING, INDICATOR, OWN, Told
from multifront.timing.score_difference import compare_scores

LARGEST_RATIO = {INDICATOR: 16.0, OWN: 2.0}
"""Largest ratio tried; from 2 on a stream that drives itself runs away to its ceiling and there is nothing to see."""
_SEARCH_DRAWS, _HALVINGS = 40, 4


@dataclass(frozen=True, slots=True)
class Trial:
    """What is compared on every simulated stream: columns of the model and of its rival, level, power, draws."""

    told: Told
    model: int
    rival: int
    alpha: float
    power: float
    draws: int

    @property
    def truth(self) -> tuple[Floats, float]:
        """The rival fitted to all that is known: its coefficients and the size of its counts."""
        _, sizes, b = self.told.walk(self.rival)
        return b, float(sizes[-1])


def trust(trial: Trial, rng: np.random.Generator) -> tuple[float, float | None]:
    """False-positive rate, and the smallest ratio of rates after one event of the driver that is found with the power.

    Streams are drawn from the rival fitted to all counts, bin after bin, with the indicator as it was; for the reach
    the rate is multiplied by (1 + driver's last count)^log2(ratio). All of a simulated stream is public at once.
    """
    b, size = trial.truth
    alarms = _share(trial, (b, size), 1.0, rng.integers(2**32, size=trial.draws))
    seeds = rng.integers(2**32, size=_SEARCH_DRAWS)
    if _share(trial, (b, size), LARGEST_RATIO[trial.model], seeds) < trial.power:
        return alarms, None
    low, high = 0.0, float(np.log2(LARGEST_RATIO[trial.model]))
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if _share(trial, (b, size), 2.0**middle, seeds) < trial.power else (low, middle)
    return alarms, 2.0**high


def _share(trial: Trial, truth: tuple[Floats, float], ratio: float, seeds: NDArray[np.int64]) -> float:
    """Share of simulated streams in which the model beats its rival with p <= alpha."""
    told, (b, size) = trial.told, truth
    full, noise = np.zeros(OWN), np.ones(told.own.shape[1])
    full[: b.size] = b
    driver = told.other[-1] if trial.model == INDICATOR else np.zeros(0)
    plan = (told.recent, float(np.log2(ratio)), CEILING * (float(told.own[-1].max()) + 1.0))
    found = 0
    for seed in seeds.tolist():
        if np.isfinite(size):
            noise = np.random.default_rng(seed).gamma(size, 1.0 / size, noise.size)
        counts = _draw(full, driver, told.angles, noise, plan, seed)
        own = np.tril(np.broadcast_to(counts, told.own.shape), -1)
        found += _p_value(replace(told, own=own), trial, counts) <= trial.alpha
    return found / seeds.size


def _p_value(told: Told, trial: Trial, counts: Floats) -> float:
    """P of the gain in CRPS of one simulated stream."""
    scores = []
    for columns in (trial.model, trial.rival):
        means, sizes, _ = told.walk(columns)
        scores.append(score_rows(means[:-1], sizes[:-1], counts[told.first :], 1)[:, 0])
    return compare_scores(scores[1] - scores[0], trial.alpha).p_value


@compiled
def _draw(
    b: Floats, driver: Floats, angles: Floats, noise: Floats, plan: tuple[int, float, float], seed: int
) -> Floats:
    """One stream, period after period; `noise` multiplies the rate, the driver is the stream itself where empty."""
    recent, power, ceiling = plan
    np.random.seed(seed)
    n = noise.size
    counts, rows = np.zeros(n), np.ones((n + 1, OWN))
    for s in range(n):
        eta = b[0]
        if s > 0:
            since = max(0, s - recent)
            rows[s, 1], rows[s, 2] = np.log1p(counts[s - 1]), np.log1p(counts[since:s].sum() / (s - since))
            rows[s, 3], rows[s, 4] = np.cos(angles[s]), np.sin(angles[s])
            for a in range(1, OWN):
                eta += b[a] * rows[s, a]
            eta += power * np.log1p(driver[s - 1] if driver.size > 0 else counts[s - 1])
        counts[s] = np.random.poisson(min(ceiling, np.exp(min(20.0, eta))) * noise[s])
    return counts
