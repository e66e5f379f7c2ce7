"""Reads groups of words of a scenario file: numbers, names, choices. Which blocks there are is elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from multifront.contingency.numbers import NumberReader, Where
from multifront.contingency.words import Word
from multifront.errors import unknown_name


class WordReader:
    """What the readers of blocks have in common; numbers and problems go where those of the file go."""

    def __init__(self, numbers: NumberReader, raw: Mapping[str, Any]) -> None:
        self.numbers = numbers
        self.raw = raw

    def _words(self, where: Where, raw: dict[str, Any], words: tuple[Word, ...], more: Collection[str] = ()) -> None:
        """Every number of a group, and every key that is none of it."""
        self.numbers.known(where, raw, [*dict.fromkeys(word.key.partition(".")[0] for word in words), *more])
        groups = {word.key.partition(".")[0] for word in words if "." in word.key}
        for group in sorted(groups):
            names = [word.key.partition(".")[2] for word in words if word.key.startswith(f"{group}.")]
            self.numbers.known((*where, group), self.numbers.mapping((*where, group), raw.get(group)), names)
        for word in words:
            self.numbers.word(word, where, raw)

    def _named(self, where: Where, value: Any, kind: str, valid: Collection[str]) -> dict[str, Any]:
        """A mapping whose keys are names of a kind."""
        raw = self.numbers.mapping(where, value)
        for name in raw:
            if name not in valid:
                self.numbers.problem((*where, name), unknown_name(kind, name, list(valid), "use one of these"))
        return {name: entry for name, entry in raw.items() if name in valid}

    def _one_of(self, where: Where, value: Any, kind: str, valid: Collection[str]) -> str:
        if value not in valid:
            self.numbers.problem(where, unknown_name(kind, str(value), list(valid), "use one of these"))
        return str(value)

    def _above_zero(self, name: str) -> None:
        number = self.numbers.found.get(name)
        if number is not None and number.low <= 0.0:
            self.numbers.problem(tuple(name.split(".")), "must be above 0")
