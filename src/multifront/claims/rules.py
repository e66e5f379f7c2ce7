"""The written rules from numbers to verdicts and from weaknesses to confidence. No claim-specific text here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from multifront.domain import CONFIDENCE

SIGNIFICANCE = 0.05
"""A claim needs q (Benjamini-Hochberg over the assessment) at or below this."""

POWER_WANTED = 0.8
"""The power at which the smallest detectable effect is stated."""

FALSE_ALARMS_TOLERATED = 0.075
"""A test whose own false-positive rate on such data is above this lowers confidence."""


@dataclass(frozen=True, slots=True)
class EffectEvidence:
    """An effect in the direction that the claim asserts, so that larger means more in favour of the claim.

    `no_effect` is the value without an effect (1 for a ratio, 0 for a difference). `smallest_of_interest` was stated
    before looking. `low` and `high` bound the 95 % interval.
    """

    effect: float
    low: float
    high: float
    no_effect: float
    smallest_of_interest: float
    q_value: float


def verdict_on_effect(evidence: EffectEvidence) -> str:
    """The verdict that an effect with its interval and q earns.

    Supported: q at or below 0.05, the interval lies on the claim's side, and the effect reaches the smallest effect of
    interest.
    Partly supported: the same, but the effect is smaller than that.
    Contradicted: q at or below 0.05 and the interval lies on the other side.
    Not supported: the interval excludes the smallest effect of interest (equivalence), so the test could have seen it.
    Cannot be tested: anything else; the data are too few to tell.
    """
    significant = evidence.q_value <= SIGNIFICANCE
    if significant and evidence.low > evidence.no_effect:
        return "supported" if evidence.effect >= evidence.smallest_of_interest else "partly supported"
    if significant and evidence.high < evidence.no_effect:
        return "contradicted"
    if evidence.high < evidence.smallest_of_interest:
        return "not supported"
    return "cannot be tested"


def verdict_on_model_effect(low: float, high: float, smallest_of_interest: float) -> str:
    """The verdict that the difference between two runs of a model earns, by the sampling interval of its mean.

    No p: with draws enough any difference of a model is unlike zero, so that zero is no hypothesis to test. What counts
    is the smallest effect of interest S, in the direction that the claim asserts.
    Supported: the whole interval reaches S. Contradicted: the whole interval reaches S the other way.
    Not supported: the whole interval stays short of S. Cannot be tested: S lies inside, or the interval is not known.
    """
    if low >= smallest_of_interest:
        return "supported"
    if high <= -smallest_of_interest:
        return "contradicted"
    return "not supported" if high < smallest_of_interest else "cannot be tested"


def confidence_after(lowered_by: int, *, start: str = "high") -> str:
    """The confidence that is left after each weakness has taken one step from `start`; never under `low`."""
    return CONFIDENCE[max(0, CONFIDENCE.index(start) - lowered_by)]


OFTEN = 0.5
"""A blow that lands in fewer sampled worlds than this seldom bites."""


def word_on_help(bites: float, helped: tuple[float, float], wanted: float) -> str:
    """What the runs under one rule on ships say of help: `yes`, `where it bites`, `open` or `no`.

    A side that seldom runs out within the runs shows little of what help would add later: that is `open`, never `no`.

    Args:
        bites: share of sampled worlds in which the side runs out without help.
        helped: of those, the least and the most that gain enough to matter.
        wanted: share of them that must gain it.
    """
    if helped[0] >= wanted:
        return "yes" if bites >= OFTEN else "where it bites"
    return "no" if helped[1] < wanted and bites >= OFTEN else "open"


def verdict_on_help(says: Sequence[str]) -> str:
    """The verdict that all rules on ships earn together: supported only where every one says yes."""
    if all(word == "yes" for word in says):
        return "supported"
    if any(word in ("yes", "where it bites") for word in says):
        return "partly supported"
    return "not supported" if all(word == "no" for word in says) else "cannot be tested"
