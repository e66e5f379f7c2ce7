"""Ranges with a middle, one line each, as lines or as bars from zero. Reads its columns; computes no range."""

from __future__ import annotations

import math
from typing import Any

from multifront.brief.charts import furniture, scale
from multifront.brief.charts.look import Layer, Pad, Plot, Size, inner_width, wrapped

Records = list[dict[str, Any]]


def plot(records: Records, options: dict[str, Any], size: Size) -> Plot:
    """A line from low to high, a dot at the middle, the numbers beside it; an arrow where the upper end is unseen.

    With `inner_low` and `inner_high` a thicker line shows the inner range; with the option `bars` a bar runs from zero
    to the middle and the range is a thin line over it; a row without any number prints its `word`.
    """
    records = [_open(record) for record in records]
    groups = list(dict.fromkeys(record["group"] for record in records))
    colours = furniture.colour_of(groups)
    ticks = _ticks(records, options, size)
    places = int(options.get("decimals", scale.decimals(ticks)))
    texts = [_text(record, places) for record in records]
    entries = {name: {"stroke": colours[name]} for name in groups} if len(groups) > 1 else {}
    key_room = len(furniture.key_rows(list(entries), size)) * (size.line + 2) + 10 if entries else 0
    right = round(max(size.text_width(text) for text in texts)) + 18
    pad = _pad([str(record["label"]) for record in records], options, right, (size, key_room))
    pitch = size.line * (1.9 if pad.left > 16 else 2.9)
    width = inner_width(size, pad)
    domain, log = _domain(records, ticks, options), bool(options.get("log"))
    marks = furniture.mark_rows(options.get("marks") or (), size, _placer(domain, width, log), width + right)
    pad = Pad(pad.left, pad.top + (len(marks) and (max(m["row"] for m in marks) + 1) * size.line), right, pad.bottom)
    ticks = scale.inside(ticks, *domain)
    axis = furniture.Ticks(
        ticks,
        "format(datum.value, ',~g')" if log else furniture.number_expression(scale.decimals(ticks)),
        _title(options),
    )
    x = furniture.x_channel(domain, axis, log=log)
    layers = ([] if log else _zero(ticks, x)) + furniture.reference_lines(marks, x, size)
    for number, (record, text) in enumerate(zip(records, texts, strict=True)):
        y = pitch * (number + (0.5 if pad.left > 16 else 0.72))
        if options.get("bars"):
            layers += _bar(record, y, colours[record["group"]], x)
        else:
            layers += _range(record, y, colours[record["group"]], (x, domain[1]))
        layers += _words(str(record["label"]), text, y, (size, pad))
    layers += furniture.key(entries, size, pad.left, pad.top - 10)
    labels = [str(record["label"]) for record in records] + texts + [mark["label"] for mark in marks] + list(entries)
    return Plot(layers, size, round(pitch * len(records)), pad, ticks, tuple(labels))


def _ticks(records: Records, options: dict[str, Any], size: Size) -> tuple[float, ...]:
    """Round numbers around all ranges, with zero unless the caller says that zero means nothing here."""
    found = _numbers(records) + [float(mark["x"]) for mark in options.get("marks") or ()]
    count = 5 if size.name == "wide" else 4
    if options.get("log"):
        above = [value for value in found if value > 0] or [1.0]
        return scale.log_ticks(min(above), max(above), count + 1)
    if options.get("zero", True) or options.get("bars") or not found:
        found.append(0.0)
    return scale.ticks(min(found), max(found), count)


def _numbers(records: Records) -> list[float]:
    """Every number of every range."""
    return [r[name] for r in records for name in ("low", "mid", "high") if r[name] is not None]


def _domain(records: Records, ticks: tuple[float, ...], options: dict[str, Any]) -> tuple[float, float]:
    """From the first tick to just beyond the last value, so that no room is lost to an empty last step."""
    if options.get("log"):
        return ticks[0], ticks[-1]
    found = _numbers(records) or [0.0]
    if options.get("bars"):
        found.append(0.0)
    return ticks[0], max(ticks[-2], min(ticks[-1], max(found) + 0.04 * (ticks[-1] - ticks[0])))


def _text(record: dict[str, Any], places: int) -> str:
    """The numbers of a range as text: `12 (8 to 17)`, with `or more` where the end was not seen."""
    low, mid, high = (
        None if record[name] is None else scale.written(record[name], places) for name in ("low", "mid", "high")
    )
    if (low, mid, high) == (None, None, None) and record["word"]:
        return str(record["word"])
    more = " or more" if record["censored"] else ""
    if low is not None and high is None and record["censored"]:
        return f"{mid} ({low} upwards)" if mid is not None else f"{low} upwards"
    if low is None or high is None:
        return f"{mid or low or high or 'missing'}{more}"
    span = f"{low} to {high}{more}"
    return f"{mid} ({span})" if mid is not None else span


