"""Pictures of the kind `opportunism`: acts by month with the exposure marked, and the ratio with every exposure."""

from __future__ import annotations

import math
from calendar import monthrange
from datetime import date

import numpy as np

from multifront import timing
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.domain import Picture, Stream

SHOWN_MONTHS = 36


def monthly_picture(
    ledger: Ledger, stream: Stream, span: tuple[date, date], marks: list[tuple[date, str]], basis: Basis
) -> Picture:
    """Acts by month, the last three years, so that what went before the exposure is seen."""
    months = _months(span)[-SHOWN_MONTHS:]
    at = stream.days.astype("datetime64[M]")
    columns = {
        "period": tuple(f"{month:%Y-%m}" for month in months),
        "count": tuple(int(np.count_nonzero(at == np.datetime64(month, "M"))) for month in months),
        "low": (None,) * len(months),
        "high": (None,) * len(months),
        "partial": tuple(not _whole(month, span) for month in months),
        "series": (stream.title,) * len(months),
    }
    trace_id = ledger.picture("picture_months", columns, basis)
    shown = set(columns["period"])
    first: dict[str, str] = {}
    for day, label in marks:
        if f"{day:%Y-%m}" in shown:
            first.setdefault(f"{day:%Y-%m}", label)
    options = {
        "x_label": "month",
        "y_label": "acts a month",
        "marks": [{"x": month, "label": label} for month, label in first.items()],
    }
    caption = phrase(
        f"Counted by: {stream.frame.counted_by}. Marks show when an exposure begins. Paler months are not whole."
    )
    title = f"{stream.title[:1].upper()}{stream.title[1:]}, by month"
    return Picture(trace_id.replace(".", "-"), "count_bars", title, caption, columns, options, trace_id)


def ratio_picture(
    ledger: Ledger, labels: tuple[str, ...], results: list[timing.OpportunismResult], basis: Basis
) -> Picture:
    """The ratio of rates with its interval for every declared exposure and every placebo actor."""
    rows = [
        (label, one.interval[0], one.effect, one.interval[1], "primary" if i == 0 else "alternative")
        for i, (label, one) in enumerate(zip(labels, results, strict=True))
    ]
    rows += [
        (f"placebo: {p.name.replace('_', ' ')}", p.interval[0], p.ratio, p.interval[1], "placebo")
        for p in results[0].placebo_actors
    ]
    rows = [row for row in rows if row[2] > 0]
    columns = {
        "label": tuple(row[0] for row in rows),
        "low": tuple(row[1] for row in rows),
        "mid": tuple(row[2] for row in rows),
        "high": tuple(row[3] for row in rows),
        "group": tuple(row[4] for row in rows),
        "censored": tuple(not math.isfinite(row[3]) for row in rows),
    }
    trace_id = ledger.picture("picture_ratio", columns, basis)
    caption = phrase("Points are ratios of rates, lines their intervals. An interval that crosses one settles nothing.")
    options = {
        "x_label": "rate during exposure / rate outside",
        "unit": "",
        "decimals": 2,
        "zero": True,
        "marks": [{"x": 1, "label": "no change"}],
        "log": True,
    }
    return Picture(
        trace_id.replace(".", "-"), "ranges", "The ratio with every exposure", caption, columns, options, trace_id
    )


def _months(span: tuple[date, date]) -> list[date]:
    first, count = span[0], (span[1].year - span[0].year) * 12 + span[1].month - span[0].month + 1
    return [date(first.year + (first.month - 1 + i) // 12, (first.month - 1 + i) % 12 + 1, 1) for i in range(count)]


def _whole(month: date, span: tuple[date, date]) -> bool:
    return span[0] <= month and month.replace(day=monthrange(month.year, month.month)[1]) <= span[1]
