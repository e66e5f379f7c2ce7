"""The kind `ladder`: which rungs of military ties a pair holds, beside known allies and loose partners. No look-up."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field, field_validator, model_validator

from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.ladder_lines import headline, list_rows, report_ladder
from multifront.claims.kinds.ladder_pictures import grid_picture
from multifront.claims.kinds.ledger_curves import rungs_curve
from multifront.claims.kinds.ledger_minds import minds_of_rungs
from multifront.claims.ladder import Standing, climb, known_rungs
from multifront.claims.ledger import Ledger, phrase
from multifront.claims.minds import Minds
from multifront.claims.rules import confidence_after


class Reference(Parameters):
    """A pair to compare with, and whether everybody calls it an alliance."""

    pair: tuple[str, str] = Field(description="two ISO3 codes")
    names: tuple[str, str] = Field(description="the two as readers know them")
    alliance: bool = Field(description="whether everybody calls it an alliance")


class LadderParameters(Parameters):
    """Which pair, which rungs the claim needs, which pairs to compare with."""

    pair: tuple[str, str] = Field(description="ISO3 codes of the two states")
    names: tuple[str, str] = Field(description="the same two as readers know them")
    needs: list[str] = Field(min_length=1, description="rungs that must hold for the claim to be borne out")
    in_part: list[str] = Field(
        default_factory=list, description="rungs that bear out part of the claim where all of them hold"
    )
    figures: list[str] = Field(
        default_factory=list, description="ids of cited figures that are listed under the claim and decide nothing"
    )
    references: list[Reference] = Field(min_length=2, description="pairs shown and counted beside the claimed one")

    @field_validator("needs", "in_part")
    @classmethod
    def _known(cls, value: list[str]) -> list[str]:
        return known_rungs(value)

    @model_validator(mode="after")
    def _an_alliance_among_them(self) -> LadderParameters:
        if not any(reference.alliance for reference in self.references):
            raise ValueError("no reference pair is marked as an alliance; the ladder needs one to compare with")
        return self


@dataclass(frozen=True, slots=True)
class Outcome:
    """The claimed pair on every rung, and each reference pair on every rung."""

    own: tuple[Standing, ...]
    others: tuple[tuple[Reference, tuple[Standing, ...]], ...]

    def on(self, names: list[str]) -> list[Standing]:
        """The claimed pair on these rungs."""
        return [standing for standing in self.own if standing.rung.id in names]

    def lacked_by_allies(self, names: list[str]) -> list[Reference]:
        """Known allies for which a row speaks against one of these rungs."""
        return [
            reference
            for reference, standings in self.others
            if reference.alliance and any(s.rung.id in names and s.holds is False for s in standings)
        ]


class MilitaryLadder:
    """Is a pair as tied as the claim says, by declared rungs that a row shows, denies, or leaves unknown?

    Unknown is never 'no'. The rungs that decide are named in the file; the others are shown beside them.
    """

    name = "ladder"
    parameters = LadderParameters
    about = About(
        question="Are two militaries tied as closely as the claim says?",
        rests_on="rows",
        against=("A firm row speaks against a rung that the claim needs.",),
        interest="none: a rung holds by a firm row, or it does not",
        curve="rungs by the rule, with weak rows as firm, and without weak rows",
    )

    def measure(self, claim_id: str, parameters: LadderParameters, context: Context) -> Finding:
        """Look up every pair on every rung; enter the counts and draw the grid."""
        finding = Finding(Ledger(claim_id))
        own = climb(parameters.pair, context.evidence)
        if all(standing.holds is None for standing in own):
            names = " and ".join(parameters.names)
            finding.refusal = phrase(f"Nothing on the military ties of {names} was public by then.")
            return finding
        others = tuple((reference, climb(reference.pair, context.evidence)) for reference in parameters.references)
        outcome = finding.outcome = Outcome(own, others)
        report_ladder(finding, outcome, parameters)
        list_rows(finding, outcome, parameters, context.evidence)
        finding.pictures.append(grid_picture(finding.ledger, outcome, parameters))
        finding.curve = rungs_curve(outcome.on(parameters.needs), outcome.on(parameters.in_part), verdict_on_rungs)
        return finding

    def decide(self, finding: Finding, parameters: LadderParameters, q_value: float | None) -> Decision:
        """The written rule on the rungs that the claim needs; unknown and weak rungs lower confidence."""
        outcome: Outcome = finding.outcome
        needed, part = outcome.on(parameters.needs), outcome.on(parameters.in_part)
        verdict = verdict_on_rungs(needed, part)
        used = needed + (part if verdict == "partly supported" else [])
        lost = sum(
            (
                any(standing.holds is None for standing in needed),
                any(standing.weak for standing in used),
                bool(outcome.lacked_by_allies(parameters.needs)),
            )
        )
        confidence = "high" if verdict == "cannot be tested" else confidence_after(lost)
        return Decision(verdict, confidence, headline(finding, outcome, parameters, verdict))

    def would_change(self, finding: Finding, parameters: LadderParameters, verdict: str) -> Minds:
        """Rungs that firm rows would have to show or deny."""
        outcome: Outcome = finding.outcome
        needed, part = outcome.on(parameters.needs), outcome.on(parameters.in_part)
        return minds_of_rungs(needed, part, verdict_on_rungs, verdict)


def verdict_on_rungs(needed: list[Standing], part: list[Standing]) -> str:
    """The verdict that the rungs earn.

    Supported: every needed rung holds by a firm row.
    Contradicted: firm rows speak against every needed rung.
    Partly supported: some needed rung holds, if only by weak rows; or every rung that stands for part of the claim
    holds by firm rows.
    Not supported: a firm row speaks against a needed rung, and none holds.
    Cannot be tested: anything else; nothing is known of the rungs that the claim needs.
    """
    if all(standing.word == "yes" for standing in needed):
        return "supported"
    denied = [standing for standing in needed if standing.holds is False and not standing.weak]
    if len(denied) == len(needed):
        return "contradicted"
    if any(standing.holds for standing in needed) or (part and all(standing.word == "yes" for standing in part)):
        return "partly supported"
    return "not supported" if denied else "cannot be tested"
