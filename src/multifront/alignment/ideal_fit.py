"""Finds states and items by EM around a smoother; checks of the votes and intervals live elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from multifront.alignment.ideal_kernels import Whole, item_step, smooth, state_scores
from multifront.alignment.ideal_scale import Moments, carried, carried_items, rescaled_years, standard_units
from multifront.alignment.ideal_votes import IndexedVotes
from multifront.domain import Floats

FIRST_ITEM_STEPS = 8
FIRST_VARIANCE = 0.01
LAST_STATE_STEPS = 25
SETTLED = 1e-8
LONGEST_LEAP = 16.0
FARTHEST_LANDING = 20.0


@dataclass(frozen=True, slots=True)
class Priors:
    """Prior of the items (3, 2): means and precisions of slope, centre, log half gap; and that of the states."""

    items: Floats
    entry_sd: float
    innovation_sd: float | None


@dataclass(frozen=True, slots=True)
class Fitted:
    """Where EM stands: moments of the states given the items, items (m, 3), the states' prior, and the record."""

    moments: Moments
    items: Floats
    entry: Floats
    link: Floats
    innovation_sd: float
    bound: Floats
    change: float
    converged: bool


def fit(votes: IndexedVotes, priors: Priors, state: Fitted, iterations: int, tolerance: float) -> Fitted:
    """Run EM from `state` until no state-year moves by more than the tolerance in a round, or the rounds are used up.

    After two rounds the third starts from the point that they extrapolate to (SQUAREM, scheme S3); it is dropped if it
    moves twenty times as far as the round before.

    References:
        Varadhan & Roland 2008, Scandinavian Journal of Statistics 35(2):335-353.
    """
    bound: list[float] = []
    change = np.inf
    while len(bound) < iterations and change > tolerance:
        once, begun = _iterated(votes, priors, state)
        twice, value = _iterated(votes, priors, once)
        change = _moved(once, twice)
        leapt = _leap(state, once, twice)
        landed, reached = _iterated(votes, priors, leapt)
        state = landed if _moved(leapt, landed) < FARTHEST_LANDING * change else twice
        bound += [begun, value, reached]
    state = _polished(votes, state)
    return replace(state, bound=np.concatenate([state.bound, bound]), change=change, converged=change <= tolerance)


def _moved(before: Fitted, after: Fitted) -> float:
    """Largest move of a state-year, in units of its posterior standard deviation."""
    return float(np.max(np.abs(after.moments.mean - before.moments.mean) / np.sqrt(after.moments.variance)))


def _leap(start: Fitted, once: Fitted, twice: Fitted) -> Fitted:
    """The point to which two rounds of EM lead if they go on alike."""

    def stacked(state: Fitted) -> Floats:
        return np.concatenate([state.moments.mean, state.items.ravel()])

    base = stacked(start)
    first = stacked(once) - base
    bend = stacked(twice) - stacked(once) - first
    length = min(max(float(np.linalg.norm(first) / max(float(np.linalg.norm(bend)), 1e-300)), 1.0), LONGEST_LEAP)
    found = base + 2.0 * length * first + length**2 * bend
    nodes = start.moments.mean.size
    moments = replace(twice.moments, mean=found[:nodes])
    return replace(twice, moments=moments, items=found[nodes:].reshape(-1, 3))


def _iterated(votes: IndexedVotes, priors: Priors, state: Fitted) -> tuple[Fitted, float]:
    """One round: items given the states, states given the items, scale of each year, size of the innovations."""
    stacked = np.column_stack([state.moments.mean, state.moments.variance])
    by = votes.by_item
    items, value = item_step(by.start, by.other, by.code, stacked, state.items, priors.items)
    bound = float(value.sum()) + _prior_bound(state)
    moments = _smoothed(votes, state.moments.mean, items, state)
    factor, shift = rescaled_years(
        moments, state.entry, state.link, votes.node_year, (items, votes.item_year, priors.items)
    )
    moments = carried(moments, state.link, votes.node_year, factor, shift)
    items = carried_items(items, votes.item_year, factor, shift)
    state = _standard(votes, replace(state, moments=moments, items=items))
    sd = priors.innovation_sd or _innovation_sd(state.moments, state)
    return replace(state, link=_links(votes, sd), innovation_sd=sd), bound


