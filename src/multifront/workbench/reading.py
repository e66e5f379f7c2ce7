"""Documents read for people at a command line: rows of what they say, draft assessments, syndicated copies. No rules
of reading.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, BinaryIO

import yaml

from multifront import claims
from multifront.claims.kinds import KINDS
from multifront.errors import UsageError
from multifront.evidence.independence import DOCUMENTS, Report, near_duplicates
from multifront.reading import Document, Draft, Reading, documents_of, read_document, read_documents
from multifront.reading.drafts import merge_drafts
from multifront.sources.fetch_connection import Deadline, Limits, OutOfTime, Refused, Rules, answer
from multifront.workbench.drafting import Setting, fill
from multifront.workbench.store import Place

LARGEST_PAGE = 20_000_000
PATIENCE = Limits(connect=10, read=15, total=60)
CAVEAT = (
    "Drafted by rule from the document; periods, windows and effects of interest are defaults that nobody chose for this "
    "claim."
)
CUT = 90
"""Characters of a span that a table shows."""


_Filled = tuple[Draft, list[str], dict[str, Any] | None, str]


@dataclass(frozen=True, slots=True)
class Read:
    """Documents that were read together, and which of them are copies of one text: path -> path that stands for it."""

    readings: tuple[Reading, ...]
    copy_of: dict[str, str]

    def origins(self, paths: Sequence[str]) -> int:
        """How many independent texts some documents are: copies count once."""
        return len({self.copy_of.get(path, path) for path in paths})


def gather(
    source: str, stdin: BinaryIO | None = None, published: date | None = None, rules: Rules | None = None
) -> Read:
    """Read a file, a folder, standard input ("-") or, where it is an address, one page of the web.

    Args:
        source: path, "-" or an http(s) address.
        stdin: where "-" reads from.
        published: day of publication where the document does not give it, or gives it wrongly.
        rules: which addresses may be visited; public ones only when left out.

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
    return Read(readings, copies_among(documents))


def fetch_page(url: str, rules: Rules) -> bytes:
    """The bytes at an address: private addresses refused, at most 20 MB, at most a minute.

    Raises:
        UsageError: refused, too large, too slow, or an answer other than 200.
    """
    headers = {"User-Agent": "multifront", "Accept": "text/html, application/xml, text/plain, application/pdf"}
    try:
        with answer(url, headers, PATIENCE, Deadline(PATIENCE.total), rules) as (response, _):
            if response.status != 200:
                raise UsageError(
                    f"{url} answers {response.status}; valid: a page that anybody can read; next: save it and read "
                    f"the file"
                )
            raw = response.read(LARGEST_PAGE + 1)
    except Refused as error:
        raise UsageError(
            f"{url} is not visited: {error}; valid: public http(s) addresses; next: save the page and read the file"
        ) from None
    except (OutOfTime, OSError, ValueError) as error:
        raise UsageError(
            f"{url} could not be read ({error or 'out of time'}); next: save the page and read the file"
        ) from None
    if len(raw) > LARGEST_PAGE:
        raise UsageError(f"{url} is larger than {LARGEST_PAGE:,} bytes; next: save the article alone and read the file")
    return raw


def copies_among(documents: Sequence[Document]) -> dict[str, str]:
    """Path of each near-duplicate -> path of the document that stands for its cluster: the earliest one."""
    texts = [Report(document.path, document.text, document.published) for document in documents if document.text]
    if len(texts) < 2:
        return {}
    days = {document.path: document.published or date.max for document in documents}
    copies: dict[str, str] = {}
    for cluster in near_duplicates([replace(report, first=None, last=None) for report in texts], DOCUMENTS):
        first = min(cluster.ids, key=lambda path: (days[path], path))
        copies |= {path: first for path in cluster.ids if path != first}
    return copies


def rows(read: Read) -> list[dict[str, Any]]:
    """One row a thing that was read: statements, quantities, days, events and drafts, in the order of the text."""
    found = []
    for reading in read.readings:
        own = [*_statements(reading), *_quantities(reading), *_days(reading), *_drafts(reading, read)]
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


def _drafts(reading: Reading, read: Read) -> Iterator[dict[str, Any]]:
    for one in reading.claims:
        says = one.kind or f"not testable: {one.why}"
        needs = f"; needs {', '.join(one.needs)}" if one.needs else ""
        detail = f"{one.mood}, {','.join(one.actors)}, {len(one.spans)} place(s){needs}"
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


