"""The choices behind an index: scale, weights, sum, gaps, what is left out; and the index of one set of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import scipy
from numpy.typing import NDArray

from multifront.domain import Floats

SCALES = ("z", "range", "rank")
SUMS = ("arithmetic", "geometric")
GAPS = ("available", "complete", "worst", "mean")
FACTORS = ("scale", "weights", "sum", "gaps", "left out")
FLOOR = 0.01
"""Values are laid into .01..1 before a geometric mean, which a zero would rule."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Many sets of choices, one a run: columns of shape (runs,), weights of shape (runs, k).

    `left_out` is the indicator that is dropped, or -1 for none.
    """

    scale: NDArray[np.int64]
    weights: Floats
    sum: NDArray[np.int64]
    gaps: NDArray[np.int64]
    left_out: NDArray[np.int64]

    def with_factor(self, other: Choices, factor: int) -> Choices:
        """These choices with one factor taken from another set, as Sobol's method wants it."""
        names = ("scale", "weights", "sum", "gaps", "left_out")
        return replace(self, **{names[factor]: getattr(other, names[factor])})


def drawn_choices(runs: int, count: int, rng: np.random.Generator) -> Choices:
    """Choices drawn evenly, weights from a flat Dirichlet distribution.

    Args:
        runs: how many sets.
        count: number of indicators.
        rng: source of randomness.
    """
    left_out = rng.integers(-1, count, size=runs) if count > 2 else np.full(runs, -1)
    return Choices(
        scale=rng.integers(len(SCALES), size=runs),
        weights=rng.dirichlet(np.ones(count), size=runs),
        sum=rng.integers(len(SUMS), size=runs),
        gaps=rng.integers(len(GAPS), size=runs),
        left_out=left_out,
    )


class Scaled:
    """The indicators on each scale and with each way of filling gaps, made once and used in every run."""

    def __init__(self, table: Floats) -> None:
        self.complete = np.isfinite(table).all(axis=1)
        self.seen, self.terms = [], []
        for scale in SCALES:
            filled = [_filled(_scaled(table, scale), gap) for gap in GAPS]
            known_here = [np.isfinite(values) for values in filled]
            self.seen.append([known.astype(np.float64) for known in known_here])
            self.terms.append([_terms(values, known) for values, known in zip(filled, known_here, strict=True)])

    def index(self, choices: Choices, run: int) -> Floats:
        """The index of all pairs in one run, shape (pairs,); NaN where the choices leave a pair out."""
        gap = GAPS[choices.gaps[run]]
        scale, filling = choices.scale[run], choices.gaps[run]
        weights = choices.weights[run].copy()
        if choices.left_out[run] >= 0:
            weights[choices.left_out[run]] = 0.0
        weights = weights / weights.sum()
        share = self.seen[scale][filling] @ weights
        total = self.terms[scale][filling][choices.sum[run]] @ weights
        index = np.divide(total, share, out=np.full(len(share), np.nan), where=share > 1e-12)
        if gap == "complete":
            index[~self.complete] = np.nan
        return np.asarray(index, dtype=np.float64)


def _terms(values: Floats, known: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """What is summed, in the order of `SUMS`: the values, and their logarithms; zero where there is no value."""
    return np.where(known, values, 0.0), np.where(known, np.log(values), 0.0)


def _scaled(table: Floats, scale: str) -> Floats:
    """Each column in .01..1: by z-score within three deviations, by range, or by rank."""
    out = np.full(table.shape, np.nan)
    for k, column in enumerate(table.T):
        known = np.isfinite(column)
        values = column[known]
        if scale == "rank":
            unit = (scipy.stats.rankdata(values) - 1) / max(len(values) - 1, 1)
        elif scale == "range":
            unit = (values - values.min()) / (np.ptp(values) or 1.0)
        else:
            unit = (np.clip((values - values.mean()) / (values.std() or 1.0), -3, 3) + 3) / 6
        out[known, k] = FLOOR + (1 - FLOOR) * unit
    return out


def _filled(values: Floats, gap: str) -> Floats:
    """Gaps as they are ('available', 'complete'), at the floor ('worst'), or at the column's mean."""
    if gap == "worst":
        return np.where(np.isfinite(values), values, FLOOR)
    if gap == "mean":
        return np.where(np.isfinite(values), values, np.nanmean(values, axis=0))
    return values
