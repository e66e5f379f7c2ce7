"""Two lists of dates in, the calibrated coincidence test both ways out, with what else was asked. No formula here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from multifront import timing
from multifront.domain import Stream
from multifront.errors import UsageError, unknown_name
from multifront.timing import (
    CoincidenceGrid,
    CoincidenceResult,
    LagCurve,
    LagSignResult,
    NullComparison,
    SetApart,
    SpanCoincidence,
    UncertainCoincidence,
)
from multifront.workbench.date_lists import Reading, read_dates
from multifront.workbench.timing_streams import (
    Frames,
    Lists,
    OwnStream,
    as_stream,
    as_uncertain,
    check_size,
    marks_of,
    names_of,
    set_apart,
    span_of,
)

COVERAGES = ("exhaustive", "sample", "changed")
LENGTHS = ("start", "any_day")
USUAL_WINDOW = 7
DRAWS = 499
UNCERTAIN_DRAWS = 199
"""Each draw of uncertain days costs ten tests."""
ALPHA = 0.05
WEEKS_EACH_SIDE = 6
"""Lags that the histogram shows."""

Result = CoincidenceResult | SpanCoincidence | UncertainCoincidence

NO_FRAME = (
    "Frame not stated: the result holds only if both lists were counted by the same rule from the first to the last "
    "day of the span, and no event was listed because one of the other list was near."
)
CHANGED = (
    "--coverage changed cannot carry a timing test: collection that grew or moved with attention makes events coincide"
    "; valid: exhaustive or sample; next: cut the --span to the years in which the rule of counting stayed the same"
)
SAMPLE = "The lists are a sample: the result holds only if what is missing is missing without regard to the other list."
GUESSED = (
    "Span not stated: from {first} to {last}, in which both lists have events. A list seldom begins on the day on "
    "which counting began; name that day with --span."
)
SHARED = (
    "{count} of the days stand on both lists. If one act is on both, take it out of one: it coincides by construction."
)
ENDS_CUT = "Charts of lags and the test of who moved first use the first days of events alone."
BY_HAND = (
    "Two directions were tested: q corrects for both. Who moved first and the picture of lags are further looks, "
    "which q leaves out; other windows or lags that you tried count as well."
)
DECLARED = (
    "p of the family counts all windows, lags and directions that you named; it is wrong if you tried others before, "
    "or chose these after a look at the lags."
)


@dataclass(frozen=True, slots=True)
class Further:
    """What was asked beyond two lists of days: a declared grid, lengths, uncertain days, a calendar, other nulls."""

    windows: tuple[int, ...] = ()
    lags: tuple[int, ...] = ()
    length: str | None = None
    uncertain: bool = False
    calendar: Path | None = None
    nulls: bool = False

    @property
    def grid(self) -> bool:
        """Whether several windows or lags were declared."""
        return bool(self.windows or self.lags)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which two files, with which window and lag in days, over which span, in which frame, with which seed."""

    mine: Path
    theirs: Path
    window: int
    lag: int
    span: tuple[date, date] | None
    frames: Frames
    seed: int
    further: Further = field(default_factory=Further)


@dataclass(frozen=True, slots=True)
class Tested:
    """Both lists, the span used, the test in each direction with its q, and what a reader must mind.

    `lags` is the lag histogram with its envelope (None for uncertain days); `first` says who moves first (None where
    the window is one day). `grid`, `nulls` and `apart` are there where they were asked for.
    """

    asked: Asked
    lists: Lists
    streams: tuple[OwnStream, OwnStream]
    span: tuple[date, date]
    results: tuple[Result, Result]
    q: tuple[float, float]
    lags: LagCurve | None
    first: LagSignResult | None
    grid: CoincidenceGrid | None
    nulls: tuple[NullComparison, ...]
    apart: tuple[SetApart, ...]
    caveats: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """The plain answer of the grid and of each direction, who moved first, what stood on the calendar."""
        found = [self.grid.sentence] if self.grid else []
        found += [result.sentence for result in self.results]
        found += [self.first.sentence] if self.first else []
        found += [f"{name}: {one.sentence}" for name, one in zip(names_of(self.lists), self.apart, strict=False)]
        return (*found, *(one.sentence for one in self.nulls))


