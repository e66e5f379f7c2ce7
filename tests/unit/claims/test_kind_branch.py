"""The kind `branch` on arms that a partner would send in some branches of its own war and not in others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.unit.claims.made_claims import assessment, claim, judged, words
from tests.unit.claims.made_evidence import MadeEvidence
from tests.unit.claims.made_scenarios import arms, forces, scenario_file

from multifront.claims.language import read_text
from multifront.domain import Verdict
from multifront.errors import FileProblems, UsageError

WILLING = {"ascendant": 0.0, "frozen": 1.0, "weakened": 0.0}
MORE = {"outcome": "challenger_days", "more_in": "frozen", "than_in": "weakened", "smallest_effect_of_interest": 2}


def verdict_on(folder: Path, evidence: MadeEvidence | None = None, **more) -> Verdict:
    """1,000 rounds at 100 a day: ten days alone, thirteen with the 20 a day that a frozen war frees."""
    path = scenario_file(folder, arms(1000, 100, 20, WILLING), forces())
    asked = {"scenario": path, "horizon_days": 60, "outcomes": ["challenger_days"], **more}
    return judged(evidence or MadeEvidence(), claim("branch", asked))[0]


def test_an_asserted_difference_that_holds(tmp_path: Path) -> None:
    verdict = verdict_on(tmp_path, asserts=MORE)
    assert (verdict.verdict, verdict.confidence, verdict.assumed) == ("supported", "low", True)
    days = [verdict.traces[f"c1.challenger_days_{branch}"].value for branch in WILLING]
    assert days == pytest.approx([10.0, 13.0, 10.0])
    assert verdict.traces["c1.more"].value == pytest.approx(3.0)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"smallest_effect_of_interest": 5}, "not supported"),
        ({"more_in": "weakened", "than_in": "frozen", "smallest_effect_of_interest": 5}, "not supported"),
        ({"more_in": "weakened", "than_in": "frozen"}, "contradicted"),
        ({"more_in": "ascendant"}, "not supported"),
        ({"outcome": "fronts"}, "cannot be tested"),
    ],
)
def test_an_asserted_difference_that_does_not(tmp_path: Path, changed: dict, expected: str) -> None:
    assert verdict_on(tmp_path, asserts={**MORE, **changed}).verdict == expected


def test_a_forecast_cannot_be_tested_and_stays_out_of_the_bottom_line(tmp_path: Path) -> None:
    told = verdict_on(
        tmp_path, forecast="Nothing tests what others would do", outcomes=["challenger_days", "shortfall"]
    )
    assert (told.verdict, told.confidence, told.headlined) == ("cannot be tested", "high", False)
    assert told.headline.text.startswith("Nothing tests what others would do; in the model the days that China lasts")
    assert "lasts, of the first 60, number on average 10.0 if ascendant" in told.headline.text
    lines = [line.label for line in told.test_lines]
    assert "frozen: days that China lasts within 60 days, mean" in lines
    assert any(label.startswith("frozen less ascendant") for label in lines)
    assert "No path from the branch of the war to the unit-days" in words(told)


def test_the_declared_contrast_is_shown_and_not_the_largest_difference(tmp_path: Path) -> None:
    named = {"outcomes": ["challenger_days"], "contrast": ["ascendant", "weakened"]}
    told = verdict_on(tmp_path, forecast="Nothing tests what others would do", **named)
    assert told.traces["c1.challenger_days_between"].value == 0.0
    assert told.test_lines[-1].label == "ascendant less weakened: days that China lasts"


def test_figures_not_public_yet_cannot_be_tested() -> None:
    asked = {"scenario": "taiwan-war", "horizon_days": 60, "outcomes": ["challenger_days"], "asserts": MORE}
    verdict = judged(MadeEvidence(as_of=date(2020, 1, 1)), claim("branch", asked))[0]
    assert (verdict.verdict, verdict.confidence) == ("cannot be tested", "high")


def test_a_scenario_without_branches_is_named() -> None:
    asked = {"scenario": "small", "horizon_days": 60, "outcomes": ["challenger_days"], "asserts": MORE}
    with pytest.raises(UsageError, match="small has no branches"):
        judged(MadeEvidence(), claim("branch", asked))


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({}, "either `forecast` or `asserts`"),
        ({"asserts": {**MORE, "more_in": "thawed"}}, "unknown branch 'thawed'"),
        ({"forecast": "Nobody knows", "titles": {"thawed": "it thaws"}}, "unknown branches"),
        ({"asserts": MORE, "outcomes": ["losses"]}, "outcomes"),
        ({"asserts": MORE, "contrast": ["frozen", "thawed"]}, "contrast of unknown branches"),
        ({"asserts": MORE, "contrast": ["frozen", "frozen"]}, "same branch twice"),
    ],
)
def test_bad_parameters_are_named_with_their_lines(more: dict, found: str) -> None:
    asked = {"scenario": "small", "horizon_days": 60, "outcomes": ["challenger_days"], **more}
    with pytest.raises(FileProblems, match=found) as caught:
        read_text(assessment(claim("branch", asked)), "made.yaml")
    assert "line" in str(caught.value)
