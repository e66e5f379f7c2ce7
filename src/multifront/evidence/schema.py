"""The tables of the store: columns, types, order, keys. Checked when written and when opened; no queries here."""

from __future__ import annotations

from dataclasses import dataclass

VERSION = 1
"""Number of this layout; a store of another number is refused."""

COUNTS = ("yy", "ya", "yn", "ay", "aa", "an", "ny", "na", "nn", "only_a", "only_b", "neither")
"""Columns of `vote_pair`: A's vote then B's (yes, abstain, no), then only A voted, only B voted, neither voted."""

STATUSES = ("reported", "zero_by_rule", "missing")
OCCURRED = ("happened", "planned", "statement")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns with DuckDB types, the columns that identify a row, the column of its origins."""

    name: str
    columns: dict[str, str]
    order: tuple[str, ...]
    origins: str

    @property
    def file(self) -> str:
        """Name of the Parquet file."""
        return f"{self.name}.parquet"


_DATES = {"public_from": "DATE", "edition_date": "DATE"}
_CITED = {
    "origin_ids": "VARCHAR[]",
    "seen": "VARCHAR",
    "weak": "BOOLEAN",
    "weak_reason": "VARCHAR",
    "credibility": "TINYINT",
    "conflict": "BOOLEAN",
    "note": "VARCHAR",
}

ORIGIN = Table(
    "origin",
    {
        **{"id": "VARCHAR", "producer": "VARCHAR", "title": "VARCHAR", "edition": "VARCHAR", "licence": "VARCHAR"},
        **{"link": "VARCHAR", "published": "VARCHAR", "edition_date": "DATE", "sha256": "VARCHAR"},
        **{"reliability": "VARCHAR", "read_at": "VARCHAR", "note": "VARCHAR", "reliability_basis": "VARCHAR"},
        **{"public_lag_days": "INTEGER", "public_lag_basis": "VARCHAR", "public_from": "DATE"},
    },
    ("id",),
    "id",
)
EVENT = Table(
    "event",
    {
        **{"event_id": "VARCHAR", "date_start": "DATE", "date_end": "DATE", "date_precision": "VARCHAR"},
        **{"plover_type": "VARCHAR", "subtype": "VARCHAR", "initiators": "VARCHAR[]", "targets": "VARCHAR[]"},
        **{"place": "VARCHAR", "magnitude": "DOUBLE", "unit": "VARCHAR", "headline": "VARCHAR", "planned": "VARCHAR"},
        **{"occurred": "VARCHAR", "joint": "BOOLEAN"},
        **_CITED,
        **_DATES,
    },
    ("date_start", "event_id"),
    "origin_ids",
)
OBSERVATION = Table(
    "observation",
    {
        **{"observation_id": "VARCHAR", "indicator": "VARCHAR", "actor": "VARCHAR", "partner": "VARCHAR"},
        **{"period_start": "DATE", "period_end": "DATE", "period_label": "VARCHAR"},
        **{"low": "DOUBLE", "best": "DOUBLE", "high": "DOUBLE", "text": "VARCHAR", "unit": "VARCHAR"},
        **{"definition_id": "VARCHAR", "definition": "VARCHAR", "status": "VARCHAR"},
        **_CITED,
        **_DATES,
    },
    ("indicator", "actor", "partner", "definition_id", "period_start", "observation_id"),
    "origin_ids",
)
FRAME = Table(
    "frame",
    {
        **{"stream": "VARCHAR", "title": "VARCHAR", "counted_by": "VARCHAR", "what": "VARCHAR"},
        **{"start_date": "DATE", "end_date": "DATE", "coverage": "VARCHAR", "refusal": "VARCHAR", "note": "VARCHAR"},
        **{"joint": "BOOLEAN", "counts": "VARCHAR", "selection": "VARCHAR", "origin_ids": "VARCHAR[]"},
        **{"undated": "BOOLEAN"},
        **_DATES,
    },
    ("stream",),
    "origin_ids",
)
VOTE_PAIR = Table(
    "vote_pair",
    {
        **{"year": "SMALLINT", "state_a": "VARCHAR", "state_b": "VARCHAR"},
        **dict.fromkeys(COUNTS, "SMALLINT"),
        **{"origin_id": "VARCHAR"},
        **_DATES,
    },
    ("year", "state_a", "state_b"),
    "origin_id",
)
TABLES = {table.name: table for table in (ORIGIN, EVENT, OBSERVATION, FRAME, VOTE_PAIR)}
KEYS = {"origin": "id", "event": "event_id", "observation": "observation_id", "frame": "stream"}
"""The column that names a row; a row of `vote_pair` is named `vote:<A>-<B>:<year>`."""
