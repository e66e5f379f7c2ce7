"""Reads and checks scenario files; all problems of a file are raised at once, with lines. Runs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from multifront.contingency.numbers import NumberReader
from multifront.contingency.scenario import Limit, Route, Scenario, Side
from multifront.contingency.vocabulary import (
    KINDS,
    LIMIT_WORDS,
    ROUTE_WORDS,
    SCENARIO_WORDS,
    SIDE_WORDS,
    SMALLEST_RATIONING_SPAN,
)
from multifront.domain.located import Located, parse_located
from multifront.errors import FileProblems, UsageError, unknown_name

SHIPPED = resources.files("multifront") / "scenarios"

TOP_KEYS = ("scenario", "title", "start", "note", "conversions", "stop_after", "partner", "sides")
SIDE_KEYS = ("actor", "cut", "demand", "rationing", "stock", "supply", "routes", "limits")
ROUTE_KEYS = ("kind", "supplier", "label")

Where = tuple[str | int, ...]


def load(path: str | Path) -> Scenario:
    """Read and check a scenario file, or a shipped scenario by its name.

    Args:
        path: a YAML file, or the name of a shipped scenario (`taiwan-blockade`).

    Returns:
        The scenario with every number as a range in the model's units (mb/d, Mbbl, days, shares).

    Raises:
        FileProblems: every problem of the file at once, with lines.
        UsageError: there is no such file and no shipped scenario of that name, or the file is not UTF-8 text.

    Assumes:
        Sources are named, not looked up: whether an observation id exists is for the caller, who has the evidence.

    References:
        The language is described in docs/model-supply.md.

    Example:
        >>> load("small").side("china").actor
        'CHN'
    """
    file = Path(path)
    if file.is_file():
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"cannot read {str(path)!r} as UTF-8 text: {error}; save it as UTF-8 YAML") from error
        return read_scenario(text, str(path))
    names = shipped_scenarios()
    if str(path) in names:
        return read_scenario((SHIPPED / f"{path}.yaml").read_text(encoding="utf-8"), f"{path}.yaml")
    raise UsageError(unknown_name("scenario", str(path), names, "or give the path of a YAML file"))


def shipped_scenarios() -> list[str]:
    """Names of the scenarios that the package ships, sorted.

    Args:
        None.

    Returns:
        Names that `load` takes.

    Raises:
        Nothing of its own.

    Assumes:
        Nothing.

    References:
        None: a listing.

    Example:
        >>> "small" in shipped_scenarios()
        True
    """
    return sorted(item.name.removesuffix(".yaml") for item in SHIPPED.iterdir() if item.name.endswith(".yaml"))


def read_scenario(text: str, name: str) -> Scenario:
    """Check the text of a scenario and turn it into values.

    Args:
        text: YAML.
        name: what to call the file in errors.

    Returns:
        The scenario.

    Raises:
        FileProblems: every problem of the text at once, with lines.

    Assumes:
        As `load`.

    References:
        The language is described in docs/model-supply.md.

    Example:
        >>> from multifront.errors import FileProblems
        >>> try:
        ...     read_scenario("scenario: mine", "mine.yaml")
        ... except FileProblems as error:
        ...     print(error.problems[0].what)
        missing; give each number as {low, mode, high, unit, source} or with an assumption
    """
    reader = _Reader(parse_located(text, name), name)
    scenario = reader.scenario()
    if reader.numbers.problems:
        raise FileProblems(name, reader.numbers.problems)
    return scenario


class _Reader:
    """Walks one parsed document; everything wrong goes to `numbers.problems`."""

    def __init__(self, document: Located, path: str) -> None:
        self.path = path
        self.numbers = NumberReader(document)
        self.raw = self.numbers.mapping((), document.value)

    def scenario(self) -> Scenario:
        self.numbers.known((), self.raw, TOP_KEYS)
        density = self.numbers.word(SCENARIO_WORDS[0], (), self.raw)
        self.numbers.barrels_per_tonne = density.mode if density else None
        last = self.numbers.word(SCENARIO_WORDS[1], (), self.raw)
        for word in SCENARIO_WORDS[2:]:
            self.numbers.word(word, (), self.raw)
        for number in (density, last):
            if number is not None and not number.fixed:
                where = tuple(number.name.split("."))
                self.numbers.problem(where, "must be one value for all draws; use distribution: point")
        for group, table in (
            ("conversions", ("barrels_per_tonne",)),
            ("partner", ("actor", "flag_share", "inspection_loss")),
        ):
            self.numbers.known((group,), self.numbers.mapping((group,), self.raw.get(group)), table)
        raw_sides = self.numbers.mapping(("sides",), self.raw.get("sides"))
        if not raw_sides:
            self.numbers.problem(("sides",), "no side; a scenario needs at least one with demand and supply")
        sides = {str(name): self._side(("sides", str(name)), raw) for name, raw in raw_sides.items()}
        partner = self.numbers.mapping(("partner",), self.raw.get("partner"))
        return Scenario(
            name=self.numbers.text((), self.raw, "scenario"),
            title=self.numbers.text((), self.raw, "title"),
            start=self._start(),
            note=str(self.raw.get("note", "")).strip(),
            path=self.path,
            partner=self.numbers.text(("partner",), partner, "actor"),
            sides=sides,
            numbers=self.numbers.found,
        )

    def _start(self) -> date:
        value = self.raw.get("start")
        if type(value) is date:
            return value
        self.numbers.problem(
            ("start",), f"found {value!r}; give the day to which stocks and flows refer, as 2025-12-17"
        )
        return date.min

    def _side(self, where: Where, value: Any) -> Side:
        raw = self.numbers.mapping(where, value)
        self.numbers.known(where, raw, SIDE_KEYS)
        for group in ("cut", "demand", "rationing", "stock", "supply"):
            names = [word.key.split(".")[1] for word in SIDE_WORDS if word.key.startswith(f"{group}.")]
            extra = ["by"] if group == "cut" else []
            self.numbers.known((*where, group), self.numbers.mapping((*where, group), raw.get(group)), [*names, *extra])
        for word in SIDE_WORDS:
            self.numbers.word(word, where, raw)
        routes = self._routes((*where, "routes"), raw.get("routes"))
        limits = self._limits((*where, "limits"), raw.get("limits"), routes)
        self._check_side(where, raw, routes)
        cut = self.numbers.mapping((*where, "cut"), raw.get("cut"))
        cut_by = self.numbers.text((*where, "cut"), cut, "by")
        return Side(str(where[-1]), self.numbers.text(where, raw, "actor"), cut_by, routes, limits)

    def _routes(self, where: Where, value: Any) -> tuple[Route, ...]:
        routes = []
        for key, entry in self.numbers.mapping(where, value).items():
            spot = (*where, str(key))
            raw = self.numbers.mapping(spot, entry)
            self.numbers.known(spot, raw, [*ROUTE_KEYS, *(word.key for word in ROUTE_WORDS)])
            kind = self.numbers.text(spot, raw, "kind")
            if kind and kind not in KINDS:
                self.numbers.problem((*spot, "kind"), unknown_name("kind of route", kind, KINDS, "use one of these"))
            supplier = self.numbers.text(spot, raw, "supplier")
            for word in ROUTE_WORDS:
                self.numbers.word(word, spot, raw)
            routes.append(Route(str(key), kind, supplier, str(raw.get("label", key))))
        return tuple(routes)

    def _limits(self, where: Where, value: Any, routes: tuple[Route, ...]) -> tuple[Limit, ...]:
        limits: list[Limit] = []
        by_name = {route.name: route for route in routes}
        for key, entry in self.numbers.mapping(where, value).items():
            spot = (*where, str(key))
            raw = self.numbers.mapping(spot, entry)
            self.numbers.known(spot, raw, ["routes", *(word.key for word in LIMIT_WORDS)])
            for word in LIMIT_WORDS:
                self.numbers.word(word, spot, raw)
            names = tuple(str(name) for name in raw.get("routes") or ())
            self._check_limit(spot, names, by_name, limits)
            limits.append(Limit(str(key), names))
        return tuple(limits)

    def _check_limit(
        self, spot: Where, names: tuple[str, ...], routes: Mapping[str, Route], earlier: list[Limit]
    ) -> None:
        if not names:
            self.numbers.problem(spot, "matches no route; name the routes that share it, as routes: [a, b]")
        for index, name in enumerate(names):
            if name not in routes:
                step = "a limit that matches no route is an error"
                self.numbers.problem((*spot, "routes", index), unknown_name("route", name, list(routes), step))
            if any(name in limit.routes for limit in earlier):
                self.numbers.problem(
                    (*spot, "routes", index), f"route {name!r} is under two limits; one is exact, two are not"
                )
        kinds = {(routes[name].kind, routes[name].supplier) for name in names if name in routes}
        if len(kinds) > 1:
            self.numbers.problem(
                spot, "joins routes of different kinds or suppliers; the fast allocation is not exact for that"
            )
        self._check_alike(spot, [name for name in names if name in routes])

    def _check_alike(self, spot: Where, names: list[str]) -> None:
        """Scaling all routes of a limit by one factor is exact only where a barrel on each meets the same fate."""
        side = str(spot[1])
        for key in ("lag", "exposure"):
            found = [self.numbers.found.get(f"{side}.routes.{name}.{key}") for name in names]
            ends = {(number.low, number.high) for number in found if number is not None}
            if len(ends) > 1 or (len(names) > 1 and any(low < high for low, high in ends)):
                self.numbers.problem(
                    spot, f"joins routes whose {key} may differ; give them one fixed {key}, or no common limit"
                )

    def _check_side(self, where: Where, raw: Mapping[str, Any], routes: tuple[Route, ...]) -> None:
        side = str(where[-1])
        found = self.numbers.found
        if "demand" in raw and not routes and "stock" not in raw:
            self.numbers.problem((*where, "demand"), "demand without route or stock: nothing could ever meet it")
        military, essential = found.get(f"{side}.demand.military"), found.get(f"{side}.demand.essential")
        if military and essential and military.high + essential.high > 1.0:
            self.numbers.problem(
                (*where, "demand", "essential"), "military and essential at their highest pass 1, all of demand"
            )
        runs = found.get(f"{side}.demand.runs")
        if runs and runs.low <= 0.0:
            self.numbers.problem(
                (*where, "demand", "runs"), "runs must be above 0; a side without demand cannot run out"
            )
        start, full = found.get(f"{side}.rationing.start_cover"), found.get(f"{side}.rationing.full_cover")
        if start and full and start.low - full.high < SMALLEST_RATIONING_SPAN:
            spot = (*where, "rationing", "start_cover")
            self.numbers.problem(spot, "its low must be at least two days above the high of full_cover")
