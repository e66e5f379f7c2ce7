"""Season and trend of a Hawkes baseline as columns over cells of the span. Knows days of a span, no events, no fit."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import scipy
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name

YEAR_DAYS = 365.25
CELL_DAYS = 7.0
"""The baseline is constant within a cell, so that its integral is exact and simulation draws from the same model."""
TRENDS = ("none", "linear", "spline")
KNOT_YEARS = 2.0
"""One interior knot of the spline for so many years: finer knots would follow bursts."""


class Baseline(NamedTuple):
    """log mu(t) = columns[cell of t] @ coefficients; `columns` has shape (cells, terms), `widths` (cells,) in days."""

    length: float
    cell: float
    widths: Floats
    columns: Floats
    terms: tuple[str, ...]

    def cell_of(self, times: Floats) -> NDArray[np.int64]:
        """The cell in which each time lies; the end of the span belongs to the last."""
        return np.minimum((times / self.cell).astype(np.int64), self.widths.size - 1)


def make_baseline(length: float, harmonics: int, trend: str) -> Baseline:
    """Columns: 1, cosine and sine of each yearly harmonic, then the trend (line from -1 to 1, or cubic B-spline)."""
    if trend not in TRENDS:
        raise UsageError(unknown_name("trend", trend, TRENDS, "use trend='linear'"))
    if harmonics < 0 or harmonics > 6:
        raise UsageError(f"harmonics must lie between 0 and 6, found {harmonics}; 2 follow most seasons")
    flat = harmonics == 0 and trend == "none"
    cells = 1 if flat else max(8, int(np.ceil(length / CELL_DAYS)))
    cell = length / cells
    centres = (np.arange(cells) + 0.5) * cell
    columns, terms = [np.ones(cells)], ["level"]
    for k in range(1, harmonics + 1):
        angle = 2.0 * np.pi * k * centres / YEAR_DAYS
        columns += [np.cos(angle), np.sin(angle)]
        terms += [f"cos {k}", f"sin {k}"]
    for name, column in _trend_columns(np.asarray(centres / length), length, trend):
        columns.append(column)
        terms.append(name)
    return Baseline(float(length), cell, np.full(cells, cell), np.ascontiguousarray(np.stack(columns, 1)), tuple(terms))


def _trend_columns(places: Floats, length: float, trend: str) -> list[tuple[str, Floats]]:
    """Named columns of the trend at places in (0, 1), without a constant."""
    if trend == "none":
        return []
    if trend == "linear":
        return [("trend", 2.0 * places - 1.0)]
    inner = max(1, round(length / YEAR_DAYS / KNOT_YEARS))
    knots = np.concatenate([np.zeros(4), np.arange(1, inner + 1) / (inner + 1), np.ones(4)])
    basis = scipy.interpolate.BSpline.design_matrix(places, knots, 3).toarray()
    return [(f"spline {k}", basis[:, k] - basis[:, k].mean()) for k in range(1, basis.shape[1])]
