"""Reads and checks scenario files; all problems of a file are raised at once, with lines. Runs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path

from multifront.contingency.block_reader import BlockReader
from multifront.contingency.changes import DatedChanges
from multifront.contingency.chokepoints import read_chokepoints
from multifront.contingency.correlation_reader import CorrelationReader
from multifront.contingency.extending import base_of, extended
from multifront.contingency.fields import PARTNER_FIELDS, TOP_FIELDS, keys_of
from multifront.contingency.lever_reader import LeverReader
from multifront.contingency.numbers import NumberReader
from multifront.contingency.ranges import ClaimNumber
from multifront.contingency.scenario import Scenario
from multifront.contingency.side_reader import SideReader
from multifront.contingency.vocabulary import COMMODITIES, GAS_DENSITY, SCENARIO_WORDS
from multifront.domain.located import Located, parse_located
from multifront.errors import FileProblems, Problem, UsageError, unknown_name

SHIPPED = resources.files("multifront") / "scenarios"

Claims = Mapping[str, ClaimNumber] | None
TOP_KEYS = (*keys_of(TOP_FIELDS), "stop_after")
TAKEN = (*TOP_KEYS, *COMMODITIES)
"""Names that no side may have: numbers are told apart by the first part of their dotted name."""


def load(path: str | Path, claims: Claims = None) -> Scenario:
    """Read and check a scenario file, or a shipped scenario by its name.

    Args:
        path: a YAML file, or the name of a shipped scenario (`taiwan-blockade`).
        claims: what judged claims gave, for numbers that stand as `{from: claim}`.

    Returns:
        The scenario with every number as a range in the model's units (mb/d, Mbbl, days, shares).

    Raises:
        FileProblems: every problem of the file at once, with lines.
        UsageError: there is no such file and no shipped scenario of that name, or the file is not UTF-8 text.

    Assumes:
        Sources are named, not looked up: whether an observation id exists is for the caller, who has the evidence.

    References:
        The language is described in docs/scenario-language.md.

    Example:
        >>> load("small").side("china").actor
        'CHN'
    """
    return read_scenario(*scenario_text(str(path)), claims)


def scenario_text(path: str) -> tuple[str, str]:
    """The text of a scenario file or of a shipped scenario, and how to call it.

    Raises:
        UsageError: there is neither, or the file is not UTF-8 text.
    """
    file = Path(path)
    if file.is_file():
        try:
            return file.read_text(encoding="utf-8"), path
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"cannot read {path!r} as UTF-8 text: {error}; save it as UTF-8 YAML") from error
    names = shipped_scenarios()
    if path in names:
        return (SHIPPED / f"{path}.yaml").read_text(encoding="utf-8"), f"{path}.yaml"
    raise UsageError(unknown_name("scenario", path, names, "or give the path of a YAML file"))


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


def read_scenario(text: str, name: str, claims: Claims = None) -> Scenario:
    """Check the text of a scenario and turn it into values.

    Args:
        text: YAML.
        name: what to call the file in errors.
        claims: as in `load`.

    Returns:
        The scenario.

    Raises:
        FileProblems: every problem of the text at once, with lines.

    Assumes:
        As `load`.

    References:
        The language is described in docs/scenario-language.md.

    Example:
        >>> from multifront.errors import FileProblems
        >>> try:
        ...     read_scenario("scenario: mine", "mine.yaml")
        ... except FileProblems as error:
        ...     print(error.problems[0].what)
        missing; give each number as {low, mode, high, unit, source} or with an assumption
    """
    return _read(text, name, (), claims)


def _read(text: str, name: str, above: tuple[str, ...], claims: Claims) -> Scenario:
    """As `read_scenario`; `above` are the files that this one is the base of."""
    document = _parsed(text, name)
    base = base_of(document)
    if base is not None:
        document = extended(document, _base_document(document, base, (*above, name), claims))
    reader = _Reader(document, name, claims)
    scenario = reader.scenario()
    if reader.numbers.problems:
        raise FileProblems(name, reader.numbers.problems)
    return scenario


_parsed_once = lru_cache(maxsize=16)(parse_located)


def _parsed(text: str, name: str) -> Located:
    """The document, parsed once however many files extend it: parsing takes nearly all of the time of reading."""
    found = _parsed_once(text, name)
    return replace(found, value=deepcopy(found.value))


def _base_text(name: str, base: str) -> tuple[str, str]:
    """The text of the base that the file of that name extends: a file beside it, or as `scenario_text`."""
    beside = Path(name).parent / base
    return scenario_text(str(beside) if beside.is_file() else base)


def file_texts(path: str) -> tuple[str, ...]:
    """The texts of a scenario file and of the files that it extends, the file first; nothing of shipped scenarios.

    Args:
        path: as in `load`.

    Returns:
        What has to be the same for the scenario to be the same, beside the package.

    Raises:
        UsageError: a file that is extended is not there, or is not UTF-8 text.
        FileProblems: a text is not YAML.

    Assumes:
        Nothing else: the scenario is read, not checked.

    References:
        docs/scenario-language.md, on `extends`.

    Example:
        >>> file_texts("small")
        ()
    """
    found: dict[str, str] = {}
    while Path(path).is_file() and path not in found:
        found[path], _ = scenario_text(path)
        base = base_of(_parsed(found[path], path))
        if base is None:
            break
        _, path = _base_text(path, base)
    return tuple(found.values())


def _base_document(document: Located, base: str, above: tuple[str, ...], claims: Claims) -> Located:
    """The checked document of the base, itself extended where it extends another; `above` ends with the file itself."""
    name = above[-1]
    try:
        text, path = _base_text(name, base)
    except UsageError as error:
        raise FileProblems(name, [Problem(document.line(("extends",)), "extends", str(error))]) from error
    if path in above:
        what = f"{base!r} is extended by way of itself; begin from a scenario that stands alone"
        raise FileProblems(name, [Problem(document.line(("extends",)), "extends", what)])
    _read(text, path, above, claims)
    found = _parsed(text, path)
    deeper = base_of(found)
    return found if deeper is None else extended(found, _base_document(found, deeper, (*above, path), claims))


class _Reader:
    """Walks one parsed document; everything wrong goes to `numbers.problems`."""

    def __init__(self, document: Located, path: str, claims: Claims) -> None:
        self.path = path
        self.numbers = NumberReader(document, claims)
        self.raw = self.numbers.mapping((), document.value)

    def scenario(self) -> Scenario:
        """The checked document; meaningless where problems were noted."""
        numbers = self.numbers
        numbers.known((), self.raw, TOP_KEYS)
        self._scenario_words()
        raw_sides = numbers.mapping(("sides",), self.raw.get("sides"))
        if not raw_sides:
            numbers.problem(("sides",), "no side; a scenario needs at least one with demand and supply")
        dated = DatedChanges(numbers, self.raw.get("changes"))
        passages = read_chokepoints(numbers, self.raw.get("chokepoints"))
        sides = {}
        for name, raw in raw_sides.items():
            numbers.name(("sides", name), name, TAKEN)
            sides[name] = SideReader(numbers, dated.named, passages).side(("sides", name), raw)
        blocks = BlockReader(numbers, self.raw).blocks(tuple(sides))
        start = self._start()
        steps = dated.steps(start)
        correlations, copulas = CorrelationReader(numbers, self.raw.get("correlations")).read()
        levers = LeverReader(numbers, next(iter(sides), "")).levers(self.raw.get("levers"))
        partner = numbers.mapping(("partner",), self.raw.get("partner"))
        return Scenario(
            name=numbers.text((), self.raw, "scenario"),
            title=numbers.text((), self.raw, "title"),
            start=start,
            note=str(self.raw.get("note", "")).strip(),
            question=str(self.raw.get("question", "")).strip(),
            path=self.path,
            partner=numbers.text(("partner",), partner, "actor"),
            sides=sides,
            steps=steps,
            numbers=numbers.found,
            blocks=blocks,
            chokepoints=passages,
            correlations=correlations,
            copulas=copulas,
            levers=levers,
        )

    def _scenario_words(self) -> None:
        numbers = self.numbers
        density = numbers.word(SCENARIO_WORDS[0], (), self.raw)
        fixed = [density, numbers.word(SCENARIO_WORDS[1], (), self.raw)]
        for word in SCENARIO_WORDS[2:]:
            numbers.word(word, (), self.raw)
        conversions = numbers.mapping(("conversions",), self.raw.get("conversions"))
        of_gas = numbers.word(GAS_DENSITY, (), self.raw) if "bcm_per_mt" in conversions else None
        for number in (*fixed, of_gas):
            if number is not None and not number.fixed:
                where = tuple(number.name.split("."))
                numbers.problem(where, "must be one value for all draws; use distribution: point")
        pairs = (("crude", density), ("gas", of_gas))
        numbers.densities = {name: number.mode for name, number in pairs if number is not None}
        numbers.known(("conversions",), conversions, ("barrels_per_tonne", "bcm_per_mt"))
        partner = numbers.mapping(("partner",), self.raw.get("partner"))
        numbers.known(
            ("partner",), partner, [*keys_of(PARTNER_FIELDS), *(word.key.split(".")[1] for word in SCENARIO_WORDS[2:])]
        )

    def _start(self) -> date:
        value = self.raw.get("start")
        if type(value) is date:
            return value
        self.numbers.problem(
            ("start",), f"found {value!r}; give the day to which stocks and flows refer, as 2025-12-17"
        )
        return date.min
