"""Sanctions cases of the Global Sanctions Data Base, 1949-2023 -> events known to the year. No effects."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from multifront.domain import Origin
from multifront.errors import EvidenceError
from multifront.sources import plain_rows
from multifront.sources.files import RawRow, SourceFile, each
from multifront.sources.harvest import Harvest
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, EventRow, OriginRecord
from multifront.sources.state_names import codes_of_names

PARSER = "sanctions 1"
KINDS = ("trade", "arms", "military", "financial", "travel", "other")
FILE = SourceFile(
    "data/gsdb/GSDB_V4.csv",
    "ef9ed413a470c4a3be73365d560bb0ea1ccc3b5c3d8746f8d269276273259f3f",
    ("case_id", "sanctioned_state", "sanctioning_state", "begin", "end", *KINDS, "objective", "success"),
)
LAST_YEAR = 2023


def origin() -> OriginRecord:
    """The record of the list of cases."""
    return record(
        "producer",
        Origin(
            id="gsdb_4",
            producer="Felbermayr, Kirilakha, Syropoulos, Yalcin, Yotov (Global Sanctions Data Base)",
            title="Global Sanctions Data Base",
            edition="version 4, 1949-2023",
            licence="none stated by the copy: cite Felbermayr et al.",
            link="https://www.globalsanctionsdatabase.com/",
            published="2024",
            edition_date=EDITION_NOT_STATED,
            sha256=FILE.sha256,
            reliability="",
            read_at=FILE.path,
            note="Years, not days. A case that runs in 2023 may go on. Senders and targets that are no state (EU, "
            "CoCom, Taliban) keep their name; the EU's members are not spelled out. A case has one sender or group.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """One event a case.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing, changed, lacks a column, or names a state that we do not know.
    """
    source = origin()
    rows = tuple(each(FILE.read_csv(mirror), lambda row: case(row, source)))
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (source,), events=rows)


def case(row: RawRow, source: OriginRecord) -> EventRow:
    """One case as an event from the first day of its first year to the last of its last.

    Args:
        row: the cells of its line.
        source: origin of the row.

    Raises:
        EvidenceError: a year is no number, the end lies before the begin, or a name is unknown.
    """
    where = f"GSDB case {row['case_id']}"
    if not (row["begin"].isdigit() and row["end"].isdigit() and int(row["begin"]) <= int(row["end"])):
        raise EvidenceError(f"{where}: years {row['begin']!r} to {row['end']!r}; valid: two years in order")
    kinds = [kind for kind in KINDS if row[kind] == "1"]
    senders = codes_of_names(row["sanctioning_state"], where)
    ending = f"; may go on after {LAST_YEAR}" if int(row["end"]) == LAST_YEAR else ""
    return plain_rows.event(
        source,
        event_id=f"GSDB:{row['case_id']}",
        date_start=date(int(row["begin"]), 1, 1),
        date_end=date(int(row["end"]), 12, 31),
        date_precision="year",
        plover_type="SANCTION",
        subtype="sanctions_case",
        initiators=senders,
        targets=codes_of_names(row["sanctioned_state"], where),
        headline=f"{row['sanctioning_state']} sanctions {row['sanctioned_state']}: {', '.join(kinds) or 'no kind'}",
        joint=len(senders) > 1,
        note=f"objective {row['objective']}; outcome {row['success']}{ending}",
    )
