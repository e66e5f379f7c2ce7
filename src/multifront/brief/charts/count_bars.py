"""Counts by period from an honest zero. Reads the columns period, count, low, high, partial, series; sums nothing."""

from __future__ import annotations

from typing import Any

from multifront.brief.charts import furniture, scale
from multifront.brief.charts.look import Layer, Pad, Plot, Size, inner_width

Records = list[dict[str, Any]]
PARTIAL = "part of a period only"


def plot(records: Records, options: dict[str, Any], size: Size) -> Plot:
    """A bar for each count, interval where there is one; incomplete periods are lighter and named in the key."""
    periods = [str(period) for period in dict.fromkeys(record["period"] for record in records)]
    series = list(dict.fromkeys(record["series"] for record in records))
    ticks = _ticks(records, size)
    places = scale.decimals(ticks)
    colours = furniture.colour_of(series)
    entries = _key_entries(series, colours, any(record["partial"] for record in records))
    key_room = len(furniture.key_rows(list(entries), size)) * (size.line + 2) + 8 if entries else 0
    marks, mark_room = _marks(periods, options, size)
    left = round(max(size.text_width(scale.written(tick, places)) for tick in ticks)) + 14
    title = options.get("y_label", "")
    pad = Pad(left, (size.line + 22 if title else 14) + key_room + mark_room, 8, 56 if options.get("x_label") else 34)
    values = [_value(record, colours) for record in records]
    x = _x(periods, series, options, (size, pad))
    y = furniture.y_channel(
        (ticks[0], ticks[-1]),
        furniture.Ticks(ticks, furniture.number_expression(places), title),
        left,
        above=14.0 + mark_room,
    )
    layers = furniture.reference_lines(marks, _position(x)["x"], size) + _bars(values, x, y)
    shown = _direct_labels(values, len(series) * len(periods), inner_width(size, pad), size)
    if shown:
        layers.append(_label_layer(values, x, y))
    texts = [mark["label"] for mark in marks]
    layers += furniture.key(entries, size, left, pad.top - 10)
    return Plot(layers, size, 210 if size.name == "wide" else 180, pad, ticks, (*periods, *shown, *entries, *texts))


def _marks(periods: list[str], options: dict[str, Any], size: Size) -> tuple[list[dict[str, Any]], int]:
    """Reference lines through the middle of a period, and the room that their labels need."""
    given = [{**mark, "x": str(mark["x"])} for mark in options.get("marks") or ()]
    width = size.width - 48
    placed = furniture.mark_rows(given, size, lambda x: (periods.index(x) + 0.5) / len(periods) * width, width)
    return placed, (max((mark["row"] for mark in placed), default=-1) + 1) * size.line


def _ticks(records: Records, size: Size) -> tuple[float, ...]:
    """Round numbers from zero to the highest bar or interval."""
    tops = [record["high"] if record["high"] is not None else record["count"] or 0 for record in records]
    lows = [record["count"] or 0 for record in records]
    whole = all(float(top).is_integer() for top in lows)
    return scale.ticks(min(0, *lows, 0), max(*tops, *lows, 1), 5 if size.name == "wide" else 4, whole=whole)


def _value(record: dict[str, Any], colours: dict[str, str]) -> dict[str, Any]:
    """One bar as the spec reads it."""
    count = record["count"]
    return {
        "x": str(record["period"]),
        "y": count,
        "low": record["low"],
        "high": record["high"],
        "series": record["series"],
        "colour": colours[record["series"]],
        "partial": bool(record["partial"]),
        "text": "" if count is None else scale.written(count, scale.decimals([count])),
    }


def _key_entries(series: list[str], colours: dict[str, str], partial: bool) -> dict[str, dict[str, Any]]:
    """Names above the plot: the series where there are several, and what a lighter bar means."""
    entries: dict[str, dict[str, Any]] = {}
    if len(series) > 1:
        entries = {name: {"stroke": colours[name], "strokeWidth": 10} for name in series}
    if partial:
        first = colours[series[0]]
        entries[PARTIAL] = {"stroke": first, "strokeWidth": 10, "strokeOpacity": 0.3, "strokeDash": [5, 2]}
    return entries


