"""The race chart: who runs out first by length of war and by rule on the partner's ships, with Monte Carlo intervals.

Shares of draws, T_c and T_d the days of challenger and defender in the same world, h the horizon:

    challenger first = P(T_c < h, T_c < T_d)      defender first = P(T_d < h, T_d < T_c)
    both at once     = P(T_c = T_d < h)            neither        = P(T_c >= h, T_d >= h)

Rules are decisions and are never averaged. Intervals are of sampling draws, not of the assumptions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy

from multifront.contingency.days_by_rule import DaysByRule
from multifront.contingency.simulation import Legs
from multifront.contingency.summary import HORIZONS, endurance_quantiles, race_by_horizon
from multifront.contingency.vocabulary import RULES
from multifront.errors import UsageError

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class ShareOfDraws:
    """A share of draws with its 95 % Wilson interval."""

    share: float
    low: float
    high: float

    @property
    def text(self) -> str:
        """As `35.2% (34.3 to 36.2)`."""
        return f"{self.share:.1%} ({100 * self.low:.1f} to {100 * self.high:.1f})"


@dataclass(frozen=True, slots=True)
class RaceCell:
    """One cell of the race chart: rule and horizon, and who had run out first."""

    rule: str
    horizon: float
    challenger_first: ShareOfDraws
    defender_first: ShareOfDraws
    both: ShareOfDraws
    neither: ShareOfDraws
    draws: int

    @property
    def word(self) -> str:
        """Which of the four most draws end in, or `even` where the intervals of the first two overlap."""
        named = {"challenger": self.challenger_first, "defender": self.defender_first}
        named |= {"both": self.both, "neither": self.neither}
        (first, most), (_, second) = sorted(named.items(), key=lambda item: -item[1].share)[:2]
        return first if most.low > second.high else "even"


@dataclass(frozen=True, slots=True)
class Race:
    """The race chart: cells by rule and horizon, and the days of both sides by rule as text."""

    challenger: str
    defender: str
    channel: str
    measure: str
    cells: tuple[RaceCell, ...]
    days: tuple[tuple[str, str, str], ...]
    not_modelled: str


def share_of_draws(count: int, draws: int) -> ShareOfDraws:
    """A share with its Wilson interval, which stays sensible at 0 and 1.

    Args:
        count: draws in which it happened.
        draws: all of them.

    Returns:
        The share with its interval of 95 %, within 0..1.

    Raises:
        UsageError: no draws, or a count outside 0..draws.

    Assumes:
        Independent draws.

    References:
        Wilson (1927), Journal of the American Statistical Association 22(158):209-212.

    Example:
        >>> share_of_draws(0, 100).text
        '0.0% (0.0 to 3.7)'
    """
    if draws < 1 or not 0 <= count <= draws:
        raise UsageError(f"give a count within 0..draws and one draw or more; found {count} of {draws}")
    interval = scipy.stats.binomtest(count, draws).proportion_ci(confidence_level=CONFIDENCE, method="wilson")
    return ShareOfDraws(count / draws, float(interval.low), float(interval.high))


def race_chart(
    outcome: DaysByRule,
    sides: tuple[str, str],
    *,
    channel: str | Legs = "on",
    measure: str = "endurance",
    horizons: Sequence[float] = HORIZONS,
) -> Race:
    """Who runs out first by each horizon under each rule on the partner's ships.

    Formula: at the head of the module; Wilson intervals of 95 %.

    Args:
        outcome: from `simulate`, or a whole run by way of `days_by_rule`.
        sides: challenger and defender, two names of sides.
        channel: on, off or open legs of the partner's supply.
        measure: endurance or stock_out.
        horizons: days, none beyond the last day of the runs.

    Returns:
        One cell a rule and horizon, and both sides' days by rule.

    Raises:
        UsageError: an unknown name, one side twice, or a horizon beyond the last day.

    Assumes:
        Both clocks start on the scenario's day 0, and only what is modelled can run out. Cells of different rules use
        the same draws, so that they may be compared more closely than their intervals suggest.

    References:
        Wilson (1927), JASA 22(158):209-212.

    Example:
        >>> import multifront.contingency as contingency
        >>> outcome = contingency.simulate(contingency.load("small"), draws=1)
        >>> race = race_chart(outcome, ("china", "taiwan"), horizons=(30.0, 180.0))
        >>> [(cell.rule, cell.horizon, cell.defender_first.share) for cell in race.cells][:2]
        [('leave', 30.0, 0.0), ('leave', 180.0, 1.0)]
    """
    if sides[0] == sides[1]:
        raise UsageError(f"a race needs two sides; found {sides[0]!r} twice")
    late = [horizon for horizon in horizons if not 0.0 <= horizon <= outcome.last_day]
    if late:
        raise UsageError(f"horizons {late} are outside 0..{outcome.last_day:g}, the days of the runs")
    cells, days = [], []
    for rule in RULES:
        for line in race_by_horizon(outcome, sides, rule, channel=channel, measure=measure, horizons=horizons):
            parts = (line.first_side, line.second_side, line.tie, line.neither)
            first, second, both, neither = (share_of_draws(round(x * outcome.draws), outcome.draws) for x in parts)
            cells.append(RaceCell(rule, line.horizon, first, second, both, neither, outcome.draws))
        texts = [endurance_quantiles(outcome, side, rule, channel, measure=measure).text for side in sides]
        days.append((rule, *texts))
    named = channel if isinstance(channel, str) else "+".join(channel) or "off"
    return Race(*sides, named, measure, tuple(cells), tuple((d[0], d[1], d[2]) for d in days), outcome.not_modelled)


def race_rows(race: Race) -> list[dict[str, Any]]:
    """The race chart as rows to print, one a rule and horizon.

    Args:
        race: from `race_chart`.

    Returns:
        Rows of text, shares as per cent with their intervals.

    Raises:
        Nothing of its own.

    Assumes:
        As `race_chart`.

    References:
        As `race_chart`.

    Example:
        >>> import multifront.contingency as contingency
        >>> outcome = contingency.simulate(contingency.load("small"), draws=1)
        >>> race = race_chart(outcome, ("china", "taiwan"), horizons=(180.0,))
        >>> race_rows(race)[0]["taiwan first"]
        '100.0% (20.7 to 100.0)'
    """
    return [
        {
            "rule on Russian-flag ships": cell.rule,
            "days of war": f"{cell.horizon:g}",
            f"{race.challenger} first": cell.challenger_first.text,
            f"{race.defender} first": cell.defender_first.text,
            "both at once": cell.both.text,
            "neither": cell.neither.text,
        }
        for cell in race.cells
    ]


def race_grid(race: Race) -> dict[str, tuple[Any, ...]]:
    """The race chart as columns for a chart of kind `grid`: rules down, horizons across, who runs out first within.

    The tone is the share of draws in which anyone has run out.

    Args:
        race: from `race_chart`.

    Returns:
        Columns row, column, word and tone.

    Raises:
        Nothing of its own.

    Assumes:
        A word stands for the most frequent end only where its interval is clear of the next; `even` otherwise.

    References:
        As `race_chart`.

    Example:
        >>> import multifront.contingency as contingency
        >>> outcome = contingency.simulate(contingency.load("small"), draws=100)
        >>> race_grid(race_chart(outcome, ("china", "taiwan"), horizons=(30.0, 180.0)))["word"][:2]
        ('neither', 'taiwan')
    """
    names = {"challenger": race.challenger, "defender": race.defender}
    return {
        "row": tuple(cell.rule for cell in race.cells),
        "column": tuple(f"{cell.horizon:g} d" for cell in race.cells),
        "word": tuple(names.get(cell.word, cell.word) for cell in race.cells),
        "tone": tuple(1.0 - cell.neither.share for cell in race.cells),
    }


def race_lines(
    outcome: DaysByRule,
    sides: tuple[str, str],
    *,
    channel: str | Legs = "on",
    measure: str = "endurance",
    until: float = 365.0,
    step: float = 5.0,
) -> dict[str, tuple[Any, ...]]:
    """Share of draws in which each side has run out first by each day, as columns for a chart of kind `lines`.

    Args:
        outcome: from `simulate`, or a whole run by way of `days_by_rule`.
        sides: challenger and defender.
        channel: on, off or open legs.
        measure: endurance or stock_out.
        until: last day shown.
        step: days between points.

    Returns:
        Columns x (days), y, low, high (per cent of draws) and series, such as `china first, leave`. A side whose line
        is the same under all rules to the last draw has one line, named so.

    Raises:
        UsageError: as `race_chart`, or a step that is not above 0.

    Assumes:
        As `race_chart`.

    References:
        As `race_chart`.

    Example:
        >>> import multifront.contingency as contingency
        >>> outcome = contingency.simulate(contingency.load("small"), draws=1)
        >>> sorted(race_lines(outcome, ("china", "taiwan"), step=100.0))
        ['high', 'low', 'series', 'x', 'y']
    """
    if not step > 0.0:
        raise UsageError(f"step must be above 0 days; found {step}")
    days = tuple(float(day) for day in np.arange(0.0, until + step / 2.0, step))
    cells = race_chart(outcome, sides, channel=channel, measure=measure, horizons=days).cells
    columns: dict[str, list[Any]] = {name: [] for name in ("x", "y", "low", "high", "series")}
    for side, name in zip(("challenger_first", "defender_first"), sides, strict=True):
        by_rule = {rule: [getattr(cell, side) for cell in cells if cell.rule == rule] for rule in RULES}
        alike = all(line == by_rule[RULES[0]] for line in by_rule.values())
        for rule, line in by_rule.items():
            if alike and rule != RULES[0]:
                continue
            columns["x"] += days
            columns["y"] += [100.0 * point.share for point in line]
            columns["low"] += [100.0 * point.low for point in line]
            columns["high"] += [100.0 * point.high for point in line]
            columns["series"] += [f"{name} first, {'any rule' if alike else rule}"] * len(days)
    return {name: tuple(values) for name, values in columns.items()}


def race_shares(race: Race) -> dict[str, tuple[Any, ...]]:
    """The race chart as columns for a chart of kind `shares`: a block a rule, a bar a horizon, four ways to end.

    Args:
        race: from `race_chart`.

    Returns:
        Columns block, row, part, share (per cent of draws) and note, which holds both sides' shares with intervals.

    Raises:
        Nothing of its own.

    Assumes:
        As `race_chart`.

    References:
        As `race_chart`.

    Example:
        >>> import multifront.contingency as contingency
        >>> outcome = contingency.simulate(contingency.load("small"), draws=100)
        >>> race_shares(race_chart(outcome, ("china", "taiwan"), horizons=(180.0,)))["share"][:4]
        (0.0, 100.0, 0.0, 0.0)
    """
    names = (f"{race.challenger} first", f"{race.defender} first", "both at once", "neither")
    rows = []
    for cell in race.cells:
        parts = (cell.challenger_first, cell.defender_first, cell.both, cell.neither)
        note = f"{race.challenger} {_percent(parts[0])}, {race.defender} {_percent(parts[1])}"
        rows += [
            (cell.rule, f"{cell.horizon:g} days", name, 100.0 * part.share, note)
            for name, part in zip(names, parts, strict=True)
        ]
    return dict(zip(("block", "row", "part", "share", "note"), zip(*rows, strict=True), strict=True))


def _percent(part: ShareOfDraws) -> str:
    """As `57 % (55 to 59)`; below one per cent with a digit more."""
    places = 0 if part.high >= 0.01 else 1
    return f"{100 * part.share:.{places}f} % ({100 * part.low:.{places}f} to {100 * part.high:.{places}f})"


def race_ranges(
    outcome: DaysByRule, sides: tuple[str, str], *, measure: str = "endurance"
) -> dict[str, tuple[Any, ...]]:
    """Days of both sides with and without the partner, by rule, as columns for a chart of kind `ranges`.

    A side whose days are the same under all rules in every draw has one line; so has one without the partner.

    Args:
        outcome: from `simulate`, or a whole run by way of `days_by_rule`.
        sides: challenger and defender.
        measure: endurance or stock_out.

    Returns:
        Columns label, low, mid, high (5, 50 and 95 % of draws; missing where beyond the last day), group, censored.

    Raises:
        UsageError: as `race_chart`.

    Assumes:
        As `endurance_quantiles`.

    References:
        As `endurance_quantiles`.

    Example:
        >>> import multifront.contingency as contingency
        >>> outcome = contingency.simulate(contingency.load("small"), draws=1)
        >>> race_ranges(outcome, ("china", "taiwan"))["label"][:2]
        ('china without the partner', 'china with it, leave')
    """
    columns: dict[str, list[Any]] = {name: [] for name in ("label", "low", "mid", "high", "group", "censored")}
    for side in sides:
        off = outcome.run(side, RULES[0], "off").days(measure)[0]
        on = {rule: outcome.run(side, rule, "on").days(measure)[0] for rule in RULES}
        idle = all(np.array_equal(off, days) for days in on.values())
        alike = all(np.array_equal(on[RULES[0]], days) for days in on.values())
        cases = [(f"{side}, help has no effect" if idle else f"{side} without the partner", RULES[0], "off")]
        if not idle and alike:
            cases.append((f"{side} with it, any rule", RULES[0], "on"))
        elif not idle:
            cases += [(f"{side} with it, {rule}", rule, "on") for rule in RULES]
        for label, rule, channel in cases:
            spread = endurance_quantiles(outcome, side, rule, channel, measure=measure)
            low, mid, high = (None if end.censored else end.days for end in spread.quantiles)
            columns["label"].append(label)
            columns["low"].append(outcome.last_day if low is None else low)
            columns["mid"].append(mid)
            columns["high"].append(high)
            columns["group"].append(side)
            columns["censored"].append(high is None)
    return {name: tuple(values) for name, values in columns.items()}
