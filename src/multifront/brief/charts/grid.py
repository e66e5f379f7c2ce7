"""A grid of words, darker by tone, in blocks below each other where the page is narrow. Computes nothing."""

from __future__ import annotations

from typing import Any

from multifront.brief.charts import furniture
from multifront.brief.charts.look import Layer, Pad, Plot, Size, inner_width
from multifront.brief.charts.matrix import DARKEST, PALEST, Records

NARROWEST = 48
"""A cell narrower than this many pixels cannot hold its heading; further columns go into the next block."""


def plot(records: Records, options: dict[str, Any], size: Size) -> Plot:
    """One cell a record; names of rows stand at the left of every block, those of columns above it."""
    rows = list(dict.fromkeys(str(record["row"]) for record in records))
    columns = list(dict.fromkeys(str(record["column"]) for record in records))
    head = 2 * size.line + 10
    pad = Pad(round(max(size.text_width(row) for row in rows)) + 14, 4, 4, 10)
    room = inner_width(size, pad)
    together = max(1, min(len(columns), int(room // NARROWEST)))
    cell = min(room / together, 92)
    high = size.line + 10
    block = head + high * len(rows) + 12
    layers: list[Layer] = []
    for first in range(0, len(columns), together):
        top = head + block * (first // together)
        shown = columns[first : first + together]
        layers += [
            furniture.text_at(-8, top + (i + 0.5) * high, row, align="right", fill="var(--muted)")
            for i, row in enumerate(rows)
        ]
        for i, name in enumerate(shown):
            layers += furniture.heading(halves(name), (i + 0.5) * cell, top, size)
        for record in records:
            if str(record["column"]) in shown:
                x, y = shown.index(str(record["column"])) * cell, top + rows.index(str(record["row"])) * high
                layers += _cell(record, (x, y, cell, high))
    blocks = -(-len(columns) // together)
    labels = (*rows, *(line for name in columns for line in halves(name)), *(str(record["word"]) for record in records))
    return Plot(layers, size, round(block * blocks), pad, (), labels)


def halves(name: str) -> list[str]:
    """A name as two lines, broken behind the dash that joins its two parts, or as it is."""
    first, dash, second = name.partition(" – ")
    return [f"{first} –", second] if dash else [name]


def _cell(record: dict[str, Any], box: tuple[float, float, float, float]) -> list[Layer]:
    x, y, width, height = box
    opacity = PALEST + (DARKEST - PALEST) * float(record["tone"]) if record["tone"] else 0.0
    square = {"type": "rect", "fill": "var(--c1)", "fillOpacity": round(opacity, 3), "stroke": "var(--rule)"}
    at = {"x": {"value": x}, "x2": {"value": x + width}, "y": {"value": y}, "y2": {"value": y + height}}
    return [
        {"data": {"values": [{}]}, "mark": square, "encoding": at},
        furniture.text_at(x + width / 2, y + height / 2, str(record["word"]), align="center"),
    ]
