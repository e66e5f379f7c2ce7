"""The kind `quantity`: a claimed range of a quantity beside published estimates, by definition. No pooling."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.ledger_curves import estimates_curve
from multifront.claims.kinds.ledger_minds import minds_of_tally
from multifront.claims.kinds.quantity_lines import headline, report_estimates
from multifront.claims.ledger import Ledger
from multifront.claims.minds import Minds
from multifront.claims.rules import confidence_after
from multifront.claims.witnesses import Testimony, Witness, hear, independent, public_by
from multifront.domain import Evidence
from multifront.errors import EvidenceError

Says = Literal["overlaps", "outside", "allows", "aside"]


class Estimate(Witness):
    """A published figure, what kind of figure it is, and whether it is about the claim's own time and goods."""

    table: Literal["observation"] = Field(default="observation", description="always the table of figures")
    title: str = Field(min_length=3, description="what readers see: who estimated what")
    bound: Literal["estimate", "upper", "lower"] = Field(
        default="estimate",
        description="an upper bound is what could be at most, such as a capacity: it supports nothing",
    )
    covers: Literal["claim", "other"] = Field(
        default="claim", description="whether it is about the period and goods of the claim; others are shown only"
    )
    scale: float = Field(default=1.0, gt=0, description="factor from the unit of the row to the unit of the claim")


class QuantityParameters(Parameters):
    """The claimed range, its unit, and the estimates to set it beside."""

    quantity: str = Field(min_length=3, description="what is counted, as readers see it")
    unit: str = Field(min_length=1, description="unit of the range")
    low: float = Field(description="lower end of the claimed range")
    high: float = Field(description="upper end of the claimed range")
    stated_on: date = Field(description="day of the statement; estimates public by then are judged apart")
    estimates: list[Estimate] = Field(min_length=1, description="published figures, none merged with another")
    contrary: list[Witness] = Field(default_factory=list, description="rows that speak against the claim; they cap it")

    @model_validator(mode="after")
    def _in_order(self) -> QuantityParameters:
        if self.high < self.low:
            raise ValueError(f"the range ends ({self.high}) below its beginning ({self.low}); swap them")
        return self


@dataclass(frozen=True, slots=True)
class Compared:
    """An estimate in the unit of the claim, and what it says of the claimed range."""

    estimate: Estimate
    heard: Testimony
    low: float
    best: float
    high: float
    says: Says


@dataclass(frozen=True, slots=True)
class Tally:
    """Independent first speakers of firm rows that overlap and that lie outside, and whether weak rows overlap."""

    overlapping: int
    outside: int
    weak_overlap: bool
    contrary: bool

    @property
    def verdict(self) -> str:
        """The verdict that the counts earn.

        Supported: two or more independent estimates overlap the range, none lies outside, no row is listed against.
        Partly supported: at least one overlaps, but not all of that; or weak rows alone do and none lies outside.
        Contradicted: two or more lie outside and none overlaps. Not supported: one lies outside and none overlaps.
        Cannot be tested: anything else; an upper bound above the range allows it and bears nothing out.
        """
        if self.overlapping >= 2 and not self.outside and not self.contrary:
            return "supported"
        if self.overlapping:
            return "partly supported"
        if self.outside:
            return "contradicted" if self.outside >= 2 else "not supported"
        return "partly supported" if self.weak_overlap else "cannot be tested"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Every estimate, the tally now and on the day of the statement, and the rows against."""

    compared: tuple[Compared, ...]
    now: Tally
    then: Tally
    contrary: tuple[Testimony, ...]


class Quantity:
    """Does a claimed range hold beside published estimates? Each is compared by itself, none is pooled."""

    name = "quantity"
    parameters = QuantityParameters
    about = About(
        question="Does a claimed range hold beside published estimates?",
        rests_on="figures",
        against=("Independent estimates lie outside the range.",),
        interest="the claimed range itself: `low` to `high`",
        curve="all estimates, each definition alone, weak rows as firm, and without each first speaker in turn",
    )

    def measure(self, claim_id: str, parameters: QuantityParameters, context: Context) -> Finding:
        """Compare every public estimate with the range; tally them as of now and as of the statement."""
        finding, evidence = Finding(Ledger(claim_id)), context.evidence
        compared = tuple(
            compare(estimate, heard, parameters)
            for estimate in parameters.estimates
            for heard in hear([estimate], evidence)
        )
        contrary = hear(parameters.contrary, evidence)
        then = [one for one in compared if one.heard.public_from <= parameters.stated_on]
        before = public_by(contrary, parameters.stated_on)
        finding.outcome = Outcome(
            compared, tally(compared, contrary, evidence), tally(then, before, evidence), contrary
        )
        report_estimates(finding, finding.outcome, parameters, evidence)
        finding.curve = estimates_curve(finding.outcome, parameters, tally, evidence)
        return finding

    def decide(self, finding: Finding, parameters: QuantityParameters, q_value: float | None) -> Decision:
        """The tally as of now decides; that of the day of the statement is said beside it."""
        outcome: Outcome = finding.outcome
        verdict = outcome.now.verdict
        lost = weaknesses(outcome)
        confidence = "high" if verdict == "cannot be tested" else confidence_after(lost)
        return Decision(verdict, confidence, headline(finding, outcome, parameters))

    def would_change(self, finding: Finding, parameters: QuantityParameters, verdict: str) -> Minds:
        """Further estimates that would change the tally's verdict."""
        outcome: Outcome = finding.outcome
        return minds_of_tally(finding.ledger, outcome.now)


