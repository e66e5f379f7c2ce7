"""Chinese and Russian ships and aircraft tracked near Japan, 2022-08 to 2023-08 -> events. No coordinates."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

from multifront.domain import Origin
from multifront.errors import EvidenceError
from multifront.sources import plain_rows
from multifront.sources.dates import first_public
from multifront.sources.files import RawRow, SourceFile, each
from multifront.sources.harvest import Harvest
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, EventRow, OriginRecord

PARSER = "japan_tracks 1"
FILE = SourceFile(
    "data/pla_path/jp_data_cleaned.csv",
    "c304a8eec3d1f7f8675113bb80d5549057411643ebdb2d4e0e1a8a123b87f097",
    ("order", "src", "country", "version", "category", "id_content", "data", "urls"),
)
STATES = {"china": ("CHN",), "russia": ("RUS",), "both": ("CHN", "RUS")}
REDRAWN = ("old", "sum")
LOOK_BACK = timedelta(days=60)


def origin() -> OriginRecord:
    """The record of the table."""
    return record(
        "secondary",
        Origin(
            id="japan_joint_staff_tracks",
            producer="Joint Staff Office, Ministry of Defense, Japan (tracks drawn from its notices by a collector)",
            title="Chinese and Russian ships and aircraft near Japan, tracks",
            edition="notices of August 2022 to August 2023",
            licence="MIT (the copy); cite the Joint Staff",
            link="https://www.mod.go.jp/js/",
            published="2023",
            edition_date=EDITION_NOT_STATED,
            sha256=FILE.sha256,
            reliability="",
            read_at=FILE.path,
            note="Frame: notices with a map, one year; a notice may show several, so rows are tracks and no acts. "
            "Tracks redrawn in later notices (version old or sum) are left out: of 18 of both states 8 remain. "
            "The PLA tracks around Taiwan of the same collection are not read: aircraft types by day, counted already "
            "in the ministry's daily figures.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """One event a track that was new in its notice.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing, changed, or a row has no date or no state.
    """
    source = origin()
    first = [row for row in FILE.read_csv(mirror) if row["version"] not in REDRAWN]
    rows = tuple(each(first, lambda row: track(row, source)))
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (source,), events=rows)


def track(row: RawRow, source: OriginRecord) -> EventRow:
    """One track, on the day that its label gives, otherwise on the day of the notice.

    Args:
        row: the cells of its line.
        source: its origin.

    Raises:
        EvidenceError: neither gives a date, or the state is unknown.
    """
    where = f"{FILE.path} order {row['order']}"
    if row["country"] not in STATES:
        raise EvidenceError(f"{where}: country {row['country']!r}; valid: {', '.join(STATES)}; next: check the file")
    notice = _notice(row["src"], where)
    seen = _seen(row["id_content"], notice)
    states = STATES[row["country"]]
    return plain_rows.event(
        source,
        event_id=f"JPTRACK:{row['order']}",
        date_start=seen or notice,
        date_end=seen or notice,
        plover_type="COOPERATE" if len(states) > 1 else "MOBILIZE",
        subtype=f"{row['data'] or 'ship'}_track",
        initiators=states,
        targets=("JPN",),
        place="seas and airspace around Japan",
        headline=row["id_content"],
        joint=len(states) > 1,
        credibility=3,
        note=row["urls"] + ("" if seen else "; day of the notice, the sighting is earlier or the same"),
        public_from=first_public(notice, ""),
    )


def _notice(src: str, where: str) -> date:
    match = re.search(r"(20\d\d)(\d\d)(\d\d)", src)
    if match is None:
        raise EvidenceError(f"{where}: no day in {src!r}; valid: pYYYYMMDD...; next: check the file")
    return date(int(match[1]), int(match[2]), int(match[3]))


def _seen(label: str, notice: date) -> date | None:
    """The first day in a label (`9/3_...`, `② 12月18日`), in the year that puts it shortly before the notice."""
    match = re.match(r"\D{0,3}(\d{1,2})(?:/|月)(\d{1,2})", label)
    if match is None:
        return None
    for year in (notice.year, notice.year - 1):
        try:
            day = date(year, int(match[1]), int(match[2]))
        except ValueError:
            return None
        if notice - LOOK_BACK <= day <= notice:
            return day
    return None
