"""The chance to find an effect by its true size, in per cent. Reads x and y; computes no power."""

from __future__ import annotations

from typing import Any

from multifront.brief.charts import furniture, scale
from multifront.brief.charts.look import Layer, Pad, Plot, Size, inner_width

Records = list[dict[str, Any]]
TICKS = (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)
TARGET = 80.0
SOON = 45.0
"""Where the level is reached by then, its name has room at the right, below the line."""
NOTHING = "never"
FOOT = 0.09
"""Height of the smallest size's label, as a share of the plot."""


def plot(records: Records, options: dict[str, Any], size: Size) -> Plot:
    """A curve from no effect to all, the level of four times in five, and the smallest effect found so often."""
    records = sorted(records, key=lambda record: record["x"])
    left = round(size.text_width("100%")) + 14
    width = size.width - left - 24
    marks = furniture.mark_rows(options.get("marks") or (), size, lambda x: float(x) / 100 * width, width)
    room = (max((mark["row"] for mark in marks), default=-1) + 1) * size.line
    pad = Pad(left, size.line + 22 + room, 24, 58)
    expression = "datum.value + '%'"
    x = furniture.x_channel((0, 100), furniture.Ticks(TICKS, expression, options.get("x_label", "")))
    y_axis = furniture.Ticks(TICKS, expression, options.get("y_label", "chance to find it"))
    y = furniture.y_channel((0, 100), y_axis, left, above=14.0 + room)
    layers = _target(options, y, inner_width(size, pad)) + furniture.reference_lines(marks, x, size)
    layers += _curve(records, x, y)
    texts = [mark["label"] for mark in marks] + [_target_label(options)]
    found = options.get("found")
    if found is not None:
        label = f"smallest found: {scale.written(found, 0)}%"
        layers += _found(float(found), label, (x, y), (size, width))
        texts.append(label)
    percents = [f"{tick:.0f}%" for tick in TICKS]
    return Plot(layers, size, _height(size), pad, TICKS, (*texts, *percents))


def _height(size: Size) -> int:
    """Height of the plotting area in pixels."""
    return 250 if size.name == "wide" else 220


def _target_label(options: dict[str, Any]) -> str:
    """Name of the level line, and that the curve never reaches it where that is so."""
    return "found four times in five" + ("" if options.get("found") is not None else f": {NOTHING}")


def _target(options: dict[str, Any], y: dict[str, Any], width: int) -> list[Layer]:
    """The level line with its name: below it at the right where the curve has left it by then, else above, left."""
    at = {"y": {**y, "field": "y"}}
    found = options.get("found")
    soon = found is not None and found <= SOON
    place = (
        {"align": "right", "baseline": "top", "dy": 5} if soon else {"align": "left", "baseline": "bottom", "dy": -4}
    )
    rule = {"type": "rule", "stroke": "var(--c2)", "strokeDash": [5, 3], "strokeWidth": 1.6}
    name = {"type": "text", "fill": "var(--c2)", "text": _target_label(options), **place}
    data = {"values": [{"y": TARGET}]}
    return [
        {"data": data, "mark": rule, "encoding": at},
        {"data": data, "mark": name, "encoding": {"x": {"value": width if soon else 3}, **at}},
    ]


def _curve(records: Records, x: dict[str, Any], y: dict[str, Any]) -> list[Layer]:
    """The line with a dot at each size that was tried."""
    rows = [{"x": record["x"], "y": record["y"]} for record in records if record["y"] is not None]
    line = {"type": "line", "stroke": "var(--c1)", "strokeWidth": 2.2, "strokeJoin": "round"}
    dot = {"type": "point", "filled": True, "fill": "var(--c1)", "size": 26, "opacity": 1}
    return [{"data": {"values": rows}, "mark": mark, "encoding": {"x": x, "y": y}} for mark in (line, dot)]


def _found(found: float, label: str, channels: tuple[Any, Any], frame: tuple[Size, int]) -> list[Layer]:
    """A large dot where the curve crosses the level, a line down from it, and the size beside its foot.

    The curve is never there: it lies above the level to the right of the line, and over the foot to the left.
    """
    (x, y), (size, width) = channels, frame
    data = {"values": [{"x": found, "y": TARGET, "y2": 0}]}
    dot = {"type": "point", "filled": True, "fill": "var(--c2)", "size": 90, "opacity": 1}
    rule = {"type": "rule", "stroke": "var(--c2)", "strokeDash": [5, 3], "strokeWidth": 1.6}
    at, room = found / 100 * width, size.text_width(label)
    left = at + 7 if at + 7 + room <= width else at - 7 - room
    height = {"y": {**y, "field": "y"}, "y2": {"field": "y2"}}
    foot = (1 - FOOT) * _height(size)
    ground = {
        "data": {"values": [{}]},
        "mark": {"type": "rect", "fill": "var(--paper)"},
        "encoding": {
            "x": {"value": left - 2},
            "x2": {"value": left + room + 2},
            "y": {"value": foot - size.line / 2},
            "y2": {"value": foot + size.line / 2},
        },
    }
    text = furniture.text_at(left, foot, label, fill="var(--c2)")
    return [
        {"data": data, "mark": rule, "encoding": {"x": x, **height}},
        {"data": data, "mark": dot, "encoding": {"x": x, "y": y}},
        ground,
        text,
    ]
