"""The kind `transfer`: who supplied whom, by named rows of deliveries, use, orders and denials. No quantities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.ledger_curves import parts_curve
from multifront.claims.kinds.ledger_minds import minds_of_parts
from multifront.claims.kinds.transfer_lines import headline, report_flows
from multifront.claims.ledger import Ledger
from multifront.claims.minds import Minds
from multifront.claims.rules import confidence_after
from multifront.claims.specifications import SpecificationCurve
from multifront.claims.standings import Standing, stand, steps_lost, verdict_on_parts
from multifront.claims.witnesses import Testimony, Witness, hear
from multifront.domain import Evidence, Phrase

SHOWS = ("delivered", "used")


class Supply(Witness):
    """A row about a supply, and what it says of it."""

    says: Literal["delivered", "used", "ordered", "denied"] = Field(
        description="delivered; used: goods of the supplier's own make seen in use; ordered shows no supply; denied"
    )


class Flow(Parameters):
    """One supplier, one recipient, one kind of goods."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="short name, for traces")
    title: str = Field(min_length=3, description="what readers see")
    indirect: bool = Field(default=False, description="the claim includes supply through a third state here")
    rows: list[Supply] = Field(default_factory=list, description="rows that tell of it")
    missing: str = Field(default="", description="where there are no rows: what would make it testable")

    @model_validator(mode="after")
    def _rows_or_reason(self) -> Flow:
        if not self.rows and not self.missing:
            raise ValueError("has neither rows nor `missing`; say what would make it testable")
        return self


class TransferParameters(Parameters):
    """Which supplies the claim asserts, when it was made, and which rows speak against it."""

    stated_on: date = Field(description="day of the statement; rows public by then are counted apart")
    flows: list[Flow] = Field(min_length=1, description="supplies, all of which the claim needs")
    contrary: list[Witness] = Field(
        default_factory=list, description="rows that speak against the claim as a whole; they cap the verdict"
    )

    @model_validator(mode="after")
    def _names_differ(self) -> TransferParameters:
        if len({flow.name for flow in self.flows}) < len(self.flows):
            raise ValueError("two flows have the same name")
        return self


@dataclass(frozen=True, slots=True)
class Heard:
    """A flow with its rows, and how it stands now and stood on the day of the statement."""

    flow: Flow
    rows: tuple[Testimony, ...]
    now: Standing
    then: Standing

    @property
    def ordered(self) -> tuple[Testimony, ...]:
        """Orders and contracts: listed, and no sign of a supply."""
        return tuple(one for one in self.rows if _says(one) == "ordered")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Every flow, the rows against the claim, the steps of confidence that weaknesses cost, and the sentence."""

    flows: tuple[Heard, ...]
    contrary: tuple[Testimony, ...]
    lost: int
    headline: Phrase


class Transfer:
    """A ledger of who supplied whom: each flow is shown, in part shown, denied or unknown, by the rows that are named.

    A row that is weak or in conflict with another one shows a flow only in part; an order shows none.
    """

    name = "transfer"
    parameters = TransferParameters
    about = About(
        question="Who supplied whom?",
        rests_on="rows",
        against=("A firm row denies a supply that the claim needs, and none shows it.",),
        interest="none: a supply is shown by two independent first speakers",
        curve="rows by the rule, weak rows as firm, and without each independent first speaker in turn",
    )

    def measure(self, claim_id: str, parameters: TransferParameters, context: Context) -> Finding:
        """Hear the rows of every flow, count first speakers, list and draw them."""
        finding = Finding(Ledger(claim_id))
        evidence = context.evidence
        flows = tuple(_heard(flow, parameters.stated_on, evidence) for flow in parameters.flows)
        contrary = hear(parameters.contrary, evidence)
        lost = steps_lost([one.now for one in flows], evidence, contrary=bool(contrary))
        outcome = finding.outcome = Outcome(flows, contrary, lost, headline(finding, flows, contrary, evidence))
        report_flows(finding, outcome, parameters, evidence)
        finding.curve = _curve(outcome, evidence)
        return finding

    def decide(self, finding: Finding, parameters: TransferParameters, q_value: float | None) -> Decision:
        """Every flow must be shown by firm rows of two independent first speakers, with no row against."""
        outcome: Outcome = finding.outcome
        words = [one.now.word for one in outcome.flows]
        verdict = verdict_on_parts(words, contrary=bool(outcome.contrary))
        confidence = "high" if verdict == "cannot be tested" else confidence_after(outcome.lost)
        return Decision(verdict, confidence, outcome.headline)

    def would_change(self, finding: Finding, parameters: TransferParameters, verdict: str) -> Minds:
        """Supplies that firm rows would have to show or deny."""
        outcome: Outcome = finding.outcome

        def judge(words: list[str]) -> str:
            return verdict_on_parts(words, contrary=bool(outcome.contrary))

        titles = [one.flow.title for one in outcome.flows]
        return minds_of_parts(titles, [one.now.word for one in outcome.flows], judge, verdict)


def _curve(outcome: Outcome, evidence: Evidence) -> SpecificationCurve:
    """The ledger under every declared way to count its rows."""

    def judge(words: list[str]) -> str:
        return verdict_on_parts(words, contrary=bool(outcome.contrary))

    return parts_curve([one.now for one in outcome.flows], [one.then for one in outcome.flows], judge, evidence)


def _heard(flow: Flow, stated_on: date, evidence: Evidence) -> Heard:
    rows = hear(flow.rows, evidence)
    showing = [one for one in rows if _says(one) in SHOWS]
    denying = [one for one in rows if _says(one) == "denied"]
    now = stand(showing, denying, evidence)
    return Heard(flow, rows, now, stand(showing, denying, evidence, stated_on))


def _says(one: Testimony) -> str:
    witness = one.witness
    return witness.says if isinstance(witness, Supply) else ""
