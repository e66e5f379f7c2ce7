"""Branches of the Ukraine war, stocks as of a start date, and clocks: when each thing begins to act. Runs no model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name

BRANCHES = ("ascendant", "frozen", "weakened")
"""Russia ascendant, the war frozen, Russia weakened."""

BranchIndex = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchFactors:
    """What a branch does to a partner's budget, as factors on its figures of today's war; arrays of shape (n,)."""

    own_use: Floats
    production: Floats
    willingness: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """Decision times in days, arrays of shape (n,); inf is never.

    `recognition`: from the start until the coalition knows what it sees. `decision`: from then until it acts.
    `basing`: from recognition until hosts consent to the use of bases.
    `commitment`: from the start until the partner decides to help.
    `delivery`, `sharing`, `activity`: from that decision to the first arms, intelligence, activity elsewhere.
    """

    recognition: Floats
    decision: Floats
    basing: Floats
    commitment: Floats
    delivery: Floats
    sharing: Floats
    activity: Floats

    def __post_init__(self) -> None:
        """Refuse missing or negative times and lengths that differ."""
        times = {field.name: getattr(self, field.name) for field in fields(self)}
        if len({value.shape for value in times.values()}) > 1:
            raise UsageError(f"Clocks: found shapes { {k: v.shape for k, v in times.items()} }; valid: (n,) each")
        wrong = [name for name, value in times.items() if np.isnan(value).any() or np.any(value < 0.0)]
        if wrong:
            raise UsageError(f"Clocks: {', '.join(wrong)} is missing or negative; valid: days from 0, inf for never")


@dataclass(frozen=True, slots=True)
class ActingDays:
    """The day from which each thing acts, days from the start, shape (n,); inf is never."""

    interdiction: Floats
    forward_forces: Floats
    arms: Floats
    intelligence: Floats
    distraction: Floats


@dataclass(frozen=True, slots=True)
class ConditionalResult:
    """A result in the draws of one branch: their number and share, and the mean (None where there is no such draw)."""

    branch: str
    draws: int
    share: float
    mean: float | None


def acting_days(clocks: Clocks) -> ActingDays:
    """When each thing begins to act in each draw.

    Formula: interdiction = recognition + decision; forward forces = recognition + max(decision, basing);
    arms, intelligence, distraction = commitment + delivery, sharing, activity.

    Args:
        clocks: decision times.

    Returns:
        Days from the start, at least 0, inf where a decision never comes.

    Raises:
        Nothing of its own; `Clocks` refuses bad numbers.

    Assumes:
        Hosts and coalition decide side by side once they recognise; the partner decides on its own clock. The numbers
        are independent unless the uniforms from which they are drawn were linked.

    References:
        Design, part 8.

    Example:
        >>> import numpy as np
        >>> one = lambda x: np.array([float(x)])
        >>> days = acting_days(
        ...     Clocks(
        ...         recognition=one(3), decision=one(7), basing=one(10), commitment=one(5), delivery=one(20),
        ...         sharing=one(1), activity=one(14),
        ...     )
        ... )
        >>> float(days.interdiction[0]), float(days.forward_forces[0]), float(days.arms[0])
        (10.0, 13.0, 25.0)
    """
    return ActingDays(
        interdiction=clocks.recognition + clocks.decision,
        forward_forces=clocks.recognition + np.maximum(clocks.decision, clocks.basing),
        arms=clocks.commitment + clocks.delivery,
        intelligence=clocks.commitment + clocks.sharing,
        distraction=clocks.commitment + clocks.activity,
    )


def normal_weights(weights: Floats) -> Floats:
    """Weights of the branches, (3, n) from any that are at least 0, made to sum to one in each draw."""
    if weights.ndim != 2 or len(weights) != len(BRANCHES) or np.isnan(weights).any() or np.any(weights < 0.0):
        raise UsageError(f"branches: found weights of shape {weights.shape}; valid: ({len(BRANCHES)}, n), at least 0")
    total = weights.sum(axis=0)
    if np.any(total <= 0.0) or np.isinf(total).any():
        raise UsageError("branches: some draw has no weight on any branch; valid: a finite sum above 0")
    return np.asarray(weights / total)


def choose_branch(weights: Floats, uniforms: Floats) -> BranchIndex:
    """The branch of each draw.

    Formula: the first branch whose cumulated weight passes the draw's uniform.

    Args:
        weights: shape (3, n), at least 0, in the order of `BRANCHES`; they need not sum to one.
        uniforms: on (0, 1), shape (n,), from `uniform_draws`.

    Returns:
        0, 1 or 2 a draw, shape (n,); never a branch of weight 0.

    Raises:
        UsageError: shapes that do not fit, negative or missing weights, or none above 0.

    Assumes:
        Weights are declared ranges, not measured probabilities.

    References:
        Inverse of a discrete distribution function.

    Example:
        >>> import numpy as np
        >>> choose_branch(np.array([[1.0, 1.0], [1.0, 1.0], [2.0, 2.0]]), np.array([0.1, 0.6])).tolist()
        [0, 2]
    """
    shares = normal_weights(weights)
    if uniforms.shape != shares.shape[1:] or np.any((uniforms <= 0.0) | (uniforms >= 1.0)) or np.isnan(uniforms).any():
        raise UsageError(
            f"choose_branch: found uniforms of shape {uniforms.shape}; valid: {shares.shape[1:]}, in (0, 1)"
        )
    edges = np.cumsum(shares, axis=0)
    chosen = (uniforms >= edges).sum(axis=0)
    last = len(BRANCHES) - 1 - np.argmax(shares[::-1] > 0.0, axis=0)  # rounding may leave the last edge under 1
    return np.asarray(np.minimum(chosen, last), dtype=np.int64)


def in_branch(values: Mapping[str, Floats], branch: BranchIndex) -> Floats:
    """A number that differs by branch, as each draw has it.

    Formula: values[branch of the draw][draw].

    Args:
        values: by branch name, all three, shape (n,) each.
        branch: from `choose_branch`.

    Returns:
        Shape (n,).

    Raises:
        UsageError: a name that is no branch, one that is missing, or shapes that differ.

    Assumes:
        Nothing of its own; numbers of branches that a draw is not in are not looked at.

    References:
        A choice by index.

    Example:
        >>> import numpy as np
        >>> use = {"ascendant": np.array([9.0, 9.0]), "frozen": np.zeros(2), "weakened": np.ones(2)}
        >>> in_branch(use, np.array([0, 2])).tolist()
        [9.0, 1.0]
    """
    for name in values:
        if name not in BRANCHES:
            raise UsageError(unknown_name("branch", name, BRANCHES, "see multifront.contingency.branches"))
    missing = [name for name in BRANCHES if name not in values]
    if missing or any(value.shape != branch.shape for value in values.values()):
        raise UsageError(
            f"in_branch: missing {missing} or shapes differ; valid: {', '.join(BRANCHES)}, {branch.shape} each"
        )
    return np.stack([values[name] for name in BRANCHES])[branch, np.arange(len(branch))]


def branch_budget(factors: Mapping[str, BranchFactors], today: BranchFactors, branch: BranchIndex) -> BranchFactors:
    """A partner's own use, production and willingness in the branch of each draw.

    Formula: today's figure x the branch's factor; willingness never above 1.

    Args:
        factors: by branch name, all three.
        today: own use and production in units/day and willingness 0..1 in today's war.
        branch: from `choose_branch`.

    Returns:
        Own use and production in units/day, willingness 0..1, shape (n,).

    Raises:
        UsageError: see `in_branch`; a missing or negative number.

    Assumes:
        A branch is known at the start and does not change within the run.

    References:
        Design, part 8. The factors are assumptions: docs/model-branches.md.

    Example:
        >>> import numpy as np
        >>> same = {"production": np.array([1.0]), "willingness": np.array([1.0])}
        >>> one = lambda x: BranchFactors(own_use=np.array([x]), **same)
        >>> factors = {"ascendant": one(1.0), "frozen": one(0.1), "weakened": one(1.2)}
        >>> float(branch_budget(factors, one(10.0), np.array([1])).own_use[0])
        1.0
    """
    found = {}
    for field in fields(BranchFactors):
        factor = in_branch({name: getattr(value, field.name) for name, value in factors.items()}, branch)
        found[field.name] = getattr(today, field.name) * factor
        if np.isnan(found[field.name]).any() or np.any(found[field.name] < 0.0):
            raise UsageError(f"branch_budget: {field.name} is missing or negative; valid: at least 0")
    found["willingness"] = np.minimum(found["willingness"], 1.0)
    return BranchFactors(**found)


def conditional_results(values: Floats, branch: BranchIndex) -> tuple[ConditionalResult, ...]:
    """A result by branch: mean over the draws of each.

    Formula: sum over branches of share x mean = mean over all draws.

    Args:
        values: a finite result a draw, shape (n,): days within a horizon, a share, a loss. Not a censored day.
        branch: from `choose_branch`.

    Returns:
        One line a branch, in the order of `BRANCHES`.

    Raises:
        UsageError: no draws, shapes that differ, an unknown index, or numbers that are not finite.

    Assumes:
        Endurance is cut at a horizon first (`min(endurance, horizon)`): a mean of censored days is none.

    References:
        Law of total expectation.

    Example:
        >>> import numpy as np
        >>> [line.mean for line in conditional_results(np.array([10.0, 20.0, 30.0]), np.array([0, 0, 2]))]
        [15.0, None, 30.0]
    """
    if values.shape != branch.shape or not values.size or not np.isfinite(values).all():
        raise UsageError("conditional_results: valid: one finite result a draw; cut endurance at a horizon first")
    if np.any((branch < 0) | (branch >= len(BRANCHES))):
        raise UsageError(
            f"conditional_results: found an index outside 0..{len(BRANCHES) - 1}; valid: see choose_branch"
        )
    lines = []
    for index, name in enumerate(BRANCHES):
        own = values[branch == index]
        mean = float(own.mean()) if own.size else None
        lines.append(ConditionalResult(name, own.size, own.size / values.size, mean))
    return tuple(lines)


def recombine(lines: tuple[ConditionalResult, ...]) -> float:
    """The mean over all draws, put together again from the conditional results.

    Formula: sum of share x mean over the branches that have draws.

    Args:
        lines: from `conditional_results`.

    Returns:
        The mean over all draws, in the unit of the result.

    Raises:
        Nothing of its own.

    Assumes:
        All lines of one call; a branch left out is missed, not made up for.

    References:
        Law of total expectation.

    Example:
        >>> import numpy as np
        >>> recombine(conditional_results(np.array([10.0, 20.0, 30.0]), np.array([0, 0, 2])))
        20.0
    """
    return float(sum(line.share * line.mean for line in lines if line.mean is not None))


def stock_at_start(stock: Floats, *, published: date, start: date, made: Floats, used: Floats) -> Floats:
    """A published stock carried to the day on which a scenario starts.

    Formula: max(0, stock + (made - used) x days between).

    Args:
        stock: units as published, shape (n,).
        published: the day of which it is true.
        start: the scenario's first day, not before `published`.
        made: units/day between the two, shape (n,).
        used: units/day between the two, shape (n,).

    Returns:
        Units at the start, at least 0, shape (n,).

    Raises:
        UsageError: a start before the stock was counted: later knowledge is not carried back; or bad numbers.

    Assumes:
        Steady production and use in between.

    References:
        A stock and its flows.

    Example:
        >>> import numpy as np
        >>> one = lambda x: np.array([float(x)])
        >>> days = {"published": date(2025, 12, 1), "start": date(2025, 12, 11)}
        >>> float(stock_at_start(one(100), made=one(5), used=one(2), **days)[0])
        130.0
    """
    if start < published:
        raise UsageError(
            f"stock_at_start: the scenario starts on {start}, the stock is of {published}; valid: a stock of that "
            f"day or before; take an earlier figure or a later start"
        )
    if any(np.isnan(a).any() or np.any(a < 0.0) for a in (stock, made, used)):
        raise UsageError("stock_at_start: a number is missing or negative; valid: at least 0")
    return np.maximum(0.0, stock + (made - used) * float((start - published).days))
