"""The kind `dependence`: does one state depend on another more than before, by shares that never change definition?"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field, model_validator

from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.alignment_curves import shares_curve
from multifront.claims.kinds.dependence_lines import headline, report_share
from multifront.claims.kinds.dependence_pictures import change_picture, share_picture
from multifront.claims.kinds.series_minds import minds_of_shares
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.minds import Minds
from multifront.claims.rules import confidence_after
from multifront.claims.shares import MeasuredShare, ShareComponent, measure_share
from multifront.domain import Exhibit, Row

FEWEST = 2
"""So many shares must have a figure on both sides: one alone decides nothing."""


class DependenceParameters(Parameters):
    """Which state depends on which, by which shares, and how many share points matter."""

    pair: tuple[str, str] = Field(description="two ISO3 codes: the state that depends, and its partner")
    names: tuple[str, str] = Field(description="the two as readers know them")
    smallest_effect_of_interest: float = Field(gt=0, lt=100, description="rise of a share that would matter, in points")
    components: list[ShareComponent] = Field(min_length=2, description="shares, each with its two periods")
    contrary: list[str] = Field(
        default_factory=list, description="ids of observations that speak against the claim; they cap the verdict"
    )

    @model_validator(mode="after")
    def _checks_of_known(self) -> DependenceParameters:
        names = [c.name for c in self.components if not c.check_of]
        if strangers := [c.check_of for c in self.components if c.check_of and c.check_of not in names]:
            raise ValueError(f"check_of {strangers[0]!r} names no share; valid: {', '.join(names)}")
        if len({c.name for c in self.components}) < len(self.components):
            raise ValueError("two components have the same name")
        return self


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was measured, what each share says, and how many rows speak against the claim."""

    measured: tuple[MeasuredShare, ...]
    says: tuple[str, ...]
    contrary: int

    @property
    def counted(self) -> tuple[tuple[MeasuredShare, str], ...]:
        """Shares that count for the verdict: no second reading of another one."""
        pairs = zip(self.measured, self.says, strict=True)
        return tuple((item, said) for item, said in pairs if not item.component.check_of)


class Dependence:
    """Shares before and after, each under one definition, with the asymmetry of both sides where both are known.

    A share says 'up' where every later figure is above every earlier one, the rise reaches the smallest effect of
    interest, and the gap to the partner's own share, where it can be measured, surely widened ('mutual' where it did
    not); 'little' where it rose by less; 'down', 'flat' and 'unclear' likewise; 'missing' without a figure on a side.
    """

    name = "dependence"
    parameters = DependenceParameters
    about = About(
        question="Does one state depend on another more than before?",
        rests_on="figures",
        against=(
            "Shares of the partner fell, or stayed within the smallest effect of interest.",
            "The partner's own dependence grew as much.",
        ),
        interest="`smallest_effect_of_interest`, in share points",
        curve="every share with its declared second readings",
    )

    def measure(self, claim_id: str, parameters: DependenceParameters, context: Context) -> Finding:
        """Measure every share, enter the numbers, draw, and list the rows that speak against."""
        finding = Finding(Ledger(claim_id))
        measured = tuple(measure_share(component, context) for component in parameters.components)
        says = tuple(what_it_says(item, parameters.smallest_effect_of_interest) for item in measured)
        contrary = _contrary(parameters, context)
        finding.outcome = Outcome(measured, says, len(contrary))
        for item, said in zip(measured, says, strict=True):
            report_share(finding, item, said, parameters.names)
        selections = tuple({s.fingerprint: s for item in measured for s in item.basis.selections}.values())
        rests_on = Basis("later less earlier of each share, in every reading", selections)
        finding.curve = shares_curve(measured, says, parameters.smallest_effect_of_interest, rests_on)
        changes = [item for item in measured if item.change is not None]
        if changes:
            finding.pictures.append(change_picture(finding.ledger, changes, parameters.smallest_effect_of_interest))
        finding.pictures += [
            share_picture(finding.ledger, item, parameters.names)
            for item in measured
            if item.trend is not None and not item.component.check_of
        ]
        if contrary:
            columns = ("period_label", "definition", "best", "unit", "weak", "indicator")
            title = "Figures listed against the claim"
            finding.exhibits.append(Exhibit(title, "observation", columns, tuple(contrary), len(contrary)))
        finding.caveats.append(
            phrase("A share says how much, not how easily the partner could be replaced; it moves with prices as well.")
        )
        return finding

    def decide(self, finding: Finding, parameters: DependenceParameters, q_value: float | None) -> Decision:
        """All shares that can be compared must agree; weak rows alone and rows that speak against cap the verdict."""
        outcome: Outcome = finding.outcome
        verdict = verdict_on_shares(
            tuple(said for _, said in outcome.counted),
            sound=any(said == "up" and not item.weak for item, said in outcome.counted),
            contrary=outcome.contrary > 0,
        )
        confidence = confidence_after(weaknesses(outcome))
        return Decision(verdict, confidence, headline(finding, outcome, parameters))

    def would_change(self, finding: Finding, parameters: DependenceParameters, verdict: str) -> Minds:
        """Shares that would have to rise or fall back, and the figures at which they would."""
        outcome: Outcome = finding.outcome
        sound = any(said == "up" and not item.weak for item, said in outcome.counted)

        def judge(words: list[str]) -> str:
            return verdict_on_shares(tuple(words), sound=sound, contrary=outcome.contrary > 0)

        judged = (parameters.smallest_effect_of_interest, judge)
        return minds_of_shares(finding, outcome.counted, judged, verdict)


