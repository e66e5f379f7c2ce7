"""The shapes in which evidence reaches measures and tests, and the protocol that a store fulfils. No storage here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from multifront.domain.independence import Independence
from multifront.domain.origin import Origin
from multifront.domain.roll_calls import RollCalls

Days = NDArray[np.datetime64]
Floats = NDArray[np.float64]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows were used: enough to fetch them again and to see whether they changed.

    `row_ids` holds the ids when they are few enough to list (a few hundred); `row_count` always counts all of them.
    """

    table: str
    query: str
    row_ids: tuple[str, ...]
    row_count: int
    origin_ids: tuple[str, ...]
    as_of: date | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Who counted what, from when to when, and whether all of it.

    `refusal` is empty where a timing test is allowed; otherwise it is the reason why it is not.
    """

    id: str
    counted_by: str
    what: str
    start: date
    end: date
    coverage: str  # "exhaustive" or "sample"
    refusal: str
    note: str = ""

    @property
    def constant(self) -> bool:
        """True where the collection did not change over the span, so that timing tests are allowed."""
        return not self.refusal


@dataclass(frozen=True, slots=True)
class Stream:
    """Dated events of one actor (or one joint act of several) with the frame in which they were counted.

    `days` and `ends` are datetime64[D] of shape (n,), sorted by start; `ids` are the rows' ids in the same order.
    `joint` marks acts that are common by definition and so cannot prove the coordination of separate acts.
    """

    name: str
    title: str
    days: Days
    ends: Days
    ids: tuple[str, ...]
    frame: Frame
    joint: bool
    selection: Selection


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers for an actor or a directed pair by period. NaN is missing, never zero.

    All arrays have shape (n,) and are sorted by `starts`. `status` is 'reported', 'zero_by_rule' or 'missing'.
    """

    name: str
    title: str
    unit: str
    definition_id: str
    definition: str
    starts: Days
    ends: Days
    low: Floats
    best: Floats
    high: Floats
    status: tuple[str, ...]
    ids: tuple[str, ...]
    selection: Selection

    @property
    def years(self) -> NDArray[np.int64]:
        """Calendar year in which each period begins, shape (n,)."""
        return self.starts.astype("datetime64[Y]").astype(np.int64) + 1970


@dataclass(frozen=True, slots=True)
class VoteTable:
    """Counts of how pairs of states voted, one row a pair and year, `state_a` < `state_b` (ISO3).

    `counts` has shape (n, 3, 3): rows are A's vote, columns B's, in the order yes, abstain, no.
    `not_voting` has shape (n, 3): only A voted, only B voted, neither voted, among resolutions put while both were
    members.
    """

    year: NDArray[np.int64]
    state_a: NDArray[np.str_]
    state_b: NDArray[np.str_]
    counts: NDArray[np.int64]
    not_voting: NDArray[np.int64]
    selection: Selection


class Evidence(Protocol):
    """What `claims` may ask of a store. Everything that comes back is already cut at `as_of`."""

    @property
    def as_of(self) -> date | None:
        """Nothing that became public after this day is seen; None means everything in the store."""

    @property
    def vintage(self) -> date:
        """The newest edition date in the store, cut at nothing."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader must know of this cut, such as rows whose only edition is later than `as_of`."""

    def stream(self, name: str, *, until: date | None = None) -> Stream:
        """The declared stream of that name, cut at `until` (event day) as well as at `as_of`."""

    def series(self, indicator: str, actor: str = "", partner: str = "", definition_id: str = "") -> Series:
        """One series under one definition; an error names the definitions where several exist and none was chosen."""

    def votes(self, pair: tuple[str, str] | None = None) -> VoteTable:
        """UN vote counts of one pair, or of all pairs and years."""

    def roll_calls(self, years: tuple[int, int] | None = None, only: Sequence[str] = ()) -> RollCalls:
        """Single UN votes of these years, both included, on items of one of these kinds; all where left out."""

    def events(self, *, subtypes: Sequence[str] = (), actors: Sequence[str] = ()) -> Sequence[Row]:
        """Event rows of these subtypes in which all these actors take part as initiators, by date."""

    def rows(self, table: str, ids: Sequence[str]) -> list[Row]:
        """Rows by id, for the trace; an id that this cut does not hold is an error."""

    def regions(self, states: Sequence[str], year: int) -> tuple[str, ...]:
        """The home region of each state in a year, one word for all that have none."""

    def present(self, table: str, ids: Sequence[str]) -> tuple[str, ...]:
        """Which of these ids this cut holds."""

    def independent_origins(self, table: str, ids: Sequence[str]) -> Independence:
        """How many independent origins stand behind these rows, each first speaker once, with bounds and reasons."""

    def origins(self, ids: Sequence[str]) -> Mapping[str, Origin]:
        """Origin records by id; an unknown id is an error."""
