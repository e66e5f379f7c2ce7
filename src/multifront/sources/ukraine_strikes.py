"""Missile and drone attacks on Ukraine as the Ukrainian Air Force claimed them -> events. No interception model."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

from multifront.domain import Origin
from multifront.errors import EvidenceError
from multifront.sources import plain_rows
from multifront.sources.dates import first_public
from multifront.sources.files import RawRow, SourceFile, each, number
from multifront.sources.harvest import Harvest
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, EventRow, OriginRecord

PARSER = "ukraine_strikes 1"
FILE = SourceFile(
    "data/ukraine_strikes/missile_attacks_daily.csv",
    "367cd6247a12f7b0523779e0ccbc6f1f82d4ea1c3a0c784fceecf8210faf1095",
    ("time_start", "time_end", "model", "launch_place", "target", "launched", "destroyed", "source"),
)
LAG_DAYS = 1
LAG_BASIS = "the Air Force reports each night's attack on the morning after"
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def origin() -> OriginRecord:
    """The record of the collected claims."""
    return record(
        "secondary",
        Origin(
            id="ukraine_air_force_claims",
            producer="Ukrainian Air Force, as collected by P. Ivaniuk (Massive Missile Attacks on Ukraine)",
            title="Missile and drone attacks on Ukraine",
            edition="to 5 April 2026",
            licence="none stated by the copy: figures only, cite the Air Force",
            link="https://www.kaggle.com/datasets/piterfm/massive-missile-attacks-on-ukraine",
            published="daily",
            edition_date=EDITION_NOT_STATED,
            sha256=FILE.sha256,
            reliability="",
            read_at=FILE.path,
            note="Claims of one party: launched is what it saw, destroyed what it says it shot down; neither is "
            "confirmed. Single drones and reconnaissance craft were listed only in some periods: no trend on rows. "
            "One night's attack is several rows, one a type of weapon.",
        ),
        LAG_DAYS,
        LAG_BASIS,
    )


def harvest(mirror: Path) -> Harvest:
    """One event a row: a type of weapon in one attack.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing, changed, or a time cannot be read.
    """
    source = origin()
    rows = tuple(attacks(FILE.read_csv(mirror), source))
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (source,), events=rows)


def attacks(rows: list[RawRow], source: OriginRecord) -> list[EventRow]:
    """The rows with ids `STRIKE:<start>:<weapon>`; a second row of the same start and weapon gets `.2`.

    Args:
        rows: the lines of the file.
        source: their origin.
    """
    seen: Counter[str] = Counter()

    def one(row: RawRow) -> EventRow:
        stem = f"STRIKE:{row['time_start'].replace(' ', 'T')}:{row['model'].replace(' ', '_')}"
        seen[stem] += 1
        return _attack(row, stem if seen[stem] == 1 else f"{stem}.{seen[stem]}", source)

    return list(each(rows, one))


def _attack(row: RawRow, event_id: str, source: OriginRecord) -> EventRow:
    start, end = _day(row["time_start"], event_id), _day(row["time_end"], event_id)
    conflict = end < start
    launched, destroyed = number(row["launched"], event_id), number(row["destroyed"], event_id)
    shot = "not given" if destroyed is None else f"{destroyed:g}"
    return plain_rows.event(
        source,
        event_id=event_id,
        date_start=start,
        date_end=max(start, end),
        plover_type="ASSAULT",
        subtype="missile_or_drone_attack",
        initiators=("RUS",),
        targets=("UKR",),
        place=row["target"],
        magnitude=launched,
        unit="launched, as claimed",
        headline=f"{row['model']} against {row['target'] or 'Ukraine'}",
        credibility=3,
        conflict=conflict,
        note=f"claimed destroyed: {shot}" + ("; the list gives an end before the start" if conflict else ""),
        public_from=first_public(max(start, end), "", LAG_DAYS),
    )


def _day(text: str, where: str) -> date:
    match = DAY.match(text)
    if match is None:
        raise EvidenceError(f"{where}: time {text!r} is no date; valid: YYYY-MM-DD, with or without a time")
    return date(int(match[1]), int(match[2]), int(match[3]))
