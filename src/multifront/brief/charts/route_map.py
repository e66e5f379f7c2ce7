"""Routes of supply as a schematic map: a ribbon a route, past chokepoints and limits, to its side. Sums nothing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from multifront.brief.charts import furniture
from multifront.brief.charts.look import Layer, Pad, Plot, Size, wrapped
from multifront.errors import UsageError, unknown_name

Records = list[dict[str, Any]]

KINDS = {"overland": "var(--c3)", "short_sea": "var(--c1)", "long_sea": "var(--c2)"}
WORDS = {"overland": "overland", "short_sea": "short sea", "long_sea": "long sea"}
FULL = 34.0
"""Thickness in pixels of a route that meets all demand."""

THINNEST, THICKEST = 3.0, 40.0
PALE = 0.3
"""Opacity of the part of a ribbon that the cut can reach."""

COLUMNS = (
    ("flow", "normal flow", 0),
    ("capacity", "can carry", 119),
    ("lag", "lag", 235),
    ("exposure", "exposed", 297),
)
ROOM = 386
"""Pixels that the columns of numbers take at the right of the wide map."""

BAR = 7


@dataclass(frozen=True, slots=True)
class Frame:
    """Where ribbons end, and whether numbers stand in columns beside them or in a line below."""

    size: Size
    end: float
    beside: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a part of the map adds: its layers, the texts that it prints, the height below it and that of its ribbon."""

    layers: list[Layer]
    said: list[str]
    bottom: float
    middle: float = 0.0


def plot(records: Records, options: dict[str, Any], size: Size) -> Plot:
    """A panel a supply, with a ribbon a route as thick as its share of demand; dark is out of the cut's reach."""
    _check(records)
    beside = size.name == "wide"
    frame = Frame(size, float(size.width - ROOM if beside else size.width - BAR - 3), beside)
    drawn = _key(frame, str(options.get("heading") or ""))
    for _, rows in groupby(records, key=lambda record: record["panel"]):
        panel = _panel(list(rows), frame, drawn.bottom)
        drawn = Drawn(drawn.layers + panel.layers, drawn.said + panel.said, panel.bottom + 18)
    return Plot(drawn.layers, size, round(drawn.bottom), Pad(0, 6, 0, 6), (), tuple(drawn.said))


def _check(records: Records) -> None:
    """Raise with all problems where a kind is unknown or a share is none."""
    problems = [
        unknown_name("kind of route", str(r["kind"]), list(KINDS), "use one") for r in records if r["kind"] not in KINDS
    ]
    problems += [f"{r['label']}: share {r['share']}; the least is 0" for r in records if not float(r["share"]) >= 0.0]
    problems += [
        f"{r['label']}: exposed {r['exposed']}; a share from 0 to 1"
        for r in records
        if not 0.0 <= float(r["exposed"]) <= 1.0
    ]
    if problems:
        raise UsageError(f"a route map cannot be drawn: {'; '.join(problems)}")


def _key(frame: Frame, heading: str) -> Drawn:
    """A heading, for a picture that stands alone, and what colours, tones, signs and thickness mean."""
    size = frame.size
    above = wrapped(heading, size.width, size) if heading else []
    head = len(above) * size.line + (8 if above else 0)
    shown = {WORDS[kind]: {"stroke": colour, "strokeWidth": 7} for kind, colour in KINDS.items()}
    tones = {
        "out of the cut's reach": {"stroke": "var(--ink)", "strokeWidth": 7},
        "exposed to the cut": {"stroke": "var(--ink)", "strokeWidth": 7, "strokeOpacity": PALE},
    }
    rows = len(furniture.key_rows([*shown, *tones], size))
    layers = _lines(above, 0, size, fill="var(--ink)")
    layers += furniture.key({**shown, **tones}, size, 0, -head - size.line / 2)
    top = head + rows * (size.line + 2) + 4
    text = "Thickness: share of the side's use. Filled circle: the partner's supplies. Diamond: chokepoint."
    lines = wrapped(text, size.width, size)
    layers += _lines(lines, top, size)
    return Drawn(layers, [*above, *shown, *tones, *lines], top + len(lines) * size.line + 14)


