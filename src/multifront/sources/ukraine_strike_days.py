"""Missiles launched at Ukraine a day, as its Air Force claimed -> observations. No single attacks and no drones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from multifront.domain import Origin
from multifront.errors import EvidenceError
from multifront.sources.dates import first_public
from multifront.sources.files import RawRow, SourceFile, number
from multifront.sources.harvest import Harvest
from multifront.sources.plain_rows import observation
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, ObservationRow, OriginRecord
from multifront.sources.ukraine_strikes import DAY, FILE, LAG_BASIS, LAG_DAYS

PARSER = "ukraine_strike_days 1"
WEAPONS = SourceFile(
    "data/ukraine_strikes/missiles_and_uavs.csv",
    "d85bdf56bcbf71b04959a44f14cba3675ccce84e1c5d3de26850f7a37120046b",
    ("model", "category"),
)
COUNTED = ("ballistic missile", "cruise missile")
"""Categories that were listed the same way throughout; air-defence missiles, bombs and drones were not."""

INDICATOR = "missiles_launched_at_ukraine"
FRAME = (date(2022, 9, 28), date(2026, 4, 4))
"""First and last day on which an attack of the list begins."""

DEFINITION = (
    "cruise and ballistic missiles that the Ukrainian Air Force says were launched, by the day the attack began"
)
SILENCE = "no missile in the list for the day: zero, since the Air Force reports every attack"
UNCOUNTED = "one attack of the day has no number: the others are the lower bound"


def origin() -> OriginRecord:
    """The record of the daily sums, which names the list that they are made of."""
    return record(
        "secondary",
        Origin(
            id="ukraine_air_force_missile_days",
            producer="Ukrainian Air Force, as collected by P. Ivaniuk; daily sums computed here",
            title="Missiles launched at Ukraine, by day",
            edition=f"{FRAME[0]} to {FRAME[1]}",
            licence="none stated by the copy: daily sums only, cite the Air Force",
            link="https://www.kaggle.com/datasets/piterfm/massive-missile-attacks-on-ukraine",
            published="daily",
            edition_date=EDITION_NOT_STATED,
            sha256=FILE.sha256,
            reliability="",
            read_at=f"{FILE.path}, {WEAPONS.path}",
            note="Claims of one party, which nobody confirmed. Cruise and ballistic missiles only; rows that name "
            "several weapons count if every one of them is such a missile. Attacks of a night count on the day on "
            "which they began.",
        ),
        LAG_DAYS,
        LAG_BASIS,
    )


def harvest(mirror: Path) -> Harvest:
    """One observation a day of the frame.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: a file is missing or changed, a time or number cannot be read, or a day lies outside the frame.
    """
    source = origin()
    categories = {row["model"]: row["category"] for row in WEAPONS.read_csv(mirror)}
    rows = tuple(days(FILE.read_csv(mirror), categories, source))
    inputs = {FILE.path: FILE.sha256, WEAPONS.path: WEAPONS.sha256}
    return Harvest(PARSER, inputs, (source,), observations=rows)


def days(rows: list[RawRow], categories: dict[str, str], source: OriginRecord) -> Iterator[ObservationRow]:
    """Sums by day, from the first day of the frame to the last.

    Args:
        rows: the lines of the list.
        categories: weapon -> its category in the list of weapons.
        source: their origin.

    Raises:
        EvidenceError: an attack lies outside the frame, so that the frame has to be looked at again.
    """
    launched: dict[date, list[float | None]] = {}
    for row in rows:
        day = _day(row["time_start"])
        if is_missile(row["model"], categories):
            launched.setdefault(day, []).append(number(row["launched"], f"{FILE.path} {row['time_start']}"))
    day = FRAME[0]
    while day <= FRAME[1]:
        yield _observation(day, launched.get(day, []), source)
        day += timedelta(days=1)


def is_missile(model: str, categories: dict[str, str]) -> bool:
    """Whether every weapon that a row names is a cruise or ballistic missile by the list of weapons.

    Args:
        model: the weapon, or several joined by ' and '.
        categories: weapon -> category; a mixture that the list knows as one entry is taken as it stands.
    """
    if model in categories:
        return categories[model] in COUNTED
    return all(categories.get(part.strip(), "") in COUNTED for part in model.split(" and "))


def _observation(day: date, numbers: list[float | None], source: OriginRecord) -> ObservationRow:
    known = [value for value in numbers if value is not None]
    whole = len(known) == len(numbers)
    status = "reported" if numbers else "zero_by_rule"
    if not known and numbers:
        status = "missing"
    return observation(
        source,
        observation_id=f"{INDICATOR}:{day}",
        indicator=INDICATOR,
        actor="RUS",
        partner="UKR",
        period_start=day,
        period_end=day,
        period_label=str(day),
        low=None if whole or not known else float(sum(known)),
        best=float(sum(known)) if whole else None,
        unit="missiles, as claimed",
        definition_id="air_force_claims",
        definition=DEFINITION,
        status=status,
        credibility=3,
        note=UNCOUNTED if not whole else "" if numbers else SILENCE,
        public_from=first_public(day + timedelta(days=1), "", LAG_DAYS),
    )


def _day(text: str) -> date:
    match = DAY.match(text)
    if match is None or not FRAME[0] <= date(int(match[1]), int(match[2]), int(match[3])) <= FRAME[1]:
        raise EvidenceError(
            f"{FILE.path}: time {text!r} is no day from {FRAME[0]} to {FRAME[1]}; next: look at the frame of "
            "multifront.sources.ukraine_strike_days again"
        )
    return date(int(match[1]), int(match[2]), int(match[3]))
