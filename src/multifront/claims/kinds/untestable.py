"""The kind `untestable`: a claim that cannot be tested, with reasons, what would test it, and what is known beside."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.witness_lines import list_rows
from multifront.claims.ledger import Ledger, phrase
from multifront.claims.minds import Minds
from multifront.claims.witnesses import Witness, hear
from multifront.domain import Flip

LACKS = {
    "frame": "no list of such acts was kept in a constant way",
    "data": "the figures are not in the evidence",
    "intent": "it is about what somebody intends",
    "forecast": "it is about what is still to come",
    "counterfactual": "it is about what would have been",
    "definition": "it does not say what would be seen if it were so",
}
"""What a claim can lack, as the end of 'cannot be tested, because'."""


class Reason(Parameters):
    """One reason why the claim cannot be tested, and what would change that."""

    lacks: Literal["frame", "data", "intent", "forecast", "counterfactual", "definition"] = Field(
        description="what the claim lacks"
    )
    what: str = Field(min_length=10, description="the missing frame or data, or what is not said, in plain words")
    testable_with: str = Field(min_length=10, description="what would make it testable; say so where nothing would")
    fetch: str = Field(
        default="", pattern=r"^(multifront [a-z].*)?$", description="the command that fetches it, where there is one"
    )


class UntestableParameters(Parameters):
    """The reasons, most important first, and rows that a reader may want beside them."""

    reasons: list[Reason] = Field(min_length=1, description="why not, most important first")
    beside: list[Witness] = Field(default_factory=list, description="rows that tell of it and test nothing")


class Untestable:
    """Says why a claim cannot be tested and what would test it. The verdict is always the same, and of high confidence.

    It is no verdict of last resort: a claim for which a test exists belongs to another kind, which says itself when its
    evidence is missing.
    """

    name = "untestable"
    parameters = UntestableParameters
    about = About(
        question="Why can this claim not be tested, and what would change that?",
        rests_on="nothing",
        against=("Nothing that is public now; with what `testable_with` names, another kind would judge it.",),
        interest="none: nothing is tested",
        curve="none: nothing is tested",
        verdicts=("cannot be tested",),
    )

    def measure(self, claim_id: str, parameters: UntestableParameters, context: Context) -> Finding:
        """Say the reasons, and list the rows beside them."""
        finding = Finding(Ledger(claim_id))
        for reason in parameters.reasons:
            what = _stop(reason.what[:1].upper() + reason.what[1:])
            fetch = f" Next: {reason.fetch}." if reason.fetch else ""
            said = f"{what} It would be testable with: {_stop(reason.testable_with)}{fetch}"
            finding.reasons.append(phrase(_plain(said)))
        list_rows(finding, "Rows beside the claim, which test nothing", hear(parameters.beside, context.evidence))
        return finding

    def decide(self, finding: Finding, parameters: UntestableParameters, q_value: float | None) -> Decision:
        """Cannot be tested, for the first reason."""
        first = parameters.reasons[0]
        said = f"Cannot be tested, because {LACKS[first.lacks]}: {_stop(first.what)}"
        return Decision("cannot be tested", "high", phrase(_plain(said)))

    def would_change(self, finding: Finding, parameters: UntestableParameters, verdict: str) -> Minds:
        """What each reason says would make the claim testable; by which verdict it would end is open."""
        return Minds(
            tuple(
                Flip(phrase(_plain(f"To be tested at all: {_stop(one.testable_with)}"))) for one in parameters.reasons
            )
        )


def _stop(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _plain(text: str) -> str:
    """The writer's words as a sentence in which braces mean nothing."""
    return text.replace("{", "{{").replace("}", "}}")
