"""Scores of a moved exposure: p of the one seen, and the ratios that no such p rules out. No words here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from multifront.domain import Floats
from multifront.timing.count_model import Counts, fit_counts, score_of
from multifront.timing.exposure import Exposure, at_anniversaries, by_bin, rotated

_SAME = 1e-9
_LARGEST_LOG_RATIO = 8.0
_STEP = 0.005
"""How exactly an end of the interval is found, in log ratio."""


@dataclass(frozen=True, slots=True)
class Moves:
    """The exposure by bin, (bins,), and the same moved, (moves, bins), by way of moving."""

    seen: Floats
    moved: Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class MovedP:
    """Mid-p by way of moving, that there be as many acts (`more`) or as few (`fewer`), and the information of x."""

    more: dict[str, float]
    fewer: dict[str, float]
    information: float

    def largest(self, side: int) -> float:
        """The larger p of the ways: 1 for more acts than moved exposures have, -1 for fewer."""
        return max((self.more if side > 0 else self.fewer).values())


def make_moves(exposure: Exposure, bin_days: int, draws: int, rng: np.random.Generator) -> Moves:
    """The exposure and its moves; without anniversaries where the span is under three years."""
    daily = {"turned": rotated(exposure, draws, rng), "anniversary": at_anniversaries(exposure, draws, rng)}
    moved = {name: by_bin(rows, bin_days) for name, rows in daily.items() if rows.shape[0]}
    return Moves(by_bin(exposure.daily, bin_days), moved)


def permutation_p(counts: Counts, moves: Moves, log_ratio: float = 0.0) -> MovedP:
    """Test that the exposure seen has this log ratio: its score beside those of moved exposures, at dispersion 1.

    The ratio is put into the model as fixed: the days of a bin count exp(log_ratio x) times.
    """
    held = counts if log_ratio == 0.0 else replace(counts, days=counts.days * np.exp(log_ratio * moves.seen))
    fit = fit_counts(held, held.baseline)
    every, information = score_of(held, fit, np.concatenate([moves.seen[None, :], *moves.moved.values()]))
    more, fewer, seen, first = {}, {}, every[0], 1
    for name, rows in moves.moved.items():
        scores = every[first : first + rows.shape[0]]
        first += rows.shape[0]
        above, below = (scores > seen + _SAME).sum(), (scores < seen - _SAME).sum()
        tied = 0.5 * (scores.size - above - below + 1)
        more[name] = float((above + tied) / (scores.size + 1))
        fewer[name] = float((below + tied) / (scores.size + 1))
    return MovedP(more, fewer, float(information[0]))


def interval_by_moves(
    counts: Counts, moves: Moves, centre: float, thresholds: tuple[float, float]
) -> tuple[float, float]:
    """Log ratios that are not ruled out: those whose p of more acts, and of fewer, lies above its threshold.

    The estimate `centre` always belongs to it. An end that is not found within exp(8) either way is infinite.
    """
    low = _end(lambda b: permutation_p(counts, moves, b).largest(1) <= thresholds[0], centre, -1.0)
    high = _end(lambda b: permutation_p(counts, moves, b).largest(-1) <= thresholds[1], centre, 1.0)
    return low, high


def _end(ruled_out: Callable[[float], bool], centre: float, side: float) -> float:
    """The last log ratio on one side of the estimate before those that are ruled out, by halving."""
    if ruled_out(centre):
        return centre
    inside, reach = centre, 0.25
    while not ruled_out(centre + side * reach):
        inside = centre + side * reach
        reach *= 2.0
        if abs(inside) > _LARGEST_LOG_RATIO:
            return side * np.inf
    outside = centre + side * reach
    while abs(outside - inside) > _STEP:
        middle = 0.5 * (inside + outside)
        inside, outside = (inside, middle) if ruled_out(middle) else (middle, outside)
    return outside
