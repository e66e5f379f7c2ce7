"""Two lists of dates in, the calibrated coincidence test both ways out, as rows and sentences. No formula, no files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from multifront import timing
from multifront.domain import Frame, Selection, Stream
from multifront.errors import UsageError, unknown_name
from multifront.timing import CoincidenceResult, LagCurve, LagSignResult
from multifront.workbench.date_lists import DateList, read_dates

COVERAGES = ("exhaustive", "sample", "changed")
MOST_EVENTS = 1_000
DRAWS = 499
ALPHA = 0.05
WEEKS_EACH_SIDE = 6
"""Lags that the histogram shows."""

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


@dataclass(frozen=True, slots=True)
class Frames:
    """What the user says of how the lists were made; empty where nothing was said."""

    counted_by: str = ""
    coverage: str = ""


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


@dataclass(frozen=True, slots=True)
class Tested:
    """Both lists, the span used, the test in each direction with its q, and what a reader must mind.

    `lags` is the lag histogram with its envelope; `first` says who moves first (None where the window is one day).
    """

    asked: Asked
    mine: DateList
    theirs: DateList
    span: tuple[date, date]
    results: tuple[CoincidenceResult, CoincidenceResult]
    q: tuple[float, float]
    lags: LagCurve
    first: LagSignResult | None
    caveats: tuple[str, ...]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """One row a direction: counts, excess with interval, p, q, what the test would see, the naive p beside it."""
        return [_row(result, q) for result, q in zip(self.results, self.q, strict=True)]

    @property
    def answer(self) -> str:
        """The shortest honest answer: what each direction shows, by its q."""
        return "; ".join(_answer(result, q) for result, q in zip(self.results, self.q, strict=True)) + "."

    @property
    def sentences(self) -> tuple[str, ...]:
        """The plain answer of each direction, and who moved first."""
        found = [result.sentence for result in self.results]
        return tuple([*found, self.first.sentence] if self.first else found)


def run_test(asked: Asked) -> Tested:
    """Read both files and test each list for following the other.

    Raises:
        UsageError: a file, span, window or frame with which no test can be made.
        FileProblems: lines of a file that hold no clear date.
    """
    _check_frames(asked.frames)
    if asked.mine.resolve() == asked.theirs.resolve():
        raise UsageError(f"{asked.mine.name} was named twice; valid: two lists; next: name the other file")
    mine, theirs = read_dates(asked.mine), read_dates(asked.theirs)
    names = _names(mine, theirs)
    span = _stated(asked.span) or _overlap(mine, theirs)
    for dates in (mine, theirs):
        _check_size(dates, span)
    streams = [as_stream(dates, name, span, asked.frames) for dates, name in zip((mine, theirs), names, strict=True)]
    results = (_one_way(streams[0], streams[1], asked), _one_way(streams[1], streams[0], asked))
    q = timing.false_discovery_rate([result.p_value for result in results])
    caveats = _caveats(asked, (mine, theirs), span)
    both = (float(q[0]), float(q[1]))
    return Tested(asked, mine, theirs, span, results, both, _lags(streams, asked), _first(streams, asked), caveats)


def _one_way(follower: Stream, leader: Stream, asked: Asked) -> CoincidenceResult:
    """Does the first list follow the second?"""
    return timing.coincidence_test(
        follower, leader, window_days=asked.window, lag_days=asked.lag, draws=DRAWS, alpha=ALPHA, rng=asked.seed
    )


def _lags(streams: list[Stream], asked: Asked) -> LagCurve:
    """The lag histogram, as far as the span goes."""
    days = (streams[0].frame.end - streams[0].frame.start).days
    weeks = max(1, min(WEEKS_EACH_SIDE, days // 7))
    return timing.lag_histogram(*streams, window_days=asked.window, up_to_days=7 * weeks, rng=asked.seed)


def _first(streams: list[Stream], asked: Asked) -> LagSignResult | None:
    """Who moves first within the farthest day that the window reaches; None where it reaches the same day alone."""
    reach = max(abs(asked.lag), abs(asked.lag + asked.window))
    return timing.lag_sign_test(*streams, window_days=reach, rng=asked.seed) if reach else None


def as_stream(dates: DateList, name: str, span: tuple[date, date], frames: Frames) -> Stream:
    """The list as a stream whose frame is what the user said, from the first to the last day of the span."""
    days = np.sort(np.array(dates.days, dtype="datetime64[D]"))
    ids = tuple(f"{name}:{number}" for number in range(days.size))
    frame = Frame(dates.name, frames.counted_by, name, span[0], span[1], frames.coverage, "")
    return Stream(
        name, name, days, days, ids, frame, False, Selection("file", "", ids, days.size, (), None, dates.sha256)
    )


def _names(mine: DateList, theirs: DateList) -> tuple[str, str]:
    """What the lists are called in sentences: their files' names without the ending, apart where they are the same."""
    names = Path(mine.name).stem, Path(theirs.name).stem
    return names if names[0] != names[1] else (f"{names[0]} (first file)", f"{names[1]} (second file)")


