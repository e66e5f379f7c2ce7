"""Pages of exploration: one file that asks no host, numbers in text as well as in pictures, one page of the race."""

from __future__ import annotations

import re

import pytest
from tests.contract.source_tree import ROOT

from multifront import contingency
from multifront.brief.sheet import Part, Sheet, Table, json_text
from multifront.contingency import explored as parts
from multifront.contingency.days_by_rule import days_by_rule
from multifront.contingency.outcome_draws import Question
from multifront.workbench.exploration_sheet import (
    Exploration,
    exploration_document,
    exploration_sheet,
    facts_picture,
    tornado_picture,
)
from multifront.workbench.race_sheet import race_sheet

FILE = ROOT / "tests" / "data" / "small-levers.yaml"
MADE = {"draws": "400", "seed": "0"}


@pytest.fixture(scope="module")
def found() -> Exploration:
    scenario = contingency.load(FILE)
    explored = parts.explore(scenario, Question("margin", "leave", 365), draws=400)
    regrets = parts.regrets_of(explored)
    boxes = parts.boxes_of(explored)
    return Exploration(explored, parts.totals_of(explored), boxes, regrets, parts.facts_of(explored, regrets))


def requests(page: str) -> list[str]:
    shown = re.sub(r'xmlns(:\w+)?="[^"]*"', "", page)
    return re.findall(r'(?:href|src)="(?!#|data:)[^"]*"|@import|url\((?!#)|https?://', shown)


def test_the_exploration_page_is_whole_and_asks_no_host(found: Exploration) -> None:
    page = exploration_sheet(found, MADE).html()
    assert requests(page) == []
    assert page.count('<svg role="img"') == 6
    for heading in ("What moves the outcome", "Where it happens", "Levers by regret", "The collection list"):
        assert f"<h2>{heading}</h2>" in page
    assert "What a lever costs is not modelled" in page
    assert "Without effect on this outcome in any draw: warning: as it is." in page
    assert "china.cut.start" in page  # a decision, hence no fact
    assert contingency.NOT_MODELLED in page
    assert "<script" not in page


def test_the_exploration_page_without_levers_or_effects_says_less_but_stands() -> None:
    explored = parts.explore(contingency.load("small"), Question("margin", "leave", 365), draws=400)
    bare = Exploration(explored, parts.totals_of(explored), parts.boxes_of(explored), None, ())
    page = exploration_sheet(bare, MADE).html()
    assert "0 of 0 numbers" in page
    assert "Levers by regret" not in page
    assert tornado_picture(explored) is None
    assert facts_picture((), "days") is None


def test_the_document_is_the_same_bytes_for_the_same_content(found: Exploration) -> None:
    text = json_text(exploration_document(found, MADE))
    assert text == json_text(exploration_document(found, MADE))
    assert '"schema": "multifront.exploration/1"' in text
    assert "NaN" not in text


def test_the_race_page_names_units_intervals_and_censoring() -> None:
    scenario = contingency.load(FILE)
    page = race_sheet(scenario, days_by_rule(contingency.simulate(scenario, 200)), "endurance", MADE).html()
    assert requests(page) == []
    assert 'class="one-page"' in page
    for text in (
        "Who runs out first, China or Taiwan?",
        "Russian-flag ships are inspected",
        "365 days",
        "share of draws",
    ):
        assert text in page
    assert "only a bound is known (censored)" in page
    assert "days until essential supply ends (days)" in page
    assert re.search(r"Taiwan 100 % \(98 to 100\)", page)
    assert "never averaged" in page


def test_text_of_a_scenario_cannot_become_markup() -> None:
    nasty = "<img src=x onerror=alert(1)>"
    sheet = Sheet(
        nasty, nasty, (nasty,), (Part(nasty, (nasty,), table=Table((nasty,), ((nasty,),))),), {nasty: nasty}, (nasty,)
    )
    assert "<img" not in sheet.html()