def _standard(votes: IndexedVotes, state: Fitted) -> Fitted:
    """The same fit on the scale where state-years with votes have mean 0 and standard deviation 1."""
    factor, shift = standard_units(state.moments, votes.used > 0, votes.years.size)
    moments = carried(state.moments, state.link, votes.node_year, factor, shift)
    return replace(state, moments=moments, items=carried_items(state.items, votes.item_year, factor, shift))


def _smoothed(votes: IndexedVotes, points: Floats, items: Floats, state: Fitted) -> Moments:
    by = votes.by_node
    score, information = state_scores(by.start, by.other, by.code, points, items)
    return Moments(*smooth(points, score, information, state.entry, state.link))


def _polished(votes: IndexedVotes, state: Fitted) -> Fitted:
    """The states at their mode for the items found."""
    moments = state.moments
    for _ in range(LAST_STATE_STEPS):
        before = moments.mean
        moments = _smoothed(votes, before, state.items, state)
        if np.max(np.abs(moments.mean - before)) < SETTLED:
            break
    return _standard(votes, replace(state, moments=moments))


def _links(votes: IndexedVotes, sd: float) -> Floats:
    return np.where(votes.begins, 0.0, sd**-2)


def _innovation_sd(moments: Moments, state: Fitted) -> float:
    """The standard deviation of a year's step that the moments imply; the old one where no state has two years."""
    at = np.flatnonzero(state.link > 0)
    if at.size == 0:
        return state.innovation_sd
    square = np.diff(moments.mean)[at - 1] ** 2 + _step_variances(moments, at)
    return float(np.sqrt(square.mean()))


def _step_variances(moments: Moments, at: Whole) -> Floats:
    """Posterior variance of the steps to the nodes `at` from the nodes before them."""
    return np.asarray(moments.variance[at] + moments.variance[at - 1] - 2.0 * moments.lagged[at])


def _prior_bound(state: Fitted) -> float:
    """Expected log prior of the states plus the entropy of their posterior, up to a constant."""
    mean, variance, lagged = state.moments.mean, state.moments.variance, state.moments.lagged
    square = state.entry * (mean**2 + variance)
    at = np.flatnonzero(state.link > 0)
    step = (mean[at] - mean[at - 1]) ** 2 + _step_variances(state.moments, at)
    # Of a Gaussian chain: the product of its conditional variances, each given the year before.
    given = variance.copy()
    given[at] -= lagged[at] ** 2 / variance[at - 1]
    logs = 0.5 * (np.log(state.entry[state.entry > 0]).sum() + np.log(state.link[at]).sum())
    return float(-0.5 * square.sum() - 0.5 * (state.link[at] * step).sum() + logs + 0.5 * np.log(given).sum())


def started(votes: IndexedVotes, priors: Priors) -> Fitted:
    """States at their first principal component over all years, items fitted to that."""
    sd = priors.innovation_sd or 0.2
    mean = _component(votes)[votes.node_state] * priors.entry_sd
    moments = Moments(mean, np.full(votes.nodes, FIRST_VARIANCE), np.zeros(votes.nodes))
    items = np.tile(priors.items[:, 0], (votes.items.size, 1))
    by = votes.by_item
    stacked = np.column_stack([moments.mean, moments.variance])
    for _ in range(FIRST_ITEM_STEPS):
        items, _ = item_step(by.start, by.other, by.code, stacked, items, priors.items)
    entry = np.where(votes.begins, priors.entry_sd**-2, 0.0)
    return Fitted(moments, items, entry, _links(votes, sd), sd, np.zeros(0), np.inf, False)


def _component(votes: IndexedVotes) -> Floats:
    """One value a state: first eigenvector of the mean products of item-centred votes, sd 1 over states."""
    by = votes.by_item
    item = np.repeat(np.arange(votes.items.size), np.diff(by.start))
    state = votes.node_state[by.other]
    centred = by.code - (np.bincount(item, by.code) / np.bincount(item))[item]
    table = np.zeros((votes.states.size, votes.items.size))
    table[state, item] = centred
    cast = np.zeros_like(table)
    cast[state, item] = 1.0
    shared = cast @ cast.T
    _, vectors = np.linalg.eigh(table @ table.T / np.maximum(shared, 1.0) * np.sqrt(np.minimum(shared, 30.0)))
    first = vectors[:, -1]
    first = first * np.sign(first[np.argmax(np.abs(first))])
    return np.asarray((first - first.mean()) / max(float(first.std()), 1e-12))
