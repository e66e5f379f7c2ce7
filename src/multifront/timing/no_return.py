"""The test of 'no return': excursions beyond the earlier range, their returns, the chance of such a run. No dates."""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy
from scipy.special import betaincinv

from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name
from multifront.timing.change import read_values
from multifront.timing.no_return_result import PersistenceResult

DIRECTIONS = ("above", "below")
FEWEST_BEFORE = 8
DRAWS = 1999
WARM_UP = 4
"""Values that must stand before an excursion, so that a range exists from which to leave."""
_LARGEST_CORRELATION = 0.98
_POWER = 0.8


def persistence(
    series: Any,
    since: Any,
    *,
    direction: str = "above",
    quantile: float = 1.0,
    never_below: float = 0.05,
    alpha: float = 0.05,
    labels: Any = None,
    rng: np.random.Generator | int = 0,
) -> PersistenceResult:
    r"""Judge 'there is no return': how long the series has stayed beyond its earlier range, and what became of such
    stays.

    Formula: with b the `quantile` of the values before `since` (1: their maximum), the run is the number of last values
    in a row beyond b. Earlier excursions: each stay of the values before `since` beyond the same quantile of the values
    before that stay; it returned if a later value before `since` lies inside again. Base rate with Clopper-Pearson's
    interval. p = (1 + #{draws whose last values stay beyond their own b at least as long}) / (1 + draws), draws being
    AR(1) series of the same length with the mean, spread and lag-one autocorrelation of the values before `since`.

    Args:
        series: values of shape (n,) in equal steps of time, none missing, or a `domain.Series`.
        since: label of the first value of the claimed new state; it and all later values are not in the earlier range.
        direction: 'above' or 'below' the earlier range.
        quantile: in (0.5, 1], how much of the earlier values lies inside the range.
        never_below: the chance of a return below which 'never' would be a fair word.
        alpha: level of p and of the interval.
        labels: n labels (default: years of a `domain.Series`, else 0..n-1).
        rng: a seed, or a generator from which one is drawn.

    Returns:
        A `PersistenceResult`; p and shares in [0, 1], the run in values.

    Raises:
        UsageError: unknown label or direction, values missing, `quantile`, `never_below` or `alpha` out of range.

    Assumes:
        `since` was chosen before looking. Chosen at the first high value, as it nearly always is, it makes p too small.
        Fooled by a trend (every trending series stays beyond its past: no news) and by a change of definition.
        Excursions that had not ended at `since` count as not returned, which is too kind to 'never'. A long run is no
        promise.

    References:
        Clopper & Pearson 1934, Biometrika 26:404-413 (interval); Hanley & Lippman-Hand 1983, JAMA 249:1743-1745 (none
        of n: upper limit about 3 / n; not opened).

    Example:
        >>> result = persistence([3, 5, 4, 6, 3, 4, 5, 4, 3, 5, 9, 9, 10, 11], 10)
        >>> result.run, result.comparable, result.never_needs
        (4, 0, 72)
    """
    if direction not in DIRECTIONS:
        raise UsageError(unknown_name("direction", direction, DIRECTIONS, "use direction='above'"))
    if not 0.5 < quantile <= 1.0:
        raise UsageError(f"quantile must lie above 0.5 and be at most 1, found {quantile}")
    for label, value in (("alpha", alpha), ("never_below", never_below)):
        if not 0.0 < value < 1.0:
            raise UsageError(f"{label} must lie between 0 and 1, found {value}")
    name, values, tags = read_values(series, labels)
    if str(since) not in tags:
        raise UsageError(f"{name}: no value is labelled {since!r}; labels run from {tags[:1]} to {tags[-1:]}")
    place = tags.index(str(since))
    upward = values if direction == "above" else -values
    seed = int(rng.integers(2**32)) if isinstance(rng, np.random.Generator) else int(rng)
    how = (quantile, never_below, alpha, seed)
    return _gather((name, direction, str(since)), upward, place, how)


def _gather(
    words: tuple[str, str, str], values: Floats, place: int, how: tuple[float, float, float, int]
) -> PersistenceResult:
    """Count, draw and name everything; the values are turned so that the claim is about staying above."""
    (name, direction, since), (quantile, never_below, alpha, seed) = words, how
    before = values[:place]
    too_few = ""
    if before.size < FEWEST_BEFORE:
        too_few = f"{before.size} values before {since}; a range needs at least {FEWEST_BEFORE}."
    bound = float(np.quantile(before, quantile)) if before.size else np.nan
    run = last_run(values, place, quantile) if before.size else 0
    comparable, returned, relaxed = _past(before, run, quantile)
    runs, correlation = np.zeros(1), np.nan
    if not too_few:
        correlation = _correlation(before)
        runs = _drawn_runs(before, (values.size, place), (quantile, correlation), np.random.default_rng(seed))
    needed = _needed(runs, alpha, values.size - place)
    return PersistenceResult(
        name=name,
        direction=direction,
        since=since,
        bound=bound if direction == "above" else -bound,
        run=run,
        count_before=before.size,
        autocorrelation=correlation,
        comparable=comparable,
        returned=returned,
        relaxed=relaxed,
        effect=returned / comparable if comparable else np.nan,
        interval=_interval(returned, comparable, alpha),
        p_value=np.nan if too_few else float((1 + (runs >= run).sum()) / (1 + runs.size)) if run else 1.0,
        false_positive_rate=np.nan if too_few else 0.0 if needed is None else float((runs >= needed).mean()),
        smallest_detectable_effect=None if too_few else _detectable(before, (values.size, place), how, needed),
        needed=needed,
        never_below=never_below,
        never_needs=int(np.ceil(np.log(alpha / 2) / np.log1p(-never_below))),
        alpha=alpha,
        seed=seed,
        too_few=too_few,
        enough=FEWEST_BEFORE if too_few else None,
        notes=("'Since' is taken as chosen before looking; chosen at the first extreme value, p is too small.",),
    )


