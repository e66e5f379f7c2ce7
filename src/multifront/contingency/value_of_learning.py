"""Value of learning a number before deciding (EVPPI), and the list of facts worth finding out. Runs no model.

Loss L[a, i] of setting a in draw i, lower is better; x_i is the number in draw i. With a* the best setting in the mean:

    knowing all   EVPI     = E[L(a*)] - E[min over a of L(a)]
    knowing x     EVPPI(x) = E[L(a*)] - E[min over a of E[L(a) | x]]         0 <= EVPPI <= EVPI

E[L(a) | x] is a regression of L[a] - L[a*] on a natural cubic spline of the ranks of x. Fitting noise makes EVPPI too
large, so the same is done with draws shuffled: their mean is taken off, and a value within their range counts as 0.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from multifront.contingency.given_data import JACKKNIFE_GROUPS
from multifront.contingency.regret import regrets
from multifront.domain import Floats
from multifront.errors import SimulationError, UsageError

KNOTS = 6
FEWEST = 100
"""Draws below which a regression on six knots is noise."""

TIED = 1e-12
"""Share of the largest difference in loss under which two settings are alike; rounding alone reaches it."""

HALF_95 = float(stdtrit(JACKKNIFE_GROUPS - 1, 0.975))
"""Standard errors in half a 95 % interval of the jackknife."""

SHORTEST_STRETCH = 0.01
"""A stretch of the number shorter than this share of draws is not worth a sentence."""


@dataclass(frozen=True, slots=True)
class Flip:
    """Where knowing the number would change the setting: from, to (None: open), share of draws, the setting chosen."""

    low: float | None
    high: float | None
    share: float
    setting: str


@dataclass(frozen=True, slots=True)
class Learning:
    """What knowing one number is worth, in the unit of the loss.

    `value` is 0 where it is within `noise`, the largest that shuffled draws gave; `share` is of knowing everything.
    `standard_error` is of sampling draws, the fit made anew without each of 20 groups of draws; 0 where `value` is.
    """

    name: str
    value: float
    standard_error: float
    noise: float
    share: float
    flips: tuple[Flip, ...]
    now: str
    assumed: bool

    @property
    def sentence(self) -> str:
        """What would flip, in words."""
        if self.value == 0.0:
            return f"{self.name}: knowing it would not change the choice of {self.now!r}."
        if not self.flips:
            return f"{self.name}: knowing it would change the choice of {self.now!r} in rare worlds only."
        parts = [f"{_where(flip)} ({flip.share:.0%} of draws) {flip.setting!r}" for flip in self.flips]
        return f"{self.name}: {', '.join(parts)} would be better than {self.now!r}."


def _where(flip: Flip) -> str:
    if flip.low is None:
        return f"below {flip.high:.3g}"
    return f"above {flip.low:.3g}" if flip.high is None else f"from {flip.low:.3g} to {flip.high:.3g}"


def value_of_knowing_all(loss: Floats) -> float:
    """Value of perfect information (EVPI): what knowing every number before deciding would save in the mean.

    Formula: min over a of mean L[a] - mean of min over a of L[a]; it equals the smallest mean regret.

    Args:
        loss: by setting and draw, shape (settings, n), lower is better.

    Returns:
        0 or more, in the unit of the loss.

    Raises:
        UsageError: another shape.
        SimulationError: a missing value.

    Assumes:
        Draws weigh alike. Nothing is free in the world: the cost of finding out is not in it.

    References:
        Raiffa & Schlaifer (1961), Applied Statistical Decision Theory, ch. 4.

    Example:
        >>> import numpy as np
        >>> value_of_knowing_all(np.array([[0.0, 2.0], [2.0, 0.0]]))
        1.0
    """
    return float(regrets(loss).mean(axis=1).min())


def learning_value(
    number: Floats,
    loss: Floats,
    settings: Sequence[str],
    *,
    name: str = "number",
    assumed: bool = False,
    shuffles: int = 99,
    seed: int = 0,
) -> Learning:
    """What knowing one number exactly would save before one setting is chosen (EVPPI), by regression on draws.

    Formula: at the head of the module.

    Args:
        number: its value in each draw, shape (n,).
        loss: by setting and draw, shape (settings, n), lower is better.
        settings: names of the settings.
        name: of the number, for the sentence.
        assumed: whether the number rests on judgment.
        shuffles: how often draws are shuffled for the noise.
        seed: of the shuffles.

    Returns:
        The value in the unit of the loss, within 0 and EVPI, and where the choice would flip.

    Raises:
        UsageError: shapes that do not fit, or under 100 draws.
        SimulationError: a missing value.

    Assumes:
        Numbers are independent, or what is learnt about one is learnt about its correlates too. Losses vary smoothly
        with the
        number: a narrow spike between two of six knots is lost. Learning is exact and free; a noisy answer is worth
        less. It is the value for this decision between these settings, for no other.

    References:
        Strong, Oakley & Brennan (2014), Medical Decision Making 34(3):311-326 (EVPPI by regression);
        Raiffa & Schlaifer (1961), Applied Statistical Decision Theory (the normal case that tests it);
        Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 11 (the jackknife of groups).

    Example:
        >>> import numpy as np
        >>> from multifront.contingency import uniform_draws
        >>> x = uniform_draws(0, "x", np.arange(2_000))
        >>> found = learning_value(x, np.array([np.zeros(2_000), 0.6 - x]), ("wait", "act"), name="x")
        >>> round(found.value, 2), found.now, found.flips[0].setting, round(found.flips[0].low, 1)
        (0.08, 'wait', 'act', 0.6)
    """
    best, differences, whole = _decision(loss, settings)
    values = np.asarray(number, dtype=np.float64)
    if values.shape != differences.shape[1:]:
        raise UsageError(f"{name}: {values.shape} values for {differences.shape[1]} draws")
    if not np.all(np.isfinite(values)):
        raise SimulationError(f"{name}: missing or infinite values")
    if np.ptp(values) == 0.0 or whole == 0.0:
        return Learning(name, 0.0, 0.0, 0.0, 0.0, (), settings[best], assumed)
    basis = _orthonormal(values)
    fitted = _fitted(differences, basis)
    rng = np.random.default_rng(seed)
    chance = [_saved(_fitted(differences, basis[_inverse(rng.permutation(values.size))])) for _ in range(shuffles)]
    noise, mean = (max(chance), float(np.mean(chance))) if chance else (0.0, 0.0)
    found = _saved(fitted)
    value = min(max(found - mean, 0.0), whole) if found > noise else 0.0
    clear = fitted.min(axis=0) < -TIED * np.abs(differences).max()
    flips = _flips(values, np.where(clear, np.argmin(fitted, axis=0), best), best, settings) if value > 0.0 else ()
    error = _error(differences, basis) if value > 0.0 else 0.0
    return Learning(name, value, error, noise, value / whole, flips, settings[best], assumed)


def collection_list(
    numbers: Mapping[str, Floats],
    loss: Floats,
    settings: Sequence[str],
    *,
    size: int = 10,
    assumed: frozenset[str] = frozenset(),
    seed: int = 0,
) -> tuple[Learning, ...]:
    """The facts worth finding out: numbers by what knowing each would save in a decision between settings.

    Formula: `learning_value` of each number, largest first; numbers worth nothing come last, by name.

    Args:
        numbers: by name, the value in each draw, shape (n,).
        loss: by setting and draw, shape (settings, n), lower is better.
        settings: names of the settings.
        size: how many to list.
        assumed: names of those that rest on judgment.
        seed: of the shuffles.

    Returns:
        At most `size` lines.

    Raises:
        As `learning_value`.

    Assumes:
        One fact at a time: two facts that only together change the choice are both worth nothing here. With N numbers
        that do nothing, about N in a hundred still pass the noise of 99 shuffles.

    References:
        As `learning_value`.

    Example:
        >>> import numpy as np
        >>> from multifront.contingency import uniform_draws
        >>> x, y = (uniform_draws(0, name, np.arange(2_000)) for name in "xy")
        >>> loss = np.array([np.zeros(2_000), 0.5 - x])
        >>> [line.name for line in collection_list({"y": y, "x": x}, loss, ("wait", "act"))]
        ['x', 'y']
    """
    lines = [
        learning_value(values, loss, settings, name=name, assumed=name in assumed, seed=seed)
        for name, values in numbers.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.value, line.name))[:size])


def collection_rows(lines: Sequence[Learning], unit: str = "") -> list[dict[str, Any]]:
    """The collection list as rows to print, with what each number rests on and what would flip."""
    return [
        {
            "number": line.name,
            f"worth{f', {unit}' if unit else ''}": float(f"{line.value:.3g}"),
            "share of knowing all": f"{line.share:.0%}",
            "rests on": "assumption" if line.assumed else "source",
            "what would flip": line.sentence,
        }
        for line in lines
    ]


def _decision(loss: Floats, settings: Sequence[str]) -> tuple[int, Floats, float]:
    """The best setting in the mean, every setting's loss against it in each draw, and the value of knowing all."""
    table = np.asarray(loss, dtype=np.float64)
    whole = value_of_knowing_all(table)
    if len(settings) != table.shape[0]:
        raise UsageError(f"{table.shape[0]} rows of losses, {len(settings)} names of settings")
    if table.shape[1] < FEWEST:
        raise UsageError(f"{table.shape[1]} draws are too few to learn from; give {FEWEST} or more")
    best = int(np.argmin(table.mean(axis=1)))
    return best, table - table[best], whole


