"""Charts: a `Picture` in, static SVG or PNG out, with the list of every number printed. No page and no tests here."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from multifront.brief.charts import (
    count_bars,
    event_rows,
    flow,
    grid,
    lag_bars,
    lines,
    matrix,
    outlines,
    power_curve,
    ranges,
    steps,
    world_map,
)
from multifront.brief.charts.look import NARROW, WIDE, Plot, Size, on_paper
from multifront.domain import Origin, Picture
from multifront.errors import UsageError, unknown_name

__all__ = ["KINDS", "Kind", "draw", "drawn_from", "png", "printed", "small_id", "svg"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of chart: who plots it, which columns it needs, which it takes with what default, which options.

    `origins` gives the records of what it draws beside the data, such as outlines of states.
    """

    plot: Callable[[list[dict[str, Any]], dict[str, Any], Size], Plot]
    needs: tuple[str, ...]
    takes: Mapping[str, Any]
    options: tuple[str, ...]
    origins: Callable[[], tuple[Origin, ...]] = tuple


KINDS: Mapping[str, Kind] = {
    "event_rows": Kind(
        event_rows.plot, ("day", "row"), {"end": None, "label": ""}, ("span_start", "span_end", "marks")
    ),
    "count_bars": Kind(
        count_bars.plot,
        ("period", "count"),
        {"low": None, "high": None, "partial": False, "series": ""},
        ("x_label", "y_label", "marks"),
    ),
    "flow": Kind(
        flow.plot,
        ("part", "x", "group", "count"),
        {"to": "", "certainty": None, "name": ""},
        ("grey", "certainty_unit"),
    ),
    "grid": Kind(grid.plot, ("row", "column", "word"), {"tone": 0.0}, ()),
    "lag_bars": Kind(
        lag_bars.plot,
        ("first", "last", "seen", "expected"),
        {"pointwise_low": None, "pointwise_high": None, "low": None, "high": None},
        ("x_label", "y_label", "left", "right"),
    ),
    "lines": Kind(
        lines.plot,
        ("x", "y"),
        {"low": None, "high": None, "series": "", "part": "observed"},
        ("x_label", "y_label", "unit", "zero", "marks", "y_reverse"),
    ),
    "matrix": Kind(matrix.plot, ("row", "column", "value"), {}, ("value_label", "unit", "decimals")),
    "power_curve": Kind(power_curve.plot, ("x", "y"), {}, ("x_label", "y_label", "found", "marks")),
    "ranges": Kind(
        ranges.plot,
        ("label", "low", "mid", "high"),
        {"group": "", "censored": False},
        ("x_label", "unit", "decimals", "zero", "log", "marks"),
    ),
    "steps": Kind(steps.plot, ("x", "y"), {"series": ""}, ("x_label", "y_label", "unit", "zero", "marks", "levels")),
    "world_map": Kind(
        world_map.plot,
        ("state", "value"),
        {"name": "", "label": False},
        ("actor", "partner", "value_label", "unit", "decimals", "middle"),
        lambda: (outlines.origin(),),
    ),
}
"""The kinds of chart by name; `docs/brief.md` says what each column and option means."""


def printed(picture: Picture) -> dict[str, list[Any]]:
    """Every number that the chart prints, at either width: `ticks` as numbers, `labels` as texts."""
    plots = [_plot(picture, size) for size in (WIDE, NARROW)]
    ticks = dict.fromkeys(tick for plot in plots for tick in plot.ticks)
    labels = dict.fromkeys(label for plot in plots for label in plot.labels if label)
    options = [str(picture.options.get(name, "")) for name in ("x_label", "y_label", "unit")]
    return {"ticks": list(ticks), "labels": [*labels, *(text for text in options if text)]}


def drawn_from(picture: Picture) -> tuple[Origin, ...]:
    """Origins of what the chart shows beside its data; empty for most kinds."""
    return KINDS[picture.kind].origins() if picture.kind in KINDS else ()


def draw(picture: Picture) -> dict[str, str]:
    """The chart as SVG for the page, by width: `wide` and `narrow`; colours are the style sheet's variables."""
    import vl_convert  # a second to load, and only rendering needs it

    drawn = {}
    for size in (WIDE, NARROW):
        svg = vl_convert.vegalite_to_svg(_plot(picture, size).spec, allowed_base_urls=[])
        drawn[size.name] = _for_page(svg, picture, size)
    return drawn


