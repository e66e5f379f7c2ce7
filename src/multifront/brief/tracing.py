"""Every trace that a brief needs, gathered and checked. No rendering and no arithmetic of tests here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from string import Formatter
from typing import TYPE_CHECKING, Any

from multifront.brief import charts, matrix_words
from multifront.brief.earlier import Earlier
from multifront.brief.summary import count_id
from multifront.brief.timeline import timeline_trace
from multifront.domain import (
    VERDICTS,
    Exhibit,
    HypothesisMatrix,
    Origin,
    Phrase,
    Row,
    ScenarioReport,
    Trace,
    Verdict,
)
from multifront.errors import UsageError

if TYPE_CHECKING:
    from multifront.brief.content import Brief, Card, NotJudged

EXHIBIT_ROWS = 12
"""How many rows of an exhibit the page lists before it says how many there are."""


def all_traces(brief: Brief) -> Mapping[str, Trace]:
    """All traces by id; raises `UsageError` with every problem found."""
    problems: list[str] = []
    found: dict[str, Trace] = {}
    for trace in _every(brief):
        other = found.setdefault(trace.id, trace)
        if other != trace:
            problems.append(f"two different traces share the id {trace.id!r}")
    problems += _dangling(brief, found)
    if problems:
        lines = "\n".join(f"  {problem}" for problem in dict.fromkeys(problems))
        raise UsageError(f"brief {brief.id!r} cannot be walked back:\n{lines}")
    return dict(sorted(found.items()))


def row_id(table: str, row: Row) -> str:
    """Id of the trace of a row, as in `row:events:e12`."""
    return f"row:{table}:{_key(table, row)}"


def _key(table: str, row: Row) -> str:
    """What names a row: `id`, or the table's own name for it, as in `event_id`; empty where there is none."""
    return str(row.get("id") or row.get(f"{table}_id") or row.get(f"{table.removesuffix('s')}_id") or "")


def row_origins(row: Row) -> tuple[str, ...]:
    """Origin ids of a row, whether it names one (`origin_id`) or several (`origin_ids`, `origins`)."""
    for name in ("origin_ids", "origin_id", "origins", "origin"):
        value = row.get(name)
        if isinstance(value, str) and value:
            return tuple(part for part in value.replace(",", " ").replace(";", " ").split() if part)
        if isinstance(value, Iterable) and not isinstance(value, str):
            return tuple(str(part) for part in value)
    return ()


def phrases(verdict: Verdict) -> Iterator[Phrase]:
    """Every sentence of a verdict."""
    yield verdict.headline
    yield from verdict.reasons
    yield from verdict.caveats
    yield from (picture.caption for picture in verdict.pictures)
    yield from (line.note for line in verdict.test_lines if line.note is not None)
    yield from (flip.observation for flip in verdict.flips)
    yield from verdict.watch


def _every(brief: Brief) -> Iterator[Trace]:
    """All traces, one after another; rows shown twice come once."""
    yield from _run_traces(brief)
    yield from _count_traces(brief)
    for card in brief.cards:
        yield from _verdict_traces(card.verdict)
        yield _card_trace(brief.id, card)
        yield from _independence_trace(card)
    for claim in brief.not_judged:
        yield _not_judged_trace(brief.id, claim)
    if brief.hypotheses is not None:
        yield from _hypothesis_traces(brief.id, brief.hypotheses)
    if brief.earlier is not None:
        yield _earlier_trace(brief.earlier)
    for report in brief.scenarios:
        yield from _scenario_traces(report)
    for origin in brief.origins.values():
        yield _origin_trace(origin)
    yield from _row_traces(brief.cards)
    if brief.timeline is not None:
        yield _of_picture(timeline_trace(brief.timeline), brief.timeline)


def _verdict_traces(verdict: Verdict) -> Iterator[Trace]:
    """The traces that judging made, pictures with what they print, p and q, assumptions, exhibits."""
    pictures = {picture.trace_id: picture for picture in verdict.pictures}
    for trace in verdict.traces.values():
        picture = pictures.get(trace.id)
        yield _of_picture(trace, picture) if picture else trace
    for name, value in (("p_value", verdict.p_value), ("q_value", verdict.q_value)):
        trace_id = f"{verdict.claim_id}.{name}"
        if value is not None and trace_id not in verdict.traces:
            yield Trace(trace_id, value, "probability", "multifront.claims.judge")
    if verdict.assumptions:
        yield Trace(f"{verdict.claim_id}.assumptions", list(verdict.assumptions), "", "multifront.claims.judge")
    for number, exhibit in enumerate(verdict.exhibits):
        yield _exhibit_trace(verdict.claim_id, number, exhibit)


