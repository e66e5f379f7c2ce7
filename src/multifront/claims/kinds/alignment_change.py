"""The kind `alignment_change`: have two states drawn closer since a year, by series of which none decides alone?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pydantic import Field

from multifront import alignment
from multifront.claims.components import Component, Measured, measure_public
from multifront.claims.exhibits import all_rows, stream_rows
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.alignment_curves import components_curve
from multifront.claims.kinds.alignment_lines import report_component
from multifront.claims.kinds.alignment_pictures import component_picture, rank_picture
from multifront.claims.kinds.series_minds import minds_of_components
from multifront.claims.kinds.vote_map import vote_map
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.minds import Minds
from multifront.claims.rules import EffectEvidence, confidence_after, verdict_on_effect
from multifront.domain import TestLine
from multifront.timing import false_discovery_rate


class ShownOnly(Parameters):
    """A stream that is listed for the reader but carries no test: its frame refuses it, or its acts are joint."""

    title: str = Field(min_length=3, description="what readers see")
    stream: str = Field(description="declared stream")


class AlignmentChangeParameters(Parameters):
    """Which pair, since when, by which series."""

    pair: tuple[str, str] = Field(description="two ISO3 codes")
    names: tuple[str, str] = Field(description="the two states as readers know them")
    break_year: int = Field(description="first year after the change that the claim asserts")
    components: list[Component] = Field(
        min_length=2, description="series, each with its own smallest effect of interest"
    )
    shown_only: list[ShownOnly] = Field(default_factory=list, description="streams listed without a test")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was measured and what each component says after correction for their number."""

    measured: tuple[Measured, ...]
    says: tuple[str, ...]


class AlignmentChange:
    """Level and slope of each series after a year, against the trend before it.

    A component says 'closer' or 'apart' where its departure of level is significant after Benjamini-Hochberg over the
    components (and the assessment's own correction holds), 'on trend' where the interval excludes the smallest effect
    of interest, 'unclear' otherwise, and 'too few' where it could not be tested.
    """

    name = "alignment_change"
    parameters = AlignmentChangeParameters
    about = About(
        question="Have two states drawn closer since a year?",
        rests_on="effect",
        against=(
            "Series since that year lie on the trend that they already had, in tests able to see a departure.",
            "Series moved apart.",
        ),
        interest="`smallest_effect_of_interest` of each component, in units of its series",
        curve="every series by every declared first year",
    )

    def measure(self, claim_id: str, parameters: AlignmentChangeParameters, context: Context) -> Finding:
        """Test every component, enter the numbers and draw the series."""
        finding = Finding(Ledger(claim_id))
        pair = parameters.pair
        found = [measure_public(c, pair, parameters.break_year, context) for c in parameters.components]
        measured = tuple(item for item in found if item is not None)
        unseen = [c.title for c, item in zip(parameters.components, found, strict=True) if item is None]
        says = _component_verdicts(measured)
        finding.outcome = Outcome(measured, says + ("too few",) * len(unseen))
        finding.p_value = _smallest_p(measured)
        _claim_p(finding, measured)
        for item, said in zip(measured, says, strict=True):
            report_component(finding, item, said)
            if item.test.n_before + item.test.n_after:
                finding.pictures.append(component_picture(finding.ledger, item, parameters.break_year))
        finding.curve = components_curve(measured, _rests_on(measured, context))
        finding.reasons += [phrase(f"{title}: no figure of it was public by then.") for title in unseen]
        _rank(finding, parameters, context)
        _shown_only(finding, parameters, context)
        finding.caveats.insert(
            0,
            phrase(
                "Annual figures are few, and a trend drawn before the break is itself an assumption: "
                "each series is also run "
                "from other first years."
            ),
        )
        return finding

    def decide(self, finding: Finding, parameters: AlignmentChangeParameters, q_value: float | None) -> Decision:
        """Count what the components say; no index decides alone."""
        outcome: Outcome = finding.outcome
        significant = q_value is not None and q_value <= 0.05
        says = (
            outcome.says if significant else tuple("unclear" if s in ("closer", "apart") else s for s in outcome.says)
        )
        tested = [s for s in says if s != "too few"]
        verdict = verdict_on_components(tuple(says))
        basis = Basis("claims.kinds.alignment_change: count of components by what they say")
        counted = {
            "closer": finding.ledger.figure("count_closer", tested.count("closer"), basis, style="count"),
            "tested": finding.ledger.figure("count_tested", len(tested), basis, style="count"),
            "apart": finding.ledger.figure("count_apart", tested.count("apart"), basis, style="count"),
            "unclear": finding.ledger.figure("count_unclear", tested.count("unclear"), basis, style="count"),
        }
        said = f"{parameters.names[0]} and {parameters.names[1]}: {_listed(tested, parameters.break_year)}."
        headline = phrase(said, **{name: figure for name, figure in counted.items() if f"{{{name}}}" in said})
        return Decision(verdict, confidence_after(_weaknesses(outcome)), headline)

    def would_change(self, finding: Finding, parameters: AlignmentChangeParameters, verdict: str) -> Minds:
        """Series that would have to depart from their trend, and by how much."""
        outcome: Outcome = finding.outcome

        def judge(words: list[str]) -> str:
            return verdict_on_components(tuple(words))

        return minds_of_components(finding, outcome.measured, (outcome.says, judge), verdict)


