from __future__ import annotations

import pytest

from multifront.claims.rules import EffectEvidence, confidence_after, verdict_on_effect


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


def test_confidence_takes_one_step_a_weakness_and_stops_at_low() -> None:
    assert [confidence_after(n) for n in range(5)] == ["high", "moderate", "low", "low", "low"]
