"""Losses on two sides: by hand, against the equation of one side, against a slow run, at no loss, and bad input."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.contingency.made_war import random_war, slow_losses

from multifront.contingency.attrition import LossCurve, daily_shares, run_losses
from multifront.contingency.war_losses import WarLines, run_war_losses
from multifront.errors import UsageError

ONE = np.ones((1, 1))


def own_force(each_day: list[float], **changed: object) -> WarLines:
    """One side's own force of 100 units, half of it the limit."""
    given: dict[str, object] = {
        "camp": (0,),
        "group": (0,),
        "pools": ((),),
        "exposed": 100 * ONE,
        "from_forces": 0 * ONE,
        "weight": ONE,
        "wanted": np.array(each_day)[None, :, None],
        "limit": np.array([0.5]),
    }
    return WarLines(**(given | changed))  # type: ignore[arg-type]


def duel(delta: float) -> tuple[WarLines, np.ndarray]:
    """Two forces of 100; each loses a tenth a day of what the other side's force present allows."""
    two = np.ones((2, 1))
    lines = own_force(
        [],
        camp=(0, 1),
        group=(0, 1),
        pools=((), ()),
        exposed=100 * two,
        from_forces=two,
        weight=two,
        wanted=np.full((2, 2, 1), 0.1),
    )
    gain = np.ones((2, 2, 1))
    gain[1] += delta
    return lines, gain


def test_two_forces_by_hand() -> None:
    """Day 1: 10 and 20 of 100. Day 2: 0.1 x 0.8 of 90 is 7.2; 0.2 x 0.9 of 80 is 14.4."""
    run = run_war_losses(*duel(1.0), (), 30)
    assert run.lost[:, 0].tolist() == pytest.approx([17.2, 34.4], abs=1e-12)
    assert np.isinf(run.ends).all()


def test_the_first_day_under_the_share() -> None:
    assert run_war_losses(own_force([0.3, 0.3]), np.ones((1, 2, 1)), (), 30).ends.tolist() == [[2.0]]
    assert run_war_losses(own_force([0.5, 0.0]), np.ones((1, 2, 1)), (), 30).ends.tolist() == [[np.inf]]
    assert run_war_losses(own_force([2.0, 0.0]), np.ones((1, 2, 1)), (), 30).lost.tolist() == [[100.0]]


def test_the_equation_of_one_side() -> None:
    """With presence = what is left over what was exposed, day by day, `run_losses` gives the same losses."""
    curve, days, exposed = LossCurve(total=138, horizon=21, tau=18.4), 28, 200.0
    shares = daily_shares(np.array([curve.tau]), np.array([curve.horizon]), days)
    assert shares[:21].sum() == pytest.approx(1.0, abs=1e-12)
    lines = own_force([], exposed=exposed * ONE, wanted=(curve.total / exposed * shares)[None])
    run = run_war_losses(lines, np.ones((1, days, 1)), (), days)
    presence, left = np.ones((days, 1)), exposed
    for day in range(days):
        presence[day] = left / exposed
        one = {"scale": np.ones(1), "fire": np.ones((days, 1)), "effectiveness": np.ones((days, 1))}
        left -= float(run_losses(curve, **one, presence=presence, force=np.array([1e9])).losses[day, 0])
    assert exposed - run.lost[0, 0] == pytest.approx(left, abs=1e-9)


def test_a_force_that_stands_as_in_the_games_loses_what_it_loses_there() -> None:
    """Two sides under full fire, each fire hanging on the force present: both totals of the games are met by day 21."""
    totals, exposed, days = np.array([126.0, 36.0]), np.array([220.0, 73.0]), 21
    daily = np.stack(
        [t / e * daily_shares(np.array([9.0]), np.array([21.0]), days) for t, e in zip(totals, exposed, strict=True)]
    )
    course = 1.0 - (np.cumsum(daily, axis=1) - daily)
    lines = replace(
        own_force([0.0, 0.0]),
        camp=(0, 1),
        group=(0, 1),
        pools=((), ()),
        exposed=exposed[:, None],
        from_forces=np.full((2, 1), 0.85),
        weight=np.ones((2, 1)),
        wanted=daily / course,
        course=course,
    )
    assert run_war_losses(lines, np.ones((2, days, 1)), (), days).lost[:, 0] == pytest.approx(totals, rel=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_a_slow_run_agrees(seed: int) -> None:
    lines, moves = random_war(seed, 12)
    gain = 1.0 + np.random.default_rng(seed).uniform(0, 1, lines.wanted.shape)
    run = run_war_losses(lines, gain, moves, 60)
    for draw in range(12):
        short, lost, ends = slow_losses(lines, gain, moves, 60, draw)
        assert run.short[draw] == pytest.approx(short, abs=1e-8)
        assert run.lost[:, draw].tolist() == pytest.approx(lost, abs=1e-9)
        assert run.ends[:, draw].tolist() == ends


def test_units_that_leave_take_their_losses_along() -> None:
    """The random cases hold draws in which units leave the first front; their losses show at other fronts."""
    moved = [(moves[0].sent[:, :, 0] > 0).any() for _, moves in (random_war(seed, 12) for seed in range(6))]
    assert any(moved)


def test_no_losses_change_nothing() -> None:
    lines, moves = random_war(3, 20)
    run = run_war_losses(replace(lines, wanted=0 * lines.wanted), np.ones(lines.wanted.shape), moves, 60)
    assert run.short.tolist() == [0.0] * 20
    assert not run.lost.any()
    assert np.isinf(run.ends).all()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"wanted": np.ones((1, 29, 1))}, "28 days"),
        ({"limit": np.ones(2)}, "shapes differ"),
        ({"exposed": 0 * ONE}, "nothing is exposed"),
        ({"from_forces": 2 * ONE}, "shares within"),
        ({"wanted": np.full((1, 2, 1), np.nan)}, "missing"),
    ],
)
def test_bad_input(change: dict[str, object], words: str) -> None:
    lines = own_force([0.1, 0.1], **change)
    with pytest.raises(UsageError, match=words):
        run_war_losses(lines, np.ones(lines.wanted.shape), (), 60)
    with pytest.raises(UsageError, match="at least 1"):
        run_war_losses(own_force([0.1]), np.zeros((1, 1, 1)), (), 60)
    with pytest.raises(UsageError, match="daily_shares"):
        daily_shares(np.zeros(1), np.ones(1), 3)