def _panel(rows: Records, frame: Frame, top: float) -> Drawn:
    """Heading, then each route, the shared limits below the last of theirs, and the bar of the side."""
    size, said = frame.size, [rows[0]["panel"]]
    layers: list[Layer] = [furniture.text_at(0, top + size.line / 2, rows[0]["panel"], fontWeight="bold")]
    notes = wrapped(str(rows[0]["note"]), size.width, size) if rows[0]["note"] else []
    layers += _lines(notes, top + size.line, size)
    y = top + size.line * (1 + len(notes)) + 4
    if frame.beside:
        for _, name, x in COLUMNS:
            layers.append(furniture.text_at(frame.end + BAR + 14 + x, y + size.line / 2, name, fill="var(--muted)"))
    first, places = y + (size.line if frame.beside else 0), _places(rows, frame)
    middles: list[float] = []
    y = first
    for number, row in enumerate(rows):
        route = _route(row, frame, y, places)
        layers, said, y = layers + route.layers, said + route.said, route.bottom
        middles.append(route.middle)
        for limit in _ending(rows, number):
            tied = [m for m, other in zip(middles, rows, strict=False) if limit in other["limits"].split("; ")]
            bracket = _limit(limit, tied, frame, y)
            layers, said, y = layers + bracket.layers, said + bracket.said, bracket.bottom
    bar = {"type": "rect", "fill": "var(--ink)"}
    layers.append(_box(bar, (frame.end, first + 2, BAR, y - first - 4)))
    columns = [name for _, name, _ in COLUMNS] if frame.beside else []
    return Drawn(layers, [*said, *notes, *columns], y)


def _places(rows: Records, frame: Frame) -> dict[str, float]:
    """Where each chokepoint of a panel stands from left to right, so that every route goes past its own in order."""
    order: list[str] = []
    for row in sorted(rows, key=lambda row: -str(row["chokepoints"]).count(";")):
        at = 0
        for name in _names(row["chokepoints"]):
            if name in order:
                at = max(at, order.index(name) + 1)
            else:
                order.insert(at, name)
                at += 1
    step = (frame.end - 24) / (len(order) + 1)
    return {name: 24 + step * (i + 1) for i, name in enumerate(order)}


def _route(row: dict[str, Any], frame: Frame, top: float, places: dict[str, float]) -> Drawn:
    """One route: who and by what, the ribbon with its chokepoints, and its numbers."""
    size = frame.size
    head = f"{row['supplier']}, {WORDS[row['kind']]}: {row['label']}"
    lines = wrapped(head, frame.end - 20, size)
    layers = _lines(lines, top + 3, size, fill="var(--ink)")
    thick = _thickness(row)
    y = top + 5 + len(lines) * size.line + thick / 2
    layers += _ribbon(row, frame, y)
    passed = _names(row["chokepoints"])
    for name in passed:
        mark = {"type": "point", "shape": "diamond", "size": 110, "fill": "var(--paper)", "stroke": "var(--ink)"}
        layers.append(_point({**mark, "strokeWidth": 1.6, "opacity": 1}, places[name], y))
    below = y + thick / 2 + 5
    if passed:
        layers += _passages(passed, places, frame, below + size.line / 2)
        below += size.line + 2
    numbers = [str(row[key]) for key, _, _ in COLUMNS]
    if frame.beside:
        for text, (_, _, x) in zip(numbers, COLUMNS, strict=True):
            layers.append(furniture.text_at(frame.end + BAR + 14 + x, y, text))
    else:
        text = f"{numbers[0]}, can carry {numbers[1]}; lag {numbers[2]}; exposed {numbers[3]}"
        numbers = wrapped(text, frame.end - 4, size)
        layers += _lines(numbers, below, size)
        below += len(numbers) * size.line
    return Drawn(layers, [*lines, *passed, *numbers], below + 3, y)


def _thickness(row: dict[str, Any]) -> float:
    return min(max(FULL * float(row["share"]), THINNEST), THICKEST)


