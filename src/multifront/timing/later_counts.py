"""What a comparison of two rates would say with further events in a further span. Assumes nothing about what comes."""

from __future__ import annotations

from dataclasses import dataclass

from multifront.errors import UsageError
from multifront.timing.overdispersion import adjusted_p_value
from multifront.timing.rate_change_result import RateChangeResult
from multifront.timing.rate_ratio import Exposure, clopper_pearson, two_sided_p_values


@dataclass(frozen=True, slots=True)
class FurtherEvents:
    """The comparison with `events` more in a later period that is `days` longer: ratio, interval and p.

    `decisive` is False where even the most lopsided split of so many events could not count as a change.
    """

    events: int
    days: int
    effect: float
    interval: tuple[float, float]
    p_value: float
    decisive: bool


def further_events(result: RateChangeResult, *, events: int, days: int) -> FurtherEvents:
    """The exact comparison as it would stand if so many events came in so many days after the later period.

    Formula: that of `rate_change_test`, with n1 + events and t1 + days; where its primary p is adjusted for clustering,
    both counts are divided by the dispersion fitted today.

    Args:
        result: a comparison that was made.
        events: further events, 0 or more.
        days: further days watched, 1 or more.

    Returns:
        A `FurtherEvents`; the ratio and its interval in [0, inf], p in [0, 1].

    Raises:
        UsageError: fewer than 0 events, or no day.

    Assumes:
        That the further days are watched as the earlier ones were, and that events go on coming in clusters of today's
        size; clusters are not fitted anew. It says what would count, not what is likely.

    References:
        As `rate_change_test`.

    Example:
        >>> import numpy as np
        >>> from multifront.timing import rate_change_test
        >>> days = np.datetime64("2020-01-01") + np.array([90, 400, 760, 800, 900, 950, 1010, 1030, 1200, 1300])
        >>> found = rate_change_test(days, before=("2020-01-01", "2021-12-31"), after=("2022-01-01", "2023-12-31"))
        >>> round(further_events(found, events=6, days=366).p_value, 3)
        0.037
    """
    if events < 0 or days < 1:
        raise UsageError(f"found {events} events in {days} days; valid: 0 events or more in 1 day or more")
    exposure = Exposure(result.days_before, result.days_after + days)
    earlier, later = result.events_before, result.events_after + events
    dispersion = result.dispersion if result.method != "exact" else 1.0
    p_exact = two_sided_p_values(earlier + later, exposure)
    worth = two_sided_p_values(int((earlier + later) / dispersion), exposure)
    return FurtherEvents(
        events=events,
        days=days,
        effect=exposure.ratio_of(later / (earlier + later)) if earlier + later else float("nan"),
        interval=clopper_pearson(earlier / dispersion, later / dispersion, exposure, result.alpha),
        p_value=adjusted_p_value(earlier, later, exposure, dispersion)
        if result.method != "exact"
        else float(p_exact[later]),
        decisive=bool(min(worth[0], worth[-1]) <= result.alpha),
    )
