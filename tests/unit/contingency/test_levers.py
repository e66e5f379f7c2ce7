"""Levers in scenario files: what is read, what is refused with its line, what pulling one changes, regret by hand."""

from __future__ import annotations

import numpy as np
import pytest
from tests.contract.source_tree import ROOT

from multifront import contingency, open_evidence
from multifront.contingency.alternatives import UNCHANGED, alternatives, pulled
from multifront.contingency.lever_runs import branch_states, lever_losses, regret_by_state, third_states
from multifront.contingency.levers import KINDS_OF_LEVER
from multifront.contingency.outcome_draws import Question, outcome_draws, run_scenario, sampled_numbers
from multifront.contingency.regret import LEVERS, regret_table
from multifront.errors import FileProblems, UsageError

FILE = ROOT / "tests" / "data" / "small-levers.yaml"
TEXT = FILE.read_text(encoding="utf-8")
QUESTION = Question("margin", "leave", 365)


def scenario() -> contingency.Scenario:
    return contingency.load(FILE)


def problems(old: str, new: str) -> list[tuple[int, str, str]]:
    assert TEXT.count(old) == 1
    with pytest.raises(FileProblems) as caught:
        contingency.read_scenario(TEXT.replace(old, new), "mine.yaml")
    return [(problem.line, problem.where, problem.what) for problem in caught.value.problems]


def line_of(text: str) -> int:
    return TEXT[: TEXT.index(text)].count("\n") + 1


def test_levers_are_read_in_the_order_of_the_file() -> None:
    found = scenario().levers
    assert [(lever.name, lever.kind, lever.holder) for lever in found] == [
        ("stores", "stockpiles", "coalition"),
        ("ships", "sanctions", "coalition"),
        ("warning", "warning", "markets"),
    ]
    assert found[0].settings[0].numbers["taiwan.stock.volume"].mode == 150.0
    assert found[1].settings[1].decisions == {"rule": "stop"}
    assert found[2].decides == ("china.cut.start",)
    assert contingency.load("small").levers == ()


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("kind: stockpiles", "kind: stockpile", "levers.stores.kind", "closest: stockpiles"),
        (
            "label: stores\n    holder: coalition",
            "label: stores\n    holder: china",
            "levers.stores.holder",
            "never a lever",
        ),
        (
            "label: fifty days more",
            "lable: fifty days more",
            "levers.stores.settings.fifty_more.lable",
            "closest: label",
        ),
        ("          taiwan.stock.volume:", "          china.stock.volume:", ".china.stock.volume", "the challenger's"),
        ("          taiwan.stock.volume:", "          partner.flag_share:", ".partner.flag_share", "the partner's"),
        (
            "          taiwan.stock.volume:",
            "          taiwan.stock.volum:",
            ".taiwan.stock.volum",
            "closest: taiwan.stock.volume",
        ),
        ("high: 170, unit: days of demand", "high: 170, unit: Mbbl", ".taiwan.stock.volume", "stands in 'Mbbl'"),
        ("high: 170, unit: days of demand", "high: 100, unit: days of demand", ".taiwan.stock.volume", "does not hold"),
        (
            "leave: {decide: {rule: leave}, assumption: made up}",
            "leave: {assumption: made up}",
            ".leave",
            "changes nothing",
        ),
        (
            "leave: {decide: {rule: leave}, assumption: made up}",
            "leave: {decide: {rule: leave}}",
            ".leave",
            "missing source",
        ),
        ("rule: stop", "rule: sink", ".stop.decide.rule", "valid: inspect, leave, stop"),
        ("decide: {rule: stop}", "decide: {consent: none}", ".stop.decide.consent", "no forces"),
        ("decides: [china.cut.start]", "decides: [china.cut.begin]", "levers.warning.decides", "closest"),
    ],
)
def test_what_is_wrong_with_a_lever_is_said_with_its_line(old: str, new: str, where: str, what: str) -> None:
    found = problems(old, new)
    assert any(place.endswith(where) and what in text for _, place, text in found), found
    assert abs(found[0][0] - line_of(old)) <= 2


