"""Reads dated changes of a scenario: from a day on, a number has another value. Runs nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from multifront.contingency.fields import CHANGE_FIELDS, keys_of
from multifront.contingency.numbers import NumberReader, Where
from multifront.contingency.vocabulary import DATED, commodity_of, word_of
from multifront.errors import unknown_name


class DatedChanges:
    """The entries `changes: [{from: day or date, set: {number: value}}]` of a document."""

    def __init__(self, numbers: NumberReader, entries: Any) -> None:
        self.numbers = numbers
        self.entries: list[Any] = entries if isinstance(entries, list) else []
        if entries is not None and not isinstance(entries, list):
            numbers.problem(("changes",), "expected a list, as - {from: 30, set: {china.cut.share: {...}}}")

    @property
    def named(self) -> frozenset[str]:
        """Every number that some entry sets, sound or not."""
        sets = [entry.get("set") for entry in self.entries if isinstance(entry, dict)]
        return frozenset(str(name) for named in sets if isinstance(named, dict) for name in named)

    def steps(self, start: date) -> dict[str, tuple[tuple[int, str], ...]]:
        """Number -> its (day, name of the number that holds from then on), in the order of days."""
        found: dict[str, dict[int, str]] = {}
        for index, entry in enumerate(self.entries):
            where: Where = ("changes", index)
            raw = self.numbers.mapping(where, entry)
            self.numbers.known(where, raw, keys_of(CHANGE_FIELDS))
            day = self._day((*where, "from"), raw.get("from"), start)
            values = self.numbers.mapping((*where, "set"), raw.get("set"))
            if not values:
                self.numbers.problem((*where, "set"), "sets nothing; name a number and its value from that day on")
            for name, value in values.items():
                self._step((*where, "set", name), name, value, day, found)
        return {name: tuple(sorted(steps.items())) for name, steps in found.items()}

    def _day(self, where: Where, value: Any, start: date) -> int | None:
        """Days from the start; None, and a problem, where it is none within the run."""
        day = (value - start).days if type(value) is date and start != date.min else value
        last = self.numbers.found.get("stop_after")
        if isinstance(day, int) and not isinstance(day, bool) and 0 <= day < (last.mode if last else day + 1):
            return day
        self.numbers.problem(where, f"found {value!r}; give a day of the run, as 30 or a date from the start on")
        return None

    def _step(self, where: Where, name: str, value: Any, day: int | None, found: dict[str, dict[int, str]]) -> None:
        word, numbers = word_of(name), self.numbers
        if word is None or name not in numbers.named:
            step = "it must stand in the scenario; list them: multifront scenario show"
            numbers.problem(where, unknown_name("number", name, sorted(numbers.named), step))
            return
        if word.key not in DATED:
            numbers.problem(where, f"may not change in time; those that may end in: {', '.join(DATED)}")
            return
        if day is None:
            return
        if day in found.get(name, {}):
            numbers.problem(where, f"is set twice from day {day}; keep one")
            return
        numbers.commodity = commodity_of(name)
        numbers.named.add(f"{name}@{day}")
        number = numbers.entry(word, where, f"{name}@{day}", value)
        if number is not None:
            numbers.found[number.name] = number
            found.setdefault(name, {})[day] = number.name
