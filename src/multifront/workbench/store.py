"""The evidence store for people at a command line: list it, check it, query it, rebuild it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from multifront.errors import UsageError, unknown_name
from multifront.evidence import STARTER, open_evidence
from multifront.workbench.starting import build_starter

LISTINGS = {
    "indicators": (
        "select indicator, actor, partner, definition_id, unit, min(period_start) as first, max(period_end) as last, "
        "count(*) as n from observation group by all order by indicator, actor, partner, definition_id"
    ),
    "streams": "select stream, title, counted_by, start_date, end_date, coverage, joint, refusal "
    "from frame order by stream",
    "origins": "select id, producer, title, edition, licence, published, reliability, link from origin order by id",
}


def listing(what: str, as_of: date | None, folder: Path | None) -> list[dict[str, Any]]:
    """Rows of one listing: tables, indicators, streams or origins.

    Raises:
        UsageError: no such listing.
    """
    evidence = open_evidence(as_of, folder)
    if what == "tables":
        return _tables(evidence.manifest)
    if what not in LISTINGS:
        raise UsageError(unknown_name("listing", what, ["tables", *LISTINGS], "multifront evidence list tables"))
    return evidence.sql(LISTINGS[what])


def _tables(manifest: Any) -> list[dict[str, Any]]:
    tables = manifest["tables"]
    return [{"table": name, **{k: v for k, v in tables[name].items() if k != "columns"}} for name in tables]


def check(folder: Path | None) -> list[str]:
    """Open everything and touch every table, so that checksum, schema and origins are verified; lines to print."""
    evidence = open_evidence(None, folder)
    lines = []
    for row in _tables(evidence.manifest):
        count = evidence.sql(f"select count(*) as n from {row['table']}")[0]["n"]
        lines.append(f"{row['table']}: {count} rows, checksum and schema fine")
    return [*lines, f"vintage {evidence.vintage}"]


def query(sql: str, as_of: date | None, folder: Path | None) -> list[dict[str, Any]]:
    """Rows of a read-only query on the cut evidence."""
    return open_evidence(as_of, folder).sql(sql)


def build(mirror: Path, out: Path | None, say: Callable[[str], None]) -> list[str]:
    """Rebuild the starter store from a mirror; lines to print."""
    manifest = build_starter(mirror, out or STARTER, say)
    return [f"{row['table']}: {row.get('rows')} rows, {row.get('bytes')} bytes" for row in _tables(manifest)]
