"""Russia's exercises with other states, 2009-2018 -> events known to the year. No exercise without Russia."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from multifront.domain import UNKNOWN, Origin
from multifront.errors import EvidenceError
from multifront.sources import plain_rows
from multifront.sources.files import RawRow, SourceFile, each
from multifront.sources.harvest import Harvest
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, EventRow, OriginRecord
from multifront.sources.state_names import code_of_name

PARSER = "joint_exercises 1"
PARTNERS = tuple(f"part{i}" for i in range(1, 29))
FILE = SourceFile(
    "data/joint_exercises/joint_mil_ex_russia.csv",
    "ec40148323555a050fe06bdb3d8bc8e4ebaf23ed33b041db5f86a1f0cf88975f",
    ("id", "name", "yr", *PARTNERS, "comments", "source", "source2"),
)


def origin() -> OriginRecord:
    """The record of the list."""
    return record(
        "anonymous",
        Origin(
            id="joint_exercises_russia",
            producer=f"{UNKNOWN}the copy names no author; most rows link the Russian ministry of defence",
            title="Joint military exercises with Russia",
            edition="2009-2018",
            licence="none stated by the copy: facts only",
            link=f"{UNKNOWN}address of the list not kept",
            published=f"{UNKNOWN}not given",
            edition_date=EDITION_NOT_STATED,
            sha256=FILE.sha256,
            reliability="",
            read_at=FILE.path,
            note="Russia takes part in every row and is not listed. Years only. Lines without name and year are "
            "left out. The list ends in 2018 and its collection is not described: no trend.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """One event an exercise with a year.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing, changed, or names a state that we do not know.
    """
    source = origin()
    listed = [row for row in FILE.read_csv(mirror) if row["yr"] or row["part1"]]
    rows = tuple(each(listed, lambda row: exercise(row, source)))
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (source,), events=rows)


def exercise(row: RawRow, source: OriginRecord) -> EventRow:
    """One exercise of Russia and its partners.

    Args:
        row: the cells of its line.
        source: origin of the row.

    Raises:
        EvidenceError: the year is no number, or a partner is unknown.
    """
    where = f"{FILE.path} id {row['id']}"
    if not row["yr"].isdigit():
        raise EvidenceError(f"{where}: year {row['yr']!r}; valid: four digits; next: check the file")
    partners = {code_of_name(row[column], where) for column in PARTNERS if row[column]}
    return plain_rows.event(
        source,
        event_id=f"RUEX:{row['id']}",
        date_start=date(int(row["yr"]), 1, 1),
        date_end=date(int(row["yr"]), 12, 31),
        date_precision="year",
        plover_type="COOPERATE",
        subtype="joint_exercise",
        initiators=tuple(sorted(partners | {"RUS"})),
        headline=row["name"] or "exercise without a name in the list",
        joint=True,
        credibility=3,
        note="; ".join(text for text in (row["comments"], row["source"], row["source2"]) if text),
    )
