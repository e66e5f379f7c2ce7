"""Reads single numbers of a scenario file and collects what is wrong with them. The shape of a file is in `reader`."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from typing import Any

from multifront.contingency.ranges import (
    DISTRIBUTIONS,
    RELATIVE,
    ClaimNumber,
    Range,
    lognormal_ends,
    unit_factor,
    valid_units,
)
from multifront.contingency.vocabulary import COMMODITIES
from multifront.contingency.words import Word
from multifront.domain.located import Located
from multifront.errors import Problem, unknown_name

NUMBER_KEYS = ("low", "mode", "high", "unit", "source", "assumption", "distribution", "interval", "from")
SOURCE_ID = re.compile(r"[a-z_]+:\S+")
INTERVAL = re.compile(r"(\d+(?:\.\d+)?)\s*%")
DEFAULTED = "not in the file: default of the vocabulary"
"""The reason of a number that the file leaves out."""
MISSING = "missing; give each number as {low, mode, high, unit, source} or with an assumption"

Where = tuple[str | int, ...]
Values = tuple[float, float, float]


def dotted_name(where: Where) -> str:
    """The name of a number or place: its path in the file without the words that only group."""
    return ".".join(str(part) for part in where if part not in ("sides", "commodities"))


class NumberReader:
    """Turns entries of a document into ranges in the model's units; problems pile up instead of stopping the walk."""

    def __init__(self, document: Located, claims: Mapping[str, ClaimNumber] | None = None) -> None:
        self.document = document
        self.claims = claims
        self.problems: list[Problem] = list(document.problems)
        self.found: dict[str, Range] = {}
        self.named: set[str] = set()
        self.densities: dict[str, float] = {}
        self.commodity = COMMODITIES[0]

    def problem(self, where: Where, what: str) -> None:
        """Note something wrong at a place of the file."""
        dotted = dotted_name(where) or "file"
        self.problems.append(Problem(self.document.line(where), dotted, what))

    def mapping(self, where: Where, value: Any) -> dict[str, Any]:
        """The entry as a mapping; an absent one is empty, anything else is a problem."""
        if value is None:
            return {}
        if isinstance(value, dict):
            return {str(key): item for key, item in value.items()}
        self.problem(where, f"found {value!r}; expected names with values under it")
        return {}

    def known(self, where: Where, raw: dict[str, Any], valid: Collection[str]) -> None:
        """Note every key that the language does not have."""
        for key, value in raw.items():
            if key not in valid:
                step = "quote a text with commas" if value is None else "remove it or correct its name"
                self.problem((*where, key), unknown_name("key", key, list(valid), step))

    def name(self, where: Where, name: str, taken: Collection[str] = ()) -> None:
        """Note a name that would be read as something else: with a dot or an @ in it, or a word of the language."""
        if not name or any(sign in name for sign in ".@") or name in taken:
            self.problem(where, f"{name!r} cannot be a name: no dots, no @, and none of the language's own top words")

    def names(self, where: Where, value: Any) -> list[str]:
        """A list of names; an absent one is empty, anything else than texts in a list is a problem."""
        if value is None:
            return []
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return list(value)
        self.problem(where, f"found {value!r}; a list of names is needed, as [a, b]")
        return []

    def text(self, where: Where, raw: dict[str, Any], key: str) -> str:
        """A required text."""
        value = raw.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.problem((*where, key), f"found {value!r}; a text is needed")
        return ""

    def word(self, word: Word, where: Where, raw: dict[str, Any]) -> Range | None:
        """The number of one word of the vocabulary under `where`; kept in `found` when it is sound."""
        spot = (*where, *word.key.split("."))
        entry: Any = raw
        for part in word.key.split("."):
            entry = entry.get(part) if isinstance(entry, dict) else None
        name = dotted_name(spot)
        self.named.add(name)
        number = self._absent(word, spot, name) if entry is None else self.entry(word, spot, name, entry)
        if number is not None:
            self.found[name] = number
        return number

    def _absent(self, word: Word, spot: Where, name: str) -> Range | None:
        if word.default is None:
            self.problem(spot, MISSING)
            return None
        unit = valid_units(word.quantity, self.commodity)[0]
        values = (word.default,) * 3
        return Range(name, *values, unit, unit, 1.0, "point", (), DEFAULTED, 0)

    def entry(self, word: Word, spot: Where, name: str, entry: Any) -> Range | None:
        """One number as it stands at `spot`, in the model's units; None, and problems noted, where it is not sound."""
        before = len(self.problems)
        if not isinstance(entry, dict):
            self.problem(spot, f"found {entry!r} alone; {MISSING.removeprefix('missing; ')}")
            return None
        raw = self.mapping(spot, entry)
        self.known(spot, raw, NUMBER_KEYS)
        given = self._of_claim(spot, raw) if "from" in raw else raw
        distribution = str(given.get("distribution", "pert"))
        if distribution not in DISTRIBUTIONS:
            self.problem(spot, unknown_name("distribution", distribution, list(DISTRIBUTIONS), "use one of these"))
        sources = () if "from" in raw else self.sources(spot, raw)
        unit = self._unit(word, spot, raw)
        values = self._values(spot, given, distribution)
        if values is not None and unit is not None:
            self._check_bounds(word, spot, (min(values) * unit[1], max(values) * unit[1]))
        if values is None or unit is None or len(self.problems) > before:
            return None
        low, mode, high = (value * unit[1] for value in values)
        line, assumption = self.document.line(spot), str(raw.get("assumption") or "").strip()
        stated, claim = str(raw["unit"]), str(raw.get("from", ""))
        relative = unit[0] in RELATIVE.values()
        shape = (low, mode, high, unit[0], stated, unit[1], distribution)
        return Range(name, *shape, sources, assumption, line, relative, claim)

    def _of_claim(self, spot: Where, raw: dict[str, Any]) -> dict[str, Any]:
        """A number that is taken from a judged claim, as it would stand if it were written out."""
        name, more = str(raw["from"]), [key for key in raw if key not in ("from", "unit", "assumption")]
        if more:
            self.problem(spot, f"stands from claim {name!r}, which gives the range; remove {', '.join(more)}")
        if not self.claims:
            what = f"claim {name!r} is not judged here; give a brief that judged it: --claims BRIEF.json"
            self.problem((*spot, "from"), what)
        elif name not in self.claims:
            step = "use one of the brief's numbers that have an interval"
            self.problem((*spot, "from"), unknown_name("claim", name, sorted(self.claims), step))
        else:
            found = self.claims[name]
            alike = found.unit in ("", raw.get("unit"))
            if not alike:
                what = f"claim {name!r} gives {found.unit!r}, the file says {raw.get('unit')!r}; give the claim's unit"
                self.problem((*spot, "unit"), what)
            return claim_entry(found)
        return {"distribution": "point", "mode": 0.0}  # a stand-in: the problem is noted, and no second one is wanted

    def sources(self, spot: Where, raw: dict[str, Any]) -> tuple[str, ...]:
        """The observations that an entry names; none without an assumption is a problem."""
        given = raw.get("source")
        listed = given if isinstance(given, list) else [] if given is None else [given]
        for source in listed:
            if not isinstance(source, str) or not SOURCE_ID.fullmatch(source):
                what = (
                    f"{source!r} is no observation id; ids look like core:cn_crude_stocks, param:tw_oil_days, econ:0269"
                )
                self.problem((*spot, "source"), what)
        if not listed and not str(raw.get("assumption") or "").strip():
            self.problem(spot, "missing source; name the observation (source:) or say why you assume it (assumption:)")
        return tuple(str(source) for source in listed)

    def _unit(self, word: Word, spot: Where, raw: dict[str, Any]) -> tuple[str, float] | None:
        unit = raw.get("unit")
        factor = unit_factor(word.quantity, str(unit), self.densities.get(self.commodity), self.commodity)
        if factor is None:
            valid = ", ".join(valid_units(word.quantity, self.commodity))
            self.problem((*spot, "unit"), f"unit {unit!r} does not convert to a {word.quantity}; valid: {valid}")
        return factor

    def _values(self, spot: Where, raw: dict[str, Any], distribution: str) -> Values | None:
        """Low, mode and high as stated, after the interval rule; None where something is wrong."""
        read = {key: self._plain(spot, raw, key) for key in ("low", "mode", "high") if key in raw}
        if any(value is None for value in read.values()):
            return None
        low, mode, high = (read.get(key) for key in ("low", "mode", "high"))
        if distribution == "lognormal":
            return self._lognormal(spot, low, mode, high)
        if low is None and high is None and mode is not None:
            return self._single(spot, raw, mode, distribution)
        if low is None or high is None or (mode is None and distribution != "uniform"):
            self.problem(
                spot, "incomplete range; give low, mode and high (uniform: low and high), or mode and interval"
            )
            return None
        if mode is None:
            mode = (low + high) / 2.0
        if low > mode or mode > high:
            self.problem(spot, f"low {low:g} <= mode {mode:g} <= high {high:g} does not hold")
        return low, mode, high

    def _lognormal(self, spot: Where, low: float | None, mode: float | None, high: float | None) -> Values | None:
        """The outermost ends and the mode; the file gives 5 and 95 %."""
        if low is None or high is None or mode is not None or not 0.0 < low < high:
            self.problem(spot, "lognormal takes low (5 %) and high (95 %) with 0 < low < high, and no mode")
            return None
        return lognormal_ends(low, high)

    def _plain(self, spot: Where, raw: dict[str, Any], key: str) -> float | None:
        value = raw[key]
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self.problem((*spot, key), f"found {value!r}; a finite number is needed")
            return None
        return float(value)

    def _single(self, spot: Where, raw: dict[str, Any], mode: float, distribution: str) -> Values | None:
        """A single published value: a point if declared so, else mode x (1 -/+ interval)."""
        if distribution == "point":
            return mode, mode, mode
        match = INTERVAL.fullmatch(str(raw.get("interval", "")))
        if match is None:
            self.problem(spot, "a single value needs interval: '10%' (see docs/model-supply.md) or distribution: point")
            return None
        width = float(match.group(1)) / 100.0
        return mode * (1.0 - width), mode, mode * (1.0 + width)

    def _check_bounds(self, word: Word, spot: Where, ends: tuple[float, float]) -> None:
        low, high = ends
        if low < 0.0:
            self.problem(spot, f"negative {word.key.split('.')[-1]}: {low:g}; the least is 0")
        if word.quantity == "share" and high > 1.0:
            self.problem(spot, f"share outside 0..1: {high:g}; per cent need unit: '%'")


def claim_entry(found: ClaimNumber) -> dict[str, Any]:
    """The interval of a claim as an entry: PERT where the best value lies inside it, else uniform."""
    ends = {"low": found.low, "high": found.high}
    if found.low == found.high:
        return {"mode": found.low, "distribution": "point"}
    if found.mode is None or not found.low <= found.mode <= found.high:
        return {**ends, "distribution": "uniform"}
    return {**ends, "mode": found.mode}
