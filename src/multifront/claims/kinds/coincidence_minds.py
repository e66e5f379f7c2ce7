"""What would change the verdict on a coincidence: simulated years to come, judged by the kind's own rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from multifront import timing
from multifront.claims.kind import Finding
from multifront.claims.ledger import Basis, phrase
from multifront.domain import Flip, Phrase, Stream
from multifront.timing.next_year import gone_on

if TYPE_CHECKING:
    from multifront.claims.kinds.coincidence import CoincidenceParameters

COPIES, WANTED = 5, 4
"""Simulated copies of what may come, and how many must lead to the same other verdict: four in five."""

YEARS = (1, 3)
"""Further years that are tried; the fewest that lead to a verdict are named."""

DRAWS = 99
"""Synthetic pairs for the calibration of each copy."""

Judge = Callable[[timing.CoincidenceResult, float], str]


@dataclass(frozen=True, slots=True)
class Streams:
    """The two streams as they were tested."""

    follower: Stream
    leader: Stream


def flips_of_years_to_come(
    finding: Finding, streams: Streams, judged: tuple[timing.CoincidenceResult, CoincidenceParameters, Judge],
    verdict: str,
) -> tuple[Flip, ...]:  # fmt: skip
    """Worlds to come in which most simulated copies lead to one other verdict, with the fewest years that suffice.

    Each world repeats the last year of both streams, turned round, with a share of the follower's acts timed: none, the
    smallest share of interest, all. p of each copy is multiplied by today's q / p, at most 1.

    Args:
        finding: with p and q, whose ledger takes the numbers.
        streams: as tested.
        judged: the test of today, the parameters, and the rule from a test and its q to a verdict.
        verdict: the verdict of today.
    """
    test, parameters, judge = judged
    raised = max(1.0, finding.q_value / finding.p_value) if finding.p_value and finding.q_value is not None else 1.0
    flips: list[Flip] = []
    for share in (0.0, parameters.smallest_effect_of_interest, 1.0):
        for years in YEARS:
            copies = _copies((streams, test, parameters), (share, years), raised, judge)
            led, count = _most(copies, verdict)
            if led:
                flips.append(Flip(_sentence(finding, streams, (share, years, count), test.seed), led))
                break
    return tuple(flips) or (_none(finding, streams, test.seed),)


def _copies(
    asked: tuple[Streams, timing.CoincidenceResult, CoincidenceParameters], world: tuple[float, int], raised: float,
    judge: Judge,
) -> list[str]:  # fmt: skip
    """The verdict of each copy; no more are made once too many differ for any verdict to reach what is wanted."""
    streams, test, parameters = asked
    share, years = world
    found: list[str] = []
    for copy in range(COPIES):
        rng = np.random.default_rng((test.seed, copy, years, round(1000 * share)))
        follower, leader, span = gone_on(
            streams.follower.days, streams.leader.days, span=test.span, window_days=parameters.primary_window_days,
            timed=share, years=years, rng=rng,
        )  # fmt: skip
        later = timing.coincidence_test(
            follower, leader, window_days=parameters.primary_window_days, span=span, draws=DRAWS, rng=test.seed
        )
        found.append(judge(later, min(1.0, later.p_value * raised)))
        if len(found) - Counter(found).most_common(1)[0][1] > COPIES - WANTED:
            break
    return found


def _most(copies: list[str], verdict: str) -> tuple[str, int]:
    """The other verdict that enough copies lead to, and how many; empty where none does."""
    led, count = Counter(copies).most_common(1)[0]
    return (led, count) if led != verdict and count >= WANTED else ("", 0)


def _basis(streams: Streams, seed: int) -> Basis:
    how = (
        f"timing.coincidence_test over {COPIES} copies in which both streams go on as in their last year "
        f"(timing.next_year.gone_on), draws={DRAWS}"
    )
    return Basis(
        how, (streams.follower.selection, streams.leader.selection), seed=seed,
        assumption="what comes has as many acts in like bursts as the last year; p times today's q / p",
    )  # fmt: skip


def _sentence(finding: Finding, streams: Streams, told: tuple[float, int, int], seed: int) -> Phrase:
    """One world in words."""
    share, years, count = told
    basis, enter = _basis(streams, seed), finding.ledger.figure
    key = f"flip_timed_{round(100 * share)}_{years}"
    figures = {
        "years": enter(f"{key}_years", years, basis, style="count"),
        "count": enter(f"{key}_copies", count, basis, style="count"),
        "copies": enter("flip_copies", COPIES, basis, style="count"),
    }
    if share:
        figures["share"] = enter(key, share, basis, style="percent")
        how = "of whose follower's acts {share} % come soon after one of the other side"
    else:
        how = "whose acts have nothing to do with each other"
    return phrase(
        f"{{years}} more year{'s' * (years > 1)} like the last one, {how}: {{count}} of {{copies}} simulated copies "
        "lead there.",
        **figures,
    )


def _none(finding: Finding, streams: Streams, seed: int) -> Flip:
    """That no world tried changes the verdict in most copies."""
    basis, enter = _basis(streams, seed), finding.ledger.figure
    return Flip(
        phrase(
            "No world that was tried changes it in {wanted} of {copies} simulated copies: up to {years} further years "
            "like the last one, with none, the smallest share of interest or all of the acts timed.",
            wanted=enter("flip_wanted", WANTED, basis, style="count"),
            copies=enter("flip_copies", COPIES, basis, style="count"),
            years=enter("flip_years", YEARS[-1], basis, style="count"),
        )
    )
