"""Scenario discovery by PRIM: in which box of inputs the worlds of interest sit, and how sure that is. Runs no model.

Of N draws, H are of interest. For a box that holds m draws, h of them of interest:

    density  = h / m        of the draws inside, the share of interest
    coverage = h / H        of those of interest, the share inside
    mass     = m / N
    quasi-p of a restriction = P(Binomial(m, q) >= h), q the density of the box without that restriction

Peeling removes, at each step, the lowest or highest share `peel` of one input, whichever leaves the highest density;
pasting then widens faces again while density does not fall.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.errors import SimulationError, UsageError

Booleans = NDArray[np.bool_]

FEWEST = 10
"""Draws of interest, and draws not of interest, below which no box can be told from chance."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How a box is sought: share peeled at a time, smallest mass, highest quasi-p of a restriction that is kept.

    `weight` is how much coverage counts against density when the box is chosen on the trajectory: 1 alike (the harmonic
    mean of both), 2 counts coverage double.
    """

    peel: float = 0.05
    smallest_mass: float = 0.05
    highest_quasi_p: float = 0.05
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Restriction:
    """One input's limits in a box, None where free; `reproduced` is the share of resamples that restrict it."""

    name: str
    low: float | None
    high: float | None
    quasi_p: float
    reproduced: float

    @property
    def text(self) -> str:
        """As `cut share above 0.82`."""
        if self.low is not None and self.high is not None:
            return f"{self.name} from {self.low:.3g} to {self.high:.3g}"
        return f"{self.name} above {self.low:.3g}" if self.low is not None else f"{self.name} below {self.high:.3g}"


@dataclass(frozen=True, slots=True)
class Step:
    """One box of the trajectory."""

    coverage: float
    density: float
    mass: float
    restricted: int


@dataclass(frozen=True, slots=True)
class Discovery:
    """The box found, its restrictions by quasi-p, the trajectory to choose another, and how it holds in resamples.

    `fresh_coverage` and `fresh_density` are means over draws that a resample left out: what the box-finding gives in
    worlds on which it was not fitted. The figures on the same draws are optimistic.
    """

    restrictions: tuple[Restriction, ...]
    coverage: float
    density: float
    mass: float
    base_rate: float
    draws: int
    trajectory: tuple[Step, ...]
    fresh_coverage: float
    fresh_density: float
    resamples: int

    @property
    def sentence(self) -> str:
        """What the box says in words."""
        begin = f"{self.base_rate:.0%} of {self.draws:,} worlds are of interest"
        if not self.restrictions:
            return f"{begin}; no box of inputs tells them apart from the others."
        where = " and ".join(line.text for line in self.restrictions)
        found = f"worlds with {where} hold {self.coverage:.0%} of them"
        found += f", and {self.density:.0%} of such worlds are of interest"
        fresh = f" ({self.fresh_coverage:.0%} and {self.fresh_density:.0%} in draws left out)" if self.resamples else ""
        return f"{begin}; {found}{fresh}."


@dataclass(slots=True)
class _Box:
    """Limits by input, shape (d,), infinite where free."""

    low: Floats
    high: Floats

    def inside(self, table: Floats) -> Booleans:
        return np.asarray(np.all((table >= self.low[:, None]) & (table <= self.high[:, None]), axis=0))

    def restricted(self) -> Booleans:
        return np.asarray(np.isfinite(self.low) | np.isfinite(self.high))

    def copy(self) -> _Box:
        return _Box(self.low.copy(), self.high.copy())

    def without(self, index: int) -> _Box:
        other = self.copy()
        other.low[index], other.high[index] = -np.inf, np.inf
        return other


