"""What acts of one more year would make of a verdict on a trend: each number is tried by the kind's own test."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from multifront import timing
from multifront.claims.kind import Finding
from multifront.claims.ledger import Basis, phrase
from multifront.claims.minds import Minds
from multifront.domain import Flip, Phrase

if TYPE_CHECKING:
    from multifront.claims.kinds.trend import Outcome

DRAWS = 99
"""Draws for each number that is tried."""

TIMES = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Numbers that are tried: so many times the mean of the last three years, and at least as many acts."""

Judge = Callable[[timing.CountTrend, float], str]


def minds_of_next_year(finding: Finding, outcome: Outcome, judge: Judge, verdict: str) -> Minds:
    """Numbers of acts in the next whole year that lead to another verdict, and the rate so far to watch.

    The same test is run with one more year for each number; p is multiplied by today's q / p, at most 1.

    Args:
        finding: with p and q, whose ledger takes the numbers.
        outcome: the counts and the test of today.
        judge: the kind's rule from a trend and its q to a verdict.
        verdict: the verdict of today.
    """
    counts, seed = outcome.counts, outcome.trend.seed
    raised = finding.q_value / finding.p_value if finding.p_value and finding.q_value is not None else 1.0
    recent = float(counts[-3:].mean())
    tried = sorted({round(max(1.0, recent) * times) for times in TIMES})
    led: dict[int, str] = {}
    for number in tried:
        trend = timing.count_trend(np.append(counts, number), draws=DRAWS, rng=seed)
        led[number] = verdict if trend.too_few else judge(trend, min(1.0, trend.p_value * raised))
    enter = finding.ledger.figure
    basis = Basis(
        f"timing.count_trend(counts and one more year of each of {tried}, draws={DRAWS})",
        (outcome.selection,),
        seed=seed,
    )
    flips = []
    for to in dict.fromkeys(one for one in led.values() if one != verdict):
        numbers = [number for number in tried if led[number] == to]
        low, high = numbers[0], numbers[-1]
        key = to.replace(" ", "_")
        ends = {"low": enter(f"flip_{key}_low", low, basis, style="count")}
        said = "{low} acts in the next whole year."
        if high > low:
            ends["high"] = enter(f"flip_{key}_high", high, basis, style="count")
            said = "{low} to {high} acts in the next whole year."
        flips.append(Flip(phrase(f"{said[:-1]}, of the numbers that were tried.", **ends), to))
    return Minds(tuple(flips), (_watch(finding, outcome, recent),))


def _watch(finding: Finding, outcome: Outcome, recent: float) -> Phrase:
    """How many acts a year there were so far."""
    basis, enter = Basis("mean of the counts by whole year", (outcome.selection,)), finding.ledger.figure
    return phrase(
        f"{outcome.title}: {{every}} a year over all years, {{recent}} in the last three.",
        every=enter("watch_every", float(outcome.counts.mean()), basis, style="one"),
        recent=enter("watch_recent", recent, basis, style="one"),
    )
