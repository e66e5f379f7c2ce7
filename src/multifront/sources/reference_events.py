"""The cited list of dated events -> events with PLOVER types; rows that are statistics become observations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from multifront.errors import EvidenceError, unknown_name
from multifront.sources import north_korea_tests, redeployments, scrambles
from multifront.sources.dates import first_public
from multifront.sources.files import RawRow, SourceFile, each, number
from multifront.sources.harvest import Harvest
from multifront.sources.reference_origins import Citation, origin_of
from multifront.sources.reliability import CONFLICT, credibility, speaker_class, weakness
from multifront.sources.rows import EDITION_NOT_STATED, EventRow, ObservationRow, OriginRecord

PARSER = "reference_events 2"
FILE = SourceFile(
    "reference/events.csv",
    "434c9507fd1be645523ee6dd4dd5983f39b930a9f6eaedff7c8f03487465e640",
    (
        *("event_id", "date_start", "date_end", "date_precision", "type", "initiator", "target", "place", "magnitude"),
        *("unit", "headline", "planned", "source_title", "source_publisher", "source_date", "source_address", "seen"),
        "note",
    ),
)
LAUNCH_LIST = "../data/nk_missiles/nk_missile_tests.csv"
NUMBERED = "joint_bomber_patrol"
PLANNED_SEEN = ("EV0058", "EV0583")
OWN_KEYS = ("plover", "subtype", "occurred", "confirmed_by", "initiators", "targets", "reason")
"""What an entry of `event_rows.yaml` may change in a row, and why."""


@dataclass(frozen=True, slots=True)
class Coding:
    """How one row is coded: type, who did it to whom, whether several act in one act, and whether it happened."""

    initiators: tuple[str, ...]
    targets: tuple[str, ...]
    corrected: str
    plover: str
    subtype: str
    joint: bool
    occurred: str
    becomes: str
    confirmed_by: str


@cache
def _tables() -> tuple[dict[str, Any], dict[str, Any]]:
    folder = files("multifront.sources")
    types = yaml.safe_load(folder.joinpath("event_types.yaml").read_text(encoding="utf-8"))
    rows = yaml.safe_load(folder.joinpath("event_rows.yaml").read_text(encoding="utf-8"))
    return types, rows


def coding_of(row: RawRow) -> Coding:
    """The coding of a row: by its type, then by its own entry in `event_rows.yaml` where it has one.

    Raises:
        EvidenceError: the type is not mapped, or the row no longer says what its entry was written for.
    """
    types, single = _tables()
    if row["type"] not in types:
        raise EvidenceError(unknown_name("event type", row["type"], sorted(types), "next: map it in event_types.yaml"))
    entry = {"subtype": row["type"], **types[row["type"]]}
    if own := single.get(row["event_id"]):
        if not re.search(own["guard"], row["headline"], re.IGNORECASE):
            raise EvidenceError(
                f"{row['event_id']}: headline {row['headline']!r} no longer holds {own['guard']!r}; "
                "next: review its entry in event_rows.yaml"
            )
        entry |= {key: own[key] for key in OWN_KEYS if key in own}
    turned = [key for key in ("initiators", "targets") if key in entry]
    listed = f"{row['initiator']} > {row['target']}"
    initiators = codes(entry.get("initiators", row["initiator"]))
    several = len(initiators) > 1
    return Coding(
        initiators,
        codes(entry.get("targets", row["target"])),
        f"corrected from {listed}: {entry['reason']}" if turned else "",
        entry["plover"],
        entry["subtype"],
        bool(entry.get("joint")) and several,
        entry.get("occurred", "happened"),
        entry.get("becomes", "event"),
        entry.get("confirmed_by", ""),
    )


def codes(cell: str) -> tuple[str, ...]:
    """The actors of a cell such as `RUS;CHN`, sorted; their order in the list carries no meaning."""
    return tuple(sorted(part.strip() for part in cell.split(";") if part.strip()))


def harvest(mirror: Path) -> Harvest:
    """Events and observations of the list, with one origin a citation.

    Args:
        mirror: folder that holds `reference/`.

    Raises:
        EvidenceError: the file is missing or changed, a type is not mapped, or a date cannot be read.
    """
    rows = FILE.read_csv(mirror)
    sources = {_citation(row): _origin(row) for row in rows}
    events: list[EventRow] = []
    observations = list(scrambles.notes_observations(scrambles.notes_origin()))

    def one(row: RawRow) -> None:
        coding, source = coding_of(row), sources[_citation(row)]
        if coding.becomes == "event":
            events.append(event(row, coding, source))
        else:
            observations.extend(_statistic(row, source))

    list(each(rows, one))
    counts = redeployments.origin(FILE.sha256)
    moved = {one.event_id: one for one in events if one.subtype == redeployments.TYPE}
    observations += redeployments.observations(rows, moved, counts)
    used = {source for one in events for source in one.origin_ids}
    used |= {source for one in observations for source in one.origin_ids}
    own = (scrambles.notes_origin(), counts)
    found = {s.origin.id: s for s in (*sources.values(), *own)}
    origins = tuple(found[name] for name in sorted(used) if name != north_korea_tests.ORIGIN_ID)
    return Harvest(PARSER, {FILE.path: FILE.sha256}, origins, tuple(events), tuple(observations))


def _citation(row: RawRow) -> Citation:
    cells = (row["source_publisher"], row["source_title"], row["source_date"], row["source_address"])
    return Citation(*cells, "yes" if row["seen"] == "yes" else "secondary")


def _origin(row: RawRow) -> OriginRecord:
    if row["source_address"] == LAUNCH_LIST:
        return north_korea_tests.origin()
    return origin_of(_citation(row))


def event(row: RawRow, coding: Coding, source: OriginRecord) -> EventRow:
    """One row as an event."""
    start, end = date.fromisoformat(row["date_start"]), date.fromisoformat(row["date_end"])
    weak = "" if coding.confirmed_by else weakness(source)
    confirmed = coding.confirmed_by and f"confirmed by {coding.confirmed_by}"
    note = "; ".join(part for part in (row["note"], confirmed, coding.corrected) if part)
    return EventRow(
        event_id=row["event_id"],
        date_start=start,
        date_end=end,
        date_precision=row["date_precision"],
        plover_type=coding.plover,
        subtype=coding.subtype,
        initiators=coding.initiators,
        targets=coding.targets,
        place=row["place"],
        magnitude=number(row["magnitude"], row["event_id"]),
        unit=row["unit"],
        headline=row["headline"],
        planned=_planned(row),
        occurred=coding.occurred,
        joint=coding.joint,
        origin_ids=(source.origin.id,),
        seen=row["seen"],
        weak=bool(weak),
        weak_reason=weak,
        credibility=credibility(row["seen"], note, speaker_class(row["source_publisher"], row["seen"])),
        conflict=bool(CONFLICT.search(row["note"])),
        note=note,
        public_from=first_public(*_public(row, coding, end), source.public_lag_days),
        edition_date=EDITION_NOT_STATED,
    )


def _public(row: RawRow, coding: Coding, end: date) -> tuple[date | None, str]:
    """A row tells how its event ended, so it is not public before; a plan is public with its source."""
    return None if coding.occurred == "planned" else end, row["source_date"]


def _planned(row: RawRow) -> str:
    """For joint bomber patrols the plan was seen for the first and the eleventh only; the others stay unknown."""
    if row["type"] == NUMBERED and row["event_id"] not in PLANNED_SEEN:
        return "unknown"
    return row["planned"]


def _statistic(row: RawRow, source: OriginRecord) -> list[ObservationRow]:
    if row["type"] == "scramble_statistic":
        return scrambles.from_statistic(row, source)
    counts = row["type"] == "count_statement"
    start, end = date.fromisoformat(row["date_start"]), date.fromisoformat(row["date_end"])
    value = number(row["magnitude"], row["event_id"])
    weak = weakness(source)
    return [
        ObservationRow(
            observation_id=row["event_id"],
            indicator="leader_meetings_stated" if counts else "pla_aircraft_stated",
            actor="CHN",
            partner="RUS" if counts else "TWN",
            period_start=start,
            period_end=end,
            period_label=row["date_start"] if counts else f"{start} to {end}",
            low=None,
            best=value,
            high=None,
            text=row["headline"],
            unit=row["unit"] or "meetings",
            definition_id="running_count_since_2013" if counts else "adiz_half_year",
            definition="meetings of Xi and Putin since 2013 as stated by an official, running number on that day"
            if counts
            else "aircraft in the zone in a half-year as reported by a news agency",
            status="reported",
            origin_ids=(source.origin.id,),
            seen=row["seen"],
            weak=bool(weak),
            weak_reason=weak,
            credibility=credibility(row["seen"], row["note"], speaker_class(row["source_publisher"], row["seen"])),
            conflict=bool(CONFLICT.search(row["note"])),
            note=row["note"],
            public_from=first_public(end, row["source_date"]),
            edition_date=EDITION_NOT_STATED,
        )
    ]