def _listed(tested: list[str], year: int) -> str:
    """What the series do, leaving out what none does; series on their trend are what is left."""
    scatter = "scatters" if tested.count("unclear") == 1 else "scatter"
    reads = {"closer": "moved closer", "apart": "moved apart", "unclear": f"{scatter} too widely to tell"}
    against = f"series tested against the trend up to {year}"
    if not tested:
        return f"no series has enough years to be tested against the trend up to {year}"
    if len(set(tested)) == 1 and len(tested) > 1:
        return f"all {{tested}} {against} {reads.get(tested[0], 'stayed on it')}"
    parts = [f"{{{name}}} {words}" for name, words in reads.items() if name in tested]
    kept = " and ".join(parts) if len(parts) < 3 else ", ".join(parts)
    return f"of {{tested}} {against} {kept or 'none left it'}"


def verdict_on_components(says: tuple[str, ...]) -> str:
    """The verdict that several series earn together: all must agree for a plain one, and two must be testable."""
    tested = [s for s in says if s != "too few"]
    closer, apart = tested.count("closer"), tested.count("apart")
    if len(tested) < 2:
        return "cannot be tested"
    if closer == len(tested):
        return "supported"
    if closer:
        return "partly supported"
    if apart and apart + tested.count("on trend") == len(tested):
        return "contradicted"
    return "not supported" if tested.count("on trend") == len(tested) else "cannot be tested"


def _rests_on(measured: tuple[Measured, ...], context: Context) -> Basis:
    """What all series rest on together."""
    selections = tuple({s.fingerprint: s for item in measured for s in item.basis.selections}.values())
    return Basis(
        "alignment.trend_departure of every series from every declared first year", selections, seed=context.seed
    )


def _component_verdicts(measured: tuple[Measured, ...]) -> tuple[str, ...]:
    usable = [m for m in measured if m.test.enough]
    q_values = iter(false_discovery_rate([m.test.p_value for m in usable]) if usable else ())
    return tuple(_says(m, float(next(q_values))) if m.test.enough else "too few" for m in measured)


def _says(item: Measured, q_value: float) -> str:
    low, high = item.interval
    evidence = EffectEvidence(item.effect, low, high, 0.0, item.component.smallest_effect_of_interest, q_value)
    verdict = verdict_on_effect(evidence)
    return {
        "supported": "closer",
        "partly supported": "closer",
        "contradicted": "apart",
        "not supported": "on trend",
        "cannot be tested": "unclear",
    }[verdict]


def _smallest_p(measured: tuple[Measured, ...]) -> float | None:
    """One p for the claim: the smallest of the components' times their number (Bonferroni)."""
    p_values = [m.test.p_value for m in measured if m.test.enough]
    return min(1.0, min(p_values) * len(p_values)) if p_values else None


def _claim_p(finding: Finding, measured: tuple[Measured, ...]) -> None:
    """The one p that the verdict was corrected with, since no series shows it."""
    if finding.p_value is None:
        return
    enter = finding.ledger.figure
    basis = Basis("smallest p of the tested series times their number, at most one (Bonferroni)")
    note = phrase(
        "smallest p of a series, {smallest}, times {tested} series",
        smallest=enter("p_smallest", min(m.test.p_value for m in measured if m.test.enough), basis, style="p"),
        tested=enter("p_series", sum(m.test.enough for m in measured), basis, style="count"),
    )
    p = enter("p_value", finding.p_value, basis, style="p")
    finding.test_lines.append(TestLine("p of the claim, corrected for the number of its series", p, "", note))


def _weaknesses(outcome: Outcome) -> int:
    """Steps of confidence lost: components untested or unclear, alternatives that flip, a test with too many alarms."""
    lost = int(any(s in ("too few", "unclear") for s in outcome.says))
    lost += int(any(_flips(m) for m in outcome.measured))
    return lost + int(any(m.test.enough and m.test.false_positive_rate > 0.075 for m in outcome.measured))


def _flips(item: Measured) -> bool:
    main = item.test.p_value < 0.05
    return any(a.enough and (a.p_value < 0.05) != main for a in item.alternatives)


def _rank(finding: Finding, parameters: AlignmentChangeParameters, context: Context) -> None:
    """Where the pair stands among all pairs of each year, and on a map of the first state's likeness to every other."""
    pair = parameters.pair
    votes = context.evidence.votes()
    if not np.any((votes.state_a == min(pair)) & (votes.state_b == max(pair))):
        return
    similarity = alignment.vote_similarity(votes, "kappa")
    ranks = alignment.rank_among_pairs(similarity, of=(min(pair), max(pair)))
    basis = Basis("alignment.rank_among_pairs(alignment.vote_similarity(all pairs, 'kappa'))", (votes.selection,))
    finding.pictures.append(rank_picture(finding.ledger, ranks, basis))
    drawn = vote_map(finding.ledger, similarity, (pair, parameters.names), (votes.selection,))
    finding.pictures += [drawn] if drawn is not None else []
    last = int(np.argmax(ranks.year))
    finding.test_lines.append(
        TestLine(
            f"Rank of the pair's votes among all pairs in {ranks.year[last]}, closest first",
            finding.ledger.figure("vote_rank_last", ranks.rank[last], basis, style="count"),
            "",
            phrase(
                "of {pairs} pairs",
                pairs=finding.ledger.figure("vote_pairs_last", ranks.pairs[last], basis, style="count"),
            ),
        )
    )


def _shown_only(finding: Finding, parameters: AlignmentChangeParameters, context: Context) -> None:
    for shown in parameters.shown_only:
        stream = context.evidence.stream(shown.stream)
        rows = stream_rows(stream, context.evidence)
        finding.exhibits.append(all_rows(stream, rows, f"Listed, not tested: {shown.title}"))
        if stream.frame.refusal:
            finding.caveats.append(phrase(f"Not tested: {shown.title}, because {stream.frame.refusal}."))
