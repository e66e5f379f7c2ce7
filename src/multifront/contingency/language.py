"""The whole scenario language as one table: every place of a file, its keys and numbers, and what a run gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from multifront.contingency import block_words as blocks
from multifront.contingency import fields
from multifront.contingency.arms import ARMS_CLASSES
from multifront.contingency.branches import BRANCHES
from multifront.contingency.fronts import FRONTS
from multifront.contingency.output_words import OUTPUT_WORDS
from multifront.contingency.ranges import valid_units
from multifront.contingency.vocabulary import (
    COMMODITIES,
    CRUDE_WORDS,
    CUT_WORDS,
    GAS_DENSITY,
    LIMIT_WORDS,
    OTHER_WORDS,
    ROUTE_WORDS,
    SCENARIO_WORDS,
)
from multifront.contingency.words import Field, Word


@dataclass(frozen=True, slots=True)
class Group:
    """A place of a scenario file and what stands there.

    `path` has `<...>` where a name stands: one of `names` where there are any, else a name of one's own. `entries`
    marks a list. `optional` are numbers without a default that may be left out; `commodities` tell the valid units.
    """

    path: str
    meaning: str
    fields: tuple[Field, ...] = ()
    words: tuple[Word, ...] = ()
    names: tuple[str, ...] = ()
    entries: bool = False
    optional: tuple[str, ...] = ()
    commodities: tuple[str, ...] = COMMODITIES[:1]

    def units(self, word: Word) -> list[str]:
        """Every unit in which a number of this place may stand."""
        found = [unit for name in self.commodities for unit in valid_units(word.quantity, name)]
        return list(dict.fromkeys(found))

    def default(self, entry: Word | Field) -> str:
        """What holds where the entry is absent; `required` where it must stand."""
        if isinstance(entry, Field):
            return "required" if entry.required else entry.default or "none"
        if entry.key in self.optional:
            return "none"
        return "required" if entry.default is None else f"{entry.default:g}"


def _part(words: tuple[Word, ...], head: str) -> tuple[Word, ...]:
    """The words of one group, their keys without its name."""
    return tuple(
        replace(word, key=word.key.removeprefix(f"{head}.")) for word in words if word.key.startswith(f"{head}.")
    )


def _supply(path: str, words: tuple[Word, ...], kinds: tuple[str, ...]) -> tuple[Group, ...]:
    inner = {field.key: field.meaning for field in fields.SUPPLY_FIELDS}
    numbers = ("demand", "rationing", "stock", "supply")
    return (
        *(Group(f"{path}.{key}", inner[key], words=_part(words, key), commodities=kinds) for key in numbers),
        Group(f"{path}.routes", inner["routes"]),
        Group(f"{path}.routes.<route>", "one way", fields.ROUTE_FIELDS, ROUTE_WORDS, commodities=kinds),
        Group(f"{path}.limits", inner["limits"]),
        Group(f"{path}.limits.<limit>", "one limit", fields.LIMIT_FIELDS, LIMIT_WORDS, commodities=kinds),
    )


def _blocks() -> tuple[Group, ...]:
    travel = tuple(Word(front, "travel", None, blocks.TRAVEL_WORD.meaning) for front in FRONTS)
    arms = "arms.<side>.<class>"
    clocks = blocks.CLOCK_WORDS + blocks.OTHER_CLOCK_WORDS
    return (
        Group("arms.<side>", "classes of arms of one side"),
        Group(arms, "one class", fields.ARMS_FIELDS, _bare(blocks.ARMS_WORDS), ARMS_CLASSES),
        Group(f"{arms}.production", "production", words=_part(blocks.ARMS_WORDS, "production")),
        Group(f"{arms}.partner", "the partner's budget of the class", words=blocks.PARTNER_WORDS),
        Group(f"{arms}.donors.<actor>", "the budget of a further actor", words=blocks.DONOR_WORDS),
        Group("branches.<branch>", "one branch", words=blocks.BRANCH_WORDS, names=BRANCHES),
        Group("clocks", fields.BLOCK_MEANINGS["clocks"], words=clocks),
        Group("forces", fields.BLOCK_MEANINGS["forces"], fields.FORCES_FIELDS, blocks.FORCE_WORDS),
        Group("forces.homes.<home>", "ways from one home, to each front that stands", words=travel, optional=FRONTS),
        Group("forces.pools.<pool>", "one line of forces", fields.POOL_FIELDS, blocks.POOL_WORDS),
        Group("forces.duties.<rule>", "the fronts that each owner may serve, by owner"),
    )


PARTS_OF_A_FRONT = {
    "base": "units asked for on every day, by layer",
    "war": "further units once the front is open, by layer",
    "basing": "room at bases without a host, by layer; where neither kind of room stands, there is no limit",
    "host_basing": "room at the host's bases, by layer",
    "tied": "units that acts of donors other than the partner tie down here, by layer",
    "from_main": "way between this front and the first one",
}


def _fronts() -> tuple[Group, ...]:
    of_place = blocks.PLACE_WORDS + blocks.ROOM_WORDS + blocks.TIED_WORDS + blocks.APART_WORDS
    parts, place = PARTS_OF_A_FRONT, "fronts.places.<front>"
    of_heads = tuple(Field(head, "group", text) for head, text in parts.items())
    return (
        Group("fronts", fields.BLOCK_MEANINGS["fronts"], fields.FRONTS_FIELDS),
        Group("fronts.openings", "how further fronts open", words=blocks.OPENING_WORDS),
        Group(
            "fronts.pressure",
            "what the partner's acts elsewhere tie down",
            words=_bare(blocks.PRESSURE_WORDS),
            fields=fields.PRESSURE_FIELDS,
        ),
        Group(
            "fronts.pressure.units_each",
            "units that one act ties down, by layer",
            words=_part(blocks.PRESSURE_WORDS, "units_each"),
        ),
        Group("fronts.pressure.from", "the result of a test", fields.TESTED_FIELDS),
        Group(place, "one front", fields.PLACE_FIELDS + of_heads, _bare(of_place), FRONTS),
        *(
            Group(f"{place}.{head}", parts[head], words=_part(of_place, head), optional=("sea", "air"))
            for head in parts
        ),
    )


def _losses_and_economy() -> tuple[Group, ...]:
    meanings, line = fields.BLOCK_MEANINGS, "attrition.losses.<side>.<line>"
    return (
        Group("attrition", meanings["attrition"], fields.ATTRITION_FIELDS, blocks.ATTRITION_WORDS),
        Group("attrition.losses.<side>", "lines of losses of one side"),
        Group(line, "one line of losses", fields.LOSS_LINE_FIELDS, blocks.LOSS_WORDS),
        Group("effectiveness", meanings["effectiveness"], words=blocks.EFFECT_WORDS),
        Group("economy", meanings["economy"], fields.ECONOMY_FIELDS),
        Group("economy.exposure", "trade and reserves of the first side", words=blocks.EXPOSURE_WORDS),
        Group("economy.partner", "what the partner's trade can make up", words=blocks.ECONOMY_PARTNER_WORDS),
    )


def _bare(words: tuple[Word, ...]) -> tuple[Word, ...]:
    return tuple(word for word in words if "." not in word.key)


CONVERSIONS = (*SCENARIO_WORDS, GAS_DENSITY)
RELAXED = tuple(replace(field, required=False) for field in fields.SUPPLY_FIELDS)
"""The groups of crude, which a side may leave out."""

LANGUAGE: tuple[Group, ...] = (
    Group("", "the file", fields.TOP_FIELDS, _bare(SCENARIO_WORDS)),
    Group(
        "conversions", "factors for units by mass", words=_part(CONVERSIONS, "conversions"), optional=("bcm_per_mt",)
    ),
    Group("partner", "the state whose help is switched", fields.PARTNER_FIELDS, _part(SCENARIO_WORDS, "partner")),
    Group("sides.<side>", "one side; crude stands directly under it", fields.SIDE_FIELDS + RELAXED),
    Group("sides.<side>.cut", "how its seaborne trade is cut off", fields.CUT_FIELDS, _part(CUT_WORDS, "cut")),
    *_supply("sides.<side>", CRUDE_WORDS, COMMODITIES[:1]),
    Group("sides.<side>.commodities.<commodity>", "another commodity", fields.SUPPLY_FIELDS, names=COMMODITIES[1:]),
    *_supply("sides.<side>.commodities.<commodity>", OTHER_WORDS, COMMODITIES[1:]),
    Group("chokepoints.<chokepoint>", "a passage of this file", fields.CHOKEPOINT_FIELDS),
    Group("correlations.<correlation>", "numbers that vary together", fields.CORRELATION_FIELDS),
    Group("changes", "one dated change", fields.CHANGE_FIELDS, entries=True),
    *_blocks(),
    *_fronts(),
    *_losses_and_economy(),
    Group("levers.<lever>", "one lever", fields.LEVER_FIELDS),
    Group("levers.<lever>.settings.<setting>", "one setting of a lever", fields.SETTING_FIELDS),
    Group("levers.<lever>.settings.<setting>.decide", "decisions of a setting", fields.DECIDE_FIELDS),
)
"""Every place in the order of the docs. A new block enters here, and with that the docs, the schema and the forms."""

NUMBER_UNITS = {
    "plain": "in `unit`",
    "share": "-1 to 1",
    "real": "a number",
    "truth": "true or false",
    "sources": "ids",
    "names": "list",
    "choice": "choice",
}


def vocabulary_rows() -> Iterator[dict[str, str]]:
    """Every key of the language and every outcome as a flat row: place, name, unit, default, description, direction.

    Args:
        None.

    Returns:
        One mapping a key, inputs in the order of `LANGUAGE`, then outputs. A key that is no number has its kind there.

    Raises:
        Nothing of its own.

    Assumes:
        Nothing.

    References:
        None: a listing.

    Example:
        >>> [row["name"] for row in vocabulary_rows() if row["place"] == "effectiveness"]
        ['delta']
    """
    for group in LANGUAGE:
        for field in group.fields:
            unit = "one of " + ", ".join(field.valid) if field.valid else NUMBER_UNITS.get(field.kind, field.kind)
            yield _row(group, field, unit)
        for word in group.words:
            yield _row(group, word, " or ".join(group.units(word)))
    for field in fields.NUMBER_FIELDS:
        yield _row(Group("(number)", ""), field, NUMBER_UNITS.get(field.kind, field.kind))
    for word in OUTPUT_WORDS:
        yield {
            "place": "(outcome)",
            "name": word.key,
            "unit": word.quantity,
            "default": "",
            "description": word.meaning,
        } | {"direction": "output"}


def _row(group: Group, entry: Word | Field, unit: str) -> dict[str, str]:
    return {
        "place": group.path or "(file)",
        "name": entry.key,
        "unit": unit,
        "default": group.default(entry),
        "description": entry.meaning,
        "direction": "input",
    }