def test_all_problems_of_levers_come_at_once() -> None:
    text = TEXT.replace("kind: stockpiles", "kind: x").replace("rule: stop", "rule: sink")
    with pytest.raises(FileProblems) as caught:
        contingency.read_scenario(text, "mine.yaml")
    assert len(caught.value.problems) == 2


def test_a_pulled_lever_keeps_every_draw_at_its_quantile() -> None:
    base = scenario()
    moved = pulled(base, base.levers[0].settings[0])
    before, after = (sampled_numbers(one, 50)["taiwan.stock.volume"] for one in (base, moved))
    np.testing.assert_allclose(after, before + 50.0)
    np.testing.assert_array_equal(
        sampled_numbers(base, 50)["china.stock.volume"], sampled_numbers(moved, 50)["china.stock.volume"]
    )


def test_alternatives_leave_out_what_holds_anyway() -> None:
    names = [one.name for one in alternatives(scenario(), "leave")]
    assert names == [UNCHANGED, "stores: fifty days more", "ships: stop", "warning: as it is"]
    assert "ships: leave" in [one.name for one in alternatives(scenario(), "stop")]


def test_regret_by_hand() -> None:
    """Taiwan has no rationing and a total cut, so that its days are those in store: fifty more gain fifty days."""
    losses = lever_losses(scenario(), QUESTION, draws=200)
    base = outcome_draws(run_scenario(scenario(), QUESTION, draws=200), QUESTION)
    np.testing.assert_allclose(losses.loss[0], -base.values)
    np.testing.assert_allclose(losses.loss[0] - losses.loss[1], 50.0)
    np.testing.assert_array_equal(losses.loss[3], losses.loss[0])
    lines = {line.setting: line for line in regret_table(losses.loss, losses.names)}
    gains = losses.loss[0] - losses.loss[2]  # stopping Russian ships: China ends between 150 and 300 days
    assert np.all(gains > 50.0)
    assert lines["ships: stop"].greatest == 0.0
    assert lines["stores: fifty days more"].mean == pytest.approx(float((gains - 50.0).mean()))
    assert lines[UNCHANGED].greatest == pytest.approx(float(gains.max()))


def test_regret_by_state_recombines_to_the_whole() -> None:
    losses = lever_losses(scenario(), QUESTION, draws=200)
    states = third_states("stock", sampled_numbers(scenario(), 200)["china.stock.volume"])
    lines = regret_by_state(losses, states)
    assert sum(line.share for line in lines) == pytest.approx(1.0)
    whole = {line.setting: line.mean for line in regret_table(losses.loss, losses.names)}
    for name, mean in whole.items():
        assert sum(line.share * line.means[name] for line in lines) == pytest.approx(mean)


def test_a_scenario_without_levers_says_so() -> None:
    with pytest.raises(UsageError, match="no levers"):
        lever_losses(contingency.load("small"), QUESTION, draws=20)
    assert branch_states(contingency.load("small"), 20) == {}


def test_kinds_of_levers_are_those_of_the_design() -> None:
    assert tuple(LEVERS) == KINDS_OF_LEVER


@pytest.mark.parametrize("name", ["taiwan-blockade", "taiwan-war"])
def test_shipped_levers_cover_the_design_and_name_rows_of_the_evidence(name: str) -> None:
    found = contingency.load(name).levers
    wanted = set(LEVERS) if name == "taiwan-war" else set(LEVERS) - {"basing"}
    assert {lever.kind for lever in found} == wanted
    ranges = [number for lever in found for setting in lever.settings for number in setting.numbers.values()]
    cited = sorted({source for number in ranges for source in number.sources})
    assert cited
    assert set(open_evidence().present("observation", cited)) == set(cited)
