"""Pictures of the kind `rate_change`: counts by year, and the ratio under every declared comparison."""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from multifront import timing
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.domain import Picture, Stream


def yearly_picture(ledger: Ledger, stream: Stream, until: date, basis: Basis) -> Picture:
    """Events by calendar year; years that the frame or the claim cuts are marked as partial."""
    first, last = stream.frame.start, stream.frame.end
    years = list(range(first.year, last.year + 1))
    at = stream.days.astype("datetime64[Y]").astype(np.int64) + 1970
    counts = [int(np.count_nonzero(at == y)) for y in years]
    columns = {
        "period": tuple(str(y) for y in years),
        "count": tuple(counts),
        "low": (None,) * len(years),
        "high": (None,) * len(years),
        "partial": tuple(
            (y == first.year and first > date(y, 1, 1)) or (y == last.year and last < date(y, 12, 31)) for y in years
        ),
        "series": (stream.title,) * len(years),
    }
    trace_id = ledger.picture("picture_yearly", columns, basis)
    caption = phrase(
        f"Counted by: {stream.frame.counted_by}. Paler years are not whole. The claim speaks up to {until}."
    )
    options = {
        "x_label": "year",
        "y_label": "events a year",
        "marks": [{"x": str(until.year), "label": "claim speaks up to here"}],
    }
    return Picture(
        trace_id.replace(".", "-"),
        "count_bars",
        f"{stream.title[:1].upper()}{stream.title[1:]}, by year",
        caption,
        columns,
        options,
        trace_id,
    )


def ratio_picture(ledger: Ledger, rows: list[tuple[str, str, timing.RateChangeResult]], basis: Basis) -> Picture:
    """Every declared comparison, by group and label, with its interval: where the finding holds and where it flips."""
    usable = [row for row in rows if math.isfinite(row[2].effect)]
    columns = {
        "label": tuple(label for _, label, _ in usable),
        "low": tuple(r.interval[0] for _, _, r in usable),
        "mid": tuple(r.effect for _, _, r in usable),
        "high": tuple(r.interval[1] for _, _, r in usable),
        "group": tuple(group for group, _, _ in usable),
        "censored": tuple(not math.isfinite(r.interval[1]) for _, _, r in usable),
    }
    trace_id = ledger.picture("picture_ratio", columns, basis)
    caption = phrase(
        "Points are ratios, lines their intervals. An interval that crosses the line of no change settles nothing."
    )
    options = {
        "x_label": "later rate divided by earlier rate",
        "unit": "",
        "decimals": 2,
        "zero": True,
        "marks": [{"x": 1, "label": "no change"}],
        "log": True,
    }
    return Picture(
        trace_id.replace(".", "-"),
        "ranges",
        "The finding under every declared comparison",
        caption,
        columns,
        options,
        trace_id,
    )
