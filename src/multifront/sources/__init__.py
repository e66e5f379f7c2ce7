"""One module a public data set: its origin, how to check the file, how to parse it into rows. No store."""

from multifront.sources.harvest import Harvest
from multifront.sources.rows import EventRow, ObservationRow, OriginRecord, VotePairRows

__all__ = ["EventRow", "Harvest", "ObservationRow", "OriginRecord", "VotePairRows"]
