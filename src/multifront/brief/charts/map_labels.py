"""Names and values of a few states on a map: beside them where there is room, else letters and a list. No choosing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from multifront.brief.charts import furniture, outlines, scale
from multifront.brief.charts.look import Layer, Size

NEAR = 10
"""Pixels between a state's place and the nearest end of its label."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Named:
    """A state whose name stands on the map."""

    text: str
    point: outlines.Place
    strong: bool


def chosen(sheet: outlines.Sheet, records: Sequence[dict[str, Any]], options: dict[str, Any]) -> list[Named]:
    """The actor and the states whose row asks for a label, in the order of the rows; those without a place are not."""
    places = int(options.get("decimals", 2))
    actor = str(options.get("actor", ""))
    named = [Named(sheet.states[actor].name, sheet.states[actor].point, strong=True)] if actor in sheet.states else []
    for record in records:
        state = sheet.states.get(record["state"])
        if state is not None and record["label"] and record["state"] != actor:
            value = "no value" if record["value"] is None else scale.written(float(record["value"]), places)
            strong = record["state"] == options.get("partner")
            named.append(Named(f"{record['name'] or state.name} {value}", state.point, strong))
    return named


def layers(sheet: outlines.Sheet, named: Sequence[Named], size: Size) -> tuple[list[Layer], float, tuple[str, ...]]:
    """The labels, the room that a list below the map needs, and every text."""
    if size.name == "wide":
        return _beside(sheet, named, size), 0.0, tuple(label.text for label in named)
    return _listed(sheet, named, size)


def _beside(sheet: outlines.Sheet, named: Sequence[Named], size: Size) -> list[Layer]:
    """Each label at the first free place around its state, with a line to it where it stands off."""
    taken: list[Box] = [_around(label.point, 5) for label in named]
    drawn: list[Layer] = []
    texts: list[Layer] = []
    for label in named:
        x, y, align = _free(label, taken, sheet, size)
        taken.append(_box(label.text, x, y, align, size))
        drawn.append(_leader(label.point, (x, y), align))
        weight = {"fontWeight": "bold"} if label.strong else {}
        texts += _haloed(x, y, label.text, align=align, **weight)
    return drawn + texts


def _free(label: Named, taken: Sequence[Box], sheet: outlines.Sheet, size: Size) -> tuple[float, float, str]:
    """The nearest place without a clash; the one that clashes least where none is free."""
    px, py = label.point
    best, least = (px + NEAR, py, "left"), float("inf")
    for far in (0, 14, 28, 44, 62):
        for dx, dy in ((1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1)):
            x, y = px + dx * (NEAR + far * (0.6 if dy else 1)), py + dy * (NEAR + far)
            align = "left" if dx > 0 else "right"
            box = _box(label.text, x, y, align, size)
            outside = box[0] < 0 or box[2] > size.width or box[1] < 0 or box[3] > sheet.height + 6
            cost = sum(_overlap(box, other) for other in taken) + far + (1e6 if outside else 0.0)
            if cost < least:
                best, least = (round(x, 1), round(y, 1), align), cost
    return best


def _listed(sheet: outlines.Sheet, named: Sequence[Named], size: Size) -> tuple[list[Layer], float, tuple[str, ...]]:
    """A letter at each state and the list below the map, in two columns where they fit."""
    letters = [chr(ord("a") + i) for i in range(len(named))]
    drawn: list[Layer] = []
    half = -(-len(named) // 2)
    widths = [
        max((size.text_width(label.text) for label in part), default=0.0) for part in (named[:half], named[half:])
    ]
    second = widths[0] + 30
    rows = half if second + widths[1] + 14 <= size.width else len(named)
    for i, (letter, label) in enumerate(zip(letters, named, strict=True)):
        drawn += _haloed(*label.point, letter, align="center", fontWeight="bold")
        x, y = (i // rows) * second, sheet.height + 10 + (i % rows + 0.5) * (size.line + 2)
        weight = {"fontWeight": "bold"} if label.strong else {}
        drawn.append(furniture.text_at(x, y, letter, fontWeight="bold"))
        drawn.append(furniture.text_at(x + 14, y, label.text, **weight))
    return drawn, rows * (size.line + 2) + 10.0, (*letters, *(label.text for label in named))


def _haloed(x: float, y: float, text: str, **mark: Any) -> list[Layer]:
    """A text on a ground of paper: on a page the style sheet lays it, in a file of its own nobody would."""
    ground = furniture.text_at(x, y, text, stroke="var(--paper)", strokeWidth=4, strokeJoin="round", **mark)
    return [ground, furniture.text_at(x, y, text, **mark)]


def _leader(point: outlines.Place, end: tuple[float, float], align: str) -> Layer:
    """A thin line from a state to its label."""
    gap = -3 if align == "left" else 3
    at = {"x": {"value": point[0]}, "y": {"value": point[1]}, "x2": {"value": end[0] + gap}, "y2": {"value": end[1]}}
    mark = {"type": "rule", "stroke": "var(--ink)", "strokeWidth": 0.8}
    return {"data": {"values": [{}]}, "mark": mark, "encoding": at}


def _around(point: outlines.Place, half: float) -> Box:
    return point[0] - half, point[1] - half, point[0] + half, point[1] + half


def _box(text: str, x: float, y: float, align: str, size: Size) -> Box:
    """The box of a label."""
    width, half = size.text_width(text), size.line / 2
    return (x, y - half, x + width, y + half) if align == "left" else (x - width, y - half, x, y + half)


def _overlap(a: Box, b: Box) -> float:
    """Area that two boxes share."""
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return wide * high if wide > 0 and high > 0 else 0.0
