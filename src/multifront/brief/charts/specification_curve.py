"""Sorted effects with intervals above, marks of what each specification chose below. Computes no effect."""

from __future__ import annotations

import math
from typing import Any

from multifront.brief.charts import furniture, scale
from multifront.brief.charts.look import Layer, Pad, Plot, Size, inner_width, wrapped

Records = list[dict[str, Any]]
Place = tuple[float, float]

LOOKS = {
    "for": {"colour": "var(--c1)", "shape": "circle", "label": "finds it"},
    "against": {"colour": "var(--c2)", "shape": "square", "label": "finds the opposite"},
    "nothing": {"colour": "var(--c6)", "shape": "diamond", "label": "finds nothing"},
}
"""What a specification shows, by colour and by shape."""

MAIN = "main test"
LEVEL = {"stroke": "var(--muted)", "strokeDash": [4, 3], "strokeWidth": 1.4}


def plot(records: Records, options: dict[str, Any], size: Size) -> Plot:
    """Effects in the given order, a shaded column for the main specifications, and one row of dots an option."""
    choices = [_choices(record["choices"]) for record in records]
    rows = _rows(choices)
    left = _left([option for _, option in rows if option is not None], size)
    beside = left > 60
    ticks, texts = _ticks(records, options, size)
    room = max(size.text_width(text) for text in texts) + 10
    left = max(left, round(room))
    key, key_lines = _key(records, options, size)
    title = wrapped(str(options.get("y_label", "")), size.width - 8, size)
    pad = Pad(left, 10 + key_lines * (size.line + 2) + len(title) * size.line + 8, 8, 8)
    high = 190 if size.name == "wide" else 170
    column = inner_width(size, pad) / len(records)
    y_of = _scaled(ticks, bool(options.get("log")), high)
    layers = _mains(records, column, high)
    layers += _grid(ticks, texts, y_of, inner_width(size, pad))
    layers += _levels(options, y_of, inner_width(size, pad))
    layers += _effects(records, column, (y_of, high))
    marks, bottom, names = _marks(rows, choices, records, (column, high, beside, size, pad.left))
    layers += marks
    layers += [
        furniture.text_at(-pad.left, -8 - size.line * (len(title) - 1 - number), line, fill="var(--muted)",
                          baseline="bottom")
        for number, line in enumerate(title)
    ]  # fmt: skip
    layers += furniture.key(key, size, pad.left, pad.top - 10)
    return Plot(layers, size, round(bottom), pad, ticks, (*names, *texts, *title, *key))


def _choices(text: Any) -> list[tuple[str, str]]:
    """The pairs of dimension and option in one cell: `periods: the last year | count: patrols`."""
    pairs = [part.partition(": ") for part in str(text).split(" | ")]
    return [(name, option) for name, _, option in pairs]


def _rows(choices: list[list[tuple[str, str]]]) -> list[tuple[str, str | None]]:
    """Headings (without an option) and options of each dimension, in order of appearance."""
    by_name: dict[str, dict[str, None]] = {}
    for pairs in choices:
        for name, option in pairs:
            by_name.setdefault(name, {})[option] = None
    rows: list[tuple[str, str | None]] = []
    for name, found in by_name.items():
        rows.append((name, None))
        rows += [(name, option) for option in found]
    return rows


def _left(options: list[str], size: Size) -> int:
    """Room for the names of options at the left; none where they stand above their dots."""
    longest = round(max(size.text_width(option) for option in options)) + 16
    return longest if size.name == "wide" and longest <= 0.5 * size.width else 12


def _ticks(records: Records, options: dict[str, Any], size: Size) -> tuple[tuple[float, ...], list[str]]:
    """Round numbers around all effects, the level of no effect and, where they are not far off, the intervals."""
    levels = [float(level["y"]) for level in options.get("levels") or ()]
    found = [float(r["effect"]) for r in records if r["effect"] is not None] + levels
    ends = [float(r[name]) for r in records for name in ("low", "high") if r[name] is not None]
    if options.get("log"):
        found = [value for value in found if value > 0] or [1.0]
        reach = 10 * max(*found, 1 / min(found), 2.0)
        found += [min(max(end, 1 / reach), reach) for end in ends]
        ticks = scale.log_ticks(min(found), max(found), 6)
        return ticks, [f"{tick:,g}" for tick in ticks]
    ticks = scale.ticks(min(found + ends, default=0.0), max(found + ends, default=1.0), 5)
    return ticks, [scale.written(tick, scale.decimals(ticks)) for tick in ticks]


def _scaled(ticks: tuple[float, ...], log: bool, high: float) -> Any:
    """A function from an effect to pixels from the top; what lies beyond the ticks stands at the edge."""
    ends = (math.log(ticks[0]), math.log(ticks[-1])) if log else (ticks[0], ticks[-1])

    def place(value: float) -> float:
        if log and value <= 0:
            return high
        at = math.log(value) if log else value
        share = (at - ends[0]) / (ends[1] - ends[0])
        return round(high * (1 - min(max(share, 0.0), 1.0)), 2)

    return place


