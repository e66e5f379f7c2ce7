"""The count regressions behind a forecast: columns, ridge fit, dispersion, and the walk that refits at each step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multifront.domain import Floats
from multifront.timing.compiled import compiled

BASE, OWN, INDICATOR = 1, 5, 6
"""Columns of each model: level; with own last count, recent level, cosine and sine of the year; with the indicator."""
_ITERATIONS = 40
CEILING = 3.0
"""A forecast mean is held below so many times the largest count known, plus one."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was public before each period: `own` and `other` of shape (n + 1, n), angles of the year (n + 1,).

    `first` is the first period that is forecast, `recent` the number of periods of the recent level.
    """

    own: Floats
    other: Floats
    angles: Floats
    first: int
    recent: int

    def walk(self, columns: int) -> tuple[Floats, Floats, Floats]:
        """Mean and size of each forecast from `first` to n, and the coefficients of the last fit."""
        found = walk(self.own, self.other, self.angles, (self.first, self.recent, columns))
        return found[0], found[1], found[2]

    def persistence(self) -> tuple[Floats, Floats]:
        """The last count known as the rate: Poisson with a gamma of shape y + 1/2, mean and size y + 1/2."""
        steps = np.arange(self.first, self.own.shape[0])
        last = self.own[steps, steps - 1] + 0.5
        return last, last.copy()


@compiled
def walk(own: Floats, other: Floats, angles: Floats, plan: tuple[int, int, int]) -> tuple[Floats, Floats, Floats]:
    """Refit before every period on the counts public by then, and forecast that period."""
    first, recent, columns = plan
    n = own.shape[1]
    means, sizes, b = np.zeros(n + 1 - first), np.zeros(n + 1 - first), np.zeros(columns)
    b[0] = -5.0
    rows = np.ones((n + 1, columns))
    for t in range(first, n + 1):
        if columns > 1:
            fill_columns(rows, own[t], other[t], angles, (t, recent))
        x, y = rows[1 : t + 1], own[t, 1:t]
        if b[0] == -5.0:
            b[0] = np.log((y.sum() + 0.5) / y.size)
        fit_ridge(x[: t - 1], y, b)
        ceiling = CEILING * (y.max() + 1.0)
        fitted = np.minimum(np.exp(x @ b), ceiling)
        means[t - first], sizes[t - first] = fitted[t - 1], moment_size(y, fitted[: t - 1], columns)
    return means, sizes, b


@compiled
def fill_columns(rows: Floats, own: Floats, other: Floats, angles: Floats, at: tuple[int, int]) -> None:
    """Columns of the periods 1 to t from the counts before each; `rows` has one column fewer without an indicator."""
    t, recent = at
    for s in range(1, t + 1):
        since = max(0, s - recent)
        rows[s, 1] = np.log1p(own[s - 1])
        rows[s, 2] = np.log1p(own[since:s].sum() / (s - since))
        rows[s, 3], rows[s, 4] = np.cos(angles[s]), np.sin(angles[s])
        if rows.shape[1] > OWN:
            rows[s, 5] = np.log1p(other[s - 1])


@compiled
def fit_ridge(x: Floats, y: Floats, b: Floats) -> None:
    """Poisson regression in place from the b given: slopes have a normal prior of sd 1, half an event is added.

    Maximises sum of (y + 1 / (2 n)) log mu - mu - sum of slopes^2 / 2, so that no event at all still gives a rate.
    """
    n, k = x.shape
    score, information, mu = np.zeros(k), np.zeros((k, k)), np.zeros(n)
    for _ in range(_ITERATIONS):
        score[:] = 0.0
        information[:] = 0.0
        for i in range(n):
            eta = 0.0
            for a in range(k):
                eta += x[i, a] * b[a]
            mu[i] = np.exp(min(20.0, max(-30.0, eta)))
            left = y[i] + 0.5 / n - mu[i]
            for a in range(k):
                score[a] += x[i, a] * left
                for c in range(a + 1):
                    information[a, c] += x[i, a] * x[i, c] * mu[i]
        for a in range(k):
            if a > 0:
                score[a] -= b[a]
                information[a, a] += 1.0
            for c in range(a):
                information[c, a] = information[a, c]
        step = np.linalg.solve(information, score)
        largest = np.abs(step).max()
        b += step * min(1.0, 1.0 / max(1e-12, largest))
        if largest < 1e-7:
            break


@compiled
def moment_size(y: Floats, mu: Floats, columns: int) -> float:
    """Size r = 1 / a at which sum of (y - mu)^2 / (mu + a mu^2) is n less the columns; inf where a would be below 0.

    The sum falls and is convex in a, so Newton's steps from 0 come from below and never pass the root.
    """
    target, a = max(1.0, float(y.size - columns)), 0.0
    for _ in range(_ITERATIONS):
        total, slope = 0.0, 0.0
        for i in range(y.size):
            part = (y[i] - mu[i]) ** 2 / (mu[i] * (1.0 + a * mu[i]))
            total += part
            slope += part * mu[i] / (1.0 + a * mu[i])
        if total <= target * (1.0 + 1e-8) or slope <= 0.0:
            break
        a += (total - target) / slope
    return 1.0 / a if a > 1e-6 else np.inf
