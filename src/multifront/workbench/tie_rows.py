"""From series, printed figures and computed shares to rows of ties, with a reason where a value is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import numpy as np

from multifront import alignment
from multifront.domain import Row, Series
from multifront.errors import EvidenceError
from multifront.evidence import EvidenceStore
from multifront.workbench.declared_ties import Declared

WHOLE_YEAR = (365, 366)
ANYBODY = "all"
"""All states together, as actor or partner."""

OUTSIDE = "outside the"
"""How the note of a year begins that the source does not reach."""

PLAN = "_plan"
"""How the definitions of plans and expectations end: a plan is no tie that was seen."""

Pair = tuple[str, str]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """What rows of one series share; `mutual`: a tie of both; `title`: that of the entry where `what` is another."""

    tie: str
    what: str
    actor: str
    partner: str
    unit: str = ""
    definition_id: str = ""
    definition: str = ""
    origins: tuple[str, ...] = ()
    mutual: bool = False
    title: str = ""

    def row(self, period: str, value: Sequence[float | None] = (None, None, None), **rest: Any) -> dict[str, Any]:
        """A row of a period: low, value, high, and a note where given."""
        low, best, high = value
        return {
            "tie": self.tie,
            "what": self.what,
            "actor": self.actor,
            "partner": self.partner,
            "period": period,
            "low": low,
            "value": best,
            "high": high,
            "unit": self.unit,
            "definition": self.definition_id,
            "note": rest.get("note", ""),
            "meaning": self.definition,
            "origins": list(self.origins),
            "mutual": self.mutual,
            "title": self.title or self.what,
            "until": rest.get("until"),
        }

    def absent(self, first: int, last: int, why: str) -> Iterator[dict[str, Any]]:
        """Rows without a value, one a year."""
        for year in range(first, last + 1):
            yield self.row(str(year), note=why, until=date(year, 12, 31))


def observed(store: EvidenceStore, actor: str, partner: str) -> Sequence[Row]:
    """All figures of a directed pair; none where the evidence has no figure of all states together.

    Args:
        store: the evidence.
        actor: ISO3 code, or `all`.
        partner: ISO3 code, or `all`.

    Raises:
        EvidenceError: a state that is unknown.
    """
    try:
        return store.observations(actor=actor, partner=partner)
    except EvidenceError:
        if ANYBODY not in (actor, partner):
            raise
        return ()


def series_rows(store: EvidenceStore, entry: Declared, pair: Pair, span: Span) -> list[dict[str, Any]]:
    """Rows of every indicator and definition that the evidence has for a directed pair, missing years included.

    Args:
        store: the evidence.
        entry: an entry of kind `indicator`.
        pair: actor and partner.
        span: first and last year.
    """
    found: list[dict[str, Any]] = []
    rows = [row for row in observed(store, *pair) if row["indicator"] in entry.asked]
    rows = [row for row in rows if not row["definition_id"].endswith(PLAN) and row["period_end"] is not None]
    for (indicator, definition), some in groupby(sorted(rows, key=_key), key=_key):
        of = list(some)
        if any(row["period_start"] is not None for row in of):
            series = store.series(indicator, *pair, definition)
            line = _line(entry, pair, series)
            found += _spans(line, entry, series, span) if entry.spans else _years(line, entry, series, span)
        if entry.spans:
            found += _without_start([row for row in of if row["period_start"] is None], entry, span)
    return found


def _without_start(rows: Sequence[Row], entry: Declared, span: Span) -> Iterator[dict[str, Any]]:
    """Running totals whose first day is not known, one row a report, by their last day."""
    for row in sorted(rows, key=lambda row: (row["period_end"], row["observation_id"])):
        end, what = row["period_end"], entry.title if len(entry.asked) == 1 else row["indicator"]
        if span[0] <= end.year <= span[1]:
            of = (
                row["actor"],
                row["partner"],
                row["unit"],
                row["definition_id"],
                f"{entry.title}; {row['definition']}",
            )
            line = Line(entry.group, what, *of, tuple(row["origin_ids"]), entry.either_way, entry.title)
            yield line.row(f"until {end}", (row["low"], row["best"], row["high"]), until=end)


def _key(row: Row) -> tuple[str, str]:
    return row["indicator"], row["definition_id"]


def _line(entry: Declared, pair: Pair, series: Series) -> Line:
    what = entry.title if len(entry.asked) == 1 else series.name
    meaning = f"{entry.title}; {series.definition}"
    of = (series.selection.origin_ids, entry.either_way, entry.title)
    return Line(entry.group, what, pair[0], pair[1], series.unit, series.definition_id, meaning, *of)


def _years(line: Line, entry: Declared, series: Series, span: Span) -> list[dict[str, Any]]:
    """One row a calendar year of the span; a year without a figure, or outside the series, is missing with a reason."""
    length = (series.ends - series.starts).astype(np.int64) + 1
    whole = (length >= WHOLE_YEAR[0]) & (length <= WHOLE_YEAR[1])
    if not whole.any():
        return []
    figures = {int(series.years[at]): at for at in np.flatnonzero(whole)}
    first, last = min(figures), max(figures)
    rows = []
    for year in range(span[0], span[1] + 1):
        if year in figures:
            at = figures[year]
            value = tuple(_number(column[at]) for column in (series.low, series.best, series.high))
            note = "" if value != (None, None, None) else entry.missing
            note = "zero by the source's rule" if series.status[at] == "zero_by_rule" else note
            rows.append(line.row(str(year), value, note=note, until=series.ends[at].astype(object)))
        else:
            inside = first <= year <= last
            why = "no figure of this year" if inside else f"{OUTSIDE} years of this series, {first} to {last}"
            rows += line.absent(year, year, why)
    return rows


def _spans(line: Line, entry: Declared, series: Series, span: Span) -> list[dict[str, Any]]:
    """One row a figure of any span of days that touches the years asked, and one a year on the edges outside."""
    rows = []
    for at in range(series.best.size):
        start, end = (days[at].astype(object) for days in (series.starts, series.ends))
        if end.year < span[0] or start.year > span[1]:
            continue
        value = tuple(_number(column[at]) for column in (series.low, series.best, series.high))
        note = "" if value != (None, None, None) else entry.missing
        rows.append(line.row(period_of(start, end), value, note=note, until=end))
    first, last = int(series.years.min()), series.ends.max().astype(object).year
    why = f"{OUTSIDE} years of this series, {first} to {last}"
    before = line.absent(span[0], min(first - 1, span[1]), why)
    return [*before, *rows, *line.absent(max(last + 1, span[0]), span[1], why)]


def period_of(start: date, end: date) -> str:
    """A span of days in words: a year, years, or days."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}-{end.year}"
    return start.isoformat() if start == end else f"{start.isoformat()} to {end.isoformat()}"


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def share_rows(store: EvidenceStore, entry: Declared, pair: Pair, span: Span) -> list[dict[str, Any]]:
    """Rows of a share in per cent computed from a flow and a total of one definition, for each state asked.

    Args:
        store: the evidence.
        entry: an entry of kind `share`.
        pair: the flow's actor and partner.
        span: first and last year.

    Raises:
        UsageError: a flow above its total.
    """
    flow_name, total_name, of = (entry.asked[name] for name in ("flow", "total", "of"))
    rows = observed(store, *pair)
    definitions = sorted({row["definition_id"] for row in rows if row["indicator"] == flow_name})
    found: list[dict[str, Any]] = []
    for definition in definitions:
        for state in pair if of == "both" else pair[:1]:
            totals = [row for row in observed(store, state, ANYBODY) if row["definition_id"] == definition]
            if any(row["indicator"] == total_name and row["period_end"] for row in totals):
                flow = store.series(flow_name, *pair, definition)
                total = store.series(total_name, state, ANYBODY, definition)
                found += _share(entry, (state, *(other for other in pair if other != state)), (flow, total), span)
    return found


