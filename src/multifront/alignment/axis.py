"""Is a named group of states closer inside than matched random groups are? One test, with the pairs that carry it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import scipy
from numpy.typing import NDArray

from multifront.alignment.axis_groups import STATISTICS, kinds, matched_groups, partner_ranks, statistic_of
from multifront.alignment.axis_result import AxisMember, AxisPair, AxisTest, axis_sentence
from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name

ENOUGH_GROUPS = 40
"""With fewer matched groups no group can reach a two-sided p of .05."""


@dataclass(frozen=True, slots=True)
class AxisOptions:
    """How to test: the statistic, what groups are matched on, the earlier matrix of a before/after test, draws.

    `statistic` is 'contrast' (mean inside less mean to all others), 'inside' (mean inside) or 'rank' (mean share of a
    member's partners that are less similar than its fellow members). `matched` holds a label for each state, such as
    region or region and size class. `before` is an earlier similarity of the same states: the change is tested then.
    `missing` is the largest share of partners without a value at which a state stays in the pool; states without any
    value are nobody's partners.
    """

    statistic: str = "contrast"
    matched: Sequence[object] | None = None
    before: Floats | None = None
    draws: int = 9_999
    missing: float = 0.2


@dataclass(frozen=True, slots=True)
class _Pool:
    """States that take part: labels, the matrix whose group means are compared, kinds, and who was dropped."""

    states: tuple[str, ...]
    matrix: Floats
    shown: Floats
    kind: NDArray[np.int64]
    dropped: tuple[str, ...]


def axis_test(
    similarity: Floats,
    members: Sequence[str],
    *,
    states: Sequence[str],
    rng: np.random.Generator | int,
    options: AxisOptions | None = None,
) -> AxisTest:
    """Test whether a named group is closer inside than groups of the same size and mix drawn at random.

    Formula: T = mean similarity of the pairs inside - mean similarity of members with all others ('contrast'). Null:
    states of the same kind are exchangeable, so that the named group is one of all matched groups; p is twice the
    share of matched groups with T at least as large, or at least as small, whichever is rarer (all groups where they
    can be listed, otherwise random ones with the named one among them). Relabelling states keeps every state's row
    together, which is what makes pairs that share a state dependent (QAP). The interval inverts the test for a shift
    of T: T less the 97.5 % and the 2.5 % point of the matched groups, so it leaves out 0 where p <= .05.

    Args:
        similarity: all pairs at one time, shape (n, n), symmetric, NaN where a pair has no value; any unit.
        members: the named group, 2 to n - 2 of `states`.
        states: labels of rows and columns, shape (n,).
        rng: a generator or a seed.
        options: statistic, matching, earlier matrix, draws; the defaults when left out.

    Returns:
        The test with `effect` = T less its mean over matched groups, its pairs, and what leaving out a member does.
        Where fewer than 40 matched groups exist, `enough` is False and p is NaN.

    Raises:
        UsageError: shapes differ, the matrix is not symmetric, an unknown member or statistic, too few members, or a
            pair inside without a value.

    Assumes:
        The group was named without looking at these values: picked because its pairs looked close, it passes nearly
        always. `seeds_as_close` says how many other states could be the core of a group as close as this if partners
        were picked freely; a group grown from a state taken at random seldom stays at .05 or less.
        `false_positive_rate` knows the unevenness of few groups, but not such picking. The null is that membership
        has nothing to do with similarity, so whatever members share passes, a place on one common line as much as a
        pact: four neighbours on a line do. 'inside' is fooled by states that are near everybody, 'contrast' and still
        more 'rank' by members at one end of a scale, who are near each other because all of them are far from the
        rest; 'rank' cannot see how far. Matching on region takes away what neighbours share anyway, and with it part
        of a regional axis. A change is fooled by picking on the later matrix (regression to the mean), and by a
        ceiling where the group was close before. `smallest_detectable_effect` takes the spread of matched groups to
        be that of the named one.

    References:
        Krackhardt 1988, Social Networks 10(4):359-381 (QAP); Dekker, Krackhardt & Snijders 2007, Psychometrika
        72(4):563-581; Phipson & Smyth 2010, SAGMB 9(1):39 (the added one in p); Benjamini & Hochberg 1995 for
        `compare_axes`.

    Example:
        >>> import numpy as np
        >>> from multifront.alignment import axis_test
        >>> values = np.random.default_rng(3).normal(size=(12, 12))
        >>> values = (values + values.T) / 2
        >>> values[np.ix_([0, 1, 2], [0, 1, 2])] += 5
        >>> found = axis_test(values, ["a", "b", "c"], states=list("abcdefghijkl"), rng=0)
        >>> found.exact, found.groups, round(found.p_value, 4)
        (True, 220, 0.0091)
    """
    options = options or AxisOptions()
    named = tuple(map(str, members))
    pool = _pool(similarity, tuple(map(str, states)), named, options)
    generator = np.random.default_rng(rng)
    found = _measured(pool, named, options, generator)
    without = tuple(_without(pool, named, state, options, generator) for state in named)
    seeds = _seeds(pool, named, found.value, options) if found.enough else float("nan")
    whole = replace(_with_pairs(found, pool, without), seeds_as_close=seeds)
    return replace(whole, sentence=axis_sentence(whole))


def compare_axes(
    similarity: Floats,
    groups: Mapping[str, Sequence[str]],
    *,
    states: Sequence[str],
    rng: np.random.Generator | int,
    options: AxisOptions | None = None,
) -> dict[str, AxisTest]:
    """Test several candidate groups on one matrix, with q over all of them.

    Args:
        similarity: as in `axis_test`.
        groups: name -> members.
        states: labels of rows and columns.
        rng: a generator or a seed.
        options: as in `axis_test`; the same for all groups.

    Returns:
        Name -> test, `q_value` filled in by Benjamini-Hochberg over the groups that could be tested.

    Raises:
        UsageError: as `axis_test`, or no group is given.

    Assumes:
        As `axis_test`. Groups that share members have dependent tests; Benjamini-Hochberg is proven for positive
        dependence, which overlapping groups have in one direction; two-sided p come close to it.

    References:
        Benjamini & Hochberg 1995, Journal of the Royal Statistical Society B 57(1):289-300; Benjamini & Yekutieli 2001,
        Annals of Statistics 29(4):1165-1188 (positive dependence; for two-sided p it is an approximation).

    Example:
        >>> import numpy as np
        >>> from multifront.alignment import compare_axes
        >>> values = np.random.default_rng(3).normal(size=(12, 12))
        >>> values = (values + values.T) / 2
        >>> values[np.ix_([0, 1, 2], [0, 1, 2])] += 5
        >>> found = compare_axes(values, {"abc": "abc", "def": "def"}, states=list("abcdefghijkl"), rng=0)
        >>> {name: round(test.q_value, 3) for name, test in found.items()}["abc"]
        0.018
    """
    if not groups:
        raise UsageError("no group to compare; found an empty mapping; valid: name -> members; next: name one group")
    generator = np.random.default_rng(rng)
    found = {
        name: axis_test(similarity, tuple(members), states=states, rng=generator, options=options)
        for name, members in groups.items()
    }
    tested = [name for name, test in found.items() if test.enough]
    q_values = scipy.stats.false_discovery_control([found[name].p_value for name in tested]) if tested else []
    corrected = dict(zip(tested, (float(q) for q in q_values), strict=True))
    return {name: replace(test, q_value=corrected.get(name, float("nan"))) for name, test in found.items()}


def _pool(similarity: Floats, states: tuple[str, ...], members: tuple[str, ...], options: AxisOptions) -> _Pool:
    """The states that take part, once everything that was passed fits together."""
    if options.statistic not in STATISTICS:
        raise UsageError(unknown_name("statistic", options.statistic, STATISTICS, "next: pass one of these"))
    after = _matrix(similarity, len(states), "similarity")
    shown = after - _matrix(options.before, len(states), "before") if options.before is not None else after
    if options.matched is not None and len(options.matched) != len(states):
        raise UsageError(
            f"matched has {len(options.matched)} labels for {len(states)} states; valid: one label a state; next: "
            "pass them in the order of `states`"
        )
    _check_members(members, states)
    known = np.isfinite(shown).sum(axis=1)
    present = (known > 0) & (known >= (1 - options.missing) * (np.count_nonzero(known) - 1))
    if gone := [name for name in members if not present[states.index(name)]]:
        raise UsageError(
            f"member {gone[0]!r} has values with fewer than {1 - options.missing:.0%} of the states that have any; "
            "valid: members with values; next: choose another time or measure, or raise `missing`"
        )
    kept = np.flatnonzero(present)
    ranks = options.statistic == "rank"
    inside = shown[np.ix_(kept, kept)]
    matrix = partner_ranks(after[np.ix_(kept, kept)]) if ranks else inside
    if ranks and options.before is not None:
        matrix = matrix - partner_ranks(_matrix(options.before, len(states), "before")[np.ix_(kept, kept)])
    dropped = tuple(name for name, here in zip(states, present, strict=True) if not here)
    return _Pool(tuple(states[i] for i in kept), matrix, inside, kinds(options.matched, len(states))[kept], dropped)


def _matrix(values: Floats, count: int, name: str) -> Floats:
    matrix = np.array(values, dtype=np.float64)
    if matrix.shape != (count, count) or len(matrix) < 4:
        raise UsageError(
            f"{name} has shape {matrix.shape} for {count} states; valid: a square matrix of at least 4 states; next: "
            "pass one row and one column a state"
        )
    np.fill_diagonal(matrix, np.nan)
    if not np.allclose(matrix, matrix.T, equal_nan=True):
        raise UsageError(f"{name} is not symmetric; valid: one value a pair; next: average both directions first")
    return matrix


def _check_members(members: tuple[str, ...], states: tuple[str, ...]) -> None:
    if len(set(states)) != len(states):
        raise UsageError("states has a label twice; valid: one label a row; next: drop the doubled row")
    for name in members:
        if name not in states:
            raise UsageError(unknown_name("member", name, states, "next: pass labels of `states`"))
    if not 2 <= len(set(members)) == len(members) <= len(states) - 2:
        raise UsageError(
            f"group of {len(members)} members ({len(set(members))} different) among {len(states)} states; valid: 2 to "
            f"{len(states) - 2} different states; next: name the group again"
        )


def _measured(pool: _Pool, members: tuple[str, ...], options: AxisOptions, rng: np.random.Generator) -> AxisTest:
    """T, its null and what follows from them; no pairs and no sentence yet."""
    named = np.array([pool.states.index(name) for name in members])
    if not np.isfinite(pool.shown[np.ix_(named, named)][np.triu_indices(len(named), 1)]).all():
        raise UsageError("a pair inside the group has no value; valid: all pairs of members; next: leave one out")
    draw = matched_groups(named, pool.kind, options.draws, rng)
    value = float(statistic_of(pool.matrix, named[None, :], options.statistic)[0])
    null = np.round(statistic_of(pool.matrix, draw.groups, options.statistic), 10)
    null = null[np.isfinite(null)]
    base = AxisTest(
        members=members,
        statistic=options.statistic,
        change=options.before is not None,
        value=value,
        groups=draw.possible if draw.exact else len(null) - 1,
        exact=draw.exact,
        pool=len(pool.states),
        dropped=pool.dropped,
        enough=draw.possible >= ENOUGH_GROUPS,
    )
    if not base.enough:
        return base
    high = np.quantile(null, 0.975, method="inverted_cdf")  # at most 2.5 % of groups lie above: no interpolation
    low = -np.quantile(-null, 0.975, method="inverted_cdf")
    p_of_all = _two_sided(null, null)
    return replace(
        base,
        expected=float(null.mean()),
        expected_band=(float(low), float(high)),
        interval=(round(value, 10) - float(high), round(value, 10) - float(low)),  # rounded as the null is
        p_value=float(_two_sided(null, np.round([value], 10))[0]),
        false_positive_rate=float(np.mean(p_of_all <= 0.05)),
        smallest_detectable_effect=_smallest(null, null[null > high]),
    )


def _two_sided(null: Floats, values: Floats) -> Floats:
    """Twice the share of matched groups at least as far out on the nearer side, for each value; at most 1."""
    ordered = np.sort(null)
    above = len(null) - np.searchsorted(ordered, values, side="left")
    below = np.searchsorted(ordered, values, side="right")
    twice: Floats = np.minimum(1.0, 2 * np.minimum(above, below) / len(null))
    return twice


def _smallest(null: Floats, reached: Floats) -> float:
    """The shift of T that four in five matched groups would need to be called closer; NaN where none can be."""
    if not reached.size:
        return float("nan")
    return float(max(0.0, reached.min() - np.quantile(null, 0.2)))


def _seeds(pool: _Pool, members: tuple[str, ...], value: float, options: AxisOptions) -> float:
    """Share of other states from which a group at least this close can be grown by adding the nearest each time.

    The nearest to those inside, whatever the statistic: freer picking could only make the share larger.
    """
    both = np.nan_to_num((pool.matrix + pool.matrix.T) / 2, nan=-np.inf)
    close, size = 0, len(members)
    others = [place for place, name in enumerate(pool.states) if name not in members]
    for seed in others:
        chosen = [seed]
        while len(chosen) < size:
            gain = both[chosen].sum(axis=0)
            gain[chosen] = -np.inf
            if not np.isfinite(gain.max()):  # nobody left with a value for all inside
                break
            chosen.append(int(np.argmax(gain)))
        if len(chosen) < size:
            continue
        grown = statistic_of(pool.matrix, np.array([chosen]), options.statistic)[0]
        close += bool(grown >= value - 1e-10)
    return close / len(others)


def _without(
    pool: _Pool, members: tuple[str, ...], state: str, options: AxisOptions, rng: np.random.Generator
) -> AxisMember:
    """The group without one member: a group that stands only with that member is that member's story."""
    rest = tuple(name for name in members if name != state)
    if len(rest) < 2:
        return AxisMember(state, float("nan"), float("nan"), float("nan"))
    left = _measured(pool, rest, options, rng)
    return AxisMember(state, left.value, left.effect, left.p_value)


def _with_pairs(found: AxisTest, pool: _Pool, without: tuple[AxisMember, ...]) -> AxisTest:
    both = np.round((pool.matrix + pool.matrix.T) / 2, 10)
    every = both[np.triu_indices(len(both), 1)]
    every = every[np.isfinite(every)]
    pairs = []
    for a, b in combinations(found.members, 2):
        i, j = pool.states.index(a), pool.states.index(b)
        share = float(np.mean(every < both[i, j]) + np.mean(every == both[i, j]) / 2)
        pairs.append(AxisPair(a, b, float(pool.shown[i, j]), share))
    ordered = tuple(sorted(pairs, key=lambda pair: (-pair.percentile, pair.a, pair.b)))
    return replace(found, pairs=ordered, without=without)
