"""The kind `division` on made roll calls and shares: it holds, it does not, half of it does, evidence is missing."""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.claims.made_claims import claim, judged
from tests.unit.claims.made_evidence import MadeEvidence, camps, figures

from multifront.claims.kinds.division import verdict_on_division, votes_say
from multifront.domain import Verdict
from multifront.errors import EvidenceError

SHARE = {
    "name": "imports",
    "title": "Share of imports",
    "indicator": "share",
    "actor": "AAA",
    "partner": "BBB",
    "definition_id": "",
    "base_year": 2017,
    "smallest_change_of_interest": 3,
}
ASKED = {"break_year": 2018, "first_year": 2005, "contested": 0.1, "smallest_effect_of_interest": 0.05}
BEFORE = dict.fromkeys(range(2005, 2018), 0.3)


def sound(values: dict[int, float], weak: bool = False) -> tuple[dict, ...]:
    return tuple(row | {"weak": weak} for row in figures("share", values))


def verdict_on(evidence: MadeEvidence, shares: tuple[dict, ...] = (SHARE,), **more) -> Verdict:
    return judged(evidence, claim("division", ASKED | {"shares": list(shares)} | more))[0]


def test_camps_that_part_and_a_share_that_falls() -> None:
    apart = camps(BEFORE | dict.fromkeys(range(2018, 2024), 0.95))
    found = verdict_on(MadeEvidence(called=apart, observed=sound({2017: 20.0, 2023: 12.0})))
    assert found.verdict == "supported"
    assert found.p_value < 0.01
    assert f"({SHARE['title']})" in found.headline.text
    assert found.traces["c1.departure"].value > 0.05
    assert found.traces["c1.imports_change"].value == pytest.approx(-8.0)
    assert {picture.title for picture in found.pictures} >= {"How divided the votes are", "The two largest parts"}


def test_camps_that_part_while_the_share_holds() -> None:
    apart = camps(BEFORE | dict.fromkeys(range(2018, 2024), 0.95))
    found = verdict_on(MadeEvidence(called=apart, observed=sound({2017: 20.0, 2023: 19.0})))
    assert found.verdict == "partly supported"
    assert SHARE["title"] not in found.headline.text
    assert "it held" in " ".join(reason.text for reason in found.reasons)


def test_camps_that_stay_as_they_were_and_a_share_that_holds() -> None:
    same = camps(BEFORE | dict.fromkeys(range(2018, 2024), 0.3))
    found = verdict_on(
        MadeEvidence(called=same, observed=sound({2017: 20.0, 2023: 21.0})), smallest_effect_of_interest=0.3
    )
    assert found.verdict == "not supported"
    assert found.traces["c1.departure_high"].value < 0.3


def test_a_share_on_weak_copies_earns_nothing() -> None:
    same = camps(BEFORE | dict.fromkeys(range(2018, 2024), 0.3))
    observed = sound({2017: 20.0, 2023: 12.0}, weak=True)
    found = verdict_on(MadeEvidence(called=same, observed=observed), smallest_effect_of_interest=0.3)
    assert found.verdict == "not supported"
    assert "weak copies" in " ".join(reason.text for reason in found.reasons)


def test_nothing_was_public_by_the_cut() -> None:
    apart = camps(BEFORE)
    found = verdict_on(MadeEvidence(called=apart, observed=sound({2017: 20.0}), as_of=date(2004, 1, 1)))
    assert found.verdict == "cannot be tested"
    assert found.p_value is None


def test_votes_that_end_before_the_break_cannot_tell() -> None:
    found = verdict_on(MadeEvidence(called=camps(BEFORE), observed=sound({2017: 20.0})))
    assert found.verdict == "cannot be tested"
    text = " ".join(reason.text for reason in found.reasons)
    assert "too few years to say" in text
    assert "no later figure of the same definition" in text


def test_an_indicator_that_the_evidence_never_had_is_an_error() -> None:
    with pytest.raises(EvidenceError, match="no series"):
        verdict_on(MadeEvidence(called=camps(BEFORE)))


@pytest.mark.parametrize(
    ("votes", "shares", "verdict"),
    [
        ("more divided", ["fell", "fell"], "supported"),
        ("more divided", ["fell", "held"], "partly supported"),
        ("more divided", ["fell"], "partly supported"),
        ("less divided", ["fell", "held"], "partly supported"),
        ("less divided", ["held", "rose"], "contradicted"),
        ("no more divided", ["held", "held"], "not supported"),
        ("unclear", ["held", "held"], "cannot be tested"),
        ("too few", ["held", "too few"], "cannot be tested"),
    ],
)
def test_the_verdict_of_both_parts(votes: str, shares: list[str], verdict: str) -> None:
    assert verdict_on_division(votes, shares, 2) == verdict


def test_votes_without_a_test_say_that_years_are_too_few() -> None:
    assert votes_say(None, 0.1, None) == "too few"
