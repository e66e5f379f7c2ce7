"""What one source yields: its origins, its rows, the inputs that they were read from. No reading, no storage."""

from __future__ import annotations

from dataclasses import dataclass, field

from multifront.sources.rows import EventRow, ObservationRow, OriginRecord, VotePairRows


@dataclass(frozen=True, slots=True)
class Harvest:
    """Everything that one source module gives; `parser` names the module and its version, `inputs` path -> sha256."""

    parser: str
    inputs: dict[str, str]
    origins: tuple[OriginRecord, ...]
    events: tuple[EventRow, ...] = ()
    observations: tuple[ObservationRow, ...] = ()
    votes: tuple[VotePairRows, ...] = field(default=())
