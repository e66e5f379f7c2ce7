"""A declared stream as the cut shows it: its events with the frame in which they were counted. No declarations read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from multifront.domain import Frame, Row, Stream
from multifront.domain.origin import timing_refusal
from multifront.errors import EvidenceError, unknown_name
from multifront.evidence import selecting, series, streams
from multifront.evidence.cut import Cut
from multifront.evidence.query import RowQuery

NEXT = "next: multifront evidence list"


def stream_of(cut: Cut, declared: Collection[str], name: str, until: date | None) -> Stream:
    """The declared stream of that name, cut at `until` (event day) as well as at `as_of`.

    Args:
        cut: the tables as seen on a day.
        declared: names of all declared streams, those included of which nothing was public yet.
        name: the stream.
        until: last day on which an event may begin.

    Raises:
        EvidenceError: no stream of that name is declared.
    """
    found = cut.ask(RowQuery("frame", (name,)))
    if not found:
        return _unseen(cut, declared, name)
    frame = found[0]
    last = min(day for day in (frame["end_date"], until, cut.as_of) if day is not None)
    # Beside a user's store only events of the origins that the frame names are counted: no other counter's.
    origins = frame["origin_ids"] if cut.united else None
    query = f"stream({name!r}" + (f", until={until})" if until else ")")
    if streams.threshold(frame["selection"]) is not None:
        return _of_series(cut, frame, last, query)
    rows = cut.ask(streams.selected(frame["selection"], frame["start_date"], last, origins))
    shown = _first_of_day(rows) if frame["counts"] == "days" else rows
    return Stream(
        name=name,
        title=frame["title"],
        days=series.days([row["date_start"] for row in shown]),
        ends=series.days([min(row["date_end"], last) for row in shown]),
        ids=tuple(row["event_id"] for row in shown),
        frame=_frame(cut, frame, last),
        joint=frame["joint"],
        selection=selecting.of_rows("event", query, rows, cut.as_of),
    )


def _of_series(cut: Cut, frame: Row, last: date, query: str) -> Stream:
    """A stream of the days on which a daily series reaches its threshold; all rows of the series stand in the trace."""
    least = streams.threshold(frame["selection"])
    rows = cut.ask(streams.of_series(frame["selection"], frame["start_date"], last))
    own = [
        row
        for row in rows
        if row["period_start"] <= last and (not cut.united or set(row["origin_ids"]) <= set(frame["origin_ids"]))
    ]
    high = [row for row in own if row["best"] is not None and least is not None and row["best"] >= least]
    found = sorted(high, key=lambda row: (row["period_start"], row["observation_id"]))
    shown = list({row["period_start"]: row for row in reversed(found)}.values())[::-1]
    return Stream(
        name=frame["stream"],
        title=frame["title"],
        days=series.days([row["period_start"] for row in shown]),
        ends=series.days([row["period_end"] for row in shown]),
        ids=tuple(row["observation_id"] for row in shown),
        frame=_frame(cut, frame, last),
        joint=frame["joint"],
        selection=selecting.of_rows("observation", query, own, cut.as_of),
    )


def listed_streams(cut: Cut, found: Iterable[Row]) -> list[Row]:
    """The streams of the cut with their rows and spans, in the columns of the catalogue.

    Args:
        cut: the tables as seen on a day.
        found: rows of the frame table.
    """
    listed: list[Row] = []
    for row in found:
        stream = stream_of(cut, (), row["stream"], None)
        listed.append(
            {
                "kind": "stream",
                "name": row["stream"],
                "actor": "",
                "partner": "",
                "definition": row["title"],
                "rows": len(stream.days),
                "first": row["start_date"],
                "last": stream.frame.end,
                "refusal": row["refusal"],
            }
        )
    return listed


def _frame(cut: Cut, row: Row, last: date) -> Frame:
    """The frame cut at `last`; it refuses a cut that hides rows only because nobody kept when they were public."""
    refusal = row["refusal"] or _refused_origin(cut, row["origin_ids"])
    if not refusal and row["undated"] and cut.as_of is not None and cut.as_of < row["edition_date"]:
        refusal = f"some rows have no known day of publication, so the count as of {cut.as_of} is too low"
    return Frame(
        id=row["stream"],
        counted_by=row["counted_by"],
        what=row["what"],
        start=row["start_date"],
        end=max(last, row["start_date"]),
        coverage=row["coverage"],
        refusal=refusal,
        note=row["note"],
    )


def _refused_origin(cut: Cut, ids: Sequence[str]) -> str:
    """Why an origin of a stream lets nobody use it for timing, whatever the stream declares; empty where all do."""
    notes = {row["id"]: timing_refusal(row["note"]) for row in cut.ask(RowQuery("origin", tuple(ids)))}
    return "; ".join(f"{name}: {why}" for name, why in sorted(notes.items()) if why)


def _unseen(cut: Cut, declared: Collection[str], name: str) -> Stream:
    """A declared stream of which nothing was public yet; its frame tells nothing but that."""
    if name not in declared:
        raise EvidenceError(unknown_name("stream", name, list(declared), NEXT))
    last = min(day for day in (cut.as_of, cut.cutoff.as_of_edition) if day is not None)
    nothing = "not public yet"
    refusal = f"nothing of this stream was {cut.cutoff.words}"
    frame = Frame(name, nothing, nothing, last, last, "sample", refusal)
    selection = selecting.of_rows("event", f"stream({name!r})", [], cut.as_of)
    return Stream(name, name, series.days([]), series.days([]), (), frame, False, selection)


def _first_of_day(rows: Sequence[Row]) -> list[Row]:
    first: dict[date, Row] = {}
    for row in rows:
        first.setdefault(row["date_start"], row)
    return list(first.values())
