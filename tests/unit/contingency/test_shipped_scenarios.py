"""Every shipped scenario: it reads, runs, keeps the invariants; four states never shorten the challenger's days."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from multifront import contingency
from multifront.workbench import scenarios

NAMES = contingency.shipped_scenarios()
DRAWS = 200
QUIET = ("fronts.openings.expands", "fronts.openings.joins", "fronts.openings.load_added")
PAIRS = (
    ("taiwan-war", "taiwan-war-four", 180),
    ("taiwan-blockade", "taiwan-blockade-four", 1095),
    ("taiwan-quarantine", "taiwan-quarantine-four", 180),
)
FRESH = ("taiwan-war", "taiwan-blockade", "taiwan-quarantine", "two-fronts-korea", "gulf-and-taiwan")
"""Scenarios without which the question of the task could not be asked."""


@cache
def run_of(name: str) -> contingency.WholeRun:
    return contingency.simulate_whole(contingency.load(name), DRAWS, 5, days=180)


def quiet(name: str, days: int) -> contingency.WholeRun:
    """The same seed with other fronts off."""
    scenario = contingency.load(name)
    fixed = {key: 0.0 for key in QUIET if key in scenario.numbers}
    return contingency.simulate_whole(scenario, DRAWS, 5, days=days, fixed=fixed)


def test_the_scenarios_of_the_page_are_shipped() -> None:
    branches = {f"taiwan-war-{branch}" for branch in contingency.BRANCHES}
    assert {*FRESH, *branches, "division-of-labour", "small"} | {four for _, four, _ in PAIRS} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_it_passes_the_check_and_says_what_each_number_is(name: str) -> None:
    assert scenarios.check(name).startswith(f"{name}: fine")
    scenario = contingency.load(name)
    assert scenario.name == name
    for number in scenario.numbers.values():
        assert number.sources or number.assumption, number.name
    assert not [row["parameter"] for row in contingency.parameter_rows(scenario) if not row["meaning"]]


@pytest.mark.parametrize("name", NAMES)
def test_all_channels_off_is_the_base_and_nothing_leaves_its_range(name: str) -> None:
    run = run_of(name)
    base = contingency.simulate(run.scenario, DRAWS, 5)
    for side in run.sides:
        fire = [run.parts["arms", one.path, "off"] for one in run.scenario.blocks.arms_of(side)]
        for rule in contingency.RULES:
            days = run.ends(side, rule, losses=False).days
            bounds = np.stack([base.run(side, rule, "off").endurance, *fire])
            assert days[0] == pytest.approx(np.minimum(bounds.min(axis=0), 180.0), abs=1e-9)
            assert np.all((days >= 0.0) & (days <= 180.0))
    if run.has_forces:
        assert np.all(run.shortfall >= 0.0)
        assert np.all(run.fronts_opened[-1] >= run.fronts_opened[0])


@pytest.mark.parametrize("name", NAMES)
def test_shares_of_the_channels_add_up(name: str) -> None:
    run = run_of(name)
    for rule in contingency.RULES:
        for one in contingency.attribute_whole(run, rule).values():
            acting = [share.estimate.mean for share in one.shares if share.estimate is not None]
            assert sum(acting) == pytest.approx(one.whole.mean, abs=1e-9 * max(1.0, abs(one.whole.mean)))


@pytest.mark.parametrize(("two", "four", "days"), PAIRS)
def test_four_states_never_shorten_the_challenger_with_other_fronts_off(two: str, four: str, days: int) -> None:
    less, more = quiet(two, days), quiet(four, days)
    for rule in contingency.RULES:
        for side in more.sides:
            gained = more.ends(side, rule, losses=False).days - less.ends(side, rule, losses=False).days
            assert gained.min() >= -1e-9, (rule, side)
        without = [
            row for row, on in enumerate(contingency.channel_combinations()) if not {"logistics", "arms"} & set(on)
        ]
        gained = more.ends("china", rule, losses=False).days - less.ends("china", rule, losses=False).days
        assert np.abs(gained[without]).max() <= 1e-9


def test_four_states_do_lengthen_the_challenger_somewhere() -> None:
    for two, four, days in PAIRS[:2]:
        gained = quiet(four, days).ends("china", "stop").days[-1] - quiet(two, days).ends("china", "stop").days[-1]
        assert gained.max() >= 1.0, four


def test_acts_of_the_four_raise_the_shortfall_and_only_through_distraction() -> None:
    two, four = run_of("taiwan-war").shortfall, run_of("taiwan-war-four").shortfall
    rows = [row for row, on in enumerate(contingency.channel_combinations()) if "distraction" in on]
    off = [row for row in range(16) if row not in rows]
    assert np.array_equal(two[off], four[off])
    assert four[rows].mean() > two[rows].mean() + 100.0


def test_branches_put_together_again_are_the_whole() -> None:
    """A draw of `taiwan-war` is the draw of the scenario of its branch."""
    drawn = run_of("taiwan-war").ends("china", "leave").days
    apart = np.stack([run_of(f"taiwan-war-{branch}").ends("china", "leave").days for branch in contingency.BRANCHES])
    assert np.all((apart == drawn).any(axis=0))
    assert drawn.mean() >= apart.mean(axis=(1, 2)).min()
    assert apart[1].mean() >= max(apart[0].mean(), apart[2].mean())  # only a frozen war leaves Russia something to give


def test_a_quarantine_leaves_the_challenger_alone_and_escorts_help_the_defender() -> None:
    plain, escort = run_of("taiwan-quarantine"), run_of("taiwan-quarantine-escort")
    assert plain.ends("china", "leave").censored.all()
    lost = [1.0 - run.ends("taiwan", "leave").censored[0].mean() for run in (plain, escort)]
    assert lost[1] < lost[0] < 0.5
    assert escort.shortfall[0].mean() > plain.shortfall[0].mean()


def test_korea_opens_in_its_month_and_hormuz_costs_the_defender_days() -> None:
    assert run_of("two-fronts-korea").fronts_opened[0].min() == 1.0
    gulf, plain = (run_of(name).ends("taiwan", "leave").days[0] for name in ("gulf-and-taiwan", "taiwan-blockade"))
    assert gulf.mean() < plain.mean()
    assert run_of("gulf-and-taiwan").sides == ("china", "taiwan", "japan", "korea")


def test_rules_of_labour_are_those_of_the_run() -> None:
    run = run_of("division-of-labour")
    assert np.array_equal(run.shortfall, run.shortfall_under("division of labour") + run.short_by_losses)
    found = contingency.labour_of(run.scenario, DRAWS, 5)
    for line in found.lines:
        assert line.short.mean == pytest.approx(run.shortfall_under(line.rule)[0].mean(), rel=1e-12)
    best, worst = "all allies anywhere", "United States alone everywhere"
    means = {line.rule: line.short.mean for line in found.lines}
    assert means[best] == min(means.values())
    assert means[worst] == max(means.values())
