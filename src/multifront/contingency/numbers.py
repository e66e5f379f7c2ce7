"""Reads single numbers of a scenario file and collects what is wrong with them. The shape of a file is in `reader`."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from typing import Any

from multifront.contingency.ranges import DISTRIBUTIONS, RELATIVE, Range, unit_factor, valid_units
from multifront.contingency.vocabulary import COMMODITIES
from multifront.contingency.words import Word
from multifront.domain.located import Located
from multifront.errors import Problem, unknown_name

NUMBER_KEYS = ("low", "mode", "high", "unit", "source", "assumption", "distribution", "interval")
SOURCE_ID = re.compile(r"[a-z_]+:\S+")
INTERVAL = re.compile(r"(\d+(?:\.\d+)?)\s*%")
MISSING = "missing; give each number as {low, mode, high, unit, source} or with an assumption"

Where = tuple[str | int, ...]
Values = tuple[float, float, float]


def dotted_name(where: Where) -> str:
    """The name of a number or place: its path in the file without the words that only group."""
    return ".".join(str(part) for part in where if part not in ("sides", "commodities"))


class NumberReader:
    """Turns entries of a document into ranges in the model's units; problems pile up instead of stopping the walk."""

    def __init__(self, document: Located) -> None:
        self.document = document
        self.problems: list[Problem] = list(document.problems)
        self.found: dict[str, Range] = {}
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
        return Range(name, *values, unit, unit, 1.0, "point", (), "not in the file: default of the vocabulary", 0)

    def entry(self, word: Word, spot: Where, name: str, entry: Any) -> Range | None:
        """One number as it stands at `spot`, in the model's units; None, and problems noted, where it is not sound."""
        before = len(self.problems)
        if not isinstance(entry, dict):
            self.problem(spot, f"found {entry!r} alone; {MISSING.removeprefix('missing; ')}")
            return None
        raw = self.mapping(spot, entry)
        self.known(spot, raw, NUMBER_KEYS)
        distribution = str(raw.get("distribution", "pert"))
        if distribution not in DISTRIBUTIONS:
            self.problem(spot, unknown_name("distribution", distribution, DISTRIBUTIONS, "use one of these"))
        sources = self._sources(spot, raw)
        unit = self._unit(word, spot, raw)
        values = self._values(spot, raw, distribution)
        if values is None or unit is None or len(self.problems) > before:
            return None
        self._check_bounds(word, spot, (values[0] * unit[1], values[2] * unit[1]))
        if len(self.problems) > before:
            return None
        low, mode, high = (value * unit[1] for value in values)
        line, assumption = self.document.line(spot), str(raw.get("assumption") or "").strip()
        stated = str(raw["unit"])
        relative = unit[0] in RELATIVE.values()
        return Range(name, low, mode, high, unit[0], stated, unit[1], distribution, sources, assumption, line, relative)

    def _sources(self, spot: Where, raw: dict[str, Any]) -> tuple[str, ...]:
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
            return None
        return low, mode, high

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
