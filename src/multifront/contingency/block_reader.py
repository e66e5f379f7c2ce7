"""Reads the optional blocks of a scenario file: arms, branches, clocks, forces, fronts. The file is in `reader`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from multifront.contingency.arms import ARMS_CLASSES
from multifront.contingency.block_words import (
    APART_WORDS,
    ARMS_WORDS,
    BRANCH_WORDS,
    CLOCK_WORDS,
    DONOR_WORDS,
    FORCE_WORDS,
    OPENING_WORDS,
    OTHER_CLOCK_WORDS,
    PARTNER_WORDS,
    PLACE_WORDS,
    POOL_WORDS,
    PRESSURE_WORDS,
    ROOM_WORDS,
    TIED_WORDS,
    TRAVEL_WORD,
)
from multifront.contingency.blocks import ArmsClass, Blocks, Place, Pool, TestedPressure
from multifront.contingency.branches import BRANCHES
from multifront.contingency.duty_reader import read_duties
from multifront.contingency.economy_reader import EconomyReader
from multifront.contingency.fields import (
    ARMS_FIELDS,
    FORCES_FIELDS,
    FRONTS_FIELDS,
    POOL_FIELDS,
    PRESSURE_FIELDS,
    TESTED_FIELDS,
    keys_of,
)
from multifront.contingency.forces_inputs import CONSENT, LAYERS
from multifront.contingency.fronts import FRONTS, RULES_OF_OPENING
from multifront.contingency.loss_reader import LossReader
from multifront.contingency.numbers import Where
from multifront.contingency.word_reader import WordReader
from multifront.contingency.words import Word

TESTED = ("log_ratio", "low", "high", "level")
"""Numbers of a test's result: log rate ratio, both ends of its interval, level of the interval."""


