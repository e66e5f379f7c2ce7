"""The store: schema, writing, opening, queries cut at a date, streams with their frames. No parsing of sources."""

from multifront.evidence.exporting import export_tables
from multifront.evidence.loading import Batch, Query, load_batch
from multifront.evidence.opening import STARTER, open_evidence, open_user_file
from multifront.evidence.stix import EventChoice, export_stix
from multifront.evidence.store import EvidenceStore
from multifront.evidence.writing import Declared, VoteColumns, write_starter

__all__ = [
    "STARTER",
    "Batch",
    "Declared",
    "EventChoice",
    "EvidenceStore",
    "Query",
    "VoteColumns",
    "export_stix",
    "export_tables",
    "load_batch",
    "open_evidence",
    "open_user_file",
    "write_starter",
]
