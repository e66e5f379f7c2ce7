"""Exporting the events of a cut as one STIX 2.1 bundle, with the package and citations of every export. No mapping."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from multifront.domain import Row
from multifront.errors import EvidenceError
from multifront.evidence.exporting import writing_to
from multifront.evidence.package import Export, LeftOut, Package, file_resource, refuse_foreign, write_package
from multifront.evidence.replacing import built_beside
from multifront.evidence.stix_objects import Object, actor_objects, event_objects, object_id, preamble
from multifront.evidence.store import EvidenceStore
from multifront.evidence.terms import barred, read_terms

LIMIT = 50_000
"""Events in one bundle; it is one JSON document, which a reader holds whole (about 4 kB an event)."""

FILE = "bundle.json"


@dataclass(frozen=True, slots=True)
class EventChoice:
    """Which events are meant: their subtypes, and actors who all take part as initiators; empty means every one."""

    subtypes: Sequence[str] = ()
    actors: Sequence[str] = ()


ALL = EventChoice()


def export_stix(
    evidence: EvidenceStore, out: Path | str, chosen: EventChoice = ALL, *, private: bool = False, limit: int = LIMIT
) -> Export:
    """Write events as a STIX 2.1 bundle (`bundle.json`) into a folder with `datapackage.json` and the citations.

    An event is an `incident` with a property extension, an actor an `identity` (a state also with its `location`), who
    took part a `relationship`. The same evidence gives the same bytes. Events of an origin that may not be passed on
    are left out and named.

    Args:
        evidence: the evidence, cut at a day or not.
        out: the folder; it must not be there, be empty, or be an export.
        chosen: which events.
        private: write also what may not be passed on, for the user alone; the package says so.
        limit: the most events.

    Returns:
        What was written and what was left out.

    Raises:
        UsageError: `out` holds something else than an export.
        EvidenceError: no event or more than `limit` match, a subtype is unknown, or a file cannot be written.

    Example:
        >>> import tempfile
        >>> from multifront.evidence import EventChoice, export_stix, open_evidence
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     made = export_stix(open_evidence("2023-01-01"), f"{folder}/out", EventChoice(["joint_bomber_patrol"]))
        >>> made.resources[0].rows
        5
    """
    folder = Path(out)
    refuse_foreign(folder)
    _refuse_many(evidence, chosen, limit)
    rows, left_out = _allowed(evidence.events(subtypes=chosen.subtypes, actors=chosen.actors), private)
    if not rows:
        gone = f" that may be passed on ({left_out[0].reason}; --private writes them for you alone)" if left_out else ""
        raise EvidenceError(
            f"no event{gone}; valid: a choice with events; "
            'next: multifront evidence query "select subtype, count(*) n from event group by 1"'
        )
    ids = sorted({name for row in rows for name in row["origin_ids"]})
    with writing_to(folder), built_beside(folder) as building:
        path = building / FILE
        objects = _write_bundle(path, _objects(evidence, rows, ids))
        resource = file_resource(path, "bundle", len(rows), {"title": "events as STIX 2.1", "objects": objects})
        write_package(building, Package("events as STIX 2.1", (resource,), left_out, private), evidence, ids)
    return Export(folder, (resource,), left_out)


def _refuse_many(evidence: EvidenceStore, chosen: EventChoice, limit: int) -> None:
    """Counts before it reads: a store may hold millions of events."""
    where = "(len(?) = 0 OR list_contains(?, subtype)) AND list_has_all(initiators, ?::VARCHAR[])"
    names = list(chosen.subtypes)
    values = [names or [""] if names else [], names or [""], list(chosen.actors)]
    ((count,),) = evidence.cut.values("event", f"SELECT count(*) FROM event WHERE {where}", values)
    if count > limit:
        raise EvidenceError(
            f"{count:,} events are too many for one STIX bundle; valid: at most {limit:,}; next: choose fewer with "
            "--actor (in Python also by subtype), or export the table: --to parquet --table event"
        )


def _allowed(rows: Sequence[Row], private: bool) -> tuple[list[Row], tuple[LeftOut, ...]]:
    counts = Counter(name for row in rows for name in row["origin_ids"])
    found = {} if private else barred("event", counts, read_terms())
    kept = [row for row in rows if not any(name in found for name in row["origin_ids"])]
    return kept, tuple(LeftOut("event", origin, counts[origin], reason) for origin, reason in found.items())


def _objects(evidence: EvidenceStore, rows: Sequence[Row], ids: Sequence[str]) -> Iterator[Object]:
    origins = evidence.origins(ids)
    yield from preamble()
    for code in sorted({code for row in rows for code in (*row["initiators"], *row["targets"])}):
        yield from actor_objects(code)
    for row in rows:
        yield from event_objects(row, origins)


def _write_bundle(path: Path, objects: Iterable[Object]) -> int:
    """One object a line; the bundle's own id follows from what is in it, and stands last. Gives how many there are."""
    digest, count = hashlib.sha256(), 0
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write('{"type": "bundle", "objects": [')
        for one in objects:
            line = json.dumps(one, ensure_ascii=False)
            digest.update(line.encode())
            stream.write((",\n" if count else "\n") + line)
            count += 1
        stream.write(f'\n], "id": "{object_id("bundle", digest.hexdigest())}"}}\n')
    return count
