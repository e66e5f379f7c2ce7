"""Declared streams and lists of dates in, each tested for following every other, as rows and a chart. No formula."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from multifront import timing
from multifront.domain import Phrase, Picture, Stream
from multifront.errors import UsageError
from multifront.timing import CoincidencePairs
from multifront.workbench.date_lists import read_dates
from multifront.workbench.place import Place
from multifront.workbench.timing_rows import found_columns
from multifront.workbench.timing_streams import Frames, as_stream, declared_stream, own_file
from multifront.workbench.timing_tests import NO_FRAME


@dataclass(frozen=True, slots=True)
class PairsAsked:
    """Which streams (declared names or files of dates), window and lag in days, span, correction, evidence, seed."""

    streams: tuple[str, ...]
    window: int
    lag: int
    span: tuple[date, date] | None
    correction: str
    place: Place
    seed: int


@dataclass(frozen=True, slots=True)
class PairsTested:
    """The result, one row a pair (tested ones first, by q), and what a reader must mind."""

    result: CoincidencePairs
    rows: list[dict[str, Any]]
    caveats: tuple[str, ...]


def run_pairs(asked: PairsAsked) -> PairsTested:
    """Test every stream for following every other.

    Raises:
        UsageError: a file, span, window or list of streams with which nothing can be tested.
        EvidenceError: no stream of a name is declared.
        FileProblems: lines of a file that hold no clear date.
    """
    streams = [_stream(name, asked) for name in asked.streams]
    result = timing.coincidence_pairs(
        streams,
        window_days=asked.window,
        lag_days=asked.lag,
        span=asked.span,
        correction=asked.correction,
        rng=asked.seed,
    )
    own = any(Path(name).is_file() for name in asked.streams)
    caveats = (NO_FRAME,) if own else ()
    return PairsTested(result, [*_tested(result), *_untested(result)], (*caveats, *_shared_days(streams)))


def _stream(name: str, asked: PairsAsked) -> Stream:
    """The list of a file that is there, else the declared stream."""
    path = own_file(name, asked.span)
    if path is None or asked.span is None:
        return declared_stream(asked.place.open(), name)
    return as_stream(read_dates(path), path.stem, asked.span, Frames())


def _shared_days(streams: list[Stream]) -> tuple[str, ...]:
    """The pair that shares most days, where any does: one act on two lists coincides by construction."""
    days = [(stream.name, set(stream.days.tolist())) for stream in streams]
    shared = [(len(a[1] & b[1]), a[0], b[0]) for i, a in enumerate(days) for b in days[i + 1 :]]
    most = max(shared, default=(0, "", ""))
    if not most[0]:
        return ()
    pairs = sum(count > 0 for count, _, _ in shared)
    return (
        f"{pairs} pair{'s' if pairs > 1 else ''} of streams share days (most: {most[1]} and {most[2]}, {most[0]}). If "
        "one act stands in two streams, take it out of one: it coincides by construction.",
    )


def _tested(result: CoincidencePairs) -> list[dict[str, Any]]:
    """One row a pair, the smallest q first."""
    cells = sorted(result.tested, key=lambda cell: (cell.q_value, cell.p_raw, cell.name))
    return [
        {
            "follower": cell.follower,
            "leader": cell.leader,
            "from": cell.span[0].isoformat(),
            "to": cell.span[1].isoformat(),
            "events": cell.events_a,
            "leading": cell.events_b,
            **found_columns(cell),
            "p raw": cell.p_raw,
            "draws": cell.drawn,
            "not tested": "",
        }
        for cell in cells
    ]


def _untested(result: CoincidencePairs) -> list[dict[str, Any]]:
    """One row a pair that cannot be tested, with the reason."""
    numbers = ("from", "to", "events", "leading", "hits", "expected", "excess", "excess low", "excess high")
    empty = dict.fromkeys((*numbers, "p", "q", "p raw", "draws"))
    return [
        {"follower": one.follower, "leader": one.leader} | empty | {"not tested": one.reason} for one in result.untested
    ]


def pairs_picture(result: CoincidencePairs) -> Picture:
    """The matrix of excess over chance: who follows in the rows, who leads in the columns.

    Raises:
        UsageError: no pair could be tested.
    """
    if not result.tested:
        raise UsageError("no pair could be tested, so there is no chart; next: see the reasons in the table")
    numbers = [str(i + 1) for i in range(len(result.names))]
    rows = [f"{number} {name}" for number, name in zip(numbers, result.names, strict=True)]
    values = (100.0 * result.matrix("effect")).ravel().tolist()
    columns = {
        "row": tuple(row for row in rows for _ in numbers),
        "column": tuple(numbers * len(rows)),
        "value": tuple(None if np.isnan(value) else value for value in values),
    }
    kept = ", ".join(cell.name for cell in result.found)
    said = (
        f"Beyond chance over all pairs (q at most {result.alpha:g}): {kept}." if kept else "No pair is beyond chance."
    )
    caption = Phrase(f"The row follows, the column leads; a dash was not tested. {said}")
    options = {"value_label": "events that followed, beyond chance", "unit": "% of the row's", "decimals": 0}
    title = f"Who follows whom within {result.window_days} days"
    return Picture("pairs", "matrix", title, caption, columns, options, "")
