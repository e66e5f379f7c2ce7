"""Reads the block `correlations` of a scenario file. What a correlation does to draws is in `correlations`."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

from multifront.contingency.correlations import (
    SMALLEST_EIGENVALUE,
    Copula,
    Correlation,
    by_number,
    connected,
    copula_of,
    score_matrix,
    smallest_eigenvalue,
)
from multifront.contingency.fields import CORRELATION_FIELDS, keys_of
from multifront.contingency.numbers import NumberReader, Where
from multifront.errors import unknown_name


class CorrelationReader:
    """Turns the block into correlations and copulas; to be asked after all numbers were read."""

    def __init__(self, numbers: NumberReader, value: Any) -> None:
        self.numbers = numbers
        self.raw = numbers.mapping(("correlations",), value)

    def read(self) -> tuple[tuple[Correlation, ...], Mapping[str, Copula]]:
        """The entries, and the copula of each number that has one."""
        found = [one for one in (self._entry(name, entry) for name, entry in self.raw.items()) if one is not None]
        self._check_twice(found)
        copulas = []
        for group in connected(found):
            matrix = score_matrix(group, found)
            least = smallest_eigenvalue(matrix)
            if least > SMALLEST_EIGENVALUE:
                copulas.append(copula_of(group, matrix))
            else:
                self._not_definite(group, found, least)
        return tuple(found), by_number(copulas)

    def _entry(self, name: str, entry: Any) -> Correlation | None:
        where: Where = ("correlations", name)
        numbers, before = self.numbers, len(self.numbers.problems)
        raw = numbers.mapping(where, entry)
        numbers.known(where, raw, keys_of(CORRELATION_FIELDS))
        sources = numbers.sources(where, raw)
        names = numbers.names((*where, "numbers"), raw.get("numbers"))
        for index, number in enumerate(names):
            self._check_number((*where, "numbers", index), number, names[:index])
        if len(names) < 2:
            numbers.problem((*where, "numbers"), f"found {raw.get('numbers')!r}; name two numbers or more, as [a, b]")
        rank = raw.get("rank")
        if isinstance(rank, bool) or not isinstance(rank, int | float) or not -1.0 < rank < 1.0:
            numbers.problem((*where, "rank"), f"found {rank!r}; a number above -1 and below 1 is needed")
        if len(numbers.problems) > before:
            return None
        return Correlation(name, tuple(names), float(raw["rank"]), sources, str(raw.get("assumption") or "").strip())

    def _check_number(self, where: Where, name: str, before: list[str]) -> None:
        numbers = self.numbers
        number = numbers.found.get(name)
        if name in before:
            numbers.problem(where, f"{name!r} stands twice; keep one")
        elif name not in numbers.named:
            step = "list them: multifront scenario show"
            numbers.problem(where, unknown_name("number", name, sorted(numbers.named), step))
        elif number is not None and number.fixed:
            what = f"{name} has one value in all draws, so that it cannot vary with another; give it a range or leave it out"
            numbers.problem(where, what)

    def _check_twice(self, found: list[Correlation]) -> None:
        first: dict[frozenset[str], str] = {}
        for one in found:
            for pair in map(frozenset, combinations(one.numbers, 2)):
                if pair in first:
                    what = f"{' and '.join(sorted(pair))} have a correlation already, in {first[pair]!r}; keep one"
                    self.numbers.problem(("correlations", one.name, "numbers"), what)
                first.setdefault(pair, one.name)

    def _not_definite(self, group: tuple[str, ...], found: list[Correlation], least: float) -> None:
        names = [one.name for one in found if set(one.numbers) & set(group)]
        what = (
            f"the matrix of {', '.join(group)} is not positive definite: smallest eigenvalue {least:.3g}, with pairs not "
            f"named at 0; no world has these together; bring the ranks of {', '.join(names)} closer to 0 or name more pairs"
        )
        self.numbers.problem(("correlations", names[0]), what)
