"""Columns of charts that claims on whole runs share: nested ranges over sampled worlds. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from multifront.domain import Floats

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
NAMES = ("label", "low", "inner_low", "mid", "inner_high", "high")
NESTED = "Thick: the middle half of the sampled worlds, thin: nine in ten, dot: the median."
"""What the caption of such a chart says."""


def nested_ranges(cases: Iterable[tuple[str, Floats]], last: float | None = None) -> dict[str, tuple[Any, ...]]:
    """Nested ranges of one outcome over the sampled worlds, a line a case.

    Args:
        cases: of each line its label, and the outcome by draw, shape (n,).
        last: value at which a run ends, so that an upper end there was not seen; None where there is none.
    """
    rows = [(label, *(float(value) for value in np.quantile(values, QUANTILES))) for label, values in cases]
    columns: dict[str, tuple[Any, ...]] = dict(zip(NAMES, map(tuple, zip(*rows, strict=True)), strict=True))
    if last is not None:
        columns["censored"] = tuple(value >= last for value in columns["high"])
    return columns
