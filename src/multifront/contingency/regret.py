"""Levers compared by regret over the same draws: what each setting gives away against the best one. Runs no model.

Loss L[a, i] of setting a in draw i, lower is better, any unit; the best setting of a draw is known only afterwards:

    regret R[a, i] = L[a, i] - min over b of L[b, i]        0 or more, 0 where a is best

A lever is what the coalition or the markets decide. What a challenger decides is never a lever here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from multifront.domain import Floats
from multifront.errors import SimulationError, UsageError, unknown_name

LEVERS: Mapping[str, tuple[str, str]] = {
    "stockpiles": ("days of demand", "fuel and food that the defender and its allies hold when the crisis begins"),
    "basing": ("full, limited or none", "consent of Japan and others to the use of bases"),
    "sanctions": ("share", "breadth of the coalition that sanctions, as the share of trade it covers"),
    "warning": ("days", "time between recognition and the start, used to move forces and cargoes"),
    "commitment": ("share", "share of allies that join, or of their forces that they release"),
}
"""Levers of the design: unit and meaning by name. A number becomes a lever by holding it at several values."""

MOST_SETTINGS = 10_000


@dataclass(frozen=True, slots=True)
class Regret:
    """Regret of one setting over draws, in the unit of the loss.

    `best_share` is the share of draws in which it is (also) the best; `dominated_by` names a setting that is never
    worse in any draw, better in some, and asks for no more; empty where there is none.
    """

    setting: str
    mean_loss: float
    mean: float
    standard_error: float
    median: float
    high: float
    greatest: float
    best_share: float
    dominated_by: str
    price: float | None


def lever_settings(levels: Mapping[str, Sequence[Any]]) -> tuple[dict[str, Any], ...]:
    """Every combination of levels of levers, the last lever changing fastest.

    Args:
        levels: by name of a lever, the levels to compare.

    Returns:
        One dictionary a setting.

    Raises:
        UsageError: an unknown lever, a lever without levels, or more than 10,000 settings.

    Assumes:
        Every combination can be chosen; leave out by hand those that cannot.

    References:
        docs/exploration.md, section "Levers by regret".

    Example:
        >>> lever_settings({"basing": ("full", "none"), "warning": (0,)})
        ({'basing': 'full', 'warning': 0}, {'basing': 'none', 'warning': 0})
    """
    for name, values in levels.items():
        if name not in LEVERS:
            raise UsageError(unknown_name("lever", name, list(LEVERS), "use one of these"))
        if not values:
            raise UsageError(f"lever {name!r} has no levels; give one at least")
    count = math.prod(len(values) for values in levels.values())
    if count > MOST_SETTINGS:
        raise UsageError(f"{count:,} settings; at most {MOST_SETTINGS:,} can be compared")
    return tuple(dict(zip(levels, chosen, strict=True)) for chosen in product(*levels.values()))


def setting_name(setting: Mapping[str, Any]) -> str:
    """A setting as words: `basing full, warning 0`."""
    return ", ".join(f"{name} {value}" for name, value in setting.items())


def regrets(loss: Floats) -> Floats:
    """Regret of every setting in every draw.

    Formula: L[a, i] - min over b of L[b, i].

    Args:
        loss: by setting and draw, shape (settings, n), lower is better.

    Returns:
        Same shape and unit, 0 or more, with a 0 in every column.

    Raises:
        UsageError: another shape.
        SimulationError: a missing value.

    Assumes:
        Columns are the same worlds in each row.

    References:
        Savage (1951), Journal of the American Statistical Association 46(253):55-67 (minimax regret).

    Example:
        >>> import numpy as np
        >>> regrets(np.array([[3.0, 1.0], [2.0, 5.0]])).tolist()
        [[1.0, 0.0], [0.0, 4.0]]
    """
    table = np.asarray(loss, dtype=np.float64)
    if table.ndim != 2 or min(table.shape) < 1:
        raise UsageError(f"give losses as (settings, draws); found shape {table.shape}")
    if not np.all(np.isfinite(table)):
        raise SimulationError(f"{int((~np.isfinite(table)).sum())} losses are missing or infinite")
    return np.asarray(table - table.min(axis=0))


def regret_table(loss: Floats, settings: Sequence[str], *, prices: Sequence[float] | None = None) -> tuple[Regret, ...]:
    """Settings of levers compared by regret, the smallest greatest regret first.

    Formula: at the head of the module; then maximum, mean, median and 95 % quantile over draws.

    Args:
        loss: by setting and draw, shape (settings, n), lower is better.
        settings: their names.
        prices: what each setting asks for, in any one unit, so that a setting counts as dominated only by one that
            asks for
            no more. None: no price is known, and none is compared.

    Returns:
        One line a setting, by greatest, then mean regret, then name.

    Raises:
        UsageError: shapes that do not fit, or names twice.
        SimulationError: a missing value.

    Assumes:
        Draws span the worlds that matter; they need no probabilities for the greatest regret, which hangs on the single
        worst draw, but means and quantiles weigh draws alike. Regret depends on the list: one more setting changes it
        for all (it is not independent of irrelevant alternatives). Without prices more of a good lever always looks
        better.

    References:
        Savage (1951), JASA 46(253):55-67; Lempert, Groves, Popper & Bankes (2006), Management Science 52(4):514-528
        (regret over many scenarios in robust decision making).

    Example:
        >>> import numpy as np
        >>> lines = regret_table(np.array([[3.0, 1.0], [2.0, 5.0], [4.0, 1.0]]), ("a", "b", "c"))
        >>> [(line.setting, line.greatest, line.dominated_by) for line in lines]
        [('a', 1.0, ''), ('c', 2.0, 'a'), ('b', 4.0, '')]
    """
    table, given = regrets(loss), None if prices is None else [float(price) for price in prices]
    if len(settings) != table.shape[0] or len(set(settings)) != len(settings):
        raise UsageError(f"{table.shape[0]} rows of losses need as many different names; found {list(settings)}")
    if given is not None and (len(given) != len(settings) or not all(map(math.isfinite, given))):
        raise UsageError(f"give one price a setting ({len(settings)}); found {given}")
    draws = table.shape[1]
    means = np.asarray(loss, dtype=np.float64).mean(axis=1)
    lines = []
    for number, row in enumerate(table):
        error = float(row.std(ddof=1) / math.sqrt(draws)) if draws > 1 else math.nan
        median, high = (float(value) for value in np.quantile(row, (0.5, 0.95)))
        better = _dominator(table, number, given)
        lines.append(
            Regret(
                settings[number],
                float(means[number]),
                float(row.mean()),
                error,
                median,
                high,
                float(row.max()),
                float((row == 0.0).mean()),
                "" if better is None else settings[better],
                None if given is None else given[number],
            )
        )
    return tuple(sorted(lines, key=lambda line: (line.greatest, line.mean, line.setting)))


def _dominator(table: Floats, number: int, prices: Sequence[float] | None) -> int | None:
    """The setting with the least mean regret that dominates this one, if any does.

    Of settings alike in every draw none dominates the other, unless one is cheaper.
    """
    found = []
    for other in range(table.shape[0]):
        if other == number or np.any(table[other] > table[number]):
            continue
        dearer = prices is not None and prices[other] > prices[number]
        cheaper = prices is not None and prices[other] < prices[number]
        if not dearer and (cheaper or np.any(table[other] < table[number])):
            found.append((float(table[other].mean()), other))
    return min(found)[1] if found else None


def regret_columns(lines: Sequence[Regret]) -> dict[str, tuple[Any, ...]]:
    """Regret as columns for a chart of kind `ranges`: median, with 0 to the 95 % quantile, grouped by dominated or not.

    Example:
        >>> import numpy as np
        >>> lines = regret_table(np.array([[3.0, 1.0], [2.0, 5.0]]), ("a", "b"))
        >>> regret_columns(lines)["label"]
        ('a', 'b')
    """
    return {
        "label": tuple(line.setting for line in lines),
        "low": tuple(0.0 for _ in lines),
        "mid": tuple(line.median for line in lines),
        "high": tuple(line.high for line in lines),
        "group": tuple("dominated" if line.dominated_by else "not dominated" for line in lines),
    }
