"""The scenarios and the methods of a brief as Markdown, and the table of numbers that claims have too. No HTML here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from multifront.brief.shown import day, declared, ends, plain_words
from multifront.domain import ScenarioReport, TestLine

if TYPE_CHECKING:
    from multifront.brief.content import Method


def escape(text: object) -> str:
    """A text that Markdown and the HTML inside Markdown leave as it is, on one line."""
    flat = " ".join(str(text).split())
    flat = flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_\[\]|#~])", r"\\\1", flat)


def titled(title: str) -> str:
    """A title as a sentence of its own."""
    return title if title.endswith(("?", ".", "!")) else f"{title}."


def row(cells: Sequence[object]) -> str:
    """One line of a table."""
    return f"| {' | '.join(escape(cell) for cell in cells)} |"


def number_lines(lines: Sequence[TestLine]) -> Iterator[str]:
    """A table of numbers with units and notes; nothing where there are none."""
    if not lines:
        return
    yield from ("| Number | Value | Unit | Note |", "|---|---|---|---|")
    for line in lines:
        yield row((line.label, line.figure.shown, line.unit, line.note.text if line.note else ""))
    yield ""


def scenario_lines(reports: Sequence[ScenarioReport]) -> Iterator[str]:
    """Each scenario once: what it is, what its run says, its numbers, its limits."""
    if reports:
        yield from ("## Scenarios", "")
    for report in reports:
        yield from (f"### {escape(report.title)}", "")
        yield from (
            line for text in (report.question, plain_words(report.means)) if text for line in (escape(text), "")
        )
        yield from (line for phrase in report.about for line in (escape(phrase.text), ""))
        yield f"- sides: {escape(', '.join(report.sides))}; help from {escape(report.partner)} is switched on and off"
        yield f"- starts: {day(report.starts)}"
        yield from (f"- claims that rest on it: {escape(', '.join(report.claims))}", "")
        yield from _run_lines(report)
        yield from _numbers(report)
        yield from ("#### Limits", "", *(f"- {escape(limit)}" for limit in report.limits), "")


def method_lines(methods: Sequence[Method]) -> Iterator[str]:
    """The kinds of test, a line each."""
    if not methods:
        return
    yield from ("## Methods", "", "| Kind | What it asks | Judged by | Smallest effect of interest | Claims |")
    yield "|---|---|---|---|---|"
    for one in methods:
        words = (one.kind.replace("_", " "), one.question, one.rests_on, plain_words(one.interest))
        yield row((*words, ", ".join(one.claims)))
    yield ""


def _run_lines(report: ScenarioReport) -> Iterator[str]:
    """What the run says, by channel too, or why nothing was run."""
    if report.refusal is not None:
        yield from (f"**{escape(report.refusal.text)}**", "")
    yield from number_lines(report.lines)
    if report.channels:
        yield row(("Way of help", *report.outcomes))
        yield f"|{'---|' * (len(report.outcomes) + 1)}"
        yield from (row((one.label, *(cell.text for cell in one.cells))) for one in report.channels)
        yield ""
    yield from (line for phrase in report.reading for line in (escape(phrase.text), ""))
    for picture in report.pictures:
        mark = "; driven by assumptions" if picture.assumed else ""
        said = f"{escape(titled(picture.title))} {escape(picture.caption.text)}"
        yield from (f"Chart: {said} (data in brief.json{mark})", "")
    if report.drawn_under:
        yield from (f"The map of its routes of supply stands under claim {escape(report.drawn_under)}.", "")


def _numbers(report: ScenarioReport) -> Iterator[str]:
    yield from ("| Number | Low | Middle | High | Unit | From |", "|---|---|---|---|---|---|")
    for one in declared(report):
        why = [*one.sources, *([f"assumption: {one.assumption}"] if one.assumption else [])]
        yield row((one.label, *ends(one), one.unit, "; ".join(why)))
    yield ""
