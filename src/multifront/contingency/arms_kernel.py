"""The compiled day loop of arms: one receiver and its donors over many draws. No checks, no set-up: see `arms`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

from multifront.domain import Floats

F = TypeVar("F", bound=Callable[..., Any])

STOCK, FIRE, MADE, USED, RECEIVED, GIVEN, PARTNER_STOCK = range(7)
"""Rows of the daily paths."""
PATHS = 7

CAPACITY, COMPONENT_SHARE, COMPONENT_DAYS, COMPONENT_SUPPLY, CUT_DAY = range(5)
"""Rows of a production table."""

RESERVE, DRAW_DOWN, OWN_USE, COMPATIBLE, WILLINGNESS, FROM_DAY, GIVES = range(7)
"""Rows of a partner table."""


def _compiled(function: F) -> F:
    """Compile on first call and keep the result on disk; other threads may run meanwhile."""
    return cast(F, njit(cache=True, error_model="numpy", nogil=True)(function))


@_compiled
def made_today(day: int, table: Floats, draw: int, parts: float) -> tuple[float, float]:
    """What is made on a day and the component stock after it, both in units of the product."""
    full = table[CAPACITY, draw] * table[COMPONENT_SHARE, draw]
    cut = min(max(day + 1.0 - table[CUT_DAY, draw], 0.0), 1.0)
    arriving = full * (1.0 - (1.0 - table[COMPONENT_SUPPLY, draw]) * cut)
    dependent = min(full, parts + arriving)
    parts = min(full * table[COMPONENT_DAYS, draw], max(0.0, parts + arriving - dependent))
    return table[CAPACITY, draw] - full + dependent, parts


@_compiled
def partner_today(day: int, table: Floats, draw: int, made: float, state: Floats) -> tuple[float, float]:
    """What a partner sends on a day and what it asks for; `state` (reserve, kept back) moves on by the partner's day.

    One of the two numbers is zero. Kept back is what was free, not sent; it covers a later want before help is asked.
    """
    use = table[OWN_USE, draw]
    active = min(max(day + 1.0 - table[FROM_DAY, draw], 0.0), 1.0)
    open_today = min(table[DRAW_DOWN, draw], state[0])
    own = min(open_today, max(0.0, use - made))
    extra = active * (open_today - own)
    state[0] -= own + extra
    free = made + open_today - use
    if free >= 0.0:
        sent = active * free * table[COMPATIBLE, draw] * table[WILLINGNESS, draw]
        state[1] = max(0.0, state[1] + made + own + extra - use - sent)
        return sent, 0.0
    covered = min(state[1], -free)
    state[1] -= covered
    return 0.0, active * (-free - covered) * table[COMPATIBLE, draw] * table[GIVES, draw]


@_compiled
def component_stock(table: Floats, draw: int) -> float:
    """The full component store, in units of the product."""
    full: float = table[CAPACITY, draw] * table[COMPONENT_SHARE, draw]
    return full * float(table[COMPONENT_DAYS, draw])


@_compiled
def donors_today(
    day: int, tables: tuple[Floats, Floats], draw: int, parts: Floats, state: Floats
) -> tuple[float, float]:
    """What all donors together send on a day and what they ask for; `parts` and `state` hold one row a donor."""
    donor_own, donors = tables
    received, asked = 0.0, 0.0
    for donor in range(donors.shape[0]):
        made, parts[donor] = made_today(day, donor_own[donor], draw, parts[donor])
        sent, wanted = partner_today(day, donors[donor], draw, made, state[donor])
        received += sent
        asked += wanted
    return received, asked


@_compiled
def run_draw(draw: int, sizes: tuple[int, float], tables: tuple[Floats, ...], sums: Floats, paths: Floats) -> None:
    """All days of a draw: first day of weak fire and totals into `sums`, daily numbers into `paths` if it has days."""
    days, limit = sizes
    stocks, own, need, starts, donor_own, donors = tables
    stock, parts = stocks[draw], component_stock(own, draw)
    donor_parts = np.array([component_stock(donor_own[donor], draw) for donor in range(donors.shape[0])])
    state = np.zeros((donors.shape[0], 2))
    state[:, 0] = donors[:, RESERVE, draw]
    sums[FIRE, draw] = np.inf
    phase = 0
    for day in range(days):
        while phase + 1 < starts.shape[0] and starts[phase + 1, draw] <= day:
            phase += 1
        made, parts = made_today(day, own, draw, parts)
        received, asked = donors_today(day, (donor_own, donors), draw, donor_parts, state)
        available = stock + made + received
        wanted = need[phase, draw]
        used = min(available, wanted)
        given = min(available - used, asked)
        stock = max(0.0, available - used - given)
        fire = 1.0 if available >= wanted else available / wanted
        if fire < limit and sums[FIRE, draw] == np.inf:
            sums[FIRE, draw] = day
        sums[MADE, draw] += made
        sums[USED, draw] += used
        sums[RECEIVED, draw] += received
        sums[GIVEN, draw] += given
        if paths.shape[1] > 0:
            paths[STOCK, day, draw] = stock
            paths[FIRE, day, draw] = fire
            paths[MADE, day, draw] = made
            paths[USED, day, draw] = used
            paths[RECEIVED, day, draw] = received
            paths[GIVEN, day, draw] = given
            paths[PARTNER_STOCK, day, draw] = state.sum()
    sums[STOCK, draw] = stock
    sums[PARTNER_STOCK, draw] = state.sum()


@_compiled
def run_draws(days: int, limit: float, tables: tuple[Floats, ...], sums: Floats, paths: Floats) -> None:
    """All draws, one after another; the order changes no number."""
    for draw in range(tables[0].shape[0]):
        run_draw(draw, (days, limit), tables, sums, paths)
