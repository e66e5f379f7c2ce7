"""One number at a time at its low and its high: a tornado of any outcome. Knows no scenario."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from multifront.contingency.draws import range_quantile
from multifront.contingency.ranges import Range
from multifront.errors import UsageError


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: the outcome with the number at its low and at its high, and the values at which it stood."""

    name: str
    unit: str
    low: float
    high: float
    at_low: float
    at_high: float
    assumed: bool

    @property
    def width(self) -> float:
        """How far the outcome moves."""
        return abs(self.at_high - self.at_low)


def one_at_a_time(
    outcome: Callable[[Mapping[str, float]], float],
    ranges: Sequence[Range],
    *,
    probabilities: tuple[float, float] = (0.05, 0.95),
) -> tuple[Bar, ...]:
    """How far an outcome moves when one number after another is held at two quantiles of its range.

    Formula: outcome({number: quantile(low)}) and outcome({number: quantile(high)}), all else as the callable leaves it.

    Args:
        outcome: takes held values by name, in the model's units; returns one number, such as a mean over draws.
        ranges: the numbers to move; those that are points are passed over.
        probabilities: low and high quantile; (0, 1) are the ends of the range.

    Returns:
        One bar a number, widest first; equal widths by name.

    Raises:
        UsageError: quantiles out of order or outside 0..1, or an outcome that is not a number.

    Assumes:
        One at a time: what two numbers do together does not show, and a swing that goes up and down again shows as
        small. Equal quantiles make bars comparable; full ranges would favour whoever stated the widest.

    References:
        Eschenbach (1992), Interfaces 22(6):40-46 (tornado diagrams).

    Example:
        >>> from multifront.contingency.ranges import Range
        >>> number = Range("stock", 0.0, 1.0, 2.0, "days", "days", 1.0, "uniform", (), "an example", 1)
        >>> bar = one_at_a_time(lambda held: 3.0 * held["stock"], [number])[0]
        >>> round(bar.at_low, 6), round(bar.at_high, 6)
        (0.3, 5.7)
    """
    check_quantiles(probabilities)
    bars = []
    for number in ranges:
        if number.fixed:
            continue
        ends = range_ends(number, probabilities)
        found = [float(outcome({number.name: end})) for end in ends]
        if not all(math.isfinite(value) for value in found):
            raise UsageError(f"{number.name}: the outcome is not a number at {ends[0]:g} or {ends[1]:g}")
        bars.append(Bar(number.name, number.unit, ends[0], ends[1], found[0], found[1], bool(number.assumption)))
    return tuple(sorted(bars, key=lambda bar: (-bar.width, bar.name)))


def check_quantiles(probabilities: tuple[float, float]) -> None:
    """Refuse quantiles that are out of order or outside 0..1."""
    if not 0.0 <= probabilities[0] < probabilities[1] <= 1.0:
        raise UsageError(f"give two quantiles 0 <= low < high <= 1; found {probabilities}")


def range_ends(number: Range, probabilities: tuple[float, float]) -> tuple[float, float]:
    """The values of a range at two quantiles; at 0 and 1 its ends, which the inverse reaches only in the limit."""
    inner = range_quantile(number, np.clip(np.array(probabilities), 1e-12, 1.0 - 1e-12))
    low = number.low if probabilities[0] == 0.0 else float(inner[0])
    return low, number.high if probabilities[1] == 1.0 else float(inner[1])
