"""Shares of draws by how they ended, as bars of one length in blocks, with their numbers. Counts nothing."""

from __future__ import annotations

from typing import Any

from multifront.brief.charts import furniture
from multifront.brief.charts.look import COLOURS, Layer, Pad, Plot, Size, inner_width

Records = list[dict[str, Any]]
TICKS = (0.0, 25.0, 50.0, 75.0, 100.0)
GREY = "var(--rule)"
SMALLEST_LABELLED = 9.0
"""A part of fewer per cent has no room for its number."""


def plot(records: Records, options: dict[str, Any], size: Size) -> Plot:
    """One bar a row, from 0 to 100 per cent, in the order of parts; blocks have a heading of their own."""
    parts = list(dict.fromkeys(record["part"] for record in records))
    looks = _looks(parts, tuple(options.get("grey") or ()))
    rows = list(dict.fromkeys((record["block"], record["row"]) for record in records))
    notes = {(r["block"], r["row"]): str(r["note"]) for r in records if r["note"]}
    entries = {name: {"strokeWidth": 10, **look} for name, look in looks.items()}
    key_room = len(furniture.key_rows(list(entries), size)) * (size.line + 2) + 6
    wide = size.name == "wide"
    left = round(max(size.text_width(str(row)) for _, row in rows)) + 14
    right = round(max((size.text_width(note) for note in notes.values()), default=0)) + 16 if wide and notes else 16
    pad = Pad(left, 14 + key_room, right, 58 if options.get("x_label") else 36)
    pitch = size.line * (1.45 if wide or not notes else 2.4)
    axis = furniture.Ticks(TICKS, "datum.value + '%'", options.get("x_label", ""))
    x = furniture.x_channel((0, 100), axis)
    layers: list[Layer] = []
    top, shown = 0.0, None
    for block, row in rows:
        if block != shown and block:
            layers.append(furniture.text_at(-left, top + size.line * 0.6, str(block), fontWeight="bold"))
            top += size.line * 1.25
        shown = block
        found = [r for r in records if (r["block"], r["row"]) == (block, row)]
        layers += _bar(found, looks, (top, size.line * 1.1), (x, inner_width(size, pad)))
        layers.append(furniture.text_at(-10, top + size.line * 0.55, str(row), align="right", fill="var(--muted)"))
        layers += _note(notes.get((block, row), ""), top, (size, pad))
        top += pitch
    layers += furniture.key(entries, size, left, pad.top - 10)
    texts = [f"{r['share']:.0f}%" for r in records if (r["share"] or 0) >= SMALLEST_LABELLED]
    blocks = [str(block) for block in dict.fromkeys(block for block, _ in rows) if block]
    labels = (*blocks, *(str(row) for _, row in rows), *texts, *notes.values(), *entries)
    return Plot(layers, size, round(top), pad, TICKS, (*labels, *(f"{tick:.0f}%" for tick in TICKS)))


def _looks(parts: list[str], grey: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """A colour for each part; those named in `grey` are pale, since nothing happened in them."""
    coloured = [part for part in parts if part not in grey]
    found = {part: {"stroke": COLOURS[i % len(COLOURS)], "strokeOpacity": 0.8} for i, part in enumerate(coloured)}
    return {part: found.get(part, {"stroke": GREY, "strokeOpacity": 1.0}) for part in parts}


def _bar(
    found: Records, looks: dict[str, dict[str, Any]], box: tuple[float, float], axis: tuple[dict[str, Any], int]
) -> list[Layer]:
    """The parts of one row side by side; a number inside each that has room for it."""
    (top, high), (x, width) = box, axis
    layers: list[Layer] = []
    begin = 0.0
    for record in found:
        share = float(record["share"] or 0.0)
        look = looks[record["part"]]
        mark = {"type": "rect", "fill": look["stroke"], "fillOpacity": look["strokeOpacity"], "stroke": "var(--paper)"}
        at = {"x": x, "x2": {"field": "x2"}, "y": {"value": top}, "y2": {"value": top + high}}
        layers.append({"data": {"values": [{"x": begin, "x2": begin + share}]}, "mark": mark, "encoding": at})
        if share >= SMALLEST_LABELLED:
            middle = (begin + share / 2.0) / 100.0 * width
            layers.append(furniture.text_at(middle, top + high / 2, f"{share:.0f}%", align="center"))
        begin += share
    return layers


def _note(text: str, top: float, frame: tuple[Size, Pad]) -> list[Layer]:
    """What stands beside a bar, or below it where the page is narrow."""
    if not text:
        return []
    size, pad = frame
    if size.name == "wide":
        return [furniture.text_at(inner_width(size, pad) + 12, top + size.line * 0.55, text, fill="var(--muted)")]
    return [furniture.text_at(0, top + size.line * 1.65, text, fill="var(--muted)")]
