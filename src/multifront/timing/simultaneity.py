"""The simultaneity test of several streams: calls the scan, its null and calibration, and gathers the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats, Stream
from multifront.errors import UsageError, unknown_name
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
from multifront.timing.bursts import burst_bounds
from multifront.timing.calibration import capped_rank, capped_ranks
from multifront.timing.coincidence_counts import FEWEST_BURSTS
from multifront.timing.exact_null import make_design
from multifront.timing.simultaneity_null import Days, Scan, Surrogates, judge, surrogates, synthetic_p, synthetic_sets
from multifront.timing.simultaneity_result import Episode, IndexWeek, SimultaneityResult

ACTIVE = ("active", "above baseline")
SETS = 99
FEWEST_DRAWS = 99
MOST_STREAMS = 200
TARGET_POWER = 0.8
EPISODES_TRIED = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40)
SHORT = (
    "the span is under three years, so no year can take the place of another; moved within months alone, streams that "
    "share an ordinary season look simultaneous in up to half of all cases. Three years would be the fewest."
)
JOINT = "Acts that are joint by definition cannot prove the coordination of separate acts."


def simultaneity_test(
    streams: Sequence[Stream] | Mapping[str, EventDays],
    *,
    window_days: int,
    at_least: int,
    span: Any = None,
    active: str = "active",
    draws: int = 10_000,
    alpha: float = 0.05,
    rng: np.random.Generator | int = 0,
) -> SimultaneityResult:
    """Test whether several streams are active in the same windows more often than independent streams would be.

    Formula: A_i(d) = 1 if stream i has at least c_i(d) events in the window_days days that end on d; N(d) = sum of
    A_i(d); W = #{d: N(d) >= at_least}, M = max N(d). c = 1 ('active'), or the fewest events that a Poisson count of the
    stream's season x trend reaches with chance 0.1 at most ('above baseline'). Under the null every
    stream moves on its own: 'local', its bursts by the shifts and weights of `coincidence_test`, but not closer
    together than the data have them; 'anniversary', its whole years in random order, each order as likely as the
    stream's trend makes it (years of whole weeks where windows are not). The p is (#{W' > W} + (#{W' = W} + 1) / 2) /
    (draws + 1), the larger of both nulls, then ranked among 99 synthetic independent sets and never below half of
    itself.

    Args:
        streams: `domain.Stream`s, or days by name; 2 to 200 streams, each of shape (n_i,).
        window_days: length of a window in days, 1 or more.
        at_least: how many streams must be active in it, 2 to the number of streams; chosen before looking.
        span: (first, last) day on which all were watched; for streams the overlap of their frames by default.
        active: 'active' or 'above baseline'.
        draws: surrogates a null, at least 99.
        alpha: level at which alarms and power are counted, in (0, 0.5); the interval has level 1 - 2 alpha.
        rng: a seed, or a generator from which one is drawn; the same seed gives the same result.

    Returns:
        A `SimultaneityResult`; p-values and rates in [0, 1], `effect` in [-1, 1], the episodes with their actors, and
        the index: for each calendar week the streams with an event in it, which can be counted by hand.

    Raises:
        UsageError: a stream whose frame has a refusal; streams that share rows or names; a span that is missing,
            reversed or outside a frame; a window or number of streams that does not fit; bad options.

    Assumes:
        What `coincidence_test` assumes, of every stream. **Too few to say**, and p is 1, where the span is under three
        years or fewer than `at_least` streams have three separate bursts. Fooled by regimes of weeks to months that
        drive several streams and follow no calendar, by one list of dates behind several streams, and by an `at_least`,
        window or set of streams tried until one fits. Under a season of a few weeks windows that are not whole weeks
        reject 10-17 % at 5 %: take 7, 14 or 21 days. A pair that acts together lifts W as well: simultaneity of three
        is no proof that all three belong together, so read `episodes`. p of single windows is of the whole scan.

    References:
        Kulldorff 2001, J. R. Stat. Soc. A 164:61-72 (scan with the maximum's distribution, not opened); Besag &
        Clifford 1989, Biometrika 76:633-642 (Metropolis surrogates from the data, not opened); measured rates:
        docs/methods-simultaneity.md.

    Example:
        >>> lead = np.datetime64("2018-01-10") + np.arange(0, 2400, 120)
        >>> three = {"a": lead, "b": lead + 2, "c": lead + 4}
        >>> span = ("2018-01-01", "2024-12-31")
        >>> result = simultaneity_test(three, window_days=7, at_least=3, span=span, draws=199)
        >>> result.p_value <= 0.05, result.most, len(result.episodes)
        (True, 3, 20)
    """
    samples = _samples(streams)
    period = common_span(samples, span)
    _check(samples, period, (window_days, at_least), (active, draws, alpha))
    seed = int(rng.integers(2**32)) if isinstance(rng, np.random.Generator) else int(rng)
    start = day_number(period[0])
    days = [sample.within(period) - start for sample in samples]
    scan = Scan(make_design(length_of(period), window_days, 0), window_days, at_least, active == ACTIVE[1])
    return _gather(_Asked(samples, period, days, scan, draws, alpha, seed))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A checked request: samples, span, days from its start, the scan, and how it is judged."""

    samples: tuple[Sample, ...]
    period: Period
    days: list[Days]
    scan: Scan
    draws: int
    alpha: float
    seed: int


def _samples(streams: Sequence[Stream] | Mapping[str, EventDays]) -> tuple[Sample, ...]:
    """Streams or named days as samples, apart from each other."""
    if isinstance(streams, Mapping):
        samples = tuple(admit(days, name) for name, days in streams.items())
    elif isinstance(streams, Sequence) and all(isinstance(one, Stream) for one in streams):
        samples = tuple(admit(one, one.name) for one in streams)
    else:
        raise UsageError("streams must be a list of Stream, or days by name such as {'patrols': days}")
    names = [sample.name for sample in samples]
    if not 2 <= len(samples) <= MOST_STREAMS or len(set(names)) < len(names):
        raise UsageError(
            f"2 to {MOST_STREAMS} streams with names of their own are needed, found {len(names)}: {names[:6]}"
        )
    check_apart(samples)
    return samples


def _check(
    samples: tuple[Sample, ...], period: Period, sizes: tuple[Any, Any], options: tuple[str, int, float]
) -> None:
    """Refuse what cannot be carried out as written."""
    for name, value in zip(("window_days", "at_least", "draws"), (*sizes, options[1]), strict=True):
        if not isinstance(value, (int, np.integer)) or isinstance(value, bool):
            raise UsageError(f"{name} must be a whole number, found {value!r}")
    window, at_least = sizes
    if not 1 <= window < length_of(period):
        raise UsageError(f"window_days must lie in 1 to {length_of(period) - 1}, shorter than the span, found {window}")
    if not 2 <= at_least <= len(samples):
        raise UsageError(f"at_least must lie in 2 to {len(samples)}, the number of streams, found {at_least}")
    if options[0] not in ACTIVE:
        raise UsageError(unknown_name("kind of activity", options[0], ACTIVE, "use active='active'"))
    if options[1] < FEWEST_DRAWS or not 1.0 / (SETS + 1) <= options[2] < 0.5:
        raise UsageError(
            f"draws must be at least {FEWEST_DRAWS} and alpha lie in {1.0 / (SETS + 1)} to 0.5, found {options[1:]}"
        )


@dataclass(frozen=True, slots=True)
class _Calibrated:
    """p on synthetic independent sets, and the fewest joint episodes that are found with 80 % power."""

    p: Floats
    detectable: int | None


def _gather(asked: _Asked) -> SimultaneityResult:
    """Scan, surrogates and calibration in one frozen record."""
    scan, rng = asked.scan, np.random.default_rng(asked.seed)
    rates = scan.rates(asked.days)
    active = scan.active(asked.days, rates)
    moved = surrogates(scan, asked.days, rates, asked.draws, rng)
    p = judge(active, moved, scan.at_least)
    calibrated = _calibrate(asked, rates, rng)
    together, binding = active.sum(axis=0), moved[p.binding]
    seen, too_few = int((together >= scan.at_least).sum()), _too_few(asked)
    low, high = np.quantile(binding.windows, (asked.alpha, 1.0 - asked.alpha))
    return SimultaneityResult(
        names=tuple(sample.name for sample in asked.samples),
        events=tuple(days.size for days in asked.days),
        window_days=scan.window,
        at_least=scan.at_least,
        active=ACTIVE[scan.above_baseline],
        span=asked.period,
        alpha=asked.alpha,
        draws=asked.draws,
        seed=asked.seed,
        windows=scan.windows,
        windows_seen=seen,
        windows_expected=float(binding.windows.mean()),
        most=int(together.max()),
        effect=float((seen - binding.windows.mean()) / scan.windows),
        interval=(float((seen - high) / scan.windows), float((seen - low) / scan.windows)),
        p_value=1.0 if too_few else capped_rank(p.windows, calibrated.p),
        p_raw=p.windows,
        p_most=p.most,
        binding_null=p.binding,
        false_positive_rate=float((capped_ranks(calibrated.p) <= asked.alpha).mean()),
        false_positive_rate_raw=float((calibrated.p <= asked.alpha).mean()),
        smallest_detectable_effect=calibrated.detectable,
        episodes=_episodes(asked, active, moved),
        index=_index(asked),
        joint=any(sample.joint for sample in asked.samples),
        too_few=too_few,
        notes=_notes(asked),
    )


def _calibrate(asked: _Asked, rates: list[tuple[Floats, Floats]], rng: np.random.Generator) -> _Calibrated:
    """The whole test on synthetic independent sets, and power by putting joint episodes into them.

    Power compares the number of windows with its quantile over the sets: quick, and a little optimistic.
    """
    scan = asked.scan
    drawn = synthetic_sets(scan, asked.days, rates, SETS, rng)
    p, seen = synthetic_p(scan, drawn, rng)
    critical = float(np.quantile(seen, 1.0 - asked.alpha))
    for episodes in EPISODES_TRIED:
        found = 0
        for row in range(SETS):
            streams = _with_episodes([days[row] for days in drawn], episodes, scan, rng)
            together = scan.active(streams, rates).sum(axis=0)
            found += int((together >= scan.at_least).sum() > critical)
        if found >= TARGET_POWER * SETS:
            return _Calibrated(p, episodes)
    return _Calibrated(p, None)


def _with_episodes(streams: list[Days], episodes: int, scan: Scan, rng: np.random.Generator) -> list[Days]:
    """Streams in which, for each episode, `at_least` random streams have one event moved into one random window."""
    moved = [days.copy() for days in streams]
    filled = [i for i, days in enumerate(moved) if days.size]
    for start in rng.integers(0, scan.windows, episodes):
        for i in rng.permutation(filled)[: scan.at_least]:
            moved[i][rng.integers(moved[i].size)] = start + rng.integers(scan.window)
    return [np.sort(days) for days in moved]


def _episodes(asked: _Asked, active: NDArray[np.uint8], moved: dict[str, Surrogates]) -> tuple[Episode, ...]:
    """Runs of windows with enough active streams, in the order of time."""
    together = active.sum(axis=0)
    enough = np.concatenate([[False], together >= asked.scan.at_least, [False]])
    edges = np.flatnonzero(np.diff(enough.astype(np.int8)))
    found = []
    for first, last in zip(edges[::2], edges[1::2] - 1, strict=True):
        most = int(together[first : last + 1].max())
        at_peak = active[:, first : last + 1][:, together[first : last + 1] == most].max(axis=1).tolist()
        p = max((1.0 + (one.most >= most).sum()) / (one.most.size + 1.0) for one in moved.values())
        actors = tuple(sample.name for sample, there in zip(asked.samples, at_peak, strict=True) if there)
        ends = [asked.period[0] + timedelta(days=int(day)) for day in (first, last + asked.scan.window - 1)]
        found.append(Episode(ends[0], ends[1], most, actors, float(p)))
    return tuple(found)


def _index(asked: _Asked) -> tuple[IndexWeek, ...]:
    """Calendar weeks of the span, Monday to Sunday, with the streams that have an event in each."""
    first, last = asked.period
    monday = first - timedelta(days=first.weekday())
    offset, weeks = first.weekday(), ((last - monday).days // 7) + 1
    present = [set(((days + offset) // 7).tolist()) for days in asked.days]
    rows = []
    for week in range(weeks):
        start = monday + timedelta(weeks=week)
        inside = (min(last, start + timedelta(days=6)) - max(first, start)).days + 1
        actors = tuple(s.name for s, there in zip(asked.samples, present, strict=True) if week in there)
        rows.append(IndexWeek(start, inside, actors))
    return tuple(rows)


def _too_few(asked: _Asked) -> str:
    """Why the data cannot decide whatever they show; empty where they can."""
    if not asked.scan.design.year_shifts.size:
        return SHORT
    bursts = [int(burst_bounds(days).size) - 1 for days in asked.days]
    able = sum(count >= FEWEST_BURSTS for count in bursts)
    if able >= asked.scan.at_least:
        return ""
    return (
        f"{able} of {len(bursts)} streams have {FEWEST_BURSTS} separate bursts in the span or more; "
        f"{asked.scan.at_least} would be the fewest."
    )


def _notes(asked: _Asked) -> tuple[str, ...]:
    """What a reader must know of this very test beyond its figures."""
    notes = [JOINT] if any(sample.joint for sample in asked.samples) else []
    dropped = sum(sample.days.size for sample in asked.samples) - sum(days.size for days in asked.days)
    if dropped:
        notes.append(f"{dropped} event{'s' if dropped > 1 else ''} outside the span not used.")
    return tuple(notes)
