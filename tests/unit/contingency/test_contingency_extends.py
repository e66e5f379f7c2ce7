"""Scenarios made from others: what is laid over, dated changes, and every problem with its line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from multifront import contingency
from multifront.errors import FileProblems

ROOT = Path(__file__).parents[3]
BASE = contingency.load("small")
POINT = "{mode: %s, unit: %s, distribution: point, assumption: made}"
HEAD = "extends: small\nscenario: mine\ntitle: Mine\n"


def read(text: str) -> contingency.Scenario:
    return contingency.read_scenario(HEAD + text, "mine.yaml")


def problems(text: str, head: str = HEAD) -> list[tuple[int, str, str]]:
    with pytest.raises(FileProblems) as caught:
        contingency.read_scenario(head + text, "mine.yaml")
    return [(problem.line, problem.where, problem.what) for problem in caught.value.problems]


def change(day: object, *sets: tuple[str, object, str]) -> str:
    values = "".join(f"      {name}: {POINT % (value, unit)}\n" for name, value, unit in sets)
    return f"  - from: {day}\n    set:\n{values}"


def endurance(scenario: contingency.Scenario, rule: str = "stop", channel: str = "off") -> float:
    return float(contingency.simulate(scenario, 1).run("china", rule, channel).endurance[0])


def test_an_extension_without_numbers_is_its_base() -> None:
    scenario = read("")
    assert (scenario.name, scenario.title, scenario.start) == ("mine", "Mine", BASE.start)
    assert [(n.name, n.low, n.high) for n in scenario.numbers.values()] == [
        (n.name, n.low, n.high) for n in BASE.numbers.values()
    ]
    assert endurance(scenario) == endurance(BASE)


def test_a_number_replaces_the_whole_number_of_the_base() -> None:
    scenario = read(f"sides: {{china: {{stock: {{volume: {POINT % (500, 'Mbbl')}}}}}}}\n")
    assert endurance(scenario) == pytest.approx(75.0)
    assert scenario.numbers["china.stock.volume"].assumption == "made"
    kept = scenario.numbers["china.stock.usable"]
    assert (kept.low, kept.assumption) == (0.9, "round number")


def test_power_of_siberia_2_is_one_small_file() -> None:
    """More overland gas never shortens; the file is short; nothing but gas changes."""
    path = ROOT / "examples" / "power-of-siberia-2.yaml"
    assert len(path.read_text(encoding="utf-8").splitlines()) < 20
    scenario, base = contingency.load(path), contingency.load("taiwan-blockade")
    assert set(scenario.numbers) - set(base.numbers) == {
        f"china.gas.routes.power_of_siberia_2.{key}" for key in ("flow", "capacity", "lag", "exposure")
    }
    longer, before = (contingency.simulate(one, 200) for one in (scenario, base))
    for commodity in ("crude", "coal", "grain"):
        same = [one.run("china", "stop", "on", commodity).stock_out for one in (longer, before)]
        assert np.array_equal(*same)
    gas = [one.run("china", "stop", "on", "gas").stock_out for one in (longer, before)]
    assert np.all(gas[0] >= gas[1])
    assert np.any(gas[0] > gas[1])
    off = [one.run("china", "stop", "off", "gas").stock_out for one in (longer, before)]
    assert np.array_equal(*off)


def test_a_cut_that_sets_in_by_a_dated_change() -> None:
    """No cut for 50 days: 10 x 0.8 = 8 are used, 2 + 5 come in (Russia off), so that 1 a day is drawn; then 6."""
    free = f"sides: {{china: {{cut: {{share: {POINT % (0, 'share')}}}}}}}\n"
    text = free + "changes:\n" + change(50, ("china.cut.share", 1, "share"))
    assert endurance(read(text)) == pytest.approx(50 + (900 - 50) / 6)
    dated = free + "changes:\n" + change("2025-02-20", ("china.cut.share", 1, "share"))
    assert endurance(read(dated)) == endurance(read(text))


def test_changes_of_flow_and_home_production_add_up() -> None:
    """Off: 900 - 6 x 10 = 840 by day 10, then home production 4: 840 / (8 - 4) days more."""
    sets = ("china.supply.domestic", 4, "mb/d")
    assert endurance(read("changes:\n" + change(10, sets))) == pytest.approx(10 + 840 / 4)
    flows = [("china.routes.pipeline.flow", 3, "mb/d"), ("china.routes.pipeline.capacity", 3, "mb/d")]
    got = endurance(read("changes:\n" + change(10, *flows)), channel="on")
    assert got == pytest.approx(10 + (900 - 10 * 5) / (8 - 2 - 3))


def test_changes_of_base_and_extension_both_hold(tmp_path: Path) -> None:
    first = HEAD + "changes:\n" + change(10, ("china.supply.domestic", 4, "mb/d"))
    (tmp_path / "first.yaml").write_text(first, encoding="utf-8")
    second = "extends: first.yaml\nscenario: second\ntitle: Second\nchanges:\n"
    path = tmp_path / "second.yaml"
    path.write_text(second + change(20, ("china.supply.domestic", 5, "mb/d")), encoding="utf-8")
    scenario = contingency.load(path)
    assert [day for day, _ in scenario.steps["china.supply.domestic"]] == [10, 20]
    assert endurance(scenario) == pytest.approx(20 + (900 - 60 - 40) / 3)


def test_a_changed_number_is_swept_and_held_like_any_other() -> None:
    number = "{low: 2, mode: 3, high: 4, unit: mb/d, assumption: a}"
    scenario = read(f"changes:\n  - {{from: 10, set: {{china.supply.domestic: {number}}}}}\n")
    (swing,) = contingency.sensitivity(scenario, "china", "leave", horizon=1000.0, draws=20)
    assert swing.parameter == "china.supply.domestic@10"
    held = contingency.simulate(scenario, 1, fixed={swing.parameter: 4.0}).run("china", "stop", "off")
    assert held.endurance[0] == pytest.approx(10 + 840 / 4)
    assert [row["meaning"] for row in contingency.parameter_rows(scenario) if row["parameter"] == swing.parameter] == [
        "crude produced at home, from day 10"
    ]


@pytest.mark.parametrize(
    ("text", "line", "where", "what"),
    [
        ("sides: {china: {cut: {shar: 3}}}\n", 4, "china.cut.shar", "closest: share"),
        ("sides:\n  china:\n    stock: {volume: 3}\n", 6, "china.stock.volume", "found 3 alone"),
        ("changes: 3\n", 4, "changes", "expected a list"),
        ("changes:\n  - {from: 3}\n", 5, "changes.0.set", "sets nothing"),
        ("changes:\n" + change("soon", ("china.cut.share", 1, "share")), 5, "changes.0.from", "found 'soon'"),
        ("changes:\n" + change("2024-01-01", ("china.cut.share", 1, "share")), 5, "changes.0.from", "a day of the run"),
        ("changes:\n" + change(5, ("china.cut.shares", 1, "share")), 7, "", "closest: china.cut.share"),
        ("changes:\n" + change(5, ("china.stock.volume", 1, "Mbbl")), 7, "", "may not change in time"),
        ("changes:\n" + change(5, ("china.cut.share", 2, "share")), 7, "", "outside 0..1"),
        ("changes:\n" + 2 * change(5, ("china.cut.share", 1, "share")), 10, "", "set twice from day 5"),
    ],
)
def test_problems_of_an_extension_carry_its_lines(text: str, line: int, where: str, what: str) -> None:
    found = [problem for problem in problems(text) if what in problem[2]]
    assert found, problems(text)
    assert found[0][0] == line
    assert where in found[0][1]


def test_all_problems_of_an_extension_come_at_once() -> None:
    text = "sides: {china: {cut: {shar: 3}}}\nchanges:\n" + change(5, ("china.cut.shares", 1, "share"))
    assert len(problems(text)) == 2


@pytest.mark.parametrize(
    ("head", "what"),
    [
        ("extends: smal\nscenario: x\ntitle: X\n", "closest: small"),
        ("extends: small\n", "give the extended scenario its own"),
    ],
)
def test_a_base_that_is_missing_and_a_name_that_is(head: str, what: str) -> None:
    assert any(what in problem[2] for problem in problems("", head))


def test_files_that_extend_one_another_in_a_ring_are_refused(tmp_path: Path) -> None:
    for one, other in (("a", "b"), ("b", "a")):
        text = f"extends: {other}.yaml\nscenario: {one}\ntitle: T\n"
        (tmp_path / f"{one}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(FileProblems, match="by way of itself"):
        contingency.load(tmp_path / "a.yaml")


@pytest.mark.parametrize(
    "path",
    sorted(p for p in (ROOT / "examples").glob("*.yaml") if "scenario:" in p.read_text()),
    ids=lambda path: path.stem,
)
def test_every_example_is_sound_and_runs(path: Path) -> None:
    scenario = contingency.load(path)
    assert contingency.simulate(scenario, 3).draws == 3
