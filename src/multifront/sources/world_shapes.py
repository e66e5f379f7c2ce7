"""Outlines of states for the map of the brief: Natural Earth by world-atlas in, one small file out. Draws nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from multifront.sources.files import SourceFile
from multifront.sources.rows import EDITION_NOT_STATED
from multifront.sources.state_names import code_of_name, codes
from multifront.sources.states import crosswalk

SHAPES = SourceFile("data/geo/countries-110m.json", "2516c915867c7baf18ddec727aec46c315541a07cfb3d79a6559b05d5e94eee8")
PLACES = SourceFile("data/geo/countries-10m.json", "3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79")

PER_DEGREE = 10
"""Steps a degree: a tenth of a degree is a fifth of a pixel at the width of the brief."""

NO_ACTOR = (
    "Falkland Is.",
    "Fr. S. Antarctic Lands",
    "Greenland",
    "N. Cyprus",
    "New Caledonia",
    "Puerto Rico",
    "Somaliland",
    "W. Sahara",
)
"""Outlines of the source that are no state of ours: drawn blank and named nowhere, which is no statement on borders."""

LEFT_OUT = ("Antarctica",)

OTHER_NAMES = {
    "Antigua and Barb.": "ATG",
    "Bosnia and Herz.": "BIH",
    "Côte d'Ivoire": "CIV",
    "Dem. Rep. Congo": "COD",
    "Eq. Guinea": "GNQ",
    "Marshall Is.": "MHL",
    "S. Sudan": "SSD",
    "Saint Lucia": "LCA",
    "Solomon Is.": "SLB",
    "St. Kitts and Nevis": "KNA",
    "St. Vin. and Gren.": "VCT",
    "São Tomé and Principe": "STP",
}
"""Names as world-atlas shortens them."""

SHORT_NAMES = {"COD": "DR Congo", "COG": "Congo", "FSM": "Micronesia", "MMR": "Myanmar", "TWN": "Taiwan"}
"""Names that the voting data lengthen or turn around."""

ORIGIN = {
    "id": "natural_earth_110m",
    "producer": "Natural Earth; TopoJSON by Michael Bostock (world-atlas)",
    "title": "Admin 0 countries, 1:110 million; places of small states from 1:10 million",
    "edition": "world-atlas 2.0.2 (Natural Earth 4.1.0)",
    "licence": "Natural Earth: public domain; world-atlas: ISC, Copyright 2013-2019 Michael Bostock",
    "link": "https://github.com/topojson/world-atlas",
    "published": "unknown: the release states no day",
    "edition_date": EDITION_NOT_STATED.isoformat(),
    "reliability": "B",
    "read_at": SHAPES.path,
    "note": "Rounded to tenths of a degree. Borders as the source draws them; they are no statement on any border.",
}
"""The record of the outlines; the checksum is that of the file that the shapes are read from."""

Topology = dict[str, Any]
Point = tuple[float, float]


def world(mirror: Path) -> dict[str, Any]:
    """The content of the file of outlines, from the two public files.

    Args:
        mirror: folder that holds `data/`.

    Returns:
        `origin`; `per_degree`; `arcs`, each a first point and steps, in whole tenths of a degree; `states`, by code,
        with `name`, `point` (where a dot or a label stands) and `polygons` of rings of arcs, as in TopoJSON; `others`,
        polygons without a state of ours.

    Raises:
        EvidenceError: a file is missing or another one than the pinned, or names a state that is not in the lists.
    """
    shapes = json.loads(SHAPES.verified(mirror).read_text(encoding="utf-8"))
    places = json.loads(PLACES.verified(mirror).read_text(encoding="utf-8"))
    names = {row.iso3: row.votes_name for row in crosswalk() if row.last_year == 9999}
    kept = [g for g in _countries(shapes) if g["properties"]["name"] not in LEFT_OUT]
    arcs, number = _arcs(shapes, kept)
    states: dict[str, Any] = {}
    others: list[Any] = []
    for geometry in kept:
        polygons = [[[number(arc) for arc in ring] for ring in rings] for rings in _polygons(geometry)]
        code = _code(geometry, SHAPES.path)
        if code is None:
            others += polygons
            continue
        point = _centre(shapes, geometry)
        states[code] = {"name": _name(code, names, geometry), "point": point, "polygons": polygons}
    for geometry in _countries(places):
        known = OTHER_NAMES.get(geometry["properties"]["name"]) or codes().get(geometry["properties"]["name"])
        if known in names and known not in states:
            states[known] = {"name": _name(known, names, geometry), "point": _centre(places, geometry), "polygons": []}
    origin = {**ORIGIN, "sha256": SHAPES.sha256}
    return {
        "origin": origin,
        "per_degree": PER_DEGREE,
        "arcs": arcs,
        "states": dict(sorted(states.items())),
        "others": others,
    }


def text(mirror: Path) -> str:
    """The file as text: sorted, one line a part, the same bytes for the same sources.

    Args:
        mirror: folder that holds `data/`.
    """
    made = world(mirror)
    states = ",\n".join(f"{_dense(code)}:{_dense(entry)}" for code, entry in made["states"].items())
    parts = [f'"{name}":{_dense(made[name])}' for name in ("origin", "per_degree", "arcs", "others")]
    return "{" + ",\n".join([*parts, f'"states":{{\n{states}\n}}']) + "}\n"


def _dense(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _countries(topology: Topology) -> list[dict[str, Any]]:
    return list(topology["objects"]["countries"]["geometries"])


def _code(geometry: dict[str, Any], where: str) -> str | None:
    """The code of an outline, None where it is no state of ours."""
    name = geometry["properties"]["name"]
    if name in NO_ACTOR:
        return None
    return OTHER_NAMES.get(name) or code_of_name(name, where)


def _name(code: str, names: dict[str, str], geometry: dict[str, Any]) -> str:
    return SHORT_NAMES.get(code) or names.get(code) or str(geometry["properties"]["name"])


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """Polygons of rings of arcs, whether there is one or several."""
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else list(geometry["arcs"])


def _arcs(topology: Topology, kept: Iterable[dict[str, Any]]) -> tuple[list[list[int]], Any]:
    """The arcs that are used, in whole steps, and the function from an old number of an arc to the new one."""
    used = sorted({max(a, ~a) for g in kept for rings in _polygons(g) for ring in rings for a in ring})
    place = {old: new for new, old in enumerate(used)}
    arcs = [_stepped(_decoded(topology, old)) for old in used]
    return arcs, lambda arc: place[arc] if arc >= 0 else ~place[~arc]


def _decoded(topology: Topology, arc: int) -> list[Point]:
    """The points of an arc in degrees, in its own direction (TopoJSON, section 2.1.3: steps, scale, translate)."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    points = []
    for dx, dy in topology["arcs"][arc]:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def _stepped(points: Sequence[Point]) -> list[int]:
    """First point and steps to the next, in whole steps; points that fall on the one before are left out."""
    whole = [(round(x * PER_DEGREE), round(y * PER_DEGREE)) for x, y in points]
    flat = list(whole[0])
    for (x0, y0), (x1, y1) in pairwise(whole):
        if (x1, y1) != (x0, y0):
            flat += [x1 - x0, y1 - y0]
    return flat


def _centre(topology: Topology, geometry: dict[str, Any]) -> list[int]:
    """Centre of area of the largest polygon, in whole steps."""
    rings = [_ring(topology, rings[0]) for rings in _polygons(geometry)]
    ring = max(rings, key=lambda points: abs(_area(points)))
    area, x, y = _area(ring), 0.0, 0.0
    for (x0, y0), (x1, y1) in pairwise(ring):
        cross = x0 * y1 - x1 * y0
        x, y = x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return [round(x / (6 * area) * PER_DEGREE), round(y / (6 * area) * PER_DEGREE)]


def _ring(topology: Topology, arcs: Sequence[int]) -> list[Point]:
    points: list[Point] = []
    for arc in arcs:
        part = _decoded(topology, arc) if arc >= 0 else _decoded(topology, ~arc)[::-1]
        points += part[1:] if points else part
    for i in range(1, len(points)):  # the source joins what the date line cuts: carry longitudes on past 180
        x, y = points[i]
        points[i] = (x - 360 * round((x - points[i - 1][0]) / 360), y)
    return points


def _area(ring: Sequence[Point]) -> float:
    """Signed area in square degrees."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2


if __name__ == "__main__":
    sys.stdout.write(text(Path(sys.argv[1])))
