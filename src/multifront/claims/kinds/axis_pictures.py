"""Pictures of the kind `axis`: the square of its pairs, and the blocs of all states over the years. Tests nothing."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from multifront import alignment
from multifront.claims.kinds.pair_matrix import PairMatrix, pair_matrix
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.domain import Picture, VoteTable

if TYPE_CHECKING:
    from multifront.claims.kinds.axis import AxisParameters


SCALES = {
    "kappa": "zero is chance, one is always alike",
    "pi": "zero is chance, one is always alike",
    "bcai": "zero is chance, and states that hardly vary stay near it",
    "agreement": "zero is never alike, one always",
    "s": "minus one is always opposed, one always alike",
}


def matrix_picture(ledger: Ledger, matrix: PairMatrix, parameters: AxisParameters, basis: Basis) -> Picture:
    """Likeness of every pair inside the group."""
    rows = []
    for a, one in zip(parameters.members, parameters.names, strict=True):
        for b, two in zip(parameters.members, parameters.names, strict=True):
            value = float(matrix.values[matrix.states.index(a), matrix.states.index(b)])
            rows.append((one, two, value if math.isfinite(value) else None))
    columns: dict[str, tuple[Any, ...]] = dict(
        zip(("row", "column", "value"), map(tuple, zip(*rows, strict=True)), strict=True)
    )
    trace_id = ledger.picture("picture_pairs", columns, basis)
    caption = phrase(f"Votes in the General Assembly in {matrix.year}, both voting; {SCALES[parameters.measure]}.")
    options = {"value_label": "likeness of votes", "unit": parameters.measure, "decimals": 2}
    title = "The pairs inside the group"
    return Picture(trace_id.replace(".", "-"), "matrix", title, caption, columns, options, trace_id)


def bloc_picture(ledger: Ledger, votes: VoteTable, parameters: AxisParameters, seed: int) -> Picture | None:
    """How many states are in the bloc of each member, by year: do they share one, and how large is it?"""
    years = [matrix for year in parameters.bloc_years if (matrix := pair_matrix(votes, year, parameters.measure))]
    years = list({matrix.year: matrix for matrix in years}.values())
    if len(years) < 2:
        return None
    found = [alignment.consensus_blocs(matrix.values, matrix.states, rng=seed) for matrix in years]
    followed = alignment.follow_blocs(found)
    kept = [label for label, _ in Counter(np.concatenate(followed).tolist()).most_common(4)]
    rows = []
    for matrix, labels in zip(years, followed, strict=True):
        inside = {name: int(labels[matrix.states.index(name)]) for name in parameters.members if name in matrix.states}
        for label in kept:
            share = 100 * float(np.mean(labels == label))
            here = sum(own == label for own in inside.values())
            rows.append((matrix.year, share, f"bloc {'ABCD'[kept.index(label)]}", here))
    columns = {
        "x": tuple(row[0] for row in rows),
        "y": tuple(row[1] for row in rows),
        "series": tuple(row[2] for row in rows),
    }
    basis = Basis(
        f"alignment.consensus_blocs and follow_blocs(votes of {', '.join(str(m.year) for m in years)}, "
        f"{parameters.measure})",
        (votes.selection,),
        seed=seed,
    )
    trace_id = ledger.picture("picture_blocs", columns, basis)
    where = _where(parameters, years[-1], followed[-1], kept)
    caption = phrase(f"Blocs on which many runs agree, followed by their members. In {years[-1].year}: {where}.")
    options = {"x_label": "year", "y_label": "share of states", "unit": "%", "zero": True, "marks": []}
    return Picture(trace_id.replace(".", "-"), "lines", "Blocs by UN votes", caption, columns, options, trace_id)


def _where(parameters: AxisParameters, matrix: PairMatrix, labels: Any, kept: list[int]) -> str:
    """Which bloc each member is in, in words."""
    groups: dict[str, list[str]] = {}
    for code, name in zip(parameters.members, parameters.names, strict=True):
        if code in matrix.states:
            label = int(labels[matrix.states.index(code)])
            word = f"bloc {'ABCD'[kept.index(label)]}" if label in kept else "a smaller bloc"
            groups.setdefault(word, []).append(name)
    return "; ".join(f"{' and '.join(names)} in {word}" for word, names in groups.items())
