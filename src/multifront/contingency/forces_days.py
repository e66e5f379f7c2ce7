"""Counts the days of one layer, compiled: what is asked for and there, first days under and met. Assigns nothing."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from multifront.contingency.compiled import compiled
from multifront.domain import Floats

ROUNDING = 1.0 - 1e-12
"""A force is not under its share because a sum was rounded."""


class Asked(NamedTuple):
    """By draw and front (n, F): units asked for from day 0, those added later, the day of that, and what bases bear."""

    known: Floats
    later: Floats
    opens: Floats
    limit: Floats


@compiled
def count_days(asked: Asked, presence: Floats, alive: Floats, share: float, sums: Floats) -> tuple[Floats, Floats]:
    """First days under and met (n, F); what is asked for and present is added to `sums` (2, F, days) draw by draw.

    `presence` (n, F, days) are units that arrived, `alive` (days, 1 or n) the share of them that is left.
    """
    draws, fronts, days = presence.shape
    under, met = np.full((draws, fronts), np.inf), np.full((draws, fronts), np.inf)
    for draw in range(draws):
        column = draw if alive.shape[1] > 1 else 0
        for front in range(fronts):
            known, later, opens = asked.known[draw, front], asked.later[draw, front], asked.opens[draw, front]
            most, first_under, first_met = asked.limit[draw, front], np.inf, np.inf
            for day in range(days):
                wanted = known + (later if opens <= day else 0.0)
                here = min(min(presence[draw, front, day], most) * alive[day, column], wanted)
                if wanted > 0.0:
                    if here >= share * wanted * ROUNDING:
                        first_met = min(first_met, float(day))
                    else:
                        first_under = min(first_under, float(day))
                sums[0, front, day] += wanted
                sums[1, front, day] += here
            under[draw, front], met[draw, front] = first_under, first_met
    return under, met
