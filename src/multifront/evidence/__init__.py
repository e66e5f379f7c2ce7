"""The store: schema, writing, opening, queries cut at a date, streams with their frames. No parsing of sources."""

from multifront.evidence.loading import Batch, Query, load_batch
from multifront.evidence.opening import STARTER, open_evidence, open_user_file
from multifront.evidence.store import EvidenceStore
from multifront.evidence.writing import VoteColumns, write_store

__all__ = [
    "STARTER",
    "Batch",
    "EvidenceStore",
    "Query",
    "VoteColumns",
    "load_batch",
    "open_evidence",
    "open_user_file",
    "write_store",
]
