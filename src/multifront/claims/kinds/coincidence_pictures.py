"""Pictures of the kind `coincidence`: the acts on one calendar, and what share of timed acts the test would see."""

from __future__ import annotations

from multifront import timing
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.domain import Picture, Stream


def calendar_picture(ledger: Ledger, streams: list[Stream], basis: Basis) -> Picture:
    """Every act as a mark on one calendar, one row a stream, over the time in which the separate acts were counted."""
    start = max(s.frame.start for s in streams if not s.joint)
    end = min(s.frame.end for s in streams if not s.joint)
    rows = [
        (str(day), str(last), stream.title, "")
        for stream in streams
        for day, last in zip(stream.days, stream.ends, strict=True)
        if str(start) <= str(day) <= str(end)
    ]
    columns = dict(zip(("day", "end", "row", "label"), map(tuple, zip(*rows, strict=True)), strict=True))
    trace_id = ledger.picture("picture_calendar", columns, basis)
    options = {"span_start": start.isoformat(), "span_end": end.isoformat(), "marks": []}
    apart = [stream.title for stream in streams if stream.joint]
    aside = f" Set apart, since they are common by definition: {', '.join(apart)}." if apart else ""
    caption = phrase(f"Each mark is one act as counted.{aside}")
    return Picture(
        trace_id.replace(".", "-"), "event_rows", "The acts on one calendar", caption, columns, options, trace_id
    )


def power_picture(ledger: Ledger, test: timing.CoincidenceResult, smallest: float, basis: Basis) -> Picture:
    """Power by the true share of timed acts: what this test on these data could have seen."""
    points = [(100.0 * share, 100.0 * power) for share, power in test.power_curve]
    columns = {
        "x": tuple(x for x, _ in points),
        "y": tuple(y for _, y in points),
        "low": (None,) * len(points),
        "high": (None,) * len(points),
        "series": ("this test on these data",) * len(points),
        "part": ("observed",) * len(points),
    }
    trace_id = ledger.picture("picture_power", columns, basis)
    options = {
        "x_label": "true share of acts that are timed (%)",
        "y_label": "chance that the test sees it",
        "unit": "%",
        "zero": True,
        "marks": [{"x": 100.0 * smallest, "label": "smallest share of interest"}],
    }
    caption = phrase("A test that cannot see the share of interest cannot speak against the claim.")
    return Picture(
        trace_id.replace(".", "-"), "lines", "What this test could have seen", caption, columns, options, trace_id
    )
