"""The results of a test of one's own dates as rows of tables and as the shortest answer. Nothing is tested here."""

from __future__ import annotations

from typing import Any

from multifront.timing import (
    CoincidenceGrid,
    CoincidenceResult,
    GridCell,
    NullComparison,
    PairCell,
    UncertainCoincidence,
)
from multifront.workbench.timing_tests import ALPHA, Result, Tested


def direction_rows(tested: Tested) -> list[dict[str, Any]]:
    """One row a direction: counts, excess with interval, p, q, what the test would see, the naive p beside it."""
    return [_row(result, q) for result, q in zip(tested.results, tested.q, strict=True)]


def answer(tested: Tested) -> str:
    """The shortest honest answer: what each direction shows by its q, or what all that was declared shows by its p."""
    if tested.grid is not None:
        return f"{_of_family(tested.grid)}."
    return "; ".join(_answer(result, q) for result, q in zip(tested.results, tested.q, strict=True)) + "."


def _of_family(grid: CoincidenceGrid) -> str:
    """The declared family in a clause."""
    about = f"over all {len(grid.cells)} windows, lags and directions"
    if grid.p_value is None:
        return f"{about}: too few events to say"
    if grid.p_value > ALPHA:
        return f"{about}: no more than chance allows (p = {grid.p_value:.2g})"
    kept = [cell.name for cell in grid.tested if cell.q_value is not None and cell.q_value <= ALPHA]
    where = f", strongest in {', '.join(kept)}" if kept else ""
    return f"{about}: more often than chance allows, which is not yet coordination (p = {grid.p_value:.2g}){where}"


def _answer(result: Result, q: float) -> str:
    """One direction in a clause."""
    about = f"{result.name_a} after {result.name_b}"
    if result.too_few:
        return f"{about}: too few events to say"
    found = (
        "more often than chance allows, which is not yet coordination" if q <= ALPHA else "no more than chance allows"
    )
    return f"{about}: {found} (q = {q:.2g})"


def _row(result: Result, q: float) -> dict[str, Any]:
    """One direction as the table shows it; uncertain days have no interval, and only exact ones a naive p."""
    low, high = (None, None) if isinstance(result, UncertainCoincidence) else result.interval
    return {
        "follows": f"{result.name_a} after {result.name_b}",
        "events": result.events_a,
        "hits": result.hits,
        "expected": result.hits_expected,
        "excess": result.effect,
        "excess low": low,
        "excess high": high,
        "p": result.p_value,
        "q": q,
        "p raw": result.p_raw,
        "p naive": result.p_by_null.get("poisson") if isinstance(result, CoincidenceResult) else None,
        "false alarms": result.false_positive_rate,
        "sees share": result.smallest_detectable_effect,
        "too few": bool(result.too_few),
    }


def found_columns(cell: GridCell | PairCell) -> dict[str, Any]:
    """What was counted in one cell of a grid or of pairs, beside what chance gives, with p and q."""
    return {
        "hits": cell.hits,
        "expected": cell.hits_expected,
        "excess": cell.effect,
        "excess low": cell.interval[0],
        "excess high": cell.interval[1],
        "p": cell.p_value,
        "q": cell.q_value,
    }


def grid_rows(grid: CoincidenceGrid) -> list[dict[str, Any]]:
    """One row a window, lag and direction."""
    return [
        {
            "follows": f"{cell.follower} after {cell.leader}",
            "window": cell.window_days,
            "lag": cell.lag_days,
            **found_columns(cell),
            "p family": cell.p_family,
            "p raw": cell.p_raw,
            "too few": bool(cell.too_few),
        }
        for cell in grid.cells
    ]


def null_rows(compared: tuple[NullComparison, ...]) -> list[dict[str, Any]]:
    """One row a direction and null; a null that counts for nothing says so."""
    return [
        {
            "follows": f"{one.name_a} after {one.name_b}",
            "null": row.null,
            "p": row.p_value,
            "false alarms": row.false_positive_rate,
            "keeps": row.keeps,
            "breaks": row.breaks,
            "for comparison only": row.naive,
        }
        for one in compared
        for row in one.rows
    ]
