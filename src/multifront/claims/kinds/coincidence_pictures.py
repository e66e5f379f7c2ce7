"""Pictures of the kind `coincidence`: the acts on one calendar, their lags, and what share the test would see."""

from __future__ import annotations

from multifront import timing
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.domain import Picture, Stream
from multifront.timing.power import TARGET_POWER


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


def lag_picture(ledger: Ledger, lags: timing.LagCurve, titles: tuple[str, str], basis: Basis) -> Picture:
    """Pairs of acts by the days between them, with what independent streams give: each bar alone, and all at once."""
    names = ("seen", "expected", "pointwise_low", "pointwise_high", "low", "high")
    columns = {"first": tuple(lags.first_lag.tolist()), "last": tuple(lags.last_lag.tolist())}
    columns |= {name: tuple(getattr(lags, name).tolist()) for name in names}
    trace_id = ledger.picture("picture_lags", columns, basis)
    options = {
        "x_label": "days between two acts",
        "y_label": "pairs of acts",
        "left": f"{titles[0]} first",
        "right": f"{titles[1]} first",
    }
    caption = phrase(
        "Each bar is a week of lags, the narrow one in the middle the same day. Some bar of independent streams often "
        "leaves the pointwise band, seldom the global one."
    )
    return Picture(
        trace_id.replace(".", "-"), "lag_bars", "Who came first, and by how long", caption, columns, options, trace_id
    )


def power_picture(ledger: Ledger, test: timing.CoincidenceResult, smallest: float, basis: Basis) -> Picture:
    """Power by the true share of timed acts: what this test on these data could have seen."""
    points = {100.0 * share: 100.0 * power for share, power in test.power_curve}
    found = test.smallest_detectable_effect
    if found is not None:
        points.setdefault(100.0 * found, 100.0 * TARGET_POWER)
    columns = dict(zip(("x", "y"), map(tuple, zip(*sorted(points.items()), strict=True)), strict=True))
    trace_id = ledger.picture("picture_power", columns, basis)
    options = {
        "x_label": "true share of acts that are timed",
        "y_label": "chance that the test sees it",
        "found": None if found is None else 100.0 * found,
        "marks": [{"x": 100.0 * smallest, "label": "smallest share of interest"}],
    }
    caption = phrase("A test that cannot see the share of interest cannot speak against the claim.")
    return Picture(
        trace_id.replace(".", "-"), "power_curve", "What this test could have seen", caption, columns, options, trace_id
    )
