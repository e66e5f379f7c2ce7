"""Narrow passages that a route may name, with where each is and what tells of it; and reading the names in a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from multifront.contingency.fields import CHOKEPOINT_FIELDS, keys_of
from multifront.contingency.numbers import NumberReader, Where
from multifront.errors import unknown_name


@dataclass(frozen=True, slots=True)
class Chokepoint:
    """A passage: how it is written, where it is, and the observations that tell of it (none: the map alone)."""

    label: str
    meaning: str
    sources: tuple[str, ...] = ()


CHOKEPOINTS: Mapping[str, Chokepoint] = {
    "hormuz": Chokepoint("Hormuz", "strait out of the Persian Gulf", ("param:hormuz_oil_1h2025",)),
    "bab_el_mandeb": Chokepoint("Bab el-Mandeb", "strait out of the Red Sea", ("param:bab_oil_1h2025",)),
    "suez": Chokepoint("Suez", "canal, and the pipeline beside it", ("param:suez_sumed_oil_1h2025",)),
    "turkish_straits": Chokepoint("Turkish Straits", "Bosporus and Dardanelles, out of the Black Sea"),
    "danish_straits": Chokepoint("Danish Straits", "out of the Baltic"),
    "cape": Chokepoint("Cape of Good Hope", "the way round Africa", ("param:suez_cape_bypass",)),
    "panama": Chokepoint("Panama", "canal", ("param:panama_oil_1h2025",)),
    "malacca": Chokepoint("Malacca", "strait between Malaya and Sumatra", ("param:malacca_oil_1h2025",)),
    "sunda": Chokepoint("Sunda", "strait between Sumatra and Java", ("param:malacca_bypass_sunda",)),
    "lombok": Chokepoint("Lombok", "strait east of Bali", ("param:malacca_bypass_lombok",)),
    "luzon_strait": Chokepoint("Luzon Strait", "between Taiwan and the Philippines"),
    "taiwan_strait": Chokepoint("Taiwan Strait", "between Taiwan and China"),
    "korea_strait": Chokepoint("Korea Strait", "between Korea and Japan, out of the Sea of Japan"),
    "bering_strait": Chokepoint(
        "Bering Strait", "the eastern end of the Northern Sea Route", ("param:route_sabetta_shanghai_nsr",)
    ),
}
"""Chokepoints that every scenario knows; a file may declare others under `chokepoints`."""


def read_chokepoints(numbers: NumberReader, value: Any) -> dict[str, Chokepoint]:
    """Every chokepoint of a file: those of the language and those that it declares."""
    found = dict(CHOKEPOINTS)
    for key, entry in numbers.mapping(("chokepoints",), value).items():
        where: Where = ("chokepoints", key)
        numbers.name(where, key)
        raw = numbers.mapping(where, entry)
        numbers.known(where, raw, keys_of(CHOKEPOINT_FIELDS))
        label = numbers.text(where, raw, "label")
        found[key] = Chokepoint(label, str(raw.get("meaning") or ""), numbers.sources(where, raw))
    return found


def named_chokepoints(numbers: NumberReader, where: Where, value: Any, known: Mapping[str, Chokepoint]) -> list[str]:
    """The chokepoints that a route names, those left out that are not known or stand twice."""
    names = numbers.names(where, value)
    for index, name in enumerate(names):
        if name not in known:
            step = "correct it, or declare it under chokepoints"
            numbers.problem((*where, index), unknown_name("chokepoint", name, list(known), step))
        if name in names[:index]:
            numbers.problem((*where, index), f"{name!r} stands twice; keep one")
    return [name for name in dict.fromkeys(names) if name in known]
