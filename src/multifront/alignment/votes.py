"""Similarity of all pairs of states in all years from their UN votes, raw or counted; no formulas, ranks or storage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifront.alignment.counts import NORMAL_975, CountSimilarity, chosen_scheme, similarity_from_counts
from multifront.alignment.filters import RollCallFilter, kept_items
from multifront.alignment.passes import measure_tables, rule
from multifront.alignment.planes import item_bits, membership_bits, vote_planes
from multifront.alignment.tallies import tally_pairs
from multifront.domain import Floats, RollCalls, VoteTable
from multifront.errors import UsageError, unknown_name

VOTE_LEVELS = (0.0, 1.0, 2.0)
"""Yes, abstain, no: abstention stands half way, as in the order of `VoteTable.counts`."""

AN_ANSWER = "not voting is an answer"
ABSENCES = ("both voting", AN_ANSWER)


@dataclass(frozen=True, slots=True)
class VoteSimilarity:
    """One row a pair and year, in the order of the vote table; `value` is NaN where `shared` is below `min_shared`.

    `shared` counts the items that entered: those on which both voted, or with absences as an answer all that were put
    while both were members. A pair has no row in a year in which either was no member or no item was shared.
    `empty_years` are years of raw votes of which the filter left nothing: not known, not zero. Arrays have shape (n,).
    """

    measure: str
    scheme: str
    absences: str
    min_shared: int
    year: NDArray[np.int64]
    state_a: NDArray[np.str_]
    state_b: NDArray[np.str_]
    value: Floats
    standard_error: Floats
    low: Floats
    high: Floats
    shared: NDArray[np.int64]
    only: RollCallFilter | None = None
    empty_years: tuple[int, ...] = ()

    def pair(self, a: str, b: str) -> NDArray[np.intp]:
        """Places of the rows of one pair, in either order, by year; an error where there are none or a year twice."""
        first, second = sorted((a, b))
        found = np.flatnonzero((self.state_a == first) & (self.state_b == second))
        years = self.year[found]
        if found.size == 0:
            states = tuple(np.unique(np.concatenate([self.state_a, self.state_b])).tolist())
            strangers = [state for state in (a, b) if state not in states]
            if strangers:
                raise UsageError(unknown_name("state", strangers[0], states, "states are ISO3 codes of the vote table"))
            raise UsageError(
                f"no votes of the pair {a}, {b}; both states are in the table but never together; "
                "valid: two different states that were members in the same year"
            )
        if np.unique(years).size != years.size:
            raise UsageError(
                f"the pair {a}, {b} has two rows for one year; valid: one row a pair and year; "
                "remove the duplicates from the vote table"
            )
        return found[np.argsort(years)]


def vote_similarity(
    votes: VoteTable | RollCalls,
    measure: str = "kappa",
    *,
    scheme: str | None = None,
    absences: str = "both voting",
    only: RollCallFilter | None = None,
    min_shared: int = 10,
) -> VoteSimilarity:
    """One similarity measure for every pair of states and every year, with errors and intervals.

    Formula: the measure of that name (`s_score`, `agreement`, `kappa`, `scott_pi`, `tau_b`, `bcai`) on the levels yes
    0, abstain 1, no 2. With not voting as an answer the table has a fourth level that is as far from each vote as yes
    is from no (distance 1) and at 0 from itself; for tau_b, which knows order only, it stands with abstention.

    Args:
        votes: raw votes, or counts of shape (n, 3, 3) and not_voting of shape (n, 3), one row a pair and year.
        measure: 'kappa', 's', 'pi', 'agreement', 'tau_b' or 'bcai'.
        scheme: weight of a disagreement. None: 'linear' for kappa, pi, S and agreement (yes against no counts 1, either
            against abstain 1/2); or 'quadratic' (1 and 1/4; not for agreement), or 'nominal' (1 and 1; not for S).
        absences: 'both voting' leaves out what either did not vote on; 'not voting is an answer' counts it as a fourth
            answer of members. From counts it is defined for measure='agreement', scheme='nominal' only, since they do
            not say how the one voted when the other was absent.
        only: which roll calls enter, of raw votes only; None: all of them, votes on parts of a text included.
        min_shared: fewest items from which a value is given; below it the value is NaN.

    Returns:
        A frozen table: value in the measure's range, standard error, 95 % interval, number of items. NaN where the
        measure is 0/0, as for two states that cast one and the same vote all year. No row without a shared item.

    Raises:
        UsageError: a measure, scheme, rule of absence, kind or topic that does not exist or does not go together;
            malformed arrays; an unknown vote; two votes of one state on one item; a filter on counts.

    Assumes:
        The year's resolutions stand for the questions that could have been put. They come in packages and recur every
        year, so intervals are too short (`vote_intervals` can draw whole meeting days) and neighbouring years are not
        independent. Level and trend follow the agenda: compare within a year (`rank_among_pairs`). Absence is not
        random: states stay away from votes that divide them. Membership is read from all votes, filtered or not.

    References:
        Häge 2011, Political Analysis 19(3):287-305 (kappa and pi for votes); Voeten 2013, in Reinalda (ed.), Routledge
        Handbook of International Organization, ch. 4 (abstention half way; absences).

    Example:
        >>> import numpy as np
        >>> from multifront.alignment import vote_similarity
        >>> from multifront.domain import Selection, VoteTable
        >>> table = VoteTable(np.array([2019]), np.array(["CHN"]), np.array(["RUS"]),
        ...     np.array([[[40, 5, 3], [4, 6, 1], [1, 2, 8]]]), np.array([[1, 0, 0]]),
        ...     Selection("votes", "", (), 1, (), None, ""))
        >>> found = vote_similarity(table, "agreement")
        >>> found.value.round(3).tolist(), found.shared.tolist()
        ([0.857], [70])
    """
    chosen = chosen_scheme(measure, scheme)
    if absences not in ABSENCES:
        raise UsageError(unknown_name("rule of absence", absences, ABSENCES, "choose one of these as absences="))
    named = (measure, chosen, absences, min_shared)
    if isinstance(votes, RollCalls):
        return _from_roll_calls(votes, named, RollCallFilter() if only is None else only)
    if only is not None:
        raise UsageError(
            "only= cannot be used on counts of votes, in which single roll calls are gone; valid: only= with "
            "RollCalls; pass the raw votes"
        )
    return _from_counts(votes, named)


def _from_roll_calls(calls: RollCalls, named: tuple[str, str, str, int], only: RollCallFilter) -> VoteSimilarity:
    """The table from raw votes."""
    measure, scheme, absences, min_shared = named
    kept = kept_items(calls.items, only)
    planes = vote_planes(calls)
    member = membership_bits(planes, calls.complete_to) if absences == AN_ANSWER else None
    tallies = tally_pairs(planes.votes, member, item_bits(planes, kept))
    chosen = rule(measure, scheme, min_shared, absent=member is not None)
    value, error, low, high = measure_tables(tallies.cells, tallies.shared, chosen)
    years = planes.years[tallies.year]
    names = (years, calls.names[tallies.first], calls.names[tallies.second])
    empty = np.setdiff1d(calls.items.year, calls.items.year[kept])
    shared = tallies.shared.astype(np.int64)
    left_out = tuple(empty.tolist())
    return VoteSimilarity(*named, *names, value, error, low, high, shared, only, left_out)


def _from_counts(votes: VoteTable, named: tuple[str, str, str, int]) -> VoteSimilarity:
    """The table from counts of pairs."""
    measure, chosen, absences, min_shared = named
    _check_shapes(votes)
    if absences == AN_ANSWER:
        if (measure, chosen) != ("agreement", "nominal"):
            raise UsageError(
                f"absences={AN_ANSWER!r} is not defined for measure={measure!r}, scheme={chosen!r} on counts; valid: "
                "measure='agreement', scheme='nominal'; or use absences='both voting', or pass the raw votes"
            )
        found = _with_absences(votes)
    else:
        found = similarity_from_counts(votes.counts, measure=measure, levels=VOTE_LEVELS, scheme=chosen)
    enough = found.shared >= max(min_shared, 1)
    value, error, low, high = (
        np.where(enough, column, np.nan) for column in (found.value, found.standard_error, found.low, found.high)
    )
    names = (votes.year, votes.state_a, votes.state_b)
    return VoteSimilarity(*named, *names, value, error, low, high, found.shared.astype(np.int64))


def _with_absences(votes: VoteTable) -> CountSimilarity:
    """Share of all resolutions on which both did the same, not voting being something to do."""
    same = np.einsum("naa->n", votes.counts) + votes.not_voting[:, 2]
    put = (votes.counts.sum(axis=(1, 2)) + votes.not_voting.sum(axis=1)).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = same / put
        spread = (same + 0.25) / (put + 1.0)  # one added item over 16 cells, 4 of them alike, as from raw votes
        error = np.where(put > 0, np.sqrt(spread * (1.0 - spread) / put), np.nan)
    low, high = (np.clip(value + sign * NORMAL_975 * error, 0.0, 1.0) for sign in (-1.0, 1.0))
    return CountSimilarity("agreement", "nominal", value, error, low, high, put)


def _check_shapes(votes: VoteTable) -> None:
    """Raise where the columns of a vote table do not fit together."""
    n = votes.year.shape[0]
    found = (votes.state_a.shape, votes.state_b.shape, votes.counts.shape, votes.not_voting.shape)
    if found != ((n,), (n,), (n, 3, 3), (n, 3)):
        raise UsageError(
            f"a vote table with {n} years has columns of shapes {found}; valid: (n,), (n,), (n, 3, 3), (n, 3); "
            "build it with one row a pair and year"
        )
    if n and (votes.counts.min() < 0 or votes.not_voting.min() < 0):
        raise UsageError("a vote table holds negative counts; valid: 0 or more; check how the votes were counted")
    if np.any(votes.state_a >= votes.state_b):
        place = int(np.flatnonzero(votes.state_a >= votes.state_b)[0])
        raise UsageError(
            f"row {place} of the vote table is {votes.state_a[place]}, {votes.state_b[place]}; valid: state_a before "
            "state_b in the alphabet; swap the states and transpose the counts"
        )
