"""The kind `labour` on a scenario of a few boats: a rule of who serves which front against its rivals."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from tests.unit.claims.made_claims import assessment, claim, judged, words
from tests.unit.claims.made_evidence import MadeEvidence
from tests.unit.claims.made_scenarios import forces, scenario_file

from multifront.claims.kinds.labour import Result, verdict_on_rivals
from multifront.claims.language import read_text
from multifront.domain import Verdict
from multifront.errors import FileProblems, UsageError

BOTH = {"USA": ["taiwan_strait", "korea"], "JPN": ["taiwan_strait", "korea"]}
SPLIT = {"USA": ["taiwan_strait"], "JPN": ["korea"]}
ALONE = {"USA": ["taiwan_strait", "korea"], "JPN": []}
SAME = {"USA": ["taiwan_strait"], "JPN": ["taiwan_strait", "korea"]}
DUTIES = {"both": BOTH, "split": SPLIT, "alone": ALONE, "same": SAME}
ASKED = {
    "asked": "both", "title": "both everywhere", "horizon_days": 30,
    "smallest_effect_of_interest": 0.1, "share_of_draws": 0.8,
}  # fmt: skip


def rival(rule: str, **more) -> dict:
    return {"rule": rule, "title": f"the rule {rule}", **more}


def verdict_on(folder: Path, *rivals: dict, evidence: MadeEvidence | None = None, **more) -> Verdict:
    path = scenario_file(folder, forces(0.0, 4.0, duties=DUTIES))
    asked = {**ASKED, "scenario": path, "rivals": list(rivals), **more}
    return judged(evidence or MadeEvidence(), claim("labour", asked))[0]


def test_a_rule_that_every_rival_falls_short_of(tmp_path: Path) -> None:
    """Three boats serve the strait from day 10 on: 30 short in 30 days. The United States alone has two: 50."""
    verdict = verdict_on(tmp_path, rival("alone"), rival("split"))
    assert verdict.traces["c1.headline_asked"].value == pytest.approx(30.0)
    assert verdict.traces["c1.headline_rival_0"].value == pytest.approx(50.0)
    assert (verdict.verdict, verdict.confidence, verdict.assumed) == ("supported", "low", True)


def test_a_rule_with_a_rival_that_does_as_well(tmp_path: Path) -> None:
    assert verdict_on(tmp_path, rival("same")).verdict == "not supported"
    assert verdict_on(tmp_path, rival("same"), rival("alone")).verdict == "partly supported"


def test_a_rule_that_does_worse(tmp_path: Path) -> None:
    verdict = verdict_on(tmp_path, rival("both"), asked="alone", title="the US alone")
    assert verdict.verdict == "contradicted"
    assert verdict.traces["c1.the_rule_both_better"].value == 100.0


def test_a_bound_decides_nothing(tmp_path: Path) -> None:
    verdict = verdict_on(tmp_path, rival("alone"), rival("both", bound=True), asked="split", title="a split")
    assert verdict.verdict == "not supported"  # against the United States alone; sharing all would be better
    assert "(a bound)" in verdict.headline.text
    assert "a bound that no coalition reaches" in words(verdict)


def test_rivals_that_are_unsure() -> None:
    assert verdict_on_rivals(["open"]) == "cannot be tested"
    assert verdict_on_rivals(["open", "worse"]) == "partly supported"
    assert verdict_on_rivals(["better", "open"]) == "contradicted"


def test_a_rival_known_to_do_badly_lends_no_support_where_another_does_better() -> None:
    assert verdict_on_rivals(["better", "worse"]) == "contradicted"
    assert verdict_on_rivals(["ahead", "worse"]) == "cannot be tested"


@pytest.mark.parametrize(
    ("better", "ahead", "worse", "word"),
    [
        ((0.9, 0.85, 0.95), True, (0.0, 0.0, 0.1), "better"),
        ((0.5, 0.45, 0.55), True, (0.0, 0.0, 0.1), "ahead"),
        ((0.5, 0.45, 0.55), False, (0.0, 0.0, 0.1), "alike"),
        ((0.8, 0.75, 0.85), False, (0.0, 0.0, 0.1), "open"),
        ((0.0, 0.0, 0.1), False, (0.9, 0.85, 0.95), "worse"),
    ],
)
def test_the_word_of_a_rival(
    better: tuple[float, float, float], ahead: bool, worse: tuple[float, float, float], word: str
) -> None:
    spread = (0.0, 0.0, 0.0)
    assert Result("a rule", False, np.zeros(2), spread, spread, worse, better, ahead, {}).word(0.8) == word


def test_the_headline_names_the_fronts_that_differ(tmp_path: Path) -> None:
    told = verdict_on(tmp_path, rival("alone")).headline.text
    assert told.endswith("; beside the rule alone it lacks 30 against 50 in the Taiwan Strait."), told


def test_figures_not_public_yet_cannot_be_tested() -> None:
    asked = {**ASKED, "scenario": "division-of-labour", "asked": "division of labour", "rivals": [
        rival("United States alone everywhere")]}  # fmt: skip
    verdict = judged(MadeEvidence(as_of=date(2020, 1, 1)), claim("labour", asked))[0]
    assert (verdict.verdict, verdict.confidence) == ("cannot be tested", "high")


def test_an_unknown_rule_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="closest: split"):
        verdict_on(tmp_path, rival("splitt"))
    with pytest.raises(UsageError, match=r"forces\.duties of small"):
        judged(MadeEvidence(), claim("labour", {**ASKED, "scenario": "small", "rivals": [rival("alone")]}))


def test_bad_parameters_are_named_with_their_lines() -> None:
    for rivals, found in (([rival("alone", bound=True)], "all rivals are bounds"), ([rival("both")], "stands once")):
        bad = claim("labour", {**ASKED, "scenario": "small", "rivals": rivals})
        with pytest.raises(FileProblems, match=found):
            read_text(assessment(bad), "made.yaml")
