"""The chance to find an effect by its true size, in per cent. Reads x and y; computes no power."""

from __future__ import annotations

from typing import Any

from multifront.brief.charts import furniture, scale
from multifront.brief.charts.look import Layer, Pad, Plot, Size, inner_width

Records = list[dict[str, Any]]
TICKS = (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)
TARGET = 80.0
NOTHING = "no share, however large"


def plot(records: Records, options: dict[str, Any], size: Size) -> Plot:
    """A curve from no effect to all, the level of four times in five, and the smallest effect found so often."""
    records = sorted(records, key=lambda record: record["x"])
    left = round(size.text_width("100%")) + 14
    width = size.width - left - 24
    marks = _placed(_marks(options), size, width)
    room = (max((mark["row"] for mark in marks), default=-1) + 1) * size.line
    pad = Pad(left, size.line + 22 + room, 24, 58)
    expression = "datum.value + '%'"
    x = furniture.x_channel((0, 100), furniture.Ticks(TICKS, expression, options.get("x_label", "")))
    y_axis = furniture.Ticks(TICKS, expression, options.get("y_label", "chance to find it"))
    y = furniture.y_channel((0, 100), y_axis, left, above=14.0 + room)
    layers = _target(options, y, inner_width(size, pad)) + furniture.reference_lines(marks, x, size)
    layers += _curve(records, x, y) + _found(options.get("found"), x, y)
    texts = [mark["label"] for mark in marks] + [_target_label(options)]
    percents = [f"{tick:.0f}%" for tick in TICKS]
    return Plot(layers, size, 250 if size.name == "wide" else 220, pad, TICKS, (*texts, *percents))


def _marks(options: dict[str, Any]) -> list[dict[str, Any]]:
    """The caller's upright lines, and the smallest effect found often enough."""
    found = options.get("found")
    own = [] if found is None else [{"x": found, "label": f"smallest found: {scale.written(found, 0)}%"}]
    return [*own, *(options.get("marks") or ())]


def _placed(marks: list[dict[str, Any]], size: Size, width: float) -> list[dict[str, Any]]:
    """Labels in rows from the right, so that the line of a mark further left never runs through one."""
    starts: list[float] = []
    placed = []
    for mark in sorted(marks, key=lambda mark: -float(mark["x"])):
        x, room = float(mark["x"]) / 100 * width, size.text_width(mark["label"])
        left = x + 4 if x + 4 + room <= width else max(x - 4 - room, 0.0)
        row = next((i for i, start in enumerate(starts) if left + room + 8 <= start), len(starts))
        starts[row : row + 1] = [left]
        placed.append({**mark, "row": row, "left": left})
    return placed


def _target_label(options: dict[str, Any]) -> str:
    """Name of the level line, and that the curve never reaches it where that is so."""
    return "found four times in five" + ("" if options.get("found") is not None else f": {NOTHING}")


def _target(options: dict[str, Any], y: dict[str, Any], width: int) -> list[Layer]:
    """The level line with its name, at the right and below, where the curve has left it."""
    at = {"y": {**y, "field": "y"}}
    rule = {"type": "rule", "stroke": "var(--c2)", "strokeDash": [5, 3], "strokeWidth": 1.6}
    text = {"type": "text", "align": "right", "baseline": "top", "dy": 5, "fill": "var(--c2)"}
    data = {"values": [{"y": TARGET}]}
    name = {"type": "text", **text, "text": _target_label(options)}
    return [
        {"data": data, "mark": rule, "encoding": at},
        {"data": data, "mark": name, "encoding": {"x": {"value": width}, **at}},
    ]


def _curve(records: Records, x: dict[str, Any], y: dict[str, Any]) -> list[Layer]:
    """The line with a dot at each size that was tried."""
    rows = [{"x": record["x"], "y": record["y"]} for record in records if record["y"] is not None]
    line = {"type": "line", "stroke": "var(--c1)", "strokeWidth": 2.2, "strokeJoin": "round"}
    dot = {"type": "point", "filled": True, "fill": "var(--c1)", "size": 26, "opacity": 1}
    return [{"data": {"values": rows}, "mark": mark, "encoding": {"x": x, "y": y}} for mark in (line, dot)]


def _found(found: float | None, x: dict[str, Any], y: dict[str, Any]) -> list[Layer]:
    """A large dot where the curve crosses the level."""
    if found is None:
        return []
    mark = {"type": "point", "filled": True, "fill": "var(--c2)", "size": 90, "opacity": 1}
    return [{"data": {"values": [{"x": found, "y": TARGET}]}, "mark": mark, "encoding": {"x": x, "y": y}}]