def discover(
    inputs: Mapping[str, Floats],
    of_interest: Booleans,
    *,
    rules: Rules | None = None,
    resamples: int = 20,
    seed: int = 0,
) -> Discovery:
    """Find the box of inputs in which the worlds of interest sit (Patient Rule Induction Method).

    Formula: at the head of the module. The box on the trajectory with the highest weighted harmonic mean of coverage
    and density is taken, then restrictions whose quasi-p is too high are dropped, worst first.

    Args:
        inputs: by name, the value in each draw, shape (n,), any unit; numbers that do not vary are passed over.
        of_interest: which draws count, shape (n,).
        rules: how to seek; `Rules()` if not given.
        resamples: bootstrap resamples in which the search is repeated; 0 for none.
        seed: of the resamples.

    Returns:
        The box, its measures, the whole trajectory, and how often each input is restricted again.

    Raises:
        UsageError: shapes that do not fit, or rules out of range.
        SimulationError: a missing input, or under ten draws of interest, or under ten others.

    Assumes:
        One box describes the worlds of interest; two separate regions give one of them or neither. Correlated inputs
        stand in for one another. Quasi-p takes the box as given though it was searched for, so it is a screen, no
        test: among many inputs some restriction passes by chance, and resampling is what shows it.

    References:
        Friedman & Fisher (1999), Statistics and Computing 9:123-143 (peeling and pasting);
        Bryant & Lempert (2010), Technological Forecasting and Social Change 77(1):34-49 (coverage, density, quasi-p,
        reproducibility).

    Example:
        >>> import numpy as np
        >>> from multifront.contingency import uniform_draws
        >>> cut, stock = (uniform_draws(0, name, np.arange(2_000)) for name in ("cut", "stock"))
        >>> found = discover({"cut": cut, "stock": stock}, cut > 0.8, resamples=0)
        >>> [line.name for line in found.restrictions], round(found.restrictions[0].low, 1), found.density > 0.95
        (['cut'], 0.8, True)
    """
    chosen = rules or Rules()
    _check_rules(chosen)
    names, table, hits = _checked(inputs, of_interest)
    box, trajectory = _search(table, hits, chosen)
    inside = box.inside(table)
    again, fresh = _resampled(table, hits, chosen, (resamples, seed))
    lines = []
    for index in np.flatnonzero(box.restricted()):
        ends = [float(end[index]) if math.isfinite(end[index]) else None for end in (box.low, box.high)]
        quasi = _quasi_p(box, int(index), table, hits)
        lines.append(Restriction(names[int(index)], ends[0], ends[1], quasi, float(again[index])))
    return Discovery(
        tuple(sorted(lines, key=lambda line: (line.quasi_p, line.name))),
        *_measures(inside, hits),
        float(hits.mean()),
        hits.size,
        trajectory,
        *fresh,
        resamples,
    )


def _check_rules(rules: Rules) -> None:
    if not (0.0 < rules.peel < 0.5 and 0.0 < rules.smallest_mass < 1.0 and 0.0 < rules.highest_quasi_p <= 1.0):
        raise UsageError("give 0 < peel < 0.5, 0 < smallest_mass < 1 and 0 < highest_quasi_p <= 1")
    if not rules.weight > 0.0:
        raise UsageError(f"weight must be above 0; found {rules.weight}")


def _checked(inputs: Mapping[str, Floats], of_interest: Booleans) -> tuple[Sequence[str], Floats, Booleans]:
    hits = np.asarray(of_interest, dtype=bool)
    wrong = [name for name, values in inputs.items() if np.shape(values) != hits.shape]
    if hits.ndim != 1 or wrong or not inputs:
        raise UsageError(f"inputs and of_interest need one value a draw each; wrong: {wrong or 'no inputs'}")
    if min(int(hits.sum()), int((~hits).sum())) < FEWEST:
        raise SimulationError(
            f"{int(hits.sum())} of {hits.size} draws are of interest; {FEWEST} and {FEWEST} others are needed"
        )
    missing = [name for name, values in inputs.items() if not np.all(np.isfinite(values))]
    if missing:
        raise SimulationError(f"inputs with missing or infinite values: {', '.join(missing)}")
    names = [name for name, values in inputs.items() if np.ptp(values) > 0.0]
    if not names:
        raise SimulationError("no input varies over the draws")
    return names, np.array([inputs[name] for name in names], dtype=np.float64), hits


def _measures(inside: Booleans, hits: Booleans) -> tuple[float, float, float]:
    """Coverage, density and mass; an empty box has density 0."""
    held, count = int((inside & hits).sum()), int(inside.sum())
    return held / max(int(hits.sum()), 1), held / count if count else 0.0, count / hits.size


def _search(table: Floats, hits: Booleans, rules: Rules) -> tuple[_Box, tuple[Step, ...]]:
    """Peel and paste, take the best box of the trajectory, drop what is not needed."""
    free = np.full(table.shape[0], np.inf)
    box = _Box(-free, free)
    boxes = [box]
    while (peeled := _peel(box, table, hits, rules)) is not None:
        box = peeled
        boxes.append(box)
    steps = [Step(*_measures(b.inside(table), hits), int(b.restricted().sum())) for b in boxes]
    best = max(range(len(boxes)), key=lambda i: (_score(steps[i], rules.weight), -i))
    return _pruned(_paste(boxes[best], table, hits, rules), table, hits, rules), tuple(steps)


def _score(step: Step, weight: float) -> float:
    """Weighted harmonic mean of coverage and density."""
    below = step.coverage + weight * step.density
    return (1.0 + weight) * step.coverage * step.density / below if below > 0.0 else 0.0


