"""The collection list of a scenario: facts worth finding out, with what each would change. Runs no model."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from multifront.contingency.given_data import MainEffect, Tails, main_effects, tail_means
from multifront.contingency.lever_runs import LeverLosses
from multifront.contingency.number_labels import number_label
from multifront.contingency.ranges import Range
from multifront.contingency.value_of_learning import HALF_95, Learning, collection_list
from multifront.domain import Floats

TEN = 10


@dataclass(frozen=True, slots=True)
class Effects:
    """What each number does to an outcome: shares of variance, tails, and the bar that chance alone reaches.

    `chance` is the largest share that shuffled draws gave for any number, so that a share above it is clear of having
    looked at many numbers.
    """

    shares: Mapping[str, MainEffect]
    tails: Mapping[str, Tails]
    chance: float
    mean: float

    def clear(self, name: str) -> bool:
        """Whether a number explains more than chance would for the luckiest of all numbers."""
        return name in self.shares and self.shares[name].share > self.chance

    @property
    def names(self) -> tuple[str, ...]:
        """Numbers that explain more than chance, largest share first."""
        return tuple(name for name in self.shares if self.clear(name))


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact worth finding out: what knowing it is worth in the loss's unit, and how far it moves the outcome.

    `worth` is 0 where knowing the number would not change which lever is best in the mean, or not by more than chance.
    """

    name: str
    label: str
    worth: float
    standard_error: float
    share: float
    tails: Tails
    flips: str
    assumed: bool

    @property
    def half_width(self) -> float:
        """Half the 95 % sampling interval of `worth`."""
        return HALF_95 * self.standard_error


def number_effects(inputs: Mapping[str, Floats], outcome: Floats, *, seed: int = 0) -> Effects:
    """What each number does to an outcome, from draws already made.

    Formula: `main_effects` and `tail_means`.

    Args:
        inputs: by name, one value a draw, shape (n,).
        outcome: shape (n,).
        seed: of the shuffles that say what chance gives.

    Returns:
        Shares and tails by name, largest share first.

    Raises:
        UsageError: shapes that do not fit, or too few draws.

    Assumes:
        As `main_effects` and `tail_means`.

    References:
        As `main_effects` and `tail_means`.

    Example:
        >>> import numpy as np
        >>> from multifront.contingency import uniform_draws
        >>> x, y = (uniform_draws(0, name, np.arange(2_000)) for name in "xy")
        >>> number_effects({"x": x, "y": y}, x).names
        ('x',)
    """
    shares = {line.name: line for line in main_effects(inputs, outcome, seed=seed)}
    tails = {line.name: line for line in tail_means(inputs, outcome)}
    return Effects(shares, tails, max((line.noise for line in shares.values()), default=0.0), float(outcome.mean()))


def fact_list(
    losses: LeverLosses,
    inputs: Mapping[str, Floats],
    effects: Effects,
    ranges: Mapping[str, Range],
    *,
    decided: Collection[str] = (),
    size: int = TEN,
    seed: int = 0,
) -> tuple[Fact, ...]:
    """The facts worth finding out before one lever is chosen, most valuable first.

    Formula: `collection_list` (EVPPI) over all numbers that no lever decides; worth counts only above the largest value
    that shuffled draws gave for any number. Then come numbers that move the outcome but not the choice, by swing.

    Args:
        losses: from `lever_losses`.
        inputs: by name, the value in each draw, shape (n,).
        effects: what each number does to the outcome.
        ranges: the scenario's numbers, for units and assumptions.
        decided: numbers that are decisions, such as those that levers set: they are no facts.
        size: how many to list.
        seed: of the shuffles.

    Returns:
        At most `size` facts; fewer where fewer change the choice or move the outcome beyond chance.

    Raises:
        UsageError: under 100 draws, or shapes that do not fit.

    Assumes:
        As `learning_value`: one decision between these levers, learning exact, free and in time.

    References:
        As `learning_value`.

    Example:
        >>> import numpy as np, multifront.contingency as contingency
        >>> from multifront.contingency.lever_runs import lever_losses
        >>> from multifront.contingency.outcome_draws import Question, sampled_numbers
        >>> scenario = contingency.load("taiwan-blockade")
        >>> losses = lever_losses(scenario, Question("defender"), draws=300)
        >>> inputs = {name: sampled_numbers(scenario, 300)[name] for name in ("taiwan.cut.share",)}
        >>> effects = number_effects(inputs, -losses.loss[0])
        >>> [fact.name for fact in fact_list(losses, inputs, effects, scenario.numbers)]
        ['taiwan.cut.share']
    """
    known = {name: values for name, values in inputs.items() if name not in decided and name in effects.tails}
    rows = [0, *(row for row in range(1, len(losses.names)) if np.any(losses.loss[row] != losses.loss[0]))]
    names = [losses.names[row] for row in rows]  # a setting that changes nothing is no other choice
    lines = collection_list(known, losses.loss[rows], names, size=len(known), seed=seed)
    chance = max((line.noise for line in lines), default=0.0)
    found = []
    for line in lines:
        counts = line.value > chance
        if not counts and not effects.clear(line.name):
            continue
        number = ranges[line.name]
        worth, error = (line.value, line.standard_error) if counts else (0.0, 0.0)
        flips = _flips(line, number) if counts else ""
        share = line.share if counts else 0.0
        tails = effects.tails[line.name]
        fact = Fact(line.name, number_label(line.name), worth, error, share, tails, flips, bool(number.assumption))
        found.append(fact)
    return tuple(sorted(found, key=lambda fact: (-fact.worth, -fact.tails.width, fact.name))[:size])


