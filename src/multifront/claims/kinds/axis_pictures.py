"""Pictures of the kind `axis`: the square of its pairs, and the blocs of all states over the years. Tests nothing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from multifront import alignment
from multifront.claims.kinds.bloc_flow import ABSENT, FLOW_COLUMNS, SMALLER, BlocFlow, bloc_flow
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


def flow_picture(ledger: Ledger, votes: VoteTable, parameters: AxisParameters, seed: int) -> Picture | None:
    """The blocs of some years, how many states moved from which to which, and the way of each member."""
    years = [matrix for year in parameters.bloc_years if (matrix := pair_matrix(votes, year, parameters.measure))]
    years = [matrix for _, matrix in sorted({matrix.year: matrix for matrix in years}.items())]
    if len(years) < 2:
        return None
    found = [alignment.consensus_blocs(matrix.values, matrix.states, rng=seed) for matrix in years]
    flow = bloc_flow([matrix.year for matrix in years], found)
    rows = [*flow.rows, *_ways(flow, parameters)]
    columns = dict(zip(FLOW_COLUMNS, map(tuple, zip(*rows, strict=True)), strict=True))
    how = f"votes of {', '.join(str(matrix.year) for matrix in years)}, {parameters.measure}"
    basis = Basis(f"alignment.consensus_blocs and follow_blocs({how})", (votes.selection,), seed=seed)
    trace_id = ledger.picture("picture_blocs", columns, basis)
    caption = phrase(
        "Bars are blocs on which many runs agree, with their number of states and, where there is room, how often two "
        "of them shared a part in the runs: how sure the cut is, not the votes (in made noise, two in three). Bands "
        "are states on their way to the next year shown, in the colour of the bloc that they leave; a bloc keeps its "
        "letter where most of it came from one. Lines are the members."
        + ("" if flow.steady else " Years stand at uneven distance.")
    )
    options = {"grey": [SMALLER, ABSENT], "certainty_unit": "%"}
    title = "Blocs by UN votes, and who moved between them"
    return Picture(trace_id.replace(".", "-"), "flow", title, caption, columns, options, trace_id)


def _ways(flow: BlocFlow, parameters: AxisParameters) -> list[tuple[Any, ...]]:
    """The bloc of each member by year."""
    return [
        ("member", year, groups[code], 1, "", _known(flow.certainty.get((year, code))), name)
        for code, name in zip(parameters.members, parameters.names, strict=True)
        for year, groups in flow.groups.items()
        if code in groups
    ]


def _known(value: float | None) -> float | None:
    """A number for a chart; missing stays missing."""
    return value if value is not None and math.isfinite(value) else None