def _hypothesis_traces(brief_id: str, matrix: HypothesisMatrix) -> Iterator[Trace]:
    """The scores, the picture with what it prints, and all words of the matrix, so that they are checked as text."""
    for trace in matrix.traces.values():
        drawn = matrix.picture is not None and trace.id == matrix.picture.trace_id
        yield _of_picture(trace, matrix.picture) if drawn else trace
    value = {
        "question": matrix.question,
        "means": {one.id: one.means for one in matrix.hypotheses},
        "because": {one.claim_id: [one.because, one.weighed] for one in matrix.items},
        "silent": list(matrix.silent),
        "left_out": list(matrix.left_out),
        "words": [matrix_words.SCORE, *matrix_words.FOOLS],
    }
    yield Trace("brief.hypotheses", value, "", f"assessment {brief_id}, hypotheses")


def _earlier_trace(earlier: Earlier) -> Trace:
    """The words on the claims as of the earlier day, so that numbers in them are checked as text."""
    value = {one.claim_id: [one.headline, *one.why] for one in earlier.claims} | {"summary": [earlier.summary]}
    return Trace("brief.earlier", value, "", f"multifront.brief.earlier.compare_with_earlier(day={earlier.day})")


def _scenario_traces(report: ScenarioReport) -> Iterator[Trace]:
    """The numbers of a scenario and of its run, its pictures with what they print, and its words."""
    pictures = {picture.trace_id: picture for picture in report.pictures}
    for trace in report.traces.values():
        picture = pictures.get(trace.id)
        yield _of_picture(trace, picture) if picture else trace
    value = [report.title, report.question, report.means, *report.outcomes, *report.limits]
    yield Trace(words_id(report), value, "", f"scenario file {report.name}")


def words_id(report: ScenarioReport) -> str:
    """Id of the trace of the words of a scenario."""
    return f"scenario.{report.name}.words"


def _of_picture(trace: Trace, picture: Any) -> Trace:
    """The trace of a picture with all that it prints, and the origins of what it draws beside its data."""
    beside = {origin.id for origin in charts.drawn_from(picture)}
    origins = tuple(sorted({*trace.origin_ids, *beside})) if beside else trace.origin_ids
    return replace(trace, value=_with_print(trace, picture), origin_ids=origins)


def _with_print(trace: Trace, picture: Any) -> dict[str, Any]:
    """The value of a picture's trace: what judging put there, the columns, and every number that the chart prints."""
    columns = {name: list(values) for name, values in picture.columns.items()}
    return {"value": trace.value, "columns": columns, **charts.printed(picture)}


def exhibit_id(claim_id: str, number: int) -> str:
    """Id of the trace of the counts of an exhibit."""
    return f"{claim_id}.exhibit.{number}"


def _exhibit_trace(claim_id: str, number: int, exhibit: Exhibit) -> Trace:
    """How many rows an exhibit lists and how many there are, and its title."""
    listed = min(len(exhibit.rows), EXHIBIT_ROWS)
    value = {"listed": listed, "total": exhibit.total, "title": exhibit.title}
    return Trace(exhibit_id(claim_id, number), value, "rows", f"rows of {exhibit.table}")


def _row_traces(cards: Iterable[Card]) -> Iterator[Trace]:
    """One trace a listed row, with all columns in which it is shown anywhere."""
    values: dict[str, dict[str, Any]] = {}
    origins: dict[str, tuple[str, ...]] = {}
    tables: dict[str, str] = {}
    for exhibit in (exhibit for card in cards for exhibit in card.verdict.exhibits):
        for row in exhibit.rows[:EXHIBIT_ROWS]:
            key = row_id(exhibit.table, row)
            values.setdefault(key, {}).update(
                {name: row.get(name) for name in exhibit.columns} | {"id": _key(exhibit.table, row)}
            )
            origins[key], tables[key] = row_origins(row), exhibit.table
    for key, value in values.items():
        yield Trace(key, value, "", f"row of {tables[key]}", origin_ids=origins[key])


def _card_trace(brief_id: str, card: Card) -> Trace:
    """The words of a claim, so that numbers in them are checked as text."""
    value = {
        "text": card.text,
        "speaker": card.speaker,
        "said_on": card.said_on,
        "quotation": card.quotation,
        "test": card.test,
        "against": list(card.against),
    }
    return Trace(f"claim:{card.claim_id}", value, "", f"assessment {brief_id}, claim {card.claim_id}")


def independence_id(claim_id: str) -> str:
    """Id of the trace of the count of independent origins behind a verdict."""
    return f"{claim_id}.independence"


def _independence_trace(card: Card) -> Iterator[Trace]:
    """The bounds, how many origins are named, and who spoke first."""
    if card.independence is None or not card.rests_on:
        return
    named, counted = card.verdict.origin_ids, card.independence
    speakers = [{"first": one.producer, "known": one.known, "origins": one.origin_ids} for one in counted.groups]
    unknown = sum(not one.known for one in counted.groups)
    value = {"low": counted.low, "high": counted.high, "unknown": unknown, "named": len(named), "groups": speakers}
    how = "multifront.open_evidence().independent_origins('origin', ids)"
    yield Trace(independence_id(card.claim_id), value, "origins", how, origin_ids=tuple(named))


