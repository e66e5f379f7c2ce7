"""The kind `axis`: is the group closer than its members' places on the main line explain? No verdict, no words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from multifront import alignment
from multifront.claims.kind import Context
from multifront.claims.kinds.pair_matrix import PairMatrix
from multifront.domain import RollCalls, Selection
from multifront.errors import EvidenceError, UsageError

if TYPE_CHECKING:
    from multifront.claims.kinds.axis import AxisParameters


@dataclass(frozen=True, slots=True)
class Beyond:
    """The test of what is shared beyond the line, what its groups were matched on, and the votes that it rests on."""

    test: alignment.AxisTest
    matched: str
    selection: Selection | None


def beyond_the_line(matrix: PairMatrix, parameters: AxisParameters, context: Context) -> Beyond | None:
    """The group test on what votes share beyond the main line, against groups of like regions and fifths of the line.

    Where fewer than 40 such groups exist, region is not matched, and `matched` says so.

    None where the cut holds no single votes of that year, or too few for a line or for all pairs of the group.

    Args:
        matrix: the pairs of the year that decides.
        parameters: what the claim asks.
        context: evidence and seed.
    """
    try:
        calls = context.evidence.roll_calls((matrix.year, matrix.year), ("resolution",))
        votes = ballots_of_a_year(calls)
        anchor = "USA" if "USA" in calls.names else str(calls.names[0])  # signs do not matter to the pairs
        left = alignment.beyond_line(
            votes, alignment.fit_ideal_points(votes, alignment.IdealPointOptions(anchor=anchor))
        )
        regions = context.evidence.regions(left.states, matrix.year)
        test = _tested(left, tuple(zip(regions, left.fifths(), strict=True)), parameters, context)
        if test.enough:
            return Beyond(test, "region and fifth of the line", calls.selection)
        return Beyond(_tested(left, left.fifths(), parameters, context), "fifth of the line alone", calls.selection)
    except (EvidenceError, UsageError):
        return None


def _tested(
    left: alignment.BeyondLine, matched: Sequence[object], parameters: AxisParameters, context: Context
) -> alignment.AxisTest:
    options = alignment.AxisOptions(matched=matched)
    return alignment.axis_test(left.values, parameters.members, states=left.states, rng=context.seed, options=options)


def ballots_of_a_year(calls: RollCalls) -> alignment.IdealPointVotes:
    """Single votes as `alignment.fit_ideal_points` takes them."""
    codes = np.array([1.0, 2.0, 3.0])
    return alignment.IdealPointVotes(
        calls.names[calls.state], calls.items.year[calls.item], calls.items.id[calls.item], codes[calls.vote]
    )
