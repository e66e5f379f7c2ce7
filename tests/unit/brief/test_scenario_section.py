"""The section on scenarios in every form: words, channels without a path, refusals, numbers told once."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.golden.number_traces import check_numbers
from tests.golden.sample_brief import sample_brief

from multifront.brief.difference import differences
from multifront.domain import Figure, Phrase
from multifront.errors import UsageError


def test_it_says_the_same_in_page_and_markdown() -> None:
    brief = sample_brief()
    for text in (brief.html(), brief.markdown()):
        assert "How long does each side last" in text
        assert "no path" in text
        assert "changes nothing in any world" in text
        assert "3</data> figures were not public" in text or "3 figures were not public" in text
    assert '<a href="#t2">t2</a>' in brief.html()
    assert not check_numbers(brief.html(), json.loads(brief.json_text())["traces"])


def test_a_brief_without_scenarios_and_methods_has_neither_section() -> None:
    bare = replace(sample_brief(), scenarios=(), methods=())
    assert 'id="scenarios"' not in bare.html()
    assert 'id="methods"' not in bare.html()
    assert "## Scenarios" not in bare.markdown()
    assert "## Methods" not in bare.markdown()
    assert json.loads(bare.json_text())["scenarios"] == []


def test_assumptions_of_the_scenario_are_not_repeated_under_its_claim() -> None:
    brief = sample_brief()
    report = brief.scenarios[0]
    told = f"stop_after: {report.numbers[1].assumption}"
    cards = tuple(
        replace(card, verdict=replace(card.verdict, assumptions=(told, "own: of the claim alone")))
        if card.claim_id == "t2"
        else card
        for card in brief.cards
    )
    made = replace(brief, cards=cards)
    for text in (made.html(), made.markdown()):
        assert told not in text
        assert "own: of the claim alone" in text
    claim = next(one for one in json.loads(made.json_text())["claims"] if one["claim_id"] == "t2")
    assert claim["assumptions"] == [told, "own: of the claim alone"]
    assert made.scenario_of("t2") is made.scenarios[0]
    assert made.scenario_of("a1") is None


def test_a_figure_of_a_scenario_needs_a_trace() -> None:
    brief = sample_brief()
    lost = replace(brief.scenarios[0], about=(Phrase("{n}", {"n": Figure("scenario.sea.nowhere", "2")}),))
    with pytest.raises(UsageError, match=r"scenario sea: no trace 'scenario.sea.nowhere'"):
        replace(brief, scenarios=(lost,))


def test_two_briefs_differ_by_what_a_run_says_and_by_the_range_of_a_number() -> None:
    before = json.loads(sample_brief().json_text())
    after = json.loads(sample_brief().json_text())
    after["traces"]["scenario.sea.risk"]["value"] = 20.0
    after["traces"]["scenario.sea.number.china.stock"]["value"]["high"] = 100.0
    found = {one.name: (one.what, one.before, one.after) for one in differences(before, after)}
    assert found == {
        "scenario.sea.risk": ("scenario", 15.86, 20.0),
        "scenario.sea.number.china.stock": ("scenario", "41.5 to 60 to 93.2", "41.5 to 60 to 100"),
    }
