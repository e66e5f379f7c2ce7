"""Gulf event calendar, 2021-2026 -> events (the 18 coded) and daily risk codes as observations. No index of our own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from multifront.domain import UNKNOWN, Origin
from multifront.sources import plain_rows
from multifront.sources.files import RawRow, SourceFile, each, number
from multifront.sources.harvest import Harvest
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, EventRow, ObservationRow, OriginRecord

PARSER = "gulf_calendar 1"
COMPONENTS = (
    *("Hormuz_Risk", "Energy_Infrastructure_Attack", "Maritime_Security_Risk", "Military_Escalation"),
    *("Insurance_Freight_Risk", "Market_Uncertainty_Component"),
)
CALENDAR = SourceFile(
    "data/hormuz_events/cgri_daily_calendar.csv",
    "9af9a591dbe6a9418003b9164855868b1034968fd2b0c702078ce547f16b9490",
    ("Date", *COMPONENTS, "CGRI_Equal_Weighted", "Event_Type", "Source_Count", "Primary_Source_URL"),
)
WINDOWS = SourceFile(
    "data/hormuz_events/applied_window_audit.csv",
    "26c3c8f9503bb4b85265f870b547c094e2e749a401e5bc1d01541b820d9c00b8",
    ("Event_ID", "Event_Date", "Window_Day", *COMPONENTS, "Source_URL", "Window_Rule"),
)


def origin() -> OriginRecord:
    """The record of the calendar."""
    return record(
        "secondary",
        Origin(
            id="gulf_calendar",
            producer=f"{UNKNOWN}the copy names no author",
            title="Gulf event calendar with source links (CGRI)",
            edition="1 January 2021 to 18 May 2026",
            licence="CC BY 4.0",
            link=f"{UNKNOWN}address of the calendar not kept; each event carries the link of its report",
            published="2026",
            edition_date=EDITION_NOT_STATED,
            sha256=CALENDAR.sha256,
            reliability="",
            read_at=f"{CALENDAR.path}, {WINDOWS.path}",
            note="18 events, each spread over a window of days by a rule, so that neighbouring days are no separate "
            "acts: use the events for timing, never the coded days. How the events were chosen is not described. A "
            "day without code is zero by the calendar's practice.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """One event a coded event, seven observations a day.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: a file is missing, changed, or holds a cell that is no number.
    """
    source = origin()
    days = CALENDAR.read_csv(mirror)
    kinds = {row["Date"]: row["Event_Type"] for row in days}
    first = [row for row in WINDOWS.read_csv(mirror) if row["Window_Day"] == "0"]
    acts = tuple(each(first, lambda row: event(row, kinds, source)))
    rows = tuple(one for found in each(days, lambda row: tuple(observations(row, source))) for one in found)
    return Harvest(
        PARSER, {file.path: file.sha256 for file in (CALENDAR, WINDOWS)}, (source,), events=acts, observations=rows
    )


def event(row: RawRow, kinds: dict[str, str], source: OriginRecord) -> EventRow:
    """The first day of a window as an event.

    Args:
        row: a line of the windows.
        kinds: day -> kind of event in the calendar.
        source: origin of the row.
    """
    day = date.fromisoformat(row["Event_Date"])
    kind = kinds.get(row["Event_Date"], "")
    return plain_rows.event(
        source,
        event_id=f"GULF:{row['Event_ID']}",
        date_start=day,
        date_end=day,
        plover_type="COERCE",
        subtype="gulf_incident",
        initiators=(),
        place="Strait of Hormuz and the Gulf",
        headline=kind or "kind not given",
        magnitude=max((number(row[name], row["Event_ID"]) or 0.0) for name in COMPONENTS),
        unit="highest component code, 0-3",
        note=f"actor not coded; report: {row['Source_URL']}",
    )


def observations(row: RawRow, source: OriginRecord) -> Iterator[ObservationRow]:
    """The six components and their mean on one day; a day without any code is zero by rule.

    Args:
        row: a line of the calendar.
        source: origin of the rows.
    """
    day = date.fromisoformat(row["Date"])
    silent = row["Event_Type"] == "" and row["Source_Count"] in ("", "0")
    for column in (*COMPONENTS, "CGRI_Equal_Weighted"):
        value = number(row[column], f"{CALENDAR.path} {day}")
        status = "missing" if value is None else "zero_by_rule" if silent and value == 0 else "reported"
        yield plain_rows.observation(
            source,
            observation_id=f"gulf:{column.lower()}:{day}",
            indicator=f"gulf_{column.lower()}",
            actor="all",
            period_start=day,
            period_end=day,
            period_label=str(day),
            best=value,
            unit="code 0-3",
            definition_id="cgri",
            definition="risk code of the day, spread over the window of an event",
            status=status,
            note=row["Primary_Source_URL"],
        )
