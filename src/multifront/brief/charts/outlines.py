"""Outlines of states in pixels, from the shipped file, and where they come from. Knows no values and no colours."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from multifront.brief.charts.equal_earth import project
from multifront.domain import Floats, Origin

MIDDLE = 11.0
"""Meridian in the middle of the map: the cut then passes through the Bering Strait and no state of size is torn."""

SOUTH, NORTH = -56.0, 83.8
SMALL = 15_000.0
"""A state with less area than this many square kilometres is a dot as well, since its outline is under three pixels."""

FINEST = 0.5
"""Points of a border closer to the one before than this many pixels, at the equator, are left out."""

EARTH = 6371.0
Place = tuple[float, float]
Ring = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A state on the map: name, where its label stands, rings of each polygon in pixels, and whether it is a dot."""

    name: str
    point: Place
    polygons: tuple[tuple[Ring, ...], ...]
    dot: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """All outlines at one width: by code, those of no state of ours, and the height in pixels."""

    states: dict[str, Outline]
    others: tuple[tuple[Ring, ...], ...]
    height: int


@cache
def _shipped() -> Any:
    return json.loads(files("multifront.brief.charts").joinpath("world.json").read_text(encoding="utf-8"))


@cache
def origin() -> Origin:
    """The record of the outlines, for the sources of a brief that shows a map."""
    record = dict(_shipped()["origin"])
    return Origin(**{**record, "edition_date": date.fromisoformat(record["edition_date"])})


@cache
def sheet(width: int) -> Sheet:
    """All outlines on a map of so many pixels.

    Args:
        width: of the whole map, in pixels.
    """
    shipped = _shipped()
    arcs = [_thinned(_points(arc, shipped["per_degree"]), FINEST * 360 / width) for arc in shipped["arcs"]]
    frame = _Frame(width)
    states = {}
    for code, entry in shipped["states"].items():
        rings = [[_ring(arcs, ring) for ring in polygon] for polygon in entry["polygons"]]
        area = abs(sum(_area(ring) for polygon in rings for ring in polygon))
        point = frame.places(np.array([entry["point"]], dtype=float) / shipped["per_degree"])[0]
        states[code] = Outline(entry["name"], point, frame.polygons(rings), area < SMALL)
    others = frame.polygons([[_ring(arcs, ring) for ring in polygon] for polygon in shipped["others"]])
    return Sheet(states, others, round(frame.height))


class _Frame:
    """From degrees to pixels of a map of one width."""

    def __init__(self, width: int) -> None:
        half, top = project(np.array([180.0, 0.0]), np.array([0.0, NORTH]))
        _, low = project(np.array([0.0]), np.array([SOUTH]))
        self.scale = width / (2 * float(half[0]))
        self.top, self.half = float(top[1]), float(half[0])
        self.height = (self.top - float(low[0])) * self.scale

    def places(self, degrees: Floats) -> Ring:
        """Places in tenths of a pixel; what lies wholly beyond the cut in the west stands at the eastern edge."""
        turned = degrees[:, 0] - MIDDLE
        turned = turned + 360 if turned.max() <= -180 else turned
        x, y = project(np.clip(turned, -180, 180), degrees[:, 1])
        pixels = zip((x + self.half) * self.scale, (self.top - y) * self.scale, strict=True)
        return tuple((round(float(a), 1), round(float(b), 1)) for a, b in pixels)

    def polygons(self, rings: list[list[Floats]]) -> tuple[tuple[Ring, ...], ...]:
        """Polygons in pixels without those that have shrunk to a point."""
        drawn = [tuple(_distinct(self.places(ring)) for ring in polygon) for polygon in rings]
        kept = (tuple(ring for ring in polygon if len(ring) > 3) for polygon in drawn)
        return tuple(polygon for polygon in kept if polygon)


def _points(arc: Sequence[int], per_degree: int) -> Floats:
    """The points of an arc in degrees."""
    return np.cumsum(np.array(arc, dtype=np.int64).reshape(-1, 2), axis=0) / per_degree


def _ring(arcs: Sequence[Floats], numbers: Sequence[int]) -> Floats:
    """A ring joined from its arcs; the complement of a number is its arc backwards, as in TopoJSON.

    The source joins what the date line cuts, so that a ring may jump from one end of the world to the other: longitudes
    are carried on past 180 instead.
    """
    parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    ring = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
    return np.column_stack([np.unwrap(ring[:, 0], period=360.0), ring[:, 1]])


def _area(ring: Floats) -> float:
    """Area in square kilometres; a hole has the other sign than the ring around it."""
    x, y = project(ring[:, 0], ring[:, 1])
    return float(np.sum(x[1:] * y[:-1] - x[:-1] * y[1:])) / 2 * EARTH**2


def _thinned(arc: Floats, least: float) -> Floats:
    """An arc without points that lie near the one before; its ends stay, so that neighbours keep one border."""
    kept = [0]
    for i in range(1, len(arc) - 1):
        if np.abs(arc[i] - arc[kept[-1]]).max() >= least:
            kept.append(i)
    return arc[[*kept, len(arc) - 1]]


def _distinct(ring: Ring) -> Ring:
    """A ring without points that fall on the one before."""
    return tuple(place for i, place in enumerate(ring) if i == 0 or place != ring[i - 1])
