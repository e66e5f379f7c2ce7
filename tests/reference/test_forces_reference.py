"""The network solver against a textbook's transportation problem, and rates against the published figures."""

from __future__ import annotations

import numpy as np
import pytest

from multifront.contingency.forces_flow import fill
from multifront.contingency.fronts import base_hazard


def test_the_network_solver_gives_the_textbook_optimum() -> None:
    # Winston, Operations Research: Applications and Algorithms, ch. 7.1, the Powerco problem: least cost 1,020
    supply, demand = (35.0, 50.0, 40.0), (45.0, 20.0, 30.0, 30.0)
    costs = ((8.0, 6.0, 10.0, 9.0), (9.0, 12.0, 13.0, 7.0), (14.0, 9.0, 16.0, 5.0))
    room, cost = np.zeros((9, 9)), np.zeros((9, 9))
    for plant, (units, row) in enumerate(zip(supply, costs, strict=True)):
        room[0, 1 + plant] = units
        for city, price in enumerate(row):
            room[1 + plant, 4 + city] = units
            cost[1 + plant, 4 + city], cost[4 + city, 1 + plant] = price - 100.0, 100.0 - price
    room[4:8, 8] = demand
    assert fill(room, cost)
    sent = room[4:8, 1:4].T
    assert (sent * np.array(costs)).sum() == pytest.approx(1020.0, abs=1e-9)
    assert sent.sum(axis=1) == pytest.approx(supply)
    assert sent.sum(axis=0) == pytest.approx(demand)


def test_the_daily_hazard_of_the_published_rate_of_expansion() -> None:
    # Joyce, Ghosn & Bayer 2013: 27 % of wars 1816-2007; over one year and one front -ln(0.73) / 365, by hand
    h0 = base_hazard(np.array([0.27]), 365.0, rule=("hazard",), align=np.zeros((1, 1)), b_align=np.zeros(1))
    assert h0.item() == pytest.approx(0.31471074 / 365, rel=1e-7)
