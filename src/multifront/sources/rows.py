"""The rows that parsers hand on: origin, event, observation, vote pairs, roll calls. Their shape only; no parsing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Origin

EDITION_NOT_STATED = date(2026, 11, 22)
"""The day on which our copies were read; the edition date of every copy that does not state its own."""


@dataclass(frozen=True, slots=True)
class OriginRecord:
    """An origin, the declared lag of its publication, and why its reliability is what it is."""

    origin: Origin
    reliability_basis: str
    public_lag_days: int | None = None
    public_lag_basis: str = ""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One dated act. `occurred` is 'happened', 'planned' or 'statement'; `weak` rows cannot alone support a verdict."""

    event_id: str
    date_start: date
    date_end: date
    date_precision: str
    plover_type: str
    subtype: str
    initiators: tuple[str, ...]
    targets: tuple[str, ...]
    place: str
    magnitude: float | None
    unit: str
    headline: str
    planned: str
    occurred: str
    joint: bool
    origin_ids: tuple[str, ...]
    seen: str
    weak: bool
    weak_reason: str
    credibility: int
    conflict: bool
    note: str
    public_from: date
    edition_date: date


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """One number for an actor or a directed pair in a period. None is missing; a figure in words stands in `text`."""

    observation_id: str
    indicator: str
    actor: str
    partner: str
    period_start: date | None
    period_end: date | None
    period_label: str
    low: float | None
    best: float | None
    high: float | None
    text: str
    unit: str
    definition_id: str
    definition: str
    status: str
    origin_ids: tuple[str, ...]
    seen: str
    weak: bool
    weak_reason: str
    credibility: int
    conflict: bool
    note: str
    public_from: date
    edition_date: date


@dataclass(frozen=True, slots=True)
class VotePairRows:
    """Vote counts of pairs of states by year as columns of equal length n, sorted by year, state_a, state_b.

    `counts` has shape (n, 12): yy ya yn ay aa an ny na nn only_a only_b neither. `state_a` < `state_b` everywhere.
    """

    year: NDArray[np.int16]
    state_a: NDArray[np.str_]
    state_b: NDArray[np.str_]
    counts: NDArray[np.int16]
    origin_id: str
    edition_date: date


@dataclass(frozen=True, slots=True)
class RollCallRow:
    """One roll call: what is known of it, and the members (ISO3, sorted) by how they voted or that they did not.

    `number` orders the roll calls of one year and list; `important` is 1, 0, or None where nobody coded it.
    """

    roll_call_id: str
    date: datetime.date | None
    year: int
    session: int | None
    number: int
    title: str
    amendment: bool
    paragraph: bool
    important: int | None
    topics: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    abstain: tuple[str, ...]
    absent: tuple[str, ...]
    origin_id: str
    public_from: datetime.date
    edition_date: datetime.date
