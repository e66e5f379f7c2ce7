"""The test of who moves first: calls the exact null, its calibration and power. No distribution is here."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.errors import UsageError
from multifront.timing.admission import EventDays, admit
from multifront.timing.bursts import burst_bounds
from multifront.timing.calibration import SyntheticPairs, capped_rank, capped_ranks, draw_pairs, rejection_threshold
from multifront.timing.coincidence_counts import FEWEST_BURSTS, notes_on
from multifront.timing.coincidence_request import Options, Request, make_request
from multifront.timing.exact_null import Design
from multifront.timing.lag_scores import Tails, balance_tails, lead_scores
from multifront.timing.lag_sign_result import LagSignResult
from multifront.timing.power import TARGET_POWER

SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
INJECTED_PAIRS = 99
_CERTAIN = 0.995


def lag_sign_test(
    a: EventDays,
    b: EventDays,
    *,
    window_days: int,
    span: Any = None,
    draws: int = 199,
    alpha: float = 0.05,
    rng: np.random.Generator | int = 0,
) -> LagSignResult:
    """Test who moves first: does A follow B within the window more often than B follows A, beyond their own shapes?

    Formula: balance D = #{(i, j): 1 <= a_i - b_j <= w} - #{(i, j): 1 <= b_j - a_i <= w}; pairs on one day are in
    neither. With B held, D is a sum over A of s(a), s(d) = events of B in [d - w, d - 1] less those in [d + 1, d + w],
    so that the nulls of `coincidence_test` (bursts of A moved locally, and to the same date of other years) give its
    exact distribution by convolution; the same with A held and B moved. p_raw = 2 min(h, l), h the largest over these
    nulls of the mid-p of a D as high as seen, l of one as low. p = max((1 + #{p' <= p_raw}) / (draws + 1), p_raw / 2)
    over p' of synthetic independent pairs of the same shapes.

    Args:
        a: one stream, a `domain.Stream` or days of shape (n_A,), in any order; ties are kept.
        b: the other, likewise; swapping both turns the sign round and leaves p_raw as it is.
        window_days: longest lag in days that counts, 1 or more, declared before looking.
        span: (first, last) day on which both were watched; for two streams the overlap of their frames by default.
        draws: number of synthetic pairs, at least 99.
        alpha: level at which alarms and power are counted, in (0, 0.5); the interval has level 1 - alpha.
        rng: a seed, or a generator from which one is drawn; the same seed gives the same result.

    Returns:
        A `LagSignResult`; p-values in [0, 1], `effect` above 0 where B moves first.

    Raises:
        UsageError: what `coincidence_test` refuses; a window of 0 days, in which nobody is first.

    Assumes:
        What `coincidence_test` assumes, of both streams. Under independence D is not symmetric around 0 where seasons,
        trends or bursts of the two differ, so it is judged against its own null and not by a binomial sign test: pairs
        share events and are no independent coin tosses. Two bursts that meet make many pairs of one sign, so one
        meeting can carry D. Acts and reports must be dated by one rule; a stream dated a day late follows always. Two
        streams that trigger each other equally have no leader, however tightly they are bound.

    References:
        Perkel, Gerstein & Moore 1967, Biophys. J. 7:419-440 (asymmetry of the cross-correlation; not opened); Quian
        Quiroga, Kreuz & Grassberger 2002, Phys. Rev. E 66:041904 (delay asymmetry q of event synchronisation, ties
        apart; not opened); the nulls: docs/methods-timing.md, section 1; measured size: docs/methods-lags.md.

    Example:
        >>> lead = np.datetime64("2018-01-10") + np.arange(0, 2400, 100)
        >>> found = lag_sign_test(lead + 3, lead, window_days=7, span=("2018-01-01", "2024-12-31"))
        >>> found.after, found.before, found.effect > 0, found.p_value <= 0.01
        (24, 0, True, True)
    """
    seed = int(rng.integers(2**32)) if isinstance(rng, np.random.Generator) else int(rng)
    if isinstance(window_days, (int, np.integer)) and window_days == 0:
        raise UsageError("window_days must be 1 or more: on one and the same day nobody is first")
    options = Options(window_days, 0, "calibrated", draws, alpha, seed)
    request = make_request(admit(a, "stream A"), admit(b, "stream B"), span, options)
    return _gather(request, _weigh(request.a, request.b, request.design, alpha))


@dataclass(frozen=True, slots=True)
class Weighed:
    """The raw p, the tails under each null (balance of A after B, whoever moves), and which null binds."""

    p: float
    tails: dict[str, Tails]
    binding: str


def _weigh(a: NDArray[np.int64], b: NDArray[np.int64], design: Design, alpha: float) -> Weighed:
    """The test without calibration; both streams non-empty or not."""
    if not (a.size and b.size):
        nothing = Tails(1.0, 1.0, 0.0, (0.0, 0.0), 1.0, 1.0)
        return Weighed(1.0, {"local, A moved": nothing}, "local, A moved")
    tails = {f"{name}, A moved": one for name, one in balance_tails(a, b, design, alpha).items()}
    for name, one in balance_tails(b, a, design, alpha).items():
        low, high = one.quantiles
        turned = Tails(one.low, one.high, -one.mean, (-high, -low), one.best_low, one.best_high)
        tails[f"{name}, B moved"] = turned
    high = max(one.high for one in tails.values())
    low = max(one.low for one in tails.values())
    binding = max(tails, key=lambda name: tails[name].high if high <= low else tails[name].low)
    return Weighed(min(1.0, 2.0 * min(high, low)), tails, binding)


def raw_p_values(a: NDArray[np.int64], b: NDArray[np.int64], design: Design, alpha: float) -> Floats:
    """The raw p of pairs of shape (pairs, n_a) and (pairs, n_b), rows sorted; shape (pairs,)."""
    return np.array([_weigh(one, other, design, alpha).p for one, other in zip(a, b, strict=True)])


def _gather(request: Request, weighed: Weighed) -> LagSignResult:
    """Calibration, power and counts in one frozen record."""
    options, a, b = request.options, request.a, request.b
    after, before, same = _counts(a, b, request.design)
    binding = weighed.tails[weighed.binding]
    pairs = draw_pairs(a, b, request.design, options.draws, options.seed) if a.size and b.size else None
    few = _too_few(request, weighed, after + before)
    synthetic = raw_p_values(pairs.a, pairs.b, request.design, options.alpha) if pairs else np.ones(options.draws)
    curve = _power(pairs, request.design, synthetic, options.alpha) if pairs else ()
    apart, (low, high) = max(after + before, 1), binding.quantiles
    return LagSignResult(
        name_a=request.sample_a.name,
        name_b=request.sample_b.name,
        window_days=options.window,
        span=request.period,
        alpha=options.alpha,
        draws=options.draws,
        seed=options.seed,
        events_a=a.size,
        events_b=b.size,
        after=after,
        before=before,
        same_day=same,
        expected=binding.mean,
        effect=(after - before - binding.mean) / apart,
        interval=((after - before - high) / apart, (after - before - low) / apart),
        p_value=1.0 if few else capped_rank(weighed.p, synthetic),
        p_raw=weighed.p,
        p_by_null={name: min(1.0, 2.0 * min(one.high, one.low)) for name, one in weighed.tails.items()},
        binding_null=weighed.binding,
        false_positive_rate=float((capped_ranks(synthetic) <= options.alpha).mean()),
        smallest_detectable_effect=_detectable(curve),
        power_curve=curve,
        too_few=few,
        notes=notes_on(request),
    )


def _counts(a: NDArray[np.int64], b: NDArray[np.int64], design: Design) -> tuple[int, int, int]:
    """Pairs in which A came after B, before it, and on its day."""
    apart = a[:, None] - b[None, :]
    near = np.abs(apart) <= design.window
    return int(((apart > 0) & near).sum()), int(((apart < 0) & near).sum()), int((apart == 0).sum())


def _power(pairs: SyntheticPairs, design: Design, synthetic: Floats, alpha: float) -> tuple[tuple[float, float], ...]:
    """Chance that B is named as leader when a share of A follows a random event of B by 1 to window days."""
    threshold = rejection_threshold(synthetic, alpha)
    rng = np.random.default_rng(pairs.seed + 1)
    a, b = pairs.a[:INJECTED_PAIRS], pairs.b[:INJECTED_PAIRS]
    order = rng.random(a.shape)
    causes = np.take_along_axis(b, rng.integers(0, b.shape[1], a.shape), axis=1)
    followed = np.minimum(causes + rng.integers(1, design.window + 1, a.shape), design.calendar.length - 1)
    points = [(0.0, float((synthetic <= threshold).mean()))]
    for share in SHARES:
        if points[-1][1] >= _CERTAIN:
            points.append((share, 1.0))
            continue
        moved = np.sort(np.where(order < share, followed, a), axis=1)
        found = [
            raw.p <= threshold and lead_scores(other, design.calendar.length, design.window)[one].sum() > 0
            for one, other in zip(moved, b, strict=True)
            for raw in (_weigh(one, other, design, alpha),)
        ]
        points.append((share, max(points[-1][1], float(np.mean(found)))))
    return tuple(points)


def _detectable(curve: tuple[tuple[float, float], ...]) -> float | None:
    """Where a non-decreasing power curve first reaches 80 %, by linear interpolation."""
    for (x0, y0), (x1, y1) in pairwise(curve):
        if y0 < TARGET_POWER <= y1:
            return float(x0 + (TARGET_POWER - y0) / (y1 - y0) * (x1 - x0))
    return None


def _too_few(request: Request, weighed: Weighed, pairs: int) -> str:
    """Why the data cannot say who moves first whatever the order was; empty where they can."""
    for sample, days in ((request.sample_a, request.a), (request.sample_b, request.b)):
        bursts = int(burst_bounds(days).size - 1)
        if bursts < FEWEST_BURSTS:
            return (
                f"{sample.name} has {days.size} events in {bursts} separate bursts in the span; {FEWEST_BURSTS} would "
                "be the fewest."
            )
    if pairs == 0:
        return f"no event of one stream lies within {request.options.window} days of another day of the other."
    best = min(max(t.best_high for t in weighed.tails.values()), max(t.best_low for t in weighed.tails.values()))
    if 2.0 * best > request.options.alpha:
        return "even if every pair had the same order, that would not count as evidence."
    return ""
