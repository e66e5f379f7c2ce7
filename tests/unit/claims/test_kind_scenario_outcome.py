"""The kind `scenario_outcome` on `small`, in which China lasts 150 days alone and 300, 225 or 180 with help."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from tests.unit.claims.made_claims import assessment, claim, judged, words
from tests.unit.claims.made_evidence import MadeEvidence, behind

from multifront import contingency
from multifront.claims.kinds.scenario_outcome import verdict_on_shares
from multifront.claims.language import read_text
from multifront.claims.whole_measures import ALL_CHANNELS, measured
from multifront.domain import Verdict
from multifront.errors import FileProblems, UsageError

ASKED = {"scenario": "small", "side": "china", "within_days": 200, "share_of_draws": 0.8}


def verdict_on(evidence: MadeEvidence | None = None, **more) -> Verdict:
    return judged(evidence or MadeEvidence(), claim("scenario_outcome", {**ASKED, **more}))[0]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"help": "none"}, "supported"),
        ({}, "partly supported"),
        ({"within_days": 170}, "contradicted"),
        ({"within_days": 170, "asserts": "holds_out"}, "supported"),
        ({"within_days": 140, "help": "none"}, "contradicted"),
    ],
)
def test_level_by_rule(more: dict, expected: str) -> None:
    """With help and within 200 days China runs out only where Russian-flag ships are stopped."""
    assert verdict_on(**more).verdict == expected


def test_what_runs_out_first_and_how_many_worlds() -> None:
    verdict = verdict_on(help="none")
    assert verdict.traces["c1.share_leave"].value == 100.0
    assert verdict.traces["c1.share_leave_low"].value < 100.0
    assert "crude supply in 100 %" in verdict.reasons[0].text
    assert (
        verdict.headline.text == "China runs out within 200 days in 100 % of the sampled worlds, without the partner."
    )
    assert (verdict.confidence, verdict.assumed) == ("low", True)


def test_losses_of_force_decide_nothing() -> None:
    """In some worlds Taiwan's squadrons are lost within two weeks, before anything else ends; these do not count."""
    war = contingency.load("taiwan-war")
    asked = {"scenario": "taiwan-war", "side": "taiwan", "within_days": 15}
    evidence = MadeEvidence(observed=behind(war))
    verdict = judged(evidence, claim("scenario_outcome", {**ASKED, **asked}), draws=100)[0]
    run = contingency.simulate_whole(war, draws=100, days=15)
    share, with_losses = (
        100.0 * float(np.mean(~run.ends("taiwan", "leave", losses=losses).censored[ALL_CHANNELS]))
        for losses in (False, True)
    )
    assert verdict.traces["c1.share_leave"].value == pytest.approx(share)
    assert with_losses > share
    assert "present in" not in words(verdict)


def test_outcomes_that_claims_compare_leave_losses_out_unless_asked() -> None:
    run = contingency.simulate_whole(contingency.load("taiwan-war"), draws=100, days=30)
    left_out, counted = (measured(run, "shortfall", "leave", losses=losses) for losses in (False, True))
    assert measured(run, "shortfall", "leave").tolist() == left_out.tolist()
    assert (counted - left_out).tolist() == pytest.approx(run.short_by_losses[ALL_CHANNELS].tolist())
    assert counted.sum() > left_out.sum()
    days = [measured(run, "defender_days", "leave", losses=losses) for losses in (False, True)]
    assert days[0].sum() > days[1].sum()


def test_shares_that_sampling_leaves_open() -> None:
    assert verdict_on_shares([(0.8, 0.75, 0.85)], 0.8) == "cannot be tested"
    assert verdict_on_shares([(0.5, 0.45, 0.55)], 0.8) == "not supported"


def test_figures_not_public_yet_cannot_be_tested() -> None:
    verdict = verdict_on(MadeEvidence(as_of=date(2020, 1, 1)), scenario="taiwan-blockade")
    assert (verdict.verdict, verdict.confidence) == ("cannot be tested", "high")


def test_what_does_not_exist_is_named() -> None:
    with pytest.raises(UsageError, match="closest: china"):
        verdict_on(side="chin")
    with pytest.raises(UsageError, match="days"):
        verdict_on(within_days=5000)


def test_bad_parameters_are_named_with_their_lines() -> None:
    bad = claim("scenario_outcome", {**ASKED, "help": "some", "share_of_draws": 0.3})
    with pytest.raises(FileProblems) as caught:
        read_text(assessment(bad), "made.yaml")
    for part in ("help", "share_of_draws", "line"):
        assert part in str(caught.value)
