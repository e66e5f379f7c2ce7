"""A scenario as checked, frozen values: sides, routes, limits, ranges. Reading files is in `reader`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from multifront.contingency.blocks import NO_BLOCKS, Blocks
from multifront.contingency.chokepoints import CHOKEPOINTS, Chokepoint
from multifront.contingency.correlations import Copula, Correlation
from multifront.contingency.levers import Lever
from multifront.contingency.ranges import Range
from multifront.contingency.vocabulary import COMMODITIES, KINDS, meaning
from multifront.errors import UsageError, unknown_name

NOT_MODELLED = (
    "Nuclear use is not modelled, nor is any strike on oil installations: "
    "a world in which either happens is outside every result here."
)
"""Said with every result of this package."""


@dataclass(frozen=True, slots=True)
class Route:
    """A way by which supplies reach a side: its kind (a leg), whose they are (ISO3, or a name), what it passes.

    `helps`: a donor other than the partner sends more by it; it flows while the channel logistics is on. No rule on the
    partner's ships touches it: the ordinary cut does.
    """

    name: str
    kind: str
    supplier: str
    label: str
    helps: bool = False
    chokepoints: tuple[str, ...] = ()

    @property
    def by_sea(self) -> bool:
        """True for both sea legs; the rule on the partner's ships acts only there."""
        return self.kind != KINDS[0]


@dataclass(frozen=True, slots=True)
class Limit:
    """A capacity that several routes share (a strait, a group of ports).

    `alike`: a barrel on each of its routes meets the same fate and no other limit holds them, so that all may be
    scaled by one factor. Otherwise what loses least is shipped first, day by day (`allocation`). `chokepoint` names the
    passage, where that and no list of routes says which share it.
    """

    name: str
    routes: tuple[str, ...]
    alike: bool = True
    chokepoint: str = ""


@dataclass(frozen=True, slots=True)
class Supply:
    """One commodity of one side. Its numbers stand under `name`: `china` for crude, `china.gas` for gas."""

    side: str
    commodity: str
    routes: tuple[Route, ...]
    limits: tuple[Limit, ...]

    @property
    def name(self) -> str:
        """Where its numbers begin."""
        return self.side if self.commodity == COMMODITIES[0] else f"{self.side}.{self.commodity}"

    @property
    def use_key(self) -> str:
        """The number that holds its demand."""
        return "demand.runs" if self.commodity == COMMODITIES[0] else "demand.use"

    @property
    def exports_key(self) -> str:
        """The number that holds its exports."""
        return "demand.product_exports" if self.commodity == COMMODITIES[0] else "demand.exports"

    def legs_of(self, partner: str) -> tuple[str, ...]:
        """Legs on which supplies of the partner and of donors come; none: they have no path to this commodity."""
        own = {route.kind for route in self.routes if route.supplier == partner or route.helps}
        return tuple(leg for leg in KINDS if leg in own)


@dataclass(frozen=True, slots=True)
class Side:
    """One actor whose supplies are simulated, and what its cut is called."""

    name: str
    actor: str
    cut_by: str
    supplies: tuple[Supply, ...]

    @property
    def commodities(self) -> tuple[str, ...]:
        """What is modelled of this side, in the order of the vocabulary."""
        return tuple(supply.commodity for supply in self.supplies)

    @property
    def routes(self) -> tuple[Route, ...]:
        """All routes of all commodities."""
        return tuple(route for supply in self.supplies for route in supply.routes)

    def supply(self, commodity: str) -> Supply:
        """The supply of one commodity.

        Raises:
            UsageError: the side has no such commodity.
        """
        for supply in self.supplies:
            if supply.commodity == commodity:
                return supply
        raise UsageError(
            unknown_name(f"commodity of {self.name}", commodity, self.commodities, "see multifront scenario show")
        )