def compare(estimate: Estimate, heard: Testimony, parameters: QuantityParameters) -> Compared:
    """One estimate beside the claimed range.

    Args:
        estimate: how the file reads the row.
        heard: the row.
        parameters: the claimed range.

    Returns:
        `overlaps` or `outside` for an estimate with its own range; for a bound, `outside` where it excludes the whole
        range and `allows` otherwise; `aside` where it is about another period or other goods.

    Raises:
        EvidenceError: the row has no figure, or another unit than the claim and no scale.
    """
    row = heard.row
    values = [None if row[end] is None else float(row[end]) * estimate.scale for end in ("low", "best", "high")]
    known = [value for value in values if value is not None and not math.isnan(value)]
    if not known:
        raise EvidenceError(f"row {estimate.row!r} has no figure to compare; name another row")
    if estimate.scale == 1.0 and row["unit"] != parameters.unit:
        raise EvidenceError(
            f"row {estimate.row!r} is in {row['unit']!r}, the claim in {parameters.unit!r}; give the row's `scale`"
        )
    low, high = min(known), max(known)
    best = values[1] if values[1] is not None else (low + high) / 2
    return Compared(estimate, heard, low, best, high, _relation(estimate, (low, high), parameters))


def _relation(estimate: Estimate, ends: tuple[float, float], parameters: QuantityParameters) -> Says:
    low, high = ends
    if estimate.covers == "other":
        return "aside"
    if estimate.bound == "upper":
        return "outside" if high < parameters.low else "allows"
    if estimate.bound == "lower":
        return "outside" if low > parameters.high else "allows"
    return "overlaps" if low <= parameters.high and high >= parameters.low else "outside"


def tally(compared: Sequence[Compared], contrary: Sequence[Testimony], evidence: Evidence) -> Tally:
    """Independent first speakers on each side, by firm rows only."""
    sides = {
        side: [one.heard for one in compared if one.says == side and one.heard.firm] for side in ("overlaps", "outside")
    }
    weak = any(one.says == "overlaps" and not one.heard.firm for one in compared)
    counts = {side: independent(rows, evidence) for side, rows in sides.items()}
    return Tally(counts["overlaps"], counts["outside"], weak, bool(contrary))


def weaknesses(outcome: Outcome) -> int:
    """Steps of confidence lost.

    One each where estimates that count disagree or a row is listed against; where what counts rests on one first
    speaker; another where weak rows alone are left; and where estimates of several definitions stand side by side.
    """
    now = outcome.now
    counted = [one for one in outcome.compared if one.says in ("overlaps", "outside") and one.heard.firm]
    definitions = {one.heard.row["definition_id"] + one.heard.row["indicator"] for one in counted}
    return sum(
        (
            now.contrary or bool(now.overlapping and now.outside),
            now.overlapping + now.outside < 2,
            not counted,
            len(definitions) > 1,
        )
    )
