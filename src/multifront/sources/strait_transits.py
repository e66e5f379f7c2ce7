"""Warships through the Taiwan Strait, 2020-2026, as collected from notices and press -> events. No PLA daily counts."""

from __future__ import annotations

import re
from datetime import date
from itertools import count
from pathlib import Path

from multifront.domain import UNKNOWN, Origin
from multifront.errors import EvidenceError
from multifront.sources import plain_rows
from multifront.sources.files import RawRow, SourceFile, each
from multifront.sources.harvest import Harvest
from multifront.sources.reliability import record, weakness
from multifront.sources.rows import EDITION_NOT_STATED, EventRow, OriginRecord

PARSER = "strait_transits 1"
FILE = SourceFile(
    "data/taiwan_adiz/naval_transits.csv",
    "9889048f8d2c5245899af436264b2d03050dc0f0e89466273be615b46bf7402b",
    ("Date", "Ships", "Country", "Date_Precision", "Date_Note", "Source", "Country_Confidence"),
)
NAVIES = {
    "USA": r"美國|美海|美軍|USS |USNS |DDG|伯克級",
    "CAN": r"加拿大|加海軍|蒙特利爾|HMCS",
    "GBR": r"英國|\bHMS ",
    "FRA": r"法國|FNS ",
    "AUS": r"澳洲|HMAS",
    "DEU": r"德國|FGS ",
    "NLD": r"荷蘭|HNLMS",
    "JPN": r"日本|\bJS ",
    "NZL": r"紐西蘭|HMNZS",
    "TUR": r"土耳其|TCG ",
    "VNM": r"越南",
    "CHN": r"共艦|共軍|中共|中國",
}
"""State -> how the collector's text names its ships."""

COLUMN = {
    **{"US": "USA", "Canada": "CAN", "UK": "GBR", "France": "FRA", "Australia": "AUS", "Germany": "DEU"},
    **{"Netherlands": "NLD", "Japan": "JPN", "JP": "JPN", "New Zealand": "NZL", "Turkey": "TUR", "Vietnam": "VNM"},
    **{"CN": "CHN"},
}


def origin() -> OriginRecord:
    """The record of the list."""
    return record(
        "anonymous",
        Origin(
            id="strait_transits",
            producer=f"{UNKNOWN}the copy names no collector; texts are from ministry notices and the press",
            title="Foreign warships in the Taiwan Strait",
            edition="16 January 2020 to 22 August 2026",
            licence="none stated by the copy: facts only",
            link=f"{UNKNOWN}address of the list not kept; most rows give no source",
            published="2026",
            edition_date=EDITION_NOT_STATED,
            sha256=FILE.sha256,
            reliability="",
            read_at=FILE.path,
            note="Frame: none. Collection changed in 2024 and 2026, and not every transit is announced: no trend and "
            "no timing test. The country column was coded by single characters (the ship class Ticonderoga reads as "
            "Germany): states are read from the text, and rows where the column disagrees are marked as a conflict.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """One event a row.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing, changed, or a row has no date or no state.
    """
    source = origin()
    raw = FILE.read_csv(mirror)
    lines = count(2)
    rows = tuple(each(raw, lambda row: transit(row, f"TST:{next(lines):03}", source)))
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (source,), events=rows)


def transit(row: RawRow, event_id: str, source: OriginRecord) -> EventRow:
    """One row; the PLA's own ships and the one exercise keep subtypes of their own.

    Args:
        row: the cells of its line.
        event_id: its id.
        source: its origin.

    Raises:
        EvidenceError: the date cannot be read, or no state is named in text or column.
    """
    day = _day(row["Date"], event_id)
    said = {COLUMN[part] for part in re.split(r"Multi \(|\+|\)", row["Country"]) if part in COLUMN}
    read = {state for state, pattern in NAVIES.items() if re.search(pattern, row["Ships"])}
    if len(read) > 1 and "CHN" in read:
        read = read - {"CHN"}
    if not (read or said):
        raise EvidenceError(f"{event_id}: no state in {row['Ships']!r} or {row['Country']!r}; next: check the file")
    conflict = bool(read) and read != said
    chinese = (read or said) == {"CHN"}
    return plain_rows.event(
        source,
        event_id=event_id,
        date_start=day,
        date_end=day,
        date_precision="day" if row["Date_Precision"] in ("exact", "") else "span",
        plover_type="MOBILIZE",
        subtype="pla_ships_notice" if chinese else "taiwan_strait_transit",
        initiators=tuple(sorted(read or said)),
        targets=("TWN",) if chinese else (),
        place="Taiwan Strait",
        headline=row["Ships"],
        weak=True,
        weak_reason=weakness(source),
        credibility=3,
        conflict=conflict,
        note=f"country column: {row['Country']}" if conflict else row["Date_Note"],
    )


def _day(text: str, where: str) -> date:
    match = re.fullmatch(r"(\d{4})/(\d{1,2})/(\d{1,2})", text)
    if match is None:
        raise EvidenceError(f"{where}: {text!r} is not a date; valid: YYYY/M/D; next: check the file")
    return date(int(match[1]), int(match[2]), int(match[3]))
