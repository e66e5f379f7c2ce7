"""UN ideal points by state and year, July 2025 release (Bailey, Strezhnev, Voeten) -> observations. No estimation."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from multifront.domain import Origin
from multifront.sources.files import RawRow, SourceFile, each, number
from multifront.sources.harvest import Harvest
from multifront.sources.reliability import record
from multifront.sources.rows import ObservationRow, OriginRecord
from multifront.sources.states import iso3_of_cow

PARSER = "un_ideal_points 1"
EDITION = date(2025, 7, 31)
FILE = SourceFile(
    "data/unga_ideal/IdealpointsJuly2025.csv",
    "60e6db520e70bb4a814b4339e4038a372c4efc6b034092af8881be97da6565b2",
    ("ccode", "year", "idealpointfp", "q5fp", "q95fp", "nvotesfp"),
)
DEFINITION = (
    "ideal point on one dimension (position toward the US-led order, USA > 0) from final-passage votes (idealpointfp), "
    "posterior 5 % to 95 %; of the release's three versions the only one that runs to 2024"
)


def origin() -> OriginRecord:
    """The record of the release."""
    return record(
        "producer",
        Origin(
            id="un_ideal_points_2025_07",
            producer="Michael Bailey, Anton Strezhnev, Erik Voeten",
            title="United Nations General Assembly ideal points",
            edition="July 2025 release",
            licence="CC0 on Harvard Dataverse; cite Bailey, Strezhnev and Voeten 2017 (JCR 61:430-456)",
            link="https://doi.org/10.7910/DVN/LEJUQZ",
            published="2025-07",
            edition_date=EDITION,
            sha256=FILE.sha256,
            reliability="",
            read_at=FILE.path,
            note="Estimates change with every release: a year's value is public from the release, not from the year. "
            "State-years without an estimate on final-passage votes are left out.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """One observation a state-year that has an estimate.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing, changed, or names a state that the crosswalk does not know.
    """
    source = origin()
    estimated = [row for row in FILE.read_csv(mirror) if row["idealpointfp"]]
    rows = tuple(each(estimated, lambda row: observation(row, source)))
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (source,), observations=rows)


def observation(row: RawRow, source: OriginRecord) -> ObservationRow:
    """One state-year as an observation."""
    year = int(float(row["year"]))
    state = iso3_of_cow(int(row["ccode"]), year)
    where = f"{FILE.path} {state} {year}"
    return ObservationRow(
        observation_id=f"un_ideal_point:{state}:{year}",
        indicator="un_ideal_point",
        actor=state,
        partner="",
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        period_label=str(year),
        low=number(row["q5fp"], where),
        best=number(row["idealpointfp"], where),
        high=number(row["q95fp"], where),
        text="",
        unit="scale points",
        definition_id="final_passage_2025_07",
        definition=DEFINITION,
        status="reported",
        origin_ids=(source.origin.id,),
        seen="yes",
        weak=False,
        weak_reason="",
        credibility=2,
        conflict=False,
        note=f"{int(float(row['nvotesfp']))} votes",
        public_from=EDITION,
        edition_date=EDITION,
    )
