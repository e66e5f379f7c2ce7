"""Reads the blocks `attrition` and `effectiveness` of a scenario file. Other blocks are read in `block_reader`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from multifront.contingency.attrition import LONGEST_WAR_DAYS
from multifront.contingency.block_words import ATTRITION_WORDS, EFFECT_WORDS, LOSS_WORDS
from multifront.contingency.blocks import ArmsClass, LossLine, Pool
from multifront.contingency.fields import ATTRITION_FIELDS, LOSS_LINE_FIELDS, keys_of
from multifront.contingency.forces_inputs import LAYERS
from multifront.contingency.numbers import Where
from multifront.contingency.word_reader import WordReader


class LossReader(WordReader):
    """Turns the blocks into lines of losses; the first side is the one that the partner helps."""

    def lines(
        self, sides: Collection[str], arms: tuple[ArmsClass, ...], pools: tuple[Pool, ...]
    ) -> tuple[LossLine, ...]:
        """All lines of the file; none where the block is absent, or left empty to take that of a base away."""
        lines = self._lines(tuple(sides), arms, pools) if self.raw.get("attrition") is not None else ()
        if self.raw.get("effectiveness") is not None:
            raw = self.numbers.mapping(("effectiveness",), self.raw["effectiveness"])
            self._words(("effectiveness",), raw, EFFECT_WORDS)
            if not any(line.side != next(iter(sides), "") for line in lines):
                what = "moves nothing: no force that the helped side fights has losses; give attrition.losses"
                self.numbers.problem(("effectiveness",), what)
        return lines

    def _lines(
        self, sides: tuple[str, ...], arms: tuple[ArmsClass, ...], pools: tuple[Pool, ...]
    ) -> tuple[LossLine, ...]:
        raw = self.numbers.mapping(("attrition",), self.raw["attrition"])
        self._words(("attrition",), raw, ATTRITION_WORDS, keys_of(ATTRITION_FIELDS))
        by_side = self._named(("attrition", "losses"), raw.get("losses"), "side", sides)
        found = [
            self._line(("attrition", "losses", side, name), entry, self._classes(side, sides, arms), pools)
            for side in by_side
            for name, entry in self.numbers.mapping(("attrition", "losses", side), by_side[side]).items()
        ]
        if not found:
            self.numbers.problem(("attrition", "losses"), "no line; give at least one with layer, total, tau, exposed")
        self._once(found)
        return tuple(found)

    def _classes(self, side: str, sides: tuple[str, ...], arms: tuple[ArmsClass, ...]) -> list[str]:
        """Classes of arms that may inflict losses on a side: those of the other camp's first side."""
        enemy = sides[1] if side == sides[0] and len(sides) > 1 else sides[0]
        return [one.name for one in arms if one.side == enemy and enemy != side]

    def _line(self, where: Where, entry: Any, classes: list[str], pools: tuple[Pool, ...]) -> LossLine:
        raw = self.numbers.mapping(where, entry)
        self._words(where, raw, LOSS_WORDS, keys_of(LOSS_LINE_FIELDS))
        layer = self._one_of((*where, "layer"), raw.get("layer"), "layer", LAYERS)
        owner = str(raw.get("owner", ""))
        owners = sorted({pool.owner for pool in pools if pool.layer == layer})
        if owner:
            self._one_of((*where, "owner"), owner, f"owner of {layer}", owners)
        fire = str(raw.get("fire", ""))
        if fire:
            self._one_of((*where, "fire"), fire, "class of arms of the enemy", classes)
        path = ".".join(str(part) for part in where)
        for word in ("tau", "exposed", "per_unit", "horizon"):
            self._above_zero(f"{path}.{word}")
        horizon = self.numbers.found.get(f"{path}.horizon")
        if horizon is not None and horizon.high > LONGEST_WAR_DAYS:
            self.numbers.problem(
                (*where, "horizon"), f"must be at most {LONGEST_WAR_DAYS} days; the games lasted no longer"
            )
        return LossLine(str(where[2]), str(where[3]), layer, owner, fire)

    def _once(self, lines: list[LossLine]) -> None:
        """No pool may lose twice."""
        seen: set[tuple[str, str]] = set()
        for line in lines:
            if line.owner and (line.layer, line.owner) in seen:
                where = ("attrition", "losses", line.side, line.name)
                self.numbers.problem(where, f"{line.layer} of {line.owner} stand in two lines; give one")
            seen.add((line.layer, line.owner))
