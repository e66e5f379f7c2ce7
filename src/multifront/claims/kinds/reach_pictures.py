"""Pictures of the kind `reach`: shares of states by year, and the regions of the last year. Tests nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.domain import Picture

if TYPE_CHECKING:
    from multifront.claims.kinds.reach import Line, Outcome, ReachParameters


def reach_picture(ledger: Ledger, lines: list[tuple[str, Line]], peak: int) -> Picture:
    """Share of states whose first partner each actor is, by year, with the range over ways of counting."""
    rows = [
        (int(year), float(best), float(low), float(high), name)
        for name, line in lines
        for year, best, low, high in zip(line.years, line.best, line.low, line.high, strict=True)
    ]
    columns = dict(zip(("x", "y", "low", "high", "series"), map(tuple, zip(*rows, strict=True)), strict=True))
    selections = tuple(s for _, line in lines for s in line.basis.selections)
    basis = Basis("; ".join(line.basis.how for _, line in lines), selections)
    trace_id = ledger.picture("picture_reach", columns, basis)
    options = {
        "x_label": "year",
        "y_label": "share of states whose first partner it is",
        "unit": "%",
        "zero": True,
        "marks": [{"x": peak, "label": "peak compared with"}],
    }
    caption = phrase(
        "Bands span trade both ways, imports alone and exports alone. States that report no trade are not counted."
    )
    title = "First trade partners by year"
    return Picture(trace_id.replace(".", "-"), "lines", title, caption, columns, options, trace_id)


def region_picture(ledger: Ledger, outcome: Outcome, parameters: ReachParameters, basis: Basis) -> Picture:
    """The actor's share of states in each region in the last year."""
    parts = outcome.areas
    columns: dict[str, tuple[Any, ...]] = {
        "label": tuple(area.title for area, _ in parts),
        "low": tuple(part.low for _, part in parts),
        "mid": tuple(part.best for _, part in parts),
        "high": tuple(part.high for _, part in parts),
        "group": (parameters.names[0],) * len(parts),
        "censored": (False,) * len(parts),
    }
    trace_id = ledger.picture("picture_regions", columns, basis)
    options = {
        "x_label": "share of states in the region",
        "unit": "%",
        "decimals": 0,
        "zero": True,
        "marks": [{"x": 100.0 * parameters.smallest_share_of_area, "label": "counts as reached"}],
    }
    caption = phrase("Points count trade both ways; lines span imports alone and exports alone.")
    title = f"Regions in {outcome.now.year}"
    return Picture(trace_id.replace(".", "-"), "ranges", title, caption, columns, options, trace_id)
