"""The kind `forecast` on made streams: an indicator that warns, one that tells nothing, too little to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from tests.unit.claims.made_claims import claim, judged
from tests.unit.claims.made_evidence import MadeEvidence, MadeStream

from multifront.claims.kinds.forecast import skill_interval, verdict_on_forecast
from multifront.domain import Verdict
from multifront.timing import ForecastOptions, ScoreComparison, forecast_counts

START, MONTHS = date(2008, 1, 1), 192
RNG = np.random.default_rng(4)
SIGNS = RNG.poisson(0.6, MONTHS)
ACTS = RNG.poisson(0.3 * np.concatenate([[1.0], (1.0 + SIGNS[:-1]) ** 2.5]))
NOISE = RNG.poisson(0.6, MONTHS)


def monthly(name: str, counts: np.ndarray, **more) -> MadeStream:
    """So many acts a month, each on its own day from the third on."""
    starts = [date(START.year + i // 12, i % 12 + 1, 1) for i in range(counts.size)]
    days = tuple(
        first + timedelta(days=2 + int(i) % 26) for first, n in zip(starts, counts, strict=True) for i in range(n)
    )
    end = date(START.year + counts.size // 12 - 1, 12, 31)
    return MadeStream(name, days, START, end, **more)


def verdict_on(stream: MadeStream, indicator: MadeStream, as_of: date | None = None, **more) -> Verdict:
    asked = {
        "stream": stream.name,
        "indicator": indicator.name,
        "smallest_effect_of_interest": 0.05,
        "draws": 19,
        **more,
    }
    made = (stream, indicator) if stream.name != indicator.name else (stream,)
    return judged(MadeEvidence(made, as_of=as_of), claim("forecast", asked))[0]


def test_an_indicator_that_warns_is_supported() -> None:
    verdict = verdict_on(monthly("acts", ACTS), monthly("signs", SIGNS))
    assert verdict.verdict == "supported"
    assert verdict.q_value <= 0.05
    traces = verdict.traces
    assert 5 <= traces["c1.skill_low"].value < traces["c1.skill"].value < traces["c1.skill_high"].value
    assert traces["c1.model_score"].value < traces["c1.score_own_history"].value
    assert traces["c1.p_value"].value == verdict.p_value
    assert traces["c1.events"].value <= ACTS.sum()


def test_a_gain_that_is_surely_above_nothing_but_not_above_the_skill_of_interest_is_partly_supported() -> None:
    verdict = verdict_on(monthly("acts", ACTS), monthly("signs", SIGNS), smallest_effect_of_interest=0.9)
    assert verdict.verdict == "partly supported"


def test_an_indicator_that_tells_nothing_is_not_supported() -> None:
    verdict = verdict_on(monthly("acts", ACTS), monthly("noise", NOISE))
    assert verdict.verdict == "not supported"
    assert verdict.q_value > 0.05
    assert verdict.traces["c1.skill_high"].value < 5


def test_too_little_cannot_be_tested() -> None:
    verdict = verdict_on(monthly("acts", ACTS[:36]), monthly("signs", SIGNS[:36]))
    assert (verdict.verdict, verdict.p_value) == ("cannot be tested", None)
    assert "too few" in verdict.headline.text


def test_what_was_not_public_yet_is_not_used() -> None:
    verdict = verdict_on(monthly("acts", ACTS), monthly("signs", SIGNS), as_of=date(2010, 6, 30))
    assert (verdict.verdict, verdict.p_value) == ("cannot be tested", None)


@pytest.mark.parametrize("refused", ["acts", "signs"])
def test_a_refused_frame_cannot_be_tested_and_says_why(refused: str) -> None:
    made = [
        monthly(name, counts, refusal="it grew with attention" if name == refused else "")
        for name, counts in (("acts", ACTS), ("signs", SIGNS))
    ]
    verdict = verdict_on(*made)
    assert (verdict.verdict, verdict.p_value) == ("cannot be tested", None)
    assert "it grew with attention" in verdict.headline.text


def test_a_stream_is_not_its_own_indicator() -> None:
    acts = monthly("acts", ACTS)
    assert "its own indicator" in verdict_on(acts, acts).headline.text


def test_the_rule_by_hand() -> None:
    days = np.datetime64("2016-01-10") + 31 * np.arange(96)
    plain = forecast_counts(
        days, indicator=days + 7, span=("2016-01-01", "2023-12-31"), options=ForecastOptions(draws=19)
    )
    first = ScoreComparison("crps", "own history", 0.4, 0.5, 0.1, (0.05, 0.15), 0.2, 0.01, 0.01, 0.01)
    base = replace(plain, comparisons=(first,), too_few="", p_value=0.01, alpha=0.05, interval=(0.05, 0.15))
    assert skill_interval(base) == (0.1, 0.3)
    cases = {
        (0.05, 0.15, 0.04): "supported",
        (0.01, 0.15, 0.04): "partly supported",
        (0.01, 0.15, 0.2): "cannot be tested",
        (-0.2, 0.02, 0.2): "not supported",
        (-0.2, 0.02, 0.01): "not supported",
    }
    for (low, high, q), verdict in cases.items():
        assert verdict_on_forecast(replace(base, interval=(low, high)), 0.1, q) == verdict
    matched = replace(base, comparisons=(first, replace(first, against="base rate", gain=-0.01)))
    assert verdict_on_forecast(matched, 0.1, 0.04) == "partly supported"
    assert verdict_on_forecast(replace(base, too_few="empty"), 0.1, 0.01) == "cannot be tested"
