"""The smallest share of whole bursts triggered that the coincidence test sees, by injection. It tests no data."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront.timing.admission import EventDays, admit
from multifront.timing.bursts import burst_bounds
from multifront.timing.calibration import SyntheticPairs, all_p_values, draw_pairs, rejection_threshold
from multifront.timing.calibration import alarm_rates as alarms_of
from multifront.timing.coincidence_request import Options, make_request
from multifront.timing.exact_null import Design
from multifront.timing.power import INJECTED_PAIRS, SHARES, Power, summary

_CERTAIN = 0.995


def burst_power(
    a: EventDays,
    b: EventDays,
    *,
    window_days: int,
    lag_days: int = 0,
    span: Any = None,
    draws: int = 499,
    alpha: float = 0.05,
    rng: np.random.Generator | int = 0,
) -> Power:
    """Say how large a share of *whole bursts* of A must be triggered to be seen: a campaign ordered as one decision.

    Formula: in synthetic independent pairs shaped like the data each burst of A is, with chance f, moved whole so that
    its first event lies in the window of a random event of B, evenly; power(f) is the share of pairs on which the
    calibrated test rejects; the detectable share is where it reaches 80 %. `coincidence_test` triggers events one by
    one instead, which is easier to see.

    Args:
        a: events that may follow, a `domain.Stream` or days of shape (n_A,); one or more.
        b: events that may lead, likewise.
        window_days: days after an event of B in which an event of A counts, 0 or more.
        lag_days: days by which the window begins later.
        span: (first, last) day on which both were watched.
        draws: synthetic pairs for the calibration, at least 99; the first 200 carry the injection.
        alpha: level of the test, in (0, 0.5).
        rng: a seed, or a generator from which one is drawn.

    Returns:
        A `Power`: `curve` of (share of bursts, power), `detectable` in [0, 1] or None, `method`.

    Raises:
        UsageError: as `coincidence_test`; also an empty stream.

    Assumes:
        A burst is one decision (neighbours <= 14 d apart, cut at 45 d), and only its first event is timed. Bursts that
        are moved can meet others, as triggered campaigns do. Standard error of a power near 80 %: 2.8 points.

    References:
        Besag & Clifford 1991, Biometrika 78:301-304 (rank p, not opened); measured against it: docs/methods-timing.md.

    Example:
        >>> lead = np.datetime64("2018-01-10") + np.arange(0, 2400, 100)
        >>> power = burst_power(lead + 40, lead, window_days=7, span=("2018-01-01", "2024-12-31"), draws=99)
        >>> power.curve[0][0], power.curve[-1][1] > 0.8
        (0.0, True)
    """
    seed = int(rng.integers(2**32)) if isinstance(rng, np.random.Generator) else int(rng)
    options = Options(window_days, lag_days, "calibrated", draws, alpha, seed)
    request = make_request(admit(a, "stream A"), admit(b, "stream B"), span, options)
    request.refuse_empty("no share can be injected")
    pairs = draw_pairs(request.a, request.b, request.design, draws, seed)
    synthetic = all_p_values(pairs.a, pairs.b, request.design)
    threshold = rejection_threshold(synthetic.both, alpha)
    return _injected(pairs, request.design, threshold, alarms_of(synthetic, alpha)["calibrated"])


def _injected(pairs: SyntheticPairs, design: Design, threshold: float, at_zero: float) -> Power:
    """Power for each share of bursts triggered."""
    count, points = min(INJECTED_PAIRS, pairs.a.shape[0]), [(0.0, at_zero)]
    for share in SHARES:
        if points[-1][1] >= _CERTAIN:
            points.append((share, 1.0))
            continue
        rng = np.random.default_rng(pairs.seed + 1)
        streams = zip(pairs.a[:count], pairs.b[:count], strict=True)
        moved = np.stack([trigger_bursts(a, b, share, design, rng) for a, b in streams])
        points.append((share, float((all_p_values(moved, pairs.b[:count], design).both <= threshold).mean())))
    return summary(points, f"injection of whole bursts into {count} synthetic pairs")


def trigger_bursts(
    a: NDArray[np.int64], b: NDArray[np.int64], share: float, design: Design, rng: np.random.Generator
) -> NDArray[np.int64]:
    """A stream in which a share of the bursts begins in the window of a random event of B; sorted."""
    moved = a.copy()
    for low, high in pairwise(burst_bounds(a)):
        to = int(rng.choice(b)) + design.lag + int(rng.integers(0, design.window + 1))
        if rng.random() < share:
            moved[low:high] += to - a[low]
    return np.sort(moved.clip(0, design.calendar.length - 1))
