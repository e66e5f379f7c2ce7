"""The picture of the kind `ladder`: every rung of every pair in one grid of words. Looks up nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multifront.claims.kinds.ladder_lines import basis_of, joined
from multifront.claims.ledger import Ledger, phrase
from multifront.domain import Picture

if TYPE_CHECKING:
    from multifront.claims.kinds.ladder import LadderParameters, Outcome

TONES = {"yes": 1.0, "weak": 0.4, "no": 0.0, "?": 0.0}
"""How dark a cell is: words carry the meaning, the shade helps the eye."""


def grid_picture(ledger: Ledger, outcome: Outcome, parameters: LadderParameters) -> Picture:
    """Rungs as rows, from the lowest up; the claimed pair is the first column, known allies follow, then the others."""
    allies = sorted(outcome.others, key=lambda entry: not entry[0].alliance)
    pairs = [(parameters.names, outcome.own), *((reference.names, standings) for reference, standings in allies)]
    cells = [
        (own.rung.title, " ".join((names[0], "–", names[1])), standings[place].word)
        for place, own in enumerate(outcome.own)
        for names, standings in pairs
    ]
    columns = {
        "row": tuple(cell[0] for cell in cells),
        "column": tuple(cell[1] for cell in cells),
        "word": tuple(cell[2] for cell in cells),
        "tone": tuple(TONES[cell[2]] for cell in cells),
    }
    every = [standing for _, standings in pairs for standing in standings]
    trace_id = ledger.picture("picture_ladder", columns, basis_of(parameters.pair, every))
    allied = ", ".join(joined(reference.names) for reference, _ in allies if reference.alliance)
    caption = phrase(
        "yes: a firm row shows it; weak: weak rows alone do; no: a source speaks against it; ?: no row found. "
        f"Known allies: {allied}."
    )
    title = "Rungs of military ties, lowest first"
    return Picture(trace_id.replace(".", "-"), "grid", title, caption, columns, {}, trace_id)
