"""One text read whole: statements, quantities, days and draft claims of a document. The parts live in modules of their
own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from multifront.errors import UsageError
from multifront.reading.actors import Mention, find_actors
from multifront.reading.days import DaySpan, resolve_days
from multifront.reading.document import Document
from multifront.reading.draft_claim import Draft
from multifront.reading.drafts import Found, draft_claims
from multifront.reading.events import code_sentences
from multifront.reading.incoming import documents_of, read_documents
from multifront.reading.parsed import parse
from multifront.reading.quantities import Quantity, find_quantities
from multifront.reading.sentences import Sentence, split_sentences
from multifront.reading.statements import Statement, find_statements

EventCoder = Callable[[Document, Sequence[Sentence]], Sequence[Any]]
"""What codes the events of a document in place of the coder of this package."""
LONGEST_PATH = 1_000


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document says. All spans count characters of `document.text`."""

    document: Document
    sentences: tuple[Sentence, ...]
    statements: tuple[Statement, ...]
    events: tuple[Any, ...]
    quantities: tuple[Quantity, ...]
    days: tuple[DaySpan, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Draft, ...]


def read(text_or_path: str | Path, coder: EventCoder | None = None) -> Reading:
    """Read one document: who asserts what, which numbers and dates it gives, which claims it makes.

    Args:
        text_or_path: the path of a file (text, HTML, PDF, a feed or JSON lines with one entry), or the text itself:
            what has
            a line break or a space and names no file is a text.
        coder: codes events in place of `code_events`.

    Returns:
        The reading. A document in a language that is not read has no statements, and a note that says so.

    Raises:
        UsageError: no such file, damaged, too large, or one that holds several documents (use `read_documents`).

    Example:
        >>> found = read("Koo said on 17 December 2025 that Russia sold 2 million shells to China.")
        >>> found.statements[0].speaker, found.quantities[0].low, found.days[0].first.isoformat()
        ('Koo', 2000000.0, '2025-12-17')
    """
    documents = (
        read_documents(text_or_path) if _is_path(text_or_path) else documents_of(str(text_or_path).encode(), "text")
    )
    if len(documents) != 1:
        raise UsageError(
            f"{str(text_or_path)!r} holds {len(documents)} documents; valid: one; next: read_documents, then "
            f"read_document for each"
        )
    return read_document(documents[0], coder)


def _is_path(given: str | Path) -> bool:
    if isinstance(given, Path):
        return True
    if "\n" in given or len(given) > LONGEST_PATH:
        return False
    return Path(given).exists() or " " not in given.strip()


def read_document(document: Document, coder: EventCoder | None = None) -> Reading:
    """Read a document that was taken in already.

    Args:
        document: see `read_documents`.
        coder: codes events in place of `code_events`.

    Returns:
        The reading; empty but for its document where the language is not read.

    Raises:
        Nothing of its own.
    """
    if not document.readable:
        return Reading(document, (), (), (), (), (), (), ())
    text = document.text
    sentences = split_sentences(text)
    days = resolve_days(text, document.published, document.about)
    mentions = find_actors(text)
    parsed = [parse(sentence.text) for sentence in sentences]
    statements = find_statements(text, sentences, days, parsed)
    quantities = find_quantities(text, sentences, days, mentions)
    drafts = draft_claims(Found(text, sentences, statements, mentions, parsed))
    if coder is None:
        coded = code_sentences(sentences, days, document.published, all_actors=True)
        events: tuple[Any, ...] = tuple(event for event in coded if event.sure)
    else:
        events = tuple(coder(document, sentences))
    return Reading(
        document,
        tuple(sentences),
        tuple(statements),
        events,
        tuple(quantities),
        tuple(days),
        tuple(mentions),
        tuple(drafts),
    )
