"""Daily PLA aircraft and ships around Taiwan -> series split at each change of definition. No chaining."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from multifront.domain import Origin
from multifront.errors import EvidenceError
from multifront.sources.dates import first_public
from multifront.sources.files import RawRow, SourceFile, each, number
from multifront.sources.harvest import Harvest
from multifront.sources.reliability import record, weakness
from multifront.sources.rows import EDITION_NOT_STATED, ObservationRow, OriginRecord

PARSER = "pla_activity 1"
FILE = SourceFile(
    "data/taiwan_adiz/JapanandBattleship.csv",
    "f523cd14c13889003e4f1d4e11913f0987d28db9a6ba6bcd61aa5088d1c35d07",
    ("date", "pla_aircraft_sorties", "plan_vessel_sorties"),
)
DAILY_REPORTS = date(2020, 9, 17)
BREAK = date(2022, 8, 6)
STORED_ZEROS = date(2024, 1, 1)
LAG_DAYS = 1
LAG_BASIS = (
    "from 17 September 2020 the ministry publishes each morning what it counted in the 24 hours to 06:00; "
    "single notices before that day have no declared lag"
)
SINGLE = "aircraft in single notices before the daily reports; a day without a notice says nothing"
ENTRIES = "aircraft that entered Taiwan's air defence identification zone, daily report"
DETECTED = "aircraft detected around Taiwan, inside the zone or not, daily report"
VESSELS = "naval ships detected around Taiwan, daily report"
SILENCE = "no row for the day: zero by the ministry's practice before 2024; the other reading is missing"


@dataclass(frozen=True, slots=True)
class Definition:
    """One definition of a daily count: from when to when, and what a day without a row means."""

    id: str
    words: str
    indicator: str
    column: str
    start: date
    end: date
    silence_until: date | None


LAST_DAY = date(2026, 8, 22)
DEFINITIONS = (
    Definition(
        "single_notices",
        SINGLE,
        "pla_sorties",
        "pla_aircraft_sorties",
        date(2015, 3, 30),
        DAILY_REPORTS - timedelta(days=1),
        None,
    ),
    Definition(
        "adiz_entries",
        ENTRIES,
        "pla_sorties",
        "pla_aircraft_sorties",
        DAILY_REPORTS,
        BREAK - timedelta(days=1),
        STORED_ZEROS,
    ),
    Definition("aircraft_detected", DETECTED, "pla_sorties", "pla_aircraft_sorties", BREAK, LAST_DAY, STORED_ZEROS),
    Definition("vessels_detected", VESSELS, "pla_vessels", "plan_vessel_sorties", BREAK, LAST_DAY, None),
)


def origin() -> OriginRecord:
    """The record of the daily file."""
    return record(
        "secondary",
        Origin(
            id="taiwan_mnd_daily",
            producer="Ministry of National Defense, Republic of China (Taiwan)",
            title="Daily PLA activity around Taiwan",
            edition="as collected in JapanandBattleship.csv, to 22 August 2026",
            licence="none stated by the copy: figures only, cite the ministry",
            link="https://www.mnd.gov.tw/",
            published="daily",
            edition_date=EDITION_NOT_STATED,
            sha256=FILE.sha256,
            reliability="",
            read_at=FILE.path,
            note="A collector's copy of the ministry's reports; published yearly totals are 3-6 % higher.",
        ),
        LAG_DAYS,
        LAG_BASIS,
    )


def harvest(mirror: Path) -> Harvest:
    """Aircraft under three definitions and ships under one, a row a day.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing or changed, days are doubled, or zeros appear where silence stands for zero.
    """
    source = origin()
    days = by_day(FILE.read_csv(mirror))
    rows = tuple(row for definition in DEFINITIONS for row in daily(days, definition, source))
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (source,), observations=rows)


def by_day(rows: list[RawRow]) -> dict[date, RawRow]:
    """The rows by day, guarded: no doubled day, and no stored zero before 2024.

    Raises:
        EvidenceError: a guard fails, so that the rule `zero_by_rule` has to be looked at again.
    """
    days: dict[date, RawRow] = {}
    for row, day in zip(rows, each(rows, lambda row: date.fromisoformat(row["date"].replace("/", "-"))), strict=True):
        if day in days:
            raise EvidenceError(f"{FILE.path}: {day} stands twice; next: check the file")
        if day < STORED_ZEROS and number(row["pla_aircraft_sorties"], f"{FILE.path} {day}") == 0:
            raise EvidenceError(
                f"{FILE.path}: a stored zero on {day}; expected none before {STORED_ZEROS}, where silence means zero; "
                "next: review the rule zero_by_rule in multifront.sources.pla_activity"
            )
        days[day] = row
    return days


def daily(days: dict[date, RawRow], definition: Definition, source: OriginRecord) -> Iterator[ObservationRow]:
    """One observation for each day of a definition; days that single notices do not mention are left out."""
    day = definition.start
    while day <= definition.end:
        row = days.get(day)
        if row is not None or definition.id != "single_notices":
            yield _observation(day, row, definition, source)
        day += timedelta(days=1)


def _observation(day: date, row: RawRow | None, definition: Definition, source: OriginRecord) -> ObservationRow:
    value = number(row[definition.column], f"{FILE.path} {day}") if row else None
    status, note = "reported", ""
    if row is None and definition.silence_until is not None and day < definition.silence_until:
        value, status, note = 0.0, "zero_by_rule", SILENCE
    elif value is None:
        status, note = "missing", "no row for the day" if row is None else "the cell is empty"
    lag = LAG_DAYS if day >= DAILY_REPORTS else None
    return ObservationRow(
        observation_id=f"{definition.indicator}:{definition.id}:{day}",
        indicator=definition.indicator,
        actor="CHN",
        partner="TWN",
        period_start=day,
        period_end=day,
        period_label=str(day),
        low=None,
        best=value,
        high=None,
        text="",
        unit="aircraft" if definition.indicator == "pla_sorties" else "ships",
        definition_id=definition.id,
        definition=definition.words,
        status=status,
        origin_ids=(source.origin.id,),
        seen="secondary",
        weak=bool(weakness(source)),
        weak_reason=weakness(source),
        credibility=2,
        conflict=False,
        note=note,
        public_from=first_public(day, "", lag),
        edition_date=EDITION_NOT_STATED,
    )
