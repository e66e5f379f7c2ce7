"""Chooses location and scale of each year, which votes leave open, by the prior of the states; reads no votes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifront.alignment.ideal_kernels import Whole
from multifront.domain import Floats

STEPS = 4


@dataclass(frozen=True, slots=True)
class Moments:
    """Posterior of the states from the smoother, (nodes,): mean, variance, covariance with the year before."""

    mean: Floats
    variance: Floats
    lagged: Floats


def rescaled_years(
    moments: Moments, entry: Floats, link: Floats, node_year: Whole, items: tuple[Floats, Whole, Floats]
) -> tuple[Floats, Floats]:
    """Factor u and shift b of every year such that u theta - b fits the states' and items' priors best.

    theta' = u theta - b together with slope' = slope / u and centre' = centre - slope b / u gives every vote the same
    probability, so only the priors speak. Newton steps on expected log prior + sum(log u); `items` holds the items
    (m, 3), their years (m,) and their prior (3, 2). Returns arrays of shape (years,).

    References:
        Liu, Rubin & Wu 1998, Biometrika 85(4):755-770 (parameter expansion to speed up EM).
    """
    count = int(node_year.max()) + 1
    quadratic = _prior_form(moments, entry, link, node_year, count)
    nodes = np.bincount(node_year, minlength=count).astype(np.float64)
    sums = _item_sums(items, count)
    found = np.concatenate([np.ones(count), np.zeros(count)])
    for _ in range(STEPS):
        gradient, hessian = _item_terms(found, sums, items[2])
        factor = found[:count]
        gradient += quadratic @ found
        gradient[:count] -= nodes / factor
        hessian += quadratic
        hessian[np.arange(count), np.arange(count)] += nodes / factor**2
        empty = np.concatenate([nodes == 0, nodes == 0])
        hessian[empty, empty] += 1.0
        step = np.linalg.solve(hessian, gradient)
        length = min(1.0, 0.5 / max(float(np.max(np.abs(step[:count]) / factor)), 1e-12))
        found = found - length * step
    return found[:count], found[count:]


def _prior_form(moments: Moments, entry: Floats, link: Floats, year: Whole, count: int) -> Floats:
    """Matrix of the quadratic form in (u, b): expected squared deviations of the states from their prior."""
    form = np.zeros((2, 2, count, count))
    second = moments.mean**2 + moments.variance
    after = np.concatenate([link[1:], [0.0]])
    weight = entry + link + after
    here = [np.bincount(year, weight * value, minlength=count) for value in (second, moments.mean, np.ones(year.size))]
    diagonal = np.arange(count)
    form[0, 0, diagonal, diagonal] = here[0]
    form[0, 1, diagonal, diagonal] = form[1, 0, diagonal, diagonal] = -here[1]
    form[1, 1, diagonal, diagonal] = here[2]
    linked = np.flatnonzero(link > 0)
    now, before, strength = moments.mean[linked], moments.mean[linked - 1], link[linked]
    crossed = [
        np.bincount(year[linked], strength * value, minlength=count)[1:]
        for value in (now * before + moments.lagged[linked], now, before, np.ones(linked.size))
    ]
    later, earlier = np.arange(1, count), np.arange(count - 1)
    form[0, 0, later, earlier] = form[0, 0, earlier, later] = -crossed[0]
    form[0, 1, later, earlier] = form[1, 0, earlier, later] = crossed[1]
    form[0, 1, earlier, later] = form[1, 0, later, earlier] = crossed[2]
    form[1, 1, later, earlier] = form[1, 1, earlier, later] = -crossed[3]
    return form.transpose(0, 2, 1, 3).reshape(2 * count, 2 * count)


def _item_sums(items: tuple[Floats, Whole, Floats], count: int) -> Floats:
    """By year: sums of slope^2, slope (centre - its mean), over the items; shape (2, years)."""
    values, year, prior = items
    centred = values[:, 1] - prior[1, 0]
    return np.stack(
        [np.bincount(year, weights, minlength=count) for weights in (values[:, 0] ** 2, values[:, 0] * centred)]
    )


def _item_terms(found: Floats, sums: Floats, prior: Floats) -> tuple[Floats, Floats]:
    """Gradient and Gauss-Newton curvature of the items' log prior in (u, b)."""
    count = found.size // 2
    u, b = found[:count], found[count:]
    on_slope, on_centre = prior[0, 1], prior[1, 1]
    ratio = b / u
    pull = on_centre * (sums[0] * ratio - sums[1])
    stiff = on_centre * sums[0]
    gradient = np.concatenate([-on_slope * sums[0] / u**3 - pull * ratio / u, pull / u])
    hessian = np.zeros((2 * count, 2 * count))
    place = np.arange(count)
    hessian[place, place] = 3.0 * on_slope * sums[0] / u**4 + stiff * (ratio / u) ** 2
    hessian[place, place + count] = hessian[place + count, place] = -stiff * ratio / u**2
    hessian[place + count, place + count] = stiff / u**2
    return gradient, hessian


def carried(moments: Moments, link: Floats, node_year: Whole, factor: Floats, shift: Floats) -> Moments:
    """The moments after theta' = u theta - b, year by year."""
    u, b = factor[node_year], shift[node_year]
    before = np.concatenate([[1.0], u[:-1]])
    lagged = np.where(link > 0, u * before * moments.lagged, 0.0)
    return Moments(u * moments.mean - b, u**2 * moments.variance, lagged)


def carried_items(items: Floats, item_year: Whole, factor: Floats, shift: Floats) -> Floats:
    """The items after the same change, so that every vote keeps its probability."""
    found = items.copy()
    u, b = factor[item_year], shift[item_year]
    found[:, 0] = items[:, 0] / u
    found[:, 1] = items[:, 1] - items[:, 0] * b / u
    return found


def standard_units(moments: Moments, voting: NDArray[np.bool_], count: int) -> tuple[Floats, Floats]:
    """Factor and shift, the same for all years, that give the state-years with votes mean 0 and sd 1."""
    mean, sd = float(moments.mean[voting].mean()), float(moments.mean[voting].std())
    return np.full(count, 1.0 / sd), np.full(count, mean / sd)
