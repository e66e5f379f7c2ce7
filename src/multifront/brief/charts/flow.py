"""Groups over some years and the moves between them, as bars and bands, and the way of a few members. Sums nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from multifront.brief.charts import furniture, scale
from multifront.brief.charts.look import COLOURS, DASHES, Layer, Pad, Plot, Size
from multifront.errors import UsageError

Records = list[dict[str, Any]]
Place = tuple[float, float]

BAR = 0.42
"""Opacity of a bar: ink on it stays legible in both schemes, as in the matrix."""

BAND = 0.2
GAP = 9
STEPS = 14
PARTS = ("group", "move", "member")
MARGIN = 4
LEADER = 14


@dataclass(frozen=True, slots=True)
class Bar:
    """A group in one year: upper left corner, width, height, and its row."""

    x: float
    y: float
    width: float
    height: float
    row: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where years stand and how high one member is, in pixels."""

    size: Size
    left: dict[Any, float]
    width: float
    unit: float
    height: int


def plot(records: Records, options: dict[str, Any], size: Size) -> Plot:
    """A bar a group and year, a band for each move to the next year, a line for each named member."""
    _check(records)
    years = sorted({record["x"] for record in records})
    groups = list(dict.fromkeys(record["group"] for record in records if record["part"] == "group"))
    grey = [str(name) for name in options.get("grey") or ()]
    colours = _colours(groups, grey)
    names = list(dict.fromkeys(record["name"] for record in records if record["part"] == "member"))
    frame = _frame(records, years, names, size)
    bars = _bars(records, groups, frame)
    entries = {
        name: {"stroke": colours[name], "strokeWidth": 10, "strokeOpacity": _dark(name, grey)} for name in colours
    }
    key_room = len(furniture.key_rows(list(colours), size)) * (size.line + 2) + 6
    layers = _bands(records, bars, groups, colours)
    for bar in bars.values():
        group = bar.row["group"]
        layers += _bar_layers(bar, {"fill": colours[group], "fillOpacity": _dark(group, grey)})
    written, counts = _counts(bars, frame, options)
    layers += _members(records, bars, years, frame) + counts
    layers += [
        furniture.text_at(frame.left[year] + frame.width / 2, -size.line / 2 - 4, str(year), align="center")
        for year in years
    ]
    pad = Pad(MARGIN, round(key_room + size.line + 14), 0, 8)
    layers += furniture.key(entries, size, MARGIN, pad.top - 9)
    return Plot(layers, size, frame.height, pad, (), (*map(str, years), *groups, *names, *written))


def _check(records: Records) -> None:
    """Raise with all problems where moves or members name a bar that is not there, or more leave it than are in it."""
    bars = {(r["x"], r["group"]): r["count"] for r in records if r["part"] == "group"}
    years = sorted({year for year, _ in bars})
    following = dict(pairwise(years))
    problems = [f"part {r['part']!r}; valid: group, move, member" for r in records if r["part"] not in PARTS]
    leaving: Counter[tuple[Any, str]] = Counter()
    arriving: Counter[tuple[Any, str]] = Counter()
    for record in records:
        start, end = (record["x"], record["group"]), (following.get(record["x"]), record["to"])
        named = {"move": (start, end), "member": (start,)}.get(record["part"], ())
        problems += [
            f"{record['part']} names {key[1]!r} in {key[0]}, which has no bar" for key in named if key not in bars
        ]
        if record["part"] == "move":
            leaving[start] += record["count"]
            arriving[end] += record["count"]
    for word, sums in (("leave", leaving), ("reach", arriving)):
        problems += [
            f"{count} {word} {key[1]!r} in {key[0]}, which has {bars[key]}"
            for key, count in sums.items()
            if count > bars.get(key, count)
        ]
    if not any(bars.values()):
        problems.append("no group has a member")
    if problems:
        lines = "; ".join(dict.fromkeys(problems))
        raise UsageError(f"a flow cannot be drawn: {lines}; next: one row a group and year, moves between such rows")


