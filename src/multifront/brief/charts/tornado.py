"""A tornado: where an outcome stands at the low and at the high end of each number. Computes no swing."""

from __future__ import annotations

from typing import Any

from multifront.brief.charts import furniture, scale
from multifront.brief.charts.look import Layer, Pad, Plot, Size, inner_width, wrapped

Records = list[dict[str, Any]]
ENDS = ("low", "high")
COLOURS = {"low": "var(--c1)", "high": "var(--c2)"}
OPACITY = {"low": 0.45, "high": 0.85}
ASSUMED = "rests on an assumption"


def plot(records: Records, options: dict[str, Any], size: Size) -> Plot:
    """Two bars a number from the middle of the outcome to where it stands at either end, with sampling intervals."""
    middle = float(options.get("middle", 0.0))
    ticks = _ticks(records, middle, size)
    places = int(options.get("decimals", scale.decimals(ticks)))
    texts = [_text(record, places) for record in records]
    names = [str(options.get(f"{end}_name", f"number at its {end}")) for end in ENDS]
    entries = {
        name: {"stroke": COLOURS[end], "strokeWidth": 10, "strokeOpacity": OPACITY[end]}
        for name, end in zip(names, ENDS, strict=True)
    }
    middle_text = f"{options.get('middle_name', 'mean of all draws')} {scale.written(middle, places)}"
    pad = _pad(ticks, texts, list(entries), options, size)
    mark = furniture.mark_rows(
        ({"x": middle, "label": middle_text},),
        size,
        lambda value: (float(value) - ticks[0]) / (ticks[-1] - ticks[0]) * inner_width(size, pad),
        inner_width(size, pad) + pad.right,
    )
    axis = furniture.Ticks(ticks, furniture.number_expression(scale.decimals(ticks)), options.get("x_label", ""))
    x = furniture.x_channel((ticks[0], ticks[-1]), axis)
    layers = furniture.reference_lines(mark, x, size)
    top, labels = 0.0, []
    for record, text in zip(records, texts, strict=True):
        lines = _lines(record, text, size)
        layers += _words(lines, text, top, (size, pad))
        layers += _bars(record, middle, top + size.line * (len(lines) + 0.1), (x, size))
        top += size.line * (len(lines) + 1.5)
        labels += [line for line, _ in lines] + [text]
    layers += furniture.key(entries, size, pad.left, pad.top - 10)
    return Plot(layers, size, round(top), pad, ticks, (*labels, middle_text, *entries))


def _pad(ticks: tuple[float, ...], texts: list[str], names: list[str], options: dict[str, Any], size: Size) -> Pad:
    """Room for the key and the label of the middle above, and at the right for the outcome at both ends."""
    key_room = len(furniture.key_rows(names, size)) * (size.line + 2) + 10
    places = scale.decimals(ticks)
    half = [round(size.text_width(scale.written(tick, places)) / 2) + 4 for tick in (ticks[0], ticks[-1])]
    right = round(max(size.text_width(text) for text in texts)) + 28 if size.name == "wide" else half[1]
    return Pad(max(12, half[0]), 14 + key_room + size.line, max(12, right), 58 if options.get("x_label") else 36)


def _ticks(records: Records, middle: float, size: Size) -> tuple[float, ...]:
    """Round numbers around all ends and their intervals."""
    names = ("at_low", "at_high", "low_from", "low_to", "high_from", "high_to")
    found = [record[name] for record in records for name in names if record[name] is not None] + [middle]
    return scale.ticks(min(found), max(found), 5 if size.name == "wide" else 4)


def _text(record: dict[str, Any], places: int) -> str:
    """The outcome at both ends, as `41 to 63`."""
    ends = (None if record[f"at_{end}"] is None else scale.written(record[f"at_{end}"], places) for end in ENDS)
    return " to ".join(end or "missing" for end in ends)


def _bars(record: dict[str, Any], middle: float, top: float, frame: tuple[dict[str, Any], Size]) -> list[Layer]:
    """The low end above the high end, so that both show where they lie on one side of the middle."""
    x, size = frame
    high = size.line * 0.5
    layers: list[Layer] = []
    for place, end in enumerate(ENDS):
        value = record[f"at_{end}"]
        if value is None:
            continue
        y = top + place * (high + 1)
        bar = {"type": "rect", "fill": COLOURS[end], "fillOpacity": OPACITY[end]}
        at = {"x": x, "x2": {"field": "x2"}, "y": {"value": y}, "y2": {"value": y + high}}
        layers.append({"data": {"values": [{"x": middle, "x2": value}]}, "mark": bar, "encoding": at})
        span = (record[f"{end}_from"], record[f"{end}_to"])
        if None not in span:
            whisker = {"type": "rule", "stroke": "var(--ink)", "strokeWidth": 1.2}
            middle_y = {"x": x, "x2": {"field": "x2"}, "y": {"value": y + high / 2}}
            data = {"values": [{"x": span[0], "x2": span[1]}]}
            layers.append({"data": data, "mark": whisker, "encoding": middle_y})
    return layers


def _lines(record: dict[str, Any], text: str, size: Size) -> list[tuple[str, bool]]:
    """What stands above a pair of bars, each line with whether it is an aside: the number, and what it rests on."""
    label = str(record["label"])
    aside = ASSUMED if record["assumed"] else ""
    if size.name == "wide":
        return [(line, False) for line in wrapped(f"{label} ({aside})" if aside else label, 520.0, size)]
    lines = [(line, False) for line in wrapped(label, size.width - 24.0, size)]
    return [*lines, (f"{text} · {aside}" if aside else text, True)]


def _words(lines: list[tuple[str, bool]], text: str, top: float, frame: tuple[Size, Pad]) -> list[Layer]:
    """The lines above a pair of bars, and where it is wide the outcome at both ends beside them."""
    size, pad = frame
    layers = [
        furniture.text_at(0, top + size.line * (row + 0.5), line, fill="var(--muted)" if aside else "var(--ink)")
        for row, (line, aside) in enumerate(lines)
    ]
    if size.name == "wide":
        y = top + size.line * (len(lines) + 0.65)
        layers.append(furniture.text_at(inner_width(size, pad) + 14, y, text))
    return layers