def run_test(asked: Asked) -> Tested:
    """Read both files and test each list for following the other.

    Raises:
        UsageError: a file, span, window or frame with which no test can be made, or options that exclude each other.
        FileProblems: lines of a file that hold no clear date.
    """
    _check_frames(asked.frames)
    _check_further(asked)
    lists = _read(asked)
    span = span_of(lists, asked.span)
    for dates in lists.both:
        check_size(dates, span)
    streams, apart = _streams(lists, span, asked)
    results = (_one_way(streams, lists, asked), _one_way(streams[::-1], lists, asked))
    q = timing.false_discovery_rate([result.p_value for result in results])
    exact = [stream for stream in streams if isinstance(stream, Stream)]
    return Tested(
        asked=asked,
        lists=lists,
        streams=streams,
        span=span,
        results=results,
        q=(float(q[0]), float(q[1])),
        lags=_lags(exact, asked) if exact else None,
        first=_first(exact, asked) if exact else None,
        grid=_grid(exact, asked) if asked.further.grid else None,
        nulls=_nulls(exact, asked) if asked.further.nulls else (),
        apart=tuple(apart),
        caveats=_caveats(asked, lists, streams, span),
    )


def _read(asked: Asked) -> Lists:
    """Both files and the calendar, and whether their lengths can be tested as asked."""
    further = asked.further
    if asked.mine.resolve() == asked.theirs.resolve():
        raise UsageError(f"{asked.mine.name} was named twice; valid: two lists; next: name the other file")
    reading = Reading.uncertain if further.uncertain else Reading.spans
    mine, theirs = read_dates(asked.mine, reading), read_dates(asked.theirs, reading)
    lists = Lists(mine, theirs, read_dates(further.calendar) if further.calendar else None)
    if further.length and not (mine.lasting or theirs.lasting):
        raise UsageError(
            f"--length {further.length} asks for events that last, and no event of {mine.name} or {theirs.name} has a "
            "last day after its first; valid: a CSV with the columns start and end; next: leave --length out"
        )
    if lasts(lists, asked) and (further.grid or further.nulls):
        raise UsageError(
            "--windows, --lags and --nulls know events of one day, and these files have last days; valid: one window "
            "for events that last; next: leave these options out, or take the column of last days out of the files"
        )
    return lists


def lasts(lists: Lists, asked: Asked) -> bool:
    """Whether the test is that of events with length."""
    return not asked.further.uncertain and any(dates.lasting for dates in lists.both)


def _streams(lists: Lists, span: tuple[date, date], asked: Asked) -> tuple[tuple[OwnStream, OwnStream], list[SetApart]]:
    """The lists as the tests take them, without the days of the calendar."""
    names = names_of(lists)
    if asked.further.uncertain:
        return (as_uncertain(lists.mine, names[0]), as_uncertain(lists.theirs, names[1])), []
    mine, theirs = (as_stream(d, name, span, asked.frames) for d, name in zip(lists.both, names, strict=True))
    return set_apart((mine, theirs), lists.calendar) if lists.calendar else ((mine, theirs), [])


def _one_way(streams: tuple[OwnStream, ...], lists: Lists, asked: Asked) -> Result:
    """Does the first stream follow the second?"""
    how: dict[str, Any] = {"window_days": asked.window, "lag_days": asked.lag, "alpha": ALPHA, "rng": asked.seed}
    if asked.further.uncertain:
        span = span_of(lists, asked.span)
        return timing.uncertain_coincidence_test(*streams, span=span, draws=UNCERTAIN_DRAWS, **how)
    if lasts(lists, asked):
        return timing.span_coincidence_test(*streams, reading=asked.further.length or LENGTHS[0], draws=DRAWS, **how)
    return timing.coincidence_test(*streams, draws=DRAWS, **how)


