"""A count model by bins of days: season, trend, own past, one exposure, by Firth's likelihood. No permutation."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.compiled import compiled
from multifront.timing.intensity import YEAR_DAYS

PAST_BINS = 4
"""Own excitation: log(1 + events of that many bins before)."""
EVENTS_PER_HARMONIC = 15
EVENTS_PER_KNOT = 20
MOST_HARMONICS = 2
MOST_KNOTS = 4
_STEPS = 60
_RIDGE = 1e-9
"""Added to the information where a column may be all zeros, such as the own past of no events."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Events by bin, days of each bin, and the columns of the baseline, (bins, columns); the last is the own past."""

    events: Floats
    days: Floats
    baseline: Floats
    bin_days: int


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients, expected events by bin, the penalised log-likelihood, and the dispersion, at least 1."""

    coefficients: Floats
    mean: Floats
    likelihood: float
    dispersion: float


def make_counts(days: NDArray[np.int64], length: int, bin_days: int) -> Counts:
    """Bins from the first day of the span on; harmonics and knots of the trend are as many as the events can carry."""
    bins = -(-length // bin_days)
    events = np.bincount(days // bin_days, minlength=bins).astype(np.float64)
    width = np.full(bins, float(bin_days))
    width[-1] = length - bin_days * (bins - 1)
    at = ((np.arange(bins) + 0.5) * bin_days).astype(np.float64)
    return Counts(events, width, np.column_stack([*_shape(at, length, days.size), own_past(events)]), bin_days)


def _shape(at: Floats, length: int, events: int) -> list[Floats]:
    """Intercept, harmonics of the year, and a linear spline of the trend, each roughly within -1 to 1."""
    columns = [np.ones(at.size)]
    for harmonic in range(1, min(MOST_HARMONICS, events // EVENTS_PER_HARMONIC) + 1):
        angle = 2.0 * np.pi * harmonic * at / YEAR_DAYS
        columns += [np.cos(angle), np.sin(angle)]
    knots = min(MOST_KNOTS, events // EVENTS_PER_KNOT)
    columns.append(at / length - 0.5)
    columns += [np.maximum(0.0, at / length - (i + 1) / (knots + 1)) for i in range(knots)]
    return columns


def own_past(events: Floats) -> Floats:
    """log(1 + events of the bins before), the last axis being time; bins before the span count as empty."""
    sums = np.cumsum(events, axis=-1)
    before = np.zeros_like(sums)
    before[..., 1:] = sums[..., :-1]
    before[..., PAST_BINS + 1 :] -= sums[..., : -PAST_BINS - 1]
    return np.log1p(before)


def fit_counts(counts: Counts, columns: Floats, fixed: float | None = None) -> Fit:
    """Maximise l(b) + log det I(b) / 2 by Newton steps on Firth's score, sum_i (y_i + h_i / 2 - mu_i) x_i.

    `columns` has shape (bins, k); with `fixed` the last coefficient stays there and the others are maximised.
    """
    free = columns.shape[1] - (fixed is not None)
    b = np.zeros(columns.shape[1])
    b[0] = np.log(max(counts.events.sum(), 0.5) / counts.days.sum())
    if fixed is not None:
        b[-1] = fixed
    best = _climb(counts.events, counts.days, np.ascontiguousarray(columns), b, free)
    mean = counts.days * np.exp(np.clip(columns @ b, -30.0, 8.0))
    spread = float(((counts.events - mean) ** 2 / mean).sum() / max(1, mean.size - columns.shape[1]))
    return Fit(b, mean, best, max(1.0, spread))


@compiled
def _firth_score(events: Floats, columns: Floats, mean: Floats, inverse: Floats) -> Floats:
    """sum_i (y_i + h_i / 2 - mu_i) x_i, h_i the leverage of bin i."""
    size = columns.shape[1]
    score = np.zeros(size)
    for i in range(mean.size):
        leverage = 0.0
        for j in range(size):
            beside = 0.5 * inverse[j, j] * columns[i, j]
            for k in range(j):
                beside += inverse[j, k] * columns[i, k]
            leverage += 2.0 * columns[i, j] * beside
        pull = events[i] + 0.5 * mean[i] * leverage - mean[i]
        for j in range(size):
            score[j] += pull * columns[i, j]
    return score


@compiled
def _climb(events: Floats, days: Floats, columns: Floats, b: Floats, free: int) -> float:
    """Newton steps from `b`, which is changed in place, on its first `free` coefficients; the likelihood reached."""
    bins, size = columns.shape
    mean, information, step = np.empty(bins), np.empty((size, size)), np.zeros(size)
    best = _penalised(events, days, columns, b, mean, information)
    for _ in range(_STEPS):
        inverse = np.linalg.inv(information + 1e-12 * np.eye(size)).astype(np.float64)
        score = _firth_score(events, columns, mean, inverse)[:free]
        step[:free] = np.linalg.solve(information[:free, :free] + _RIDGE * np.eye(free), score)
        step *= min(1.0, 2.0 / max(1e-12, np.abs(step).max()))
        for again in range(12):
            found = _penalised(events, days, columns, b + step, mean, information)
            if found >= best or again == 11:
                break
            step *= 0.5
        b += step
        gain, best = found - best, found
        if abs(gain) < 1e-8 and np.abs(step).max() < 1e-4:
            break
    return best


@compiled
def _penalised(events: Floats, days: Floats, columns: Floats, b: Floats, mean: Floats, information: Floats) -> float:
    """Log-likelihood without its constant plus half the log determinant of the information; fills both arrays."""
    total, size = 0.0, b.size
    information[:] = 0.0
    for i in range(events.size):
        at = 0.0
        for j in range(size):
            at += columns[i, j] * b[j]
        mean[i] = days[i] * np.exp(min(max(at, -30.0), 8.0))
        total += events[i] * np.log(mean[i]) - mean[i]
        for j in range(size):
            weight = mean[i] * columns[i, j]
            for k in range(j + 1):
                information[j, k] += weight * columns[i, k]
    for j in range(size):
        for k in range(j):
            information[k, j] = information[j, k]
    sign, determinant = np.linalg.slogdet(information + 1e-12 * np.eye(size))
    return total + (0.5 * determinant if sign > 0 else -1e6)


def score_of(counts: Counts, fit: Fit, exposures: Floats) -> tuple[Floats, Floats]:
    """Score of each exposure in a fit without it, in standard errors at dispersion 1, and its information; (moves,).

    `exposures` has shape (moves, bins): U = x'(y - mu), V = x'Wx - x'WZ (Z'WZ)^-1 Z'Wx, z = U / sqrt(V).
    """
    z, mean = counts.baseline, fit.mean
    crossed = exposures @ (z * mean[:, None])
    inverse = np.linalg.inv(z.T @ (z * mean[:, None]) + _RIDGE * np.eye(z.shape[1]))
    information = (exposures**2) @ mean - ((crossed @ inverse) * crossed).sum(axis=1)
    information = np.maximum(information, 1e-12)
    return (exposures @ (counts.events - mean)) / np.sqrt(information), information


def simulate(counts: Counts, fit: Fit, sets: int, rng: np.random.Generator) -> list[Counts]:
    """Synthetic counts of the model without exposure, own past and dispersion included, bin after bin."""
    steady = counts.days * np.exp(counts.baseline[:, :-1] @ fit.coefficients[:-1])
    ceiling = 3.0 * max(1.0, float(counts.events.max()), float(fit.mean.max()))
    drawn = np.zeros((sets, counts.events.size))
    for t in range(counts.events.size):
        past = drawn[:, max(0, t - PAST_BINS) : t].sum(axis=1)
        mean = np.minimum(steady[t] * (1.0 + past) ** fit.coefficients[-1], ceiling)
        if fit.dispersion > 1.0 + 1e-9:
            mean = rng.gamma(np.maximum(mean, 1e-9) / (fit.dispersion - 1.0), fit.dispersion - 1.0)
        drawn[:, t] = rng.poisson(mean)
    return [_again(counts, row) for row in drawn]


def _again(counts: Counts, events: Floats) -> Counts:
    """The same bins with other events and their own past."""
    return replace(counts, events=events, baseline=np.column_stack([counts.baseline[:, :-1], own_past(events)]))
