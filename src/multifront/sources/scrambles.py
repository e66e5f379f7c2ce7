"""Japanese scrambles as observations: statistic rows of the event list and totals of the methods notes. No sums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from multifront.domain import UNKNOWN, Origin
from multifront.errors import EvidenceError
from multifront.sources.dates import first_public
from multifront.sources.reliability import record, weakness
from multifront.sources.rows import EDITION_NOT_STATED, ObservationRow, OriginRecord

KINDS = {12: "fiscal_year", 3: "quarter", 1: "month"}
DEFINITION = "scrambles of Japan's Air Self-Defense Force as counted by the Joint Staff, by {kind}; kinds overlap"
NOTES_ID = "methods_notes_scrambles"
TWICE_PRINTED = 2014
TOTALS = (
    (2014, "all", 943.0),
    (2014, "all", 944.0),
    (2021, "all", 1004.0),
    (2021, "CHN", 722.0),
    (2021, "RUS", 266.0),
    (2022, "all", 778.0),
    (2022, "CHN", 575.0),
    (2022, "RUS", 150.0),
    (2023, "all", 669.0),
    (2023, "CHN", 479.0),
    (2023, "RUS", 174.0),
    (2024, "all", 704.0),
    (2024, "CHN", 464.0),
    (2024, "RUS", 237.0),
)
"""Fiscal-year totals as printed by nippon.com, SCMP and Japan Today; two pages differ for 2014."""


def notes_origin() -> OriginRecord:
    """The record of the totals read in the press."""
    return record(
        "secondary",
        Origin(
            id=NOTES_ID,
            producer="Japan Joint Staff",
            title="Scrambles by fiscal year, as printed in the press",
            edition=f"{UNKNOWN}none stated",
            licence="copyright of the publisher; single facts and figures cited",
            link=f"{UNKNOWN}link not kept",
            published=f"{UNKNOWN}dates of the articles not kept",
            edition_date=EDITION_NOT_STATED,
            sha256=f"{UNKNOWN}page not kept",
            reliability="",
            read_at="nippon.com; SCMP; Japan Today",
            note="943 for 2014; one page prints 944.",
        ),
    )


def notes_observations(source: OriginRecord) -> Iterator[ObservationRow]:
    """The totals of the notes, one observation each."""
    for position, (year, partner, value) in enumerate(TOTALS, start=1):
        span = (date(year, 4, 1), date(year + 1, 3, 31))
        yield _row(Count(f"scrambles:notes:{position:02d}", partner, span, value, EDITION_NOT_STATED), source)


@dataclass(frozen=True, slots=True)
class Count:
    """One count: the id of its row, whom it was against, its span, its value, when it was public."""

    row_id: str
    partner: str
    span: tuple[date, date]
    value: float
    public: date


def from_statistic(row: dict[str, str], source: OriginRecord) -> list[ObservationRow]:
    """The total and the parts of one statistic row of the event list.

    Args:
        row: a row of type `scramble_statistic`; its note holds `RUS=266;CHN=722`.
        source: the origin of the row.

    Raises:
        EvidenceError: the span is neither a month, a quarter nor a fiscal year, or the parts cannot be read.
    """
    start, end = date.fromisoformat(row["date_start"]), date.fromisoformat(row["date_end"])
    parts = dict(re.findall(r"\b(RUS|CHN)=(\d+)", row["note"]))
    if set(parts) != {"RUS", "CHN"}:
        raise EvidenceError(f"{row['event_id']}: note {row['note']!r} holds no RUS= and CHN=; next: check the row")
    public = first_public(end, row["source_date"])
    values = {"all": float(row["magnitude"]), "CHN": float(parts["CHN"]), "RUS": float(parts["RUS"])}
    return [
        _row(Count(f"{row['event_id']}:{partner}", partner, (start, end), value, public), source)
        for partner, value in values.items()
    ]


def _row(count: Count, source: OriginRecord) -> ObservationRow:
    start, end = count.span
    conflict = start.year == TWICE_PRINTED and source.origin.id == NOTES_ID
    months = 12 * (end.year - start.year) + end.month - start.month + 1
    if months not in KINDS:
        raise EvidenceError(
            f"{count.row_id}: {start} to {end} is no month, quarter or fiscal year; next: check the row"
        )
    kind = KINDS[months]
    label = {"fiscal_year": f"FY{start.year}", "month": f"{start:%Y-%m}"}.get(kind, f"{start:%Y-%m} to {end:%Y-%m}")
    return ObservationRow(
        observation_id=count.row_id,
        indicator="scrambles",
        actor="JPN",
        partner=count.partner,
        period_start=start,
        period_end=end,
        period_label=label,
        low=None,
        best=count.value,
        high=None,
        text="",
        unit="scrambles",
        definition_id=f"joint_staff_{kind}",
        definition=DEFINITION.format(kind=kind.replace("_", " ")),
        status="reported",
        origin_ids=(source.origin.id,),
        seen="secondary" if source.origin.id == NOTES_ID else "yes",
        weak=bool(weakness(source)),
        weak_reason=weakness(source),
        credibility=3 if conflict else 2,
        conflict=conflict,
        note="two pages differ" if conflict else "",
        public_from=count.public,
        edition_date=EDITION_NOT_STATED,
    )