def _grid(streams: list[Stream], asked: Asked) -> CoincidenceGrid:
    """All declared windows and lags, with as many draws as let one cell count."""
    windows, lags = asked.further.windows or (asked.window,), asked.further.lags or (asked.lag,)
    draws = max(DRAWS, round(2 * len(windows) * len(lags) / ALPHA) - 1)
    return timing.coincidence_grid(*streams, windows=windows, lags=lags, draws=draws, alpha=ALPHA, rng=asked.seed)


def _nulls(streams: list[Stream], asked: Asked) -> tuple[NullComparison, ...]:
    """Every null in both directions; none where a list has no event, for then no two nulls differ."""
    if not all(stream.days.size for stream in streams):
        return ()
    how: dict[str, Any] = {"window_days": asked.window, "lag_days": asked.lag, "alpha": ALPHA, "rng": asked.seed}
    return timing.compare_nulls(*streams, **how), timing.compare_nulls(*streams[::-1], **how)


def _lags(streams: list[Stream], asked: Asked) -> LagCurve:
    """The lag histogram, as far as the span goes."""
    days = (streams[0].frame.end - streams[0].frame.start).days
    weeks = max(1, min(WEEKS_EACH_SIDE, days // 7))
    return timing.lag_histogram(*streams, window_days=asked.window, up_to_days=7 * weeks, rng=asked.seed)


def _first(streams: list[Stream], asked: Asked) -> LagSignResult | None:
    """Who moves first within the farthest day that the window reaches; None where it reaches the same day alone."""
    reach = max(abs(asked.lag), abs(asked.lag + asked.window))
    return timing.lag_sign_test(*streams, window_days=reach, rng=asked.seed) if reach else None


def _check_frames(frames: Frames) -> None:
    if frames.coverage and frames.coverage not in COVERAGES:
        raise UsageError(unknown_name("coverage", frames.coverage, COVERAGES, "name one of these with --coverage"))
    if frames.coverage == "changed":
        raise UsageError(CHANGED)


def _check_further(asked: Asked) -> None:
    """Refuse options that no one test can honour together."""
    further = asked.further
    if further.length and further.length not in LENGTHS:
        raise UsageError(unknown_name("length", further.length, LENGTHS, "name one of these with --length"))
    named: dict[str, object] = {"--windows": further.windows, "--lags": further.lags, "--length": further.length}
    named |= {"--calendar": further.calendar, "--nulls": further.nulls}
    beside = [name for name, value in named.items() if value]
    if further.uncertain and beside:
        raise UsageError(
            f"--uncertain and {beside[0]} exclude each other: {beside[0]} needs exact days; valid: one of the two; "
            f"next: leave {beside[0]} out, or leave the events without a day out of the lists"
        )
    for name, chosen, declared in (
        ("window", asked.window, further.windows),
        ("lag", asked.lag, further.lags),
    ):
        if declared and chosen not in declared:
            raise UsageError(
                f"--{name} {chosen} is not among --{name}s {','.join(map(str, declared))}; valid: one of them, on "
                f"which the charts rest; next: name it there too, or choose one with --{name}"
            )


def _caveats(
    asked: Asked, lists: Lists, streams: tuple[OwnStream, OwnStream], span: tuple[date, date]
) -> tuple[str, ...]:
    """What a reader must mind besides what the results say."""
    frames, found = asked.frames, []
    mine, theirs = ({day for day, _ in marks_of(stream) if span[0] <= day <= span[1]} for stream in streams)
    if mine & theirs and not asked.further.uncertain:
        found.append(SHARED.format(count=len(mine & theirs)))
    if not frames.counted_by or not frames.coverage:
        found.append(NO_FRAME)
    if frames.counted_by or frames.coverage:
        said = f"counted by {frames.counted_by or 'not stated'}, coverage {frames.coverage or 'not stated'}"
        found.append(f"Frame as stated by the user, not verified: {said}.")
    if frames.coverage == "sample":
        found.append(SAMPLE)
    if asked.span is None:
        found.append(GUESSED.format(first=span[0], last=span[1]))
    if lasts(lists, asked):
        found.append(ENDS_CUT)
    return (*found, DECLARED if asked.further.grid else BY_HAND)
