"""Reads the block `levers` of a scenario file and collects what is wrong with it. Runs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from multifront.contingency.fields import DECIDE_FIELDS, LEVER_FIELDS, SETTING_FIELDS, keys_of
from multifront.contingency.levers import HOLDERS, KINDS_OF_LEVER, Lever, Setting
from multifront.contingency.numbers import NumberReader, Where
from multifront.contingency.ranges import Range
from multifront.contingency.vocabulary import commodity_of, word_of
from multifront.errors import unknown_name


class LeverReader:
    """Turns the block `levers` of a document into levers; `numbers` holds what the scenario has and takes problems."""

    def __init__(self, numbers: NumberReader, challenger: str) -> None:
        self.numbers = numbers
        self.challenger = challenger

    def levers(self, value: Any) -> tuple[Lever, ...]:
        """All levers of the block; an absent block has none."""
        raw = self.numbers.mapping(("levers",), value)
        return tuple(self._lever(("levers", name), name, entry) for name, entry in raw.items())

    def _lever(self, where: Where, name: str, entry: Any) -> Lever:
        raw = self.numbers.mapping(where, entry)
        self.numbers.known(where, raw, keys_of(LEVER_FIELDS))
        kind = self._one_of((*where, "kind"), raw.get("kind"), ("kind of lever", KINDS_OF_LEVER))
        step = "what a challenger or its partner decides is never a lever"
        holder = self._one_of((*where, "holder"), raw.get("holder"), ("holder", HOLDERS), step)
        label = self.numbers.text(where, raw, "label")
        settings = self.numbers.mapping((*where, "settings"), raw.get("settings"))
        if not settings:
            self.numbers.problem((*where, "settings"), "no setting; give one at least, with set or decide under it")
        read = [self._setting((*where, "settings", key), key, value) for key, value in settings.items()]
        decides = tuple(self.numbers.names((*where, "decides"), raw.get("decides")))
        for number in decides:
            if number not in self.numbers.found:
                step = "it must stand in the scenario; list them: multifront scenario show"
                what = unknown_name("number", number, list(self.numbers.found), step)
                self.numbers.problem((*where, "decides"), what)
        return Lever(name, kind, label, holder, tuple(read), decides)

    def _setting(self, where: Where, name: str, entry: Any) -> Setting:
        raw = self.numbers.mapping(where, entry)
        self.numbers.known(where, raw, keys_of(SETTING_FIELDS))
        values = self.numbers.mapping((*where, "set"), raw.get("set"))
        decisions = self._decisions((*where, "decide"), raw.get("decide"))
        if not values and not decisions:
            self.numbers.problem(where, "changes nothing; name numbers under set, or consent or rule under decide")
        sources = self.numbers.sources(where, raw) if decisions or "source" in raw else ()
        assumption = str(raw.get("assumption") or "").strip()
        found = {key: self._number((*where, "set", key), key, value) for key, value in values.items()}
        numbers = {key: number for key, number in found.items() if number is not None}
        label = str(raw.get("label") or name.replace("_", " "))
        return Setting(name, label, numbers, decisions, sources, assumption)

    def _decisions(self, where: Where, value: Any) -> dict[str, str]:
        raw = self.numbers.mapping(where, value)
        self.numbers.known(where, raw, keys_of(DECIDE_FIELDS))
        found = {}
        for one in DECIDE_FIELDS:
            if one.key in raw:
                found[one.key] = self._one_of((*where, one.key), raw[one.key], (one.key, one.valid))
        if "consent" in found and not any(name.startswith("forces.") for name in self.numbers.found):
            self.numbers.problem((*where, "consent"), "decides nothing: the scenario has no forces")
        return found

    def _number(self, where: Where, name: str, value: Any) -> Range | None:
        """What a number becomes; it must stand in the scenario and be the coalition's or the markets' to change."""
        word, numbers = word_of(name), self.numbers
        if word is None or name not in numbers.found or "@" in name:
            step = "it must stand in the scenario; list them: multifront scenario show"
            numbers.problem(where, unknown_name("number", name, list(numbers.found), step))
            return None
        owner = self._owner(name)
        if owner:
            numbers.problem(where, f"is {owner}; levers are the coalition's and the markets' alone")
            return None
        before = numbers.found[name]
        numbers.commodity = commodity_of(name)
        number = numbers.entry(word, where, name, value)
        if number is not None and number.relative != before.relative:
            numbers.problem(where, f"stands in {number.stated_unit!r}, the scenario's number in {before.stated_unit!r}")
        return number

    def _owner(self, name: str) -> str:
        """Whose number it is where no lever may set it; empty where one may."""
        if name.startswith(("partner.", "branches.", "clocks.")) or ".partner." in name:
            return "the partner's, or tells of it"
        if name.startswith(f"arms.{self.challenger}."):
            return "the challenger's"
        own = name.startswith(f"{self.challenger}.") and not name.startswith(f"{self.challenger}.cut.")
        return "the challenger's" if own else ""

    def _one_of(
        self, where: Where, value: Any, known: tuple[str, Sequence[str]], step: str = "use one of these"
    ) -> str:
        kind, valid = known
        if value not in valid:
            self.numbers.problem(where, unknown_name(kind, str(value), list(valid), step))
        return str(value)