def _key(records: Records, options: dict[str, Any], size: Size) -> tuple[dict[str, dict[str, Any]], int]:
    """Entries of what is found, the main test and the levels, in a fixed order, and how many lines they take."""
    present = {str(record["shows"]) for record in records}
    entries: dict[str, dict[str, Any]] = {
        look["label"]: {"stroke": look["colour"]} for name, look in LOOKS.items() if name in present
    }
    if any(record["role"] == "main" for record in records):
        entries[MAIN] = {"stroke": "var(--rule)", "strokeWidth": 9}
    entries |= {str(level["label"]): LEVEL for level in options.get("levels") or ()}
    return entries, len(furniture.key_rows(list(entries), size))


def _mains(records: Records, column: float, high: float) -> list[Layer]:
    """A band behind each main specification, through effects and marks."""
    bands = [{"x": n * column, "x2": (n + 1) * column} for n, r in enumerate(records) if r["role"] == "main"]
    if not bands:
        return []
    encoding = {"x": _raw("x"), "x2": {"field": "x2"}, "y": {"value": 0}, "y2": {"value": "height"}}
    mark = {"type": "rect", "fill": "var(--rule)", "fillOpacity": 0.55}
    return [{"data": {"values": bands}, "mark": mark, "encoding": encoding}]


def _grid(ticks: tuple[float, ...], texts: list[str], y_of: Any, width: float) -> list[Layer]:
    rows = [{"y": y_of(tick)} for tick in ticks]
    encoding = {"x": {"value": 0}, "x2": {"value": width}, "y": _raw("y")}
    lines: list[Layer] = [
        {"data": {"values": rows}, "mark": {"type": "rule", "stroke": "var(--rule)"}, "encoding": encoding}
    ]
    names = [
        furniture.text_at(-8, y_of(tick), text, align="right", fill="var(--muted)")
        for tick, text in zip(ticks, texts, strict=True)
    ]
    return lines + names


def _levels(options: dict[str, Any], y_of: Any, width: float) -> list[Layer]:
    """Dashed level lines; their names stand in the key, where no interval runs through them."""
    rows = [{"y": y_of(float(level["y"]))} for level in options.get("levels") or ()]
    if not rows:
        return []
    encoding = {"x": {"value": 0}, "x2": {"value": width}, "y": _raw("y")}
    return [{"data": {"values": rows}, "mark": {"type": "rule", **LEVEL}, "encoding": encoding}]


def _effects(records: Records, column: float, frame: tuple[Any, float]) -> list[Layer]:
    """Intervals and dots; an end that is not known reaches to the edge where the other one is."""
    y_of, high = frame
    bars, dots = [], []
    for number, record in enumerate(records):
        look, x = LOOKS[str(record["shows"])], (number + 0.5) * column
        ends = record["low"], record["high"]
        if ends != (None, None):
            low, top = (high if ends[0] is None else y_of(ends[0]), 0.0 if ends[1] is None else y_of(ends[1]))
            bars.append({"x": x, "y": low, "y2": top, "colour": look["colour"]})
        if record["effect"] is not None:
            dots.append({"x": x, "y": y_of(record["effect"]), **look})
    width = max(1.5, min(4.0, column * 0.3))
    bar = {"type": "rule", "strokeWidth": width, "strokeOpacity": 0.5}
    colour = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    shape = {"field": "shape", "type": "nominal", "scale": None, "legend": None}
    dot = {"type": "point", "filled": True, "size": max(18, min(60, 5 * column)), "opacity": 1}
    where = {"x": _raw("x"), "y": _raw("y")}
    layers: list[Layer] = []
    if bars:
        layers.append({"data": {"values": bars}, "mark": bar,
                       "encoding": {**where, "y2": {"field": "y2"}, "color": colour}})  # fmt: skip
    if dots:
        layers.append({"data": {"values": dots}, "mark": dot,
                       "encoding": {**where, "fill": colour, "shape": shape}})  # fmt: skip
    return layers


def _marks(
    rows: list[tuple[str, str | None]], choices: list[list[tuple[str, str]]], records: Records, frame: Any
) -> tuple[list[Layer], float, list[str]]:
    """One row of dots an option under a heading for its dimension; the layers, where they end, and all texts."""
    column, high, beside, size, left = frame
    layers: list[Layer] = []
    dots: list[dict[str, Any]] = []
    names: list[str] = []
    y = high + 16.0
    for name, option in rows:
        lines = wrapped(option or name, size.width - 16, size)
        weight = {} if option else {"fontWeight": "bold"}
        if option is not None and beside:
            layers.append(furniture.text_at(-8, y, option, align="right"))
            names.append(option)
        else:
            for line in lines:
                layers.append(furniture.text_at(-left + (0 if option is None else 4), y, line, **weight))
                names.append(line)
                y += size.line
            if option is None:
                continue
        chosen = [number for number, pairs in enumerate(choices) if (name, option) in pairs]
        dots += [{"x": (n + 0.5) * column, "y": y, "colour": LOOKS[str(records[n]["shows"])]["colour"]} for n in chosen]
        y += size.line if beside else size.line + 2
    colour = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    mark = {"type": "point", "filled": True, "shape": "square", "size": max(14, min(40, 4 * column)), "opacity": 1}
    layers.append({"data": {"values": dots}, "mark": mark,
                   "encoding": {"x": _raw("x"), "y": _raw("y"), "fill": colour}})  # fmt: skip
    return layers, y, names


def _raw(name: str) -> dict[str, Any]:
    """A position that is already in pixels."""
    return {"field": name, "type": "quantitative", "scale": None, "axis": None}
