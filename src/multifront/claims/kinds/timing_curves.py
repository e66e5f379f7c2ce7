"""The specification curves of the kinds that test timing and rates, from results that were measured. Tests nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from multifront import timing
from multifront.claims.kinds.coincidence_family import can_flip, cell_shows
from multifront.claims.ledger import Basis
from multifront.claims.specifications import Shows, Specification, SpecificationCurve, shows

RATIO_LEVELS = ((1.0, "no change"),)
OWN_INTERVAL = "the intervals of each test"

Compared = tuple[str, str, timing.RateChangeResult]
"""A label of the periods, what was counted, and the result."""


def rate_curve(
    compared: Sequence[Compared], controls: Sequence[Compared], direction: str, basis: Basis
) -> SpecificationCurve:
    """Every declared pair of periods by every declared count of the acts, the primary comparison first.

    Where events come in clusters, the same comparison as if each event were independent stands beside, and so does one
    with too few events to tell.

    Args:
        compared: the primary comparison, then the others.
        controls: comparisons that check the design; they stand beside and never flip.
        direction: the change that the claim asserts, `up` or `down`.
        basis: of the primary comparison.
    """
    found: list[Specification] = []
    for periods, count, result in compared:
        chosen = (("Periods", periods), ("Counted", count))
        found.append(_rate(result, (*chosen, ("Test", "by the written rule")), direction, main=not found))
        if result.method != "exact":
            beside = (*chosen, ("Test", "as if events were independent"))
            low, high = result.exact_interval
            said = _said(result.effect, result.p_exact, result.alpha, direction)
            found.append(Specification(beside, result.effect, low, high, said, declared=False, p_value=result.p_exact))
    for periods, count, result in controls:
        control = (("Periods", periods), ("Counted", count), ("Test", "a control"))
        found.append(replace(_rate(result, control, direction, main=False), declared=False))
    label = "later rate divided by earlier rate"
    return SpecificationCurve(label, RATIO_LEVELS, OWN_INTERVAL, tuple(found), basis, log=True)


def _rate(
    result: timing.RateChangeResult, choices: tuple[tuple[str, str], ...], direction: str, *, main: bool
) -> Specification:
    low, high = result.interval
    said = _said(result.effect, result.p_value, result.alpha, direction)
    told = main or not result.too_few
    return Specification(choices, result.effect, low, high, said, main=main, declared=told, p_value=result.p_value)


def _said(ratio: float, p_value: float, alpha: float, direction: str) -> Shows:
    """What a ratio of rates says for the direction that the claim asserts."""
    said = shows(ratio, p_value, alpha, no_effect=1.0)
    turned: dict[Shows, Shows] = {"for": "against", "against": "for", "nothing": "nothing"}
    return said if direction == "up" else turned[said]


def coincidence_curve(
    primary: timing.CoincidenceResult, grid: timing.CoincidenceGrid, titles: dict[str, str], basis: Basis
) -> SpecificationCurve:
    """Every declared window in both directions, and the primary window under every null.

    A cell that turns both the window and the direction, and any null but the calibrated one, stand beside.

    Args:
        primary: the test of the primary window.
        grid: the family of windows.
        titles: titles of the two streams by name.
        basis: of the primary test.
    """
    found = []
    for number, cell in enumerate(grid.cells):
        choices = _window(titles[cell.follower], cell.window_days, "calibrated")
        low, high = cell.interval
        said = cell_shows(cell, grid, primary)
        declared = not number or can_flip(cell, primary)
        found.append(
            Specification(
                choices, cell.effect, low, high, said, main=not number, declared=declared, p_value=cell.p_value
            )
        )
    for null, p_value in primary.p_by_null.items():
        if null == "calibrated":
            continue
        choices = _window(titles[primary.name_a], primary.window_days, null)
        said = shows(primary.effect, p_value, primary.alpha)
        found.append(Specification(choices, primary.effect, None, None, said, declared=False, p_value=p_value))
    levels = ((0.0, "no excess"),)
    label = "share of acts that follow, beyond chance"
    return SpecificationCurve(label, levels, "the intervals of each test under its null", tuple(found), basis)


def _window(follower: str, days: int, null: str) -> tuple[tuple[str, str], ...]:
    return (("Who follows", follower), ("Window", f"{days} days"), ("Null", null))


def simultaneity_curve(
    primary: timing.SimultaneityResult, others: Sequence[timing.SimultaneityResult], basis: Basis
) -> SpecificationCurve:
    """Every declared window, the primary one first; the same scans before calibration stand beside.

    So does a scan with too few data to tell.

    Args:
        primary: the scan that decides.
        others: the scans of the other windows.
        basis: of the primary scan.
    """
    found = []
    for number, scan in enumerate((primary, *others)):
        window = ("Window", f"{scan.window_days} days")
        low, high = scan.interval
        for label, p_value in (("calibrated", scan.p_value), ("before calibration", scan.p_raw)):
            said = shows(scan.effect, p_value, scan.alpha)
            choices, main = (window, ("p", label)), not number and label == "calibrated"
            declared = main or (label == "calibrated" and not scan.too_few)
            found.append(
                Specification(choices, scan.effect, low, high, said, main=main, declared=declared, p_value=p_value)
            )
    label = "share of windows with enough actors, beyond chance"
    levels = ((0.0, "no more than chance"),)
    return SpecificationCurve(label, levels, OWN_INTERVAL, tuple(found), basis)


def opportunism_curve(tried: Sequence[tuple[str, timing.OpportunismResult]], basis: Basis) -> SpecificationCurve:
    """Every declared exposure, the primary one first; each way to move it and each placebo actor stand beside.

    So does an exposure with too few switches or acts to tell.

    Args:
        tried: label and result of each exposure.
        basis: of the primary test.
    """
    found = []
    for number, (label, test) in enumerate(tried):
        chosen, low, high = ("Exposure", label), *test.interval
        own = (chosen, ("Null", "all moves together"), ("Acts of", "the actor of the claim"))
        said = shows(test.effect, test.p_value, test.alpha, no_effect=1.0)
        told = not number or not test.too_few
        found.append(
            Specification(own, test.effect, low, high, said, main=not number, declared=told, p_value=test.p_value)
        )
        if test.too_few:
            continue
        for move, p_value in test.p_by_move.items():
            choices = (chosen, ("Null", move), ("Acts of", "the actor of the claim"))
            said = shows(test.effect, p_value, test.alpha, no_effect=1.0)
            found.append(Specification(choices, test.effect, None, None, said, declared=False, p_value=p_value))
        for placebo in test.placebo_actors:
            choices = (chosen, ("Null", "all moves together"), ("Acts of", f"placebo {placebo.name}"))
            low, high = placebo.interval
            said = "for" if low > 1.0 else "against" if high < 1.0 else "nothing"
            found.append(
                Specification(choices, placebo.ratio, low, high, said, declared=False, p_value=placebo.p_value)
            )
    label = "rate during exposure divided by the rate of other days"
    return SpecificationCurve(label, RATIO_LEVELS, OWN_INTERVAL, tuple(found), basis, log=True)
