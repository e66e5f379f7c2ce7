"""What must hold of crude supply in every scenario: conservation, monotonicity, scale, channel off, keyed draws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multifront import contingency

SCENARIO = contingency.load("taiwan-blockade")
SMALL = contingency.load("small")
DRAWS = 40
seeds = st.integers(0, 10_000)
shares = st.floats(0, 1)
legs = st.sets(st.sampled_from(contingency.KINDS)).map(
    lambda chosen: tuple(k for k in contingency.KINDS if k in chosen)
)
few = settings(max_examples=8, deadline=None)
TINY = 1e-7


def both(outcome: contingency.SupplyOutcome, rule: str, channel: object = "on") -> tuple[np.ndarray, np.ndarray]:
    run = outcome.run("china", rule, channel)
    return run.endurance, run.stock_out


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
    for side in ("china", "taiwan"):
        books = contingency.daily_balance(SCENARIO, side, rule, open_legs, days=400, draws=5, seed=seed)
        met = books.domestic + books.imports + books.drawn + books.rationed + books.unmet
        assert np.max(np.abs(met - books.demand)) < 1e-9
        assert books.stock.min() >= 0.0
        for part in (books.imports, books.rationed, books.essential_unmet):
            assert part.min() >= -1e-9
        assert books.unmet.min() >= -1e-9
        assert np.max(np.abs(books.stock[1:] - books.stock[:-1] + books.drawn[:-1])) < 1e-9


def test_books_and_simulation_tell_the_same_day() -> None:
    outcome = contingency.simulate(SCENARIO, 20, 3)
    books = contingency.daily_balance(SCENARIO, "china", "stop", "off", days=1095, draws=20, seed=3)
    run = outcome.run("china", "stop", "off")
    for draw in np.flatnonzero(~run.stock_out_censored):
        first_short = int(np.argmax(books.unmet[:, draw] > 1e-9))
        assert first_short == int(run.stock_out[draw])


@few
@given(seeds)
def test_without_a_cut_stocks_last(seed: int) -> None:
    held = {"china.cut.share": 0.0}
    outcome = contingency.simulate(SCENARIO, DRAWS, seed, fixed=held)
    assert outcome.run("china", "stop").stock_out_censored.all()


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
    partner = [r.name for r in SCENARIO.sides["china"].routes if r.supplier == SCENARIO.partner]
    closed = {f"china.routes.{name}.exposure": 1.0 for name in partner}
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
