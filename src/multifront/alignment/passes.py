"""One measure of very many tables of counts in a compiled pass, equal to `similarity_from_counts`. No counting."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from multifront.alignment.compiled import compiled
from multifront.alignment.counts import LOWEST, NORMAL_975, disagreement
from multifront.domain import Floats

AGREEMENT, S, KAPPA, PI, BCAI, TAU_B = range(6)
CODES = {"agreement": AGREEMENT, "s": S, "kappa": KAPPA, "pi": PI, "bcai": BCAI, "tau_b": TAU_B}


class Rule(NamedTuple):
    """What a pass computes: the measure, how far apart answers are, the fewest items, the lower end of the range."""

    code: int
    weights: Floats
    min_shared: int
    lowest: float


def rule(measure: str, scheme: str, min_shared: int, *, absent: bool) -> Rule:
    """The rule of a measure of votes; with `absent`, not voting is a fourth answer.

    Not voting has no place between yes and no, so it is as far from every vote as yes is from no.
    """
    votes = disagreement(np.arange(3.0), scheme)
    weights = votes
    if absent and measure != "tau_b":
        weights = np.ones((4, 4))
        weights[:3, :3], weights[3, 3] = votes, 0.0
    return Rule(CODES[measure], weights, max(min_shared, 1), LOWEST.get(measure, -1.0))


def absent_with_abstain(cells: NDArray[np.int16]) -> NDArray[np.int16]:
    """Tables (n, 16) as (n, 9), not voting put with abstention: the one place in their order alike to yes and no."""
    wide = cells.reshape(-1, 4, 4)
    found = wide[:, :3, :3].copy()
    found[:, 1, :] += wide[:, 3, :3]
    found[:, :, 1] += wide[:, :3, 3]
    found[:, 1, 1] += wide[:, 3, 3]
    return found.reshape(-1, 9)


def measure_tables(cells: NDArray[np.int16], shared: NDArray[np.int32], chosen: Rule) -> Floats:
    """Value, standard error, low and high end of the 95 % interval, shape (4, n).

    Args:
        cells: counts (n, k * k), rows of a table one after the other.
        shared: their sums (n,).
        chosen: what to compute.

    Returns:
        Columns as `similarity_from_counts` gives them; NaN below the fewest items and where the measure is 0/0.
    """
    if chosen.code == TAU_B and cells.shape[1] == 16:
        cells = absent_with_abstain(cells)
    out = np.empty((4, shared.size))
    if chosen.code == TAU_B:
        _order_pass(cells, shared, chosen, out)
    elif chosen.code in (AGREEMENT, S):
        _plain_pass(cells, shared, chosen, out)
    else:
        _CHANCE_PASS[cells.shape[1]](cells, shared, chosen, out)
    return out


@compiled
def _plain_pass(cells: NDArray[np.int16], shared: NDArray[np.int32], chosen: Rule, out: Floats) -> None:
    """Agreement and S: means of distances, so that two sums a table suffice."""
    width, w = 1.0 + chosen.code, chosen.weights.ravel()
    even = 1.0 / w.size
    all_once, all_squared = w.sum(), (w * w).sum()
    for row in range(shared.size):
        if shared[row] < chosen.min_shared:
            out[:, row] = np.nan
            continue
        n, once, squared = float(shared[row]), 0.0, 0.0
        for cell in range(w.size):
            once += w[cell] * cells[row, cell]
            squared += w[cell] * w[cell] * cells[row, cell]
        mean = width * (once + even * all_once) / (n + 1.0)
        square = width * width * (squared + even * all_squared) / (n + 1.0)
        error = np.sqrt(max(square - mean * mean, 0.0) / n)
        _write(out, row, 1.0 - width * once / n, error, chosen.lowest)


@compiled
def _write(out: Floats, row: int, value: float, error: float, lowest: float) -> None:
    """A row of the columns, the interval cut at the measure's range."""
    reach = NORMAL_975 * error
    out[0, row] = value
    out[1, row] = error
    out[2, row] = min(max(value - reach, lowest), 1.0)
    out[3, row] = min(max(value + reach, lowest), 1.0)


