"""Where ticks stand and how their numbers are written. No spec and no colour here."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def ticks(low: float, high: float, count: int, *, whole: bool = False) -> tuple[float, ...]:
    """Round numbers that enclose `low` and `high`, about `count` of them; whole numbers only where asked."""
    if high <= low:
        low, high = (low - 1, low + 1) if low else (0.0, 1.0)
    step = _step((high - low) / max(count - 1, 1), whole=whole)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(i * step, 10) + 0.0 for i in range(first, last + 1))


def log_ticks(low: float, high: float, count: int) -> tuple[float, ...]:
    """One, two, five times powers of ten around two positive numbers; fewer where they would be more than `count`."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    for steps, every in (((1, 2, 5), 1), ((1, 3), 1), ((1,), 1), ((1,), 2), ((1,), 4)):
        grid = [round(step * 10.0**power, 10) for power in range(first, last + 1, every) for step in steps]
        inner = [value for value in grid if low < value < high]
        around = [
            max([v for v in grid if v <= low], default=grid[0]),
            min([v for v in grid if v >= high], default=grid[-1]),
        ]
        if len(inner) + 2 <= count:
            break
    return tuple(sorted({*inner, *around}))


def inside(values: Iterable[float], low: float, high: float) -> tuple[float, ...]:
    """The ticks that lie within a domain that is not stretched to them, such as years."""
    return tuple(value for value in values if low <= value <= high)


def decimals(values: Sequence[float]) -> int:
    """How many decimals are needed to tell these numbers apart, at most six."""
    for places in range(7):
        if all(abs(value - round(value, places)) < 1e-9 for value in values):
            return places
    return 6


def written(value: float, places: int) -> str:
    """A number as charts print it: thousands with commas, a true minus sign."""
    return f"{round(value, places) + 0.0:,.{places}f}".replace("-", "−")


def are_years(values: Iterable[float]) -> bool:
    """True where all numbers are whole and lie in the years that documents speak of."""
    return all(float(value).is_integer() and 1800 <= value <= 2100 for value in values)


def calendar(start: date, end: date, count: int) -> tuple[date, ...]:
    """First days of months or years between two dates, at most `count` of them."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    steps = (1, 2, 3, 6, 12, 24, 60, 120, 240)
    step = next((s for s in steps if months / s <= count), 600)
    first = (start.year * 12 + start.month - 1) // step * step
    found = (date(index // 12, index % 12 + 1, 1) for index in range(first, first + months + step, step))
    return tuple(day for day in found if start <= day <= end)


def _step(raw: float, *, whole: bool) -> float:
    """The smallest round step that is not below `raw`."""
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(s for s in _STEPS if s * power >= raw * (1 - 1e-9)) * power
    if not whole:
        return step
    return max(1.0, math.ceil(step - 1e-9))
