"""US carriers, batteries and landing groups away from the Pacific -> three daily counts with bounds. Reads no list.

The spells stand in `us_redeployment_spells.yaml`. On a day a unit counts in `low` where the rows show it away, and in
`high` where they do not rule that out; `best` is given only where the two agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from multifront.domain import UNKNOWN, Origin
from multifront.errors import EvidenceError
from multifront.sources.files import RawRow
from multifront.sources.plain_rows import observation
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, EventRow, ObservationRow, OriginRecord

TYPE = "us_redeployment"
INDICATOR = "us_carriers_away"
FRAME = (date(2023, 10, 1), date(2026, 8, 21))
"""First and last day of the frame: days outside it have no row."""

ROLES = ("opens", "closes", "shows")


@dataclass(frozen=True, slots=True)
class Spell:
    """One unit away: bounds of its departure, last day seen away, bound of its return, and the rows that say so.

    `rows` maps event ids to the words that their headlines must hold; `figures` maps cited figures to their dates.
    """

    name: str
    unit: str
    left_first: date
    left_last: date | None
    seen: date | None
    back: date | None
    rows: Mapping[str, str]
    figures: Mapping[str, date]
    why: str

    def certain(self, day: date) -> bool:
        """Whether the rows show the unit away on a day."""
        return self.left_last is not None and self.seen is not None and self.left_last <= day <= self.seen

    def possible(self, day: date) -> bool:
        """Whether the rows do not rule out that it was away on a day."""
        return self.left_first <= day and (self.back is None or day < self.back)

    @property
    def told(self) -> str:
        """The spell in words, with the rows that open and close it."""
        gone = f", certainly from {self.left_last} to {self.seen}" if self.left_last else ", never certainly"
        end = f", back by {self.back}" if self.back else ", return unknown: open"
        sources = ", ".join((*self.rows, *(f"figure {name}" for name in self.figures)))
        return f"{self.name}: may be away from {self.left_first}{gone}{end} ({sources})"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of unit that is counted apart: the id of its definition, the unit of its numbers, words."""

    name: str
    unit: str
    words: str


