"""A report of an event as the search for near-duplicates sees it, and what in its fields sets two of them apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from multifront.domain import Origin
from multifront.evidence.independence.chains import counters_of
from multifront.evidence.independence.shingling import Unit, words_of


@dataclass(frozen=True, slots=True)
class Settings:
    """How near is near. The values of `EVENTS` and `TEXTS` come from the tuning part of the labelled pairs.

    `threshold` is the least Jaccard index of shingles; `days` how far apart the first days may be; `number_slack` the
    share by which two magnitudes of one unit may differ. `facts_apart`: whether numbers, denials, plans and follow-ups
    in the texts set reports apart. `names_apart`: whether names do that only one text has, on both sides.
    `places_apart`: whether two places without a common word do on one day; on two days they always do. `recall` is
    what banding must find of pairs at the threshold.
    """

    unit: Unit
    length: int
    threshold: float
    days: int = 1
    number_slack: float = 0.0
    facts_apart: bool = True
    names_apart: bool = False
    places_apart: bool = False
    permutations: int = 128
    recall: float = 0.99
    seed: int = 20


EVENTS = Settings("char", 3, 0.275, places_apart=True)
"""For rows with a day and actors, which hold apart what a text cannot."""

TEXTS = Settings("char", 3, 0.275, names_apart=True)
"""For headlines and short reports alone: names must agree as well, because no field speaks."""

DOCUMENTS = Settings("word", 3, 0.50, facts_apart=False)
"""For whole documents. Copies share most runs of three words; not tuned on the labelled pairs, which are short."""


@dataclass(frozen=True, slots=True)
class Report:
    """One report. Only `id` and `text` are needed; a field that is unknown stays empty or None and forbids nothing,
    but a report without initiators is compared with others without initiators only.

    `first` is the first day (inclusive) and `last` the last day on which it may have begun: the same day, or the ends
    of a month where only that is known. `counters` are those who list it in their own count: one counter keeps its rows
    apart itself. `reliability` and `credibility` serve the choice of a representative.
    """

    id: str
    text: str
    first: date | None = None
    last: date | None = None
    initiators: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    plover_type: str = ""
    subtype: str = ""
    occurred: str = ""
    magnitude: float | None = None
    unit: str = ""
    place: str = ""
    counters: frozenset[str] = frozenset()
    reliability: str = "F"
    credibility: int = 6
    public_from: date = date.max

    @property
    def preference(self) -> tuple[Any, ...]:
        """Order of choice: most reliable origin, most credible item, earliest public, then the text and the fields."""
        fields = (sorted(self.initiators), sorted(self.targets), self.subtype, self.place, self.magnitude is None)
        choice = (self.reliability, self.credibility, self.public_from, self.text, self.first or date.min)
        return (*choice, *fields, self.magnitude or 0.0, sorted(self.counters), self.id)


def report_of(row: Mapping[str, Any], origins: Mapping[str, Origin]) -> Report:
    """A row of the event table as a report.

    Args:
        row: with the columns of `schema.EVENT`.
        origins: the origins that rows name, by id; the best letter of a row's origins counts.
    """
    first, last = _days(row["date_start"], row["date_end"], row["date_precision"])
    letters = [origins[name].reliability for name in row["origin_ids"]]
    return Report(
        row["event_id"],
        row["headline"],
        first,
        last,
        frozenset(row["initiators"]),
        frozenset(row["targets"]),
        row["plover_type"],
        row["subtype"],
        row["occurred"],
        row["magnitude"],
        row["unit"],
        row["place"],
        frozenset().union(*(counters_of(origins[name]) for name in row["origin_ids"])),
        min(letters, default="F"),
        row["credibility"] or 6,
        row["public_from"],
    )


def _days(start: date, end: date, precision: str) -> tuple[date, date]:
    """The days on which an event may have begun: one, or a whole month or year where only that is known."""
    if precision == "month":
        following = (end.replace(day=28) + timedelta(days=4)).replace(day=1)
        return start.replace(day=1), following - timedelta(days=1)
    if precision == "year":
        return start.replace(month=1, day=1), end.replace(month=12, day=31)
    return start, start


def apart(one: Report, other: Report, settings: Settings) -> str:
    """Why the fields of two reports forbid that they are of one event, in words; empty where none does.

    Args:
        one: a report.
        other: another one.
        settings: how many days, and how far magnitudes may differ.
    """
    if shared := one.counters & other.counters:
        return f"both stand in the count of {min(shared)}, which tells them apart"
    if gap := _gap(one, other, settings.days):
        return gap
    if one.initiators != other.initiators:
        return "other actors"
    if one.targets and other.targets and not one.targets & other.targets:
        return "other targets"
    if _differ(one.subtype, other.subtype) and _differ(one.plover_type, other.plover_type):
        return f"other type: {one.subtype} against {other.subtype}"
    if _differ(one.occurred, other.occurred):
        return f"one {one.occurred}, one {other.occurred}"
    if one.unit == other.unit and _far(one.magnitude, other.magnitude, settings.number_slack):
        return f"{one.magnitude:g} against {other.magnitude:g} {one.unit}".rstrip()
    return _elsewhere(one, other, settings.places_apart)


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _far(one: float | None, other: float | None, slack: float) -> bool:
    return one is not None and other is not None and abs(one - other) > slack * max(abs(one), abs(other))


def _gap(one: Report, other: Report, days: int) -> str:
    """Empty where the spans of possible first days overlap, or lie as near as allowed, or a day is unknown."""
    if one.first is None or other.first is None:
        return ""
    later, sooner = (one, other) if one.first >= other.first else (other, one)
    until = sooner.last or sooner.first
    if until is None or later.first is None or (between := (later.first - until).days) <= days:
        return ""
    return f"{between} days apart"


def _elsewhere(one: Report, other: Report, places_apart: bool) -> str:
    """Two known places without a word in common; on one day one place may bear two names, so that settings decide."""
    here, there = set(words_of(one.place)), set(words_of(other.place))
    if not here or not there or here & there or (one.first == other.first and not places_apart):
        return ""
    return f"other place: {one.place} against {other.place}"


def shared_facts(one: Report, other: Report) -> str:
    """What two reports of one event have in common besides their text, for a reader."""
    said = []
    if one.first is not None and other.first is not None:
        between = abs((one.first - other.first).days)
        exact = one.first == one.last and other.first == other.last
        said.append("same day" if not between else f"{between} day(s) apart" if exact else "overlapping dates")
    if one.initiators and one.initiators == other.initiators:
        said.append("same actors")
    if one.magnitude is not None and one.magnitude == other.magnitude and one.unit == other.unit:
        said.append(f"{one.magnitude:g} {one.unit} in both".replace("  ", " "))
    return ", ".join(said)
