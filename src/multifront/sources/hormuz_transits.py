"""Daily ship transits of the Strait of Hormuz (IMF PortWatch) -> observations, all ships and tankers."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from multifront.domain import Origin
from multifront.sources.dates import first_public
from multifront.sources.files import RawRow, SourceFile, each, number
from multifront.sources.harvest import Harvest
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, ObservationRow, OriginRecord

PARSER = "hormuz_transits 1"
FILE = SourceFile(
    "data/chokepoints/hormuz_portwatch_daily.csv",
    "97b63a7a7082ff61a5a7ad1321c14476ced0da38785d7afe8047c087f11ed17e",
    ("date", "total", "tanker"),
)
LAG_DAYS = 14
LAG_BASIS = "PortWatch releases weekly (Tuesdays); two releases are allowed for, the later bound"
SERIES = {
    "total": ("hormuz_transits", "cargo ships and tankers that passed the strait, satellite AIS estimate"),
    "tanker": ("hormuz_tanker_transits", "tankers that passed the strait, satellite AIS estimate"),
}


def origin() -> OriginRecord:
    """The record of the daily file."""
    return record(
        "producer",
        Origin(
            id="portwatch_hormuz",
            producer="International Monetary Fund, PortWatch",
            title="Daily chokepoint transits: Strait of Hormuz",
            edition="2025-04-27 to 2026-04-26",
            licence="IMF terms of use: free with citation",
            link="https://portwatch.imf.org/",
            published="weekly",
            edition_date=EDITION_NOT_STATED,
            sha256=FILE.sha256,
            reliability="",
            read_at=FILE.path,
            note="AIS estimates are revised. The dip of November 2025 to January 2026 precedes any coded event: check "
            "the coverage before use.",
        ),
        LAG_DAYS,
        LAG_BASIS,
    )


def harvest(mirror: Path) -> Harvest:
    """Two observations a day.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing, changed, or holds a cell that is no number.
    """
    source = origin()
    raw = FILE.read_csv(mirror)
    rows = tuple(one for column in SERIES for one in each(raw, partial(observation, column=column, source=source)))
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (source,), observations=rows)


def observation(row: RawRow, column: str, source: OriginRecord) -> ObservationRow:
    """One day of one series."""
    day = date.fromisoformat(row["date"])
    indicator, words = SERIES[column]
    value = number(row[column], f"{FILE.path} {day}")
    return ObservationRow(
        observation_id=f"{indicator}:{day}",
        indicator=indicator,
        actor="all",
        partner="",
        period_start=day,
        period_end=day,
        period_label=str(day),
        low=None,
        best=value,
        high=None,
        text="",
        unit="ships",
        definition_id="portwatch_ais",
        definition=words,
        status="missing" if value is None else "reported",
        origin_ids=(source.origin.id,),
        seen="yes",
        weak=False,
        weak_reason="",
        credibility=2,
        conflict=False,
        note="",
        public_from=first_public(day, "", LAG_DAYS),
        edition_date=EDITION_NOT_STATED,
    )
