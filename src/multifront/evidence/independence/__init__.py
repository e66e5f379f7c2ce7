"""Independence: near-duplicate reports gathered into one, and origins counted once a chain of producers. No queries."""

from multifront.evidence.independence.chains import Chain, Producer, chains_of, chains_of_origin
from multifront.evidence.independence.clustering import Cluster, Member, near_duplicate_texts, near_duplicates
from multifront.evidence.independence.counting import count_independent
from multifront.evidence.independence.reports import DOCUMENTS, EVENTS, TEXTS, Report, Settings, report_of

__all__ = [
    "DOCUMENTS",
    "EVENTS",
    "TEXTS",
    "Chain",
    "Cluster",
    "Member",
    "Producer",
    "Report",
    "Settings",
    "chains_of",
    "chains_of_origin",
    "count_independent",
    "near_duplicate_texts",
    "near_duplicates",
    "report_of",
]
