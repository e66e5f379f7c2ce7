"""Reads the sides of a scenario file: commodities, routes, shared limits. The file as a whole is in `reader`."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from multifront.contingency.chokepoints import Chokepoint, named_chokepoints
from multifront.contingency.fields import CUT_FIELDS, LIMIT_FIELDS, ROUTE_FIELDS, SIDE_FIELDS, SUPPLY_FIELDS, keys_of
from multifront.contingency.networks import crossing
from multifront.contingency.numbers import NumberReader, Where
from multifront.contingency.scenario import Limit, Route, Side, Supply
from multifront.contingency.vocabulary import (
    COMMODITIES,
    CUT_WORDS,
    KINDS,
    LIMIT_WORDS,
    ROUTE_WORDS,
    SMALLEST_RATIONING_SPAN,
    words_of,
)
from multifront.errors import unknown_name

SUPPLY_KEYS = keys_of(SUPPLY_FIELDS)
SIDE_KEYS = keys_of(SIDE_FIELDS) + SUPPLY_KEYS


class SideReader:
    """Turns one side of a document into a `Side`. `changing` are the numbers that dated changes set."""

    def __init__(self, numbers: NumberReader, changing: Set[str], chokepoints: Mapping[str, Chokepoint]) -> None:
        self.numbers = numbers
        self.changing = changing
        self.chokepoints = chokepoints

    def side(self, where: Where, value: Any) -> Side:
        """The side under `where`; crude directly under it, other commodities under `commodities`."""
        numbers = self.numbers
        raw = numbers.mapping(where, value)
        numbers.known(where, raw, SIDE_KEYS)
        cut = numbers.mapping((*where, "cut"), raw.get("cut"))
        numbers.known((*where, "cut"), cut, [*(word.key.split(".")[1] for word in CUT_WORDS), *keys_of(CUT_FIELDS)])
        numbers.commodity = COMMODITIES[0]
        for word in CUT_WORDS:
            numbers.word(word, where, raw)
        name, supplies = str(where[-1]), []
        others = numbers.mapping((*where, "commodities"), raw.get("commodities"))
        numbers.known((*where, "commodities"), others, COMMODITIES[1:])
        if not others or any(key in raw for key in SUPPLY_KEYS):
            supplies.append(self._supply(where, raw, name, COMMODITIES[0]))
        for commodity in COMMODITIES[1:]:
            if commodity in others:
                spot = (*where, "commodities", commodity)
                entry = numbers.mapping(spot, others[commodity])
                numbers.known(spot, entry, SUPPLY_KEYS)
                supplies.append(self._supply(spot, entry, name, commodity))
        return Side(name, numbers.text(where, raw, "actor"), numbers.text((*where, "cut"), cut, "by"), tuple(supplies))

    def _supply(self, where: Where, raw: Mapping[str, Any], side: str, commodity: str) -> Supply:
        numbers, words = self.numbers, words_of(commodity)
        numbers.commodity = commodity
        for group in ("demand", "rationing", "stock", "supply"):
            names = [word.key.split(".")[1] for word in words if word.key.startswith(f"{group}.")]
            numbers.known((*where, group), numbers.mapping((*where, group), raw.get(group)), names)
        for word in words:
            numbers.word(word, where, dict(raw))
        routes = self._routes((*where, "routes"), raw.get("routes"))
        bare = Supply(side, commodity, routes, ())
        limits = self._limits((*where, "limits"), raw.get("limits"), bare)
        self._check_supply(where, raw, bare)
        return Supply(side, commodity, routes, limits)

    def _routes(self, where: Where, value: Any) -> tuple[Route, ...]:
        routes = []
        for key, entry in self.numbers.mapping(where, value).items():
            spot = (*where, str(key))
            self.numbers.name(spot, str(key))
            raw = self.numbers.mapping(spot, entry)
            self.numbers.known(spot, raw, [*keys_of(ROUTE_FIELDS), *(word.key for word in ROUTE_WORDS)])
            kind = self.numbers.text(spot, raw, "kind")
            if kind and kind not in KINDS:
                self.numbers.problem((*spot, "kind"), unknown_name("kind of route", kind, KINDS, "use one of these"))
            supplier = self.numbers.text(spot, raw, "supplier")
            for word in ROUTE_WORDS:
                self.numbers.word(word, spot, raw)
            where_named = (*spot, "chokepoints")
            passed = named_chokepoints(self.numbers, where_named, raw.get("chokepoints"), self.chokepoints)
            routes.append(Route(str(key), kind, supplier, str(raw.get("label", key)), tuple(passed)))
        return tuple(routes)

    def _limits(self, where: Where, value: Any, supply: Supply) -> tuple[Limit, ...]:
        named: dict[str, tuple[str, ...]] = {}
        passages: dict[str, str] = {}
        for key, entry in self.numbers.mapping(where, value).items():
            spot = (*where, str(key))
            self.numbers.name(spot, str(key))
            raw = self.numbers.mapping(spot, entry)
            self.numbers.known(spot, raw, [*keys_of(LIMIT_FIELDS), *(word.key for word in LIMIT_WORDS)])
            for word in LIMIT_WORDS:
                self.numbers.word(word, spot, raw)
            passages[str(key)] = str(raw.get("chokepoint") or "")
            named[str(key)] = self._limited(spot, raw, supply)
        self._check_nested(where, named)
        return tuple(Limit(key, names, self._alike(key, named, supply), passages[key]) for key, names in named.items())

    def _limited(self, spot: Where, raw: dict[str, Any], supply: Supply) -> tuple[str, ...]:
        """The routes that share one limit: those that it lists, or those that pass its chokepoint."""
        numbers, known = self.numbers, [route.name for route in supply.routes]
        names = numbers.names((*spot, "routes"), raw.get("routes"))
        passage = raw.get("chokepoint")
        if passage is not None:
            if "routes" in raw:
                numbers.problem((*spot, "chokepoint"), "stands beside routes; give one of the two")
            here = (*spot, "chokepoint")
            named_chokepoints(numbers, here, [str(passage)], self.chokepoints)
            names = [route.name for route in supply.routes if passage in route.chokepoints]
            if not names and passage in self.chokepoints:
                numbers.problem(here, f"matches no route: none of {supply.name} names chokepoint {passage!r}")
            return tuple(names)
        if not names:
            what = "matches no route; name the routes that share it, as routes: [a, b], or a chokepoint"
            numbers.problem(spot, what)
        for index, name in enumerate(names):
            if name not in known:
                step = "a limit that matches no route is an error"
                numbers.problem((*spot, "routes", index), unknown_name("route", name, known, step))
            if name in names[:index]:
                numbers.problem((*spot, "routes", index), f"{name!r} stands twice; keep one")
        return tuple(dict.fromkeys(name for name in names if name in known))

    def _check_nested(self, where: Where, named: Mapping[str, tuple[str, ...]]) -> None:
        """Crossing limits are refused: the day loop allocates fast, which is exact for nested limits alone."""
        routes = sorted({name for names in named.values() for name in names})
        clash = crossing([[routes.index(name) for name in names] for names in named.values()])
        if clash is not None:
            first, second = (list(named)[number] for number in clash)
            what = f"crosses limit {first!r}: each has routes that the other has not; limits must be nested or apart"
            self.numbers.problem((*where, second), what)

    def _alike(self, key: str, named: Mapping[str, tuple[str, ...]], supply: Supply) -> bool:
        """True where scaling all routes by one factor is exact: one kind, supplier, lag and exposure, no nesting."""
        names = named[key]
        if any(set(names) & set(others) for other, others in named.items() if other != key):
            return False
        chosen = [route for route in supply.routes if route.name in names]
        if len({(route.kind, route.supplier) for route in chosen}) > 1:
            return False
        for fate in ("lag", "exposure"):
            numbers = [f"{supply.name}.routes.{name}.{fate}" for name in names]
            found = [self.numbers.found[name] for name in numbers if name in self.numbers.found]
            ends = {(number.low, number.high) for number in found}
            unsure = len(names) > 1 and any(low < high for low, high in ends)
            if len(ends) > 1 or unsure or self.changing & set(numbers):
                return False
        return True

    def _check_supply(self, where: Where, raw: Mapping[str, Any], supply: Supply) -> None:
        found, name, use = self.numbers.found, supply.name, supply.use_key.split(".")[1]
        if "demand" in raw and not supply.routes and "stock" not in raw and "supply" not in raw:
            self.numbers.problem((*where, "demand"), "demand without route or stock: nothing could ever meet it")
        military, essential = found.get(f"{name}.demand.military"), found.get(f"{name}.demand.essential")
        if military and essential and military.high + essential.high > 1.0:
            self.numbers.problem(
                (*where, "demand", "essential"), "military and essential at their highest pass 1, all of demand"
            )
        demand = found.get(f"{name}.{supply.use_key}")
        if demand and demand.low <= 0.0:
            what = f"{use} must be above 0; a side without demand cannot run out"
            self.numbers.problem((*where, "demand", use), what)
        start, full = found.get(f"{name}.rationing.start_cover"), found.get(f"{name}.rationing.full_cover")
        if start and full and start.low - full.high < SMALLEST_RATIONING_SPAN:
            spot = (*where, "rationing", "start_cover")
            self.numbers.problem(spot, "its low must be at least two days above the high of full_cover")
