"""Counts of dated events of two states by year: lists, streams, sanctions cases, and what silence means. No series."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from multifront.domain import Row
from multifront.errors import EvidenceError
from multifront.evidence import EvidenceStore
from multifront.workbench.declared_ties import Declared
from multifront.workbench.tie_rows import ANYBODY, OUTSIDE, Line, Pair, Span, period_of

TOOK_PLACE = ("happened", "statement")
"""What an event must be to count: no plan, no rumour. A joint statement is an act of its speakers."""

DATED_FACT = "dated fact"
"""The unit of what has no number."""

NO_COUNT = "none listed; the list is not complete, so this is no zero"
BY_RULE = "zero by rule: whoever counts claims to count all"
CASES_BY_RULE = "zero by the source's rule: it claims to list all cases"


def happened(store: EvidenceStore, subtypes: list[str], actors: tuple[str, ...] = ()) -> list[Row]:
    """Events of these subtypes, joint acts of all these actors, that took place; nothing where the cut has none."""
    found: list[Row] = []
    for subtype in subtypes:
        try:
            found += store.events(subtypes=[subtype], actors=list(actors))
        except EvidenceError:
            continue  # a subtype that this cut does not hold
    return [row for row in found if row["occurred"] in TOOK_PLACE]


def listed_rows(store: EvidenceStore, entry: Declared, pair: Pair, span: Span) -> list[dict[str, Any]]:
    """Joint events of both by the year of their first day, one series a list of events; never added across lists.

    Args:
        store: the evidence.
        entry: an entry of kind `listed`.
        pair: the two states.
        span: first and last year.
    """
    rows = []
    for listing, events in _by_list(happened(store, entry.asked)).items():
        mine = [row for row in events if set(pair) <= set(row["initiators"])]
        reached = [row["date_start"].year for row in events]
        if not mine:
            continue
        origins = tuple(sorted({name for row in mine for name in row["origin_ids"]}))
        meaning = f"rows of subtypes {', '.join(entry.asked)} in which both are initiators"
        line = Line(entry.group, entry.title, *pair, "events listed", listing, meaning, origins, mutual=True)
        rows += list(_by_year(line, [row["date_start"].year for row in mine], (min(reached), max(reached)), span))
    if not rows:
        line = Line(entry.group, entry.title, *pair, mutual=True)
        rows = [line.row(f"{span[0]}-{span[1]}", note=NO_COUNT)]
    return rows


def _by_list(events: list[Row]) -> dict[str, list[Row]]:
    """Events by the list that holds them: each public data set by itself, and single reports as one collected list."""
    lists: dict[str, list[Row]] = {}
    for row in events:
        names = [name for name in row["origin_ids"] if not name.startswith("ref-")]
        lists.setdefault(names[0] if names else "collected_reports", []).append(row)
    return dict(sorted(lists.items()))


def _by_year(line: Line, years: list[int], reached: Span, span: Span) -> Iterator[dict[str, Any]]:
    for year in range(span[0], span[1] + 1):
        count = years.count(year)
        inside = reached[0] <= year <= reached[1]
        why = NO_COUNT if inside else f"{OUTSIDE} years of this list, {reached[0]} to {reached[1]}"
        value = (None, float(count), None) if count else (None, None, None)
        yield line.row(str(year), value, note="" if count else why, until=date(year, 12, 31))


def stream_rows(store: EvidenceStore, entry: Declared, pair: Pair, span: Span) -> list[dict[str, Any]]:
    """Events of a declared stream by year; inside an exhaustive frame a year without one is zero by rule.

    Args:
        store: the evidence.
        entry: an entry of kind `stream`.
        pair: the two states.
        span: first and last year.
    """
    if set(pair) != set(entry.asked["pair"]):
        return []
    stream = store.stream(entry.asked["name"])
    frame = stream.frame
    end = min(frame.end, store.as_of or frame.end)
    years = [day.astype(object).year for day in stream.days]
    meaning = f"{frame.what}; counted by {frame.counted_by}"
    line = Line(entry.group, entry.title, *pair, "events", stream.name, meaning, stream.selection.origin_ids, True)
    rows: list[dict[str, Any]] = []
    for year in range(span[0], span[1] + 1):
        if not frame.start.year <= year <= end.year or (not frame.constant and not years.count(year)):
            why = f"{OUTSIDE} frame of this stream, {frame.start} to {end}"
            rows += line.absent(year, year, frame.refusal or why)
            continue
        part = "" if date(year, 12, 31) <= end else f"to {end}"
        zero = "" if years.count(year) else BY_RULE
        note = "; ".join(text for text in (zero, part) if text)
        rows.append(line.row(str(year), (None, float(years.count(year)), None), note=note, until=date(year, 12, 31)))
    return rows


def case_rows(store: EvidenceStore, entry: Declared, pair: Pair, span: Span) -> list[dict[str, Any]]:
    """Sanctions cases in force by year: of each on the other, on each and by each; a case counts in all its years.

    Args:
        store: the evidence.
        entry: an entry of kind `cases`.
        pair: the two states.
        span: first and last year.
    """
    cases = happened(store, [entry.asked])
    if not cases:
        why = f"not shipped, since the database may not be passed on; load your own copy: {entry.load}"
        return [Line(entry.group, entry.title, *pair, mutual=True).row(f"{span[0]}-{span[1]}", note=why)]
    a, b = pair
    first, last = entry.years or span
    rows: list[dict[str, Any]] = []
    for sender, target in ((a, b), (b, a), (ANYBODY, a), (ANYBODY, b), (a, ANYBODY), (b, ANYBODY)):
        what = f"{entry.title}, actor on partner"
        mine = [row for row in cases if _side(sender, row["initiators"]) and _side(target, row["targets"])]
        origins = tuple(sorted({name for row in cases for name in row["origin_ids"]}))
        meaning = (
            "cases that run in the year; a case of several senders counts once; members of a union are not senders"
        )
        line = Line(entry.group, what, sender, target, "cases", "gsdb_in_force", meaning, origins, title=entry.title)
        for year in range(span[0], span[1] + 1):
            if not first <= year <= last:
                rows += line.absent(year, year, f"{OUTSIDE} years of this source, {first} to {last}")
                continue
            count = sum(row["date_start"].year <= year <= row["date_end"].year for row in mine)
            note = "" if count else CASES_BY_RULE
            rows.append(line.row(str(year), (None, float(count), None), note=note, until=date(year, 12, 31)))
    return rows


def _side(asked: str, named: list[str]) -> bool:
    return asked == ANYBODY or asked in named


def fact_rows(store: EvidenceStore, entry: Declared, pair: Pair, span: Span) -> list[dict[str, Any]]:
    """One row a dated fact of both, its headline as the note; a fact has no number.

    Args:
        store: the evidence.
        entry: an entry of kind `facts`.
        pair: the two states.
        span: first and last year.
    """
    rows = []
    for event in sorted(happened(store, entry.asked, pair), key=lambda row: (row["date_start"], row["event_id"])):
        if span[0] <= event["date_start"].year <= span[1]:
            origins = tuple(event["origin_ids"])
            line = Line(entry.group, entry.title, *pair, DATED_FACT, event["subtype"], "", origins, mutual=True)
            period = period_of(event["date_start"], event["date_start"])
            rows.append(line.row(period, note=event["headline"], until=event["date_start"]))
    if not rows:
        rows = [Line(entry.group, entry.title, *pair, mutual=True).row(f"{span[0]}-{span[1]}", note=NO_COUNT)]
    return rows


def counted_to(store: EvidenceStore, subtype: str, pair: Pair, day: date) -> int:
    """How many joint events of a subtype the evidence lists up to a day."""
    return sum(row["date_start"] <= day for row in happened(store, [subtype], pair))
