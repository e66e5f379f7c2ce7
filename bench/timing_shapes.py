"""Processes on which simultaneity and opportunism are measured: shared rates, clusters, each stream's own waves."""

from __future__ import annotations

import numpy as np
from timing_false_alarms import CLUSTERS, NONE, SPAN
from timing_false_alarms import shapes as older_shapes

from multifront.timing.clusters import draw_streams

UNBOUNDED = "shared regimes (not bounded)"


def shapes():
    """Rate shared by all streams, clustering, and whether each stream has waves of its own on top, by name."""
    day = np.arange(SPAN)
    phase = day % 365.25
    found = {name: (rate, clustering, False) for name, (rate, clustering) in older_shapes().items()}
    regimes = found.pop(UNBOUNDED)
    found["step x4 after 60 %"] = (np.where(day > 0.6 * SPAN, 4.0, 1.0), NONE, False)
    quiet = ((phase > 25) & (phase < 40)) | ((phase > 210) & (phase < 225))
    found["two quiet fortnights a year"] = (np.where(quiet, 0.1, 1.0), NONE, False)
    sharp = ((phase > 70) & (phase < 85)) | ((phase > 250) & (phase < 265))
    found["fresh: two fortnights x8, working days"] = (np.where(sharp, 8.0, 1.0) * (day % 7 < 5) + 0.01, NONE, False)
    season = 1 + 0.6 * np.cos(2 * np.pi * (phase - 100) / 365.25)
    found["fresh: own waves, season, clusters"] = (season, CLUSTERS, True)
    return found | {UNBOUNDED: regimes}


def draw(shape, count, rng):
    """One stream of `count` events of a shape."""
    rate, clustering, waves = shape
    if waves:
        weeks = np.zeros(SPAN // 7 + 1)
        for week in range(weeks.size):
            weeks[week] = (0.8 * weeks[week - 1] if week else 0.0) + rng.normal(0.0, 0.6 if week else 1.0)
        rate = rate * np.exp(np.repeat(weeks, 7)[:SPAN])
    return draw_streams(rate, clustering, count, 1, rng)[0]
