"""What one source yields: its origins, its rows, the inputs that they were read from. No reading, no storage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from multifront.sources.published import Workplace
from multifront.sources.rows import EventRow, ObservationRow, OriginRecord, RollCallRow, VotePairRows

UNFIT = "multifront_unfit"
"""Name of the SQL function that hears of unfit lines."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A file of lines for a loader that reads it once, and looks again only for what is to be set aside.

    `query` gives the table's columns of the fit lines, and hands the first field of each other line to the SQL function
    `UNFIT`, which the loader defines and which gives false.
    `numbered` gives the fit lines alone, with their `line` besides; `texts` gives line and text of all.
    `aside` writes the lines with one of these first fields into a folder, and gives the query of those set aside.
    `file` is what the file is called in the list of rows set aside.
    """

    file: str
    query: str
    numbered: str
    texts: str
    aside: Callable[[frozenset[str], Path], str]


@dataclass(frozen=True, slots=True)
class Bulk:
    """Rows of one table of the store, given as one DuckDB query with exactly the table's columns.

    For files of many rows, which never pass through Python. `query` reads the source's files by absolute path.
    `rejects` is a second query, or empty, that gives the rows set aside: source, file, line, reason, text.
    `lines` is the same file for a loader that reads it once; None where the rows are no lines.
    """

    table: str
    query: str
    rejects: str = ""
    lines: Lines | None = None


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
    roll_calls: tuple[RollCallRow, ...] = field(default=())
    bulk: tuple[Bulk, ...] = field(default=())
    work: Workplace | None = None
