"""All declared windows of the kind `coincidence`, both ways, as one corrected family beside the primary window."""

from __future__ import annotations

from math import ceil

from multifront import timing
from multifront.claims.kind import Finding
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.specifications import Shows
from multifront.domain import Stream, TestLine


def family_of_windows(
    follower: Stream, leader: Stream, windows: tuple[int, ...], primary: timing.CoincidenceResult
) -> timing.CoincidenceGrid:
    """The declared windows in both directions, with the seed and at least the draws of the primary test.

    With its draws the cell of the primary window is that very test; more are taken only where one cell of so many could
    not count otherwise.

    Args:
        follower: stream whose events may follow.
        leader: stream whose events may lead.
        windows: windows in days, the primary one first; one that is named twice is tested once.
        primary: the primary test.
    """
    different = tuple(dict.fromkeys(windows))
    draws = max(primary.draws, ceil(2 * len(different) / primary.alpha) - 1)
    return timing.coincidence_grid(
        follower, leader, windows=different, draws=draws, alpha=primary.alpha, rng=primary.seed
    )


def flips(grid: timing.CoincidenceGrid, primary: timing.CoincidenceResult) -> bool:
    """Whether another window, or the other direction at the primary one, would have decided otherwise.

    Where the primary window shows an excess, the others must show one by their own p; where it shows none, one of the
    others flips it only if its p within the family does, since some of many windows always look well by chance.
    """
    main: Shows = "for" if primary.p_value <= primary.alpha else "nothing"
    return any(cell_shows(cell, grid, primary) != main for cell in grid.cells if can_flip(cell, primary))


def cell_shows(cell: timing.GridCell, grid: timing.CoincidenceGrid, primary: timing.CoincidenceResult) -> Shows:
    """What one cell shows: the primary window by the primary test, others by their own p or that within the family.

    Args:
        cell: a window in a direction.
        grid: the family.
        primary: the primary test.
    """
    shown = primary.p_value <= primary.alpha
    if (cell.follower, cell.window_days) == (primary.name_a, primary.window_days):
        return "for" if shown else "nothing"
    p_value = cell.p_value if shown else cell.p_family
    return "for" if p_value is not None and p_value <= grid.alpha else "nothing"


def can_flip(cell: timing.GridCell, primary: timing.CoincidenceResult) -> bool:
    """A cell that can flip the primary one: another window, or the same window the other way round, if it can tell."""
    return not cell.too_few and (cell.follower == primary.name_a) != (cell.window_days == primary.window_days)


def add_family(finding: Finding, grid: timing.CoincidenceGrid, basis: Basis) -> None:
    """Enter the family's p and, for each other window and direction, p alone, p within the family and hits.

    Args:
        finding: where the lines go.
        grid: the family; its first cell is the primary window.
        basis: of the primary test.
    """
    first = grid.cells[0]
    call = (
        f"timing.coincidence_grid({first.follower}, {first.leader}, windows={list(grid.windows)}, draws={grid.draws})"
    )
    own = Basis(call, basis.selections, seed=basis.seed)
    ledger = finding.ledger
    counted = phrase(
        "{tested} of {cells} could decide",
        tested=ledger.figure("family_tested", len(grid.tested), own, style="count"),
        cells=ledger.figure("family_cells", len(grid.cells), own, style="count"),
    )
    p = (
        ledger.figure("p_family", "none", own, style="text")
        if grid.p_value is None
        else ledger.figure("p_family", grid.p_value, own, style="p")
    )
    finding.test_lines.append(
        TestLine("p over all declared windows and both directions, as one family", p, "", counted)
    )
    for cell in grid.cells:
        if (cell.follower, cell.window_days) != (first.follower, first.window_days):
            finding.test_lines.append(_line(ledger, cell, grid, own))


def _line(ledger: Ledger, cell: timing.GridCell, grid: timing.CoincidenceGrid, basis: Basis) -> TestLine:
    """One other window or direction."""
    turned = cell.follower != grid.cells[0].follower
    label = " ".join([f"within {cell.window_days} days", *(["the other way round"] if turned else [])])
    name = label.replace(" ", "_")
    figures = {
        "hits": ledger.figure(f"hits_{name}", cell.hits, basis, style="count"),
        "events": ledger.figure(f"events_{name}", cell.events, basis, style="count"),
    }
    said = "{hits} of {events}"
    if cell.p_family is not None:
        figures["family"] = ledger.figure(f"family_p_{name}", cell.p_family, basis, style="p")
        said += "; p among all {family}"
    p = ledger.figure(f"p_{name}", cell.p_value, basis, style="p")
    return TestLine(f"p {label}", p, "", phrase(said, **figures))
