"""The opportunism test: does an actor act more while another is busy? Calls model and moves, and gathers the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy

from multifront.domain import Floats
from multifront.errors import UsageError
from multifront.timing.admission import (
    EventDays,
    Period,
    Sample,
    admit,
    check_apart,
    common_span,
    day_number,
    length_of,
)
from multifront.timing.calibration import capped_rank, capped_ranks, rejection_threshold
from multifront.timing.count_model import Counts, fit_counts, make_counts, simulate
from multifront.timing.exact_null import ANNIVERSARY_MIN_SPAN_DAYS
from multifront.timing.exposure import Exposure, read_exposure
from multifront.timing.moved_exposure import Moves, interval_by_moves, make_moves, permutation_p
from multifront.timing.opportunism_result import OpportunismResult, Placebo

FEWEST_SWITCHES = 5
FEWEST_EVENTS = 10
FEWEST_DRAWS = 99
SETS = 99
PLACEBO_TURNS = {91: "a quarter", 182: "half a year", 365: "a year", 730: "two years"}
"""Days by which the whole exposure is turned round the span, where nothing should be found, and how they are called."""

"""Days by which the exposure is turned for the placebo dates that are printed."""
PLACEBO_DRAWS = 199
SHORT = "The span is under three years, so the exposure was only turned round it; a shared season could fool that."
JOINT = "Acts that are joint by definition cannot prove that one actor used the other's crisis."


def opportunism_test(
    events: EventDays,
    exposure: Any,
    *,
    span: Any = None,
    placebos: Mapping[str, EventDays] | None = None,
    bin_days: int = 7,
    draws: int = 999,
    alpha: float = 0.05,
    rng: np.random.Generator | int = 0,
) -> OpportunismResult:
    """Test whether an actor acts more often while an exposure is on, such as a rival's crisis elsewhere.

    Formula: events y_t of bin t have mean mu_t = days_t exp(season + trend + g log(1 + events of 4 bins before) + b
    x_t), x_t the mean exposure of the bin; exp(b) is the rate ratio. b maximises l(b) + log det I(b) / 2 (Firth). p of
    a ratio exp(b): z = U / sqrt(V), the score of x where b x_t is held, against z of moved exposures, (#{z' > z} +
    (#{z' = z} + 1) / 2) / (draws + 1). Moves: the whole exposure turned round the span; each spell to the same date in
    other years (three years or more). The larger p counts, then its rank among 99 synthetic counts of the model without
    exposure, never below half of itself: p_value is that of b = 0 against more acts. The interval holds every b that
    is not rejected so, against more or fewer acts, and the estimate.

    Args:
        events: the actor's events, a `domain.Stream` or days of shape (n,).
        exposure: spells as a list of (first day, last day), or an array of one number a day of the span.
        span: (first, last) day on which events were counted and the exposure is known; a stream's frame by default.
        placebos: other actors by name, whom the exposure should leave cold; each is fitted in the same way.
        bin_days: days a bin, 1 to 31.
        draws: moves of the exposure of each kind, at least 99.
        alpha: level at which alarms and power are counted, in (0, 0.5); the interval has level 1 - 2 alpha.
        rng: a seed, or a generator from which one is drawn; the same seed gives the same result.

    Returns:
        An `OpportunismResult`; `effect` is the rate ratio for one unit of exposure, above 0, p in [0, 1], and
        `coefficient` the log ratio with interval that the contingency model takes as grey-zone pressure.

    Raises:
        UsageError: a refused frame, days that are no days, a span that is missing or outside the frame, an exposure
            that is none, never changes, has gaps or leaves the span; bad options.

    Assumes:
        The exposure's dates were not chosen by looking at the events, and counting did not change with the crisis.
        **Cannot be told**, and p is 1, where the exposure switches on fewer than 5 times or there are fewer than 10
        events: a single day such as an invasion has one before and one after, which any trend explains. Fooled by
        regimes that drive both. Critical values are simulated at b = 0 and used at every b. The ratio is of rates of
        acts as counted; it is no hazard of war.

    References:
        Firth 1993, Biometrika 80:27-38 (penalty; for Poisson counts it adds half the leverage, not opened); Ernst 2004,
        Stat. Sci. 19:676-685 (intervals by inverting permutation tests, not opened); measured rates:
        docs/methods-opportunism.md.

    Example:
        >>> spells = [(f"{year}-03-01", f"{year}-04-15") for year in range(2016, 2022)]
        >>> days = [np.datetime64(f"{y}-03-03") + 4 * i for y in range(2016, 2022) for i in range(8)]
        >>> result = opportunism_test(np.array(days), spells, span=("2015-01-01", "2021-12-31"), draws=99)
        >>> result.switches, result.effect > 2, "no hazard of war" in result.sentence
        (6, True, True)
    """
    sample = admit(events, "the actor")
    others = tuple(admit(days, name) for name, days in (placebos or {}).items())
    check_apart((sample, *others))
    period = common_span((sample,), span)
    common_span(others, period)
    _check(bin_days, draws, alpha)
    seed = int(rng.integers(2**32)) if isinstance(rng, np.random.Generator) else int(rng)
    found = read_exposure(exposure, period)
    return _gather(_Asked(sample, others, period, found, (bin_days, draws), alpha, seed))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A checked request; `sizes` are days a bin and moves of each kind."""

    sample: Sample
    others: tuple[Sample, ...]
    period: Period
    exposure: Exposure
    sizes: tuple[int, int]
    alpha: float
    seed: int

    def counts(self, sample: Sample) -> Counts:
        """Events of a sample by bin."""
        days = sample.within(self.period) - day_number(self.period[0])
        return make_counts(days, length_of(self.period), self.sizes[0])


def _check(bin_days: int, draws: int, alpha: float) -> None:
    """Refuse options that cannot be carried out as written."""
    for name, value, low, high in (("bin_days", bin_days, 1, 31), ("draws", draws, FEWEST_DRAWS, 100_000)):
        if not isinstance(value, (int, np.integer)) or isinstance(value, bool) or not low <= value <= high:
            raise UsageError(f"{name} must be a whole number from {low} to {high}, found {value!r}")
    if not 1.0 / (SETS + 1) <= alpha < 0.5:
        raise UsageError(f"alpha must lie between {1.0 / (SETS + 1)} and 0.5, found {alpha}")


def _gather(asked: _Asked) -> OpportunismResult:
    """Ratio, permutation p, calibration and placebos in one frozen record."""
    rng = np.random.default_rng(asked.seed)
    counts, level = asked.counts(asked.sample), 1.0 - 2.0 * asked.alpha
    moves = make_moves(asked.exposure, *asked.sizes, rng)
    p = permutation_p(counts, moves)
    raw = p.largest(1)
    fit = fit_counts(counts, np.column_stack([counts.baseline, moves.seen]))
    log_ratio = float(fit.coefficients[-1])
    synthetic, fewer = synthetic_p(counts, moves, rng)
    thresholds = rejection_threshold(synthetic, asked.alpha), rejection_threshold(fewer, asked.alpha)
    ends = interval_by_moves(counts, moves, log_ratio, thresholds)
    days = asked.sample.within(asked.period) - day_number(asked.period[0])
    too_few = _too_few(asked.exposure.switches, days.size)
    return OpportunismResult(
        name=asked.sample.name,
        span=asked.period,
        bin_days=asked.sizes[0],
        alpha=asked.alpha,
        draws=asked.sizes[1],
        seed=asked.seed,
        events=days.size,
        events_exposed=float((asked.exposure.daily[days] > 0).sum()),
        exposed_share=float((asked.exposure.daily > 0).mean()),
        switches=asked.exposure.switches,
        effect=float(np.exp(log_ratio)),
        interval=(float(np.exp(ends[0])), float(np.exp(ends[1]))),
        interval_level=level,
        p_value=1.0 if too_few else capped_rank(raw, synthetic),
        p_raw=raw,
        p_by_move=p.more,
        dispersion=fit.dispersion,
        own_past=float(fit.coefficients[-2]),
        false_positive_rate=float((capped_ranks(synthetic) <= asked.alpha).mean()),
        smallest_detectable_effect=_detectable(p.information, fit.dispersion, asked.alpha),
        placebo_actors=tuple(_placebo(one.name, asked.counts(one), moves, asked.alpha) for one in asked.others),
        placebo_dates=_placebo_dates(asked, counts, rng),
        joint=asked.sample.joint,
        too_few=too_few,
        notes=_notes(asked, days.size),
    )


def synthetic_p(counts: Counts, moves: Moves, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """The larger p, of more acts and of fewer, of the whole test on counts of the model without exposure; (99,)."""
    null = fit_counts(counts, counts.baseline)
    found = [permutation_p(one, moves) for one in simulate(counts, null, SETS, rng)]
    return np.array([one.largest(1) for one in found]), np.array([one.largest(-1) for one in found])


def _detectable(information: float, dispersion: float, alpha: float) -> float | None:
    """Ratio exp((z_alpha + z_power) sqrt(dispersion / V)); None where it is beyond a thousandfold."""
    log_ratio = float((scipy.stats.norm.isf(alpha) + scipy.stats.norm.ppf(0.8)) * np.sqrt(dispersion / information))
    return float(np.exp(log_ratio)) if log_ratio < np.log(1000.0) else None


def _placebo(name: str, counts: Counts, moves: Moves, alpha: float) -> Placebo:
    """The same fit, moves and interval where nothing should be found; p and interval are not calibrated."""
    fit = fit_counts(counts, np.column_stack([counts.baseline, moves.seen]))
    log_ratio = float(fit.coefficients[-1])
    ends = interval_by_moves(counts, moves, log_ratio, (alpha, alpha))
    interval = (float(np.exp(ends[0])), float(np.exp(ends[1])))
    return Placebo(name, float(np.exp(log_ratio)), interval, permutation_p(counts, moves).largest(1))


def _placebo_dates(asked: _Asked, counts: Counts, rng: np.random.Generator) -> tuple[Placebo, ...]:
    """The same with the whole exposure turned round the span by some months or years."""
    found = []
    for turn, words in PLACEBO_TURNS.items():
        if turn < asked.exposure.daily.size - 30:
            moves = make_moves(asked.exposure.turned(turn), asked.sizes[0], min(asked.sizes[1], PLACEBO_DRAWS), rng)
            found.append(_placebo(f"exposure {words} later", counts, moves, asked.alpha))
    return tuple(found)


def _too_few(switches: int, events: int) -> str:
    """Why it cannot be told whatever the data show; empty where it can."""
    if switches < FEWEST_SWITCHES:
        times = "once" if switches == 1 else f"{switches} times"
        return (
            f"the exposure switches on {times}; with fewer than {FEWEST_SWITCHES} any trend or other event of that "
            "time explains a change as well. It needs an exposure that switches several times."
        )
    if events < FEWEST_EVENTS:
        return f"{events} events in the span; {FEWEST_EVENTS} would be the fewest."
    return ""


def _notes(asked: _Asked, used: int) -> tuple[str, ...]:
    """What a reader must know of this very test beyond its figures."""
    notes = [JOINT] if asked.sample.joint else []
    if length_of(asked.period) < ANNIVERSARY_MIN_SPAN_DAYS:
        notes.append(SHORT)
    dropped = asked.sample.days.size - used
    if dropped:
        notes.append(f"{dropped} event{'s' if dropped > 1 else ''} outside the span not used.")
    return tuple(notes)
