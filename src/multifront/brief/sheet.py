"""A page of sections with charts and tables, as one HTML file that asks no host for anything. No verdicts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from multifront.brief import charts
from multifront.brief.document import plain
from multifront.brief.html import asset, asset_hash, templates
from multifront.domain import Picture


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under named columns; `numeric` names the columns that are set to the right."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a page: a heading, what to read from it, charts, a table, and what fools it."""

    heading: str
    words: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    table: Table | None = None
    caution: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: title, what it says first, its parts, and how it was made. `one_page` is laid out for one A4 page."""

    kicker: str
    title: str
    lead: tuple[str, ...]
    parts: tuple[Part, ...]
    made: Mapping[str, str]
    limits: tuple[str, ...]
    one_page: bool = False

    def html(self) -> str:
        """The page as one HTML file."""
        style = asset("brief.css") + "\n" + asset("sheet.css")
        template = templates().get_template("sheet.html.jinja")
        return template.render(sheet=self, drawn=_drawn, style=Markup(style), style_hash=asset_hash(style))


def json_text(content: Any) -> str:
    """Anything of the domain as JSON: sorted keys, missing as null, the same bytes for the same content."""
    return json.dumps(plain(content), sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _drawn(picture: Picture) -> Markup:
    """Both widths of a chart; the style sheet shows the one that fits."""
    return Markup("\n").join(Markup(svg) for svg in charts.draw(picture).values())
