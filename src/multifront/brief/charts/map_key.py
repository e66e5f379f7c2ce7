"""The key of a map: classes of colour with their edges, the actor, states without a value. Knows no outlines."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from multifront.brief.charts import furniture, scale
from multifront.brief.charts.hatching import hatched
from multifront.brief.charts.look import Layer, Size

PALEST, DARKEST = 0.22, 0.95
ABOVE, BELOW = "var(--c1)", "var(--c2)"
BLANK = {"fill": None, "stroke": "var(--muted)", "strokeWidth": 0.4}
"""Land without a row: its outline alone."""

BOX = 12
OUTSIDE = "not in the data"


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes of values between round edges.

    Without a `middle` they go from pale to dark blue; with one, blue above and orange below it, both as dark as they
    are far from it, so that the two sides can be compared.
    """

    edges: tuple[float, ...]
    middle: float | None
    decimals: int

    def place(self, value: float) -> int:
        """The class of a value: from its lower edge up to and without the next; the last has its upper edge too."""
        return min(max(bisect_right(self.edges, value) - 1, 0), len(self.edges) - 2)

    def look(self, place: int) -> dict[str, Any]:
        """Fill of a class."""
        low, high = self.edges[place], self.edges[place + 1]
        if self.middle is None:
            share = place / max(len(self.edges) - 2, 1)
            return {"fill": ABOVE, "fillOpacity": round(PALEST + (DARKEST - PALEST) * share, 3)}
        far = max(self.edges[-1] - self.middle, self.middle - self.edges[0])
        step = high - low
        near = min(abs(low - self.middle), abs(high - self.middle))
        share = near / (far - step) if far > step * 1.5 else 1.0
        colour = ABOVE if low >= self.middle - 1e-9 else BELOW
        return {"fill": colour, "fillOpacity": round(PALEST + (DARKEST - PALEST) * share, 3)}

    def written(self, value: float | None) -> str:
        """A value as the map prints it."""
        return "no value" if value is None else scale.written(float(value), self.decimals)

    @property
    def ticks(self) -> tuple[str, ...]:
        """The edges as the key prints them."""
        places = scale.decimals(self.edges)
        return tuple(scale.written(edge, places) for edge in self.edges)


def missing_text(count: int) -> str:
    """How many states are hatched."""
    return f"no value: {count} {'state' if count == 1 else 'states'}"


def _title(options: dict[str, Any]) -> str:
    label, unit = str(options.get("value_label", "")), str(options.get("unit", ""))
    return f"{label} ({unit})" if label and unit else label or unit


def _entries(options: dict[str, Any], missing: int) -> list[str]:
    """What stands beside the classes: the hatching, and land without a row."""
    return [*([missing_text(missing)] if missing else []), OUTSIDE]


def key_texts(classes: Classes, options: dict[str, Any], missing: int) -> tuple[str, ...]:
    """Every text of the key."""
    return (_title(options), *classes.ticks, *_entries(options, missing))


def key_height(classes: Classes, options: dict[str, Any], missing: int, size: Size) -> float:
    """Room that the key needs in pixels."""
    beside = _beside(classes, options, missing, size)
    return (size.line + 6) + BOX + size.line + 8 + (0 if beside is not None else size.line + 6)


def _beside(classes: Classes, options: dict[str, Any], missing: int, size: Size) -> float | None:
    """Where the other entries begin on the line of the classes; None where they need a line of their own."""
    start = _class_width(classes, size) * (len(classes.edges) - 1) + 44
    wanted = sum(size.text_width(entry) + 44 for entry in _entries(options, missing))
    return start if start + wanted <= size.width else None


def _class_width(classes: Classes, size: Size) -> float:
    widest = max(size.text_width(tick) for tick in classes.ticks) + 8
    room = (size.width - 30) / (len(classes.edges) - 1)
    return float(min(max(widest, 46), room))


def key_layers(classes: Classes, options: dict[str, Any], missing: int, frame: tuple[Size, float]) -> list[Layer]:
    """The title, a box a class with its edges below, and the other entries beside or below."""
    size, top = frame
    wide = _class_width(classes, size)
    y = top + size.line + 6
    left = size.text_width(classes.ticks[0]) / 2 + 2
    layers = [furniture.text_at(0, top + size.line / 2, _title(options), fill="var(--muted)")]
    for place in range(len(classes.edges) - 1):
        box = {"type": "rect", **classes.look(place), "stroke": "var(--muted)", "strokeWidth": 0.4}
        layers.append(_box(left + place * wide, y, wide, box))
    layers += [
        furniture.text_at(left + i * wide, y + BOX + size.line / 2 + 3, tick, align="center", fill="var(--muted)")
        for i, tick in enumerate(classes.ticks)
    ]
    beside = _beside(classes, options, missing, size)
    x, row = (beside + left, y) if beside is not None else (0.0, y + BOX + size.line + 10)
    for entry in _entries(options, missing):
        layers += _swatch(x, row, hatching=entry != OUTSIDE)
        layers.append(furniture.text_at(x + 28, row + BOX / 2, entry))
        x += 44 + size.text_width(entry)
    return layers


def _swatch(x: float, y: float, *, hatching: bool) -> list[Layer]:
    """A small box as the map draws states without a value, or land without a row."""
    if not hatching:
        return [_box(x, y, 22, {"type": "rect", **BLANK})]
    ring = [(x, y), (x + 22, y), (x + 22, y + BOX), (x, y + BOX), (x, y)]
    edge = {"type": "rect", "fill": None, "stroke": "var(--muted)", "strokeWidth": 0.6}
    rules = [
        {
            "data": {"values": [{}]},
            "mark": {"type": "rule", "stroke": "var(--muted)", "strokeWidth": 0.7},
            "encoding": {name: {"value": value} for name, value in zip(("x", "y", "x2", "y2"), (*a, *b), strict=True)},
        }
        for a, b in hatched([ring], 6)
    ]
    return [_box(x, y, 22, edge), *rules]


def _box(x: float, y: float, width: float, mark: dict[str, Any]) -> Layer:
    at = {"x": {"value": x}, "x2": {"value": x + width}, "y": {"value": y}, "y2": {"value": y + BOX}}
    return {"data": {"values": [{}]}, "mark": mark, "encoding": at}
