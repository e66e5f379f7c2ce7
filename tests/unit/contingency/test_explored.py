"""Exploration of one question: outcomes by hand, conditions, effects, facts, boxes; what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from tests.contract.source_tree import ROOT

from multifront import contingency
from multifront.contingency import explored as parts
from multifront.contingency.conditions import condition_draws
from multifront.contingency.days_by_rule import days_by_rule
from multifront.contingency.discovery import Discovery
from multifront.contingency.facts import fact_columns, fact_sentence, stated, tornado_columns
from multifront.contingency.given_data import jackknife_interval, main_effects, tail_means
from multifront.contingency.number_labels import number_label
from multifront.contingency.outcome_draws import Question, outcome_draws, run_scenario
from multifront.contingency.race import race_chart, race_ranges, race_shares
from multifront.errors import UsageError

FILE = ROOT / "tests" / "data" / "small-levers.yaml"
QUESTION = Question("margin", "leave", 365)


def explored(question: Question = QUESTION, draws: int = 400) -> parts.Explored:
    return parts.explore(contingency.load(FILE), question, draws=draws)


def test_outcomes_of_the_hand_checkable_scenario() -> None:
    run = run_scenario(contingency.load("small"), QUESTION, draws=1)
    expected = {"challenger": 300.0, "defender": 100.0, "margin": -200.0, "gained": 150.0}
    for outcome, days in expected.items():
        assert outcome_draws(run, Question(outcome, "leave", 365)).values == pytest.approx(days)
    short = outcome_draws(run, Question("gained", "leave", 180))
    assert short.values == pytest.approx(30.0)
    assert short.censored.tolist() == [True]


def test_whole_runs_and_supply_runs_agree_on_outcomes() -> None:
    question = Question("margin", "stop", 180)
    scenario = contingency.load("small")
    whole = contingency.simulate_whole(scenario, 1, days=180)
    for outcome in ("margin", "challenger", "defender", "gained"):
        asked = Question(outcome, question.rule, 180)
        one, other = outcome_draws(whole, asked), outcome_draws(run_scenario(scenario, asked, draws=1), asked)
        np.testing.assert_allclose(one.values, other.values)
        np.testing.assert_array_equal(one.censored, other.censored)


@pytest.mark.parametrize(
    ("question", "name", "what"),
    [
        (Question("shortfall"), "small", "no forces"),
        (Question(horizon=5_000), "small", "1 to 1095"),
        (Question(measure="stock_out"), "taiwan-war", "valid measure: endurance"),
    ],
)
def test_questions_that_a_scenario_cannot_answer(question: Question, name: str, what: str) -> None:
    with pytest.raises(UsageError, match=what):
        run_scenario(contingency.load(name), question, draws=1)


@pytest.mark.parametrize("wrong", [{"outcome": "margins"}, {"rule": "sink"}, {"measure": "stock"}])
def test_unknown_words_of_a_question(wrong: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="unknown"):
        Question(**wrong)  # type: ignore[arg-type]


def test_conditions_by_hand() -> None:
    run = run_scenario(contingency.load("small"), QUESTION, draws=1)
    holds = {name: condition_draws(run, QUESTION, name).holds.tolist() for name in ("partner_gains", "defender_first")}
    assert holds == {"partner_gains": [True], "defender_first": [True]}
    assert condition_draws(run, QUESTION, "partner_gains", above=1.5).holds.tolist() == [False]
    assert condition_draws(run, QUESTION, "challenger_first").share == 0.0
    hidden = condition_draws(run, Question(horizon=155), "partner_gains")
    assert (hidden.share, hidden.undecided) == (0.0, 1.0)
    with pytest.raises(UsageError, match="no forces and fronts"):
        condition_draws(run, QUESTION, "further_front")
    with pytest.raises(UsageError, match="closest: partner_gains"):
        condition_draws(run, QUESTION, "partner_gain")


def test_effects_name_what_acts_and_nothing_else() -> None:
    """Margin = Taiwan's days (80 to 120) - China's (240 to 360), both uniform: 10 % and 90 % of the variance."""
    found = explored(draws=2_000)
    assert found.effects.names == ("china.stock.volume", "taiwan.stock.volume")
    shares = {name: found.effects.shares[name] for name in found.effects.names}
    assert shares["china.stock.volume"].low <= 0.9 <= shares["china.stock.volume"].high
    assert shares["taiwan.stock.volume"].low <= 0.1 <= shares["taiwan.stock.volume"].high
    tails = found.effects.tails["taiwan.stock.volume"]
    assert tails.swing == pytest.approx(36.0, abs=6.0)  # means of the outer tenths: 82 and 118 days
    assert tails.at_low[1] < tails.at_low[0] < tails.at_low[2]


def test_totals_of_an_additive_outcome_are_its_first_orders_and_idle_numbers_have_none() -> None:
    found = explored(draws=1_000)
    totals = {line.names[0]: line for line in parts.totals_of(found)}
    assert totals["taiwan.rationing.full_cover"].total == 0.0
    assert totals["china.stock.volume"].low <= 0.9 <= totals["china.stock.volume"].high
    assert totals["taiwan.stock.volume"].low <= 0.1 <= totals["taiwan.stock.volume"].high


def test_boxes_find_the_stock_or_say_why_not() -> None:
    found = explored(Question("challenger", "leave", 270))
    box = parts.box_of(found, "challenger_first")
    assert box.found is None
    assert "0 of 400" in box.reason
    gains = parts.box_of(found, "partner_gains", above=0.9)
    assert isinstance(gains.found, Discovery)
    assert [line.name for line in gains.found.restrictions] == ["china.stock.volume"]


def test_levers_and_facts_of_the_small_scenario() -> None:
    found = explored()
    regrets = parts.regrets_of(found)
    assert regrets.idle == ("warning: as it is",)
    assert regrets.lines[0].setting == "ships: stop"
    facts = parts.facts_of(found, regrets)
    assert [fact.worth for fact in facts] == [0.0, 0.0]  # stopping ships is best in every draw: nothing to learn
    assert facts[0].name == "china.stock.volume"
    assert "no other lever would be better" in fact_sentence(facts[0], "days")
    columns = fact_columns(facts, "days")
    assert columns["worth"] == (0.0, 0.0)
    assert columns["low"] == (None, None)


def test_a_fact_that_flips_the_choice_is_worth_what_the_choice_is() -> None:
    """Losses made by hand: one setting is better by x - 0.6, so that knowing x is worth E[max(x - .6, 0)] = .08."""
    from multifront.contingency.facts import fact_list, number_effects
    from multifront.contingency.lever_runs import LeverLosses

    scenario = contingency.load(FILE)
    x = contingency.uniform_draws(0, "x", np.arange(2_000))
    made = LeverLosses(alternatives := tuple(_named(scenario)), np.array([np.zeros(2_000), 0.6 - x]), "days")
    assert len(alternatives) == 2
    inputs = {"taiwan.stock.volume": x, "china.stock.volume": contingency.uniform_draws(0, "y", np.arange(2_000))}
    facts = fact_list(made, inputs, number_effects(inputs, x), scenario.numbers)
    assert [fact.name for fact in facts] == ["taiwan.stock.volume"]
    assert facts[0].worth == pytest.approx(0.08, abs=0.01)
    assert "days of demand" in facts[0].flips
    assert "above 0.6" in facts[0].flips
    none = fact_list(made, inputs, number_effects(inputs, x), scenario.numbers, decided=["taiwan.stock.volume"])
    assert none == ()


def _named(scenario: contingency.Scenario) -> list[object]:
    from multifront.contingency.alternatives import alternatives

    return list(alternatives(scenario, "leave")[:2])


def test_tornado_columns_have_every_end() -> None:
    found = explored()
    columns, options = tornado_columns(found.effects, found.scenario.numbers, found.effects.names)
    assert columns["label"][0].startswith("China: crude in store on the scenario's start day: ")
    assert columns["label"][0].endswith("Mbbl or more")
    assert options["middle"] == pytest.approx(float(found.outcome.values.mean()))


def test_labels_say_whose_and_what() -> None:
    assert (
        number_label("fronts.places.korea.war.submarines")
        == "Korea: further submarines asked for once the front is open"
    )
    assert number_label("forces.homes.pearl.taiwan_strait") == "Pearl to taiwan strait: way from a home to a front"
    assert number_label("nobody.knows") == "nobody.knows"
    scenario = contingency.load("taiwan-war")
    assert all(number_label(name) != name for name in scenario.numbers)
    number = contingency.load("taiwan-blockade").numbers["china.demand.product_exports"]
    assert stated(number.mode, number) == "58 Mt/y"


def test_given_data_refuses_too_few_draws_and_knows_constants() -> None:
    with pytest.raises(UsageError, match="20 draws"):
        tail_means({"x": np.arange(50.0)}, np.arange(50.0))
    with pytest.raises(UsageError, match="one value a draw"):
        tail_means({"x": np.arange(50.0)}, np.arange(60.0))
    assert tail_means({"x": np.ones(500)}, np.arange(500.0)) == ()
    line = main_effects({"x": np.arange(500.0)}, np.ones(500))[0]
    assert (line.share, line.low, line.high) == (0.0, 0.0, 0.0)
    assert np.isnan(jackknife_interval({"x": np.ones(1)}, lambda means: means["x"])[1])


def test_race_of_a_whole_run_is_that_of_its_supplies() -> None:
    scenario = contingency.load("small")
    sides, horizons = ("china", "taiwan"), (30.0, 180.0)
    whole = days_by_rule(contingency.simulate_whole(scenario, 10, days=180))
    supply = contingency.simulate(scenario, 10)
    one, other = (race_chart(outcome, sides, horizons=horizons) for outcome in (whole, supply))
    assert [cell.word for cell in one.cells] == [cell.word for cell in other.cells]
    assert sum(race_shares(one)["share"][:4]) == pytest.approx(100.0)
    ranges = race_ranges(whole, sides)
    assert ranges["label"][-1] == "taiwan, help has no effect"
    assert ranges["censored"][1]
    assert ranges["mid"][1] is None
    with pytest.raises(UsageError, match="valid in a run with arms or forces: endurance"):
        race_chart(whole, sides, measure="stock_out", horizons=horizons)
    with pytest.raises(UsageError, match="valid in a run with arms or forces: on, off"):
        whole.run("china", "leave", ("overland",))
