"""The brief as one object: what was asked, what was judged, what it rests on. No markup and no files' formats here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from multifront.brief import document, html, markdown, writing
from multifront.brief.earlier import Earlier
from multifront.brief.timeline import timeline
from multifront.brief.tracing import all_traces
from multifront.domain import HypothesisMatrix, Independence, Origin, Phrase, Picture, ScenarioReport, Trace, Verdict


@dataclass(frozen=True, slots=True)
class Card:
    """One claim with everything that a reader needs beside its verdict.

    `text` is the claim in our words, `quotation` a short attributed one or empty, `test` says in plain words what
    judges the claim and `against` what would count against it.
    `independence` counts the independent origins behind the verdict; None where nobody counted.
    """

    claim_id: str
    text: str
    speaker: str
    said_on: str
    quotation: str
    test: str
    against: tuple[str, ...]
    verdict: Verdict
    independence: Independence | None = None

    @property
    def rests_on(self) -> str:
        """On how many independent origins the verdict rests, and how many it names; empty where nobody counted."""
        if self.independence is None or not self.verdict.origin_ids:
            return ""
        return f"Rests on {self.independence.sentence}; {len(self.verdict.origin_ids)} named."


@dataclass(frozen=True, slots=True)
class NotJudged:
    """A claim of the document that this brief does not judge, and why."""

    claim_id: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Method:
    """A kind of test that this brief uses: what it asks and rests on, what effect matters, and for which claims.

    `verdicts` are all that such a test can give.
    """

    kind: str
    question: str
    rests_on: str
    interest: str
    verdicts: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """How the brief was made: enough to make it again. `as_of` None means that nothing was cut."""

    version: str
    seed: int
    as_of: date | None
    vintage: date
    command: str
    evidence_hash: str
    draws: int


@dataclass(frozen=True, slots=True)
class Brief:
    """The content object that HTML, JSON, Markdown and the web page are made from.

    Building one fails where a figure, a picture or an origin points at nothing, so a brief that exists can be walked
    back number by number.

    Args:
        id: Name of the assessment, as in `taiwan-2025`.
        title: Headline of the brief.
        question: What it answers, in one sentence.
        document: Citation of the document whose claims are judged, on one line.
        run: How it was made.
        bottom_line: At most five sentences; see `bottom_line`.
        cards: The claims that were judged.
        not_judged: The other claims of the document.
        origins: Every origin that a verdict or a row names, by id.
        warnings: What a reader must know of this cut of the evidence.
        limits: What the brief cannot say.
        published: Day of the document, where it is known; the timeline marks it.
        hypotheses: Competing explanations against the verdicts; None where the assessment declares none.
        earlier: The same claims as of an earlier day; None where nobody asked.
        scenarios: Every scenario that the claims run, once.
        methods: The kinds of test that judged them.

    Raises:
        UsageError: With all problems at once, where a trace, an origin or a figure is missing or a trace id is used
            twice for different records.
    """

    id: str
    title: str
    question: str
    document: str
    run: Run
    bottom_line: tuple[Phrase, ...]
    cards: tuple[Card, ...]
    not_judged: tuple[NotJudged, ...]
    origins: Mapping[str, Origin]
    warnings: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    published: date | None = None
    hypotheses: HypothesisMatrix | None = None
    earlier: Earlier | None = None
    scenarios: tuple[ScenarioReport, ...] = ()
    methods: tuple[Method, ...] = ()
    _traces: Mapping[str, Trace] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_traces", all_traces(self))

    @property
    def traces(self) -> Mapping[str, Trace]:
        """Every trace that the rendered brief points at, by id: figures, pictures, rows, origins, claims, run."""
        return self._traces

    @property
    def timeline(self) -> Picture | None:
        """The dated rows behind all claims on one calendar; None where there are fewer than two."""
        return timeline(self.cards, self.published)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Every picture of the brief: the timeline, those of claims, of scenarios, and that of the explanations."""
        matrix = None if self.hypotheses is None else self.hypotheses.picture
        beside = tuple(picture for card in self.cards for picture in card.verdict.pictures)
        run = tuple(picture for report in self.scenarios for picture in report.pictures)
        return tuple(one for one in (self.timeline, *beside, *run, matrix) if one is not None)

    def scenario_of(self, claim_id: str) -> ScenarioReport | None:
        """The scenario on which a claim rests; None where it rests on none."""
        return next((report for report in self.scenarios if claim_id in report.claims), None)

    def html(self) -> str:
        """The whole brief as one HTML file that asks no host for anything."""
        return html.render(self)

    def json_text(self) -> str:
        """The brief as JSON: sorted keys, no clock, so that the same input and seed give the same bytes."""
        return document.render(self)

    def markdown(self) -> str:
        """The brief as Markdown, for places that show text only."""
        return markdown.render(self)

    def to_html(self, path: str | Path) -> Path:
        """Write `html()` to `path`, beside first and renamed when whole; returns the path."""
        return writing.write(path, self.html())

    def to_json(self, path: str | Path) -> Path:
        """Write `json_text()` to `path`, beside first and renamed when whole; returns the path."""
        return writing.write(path, self.json_text())

    def to_markdown(self, path: str | Path) -> Path:
        """Write `markdown()` to `path`, beside first and renamed when whole; returns the path."""
        return writing.write(path, self.markdown())
