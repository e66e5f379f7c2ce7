"""Parametric bootstrap of a Hawkes fit: intervals, p of each pair and of the fit as a whole. No dates, no sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtri

from multifront.domain import Floats
from multifront.timing.hawkes_estimate import Estimate, Likelihood, Model, estimate, without_pair
from multifront.timing.hawkes_newton import derivatives, target_loss
from multifront.timing.hawkes_residuals import exponential_distance, rescaled_waits, serial_dependence
from multifront.timing.hawkes_simulation import draw_series

LARGEST_RADIUS = 0.98
"""Fits nearer to explosion are not simulated: their draws have no typical size."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How the data came and how often they are redrawn: `daily` times are rounded to days and jittered within them."""

    model: Model
    daily: bool
    jitters: int
    draws: int
    alpha: float
    power: float


@dataclass(frozen=True, slots=True)
class Fits:
    """The fits of all jitters of one data set, their mean, and what each says of pairs and of its own fitness.

    `ratios` has shape (jitters, D, D): twice the log-likelihood lost without the pair. `distances` and `dependences`
    have shape (jitters, D).
    """

    mean: Estimate
    each: tuple[Estimate, ...]
    series: tuple[list[Floats], ...]
    ratios: Floats
    distances: Floats
    dependences: Floats


@dataclass(frozen=True, slots=True)
class PairNull:
    """Null of one pair: ratios drawn without its excitation, the false-positive rate, the smallest branching seen."""

    ratios: Floats
    false_positive_rate: float
    smallest_detectable: float


def jittered(series: list[Floats], plan: Plan, rng: np.random.Generator) -> list[Floats]:
    """Each time moved to a random moment of its day, where times are whole days."""
    if not plan.daily:
        return series
    return [np.sort(np.floor(one) + rng.random(one.size)) for one in series]


def fit_repeatedly(series: list[Floats], plan: Plan, rng: np.random.Generator) -> Fits:
    """Fit every jitter of the data; the mean estimate is what is reported and simulated."""
    moved = tuple(jittered(series, plan, rng) for _ in range(plan.jitters if plan.daily else 1))
    each = tuple(estimate(one, plan.model) for one in moved)
    count = len(series)
    ratios = [
        [[pair_ratio(one, plan.model, fit, (i, j)) for j in range(count)] for i in range(count)]
        for one, fit in zip(moved, each, strict=True)
    ]
    fitness = [[_fitness(one, plan.model, fit, i) for i in range(count)] for one, fit in zip(moved, each, strict=True)]
    distances, dependences = np.moveaxis(np.array(fitness), 2, 0)
    return Fits(_mean(each), each, moved, np.array(ratios), distances, dependences)


def pair_ratio(series: list[Floats], model: Model, full: Estimate, pair: tuple[int, int]) -> float:
    """Twice the log-likelihood lost when pair[0] may not be excited by pair[1], at the decays of the full fit."""
    if full.branching[pair] == 0.0:
        return 0.0
    return max(0.0, 2.0 * (full.log_likelihood - without_pair(series, model, full, pair).log_likelihood))


def redraw(fit: Estimate, plan: Plan, rng: np.random.Generator) -> list[Floats]:
    """A data set of the same kind from a fit: rounded to days and jittered where the data were."""
    baseline = plan.model.baseline
    rates = np.ascontiguousarray(np.exp(baseline.columns @ fit.coefficients.T))
    return jittered(draw_series(rng, rates, baseline.cell, fit.branching, fit.decays), plan, rng)


def resample_full(fits: Fits, plan: Plan, rng: np.random.Generator) -> tuple[Floats, Floats, Floats, Floats]:
    """Branching (draws, D, D), spectral radius (draws,), distance and dependence (draws, D) of refitted redraws."""
    branching, radii, fitness = [], [], []
    for _ in range(plan.draws):
        series = redraw(fits.mean, plan, rng)
        fit = estimate(series, plan.model)
        branching.append(fit.branching)
        radii.append(fit.spectral_radius)
        fitness.append([_fitness(series, plan.model, fit, i) for i in range(len(series))])
    distances, dependences = np.moveaxis(np.array(fitness), 2, 0)
    return np.array(branching), np.array(radii), distances, dependences


