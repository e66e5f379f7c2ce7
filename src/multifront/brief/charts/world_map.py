"""One number a state on a map: classes of colour, dots for small states, hatching for no value. Computes no numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from multifront.brief.charts import furniture, map_labels, outlines, scale
from multifront.brief.charts.hatching import hatched
from multifront.brief.charts.look import Layer, Pad, Plot, Size
from multifront.brief.charts.map_key import BLANK, Classes, key_height, key_layers, key_texts
from multifront.errors import UsageError

Records = list[dict[str, Any]]
Rings = tuple[outlines.Ring, ...]

CLASSES = 6
"""Edges of classes that are aimed at: more than five or six shades are not told apart."""

FLAT = {"type": "identity", "scale": 1, "translate": [0, 0]}
"""The outlines are in pixels already."""


def plot(records: Records, options: dict[str, Any], size: Size) -> Plot:
    """The map, its labels, and below it the key, and the states that it has no place for."""
    twice = sorted(state for state, count in Counter(record["state"] for record in records).items() if count > 1)
    if twice:
        raise UsageError(
            f"a map has one row a state; found several of {', '.join(twice)}; next: keep one value of each"
        )
    sheet = outlines.sheet(size.width)
    rows = [record for record in records if record["state"] != options.get("actor")]
    classes = _classes(rows, options)
    shown = [record for record in rows if record["state"] in sheet.states]
    missing = sum(record["value"] is None for record in rows)
    layers = [_land(sheet, {record["state"] for record in records}), *_filled(sheet, shown, classes)]
    layers += _missing(sheet, [record["state"] for record in shown if record["value"] is None], size)
    layers += _dots(sheet, shown, classes, size) + _edge(sheet, options)
    labels, room, written = map_labels.layers(sheet, map_labels.chosen(sheet, records, options), size)
    top = sheet.height + 12 + room
    key = key_layers(classes, options, missing, (size, top))
    below = top + key_height(classes, options, missing, size)
    notes = _absent([record for record in rows if record["state"] not in sheet.states], classes, size)
    layers += labels + key
    layers += [
        furniture.text_at(0, below + (i + 0.5) * size.line, line, fill="var(--muted)") for i, line in enumerate(notes)
    ]
    texts = (*written, *key_texts(classes, options, missing), *notes)
    return Plot(layers, size, round(below + len(notes) * size.line), Pad(0, 8, 0, 6), classes.edges, texts)


def _classes(rows: Records, options: dict[str, Any]) -> Classes:
    """Edges of the classes: round numbers, with the middle among them where there is one."""
    known = [float(record["value"]) for record in rows if record["value"] is not None]
    decimals = int(options.get("decimals", 2))
    if options.get("middle") is None:
        return Classes(scale.ticks(min(known, default=0.0), max(known, default=1.0), CLASSES), None, decimals)
    middle = float(options["middle"])
    away = [value - middle for value in known]
    edges = scale.ticks(min(0.0, *away, 0.0), max(0.0, *away, 0.0), CLASSES)
    return Classes(tuple(round(edge + middle, 10) for edge in edges), middle, decimals)


def _land(sheet: outlines.Sheet, named: set[str]) -> Layer:
    """Outlines without a row: land that is no state of the data."""
    empty = [polygon for code, state in sheet.states.items() if code not in named for polygon in state.polygons]
    return _shape([*empty, *sheet.others], BLANK)


def _filled(sheet: outlines.Sheet, shown: Records, classes: Classes) -> list[Layer]:
    """One layer a class, so that one path holds all states of one colour."""
    by_class: dict[int, list[Rings]] = {}
    for record in shown:
        if record["value"] is not None:
            place = classes.place(float(record["value"]))
            by_class.setdefault(place, []).extend(sheet.states[record["state"]].polygons)
    edge = {"stroke": "var(--paper)", "strokeWidth": 0.5}
    return [_shape(polygons, {**classes.look(place), **edge}) for place, polygons in sorted(by_class.items())]


def _missing(sheet: outlines.Sheet, codes: Sequence[str], size: Size) -> list[Layer]:
    """States without a value: hatched, with their border drawn."""
    polygons = [polygon for code in codes for polygon in sheet.states[code].polygons]
    if not polygons:
        return []
    lines = hatched([ring for polygon in polygons for ring in polygon], 6 if size.name == "wide" else 4)
    border = _shape(polygons, {"fill": None, "stroke": "var(--muted)", "strokeWidth": 0.6})
    return [border, _lines(lines, {"stroke": "var(--muted)", "strokeWidth": 0.7})] if lines else [border]


def _dots(sheet: outlines.Sheet, shown: Records, classes: Classes, size: Size) -> list[Layer]:
    """Small states as dots, so that none is lost; a ring where there is no value."""
    radius = 2.8 if size.name == "wide" else 1.9
    layers: list[Layer] = []
    for record in shown:
        state = sheet.states[record["state"]]
        if not state.dot:
            continue
        known = record["value"] is not None
        look = classes.look(classes.place(float(record["value"]))) if known else {"fill": "var(--paper)"}
        ground = {"fill": "var(--paper)", "stroke": "var(--muted)", "strokeWidth": 0.7}
        if known:
            layers.append(_dot(state.point, radius, {"fill": "var(--paper)"}))
        layers.append(_dot(state.point, radius, {**ground, **look}))
    return layers


def _edge(sheet: outlines.Sheet, options: dict[str, Any]) -> list[Layer]:
    """The actor in full ink, and a line of ink around the partner."""
    layers: list[Layer] = []
    actor, partner = (sheet.states.get(str(options.get(name, ""))) for name in ("actor", "partner"))
    if actor is not None:
        layers.append(_shape(actor.polygons, {"fill": "var(--ink)", "stroke": "var(--paper)", "strokeWidth": 0.5}))
        if actor.dot:
            layers.append(_dot(actor.point, 3.4, {"fill": "var(--ink)"}))
    if partner is not None:
        layers.append(_shape(partner.polygons, {"fill": None, "stroke": "var(--ink)", "strokeWidth": 1.1}))
        if partner.dot:
            layers.append(_dot(partner.point, 3.4, {"fill": None, "stroke": "var(--ink)", "strokeWidth": 1.1}))
    return layers


def _absent(absent: Records, classes: Classes, size: Size) -> list[str]:
    """The states that the outlines do not have, with their values, in lines that fit."""
    if not absent:
        return []
    entries = [f"{r['name'] or r['state']} {classes.written(r['value'])}" for r in absent]
    return _wrapped(["Not on the map:", *(f"{entry}," for entry in entries[:-1]), entries[-1]], size)


def _wrapped(parts: Iterable[str], size: Size) -> list[str]:
    """Parts joined by spaces into lines that fit the width."""
    lines: list[str] = []
    for part in parts:
        if lines and size.text_width(f"{lines[-1]} {part}") <= size.width:
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    return lines


def _shape(polygons: Sequence[Rings], mark: dict[str, Any]) -> Layer:
    """Polygons as one path."""
    return _geo({"type": "MultiPolygon", "coordinates": polygons}, mark)


def _lines(lines: Sequence[Sequence[outlines.Place]], mark: dict[str, Any]) -> Layer:
    return _geo({"type": "MultiLineString", "coordinates": lines}, {"fill": None, **mark})


def _geo(geometry: dict[str, Any], mark: dict[str, Any]) -> Layer:
    feature = {"type": "Feature", "properties": {}, "geometry": geometry}
    return {
        "data": {"values": [feature]},
        "mark": {"type": "geoshape", "clip": False, "aria": False, **mark},
        "projection": FLAT,
    }


def _dot(point: outlines.Place, radius: float, mark: dict[str, Any]) -> Layer:
    """A circle at a place in pixels; Vega-Lite takes its area."""
    look = {"type": "point", "shape": "circle", "size": round(3.1416 * radius**2, 1), "opacity": 1, "filled": True}
    at = {"x": {"value": point[0]}, "y": {"value": point[1]}}
    return {"data": {"values": [{}]}, "mark": {**look, **mark}, "encoding": at}