def _fitted(differences: Floats, basis: Floats) -> Floats:
    """The regression of every row on the columns of an orthonormal basis."""
    return np.asarray((differences @ basis) @ basis.T)


def _inverse(order: NDArray[np.int64]) -> NDArray[np.int64]:
    """The permutation that undoes another: shuffling the few columns of a basis is cheaper than all the losses."""
    found = np.empty_like(order)
    found[order] = np.arange(order.size)
    return found


def _error(differences: Floats, basis: Floats) -> float:
    """Standard error of what is saved: best setting, regression and mean made anew without one group of draws each.

    sqrt((G - 1)/G sum (saved_g - mean)^2), the delete-a-group jackknife. Columns of the basis stay those of all draws.
    """
    found = []
    for group in np.array_split(np.arange(basis.shape[0]), JACKKNIFE_GROUPS):
        columns, kept = np.delete(basis, group, axis=0), np.delete(differences, group, axis=1)
        inverse = np.linalg.pinv(columns.T @ columns, hermitian=True)  # a level may stand in one group alone
        fitted = (kept @ columns) @ inverse @ columns.T
        found.append(kept.mean(axis=1).min() - fitted.min(axis=0).mean())
    return math.sqrt((JACKKNIFE_GROUPS - 1) * float(np.var(found)))


