"""The coincidence test of uncertain days: imputes, tests each draw, calibrates, gathers. No null is made here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.errors import UsageError
from multifront.timing.admission import EventDays
from multifront.timing.calibration import CAP, SyntheticPairs, draw_pairs, ranks_among
from multifront.timing.coincidence_counts import Counts, count_hits, decides, notes_on
from multifront.timing.coincidence_request import Options, Request, make_request
from multifront.timing.exact_null import Design, many_p_values
from multifront.timing.power import Power, summary
from multifront.timing.uncertain_days import (
    Intervals,
    UncertainDays,
    UncertainSample,
    admit_uncertain,
    blur,
    fewest_and_most_hits,
    impute,
)
from multifront.timing.uncertain_result import UncertainCoincidence

IMPUTATIONS = 10
POWER_PAIRS = 100
SHARES = (0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0)
NOT_MEASURED = "not measured"
_CERTAIN = 0.995
_TIE = 1e-12


def uncertain_coincidence_test(
    a: EventDays | UncertainDays,
    b: EventDays | UncertainDays,
    *,
    window_days: int,
    lag_days: int = 0,
    span: Any = None,
    draws: int = 199,
    alpha: float = 0.05,
    power: bool = True,
    rng: np.random.Generator | int = 0,
) -> UncertainCoincidence:
    """Test whether A follows B where the day of some events is known only to lie between two days.

    Formula: ten times a day is drawn for each event, evenly between its earliest and its latest, and the raw p of
    `coincidence_test` (null 'both') is taken: p_1 .. p_10. p_raw = min(1, 2 median p_m), valid under any dependence of
    the draws. Calibrated p = max((1 + #{mean p' <= mean p}) / (draws + 1), median p_m / 2), with p' from synthetic
    independent pairs whose days are blurred by the intervals of the data, dealt at random, and imputed alike.

    Args:
        a: events that may follow: an `UncertainDays`, or a `domain.Stream` or days that are known exactly.
        b: events that may lead, likewise; mixed precision is accepted only as an `UncertainDays`.
        window_days: days after an event of B in which A counts, 0 or more.
        lag_days: days by which the window begins later; negative looks back.
        span: (first, last) day on which both were watched.
        draws: synthetic independent pairs, at least 99.
        alpha: level at which alarms and power are counted, in (0, 0.5).
        power: whether to measure the smallest detectable effect, which takes most of the time.
        rng: a seed, or a generator from which one is drawn.

    Returns:
        An `UncertainCoincidence`; p in [0, 1].

    Raises:
        UsageError: as `coincidence_test`; also an earliest day without a latest, or after it.

    Assumes:
        Within its interval every day is as likely, whatever the other stream did: days put near an event of B by
        whoever dated them are what fools it. Events of unknown day, and those that may lie outside the span, are left
        out and counted: harmless only where that has nothing to do with the other stream. Intervals wider than the
        window wash the signal out: the power says how far. As `coincidence_test` besides.

    References:
        Meinshausen, Meier & Buehlmann 2009, p-Values for High-Dimensional Regression, J. Am. Stat. Assoc. 104:1671-1681
        (twice the median, not opened); the measured rates: docs/methods-timing.md.

    Example:
        >>> lead = np.datetime64("2018-01-10") + np.arange(0, 2400, 100)
        >>> about = UncertainDays.around(lead + 3, 2)
        >>> test = uncertain_coincidence_test(about, lead, window_days=7, span=("2018-01-01", "2024-12-31"), draws=99)
        >>> test.hits_range, test.p_value
        ((24, 24), 0.01)
    """
    seed = int(rng.integers(2**32)) if isinstance(rng, np.random.Generator) else int(rng)
    samples = admit_uncertain(a, "stream A"), admit_uncertain(b, "stream B")
    options = Options(window_days, lag_days, "calibrated", draws, alpha, seed)
    request = make_request(samples[0].earliest, samples[1].earliest, span, options)
    days = [sample.within(request.period)[0] for sample in samples]
    case = _Case(request, days[0], days[1])
    if not (days[0].earliest.size and days[1].earliest.size):
        raise UsageError(
            f"no event of {request.sample_a.name if not days[0].earliest.size else request.sample_b.name} lies in the "
            "span for certain, so there is nothing to draw; valid: one event or more in each; next: widen the span"
        )
    return _gather(case, _judge(case, power), samples)


@dataclass(frozen=True, slots=True)
class _Case:
    """A checked request with the intervals in which the events lie."""

    request: Request
    a: Intervals
    b: Intervals

    def draws_of(
        self, a: Intervals, b: Intervals, rng: np.random.Generator
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Imputed days of both streams, shape (imputations, n) each."""
        return impute(a, IMPUTATIONS, rng), impute(b, IMPUTATIONS, rng)


@dataclass(frozen=True, slots=True)
class _Judged:
    """Raw p of each imputation, the calibrated p, the rate of false alarms, power, and the days of the first draws."""

    raw: Floats
    calibrated: float
    rate: float
    power: Power
    imputed: tuple[NDArray[np.int64], NDArray[np.int64]]


def imputed_p_values(a: NDArray[np.int64], b: NDArray[np.int64], design: Design) -> Floats:
    """Raw p ('both') of each imputation, shape (imputations,)."""
    p = many_p_values(a, b, design)
    return np.maximum(p[:, 0], p[:, 2])


def _judge(case: _Case, with_power: bool) -> _Judged:
    """The p of the data and the rates of the whole procedure, imputation included, on synthetic pairs."""
    options, design = case.request.options, case.request.design
    rng = np.random.default_rng(options.seed)
    imputed = case.draws_of(case.a, case.b, rng)
    raw = imputed_p_values(*imputed, design)
    pairs = draw_pairs(imputed[0][0], imputed[1][0], design, options.draws, options.seed)
    synthetic = np.array([_blurred_p(case, one, other, rng) for one, other in zip(pairs.a, pairs.b, strict=True)])
    means, medians = synthetic[:, 0], synthetic[:, 1]
    rank = (1.0 + float((means <= raw.mean() + _TIE).sum())) / (options.draws + 1.0)
    rate = float((np.maximum(ranks_among(means), CAP * medians) <= options.alpha).mean())
    threshold = _rank_threshold(means, options.alpha)
    power = _power(case, pairs, threshold, rate) if with_power else Power((), None, NOT_MEASURED)
    return _Judged(raw, max(rank, CAP * float(np.median(raw))), rate, power, imputed)


def _rank_threshold(means: Floats, alpha: float) -> float:
    """The mean raw p up to which its rank among the synthetic ones is at most `alpha`; below 0 where it never is."""
    allowed = int(alpha * (means.size + 1) + _TIE) - 1
    return float(np.sort(means)[allowed]) - 2.0 * _TIE if allowed >= 0 else -1.0


def _blurred_p(
    case: _Case, a: NDArray[np.int64], b: NDArray[np.int64], rng: np.random.Generator
) -> tuple[float, float]:
    """Mean and median raw p of a pair whose true days are blurred as the data are, then imputed."""
    length = case.request.design.calendar.length
    drawn = case.draws_of(blur(a, case.a, length, rng), blur(b, case.b, length, rng), rng)
    p = imputed_p_values(*drawn, case.request.design)
    return float(p.mean()), float(np.median(p))


def _power(case: _Case, pairs: SyntheticPairs, threshold: float, at_zero: float) -> Power:
    """Power by triggering a share of the true days of synthetic pairs, then blurring and testing them."""
    options = case.request.options
    count, points = min(POWER_PAIRS, options.draws), [(0.0, at_zero)]
    for share in SHARES:
        if points[-1][1] >= _CERTAIN:
            points.append((share, 1.0))
            continue
        rng = np.random.default_rng(options.seed + 1)
        found = [
            _found(case, pair, share, threshold, rng) for pair in zip(pairs.a[:count], pairs.b[:count], strict=True)
        ]
        points.append((share, float(np.mean(found))))
    return summary(points, f"injection into {count} synthetic pairs, blurred as the data are")


def _found(
    case: _Case,
    pair: tuple[NDArray[np.int64], NDArray[np.int64]],
    share: float,
    threshold: float,
    rng: np.random.Generator,
) -> bool:
    """Whether the test sees a share triggered in one pair."""
    design, (a, b) = case.request.design, pair
    followed = rng.choice(b, a.size) + design.lag + rng.integers(0, design.window + 1, a.size)
    moved = np.where(rng.random(a.size) < share, followed.clip(0, design.calendar.length - 1), a)
    mean, median = _blurred_p(case, np.sort(moved), b, rng)
    return mean <= threshold and CAP * median <= case.request.options.alpha


def _gather(case: _Case, judged: _Judged, samples: tuple[UncertainSample, UncertainSample]) -> UncertainCoincidence:
    """Everything in one frozen record."""
    request, options = case.request, case.request.options
    counts = _mean_counts(request, judged.imputed)
    sizes = case.a.earliest.size, case.b.earliest.size
    names = request.sample_a.name, request.sample_b.name
    reason, enough = decides(names, sizes, counts[0], options.alpha)
    hits, expected = (float(np.mean([getattr(c, field) for c in counts])) for field in ("hits", "hits_expected"))
    widths = np.concatenate([days.latest - days.earliest + 1 for days in (case.a, case.b)])
    unknown = sum(sample.unknown for sample in samples)
    straddling = sum(sample.within(request.period)[1] for sample in samples)
    return UncertainCoincidence(
        name_a=names[0],
        name_b=names[1],
        window_days=options.window,
        lag_days=options.lag,
        span=request.period,
        alpha=options.alpha,
        draws=options.draws,
        imputations=IMPUTATIONS,
        seed=options.seed,
        events_a=sizes[0],
        events_b=sizes[1],
        uncertain=int((widths > 1).sum()),
        widest=int(widths.max()),
        unknown=unknown,
        straddling=straddling,
        hits=hits,
        hits_range=fewest_and_most_hits(case.a, case.b, options.lag, options.window),
        hits_expected=expected,
        effect=(hits - expected) / sizes[0],
        p_value=judged.calibrated,
        p_raw=min(1.0, 2.0 * float(np.median(judged.raw))),
        p_range=(float(judged.raw.min()), float(judged.raw.max())),
        false_positive_rate=judged.rate,
        smallest_detectable_effect=judged.power.detectable,
        power_curve=judged.power.curve,
        power_method=judged.power.method,
        joint=request.sample_a.joint or request.sample_b.joint,
        too_few=reason,
        enough=enough,
        notes=notes_on(request.on_days(case.a.earliest, case.b.earliest)) + _left_out(unknown, straddling),
    )


def _mean_counts(request: Request, imputed: tuple[NDArray[np.int64], NDArray[np.int64]]) -> list[Counts]:
    """The counts of each imputation."""
    return [count_hits(request.on_days(a, b), "local") for a, b in zip(*imputed, strict=True)]


def _left_out(unknown: int, straddling: int) -> tuple[str, ...]:
    """What was not used."""
    notes = []
    if unknown:
        notes.append(
            f"{unknown} of unknown day left out; harmless only if that has nothing to do with the other stream."
        )
    if straddling:
        notes.append(f"{straddling} that may lie outside the span left out.")
    return tuple(notes)
