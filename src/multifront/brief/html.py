"""The brief as one HTML page that asks no host for anything. The words are in templates; no numbers are made here."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from multifront.brief import charts, matrix_words, shown
from multifront.brief.document import plain
from multifront.brief.tracing import EXHIBIT_ROWS, exhibit_id, row_id, words_id
from multifront.domain import (
    CONFIDENCE,
    VERDICTS,
    Exhibit,
    Figure,
    Phrase,
    Picture,
    ScenarioNumber,
    ScenarioReport,
    Trace,
    Verdict,
)

if TYPE_CHECKING:
    from multifront.brief.content import Brief, Card

LONG = 32
"""A figure of more characters, such as a quotation, may be broken into lines."""

CHART_ROWS = 60
"""A chart's numbers are listed under it up to this many rows; more are left to brief.json."""


def render(brief: Brief) -> str:
    """The page as text."""
    page = _Page(brief)
    style, script = asset("brief.css"), asset("brief.js")
    template = templates().get_template("brief.html.jinja")
    return template.render(
        brief=brief,
        page=page,
        matrix_words={"score": matrix_words.SCORE, "fools": matrix_words.FOOLS},
        style=Markup(style),
        script=Markup(script),
        style_hash=asset_hash(style),
        script_hash=asset_hash(script),
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """What templates may ask for: marked-up pieces of the brief.

    Lists longer than `few` and tables of numbers longer than `many` go into a fold.
    """

    brief: Brief
    few: int = 6
    many: int = 14
    _drawn: dict[str, dict[str, str]] = field(default_factory=dict)

    def phrase(self, phrase: Phrase) -> Markup:
        """A sentence with each figure as a `data` element."""
        parts = []
        for literal, name, _, _ in Formatter().parse(phrase.template):
            parts.append(escape(literal.replace(" %", "\N{NO-BREAK SPACE}%")))
            if name is not None:
                parts.append(self.figure(phrase.figures[name]))
        return Markup("").join(parts)

    def figure(self, figure: Figure) -> Markup:
        """A number as shown, with its trace and its exact value."""
        trace = self.brief.traces[figure.trace_id]
        long = Markup(' class="long"') if len(figure.shown) > LONG else ""
        return Markup('<data{} data-trace="{}" value="{}" title="{}">{}</data>').format(
            long, figure.trace_id, _exact(trace.value), _walk(trace), figure.shown
        )

    def probability(self, verdict: Verdict, name: str) -> Markup:
        """The p or q of a verdict as a figure; a dash where there is none."""
        value = getattr(verdict, f"{name}_value")
        if value is None:
            return Markup('<span aria-label="none">–</span>')
        return self.figure(Figure(f"{verdict.claim_id}.{name}_value", shown.probability(value)))

    def run(self, name: str) -> Markup:
        """A fact of the run with its trace."""
        value = getattr(self.brief.run, name)
        text = shown.day(value) if name in ("as_of", "vintage") else f"{value:,}" if name == "draws" else str(value)
        return Markup('<data data-trace="run.{}" value="{}">{}</data>').format(name, _exact(value), text)

    def charts(self, picture: Picture) -> Markup:
        """Both widths of a chart; the style sheet shows the one that fits."""
        return Markup("\n").join(Markup(svg) for svg in self._draw(picture).values())

    def _draw(self, picture: Picture) -> dict[str, str]:
        """The chart at both widths, drawn once a page."""
        if picture.id not in self._drawn:
            self._drawn[picture.id] = charts.draw(picture)
        return self._drawn[picture.id]

    def small(self, verdict: Verdict) -> Markup:
        """The first picture of a claim again, small and without its words; empty where it has none."""
        if not verdict.pictures:
            return Markup("")
        picture = verdict.pictures[0]
        width, height = _narrow_box(self._draw(picture)["narrow"])
        head = '<svg class="small-picture" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">'
        return Markup(head + '<use href="#{}"/></svg>').format(width, height, charts.small_id(picture))

    def verdicts(self) -> list[str]:
        """The verdicts that this brief gives, in the order of the rules."""
        given = {card.verdict.verdict for card in self.brief.cards}
        return [word for word in VERDICTS if word in given]

    def rank(self, verdict: Verdict, name: str) -> int:
        """Place of a verdict or a confidence in the order of its words, for sorting."""
        order = VERDICTS if name == "verdict" else CONFIDENCE[::-1]
        return order.index(getattr(verdict, name))

    def plain_number(self, value: float | None) -> str:
        """A number for sorting; empty where there is none, which sorts last."""
        return "" if value is None else repr(float(value))

    def chart_rows(self, picture: Picture) -> list[tuple[Any, ...]]:
        """The columns of a chart as rows of text, empty where there are too many to list."""
        columns = list(picture.columns.values())
        if not columns or len(columns[0]) > CHART_ROWS:
            return []
        return [tuple(shown.number(plain(value)) for value in row) for row in zip(*columns, strict=True)]

    def rows(self, exhibit: Exhibit) -> list[tuple[str, list[str]]]:
        """Trace id and cells of the rows that the page lists."""
        return [
            (row_id(exhibit.table, row), [shown.cell(row.get(name)) for name in exhibit.columns])
            for row in exhibit.rows[:EXHIBIT_ROWS]
        ]

    def exhibit_id(self, verdict: Verdict, number: int) -> str:
        """Trace id of the counts of an exhibit."""
        return exhibit_id(verdict.claim_id, number)

    def contents(self) -> list[tuple[str, str, bool]]:
        """Id, title and presence of the sections after the table of claims."""
        brief = self.brief
        return [
            ("timeline", "Timeline", brief.timeline is not None),
            ("scenarios", "Scenarios", bool(brief.scenarios)),
            ("then", "Then and now", brief.earlier is not None),
            ("explanations", "Competing explanations", brief.hypotheses is not None),
            ("not-judged", "Claims not judged", bool(brief.not_judged)),
            ("methods", "Methods", bool(brief.methods)),
            ("limits", "Limits", True),
            ("sources", "Sources", True),
            ("made", "How it was made", True),
        ]

    def own_assumptions(self, card: Card) -> list[str]:
        """The assumptions of a claim that do not stand in the section of its scenario."""
        return shown.own_assumptions(card.verdict.assumptions, self.brief.scenario_of(card.claim_id))

    def words_id(self, report: ScenarioReport) -> str:
        """Trace id of the words of a scenario."""
        return words_id(report)

    def range(self, number: ScenarioNumber) -> tuple[str, str, str]:
        """Low, middle and high of a number; ends are left empty where it is fixed."""
        return shown.ends(number)

    def plain_words(self, text: str) -> str:
        """A text without the marks of code, and names of parameters as words."""
        return shown.plain_words(text)

    def declared(self, report: ScenarioReport) -> list[ScenarioNumber]:
        """The numbers of a scenario that its file gives."""
        return shown.declared(report)

    def listed(self, exhibit: Exhibit) -> int:
        """How many rows of an exhibit the page lists."""
        return min(len(exhibit.rows), EXHIBIT_ROWS)

    def numbers(self, verdict: Verdict) -> list[Trace]:
        """The traces of single numbers under a verdict, for the fold that says how each was made."""
        charts_ = {picture.trace_id for picture in verdict.pictures}
        return [trace for name, trace in sorted(verdict.traces.items()) if name not in charts_]

    def value(self, trace: Trace) -> str:
        """The exact value of a trace, short enough for a cell."""
        return _exact(trace.value)

    def walk(self, trace: Trace) -> str:
        """The call that made a number."""
        return trace.how

    def row_count(self, trace: Trace) -> int:
        """How many rows stand behind a number."""
        return sum(selection.row_count for selection in trace.selections)


def _narrow_box(svg: str) -> tuple[str, str]:
    """Width and height of a chart as its view box says."""
    found = re.search(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"', svg)
    if found is None:
        raise AssertionError("a chart without a view box")
    return found.group(1), found.group(2)


def _exact(value: Any) -> str:
    """A value in full, as the JSON has it; texts stay as they are."""
    value = plain(value)
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)


def _walk(trace: Trace) -> str:
    """What a reader sees when pointing at a number."""
    seed = f"; seed {trace.seed}" if trace.seed is not None else ""
    assumed = f"; assumption: {trace.assumption}" if trace.assumption else ""
    return f"{trace.id}: {trace.how}{seed}{assumed}"


@cache
def templates() -> Environment:
    """Templates with escaping on and no silent gaps."""
    environment = Environment(
        loader=PackageLoader("multifront.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = shown.day
    environment.filters["reliability"] = shown.reliability
    environment.filters["slug"] = lambda text: text.replace(" ", "-")
    return environment


@cache
def asset(name: str) -> str:
    """The style sheet or the script, as it stands in the package."""
    environment = templates()
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0].strip()


def asset_hash(text: str) -> str:
    """The hash by which the content policy knows an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
