"""A coalition of donors of which one leaves: how much of its flow the others replace. No single budget here."""

from __future__ import annotations

import numpy as np

from multifront.domain import Floats
from multifront.errors import UsageError


def coalition_flow(*, others: Floats, leaving: Floats, compensation: Floats, room: Floats) -> Floats:
    """The flow of a coalition after one donor has left.

    Formula: others + min(compensation x leaving, room).

    Args:
        others: what all other donors gave while it was there, units per time, shape (n,).
        leaving: what the donor that leaves gave, shape (n,).
        compensation: share of that which the others take over, at least 0, shape (n,); above 1 they more than do.
        room: by how much the others could raise their flow at all, shape (n,); inf where no limit is known.

    Returns:
        Flow in the same unit, at least `others`, shape (n,).

    Raises:
        UsageError: missing or negative numbers, shapes that differ.

    Assumes:
        One exit, no donor follows it out. Compensation is an assumption with one observation behind it (2025); it is
        no constant of coalitions.

    References:
        The observation: Kiel Institute, Ukraine Support Tracker (2026): docs/check-kiel-2025.md.

    Example:
        >>> import numpy as np
        >>> one = lambda x: np.array([float(x)])
        >>> coalition_flow(others=one(20), leaving=one(21), compensation=one(0.5), room=one(np.inf)).tolist()
        [30.5]
    """
    numbers = (others, leaving, compensation, room)
    if len({a.shape for a in numbers}) > 1 or any(np.isnan(a).any() or np.any(a < 0.0) for a in numbers):
        raise UsageError(
            "coalition_flow: shapes differ, or a number is missing or negative; valid: (n,) each, at least 0"
        )
    return np.asarray(others + np.minimum(compensation * leaving, room))


def compensation_seen(*, before: float, leaving: float, after: float) -> float:
    """The share of a leaving donor's flow that the others took over.

    Formula: (after - (before - leaving)) / leaving.

    Args:
        before: the whole flow while it was there.
        leaving: its part, above 0, at most `before`.
        after: the whole flow once it has left.

    Returns:
        Under 0 where others fell back too, 0 where they went on as before, 1 where nothing was lost.

    Raises:
        UsageError: a part that is no part, or a negative flow.

    Assumes:
        All else equal: what the others would have given anyway counts as compensation, or as the lack of it.

    References:
        Arithmetic; see `coalition_flow`.

    Example:
        >>> compensation_seen(before=40.0, leaving=20.0, after=35.0)
        0.75
    """
    if not (0.0 < leaving <= before and after >= 0.0):
        raise UsageError(f"compensation_seen: found {before=}, {leaving=}, {after=}; valid: 0 < leaving <= before")
    return (after - (before - leaving)) / leaving
