"""Dated events over a calendar, one row a stream. Reads day, end, row; counts nothing but its rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from multifront.brief.charts import furniture, scale
from multifront.brief.charts.look import Layer, Pad, Plot, Size, inner_width, wrapped

Records = list[dict[str, Any]]


def plot(records: Records, options: dict[str, Any], size: Size) -> Plot:
    """A tick for each event on the line of its stream; events of several days are bars from first day to last."""
    start, end = _span(records, options)
    pad_right = 16
    width = size.width - 2 - pad_right
    marks = furniture.mark_rows(options.get("marks") or (), size, _placer(start, end, width), width)
    mark_room = (max((mark["row"] for mark in marks), default=-1) + 1) * size.line
    pad = Pad(2, 14 + mark_room, pad_right, 40)
    names = list(dict.fromkeys(record["row"] for record in records))
    pitch = 3.4 * size.line
    axis = _axis(start, end, size)
    x = furniture.x_channel((start.isoformat(), end.isoformat()), axis, offset=0)
    x["axis"]["labelFlush"] = 28  # pixels from the edge: a label further in has room on both sides
    counts = {name: sum(record["row"] == name for record in records) for name in names}
    labels = [f"{name} ({counts[name]})" for name in names]
    lines = {name: wrapped(label, inner_width(size, pad), size) for name, label in zip(names, labels, strict=True)}
    places, height = _places(lines, pitch, size)
    layers = furniture.reference_lines(marks, x, size)
    for name in names:
        layers += _row_layers(lines[name], places[name], inner_width(size, pad), size)
    layers += _events(records, places, furniture.colour_of(names), x)
    said = [line for name in names for line in lines[name]]
    return Plot(layers, size, round(height), pad, (), tuple(said + [mark["label"] for mark in marks]))


def _places(lines: dict[str, list[str]], pitch: float, size: Size) -> tuple[dict[str, float], float]:
    """Where the line of each stream stands, and the height of all: a name of two lines takes more room."""
    places, top = {}, 0.0
    for name, written in lines.items():
        extra = (len(written) - 1) * size.line
        places[name] = top + extra + 0.78 * pitch
        top += pitch + extra
    return places, top


def _span(records: Records, options: dict[str, Any]) -> tuple[date, date]:
    """First and last day of the calendar: as given, or those of the events."""
    days = [record["day"] for record in records] + [record["end"] for record in records if record["end"]]
    first = options.get("span_start") or min(days)
    last = options.get("span_end") or max(days)
    return date.fromisoformat(str(first)[:10]), date.fromisoformat(str(last)[:10])


def _placer(start: date, end: date, width: float) -> Any:
    """A function from an ISO day to pixels."""
    days = max((end - start).days, 1)
    return lambda day: (date.fromisoformat(str(day)[:10]) - start).days / days * width


def _axis(start: date, end: date, size: Size) -> furniture.Ticks:
    """Ticks on first days of months or years; years alone where the span is long."""
    days = scale.calendar(start, end, size.ticks)
    form = "%Y" if all(day.month == 1 for day in days) and len(days) > 1 else "%b %Y"
    values = tuple(day.isoformat() for day in days)
    stamps = tuple({"signal": f"datetime('{value}')"} for value in values)
    return furniture.Ticks(stamps, f"utcFormat(datum.value, '{form}')", "", kind="temporal")


def _row_layers(lines: list[str], y: float, width: int, size: Size) -> list[Layer]:
    """The line of a stream and, above it, its name with the number of events."""
    line = {
        "data": {"values": [{}]},
        "mark": {"type": "rule", "stroke": "var(--rule)", "strokeWidth": 1},
        "encoding": {"x": {"value": 0}, "x2": {"value": width}, "y": {"value": y}},
    }
    top = y - 1.35 * size.line - (len(lines) - 1) * size.line
    return [line, *(furniture.text_at(0, top + place * size.line, text) for place, text in enumerate(lines))]


def _events(records: Records, places: dict[str, float], colours: dict[str, str], x: dict[str, Any]) -> list[Layer]:
    """One layer of ticks and one of bars a stream, at the height of its line."""
    layers: list[Layer] = []
    for name, y in places.items():
        rows = [{"x": r["day"], "x2": r["end"]} for r in records if r["row"] == name]
        spans = [row for row in rows if row["x2"] and row["x2"] > row["x"]]
        height = {"y": {"value": y - 10}, "y2": {"value": y + 10}}
        if spans:
            bar = {"type": "rect", "fill": colours[name], "fillOpacity": 0.35}
            layers.append(
                {"data": {"values": spans}, "mark": bar, "encoding": {"x": x, "x2": {"field": "x2"}, **height}}
            )
        tick = {"type": "rule", "stroke": colours[name], "strokeWidth": 2}
        layers.append({"data": {"values": rows}, "mark": tick, "encoding": {"x": x, **height}})
    return layers
