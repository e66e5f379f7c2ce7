"""Which actor a name or number stands for on a day, and who belongs to a group. Reads our own tables; never guesses.

States carry ISO 3166 codes: today's, the withdrawn ones (CSK, DDR, YUG, YMD) and house codes where ISO has none
(YAR North Yemen, EAZ Zanzibar, RVN South Vietnam, XKX Kosovo, and states that ended before 1946). RUS is the USSR too.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from multifront.errors import EvidenceError, unknown_name
from multifront.evidence.actor_table import Fact

SYSTEMS = ("cow", "cow_abbrev", "gw", "gw_abbrev")
"""Correlates of War numbers and abbreviations, Gleditsch-Ward numbers and abbreviations."""

ORIGINS = {
    "own": "names and aliases written for this package",
    "cow_states": "Correlates of War Project, State System Membership List, v2016 (to 2016-12-31; open after)",
    "gw_states": "Gleditsch and Ward, Independent States, 1816-2017 (to 2017-12-31; open after)",
}
NEXT = "next: give the code, or add the name to evidence/actor_names.csv"


@dataclass(frozen=True, slots=True)
class Actor:
    """A state or a named group of states."""

    code: str
    name: str
    kind: str  # state or group


@cache
def facts() -> tuple[Fact, ...]:
    """Every dated fact of states and groups."""
    return tuple(fact for name in ("actors.csv", "groups.csv") for fact in _read(name))


@cache
def actors() -> dict[str, Actor]:
    """All actors by code."""
    groups = {fact.code for fact in _read("groups.csv")}
    found: dict[str, Actor] = {}
    for fact in facts():
        if fact.kind == "name":
            found.setdefault(fact.code, Actor(fact.code, fact.value, "group" if fact.code in groups else "state"))
    return found


def resolve(name: str, on: date | None = None) -> Actor:
    """The actor that a code, an English name or an alias stands for.

    Args:
        name: code of ours, name or alias of a state or group; case, accents and points do not matter.
        on: the day for which the name is read; None reads it as used today, and a name that is out of use as what it
            meant throughout.

    Returns:
        The one actor. A code of ours is valid on any day.

    Raises:
        EvidenceError: nobody has that name (the closest are named), nobody had it on that day, or several have.
    """
    key = normal(name)
    if (code := key.upper()) in actors():
        return actors()[code]
    labelled = _labels().get(key, ())
    if not labelled:
        raise EvidenceError(_unknown(name, key))
    if on is None:
        meant = [fact for fact in labelled if not fact.end] or list(labelled)
    else:
        meant = [fact for fact in labelled if holds(fact, on)]
    codes = sorted({fact.code for fact in meant})
    if len(codes) == 1:
        return actors()[codes[0]]
    when = f" on {on}" if on else ""
    found = f"names several actors: {', '.join(codes)}" if codes else "named nobody"
    raise EvidenceError(f"actor {name!r} {found}{when}; valid: {_spans(labelled)}; next: give the code or a day")


def from_system(system: str, value: str | int, on: date) -> Actor:
    """The actor that a number or abbreviation of another system stands for on a day.

    Args:
        system: one of `SYSTEMS`.
        value: the number or abbreviation there.
        on: the day; numbers change hands (345 is Serbia, Yugoslavia, Serbia).

    Raises:
        EvidenceError: the system or value is unknown, or stood for no state on that day.
    """
    valued = _by_value(_known(system)).get(str(value), ())
    if not valued:
        raise EvidenceError(unknown_name(f"{system} code", str(value), sorted(_by_value(system)), NEXT))
    codes = {fact.code for fact in valued if holds(fact, on)}
    if len(codes) != 1:
        raise EvidenceError(
            f"{system} code {value!r} stood for no state on {on}; valid: {_spans(valued)}; next: check the day"
        )
    return actors()[codes.pop()]


def to_system(code: str, system: str, on: date) -> str | None:
    """The number or abbreviation of a state in another system on a day; None where it was no member of that system.

    Raises:
        EvidenceError: the code or the system is unknown.
    """
    _known(system)
    actor = _actor(code)
    found = [fact.value for fact in facts() if fact.code == actor.code and fact.kind == system and holds(fact, on)]
    return found[0] if found else None


def members(group: str, on: date) -> tuple[str, ...]:
    """Codes of the states that belonged to a group on a day, sorted; empty before it was founded.

    Args:
        group: code, name or alias of a group.
        on: the day.

    Raises:
        EvidenceError: no such group.
    """
    actor = resolve(group)
    if actor.kind != "group":
        groups = ", ".join(code for code, one in actors().items() if one.kind == "group")
        raise EvidenceError(f"{group!r} is a state ({actor.code}), not a group; valid: {groups}; {NEXT}")
    return tuple(
        sorted(fact.value for fact in facts() if fact.code == actor.code and fact.kind == "member" and holds(fact, on))
    )


def groups_of(code: str, on: date) -> tuple[str, ...]:
    """Codes of the groups to which a state belonged on a day, sorted.

    Raises:
        EvidenceError: the code is unknown.
    """
    actor = _actor(code)
    return tuple(
        sorted(fact.code for fact in facts() if fact.kind == "member" and fact.value == actor.code and holds(fact, on))
    )


def holds(fact: Fact, on: date) -> bool:
    """Whether a fact is true on a day; open ends hold for ever."""
    day = on.isoformat()
    return (not fact.start or fact.start <= day) and (not fact.end or day <= fact.end)


def normal(name: str) -> str:
    """A name without case, accents, points, apostrophes, a leading 'the', and with 'and' for '&'."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = re.sub(r"[.'’`]", "", plain.casefold().replace("&", " and "))
    return re.sub(r"^(the )+", "", " ".join(re.sub(r"[^\w]+", " ", plain).split()))


@cache
def _read(name: str) -> tuple[Fact, ...]:
    text = files("multifront.evidence").joinpath(name).read_text(encoding="utf-8")
    return tuple(Fact(**row) for row in csv.DictReader(text.splitlines()))


@cache
def _labels() -> dict[str, tuple[Fact, ...]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts():
        if fact.kind in ("name", "alias"):
            found.setdefault(normal(fact.value), []).append(fact)
    return {key: tuple(labelled) for key, labelled in found.items()}


@cache
def _by_value(system: str) -> dict[str, tuple[Fact, ...]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts():
        if fact.kind == system:
            found.setdefault(fact.value, []).append(fact)
    return {value: tuple(valued) for value, valued in found.items()}


def _actor(code: str) -> Actor:
    if code not in actors():
        raise EvidenceError(unknown_name("actor code", code, sorted(actors()), NEXT))
    return actors()[code]


def _known(system: str) -> str:
    if system not in SYSTEMS:
        raise EvidenceError(unknown_name("code system", system, SYSTEMS, "next: ask one of these"))
    return system


def _unknown(name: str, key: str) -> str:
    close = get_close_matches(key, list(_labels()), n=3, cutoff=0.6)
    named = ", ".join(f"{_labels()[label][0].value} ({_labels()[label][0].code})" for label in close)
    found = f"closest: {named}" if close else f"none of the {len(_labels())} known names is close"
    return f"unknown actor {name!r}; {found}; {NEXT}"


def _spans(found: tuple[Fact, ...]) -> str:
    return ", ".join(f"{fact.code} {fact.start or '...'} to {fact.end or 'now'}" for fact in found)
