"""Pairs by lag with both bands, and who came first. Reads first, last, seen, expected and the bands; counts nothing."""

from __future__ import annotations

from typing import Any

from multifront.brief.charts import furniture, scale
from multifront.brief.charts.look import Layer, Pad, Plot, Size, inner_width, wrapped

Records = list[dict[str, Any]]
SEEN = "pairs seen"
EXPECTED = "expected if independent"
POINTWISE = "band of each bar alone (pointwise)"
GLOBAL = "band of all bars at once (global)"
BAR_OPACITY = 0.6
"""The bands' lower edges must be seen through the bars."""
INSET = 0.14
"""Room in days left free on both sides of a bar."""


def plot(records: Records, options: dict[str, Any], size: Size) -> Plot:
    """A bar for each bin of lags over a band for the whole histogram, with a line at zero between both directions."""
    records = sorted(records, key=lambda record: record["first"])
    ticks = _y_ticks(records, size)
    left = round(max(size.text_width(scale.written(tick, 0)) for tick in ticks)) + 14
    entries = _key_entries(records)
    key_room = len(furniture.key_rows(list(entries), size)) * (size.line + 2) + 8
    names = (options.get(name, "") for name in ("left", "right"))
    sides = [wrapped(name, (size.width - left - 16) / 2 - 14, size) if name else [] for name in names]
    side_room = max(len(side) for side in sides) * size.line
    title = options.get("y_label", "")
    pad = Pad(left, (size.line + 22 if title else 14) + key_room + side_room, 16, 58 if options.get("x_label") else 34)
    low, high = records[0]["first"] - 0.5, records[-1]["last"] + 0.5
    x_ticks = _x_ticks(records, size)
    x_axis = furniture.Ticks(x_ticks, furniture.number_expression(0), options.get("x_label", ""))
    x = furniture.x_channel((low, high), x_axis, offset=0)
    y_axis = furniture.Ticks(ticks, furniture.number_expression(0), title)
    y = furniture.y_channel((ticks[0], ticks[-1]), y_axis, left, above=14.0 + side_room)
    middle = (0 - low) / (high - low) * inner_width(size, pad)
    layers = _bands(records, x, y) + _zero(middle, side_room) + _bars(records, x, y) + _edges(records, x, y)
    layers += _side_names(sides, middle, side_room, size)
    layers += furniture.key(entries, size, left, pad.top - 10)
    texts = [line for side in sides for line in side]
    return Plot(layers, size, 240 if size.name == "wide" else 210, pad, (*x_ticks, *ticks), (*texts, *entries))


def _y_ticks(records: Records, size: Size) -> tuple[float, ...]:
    """Whole numbers from zero to the highest bar or band."""
    tops = [r[name] for r in records for name in ("seen", "pointwise_high", "high") if r[name] is not None]
    return scale.ticks(0, max(*tops, 1), 5 if size.name == "wide" else 4, whole=True)


def _x_ticks(records: Records, size: Size) -> tuple[float, ...]:
    """Zero and the far ends of bins on either side, fewer where there is less room."""
    ends = sorted({record["last"] for record in records if record["last"] > 0})
    every = max(1, -(-len(ends) // (3 if size.name == "wide" else 2)))
    shown = ends[every - 1 :: every]
    return (*(float(-end) for end in reversed(shown)), 0.0, *(float(end) for end in shown))


def _key_entries(records: Records) -> dict[str, dict[str, Any]]:
    """What bars, lines and bands are; bands only where there are any."""
    entries = {
        SEEN: {"stroke": "var(--c1)", "strokeWidth": 10, "strokeOpacity": BAR_OPACITY},
        EXPECTED: {"stroke": "var(--ink)", "strokeWidth": 2},
    }
    if any(record["pointwise_high"] is not None for record in records):
        entries[POINTWISE] = {"stroke": "var(--muted)", "strokeWidth": 1.6, "strokeDash": [3, 3]}
    if any(record["high"] is not None for record in records):
        entries[GLOBAL] = {"stroke": "var(--c2)", "strokeWidth": 2.2}
    return entries


def _span(record: dict[str, Any], inset: float = 0.0) -> dict[str, float]:
    """The two ends of a bin on the axis."""
    return {"x": record["first"] - 0.5 + inset, "x2": record["last"] + 0.5 - inset}


def _bands(records: Records, x: dict[str, Any], y: dict[str, Any]) -> list[Layer]:
    """The global band as a pale ground."""
    rows = [{**_span(r), "y": r["low"] or 0.0, "y2": r["high"]} for r in records if r["high"] is not None]
    encoding = {"x": x, "x2": {"field": "x2"}, "y": {**y, "stack": None}, "y2": {"field": "y2"}}
    ground = {"type": "rect", "fill": "var(--c2)", "fillOpacity": 0.1}
    return [{"data": {"values": rows}, "mark": ground, "encoding": encoding}] if rows else []


def _bars(records: Records, x: dict[str, Any], y: dict[str, Any]) -> list[Layer]:
    """The counts."""
    rows = [{**_span(r, INSET), "y": 0, "y2": r["seen"]} for r in records if r["seen"]]
    encoding = {"x": x, "x2": {"field": "x2"}, "y": {**y, "stack": None}, "y2": {"field": "y2"}}
    mark = {"type": "rect", "fill": "var(--c1)", "fillOpacity": BAR_OPACITY}
    return [{"data": {"values": rows}, "mark": mark, "encoding": encoding}]


def _edges(records: Records, x: dict[str, Any], y: dict[str, Any]) -> list[Layer]:
    """Level lines over the bars: what is expected, and the upper and lower edges of both bands."""
    looks = (
        (("expected",), {"stroke": "var(--ink)", "strokeWidth": 2}),
        (("pointwise_low", "pointwise_high"), {"stroke": "var(--muted)", "strokeWidth": 1.6, "strokeDash": [3, 3]}),
        (("low", "high"), {"stroke": "var(--c2)", "strokeWidth": 2.2}),
    )
    layers: list[Layer] = []
    for names, look in looks:
        rows = [{**_span(r), "y": r[name]} for r in records for name in names if r[name]]
        encoding = {"x": x, "x2": {"field": "x2"}, "y": y}
        layers.append({"data": {"values": rows}, "mark": {"type": "rule", **look}, "encoding": encoding})
    return [layer for layer in layers if layer["data"]["values"]]


def _zero(middle: float, room: int) -> list[Layer]:
    """The upright line between both directions."""
    mark = {"type": "rule", "stroke": "var(--ink)", "strokeWidth": 1, "strokeDash": [2, 2]}
    encoding = {"x": {"value": middle}, "y": {"value": -room - 6}, "y2": {"value": "height"}}
    return [{"data": {"values": [{}]}, "mark": mark, "encoding": encoding}]


def _side_names(sides: list[list[str]], middle: float, room: int, size: Size) -> list[Layer]:
    """Who came first, on either side of the line at zero."""
    layers = []
    for lines, align, x in ((sides[0], "right", middle - 9), (sides[1], "left", middle + 9)):
        for row, line in enumerate(lines):
            y = -room - 2 + (row + 0.5) * size.line
            layers.append(furniture.text_at(x, y, line, align=align, fill="var(--muted)"))
    return layers
