"""What judging a claim gives: the verdict, how sure we are of it, and all that a brief needs to show why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from multifront.domain.evidence import Row
from multifront.domain.trace import Figure, Phrase, Trace

VERDICTS = ("supported", "partly supported", "not supported", "contradicted", "cannot be tested")
CONFIDENCE = ("low", "moderate", "high")


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as data: `kind` names a chart in `brief.charts`, `columns` hold its values, `trace_id` its trace.

    All columns have the same length. `options` are labels, units and reference lines, no numbers that are results.
    `assumed` is True where assumptions rather than sources drive what it shows: the page then marks it.
    """

    id: str
    kind: str
    title: str
    caption: Phrase
    columns: Mapping[str, tuple[Any, ...]]
    options: Mapping[str, Any]
    trace_id: str
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class TestLine:
    """One line of the table of numbers under a claim: what it is, the figure, its interval if it has one."""

    __test__ = False  # not a pytest class
    label: str
    figure: Figure
    unit: str
    note: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Exhibit:
    """Rows of evidence listed under a claim, with the columns worth showing."""

    title: str
    table: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Flip:
    """An observation that would change a verdict, and the verdict that it would lead to.

    `to` is empty where the verdict that it would lead to is open, or where nothing was computed; `observation` then
    says why not.
    """

    observation: Phrase
    to: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one claim.

    `headlined` is False where it must stay out of the bottom line, as forecasts do; `assumed` is True where assumptions
    rather than sources drive it, which every rendering marks.
    `flips` are observations that would change it, `watch` indicators to watch with how often they came so far.
    """

    claim_id: str
    verdict: str
    confidence: str
    headline: Phrase
    reasons: tuple[Phrase, ...]
    test_lines: tuple[TestLine, ...]
    pictures: tuple[Picture, ...]
    exhibits: tuple[Exhibit, ...]
    caveats: tuple[Phrase, ...]
    traces: Mapping[str, Trace]
    origin_ids: tuple[str, ...]
    p_value: float | None = None
    q_value: float | None = None
    assumptions: tuple[str, ...] = field(default_factory=tuple)
    headlined: bool = True
    assumed: bool = False
    flips: tuple[Flip, ...] = ()
    watch: tuple[Phrase, ...] = ()

    @property
    def trace(self) -> Mapping[str, Trace]:
        """All traces of this verdict by id."""
        return self.traces
