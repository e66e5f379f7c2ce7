"""A square of pairs: a number in each cell, darker where it is larger. Reads row, column, value; computes nothing."""

from __future__ import annotations

from typing import Any

from multifront.brief.charts import furniture, scale
from multifront.brief.charts.look import Layer, Pad, Plot, Size, wrapped

Records = list[dict[str, Any]]
PALEST, DARKEST = 0.05, 0.45
"""Opacity of the fill: text in the ink of the page stays legible on the darkest in both schemes."""


def plot(records: Records, options: dict[str, Any], size: Size) -> Plot:
    """One cell a record; names of rows stand at the left, those of columns above; no value is a dash."""
    rows = list(dict.fromkeys(record["row"] for record in records))
    columns = list(dict.fromkeys(record["column"] for record in records))
    names = {row: wrapped(str(row), 0.36 * size.width, size) for row in rows}
    left = round(max(size.text_width(line) for lines in names.values() for line in lines)) + 14
    cell = min((size.width - left - 8) / len(columns), 92)
    heads = {column: wrapped(str(column), cell - 4, size) for column in columns}
    above = max(2, *(len(lines) for lines in heads.values()))
    title = _title(options)
    pad = Pad(left, above * size.line + 10 + (size.line + 10 if title else 0), 8, 10)
    high = max(44 if size.name == "wide" else 36, max(len(lines) for lines in names.values()) * size.line + 8)
    places = int(options.get("decimals", 2))
    known = [record["value"] for record in records if record["value"] is not None]
    span = (min(known, default=0.0), max(known, default=1.0))
    layers: list[Layer] = []
    texts: list[str] = []
    for record in records:
        x, y = columns.index(record["column"]) * cell, rows.index(record["row"]) * high
        written = "–" if record["value"] is None else scale.written(record["value"], places)
        texts.append(written)
        layers += _cell(record["value"], written, (x, y, cell, high), span)
    layers += [
        furniture.text_at(
            -8, (i + 0.5) * high + (k - (len(names[row]) - 1) / 2) * size.line, text, align="right", fill="var(--muted)"
        )
        for i, row in enumerate(rows)
        for k, text in enumerate(names[row])
    ]
    for i, column in enumerate(columns):
        layers += furniture.heading(heads[column], (i + 0.5) * cell, 0, size)
    if title:
        layers.append(furniture.text_at(-left, -14 - above * size.line, title, fill="var(--muted)"))
    lines = [line for group in (names, heads) for found in group.values() for line in found]
    labels = (title, *map(str, rows), *map(str, columns), *lines, *texts)
    return Plot(layers, size, round(high * len(rows)), pad, (), labels)


def _title(options: dict[str, Any]) -> str:
    """What the numbers are, with their unit."""
    label, unit = options.get("value_label", ""), options.get("unit", "")
    return f"{label} ({unit})" if label and unit else label or unit


def _cell(value: float | None, written: str, box: tuple[float, float, float, float], span: tuple[float, float]) -> Any:
    x, y, width, height = box
    share = 0.0 if value is None or span[1] <= span[0] else (value - span[0]) / (span[1] - span[0])
    opacity = 0.0 if value is None else PALEST + (DARKEST - PALEST) * share
    square = {"type": "rect", "fill": "var(--c1)", "fillOpacity": round(opacity, 3), "stroke": "var(--rule)"}
    at = {"x": {"value": x}, "x2": {"value": x + width}, "y": {"value": y}, "y2": {"value": y + height}}
    return [
        {"data": {"values": [{}]}, "mark": square, "encoding": at},
        furniture.text_at(x + width / 2, y + height / 2, written, align="center"),
    ]