@cache
def _declared() -> dict[str, Any]:
    text = files("multifront.sources").joinpath("us_redeployment_spells.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def kinds() -> tuple[Kind, ...]:
    """The kinds of units, in the order of the file."""
    return tuple(Kind(name, entry["unit"], entry["words"]) for name, entry in _declared()["units"].items())


def spells() -> tuple[Spell, ...]:
    """The declared spells, in the order of the file.

    Raises:
        EvidenceError: the bounds of a spell are not in order, or its unit is not declared.
    """
    return tuple(_spell(name, entry) for name, entry in _declared()["spells"].items())


def _spell(name: str, entry: Mapping[str, Any]) -> Spell:
    first, last = entry["left"]
    rows = {row: guard for role in ROLES for row, guard in entry.get(role, {}).items()}
    spell = Spell(
        *(name, entry["unit"], first, last, entry["seen"], entry["back"], rows, entry["figures"], entry["why"])
    )
    bounds = [day for day in (first, last, spell.seen, spell.back) if day is not None]
    if bounds != sorted(bounds) or (last is None) != (spell.seen is None) or spell.unit not in _declared()["units"]:
        raise EvidenceError(
            f"spell {name!r}: bounds {', '.join(map(str, bounds))} or unit {spell.unit!r}; valid: departure, last day "
            "seen and return in this order, a unit of the file; next: correct us_redeployment_spells.yaml"
        )
    return spell


def left_out() -> dict[str, str]:
    """Event ids of the rows that open and close nothing, with the reason."""
    return {row: entry["why"] for row, entry in _declared()["left_out"].items()}


@cache
def origin(sha256: str = f"{UNKNOWN}the checksum of the list was not given") -> OriginRecord:
    """The record of the counts: our arithmetic on rows of the list.

    Args:
        sha256: checksum of the list.
    """
    return record(
        "computed",
        Origin(
            id="us_carriers_away",
            producer="computed here",
            title="US carriers, Patriot battalions and landing groups away from the Pacific, daily bounds",
            edition="from the rows of type us_redeployment in the list of dated events, by us_redeployment_spells.yaml",
            licence="as this package",
            link=f"{UNKNOWN}our own arithmetic; the rows that it names carry the links",
            published=str(EDITION_NOT_STATED.year),
            edition_date=EDITION_NOT_STATED,
            sha256=sha256,
            reliability="",
            read_at="reference/events.csv",
            note="Low counts units that the rows show away, high those that they do not rule out, best is given where "
            "both agree. The list is a sample that grew with attention and mixes orders with arrivals: no timing test. "
            "A day without a spell is zero by that rule, not by a count of the fleet. Ships of the Atlantic do not "
            "count, nor single batteries of which cited figures give no day (patriot_from_japan_2024, "
            "thaad_from_korea_2026).",
        ),
    )


def observations(
    raw: Sequence[RawRow], events: Mapping[str, EventRow], source: OriginRecord
) -> Iterator[ObservationRow]:
    """One observation a day of the frame and kind of unit.

    Args:
        raw: all rows of the list of events.
        events: the rows of type us_redeployment as events, by id.
        source: the record of the counts.

    Raises:
        EvidenceError: the list no longer holds the rows that the spells were written from.
    """
    known = spells()
    check(raw, known)
    for kind in kinds():
        own = [spell for spell in known if spell.unit == kind.name]
        for number in range((FRAME[1] - FRAME[0]).days + 1):
            day = FRAME[0] + timedelta(days=number)
            yield _count(kind, day, [spell for spell in own if spell.possible(day)], events, source)


def _count(
    kind: Kind, day: date, open_spells: Sequence[Spell], events: Mapping[str, EventRow], source: OriginRecord
) -> ObservationRow:
    low, high = sum(spell.certain(day) for spell in open_spells), len(open_spells)
    named = sorted({row for spell in open_spells for row in spell.rows})
    # A bound can rest on a later row, so that a day's count is public once all rows that settle it are.
    public = [day, *(events[row].public_from for row in named)]
    public += [figure for spell in open_spells for figure in spell.figures.values()]
    return observation(
        source,
        observation_id=f"{INDICATOR}:{kind.name}:{day}",
        indicator=INDICATOR,
        actor="USA",
        period_start=day,
        period_end=day,
        period_label=str(day),
        low=float(low),
        best=float(low) if low == high else None,
        high=float(high),
        text="" if low == high else f"between {low} and {high}: the rows do not settle it",
        unit=kind.unit,
        definition_id=kind.name,
        definition=f"{kind.words}, as far as the list of dated events shows",
        status="reported" if open_spells else "zero_by_rule",
        origin_ids=tuple(sorted({source.origin.id, *(name for row in named for name in events[row].origin_ids)})),
        credibility=3,
        note="; ".join(spell.told for spell in open_spells),
        public_from=max(public) if open_spells else EDITION_NOT_STATED,
    )


def check(raw: Sequence[RawRow], known: Sequence[Spell]) -> None:
    """The list holds exactly the rows that were read for the spells, and each still says what it was read for.

    Args:
        raw: all rows of the list of events.
        known: the spells.

    Raises:
        EvidenceError: a row is new, gone, or says something else.
    """
    headlines = {row["event_id"]: row["headline"] for row in raw if row["type"] == TYPE}
    guards = [(row, guard) for spell in known for row, guard in spell.rows.items()]
    guards += [(row, entry["guard"]) for row, entry in _declared()["left_out"].items()]
    if strange := sorted(set(headlines) ^ {row for row, _ in guards}):
        raise EvidenceError(
            f"rows {', '.join(strange)} of type {TYPE} are new or gone; valid: those of us_redeployment_spells.yaml; "
            "next: enter them there in a spell or among those left out"
        )
    for row, guard in guards:
        if not re.search(guard, headlines[row], re.IGNORECASE):
            raise EvidenceError(
                f"{row}: headline {headlines[row]!r} no longer holds {guard!r}; "
                "next: review its spell in us_redeployment_spells.yaml"
            )
