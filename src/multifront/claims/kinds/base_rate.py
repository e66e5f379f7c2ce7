"""The kind `base_rate`: how often comparable cases went the claimed way, beside a forecast that no rate can test."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import Field, field_validator, model_validator

from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.base_rate_lines import report_rates
from multifront.claims.ladder import Standing, climb, known_rungs
from multifront.claims.ledger import Basis, Ledger
from multifront.claims.sampling import share_interval
from multifront.claims.witnesses import Testimony, Witness, basis_on, hear
from multifront.domain import Evidence, Phrase
from multifront.errors import EvidenceError


class Counted(Parameters):
    """A count of cases made outside the evidence, with its source."""

    found: int = Field(ge=0, description="cases that went the claimed way")
    of: int = Field(gt=0, description="all comparable cases")
    source: str = Field(min_length=5, description="where the count comes from, for the trace")
    public_from: date = Field(description="day from which the data of the count were public")

    @model_validator(mode="after")
    def _no_more_than_all(self) -> Counted:
        if self.found > self.of:
            raise ValueError(f"found ({self.found}) is more than all cases ({self.of})")
        return self


class Rate(Parameters):
    """One base rate: a row of the evidence with shares from 0 to 1, or a count of cases; and when it holds."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="short name, for traces")
    title: str = Field(min_length=3, description="what readers see: which cases, and what happened in them")
    assumes: str = Field(min_length=10, description="what must hold for the case to be one of these")
    row: Witness | None = Field(default=None, description="a row of the evidence with low, best and high")
    counted: Counted | None = Field(default=None, description="a count of cases; its interval is computed")

    @model_validator(mode="after")
    def _one_source(self) -> Rate:
        if (self.row is None) == (self.counted is None):
            raise ValueError("give either `row` or `counted`")
        return self


class Treaty(Parameters):
    """Which rungs of the ladder of military ties say what two states owe each other."""

    pair: tuple[str, str] = Field(description="ISO3 codes")
    names: tuple[str, str] = Field(description="the same two as readers know them")
    rungs: list[str] = Field(min_length=1, description="rungs of `claims/ladder.yaml`")

    @field_validator("rungs")
    @classmethod
    def _known(cls, value: list[str]) -> list[str]:
        return known_rungs(value)


class BaseRateParameters(Parameters):
    """The rates, what a treaty says, and precedents that are listed and decide nothing."""

    forecast: str = Field(min_length=5, description="what is foretold, as readers see it, to follow 'whether'")
    outcome: str = Field(min_length=5, description="what the rates count, as readers see it, to follow 'per cent'")
    rates: list[Rate] = Field(min_length=1)
    treaty: Treaty | None = None
    precedents: list[Witness] = Field(default_factory=list, description="rows of earlier cases, shown beside")


@dataclass(frozen=True, slots=True)
class Known:
    """A rate as shares from 0 to 1; the ends are equal where no interval is known."""

    rate: Rate
    low: float
    best: float
    high: float
    basis: Basis
    weak: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """The rates that were public, what the treaty rungs say, the precedents, and the sentence."""

    rates: tuple[Known, ...]
    rungs: tuple[Standing, ...]
    precedents: tuple[Testimony, ...]
    headline: Phrase


class BaseRate:
    """A forecast of one case, set beside how often comparable cases went that way. It is never tested by that.

    The verdict is always 'cannot be tested', and the claim never stands in the bottom line of a brief.
    """

    name = "base_rate"
    parameters = BaseRateParameters
    about = About(
        question="How often did comparable cases go the claimed way?",
        rests_on="nothing",
        against=("Only what the file lists; a rate of past cases tests no case to come.",),
        interest="none: nothing is tested",
        curve="none: the verdict is always 'cannot be tested', and all rates stand beside each other",
        verdicts=("cannot be tested",),
    )

    def measure(self, claim_id: str, parameters: BaseRateParameters, context: Context) -> Finding:
        """Read the rates, the treaty rungs and the precedents; enter and draw them."""
        finding, evidence = Finding(Ledger(claim_id), headlined=False), context.evidence
        known = tuple(found for rate in parameters.rates if (found := read_rate(rate, evidence)) is not None)
        treaty = parameters.treaty
        owed = climb(treaty.pair, evidence) if treaty else ()
        standings = tuple(one for one in owed if treaty and one.rung.id in treaty.rungs)
        precedents = hear(parameters.precedents, evidence)
        sentence = report_rates(finding, (known, standings, precedents), parameters)
        finding.outcome = Outcome(known, standings, precedents, sentence)
        return finding

    def decide(self, finding: Finding, parameters: BaseRateParameters, q_value: float | None) -> Decision:
        """Always 'cannot be tested': a rate of past cases is no test of one case to come."""
        outcome: Outcome = finding.outcome
        return Decision("cannot be tested", "high", outcome.headline)


def read_rate(rate: Rate, evidence: Evidence) -> Known | None:
    """A rate with its interval, or None where the cut holds nothing of it.

    A count has the 95 % interval of Wilson (1927), Journal of the American Statistical Association 22, 209-212.

    Args:
        rate: as the file gives it.
        evidence: what is public at its cut.

    Raises:
        EvidenceError: the row has no figure, or one that is no share from 0 to 1.
    """
    if rate.counted is not None:
        counted = rate.counted
        if evidence.as_of is not None and counted.public_from > evidence.as_of:
            return None
        low, high = share_interval(counted.found, counted.of)
        how = f"{counted.found} of {counted.of} cases; 95 % interval of Wilson"
        basis = Basis(how, assumption=f"counted outside the evidence: {counted.source}")
        return Known(rate, low, counted.found / counted.of, high, basis, False)
    heard = hear([rate.row] if rate.row else [], evidence)
    return _from_row(rate, heard[0], evidence) if heard else None


def _from_row(rate: Rate, heard: Testimony, evidence: Evidence) -> Known:
    values = [heard.row[end] for end in ("low", "best", "high")]
    known = [float(value) for value in values if value is not None]
    if not known or min(known) < 0 or max(known) > 1:
        raise EvidenceError(f"row {heard.witness.row!r} gives {values}, no share from 0 to 1; name another row")
    best = float(values[1]) if values[1] is not None else sum(known) / len(known)
    basis = basis_on(f"share in row {heard.witness.row!r}", [heard], evidence)
    return Known(rate, min(known), best, max(known), basis, not heard.firm)
