"""The search for changes of the mean in a series: checks, PELT, intervals and false alarms. Costs live elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats, Series
from multifront.errors import UsageError, unknown_name
from multifront.timing.change_result import Change, ChangePoints
from multifront.timing.change_segments import NORMAL, POISSON, one_split, pelt, segment_means
from multifront.timing.series_noise import LARGEST_CORRELATION, Noise, draw_candidates, lag_one, nearest

COSTS = {"normal": NORMAL, "poisson": POISSON}
FEWEST_SEGMENTS = 4
ROUNDS = 10
"""Most rounds of dividing the series and estimating its variance anew."""


@dataclass(frozen=True, slots=True)
class ChangeOptions:
    """How changes are sought: `cost` 'normal' or 'poisson', the noise's `variance` (None: from the series), `penalty`
    for one change (None: 2 log n), the `shortest` segment in values, `draws` for intervals, p and false alarms.
    """

    cost: str = "normal"
    variance: float | None = None
    penalty: float | None = None
    shortest: int = 2
    draws: int = 199
    alpha: float = 0.05
    power: float = 0.8


def change_points(
    series: Any,
    *,
    labels: Any = None,
    options: ChangeOptions | None = None,
    rng: np.random.Generator | int = 0,
) -> ChangePoints:
    r"""Find where the mean of a series changed, how sure the place is, and how often the search cries wolf.

    Formula: the division into segments that minimises sum of C(segment) + penalty * changes, by PELT (exact). Normal: C
    = sum of (x - mean)^2 / variance; Poisson: C = 2 sum of (mean - x log mean), the part of minus twice the
    log-likelihood that depends on the mean. Penalty 2 log n. A variance that is not given begins as that
    of the whole series and is that of the residuals after each division, until it no longer falls.

    Args:
        series: values of shape (n,) in equal steps of time, none missing; or a `domain.Series` (its `best`).
        labels: n labels such as years (default: years of a `domain.Series`, else 0..n-1).
        options: a `ChangeOptions`.
        rng: a seed, or a generator from which one is drawn.

    Returns:
        `ChangePoints`, with one `Change` for each; p and rates in [0, 1], means in the unit of the series.

    Raises:
        UsageError: values missing or not one list, counts below 0 or broken, labels that do not fit, options out of
            range.

    Assumes:
        Noise around constant means. Fooled by a slow trend (cut into steps), by a season (use whole years), by
        autocorrelation, which 2 log n does not know: `false_positive_rate` and each p are drawn from series of many
        autocorrelations, of which those are kept that show the same lag-one autocorrelation around their best single
        split. This holds for neighbours that are alike as in AR(1); longer memory makes p too small. Given that a
        change was found, its interval does not hold the doubt whether it is one.

    References:
        Beaumont, Zhang & Balding 2002, Genetics 162:2025-2035 (draws kept where a summary is near the one seen; not
        opened);
        Killick, Fearnhead & Eckley 2012, J. Am. Stat. Assoc. 107:1590-1598, arXiv:1101.1438 (PELT, penalty).

    Example:
        >>> found = change_points([5.0, 5.2, 4.9, 5.1, 9.0, 9.1, 8.9, 9.2], options=ChangeOptions(variance=0.02))
        >>> [change.last_before for change in found.changes]
        ['3']
    """
    chosen = options or ChangeOptions()
    _check_options(chosen)
    name, values, tags = read_values(series, labels)
    kind = COSTS[chosen.cost]
    if kind == POISSON and (np.any(values < 0.0) or np.any(values != np.floor(values))):
        raise UsageError(f"{name}: cost 'poisson' needs whole counts of at least 0; use cost='normal' for other values")
    seed = int(rng.integers(2**32)) if isinstance(rng, np.random.Generator) else int(rng)
    enough = FEWEST_SEGMENTS * chosen.shortest
    penalty = 2.0 * np.log(max(2, values.size)) if chosen.penalty is None else chosen.penalty
    search = _Search(kind, chosen.variance, float(penalty), chosen.shortest)
    if values.size < enough:
        why = f"{values.size} values; with segments of {chosen.shortest} values at least {enough} are needed."
        return _empty(name, values, (search, chosen, seed), (why, enough))
    return _gather((name, values, tags), search, chosen, seed)


@dataclass(frozen=True, slots=True)
class _Search:
    """Cost, variance held (None: estimated anew from each series), penalty and shortest segment."""

    kind: int
    variance: float | None
    penalty: float
    shortest: int

    def noise(self, values: Floats) -> float:
        """The variance used for a series."""
        if self.kind == POISSON:
            return 1.0
        if self.variance is not None:
            return self.variance
        # From above: a start that is too small would cut noise into segments and find itself confirmed.
        found = float(values.var(ddof=1)) or 1.0
        for _ in range(ROUNDS):
            splits = pelt(values, self.kind, found, self.penalty, self.shortest)
            residuals = values - fitted_means(values, splits)
            smaller = float(residuals @ residuals / max(1, values.size - splits.size - 1))
            if smaller >= found * (1.0 - 1e-9) or smaller == 0.0:
                break
            found = smaller
        return found

    def run(self, values: Floats) -> tuple[NDArray[np.int64], float]:
        """Splits and the variance that they rest on."""
        variance = self.noise(values)
        return pelt(values, self.kind, variance, self.penalty, self.shortest), variance


def fitted_means(values: Floats, splits: NDArray[np.int64]) -> Floats:
    """Mean of its segment at every value, shape (n,)."""
    edges = np.concatenate([[0], splits, [values.size]])
    return np.repeat(segment_means(values, splits), np.diff(edges))


def read_values(series: Any, labels: Any) -> tuple[str, Floats, tuple[str, ...]]:
    """Name, values and labels of a series without gaps, or what is wrong with it."""
    if isinstance(series, Series):
        name, values = series.name, np.asarray(series.best, dtype=np.float64)
        labels = series.years if labels is None else labels
    else:
        name, values = "series", np.asarray(series, dtype=np.float64)
    if values.ndim != 1:
        raise UsageError(f"{name}: values must be one list of numbers, found an array of shape {values.shape}")
    missing = int((~np.isfinite(values)).sum())
    if missing:
        raise UsageError(f"{name}: {missing} of {values.size} values are missing; take a stretch without gaps")
    tags = tuple(str(one) for one in (range(values.size) if labels is None else np.asarray(labels).tolist()))
    if len(tags) != values.size:
        raise UsageError(f"{name}: {len(tags)} labels for {values.size} values; give one a value")
    if len(set(tags)) != len(tags):
        raise UsageError(f"{name}: some labels occur twice; a series has one value a period")
    return name, values, tags


def _check_options(options: ChangeOptions) -> None:
    """Options in range, or which is not."""
    if options.cost not in COSTS:
        raise UsageError(unknown_name("cost", options.cost, tuple(COSTS), "use cost='normal'"))
    for name in ("alpha", "power"):
        if not 0.0 < getattr(options, name) < 1.0:
            raise UsageError(f"{name} must lie between 0 and 1, found {getattr(options, name)}")
    if options.shortest < 1 or options.draws < 19:
        raise UsageError(
            f"shortest must be at least 1 and draws at least 19, found {options.shortest}, {options.draws}"
        )
    for name in ("variance", "penalty"):
        value = getattr(options, name)
        if value is not None and not value > 0.0:
            raise UsageError(f"{name} must be above 0, found {value}")


def _gather(
    data: tuple[str, Floats, tuple[str, ...]], search: _Search, options: ChangeOptions, seed: int
) -> ChangePoints:
    """Search, redraw, and name everything."""
    name, values, tags = data
    splits, variance = search.run(values)
    means = fitted_means(values, splits)
    noise = _noise_of(values, means, splits.size, (search.kind, variance))
    rngs = [np.random.default_rng(one) for one in np.random.SeedSequence(seed).spawn(4)]
    flat = np.full(values.size, values.mean())
    null = _null_noise(values, (search.kind, variance, search.shortest))
    seen = _split_correlation(values, (search.kind, variance, search.shortest))
    gains, alarms, correlation = _without_change(search, null, (flat, options.draws, seen), rngs[0])
    null = replace(null, correlation=correlation)
    independent = _alarms(search, null, (flat, options.draws), rngs[1])
    places = _redrawn_places(search, noise, (means, splits, options.draws), rngs[2])
    return ChangePoints(
        name=name,
        cost=options.cost,
        count=values.size,
        penalty=search.penalty,
        shortest=search.shortest,
        variance=variance,
        dispersion=null.dispersion,
        autocorrelation=null.correlation,
        changes=_changes(
            (values, tags, splits), (search.kind, variance, search.shortest), places, (gains, options.alpha)
        ),
        means=segment_means(values, splits),
        false_positive_rate=alarms,
        rate_if_independent=independent,
        smallest_detectable_effect=_detectable(search, null, (flat, options.power), rngs[3]),
        alpha=options.alpha,
        power=options.power,
        draws=options.draws,
        seed=seed,
        too_few="",
        enough=None,
        notes=(),
    )


def _noise_of(values: Floats, means: Floats, changes: int, how: tuple[int, float]) -> Noise:
    """Noise around the fitted means: dispersion of counts, autocorrelation of neighbours (at least 0)."""
    kind, variance = how
    scale = np.sqrt(np.maximum(means, 1e-9)) if kind == POISSON else 1.0
    residuals = (values - means) / scale
    left = max(1, values.size - changes - 1)
    dispersion = max(1.0, float(residuals @ residuals / left)) if kind == POISSON else 1.0
    total = float(residuals @ residuals)
    # Means fitted to the series pull the estimate down by about (1 + changes) / n (Kendall's bias); give that back.
    raw = float(residuals[1:] @ residuals[:-1] / total) if total > 0.0 else 0.0
    correlation = min(LARGEST_CORRELATION, max(0.0, raw + (1.0 + changes) / values.size))
    return Noise(kind == POISSON, variance, dispersion, correlation)


def _null_noise(values: Floats, how: tuple[int, float, int]) -> Noise:
    """Noise around the best single split: all changes found would soak up the autocorrelation that made them."""
    kind, variance, shortest = how
    place, _ = one_split(values, kind, variance, shortest)
    splits = np.array([place] if place else [], dtype=np.int64)
    residuals = values - fitted_means(values, splits)
    spread = float(residuals @ residuals / (values.size - splits.size - 1)) or variance
    return _noise_of(values, values - residuals, splits.size, (kind, spread))


def local_gains(values: Floats, splits: NDArray[np.int64], how: tuple[int, float, int]) -> Floats:
    """Cost that each change saves between its neighbours, at the best single split there, shape (splits,)."""
    edges = np.concatenate([[0], splits, [values.size]])
    return np.array([one_split(values[edges[c] : edges[c + 2]], *how)[1] for c in range(splits.size)])


def _split_correlation(values: Floats, how: tuple[int, float, int]) -> float:
    """Lag-one autocorrelation around the best single split, as it comes out: too low, and alike in every draw."""
    place, _ = one_split(values, *how)
    means = fitted_means(values, np.array([place] if place else [], dtype=np.int64))
    return float(lag_one((values - means) / (np.sqrt(np.maximum(means, 1e-9)) if how[0] == POISSON else 1.0)))


def _without_change(
    search: _Search, noise: Noise, how: tuple[Floats, int, float], rng: np.random.Generator
) -> tuple[Floats, float, float]:
    """Largest gains of a change found in series without any (0: none), the share with one, and the autocorrelation.

    No estimate of the autocorrelation is trusted: series are drawn at all plausible values, and those are kept whose
    own estimate comes nearest to the one seen. The last figure is the mean of the values behind them.
    """
    means, draws, seen = how
    series, tried = draw_candidates(noise, means, rng, draws)
    gains, alike, alarms = np.empty(tried.size), np.empty(tried.size), np.empty(tried.size)
    for k, drawn in enumerate(series):
        splits, variance = search.run(drawn)
        gains[k] = local_gains(drawn, splits, (search.kind, variance, search.shortest)).max(initial=0.0)
        alike[k] = _split_correlation(drawn, (search.kind, variance, search.shortest))
        alarms[k] = splits.size > 0
    near = nearest(alike, seen, draws)
    return gains[near], float(alarms[near].mean()), float(tried[near].mean())


def _alarms(search: _Search, noise: Noise, how: tuple[Floats, int], rng: np.random.Generator) -> float:
    """Share of series without a change and without autocorrelation in which the search finds one."""
    means, draws = how
    return sum(search.run(noise.draw(means, rng, 0.0))[0].size > 0 for _ in range(draws)) / draws


def _redrawn_places(
    search: _Search, noise: Noise, how: tuple[Floats, NDArray[np.int64], int], rng: np.random.Generator
) -> NDArray[np.int64]:
    """Place of each change when the fitted segments are redrawn and each change is sought between its neighbours."""
    means, splits, draws = how
    edges = np.concatenate([[0], splits, [means.size]])
    places = np.empty((draws, splits.size), dtype=np.int64)
    for k in range(draws):
        drawn = noise.draw(means, rng, noise.correlation)
        for c in range(splits.size):
            first, last = edges[c], edges[c + 2]
            place, _ = one_split(drawn[first:last], search.kind, noise.variance, search.shortest)
            places[k, c] = first + place if place else splits[c]
    return places


def _changes(
    data: tuple[Floats, tuple[str, ...], NDArray[np.int64]],
    how: tuple[int, float, int],
    places: NDArray[np.int64],
    rule: tuple[Floats, float],
) -> tuple[Change, ...]:
    """Every change with its interval and p."""
    (values, tags, splits), (kind, variance, shortest), (gains, alpha) = data, how, rule
    saved, means, found = local_gains(values, splits, (kind, variance, shortest)), segment_means(values, splits), []
    for c, split in enumerate(splits):
        gain = saved[c]
        early, late = np.quantile(places[:, c], [alpha / 2, 1 - alpha / 2], method="nearest")
        found.append(
            Change(
                last_before=tags[split - 1],
                first_after=tags[split],
                interval=(tags[int(early) - 1], tags[int(late) - 1]),
                mean_before=float(means[c]),
                mean_after=float(means[c + 1]),
                effect=float(means[c + 1] - means[c]),
                likelihood_ratio=float(gain),
                p_value=float((1 + (gains >= gain).sum()) / (1 + gains.size)),
            )
        )
    return tuple(found)


def _detectable(search: _Search, noise: Noise, how: tuple[Floats, float], rng: np.random.Generator) -> float | None:
    """Rise of the mean in the middle found with the wanted power, by bisection on fixed draws; None if none is."""
    means, power = how
    sd = np.sqrt(noise.dispersion * max(means[0], 1.0 / means.size) if noise.counts else noise.variance)
    half, seeds = np.arange(means.size) >= means.size // 2, rng.integers(2**32, size=60)

    def share(rise: float) -> float:
        found = 0
        for seed in seeds.tolist():
            drawn = noise.draw(means + rise * half, np.random.default_rng(seed), noise.correlation)
            found += search.run(drawn)[0].size > 0
        return found / seeds.size

    low, high = 0.0, 8.0 * float(sd)
    if share(0.0) >= power or share(high) < power:
        return None
    for _ in range(7):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if share(middle) < power else (low, middle)
    return high


def _empty(name: str, values: Floats, how: tuple[_Search, ChangeOptions, int], why: tuple[str, int]) -> ChangePoints:
    """A result without changes: too few values, and how many would be enough."""
    search, options, seed = how
    return ChangePoints(
        name=name,
        cost=options.cost,
        count=values.size,
        penalty=search.penalty,
        shortest=search.shortest,
        variance=float("nan"),
        dispersion=float("nan"),
        autocorrelation=float("nan"),
        changes=(),
        means=np.zeros(0),
        false_positive_rate=float("nan"),
        rate_if_independent=float("nan"),
        smallest_detectable_effect=None,
        alpha=options.alpha,
        power=options.power,
        draws=0,
        seed=seed,
        too_few=why[0],
        enough=why[1],
        notes=(),
    )
