"""What must hold of supplies in every scenario: conservation, monotonicity, scale, channel off, keyed draws."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multifront import contingency
from multifront.contingency.worlds import Sampler, sample_worlds

SCENARIO = contingency.load("taiwan-blockade")
SMALL = contingency.load("small")
CRUDE_TEXT = (Path(__file__).parents[1] / "data" / "crude-only.yaml").read_text(encoding="utf-8")
CRUDE_ONLY = contingency.read_scenario(CRUDE_TEXT, "crude-only.yaml")
CHANNELS = ("on", "off", ("overland",), ("short_sea", "long_sea"))
DRAWS = 40
seeds = st.integers(0, 10_000)
shares = st.floats(0, 1)
legs = st.sets(st.sampled_from(contingency.KINDS)).map(
    lambda chosen: tuple(k for k in contingency.KINDS if k in chosen)
)
EVERY = [(side.name, commodity) for side in SCENARIO.sides.values() for commodity in side.commodities]
few = settings(max_examples=8, deadline=None)
TINY = 1e-7


def both(outcome: contingency.SupplyOutcome, rule: str, channel: object = "on") -> tuple[np.ndarray, np.ndarray]:
    """China's endurance and stock-out, all commodities one after another."""
    commodities = outcome.scenario.side("china").commodities
    runs = [outcome.run("china", rule, channel, commodity) for commodity in commodities]
    return np.concatenate([run.endurance for run in runs]), np.concatenate([run.stock_out for run in runs])


@few
@given(seeds, legs, legs)
def test_more_support_never_shortens_endurance(seed: int, some: tuple[str, ...], more: tuple[str, ...]) -> None:
    outcome = contingency.simulate(SCENARIO, DRAWS, seed)
    wider = tuple(k for k in contingency.KINDS if k in some + more)
    for rule in contingency.RULES:
        for less, longer in zip(both(outcome, rule, some), both(outcome, rule, wider), strict=True):
            assert np.all(longer >= less - TINY)


@few
@given(seeds, shares, shares)
def test_more_interdiction_never_lengthens_endurance(seed: int, one: float, other: float) -> None:
    weak, strong = (
        contingency.simulate(SCENARIO, DRAWS, seed, fixed={"china.cut.share": cut}) for cut in sorted((one, other))
    )
    for rule in contingency.RULES:
        for channel in ("on", "off"):
            for longer, shorter in zip(both(weak, rule, channel), both(strong, rule, channel), strict=True):
                assert np.all(longer >= shorter - TINY)


@few
@given(seeds)
def test_rules_are_ordered_and_stock_out_never_follows_the_end(seed: int) -> None:
    outcome = contingency.simulate(SCENARIO, DRAWS, seed)
    leave, inspect, stop = (outcome.run("china", rule) for rule in contingency.RULES)
    assert np.all(leave.endurance >= inspect.endurance - TINY)
    assert np.all(inspect.endurance >= stop.endurance - TINY)
    for run in (leave, inspect, stop):
        assert np.all(run.stock_out <= run.endurance)


@few
@given(seeds, st.sampled_from(contingency.RULES), legs)
def test_books_balance_every_day(seed: int, rule: str, open_legs: tuple[str, ...]) -> None:
    for side, commodity in EVERY:
        books = contingency.daily_balance(
            SCENARIO, side, rule, open_legs, days=400, draws=5, seed=seed, commodity=commodity
        )
        met = books.domestic + books.imports + books.drawn + books.rationed + books.unmet
        assert np.max(np.abs(met - books.demand)) < 1e-9
        assert books.stock.min() >= 0.0
        for part in (books.imports, books.rationed, books.essential_unmet):
            assert part.min() >= -1e-9
        assert books.unmet.min() >= -1e-9
        assert np.max(np.abs(books.stock[1:] - books.stock[:-1] + books.drawn[:-1])) < 1e-9


@pytest.mark.parametrize(("side", "commodity"), EVERY)
def test_books_and_simulation_tell_the_same_day(side: str, commodity: str) -> None:
    outcome = contingency.simulate(SCENARIO, 20, 3)
    books = contingency.daily_balance(SCENARIO, side, "stop", "off", days=1095, draws=20, seed=3, commodity=commodity)
    run = outcome.run(side, "stop", "off", commodity)
    for draw in np.flatnonzero(~run.stock_out_censored):
        first_short = int(np.argmax(books.unmet[:, draw] > 1e-9))
        assert first_short == int(run.stock_out[draw])