def last_run(values: Floats, place: int, quantile: float) -> int:
    """Number of last values in a row, from `place` on at most, above the quantile of the values before `place`."""
    inside = np.flatnonzero(values[place:] <= np.quantile(values[:place], quantile))
    return int(values.size - place if inside.size == 0 else values.size - place - inside[-1] - 1)


def excursions(values: Floats, quantile: float) -> list[tuple[int, bool]]:
    """Length of each stay above the quantile of the values before it, and whether a later value came back inside."""
    found, t = [], WARM_UP
    while t < values.size:
        bound = np.quantile(values[:t], quantile)
        length = 0
        while t + length < values.size and values[t + length] > bound:
            length += 1
        if length:
            found.append((length, t + length < values.size))
        t += length + 1
    return found


def _past(before: Floats, run: int, quantile: float) -> tuple[int, int, bool]:
    """Earlier excursions as long as the run and how many came back; half as long where there is none as long."""
    if run == 0 or before.size <= WARM_UP:
        return 0, 0, False
    stays = excursions(before, quantile)
    for least, relaxed in ((run, False), (max(1, run // 2), True)):
        long = [returned for length, returned in stays if length >= least]
        if long:
            return len(long), sum(long), relaxed
    return 0, 0, False


def _interval(hits: int, count: int, alpha: float) -> tuple[float, float]:
    """Clopper-Pearson interval of a share; all of [0, 1] without a case."""
    low = float(betaincinv(hits, count - hits + 1.0, alpha / 2)) if hits else 0.0
    high = float(betaincinv(hits + 1.0, count - hits, 1.0 - alpha / 2)) if hits < count else 1.0
    return low, high


def _correlation(before: Floats) -> float:
    """Lag-one autocorrelation, at least 0, with the bias of a short series given back (about (1 + 4 r) / n)."""
    centred = before - before.mean()
    total = float(centred @ centred)
    raw = float(centred[1:] @ centred[:-1] / total) if total > 0.0 else 0.0
    return min(_LARGEST_CORRELATION, max(0.0, raw + (1.0 + 4.0 * max(0.0, raw)) / before.size))


def _series(before: Floats, size: int, correlation: float, rng: np.random.Generator) -> Floats:
    """AR(1) series with the mean and spread of the values, shape (draws, size)."""
    z = rng.standard_normal((DRAWS, size))
    z[:, 1:] *= np.sqrt(1.0 - correlation**2)
    return np.asarray(before.mean() + before.std(ddof=1) * scipy.signal.lfilter([1.0], [1.0, -correlation], z, axis=1))


def _runs_of(drawn: Floats, place: int, quantile: float) -> Floats:
    """Last run of every drawn series."""
    beyond = drawn[:, place:] > np.quantile(drawn[:, :place], quantile, axis=1)[:, None]
    return np.asarray(np.cumprod(beyond[:, ::-1], axis=1).sum(axis=1))


def _drawn_runs(before: Floats, where: tuple[int, int], how: tuple[float, float], rng: np.random.Generator) -> Floats:
    """Last runs of series without a change."""
    (size, place), (quantile, correlation) = where, how
    return _runs_of(_series(before, size, correlation, rng), place, quantile)


def _needed(runs: Floats, alpha: float, longest: int) -> int | None:
    """Shortest run whose p would be at most alpha; None where even the longest possible is not rare."""
    for run in range(1, longest + 1):
        if (1 + (runs >= run).sum()) / (1 + runs.size) <= alpha:
            return run
    return None


def _detectable(
    before: Floats, where: tuple[int, int], how: tuple[float, float, float, int], needed: int | None
) -> float | None:
    """Lasting shift from `since` on, in standard deviations, whose run is long enough in 80 % of draws."""
    (size, place), (quantile, _, _, seed) = where, how
    spread = float(before.std(ddof=1))
    if needed is None or spread == 0.0:
        return None
    drawn = _series(before, size, _correlation(before), np.random.default_rng([seed, 1]))
    low, high = 0.0, 20.0
    for _ in range(25):
        middle = 0.5 * (low + high)
        moved = drawn.copy()
        moved[:, place:] += middle * spread
        low, high = (middle, high) if (_runs_of(moved, place, quantile) >= needed).mean() < _POWER else (low, middle)
    return high
