from __future__ import annotations

from pathlib import Path

import pytest

from multifront.claims.rules import (
    FALSE_ALARMS_TOLERATED,
    POWER_WANTED,
    SIGNIFICANCE,
    EffectEvidence,
    confidence_after,
    verdict_on_effect,
    verdict_on_model_effect,
    word_on_help,
)
from multifront.claims.standings import ENOUGH


@pytest.mark.parametrize(
    ("effect", "low", "high", "q", "verdict"),
    [
        (2.0, 1.3, 3.0, 0.01, "supported"),
        (1.2, 1.1, 1.3, 0.01, "partly supported"),
        (0.5, 0.3, 0.8, 0.01, "contradicted"),
        (1.0, 0.8, 1.3, 0.90, "not supported"),
        (2.0, 0.5, 8.0, 0.40, "cannot be tested"),
        (2.0, 1.1, 3.6, 0.06, "cannot be tested"),
        (0.5, 0.3, 0.8, 0.06, "not supported"),
    ],
)
def test_verdict_on_effect(effect: float, low: float, high: float, q: float, verdict: str) -> None:
    evidence = EffectEvidence(effect, low, high, no_effect=1.0, smallest_of_interest=1.5, q_value=q)
    assert verdict_on_effect(evidence) == verdict


def test_a_large_p_alone_is_never_not_supported() -> None:
    wide = EffectEvidence(1.0, 0.1, 10.0, no_effect=1.0, smallest_of_interest=1.5, q_value=1.0)
    assert verdict_on_effect(wide) == "cannot be tested"


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (2.0, 3.0, "supported"), (1.9, 3.0, "cannot be tested"), (0.1, 1.9, "not supported"),
        (-1.9, -0.1, "not supported"), (-3.0, -1.9, "not supported"), (-3.0, -2.0, "contradicted"),
        (float("nan"), float("nan"), "cannot be tested"),
    ],
)  # fmt: skip
def test_a_difference_of_a_model_is_held_against_what_matters_and_never_against_zero(
    low: float, high: float, verdict: str
) -> None:
    assert verdict_on_model_effect(low, high, 2.0) == verdict


@pytest.mark.parametrize(
    ("bites", "helped", "word"),
    [
        (0.5, (0.8, 0.9), "yes"), (0.4, (0.8, 0.9), "where it bites"), (0.5, (0.1, 0.7), "no"),
        (0.4, (0.1, 0.7), "open"), (0.0, (0.0, 1.0), "open"), (1.0, (0.7, 0.9), "open"),
    ],
)  # fmt: skip
def test_help_is_denied_only_where_the_side_often_runs_out(bites: float, helped: tuple, word: str) -> None:
    assert word_on_help(bites, helped, 0.8) == word


def test_confidence_takes_one_step_a_weakness_and_stops_at_low() -> None:
    assert [confidence_after(n) for n in range(5)] == ["high", "moderate", "low", "low", "low"]


@pytest.mark.parametrize("q", [0.05, 0.050001])
def test_the_threshold_on_q_is_one_in_twenty_and_counts_itself(q: float) -> None:
    evidence = EffectEvidence(2.0, 1.3, 3.0, no_effect=1.0, smallest_of_interest=1.5, q_value=q)
    assert verdict_on_effect(evidence) == ("supported" if q <= SIGNIFICANCE else "cannot be tested")


def test_not_supported_needs_an_interval_that_excludes_the_smallest_effect_of_interest() -> None:
    for high, verdict in ((1.4999, "not supported"), (1.5, "cannot be tested"), (9.0, "cannot be tested")):
        evidence = EffectEvidence(1.0, 0.8, high, no_effect=1.0, smallest_of_interest=1.5, q_value=0.9)
        assert verdict_on_effect(evidence) == verdict


def test_a_larger_smallest_effect_of_interest_never_makes_a_verdict_stronger() -> None:
    order = ["supported", "partly supported"]
    for effect, low, high in ((2.0, 1.3, 3.0), (1.2, 1.05, 1.4), (5.0, 1.01, 9.0)):
        found = [
            verdict_on_effect(EffectEvidence(effect, low, high, 1.0, smallest, 0.01))
            for smallest in (1.1, 1.5, 2.5, 6.0)
        ]
        assert [order.index(word) for word in found] == sorted(order.index(word) for word in found)


def test_the_thresholds_in_the_docs_are_those_of_the_code() -> None:
    text = (Path(__file__).parents[3] / "docs" / "claims.md").read_text(encoding="utf-8")
    assert f"| q of the claim's test | {SIGNIFICANCE:g} |" in text
    assert f"| {POWER_WANTED:.0%} at the smallest effect".replace("%", " %") in text
    assert f"| above {100 * FALSE_ALARMS_TOLERATED:g} % |" in text
    assert ENOUGH == 2