def _check_frames(frames: Frames) -> None:
    if frames.coverage and frames.coverage not in COVERAGES:
        raise UsageError(unknown_name("coverage", frames.coverage, COVERAGES, "name one of these with --coverage"))
    if frames.coverage == "changed":
        raise UsageError(CHANGED)


def _stated(span: tuple[date, date] | None) -> tuple[date, date] | None:
    if span is not None and span[1] < span[0]:
        raise UsageError(f"--span ends on {span[1]}, before it begins on {span[0]}; swap the two days")
    return span


def _overlap(mine: DateList, theirs: DateList) -> tuple[date, date]:
    """The days between the later first event and the earlier last one."""
    first, last = max(min(mine.days), min(theirs.days)), min(max(mine.days), max(theirs.days))
    if first >= last:
        raise UsageError(
            f"{mine.name} ({min(mine.days)} to {max(mine.days)}) and {theirs.name} ({min(theirs.days)} to "
            f"{max(theirs.days)}) share no time; valid: two lists of one time; next: say from when to when both were "
            "counted with --span FIRST LAST"
        )
    return first, last


def _check_size(dates: DateList, span: tuple[date, date]) -> None:
    inside = sum(span[0] <= day <= span[1] for day in dates.days)
    if inside > MOST_EVENTS:
        raise UsageError(
            f"{dates.name} has {inside} events in the span; valid: up to {MOST_EVENTS}; next: test the days on which "
            "something out of the ordinary happened, or a shorter --span"
        )


def _caveats(asked: Asked, lists: tuple[DateList, DateList], span: tuple[date, date]) -> tuple[str, ...]:
    """What a reader must mind besides what the results say."""
    frames, found = asked.frames, []
    if not frames.counted_by or not frames.coverage:
        found.append(NO_FRAME)
    if frames.counted_by or frames.coverage:
        said = f"counted by {frames.counted_by or 'not stated'}, coverage {frames.coverage or 'not stated'}"
        found.append(f"Frame as stated by the user, not verified: {said}.")
    if frames.coverage == "sample":
        found.append(SAMPLE)
    if asked.span is None:
        found.append(GUESSED.format(first=span[0], last=span[1]))
    shared = {day for day in set(lists[0].days) & set(lists[1].days) if span[0] <= day <= span[1]}
    if shared:
        found.append(SHARED.format(count=len(shared)))
    found.append(
        "Two directions were tested: q corrects for both. Who moved first and the picture of lags are further looks, "
        "which q leaves out; other windows or lags that you tried count as well."
    )
    return tuple(found)


def _answer(result: CoincidenceResult, q: float) -> str:
    """One direction in a clause."""
    about = f"{result.name_a} after {result.name_b}"
    if result.too_few:
        return f"{about}: too few events to say"
    found = (
        "more often than chance allows, which is not yet coordination" if q <= ALPHA else "no more than chance allows"
    )
    return f"{about}: {found} (q = {q:.2g})"


def _row(result: CoincidenceResult, q: float) -> dict[str, Any]:
    """One direction as the table shows it."""
    return {
        "follows": f"{result.name_a} after {result.name_b}",
        "events": result.events_a,
        "hits": result.hits,
        "expected": result.hits_expected,
        "excess": result.effect,
        "excess low": result.interval[0],
        "excess high": result.interval[1],
        "p": result.p_value,
        "q": q,
        "p raw": result.p_raw,
        "p naive": result.p_by_null.get("poisson"),
        "false alarms": result.false_positive_rate,
        "sees share": result.smallest_detectable_effect,
        "too few": bool(result.too_few),
    }
