"""What one source yields: its origins, its rows, the inputs that they were read from. No reading, no storage."""

from __future__ import annotations

from dataclasses import dataclass, field

from multifront.sources.published import Workplace
from multifront.sources.rows import EventRow, ObservationRow, OriginRecord, VotePairRows


@dataclass(frozen=True, slots=True)
class Bulk:
    """Rows of one table of the store, given as one DuckDB query with exactly the table's columns.

    For files of many rows, which never pass through Python. `query` reads the source's files by absolute path.
    `rejects` is a second query, or empty, that gives the rows set aside: source, file, line, reason, text.
    """

    table: str
    query: str
    rejects: str = ""


@dataclass(frozen=True, slots=True)
class Harvest:
    """Everything that one source module gives; `parser` names the module and its version, `inputs` path -> sha256.

    `work` is the folder of unpacked files that bulk queries read, where there is one: it is gone with the harvest.
    """

    parser: str
    inputs: dict[str, str]
    origins: tuple[OriginRecord, ...]
    events: tuple[EventRow, ...] = ()
    observations: tuple[ObservationRow, ...] = ()
    votes: tuple[VotePairRows, ...] = field(default=())
    bulk: tuple[Bulk, ...] = field(default=())
    work: Workplace | None = None
