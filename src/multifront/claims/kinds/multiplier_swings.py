"""Which numbers of a scenario move what help adds: a tornado from the draws at hand. Runs and judges nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy

from multifront.claims.kinds.multiplier_lines import how
from multifront.claims.ledger import Ledger, phrase
from multifront.claims.sampling import mean_interval
from multifront.contingency.worlds import Sampler
from multifront.domain import Floats, Picture

if TYPE_CHECKING:
    from multifront.claims.kinds.force_multiplier import ForceMultiplierParameters, Outcome

PART = 5
"""Worlds are compared between the lowest and the highest fifth of a number."""
MOST_SHOWN = 6
FEWEST_DRAWS = 100


@dataclass(frozen=True, slots=True)
class Swing:
    """The mean outcome, with its interval, where one number is in its lowest and in its highest fifth."""

    name: str
    low: tuple[float, float, float]
    high: tuple[float, float, float]
    assumed: bool

    @property
    def width(self) -> float:
        """How far the outcome moves."""
        return abs(self.high[0] - self.low[0])


def find_swings(outcome: Outcome, values: Floats) -> tuple[Swing, ...]:
    """Numbers whose fifths differ by more than chance among all that were looked at (Bonferroni, 5 %), widest first.

    Args:
        outcome: of the run whose draws are at hand.
        values: one number a draw, shape (n,).
    """
    run = outcome.run
    numbers = [number for number in run.scenario.numbers.values() if not number.fixed]
    if run.draws < FEWEST_DRAWS or not numbers:
        return ()
    sampler = Sampler(run.scenario, run.seed, run.indices)
    limit = float(scipy.stats.norm.isf(0.025 / len(numbers)))
    size = run.draws // PART
    found = []
    for number in numbers:
        order = np.argsort(sampler.values(number.name), kind="stable")
        ends = [values[order[:size]], values[order[-size:]]]
        error = float(np.sqrt(sum(end.var(ddof=1) for end in ends) / size))
        if abs(float(ends[1].mean() - ends[0].mean())) > limit * error > 0.0:
            found.append(Swing(number.name, mean_interval(ends[0]), mean_interval(ends[1]), bool(number.assumption)))
    return tuple(sorted(found, key=lambda one: (-one.width, one.name))[:MOST_SHOWN])


def swing_pictures(ledger: Ledger, outcome: Outcome, parameters: ForceMultiplierParameters) -> Iterator[Picture]:
    """The tornado of days gained with all channels, ships left alone; none where no number moves it beyond chance."""
    run = outcome.run
    ends = run.ends(parameters.side, run.rules[0], losses=False)
    gained = np.asarray(ends.days[-1] - ends.days[0])
    swings = find_swings(outcome, gained)
    if not swings:
        return
    columns = {
        "label": tuple(one.name.replace("_", " ").replace(".", ": ") for one in swings),
        "at_low": tuple(one.low[0] for one in swings),
        "at_high": tuple(one.high[0] for one in swings),
        "low_from": tuple(one.low[1] for one in swings),
        "low_to": tuple(one.low[2] for one in swings),
        "high_from": tuple(one.high[1] for one in swings),
        "high_to": tuple(one.high[2] for one in swings),
        "assumed": tuple(one.assumed for one in swings),
    }
    called = how(outcome, f"mean days gained in the lowest and highest fifth of each number, rule {run.rules[0]}")
    trace_id = ledger.picture("picture_tornado", columns, outcome.grounds.basis(called))
    caption = phrase(
        "Only numbers that move the mean beyond chance, among all that are not fixed; other numbers vary as they do. A "
        "number moved alone says nothing of what two do together."
    )
    options = {
        "x_label": "mean days gained within the run, all channels",
        "middle": float(gained.mean()),
        "decimals": 1,
        "low_name": "number in its lowest fifth",
        "high_name": "number in its highest fifth",
    }
    title = "Which numbers move what help adds"
    yield outcome.grounds.picture(trace_id, "tornado", title, (caption, columns, options))
