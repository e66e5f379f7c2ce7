"""From an assessment to a written brief: open evidence, judge, gather, write. The call that page and command share."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from multifront import __version__, claims
from multifront.brief import Brief, Card, Method, NotJudged, Run, bottom_line, charts
from multifront.brief.earlier import Earlier, compare_with_earlier
from multifront.brief.schema import schema
from multifront.brief.writing import write as write_text
from multifront.claims.hypothesis_matrix import weigh_hypotheses
from multifront.claims.kind_pages import RESTS_ON
from multifront.claims.plug_ins import known_kinds
from multifront.claims.scenario_reports import report_scenarios
from multifront.domain import Origin, Picture, ScenarioReport, Verdict
from multifront.errors import UsageError
from multifront.evidence import EvidenceStore
from multifront.workbench import freshness, scenarios
from multifront.workbench.claim_shelf import ClaimShelf, claims_folder
from multifront.workbench.place import Place

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What a brief is made for: the cuts of the evidence, the seed, the draws, which folder and which user's store.

    `charts` says in which forms, of svg and png, each chart is written as a file of its own too.
    """

    as_of: date | None = None
    seed: int = 0
    draws: int = 10_000
    evidence: Path | None = None
    anew: bool = False
    as_of_edition: date | None = None
    store: Path | None = None
    charts: tuple[str, ...] = ()
    compare_as_of: date | None = None

    def open(self) -> EvidenceStore:
        """The evidence, cut."""
        return Place(self.as_of, self.evidence, self.as_of_edition, self.store).open()


@dataclass(frozen=True, slots=True)
class Written:
    """The files of a brief and a row a claim to print."""

    paths: tuple[Path, ...]
    rows: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Task:
    """A brief to be written: checked claims, opened evidence, its folder, the fingerprint of all that it rests on."""

    checked: claims.Assessment
    evidence: EvidenceStore
    folder: Path
    mark: str

    @property
    def paths(self) -> tuple[Path, ...]:
        """Its files, in the order in which they are written."""
        return tuple(self.folder / f"brief.{ending}" for ending in ("json", "md", "html"))


def shipped() -> list[str]:
    """Names of the assessments that the package ships."""
    return claims.shipped_assessments()


def build(assessment: str | Path, request: Request | None = None, say: Say | None = None) -> Brief:
    """Judge an assessment and gather its brief; nothing is written.

    Args:
        assessment: name of a shipped assessment, or a YAML file.
        request: cut of the evidence, seed, draws, store; the defaults when left out.
        say: hears what is being done.

    Returns:
        The brief, with `.html()`, `.json_text()`, `.markdown()` and the `to_` forms that write them.

    Raises:
        UsageError: the file cannot be read as meant (FileProblems: all its problems at once).
        EvidenceError: the store is missing or broken, or lacks what a claim names.
    """
    request = request or Request()
    checked = claims.load(assessment)
    return _judged(checked, request.open(), request, say or (lambda _: None))


def write(assessment: str | Path, out: str | Path, request: Request | None = None, say: Say | None = None) -> Written:
    """Judge an assessment and write `<out>/<id>/brief.html`, `.json`, `.md` and charts, unless nothing changed since.

    A brief whose inputs, evidence, settings, code and libraries are those of the last time, and whose files nobody
    touched, is kept as it is. Else each claim of which that is true keeps its result (docs/brief.md), and only the
    others are judged; q-values, hypotheses and the bottom line are worked out anew.

    Args:
        assessment: name of a shipped assessment, or a YAML file.
        out: folder for briefs, one folder an assessment.
        request: cut of the evidence, seed, draws, store; the defaults when left out.
        say: hears what is being done.

    Returns:
        The paths and a row a claim.

    Raises:
        UsageError: as `build`.
        EvidenceError: as `build`.
    """
    request, say = request or Request(), say or (lambda _: None)
    task = _task(assessment, out, request)
    if (unchanged := _unchanged(task, request)) is not None:
        say(f"{task.checked.id}: nothing changed since it was written; --anew judges it again")
        return unchanged
    checked, evidence, folder, paths = task.checked, task.evidence, task.folder, task.paths
    brief = _judged(checked, evidence, request, say, keeping=True)
    say(f"{brief.id}: drawing charts and writing")
    rows = [_row(brief, card, paths[2]) for card in brief.cards]
    texts = (brief.json_text(), brief.markdown(), brief.html())
    for path, text in zip(paths, texts, strict=True):
        write_text(path, text)
    paths += tuple(write_text(folder / name, drawn) for name, drawn in _chart_files(brief, request.charts))
    write_text(folder / freshness.MARK, freshness.mark_written(folder, paths, task.mark, rows))
    return Written(paths, rows)


