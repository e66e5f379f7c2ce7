"""How charts look: sizes, colours, type and the assembly of a Vega-Lite spec. No chart kind and no data here."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

Layer = dict[str, Any]

COLOURS = ("var(--c1)", "var(--c2)", "var(--c3)", "var(--c4)", "var(--c5)", "var(--c6)")
"""Series colours in order: the hues of Okabe and Ito, made darker or lighter until text in them is legible."""

DASHES = ([1, 0], [7, 3], [2, 2], [9, 3, 2, 3], [4, 2], [12, 4])
"""Line patterns in the same order, so that series stay apart without colour."""

PAPER_COLOURS = {
    "var(--ink)": "#1b1d21",
    "var(--muted)": "#565c66",
    "var(--rule)": "#d9dade",
    "var(--paper)": "#ffffff",
    "var(--c1)": "#0067a3",
    "var(--c2)": "#b84700",
    "var(--c3)": "#00704f",
    "var(--c4)": "#9c3f74",
    "var(--c5)": "#835c00",
    "var(--c6)": "#59616b",
}
"""What the style sheet's names mean on white paper, for pictures that live outside a page (PNG)."""

FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"


@dataclass(frozen=True, slots=True)
class Size:
    """One of the two widths that every chart is drawn at; the page shows the one that fits."""

    name: str
    width: int
    font: int
    ticks: int

    def text_width(self, text: str) -> float:
        """Width of a text in pixels, estimated on the generous side and the same on every machine."""
        return sum(_advance(letter) for letter in text) * self.font

    @property
    def line(self) -> int:
        """Height of a line of text in pixels."""
        return round(self.font * 1.45)


WIDE = Size("wide", 704, 13, 7)
NARROW = Size("narrow", 328, 12, 4)


@dataclass(frozen=True, slots=True)
class Pad:
    """Room in pixels around the plotting area."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart ready to draw: its layers, its room, and every number that it prints, as ticks and as labels."""

    layers: list[Layer]
    size: Size
    height: int
    pad: Pad
    ticks: tuple[float, ...] = ()
    labels: tuple[str, ...] = field(default_factory=tuple)

    @property
    def spec(self) -> dict[str, Any]:
        """The Vega-Lite spec; nothing is measured, so the same plot is the same picture everywhere."""
        room = inner_width(self.size, self.pad) + 2 * min(self.pad.left, self.pad.right)
        layers, lines = _titles_wrapped(self.layers, room, self.size)
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "background": None,
            "width": self.size.width - self.pad.left - self.pad.right,
            "height": self.height,
            "padding": {
                "left": self.pad.left,
                "top": self.pad.top,
                "right": self.pad.right,
                "bottom": self.pad.bottom + (lines - 1) * self.size.line,
            },
            "autosize": {"type": "none"},
            "layer": layers,
            "config": _config(self.size),
        }


def wrapped(text: str, width: float, size: Size) -> list[str]:
    """A text in as few lines as fit a width; a single word that is wider stands alone."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and size.text_width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def inner_width(size: Size, pad: Pad) -> int:
    """Width of the plotting area in pixels."""
    return size.width - pad.left - pad.right


def _titles_wrapped(layers: list[Layer], room: float, size: Size) -> tuple[list[Layer], int]:
    """The same layers with titles below the plot in lines that fit, and the most lines that one of them takes."""
    found, most = [], 1
    for layer in layers:
        axis = layer.get("encoding", {}).get("x", {}).get("axis") or {}
        title = axis.get("title")
        if isinstance(title, str) and size.text_width(title) > room:
            lines = wrapped(title, room, size)
            most = max(most, len(lines))
            encoding = layer["encoding"]
            x = {**encoding["x"], "axis": {**axis, "title": lines}}
            layer = {**layer, "encoding": {**encoding, "x": x}}  # noqa: PLW2901 - a changed copy
        found.append(layer)
    return found, most


def on_paper(spec: dict[str, Any]) -> dict[str, Any]:
    """The same spec with the style sheet's colour names replaced by the colours of white paper."""
    text = json.dumps(spec)
    for name, colour in PAPER_COLOURS.items():
        text = text.replace(name, colour)
    return {**json.loads(text), "background": PAPER_COLOURS["var(--paper)"]}


def _config(size: Size) -> dict[str, Any]:
    """Type and rules shared by all charts."""
    text = {"font": FONT, "fontSize": size.font, "fill": "var(--ink)"}
    return {
        "aria": False,
        "font": FONT,
        "view": {"stroke": None, "clip": False},
        "text": text,
        "axis": {
            "labelFont": FONT,
            "labelFontSize": size.font,
            "labelColor": "var(--muted)",
            "labelFlush": False,
            "labelOverlap": False,
            "titleFont": FONT,
            "titleFontSize": size.font,
            "titleFontWeight": "normal",
            "titleColor": "var(--muted)",
            "gridColor": "var(--rule)",
            "domainColor": "var(--muted)",
            "tickColor": "var(--muted)",
        },
    }


def _advance(letter: str) -> float:
    """Width of a letter in ems."""
    if letter in "ijlt.,:;'|!()[]I ":
        return 0.33
    if letter in "mwMW—−%@":
        return 0.87
    if letter.isdigit():
        return 0.64  # as wide as DejaVu Sans, the widest face that a page falls back to
    return 0.71 if letter.isupper() else 0.57
