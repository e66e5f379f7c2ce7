"""A draft assessment of what was read, as YAML: claims filled from the evidence, the others with what they need."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from multifront import claims
from multifront.claims.kinds import KINDS
from multifront.errors import UsageError
from multifront.reading import Document, Draft
from multifront.reading.boilerplate import CITYLINE, DATELINE, NEWSLINE
from multifront.reading.draft_claim import merge_drafts
from multifront.reading.draft_moods import distance
from multifront.reading.proposals import proposed_mark
from multifront.reading.sentences import split_sentences
from multifront.workbench.drafting import Setting, fill, settled
from multifront.workbench.place import Place
from multifront.workbench.reading import Read

LONGEST_TITLE = 110
OPENINGS = (NEWSLINE, DATELINE, CITYLINE)
"""What stands before the first sentence of an article and is no part of it."""
CAVEAT = (
    "Drafted by rule from the document; periods, windows and effects of interest are defaults that nobody chose for "
    "this claim."
)
UNDATED = (
    "The document gives no day of publication, so that days such as last week and changes up to it stay open; read it "
    "again with --published DAY."
)
_Filled = tuple[Draft, list[str], dict[str, Any] | None, str]


class _Plain(yaml.SafeDumper):
    """Writes every value out: an alias would puzzle who edits the file."""

    def ignore_aliases(self, data: Any) -> bool:
        """No value is an alias of another."""
        return True


def assessment(read: Read, place: Place) -> str:
    """A draft assessment of what was read, as YAML that `claims check` accepts.

    Args:
        read: what was read; of several documents the claims are merged, and each says how many independent texts make
            it.
        place: the evidence whose streams and series fill the parameters.

    Raises:
        UsageError: no document makes a claim.
    """
    merged = _across(read)
    first = read.readings[0].document
    setting = Setting(place.open(), first.published or first.about, place.open().listing("streams"))
    testable: list[_Filled] = []
    left: list[_Filled] = []
    for one, paths in merged:
        draft = settled(one)
        given, why = fill(draft, setting) if draft.kind else (None, draft.why)
        (testable if given else left).append((draft, paths, given, why))
    left.sort(key=lambda row: distance(row[0]))
    if not merged:
        raise UsageError(
            f"{first.path}: makes no claim; valid: an English text that asserts something; "
            f"next: see what was read with --to table"
        )
    content = {
        "assessment": _slug(first),
        "title": _title(first) + _others(len(read.readings)),
        "question": f"Which claims of {_these(len(read.readings))} does public evidence bear out?",
        "document": _document(first, len(read.readings)),
        "claims": [
            _entry(f"c{n}", draft, given or {}, (read, paths), setting)
            for n, (draft, paths, given, _) in enumerate(testable, 1)
        ],
        "not_judged": [_left(f"n{n}", draft, why) for n, (draft, _, _, why) in enumerate(left, 1)],
        "limits": _limits(merged, first),
    }
    text = yaml.dump(content, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=120)
    claims.language.read_text(text, "draft")
    return text


def summary(text: str) -> str:
    """One line for the person at the screen: how many claims of a draft can be judged, and where the others stand.

    Args:
        text: what `assessment` wrote.
    """
    drafted = claims.language.read_text(text, "draft")
    judged, left = len(drafted.claims), len(drafted.not_judged)
    stand = f"{left} stand under not_judged with what they need" if left else "none is left out"
    return f"{judged} of {judged + left} claims can be judged as drafted; {stand}; next: multifront brief"


def _others(count: int) -> str:
    return f", and {count - 1} more" if count > 1 else ""


def _these(count: int) -> str:
    return "this document" if count == 1 else f"these {count} documents"


def _limits(merged: list[tuple[Draft, list[str]]], first: Document) -> list[str]:
    models = sorted({draft.proposed_by for draft, _ in merged if draft.proposed_by})
    return [
        "Drafted by rule; read each claim against the document before relying on it.",
        *([] if first.published else [UNDATED]),
        *(
            f"Claims that are marked so were proposed by the model {name}; it may misread what it quotes."
            for name in models
        ),
    ]


def _across(read: Read) -> list[tuple[Draft, list[str]]]:
    """Drafts of all documents, merged, with the paths of the documents that make each.

    While they are merged, a draft's spans are the numbers of its documents. Spans are kept of a single document only,
    whose checksum the assessment holds.
    """
    numbered = [
        replace(draft, spans=((number, place),))
        for number, reading in enumerate(read.readings)
        for place, draft in enumerate(reading.claims)
    ]
    merged = []
    for draft in merge_drafts(numbered):
        number, place = draft.spans[0]
        paths = [read.readings[n].document.path for n, _ in draft.spans]
        own = read.readings[number].claims[place].spans if len(read.readings) == 1 else ()
        merged.append((replace(draft, spans=own), paths))
    return merged


def _entry(
    name: str, draft: Draft, given: dict[str, Any], made_by: tuple[Read, list[str]], setting: Setting
) -> dict[str, Any]:
    read, paths = made_by
    words = _words()[draft.kind]
    document = read.readings[0].document
    said_on = draft.said_on or document.published
    about = f"{document.about:%Y-%m}" if document.about else "unknown: the document gives no day"
    entry: dict[str, Any] = {"id": name, "text": _capped(draft.text, 400)}
    if part := words.get("part") or _counted_in(given, setting):
        entry["part"] = part
    speaker = f"{draft.speaker}, {draft.office}" if draft.office else draft.speaker
    entry |= {"speaker": speaker if len(speaker) >= 3 else "the author of the document", "said_on": said_on or about}
    if draft.quotation:
        entry["quotation"] = draft.quotation
    origins = f"Made in {len(set(paths))} documents, which are {read.origins(paths)} independent texts."
    caveats = [CAVEAT, *words.get("caveats", []), *([origins] if len(read.readings) > 1 else [])]
    if draft.proposed_by:
        caveats.insert(0, _sentence(proposed_mark(draft.proposed_by)))
    entry |= {"kind": draft.kind, "test": words["test"], "with": given, "against": words["against"], "caveats": caveats}
    return entry | {"spans": [list(span) for span in draft.spans]}


def _counted_in(given: dict[str, Any], setting: Setting) -> str:
    """Which declared stream counts the acts, by its title."""
    titles = {str(row["stream"]): str(row["title"]) for row in setting.streams}
    return f"as counted in “{titles[given['stream']]}”" if given.get("stream") in titles else ""


def _left(name: str, draft: Draft, why: str) -> dict[str, Any]:
    kind = f" ({draft.kind})" if draft.kind else ""
    whose = f"; {proposed_mark(draft.proposed_by)}" if draft.proposed_by else ""
    return {
        "id": name,
        "text": _capped(draft.text, 300),
        "why": why + kind + whose,
        "spans": [list(span) for span in draft.spans],
    }


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


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
    """The title; without one, the first sentence without the name of the paper before it."""
    title = document.title or _first_sentence(document.text)
    return title if len(title) >= 5 else f"Document {title}".strip() + " without a title" * (not title)


def _first_sentence(text: str) -> str:
    start = next((match.end() for pattern in OPENINGS if (match := pattern.match(text))), 0)
    beginning = text[start : start + 2_000]
    first = next(iter(split_sentences(beginning)), None)
    title = " ".join((first.text if first else beginning).split())
    if len(title) <= LONGEST_TITLE:
        return title.rstrip(".")
    return title[:LONGEST_TITLE].rpartition(" ")[0].rstrip(" ,;:–—-") + "…"


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