class BlockReader(WordReader):
    """Turns the optional blocks into `Blocks`; their numbers and problems go where those of the file go."""

    def blocks(self, sides: Collection[str]) -> Blocks:
        """All blocks of the file; an absent one is empty."""
        arms = self._arms(sides)
        self._partner_words(any(one.partnered for one in arms))
        places = self._places()
        pools = self._pools(tuple(place.name for place in places))
        for key, other in (("forces", "fronts"), ("fronts", "forces")):
            if key in self.raw and other not in self.raw:
                self.numbers.problem((key,), f"stands without {other}; give both or neither")
        losses = LossReader(self.numbers, self.raw).lines(sides, arms, pools)
        duties = read_duties(self.numbers, self.raw, pools, places)
        economy = EconomyReader(self.numbers, self.raw).block()
        return Blocks(arms, pools, places, self._consent(), duties, losses, self._tested_pressure(), economy)

    def _arms(self, sides: Collection[str]) -> tuple[ArmsClass, ...]:
        found = []
        by_side = self._named(("arms",), self.raw.get("arms"), "side", sides)
        for side, classes in by_side.items():
            for name, entry in self._named(("arms", side), classes, "class of arms", ARMS_CLASSES).items():
                where = ("arms", side, name)
                raw = self.numbers.mapping(where, entry)
                self._words(where, raw, ARMS_WORDS, keys_of(ARMS_FIELDS))
                if "partner" in raw:
                    spot = (*where, "partner")
                    self._words(spot, self.numbers.mapping(spot, raw["partner"]), PARTNER_WORDS)
                found.append(ArmsClass(side, name, "partner" in raw, self._donors(where, raw)))
        return tuple(found)

    def _donors(self, where: Where, raw: Mapping[str, Any]) -> tuple[str, ...]:
        """Actors besides the partner that have a budget of a class, each with its own numbers."""
        entries = self.numbers.mapping((*where, "donors"), raw.get("donors"))
        for actor, entry in entries.items():
            spot = (*where, "donors", actor)
            self._words(spot, self.numbers.mapping(spot, entry), DONOR_WORDS)
        return tuple(entries)

    def _partner_words(self, helped: bool) -> None:
        """Branches and clocks, which a partner's budget needs; without one only clocks that others read may stand."""
        for key in ("branches", "clocks"):
            if helped and key not in self.raw:
                self.numbers.problem((key,), f"missing; a class of arms with a partner needs {key}")
            if not helped and key in self.raw and not (key == "clocks" and self._other_clocks()):
                self.numbers.problem((key,), "moves nothing: no class of arms has a partner; remove it or give one")
        if not helped:
            return
        named = self._named(("branches",), self.raw.get("branches"), "branch", BRANCHES)
        for branch in BRANCHES:
            where = ("branches", branch)
            self._words(where, self.numbers.mapping(where, named.get(branch)), BRANCH_WORDS)
        self._words(("clocks",), self._clocks(), CLOCK_WORDS + OTHER_CLOCK_WORDS)

    def _clocks(self) -> dict[str, Any]:
        return self.numbers.mapping(("clocks",), self.raw.get("clocks"))

    def _other_clocks(self) -> bool:
        """Reads the clocks of a file in which no arms are handed over; False where none acts on anything."""
        commitment = replace(CLOCK_WORDS[0], default=0.0)
        if not any(word.key in self._clocks() for word in OTHER_CLOCK_WORDS):
            return False
        self._words(("clocks",), self._clocks(), (commitment, *OTHER_CLOCK_WORDS))
        return True

    def _places(self) -> tuple[Place, ...]:
        if "fronts" not in self.raw:
            return ()
        raw = self.numbers.mapping(("fronts",), self.raw["fronts"])
        self.numbers.known(("fronts",), raw, keys_of(FRONTS_FIELDS))
        for key, words, more in (
            ("openings", OPENING_WORDS, ()),
            ("pressure", PRESSURE_WORDS, keys_of(PRESSURE_FIELDS)),
        ):
            self._words(("fronts", key), self.numbers.mapping(("fronts", key), raw.get(key)), words, more)
        self._above_zero("fronts.pressure.rate_ratio")
        ratio = self.numbers.found.get("fronts.pressure.rate_ratio")
        if ratio is not None and not ratio.low <= 1.0 <= ratio.high:
            self.numbers.problem(("fronts", "pressure", "rate_ratio"), "must hold 1: no effect is never ruled out")
        named = self._named(("fronts", "places"), raw.get("places"), "front", FRONTS)
        found = tuple(self._place(name, entry, not index) for index, (name, entry) in enumerate(named.items()))
        if not found or found[0].opens != "open":
            self.numbers.problem(("fronts", "places"), "the first front must stand and be open from the start")
        expands = self.numbers.found.get("fronts.openings.expands")
        if expands is not None and expands.high >= 1.0:
            self.numbers.problem(("fronts", "openings", "expands"), "must stay under 1; some wars do not expand")
        self._above_zero("fronts.openings.within")
        within = self.numbers.found.get("fronts.openings.within")
        if within is not None and not within.fixed:
            what = "must be one value for all draws; use distribution: point"
            self.numbers.problem(("fronts", "openings", "within"), what)
        return found

    def _tested_pressure(self) -> TestedPressure | None:
        """The result of a test that stands in the file instead of a range of the ratio; an end may be infinite."""
        fronts = self.raw.get("fronts")
        pressure = fronts.get("pressure") if isinstance(fronts, dict) else None
        if not isinstance(pressure, dict) or "from" not in pressure:
            return None
        where = ("fronts", "pressure", "from")
        raw = self.numbers.mapping(where, pressure["from"])
        self.numbers.known(where, raw, keys_of(TESTED_FIELDS))
        if "rate_ratio" in pressure:
            self.numbers.problem(where, "stands beside rate_ratio; give a test's result or a range, not both")
        claim = self.numbers.text(where, raw, "claim")
        found = {key: raw.get(key) for key in TESTED}
        wrong = [key for key, value in found.items() if isinstance(value, bool) or not isinstance(value, int | float)]
        for key in wrong:
            self.numbers.problem(
                (*where, key), f"found {found[key]!r}; a number is needed (.inf where there is no end)"
            )
        if not isinstance(raw.get("decided"), bool):
            self.numbers.problem((*where, "decided"), f"found {raw.get('decided')!r}; true or false is needed")
        if wrong:
            return None
        log_ratio, low, high, level = (float(found[key]) for key in TESTED)  # type: ignore[arg-type]
        if not low <= log_ratio <= high or not 0.0 < level < 1.0:
            self.numbers.problem(where, "does not hold: low <= log_ratio <= high, and a level within 0..1")
        return TestedPressure(claim, log_ratio, low, high, level, bool(raw.get("decided")))

    def _place(self, name: str, entry: Any, main: bool) -> Place:
        where = ("fronts", "places", name)
        raw = self.numbers.mapping(where, entry)
        words = PLACE_WORDS if main else PLACE_WORDS + APART_WORDS
        room = tuple(word for word in ROOM_WORDS if _standing(raw, word))
        tied = tuple(word for word in TIED_WORDS if _standing(raw, word))
        self._words(where, raw, words + room + tied, ("opens", "basing", "host_basing", "tied"))
        for kind in ("basing", "host_basing", "tied"):
            self.numbers.known((*where, kind), self.numbers.mapping((*where, kind), raw.get(kind)), LAYERS)
        self._above_zero(f"fronts.places.{name}.weight")
        opens = self._one_of((*where, "opens"), raw.get("opens"), "rule of opening", RULES_OF_OPENING)
        limited = {word.key.partition(".")[2] for word in room}
        for word in ROOM_WORDS:
            if word.key.partition(".")[2] in limited and word not in room:
                self.numbers.word(word, where, raw)
        held = tuple(word.key.partition(".")[2] for word in tied)
        return Place(name, opens, tuple(layer for layer in LAYERS if layer in limited), held)

    def _pools(self, fronts: tuple[str, ...]) -> tuple[Pool, ...]:
        if "forces" not in self.raw:
            return ()
        raw = self.numbers.mapping(("forces",), self.raw["forces"])
        self._words(("forces",), raw, FORCE_WORDS, keys_of(FORCES_FIELDS))
        homes = self.numbers.mapping(("forces", "homes"), raw.get("homes"))
        travel = tuple(Word(front, "travel", None, TRAVEL_WORD.meaning) for front in fronts)
        for home, entry in homes.items():
            where = ("forces", "homes", home)
            self._words(where, self.numbers.mapping(where, entry), travel)
        entries = self.numbers.mapping(("forces", "pools"), raw.get("pools"))
        if not entries:
            self.numbers.problem(("forces", "pools"), "no pool; give at least one with layer, owner, home and units")
        return tuple(self._pool(name, entry, homes) for name, entry in entries.items())

    def _pool(self, name: str, entry: Any, homes: Collection[str]) -> Pool:
        where = ("forces", "pools", name)
        raw = self.numbers.mapping(where, entry)
        self._words(where, raw, POOL_WORDS, keys_of(POOL_FIELDS))
        layer = self._one_of((*where, "layer"), raw.get("layer"), "layer", LAYERS)
        home = self._one_of((*where, "home"), raw.get("home"), "home", homes)
        return Pool(name, layer, self.numbers.text(where, raw, "owner"), home)

    def _consent(self) -> str:
        raw = self.raw.get("forces")
        value = raw.get("consent", CONSENT[0]) if isinstance(raw, dict) else CONSENT[0]
        return self._one_of(("forces", "consent"), value, "consent", CONSENT)


def _standing(raw: Mapping[str, Any], word: Word) -> bool:
    group, _, key = word.key.partition(".")
    entry = raw.get(group)
    return isinstance(entry, dict) and key in entry
