"""The kind `listed`: dated facts and statements by named rows or declared subtypes. Rates and timing are not here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.ledger_curves import parts_curve
from multifront.claims.kinds.ledger_minds import minds_of_parts
from multifront.claims.kinds.listed_lines import headline, report_parts
from multifront.claims.ledger import Ledger, phrase
from multifront.claims.minds import Minds
from multifront.claims.rules import confidence_after
from multifront.claims.specifications import SpecificationCurve
from multifront.claims.standings import Standing, stand, steps_lost, verdict_on_parts
from multifront.claims.witnesses import Testimony, Witness, hear
from multifront.domain import Evidence, Flip, Phrase, Row
from multifront.errors import EvidenceError


class Said(Witness):
    """A row, and whether it shows the part or denies it."""

    says: Literal["shows", "denies"] = Field(default="shows", description="whether the row shows it or denies it")


class Search(Parameters):
    """Events looked for by declared subtypes, actors and places, so that what is not found is said too."""

    subtypes: list[str] = Field(min_length=1, description="subtypes of events")
    actors: list[str] = Field(default_factory=list, description="ISO3 codes of states that must all take part")
    places: list[str] = Field(default_factory=list, description="words of which the place must hold one")


class Part(Parameters):
    """One part of a claim: an act, which rows can show, or a statement, which shows only that somebody said so."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="short name, for traces")
    title: str = Field(min_length=3, description="what readers see")
    needed: bool = Field(default=True, description="whether the claim needs it; others are shown beside it")
    what: Literal["act", "statement"] = Field(
        default="act", description="an act, or a statement, which shows only that it was made"
    )
    rows: list[Said] = Field(default_factory=list, description="rows that show or deny it")
    search: Search | None = Field(default=None, description="events that show it, by declared subtypes")
    missing: str = Field(default="", description="what would make it testable")

    @model_validator(mode="after")
    def _something(self) -> Part:
        if not self.rows and self.search is None and not self.missing:
            raise ValueError("has no rows, no search and no `missing`; say what would make it testable")
        if self.what == "statement" and self.needed:
            raise ValueError("a statement shows only that something was said; set `needed: false`")
        return self


class ListedParameters(Parameters):
    """The parts, the day of the statement, and why the facts may not carry the claim."""

    stated_on: date = Field(description="day of the statement; rows public by then are judged apart")
    parts: list[Part] = Field(min_length=1)
    at_most: Literal["supported", "partly supported"] = Field(
        default="supported", description="the highest verdict that such facts can bear, such as where intent is claimed"
    )
    no_base_rate: str = Field(
        default="", description="why no list of such facts can test the claim; makes it 'cannot be tested'"
    )
    contrary: list[Witness] = Field(default_factory=list, description="rows that speak against the claim; they cap it")


@dataclass(frozen=True, slots=True)
class Looked:
    """A part with its rows, and how it stands now and stood on the day of the statement."""

    part: Part
    rows: tuple[Testimony, ...]
    now: Standing
    then: Standing


@dataclass(frozen=True, slots=True)
class Outcome:
    """Every part, the rows against the claim, the steps of confidence lost, and the sentence."""

    parts: tuple[Looked, ...]
    contrary: tuple[Testimony, ...]
    lost: int
    headline: Phrase


