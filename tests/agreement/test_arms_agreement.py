"""The compiled day loop of arms equals the equations of docs/model-arms.md written out in plain Python, to 1e-9."""

from __future__ import annotations

import numpy as np
import pytest
from tests.properties.test_arms_properties import sampled

from multifront.contingency.arms import Holding, Partner, Production, run_arms

DAYS, LIMIT = 90, 0.3


class Line:
    """A production line: what it makes on a day, with its component store."""

    def __init__(self, production: Production, draw: int) -> None:
        self.capacity = float(production.capacity[draw])
        self.dependent = self.capacity * float(production.component_share[draw])
        self.most = self.dependent * float(production.component_days[draw])
        self.store = self.most
        self.supply, self.cut_day = float(production.component_supply[draw]), float(production.cut_day[draw])

    def make(self, day: int) -> float:
        cut = max(0.0, min(1.0, day + 1 - self.cut_day))
        at_hand = self.store + self.dependent * (1 - (1 - self.supply) * cut)
        made = min(self.dependent, at_hand)
        self.store = min(self.most, at_hand - made)
        return self.capacity - self.dependent + made


def plainly(side: Holding, helper: Partner, draw: int) -> tuple[list[float], list[float], float]:
    """Fire and stock by day, and the first day of weak fire."""
    own, other = Line(side.production, draw), Line(helper.production, draw)
    stock, reserve, kept = float(side.stock[draw]), float(helper.reserve[draw]), 0.0
    use, fit = float(helper.own_use[draw]), float(helper.compatible[draw])
    fires, stocks, end = [], [], np.inf
    for day in range(DAYS):
        acting = max(0.0, min(1.0, day + 1 - float(helper.from_day[draw])))
        made, theirs = own.make(day), other.make(day)
        opened = min(float(helper.draw_down[draw]), reserve)
        free = theirs + opened - use
        sent = acting * max(0.0, free) * fit * float(helper.willingness[draw])
        if free >= 0:
            for_itself = max(0.0, use - theirs)
            taken = for_itself + acting * (opened - for_itself)
            asked = 0.0
            kept += theirs + taken - use - sent
        else:
            taken, covered = opened, min(kept, -free)
            kept -= covered
            asked = acting * (-free - covered) * fit * float(helper.gives[draw])
        reserve -= taken
        phase = max(k for k in range(len(side.need)) if side.phase_starts[k, draw] <= day)
        need, available = float(side.need[phase, draw]), stock + made + sent
        used = min(need, available)
        given = min(asked, available - used)
        fire = 1.0 if need <= available else available / need
        end = min(end, day) if fire < LIMIT else end
        stock = available - used - given
        fires.append(fire)
        stocks.append(stock)
    return fires, stocks, end


@pytest.mark.parametrize("seed", range(12))
def test_the_kernel_equals_the_equations(seed: int) -> None:
    side, helper = sampled(seed)
    run = run_arms(side, helper, days=DAYS, fire_limit=LIMIT, paths=True)
    for draw in range(len(side.stock)):
        fires, stocks, end = plainly(side, helper, draw)
        assert run.paths.fire[:, draw] == pytest.approx(fires, abs=1e-9)
        assert run.paths.stock[:, draw] == pytest.approx(stocks, abs=1e-9)
        if np.min(np.abs(np.array(fires) - LIMIT)) > 1e-9:
            assert run.endurance[draw] == end