def png(picture: Picture, *, scale: float = 2.0) -> bytes:
    """The chart as a PNG on white paper, at `scale` pixels a point."""
    import vl_convert

    spec = on_paper(_plot(picture, WIDE).spec)
    return bytes(vl_convert.vegalite_to_png(spec, scale=scale, allowed_base_urls=[]))


def svg(picture: Picture) -> str:
    """The chart as an SVG on white paper, at the wide size, for a file of its own."""
    import vl_convert

    drawn = vl_convert.vegalite_to_svg(on_paper(_plot(picture, WIDE).spec), allowed_base_urls=[])
    title = f"<title>{escape(picture.title)}</title><desc>{escape(picture.caption.text)}</desc>"
    return re.sub(r"^(<svg[^>]*>)", lambda found: found.group(1) + title, drawn.strip(), count=1)


def _plot(picture: Picture, size: Size) -> Plot:
    """The picture's columns as records, given to its kind."""
    if picture.kind not in KINDS:
        place = f"picture {picture.id}"
        raise UsageError(unknown_name("chart kind", picture.kind, list(KINDS), "see docs/brief.md", where=place))
    kind = KINDS[picture.kind]
    problems = _problems(picture, kind)
    if problems:
        raise UsageError(f"picture {picture.id!r} ({picture.kind}): {'; '.join(problems)}")
    length = len(picture.columns[kind.needs[0]])
    columns = {name: (default,) * length for name, default in kind.takes.items()} | dict(picture.columns)
    names = (*kind.needs, *kind.takes)
    records = [{name: _plain(columns[name][i]) for name in names} for i in range(length)]
    return kind.plot(records, dict(picture.options), size)


def _problems(picture: Picture, kind: Kind) -> list[str]:
    """What is wrong with the columns and options of a picture."""
    known = {*kind.needs, *kind.takes}
    problems = [f"column {name!r} is missing" for name in kind.needs if name not in picture.columns]
    problems += [f"unknown column {name!r}; valid: {sorted(known)}" for name in picture.columns if name not in known]
    problems += [
        f"unknown option {name!r}; valid: {sorted(kind.options)}"
        for name in picture.options
        if name not in kind.options
    ]
    lengths = {name: len(values) for name, values in picture.columns.items()}
    if len(set(lengths.values())) > 1:
        problems.append(f"columns differ in length: {lengths}")
    if lengths and not max(lengths.values()):
        problems.append("no rows; leave the picture out instead")
    return problems


def _plain(value: Any) -> Any:
    """A cell as JSON knows it: numpy scalars unwrapped, dates as ISO text, NaN as missing."""
    if hasattr(value, "item"):
        value = value.item()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return None if isinstance(value, float) and math.isnan(value) else value


def small_id(picture: Picture) -> str:
    """Id of the drawing inside the narrow chart on the page, which a small picture uses again."""
    return "small-" + re.sub(r"[^A-Za-z0-9_-]", "-", picture.id)


def _for_page(svg: str, picture: Picture, size: Size) -> str:
    """The SVG with ids of its own, a name for screen readers, and no width that would force the page."""
    prefix = re.sub(r"[^A-Za-z0-9_-]", "-", f"{picture.id}-{size.name}")
    svg = re.sub(r'id="(clip|gradient)', rf'id="{prefix}-\1', svg)
    svg = re.sub(r"url\(#(clip|gradient)", rf"url(#{prefix}-\1", svg)
    svg = re.sub(r' aria-hidden="true"| pointer-events="none"| class="(?!marks)[^"]*"', "", svg)
    # the whole chart is one image with one name: roles and names of its parts would be read out as noise
    svg = re.sub(r' (role="graphics-[^"]*"|aria-roledescription="[^"]*"|aria-label="[^"]*")', "", svg)
    svg = re.sub(r'<path d=""[^>]*/>|<path d="M0,0h0v0h0Z"/>', "", svg)
    if size is NARROW:  # what the table of claims shows again as a small picture
        inside = rf'\1<g class="drawn" id="{small_id(picture)}">\2</g></svg>'
        svg = re.sub(r"^(<svg[^>]*>)(.*)</svg>$", inside, svg.strip(), flags=re.S)
    label = escape(f"{picture.title}. {picture.caption.text}", quote=True)
    head = f'<svg role="img" aria-label="{label}" class="chart {size.name}"'
    return re.sub(r'^<svg([^>]*?) class="marks"', rf"{_literal(head)}\1", svg.strip(), count=1)


def _literal(text: str) -> str:
    """A text as a replacement that `re.sub` does not read."""
    return text.replace("\\", "\\\\")
