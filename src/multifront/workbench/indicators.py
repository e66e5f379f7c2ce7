"""What the evidence says of the closeness of all pairs in one year, an indicator a column. No index and no formula."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront.alignment.pair_table import Pairs, PairTable, filled_by_rule, nearness, trade_shares
from multifront.claims.kinds.pair_matrix import PairMatrix, pair_matrix
from multifront.domain import Floats
from multifront.errors import UsageError
from multifront.evidence.regions import UNKNOWN
from multifront.evidence.store import EvidenceStore

LAST_ALLIANCES = 2018
LAST_DISPUTES = 2014
ALLIANCES = "treaty where kind = 'alliance_obligation_directed'"


@dataclass(frozen=True, slots=True)
class OneYear:
    """The evidence of one year: the store, the year, its votes as a square (None where it has none), its pairs."""

    store: EvidenceStore
    year: int
    votes: PairMatrix | None
    points: dict[str, float]
    pairs: Pairs


@dataclass(frozen=True, slots=True)
class Indicator:
    """One column: its name, what it is, the source that loads it, who makes it, and which rows it is made of.

    `rows` is the FROM part of a query, `first` and `last` the years of such a row. `silent_until` is the last year in
    which the source's silence on two states of the system means zero; None where silence means nothing. `shipped` says
    that no user's store is needed.
    """

    name: str
    what: str
    source: str
    made: Callable[[OneYear], Floats]
    rows: str
    first: str = "year(period_start)"
    last: str = "year(period_end)"
    silent_until: int | None = None
    shipped: bool = False

    def span(self, store: EvidenceStore) -> tuple[int, int] | None:
        """First and last year that this evidence holds; None where it holds nothing."""
        (row,) = store.sql(f"select min({self.first}) f, max({self.last}) l from {self.rows}")
        return None if row["f"] is None else (int(row["f"]), int(row["l"]))


@dataclass(frozen=True, slots=True)
class Missing:
    """An indicator without a value in that year, and the years that the evidence has, if any."""

    indicator: Indicator
    span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Gathered:
    """The columns with values, those that the evidence lacks, and which zeros stand by rule (pair, column)."""

    table: PairTable
    missing: tuple[Missing, ...]
    by_rule: NDArray[np.bool_]


def gather(store: EvidenceStore, year: int) -> Gathered:
    """All indicators of all pairs of states that voted, or had an ideal point, in a year.

    Args:
        store: the cut evidence.
        year: the year.

    Raises:
        UsageError: fewer than three states have votes or an ideal point in that year.
    """
    one = _one_year(store, year)
    columns, rules, kept, missing = [], [], [], []
    for indicator in INDICATORS:
        column = indicator.made(one)
        if not np.isfinite(column).any():
            missing.append(Missing(indicator, indicator.span(store)))
            continue
        filled = filled_by_rule(column, _listed(one)) if year <= (indicator.silent_until or 0) else column
        columns.append(filled)
        rules.append(np.isnan(column) & np.isfinite(filled))
        kept.append(indicator.name)
    table = PairTable(one.pairs.names, tuple(kept), np.column_stack(columns))
    return Gathered(table, tuple(missing), np.column_stack(rules))


def _one_year(store: EvidenceStore, year: int) -> OneYear:
    found = pair_matrix(store.votes(), year, "kappa")
    votes = found if found is not None and found.year == year else None
    points = {row["actor"]: row["best"] for row in _rows(store, "un_ideal_point", year)}
    states = tuple(sorted({*(votes.states if votes is not None else ()), *points}))
    if len(states) < 3:
        raise UsageError(
            f"no votes and no ideal points of {year} in this cut; valid: a year that multifront measure show prints; "
            "next: name another year or a later --as-of"
        )
    return OneYear(store, year, votes, points, Pairs(states))


def _listed(one: OneYear) -> NDArray[np.bool_]:
    """Pairs of which both states are in the list of the state system, of which these sources would have a row."""
    known = np.array([region != UNKNOWN for region in one.store.regions(one.pairs.states, one.year)])
    return np.asarray((known[:, None] & known[None, :])[np.triu_indices(len(known), 1)])


def _kappa(one: OneYear) -> Floats:
    if one.votes is None:
        return _nothing(one)
    first, second = np.triu_indices(len(one.votes.states), 1)
    names = np.array(one.votes.states)
    return one.pairs.column(names[first].tolist(), names[second].tolist(), one.votes.values[first, second].tolist())


def _ideal_points(one: OneYear) -> Floats:
    return _upper(nearness(np.array([one.points.get(state, np.nan) for state in one.pairs.states])))


def _trade(one: OneYear) -> Floats:
    return _upper(trade_shares(one.pairs.square(*_directed(one, "cow_imports"), empty=np.nan)))


def _memberships(one: OneYear) -> Floats:
    return one.pairs.column(*_directed(one, "cow_joint_igos"))


def _obligations(one: OneYear) -> Floats:
    """How many kinds of obligation stood between two states at any time of the year, owed by either."""
    if one.year > LAST_ALLIANCES:
        return _nothing(one)
    rows = one.store.sql(
        "select least(members[1], members[2]) a, greatest(members[1], members[2]) b, "
        f"len(list_distinct(flatten(list(obligations)))) n from {ALLIANCES} "
        f"and date_start <= date '{one.year}-12-31' and (date_end is null or date_end >= date '{one.year}-01-01') "
        "group by all order by all"
    )
    return one.pairs.column(*([row[name] for row in rows] for name in ("a", "b", "n")))


def _arms(one: OneYear) -> Floats:
    return one.pairs.column(*_directed(one, "sipri_tiv_delivered"))


def _disputes(one: OneYear) -> Floats:
    """Disputes with the sign turned; each dispute stands once in each direction, so one of the two is read."""
    a, b, values = _directed(one, "mid_disputes")
    kept = [k for k in range(len(a)) if a[k] < b[k]]
    return one.pairs.column([a[k] for k in kept], [b[k] for k in kept], [-values[k] for k in kept])


def _observed(indicator: str) -> str:
    return f"observation where indicator = '{indicator}'"


INDICATORS = (
    Indicator(
        *("UN votes", "kappa of votes on which both voted", "un_votes", _kappa, "vote_pair", "year", "year"),
        shipped=True,
    ),
    Indicator(
        *("ideal points", "distance of ideal points, sign turned", "un_ideal_points", _ideal_points),
        *(_observed("un_ideal_point"),),
        shipped=True,
    ),
    Indicator(
        *("trade", "mean of both states' shares of trade with each other", "cow_trade", _trade),
        *(_observed("cow_imports"),),
    ),
    Indicator(
        *("organizations", "joint memberships", "cow_organizations", _memberships, _observed("cow_joint_igos")),
    ),
    Indicator(
        *("alliance", "kinds of obligation that either owes", "atop_alliances", _obligations, ALLIANCES),
        *("year(date_start)", f"coalesce(year(date_end), {LAST_ALLIANCES})"),
        silent_until=LAST_ALLIANCES,
    ),
    Indicator(
        *("arms", "arms delivered either way, million TIV", "sipri_transfers", _arms),
        *(_observed("sipri_tiv_delivered"),),
    ),
    Indicator(
        *("disputes", "militarized disputes, sign turned", "cow_disputes", _disputes, _observed("mid_disputes")),
        silent_until=LAST_DISPUTES,
    ),
)
"""All that is gathered, larger is closer."""


def _rows(store: EvidenceStore, indicator: str, year: int) -> Any:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return store.sql(
        f"select actor, partner, best from observation where indicator = '{indicator}' "
        f"and period_start >= date '{first}' and period_end <= date '{last}' order by actor, partner"
    )


def _directed(one: OneYear, indicator: str) -> tuple[list[str], list[str], list[float]]:
    rows = _rows(one.store, indicator, one.year)
    values = [float("nan") if row["best"] is None else row["best"] for row in rows]
    return [row["actor"] for row in rows], [row["partner"] for row in rows], values


def _upper(square: Floats) -> Floats:
    return np.asarray(square[np.triu_indices(len(square), 1)], dtype=np.float64)


def _nothing(one: OneYear) -> Floats:
    return np.full(len(one.pairs.names), np.nan)
