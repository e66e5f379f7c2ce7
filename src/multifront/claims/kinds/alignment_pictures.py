"""Pictures of the kind `alignment_change`: a series with its expected path, and the pair's rank by year."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from multifront import alignment
from multifront.claims.components import Measured
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.domain import Picture


def component_picture(ledger: Ledger, item: Measured, break_year: int) -> Picture:
    """The series by year, and the path on which its earlier trend would have taken it."""
    component = item.component
    kept = item.years >= component.first_year - 5
    rows = [
        (int(y), _number(v), _number(a), _number(b), component.title, "observed")
        for y, v, a, b in zip(item.years[kept], item.values[kept], item.low[kept], item.high[kept], strict=True)
    ]
    back = math.exp if component.log else float
    rows += [
        (int(y), back(float(v)), back(float(a)), back(float(b)), "earlier trend carried on", "expected")
        for y, v, a, b in zip(
            item.test.forecast_years, item.test.forecast, item.test.forecast_low, item.test.forecast_high, strict=True
        )
    ]
    columns = dict(zip(("x", "y", "low", "high", "series", "part"), map(tuple, zip(*rows, strict=True)), strict=True))
    options: dict[str, Any] = {
        "x_label": "year",
        "y_label": component.title,
        "unit": component.unit,
        "zero": component.closer == "down" or component.log,
        "marks": [{"x": break_year, "label": "break that the claim names"}],
    }
    closer = "Lower means closer." if component.closer == "down" else "Higher means closer."
    caption = phrase(
        f"{closer} Bands are intervals; the expected path carries the earlier trend on. Missing years are gaps."
    )
    trace_id = ledger.picture(f"picture_{component.name}", columns, item.basis)
    return Picture(trace_id.replace(".", "-"), "lines", component.title, caption, columns, options, trace_id)


def rank_picture(ledger: Ledger, ranks: alignment.PairRanks, basis: Basis) -> Picture:
    """Share of all pairs that vote less alike than this pair, by year."""
    kept = np.isfinite(ranks.percentile)
    years, shares = ranks.year[kept], ranks.percentile[kept]
    low, high = (
        100 * (ranks.pairs[kept] - r[kept]) / (ranks.pairs[kept] - 1) for r in (ranks.rank_high, ranks.rank_low)
    )
    columns: dict[str, tuple[Any, ...]] = {
        "x": tuple(int(y) for y in years),
        "y": tuple(100 * float(v) for v in shares),
        "low": tuple(float(v) for v in low),
        "high": tuple(float(v) for v in high),
        "series": (f"{ranks.of[0]}-{ranks.of[1]}",) * len(years),
        "part": ("observed",) * len(years),
    }
    options = {
        "x_label": "year",
        "y_label": "share of all pairs that vote less alike",
        "unit": "%",
        "zero": True,
        "marks": [],
    }
    caption = phrase(
        "Kappa of yes, abstain and no in the General Assembly, both voting. Votes of 2020 to 2024 are missing."
    )
    trace_id = ledger.picture("picture_rank", columns, basis)
    title = "How the pair's votes rank among all pairs"
    return Picture(trace_id.replace(".", "-"), "lines", title, caption, columns, options, trace_id)


def _number(value: float) -> float | None:
    """A value for a chart; missing stays missing."""
    return float(value) if math.isfinite(value) else None