def kept(assessment: str | Path, out: str | Path, request: Request) -> Written | None:
    """The brief that `write` would keep as it is, or None where it would judge; nothing is written. Raises as it."""
    return _unchanged(_task(assessment, out, request), request)


def _task(assessment: str | Path, out: str | Path, request: Request) -> _Task:
    checked, evidence = claims.load(assessment), request.open()
    settings = _settings(evidence, request) | {"compare_as_of": request.compare_as_of, "charts": request.charts}
    settings |= {"out": str(out), "command": _command(checked, evidence, request)}
    mark = freshness.fingerprint(checked, _evidence_hash(evidence), settings)
    return _Task(checked, evidence, Path(out) / checked.id, mark)


def _unchanged(task: _Task, request: Request) -> Written | None:
    rows = None if request.anew else freshness.unchanged_rows(task.folder, task.mark)
    return None if rows is None else Written(task.paths, rows)


def schema_text() -> str:
    """The JSON Schema of brief.json as text."""
    return json.dumps(schema(), indent=1) + "\n"


def _chart_files(brief: Brief, forms: tuple[str, ...]) -> Iterator[tuple[str, str | bytes]]:
    """Each picture of the brief in each form, by file name."""
    draw: dict[str, Callable[[Picture], str | bytes]] = {"svg": charts.svg, "png": charts.png}
    for form in forms:
        for picture in brief.pictures:
            yield f"charts/{picture.id}.{form}", draw[form](picture)


def _judged(
    checked: claims.Assessment, evidence: EvidenceStore, request: Request, say: Say, *, keeping: bool = False
) -> Brief:
    """Judge and gather; `keeping` takes results of claims from the user's cache folder, and keeps them there."""
    shelf = _shelf(evidence, request, say) if keeping else None
    options = claims.Options(request.seed, request.draws, scenarios.load, say, shelf)
    verdicts = claims.judge(checked, evidence, options)
    reports = report_scenarios(checked, evidence, verdicts, options)
    brief = _gather(checked, (verdicts, reports), evidence, request)
    if shelf is not None:
        shelf.tidy()
    if request.compare_as_of is None:
        return brief
    return replace(brief, earlier=_earlier(brief, checked, request, (say, keeping)))


def _shelf(evidence: EvidenceStore, request: Request, say: Say) -> ClaimShelf:
    """Where results of claims on this evidence, with these settings, are kept."""
    around = freshness.surroundings(_evidence_hash(evidence), _settings(evidence, request))
    return ClaimShelf(claims_folder(), around, say, request.anew)


def _settings(evidence: EvidenceStore, request: Request) -> dict[str, Any]:
    """What was asked for that can change the judgement of a claim."""
    cuts = {"as_of": request.as_of, "as_of_edition": request.as_of_edition}
    gaps = sorted(evidence.manifest.get("store", {}).get("gaps", {}))
    return cuts | {"seed": request.seed, "draws": request.draws, "gaps": gaps}


def _earlier(brief: Brief, checked: claims.Assessment, request: Request, how: tuple[Say, bool]) -> Earlier:
    """The claims of a brief as of the earlier day that was asked for."""
    (say, keeping), day = how, request.compare_as_of
    if day is None or (request.as_of is not None and day >= request.as_of):
        raise UsageError(f"--compare-as-of {day} is not before --as-of {request.as_of}; next: name an earlier day")
    say(f"{checked.id}: the same as of {day}")
    then = replace(request, as_of=day, compare_as_of=None)
    before = _judged(checked, then.open(), then, say, keeping=keeping)
    return compare_with_earlier(json.loads(before.json_text()), json.loads(brief.json_text()), day)


def _row(brief: Brief, card: Card, html: Path) -> dict[str, Any]:
    verdict = card.verdict
    return {
        "assessment": brief.id,
        "claim": card.claim_id,
        "verdict": verdict.verdict,
        "confidence": verdict.confidence,
        "p": verdict.p_value,
        "q": verdict.q_value,
        "in words": verdict.headline.text,
        "brief": str(html),
    }


