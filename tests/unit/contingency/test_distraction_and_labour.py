"""Value of a distraction, its break-even and the division of labour, in worlds worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.contingency.made_forces import asked, pools, random_case

from multifront.contingency.distraction import break_even, distraction_value
from multifront.contingency.forces import assign_forces
from multifront.contingency.labour import division_of_labour, permissions
from multifront.errors import UsageError

NEEDS = asked([0, 0], [4, 0], [0, np.inf], weight=np.array([[1.0], [0.5]]))


def test_a_distraction_that_is_answered_last_costs_the_main_front_nothing() -> None:
    found = distraction_value(pools([5.0], [[0.0, 0.0]]), NEEDS, np.array([[[0.0], [3.0]]]))
    assert found.value().tolist() == [60.0]
    assert found.value("a").tolist() == [0.0]


def test_a_distraction_that_is_answered_first_draws_units_away() -> None:
    needs = replace(NEEDS, weight=np.array([[1.0], [2.0]]))
    found = distraction_value(pools([5.0], [[0.0, 0.0]]), needs, np.array([[[0.0], [3.0]]]))
    assert found.value("a").tolist() == [60.0]
    assert found.value("b").tolist() == [0.0]


@pytest.mark.parametrize(("units", "expected"), [(4.0, 1), (6.5, 3), (10.0, 7), (30.0, None)])
def test_break_even_is_the_spare_force_and_one_more(units: float, expected: int | None) -> None:
    found = break_even(pools([units], [[0.0, 0.0]]), NEEDS, layer="submarines", at="b", main="a", largest=20)
    assert found.units == expected
    assert ("No number up to 20" in found.sentence) == (expected is None)


def test_break_even_from_a_shortfall_asks_for_a_rise_of_it() -> None:
    # 4 asked for, 2 there: short 60; 11 % more than that needs a fourth of a unit: one whole unit makes 90
    found = break_even(pools([2.0], [[0.0, 0.0]]), NEEDS, layer="submarines", at="b", main="a", rise=0.6)
    assert (found.units, found.short_without, found.short_with) == (2, 60.0, 120.0)


def test_break_even_starts_from_the_plain_shortfall_and_is_the_fewest() -> None:
    forces, needs = random_case(5, 20, (2, 3))
    found = break_even(forces, needs, layer="submarines", at="b", main="a", rise=0.1, largest=40)
    plain = assign_forces(forces, needs).shortfall(front="a", layer="submarines").mean()
    assert found.short_without == pytest.approx(plain, rel=1e-6)
    assert found.units is not None
    assert found.units > 1
    assert found.short_with > 1.1 * plain
    fewer = break_even(forces, needs, layer="submarines", at="b", main="a", rise=0.1, largest=found.units - 1)
    assert fewer.units is None
    assert fewer.short_with <= 1.1 * plain


def test_rules_of_labour_by_hand() -> None:
    # a asks for 6 and b for 2, each ally has 4: alone a lacks 2 x 30; shared nothing lacks
    forces = pools([4.0, 4.0], [[0.0, 0.0], [0.0, 0.0]], owner=("usa", "korea"))
    needs = asked([0, 0], [6, 2], [0, 0])
    split = {"usa": ("a",), "korea": ("b",)}
    found = division_of_labour(forces, needs, split, {"usa": (), "korea": ("b",)}, name="each its own")
    by_rule = {line.rule: line for line in found.lines}
    assert [line.rule for line in found.lines] == ["each its own", "full sharing", "home only"]
    assert by_rule["each its own"].by_front == {"a": 60.0, "b": 0.0}
    assert by_rule["full sharing"].more_than_asked.mean == -60.0
    assert (by_rule["home only"].short.mean, by_rule["home only"].worse) == (180.0, 1.0)
    assert np.isnan(by_rule["home only"].short.standard_error)


def test_wider_permission_never_raises_what_is_missing_when_nothing_is_a_surprise() -> None:
    forces, needs = random_case(8, 30, (3, 4))
    known = replace(needs, opening=np.where(needs.opening > 0, np.inf, 0.0), weight=np.ones_like(needs.weight))
    found = division_of_labour(forces, known, {"usa": ("a", "b"), "ally": ("c", "d")}, {"usa": ("a",), "ally": ("c",)})
    asked_for, shared, home = (found.plans[line.rule].shortfall() for line in found.lines)
    assert np.all(shared <= asked_for + 1e-6)
    assert np.all(asked_for <= home + 1e-6)
    assert found.lines[1].worse == 0.0


def test_bad_requests_are_refused() -> None:
    forces = pools([4.0, 4.0], [[0.0, 0.0], [0.0, 0.0]], owner=("usa", "korea"))
    for duties, message in (
        ({"usa": ("a",)}, "no fronts are given for korea"),
        ({"usa": ("a",), "korea": ("c",)}, "unknown front 'c'"),
        ({"usa": (), "korea": (), "japan": ()}, "unknown owner 'japan'"),
    ):
        with pytest.raises(UsageError, match=message):
            permissions(forces, ("a", "b"), duties)
    with pytest.raises(UsageError, match="the name of an alternative"):
        division_of_labour(forces, NEEDS, {}, {}, name="home only")
    with pytest.raises(UsageError, match="extra has shape"):
        distraction_value(forces, NEEDS, np.zeros((1, 1, 1)))
    with pytest.raises(UsageError, match="extra must be a number"):
        distraction_value(forces, NEEDS, np.full((1, 2, 1), -1.0))
    for options, message in (
        ({"at": "a"}, "both 'a'"),
        ({"layer": "tanks"}, "unknown layer"),
        ({"rise": -0.1}, "rise must be at least 0"),
        ({"largest": 0}, "largest at least 1"),
    ):
        with pytest.raises(UsageError, match=message):
            break_even(forces, NEEDS, **({"layer": "submarines", "at": "b", "main": "a"} | options))  # type: ignore[arg-type]
