"""Near-duplicate reports at the command line: clusters of events, and rows that a declared stream has twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from multifront.domain import Row
from multifront.errors import UsageError
from multifront.evidence import EvidenceStore
from multifront.evidence.independence import Cluster, near_duplicates, report_of


def listing(evidence: EvidenceStore, between: tuple[date | None, date | None] | None = None) -> list[dict[str, Any]]:
    """Clusters of near-duplicate events, one line a report, the one that speaks for its cluster first.

    Args:
        evidence: the evidence, cut.
        between: first and last day on which an event may begin; None for all.

    Returns:
        Lines with the cluster's number, the role, the row's own cells, and why it is held to be of the same event.

    Raises:
        UsageError: the last day is before the first.
    """
    first, last = between or (None, None)
    if first and last and last < first:
        raise UsageError(f"events between {first} and {last}; valid: the earlier day first; next: turn them round")
    rows = [
        row
        for row in evidence.events()
        if (first is None or row["date_start"] >= first) and (last is None or row["date_start"] <= last)
    ]
    held = {row["event_id"]: row for row in rows}
    lines = []
    for number, cluster in enumerate(clusters_of(evidence, rows), start=1):
        why = {member.id: member.why for member in cluster.members}
        lines += [_line(number, held[name], why.get(name, "")) for name in cluster.ids]
    return lines


def clusters_of(evidence: EvidenceStore, rows: Iterable[Row]) -> tuple[Cluster, ...]:
    """Clusters of near-duplicates among rows of the event table; the rows stay as they are."""
    rows = list(rows)
    origins = evidence.origins(sorted({name for row in rows for name in row["origin_ids"]}))
    return near_duplicates(report_of(row, origins) for row in rows)


def doubled_in_streams(evidence: EvidenceStore) -> list[str]:
    """One line a pair of rows that a declared stream counts and that look like one event; one line if there is none."""
    lines = []
    names = sorted(evidence.manifest["streams"])
    for name in names:
        stream = evidence.stream(name)
        if stream.selection.table != "event":
            continue  # one row a day of a series: days cannot be doubled
        rows = evidence.rows("event", stream.ids)
        for cluster in clusters_of(evidence, rows):
            told = ", ".join(f"{member.id} ({member.why})" for member in cluster.members)
            lines.append(f"stream {name}: {cluster.representative} may be counted twice, as {told}")
    return lines or [f"{len(names)} declared streams: no event is counted twice"]


def _line(number: int, row: Mapping[str, Any], why: str) -> dict[str, Any]:
    columns = (
        "event_id",
        "date_start",
        "date_precision",
        "subtype",
        "initiators",
        "targets",
        "place",
        "magnitude",
        "headline",
    )
    role = "duplicate" if why else "speaks"
    return {"cluster": number, "role": role, **{name: row[name] for name in columns}, "why": why}
