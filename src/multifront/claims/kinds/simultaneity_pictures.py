"""Pictures of the kind `simultaneity`: the acts on one calendar, and the index by week that a reader can count."""

from __future__ import annotations

from multifront import timing
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.domain import Picture, Stream

QUARTER = 3


def calendar_picture(ledger: Ledger, streams: list[Stream], test: timing.SimultaneityResult, basis: Basis) -> Picture:
    """Every act as a mark, one row an actor, and below them the episodes in which enough actors were active."""
    start, end = test.span
    rows = [
        (str(day), str(last), stream.title, "")
        for stream in streams
        for day, last in zip(stream.days, stream.ends, strict=True)
        if str(start) <= str(day) <= str(end)
    ]
    title = f"windows with {test.at_least} or more"
    rows += [(str(one.first), str(one.last), title, "") for one in test.episodes]
    columns = dict(zip(("day", "end", "row", "label"), map(tuple, zip(*rows, strict=True)), strict=True))
    trace_id = ledger.picture("picture_calendar", columns, basis)
    options = {"span_start": start.isoformat(), "span_end": end.isoformat(), "marks": []}
    caption = phrase(
        "Each mark is one act as counted. The last row shows the days covered by windows in which enough actors were "
        "active; whether they are more than chance is what the test says."
    )
    return Picture(
        trace_id.replace(".", "-"), "event_rows", "The acts on one calendar", caption, columns, options, trace_id
    )


def index_picture(ledger: Ledger, test: timing.SimultaneityResult, titles: dict[str, str], basis: Basis) -> Picture:
    """Weeks of each quarter by how many actors were active: the index, which anyone can count from the lists."""
    counts: dict[tuple[int, int], list[int]] = {}
    for week in test.index:
        key = (week.monday.year, (week.monday.month - 1) // QUARTER + 1)
        counts.setdefault(key, []).append(week.active)
    quarters = list(counts)
    rows = [
        (f"{year} Q{quarter}", sum(active >= test.at_least for active in counts[year, quarter]))
        for year, quarter in quarters
    ]
    columns = {
        "period": tuple(name for name, _ in rows),
        "count": tuple(count for _, count in rows),
        "low": (None,) * len(rows),
        "high": (None,) * len(rows),
        "partial": tuple(len(counts[key]) < 4 * QUARTER for key in quarters),
        "series": (f"weeks with {test.at_least} or more actors",) * len(rows),
    }
    trace_id = ledger.picture("picture_index", columns, basis)
    caption = phrase(
        f"Calendar weeks, Monday to Sunday, with an act of at least {test.at_least} of: {'; '.join(titles.values())}. "
        "Paler quarters are not whole."
    )
    options = {"x_label": "quarter", "y_label": "weeks a quarter", "marks": []}
    return Picture(
        trace_id.replace(".", "-"), "count_bars", "Weeks with several active", caption, columns, options, trace_id
    )
