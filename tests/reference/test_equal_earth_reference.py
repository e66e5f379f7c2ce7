"""Equal Earth against the values that PROJ publishes for a sphere, and against what equal area means."""

from __future__ import annotations

import math

import numpy as np
import pytest

from multifront.brief.charts.equal_earth import project

RADIUS = 6_378_137.0
"""Radius of the sphere of PROJ's own test of `+proj=eqearth +R=6378137` (test/gie/builtins.gie, tolerance 1 cm)."""


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((0.0, 0.0), (0.0, 0.0)),
        ((180.0, 0.0), (17_263_256.84, 0.0)),
        ((180.0, 45.0), (14_795_421.79, 5_486_671.72)),
    ],
)
def test_places_are_those_that_proj_publishes(place: tuple[float, float], expected: tuple[float, float]) -> None:
    x, y = project(np.array([place[0]]), np.array([place[1]]))
    assert (float(x[0]) * RADIUS, float(y[0]) * RADIUS) == pytest.approx(expected, abs=0.01)  # printed to a centimetre


def test_the_south_and_the_west_mirror_the_north_and_the_east() -> None:
    x, y = project(np.array([70.0, -70.0]), np.array([31.2, -31.2]))
    assert (x[1], y[1]) == pytest.approx((-x[0], -y[0]))


@pytest.mark.parametrize("south", [-60.0, 0.0, 40.0, 70.0])
def test_a_field_has_its_area_on_the_globe(south: float) -> None:
    north, east = south + 10.0, 30.0
    around = np.linspace(south, north, 2001)
    x, y = project(np.full(around.size, east), around)
    drawn = float(np.sum((x[1:] + x[:-1]) / 2 * np.diff(y)))
    true = math.radians(east) * (math.sin(math.radians(north)) - math.sin(math.radians(south)))
    assert drawn == pytest.approx(true, rel=2e-4)  # the published polynomial is itself an approximation