def assessment(read: Read, place: Place) -> str:
    """A draft assessment of what was read, as YAML that `claims check` accepts.

    Args:
        read: what was read; of several documents the claims are merged, and each says how many independent texts make
            it.
        place: the evidence whose streams and series fill the parameters.

    Raises:
        UsageError: no document makes a claim that can be filled.
    """
    merged = _across(read)
    first = read.readings[0].document
    setting = Setting(place.open(), first.published or first.about, place.open().listing("streams"))
    testable: list[_Filled] = []
    left: list[_Filled] = []
    for draft, paths in merged:
        given, why = fill(draft, setting) if draft.kind else (None, draft.why)
        (testable if given else left).append((draft, paths, given, why))
    if not testable:
        raise UsageError(
            f"{first.path}: none of {len(merged)} claims can be filled from the evidence; next: see them with --to "
            f"table, and what "
            f"each needs"
        )
    content = {
        "assessment": _slug(first),
        "title": _title(first),
        "question": "Which claims of this document does public evidence bear out?",
        "document": _document(first, len(read.readings)),
        "claims": [
            _entry(f"c{n}", draft, given or {}, (read, paths)) for n, (draft, paths, given, _) in enumerate(testable, 1)
        ],
        "not_judged": [_left(f"n{n}", draft, why) for n, (draft, _, _, why) in enumerate(left, 1)],
        "limits": ["Drafted by rule; read each claim against the document before relying on it."],
    }
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=120)
    claims.language.read_text(text, "draft")
    return text


def _across(read: Read) -> list[tuple[Draft, list[str]]]:
    """Drafts of all documents, merged, with the paths of the documents that make each."""
    paths: dict[int, list[str]] = defaultdict(list)
    kept: list[Draft] = []
    for reading in read.readings:
        for draft in reading.claims:
            place = next((n for n, other in enumerate(kept) if len(merge_drafts([other, draft])) == 1), len(kept))
            if place == len(kept):
                kept.append(draft)
            paths[place].append(reading.document.path)
    return [(draft, paths[place]) for place, draft in enumerate(kept)]


def _entry(name: str, draft: Draft, given: dict[str, Any], made_by: tuple[Read, list[str]]) -> dict[str, Any]:
    read, paths = made_by
    words = _words()[draft.kind]
    document = read.readings[0].document
    said_on = draft.said_on or document.published
    about = f"{document.about:%Y-%m}" if document.about else "unknown: the document gives no day"
    entry: dict[str, Any] = {"id": name, "text": _capped(draft.text, 400)}
    if words.get("part"):
        entry["part"] = words["part"]
    speaker = f"{draft.speaker}, {draft.office}" if draft.office else draft.speaker
    entry |= {"speaker": speaker if len(speaker) >= 3 else "the author of the document", "said_on": said_on or about}
    if draft.quotation:
        entry["quotation"] = draft.quotation
    origins = f"Made in {len(set(paths))} documents, which are {read.origins(paths)} independent texts."
    caveats = [CAVEAT, *words.get("caveats", []), *([origins] if len(read.readings) > 1 else [])]
    entry |= {"kind": draft.kind, "test": words["test"], "with": given, "against": words["against"], "caveats": caveats}
    return entry | {"spans": [list(span) for span in draft.spans]}


def _left(name: str, draft: Draft, why: str) -> dict[str, Any]:
    kind = f" ({draft.kind})" if draft.kind else ""
    return {
        "id": name,
        "text": _capped(draft.text, 300),
        "why": why + kind,
        "spans": [list(span) for span in draft.spans],
    }


def _capped(text: str, most: int) -> str:
    text = text if len(text) >= 10 else f"The document says: {text}"
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _document(document: Document, count: int) -> dict[str, Any]:
    about = f"{document.about:%Y-%m}" if document.about else "unknown: the document gives no day"
    given = {
        "title": _title(document),
        "publisher": document.source if len(document.source) >= 2 else "unknown: publisher not kept with the copy",
        "published": document.published or about,
    }
    if document.link:
        given["link"] = document.link
    return given | ({"text_sha256": document.sha256} if count == 1 else {})


def _title(document: Document) -> str:
    title = document.title or " ".join(document.text.split()[:12])
    return title if len(title) >= 5 else f"Document {title}"


def _slug(document: Document) -> str:
    stem = Path(document.path.partition("#")[0]).stem or "draft"
    slug = re.sub(r"[^a-z0-9]+", "-", stem.casefold()).strip("-")[:40].strip("-")
    return slug if len(slug) >= 2 else "draft-assessment"


@cache
def _words() -> dict[str, dict[str, Any]]:
    text = files("multifront.workbench").joinpath("draft_words.yaml").read_text(encoding="utf-8")
    words: dict[str, dict[str, Any]] = yaml.safe_load(text)
    assert set(words) <= set(KINDS)
    return words
