"""What stands around the data in several kinds of chart: axes, keys, reference lines, labels. No data shapes here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from multifront.brief.charts.look import COLOURS, DASHES, Layer, Size

Channel = dict[str, Any]

RAW_COLOUR = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
"""A colour channel that takes the name in the data as it is."""

RAW_DASH = {"field": "dash", "type": "nominal", "scale": None, "legend": None}
"""A dash channel that takes the pattern in the data as it is."""


@dataclass(frozen=True, slots=True)
class Ticks:
    """An axis: its values, how a label is made (Vega expression), and its title."""

    values: tuple[Any, ...]
    expression: str
    title: str
    kind: str = "quantitative"


def x_channel(domain: Sequence[Any], axis: Ticks, *, offset: int = 6, log: bool = False) -> Channel:
    """The horizontal position with an axis below the plot."""
    scale: dict[str, Any] = {"domain": list(domain), "nice": False, "zero": False}
    if log:
        scale = {"domain": list(domain), "nice": False, "type": "log"}
    if axis.kind == "temporal":
        scale = {"domain": list(domain), "nice": False, "type": "utc"}
    return {
        "field": "x",
        "type": axis.kind,
        "scale": scale,
        "axis": {
            "values": list(axis.values),
            "labelExpr": axis.expression,
            "title": axis.title or None,
            "grid": False,
            "offset": offset,
            "tickSize": 5,
            "labelPadding": 4,
            "titlePadding": 8,
        },
    }


def y_channel(domain: Sequence[float], axis: Ticks, left: int, *, reverse: bool = False, above: float = 14) -> Channel:
    """The vertical position: light grid lines, and the title level above the axis, `above` pixels from the plot."""
    return {
        "field": "y",
        "type": "quantitative",
        "scale": {"domain": list(domain), "nice": False, "zero": False, "reverse": reverse},
        "axis": {
            "values": list(axis.values),
            "labelExpr": axis.expression,
            "title": axis.title or None,
            "titleAngle": 0,
            "titleAlign": "left",
            "titleBaseline": "bottom",
            "titleX": -left,
            "titleY": -above,
            "domain": False,
            "ticks": False,
            "labelPadding": 8,
        },
    }


def number_expression(places: int) -> str:
    """Vega expression that writes a tick as `scale.written` does."""
    return f"format(datum.value, ',.{places}f')"


def text_at(x: float, y: float, text: str | list[str], **mark: Any) -> Layer:
    """A text at a fixed place in pixels of the plotting area."""
    return {
        "data": {"values": [{}]},
        "mark": {"type": "text", "align": "left", "baseline": "middle", "text": text, **mark},
        "encoding": {"x": {"value": x}, "y": {"value": y}},
    }


def colour_of(series: Sequence[str]) -> dict[str, str]:
    """A colour for each series, in order of appearance."""
    return {name: COLOURS[i % len(COLOURS)] for i, name in enumerate(dict.fromkeys(series))}


def dash_of(series: Sequence[str]) -> dict[str, list[int]]:
    """A line pattern for each series, in order of appearance."""
    return {name: DASHES[i % len(DASHES)] for i, name in enumerate(dict.fromkeys(series))}


def key_rows(names: Sequence[str], size: Size) -> list[list[tuple[float, str]]]:
    """Places of the entries of a key, wrapped into rows that fit the width: (x, name)."""
    rows: list[list[tuple[float, str]]] = [[]]
    x = 0.0
    for name in names:
        width = 30 + size.text_width(name) + 18
        if rows[-1] and x + width > size.width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, name))
        x += width
    return rows


def key(entries: Mapping[str, Mapping[str, Any]], size: Size, left: int, top: float) -> list[Layer]:
    """A key above the plot: a swatch and a name in the colour of its series, starting `top` pixels above the plot."""
    layers: list[Layer] = []
    for row_number, row in enumerate(key_rows(list(entries), size)):
        y = -top + row_number * (size.line + 2)
        for x, name in row:
            layers.append(
                {
                    "data": {"values": [{}]},
                    "mark": {"type": "rule", "strokeWidth": 2.5, **entries[name]},
                    "encoding": {"x": {"value": x - left}, "x2": {"value": x - left + 22}, "y": {"value": y}},
                }
            )
            layers.append(text_at(x - left + 29, y, name))
    return layers


def mark_rows(marks: Iterable[Mapping[str, Any]], size: Size, x_of: Any, width: float) -> list[dict[str, Any]]:
    """Reference marks with the row in which each label fits and the side that it hangs from."""
    ends: list[float] = []
    placed = []
    for mark in sorted(marks, key=lambda m: x_of(m["x"])):
        x, room = x_of(mark["x"]), size.text_width(mark["label"])
        left = x + 4 if x + 4 + room <= width else max(x - 4 - room, 0.0)
        row = next((i for i, end in enumerate(ends) if end + 8 <= left), len(ends))
        ends[row:] = [left + room] if row == len(ends) else [left + room, *ends[row + 1 :]]
        placed.append({"x": mark["x"], "label": mark["label"], "row": row, "left": left})
    return placed


def heading(lines: Sequence[str], x: float, top: float, size: Size) -> list[Layer]:
    """Lines above a column, the last one next to it: one layer a line, as a text of two lines grows downwards."""
    above = [top - 6 - size.line * place for place in range(len(lines) - 1, -1, -1)]
    return [
        text_at(x, y, line, align="center", baseline="bottom", fill="var(--muted)")
        for line, y in zip(lines, above, strict=True)
    ]


def reference_lines(placed: Sequence[Mapping[str, Any]], channel: Channel, size: Size) -> list[Layer]:
    """Dashed vertical lines with their labels above the plot."""
    layers: list[Layer] = []
    labels: list[Layer] = []
    for mark in placed:
        y = -12 - mark["row"] * size.line
        layers.append(
            {
                "data": {"values": [{"x": mark["x"]}]},
                "mark": {"type": "rule", "stroke": "var(--muted)", "strokeDash": [3, 3], "strokeWidth": 1.2},
                "encoding": {"x": channel, "y": {"value": y + 7}, "y2": {"value": "height"}},
            }
        )
        labels.append(text_at(mark["left"], y, mark["label"], fill="var(--muted)"))
    return layers + labels


def spread(positions: Sequence[float], gap: float) -> list[float]:
    """Positions moved apart until neighbours are `gap` away, keeping their order."""
    order = sorted(range(len(positions)), key=lambda i: positions[i])
    moved = list(positions)
    for _ in range(50):
        for a, b in pairwise(order):
            short = gap - (moved[b] - moved[a])
            if short > 1e-6:
                moved[a] -= short / 2
                moved[b] += short / 2
    return moved