def _ribbon(row: dict[str, Any], frame: Frame, y: float) -> list[Layer]:
    """The part that the cut cannot reach above, the exposed part below; a dashed line where nothing flows today."""
    colour, thick, exposed = (
        KINDS.get(row["kind"], "var(--c6)"),
        _thickness(row),
        min(max(float(row["exposed"]), 0.0), 1.0),
    )
    start, width = 8.0, frame.end - 8.0
    circle = {"type": "point", "shape": "circle", "size": 80, "stroke": colour, "strokeWidth": 2, "opacity": 1}
    origin = _point({**circle, "fill": colour if row["own"] else "var(--paper)"}, 8.0, y)
    if not float(row["share"]):
        line = {"type": "rule", "stroke": colour, "strokeWidth": 1.5, "strokeDash": [4, 4]}
        at = {"x": {"value": start}, "x2": {"value": frame.end}, "y": {"value": round(y, 1)}}
        return [{"data": {"values": [{}]}, "mark": line, "encoding": at}, origin]
    safe, upper = thick * (1.0 - exposed), y - thick / 2
    layers = []
    if safe > 0.0:
        layers.append(_box({"type": "rect", "fill": colour}, (start, upper, width, safe)))
    if exposed > 0.0:
        layers.append(
            _box({"type": "rect", "fill": colour, "fillOpacity": PALE}, (start, upper + safe, width, thick - safe))
        )
    return [*layers, origin]


def _passages(names: list[str], places: dict[str, float], frame: Frame, y: float) -> list[Layer]:
    """Names of chokepoints below their diamonds, moved aside where they would meet."""
    widths = [frame.size.text_width(name) for name in names]
    lefts: list[float] = []
    for name, width in zip(names, widths, strict=True):
        lefts.append(max(places[name] - width / 2, lefts[-1] + widths[len(lefts) - 1] + 8 if lefts else 0.0))
    over = max(lefts[-1] + widths[-1] - (frame.end - 20), 0.0)
    return [
        furniture.text_at(round(max(left - over, 0.0), 1), y, name, fill="var(--muted)")
        for name, left in zip(names, lefts, strict=True)
    ]


def _ending(rows: Records, number: int) -> list[str]:
    """The limits whose last route this is."""
    later = {limit for row in rows[number + 1 :] for limit in _names(row["limits"])}
    return [limit for limit in _names(rows[number]["limits"]) if limit not in later]


def _limit(text: str, heights: list[float], frame: Frame, top: float) -> Drawn:
    """A bracket over the ribbons that share a limit, and below them what they may carry together."""
    size, x = frame.size, frame.end - 14
    lines = wrapped(text, frame.end - 24, size)
    foot = top + size.line / 2
    line = {"type": "rule", "stroke": "var(--ink)", "strokeWidth": 2}
    at = {"x": {"value": x}, "y": {"value": round(min(heights) - 4, 1)}, "y2": {"value": round(foot, 1)}}
    layers: list[Layer] = [{"data": {"values": [{}]}, "mark": line, "encoding": at}]
    layers += [
        furniture.text_at(x - 6, foot + i * size.line, part, align="right", fill="var(--muted)")
        for i, part in enumerate(lines)
    ]
    return Drawn(layers, lines, top + len(lines) * size.line + 4)


def _names(joined: Any) -> list[str]:
    return [name for name in str(joined or "").split("; ") if name]


def _lines(lines: list[str], top: float, size: Size, fill: str = "var(--muted)") -> list[Layer]:
    return [
        furniture.text_at(0, round(top + (i + 0.5) * size.line, 1), line, fill=fill) for i, line in enumerate(lines)
    ]


def _box(mark: Layer, box: tuple[float, float, float, float]) -> Layer:
    x, y, width, height = (round(value, 1) for value in box)
    at = {
        "x": {"value": x},
        "x2": {"value": round(x + width, 1)},
        "y": {"value": y},
        "y2": {"value": round(y + height, 1)},
    }
    return {"data": {"values": [{}]}, "mark": mark, "encoding": at}


def _point(mark: Layer, x: float, y: float) -> Layer:
    at = {"x": {"value": round(x, 1)}, "y": {"value": round(y, 1)}}
    return {"data": {"values": [{}]}, "mark": mark, "encoding": at}