def _gather(
    checked: claims.Assessment,
    found: tuple[list[Verdict], tuple[ScenarioReport, ...]],
    evidence: EvidenceStore,
    request: Request,
) -> Brief:
    verdicts, reports = found
    cards = tuple(_card(claim, verdict, evidence) for claim, verdict in zip(checked.claims, verdicts, strict=True))
    counted = {card.claim_id: card.independence for card in cards if card.independence is not None}
    return Brief(
        id=checked.id,
        title=checked.title,
        question=checked.question,
        document=checked.document.citation,
        run=_run(checked, evidence, request),
        bottom_line=bottom_line(cards),
        cards=cards,
        not_judged=tuple(NotJudged(n.id, n.text, n.why) for n in checked.not_judged),
        origins=_origins(cards, reports, evidence),
        warnings=evidence.warnings,
        limits=checked.limits,
        published=_day(checked.document.published),
        hypotheses=weigh_hypotheses(checked, verdicts, counted),
        scenarios=reports,
        methods=_methods(checked),
    )


def _methods(checked: claims.Assessment) -> tuple[Method, ...]:
    """What each kind of test says of itself, with its claims, in the order in which kinds first stand in the file."""
    by_kind: dict[str, list[str]] = {}
    for claim in checked.claims:
        by_kind.setdefault(claim.entry.kind, []).append(claim.entry.id)
    kinds = ((name, known_kinds()[name].about, tuple(own)) for name, own in by_kind.items())
    return tuple(
        Method(name, about.question, RESTS_ON[about.rests_on], about.interest, about.verdicts, own)
        for name, about, own in kinds
    )


def _day(published: str) -> date | None:
    """The day of a document; None where only its month or year is known."""
    try:
        return date.fromisoformat(str(published))
    except ValueError:
        return None


def _card(claim: claims.Claim, verdict: Verdict, evidence: EvidenceStore) -> Card:
    entry = claim.entry
    return Card(
        claim_id=entry.id,
        text=entry.text + (f" ({entry.part})" if entry.part else ""),
        speaker=entry.speaker,
        said_on=entry.said_on,
        quotation=entry.quotation,
        test=entry.test,
        against=tuple(entry.against),
        verdict=verdict,
        independence=evidence.independent_origins("origin", verdict.origin_ids),
    )


def _run(checked: claims.Assessment, evidence: EvidenceStore, request: Request) -> Run:
    return Run(
        version=__version__,
        seed=request.seed,
        as_of=request.as_of,
        vintage=evidence.vintage,
        command=_command(checked, evidence, request),
        evidence_hash=_evidence_hash(evidence),
        draws=request.draws,
    )


def _command(checked: claims.Assessment, evidence: EvidenceStore, request: Request) -> str:
    """The command that makes the brief again; a store that the environment named is named in it as well."""
    shipped_one = checked.path == f"{checked.id}.yaml" and checked.id in shipped()
    name = checked.id if shipped_one else Path(checked.path).name
    options: dict[str, Any] = {
        "--evidence": request.evidence and request.evidence.name,
        "--store": Path(evidence.manifest["store"]["file"]).name if "store" in evidence.manifest else None,
        "--as-of": request.as_of,
        "--as-of-edition": request.as_of_edition,
        "--compare-as-of": request.compare_as_of,
        "--seed": request.seed,
        "--draws": request.draws,
    }
    return " ".join(
        [f"multifront brief {name}", *(f"{key} {value}" for key, value in options.items() if value is not None)]
    )


def _evidence_hash(evidence: EvidenceStore) -> str:
    """One hash over the content hashes of all tables: two stores with the same rows have the same hash."""
    tables = evidence.manifest["tables"]
    lines = "\n".join(f"{name} {tables[name]['content_sha256']}" for name in sorted(tables))
    return hashlib.sha256(lines.encode()).hexdigest()


def _origins(
    cards: tuple[Card, ...], reports: tuple[ScenarioReport, ...], evidence: EvidenceStore
) -> dict[str, Origin]:
    used = {origin for card in cards for origin in card.verdict.origin_ids}
    for card in cards:
        for exhibit in card.verdict.exhibits:
            used.update(o for row in exhibit.rows for o in row.get("origin_ids") or ())
    used.update(o for report in reports for trace in report.traces.values() for o in trace.origin_ids)
    pictures = [picture for card in cards for picture in card.verdict.pictures]
    drawn = {one.id: one for picture in pictures for one in charts.drawn_from(picture)}
    return dict(evidence.origins(sorted(used))) | drawn
