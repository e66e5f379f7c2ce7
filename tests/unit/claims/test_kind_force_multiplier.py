"""The kind `force_multiplier` on scenarios whose days can be worked out by hand: all help against none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.unit.claims.made_claims import assessment, claim, judged, words
from tests.unit.claims.made_evidence import MadeEvidence
from tests.unit.claims.made_scenarios import arms, scenario_file, spread

from multifront import contingency
from multifront.claims.language import read_text
from multifront.domain import Verdict
from multifront.errors import FileProblems, UsageError

RULES = ("leave", "inspect", "stop")
ASKED = {"scenario": "small", "side": "china", "horizons": [30, 365], "smallest_effect_of_interest": 0.1}


def multiplier(**more) -> dict:
    return claim("force_multiplier", {**ASKED, "share_of_draws": 0.8, **more})


def verdict_on(evidence: MadeEvidence | None = None, **more) -> Verdict:
    return judged(evidence or MadeEvidence(), multiplier(**more))[0]


def values(verdict: Verdict, *names: str) -> list[float]:
    return [verdict.traces[f"c1.{name}"].value for name in names]


@pytest.mark.parametrize(
    ("smallest", "expected"), [(0.1, "supported"), (0.3, "partly supported"), (2.0, "not supported")]
)
def test_verdict_by_the_gain_that_matters(smallest: float, expected: str) -> None:
    """Without help 150 days; with it 300, 225 and 180 by rule."""
    verdict = verdict_on(smallest_effect_of_interest=smallest)
    assert verdict.verdict == expected
    assert (verdict.p_value, verdict.q_value) == (None, None)


def test_days_gained_by_horizon_and_the_ratio_by_hand() -> None:
    verdict = verdict_on()
    assert values(verdict, *(f"gain_{rule}_365" for rule in RULES)) == pytest.approx([150.0, 75.0, 30.0])
    assert values(verdict, *(f"gain_{rule}_30" for rule in RULES)) == [0.0, 0.0, 0.0]
    assert values(verdict, *(f"ratio_{rule}" for rule in RULES)) == pytest.approx([2.0, 1.5, 1.2])
    assert values(verdict, "ratio_equal_leave") == [0.0]
    assert values(verdict, "gain_leave_logistics") == pytest.approx([150.0])


def test_channels_without_a_path_are_named_and_never_zero() -> None:
    verdict = verdict_on()
    assert "No path to endurance: arms, intelligence and distraction" in words(verdict)
    bars = next(picture for picture in verdict.pictures if picture.id == "c1-picture_log_endurance")
    idle = [w for label, w in zip(bars.columns["label"], bars.columns["word"], strict=True) if label == "arms"]
    assert idle == ["no path"]
    (short,) = [line for line in verdict.test_lines if line.figure.trace_id.endswith("gain_leave_30")]
    assert (short.figure.shown, short.note.text) == ("0", "changes nothing in any world")
    assert all(v is None for v, w in zip(bars.columns["mid"], bars.columns["word"], strict=True) if w)


def test_help_with_what_does_not_bind_is_idle(tmp_path: Path) -> None:
    """1,000 rounds at 100 a day end on day 10, long before fuel; the partner sends none."""
    verdict = verdict_on(scenario=scenario_file(tmp_path, arms(1000, 100, 0)))
    assert (verdict.verdict, verdict.confidence) == ("not supported", "low")
    assert values(verdict, "bound_artillery", "gain_leave_365") == [100.0, 0.0]
    assert values(verdict, "supplies_most") == [100.0]
    assert "Read otherwise, by supplies alone" in words(verdict)


def test_arms_from_the_partner_count(tmp_path: Path) -> None:
    """With 20 a day more, fire stays above three tenths until day 13."""
    verdict = verdict_on(scenario=scenario_file(tmp_path, arms(1000, 100, 20)))
    assert verdict.verdict == "supported"
    assert values(verdict, "gain_leave_arms", "gain_leave_logistics") == pytest.approx([3.0, 0.0])


def test_a_side_that_does_not_run_out_shows_nothing_of_help() -> None:
    """Alone it lasts 150 days: a run of 140 says nothing against help that doubles them."""
    verdict = verdict_on(horizons=[30, 140])
    assert verdict.verdict == "cannot be tested"
    assert values(verdict, "helped_leave_low", "helped_leave_high") == [0.0, 100.0]
    assert "does not run out alone within 140 days in any sampled world" in verdict.headline.text
    assert values(verdict, "risk_leave", "bound_none") == [0.0, 100.0]
    assert "ratio" in words(verdict)


def test_what_censoring_hides_cannot_be_tested() -> None:
    """Runs end on day 160: help lasts longer than that, but a tenth more than 150 days is day 165."""
    verdict = verdict_on(horizons=[160])
    assert verdict.verdict == "cannot be tested"
    low, high = values(verdict, "helped_leave_low", "helped_leave_high")
    assert low < 5 < 95 < high
    assert "longer in at least 0 % of the sampled worlds in which it would run out alone" in verdict.headline.text
    assert "at least" not in verdict_on().headline.text


def test_the_tornado_shows_the_number_that_moves_the_gain_and_no_other(tmp_path: Path) -> None:
    """What the partner sends fits or does not, and moves the gain; when it decides to help, at once, does not."""
    block = arms(1000, 100, 20)
    block["arms"]["china"]["artillery"]["partner"]["compatible"] = spread(0, 1, "share")
    block["clocks"]["delivery"] = spread(0, 0.001, "days")
    verdict = verdict_on(scenario=scenario_file(tmp_path, block))
    drawn = next(picture for picture in verdict.pictures if picture.kind == "tornado")
    says = "share of the partner's arms of the class that fits the receiver's systems"
    assert drawn.columns["label"] == (f"China, artillery: {says}",)
    assert drawn.columns["at_low"][0] < drawn.columns["at_high"][0]
    assert not [picture for picture in verdict_on().pictures if picture.kind == "tornado"]


def test_what_drives_the_result_is_marked() -> None:
    verdict = verdict_on()
    assert verdict.assumed
    assert verdict.confidence == "low"
    assert all(picture.assumed for picture in verdict.pictures)
    assert len(verdict.assumptions) > 10


def test_figures_not_public_yet_cannot_be_tested() -> None:
    verdict = verdict_on(MadeEvidence(as_of=date(2020, 1, 1)), scenario="taiwan-war")
    assert (verdict.verdict, verdict.confidence, verdict.assumed) == ("cannot be tested", "high", False)
    assert verdict.traces["c1.sources_missing"].value > 20


@pytest.mark.parametrize(
    ("asked", "found"), [({"scenario": "smal"}, "closest: small"), ({"side": "chin"}, "closest: china")]
)
def test_what_does_not_exist_is_named(asked: dict, found: str) -> None:
    with pytest.raises(UsageError, match=found):
        verdict_on(**asked)


def test_bad_parameters_are_named_with_their_lines() -> None:
    bad = multiplier(horizons=[90, 30], share_of_draws=0.2, sides="china")
    with pytest.raises(FileProblems) as caught:
        read_text(assessment(bad), "made.yaml")
    told = str(caught.value)
    for part in ("rising", "horizons", "share_of_draws", "sides", "line"):
        assert part in told


def test_claims_of_one_assessment_share_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = []
    real = contingency.simulate_whole
    monkeypatch.setattr(contingency, "simulate_whole", lambda *a, **k: runs.append(1) or real(*a, **k))
    first, second = multiplier(), multiplier(smallest_effect_of_interest=2.0)
    verdicts = judged(MadeEvidence(), first, {**second, "id": "c2"})
    assert [verdict.verdict for verdict in verdicts] == ["supported", "not supported"]
    assert len(runs) == 1
