"""North Korean missile and space launches (CNS/NTI list) -> one event a launch. Days and launches stay apart."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from multifront.domain import Origin
from multifront.errors import EvidenceError
from multifront.sources.dates import first_public, published_by, published_start
from multifront.sources.files import RawRow, SourceFile, each, number
from multifront.sources.harvest import Harvest
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, EventRow, OriginRecord

PARSER = "north_korea_tests 1"
ORIGIN_ID = "cns_nti_missiles"
FILE = SourceFile(
    "data/nk_missiles/nk_missile_tests.csv",
    "388e06a8f6e27773715fc8ea76fe7685d7f377c314e4f37f4a508e7383613234",
    ("date", "series", "missile", "facility", "distance", "outcome"),
)
LAG_DAYS = 1
LAG_BASIS = (
    "launches are announced on the day by South Korea's Joint Chiefs of Staff or Japan's defence ministry; the list's "
    "dates are UTC, so the Korean day may be one later"
)
SPACE_LAUNCHERS = ("unha", "unha-3", "chollima-1", "taepodong-1")


def origin() -> OriginRecord:
    """The record of the list."""
    return record(
        "producer",
        Origin(
            id=ORIGIN_ID,
            producer="James Martin Center for Nonproliferation Studies and Nuclear Threat Initiative (CNS/NTI)",
            title="North Korea Missile Test Database",
            edition="as curated in nk_missile_tests.csv, to 18 April 2026",
            licence="Apache-2.0 (curated copy); cite CNS/NTI",
            link="https://www.nti.org/analysis/articles/cns-north-korea-missile-test-database/",
            published="2026",
            edition_date=EDITION_NOT_STATED,
            sha256=FILE.sha256,
            reliability="",
            read_at=FILE.path,
            note="Other counts of a year differ by several per cent. The list calls its years up to 1993 incomplete.",
        ),
        LAG_DAYS,
        LAG_BASIS,
    )


def harvest(mirror: Path) -> Harvest:
    """One event a launch.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing, changed, or a date cannot be read.
    """
    source = origin()
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (source,), events=tuple(events(FILE.read_csv(mirror), source)))


def events(rows: list[RawRow], source: OriginRecord) -> list[EventRow]:
    """The launches with ids `NK:<date>:<series>`; a series number that the list uses twice in a day gets `.2`."""
    seen: Counter[str] = Counter()

    def one(row: RawRow) -> EventRow:
        stem = f"NK:{row['date']}:{row['series'] or '0'}"
        seen[stem] += 1
        return _event(row, stem if seen[stem] == 1 else f"{stem}.{seen[stem]}", source)

    return list(each(rows, one))


def _event(row: RawRow, event_id: str, source: OriginRecord) -> EventRow:
    start, end, precision = _span(row["date"])
    space = row["missile"] in SPACE_LAUNCHERS
    distance = None if row["distance"] in ("", "unknown") else row["distance"]
    what = "space launch" if space else "missile launch"
    return EventRow(
        event_id=event_id,
        date_start=start,
        date_end=end,
        date_precision=precision,
        plover_type="MOBILIZE",
        subtype="space_launch" if space else "missile_launch",
        initiators=("PRK",),
        targets=(),
        place=row["facility"],
        magnitude=_distance(distance, event_id),
        unit="km flown" if distance else "",
        headline=f"North Korean {what}: {row['missile']}, {row['outcome']}",
        planned="unknown",
        occurred="happened",
        joint=False,
        origin_ids=(source.origin.id,),
        seen="yes",
        weak=False,
        weak_reason="",
        credibility=2,
        conflict=False,
        note="date is UTC",
        public_from=first_public(end, "", LAG_DAYS if precision == "day" else None),
        edition_date=EDITION_NOT_STATED,
    )


def _span(text: str) -> tuple[date, date, str]:
    end = published_by(text)
    if end is None:
        raise EvidenceError(f"{FILE.path}: {text!r} is not a date; valid: YYYY-MM-DD or YYYY-MM; next: check the file")
    start = published_start(text)
    return start, end, "day" if start == end else "month"


def _distance(cell: str | None, where: str) -> float | None:
    try:
        return number(cell or "", where)
    except EvidenceError:
        return None
