"""The store: schema, writing, opening, queries cut at a date, streams with their frames. No parsing of sources."""

from multifront.evidence.opening import STARTER, open_evidence
from multifront.evidence.store import EvidenceStore
from multifront.evidence.writing import VoteColumns, write_store

__all__ = ["STARTER", "EvidenceStore", "VoteColumns", "open_evidence", "write_store"]