class Listed:
    """Have dated facts of a declared kind happened? A statement shows that it was made, never that it is true."""

    name = "listed"
    parameters = ListedParameters
    about = About(
        question="Have dated facts of a declared kind happened?",
        rests_on="rows",
        against=("A firm row denies a part that the claim needs, and none shows it.",),
        interest="none: a part is shown by two independent first speakers",
        curve="rows by the rule, weak rows as firm, and without each independent first speaker in turn",
    )

    def measure(self, claim_id: str, parameters: ListedParameters, context: Context) -> Finding:
        """Look at every part, count first speakers, list and draw the rows."""
        finding, evidence = Finding(Ledger(claim_id)), context.evidence
        parts = tuple(_look(part, parameters.stated_on, evidence) for part in parameters.parts)
        contrary = hear(parameters.contrary, evidence)
        needed = [one.now for one in parts if one.part.needed]
        lost = steps_lost(needed, evidence, contrary=bool(contrary))
        sentence = headline(finding, (parts, contrary), parameters, evidence)
        finding.outcome = Outcome(parts, contrary, lost, sentence)
        report_parts(finding, finding.outcome, parameters, evidence)
        finding.curve = _curve(finding.outcome, parameters, evidence)
        return finding

    def decide(self, finding: Finding, parameters: ListedParameters, q_value: float | None) -> Decision:
        """Facts are judged as a ledger; without a base rate they do not test the claim, and intent caps the verdict."""
        outcome: Outcome = finding.outcome
        words = [one.now.word for one in outcome.parts if one.part.needed]
        verdict = verdict_on_facts(words, parameters, contrary=bool(outcome.contrary))
        start = "moderate" if parameters.at_most == "partly supported" else "high"
        sure = "high" if verdict == "cannot be tested" else confidence_after(outcome.lost, start=start)
        return Decision(verdict, sure, outcome.headline)

    def would_change(self, finding: Finding, parameters: ListedParameters, verdict: str) -> Minds:
        """Parts that firm rows would have to show or deny; none where facts cannot test the claim at all."""
        outcome: Outcome = finding.outcome
        if parameters.no_base_rate:
            return Minds(
                (Flip(phrase("Not computed: facts cannot test it; a list of all of them, kept alike, would.")),)
            )
        needed = [one for one in outcome.parts if one.part.needed]

        def judge(words: list[str]) -> str:
            return verdict_on_facts(words, parameters, contrary=bool(outcome.contrary))

        return minds_of_parts([one.part.title for one in needed], [one.now.word for one in needed], judge, verdict)


def verdict_on_facts(words: list[str], parameters: ListedParameters, *, contrary: bool) -> str:
    """The verdict of a ledger of facts, after the cap of the claim and for want of a base rate."""
    if parameters.no_base_rate:
        return "cannot be tested"
    verdict = verdict_on_parts(words, contrary=contrary)
    return parameters.at_most if verdict == "supported" else verdict


def _curve(outcome: Outcome, parameters: ListedParameters, evidence: Evidence) -> SpecificationCurve | None:
    """The needed parts under every declared way to count their rows; none where facts cannot test the claim."""
    needed = [one for one in outcome.parts if one.part.needed]
    if parameters.no_base_rate or not needed:
        return None

    def judge(words: list[str]) -> str:
        return verdict_on_facts(words, parameters, contrary=bool(outcome.contrary))

    return parts_curve([one.now for one in needed], [one.then for one in needed], judge, evidence)


def _look(part: Part, stated_on: date, evidence: Evidence) -> Looked:
    rows = hear(part.rows, evidence) + found_events(part.search, evidence)
    denying = [one for one in rows if isinstance(one.witness, Said) and one.witness.says == "denies"]
    showing = [one for one in rows if one not in denying]
    return Looked(part, rows, stand(showing, denying, evidence), stand(showing, denying, evidence, stated_on))


def found_events(search: Search | None, evidence: Evidence) -> tuple[Testimony, ...]:
    """Events that happened, by the declared search; none where the cut does not know a subtype or a state yet."""
    if search is None:
        return ()
    found: list[Row] = []
    for subtype in search.subtypes:
        try:
            found += evidence.events(subtypes=[subtype], actors=search.actors)
        except EvidenceError:
            if evidence.as_of is None:
                raise
    kept = [row for row in found if row["occurred"] == "happened" and _near(row, search.places)]
    return tuple(Testimony(Said(row=row["event_id"], table="event"), row) for row in kept)


def _near(row: Row, places: list[str]) -> bool:
    place = str(row.get("place") or "").lower()
    return not places or any(word.lower() in place for word in places)
