"""The kind `swept_assumption` on arms that a partner sends: how much would an unpublished number matter?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.unit.claims.made_claims import assessment, claim, judged, words
from tests.unit.claims.made_evidence import MadeEvidence, behind
from tests.unit.claims.made_scenarios import arms, forces, scenario_file

from multifront import contingency
from multifront.claims.language import read_text
from multifront.domain import Verdict
from multifront.errors import FileProblems, UsageError

COMPATIBLE = "arms.china.artillery.partner.compatible"
ASKED = {
    "numbers": [COMPATIBLE], "values": [0, 0.5, 1], "title": "what fits", "unknown": "No public figure gives what fits",
    "outcome": "challenger_days", "horizon_days": 60, "smallest_effect_of_interest": 2,
}  # fmt: skip


def verdict_on(folder: Path, **more) -> Verdict:
    """1,000 rounds at 100 a day: ten days if nothing of the partner's 20 a day fits, thirteen if all does."""
    path = scenario_file(folder, arms(1000, 100, 20), forces())
    return judged(MadeEvidence(), claim("swept_assumption", {**ASKED, "scenario": path, **more}))[0]


def test_a_number_that_would_matter_cannot_be_tested(tmp_path: Path) -> None:
    verdict = verdict_on(tmp_path)
    assert (verdict.verdict, verdict.confidence, verdict.assumed) == ("cannot be tested", "high", True)
    assert [verdict.traces[f"c1.mean_{place}"].value for place in (0, 2)] == pytest.approx([10.0, 13.0])
    assert verdict.traces["c1.headline_reached"].value == 1.0
    curve = verdict.pictures[0]
    assert (curve.kind, curve.assumed, len(curve.columns["x"])) == ("lines", True, 3)


def test_a_number_that_could_never_matter_speaks_against_the_claim(tmp_path: Path) -> None:
    verdict = verdict_on(tmp_path, smallest_effect_of_interest=10)
    assert (verdict.verdict, verdict.confidence) == ("not supported", "low")


def test_the_largest_value_reads_in_the_words_of_the_claim(tmp_path: Path) -> None:
    verdict = verdict_on(tmp_path, smallest_effect_of_interest=10, largest="even if all of it fitted")
    assert "even if all of it fitted, China would last 3.0 days longer on average; 10 days would matter" in (
        verdict.headline.text
    )
    plain = verdict_on(tmp_path, smallest_effect_of_interest=10)
    assert "with what fits at 1, the largest tried, China would last" in plain.headline.text


def test_a_claim_that_goes_beyond_the_outcome_is_never_refuted_by_it(tmp_path: Path) -> None:
    verdict = verdict_on(tmp_path, smallest_effect_of_interest=10, beyond="Morale is not in the model")
    assert verdict.verdict == "cannot be tested"
    assert "even a flat curve does not speak against the claim" in words(verdict)


def test_an_outcome_without_a_path_cannot_be_tested(tmp_path: Path) -> None:
    verdict = verdict_on(tmp_path, outcome="fronts")
    assert verdict.verdict == "cannot be tested"
    assert "no path" in verdict.headline.text


def test_a_number_that_acts_through_losses_alone_is_shown_and_judges_nothing() -> None:
    asked = {
        **ASKED, "scenario": "taiwan-war", "numbers": ["effectiveness.delta"], "title": "the gain in losses",
        "outcome": "defender_days", "smallest_effect_of_interest": 1_000,
    }  # fmt: skip
    evidence = MadeEvidence(observed=behind(contingency.load("taiwan-war")))
    verdict = judged(evidence, claim("swept_assumption", asked), draws=100)[0]
    assert (verdict.verdict, verdict.confidence) == ("cannot be tested", "high")
    assert verdict.traces["c1.change_2"].value < 0
    assert "losses of force alone, which decide no verdict" in words(verdict)
    assert "losses of force counted" in verdict.headline.text


def test_figures_not_public_yet_cannot_be_tested() -> None:
    asked = {**ASKED, "scenario": "taiwan-war", "numbers": ["effectiveness.delta"]}
    verdict = judged(MadeEvidence(as_of=date(2020, 1, 1)), claim("swept_assumption", asked))[0]
    assert verdict.verdict == "cannot be tested"
    assert verdict.traces["c1.sources_missing"].value > 20


def test_an_unknown_number_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="compatible"):
        verdict_on(tmp_path, numbers=["arms.china.artillery.partner.compatibl"])


def test_bad_parameters_are_named_with_their_lines() -> None:
    bad = claim("swept_assumption", {**ASKED, "scenario": "small", "values": [1, 0, 2], "outcome": "morale"})
    with pytest.raises(FileProblems) as caught:
        read_text(assessment(bad), "made.yaml")
    for part in ("rise", "outcome", "line"):
        assert part in str(caught.value)
