"""A number of a scenario: range, unit, distribution, sources; and the units it may stand in. Reads no files."""

from __future__ import annotations

import math
from dataclasses import dataclass

DISTRIBUTIONS = {
    "pert": "low, mode and high: a smooth hump whose mean is (low + 4 mode + high)/6; holds unless another is named",
    "triangular": "low, mode and high: straight lines up and down; more weight far from the mode than PERT",
    "uniform": "low and high: no value in between can be called more likely",
    "lognormal": "low and high as 5 and 95 % of a positive number that may lie far above its middle",
    "point": "mode alone: the same value in every draw",
}
"""What a number may be drawn from, and what it needs. A choice between a few cases is made of branches or decisions."""

OUTERMOST = 0.001
"""Share of a lognormal that is cut off at each end, so that every number has ends."""

ENDS_Z = 3.090232306167813
"""Standard normal quantile at 1 - OUTERMOST."""

STATED_Z = 1.636189181125472
"""Standard normal quantile at OUTERMOST + 0.95 (1 - 2 OUTERMOST): what cutting leaves of 95 %."""

DAYS_A_YEAR = 365.0
DAYS_A_WEEK = 7.0

DAYS_A_MONTH = DAYS_A_YEAR / 12.0
NAUTICAL_MILES_A_DAY = 20.0 * 24.0

UNITS: dict[str, dict[str, float]] = {
    "days": {"days": 1.0, "weeks": DAYS_A_WEEK},
    "share": {"share": 1.0, "%": 0.01},
    "rate": {"1/day": 1.0, "1/week": 1.0 / DAYS_A_WEEK},
    "density": {"bbl/t": 1.0},
    "gas density": {"bcm/Mt": 1.0},
    "pieces": {"units": 1.0},
    "pieces a day": {
        "units/day": 1.0,
        "units/week": 1.0 / DAYS_A_WEEK,
        "units/month": 1.0 / DAYS_A_MONTH,
        "units/y": 1.0 / DAYS_A_YEAR,
    },
    "ratio": {"ratio": 1.0},
    "travel": {"days": 1.0, "nm at 20 kn": 1.0 / NAUTICAL_MILES_A_DAY},
}
"""Units of each quantity and the factor to the model's own unit (the first of each row)."""

BY_WEIGHT = {
    "flow": {"Mt/d": 1.0, "Mt/y": 1.0 / DAYS_A_YEAR, "Mt/month": 1.0 / DAYS_A_MONTH},
    "volume": {"Mt": 1.0},
}
BY_NEED = {"flow": {"daily needs": 1.0}, "volume": {"days of need": 1.0}}
AMOUNTS: dict[str, dict[str, dict[str, float]]] = {
    "crude": {
        "flow": {"mb/d": 1.0, "Mbbl/d": 1.0, "kb/d": 1e-3},
        "volume": {"Mbbl": 1.0, "Gbbl": 1e3, "kbbl": 1e-3},
    },
    "gas": {"flow": {"bcm/d": 1.0, "bcm/y": 1.0 / DAYS_A_YEAR}, "volume": {"bcm": 1.0}},
    "coal": BY_WEIGHT,
    "grain": {kind: {**BY_WEIGHT[kind], **BY_NEED[kind]} for kind in BY_NEED},
    "food": BY_NEED,
}
"""Units of flows and volumes of each commodity; mass and daily needs of grain may not be mixed in one side."""

BY_MASS = {"flow": ("Mt/y", 1.0 / DAYS_A_YEAR), "volume": ("Mt", 1.0)}
"""Units of crude and gas that need a density: the factor is multiplied by it."""

RELATIVE = {"flow": "share of demand", "volume": "days of demand"}
"""Units of the quantities `... or relative`: a flow as a share of the side's demand, a volume as days of it."""

LONGER = {
    "days of demand": {"weeks of demand": DAYS_A_WEEK, "months of demand": DAYS_A_MONTH},
    "share of demand": {"% of demand": 0.01},
}
"""Other names of a relative unit and their factor to it."""

REST = "share of the rest"
"""A flow as a share of the demand that normal imports leave: the books of a world without a cut then balance."""


@dataclass(frozen=True, slots=True)
class ClaimNumber:
    """What judging a claim gave for one number: its interval, its best value if it has one, its unit if it is known."""

    low: float
    mode: float | None
    high: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """One number of a scenario in the model's unit, with the unit in which the file states it.

    `sources` are evidence observation ids; `assumption` is the reason where a number rests on judgment. Both may stand.
    `relative` marks values in units of the side's demand, which turn into mb/d or Mbbl draw by draw. `claim` names the
    judged claim whose interval the range is. A lognormal holds its outermost ends; `stated` gives what the file says.
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
    claim: str = ""

    @property
    def fixed(self) -> bool:
        """True where every draw has the same value."""
        return self.low == self.high

    @property
    def stated(self) -> tuple[float, float, float]:
        """Low, mode and high in the unit of the file; of a lognormal the values at 5 and 95 % and the likeliest one."""
        low, high = (self.low, self.high) if self.distribution != "lognormal" else lognormal_stated(self.low, self.high)
        return low / self.factor, self.mode / self.factor, high / self.factor


def lognormal_ends(low: float, high: float) -> tuple[float, float, float]:
    """Outermost ends and mode of the lognormal whose 5 % and 95 % are `low` and `high`, both above 0."""
    middle, sigma = math.log(low * high) / 2.0, math.log(high / low) / (2.0 * STATED_Z)
    first, last = math.exp(middle - ENDS_Z * sigma), math.exp(middle + ENDS_Z * sigma)
    return first, max(first, math.exp(middle - sigma * sigma)), last


def lognormal_stated(first: float, last: float) -> tuple[float, float]:
    """The 5 % and 95 % of a lognormal with these outermost ends; the inverse of `lognormal_ends`."""
    middle, half = math.log(first * last) / 2.0, math.log(last / first) / 2.0 * STATED_Z / ENDS_Z
    return math.exp(middle - half), math.exp(middle + half)


def unit_factor(quantity: str, unit: str, density: float | None, commodity: str = "crude") -> tuple[str, float] | None:
    """The model's unit and the factor to it, or None where `unit` is not one of this quantity.

    Units by mass need a `density` (barrels a tonne, bcm a million tonnes); relative units keep their own name, since
    demand is known only in a draw.
    """
    base, _, more = quantity.partition(" or ")
    plain = _plain(base, commodity)
    if unit in plain:
        return next(iter(plain)), plain[unit]
    if base in BY_MASS and unit == BY_MASS[base][0] and density is not None:
        return next(iter(plain)), BY_MASS[base][1] * density
    if "rest" in more and unit == REST:
        return REST, 1.0
    relative = RELATIVE[base] if more else ""
    if relative and unit == relative:
        return relative, 1.0
    longer = LONGER.get(relative, {}).get(unit)
    return None if longer is None else (relative, longer)


def valid_units(quantity: str, commodity: str = "crude") -> list[str]:
    """Every unit in which a number of this quantity may stand."""
    base, _, more = quantity.partition(" or ")
    by_mass = [BY_MASS[base][0]] if base in BY_MASS and commodity in ("crude", "gas") else []
    relative = [RELATIVE[base], *LONGER.get(RELATIVE[base], {})] if more else []
    return [*_plain(base, commodity), *by_mass, *relative, *([REST] if "rest" in more else [])]


def _plain(base: str, commodity: str) -> dict[str, float]:
    return AMOUNTS[commodity][base] if base in BY_MASS else UNITS[base]