@few
@given(seeds)
def test_without_a_cut_stocks_last(seed: int) -> None:
    held = {"china.cut.share": 0.0}
    outcome = contingency.simulate(SCENARIO, DRAWS, seed, fixed=held)
    for commodity in SCENARIO.side("china").commodities:
        assert outcome.run("china", "stop", "on", commodity).stock_out_censored.all()


@few
@given(seeds)
def test_zero_interdiction_reproduces_normal_flows(seed: int) -> None:
    free = scenario_without_cut(SCENARIO)
    for commodity in SCENARIO.side("china").commodities:
        books = contingency.daily_balance(free, "china", "stop", days=200, draws=5, seed=seed, commodity=commodity)
        world = sample_worlds(SCENARIO.side("china").supply(commodity), Sampler(SCENARIO, seed, np.arange(5)))[0]
        assert np.max(np.abs(books.imports - world.flow.sum(axis=0))) < 1e-9


@few
@given(seeds, st.sampled_from(contingency.RULES), legs)
def test_a_side_ends_with_the_first_of_its_commodities(seed: int, rule: str, open_legs: tuple[str, ...]) -> None:
    outcome = contingency.simulate(SCENARIO, DRAWS, seed)
    for side in SCENARIO.sides.values():
        whole = outcome.run(side.name, rule, open_legs)
        parts = [outcome.run(side.name, rule, open_legs, commodity) for commodity in side.commodities]
        assert np.array_equal(whole.endurance, np.min([part.endurance for part in parts], axis=0))
        assert np.array_equal(whole.stock_out, np.min([part.stock_out for part in parts], axis=0))
        for draw in np.flatnonzero(~whole.censored):
            bound = side.commodities[whole.bound[draw]]
            assert bound in whole.constraint[draw]
            assert parts[whole.bound[draw]].endurance[draw] == whole.endurance[draw]
        shares = sum(whole.share_bound(commodity) for commodity in side.commodities)
        assert shares == pytest.approx((~whole.censored).mean())


def test_old_files_keep_their_numbers_to_the_bit() -> None:
    """Crude alone in a file, and crude beside other commodities, are one run: the others change nothing."""
    alone, beside = (contingency.simulate(one, 300, 3) for one in (CRUDE_ONLY, SCENARIO))
    assert CRUDE_ONLY.side("china").commodities == ("crude",)
    for side in ("china", "taiwan"):
        for rule in contingency.RULES:
            for channel in ("on", "off", ("overland",), ("short_sea", "long_sea")):
                one, other = alone.run(side, rule, channel), beside.run(side, rule, channel, "crude")
                for measure in ("endurance", "stock_out"):
                    assert one.days(measure)[0].tobytes() == other.days(measure)[0].tobytes()


def test_old_files_give_the_numbers_of_the_release_before_commodities() -> None:
    """Digest of all days to the sixth decimal, written down from the version that knew crude alone."""
    outcome = contingency.simulate(CRUDE_ONLY, 500, 3)
    digest = hashlib.sha256()
    for side, rule, channel in product(CRUDE_ONLY.sides, contingency.RULES, CHANNELS):
        run = outcome.run(side, rule, channel)
        for days in (run.endurance, run.stock_out):
            digest.update(" ".join(f"{value:.6f}" for value in days).encode())
    assert digest.hexdigest() == "51af12a6fa71245d9fb92d8906e0355fb9afb92c77a82bf751a5e09aa95aa612"


def test_a_commodity_that_the_partner_cannot_reach_has_no_path() -> None:
    assert set(contingency.partner_paths(SCENARIO, "taiwan").values()) == {()}
    paths = contingency.partner_paths(SCENARIO, "china")
    assert paths["grain"] == ("overland",)
    outcome = contingency.simulate(SCENARIO, DRAWS)
    for commodity in SCENARIO.side("taiwan").commodities:
        on, off = (outcome.run("taiwan", "leave", state, commodity).endurance for state in ("on", "off"))
        assert np.array_equal(on, off)


