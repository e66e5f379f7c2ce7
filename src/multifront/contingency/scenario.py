"""A scenario as checked, frozen values: sides, routes, limits, ranges. Reading files is in `reader`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from multifront.contingency.ranges import Range
from multifront.contingency.vocabulary import KINDS, meaning
from multifront.errors import UsageError, unknown_name

NOT_MODELLED = (
    "Nuclear use is not modelled, nor is any strike on oil installations: "
    "a world in which either happens is outside every result here."
)
"""Said with every result of this package."""


@dataclass(frozen=True, slots=True)
class Route:
    """A way by which crude reaches a side: its kind (a leg) and the actor whose crude it carries (ISO3, or a name)."""

    name: str
    kind: str
    supplier: str
    label: str

    @property
    def by_sea(self) -> bool:
        """True for both sea legs; the rule on the partner's ships acts only there."""
        return self.kind != KINDS[0]


@dataclass(frozen=True, slots=True)
class Limit:
    """A capacity that several routes of one supplier and one kind share."""

    name: str
    routes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One actor whose crude supply is simulated, and what its cut is called."""

    name: str
    actor: str
    cut_by: str
    routes: tuple[Route, ...]
    limits: tuple[Limit, ...]


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
            "low": number.low / number.factor,
            "mode": number.mode / number.factor,
            "high": number.high / number.factor,
            "unit": number.stated_unit,
            "distribution": number.distribution,
            "source": ", ".join(number.sources),
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
        A reader wants the stated units; the model's own are in `Range.unit`.

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