def _colours(groups: Sequence[str], grey: Sequence[str]) -> dict[str, str]:
    """A colour a group by name, so that the order of the bars does not change it; what is no group is grey."""
    plain = sorted(group for group in groups if group not in grey)
    found = {group: COLOURS[i % (len(COLOURS) - 1)] for i, group in enumerate(plain)}
    return found | dict.fromkeys(grey, "var(--muted)")


def _dark(group: str, grey: Sequence[str]) -> float:
    """Opacity of a bar: of the grey groups each is paler than the one before."""
    return round(BAR / 2 ** grey.index(group), 3) if group in grey else BAR


def _frame(records: Records, years: Sequence[Any], names: Sequence[str], size: Size) -> Frame:
    """Room for the names at the right, the rest shared out among the years."""
    right = max((size.text_width(name) for name in names), default=0.0) + (LEADER + 4 if names else MARGIN)
    width = 40.0 if size.name == "wide" else 26.0
    pitch = (size.width - MARGIN - right - width) / max(len(years) - 1, 1)
    height = 300 if size.name == "wide" else 280
    by_year = {year: [r for r in records if r["x"] == year and r["part"] == "group"] for year in years}
    tallest = max(sum(row["count"] for row in rows) for rows in by_year.values())
    gaps = max(len(rows) - 1 for rows in by_year.values()) * GAP
    left = {year: i * pitch for i, year in enumerate(years)}
    return Frame(size, left, width, (height - gaps) / tallest, height)


def _bars(records: Records, groups: Sequence[str], frame: Frame) -> dict[tuple[Any, str], Bar]:
    """Bars of each year from the top down, in the order of the groups."""
    bars = {}
    for year, x in frame.left.items():
        y = 0.0
        rows = {r["group"]: r for r in records if r["part"] == "group" and r["x"] == year and r["count"]}
        for group in groups:
            if group in rows:
                high = rows[group]["count"] * frame.unit
                bars[year, group] = Bar(x, y, frame.width, high, rows[group])
                y += high + GAP
    return bars


def _bar_layers(bar: Bar, look: dict[str, Any]) -> list[Layer]:
    ground = {"type": "rect", "fill": "var(--paper)"}
    tint = {"type": "rect", **look}
    at = {
        "x": {"value": round(bar.x, 1)},
        "x2": {"value": round(bar.x + bar.width, 1)},
        "y": {"value": round(bar.y, 1)},
        "y2": {"value": round(bar.y + bar.height, 1)},
    }
    return [{"data": {"values": [{}]}, "mark": mark, "encoding": at} for mark in (ground, tint)]


def _bands(
    records: Records, bars: dict[tuple[Any, str], Bar], groups: Sequence[str], colours: dict[str, str]
) -> list[Layer]:
    """Moves as bands, in the colour of the group that is left, stacked in the order of the groups at both ends."""
    years = sorted({year for year, _ in bars})
    following = dict(pairwise(years))
    moves = [r for r in records if r["part"] == "move" and r["count"]]
    moves.sort(key=lambda r: (r["x"], groups.index(r["group"]), groups.index(r["to"])))
    leaving = {key: bar.y for key, bar in bars.items()}
    arriving = dict(leaving)
    unit = next(iter(bars.values())).height / next(iter(bars.values())).row["count"]
    layers = []
    for move in moves:
        start, end = (move["x"], move["group"]), (following[move["x"]], move["to"])
        high = move["count"] * unit
        a, b = bars[start], bars[end]
        upper = _curve((a.x + a.width, leaving[start]), (b.x, arriving[end]))
        lower = _curve((a.x + a.width, leaving[start] + high), (b.x, arriving[end] + high))
        leaving[start] += high
        arriving[end] += high
        layers.append(_area([*upper, *reversed(lower), upper[0]], colours[move["group"]]))
    return layers