def _pad(labels: list[str], options: dict[str, Any], right: int, frame: tuple[Size, int]) -> Pad:
    """Room around the plot; labels stand at the left where there is room, above their line where there is none."""
    size, key_room = frame
    longest = round(max(size.text_width(label) for label in labels)) + 16
    left = longest if longest <= 0.4 * size.width and size.name == "wide" else 12
    return Pad(left, 14 + key_room, right, 58 if _title(options) else 36)


def _placer(domain: tuple[float, float], width: float, log: bool) -> Any:
    """A function from a value to pixels."""
    if log:
        return lambda value: math.log(float(value) / domain[0]) / math.log(domain[1] / domain[0]) * width
    return lambda value: (float(value) - domain[0]) / (domain[1] - domain[0]) * width


def _title(options: dict[str, Any]) -> str:
    """Title of the axis with its unit."""
    label, unit = options.get("x_label", ""), options.get("unit", "")
    return f"{label} ({unit})" if label and unit else label or unit


def _zero(ticks: tuple[float, ...], x: dict[str, Any]) -> list[Layer]:
    """An upright line at zero where zero is inside the plot."""
    if not ticks[0] <= 0 <= ticks[-1]:
        return []
    rule = {"type": "rule", "stroke": "var(--muted)", "strokeWidth": 1}
    return [{"data": {"values": [{"x": 0}]}, "mark": rule, "encoding": {"x": x}}]


def _open(record: dict[str, Any]) -> dict[str, Any]:
    """A record in which an infinite upper end is an end that was not seen."""
    infinite = record["high"] is not None and math.isinf(record["high"])
    return {**record, "high": None, "censored": True} if infinite else record


def _range(record: dict[str, Any], y: float, colour: str, axis: tuple[dict[str, Any], float]) -> list[Layer]:
    """Line, dot and, where the end was not seen, arrow; an end without any number is the edge of the plot."""
    layers: list[Layer] = []
    at = {"y": {"value": y}}
    x, edge = axis
    high = edge if record["high"] is None and record["censored"] else record["high"]
    low = record["low"] if record["low"] is None else max(record["low"], x["scale"]["domain"][0])
    if low is not None and high is not None:
        data = {"values": [{"x": low, "x2": high}]}
        bar = {"type": "rule", "stroke": colour, "strokeWidth": 4, "strokeOpacity": 0.55, "strokeCap": "round"}
        layers.append({"data": data, "mark": bar, "encoding": {"x": x, "x2": {"field": "x2"}, **at}})
    if None not in (record["inner_low"], record["inner_high"]):
        data = {"values": [{"x": record["inner_low"], "x2": record["inner_high"]}]}
        inner = {"type": "rule", "stroke": colour, "strokeWidth": 9}
        layers.append({"data": data, "mark": inner, "encoding": {"x": x, "x2": {"field": "x2"}, **at}})
    if record["mid"] is not None:
        inside = record["inner_low"] is not None
        fill, dot_size = ("var(--paper)", 26) if inside else (colour, 70)
        dot = {"type": "point", "filled": True, "fill": fill, "size": dot_size, "opacity": 1}
        layers.append(
            {
                "data": {"values": [{"x": max(record["mid"], x["scale"]["domain"][0])}]},
                "mark": dot,
                "encoding": {"x": x, **at},
            }
        )
    if record["censored"] and high is not None:
        arrow = {"type": "point", "shape": "triangle-right", "filled": True, "fill": colour, "size": 90, "opacity": 1}
        layers.append({"data": {"values": [{"x": high}]}, "mark": arrow, "encoding": {"x": x, **at}})
    return layers


def _bar(record: dict[str, Any], y: float, colour: str, x: dict[str, Any]) -> list[Layer]:
    """A bar from zero to the middle with its range as a thin line; nothing where there is no middle."""
    if record["mid"] is None:
        return []
    at = {"y": {"value": y}}
    data = {"values": [{"x": 0.0, "x2": record["mid"]}]}
    bar = {"type": "rule", "stroke": colour, "strokeWidth": 13, "strokeOpacity": 0.75}
    layers: list[Layer] = [{"data": data, "mark": bar, "encoding": {"x": x, "x2": {"field": "x2"}, **at}}]
    if None not in (record["low"], record["high"]):
        data = {"values": [{"x": record["low"], "x2": record["high"]}]}
        line = {"type": "rule", "stroke": "var(--ink)", "strokeWidth": 1.8}
        layers.append({"data": data, "mark": line, "encoding": {"x": x, "x2": {"field": "x2"}, **at}})
    return layers


def _words(label: str, text: str, y: float, frame: tuple[Size, Pad]) -> list[Layer]:
    """The label at the left or above, the numbers at the right."""
    size, pad = frame
    numbers = furniture.text_at(inner_width(size, pad) + 14, y, text)
    if pad.left > 16:
        return [furniture.text_at(-12, y, label, align="right"), numbers]
    lines = wrapped(label, inner_width(size, pad) + pad.right - 16, size)
    above = [furniture.text_at(0, y - size.line * (len(lines) - place), text) for place, text in enumerate(lines)]
    return [*above, numbers]
