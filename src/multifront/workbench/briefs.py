"""From an assessment to a written brief: open evidence, judge, gather, write. The call that page and command share."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from multifront import __version__, claims
from multifront.brief import Brief, Card, NotJudged, Run, bottom_line
from multifront.domain import Origin, Verdict
from multifront.evidence import EvidenceStore, open_evidence
from multifront.workbench import scenarios

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What a brief is made for: the cut of the evidence, the seed, the draws, and which store."""

    as_of: date | None = None
    seed: int = 0
    draws: int = 10_000
    evidence: Path | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """The files of a brief and a row a claim to print."""

    paths: tuple[Path, ...]
    rows: list[dict[str, Any]]


def shipped() -> list[str]:
    """Names of the assessments that the package ships."""
    return claims.shipped_assessments()


def build(assessment: str | Path, request: Request | None = None, say: Say | None = None) -> Brief:
    """Judge an assessment and gather its brief; nothing is written."""
    request, say = request or Request(), say or (lambda _: None)
    checked = claims.load(assessment)
    say(f"{checked.id}: opening evidence")
    evidence = open_evidence(request.as_of, request.evidence)
    options = claims.Options(request.seed, request.draws, scenarios.load, say)
    verdicts = claims.judge(checked, evidence, options)
    return _gather(checked, verdicts, evidence, request)


def write(assessment: str | Path, out: str | Path, request: Request | None = None, say: Say | None = None) -> Written:
    """Judge an assessment and write `<out>/<id>/brief.html`, `.json` and `.md`."""
    brief = build(assessment, request, say)
    if say:
        say(f"{brief.id}: drawing charts and writing")
    folder = Path(out) / brief.id
    folder.mkdir(parents=True, exist_ok=True)
    paths = tuple(folder / f"brief.{ending}" for ending in ("json", "md", "html"))
    brief.to_json(paths[0])
    brief.to_markdown(paths[1])
    brief.to_html(paths[2])
    return Written(paths, [_row(brief, card, paths[2]) for card in brief.cards])


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


def _gather(checked: claims.Assessment, verdicts: list[Verdict], evidence: EvidenceStore, request: Request) -> Brief:
    cards = tuple(_card(claim, verdict) for claim, verdict in zip(checked.claims, verdicts, strict=True))
    return Brief(
        id=checked.id,
        title=checked.title,
        question=checked.question,
        document=checked.document.citation,
        run=_run(checked, evidence, request),
        bottom_line=bottom_line(cards),
        cards=cards,
        not_judged=tuple(NotJudged(n.id, n.text, n.why) for n in checked.not_judged),
        origins=_origins(cards, evidence),
        warnings=evidence.warnings,
        limits=checked.limits,
    )


def _card(claim: claims.Claim, verdict: Verdict) -> Card:
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
    )


def _run(checked: claims.Assessment, evidence: EvidenceStore, request: Request) -> Run:
    options = f" --seed {request.seed} --draws {request.draws}"
    if request.as_of is not None:
        options = f" --as-of {request.as_of.isoformat()}{options}"
    return Run(
        version=__version__,
        seed=request.seed,
        as_of=request.as_of,
        vintage=evidence.vintage,
        command=f"multifront brief {checked.id}{options}",
        evidence_hash=_evidence_hash(evidence),
        draws=request.draws,
    )


def _evidence_hash(evidence: EvidenceStore) -> str:
    """One hash over the content hashes of all tables: two stores with the same rows have the same hash."""
    tables = evidence.manifest["tables"]
    lines = "\n".join(f"{name} {tables[name]['content_sha256']}" for name in sorted(tables))
    return hashlib.sha256(lines.encode()).hexdigest()


def _origins(cards: tuple[Card, ...], evidence: EvidenceStore) -> dict[str, Origin]:
    used = {origin for card in cards for origin in card.verdict.origin_ids}
    for card in cards:
        for exhibit in card.verdict.exhibits:
            used.update(o for row in exhibit.rows for o in row.get("origin_ids") or ())
    return dict(evidence.origins(sorted(used)))
