"""The brief as Markdown: the same content in the same order as the page. No markup of HTML here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from multifront.brief import matrix_words
from multifront.brief.earlier import Earlier
from multifront.brief.markdown_scenarios import escape, method_lines, number_lines, scenario_lines, titled
from multifront.brief.shown import cell, own_assumptions, probability, reliability
from multifront.brief.tracing import EXHIBIT_ROWS
from multifront.domain import Exhibit, HypothesisMatrix, ScenarioReport, Verdict

if TYPE_CHECKING:
    from multifront.brief.content import Brief, Card


def render(brief: Brief) -> str:
    """The Markdown text."""
    parts = [*_head(brief), *_overview(brief)]
    for card in brief.cards:
        parts += _claim(card, brief.scenario_of(card.claim_id))
    parts += scenario_lines(brief.scenarios)
    if brief.earlier is not None:
        parts += _earlier(brief.earlier)
    if brief.hypotheses is not None:
        parts += _hypotheses(brief.hypotheses)
    parts += [*_not_judged(brief), *method_lines(brief.methods), *_sources(brief), *_run(brief)]
    return "\n".join(parts).rstrip() + "\n"


def _head(brief: Brief) -> Iterator[str]:
    yield from (f"# {escape(brief.title)}", "", f"*{escape(brief.question)}*", "")
    yield from (f"Claims of: {escape(brief.document)}", "", "## Bottom line", "")
    yield from (f"- {escape(phrase.text)}" for phrase in brief.bottom_line)
    if not brief.cards:
        yield "No claim is judged here. What the document claims stands below, each claim with the reason."
    yield ""


def _overview(brief: Brief) -> Iterator[str]:
    if not brief.cards:
        return
    yield from ("## Claims and verdicts", "", "| Claim | | Verdict | Confidence | p | q |", "|---|---|---|---|---|---|")
    for card in brief.cards:
        verdict = card.verdict
        cells = (card.claim_id, card.text, f"{verdict.verdict}{_mark(verdict.assumed)}", verdict.confidence)
        numbers = (probability(verdict.p_value), probability(verdict.q_value))
        yield f"| {' | '.join(escape(cell) for cell in (*cells, *numbers))} |"
    yield ""


def _claim(card: Card, scenario: ScenarioReport | None) -> Iterator[str]:
    verdict = card.verdict
    yield from (f"## {escape(card.claim_id)}: {escape(card.text)}", "")
    quotation = f": “{escape(card.quotation)}”" if card.quotation else ""
    yield from (f"{escape(card.speaker)}, {escape(card.said_on)}{quotation}", "")
    mark = _mark(verdict.assumed)
    yield from (f"**{escape(verdict.verdict.capitalize())}**, confidence {escape(verdict.confidence)}{mark}.", "")
    yield from (escape(verdict.headline.text), "")
    yield from (f"- {escape(reason.text)}" for reason in verdict.reasons)
    yield from ("", "### The test", "", escape(card.test), "")
    yield from number_lines(verdict.test_lines)
    yield from _minds(verdict)
    for title, items in (
        ("What would count against it", card.against),
        ("Caveats", [phrase.text for phrase in verdict.caveats]),
        ("Assumptions", _assumptions(verdict, scenario)),
    ):
        if items:
            yield from (f"### {title}", "", *(f"- {escape(item)}" for item in items), "")
    if card.rests_on:
        yield from (escape(card.rests_on), "")
    for picture in verdict.pictures:
        said = f"{escape(titled(picture.title))} {escape(picture.caption.text)}"
        yield from (f"Chart: {said} (data in brief.json{_mark(picture.assumed)})", "")
    for exhibit in verdict.exhibits:
        yield from _rows(exhibit)


def _mark(assumed: bool) -> str:
    """The mark of what assumptions drive, as an afterthought."""
    return "; driven by assumptions" if assumed else ""


def _minds(verdict: Verdict) -> Iterator[str]:
    if not verdict.flips and not verdict.watch:
        return
    yield from ("### What would change this verdict", "")
    for flip in verdict.flips:
        yield f"- {escape(flip.observation.text)}{f' Then: {escape(flip.to)}.' if flip.to else ''}"
    yield from (f"- To watch: {escape(phrase.text)}" for phrase in verdict.watch)
    yield ""


def _earlier(earlier: Earlier) -> Iterator[str]:
    yield from ("## Then and now", "", escape(earlier.summary), "")
    yield from (f"| Claim | As of {earlier.day} | In this brief | Said then | What changed |", "|---|---|---|---|---|")
    for one in earlier.claims:
        then, now = (f"{v}, {c}" for v, c in ((one.verdict, one.confidence), (one.verdict_now, one.confidence_now)))
        cells = (one.claim_id, then, now, one.headline, "; ".join(one.why))
        yield f"| {' | '.join(escape(cell) for cell in cells)} |"
    yield ""


def _hypotheses(matrix: HypothesisMatrix) -> Iterator[str]:
    yield from ("## Competing explanations", "", f"*{escape(matrix.question)}*", "")
    yield from (f"- {escape(phrase.text)}" for phrase in matrix.reading)
    yield from ("", "| Explanation | What it says | Score | Weighted |", "|---|---|---|---|")
    for one in matrix.hypotheses:
        yield f"| {' | '.join(escape(c) for c in (one.title, one.means, one.score.shown, one.weighted.shown))} |"
    yield from ("", escape(matrix_words.SCORE), "")
    if matrix.items:
        titles = " | ".join(escape(one.title) for one in matrix.hypotheses)
        yield from (f"| Claim | Verdict | {titles} | Tells apart | Weight | Why |",)
        yield f"|{'---|' * (len(matrix.hypotheses) + 5)}"
    for item in matrix.items:
        numbers = (item.diagnosticity.shown, item.weight.shown)
        cells = (item.claim_id, item.verdict, *item.ratings, *numbers, f"{item.because} ({item.weighed})")
        yield f"| {' | '.join(escape(cell) for cell in cells)} |"
    if matrix.silent:
        yield from ("", f"Not testable, and so silent: {escape(', '.join(matrix.silent))}.")
    yield from ("", "### What fools this table", "")
    yield from (f"- {escape(line)}" for line in matrix_words.FOOLS)
    yield from (*(f"- Left out: {escape(line)}" for line in matrix.left_out), "")


def _assumptions(verdict: Verdict, scenario: ScenarioReport | None) -> list[str]:
    """Those of the claim alone, after a line that says where those of its scenario stand."""
    own = own_assumptions(verdict.assumptions, scenario)
    return own if scenario is None else [f"Those of the scenario below: {scenario.title}.", *own]


def _rows(exhibit: Exhibit) -> Iterator[str]:
    listed = exhibit.rows[:EXHIBIT_ROWS]
    yield from (f"### {escape(exhibit.title)} ({len(listed)} of {exhibit.total})", "")
    yield f"| {' | '.join(escape(name) for name in exhibit.columns)} |"
    yield f"|{'---|' * len(exhibit.columns)}"
    for row in listed:
        cells = (cell(row.get(name)) for name in exhibit.columns)
        yield f"| {' | '.join(escape(one) for one in cells)} |"
    yield ""


def _not_judged(brief: Brief) -> Iterator[str]:
    if brief.not_judged:
        yield from ("## Claims of the document not judged yet", "")
        for claim in brief.not_judged:
            yield f"- **{escape(claim.claim_id)}** {escape(claim.text)}: {escape(claim.reason)}"
        yield ""


def _sources(brief: Brief) -> Iterator[str]:
    yield from ("## Sources", "")
    for origin in brief.origins.values():
        words = f"{reliability(origin.reliability)}. Licence: {origin.licence}"
        yield f"- `{origin.id}` {escape(origin.citation)} Reliability {escape(words)}"
    yield ""


def _run(brief: Brief) -> Iterator[str]:
    run = brief.run
    for title, items in (("Warnings", brief.warnings), ("Limits", brief.limits)):
        if items:
            yield from (f"## {title}", "", *(f"- {escape(item)}" for item in items), "")
    cut = run.as_of.isoformat() if run.as_of else "nothing cut"
    yield from ("## How this brief was made", "", f"- version {escape(run.version)}, seed {run.seed}")
    yield from (f"- as of: {cut}; newest evidence: {run.vintage.isoformat()}; draws: {run.draws:,}",)
    yield from (f"- evidence: `{run.evidence_hash}`", f"- again: `{run.command}`")
