"""Facts worth finding out: a bar for what each is worth, and a sentence for what it would change. Values nothing."""

from __future__ import annotations

from typing import Any

from multifront.brief.charts import furniture, scale
from multifront.brief.charts.look import Layer, Pad, Plot, Size, inner_width, wrapped

Records = list[dict[str, Any]]
ASSUMED = "assumed today"


def plot(records: Records, options: dict[str, Any], size: Size) -> Plot:
    """One fact a block: its name and worth, a bar from zero with its interval, and the sentence below."""
    ticks = _ticks(records, size)
    places = int(options.get("decimals", scale.decimals(ticks)))
    unit = options.get("unit", "")
    texts = [_text(record, places, unit) for record in records]
    pad = Pad(12, 12, 14, 58 if options.get("x_label") else 36)
    width = inner_width(size, pad)
    notes = [wrapped(str(record["note"]), width - 24, size) if record["note"] else [] for record in records]
    names = [_name_lines(record, text, width, size) for record, text in zip(records, texts, strict=True)]
    axis = furniture.Ticks(ticks, furniture.number_expression(scale.decimals(ticks)), options.get("x_label", ""))
    x = furniture.x_channel((ticks[0], ticks[-1]), axis)
    layers: list[Layer] = []
    top = 0.0
    for record, text, lines, note in zip(records, texts, names, notes, strict=True):
        layers += _block(record, (text, lines, note), top, (x, size, width))
        top += size.line * (len(lines) + len(note) + 1.25)
    labels = [piece for lines, text in zip(names, texts, strict=True) for piece in (*lines, text)]
    return Plot(layers, size, round(top), pad, ticks, (*labels, *(line for note in notes for line in note)))


def _ticks(records: Records, size: Size) -> tuple[float, ...]:
    """Round numbers from zero to the largest worth or the end of its interval."""
    found = [record[name] for record in records for name in ("worth", "low", "high") if record[name] is not None]
    return scale.ticks(min(0.0, *found), max(0.0, *found), 5 if size.name == "wide" else 4)


def _text(record: dict[str, Any], places: int, unit: str) -> str:
    """What a fact is worth, with its interval where there is one."""
    if record["worth"] is None:
        return "missing"
    worth = scale.written(record["worth"], places)
    span = ""
    if record["low"] is not None and record["high"] is not None:
        span = f" ({scale.written(record['low'], places)} to {scale.written(record['high'], places)})"
    return f"{worth}{span}{f' {unit}' if unit else ''}"


def _name_lines(record: dict[str, Any], text: str, width: float, size: Size) -> list[str]:
    """The name of a fact, in as many lines as it needs beside its worth."""
    label = f"{record['label']} ({ASSUMED})" if record["assumed"] else str(record["label"])
    return wrapped(label, width - size.text_width(text) - 30, size)


def _block(
    record: dict[str, Any], words: tuple[str, list[str], list[str]], top: float, frame: tuple[dict[str, Any], Size, int]
) -> list[Layer]:
    """Name and worth, the bar under them, the sentence under it."""
    text, lines, note = words
    x, size, width = frame
    layers = [furniture.text_at(0, top + size.line * (row + 0.5), line) for row, line in enumerate(lines)]
    layers.append(furniture.text_at(width, top + size.line * 0.5, text, align="right"))
    y = top + size.line * (len(lines) + 0.1)
    if record["worth"] is not None:
        at = {"x": x, "x2": {"field": "x2"}, "y": {"value": y}, "y2": {"value": y + 8}}
        bar = {"type": "rect", "fill": "var(--c1)", "fillOpacity": 0.7}
        layers.append({"data": {"values": [{"x": 0, "x2": record["worth"]}]}, "mark": bar, "encoding": at})
    if record["low"] is not None and record["high"] is not None:
        whisker = {"type": "rule", "stroke": "var(--ink)", "strokeWidth": 1.2}
        at = {"x": x, "x2": {"field": "x2"}, "y": {"value": y + 4}}
        data = {"values": [{"x": record["low"], "x2": record["high"]}]}
        layers.append({"data": data, "mark": whisker, "encoding": at})
    below = top + size.line * len(lines) + 14
    layers += [
        furniture.text_at(0, below + size.line * (row + 0.5), line, fill="var(--muted)")
        for row, line in enumerate(note)
    ]
    return layers
