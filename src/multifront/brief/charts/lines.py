"""Series over years or numbers with bands; gaps stay gaps. Reads x, y, low, high, series, part; fits nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from multifront.brief.charts import furniture, scale
from multifront.brief.charts.look import Layer, Pad, Plot, Size, inner_width

Records = list[dict[str, Any]]


def plot(records: Records, options: dict[str, Any], size: Size) -> Plot:
    """One line a series and part; a missing value or a skipped year ends the line and a new one begins."""
    series = list(dict.fromkeys(record["series"] for record in records))
    colours, dashes = furniture.colour_of(series), furniture.dash_of(series)
    runs = [run for name in _lines(records) for run in _runs(records, name)]
    ends = _ends(records)
    y_ticks = _y_ticks(records, options, size)
    pad, at_end = _pad(ends, y_ticks, options, size)
    height = 260 if size.name == "wide" else 220
    marks, pad, above = _marks(records, options, size, pad)
    x_axis = _x_axis(records, options, size)
    x = furniture.x_channel(_x_domain(records), x_axis)
    places = scale.decimals(y_ticks)
    title = _with_unit(options.get("y_label", ""), options.get("unit", ""))
    y_axis = furniture.Ticks(y_ticks, furniture.number_expression(places), title)
    y = furniture.y_channel(
        (y_ticks[0], y_ticks[-1]), y_axis, pad.left, reverse=bool(options.get("y_reverse")), above=above
    )
    layers = furniture.reference_lines(marks, x, size) + _bands(runs, colours, x, y)
    layers += _strokes(runs, colours, dashes, (x, y))
    if at_end:
        layers += _end_labels(ends, colours, y_ticks, (size, pad, height, bool(options.get("y_reverse"))))
    else:
        entries = {_label(e): _look(e["series"], e["part"], colours, dashes) for e in ends}
        layers += furniture.key(entries, size, pad.left, pad.top - 10)
    texts = [_label(end) for end in ends] + [mark["label"] for mark in marks]
    return Plot(layers, size, height, pad, (*x_axis.values, *y_ticks), tuple(texts))


def _lines(records: Records) -> list[tuple[str, str]]:
    """Every pair of series and part, in order."""
    return list(dict.fromkeys((record["series"], record["part"]) for record in records))


def _runs(records: Records, line: tuple[str, str]) -> Iterator[Records]:
    """Unbroken stretches of one line: missing values break it, and so do skipped years."""
    rows = sorted((r for r in records if (r["series"], r["part"]) == line), key=lambda r: r["x"])
    steps = [b["x"] - a["x"] for a, b in pairwise(rows)]
    years = scale.are_years(row["x"] for row in rows)
    longest = 1.5 * sorted(steps)[len(steps) // 2] if steps and years else math.inf
    run: Records = []
    for row in rows:
        if run and (row["y"] is None or row["x"] - run[-1]["x"] > longest):
            yield run
            run = []
        if row["y"] is not None:
            run = [*run, row]
    if run:
        yield run


def _ends(records: Records) -> Records:
    """The last value of each line that has one."""
    last = {(r["series"], r["part"]): r for r in sorted(records, key=lambda r: r["x"]) if r["y"] is not None}
    return [last[line] for line in _lines(records) if line in last]


def _label(end: dict[str, Any]) -> str:
    """Name of a line: its series, and what the line is where it is not the observed one."""
    if end["part"] in ("", "observed"):
        return str(end["series"] or "observed")
    return f"{end['series']}, {end['part']}" if end["series"] else str(end["part"])


def _y_ticks(records: Records, options: dict[str, Any], size: Size) -> tuple[float, ...]:
    """Round numbers around all values and intervals, from zero where that is honest."""
    found = [r[name] for r in records for name in ("y", "low", "high") if r[name] is not None]
    low, high = min(found, default=0), max(found, default=1)
    if options.get("zero"):
        low, high = min(low, 0), max(high, 0)
    return scale.ticks(low, high, 5 if size.name == "wide" else 4, whole=bool(options.get("y_reverse")))


def _pad(ends: Records, y_ticks: tuple[float, ...], options: dict[str, Any], size: Size) -> tuple[Pad, bool]:
    """Room around the plot, and whether the names fit at the ends of the lines; otherwise they go above."""
    places = scale.decimals(y_ticks)
    left = round(max(size.text_width(scale.written(tick, places)) for tick in y_ticks)) + 14
    top = size.line + 22 if options.get("y_label") or options.get("unit") else 16
    bottom = 58 if options.get("x_label") else 38
    longest = max((size.text_width(_label(end)) for end in ends), default=0)
    if len(ends) == 1 and not ends[0]["series"]:
        return Pad(left, top, 16, bottom), True
    if longest + 14 <= 0.3 * size.width:
        return Pad(left, top, round(longest) + 16, bottom), True
    rows = furniture.key_rows([_label(end) for end in ends], size)
    return Pad(left, top + len(rows) * (size.line + 2) + 8, 16, bottom), False


def _marks(records: Records, options: dict[str, Any], size: Size, pad: Pad) -> tuple[list[dict[str, Any]], Pad, float]:
    """Reference lines, and the room that their labels need between the plot and the title of its axis."""
    low, high = _x_domain(records)
    width = inner_width(size, pad)
    marks = furniture.mark_rows(
        options.get("marks") or (), size, lambda x: (float(x) - low) / (high - low) * width, width + pad.right
    )
    room = (max((mark["row"] for mark in marks), default=-1) + 1) * size.line
    return marks, Pad(pad.left, pad.top + room, pad.right, pad.bottom), 14.0 + room


def _x_domain(records: Records) -> tuple[float, float]:
    """First and last x; a single x gets room on both sides."""
    found = [float(record["x"]) for record in records]
    low, high = min(found), max(found)
    return (low, high) if high > low else (low - 1, high + 1)


def _x_axis(records: Records, options: dict[str, Any], size: Size) -> furniture.Ticks:
    """Round ticks inside the domain; years are written without a comma."""
    low, high = _x_domain(records)
    years = scale.are_years(record["x"] for record in records)
    values = scale.inside(scale.ticks(low, high, size.ticks, whole=years), low, high)
    expression = "format(datum.value, 'd')" if years else furniture.number_expression(scale.decimals(values))
    return furniture.Ticks(values, expression, options.get("x_label", ""))


def _with_unit(label: str, unit: str) -> str:
    """Title of an axis with its unit."""
    return f"{label} ({unit})" if label and unit else label or unit


def _look(series: str, part: str, colours: dict[str, str], dashes: dict[str, list[int]]) -> dict[str, Any]:
    """Stroke of a line: expected ones are dotted, observed ones have the pattern of their series."""
    dash = dashes[series] if part in ("", "observed") else [2, 3]
    return {"stroke": colours[series], "strokeDash": dash}


def _bands(runs: list[Records], colours: dict[str, str], x: dict[str, Any], y: dict[str, Any]) -> list[Layer]:
    """Intervals as pale areas; a run of one point gets an upright line instead."""
    layers: list[Layer] = []
    for run in runs:
        rows = [{"x": r["x"], "low": r["low"], "high": r["high"]} for r in run if None not in (r["low"], r["high"])]
        if not rows:
            continue
        colour = colours[run[0]["series"]]
        wide = {"type": "area", "fill": colour, "fillOpacity": 0.16}
        narrow = {"type": "rule", "stroke": colour, "strokeOpacity": 0.4, "strokeWidth": 3}
        encoding = {"x": x, "y": {**y, "field": "low", "stack": None}, "y2": {"field": "high"}}
        layers.append({"data": {"values": rows}, "mark": wide if len(rows) > 1 else narrow, "encoding": encoding})
    return layers


def _strokes(
    runs: list[Records], colours: dict[str, str], dashes: dict[str, list[int]], channels: tuple[Any, Any]
) -> list[Layer]:
    """The lines, with points where values are few enough to be told apart or stand alone."""
    x, y = channels
    layers: list[Layer] = []
    for run in runs:
        rows = [{"x": r["x"], "y": r["y"]} for r in run]
        look = _look(run[0]["series"], run[0]["part"], colours, dashes)
        mark = {"type": "line", "strokeWidth": 2.2, "strokeJoin": "round", **look}
        layers.append({"data": {"values": rows}, "mark": mark, "encoding": {"x": x, "y": y}})
        if len(rows) == 1 or (len(rows) <= 12 and run[0]["part"] in ("", "observed")):
            dot = {"type": "point", "filled": True, "fill": look["stroke"], "size": 34, "opacity": 1}
            layers.append({"data": {"values": rows}, "mark": dot, "encoding": {"x": x, "y": y}})
    return layers


def _end_labels(
    ends: Records, colours: dict[str, str], ticks: tuple[float, ...], frame: tuple[Size, Pad, int, bool]
) -> list[Layer]:
    """Names at the right of the lines, moved apart where lines end close together."""
    size, pad, height, reverse = frame
    if len(ends) == 1 and not ends[0]["series"]:
        return []
    span = ticks[-1] - ticks[0]
    shares = [(end["y"] - ticks[0]) / span for end in ends]
    wanted = [(share if reverse else 1 - share) * height for share in shares]
    x = inner_width(size, pad) + 9
    return [
        furniture.text_at(x, y, _label(end), fill=colours[end["series"]])
        for end, y in zip(ends, furniture.spread(wanted, size.line), strict=True)
    ]
