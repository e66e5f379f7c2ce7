"""Cross-K, pair correlation and lag histogram of two streams with global envelopes. The null is that of held lags."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.errors import UsageError
from multifront.timing.admission import EventDays, admit
from multifront.timing.bursts import burst_bounds
from multifront.timing.calibration import draw_pairs
from multifront.timing.coincidence_counts import FEWEST_BURSTS, notes_on
from multifront.timing.coincidence_request import Options, Request, make_request
from multifront.timing.envelopes import Envelope, global_envelope
from multifront.timing.held_lags import Pairing, lag_totals, moved_streams
from multifront.timing.lag_curve import LagCurve


@dataclass(frozen=True, slots=True)
class EnvelopeOptions:
    """How a curve is judged: see `global_envelope`; `pairs` independent pairs measure its own false alarms (0: none).

    `fitted_intensity` divides each pair by the fitted season x trend of both streams (the inhomogeneous version).
    """

    fitted_intensity: bool = False
    measure: str = "studentised"
    alternative: str = "two-sided"
    draws: int = 499
    alpha: float = 0.05
    pairs: int = 0


def cross_k(
    a: EventDays,
    b: EventDays,
    *,
    window_days: int,
    up_to_days: int = 42,
    span: Any = None,
    options: EnvelopeOptions = EnvelopeOptions(),
    rng: np.random.Generator | int = 0,
) -> LagCurve:
    """Ripley's cross-K on the line of days: how many events of one stream lie near an event of the other.

    Formula: K(t) = sum_ij 1[|a_i - b_j| <= t] / (l_A(a_i) l_B(b_j) (T - |a_i - b_j|)) in whole days over a span of T
    days; T / (T - u) is the translation edge correction. Constant intensities l = n / T give T / (n_A n_B) times the
    corrected number of pairs; `options.fitted_intensity` takes season x trend of each stream instead. Independent
    streams with the true intensities have E K(t) = 2 t + 1, the number of lags.

    Args:
        a: one stream, a `domain.Stream` or days of shape (n_A,); its bursts move under the null.
        b: the other, held under the null, likewise.
        window_days: scale of interest, 0 or more; bursts of A move by whole weeks, up to max(60, 4 window_days) days.
        up_to_days: longest t, from 1 to those days rounded up to weeks: beyond that the null has nothing to say.
        span: (first, last) day on which both were watched; for two streams the overlap of their frames by default.
        options: intensities, measure, alternative, number of surrogates, level.
        rng: a seed, or a generator from which one is drawn; the same seed gives the same result.

    Returns:
        A `LagCurve` with one point for each t = 0 .. up_to_days: lags -t to t, K in days, and the p of the whole curve.

    Raises:
        UsageError: what `coincidence_test` refuses; an empty stream; `up_to_days` or options that do not fit.

    Assumes:
        What `coincidence_test` assumes of both streams. K is cumulative: an excess at short lags is carried to all
        longer ones, so read the lag from `pair_correlation`. The constant version of streams with a shared season is
        over 2 t + 1 without any link; the envelope, not that line, is the yardstick. Fitted intensities follow the
        events a little, so the inhomogeneous K of independent streams is a few per cent off 2 t + 1 too.

    References:
        Ripley 1976, J. Appl. Probab. 13:255-266 (K; not opened); Baddeley, Moller & Waagepetersen 2000, Stat. Neerl.
        54:329-350 (inhomogeneous; not opened); the null: docs/methods-timing.md, section 1; docs/methods-lags.md.

    Example:
        >>> lead = np.datetime64("2018-01-10") + np.arange(0, 2400, 100)
        >>> found = cross_k(lead + 3, lead, window_days=7, span=("2018-01-01", "2024-12-31"))
        >>> found.p_value, bool(found.seen[2] < 1 < 50 < found.seen[3])
        (0.002, True)
    """
    asked = _ask((a, b), (window_days, up_to_days), span, options, rng)
    _refuse_empty(asked.request)
    reach = asked.pairing.reach
    lags, weights = asked.pairing.lags, asked.pairing.edge_weights()
    within = np.abs(lags)[None, :] <= np.arange(reach + 1)[:, None]
    ends = np.arange(reach + 1)
    return _judge(asked, _Shape("Cross-K", -ends, ends, within * weights * asked.per_pair))


def pair_correlation(
    a: EventDays,
    b: EventDays,
    *,
    window_days: int,
    bin_days: int = 7,
    up_to_days: int = 42,
    span: Any = None,
    options: EnvelopeOptions = EnvelopeOptions(),
    rng: np.random.Generator | int = 0,
) -> LagCurve:
    """Cross pair correlation g by lag and direction: how many times likelier a pair is than under independence.

    Formula: g(bin) = mean over its lags u of sum_ij 1[a_i - b_j = u] / (l_A(a_i) l_B(b_j) (T - |u|)), so that
    K(t) = sum of g over the lags -t .. t. Bins are the same day alone, and `bin_days` days each on either side of it:
    positive lags, on which B came first, are kept apart from negative ones. Independent streams have E g = 1.

    Args:
        a: one stream, a `domain.Stream` or days of shape (n_A,); its bursts move under the null.
        b: the other, held under the null, likewise.
        window_days: scale of interest, 0 or more; bursts of A move by whole weeks, up to max(60, 4 window_days) days.
        bin_days: days in a bin, 1 or more.
        up_to_days: longest lag, a multiple of `bin_days`, up to those days rounded up to weeks.
        span: (first, last) day on which both were watched; for two streams the overlap of their frames by default.
        options: intensities, measure, alternative, number of surrogates, level.
        rng: a seed, or a generator from which one is drawn; the same seed gives the same result.

    Returns:
        A `LagCurve` with 2 up_to_days / bin_days + 1 points, g 0 or more, and the p of the whole curve.

    Raises:
        UsageError: what `coincidence_test` refuses; an empty stream; bins or options that do not fit.

    Assumes:
        What `cross_k` assumes. The bin of the same day holds one lag, so it is the noisiest. Reports dated a day late
        move pairs between neighbouring bins: a lag of a day or two is seldom more than that.

    References:
        Moller & Waagepetersen 2004, Statistical Inference and Simulation for Spatial Point Processes, ch. 4 (g; not
        opened); bins in place of a kernel keep it countable by hand. docs/methods-lags.md.

    Example:
        >>> lead = np.datetime64("2018-01-10") + np.arange(0, 2400, 100)
        >>> found = pair_correlation(lead + 3, lead, window_days=7, span=("2018-01-01", "2024-12-31"))
        >>> found.first_lag[list(found.outside)].tolist(), found.last_lag[list(found.outside)].tolist()
        ([1], [7])
    """
    asked = _ask((a, b), (window_days, up_to_days), span, options, rng)
    _refuse_empty(asked.request)
    first, last, members = _bins(asked.pairing.lags, bin_days, up_to_days)
    mean = members / members.sum(axis=1, keepdims=True)
    return _judge(asked, _Shape("Pair correlation", first, last, mean * asked.pairing.edge_weights() * asked.per_pair))


def lag_histogram(
    a: EventDays,
    b: EventDays,
    *,
    window_days: int,
    bin_days: int = 7,
    up_to_days: int = 42,
    span: Any = None,
    options: EnvelopeOptions = EnvelopeOptions(),
    rng: np.random.Generator | int = 0,
) -> LagCurve:
    """Pairs of events by the days between them, both directions, with what independent streams would give.

    Formula: seen(bin) = #{(i, j): a_i - b_j in the bin}; bins as in `pair_correlation`. No edge correction and no
    intensities: data and surrogates lose the same lags at the ends of the span, and every count can be made by hand.

    Args:
        a: one stream, a `domain.Stream` or days of shape (n_A,); its bursts move under the null.
        b: the other, held under the null, likewise.
        window_days: scale of interest, 0 or more; bursts of A move by whole weeks, up to max(60, 4 window_days) days.
        bin_days: days in a bin, 1 or more.
        up_to_days: longest lag, a multiple of `bin_days`, up to those days rounded up to weeks.
        span: (first, last) day on which both were watched; for two streams the overlap of their frames by default.
        options: measure, alternative, number of surrogates, level; `fitted_intensity` has no place here.
        rng: a seed, or a generator from which one is drawn; the same seed gives the same result.

    Returns:
        A `LagCurve` of counts, 0 or more, and the p of the whole histogram; an empty stream gives `too_few` and p = 1.

    Raises:
        UsageError: what `coincidence_test` refuses; bins or options that do not fit.

    Assumes:
        What `coincidence_test` assumes. Two bursts that meet make many pairs at once, in data and surrogates alike, so
        a bar far over its expectation may be one meeting. The p looks at all bins and both directions, so it has less
        power than a coincidence test of one window declared beforehand.

    References:
        Perkel, Gerstein & Moore 1967, Biophys. J. 7:419-440 (cross-correlation histogram; not opened); Myllymaki et al.
        2017, J. R. Stat. Soc. B 79:381-404 (envelope). docs/methods-lags.md.

    Example:
        >>> lead = np.datetime64("2018-01-10") + np.arange(0, 2400, 100)
        >>> found = lag_histogram(lead + 3, lead, window_days=7, span=("2018-01-01", "2024-12-31"))
        >>> float(found.seen[found.first_lag == 1][0]), found.p_value
        (24.0, 0.002)
    """
    if options.fitted_intensity:
        raise UsageError("a lag histogram counts pairs and knows no intensity; use pair_correlation for that")
    asked = _ask((a, b), (window_days, up_to_days), span, options, rng)
    first, last, members = _bins(asked.pairing.lags, bin_days, up_to_days)
    return _judge(asked, _Shape("Pairs by lag", first, last, members.astype(np.float64)))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A checked request, the pairing that it stands for, and how the curve is judged."""

    request: Request
    pairing: Pairing
    options: EnvelopeOptions

    @property
    def per_pair(self) -> float:
        """1 / (l_A l_B) for constant intensities; 1 where the totals are divided by fitted ones already."""
        length = self.pairing.design.calendar.length
        return 1.0 if self.options.fitted_intensity else length**2 / (self.pairing.a.size * self.pairing.b.size)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A kind of curve: first and last lag of its points, and the matrix (points, lags) that makes it from pairs."""

    kind: str
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    matrix: Floats


def _ask(
    streams: tuple[EventDays, EventDays], sizes: tuple[int, int], span: Any, options: EnvelopeOptions, rng: Any
) -> _Asked:
    """Check streams, span and sizes."""
    seed = int(rng.integers(2**32)) if isinstance(rng, np.random.Generator) else int(rng)
    window, up_to = sizes
    chosen = Options(window, 0, "calibrated", options.draws, options.alpha, seed)
    request = make_request(admit(streams[0], "stream A"), admit(streams[1], "stream B"), span, chosen)
    longest = min(int(request.design.local_shifts[-1]), request.design.calendar.length - 1)
    if not isinstance(up_to, (int, np.integer)) or not 1 <= up_to <= longest:
        raise UsageError(
            f"up_to_days must be a whole number from 1 to {longest}, found {up_to!r}; choose a shorter lag"
        )
    if options.pairs < 0:
        raise UsageError(f"pairs must be 0 or more, found {options.pairs}")
    return _Asked(request, Pairing(request.a, request.b, request.design, int(up_to)), options)


def _refuse_empty(request: Request) -> None:
    """K and g divide by the number of events."""
    for sample, days in ((request.sample_a, request.a), (request.sample_b, request.b)):
        if not days.size:
            raise UsageError(
                f"{sample.name} has no event from {request.period[0]} to {request.period[1]}; choose another span"
            )


def _bins(
    lags: NDArray[np.int64], bin_days: int, up_to: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """First and last lag of each bin, the same day alone, and which lags it holds, shape (bins, lags)."""
    if not isinstance(bin_days, (int, np.integer)) or bin_days < 1 or up_to % bin_days:
        raise UsageError(f"bin_days must be a whole number that divides up_to_days = {up_to}, found {bin_days!r}")
    starts = np.arange(1, up_to + 1, bin_days)
    first = np.concatenate([-(starts + bin_days - 1)[::-1], [0], starts])
    last = np.concatenate([-starts[::-1], [0], starts + bin_days - 1])
    return first, last, (lags >= first[:, None]) & (lags <= last[:, None])


def _judge(asked: _Asked, shape: _Shape) -> LagCurve:
    """The curve with the envelope of the null that is harder to reject."""
    request, options = asked.request, asked.options
    seed = request.options.seed
    by_null = _envelopes(asked.pairing, options, shape.matrix, np.random.default_rng(seed))
    binding = max(by_null, key=lambda name: by_null[name][1].p_value)
    seen, band = by_null[binding]
    few = _too_few(request)
    return LagCurve(
        kind=shape.kind,
        name_a=request.sample_a.name,
        name_b=request.sample_b.name,
        span=request.period,
        window_days=request.options.window,
        first_lag=shape.first,
        last_lag=shape.last,
        seen=seen,
        expected=band.centre,
        pointwise_low=band.pointwise_low,
        pointwise_high=band.pointwise_high,
        low=band.low,
        high=band.high,
        p_value=1.0 if few else band.p_value,
        p_by_null={name: found[1].p_value for name, found in by_null.items()},
        binding_null=binding,
        false_positive_rate=_own_alarms(asked, shape.matrix) if options.pairs else None,
        measure=options.measure,
        alternative=options.alternative,
        alpha=options.alpha,
        draws=options.draws,
        seed=seed,
        events_a=request.a.size,
        events_b=request.b.size,
        too_few=few,
        notes=notes_on(request),
    )


def _envelopes(
    pairing: Pairing, options: EnvelopeOptions, matrix: Floats, rng: np.random.Generator
) -> dict[str, tuple[Floats, Envelope]]:
    """The curve and its envelope, cut at zero, under each null that exists for the span."""
    nulls = ("local", "anniversary") if pairing.design.year_shifts.size else ("local",)
    found = {}
    for null in nulls:
        moved = moved_streams(pairing, null, options.draws, rng)
        curves = lag_totals(pairing, np.vstack([pairing.a, moved]), options.fitted_intensity) @ matrix.T
        band = global_envelope(
            curves[0],
            curves[1:],
            measure=options.measure,
            alternative=options.alternative,
            alpha=options.alpha,
        )
        centre = curves[1:].mean(axis=0)
        found[null] = curves[0], replace(band, centre=centre, low=np.maximum(band.low, 0.0))
    return found


def envelope_p(pairing: Pairing, options: EnvelopeOptions, matrix: Floats, rng: np.random.Generator) -> float:
    """The p of a curve given by its matrix, the larger over the nulls."""
    return max(band.p_value for _, band in _envelopes(pairing, options, matrix, rng).values())


def _own_alarms(asked: _Asked, matrix: Floats) -> float:
    """Share of synthetic independent pairs shaped like the data on which this test rejects."""
    pairing, options = asked.pairing, asked.options
    pairs = draw_pairs(pairing.a, pairing.b, pairing.design, options.pairs, asked.request.options.seed)
    rng = np.random.default_rng(asked.request.options.seed + 1)
    p = [
        envelope_p(Pairing(a, b, pairing.design, pairing.reach), options, matrix, rng)
        for a, b in zip(pairs.a, pairs.b, strict=True)
    ]
    return float((np.array(p) <= options.alpha).mean())


def _too_few(request: Request) -> str:
    """Why the data cannot decide whatever they show; empty where they can."""
    for sample, days in ((request.sample_a, request.a), (request.sample_b, request.b)):
        bursts = int(burst_bounds(days).size - 1)
        if bursts < FEWEST_BURSTS:
            return (
                f"{sample.name} has {days.size} events in {bursts} separate bursts in the span; {FEWEST_BURSTS} would "
                "be the fewest."
            )
    return ""
