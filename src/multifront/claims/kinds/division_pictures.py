"""Pictures of the kind `division`: how divided votes are, sizes of parts, shares of trade. Tests nothing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from multifront.claims.kinds.division_parts import DividedVotes, ShareChange
from multifront.claims.ledger import Ledger, phrase
from multifront.domain import Picture

if TYPE_CHECKING:
    from multifront.claims.kinds.division import DivisionParameters, Outcome

COLUMNS = ("x", "y", "low", "high", "series", "part")


def division_pictures(ledger: Ledger, outcome: Outcome, parameters: DivisionParameters) -> list[Picture]:
    """The pictures of what was measured."""
    drawn = []
    if outcome.votes is not None:
        drawn += [_level(ledger, outcome, outcome.votes, parameters), _parts(ledger, outcome.votes)]
    shown = [found for found in outcome.shares if found.years.size > 1]
    return [*drawn, _shares(ledger, shown)] if shown else drawn


def _level(ledger: Ledger, outcome: Outcome, votes: DividedVotes, parameters: DivisionParameters) -> Picture:
    """Modularity by year with its interval, and the earlier trend carried on."""
    rows = [
        (int(year), *(_number(cell) for cell in cells), "votes", "observed")
        for year, *cells in zip(votes.years, votes.values, votes.low, votes.high, strict=True)
    ]
    test = outcome.test
    if test is not None and test.enough:
        rows += [
            (int(year), *(_number(cell) for cell in cells), "earlier trend carried on", "expected")
            for year, *cells in zip(
                test.forecast_years, test.forecast, test.forecast_low, test.forecast_high, strict=True
            )
        ]
    columns = dict(zip(COLUMNS, map(tuple, zip(*rows, strict=True)), strict=True))
    caption = phrase(
        "Largest modularity of the network of agreement: zero is no camps, one half two equal camps that never agree. "
        "Higher is more divided; bands are rough. Missing years are gaps."
    )
    marks = [{"x": parameters.break_year, "label": "break that the claim names"}]
    options: dict[str, Any] = {"x_label": "year", "y_label": "modularity", "unit": "", "zero": True, "marks": marks}
    trace_id = ledger.picture("picture_level", columns, votes.basis)
    title = "How divided the votes are"
    return Picture(trace_id.replace(".", "-"), "lines", title, caption, columns, options, trace_id)


def _parts(ledger: Ledger, votes: DividedVotes) -> Picture:
    """Shares of states in the two largest parts by year."""
    columns = {
        "x": tuple(int(year) for year in np.tile(votes.years, 2)),
        "y": tuple(100 * float(share) for share in np.concatenate([votes.first, votes.second])),
        "series": ("largest part",) * votes.years.size + ("second part",) * votes.years.size,
    }
    caption = phrase("Parts of the best division of each year; a label means size and not the same states each year.")
    options = {"x_label": "year", "y_label": "share of states", "unit": "%", "zero": True, "marks": []}
    trace_id = ledger.picture("picture_parts", columns, votes.basis)
    title = "The two largest parts"
    return Picture(trace_id.replace(".", "-"), "lines", title, caption, columns, options, trace_id)


def _shares(ledger: Ledger, shares: list[ShareChange]) -> Picture:
    """Cited shares of trade by year, one line a definition."""
    rows = [
        (int(year), float(value), found.share.title)
        for found in shares
        for year, value in zip(found.years, found.values, strict=True)
    ]
    columns = dict(zip(("x", "y", "series"), map(tuple, zip(*rows, strict=True)), strict=True))
    caption = phrase("Cited figures of whole years, each line of one definition. Years without a figure are gaps.")
    options = {"x_label": "year", "y_label": "share", "unit": "%", "zero": True, "marks": []}
    trace_id = ledger.picture("picture_shares", columns, shares[0].basis)
    title = "Shares of trade with China" if all("China" in s.share.title for s in shares) else "Shares of trade"
    return Picture(trace_id.replace(".", "-"), "lines", title, caption, columns, options, trace_id)


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
