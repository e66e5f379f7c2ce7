"""Claims that a test writes as a mapping, judged as a whole assessment, and the check that verdicts walk back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from multifront.claims import Options, judge
from multifront.claims.language import read_text
from multifront.claims.ledger import show
from multifront.domain import Evidence, Figure, Phrase, Verdict

STYLES = ("auto", "count", "p", "percentage", "one", "two", "text")


def claim(kind: str, parameters: dict[str, Any], name: str = "c1") -> dict[str, Any]:
    """A claim of this kind, with the words that every claim needs."""
    return {
        "id": name,
        "text": "Something has changed between two states",
        "speaker": "a made speaker",
        "said_on": "2025-01-01",
        "kind": kind,
        "test": "The test that the kind runs.",
        "with": parameters,
        "against": ["It has not."],
    }


def assessment(*claims: dict[str, Any]) -> str:
    """The text of an assessment file of these claims."""
    document = {"title": "A made document", "publisher": "Nobody", "published": "2025"}
    head = {"assessment": "made", "title": "A made assessment", "question": "Does the kind judge as it says?"}
    return yaml.safe_dump({**head, "document": document, "claims": list(claims)}, sort_keys=False)


def judged(evidence: Evidence, *claims: dict[str, Any], draws: int = 200) -> list[Verdict]:
    """Verdicts on these claims as one assessment; each of them walks back."""
    verdicts = judge(read_text(assessment(*claims), "made.yaml"), evidence, Options(draws=draws))
    for verdict in verdicts:
        walk_back(verdict, evidence)
    return verdicts


def phrases(verdict: Verdict) -> Iterator[Phrase]:
    """Every sentence that a brief shows of a verdict."""
    yield verdict.headline
    yield from verdict.reasons
    yield from verdict.caveats
    yield from (picture.caption for picture in verdict.pictures)
    yield from (line.note for line in verdict.test_lines if line.note is not None)
    yield from (flip.observation for flip in verdict.flips)
    yield from verdict.watch


def shown_figures(verdict: Verdict) -> list[Figure]:
    """Every figure of every sentence and of the table of numbers."""
    found = [figure for phrase in phrases(verdict) for figure in phrase.figures.values()]
    return found + [line.figure for line in verdict.test_lines]


def walk_back(verdict: Verdict, evidence: Evidence) -> None:
    """Each figure has its trace and shows what the trace holds; pictures, rows and origins can be looked up."""
    for phrase in phrases(verdict):
        assert phrase.text, phrase.template
    for figure in shown_figures(verdict):
        assert figure.trace_id in verdict.traces, figure
        assert says(figure.shown, verdict.traces[figure.trace_id].value), (figure, verdict.traces[figure.trace_id])
    for picture in verdict.pictures:
        assert picture.trace_id in verdict.traces, picture.id
        assert len({len(column) for column in picture.columns.values()}) == 1, picture.id
    for name, trace in verdict.traces.items():
        assert name == trace.id
        assert name.startswith(f"{verdict.claim_id}.")
        assert trace.how
        for selection in trace.selections:
            assert selection.as_of == evidence.as_of
            assert len(selection.row_ids) == selection.row_count
    assert set(evidence.origins(verdict.origin_ids)) == set(verdict.origin_ids)


def says(shown: str, value: Any) -> bool:
    """Whether a shown text is what `show` makes of a trace's value in one of its styles."""
    text = shown.removeprefix("more than ")
    if value is None:
        return text in ("not known", "no limit")
    return text in {show(value, style) for style in STYLES}


def words(verdict: Verdict) -> str:
    """All sentences of a verdict, for a look at names and reasons in them."""
    return " ".join(phrase.text for phrase in phrases(verdict))
