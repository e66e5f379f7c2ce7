"""Arms by hand: stocks that run down, components that end, a partner with and without a surplus, bad input."""

from __future__ import annotations

import numpy as np
import pytest

from multifront.contingency.arms import (
    ArmsRun,
    Holding,
    Partner,
    Production,
    first_bound,
    no_partner,
    run_arms,
    transfer_budget,
)
from multifront.errors import UsageError

NEVER = np.inf


def one(value: float) -> np.ndarray:
    return np.array([float(value)])


def production(
    capacity: float = 0, share: float = 0, days: float = 0, supply: float = 1, cut: float = NEVER
) -> Production:
    return Production(
        capacity=one(capacity),
        component_share=one(share),
        component_days=one(days),
        component_supply=one(supply),
        cut_day=one(cut),
    )


def holding(stock: float, need: float, made: Production | None = None) -> Holding:
    return Holding(stock=one(stock), production=made or production(), need=one(need)[None], phase_starts=one(0)[None])


def partner(**numbers: float) -> Partner:
    given = {"reserve": 0, "draw_down": 0, "own_use": 0, "compatible": 1, "willingness": 1, "from_day": 0, "gives": 0}
    made = production(numbers.pop("made", 0.0))
    return Partner(production=made, **{key: one(value) for key, value in (given | numbers).items()})


def run(side: Holding, helper: Partner | None = None, days: int = 10) -> ArmsRun:
    return run_arms(side, helper, days=days, paths=True)


def test_a_stock_of_four_and_a_half_days() -> None:
    found = run(holding(450, 100))
    assert found.paths.fire[:6, 0].tolist() == [1, 1, 1, 1, 0.5, 0]
    assert found.endurance[0] == 5
    assert found.stock[0] == 0
    assert found.used[0] == 450


def test_half_the_need_is_made_and_fire_settles_at_a_half() -> None:
    found = run(holding(100, 100, production(50)), days=30)
    assert found.paths.fire[:3, 0].tolist() == [1, 1, 0.5]
    assert found.censored[0]


def test_production_ends_once_the_component_stock_is_used() -> None:
    found = run(holding(0, 10, production(10, share=1, days=3, supply=0, cut=2)), days=10)
    assert found.paths.made[:, 0].tolist() == [10, 10, 10, 10, 10, 0, 0, 0, 0, 0]
    assert found.endurance[0] == 5


def test_a_share_that_needs_no_components_goes_on_and_a_cut_within_a_day_counts_in_part() -> None:
    found = run(holding(0, 10, production(10, share=0.4, supply=0.5, cut=1.5)), days=4)
    assert found.paths.made[:, 0] == pytest.approx([10, 9, 8, 8])


def test_a_later_phase_asks_for_less() -> None:
    side = Holding(
        stock=one(25),
        production=production(1),
        need=np.array([[10.0], [1.0]]),
        phase_starts=np.array([[0.0], [2.0]]),
    )
    found = run(side)
    assert found.paths.used[:4, 0].tolist() == [10, 10, 1, 1]
    assert found.stock[0] == 25 - 18
    assert found.censored[0]


def test_a_partner_gives_what_it_has_over_its_own_use() -> None:
    found = run(holding(0, 10), partner(made=100, own_use=80, compatible=0.5, willingness=0.6, from_day=2.5), days=5)
    assert found.paths.received[:, 0] == pytest.approx([0, 0, 3, 6, 6])
    assert found.partner_stock[0] == pytest.approx(5 * 20 - 15)


def test_a_partner_without_a_surplus_gives_nothing() -> None:
    found = run(holding(50, 10), partner(made=80, own_use=100, reserve=1000, draw_down=20))
    assert found.received[0] == 0
    assert found.partner_stock[0] == 1000 - 10 * 20


def test_a_draw_down_ends_with_the_reserve() -> None:
    found = run(holding(0, 100), partner(reserve=50, draw_down=20), days=5)
    assert found.paths.received[:, 0].tolist() == [20, 20, 10, 0, 0]
    assert found.partner_stock[0] == 0


def test_the_sign_turns_and_the_receiver_gives_what_is_left_after_its_own_fire() -> None:
    helper = partner(made=70, own_use=100, compatible=0.5, gives=1)
    found = run(holding(60, 10), helper, days=4)
    assert found.paths.given[:, 0].tolist() == [15, 15, 0, 0]
    assert found.paths.fire[:3, 0].tolist() == [1, 1, 1]
    assert found.endurance[0] == 3
    assert run(holding(60, 10), partner(made=70, own_use=100, compatible=0.5)).endurance[0] == 6


def test_what_was_kept_back_covers_a_later_want_first() -> None:
    helper = Partner(
        reserve=one(0),
        production=production(10, share=1, supply=0, cut=2),
        draw_down=one(0),
        own_use=one(5),
        compatible=one(1),
        willingness=one(0),
        from_day=one(0),
        gives=one(1),
    )
    found = run(holding(100, 1), helper, days=6)
    assert found.paths.given[:, 0].tolist() == [0, 0, 0, 0, 5, 5]
    assert found.paths.partner_stock[:, 0].tolist() == [5, 10, 5, 0, 0, 0]


def test_the_budget_of_a_day_has_a_sign() -> None:
    numbers = {"draw_down": one(0), "own_use": one(100), "compatible": one(0.5), "willingness": one(0.2)}
    assert transfer_budget(made=one(140), **numbers)[0] == pytest.approx(4)
    assert transfer_budget(made=one(60), **numbers)[0] == pytest.approx(-20)
    assert transfer_budget(made=one(100), **numbers)[0] == 0


def test_no_need_is_full_fire() -> None:
    found = run(holding(0, 0))
    assert found.paths.fire.min() == 1
    assert found.censored[0]


def test_which_class_binds_first() -> None:
    runs = {"artillery": run(holding(20, 10)), "drones": run(holding(10, 10)), "air_defence": run(holding(999, 10))}
    day, which = first_bound(runs)
    assert (day[0], which[0]) == (1, 1)
    assert first_bound({"air_defence": runs["air_defence"]})[1][0] == -1
    with pytest.raises(UsageError, match="runs differ"):
        first_bound({"artillery": run(holding(1, 1)), "drones": run(holding(1, 1), days=3)})


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: production(-1), "Production.capacity: found missing or negative"),
        (lambda: production(np.nan), "missing or negative"),
        (lambda: production(1, share=1.2), "valid: a share within 0..1"),
        (lambda: production(np.inf), "infinite"),
        (lambda: Holding(stock=3.0, production=production(), need=one(1)[None], phase_starts=one(0)[None]), "an array"),
        (lambda: Holding(stock=one(3), production=production(), need=one(1), phase_starts=one(0)), "valid: both"),
        (
            lambda: Holding(stock=one(3), production=production(), need=one(1)[None], phase_starts=one(1)[None]),
            "first phase starts on day 0",
        ),
        (lambda: partner(willingness=1.1), "Partner.willingness: found 1.1"),
        (lambda: run_arms(holding(1, 1), days=0), "valid: days from 1"),
        (lambda: run_arms(holding(1, 1), no_partner(2), days=3), "valid: one length for all numbers"),
        (
            lambda: transfer_budget(
                made=one(1), draw_down=one(0), own_use=one(0), compatible=one(2), willingness=one(1)
            ),
            "valid: a share",
        ),
    ],
)
def test_bad_input_is_refused(make: object, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        make()
