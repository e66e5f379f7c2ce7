"""Lengthens intervals by what one simulated repetition of the fit gets wrong; fit and covariance live beside."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from multifront.alignment.ideal_covariance import joint_covariance
from multifront.alignment.ideal_fit import Fitted, Priors, fit, started
from multifront.alignment.ideal_kernels import Codes, Whole, drawn_paths, drawn_votes
from multifront.alignment.ideal_votes import Grouped, IndexedVotes
from multifront.domain import Floats

MOST_INFLATION = 4.0
EXTREME = 3.0


@dataclass(frozen=True, slots=True)
class Calibrated:
    """The fit, its standard errors (nodes,) and covariances by year, and the factors a + b x^2 of their variance."""

    fitted: Fitted
    standard_error: Floats
    covariances: tuple[tuple[Whole, Floats], ...]
    inflation: tuple[float, float]


def calibrated_fit(votes: IndexedVotes, priors: Priors, iterations: int, tolerance: float, seed: int) -> Calibrated:
    """Fit, simulate votes from the fit, fit those, and lengthen the intervals by what that second fit got wrong.

    Paths are drawn from their posterior and votes from the items, with the same states voting on the same items. The
    squared errors of the simulated fit over their variance are regressed on 1 and the squared point; the variances of
    the real fit are multiplied by that line, from 1 to 4: normal intervals around a mode are too short, most of all for
    extreme states.

    References:
        Efron & Tibshirani 1993, An Introduction to the Bootstrap, chapter 6 (parametric bootstrap).
    """
    fitted = fit(votes, priors, started(votes, priors), iterations, tolerance)
    rng = np.random.default_rng(seed)
    truth = drawn_paths(*_chain(fitted), rng.standard_normal(votes.nodes))
    world = _voted(votes, truth, fitted.items, rng)
    known = replace(priors, innovation_sd=fitted.innovation_sd)
    again = fit(world, known, replace(fitted, bound=np.zeros(0)), iterations, tolerance)
    line = _inflation(world, again, joint_covariance(world, again, known), truth)
    factor = np.sqrt(_line(line, fitted.moments.mean))
    blocks = joint_covariance(votes, fitted, known)
    covariances = tuple((nodes, block * np.outer(factor[nodes], factor[nodes])) for nodes, block in blocks)
    return Calibrated(fitted, np.sqrt(_variances(covariances, votes.nodes)), covariances, line)


def _chain(fitted: Fitted) -> tuple[Floats, Floats, Floats]:
    """Mean, conditional standard deviation and regression on the year before of every node, given the items."""
    moments, linked = fitted.moments, fitted.link > 0
    before = np.concatenate([[1.0], moments.variance[:-1]])
    gain = np.where(linked, moments.lagged / before, 0.0)
    return moments.mean, np.sqrt(moments.variance - gain**2 * before * linked), gain


def _voted(votes: IndexedVotes, points: Floats, items: Floats, rng: np.random.Generator) -> IndexedVotes:
    """The same table with votes drawn from the model."""
    by = votes.by_item
    code: Codes = drawn_votes(by.start, by.other, points, items, rng.standard_normal(by.other.size))
    item = np.repeat(np.arange(votes.items.size), np.diff(by.start))
    order = np.lexsort((item, by.other))
    return replace(
        votes, by_item=Grouped(by.start, by.other, code), by_node=Grouped(votes.by_node.start, item[order], code[order])
    )


def _inflation(
    votes: IndexedVotes, fitted: Fitted, covariances: tuple[tuple[Whole, Floats], ...], truth: Floats
) -> tuple[float, float]:
    """Line in the squared point of squared error over variance, over the state-years with votes."""
    voting = votes.used > 0
    true = (truth - truth[voting].mean()) / truth[voting].std()
    ratio = (fitted.moments.mean - true) ** 2 / _variances(covariances, votes.nodes)
    square = np.minimum(fitted.moments.mean[voting] ** 2, EXTREME**2)
    slope = float(np.cov(square, ratio[voting])[0, 1] / max(float(square.var(ddof=1)), 1e-12))
    slope = max(slope, 0.0)
    return float(ratio[voting].mean() - slope * square.mean()), slope


def _line(line: tuple[float, float], points: Floats) -> Floats:
    """Factors of the variance at these points."""
    return np.clip(line[0] + line[1] * np.minimum(points**2, EXTREME**2), 1.0, MOST_INFLATION)


def _variances(covariances: tuple[tuple[Whole, Floats], ...], size: int) -> Floats:
    found = np.empty(size)
    for nodes, block in covariances:
        found[nodes] = np.diag(block)
    return found
