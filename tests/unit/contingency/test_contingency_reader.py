"""The scenario language: what is read, and every problem at once with its line."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from multifront import contingency
from multifront.errors import FileProblems, UsageError

SMALL = (resources.files("multifront") / "scenarios" / "small.yaml").read_text(encoding="utf-8")
RUNS = "runs: {mode: 10, unit: mb/d, distribution: point, assumption: round number}"
GULF_FLOW = "flow: {mode: 5, unit: mb/d, distribution: point, assumption: round number}"
VOLUME = "volume: {mode: 1000, unit: Mbbl, distribution: point, assumption: round number}"


def problems(old: str, new: str) -> list[tuple[int, str, str]]:
    assert SMALL.count(old) == 1
    text = SMALL.replace(old, new)
    with pytest.raises(FileProblems) as caught:
        contingency.read_scenario(text, "mine.yaml")
    return [(problem.line, problem.where, problem.what) for problem in caught.value.problems]


def line_of(text: str) -> int:
    return SMALL[: SMALL.index(text)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        (RUNS, "runs: {mode: -10, unit: mb/d, distribution: point, assumption: a}", "china.demand.runs", "negative"),
        (RUNS, "runs: {mode: 10, unit: mb/d, distribution: point}", "china.demand.runs", "missing source"),
        (
            RUNS,
            "runs: {low: 11, mode: 10, high: 12, unit: mb/d, assumption: a}",
            "china.demand.runs",
            "low 11 <= mode 10",
        ),
        (RUNS, "runs: {mode: 10, unit: mb/d, assumption: a}", "china.demand.runs", "single value needs interval"),
        (RUNS, "runs: {mode: ten, unit: mb/d, assumption: a}", "china.demand.runs.mode", "finite number"),
        (RUNS, "runs: 10", "china.demand.runs", "found 10 alone"),
        (RUNS, "runs: {mode: 10, unit: bcm/y, distribution: point, assumption: a}", "china.demand.runs.unit", "bcm/y"),
        (
            RUNS,
            "runs: {mode: 10, unit: share of demand, distribution: point, assumption: a}",
            "china.demand.runs.unit",
            "",
        ),
        (
            RUNS,
            "runs: {mode: 10, unit: mb/d, distribution: normal, assumption: a}",
            "china.demand.runs",
            "distribution",
        ),
        (
            RUNS,
            "runs: {mode: 10, unit: mb/d, distribution: point, source: 3}",
            "china.demand.runs.source",
            "observation id",
        ),
        (RUNS, "runs: {mode: 0, unit: mb/d, distribution: point, assumption: a}", "china.demand.runs", "above 0"),
        (RUNS, "runns: {mode: 10}", "china.demand.runns", "closest: runs"),
        (
            RUNS,
            "runs: {mode: 9, unit: mb/d, distribution: point, assumption: a, b and c}",
            "china.demand.runs.b and c",
            "quote",
        ),
    ],
)
def test_problem_with_one_number(old: str, new: str, where: str, what: str) -> None:
    found = [p for p in problems(old, new) if p[1] == where]
    assert found, problems(old, new)
    assert found[0][0] == line_of(old)
    assert what in found[0][2]


def test_share_outside_bounds_and_essential_over_all_demand() -> None:
    old = "essential: {mode: 0.7, unit: share, distribution: point, assumption: all that rationing leaves}"
    assert "share outside 0..1" in problems(old, old.replace("0.7", "70"))[0][2]
    assert "pass 1" in problems(old, old.replace("0.7", "95").replace("unit: share", "unit: '%'"))[0][2]


LIMIT = "      %s: {routes: [%s], capacity: {mode: 4, unit: mb/d, distribution: point, assumption: a}}\n"
HEAD = "    routes:\n      pipeline:"


def limited(*limits: tuple[str, str]) -> str:
    return SMALL.replace(HEAD, "    limits:\n" + "".join(LIMIT % limit for limit in limits) + HEAD)


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        ([("l", "pipelin")], "closest: pipeline"),
        ([("l", "")], "matches no route"),
        ([("l", "pipeline, gulf"), ("m", "gulf, pacific_port")], "crosses limit 'l'"),
    ],
)
def test_limits_must_match_routes_and_not_cross(limits: list[tuple[str, str]], what: str) -> None:
    with pytest.raises(FileProblems) as caught:
        contingency.read_scenario(limited(*limits), "mine.yaml")
    assert any(what in problem.what for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("limits", "alike"),
    [
        ([("l", "pacific_port")], [True]),
        ([("l", "pacific_port, gulf")], [False]),
        ([("l", "pacific_port, gulf"), ("m", "gulf")], [False, False]),
    ],
)
def test_limits_are_scaled_by_one_factor_only_where_every_barrel_meets_the_same_fate(
    limits: list[tuple[str, str]], alike: list[bool]
) -> None:
    """Else scaling is no best allocation: more flow on the exposed route would shorten endurance."""
    (supply,) = contingency.read_scenario(limited(*limits), "mine.yaml").side("china").supplies
    assert [limit.alike for limit in supply.limits] == alike


def test_the_route_that_loses_least_goes_first_through_a_shared_limit() -> None:
    """Normal flows of 2 and 5 share 4 mb/d in proportion; under the cut the port, left alone, takes what it can use."""
    scenario = contingency.read_scenario(limited(("strait", "pacific_port, gulf")), "mine.yaml")
    books = contingency.daily_balance(scenario, "china", "leave", days=1)
    assert books.imports[0].tolist() == pytest.approx([1.0 + 2.0 * 4.0 / 7.0])
    surge = scenario.numbers["china.supply.surge_rate"]
    surging = replace(scenario, numbers={**scenario.numbers, surge.name: replace(surge, low=1.0, mode=1.0, high=1.0)})
    books = contingency.daily_balance(surging, "china", "leave", days=1)
    assert books.imports[0].tolist() == pytest.approx([1.0 + 2.0])
    free = contingency.simulate(scenario, 1, fixed={"china.cut.share": 0.0}).run("china", "stop")
    assert free.endurance[0] == 1095.0


def test_demand_without_route_or_stock() -> None:
    text = SMALL[: SMALL.index("  taiwan:")]
    text = text[: text.index("    stock:")]
    with pytest.raises(FileProblems, match="demand without route or stock"):
        contingency.read_scenario(text, "mine.yaml")


def test_all_problems_come_at_once_in_the_order_of_the_file() -> None:
    text = SMALL.replace(RUNS, "runs: 3").replace(GULF_FLOW, "flow: 5").replace("start: 2025-01-01", "start: soon")
    with pytest.raises(FileProblems) as caught:
        contingency.read_scenario(text, "mine.yaml")
    assert [p.where for p in caught.value.problems] == ["start", "china.demand.runs", "china.routes.gulf.flow"]
    assert str(caught.value).startswith("mine.yaml: 3 problems\n  line ")


@pytest.mark.parametrize("text", ["", "[]", "scenario: x", "sides: {china: 3}", "sides: []"])
def test_any_document_gives_problems_and_no_crash(text: str) -> None:
    with pytest.raises(FileProblems):
        contingency.read_scenario(text, "mine.yaml")


@pytest.mark.parametrize(
    ("new", "mb_d"),
    [
        ("{mode: 5000, unit: kb/d, interval: '10%', source: core:x}", 5.0),
        ("{mode: 250, unit: Mt/y, distribution: point, source: core:x}", 250 * 7.3 / 365),
        ("{mode: 5, unit: Mbbl/d, distribution: point, source: core:x}", 5.0),
    ],
)
def test_units_convert(new: str, mb_d: float) -> None:
    number = contingency.read_scenario(SMALL.replace(GULF_FLOW, f"flow: {new}"), "m").numbers["china.routes.gulf.flow"]
    assert number.mode == pytest.approx(mb_d)
    assert number.unit == "mb/d"
    assert number.sources == ("core:x",)


def test_interval_rule_and_volume_units() -> None:
    text = SMALL.replace(VOLUME, "volume: {mode: 1.2, unit: Gbbl, interval: 10 %, source: [core:a, 'econ:0421']}")
    scenario = contingency.read_scenario(text, "m")
    number = scenario.numbers["china.stock.volume"]
    assert (number.low, number.mode, number.high) == pytest.approx((1080, 1200, 1320))
    assert [pair for pair in scenario.sources if pair[0] == number.name] == [
        (number.name, s) for s in ("core:a", "econ:0421")
    ]


def test_load_takes_paths_and_names(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(SMALL, encoding="utf-8")
    assert contingency.load(file).name == contingency.load("small").name == "small"
    with pytest.raises(UsageError, match="closest: taiwan-blockade"):
        contingency.load("taiwan-blokade")


def test_the_shipped_blockade_names_evidence_or_says_why() -> None:
    scenario = contingency.load("taiwan-blockade")
    for number in scenario.numbers.values():
        assert number.sources or number.assumption
    assert ("china.stock.volume", "core:cn_crude_stocks") in scenario.sources
    assert contingency.parameter_table(scenario).count("\n") == len(scenario.numbers) + 1


def test_the_table_in_the_docs_is_the_scenario() -> None:
    page = (Path(__file__).parents[3] / "docs" / "model-supply.md").read_text(encoding="utf-8")
    table = page.split("<!-- parameters -->\n")[1].split("\n<!-- end of parameters -->")[0]
    assert table == contingency.parameter_table(contingency.load("taiwan-blockade"))
    assert contingency.NOT_MODELLED in page
