"""Reading: documents to statements, quantities, dated days and draft claims. Offline; no store, no verdicts."""

from multifront.reading.document import Document
from multifront.reading.draft_claim import Draft
from multifront.reading.events import CodedEvent, code_events
from multifront.reading.incoming import documents_of, read_documents
from multifront.reading.quantities import Quantity
from multifront.reading.reader import Reading, read, read_document
from multifront.reading.sentences import Sentence
from multifront.reading.statements import Statement

__all__ = [
    "CodedEvent",
    "Document",
    "Draft",
    "Quantity",
    "Reading",
    "Sentence",
    "Statement",
    "code_events",
    "documents_of",
    "read",
    "read_document",
    "read_documents",
]
