"""Maximum likelihood of a Hawkes process from exact times: decays outside, baseline and branching inside. No tests."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import scipy
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.hawkes_baseline import Baseline
from multifront.timing.hawkes_intensity import excitation_at, excitation_slope_at, spent_by
from multifront.timing.hawkes_newton import fit_target

GRID = 7
"""Decays tried, evenly on a log scale, before the best is refined: the likelihood can have several tops."""
LOG_TOLERANCE = 3e-3


@dataclass(frozen=True, slots=True)
class Model:
    """What is fitted: the baseline's columns, the range of decays, and their sharing ('shared', 'pair' or 'fixed').

    `fixed` is the decay held in mode 'fixed', shape (D, D), and not read otherwise.
    """

    baseline: Baseline
    decay: str
    slowest: float
    fastest: float
    fixed: Floats | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """Fitted process: `coefficients` (D, terms) of the log baseline, `branching` and `decays` (D, D), `losses` (D,).

    `branching[i, j]` is the mean number of direct offspring in series i of an event of j; jumps are branching * decays.
    """

    coefficients: Floats
    branching: Floats
    decays: Floats
    losses: Floats

    @property
    def log_likelihood(self) -> float:
        """Of all series together."""
        return -float(self.losses.sum())

    @property
    def spectral_radius(self) -> float:
        """Largest absolute eigenvalue of the branching matrix; below 1 the process does not explode."""
        return float(np.abs(np.linalg.eigvals(self.branching)).max())


class Likelihood:
    """The likelihood of given times under a model, with what can be reused between evaluations."""

    def __init__(self, series: list[Floats], model: Model) -> None:
        self.series, self.model = series, model
        self.count = len(series)
        self.cells = [model.baseline.cell_of(one) for one in series]
        self._columns: dict[tuple[int, int], tuple[float, Floats, float]] = {}

    def start(self) -> Floats:
        """Starting point of each target: half of its events from a flat baseline, half from all series alike."""
        terms = len(self.model.baseline.terms)
        x = np.zeros((self.count, terms + self.count))
        sizes = np.array([max(one.size, 1) for one in self.series], dtype=np.float64)
        x[:, 0] = np.log(sizes / (2.0 * self.model.baseline.length))
        x[:, terms:] = 0.5 / self.count
        return x

    def fit_target(self, i: int, decays: Floats, start: Floats, allowed: NDArray[np.bool_]) -> tuple[Floats, float]:
        """Best baseline and branching into series i when its decays (D,) are held."""
        baseline = self.model.baseline
        excited, spent = self.design(i, decays)
        return fit_target(start, allowed, baseline.columns, baseline.widths, self.cells[i], excited, spent)

    def design(self, i: int, decays: Floats) -> tuple[Floats, Floats]:
        """Excitation of series i by unit branching from each series, shape (events, D), and its integrals (D,)."""
        excited = np.empty((self.series[i].size, self.count))
        spent = np.empty(self.count)
        for j in range(self.count):
            excited[:, j], spent[j] = self._column(i, j, float(decays[j]))
        return excited, spent

    def _column(self, i: int, j: int, decay: float) -> tuple[Floats, float]:
        """Excitation of series i by unit branching from j, and its integral; the last decay of each pair is kept."""
        kept = self._columns.get((i, j))
        if kept is None or kept[0] != decay:
            column = decay * excitation_at(self.series[i], self.series[j], decay)
            kept = decay, column, spent_by(self.model.baseline.length, self.series[j], decay)
            self._columns[i, j] = kept
        return kept[1], kept[2]

    def fit_all(self, decays: Floats, start: Floats, allowed: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """Best x of every target at the decays (D, D), shape (D, terms + D), and their losses."""
        fits = [self.fit_target(i, decays[i], start[i], allowed[i]) for i in range(self.count)]
        return np.array([x for x, _ in fits]), np.array([loss for _, loss in fits])

    def decay_slope(self, i: int, decays: Floats, x: Floats) -> Floats:
        """Derivative of the loss of series i by the logs of its decays at the best x (whose own derivative is 0)."""
        baseline = self.model.baseline
        terms = len(baseline.terms)
        branching = x[terms:]
        rate = np.exp(baseline.columns @ x[:terms])[self.cells[i]]
        by_decay, later = [], []
        for j, sources in enumerate(self.series):
            found, slope = excitation_slope_at(self.series[i], sources, decays[j])
            rate = rate + branching[j] * decays[j] * found
            by_decay.append(found + decays[j] * slope)
            left = baseline.length - sources
            later.append(float((left * np.exp(-decays[j] * left)).sum()))
        gradient = [branching[j] * (later[j] - (by_decay[j] / rate).sum()) for j in range(self.count)]
        return np.asarray(decays * np.array(gradient))


def estimate(series: list[Floats], model: Model, allowed: NDArray[np.bool_] | None = None) -> Estimate:
    """Maximum likelihood; pairs (i, j) that are not `allowed` have no excitation."""
    likelihood = Likelihood(series, model)
    count = likelihood.count
    free = np.ones((count, count), dtype=np.bool_) if allowed is None else allowed
    if model.fixed is not None and model.decay == "fixed":
        return _gather(likelihood, model.fixed, *likelihood.fit_all(model.fixed, likelihood.start(), free))
    decay, x = _shared(likelihood, free)
    decays = np.full((count, count), decay)
    if model.decay == "pair":
        rows = [_own_decays(likelihood, i, decays[i], x[i], free[i]) for i in range(count)]
        decays, x = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    return _gather(likelihood, decays, *likelihood.fit_all(decays, x, free))


def without_pair(series: list[Floats], model: Model, full: Estimate, pair: tuple[int, int]) -> Estimate:
    """The best fit with no excitation of pair[0] by pair[1], decays held at those of the full fit."""
    likelihood, (i, j) = Likelihood(series, model), pair
    start = np.concatenate([full.coefficients[i], full.branching[i]])
    allowed = np.arange(likelihood.count) != j
    x, loss = likelihood.fit_target(i, full.decays[i], start, allowed)
    terms = len(model.baseline.terms)
    coefficients, branching, losses = full.coefficients.copy(), full.branching.copy(), full.losses.copy()
    coefficients[i], branching[i], losses[i] = x[:terms], x[terms:], loss
    return replace(full, coefficients=coefficients, branching=branching, losses=losses)


def _gather(likelihood: Likelihood, decays: Floats, x: Floats, losses: Floats) -> Estimate:
    """The fitted numbers under their names."""
    terms = len(likelihood.model.baseline.terms)
    return Estimate(x[:, :terms].copy(), x[:, terms:].copy(), np.asarray(decays, dtype=np.float64).copy(), losses)


def _shared(likelihood: Likelihood, allowed: NDArray[np.bool_]) -> tuple[float, Floats]:
    """The one decay that fits best, and x there: a grid, then Brent's method around its best point."""
    count, x = likelihood.count, likelihood.start()
    low, high = np.log(likelihood.model.slowest), np.log(likelihood.model.fastest)

    def loss_at(log_decay: float) -> float:
        nonlocal x
        x, losses = likelihood.fit_all(np.full((count, count), np.exp(log_decay)), x, allowed)
        return float(losses.sum())

    grid = np.linspace(low, high, GRID)
    best = int(np.argmin([loss_at(point) for point in grid]))
    around = grid[max(0, best - 1)], grid[min(GRID - 1, best + 1)]
    found = scipy.optimize.minimize_scalar(loss_at, bounds=around, method="bounded", options={"xatol": LOG_TOLERANCE})
    return float(np.exp(found.x)), x


def _own_decays(
    likelihood: Likelihood, i: int, start: Floats, x: Floats, allowed: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Own decay of every source of series i: each scanned over the grid in turn, then all by truncated Newton."""
    low, high = np.log(likelihood.model.slowest), np.log(likelihood.model.fastest)
    logs, best_x = np.log(start), x

    def loss_at(trial: Floats) -> float:
        nonlocal best_x
        best_x, loss = likelihood.fit_target(i, np.exp(trial), best_x, allowed)
        return loss

    def value(trial: Floats) -> tuple[float, Floats]:
        loss = loss_at(trial)
        return loss, likelihood.decay_slope(i, np.exp(trial), best_x)

    for j in np.flatnonzero(allowed):
        here, points = np.arange(logs.size) == j, (logs[j], *np.linspace(low, high, GRID))
        trials = [np.where(here, point, logs) for point in points]
        logs = trials[int(np.argmin([loss_at(trial) for trial in trials]))]
    found = scipy.optimize.minimize(value, logs, jac=True, method="TNC", bounds=[(low, high)] * logs.size)
    return np.exp(found.x), best_x