def _curve(start: Place, end: Place) -> list[Place]:
    """A line that leaves and arrives level: the smooth step 3 t^2 - 2 t^3."""
    (x0, y0), (x1, y1) = start, end
    shares = [i / STEPS for i in range(STEPS + 1)]
    return [(round(x0 + (x1 - x0) * t, 1), round(y0 + (y1 - y0) * t * t * (3 - 2 * t), 1)) for t in shares]


def _area(ring: Sequence[Place], colour: str) -> Layer:
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return _geo(geometry, {"fill": colour, "fillOpacity": BAND})


def _geo(geometry: dict[str, Any], mark: dict[str, Any]) -> Layer:
    feature = {"type": "Feature", "properties": {}, "geometry": geometry}
    flat = {"type": "identity", "scale": 1, "translate": [0, 0]}
    return {
        "data": {"values": [feature]},
        "mark": {"type": "geoshape", "clip": False, "aria": False, **mark},
        "projection": flat,
    }


def _members(records: Records, bars: dict[tuple[Any, str], Bar], years: Sequence[Any], frame: Frame) -> list[Layer]:
    """A line of ink a member through the bars of its groups, on to its name where it is there in the last year."""
    rows = [record for record in records if record["part"] == "member"]
    names = list(dict.fromkeys(record["name"] for record in rows))
    line = frame.size.line
    heights = {(row["x"], row["name"]): _within(bars[row["x"], row["group"]], rows, row, line) for row in rows}
    last = [name for name in names if (years[-1], name) in heights]
    ends = dict(zip(last, furniture.spread([heights[years[-1], name] for name in last], line), strict=True))
    right = frame.left[years[-1]] + frame.width + LEADER
    layers: list[Layer] = []
    for number, name in enumerate(names):
        path: list[Place] = []
        for year in years:
            if (year, name) in heights:
                here = (frame.left[year], heights[year, name])
                path += [*(_curve(path[-1], here) if path else [here]), (here[0] + frame.width, here[1])]
        path += [(right - 3, round(ends[name], 1))] if name in ends else []
        mark = {"fill": None, "stroke": "var(--ink)", "strokeWidth": 1.5, "strokeDash": DASHES[number % len(DASHES)]}
        layers.append(_geo({"type": "LineString", "coordinates": path}, mark))
    return layers + [furniture.text_at(right, round(y, 1), name) for name, y in ends.items()]


def _within(bar: Bar, rows: Records, row: dict[str, Any], line: float) -> float:
    """The height of a member's line inside its bar: side by side, above the place of the numbers."""
    fellows = [r["name"] for r in rows if (r["x"], r["group"]) == (row["x"], row["group"])]
    room = bar.height - 2 * line if bar.height > 4 * line else bar.height
    step = min(line, room / (len(fellows) + 1))
    return round(bar.y + step * (fellows.index(row["name"]) + 1), 1)


def _counts(bars: dict[tuple[Any, str], Bar], frame: Frame, options: dict[str, Any]) -> tuple[list[str], list[Layer]]:
    """How many members a bar has, and below it how sure the group is, where the bar is high enough."""
    written: list[str] = []
    layers: list[Layer] = []
    unit = str(options.get("certainty_unit", ""))
    for bar in bars.values():
        lines = [scale.written(bar.row["count"], 0)]
        if bar.row["certainty"] is not None:
            lines.append(f"{scale.written(bar.row['certainty'], 0)}{unit}")
        line = frame.size.line
        shown = lines if bar.height >= 3.4 * line else lines[:1] if bar.height >= frame.size.font else []
        below = bar.y + bar.height - len(shown) * line / 2
        for i, text in enumerate(shown):
            y = below + (i - (len(shown) - 1) / 2) * line
            look = {"fontSize": frame.size.font - 1} if i else {"fontWeight": "bold"}
            layers.append(furniture.text_at(bar.x + bar.width / 2, round(y, 1), text, align="center", **look))
        written += shown
    return written, layers
