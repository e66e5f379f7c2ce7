"""Which numbers of a scenario move an outcome: the draws at hand, split by each number in turn. Runs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy

from multifront.claims.sampling import mean_interval
from multifront.contingency import WholeRun
from multifront.contingency.number_labels import number_label
from multifront.contingency.worlds import Sampler
from multifront.domain import Floats

PART = 5
"""Worlds are compared between the lowest and the highest fifth of a number."""
FEWEST_DRAWS = 100
CAUTION = (
    "Only numbers that move the mean beyond chance, among all that are not fixed; other numbers vary as they do. A "
    "number moved alone says nothing of what two do together."
)
"""What the caption of such a chart says."""
ENDS = {"low_name": "number in its lowest fifth", "high_name": "number in its highest fifth"}


@dataclass(frozen=True, slots=True)
class Swing:
    """The mean outcome, with its interval, where one number is in its lowest and in its highest fifth."""

    name: str
    low: tuple[float, float, float]
    high: tuple[float, float, float]
    assumed: bool

    @property
    def width(self) -> float:
        """How far the outcome moves."""
        return abs(self.high[0] - self.low[0])


def find_swings(run: WholeRun, values: Floats, most: int) -> tuple[Swing, ...]:
    """Numbers whose fifths differ by more than chance among all that were looked at (Bonferroni, 5 %), widest first.

    Args:
        run: whose draws are at hand.
        values: one number a draw, shape (n,).
        most: at most so many are given.
    """
    numbers = [number for number in run.scenario.numbers.values() if not number.fixed]
    if run.draws < FEWEST_DRAWS or not numbers:
        return ()
    sampler = Sampler(run.scenario, run.seed, run.indices)
    limit = float(scipy.stats.norm.isf(0.025 / len(numbers)))
    size = run.draws // PART
    found = []
    for number in numbers:
        order = np.argsort(sampler.values(number.name), kind="stable")
        ends = [values[order[:size]], values[order[-size:]]]
        error = float(np.sqrt(sum(end.var(ddof=1) for end in ends) / size))
        if abs(float(ends[1].mean() - ends[0].mean())) > limit * error > 0.0:
            found.append(Swing(number.name, mean_interval(ends[0]), mean_interval(ends[1]), bool(number.assumption)))
    return tuple(sorted(found, key=lambda one: (-one.width, one.name))[:most])


def swing_columns(swings: Sequence[Swing]) -> dict[str, tuple[Any, ...]]:
    """The columns of a tornado chart.

    Args:
        swings: from `find_swings`, widest first.
    """
    return {
        "label": tuple(number_label(one.name).replace("_", " ") for one in swings),
        "at_low": tuple(one.low[0] for one in swings),
        "at_high": tuple(one.high[0] for one in swings),
        "low_from": tuple(one.low[1] for one in swings),
        "low_to": tuple(one.low[2] for one in swings),
        "high_from": tuple(one.high[1] for one in swings),
        "high_to": tuple(one.high[2] for one in swings),
        "assumed": tuple(one.assumed for one in swings),
    }
