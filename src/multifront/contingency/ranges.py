"""A number of a scenario: range, unit, distribution, sources; and the units it may stand in. Reads no files."""

from __future__ import annotations

from dataclasses import dataclass

DISTRIBUTIONS = ("pert", "uniform", "triangular", "point")
DAYS_A_YEAR = 365.0
DAYS_A_WEEK = 7.0

UNITS: dict[str, dict[str, float]] = {
    "flow": {"mb/d": 1.0, "Mbbl/d": 1.0, "kb/d": 1e-3},
    "volume": {"Mbbl": 1.0, "Gbbl": 1e3, "kbbl": 1e-3},
    "days": {"days": 1.0, "weeks": DAYS_A_WEEK},
    "share": {"share": 1.0, "%": 0.01},
    "rate": {"1/day": 1.0, "1/week": 1.0 / DAYS_A_WEEK},
    "density": {"bbl/t": 1.0},
}
"""Units of each quantity and the factor to the model's own unit (the first of each row)."""

BY_MASS = {"flow": ("Mt/y", 1.0 / DAYS_A_YEAR), "volume": ("Mt", 1.0)}
"""Units that need barrels per tonne: the factor is multiplied by it."""

RELATIVE = {"flow": "share of demand", "volume": "days of demand"}
"""Units of the quantities `... or relative`: a flow as a share of the side's demand, a volume as days of it."""


@dataclass(frozen=True, slots=True)
class Range:
    """One number of a scenario in the model's unit, with the unit in which the file states it.

    `sources` are evidence observation ids; `assumption` is the reason where a number rests on judgment. Both may stand.
    `relative` marks values in units of the side's demand, which turn into mb/d or Mbbl draw by draw.
    """

    name: str
    low: float
    mode: float
    high: float
    unit: str
    stated_unit: str
    factor: float
    distribution: str
    sources: tuple[str, ...]
    assumption: str
    line: int
    relative: bool = False

    @property
    def fixed(self) -> bool:
        """True where every draw has the same value."""
        return self.low == self.high


def unit_factor(quantity: str, unit: str, barrels_per_tonne: float | None) -> tuple[str, float] | None:
    """The model's unit and the factor to it, or None where `unit` is not one of this quantity.

    Units by mass need `barrels_per_tonne`; relative units keep their own name, since demand is known only in a draw.
    """
    base = quantity.removesuffix(" or relative")
    plain = UNITS[base]
    if unit in plain:
        return next(iter(plain)), plain[unit]
    if base in BY_MASS and unit == BY_MASS[base][0] and barrels_per_tonne is not None:
        return next(iter(plain)), BY_MASS[base][1] * barrels_per_tonne
    if base != quantity and unit == RELATIVE[base]:
        return unit, 1.0
    return None


def valid_units(quantity: str) -> list[str]:
    """Every unit in which a number of this quantity may stand."""
    base = quantity.removesuffix(" or relative")
    by_mass = [BY_MASS[base][0]] if base in BY_MASS else []
    return [*UNITS[base], *by_mass, *([RELATIVE[base]] if base != quantity else [])]
