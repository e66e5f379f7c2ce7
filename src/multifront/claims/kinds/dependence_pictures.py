"""Pictures of the kind `dependence`: the change of every share, and yearly shares from both sides. Tests nothing."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.shares import MeasuredShare, Share
from multifront.domain import Picture

YEARS_SHOWN_BEFORE = 5
"""A chart by year begins so long before the earlier of the two periods."""


def change_picture(ledger: Ledger, items: list[MeasuredShare], smallest: float) -> Picture:
    """Later less earlier of every share that can be compared, with the range over all figures."""
    changes = [(item, item.change) for item in items if item.change is not None]
    columns: dict[str, tuple[Any, ...]] = {
        "label": tuple(item.component.title for item, _ in changes),
        "low": tuple(change.low for _, change in changes),
        "mid": tuple(change.best for _, change in changes),
        "high": tuple(change.high for _, change in changes),
        "group": tuple("with weak copies" if item.weak else "no weak copy" for item, _ in changes),
        "censored": (False,) * len(changes),
    }
    selections = tuple({s.fingerprint: s for item, _ in changes for s in item.basis.selections}.values())
    trace_id = ledger.picture("picture_changes", columns, Basis("later less earlier of each share", selections))
    options = {
        "x_label": "change of the share",
        "unit": "points",
        "decimals": 1,
        "zero": True,
        "marks": [{"x": smallest, "label": "what would matter"}],
    }
    caption = phrase("Points are differences of means, lines the widest difference between any two figures.")
    title = "How the shares changed"
    return Picture(trace_id.replace(".", "-"), "ranges", title, caption, columns, options, trace_id)


def share_picture(ledger: Ledger, item: MeasuredShare, names: tuple[str, str]) -> Picture:
    """One share by year, seen from both sides, so that the gap can be read."""
    sides = ((item.own, f"{names[1]} for {names[0]}"), (item.partner, f"{names[0]} for {names[1]}"))
    first = item.component.before.start.year - YEARS_SHOWN_BEFORE
    rows = [row for share, label in sides if share is not None for row in _rows(share, label) if row[0] >= first]
    columns = dict(zip(("x", "y", "low", "high", "series"), map(tuple, zip(*rows, strict=True)), strict=True))
    trace_id = ledger.picture(f"picture_{item.component.name}", columns, item.basis)
    options = {
        "x_label": "year",
        "y_label": "share",
        "unit": "%",
        "zero": True,
        "marks": [{"x": item.component.after.start.year, "label": "later period"}],
    }
    caption = phrase("The gap between the lines is the asymmetry. Missing years are gaps.")
    title = item.component.title
    return Picture(trace_id.replace(".", "-"), "lines", title, caption, columns, options, trace_id)


def _rows(share: Share, label: str) -> list[tuple[Any, ...]]:
    years = share.starts.astype("datetime64[Y]").astype(np.int64) + 1970
    return [
        (int(year), _number(best), _number(low), _number(high), label)
        for year, best, low, high in zip(years, share.best, share.low, share.high, strict=True)
    ]


def _number(value: float) -> float | None:
    """A value for a chart; missing stays missing."""
    return float(value) if math.isfinite(value) else None
