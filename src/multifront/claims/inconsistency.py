"""Scores of competing hypotheses: inconsistency, diagnosticity, weights of items. Knows ratings and no claims."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import fmean, pstdev

from multifront.errors import UsageError, unknown_name

SCALE = {"CC": 2, "C": 1, "N": 0, "I": -1, "II": -2, "NA": 0}
"""Distance from neutral. NA, not applicable, counts as neutral: it speaks neither for nor against."""

LEVELS = {"low": 1 / sqrt(2), "moderate": 1.0, "high": sqrt(2)}
"""Weights of three levels, as in the program ACH 1.1 for credibility and for relevance."""

RELIABLE = {"A": "high", "B": "high", "C": "moderate", "D": "low", "E": "low", "F": "low"}
"""Level of a reliability letter; F, which cannot be judged, counts no more than D or E."""


def inconsistency(ratings: Sequence[str], weights: Sequence[float] | None = None) -> float:
    """How much speaks against one hypothesis: squared distances under neutral, summed over items.

    `sum_i w_i * min(0, r_i) ** 2` with r from -2 (II) to 2 (CC). What is consistent adds nothing, however much of it
    there is: evidence that fits every explanation proves none.

    Args:
        ratings: one of CC, C, N, I, II, NA an item.
        weights: one number from 0 on an item; all 1 when left out.

    Returns:
        0 (nothing speaks against it) or more; it only grows with further items.

    Raises:
        UsageError: an unknown rating, a weight under zero or not finite, or as many weights as items are not given.

    Assumes:
        That every hypothesis is rated on every item, and that items are independent; weights must see to the latter.
        Ratings are judgements, and twice as inconsistent counts four times, which is a convention. A hypothesis that
        nobody wrote down cannot win.

    References:
        Heuer (1999), Psychology of Intelligence Analysis, chapter 8, pages 95-109: reject by inconsistency, do not
        confirm. Squared distance under neutral: T. Schiller, open-synthesis, openach/metrics.py, `inconsistency`.
        Count of inconsistencies, and its weights: ACH 1.1 Technical Description (PARC and Heuer, 2005).

    Example:
        >>> inconsistency(["II", "II", "I", "I"]), inconsistency(["CC", "C", "N", "NA"])
        (10.0, 0.0)
    """
    factors = [1.0] * len(ratings) if weights is None else [float(weight) for weight in weights]
    if len(factors) != len(ratings):
        raise UsageError(f"{len(ratings)} ratings and {len(factors)} weights; give one weight a rating")
    if wrong := [weight for weight in factors if not 0 <= weight < float("inf")]:
        raise UsageError(f"weight {wrong[0]} is no weight; valid: finite numbers from 0 on")
    return float(sum(w * min(0, distance(r)) ** 2 for w, r in zip(factors, ratings, strict=True)))


def diagnosticity(ratings: Sequence[str]) -> float:
    """How far one item tells the hypotheses apart: the standard deviation of its ratings over all of them.

    Args:
        ratings: one of CC, C, N, I, II, NA a hypothesis.

    Returns:
        0 (it says the same to all) to 2 (half are CC, half II); divided by the count, not by one less, since the
        hypotheses are all that are compared.

    Raises:
        UsageError: an unknown rating, or none.

    Assumes:
        Equal steps between ratings. An item may tell two hypotheses apart that nobody doubts, and still have a high
        value.

    References:
        Heuer (1999), pages 102-103, on diagnosticity; the standard deviation as in open-synthesis,
        openach/metrics.py, `diagnosticity`.

    Example:
        >>> diagnosticity(["C", "I"]), diagnosticity(["C", "C", "C"])
        (1.0, 0.0)
    """
    if not ratings:
        raise UsageError("no ratings; give one a hypothesis")
    return float(pstdev(distance(rating) for rating in ratings))


def tells_apart(ratings: Sequence[str]) -> bool:
    """Whether an item moves the order of the hypotheses: it speaks against some of them more than against others.

    An item that is consistent with one and neutral to another has a diagnosticity, yet adds nothing to either score.

    Args:
        ratings: one of CC, C, N, I, II, NA a hypothesis.

    Raises:
        UsageError: an unknown rating.

    Example:
        >>> tells_apart(["C", "I"]), tells_apart(["CC", "N"]), tells_apart(["II", "II"])
        (True, False, False)
    """
    return len({inconsistency([rating]) for rating in ratings}) > 1


def distance(rating: str) -> int:
    """A rating as a number from -2 to 2 around neutral.

    Raises:
        UsageError: an unknown rating.
    """
    if rating not in SCALE:
        raise UsageError(unknown_name("rating", rating, list(SCALE), "from CC (very consistent) to II"))
    return SCALE[rating]


def level_of_origins(letters: Sequence[str]) -> str:
    """The level of reliability of an item: that of its middle origin, the worse of two; low where it names none.

    Args:
        letters: reliability A to F of the origins.

    Example:
        >>> level_of_origins(["A", "C", "F"]), level_of_origins(["A", "F"])
        ('moderate', 'low')
    """
    ordered = sorted(letters)
    return RELIABLE[ordered[len(ordered) // 2]] if ordered else "low"


def own_shares(groups: Sequence[Sequence[frozenset[str]]]) -> list[float]:
    """How far each item stands on sources of its own: 1 alone, a half where one other item shares all of them.

    Every independent first speaker is one, and is divided by the number of items that rest on it; an item gets the mean
    over its first speakers. An item without any gets 1.

    Args:
        groups: for each item, its first speakers as sets of origin ids; two sets that share an id are one speaker.

    Returns:
        A number above 0 and up to 1 an item.

    Example:
        >>> own_shares([[frozenset({"a"})], [frozenset({"a"}), frozenset({"b"})], [frozenset({"c"})]])
        [0.5, 0.75, 1.0]
    """
    shares = []
    for own in groups:
        users = [sum(any(group & other for other in item) for item in groups) for group in own]
        shares.append(fmean(1 / count for count in users) if users else 1.0)
    return shares


def least_inconsistent(columns: Sequence[Sequence[str]], weights: Sequence[float]) -> frozenset[int]:
    """Places of the hypotheses with the smallest weighted score; several where they tie to nine digits.

    Args:
        columns: the ratings of each hypothesis.
        weights: one an item.
    """
    scores = [round(inconsistency(column, weights), 9) for column in columns]
    return frozenset(place for place, score in enumerate(scores) if score == min(scores))


def flipping_items(columns: Sequence[Sequence[str]], weights: Sequence[float]) -> list[int]:
    """Places of the items without which other hypotheses would be the least inconsistent (Heuer's sixth step).

    Args:
        columns: the ratings of each hypothesis.
        weights: one an item.
    """
    whole = least_inconsistent(columns, weights)

    def without(place: int) -> frozenset[int]:
        kept = [index for index in range(len(weights)) if index != place]
        return least_inconsistent([[column[i] for i in kept] for column in columns], [weights[i] for i in kept])

    return [place for place in range(len(weights)) if without(place) != whole]
