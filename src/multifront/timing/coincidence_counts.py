"""Counts of one coincidence request: hits, what the null expects, whether they can decide. No p is calibrated here."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, log

import numpy as np
from numpy.typing import NDArray

from multifront.timing.bursts import burst_bounds
from multifront.timing.coincidence_request import Request
from multifront.timing.exact_null import coverage
from multifront.timing.excess import burst_pmfs, excess_interval, expected_hits
from multifront.timing.intensity import daily_rates

FEWEST_BURSTS = 3
MEASURED_WINDOW_DAYS = 30


@dataclass(frozen=True, slots=True)
class Counts:
    """What was seen, and what the binding null expects.

    `hits` counts events of A with an event of B in the window before, `led` events of B with one of A in the window
    after. `best_p` is the conservative p if every event of A were a hit. `chance` is the chance of a hit of one event.
    """

    hits: int
    hits_expected: float
    interval: tuple[float, float]
    led: int
    led_expected: float
    best_p: float
    chance: float
    bursts_a: int
    bursts_b: int


def count_hits(request: Request, binding_null: str) -> Counts:
    """Hits, their expectation and the interval of their excess under the null that is harder to reject."""
    design, a, b = request.design, request.a, request.b
    length, first, last = design.calendar.length, design.lag, design.lag + design.window
    mask, forward = coverage(b, length, first, last), coverage(a, length, -last, -first)
    hits = int(mask[a].sum())
    both, trend = daily_rates(a, design.calendar)
    local = binding_null != "anniversary"
    pmfs = burst_pmfs(a, mask, both if local else trend, design.local_shifts if local else design.year_shifts)
    expected = expected_hits(pmfs)
    interval = excess_interval(pmfs, hits, 1.0 - 2.0 * request.options.alpha) if pmfs else (0.0, 0.0)
    led = burst_pmfs(b, forward, daily_rates(b, design.calendar)[0], design.local_shifts)
    best_p = float(np.prod([pmf[-1] for pmf in pmfs]))
    chance = expected / a.size if a.size else float(mask.mean())
    led_hits = int(forward[b].sum())
    return Counts(hits, expected, interval, led_hits, expected_hits(led), best_p, chance, _bursts(a), _bursts(b))


def _bursts(days: NDArray[np.int64]) -> int:
    """Number of bursts of a stream."""
    return int(burst_bounds(days).size - 1)


def too_few(request: Request, counts: Counts) -> tuple[str, int | None]:
    """Why the data cannot decide whatever they show, and how many events of A could; empty where they can."""
    return decides(
        (request.sample_a.name, request.sample_b.name), (request.a.size, request.b.size), counts, request.options.alpha
    )


def decides(names: tuple[str, str], sizes: tuple[int, int], counts: Counts, alpha: float) -> tuple[str, int | None]:
    """The same from names and numbers of events of A and B alone."""
    name_a, name_b = names
    if counts.bursts_b < FEWEST_BURSTS:
        found = f"{name_b} has {sizes[1]} events in {counts.bursts_b} separate bursts in the span"
        return f"{found}; {FEWEST_BURSTS} bursts would be the fewest.", None
    if counts.chance >= 1.0 - 1e-9:
        return f"wherever an event of {name_a} could fall, one of {name_b} is near; no number would be enough.", None
    if counts.bursts_a >= FEWEST_BURSTS and counts.best_p <= alpha:
        return "", None
    needed = ceil(log(alpha) / log(counts.chance)) if counts.chance > 0.0 else 0
    enough = max(FEWEST_BURSTS, needed)
    return (
        f"{name_a} has {sizes[0]} events in {counts.bursts_a} separate bursts in the span, and even if all were "
        f"hits that would not count as evidence; at the present chance of a hit {enough} separate events would be the "
        "fewest.",
        enough,
    )


def notes_on(request: Request) -> tuple[str, ...]:
    """What a reader must know of this very test beyond its figures."""
    notes = []
    if request.sample_a.joint or request.sample_b.joint:
        notes.append("Acts that are joint by definition cannot prove the coordination of separate acts.")
    if request.design.year_shifts.size == 0:
        notes.append("The span is under three years, so only the local null exists; a sharp season would fool it.")
    if request.options.window > MEASURED_WINDOW_DAYS:
        notes.append(f"False alarms were measured for windows up to {MEASURED_WINDOW_DAYS} days; this one is longer.")
    dropped = request.sample_a.days.size + request.sample_b.days.size - request.a.size - request.b.size
    if dropped:
        notes.append(
            f"{dropped} event{'s' if dropped > 1 else ''} outside the span {'were' if dropped > 1 else 'was'} not used."
        )
    return tuple(notes)