def stated(value: float, number: Range) -> str:
    """A value of a number in the unit in which the file states it."""
    return f"{value / number.factor:.3g} {number.stated_unit}"


def _flips(line: Learning, number: Range) -> str:
    """Where the number would have to lie for another lever to be better, in its own unit."""
    if not line.flips:
        return "another lever would be better in rare worlds only"
    parts = []
    for flip in line.flips:
        low = None if flip.low is None else stated(flip.low, number)
        high = None if flip.high is None else stated(flip.high, number)
        where = f"below {high}" if low is None else f"above {low}" if high is None else f"from {low} to {high}"
        parts.append(f"{where} ({flip.share:.0%} of draws) {flip.setting!r} would be better")
    return f"{'; '.join(parts)} than {line.now!r}"


def tornado_columns(
    effects: Effects, ranges: Mapping[str, Range], names: Sequence[str]
) -> tuple[dict[str, tuple[Any, ...]], dict[str, Any]]:
    """Columns and options of a chart of kind `tornado` for these numbers, widest first.

    Returns:
        Columns label, at_low, at_high and the ends of their intervals, assumed; options middle and names of both ends.

    Example:
        >>> import numpy as np
        >>> from multifront.contingency import uniform_draws
        >>> from multifront.contingency.ranges import Range
        >>> x = uniform_draws(0, "china.cut.share", np.arange(2_000))
        >>> number = Range("china.cut.share", 0.0, 0.5, 1.0, "share", "share", 1.0, "uniform", (), "swept", 1)
        >>> effects = number_effects({"china.cut.share": x}, 10.0 * x)
        >>> tornado_columns(effects, {"china.cut.share": number}, effects.names)[0]["assumed"]
        (True,)
    """
    lines = sorted((effects.tails[name] for name in names), key=lambda line: (-line.width, line.name))
    columns = {
        "label": tuple(_spanned(line, ranges[line.name]) for line in lines),
        "at_low": tuple(line.at_low[0] for line in lines),
        "at_high": tuple(line.at_high[0] for line in lines),
        "low_from": tuple(line.at_low[1] for line in lines),
        "low_to": tuple(line.at_low[2] for line in lines),
        "high_from": tuple(line.at_high[1] for line in lines),
        "high_to": tuple(line.at_high[2] for line in lines),
        "assumed": tuple(bool(ranges[line.name].assumption) for line in lines),
    }
    options = {
        "middle": effects.mean,
        "low_name": "number in its lowest tenth of draws",
        "high_name": "number in its highest tenth",
    }
    return columns, options


def _spanned(line: Tails, number: Range) -> str:
    """A number in words with the values that count as low and high."""
    low, high = (end / number.factor for end in (line.low_end, line.high_end))
    return f"{number_label(line.name)}: {low:.3g} or less, {high:.3g} {number.stated_unit} or more"


def fact_columns(facts: Sequence[Fact], unit: str) -> dict[str, tuple[Any, ...]]:
    """Columns of a chart of kind `facts`: what each is worth with its 95 % sampling interval, and what it would change.

    Example:
        >>> fact_columns((), "days")["label"]
        ()
    """
    halves = [fact.half_width for fact in facts]
    return {
        "label": tuple(fact.label for fact in facts),
        "worth": tuple(fact.worth for fact in facts),
        "low": tuple(max(f.worth - half, 0.0) if f.worth else None for f, half in zip(facts, halves, strict=True)),
        "high": tuple(f.worth + half if f.worth else None for f, half in zip(facts, halves, strict=True)),
        "note": tuple(fact_sentence(fact, unit) for fact in facts),
        "assumed": tuple(fact.assumed for fact in facts),
    }


def fact_sentence(fact: Fact, unit: str) -> str:
    """What finding a fact out would change: the choice, and the outcome from its lowest tenth to its highest."""
    moved = f"from its lowest to its highest tenth the outcome goes from {_plain(fact.tails.at_low[0])}"
    moved += f" to {_plain(fact.tails.at_high[0])} {unit}"
    return f"{fact.flips}; {moved}" if fact.flips else f"no other lever would be better; {moved}"


def _plain(value: float) -> str:
    return f"{value + 0.0:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"
