"""The kind `decision` on a scenario of a few boats: bases that a host lets be used, and forces that stay out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.unit.claims.made_claims import assessment, claim, judged, words
from tests.unit.claims.made_evidence import MadeEvidence, figures
from tests.unit.claims.made_scenarios import forces, scenario_file

from multifront.claims.kinds.decision import verdict_on_settings
from multifront.claims.language import read_text
from multifront.domain import Verdict
from multifront.errors import FileProblems, UsageError

FULL = {"name": "full", "title": "full use", "consent": "full"}
NONE = {"name": "none", "title": "no use", "consent": "none"}
OUT = {"name": "out", "title": "Japan stays out", "consent": "full", "without": ["JPN"]}
ASKED = {
    "who": "Japan", "front": "taiwan_strait", "horizon_days": 30, "settings": [FULL, NONE],
    "smallest_effect_of_interest": 0.1, "share_of_draws": 0.8,
}  # fmt: skip


def verdict_on(scenario: str, evidence: MadeEvidence | None = None, **more) -> Verdict:
    return judged(evidence or MadeEvidence(), claim("decision", {**ASKED, "scenario": scenario, **more}))[0]


def test_bases_without_which_nothing_operates(tmp_path: Path) -> None:
    """With bases three boats arrive on day 10 and 30 unit-days are short; without them 90."""
    verdict = verdict_on(scenario_file(tmp_path, forces(0.0, 4.0, host=3.0)))
    assert [verdict.traces[f"c1.{name}_mean"].value for name in ("full", "none")] == pytest.approx([30.0, 90.0])
    assert (verdict.verdict, verdict.confidence, verdict.assumed) == ("supported", "low", True)


def test_a_decision_that_changes_nothing(tmp_path: Path) -> None:
    """Nothing operates from the host's bases, and either owner has boats enough."""
    verdict = verdict_on(scenario_file(tmp_path, forces(0.0, 40.0)), settings=[FULL, NONE, OUT])
    assert verdict.verdict == "not supported"
    assert verdict.traces["c1.none_rise_mean"].value == 0.0
    assert "no sure difference" in verdict.headline.text


def test_a_claim_that_foretells_the_decision_cannot_be_tested(tmp_path: Path) -> None:
    path = scenario_file(tmp_path, forces(0.0, 4.0, host=3.0))
    verdict = verdict_on(path, foretells="Nobody knows what Japan would decide")
    assert (verdict.verdict, verdict.confidence) == ("cannot be tested", "high")
    assert verdict.headline.text == (
        "Nobody knows what Japan would decide; no use would leave 90 unit-days missing in the Taiwan Strait where full "
        "use leaves 30."
    )


def test_the_verdict_by_settings() -> None:
    sure, never, unsure = (0.9, 0.85, 0.95), (0.1, 0.05, 0.2), (0.8, 0.7, 0.9)
    assert verdict_on_settings([never, sure], 0.8) == "supported"
    assert verdict_on_settings([sure, unsure], 0.8) == "partly supported"
    assert verdict_on_settings([never, never], 0.8) == "not supported"
    assert verdict_on_settings([never, unsure], 0.8) == "cannot be tested"


def test_answers_stand_apart_and_are_called_answers(tmp_path: Path) -> None:
    evidence = MadeEvidence(observed=tuple(figures("scrambles", {2021: 5.0, 2022: 7.0})))
    asked = [{"title": "Scrambles", "indicator": "scrambles", "actor": "AAA", "partner": "BBB"}]
    verdict = verdict_on(scenario_file(tmp_path, forces(0.0, 4.0, host=3.0)), evidence, responses=asked)
    shown = next(picture for picture in verdict.pictures if picture.id == "c1-picture_answers")
    assert shown.columns["count"] == (5.0, 7.0)
    assert not shown.assumed
    assert "an answer and not as pressure" in words(verdict)


def test_figures_not_public_yet_cannot_be_tested() -> None:
    verdict = verdict_on("taiwan-war", MadeEvidence(as_of=date(2020, 1, 1)))
    assert (verdict.verdict, verdict.confidence) == ("cannot be tested", "high")


def test_what_does_not_exist_is_named(tmp_path: Path) -> None:
    path = scenario_file(tmp_path, forces())
    with pytest.raises(UsageError, match="has no forces"):
        verdict_on("small")
    with pytest.raises(UsageError, match="closest: JPN"):
        verdict_on(path, settings=[FULL, {**OUT, "without": ["JPM"]}])
    with pytest.raises(UsageError, match="closest: taiwan_strait"):
        verdict_on(path, front="taiwan_strat")


def test_bad_parameters_are_named_with_their_lines() -> None:
    bad = claim("decision", {**ASKED, "scenario": "small", "settings": [{**FULL, "consent": "maybe"}, FULL]})
    with pytest.raises(FileProblems) as caught:
        read_text(assessment(bad), "made.yaml")
    assert "consent" in str(caught.value)
    twice = claim("decision", {**ASKED, "scenario": "small", "settings": [FULL, FULL]})
    with pytest.raises(FileProblems, match="different names"):
        read_text(assessment(twice), "made.yaml")