def _make_chance_pass(k: int) -> Any:
    """Kappa, pi and BCAI of tables of k answers; a size known to the compiler lets it unroll the loops."""
    even, each = 1.0 / k, 1.0 / (k * k)

    @compiled
    def chance_pass(cells: NDArray[np.int16], shared: NDArray[np.int32], chosen: Rule, out: Floats) -> None:
        code, w = chosen.code, chosen.weights
        rows, columns, of_row, of_column = np.zeros(k), np.zeros(k), np.zeros(k), np.zeros(k)
        for row in range(shared.size):
            n, seen = float(shared[row]), 0.0
            for x in range(k):
                rows[x] = columns[x] = 0.0
                for y in range(k):
                    rows[x] += cells[row, x * k + y]
                    columns[x] += cells[row, y * k + x]
            if code == PI:
                for x in range(k):
                    rows[x] = columns[x] = (rows[x] + columns[x]) / 2.0
            for x in range(k):
                of_row[x] = of_column[x] = 0.0
                for y in range(k):
                    of_row[x] += w[x, y] * columns[y]
                    of_column[x] += w[y, x] * rows[y]
                    seen += w[x, y] * cells[row, x * k + y]
            expected, spread_seen, spread_expected = 0.0, seen, 0.0
            for x in range(k):
                expected += rows[x] * of_row[x]
                for y in range(k):
                    of_row[x] += even * w[x, y]
                    of_column[x] += even * w[y, x]
                    spread_seen += each * w[x, y]
                spread_expected += (rows[x] + even) * of_row[x]
            if n < chosen.min_shared or (expected <= 0.0 and code != BCAI):
                out[0, row] = out[1, row] = out[2, row] = out[3, row] = np.nan
                continue
            total = n + 1.0
            share = total * spread_seen / spread_expected
            own = 2.0 if code == BCAI else total * total / spread_expected
            of_chance = (2.0 if code == BCAI else share * own) / total
            mean, square = 0.0, 0.0
            for x in range(k):
                for y in range(k):
                    slope = of_chance * (of_row[x] + of_column[y]) - own * w[x, y]
                    weighed = (cells[row, x * k + y] + each) * slope
                    mean += weighed
                    square += weighed * slope
            mean, square = mean / total, square / total
            value = 2.0 * (expected / n - seen) / n if code == BCAI else 1.0 - n * seen / expected
            _write(out, row, value, np.sqrt(max(square - mean * mean, 0.0) / n), chosen.lowest)

    return chance_pass


_CHANCE_PASS = {k * k: _make_chance_pass(k) for k in (3, 4)}


@compiled
def _order_pass(cells: NDArray[np.int16], shared: NDArray[np.int32], chosen: Rule, out: Floats) -> None:
    """tau-b of tables of three answers."""
    p = np.zeros((3, 3))
    for row in range(shared.size):
        out[0, row] = out[1, row] = out[2, row] = out[3, row] = np.nan
        if shared[row] < chosen.min_shared:
            continue
        n = float(shared[row])
        for cell in range(9):
            p[cell // 3, cell % 3] = cells[row, cell] / n
        value, _ = _tau_b(p)
        for cell in range(9):
            p[cell // 3, cell % 3] = (cells[row, cell] + 1.0 / 9.0) / (n + 1.0)
        _, variance = _tau_b(p)
        if not np.isnan(value):
            _write(out, row, value, np.sqrt(max(variance, 0.0) / n), chosen.lowest)


@compiled
def _tau_b(p: Floats) -> tuple[float, float]:
    """tau-b of a table of shares, NaN where a state never varies, and its variance for one item."""
    rows, columns = np.zeros(3), np.zeros(3)
    surplus = np.zeros((3, 3))
    for x in range(3):
        for y in range(3):
            rows[x] += p[x, y]
            columns[y] += p[x, y]
            for i in range(3):
                for j in range(3):
                    surplus[x, y] += ((x > i) - (x < i)) * ((y > j) - (y < j)) * p[i, j]
    if (rows > 0).sum() < 2 or (columns > 0).sum() < 2:
        return np.nan, np.nan
    untied_rows, untied_columns = 1.0 - (rows * rows).sum(), 1.0 - (columns * columns).sum()
    scale = np.sqrt(untied_rows * untied_columns)
    value = (p * surplus).sum() / scale
    mean, square = 0.0, 0.0
    for x in range(3):
        for y in range(3):
            slope = 2.0 * surplus[x, y] / scale + value * (rows[x] / untied_rows + columns[y] / untied_columns)
            mean += p[x, y] * slope
            square += p[x, y] * slope * slope
    return min(max(value, -1.0), 1.0), square - mean * mean
