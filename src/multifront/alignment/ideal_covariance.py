"""Covariance of all states of a year, the items' own uncertainty and neighbouring years included; no fitting here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from multifront.alignment.ideal_fit import Fitted, Priors
from multifront.alignment.ideal_kernels import Whole, state_scores, whitened_cross
from multifront.alignment.ideal_votes import IndexedVotes
from multifront.domain import Floats


@dataclass(frozen=True, slots=True)
class YearBlock:
    """The nodes of one year, their part of the precision, and its links (n, n of the next year) to the year after."""

    nodes: Whole
    precision: Floats
    onward: Floats


@dataclass(frozen=True, slots=True)
class _Eliminated:
    """One year after those before it are integrated out: Cholesky factor, and the gain on the next year."""

    factor: tuple[Floats, bool]
    gain: Floats


def joint_covariance(votes: IndexedVotes, fitted: Fitted, priors: Priors) -> tuple[tuple[Whole, Floats], ...]:
    """By year: the nodes and their covariance, from the inverse of the joint information on states and items.

    The items are integrated out (Schur complement), which ties all states that voted on one item; years are tied by
    the random walk, so the precision is block tridiagonal and one pass forward and one backward give every year's
    block exactly. Mean and spread over all state-years are fixed by definition and carry no uncertainty.

    References:
        Tierney & Kadane 1986, JASA 81:82-86 (normal approximation at the mode); Rauch, Tung & Striebel 1965, AIAA
        Journal 3(8):1445-1450 (the backward pass).
    """
    blocks = _blocks(votes, fitted, priors)
    gone = _forward(blocks)
    fixed = _fixed_directions(votes, fitted)
    response = _solved(blocks, gone, fixed)
    kernel = np.linalg.inv(fixed.T @ response)
    found: list[tuple[Whole, Floats]] = []
    after = np.zeros((0, 0))
    for block, step in zip(reversed(blocks), reversed(gone), strict=True):
        after = cho_solve(step.factor, np.eye(block.nodes.size)) + step.gain @ after @ step.gain.T
        taken = response[block.nodes]
        found.append((block.nodes, after - taken @ kernel @ taken.T))
    return tuple(reversed(found))


def _blocks(votes: IndexedVotes, fitted: Fitted, priors: Priors) -> list[YearBlock]:
    points, by = fitted.moments.mean, votes.by_node
    _, information = state_scores(by.start, by.other, by.code, points, fitted.items)
    after = np.concatenate([fitted.link[1:], [0.0]])
    diagonal = information + fitted.entry + fitted.link + after
    crossed = whitened_cross(votes.by_item.start, votes.by_item.other, points, fitted.items, priors.items)
    nodes = [np.flatnonzero(votes.node_year == year) for year in range(votes.years.size)]
    place = np.empty(votes.nodes, dtype=np.int64)
    for members in nodes:
        place[members] = np.arange(members.size)
    blocks = []
    for year, members in enumerate(nodes):
        lost = _lost(votes, year, crossed, place, members.size)
        onward = np.zeros((members.size, nodes[year + 1].size if year + 1 < len(nodes) else 0))
        going = members[after[members] > 0]
        onward[place[going], place[going + 1]] = -after[going]
        blocks.append(YearBlock(members, np.diag(diagonal[members]) - lost, onward))
    return blocks


def _lost(votes: IndexedVotes, year: int, crossed: Floats, place: Whole, size: int) -> Floats:
    """Information on the states of a year that goes into finding its items, shape (size, size)."""
    here = np.flatnonzero(votes.item_year == year)
    wide = np.zeros((size, 3 * here.size))
    start, node = votes.by_item.start, votes.by_item.other
    for column, item in enumerate(here):
        span = slice(start[item], start[item + 1])
        wide[place[node[span]], 3 * column : 3 * column + 3] = crossed[span]
    return np.asarray(wide @ wide.T)


def _forward(blocks: list[YearBlock]) -> list[_Eliminated]:
    gone: list[_Eliminated] = []
    for number, block in enumerate(blocks):
        precision = block.precision
        if number:
            precision = precision + blocks[number - 1].onward.T @ gone[-1].gain
        factor = cho_factor(precision, lower=True)
        gone.append(_Eliminated(factor, -cho_solve(factor, block.onward)))
    return gone


def _solved(blocks: list[YearBlock], gone: list[_Eliminated], right: Floats) -> Floats:
    """The covariance of all nodes times `right` (nodes, k)."""
    found = right.copy()
    for number in range(1, len(blocks)):
        before, now = blocks[number - 1].nodes, blocks[number].nodes
        found[now] += gone[number - 1].gain.T @ found[before]
    for number in range(len(blocks) - 1, -1, -1):
        now = blocks[number].nodes
        found[now] = cho_solve(gone[number].factor, found[now])
        if number + 1 < len(blocks):
            found[now] += gone[number].gain @ found[blocks[number + 1].nodes]
    return found


def _fixed_directions(votes: IndexedVotes, fitted: Fitted) -> Floats:
    """The two directions, mean and spread over the state-years with votes, that the scale fixes; shape (nodes, 2)."""
    voting = (votes.used > 0).astype(np.float64)
    return np.column_stack([voting, voting * fitted.moments.mean])