def _saved(fitted: Floats) -> float:
    """What choosing by the fitted losses saves against the best setting in the mean."""
    return max(0.0, float(-fitted.min(axis=0).mean()))


def _orthonormal(values: Floats) -> Floats:
    """Orthonormal columns that span a natural cubic spline of the values, shape (n, up to 7), the constant included.

    Values are put on their ranks first, ties shared, so that a long tail cannot leave knots without draws.
    """
    distinct, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    middle = (np.cumsum(counts) - counts / 2.0) / values.size
    ranks = middle[place]
    if distinct.size <= KNOTS:
        columns = (place[:, None] == np.arange(distinct.size)).astype(np.float64)
    else:
        columns = _natural(ranks, np.linspace(0.02, 0.98, KNOTS))
    basis, scale, _ = np.linalg.svd(columns, full_matrices=False)
    return np.asarray(basis[:, scale > 1e-9 * scale[0]])


def _natural(ranks: Floats, knots: Floats) -> Floats:
    """Natural cubic spline: cubic between knots, straight beyond the outer two (Hastie et al. 2009, eq. 5.4)."""

    def truncated(knot: float) -> Floats:
        bent = np.maximum(ranks - knot, 0.0) ** 3 - np.maximum(ranks - knots[-1], 0.0) ** 3
        return np.asarray(bent / (knots[-1] - knot))

    last = truncated(float(knots[-2]))
    bends = [truncated(float(knot)) - last for knot in knots[:-2]]
    return np.column_stack((np.ones_like(ranks), ranks, *bends))


def _flips(values: Floats, chosen: np.ndarray[Any, Any], best: int, settings: Sequence[str]) -> tuple[Flip, ...]:
    """Stretches of the number in which another setting would be chosen, the widest two first."""
    order = np.argsort(values, kind="stable")
    ordered, picks = values[order], chosen[order]
    starts = np.concatenate(([0], np.flatnonzero(np.diff(picks)) + 1))
    ends = np.concatenate((starts[1:], [values.size]))
    found = []
    for start, end in zip(starts, ends, strict=True):
        share = float(end - start) / values.size
        if picks[start] == best or share < SHORTEST_STRETCH:
            continue
        low = None if start == 0 else float((ordered[start - 1] + ordered[start]) / 2.0)
        high = None if end == values.size else float((ordered[end - 1] + ordered[end]) / 2.0)
        found.append(Flip(low, high, share, settings[int(picks[start])]))
    return tuple(sorted(found, key=lambda flip: -flip.share)[:2])