def _not_judged_trace(brief_id: str, claim: NotJudged) -> Trace:
    """The words of a claim that was not judged."""
    value = {"text": claim.text, "reason": claim.reason}
    return Trace(f"claim:{claim.claim_id}", value, "", f"assessment {brief_id}, claim {claim.claim_id}")


def _origin_trace(origin: Origin) -> Trace:
    """The record of an origin."""
    names = ("producer", "title", "edition", "licence", "link", "published", "edition_date", "sha256", "reliability")
    value = {name: getattr(origin, name) for name in (*names, "read_at", "note", "citation")}
    return Trace(f"origin:{origin.id}", value, "", "origin record", origin_ids=(origin.id,))


def _run_traces(brief: Brief) -> Iterator[Trace]:
    """Facts of the run and the texts that belong to the whole brief."""
    run = brief.run
    for name in ("version", "seed", "as_of", "vintage", "command", "evidence_hash", "draws"):
        yield Trace(f"run.{name}", getattr(run, name), "draws" if name == "draws" else "", "multifront.workbench")
    for name in ("title", "question", "document"):
        yield Trace(f"brief.{name}", getattr(brief, name), "", f"assessment {brief.id}")
    yield Trace("brief.warnings", list(brief.warnings), "", "evidence store")
    yield Trace("brief.limits", list(brief.limits), "", f"assessment {brief.id}")
    methods = [[one.question, one.rests_on, one.interest] for one in brief.methods]
    yield Trace("brief.methods", methods, "", "multifront.claims: what each kind says of itself")


def _count_traces(brief: Brief) -> Iterator[Trace]:
    """How many claims got which verdict."""
    counts = Counter(card.verdict.verdict for card in brief.cards)
    totals = {**{verdict: counts[verdict] for verdict in VERDICTS}, "judged": len(brief.cards)}
    totals["not judged"] = len(brief.not_judged)
    for name, value in totals.items():
        yield Trace(count_id(name), value, "claims", f"count of verdicts: {name}")


def _dangling(brief: Brief, found: Mapping[str, Trace]) -> Iterator[str]:
    """Figures without a trace, sentences without their figure, origins without a record, rows without an id."""
    for phrase in brief.bottom_line:
        yield from _phrase_problems("bottom line", phrase, found)
    for phrase in brief.hypotheses.reading if brief.hypotheses else ():
        yield from _phrase_problems("hypotheses", phrase, found)
    for report in brief.scenarios:
        yield from _scenario_problems(report, found)
    for card in brief.cards:
        verdict = card.verdict
        for phrase in phrases(verdict):
            yield from _phrase_problems(f"claim {card.claim_id}", phrase, found)
        shown = [line.figure.trace_id for line in verdict.test_lines] + [pic.trace_id for pic in verdict.pictures]
        yield from (f"claim {card.claim_id}: no trace {name!r}" for name in shown if name not in found)
        for exhibit in verdict.exhibits:
            yield from _exhibit_problems(card.claim_id, exhibit)
    named = {origin for trace in found.values() for origin in trace.origin_ids}
    named |= {origin for trace in found.values() for rows in trace.selections for origin in rows.origin_ids}
    named |= {origin for card in brief.cards for origin in card.verdict.origin_ids}
    yield from (f"no origin {origin!r}" for origin in sorted(named - set(brief.origins)))


def _scenario_problems(report: ScenarioReport, found: Mapping[str, Trace]) -> Iterator[str]:
    """As for a claim."""
    for phrase in report.phrases:
        yield from _phrase_problems(f"scenario {report.name}", phrase, found)
    shown = [line.figure.trace_id for line in report.lines] + [pic.trace_id for pic in report.pictures]
    shown += [number.trace_id for number in report.numbers]
    yield from (f"scenario {report.name}: no trace {name!r}" for name in shown if name not in found)


def _phrase_problems(where: str, phrase: Phrase, found: Mapping[str, Trace]) -> Iterator[str]:
    """A sentence may name only figures that it carries, and these only traces that exist."""
    for _, name, _, _ in Formatter().parse(phrase.template):
        if name is not None and name not in phrase.figures:
            yield f"{where}: the sentence {phrase.template!r} names no figure {name!r}"
    for figure in phrase.figures.values():
        if figure.trace_id not in found:
            yield f"{where}: no trace {figure.trace_id!r} for the figure {figure.shown!r}"


def _exhibit_problems(claim_id: str, exhibit: Exhibit) -> Iterator[str]:
    """Every listed row needs an id to be found again."""
    missing = sum(1 for row in exhibit.rows[:EXHIBIT_ROWS] if not _key(exhibit.table, row))
    if missing:
        yield f"claim {claim_id}: {missing} rows of {exhibit.title!r} have no 'id' and no '{exhibit.table}_id'"
