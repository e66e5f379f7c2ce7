"""The periods that a drafted comparison of rates is made over, fixed by rule before any count is seen."""

from __future__ import annotations

from datetime import date, timedelta

SHORTEST = 180
"""Days that each of the two periods must have."""

Periods = dict[str, object]


def comparison(first: date, until: date, since: int | None) -> Periods | None:
    """Two periods to compare: before and since a year that the text names, else the two halves of the time.

    Args:
        first: the day that starts the clock; it is not counted.
        until: the last day of which the claim speaks.
        since: first year of the time of which the claim speaks, where the text gives one.

    Returns:
        label, before and after as the kind `rate_change` takes them; None where a period would be shorter than 180
        days.
    """
    start = first + timedelta(days=1)
    cut = date(since, 1, 1) if since else start + (until - start) / 2
    label = f"since {since}, against before" if since else "second half, against the first"
    if (cut - start).days < SHORTEST or (until - cut).days < SHORTEST:
        return None
    return _two(label, (start, cut - timedelta(days=1)), (cut, until))


def alternatives(first: date, until: date) -> list[Periods]:
    """The last two years and the last year against all before, where these are long enough."""
    found = []
    for years, label in ((2, "last two years"), (1, "last year")):
        cut = until - timedelta(days=365 * years)
        if (cut - first).days > SHORTEST + 1:
            found.append(_two(label, (first + timedelta(days=1), cut), (cut + timedelta(days=1), until)))
    return found


def _two(label: str, before: tuple[date, date], after: tuple[date, date]) -> Periods:
    return {
        "label": label,
        "before": {"start": before[0], "end": before[1]},
        "after": {"start": after[0], "end": after[1]},
    }
