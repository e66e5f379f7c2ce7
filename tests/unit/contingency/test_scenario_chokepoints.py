"""Chokepoints: what a route may name, limits by chokepoint, and names that are wrong."""

from __future__ import annotations

from importlib import resources

import numpy as np
import pytest

from multifront import contingency
from multifront.contingency.chokepoints import CHOKEPOINTS
from multifront.errors import FileProblems
from multifront.evidence import open_evidence

HEAD = "extends: small\nscenario: mine\ntitle: Mine\n"
CAPACITY = "capacity: {mode: 4, unit: mb/d, distribution: point, assumption: a}"
PASSING = (
    "sides: {china: {routes: {gulf: {chokepoints: [hormuz, malacca]}, pacific_port: {chokepoints: [malacca]}}%s}}\n"
)


def read(text: str) -> contingency.Scenario:
    return contingency.read_scenario(HEAD + text, "mine.yaml")


def problems(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(FileProblems) as caught:
        read(text)
    return [(one.line, one.where, one.what) for one in caught.value.problems]


def test_a_route_names_what_it_passes_and_nothing_else_changes() -> None:
    scenario, base = read(PASSING % ""), contingency.load("small")
    (supply,) = scenario.side("china").supplies
    assert {route.name: route.chokepoints for route in supply.routes} == {
        "pipeline": (),
        "pacific_port": ("malacca",),
        "gulf": ("hormuz", "malacca"),
    }
    for channel in ("on", "off"):
        runs = [contingency.simulate(one, 3).run("china", "stop", channel).endurance for one in (scenario, base)]
        assert np.array_equal(*runs)


def test_a_limit_by_chokepoint_is_the_limit_of_the_routes_that_name_it() -> None:
    by_name, by_list = (
        read(PASSING % f", limits: {{strait: {{{how}, {CAPACITY}}}}}")
        for how in ("chokepoint: malacca", "routes: [pacific_port, gulf]")
    )
    limits = [one.side("china").supplies[0].limits[0] for one in (by_name, by_list)]
    assert set(limits[0].routes) == set(limits[1].routes) == {"gulf", "pacific_port"}
    assert (limits[0].chokepoint, limits[1].chokepoint) == ("malacca", "")
    first, second = (contingency.daily_balance(one, "china", "leave", days=5).imports for one in (by_name, by_list))
    assert np.array_equal(first, second)
    free = contingency.daily_balance(read(PASSING % ""), "china", "leave", days=5).imports
    assert first[0] < free[0]


def test_a_file_may_declare_its_own() -> None:
    own = "chokepoints: {sound: {label: The Sound, meaning: in the north, assumption: drawn for a test}}\n"
    scenario = read(own + "sides: {china: {routes: {gulf: {chokepoints: [sound]}}}}\n")
    assert scenario.chokepoints["sound"].label == "The Sound"
    assert [row["chokepoints"] for row in contingency.route_rows(scenario, "china")] == ["", "", "The Sound"]
    assert "sound" not in CHOKEPOINTS


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("sides: {china: {routes: {gulf: {chokepoints: [hormus]}}}}\n", "gulf.chokepoints.0", "closest: hormuz"),
        ("sides: {china: {routes: {gulf: {chokepoints: hormuz}}}}\n", "gulf.chokepoints", "a list of names"),
        ("sides: {china: {routes: {gulf: {chokepoints: [suez, suez]}}}}\n", "gulf.chokepoints.1", "stands twice"),
        ("chokepoints: {sound: {label: S}}\n", "chokepoints.sound", "missing source"),
        ("chokepoints: {sound: {source: 'core:x'}}\n", "chokepoints.sound.label", "a text is needed"),
        ("chokepoints: {sound: {labl: S, assumption: a}}\n", "sound.labl", "closest: label"),
        ("chokepoints: {a.b: {label: S, assumption: a}}\n", "chokepoints.a.b", "cannot be a name"),
        (PASSING % f", limits: {{l: {{chokepoint: suez, {CAPACITY}}}}}", "l.chokepoint", "matches no route"),
        (PASSING % f", limits: {{l: {{chokepoint: suess, {CAPACITY}}}}}", "l.chokepoint", "closest: suez"),
        (PASSING % f", limits: {{l: {{chokepoint: malacca, routes: [gulf], {CAPACITY}}}}}", "l.chokepoint", "beside"),
    ],
)
def test_each_mistake_is_named(text: str, where: str, what: str) -> None:
    assert [one for one in problems(text) if where in one[1] and what in one[2]], problems(text)


def test_every_source_of_a_chokepoint_is_a_row_of_the_starter_evidence() -> None:
    cited = sorted({source for one in CHOKEPOINTS.values() for source in one.sources})
    assert set(open_evidence().present("observation", cited)) == set(cited)


def test_the_shipped_blockade_names_chokepoints_where_a_cited_way_tells_them() -> None:
    scenario = contingency.load("taiwan-blockade")
    named = {route.name: route.chokepoints for route in scenario.side("china").routes if route.chokepoints}
    assert named["gulf"] == ("hormuz", "malacca")
    assert set(named) == {"gulf", "kozmino", "russia_long_haul", "russian_lng"}
    for supply in scenario.side("china").supplies:
        for route in supply.routes:
            cited = scenario.numbers[f"{supply.name}.routes.{route.name}.lag"].sources
            assert bool(route.chokepoints) == any(source.startswith("param:route_") for source in cited), route.name
    assert not [route for route in scenario.side("taiwan").routes if route.chokepoints]


def test_the_shipped_file_says_so() -> None:
    text = (resources.files("multifront") / "scenarios" / "taiwan-blockade.yaml").read_text(encoding="utf-8")
    assert text.count("chokepoints: [") == 4