@few
@given(seeds, st.floats(0.5, 20), st.floats(0.5, 20), shares)
def test_shared_limits_keep_what_must_hold(seed: int, strait: float, ports: float, cut: float) -> None:
    """A strait and, inside it, ports, over routes of different fate: books, support and interdiction as ever."""
    scenario = contingency.read_scenario(with_limits(strait, ports), "mine.yaml")
    books = contingency.daily_balance(scenario, "china", "inspect", days=200, draws=3, seed=seed)
    met = books.domestic + books.imports + books.drawn + books.rationed + books.unmet
    assert np.max(np.abs(met - books.demand)) < 1e-9
    assert books.stock.min() >= 0.0
    weak, strong = (
        contingency.simulate(scenario, 10, seed, fixed={"china.cut.share": share}) for share in sorted((cut, 0.7))
    )
    for rule in contingency.RULES:
        for channel in ("on", "off"):
            assert np.all(both(weak, rule, channel)[0] >= both(strong, rule, channel)[0] - TINY)
        for some, more in ((("overland",), ("overland", "short_sea")), (("long_sea",), "on"), ("off", "on")):
            assert np.all(both(strong, rule, more)[0] >= both(strong, rule, some)[0] - TINY)
    free = contingency.daily_balance(scenario_without_cut(scenario), "china", "stop", days=100, draws=3, seed=seed)
    assert np.max(np.abs(free.imports - free.imports[0])) < 1e-9


def with_limits(strait: float, ports: float) -> str:
    amount = "{mode: %s, unit: mb/d, distribution: point, assumption: made}"
    limits = (
        "    limits:\n"
        f"      strait: {{routes: [gulf, other_sea, kozmino], capacity: {amount % strait}}}\n"
        f"      ports: {{routes: [other_sea, kozmino], capacity: {amount % ports}}}\n"
    )
    text = CRUDE_TEXT
    return text.replace("    limits:\n", limits, 1)


def scenario_without_cut(scenario: contingency.Scenario) -> contingency.Scenario:
    none = replace(scenario.numbers["china.cut.share"], low=0.0, mode=0.0, high=0.0)
    return replace(scenario, numbers={**scenario.numbers, "china.cut.share": none})


@few
@given(st.floats(0.1, 50))
def test_days_do_not_depend_on_the_scale_of_flows_and_stocks(scale: float) -> None:
    parts = ("demand.runs", "stock.volume", "supply.domestic")
    routes = [f"routes.{r.name}.{key}" for r in SMALL.sides["china"].routes for key in ("flow", "capacity")]
    names = [f"china.{part}" for part in (*parts, *routes)]
    held = {name: SMALL.numbers[name].mode * scale for name in names}
    base, scaled = contingency.simulate(SMALL, 1), contingency.simulate(SMALL, 1, fixed=held)
    for rule in contingency.RULES:
        assert both(scaled, rule)[0] == pytest.approx(both(base, rule)[0], rel=1e-9)


def test_channel_off_is_a_scenario_without_the_partners_routes() -> None:
    closed = {
        f"{supply.name}.routes.{route.name}.exposure": 1.0
        for supply in SCENARIO.side("china").supplies
        for route in supply.routes
        if route.supplier == SCENARIO.partner
    }
    base = contingency.simulate(SCENARIO, DRAWS)
    other = contingency.simulate(SCENARIO, DRAWS, fixed=closed)
    for rule in contingency.RULES:
        assert np.array_equal(base.run("china", rule, "off").endurance, other.run("china", rule, "off").endurance)
        assert np.array_equal(base.run("china", "leave", "off").endurance, base.run("china", rule, ()).endurance)


def test_a_draw_run_alone_gives_the_same_numbers() -> None:
    whole = contingency.simulate(SCENARIO, 1_500, 7)
    chosen = np.array([3, 999, 1_000, 1_499])
    alone = contingency.simulate(SCENARIO, seed=7, indices=chosen)
    single = contingency.simulate(SCENARIO, seed=7, indices=np.array([999]))
    for rule in contingency.RULES:
        for channel in ("on", "off"):
            for side in ("china", "taiwan"):
                full = whole.run(side, rule, channel).stock_out
                assert np.array_equal(full[chosen], alone.run(side, rule, channel).stock_out)
                assert full[999] == single.run(side, rule, channel).stock_out[0]


def test_defender_does_not_depend_on_rule_or_channel() -> None:
    outcome = contingency.simulate(SCENARIO, DRAWS)
    runs = [outcome.run("taiwan", rule, channel).endurance for rule in contingency.RULES for channel in ("on", "off")]
    assert all(np.array_equal(run, runs[0]) for run in runs)
