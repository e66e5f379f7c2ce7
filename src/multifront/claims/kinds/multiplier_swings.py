"""The chart of which numbers move what help adds, for the kind `force_multiplier`. Runs and judges nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from multifront.claims.kinds.multiplier_lines import how
from multifront.claims.ledger import Ledger, phrase
from multifront.claims.swings import CAUTION, ENDS, find_swings, swing_columns
from multifront.domain import Picture

if TYPE_CHECKING:
    from multifront.claims.kinds.force_multiplier import ForceMultiplierParameters, Outcome

MOST_SHOWN = 6


def swing_pictures(ledger: Ledger, outcome: Outcome, parameters: ForceMultiplierParameters) -> Iterator[Picture]:
    """The tornado of days gained with all channels, ships left alone; none where no number moves it beyond chance."""
    run = outcome.run
    ends = run.ends(parameters.side, run.rules[0], losses=False)
    gained = np.asarray(ends.days[-1] - ends.days[0])
    swings = find_swings(run, gained, MOST_SHOWN)
    if not swings:
        return
    columns = swing_columns(swings)
    called = how(outcome, f"mean days gained in the lowest and highest fifth of each number, rule {run.rules[0]}")
    trace_id = ledger.picture("picture_tornado", columns, outcome.grounds.basis(called))
    options = {
        "x_label": "mean days gained within the run, all channels",
        "middle": float(gained.mean()),
        "decimals": 1,
        **ENDS,
    }
    title = "Which numbers move what help adds"
    yield outcome.grounds.picture(trace_id, "tornado", title, (phrase(CAUTION), columns, options))
