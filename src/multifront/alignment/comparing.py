"""Two pairs of states against each other: which votes more alike, by year, and what the latest year allows to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multifront.alignment.counts import NORMAL_975
from multifront.alignment.intervals import VoteIntervals
from multifront.alignment.positions import numbers
from multifront.alignment.votes import VoteSimilarity
from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name

APART = "errors of the two pairs taken as independent"


@dataclass(frozen=True, slots=True)
class PairComparison:
    """First pair less second pair by year, with interval: above 0 the first is closer. Arrays of shape (years,)."""

    of: tuple[str, str]
    against: tuple[str, str]
    measure: str
    how: str
    year: NDArray[np.int64]
    difference: Floats
    low: Floats
    high: Floats

    @property
    def answers(self) -> tuple[str, ...]:
        """For each year 'closer', 'less close', or 'cannot be told' where the interval holds 0 or is missing."""
        return tuple(
            "closer" if low > 0 else "less close" if high < 0 else "cannot be told"
            for low, high in zip(self.low, self.high, strict=True)
        )

    @property
    def sentence(self) -> str:
        """What the latest year says, and how many of the earlier years said the same."""
        first, second = "-".join(self.of), "-".join(self.against)
        if self.year.size == 0:
            return f"By {self.measure}, {first} and {second} have no year in common: it cannot be told which is closer."
        answer, year = self.answers[-1], int(self.year[-1])
        said = {
            "closer": f"{first} is closer than {second}",
            "less close": f"{first} is less close than {second}",
            "cannot be told": f"it cannot be told whether {first} or {second} is closer",
        }[answer]
        interval = f"{self.low[-1]:+.2f} to {self.high[-1]:+.2f}" if np.isfinite(self.low[-1]) else "not available"
        before = self.answers[:-1]
        counts = ", ".join(f"{before.count(word)} {word}" for word in ("closer", "less close", "cannot be told"))
        return (
            f"By {self.measure} in {year}, the latest year of both, {said}: difference {self.difference[-1]:+.2f} "
            f"(interval {interval}). The {len(before)} earlier years: {counts}."
        )

    def since(self, first_year: int) -> PairComparison:
        """The same from a year on."""
        kept = self.year >= first_year
        columns = (column[kept] for column in (self.difference, self.low, self.high))
        return PairComparison(self.of, self.against, self.measure, self.how, self.year[kept], *columns)


def compare_pairs(
    votes: VoteSimilarity | VoteIntervals, of: tuple[str, str], against: tuple[str, str]
) -> PairComparison:
    """Which of two pairs votes more alike, by year, with a 95 % interval of the difference.

    Formula: d = s_of - s_against; from `VoteSimilarity` var d = var of + var against; from `VoteIntervals` the interval
    of the draws, which knows that both pairs answered the same roll calls.

    Args:
        votes: all pairs, as `vote_similarity` gives them; or the two pairs alone, in this order, from `vote_intervals`.
        of: the pair that is asked about (ISO3).
        against: the pair that it is held against; may share a state with it.

    Returns:
        Differences by year, years in which either has no value left out, with the sentence on the latest.

    Raises:
        UsageError: the same pair twice, a pair without votes, or intervals drawn for other pairs.

    Assumes:
        One year was asked about beforehand: the latest. Picking the year with the largest gap makes any two pairs
        differ. Taking errors as independent ignores that the roll calls are the same ones and that a state may be in
        both pairs: usually that makes the interval too long, while taking roll calls as independent makes it too short.
        A difference is not a movement: either pair may have moved, or the agenda.

    References:
        Variance of a difference; Efron & Tibshirani 1993, An Introduction to the Bootstrap, ch. 16 (joint draws; not
        opened).

    Example:
        >>> import numpy as np
        >>> from multifront.alignment import compare_pairs, vote_similarity
        >>> from multifront.domain import Selection, VoteTable
        >>> counts = np.array([[[60, 0, 0], [0, 9, 0], [0, 0, 9]], [[40, 9, 9], [9, 2, 1], [4, 2, 2]]])
        >>> table = VoteTable(np.array([2019, 2019]), np.array(["AAA", "AAA"]), np.array(["BBB", "CCC"]),
        ...     counts, np.zeros((2, 3), dtype=int), Selection("votes", "", (), 2, (), None, ""))
        >>> found = compare_pairs(vote_similarity(table), ("BBB", "AAA"), ("AAA", "CCC"))
        >>> found.answers, round(float(found.difference[0]), 2)
        (('closer',), 0.95)
    """
    if set(of) == set(against):
        raise UsageError(
            f"{'-'.join(of)} cannot be compared with itself; valid: two different pairs, which may share a state"
        )
    if isinstance(votes, VoteIntervals):
        return _from_draws(votes, of, against)
    rows, others = votes.pair(*of), votes.pair(*against)
    year, first, second = np.intersect1d(votes.year[rows], votes.year[others], return_indices=True)
    rows, others = rows[first], others[second]
    kept = np.isfinite(votes.value[rows]) & np.isfinite(votes.value[others])
    rows, others = rows[kept], others[kept]
    difference = votes.value[rows] - votes.value[others]
    reach = NORMAL_975 * np.sqrt(votes.standard_error[rows] ** 2 + votes.standard_error[others] ** 2)
    return PairComparison(
        of, against, votes.measure, APART, year[kept], difference, difference - reach, difference + reach
    )


def joint_answer(found: Sequence[PairComparison]) -> str:
    """One plain sentence from several measures of one question; it never hides that they disagree.

    Rule: closer (or less close) if every measure says so in its latest year; contradicting if some say closer and some
    less close; otherwise it depends on the measure, or cannot be told where none says anything.

    Args:
        found: comparisons of the same two pairs by different measures, with one year or more each.

    Returns:
        The sentence.

    Raises:
        UsageError: no comparison, or one of other pairs.

    Assumes:
        The measures were chosen beforehand. They share votes and are not independent, so agreement among them is no
        confirmation.

    References:
        A rule of this project, as strict as an intersection of tests (Berger 1982, Technometrics 24:295-300).

    Example:
        >>> import numpy as np
        >>> from multifront.alignment import PairComparison, joint_answer
        >>> ends = np.array([[0.2], [0.1], [0.3]])
        >>> one = PairComparison(("AAA", "BBB"), ("AAA", "CCC"), "kappa", "", np.array([2025]), *ends)
        >>> joint_answer([one])
        'Is AAA-BBB closer than AAA-CCC? Yes, by every measure: kappa (2025).'
    """
    asked = [(set(one.of), set(one.against)) for one in found]
    if not found or any(pairs != asked[0] for pairs in asked):
        raise UsageError("no comparison, or comparisons of different pairs; valid: one or more of the same two pairs")
    said: dict[str, list[str]] = {"closer": [], "less close": [], "cannot be told": []}
    for one in found:
        if one.year.size:
            said[one.answers[-1]].append(f"{one.measure} ({one.year[-1]})")
        else:
            said["cannot be told"].append(f"{one.measure} (no year)")
    yes, no, unclear = (", ".join(said[word]) for word in said)
    question = f"Is {'-'.join(found[0].of)} closer than {'-'.join(found[0].against)}?"
    if not yes and not no:
        return f"{question} It cannot be told: {unclear}."
    if yes and no:
        rest = f"; cannot be told by {unclear}" if unclear else ""
        return f"{question} The measures contradict each other: yes by {yes}; no, less close, by {no}{rest}."
    word, by = ("Yes", yes) if yes else ("No, less close", no)
    if not unclear:
        return f"{question} {word}, by every measure: {by}."
    return f"{question} It depends on the measure: {word.lower()} by {by}; cannot be told by {unclear}."


def _from_draws(votes: VoteIntervals, of: tuple[str, str], against: tuple[str, str]) -> PairComparison:
    """The comparison that was drawn with the pairs."""
    if len(votes.pairs) < 2 or [set(pair) for pair in votes.pairs[:2]] != [set(of), set(against)]:
        raise UsageError(
            f"the intervals were drawn for {votes.pairs}; valid: the pairs {of} and {against} first, in this order; "
            "draw them with vote_intervals"
        )
    year, difference, _, low, high = votes.difference.T
    kept = np.isfinite(difference)
    how = f"each {votes.blocks} drawn anew, for both pairs together"
    columns = (column[kept] for column in (difference, low, high))
    return PairComparison(of, against, votes.measure, how, year[kept].astype(np.int64), *columns)


def compare_distances(
    years: ArrayLike,
    points: Mapping[str, ArrayLike],
    deviations: Mapping[str, ArrayLike],
    pairs: tuple[tuple[str, str], tuple[str, str]],
    *,
    level: float = 0.95,
    draws: int = 4000,
    seed: int = 0,
) -> PairComparison:
    """Which of two pairs stands nearer on published ideal points, by year, with an interval of the difference.

    Formula: d = |c - d| - |a - b|, the distance of the second pair less that of the first, so that above 0 the first is
    closer; interval: quantiles of the draws of normal points, a state of both pairs drawn once.

    Args:
        years: shape (n,).
        points: for each state its ideal points, shape (n,), NaN where none was released.
        deviations: for each state the standard deviations of these points, 0 or more.
        pairs: the pair that is asked about and the pair that it is held against.
        level: coverage of the interval.
        draws: how many times to draw.
        seed: seed of the draws.

    Returns:
        Differences by year, years in which a point is missing left out.

    Raises:
        UsageError: a state without points, or arrays that do not fit together.

    Assumes:
        Normal posteriors, independent between states: their correlation is not published. Noise pushes small distances
        up, more for the state with few votes. One dimension. A release smooths over years, so its latest year leans on
        the years before.

    References:
        Bailey, Strezhnev & Voeten 2017, Journal of Conflict Resolution 61(2):430-456.

    Example:
        >>> from multifront.alignment import compare_distances
        >>> points = {"AAA": [0.0], "BBB": [0.1], "CCC": [2.0]}
        >>> spread = {"AAA": [0.1], "BBB": [0.1], "CCC": [0.1]}
        >>> found = compare_distances([2024], points, spread, (("AAA", "BBB"), ("AAA", "CCC")))
        >>> found.answers, found.difference.tolist()
        (('closer',), [1.9])
    """
    when, rng = np.asarray(years, dtype=np.int64), np.random.default_rng(seed)
    best, drawn = {}, {}
    for state in sorted({state for pair in pairs for state in pair}):
        if state not in points or state not in deviations:
            raise UsageError(unknown_name("state", state, sorted(points), "pass points and deviations of each state"))
        centre, spread = numbers(points[state], f"points of {state}"), numbers(deviations[state], "deviations")
        if centre.shape != when.shape or spread.shape != when.shape or np.any(spread < 0):
            raise UsageError(
                f"points {centre.shape} and deviations {spread.shape} of {state} do not fit {when.shape} years; valid: "
                "one of each a year, deviations 0 or more; match the years first"
            )
        best[state] = centre
        drawn[state] = centre + spread * rng.standard_normal((draws, when.size))
    (a, b), (c, d) = pairs
    difference = np.abs(best[c] - best[d]) - np.abs(best[a] - best[b])
    kept = np.isfinite(difference)
    samples = (np.abs(drawn[c] - drawn[d]) - np.abs(drawn[a] - drawn[b]))[:, kept]
    low, high = np.quantile(samples, [(1.0 - level) / 2.0, (1.0 + level) / 2.0], axis=0)
    how = "points drawn from their posteriors"
    return PairComparison(pairs[0], pairs[1], "ideal-point distance", how, when[kept], difference[kept], low, high)
