"""Curves that fall or rise in steps, in percent of draws. Reads the columns x, y, series; runs no simulation."""

from __future__ import annotations

from typing import Any

from multifront.brief.charts import furniture, scale
from multifront.brief.charts.look import Layer, Pad, Plot, Size, inner_width

Records = list[dict[str, Any]]
Y_TICKS = (0.0, 25.0, 50.0, 75.0, 100.0)


def plot(records: Records, options: dict[str, Any], size: Size) -> Plot:
    """One stepped line a series between zero and a hundred percent, with upright and level reference lines."""
    series = list(dict.fromkeys(record["series"] for record in records))
    colours, dashes = furniture.colour_of(series), furniture.dash_of(series)
    named = {name: {"stroke": colours[name], "strokeDash": dashes[name]} for name in series}
    entries = named if len(series) > 1 or series[0] else {}
    rows = len(furniture.key_rows(list(entries), size)) if entries else 0
    left = round(size.text_width("100%")) + 14
    low, high = min(float(r["x"]) for r in records), max(float(r["x"]) for r in records)
    high = high if high > low else low + 1
    width = size.width - left - 24
    marks = furniture.mark_rows(
        options.get("marks") or (), size, lambda x: (float(x) - low) / (high - low) * width, width
    )
    mark_room = (max((mark["row"] for mark in marks), default=-1) + 1) * size.line
    top = size.line + 22 + mark_room + (rows * (size.line + 2) + 8 if rows else 0)
    pad = Pad(left, top, 24, 58)
    x_ticks = scale.inside(scale.ticks(low, high, size.ticks), low, high)
    places = scale.decimals(x_ticks)
    x = furniture.x_channel(
        (low, high), furniture.Ticks(x_ticks, furniture.number_expression(places), options.get("x_label", ""))
    )
    title = options.get("y_label", "percent of draws")
    y = furniture.y_channel(
        (0, 100), furniture.Ticks(Y_TICKS, "datum.value + '%'", title), left, above=14.0 + mark_room
    )
    layers = _levels(options, y, (size, pad)) + furniture.reference_lines(marks, x, size)
    layers += [_curve(records, name, named[name], (x, y)) for name in series]
    layers += furniture.key(entries, size, left, pad.top - 10)
    percents = [f"{tick:.0f}%" for tick in Y_TICKS]
    labels = [mark["label"] for mark in marks] + [level["label"] for level in options.get("levels") or ()]
    return Plot(
        layers, size, 250 if size.name == "wide" else 220, pad, (*x_ticks, *Y_TICKS), (*labels, *entries, *percents)
    )


def _curve(records: Records, name: str, look: dict[str, Any], channels: tuple[Any, Any]) -> Layer:
    """A line that holds its value until the next x."""
    x, y = channels
    rows = [{"x": r["x"], "y": r["y"]} for r in records if r["series"] == name and r["y"] is not None]
    mark = {"type": "line", "interpolate": "step-after", "strokeWidth": 2.2, **look}
    return {"data": {"values": rows}, "mark": mark, "encoding": {"x": x, "y": y}}


def _levels(options: dict[str, Any], y: dict[str, Any], frame: tuple[Size, Pad]) -> list[Layer]:
    """Level reference lines with their label at the right, above the line."""
    size, pad = frame
    layers: list[Layer] = []
    for level in options.get("levels") or ():
        at = {"y": {**y, "field": "y"}}
        rule = {"type": "rule", "stroke": "var(--muted)", "strokeDash": [3, 3], "strokeWidth": 1.2}
        layers.append({"data": {"values": [{"y": level["y"]}]}, "mark": rule, "encoding": at})
        text = {"type": "text", "align": "right", "baseline": "bottom", "dy": -4, "fill": "var(--muted)"}
        encoding = {"x": {"value": inner_width(size, pad)}, **at}
        layers.append(
            {
                "data": {"values": [{"y": level["y"]}]},
                "mark": {**text, "text": level["label"]},
                "encoding": encoding,
            }
        )
    return layers