def pair_null(fits: Fits, pair: tuple[int, int], plan: Plan, rng: np.random.Generator) -> PairNull:
    """Redraw without the pair's excitation and refit; the null of each redraw is drawn once, for the rate of alarms.

    One draw of the second level for each of the first, pooled (the warp-speed method): the share of first-level ratios
    above the second level's critical value is how often the bootstrap test rejects on such data.
    """
    nulls = [without_pair(one, plan.model, fit, pair) for one, fit in zip(fits.series, fits.each, strict=True)]
    null = _mean(tuple(nulls))
    first, second = [], []
    for _ in range(plan.draws):
        series = redraw(null, plan, rng)
        full = estimate(series, plan.model)
        first.append(pair_ratio(series, plan.model, full, pair))
        again = without_pair(series, plan.model, full, pair)
        if again.spectral_radius < LARGEST_RADIUS:
            second.append(_drawn_ratio(again, pair, plan, rng))
    ratios = np.array(first)
    critical = float(np.quantile(ratios, 1.0 - plan.alpha, method="higher"))
    own = float(np.quantile(second, 1.0 - plan.alpha, method="higher")) if second else np.nan
    rate = float((ratios > max(own, 0.0)).mean()) if second else np.nan
    return PairNull(ratios, rate, _detectable(fits, null, pair, (critical, plan)))


def _drawn_ratio(null: Estimate, pair: tuple[int, int], plan: Plan, rng: np.random.Generator) -> float:
    """The ratio of the pair in one redraw."""
    series = redraw(null, plan, rng)
    return pair_ratio(series, plan.model, estimate(series, plan.model), pair)


def bootstrap_p(observed: Floats, drawn: Floats) -> float:
    """Mean over jitters of (1 + draws at least as large) / (1 + draws)."""
    reached = (drawn[None, :] >= observed[:, None]).sum(axis=1)
    return float(((1.0 + reached) / (1.0 + drawn.size)).mean())


def can_be_drawn(fit: Estimate) -> bool:
    """False where the fitted process explodes or nearly so."""
    return fit.spectral_radius < LARGEST_RADIUS


def _detectable(fits: Fits, null: Estimate, pair: tuple[int, int], rule: tuple[float, Plan]) -> float:
    """Branching whose estimate passes the critical ratio with the wanted power: (sqrt(critical) + z) errors."""
    (i, j), (critical, plan) = pair, rule
    likelihood, baseline = Likelihood(fits.series[0], plan.model), plan.model.baseline
    x = np.concatenate([null.coefficients[i], null.branching[i]])
    excited, spent = likelihood.design(i, null.decays[i])
    table = (baseline.columns, baseline.widths, likelihood.cells[i], excited, spent)
    _, curve = target_loss(x, *table)
    _, hessian = derivatives(x, curve, *table)
    terms = len(baseline.terms)
    kept = [k for k in range(x.size) if k < terms or x[k] > 0.0 or k == terms + j]
    information = hessian[np.ix_(kept, kept)] + 1e-9 * np.eye(len(kept))
    variance = float(np.linalg.pinv(information)[kept.index(terms + j), kept.index(terms + j)])
    return float((np.sqrt(critical) + ndtri(plan.power)) * np.sqrt(max(variance, 0.0)))


def _mean(fits: tuple[Estimate, ...]) -> Estimate:
    """Mean coefficients, branching and log decays."""
    return replace(
        fits[0],
        coefficients=np.mean([one.coefficients for one in fits], axis=0),
        branching=np.mean([one.branching for one in fits], axis=0),
        decays=np.exp(np.mean([np.log(one.decays) for one in fits], axis=0)),
        losses=np.mean([one.losses for one in fits], axis=0),
    )


def _fitness(series: list[Floats], model: Model, fit: Estimate, i: int) -> tuple[float, float]:
    """Distance from Exp(1) and serial dependence of the rescaled waits of one series."""
    waits = rescaled_waits(series, model.baseline, fit, i)
    return exponential_distance(waits), serial_dependence(waits)