def what_it_says(item: MeasuredShare, smallest: float) -> str:
    """What one share says by itself: up, little, mutual, down, flat, unclear or missing."""
    change, widened = item.change, item.gap_change
    if change is None:
        return "missing"
    if change.low > 0:
        if change.best < smallest:
            return "little"
        return "mutual" if widened is not None and widened.low <= 0 else "up"
    if change.high < 0:
        return "down"
    return "flat" if -smallest < change.low and change.high < smallest else "unclear"


def verdict_on_shares(says: tuple[str, ...], *, sound: bool, contrary: bool) -> str:
    """The verdict that several shares earn together.

    Supported: at least two can be compared, all of them say 'up', one of these rests on no weak row, and no row that
    speaks against the claim was public. Partly supported: some rose, or one of the last two conditions fails.
    Contradicted: at least one fell and none rose. Not supported: all stayed within the smallest effect of interest.
    Cannot be tested: anything else.

    Args:
        says: what each share says.
        sound: whether a share that says 'up' rests on no weak row.
        contrary: whether rows that speak against the claim were public.
    """
    compared = [said for said in says if said != "missing"]
    if len(compared) < FEWEST:
        return "cannot be tested"
    if all(said == "up" for said in compared):
        return "supported" if sound and not contrary else "partly supported"
    if any(said in ("up", "little", "mutual") for said in compared):
        return "partly supported"
    if "down" in compared:
        return "contradicted"
    return "not supported" if all(said == "flat" for said in compared) else "cannot be tested"


def weaknesses(outcome: Outcome) -> int:
    """Steps of confidence lost: shares that are missing or unclear, weak rows, second readings that differ."""
    counted = outcome.counted
    lost = int(any(said in ("missing", "unclear") for _, said in counted))
    lost += int(any(item.weak for item, said in counted if said != "missing"))
    by_name = {item.component.name: said for item, said in counted}
    pairs = zip(outcome.measured, outcome.says, strict=True)
    return lost + int(any(i.component.check_of and said != by_name[i.component.check_of] for i, said in pairs))


def _contrary(parameters: DependenceParameters, context: Context) -> list[Row]:
    """The declared contrary rows that were public by the cut; without a cut an id that is not there is an error."""
    ids = parameters.contrary
    return context.evidence.rows(
        "observation", ids if context.evidence.as_of is None else context.evidence.present("observation", ids)
    )
