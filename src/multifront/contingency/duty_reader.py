"""Reads `forces.duties` of a scenario file: which owner of forces serves which fronts, by rule. Assigns nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from multifront.contingency.blocks import Place, Pool
from multifront.contingency.numbers import NumberReader, Where
from multifront.errors import unknown_name

WHERE: Where = ("forces", "duties")


def read_duties(
    numbers: NumberReader, raw: Mapping[str, Any], pools: Sequence[Pool], places: Sequence[Place]
) -> dict[str, dict[str, tuple[str, ...]]]:
    """By name of the rule and owner the fronts that it may serve; the first rule is the asked one, absent is none.

    An owner without a line, one who has no forces and an unknown front are problems of the file.
    """
    forces = raw.get("forces")
    given = numbers.mapping(WHERE, forces.get("duties") if isinstance(forces, dict) else None)
    owners = tuple(dict.fromkeys(pool.owner for pool in pools))
    fronts = tuple(place.name for place in places)
    found = {}
    for rule, entry in given.items():
        lines = numbers.mapping((*WHERE, rule), entry)
        for owner in lines:
            if owner not in owners:
                what = unknown_name("owner", owner, owners, "give fronts to owners of forces only")
                numbers.problem((*WHERE, rule, owner), what)
        for owner in owners:
            if owner not in lines:
                numbers.problem((*WHERE, rule), f"no fronts for {owner}; an empty list, [], keeps its forces at home")
        found[rule] = {owner: _served(numbers, (*WHERE, rule, owner), lines.get(owner), fronts) for owner in owners}
    return found


def _served(numbers: NumberReader, where: Where, value: Any, fronts: Sequence[str]) -> tuple[str, ...]:
    """The fronts of one owner under one rule."""
    if value is not None and not isinstance(value, list):
        numbers.problem(where, f"found {value!r}; expected a list of fronts, as [korea, europe]")
        return ()
    for front in value or ():
        if front not in fronts:
            numbers.problem(where, unknown_name("front", str(front), list(fronts), "use one of this scenario"))
    return tuple(str(front) for front in value or ())
