"""Documents read for people at a command line: rows of what they say, draft assessments, syndicated copies. No rules
of reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, BinaryIO

from multifront.reading import Document, Reading, documents_of, read_document, read_documents
from multifront.reading.draft_moods import distance
from multifront.reading.events import who_of
from multifront.reading.proposals import proposed_mark
from multifront.sources.fetch_connection import Rules
from multifront.workbench.proposing import Proposer, with_proposed
from multifront.workbench.web_page import fetch_page

SHOWN = 15
"""Claims of a document that no kind judges which a table shows."""
CUT = 90
"""Characters of a span that a table shows."""


@dataclass(frozen=True, slots=True)
class Read:
    """Documents that were read together, and which of them are copies of one text: path -> path that stands for it."""

    readings: tuple[Reading, ...]
    copy_of: dict[str, str]

    def origins(self, paths: Sequence[str]) -> int:
        """How many independent texts some documents are: copies count once."""
        return len({self.copy_of.get(path, path) for path in paths})


def gather(
    source: str,
    stdin: BinaryIO | None = None,
    published: date | None = None,
    rules: Rules | None = None,
    proposer: Proposer | None = None,
) -> Read:
    """Read a file, a folder, standard input ("-") or, where it is an address, one page of the web.

    Args:
        source: path, "-" or an http(s) address.
        stdin: where "-" reads from.
        published: day of publication where the document does not give it, or gives it wrongly.
        rules: which addresses may be visited; public ones only when left out.
        proposer: a model of the user's choice that is sent the documents and may propose claims; none when left out.

    Raises:
        UsageError: nothing to read, or an address that is refused or does not answer.
    """
    if re.match(r"https?://", source, re.IGNORECASE):
        documents = documents_of(fetch_page(source, rules or Rules()), source)
    else:
        documents = read_documents(source, stdin)
    if published:
        documents = [replace(document, published=published, about=None) for document in documents]
    readings = tuple(read_document(document) for document in documents)
    if proposer is not None:
        readings = with_proposed(readings, proposer)
    return Read(readings, copies_among(documents))


def copies_among(documents: Sequence[Document]) -> dict[str, str]:
    """Path of each near-duplicate -> path of the document that stands for its cluster: the earliest one.

    Letter-by-letter copies are found first by their checksum, so that a feed of one text a thousand times takes no
    comparison of each with each.
    """
    alike: dict[str, list[Document]] = {}
    for document in documents:
        if document.text:
            alike.setdefault(document.sha256, []).append(document)
    same = {group[0].path: group for group in alike.values()}
    clusters: list[tuple[str, ...]] = [(path,) for path in same]
    if len(same) > 1:
        from multifront.evidence.independence import (  # one document needs no evidence
            DOCUMENTS,
            Report,
            near_duplicates,
        )

        texts = [Report(path, group[0].text) for path, group in same.items()]
        clusters += [cluster.ids for cluster in near_duplicates(texts, DOCUMENTS)]
    copies: dict[str, str] = {}
    for ids in clusters:
        members = [document for path in ids for document in same[path]]
        first = min(members, key=lambda document: (document.published or date.max, document.path)).path
        copies |= {document.path: first for document in members if document.path != first}
        copies.pop(first, None)
    return copies


def rows(read: Read, everything: bool = True) -> list[dict[str, Any]]:
    """One row a thing that was read: statements, quantities, days, events and drafts, in the order of the text.

    Args:
        read: what was read.
        everything: all claims; else of those that no kind judges the `SHOWN` nearest to a test, and a note of the rest.
    """
    found = []
    for reading in read.readings:
        own = [
            *_statements(reading),
            *_events(reading),
            *_quantities(reading),
            *_days(reading),
            *_drafts(reading, SHOWN if not everything else len(reading.claims)),
        ]
        notes = [{"what": "note", "start": 0, "end": 0, "says": note} for note in reading.document.notes]
        if reading.document.path in read.copy_of:
            notes.append(
                {"what": "note", "start": 0, "end": 0, "says": f"copy of {read.copy_of[reading.document.path]}"}
            )
        lines = [*notes, *sorted(own, key=lambda row: (row["start"], row["what"]))]
        blank = {"what": "", "start": 0, "end": 0, "who": "", "says": "", "detail": "", "text": ""}
        many = {"document": reading.document.path} if len(read.readings) > 1 else {}
        found += [{**many, **blank, **line} for line in lines]
    return found


def _shown(reading: Reading, start: int, end: int) -> str:
    text = " ".join(reading.document.text[start:end].split())
    return text if len(text) <= CUT else text[: CUT - 1] + "…"


def _statements(reading: Reading) -> Iterator[dict[str, Any]]:
    for one in reading.statements:
        who = f"{one.speaker} ({one.office})" if one.office else one.speaker
        through = f", through {', '.join(one.through)}" if one.through else ""
        told = f", to {one.hearer}" if one.hearer else ""
        said_on = f", {one.said_on}" if one.said_on else ""
        detail = f"{one.certainty}, {one.form}{told}{through}{said_on}"
        text = _shown(reading, one.start, one.end)
        yield {
            "what": "statement",
            "start": one.start,
            "end": one.end,
            "who": who,
            "says": one.verb,
            "detail": detail,
            "text": text,
        }


def _events(reading: Reading) -> Iterator[dict[str, Any]]:
    for one in reading.events:
        when = f", {one.day.first}" if one.day and one.day.first else ""
        yield {
            "what": "event",
            "start": one.start,
            "end": one.end,
            "who": who_of(one),
            "says": one.type,
            "detail": f"{one.status}{when}, probability {one.probability:.2f}",
            "text": _shown(reading, one.start, one.end),
        }


def _quantities(reading: Reading) -> Iterator[dict[str, Any]]:
    for one in reading.quantities:
        ends = [f"{value:g}" for value in (one.low, one.high) if value is not None]
        number = ends[0] if len(set(ends)) == 1 else " to ".join(ends)
        period = f", {one.period.first}" if one.period and one.period.first else ""
        says = f"{number} {one.unit} {one.thing}".replace("  ", " ").strip()
        who = one.actor + (f" to {one.partner}" if one.partner else "")
        text = _shown(reading, one.start, one.end)
        yield {
            "what": "quantity",
            "start": one.start,
            "end": one.end,
            "who": who,
            "says": says,
            "detail": one.bound + period,
            "text": text,
        }


def _days(reading: Reading) -> Iterator[dict[str, Any]]:
    for one in reading.days:
        same = one.first == one.last
        says = "unresolved" if one.first is None else str(one.first) if same else f"{one.first} to {one.last}"
        text = _shown(reading, one.start, one.end)
        yield {"what": "day", "start": one.start, "end": one.end, "says": says, "detail": one.precision, "text": text}


def _drafts(reading: Reading, most: int) -> Iterator[dict[str, Any]]:
    left = sorted((one for one in reading.claims if not one.kind), key=distance)
    if len(left) > most:
        says = f"{len(left) - most} more claims that no kind judges; see them with --all, --to json or --to yaml"
        end = len(reading.document.text)
        yield {"what": "note", "start": end, "end": end, "says": says}
    shown = {id(one) for one in left[:most]}
    for one in reading.claims:
        if not one.kind and id(one) not in shown:
            continue
        says = one.kind or f"not testable: {one.why}"
        needs = f"; needs {', '.join(one.needs)}" if one.needs else ""
        whose = f"; {proposed_mark(one.proposed_by)}" if one.proposed_by else ""
        about = ",".join(one.actors) or one.subject[:CUT]
        detail = f"{one.mood}, {about}, {len(one.spans)} place(s){needs}{whose}"
        text = _shown(reading, one.start, one.end)
        yield {
            "what": "claim",
            "start": one.start,
            "end": one.end,
            "who": one.speaker,
            "says": says,
            "detail": detail,
            "text": text,
        }


def contents(read: Read) -> list[dict[str, Any]]:
    """Everything that was read as plain data, one entry a document, for JSON."""
    found = []
    for reading in read.readings:
        document = reading.document
        about = {
            name: getattr(document, name)
            for name in ("path", "title", "published", "byline", "source", "language", "link", "notes")
        }
        about |= {"sha256": document.sha256, "copy_of": read.copy_of.get(document.path)}
        parts = {
            "statements": [_plain(one) for one in reading.statements],
            "quantities": [_plain(one) for one in reading.quantities],
            "days": [_plain(one) for one in reading.days],
            "events": [_plain(one) for one in reading.events],
            "claims": [_plain(one) for one in reading.claims],
        }
        found.append({"document": about, **parts})
    return found


def _plain(thing: Any) -> Any:
    if hasattr(thing, "__dataclass_fields__"):
        return {name: _plain(getattr(thing, name)) for name in thing.__dataclass_fields__}
    if isinstance(thing, dict):
        return {key: _plain(value) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [_plain(value) for value in thing]
    return thing
