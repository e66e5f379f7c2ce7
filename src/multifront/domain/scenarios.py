"""What a brief says of a scenario that its claims run: what it is, what the run says, which numbers. Runs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from multifront.domain.trace import Phrase, Trace
from multifront.domain.verdict import Picture, TestLine

GROUNDS = ("a source alone", "a source and a judgement", "an assumption", "a default of the language")
"""What a number of a scenario can rest on."""


@dataclass(frozen=True, slots=True)
class ScenarioNumber:
    """One number of a scenario: its name in the file, what it is, its range, and what it rests on.

    `low` and `high` equal `mode` where the number is fixed. `sources` are ids of observations; `assumption` is the
    reason for what was judged, empty where the sources alone give the number; `ground` says which of `GROUNDS` it rests
    on. `trace_id` is the record of the line.
    """

    name: str
    label: str
    low: float
    mode: float
    high: float
    unit: str
    sources: tuple[str, ...]
    assumption: str
    ground: str
    trace_id: str


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """One way of help against each outcome of the run, in the order of `ScenarioReport.outcomes`.

    A cell says what the way of help adds, with its interval; that it has no path; or that it changes nothing.
    """

    label: str
    cells: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class ScenarioReport:
    """A scenario once, for all claims that rest on it.

    `sides` are the challenger first; `partner` is the state whose help is switched on and off; `about` are facts of the
    run in sentences. `refusal` says why nothing was run, and is None where it was; `lines`, `channels` and `pictures`
    are then empty. `drawn_under` is the claim under which the map of its routes stands, if one has drawn it.
    """

    name: str
    title: str
    question: str
    means: str
    starts: date
    sides: tuple[str, ...]
    partner: str
    claims: tuple[str, ...]
    about: tuple[Phrase, ...]
    lines: tuple[TestLine, ...]
    outcomes: tuple[str, ...]
    channels: tuple[ChannelRow, ...]
    reading: tuple[Phrase, ...]
    pictures: tuple[Picture, ...]
    numbers: tuple[ScenarioNumber, ...]
    limits: tuple[str, ...]
    refusal: Phrase | None = None
    drawn_under: str = ""
    traces: Mapping[str, Trace] = field(default_factory=dict)

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """Every sentence with figures."""
        cells = tuple(cell for row in self.channels for cell in row.cells)
        notes = tuple(line.note for line in self.lines if line.note is not None)
        captions = tuple(picture.caption for picture in self.pictures)
        refused = () if self.refusal is None else (self.refusal,)
        return (*self.about, *cells, *notes, *self.reading, *captions, *refused)