@dataclass(frozen=True, slots=True)
class Scenario:
    """A checked scenario. `numbers` holds every range by its dotted name, defaults of the vocabulary included."""

    name: str
    title: str
    start: date
    note: str
    path: str
    partner: str
    sides: Mapping[str, Side]
    numbers: Mapping[str, Range]
    steps: Mapping[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    """Dated changes: number -> (day, name of the number that holds from that day on), in the order of days."""
    blocks: Blocks = NO_BLOCKS
    """What the optional blocks hold besides numbers."""
    chokepoints: Mapping[str, Chokepoint] = field(default_factory=lambda: CHOKEPOINTS)
    """What a route of this file may name: the language's chokepoints and the file's own."""
    correlations: tuple[Correlation, ...] = ()
    """Rank correlations as the file names them."""
    copulas: Mapping[str, Copula] = field(default_factory=dict)
    """The copula of each number that is correlated with others."""
    question: str = ""
    """What running it answers, in one sentence."""
    levers: tuple[Lever, ...] = ()
    """What the coalition or the markets may decide otherwise."""

    @property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """Every (parameter, evidence observation id), in the order of the file."""
        return tuple((number.name, source) for number in self.numbers.values() for source in number.sources)

    @property
    def assumptions(self) -> tuple[tuple[str, str], ...]:
        """Every (parameter, reason) whose number rests on judgment, in the order of the file."""
        return tuple((number.name, number.assumption) for number in self.numbers.values() if number.assumption)

    def side(self, name: str) -> Side:
        """The side of that name.

        Raises:
            UsageError: the scenario has no such side.
        """
        if name not in self.sides:
            raise UsageError(unknown_name("side", name, list(self.sides), f"see multifront scenario show {self.name}"))
        return self.sides[name]


def partner_paths(scenario: Scenario, side: str) -> dict[str, tuple[str, ...]]:
    """On which legs the partner's help can act, by commodity of a side; an empty tuple is "no path".

    Args:
        scenario: a checked scenario.
        side: name of a side.

    Returns:
        Commodity -> legs; where every tuple is empty the channel cannot act on the side at all.

    Raises:
        UsageError: the scenario has no such side.

    Assumes:
        Help in kind alone: the partner sends no commodity over routes that the scenario does not name.

    References:
        docs/model-supply.md, section "The channel *logistics*, on and off".

    Example:
        >>> import multifront.contingency as contingency
        >>> contingency.partner_paths(contingency.load("small"), "taiwan")
        {'crude': ()}
    """
    return {supply.commodity: supply.legs_of(scenario.partner) for supply in scenario.side(side).supplies}


def parameter_rows(scenario: Scenario) -> list[dict[str, str | float]]:
    """Every number of a scenario as one flat row: name, range, unit, distribution, source, assumption, meaning.

    Args:
        scenario: a checked scenario.

    Returns:
        One mapping a number, in the order of the file; values in the unit in which the file states them.

    Raises:
        Nothing of its own.

    Assumes:
        Defaults of the vocabulary count as assumptions and are listed too.

    References:
        None: a listing.

    Example:
        >>> import multifront.contingency as contingency
        >>> rows = contingency.parameter_rows(contingency.load("small"))
        >>> [row["unit"] for row in rows if row["parameter"] == "china.stock.volume"]
        ['Mbbl']
    """
    return [
        {
            "parameter": number.name,
            **dict(zip(("low", "mode", "high"), number.stated, strict=True)),
            "unit": number.stated_unit,
            "distribution": number.distribution,
            "source": f"claim {number.claim}" if number.claim else ", ".join(number.sources),
            "assumption": number.assumption,
            "meaning": meaning(number.name),
        }
        for number in scenario.numbers.values()
    ]


def parameter_table(scenario: Scenario) -> str:
    """Every number of a scenario as a Markdown table, as the docs carry it.

    Args:
        scenario: a checked scenario.

    Returns:
        The table with a header, one line a number, values rounded to four significant digits.

    Raises:
        Nothing of its own.

    Assumes:
        A reader wants the stated units; the model's own are in `Range.unit`. Low and high of a lognormal are its 5 and
        95 %.

    References:
        None: a listing.

    Example:
        >>> import multifront.contingency as contingency
        >>> contingency.parameter_table(contingency.load("small")).splitlines()[0]
        '| parameter | low | mode | high | unit | distribution | source | assumption |'
    """
    columns = ("parameter", "low", "mode", "high", "unit", "distribution", "source", "assumption")
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    for row in parameter_rows(scenario):
        cells = [f"{row[c]:.4g}" if isinstance(row[c], float) else str(row[c]) for c in columns]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