def _x(periods: list[str], series: list[str], options: dict[str, Any], frame: tuple[Size, Pad]) -> dict[str, Any]:
    """Periods in order; where names would touch, every second, fifth or tenth is written."""
    size, pad = frame
    room = inner_width(size, pad) / len(periods)
    widest = max(size.text_width(period) for period in periods) + 8
    every = next((step for step in (1, 2, 3, 5, 10, 20, 25) if widest <= room * step), 50)
    axis = {
        "values": periods[::every],
        "title": options.get("x_label") or None,
        "labelAngle": 0,
        "grid": False,
        "ticks": False,
        "labelPadding": 7,
        "titlePadding": 9,
        "labelLimit": room * every,
    }
    channel = {"field": "x", "type": "ordinal", "scale": {"domain": periods, "padding": 0.25}, "axis": axis}
    if len(series) > 1:
        channel["offset"] = {"field": "series", "scale": {"domain": series}}
    return channel


def _bars(values: Records, x: dict[str, Any], y: dict[str, Any]) -> list[Layer]:
    """Whole periods, incomplete periods, intervals."""
    position = _position(x)
    whole = [value for value in values if not value["partial"] and value["y"] is not None]
    part = [value for value in values if value["partial"] and value["y"] is not None]
    ranges = [value for value in values if value["low"] is not None and value["high"] is not None]
    base = {**position, "y": {**y, "stack": None}, "fill": furniture.RAW_COLOUR}
    layers: list[Layer] = [{"data": {"values": whole}, "mark": {"type": "bar"}, "encoding": base}]
    if part:
        mark = {"type": "bar", "fillOpacity": 0.28, "strokeDash": [4, 2], "strokeWidth": 1.5}
        layers.append({"data": {"values": part}, "mark": mark, "encoding": {**base, "stroke": furniture.RAW_COLOUR}})
    if ranges:
        span = {**position, "y": {**y, "field": "low"}, "y2": {"field": "high"}}
        mark = {"type": "rule", "stroke": "var(--ink)", "strokeWidth": 1.4}
        layers.append({"data": {"values": ranges}, "mark": mark, "encoding": span})
    zero = {"type": "rule", "stroke": "var(--ink)", "strokeWidth": 1}
    layers.append({"data": {"values": [{"y": 0}]}, "mark": zero, "encoding": {"y": y}})
    return layers


def _position(x: dict[str, Any]) -> dict[str, Any]:
    """The x channel and, for several series, their places side by side."""
    plain = {name: value for name, value in x.items() if name != "offset"}
    return {"x": plain, "xOffset": x["offset"]} if "offset" in x else {"x": plain}


def _direct_labels(values: Records, bars: int, width: int, size: Size) -> list[str]:
    """The counts as texts above the bars, where bars are wide enough for all of them."""
    texts = [value["text"] for value in values]
    widest = max((size.text_width(text) for text in texts), default=0)
    beside = any(value["low"] is not None for value in values)
    return texts if bars * (widest + 3) * (2.4 if beside else 1) <= width else []


def _label_layer(values: Records, x: dict[str, Any], y: dict[str, Any]) -> Layer:
    """The counts on top of the bars; beside the interval where there is one."""
    kept = [value for value in values if value["y"] is not None]
    beside = any(value["low"] is not None for value in kept)
    place = {"dx": 5, "align": "left"} if beside else {"align": "center"}
    mark = {"type": "text", "dy": -4, "baseline": "bottom", **place}
    encoding = {**_position(x), "y": y, "text": {"field": "text", "type": "nominal"}}
    return {"data": {"values": kept}, "mark": mark, "encoding": encoding}
