"""Blocs of some years as rows of a flow: how many states each has and how many moved on to which. Draws nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from multifront import alignment

FLOW_COLUMNS = ("part", "x", "group", "count", "to", "certainty", "name")
SMALLER, ABSENT = "smaller blocs and single states", "without votes that year"
LETTERS = "ABCD"


@dataclass(frozen=True, slots=True)
class BlocFlow:
    """The bloc of each state by year, how sure it is (per cent), and bars and moves in the order of `FLOW_COLUMNS`."""

    groups: dict[int, dict[str, str]]
    certainty: dict[tuple[int, str], float]
    rows: tuple[tuple[Any, ...], ...]

    @property
    def steady(self) -> bool:
        """Whether the years stand at even distance."""
        return len({later - earlier for earlier, later in pairwise(self.groups)}) <= 1


def bloc_flow(years: Sequence[int], blocs: Sequence[alignment.Blocs]) -> BlocFlow:
    """Bars and moves of followed blocs; every state of any year is in one group of each year.

    The four labels with most states over all years have a letter where at least two states share them; the others are
    together, and so are the states that had no votes in a year.

    Args:
        years: in order, two or more.
        blocs: of each year.
    """
    followed = alignment.follow_blocs(blocs)
    totals = Counter(label for labels in followed for label in labels.tolist())
    shared = {label for labels in followed for label, count in Counter(labels.tolist()).items() if count > 1}
    kept = [label for label, _ in totals.most_common() if label in shared][: len(LETTERS)]
    every = sorted({state for found in blocs for state in found.states})
    groups: dict[int, dict[str, str]] = {}
    sure: dict[tuple[int, str], float] = {}
    certainty: dict[tuple[int, str], float] = {}
    for year, found, labels in zip(years, blocs, followed, strict=True):
        named = {label: f"bloc {LETTERS[kept.index(label)]}" for label in kept}
        own = {s: named.get(label, SMALLER) for s, label in zip(found.states, labels.tolist(), strict=True)}
        groups[year] = {state: own.get(state, ABSENT) for state in every}
        certainty |= {(year, s): 100 * float(c) for s, c in zip(found.states, found.certainty, strict=True)}
        for label, name in named.items():
            if (known := found.certainty[(labels == label) & np.isfinite(found.certainty)]).size:
                sure[year, name] = 100 * float(np.mean(known))
    moves = _moves(groups)
    rows = [*_bars(groups, sure, _order(moves, len(kept))), *moves]
    return BlocFlow(groups, certainty, tuple(rows))


def _order(moves: Sequence[tuple[Any, ...]], lettered: int) -> list[str]:
    """Groups from the top down: the two largest blocs, each later letter below the one with which it shares most moves.

    So bands cross less; the states in no bloc and those without votes come last.
    """
    names = [f"bloc {letter}" for letter in LETTERS[:lettered]]
    order = names[:2]
    for name in names[2:]:
        shared: Counter[str] = Counter()
        for _, _, old, count, new, _, _ in moves:
            if name in (old, new) and old != new:
                shared[new if old == name else old] += count
        host = max(order, key=lambda other: shared[other])
        order.insert(order.index(host) + 1, name)
    return [*order, SMALLER, ABSENT]


def _bars(
    groups: dict[int, dict[str, str]], sure: dict[tuple[int, str], float], order: Sequence[str]
) -> list[tuple[Any, ...]]:
    """One row a group and year, the groups in one order."""
    counts = {year: Counter(own.values()) for year, own in groups.items()}
    return [
        ("group", year, name, counts[year][name], "", sure.get((year, name)), "")
        for name in order
        for year in groups
        if counts[year][name]
    ]


def _moves(groups: dict[int, dict[str, str]]) -> list[tuple[Any, ...]]:
    """One row for each pair of groups between two years, states that stay among them."""
    rows = []
    for (year, before), (_, after) in pairwise(groups.items()):
        moved = Counter((before[state], after[state]) for state in before)
        rows += [("move", year, old, count, new, None, "") for (old, new), count in sorted(moved.items())]
    return rows