def _share(entry: Declared, pair: tuple[str, ...], given: tuple[Series, Series], span: Span) -> list[dict[str, Any]]:
    flow, total = given
    known = dict(zip(zip(total.starts, total.ends, strict=True), total.best, strict=True))
    whole = np.array([known.get(key, np.nan) for key in zip(flow.starts, flow.ends, strict=True)])
    percent = 100.0 * alignment.trade_dependence(flow.best, whole, whole).share_a
    origins = tuple(sorted({*flow.selection.origin_ids, *total.selection.origin_ids}))
    meaning = f"computed here: {flow.name} / {total.name}, both under definition {flow.definition_id}"
    line = Line(entry.group, entry.title, pair[0], pair[1], "%", flow.definition_id, meaning, origins)
    nothing = np.full(percent.shape, np.nan)
    made = Series(
        flow.name,
        entry.title,
        "%",
        flow.definition_id,
        meaning,
        flow.starts,
        flow.ends,
        nothing,
        percent,
        nothing,
        ("reported",) * percent.size,
        flow.ids,
        flow.selection,
    )
    needs = "flow or total of this year is missing under this definition"
    return _years(line, Declared(entry.group, "share", entry.asked, entry.title, missing=needs), made, span)


def amount(row: dict[str, Any]) -> str:
    """A value with its range in words; a lower bound alone is 'at least'."""
    low, value, high = row["low"], row["value"], row["high"]
    if value is None:
        return "" if low is None else f"at least {low:g}"
    return f"{value:g}" if low in (None, value) and high in (None, value) else f"{value:g} ({low:g} to {high:g})"
