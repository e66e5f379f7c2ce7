"""The channel *intelligence*: a multiplier 1 + delta on the loss exchange, an assumption, swept. No losses in here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from multifront.domain import Floats
from multifront.errors import UsageError

NO_PATH = "no path"
"""What is printed where a channel cannot act on an outcome: not a zero, since nothing was measured."""

DELTA_SWEEP = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0)
"""Values of delta to print. No public estimate exists (param:isr_effect_quantified): all assumed, 0 the lowest."""

WIDEST_DELTA = 10.0
"""The largest delta that `break_even_delta` looks at: an exchange eleven times as good."""


@dataclass(frozen=True, slots=True)
class SweptOutcome:
    """An outcome at one assumed delta, and what it differs from that at delta 0."""

    delta: float
    value: float
    change: float


def exchange_multiplier(*, delta: Floats, from_day: Floats, days: int) -> Floats:
    """By how much the helped side's losses inflicted are multiplied on each day.

    Formula: 1 + delta x clip(t + 1 - from day, 0, 1).

    Args:
        delta: gain in losses inflicted for losses suffered, at least 0, shape (n,). An assumption.
        from_day: day from which intelligence is shared, shape (n,); inf is never.
        days: length of the run, at least 1.

    Returns:
        Shape (days, n), at least 1.

    Raises:
        UsageError: missing or negative numbers, different lengths, or days under 1.

    Assumes:
        The whole gain falls on the losses that the helped side inflicts; its own are unchanged. Half on each side gives
        the same exchange ratio and other totals. Help neither fades nor is countered.

    References:
        Design, part 3. No published estimate of delta: `docs/model-attrition.md`.

    Example:
        >>> import numpy as np
        >>> exchange_multiplier(delta=np.array([0.2]), from_day=np.array([0.5]), days=2).ravel().tolist()
        [1.1, 1.2]
    """
    if days < 1 or delta.shape != from_day.shape:
        raise UsageError(
            f"exchange_multiplier: found days={days}, shapes {delta.shape}, {from_day.shape}; valid: alike"
        )
    if np.isnan(delta).any() or np.isnan(from_day).any() or min(delta.min(), from_day.min()) < 0.0:
        raise UsageError("exchange_multiplier: found missing or negative numbers; valid: delta and from_day at least 0")
    if np.isinf(delta).any():
        raise UsageError("exchange_multiplier: found an infinite delta; valid: finite; sweep DELTA_SWEEP")
    acting = np.clip(np.arange(days)[:, None] + 1.0 - from_day, 0.0, 1.0)
    return np.asarray(1.0 + delta * acting)


def sweep_delta(
    outcome: Callable[[float], float] | None, deltas: Sequence[float] = DELTA_SWEEP
) -> tuple[SweptOutcome, ...] | str:
    """An outcome over assumed values of delta, or "no path" where the outcome has no losses in it.

    Formula: change = outcome(delta) - outcome(0).

    Args:
        outcome: the outcome as a function of delta, all else held (same draws); None where losses are not modelled,
            such as in a blockade without fighting.
        deltas: values to print, each at least 0.

    Returns:
        One line a delta, or `NO_PATH`.

    Raises:
        UsageError: no delta, or a negative one.

    Assumes:
        The function uses common random numbers, so that differences are due to delta alone.

    References:
        Design, parts 3 and attribution.

    Example:
        >>> sweep_delta(None)
        'no path'
        >>> [round(line.change, 1) for line in sweep_delta(lambda delta: 100 * (1 + delta), (0.0, 0.2))]
        [0.0, 20.0]
    """
    if not deltas or min(deltas) < 0.0:
        raise UsageError(f"sweep_delta: found deltas {list(deltas)}; valid: one or more, each at least 0")
    if outcome is None:
        return NO_PATH
    base = outcome(0.0)
    return tuple(SweptOutcome(delta, value, value - base) for delta in deltas for value in [outcome(delta)])


def break_even_delta(margin: Callable[[float], float] | None) -> float | str | None:
    """The smallest delta at which a margin that grows with delta is no longer negative.

    Formula: root of margin(delta) by 60 halvings of 0..10.

    Args:
        margin: what is compared with zero, not falling in delta; None where losses are not modelled.

    Returns:
        Delta within 0..10, None where even 10 does not suffice, or `NO_PATH`.

    Raises:
        UsageError: the margin falls between 0 and 10.

    Assumes:
        A margin that does not fall; between the ends this is not verified.

    References:
        Design: where a coefficient is an assumption, print the break-even.

    Example:
        >>> round(break_even_delta(lambda delta: 100 * (1 + delta) - 130), 6)
        0.3
    """
    if margin is None:
        return NO_PATH
    low, high = 0.0, WIDEST_DELTA
    if margin(high) < margin(low):
        raise UsageError("break_even_delta: the margin falls as delta grows; valid: one that does not; turn its sign")
    if margin(low) >= 0.0:
        return low
    if margin(high) < 0.0:
        return None
    for _ in range(60):
        middle = (low + high) / 2.0
        low, high = (low, middle) if margin(middle) >= 0.0 else (middle, high)
    return high
