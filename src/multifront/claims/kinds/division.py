"""The kind `division`: have states become more divided, by their votes and by cited shares of trade? Rules only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field

from multifront import alignment
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.alignment_curves import ways_curve
from multifront.claims.kinds.division_lines import report_shares, report_votes
from multifront.claims.kinds.division_parts import (
    DividedVotes,
    Share,
    ShareChange,
    departure,
    divided_votes,
    share_change,
)
from multifront.claims.kinds.division_pictures import division_pictures
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.rules import FALSE_ALARMS_TOLERATED, EffectEvidence, confidence_after, verdict_on_effect
from multifront.errors import EvidenceError


class DivisionParameters(Parameters):
    """Since when, against which trend, on which votes, and which shares of trade stand beside them."""

    break_year: int = Field(description="first year of the time that the claim speaks of")
    first_year: int = Field(description="first year of the trend before")
    alternative_first_years: list[int] = Field(
        default_factory=list, description="other first years, declared and all shown"
    )
    contested: float = Field(
        default=0.1, ge=0, lt=0.5, description="least share of voters outside the largest camp, for an item to enter"
    )
    smallest_effect_of_interest: float = Field(gt=0, description="rise of modularity that would matter")
    shares: list[Share] = Field(default_factory=list, description="shares of trade that would have to fall")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The votes with their test, the same in other ways, and the shares; None and empty where nothing was public."""

    votes: DividedVotes | None
    test: alignment.TrendDeparture | None
    others: tuple[tuple[str, alignment.TrendDeparture], ...]
    shares: tuple[ShareChange, ...]


class Division:
    """Polarisation of votes against its own earlier trend, and shares of trade against a base year.

    Both parts must speak for the claim for 'supported'; one of them earns 'partly supported'. Figures of trade are
    compared and not tested, and weak ones alone earn nothing.
    """

    name = "division"
    parameters = DivisionParameters
    about = About(
        question="Have states become more divided since a year?",
        rests_on="effect",
        against=(
            "Votes are no more divided than the trend before that year, in a test able to see it.",
            "Shares of trade held.",
        ),
        interest="`smallest_effect_of_interest` of the votes, and the smallest change of each share",
        curve="votes by every declared first year and choice of resolutions",
    )

    def measure(self, claim_id: str, parameters: DivisionParameters, context: Context) -> Finding:
        """Measure the votes of every year, test the trend, compare the shares; enter the numbers and draw."""
        finding = Finding(Ledger(claim_id))
        found = [share_change(share, context) for share in parameters.shares]
        shares = tuple(change for change in found if change is not None)
        outcome = _tested(parameters, shares, context)
        finding.outcome = outcome
        if outcome.votes is None and not shares:
            finding.refusal = phrase("Neither votes nor figures of trade were public by then.")
            return finding
        finding.p_value = outcome.test.p_value if outcome.test is not None and outcome.test.enough else None
        if outcome.test is not None and outcome.votes is not None:
            finding.curve = ways_curve(outcome.test, outcome.others, outcome.votes.basis)
        report_votes(finding, outcome, parameters)
        report_shares(finding, outcome.shares)
        unseen = [share.title for share, change in zip(parameters.shares, found, strict=True) if change is None]
        finding.reasons += [phrase(f"{title}: no figure of it was public by then.") for title in unseen]
        finding.pictures += division_pictures(finding.ledger, outcome, parameters)
        return finding

    def decide(self, finding: Finding, parameters: DivisionParameters, q_value: float | None) -> Decision:
        """Votes by the rule on an effect, shares by their smallest change of interest, then both together."""
        outcome: Outcome = finding.outcome
        said = votes_say(outcome.test, parameters.smallest_effect_of_interest, q_value)
        verdict = verdict_on_division(said, [c.says for c in outcome.shares if not c.weak], len(parameters.shares))
        basis = Basis("claims.kinds.division: count of shares by what they say")
        fallen = [change.share.title for change in outcome.shares if change.says == "fell"]
        fell = len(fallen)
        named = f" ({'; '.join(fallen)})" if fallen else ""
        headline = phrase(
            f"{WORDS[said]} since {parameters.break_year}; of {{shares}} cited shares of trade {{fell}} fell by as "
            f"much as would matter{named}.",
            shares=finding.ledger.figure("shares_shown", len(outcome.shares), basis, style="count"),
            fell=finding.ledger.figure("shares_fell", fell, basis, style="count"),
        )
        return Decision(verdict, confidence_after(_weaknesses(outcome)), headline)


WORDS = {
    "more divided": "By UN votes states are more divided than their earlier trend",
    "less divided": "By UN votes states are less divided than their earlier trend",
    "no more divided": "By UN votes states are no more divided than their earlier trend",
    "unclear": "UN votes, in years too few or too scattered, cannot tell whether states are more divided",
    "too few": "UN votes, in too few years, cannot tell whether states are more divided",
}
"""How what the votes say reads in the headline."""


def votes_say(test: alignment.TrendDeparture | None, smallest: float, q_value: float | None) -> str:
    """What the votes say: more, less or no more divided, unclear, or too few years."""
    if test is None or not test.enough or q_value is None:
        return "too few"
    verdict = verdict_on_effect(EffectEvidence(test.effect, *test.interval, 0.0, smallest, q_value))
    return {
        "supported": "more divided",
        "partly supported": "more divided",
        "contradicted": "less divided",
        "not supported": "no more divided",
        "cannot be tested": "unclear",
    }[verdict]


def verdict_on_division(votes: str, shares: Sequence[str], asked: int) -> str:
    """The verdict of both parts; `shares` are those on sound rows, `asked` how many the claim names."""
    fell = shares.count("fell")
    if votes == "more divided" and fell == asked:
        return "supported"
    if votes == "more divided" or fell:
        return "partly supported"
    return {"less divided": "contradicted", "no more divided": "not supported"}.get(votes, "cannot be tested")


def _tested(parameters: DivisionParameters, shares: tuple[ShareChange, ...], context: Context) -> Outcome:
    begin = min(parameters.first_year, *parameters.alternative_first_years, parameters.first_year)
    try:
        calls = context.evidence.roll_calls((begin, 9999), ("resolution",))
    except EvidenceError:
        return Outcome(None, None, (), shares)
    context.progress("searching for blocs in each year's votes")
    votes = divided_votes(calls, parameters.contested, context.seed, intervals=True)
    if votes is None:
        return Outcome(None, None, (), shares)
    test = departure(votes, parameters.break_year, parameters.first_year, context.seed)
    others = [
        (f"with the trend begun in {first}", departure(votes, parameters.break_year, first, context.seed))
        for first in parameters.alternative_first_years
    ]
    everything = divided_votes(calls, 0.0, context.seed, intervals=False) if parameters.contested else None
    if everything is not None:
        again = departure(everything, parameters.break_year, parameters.first_year, context.seed)
        others.append(("on all resolutions", again))
    return Outcome(votes, test, tuple(others), shares)


def _weaknesses(outcome: Outcome) -> int:
    """Steps lost: no test of votes or one year after the break, ways that flip, false alarms, figures untested."""
    test = outcome.test
    lost = int(any(change.says != "too few" for change in outcome.shares))
    if test is None or not test.enough:
        return lost + 1
    flips = any(other.enough and (other.p_value < 0.05) != (test.p_value < 0.05) for _, other in outcome.others)
    return lost + int(test.n_after < 2) + int(flips) + int(test.false_positive_rate > FALSE_ALARMS_TOLERATED)
