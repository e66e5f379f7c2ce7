"""Sampling error: intervals of shares and means over sampled worlds or counted cases. Knows no claims."""

from __future__ import annotations

import math

import numpy as np

from multifront import contingency
from multifront.contingency.gains import Bounds
from multifront.domain import Floats


def share_interval(found: int, of: int) -> tuple[float, float]:
    """The 95 % interval of Wilson (1927) for the share that many more draws, or cases, would give.

    Args:
        found: draws or cases in which it happened.
        of: all of them, at least one.
    """
    share = contingency.share_of_draws(found, of)
    return (share.low, share.high)


def help_interval(share: Bounds, draws: int) -> tuple[float, float]:
    """Least and most of the draws at risk in which help matters, over what censoring and sampling leave open.

    From the lower end of the 95 % interval of Wilson around the lower bound to the upper end of that around the upper
    bound; from 0 to 1 where no draw is at risk, since nothing was then seen of help.

    Args:
        share: share of all draws in which help matters, and share at risk.
        draws: all draws.
    """
    at_risk = round(share.at_risk * draws)
    if not at_risk:
        return (0.0, 1.0)
    least, most = (share_interval(round(bound * draws), at_risk) for bound in (share.low, share.high))
    return (least[0], most[1])


def share_beyond(more: Floats, base: Floats, smallest: float) -> tuple[float, float, float]:
    """Share of draws in which a difference is over `smallest` times the mean of its base, with its 95 % interval.

    The mean sets one threshold for all draws: a share of each draw's own base would let any trifle matter in draws in
    which nothing is missing at first. Where the base is zero in every draw, any difference above 0 counts.

    Args:
        more: differences by draw, shape (n,), in the unit of the base.
        base: what they are differences from, shape (n,), at least 0.
        smallest: smallest effect of interest, as a share of the mean of the base.
    """
    found = int(np.count_nonzero(more > smallest * float(np.mean(base)) + 1e-9))
    return (found / more.size, *share_interval(found, int(more.size)))


def mean_interval(values: Floats) -> tuple[float, float, float]:
    """Mean over draws with its 95 % interval (normal); the interval of a single draw is not known, so NaN."""
    mean = float(np.mean(values))
    half = 1.96 * float(values.std(ddof=1)) / math.sqrt(values.size) if values.size > 1 else math.nan
    return (mean, mean - half, mean + half)