def _peel(box: _Box, table: Floats, hits: Booleans, rules: Rules) -> _Box | None:
    """The box after the best peel; None where it would be too small or has nothing left to gain."""
    inside = box.inside(table)
    values, found = table[:, inside], hits[inside].astype(np.float64)
    count, target = found.size, int(found.sum())
    take = max(int(rules.peel * count), 1)
    if target in (0, count) or count - take < rules.smallest_mass * hits.size:
        return None
    best: tuple[float, int] = (-1.0, 0)
    chosen: _Box | None = None
    for side in (0, 1):
        cuts = np.partition(values, take if side == 0 else count - take - 1, axis=1)
        cuts = cuts[:, take if side == 0 else count - take - 1][:, None]
        keep = values >= cuts if side == 0 else values <= cuts
        tied = keep.all(axis=1)  # the cut is the extreme value itself: all draws that share it go, or none could
        if tied.any():
            keep[tied] = values[tied] > cuts[tied] if side == 0 else values[tied] < cuts[tied]
        left = keep.sum(axis=1)
        density = np.where(left >= rules.smallest_mass * hits.size, (keep @ found) / np.maximum(left, 1), -1.0)
        index = int(np.lexsort((left, density))[-1])
        if density[index] >= 0.0 and (float(density[index]), int(left[index])) > best:
            best = (float(density[index]), int(left[index]))
            chosen = box.copy()
            kept = values[index, keep[index]]
            (chosen.low if side == 0 else chosen.high)[index] = kept.min() if side == 0 else kept.max()
    return chosen


def _paste(box: _Box, table: Floats, hits: Booleans, rules: Rules) -> _Box:
    """Widen one face at a time by a share `peel` of the box's draws as long as density rises."""
    while True:
        best, density = None, _measures(box.inside(table), hits)[1]
        for index in np.flatnonzero(box.restricted()):
            for wider in _widened(box, int(index), table, rules.peel):
                measure = _measures(wider.inside(table), hits)[1]
                if measure > density:
                    best, density = wider, measure
        if best is None:
            return box
        box = best


def _widened(box: _Box, index: int, table: Floats, share: float) -> list[_Box]:
    """The box with either face of one input moved outwards; a face that reaches the end of the data becomes free."""
    reach = box.without(index).inside(table)
    values, take = table[index], max(int(share * int(box.inside(table).sum())), 1)
    found = []
    for face, beyond, sign in (("low", values < box.low[index], -1.0), ("high", values > box.high[index], 1.0)):
        outside = np.sort(sign * values[reach & beyond])
        if outside.size:
            wider = box.copy()
            getattr(wider, face)[index] = sign * outside[take - 1] if outside.size > take else sign * np.inf
            found.append(wider)
    return found


def _quasi_p(box: _Box, index: int, table: Floats, hits: Booleans) -> float:
    """How likely so many hits are in a box of this size if the restriction told nothing."""
    inside = box.inside(table)
    rate = _measures(box.without(index).inside(table), hits)[1]
    return float(scipy.stats.binom.sf(int((inside & hits).sum()) - 1, int(inside.sum()), rate))


def _pruned(box: _Box, table: Floats, hits: Booleans, rules: Rules) -> _Box:
    """Drop the restriction with the highest quasi-p until all are low enough."""
    while (indices := np.flatnonzero(box.restricted())).size:
        quasi = [_quasi_p(box, int(index), table, hits) for index in indices]
        worst = int(np.argmax(quasi))
        if quasi[worst] <= rules.highest_quasi_p:
            break
        box = box.without(int(indices[worst]))
    return box


def _resampled(
    table: Floats, hits: Booleans, rules: Rules, asked: tuple[int, int]
) -> tuple[Floats, tuple[float, float]]:
    """How often each input is restricted in bootstrap resamples, and coverage and density in the draws left out."""
    count, seed = asked
    if not count:
        return np.full(table.shape[0], math.nan), (math.nan, math.nan)
    rng = np.random.default_rng(seed)
    again, fresh = np.zeros(table.shape[0]), []
    for _ in range(count):
        rows = rng.integers(0, hits.size, hits.size)
        left_out = np.ones(hits.size, dtype=bool)
        left_out[rows] = False
        box, _ = _search(table[:, rows], hits[rows], rules)
        again += box.restricted()
        fresh.append(_measures(box.inside(table[:, left_out]), hits[left_out])[:2])
    coverage, density = np.mean(fresh, axis=0)
    return again / count, (float(coverage), float(density))
