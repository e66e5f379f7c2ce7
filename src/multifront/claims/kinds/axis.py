"""The kind `axis`: is a named group of states closer among themselves than matched groups are, and who carries it?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from pydantic import Field, model_validator

from multifront import alignment
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.alignment_curves import axis_curve
from multifront.claims.kinds.axis_beyond import Beyond, beyond_the_line
from multifront.claims.kinds.axis_lines import headline, report_axis
from multifront.claims.kinds.axis_pictures import flow_picture, matrix_picture
from multifront.claims.kinds.pair_matrix import PairMatrix, pair_matrix
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.rules import EffectEvidence, confidence_after, verdict_on_effect
from multifront.domain import Floats, VoteTable

COMMON_COMPANY = 0.05
"""Where more than this share of other states could be the core of a group as close, closeness alone is no axis.

Somebody who picks a state at random and then its nearest partners stays under it one time in twenty; with a half
instead, one such group in two would be 'supported'.
"""

WAYS: dict[str, dict[str, Any]] = {
    "by rank on each other's lists (share of partners)": {"statistic": "rank"},
    "by mean likeness inside alone": {"statistic": "inside"},
    "against groups of any region": {"matched": None},
}
"""Other ways of testing the group, shown beside the one that decides."""


class Rival(Parameters):
    """Another group that is tested beside the one that is claimed."""

    title: str = Field(min_length=3, max_length=40, description="what readers see")
    members: list[str] = Field(min_length=2, description="ISO3 codes")


class AxisParameters(Parameters):
    """Which group, by which votes, against which groups."""

    members: list[str] = Field(min_length=3, description="ISO3 codes of the claimed group")
    names: list[str] = Field(description="the same states as readers know them, in the same order")
    year: int = Field(description="year of the votes that are judged; the last one public by the cut where it is later")
    measure: Literal["kappa", "pi", "bcai", "agreement", "s"] = Field(
        default="kappa", description="how likeness of votes is measured"
    )
    smallest_effect_of_interest: float = Field(
        gt=0, description="excess of closeness inside that would matter, in units of the measure"
    )
    years_beside: list[int] = Field(
        default_factory=list, description="other years to test beside it, such as the last one before the statement"
    )
    since: int | None = Field(default=None, description="also test the change since the votes of this year")
    rivals: list[Rival] = Field(
        default_factory=list, description="other groups, tested and shown beside the claimed one"
    )
    bloc_years: list[int] = Field(default_factory=list, description="years for which blocs are drawn")

    @model_validator(mode="after")
    def _one_name_each(self) -> AxisParameters:
        if len(self.names) != len(self.members):
            raise ValueError(f"{len(self.names)} names for {len(self.members)} members; give one each")
        return self


@dataclass(frozen=True, slots=True)
class Outcome:
    """The test that decides, in other ways and years, the change, the rivals, what had too few votes, and `beyond`.

    `beyond` is the test of what the votes share beyond the main line, None where single votes do not allow it.
    """

    main: alignment.AxisTest
    others: tuple[tuple[str, alignment.AxisTest], ...]
    change: alignment.AxisTest | None
    rivals: tuple[tuple[str, alignment.AxisTest], ...]
    untested: tuple[str, ...]
    beyond: Beyond | None = None

    @property
    def line_explains(self) -> bool:
        """Whether a place on one common line is enough to explain the closeness, as far as could be told."""
        return self.beyond is not None and self.beyond.test.enough and not _closer(self.beyond.test)

    @property
    def common(self) -> bool:
        """Whether so many states could be the core of a group as close that closeness singles nobody out."""
        return self.main.seeds_as_close > COMMON_COMPANY


class Axis:
    """A named group against matched random groups of states, by how they voted in the United Nations.

    Closeness beyond chance is 'supported' only where it is also rare: where other states could as well be the core of a
    group as close, the verdict is 'partly supported' at most. One measure of votes is no alliance; the caveats say so.
    """

    name = "axis"
    parameters = AxisParameters
    about = About(
        question="Is a named group of states closer among themselves than matched groups are?",
        rests_on="effect",
        against=(
            "The group is no closer inside than random groups of the same size and regions.",
            "So many other states have company as close that closeness singles nobody out.",
        ),
        interest="`smallest_effect_of_interest`, in units of the measure of votes",
        curve="the group by every declared statistic, matching and year",
    )

    def measure(self, claim_id: str, parameters: AxisParameters, context: Context) -> Finding:
        """Test the group, the same in other ways, its rivals and its change; enter the numbers and draw."""
        finding = Finding(Ledger(claim_id))
        votes = context.evidence.votes()
        matrix = pair_matrix(votes, parameters.year, parameters.measure)
        if matrix is None or (gone := [m for m in parameters.members if m not in matrix.states]):
            missing = ", ".join(gone) if matrix is not None else "all states"
            finding.refusal = phrase(f"No votes of {missing} up to {parameters.year} were public by then.")
            return finding
        if few := lacking(matrix, parameters.members):
            finding.refusal = phrase(f"Too few votes of {', '.join(few)} in {matrix.year} to compare all pairs.")
            return finding
        how = f"alignment.axis_test({', '.join(parameters.members)}; votes of {matrix.year}, {parameters.measure}"
        basis = Basis(f"{how}, contrast, matched on region)", (votes.selection,), seed=context.seed)
        outcome = replace(
            _tested(matrix, votes, parameters, context), beyond=beyond_the_line(matrix, parameters, context)
        )
        finding.outcome, finding.p_value = outcome, outcome.main.p_value if outcome.main.enough else None
        report_axis(finding, outcome, parameters, matrix.year, basis)
        finding.curve = axis_curve(outcome.main, outcome.others, basis)
        finding.pictures.append(matrix_picture(finding.ledger, matrix, parameters, basis))
        if parameters.bloc_years:
            drawn = flow_picture(finding.ledger, votes, parameters, context.seed)
            finding.pictures += [drawn] if drawn is not None else []
        return finding

    def decide(self, finding: Finding, parameters: AxisParameters, q_value: float | None) -> Decision:
        """The rule on an effect, capped where such company is common; other ways of testing lower confidence."""
        outcome: Outcome = finding.outcome
        verdict = verdict_on_axis(outcome.main, parameters.smallest_effect_of_interest, q_value)
        explained = outcome.line_explains and _closer(outcome.main)
        lost = sum((_flips(outcome), outcome.common, _one_member_carries(outcome.main), explained))
        confidence = "high" if verdict == "cannot be tested" else confidence_after(lost)
        return Decision(verdict, confidence, headline(finding, outcome, parameters, verdict))


def verdict_on_axis(main: alignment.AxisTest, smallest: float, q_value: float | None) -> str:
    """The verdict of the test that decides; 'partly supported' at most where such company is common."""
    if not main.enough or q_value is None:
        return "cannot be tested"
    evidence = EffectEvidence(main.effect, main.interval[0], main.interval[1], 0.0, smallest, q_value)
    verdict = verdict_on_effect(evidence)
    if verdict == "supported" and main.seeds_as_close > COMMON_COMPANY:
        return "partly supported"
    return verdict


def _tested(matrix: PairMatrix, votes: VoteTable, parameters: AxisParameters, context: Context) -> Outcome:
    plain = alignment.AxisOptions(matched=context.evidence.regions(matrix.states, matrix.year))

    def test(members: list[str], options: alignment.AxisOptions, square: PairMatrix = matrix) -> alignment.AxisTest:
        return alignment.axis_test(square.values, members, states=square.states, rng=context.seed, options=options)

    members, untested = parameters.members, []
    others = [(label, test(members, replace(plain, **change))) for label, change in WAYS.items()]
    for square in _squares(votes, parameters.years_beside, parameters.measure, {matrix.year}):
        if lacking(square, members):
            untested.append(f"the votes of {square.year}")
            continue
        regions = context.evidence.regions(square.states, square.year)
        others.append((f"by the votes of {square.year}", test(members, replace(plain, matched=regions), square)))
    change = None
    if parameters.since and (earlier := pair_matrix(votes, parameters.since, parameters.measure)):
        before = aligned(earlier, matrix.states)
        if lacking(replace(matrix, values=matrix.values - before), members):
            untested.append(f"the change since {earlier.year}")
        else:
            change = test(members, replace(plain, before=before))
    rivals = []
    for rival in parameters.rivals:
        if lacking(matrix, rival.members):
            untested.append(rival.title)
        else:
            rivals.append((rival.title, test(rival.members, plain)))
    return Outcome(test(members, plain), tuple(others), change, tuple(rivals), tuple(untested))


def _squares(votes: VoteTable, years: list[int], measure: str, seen: set[int]) -> list[PairMatrix]:
    """The squares of these years, each once and none that was seen."""
    found = {square.year: square for year in years if (square := pair_matrix(votes, year, measure))}
    return [square for year, square in sorted(found.items()) if year not in seen]


def lacking(matrix: PairMatrix, members: list[str]) -> list[str]:
    """Members without votes, with values for too few of the states that have any, or none with a fellow member."""
    known = np.isfinite(matrix.values)
    np.fill_diagonal(known, val=False)
    count = known.sum(axis=1)
    wanted = (1 - alignment.AxisOptions().missing) * (np.count_nonzero(count) - 1)
    place = [matrix.states.index(name) for name in members if name in matrix.states]
    few = {i for i in place if count[i] < max(wanted, 1) or not all(known[i, j] for j in place if j != i)}
    return [name for name in members if name not in matrix.states or matrix.states.index(name) in few]


def aligned(earlier: PairMatrix, states: tuple[str, ...]) -> Floats:
    """The earlier values in the order of these states, NaN where a state was not there."""
    values = np.full((len(states), len(states)), np.nan)
    place = {name: i for i, name in enumerate(earlier.states)}
    here = [i for i, name in enumerate(states) if name in place]
    there = [place[states[i]] for i in here]
    values[np.ix_(here, here)] = earlier.values[np.ix_(there, there)]
    return values


def _closer(test: alignment.AxisTest) -> bool:
    return test.p_value <= 0.05 and test.effect > 0


def _flips(outcome: Outcome) -> bool:
    main = outcome.main.p_value <= 0.05
    return any(test.enough and (test.p_value <= 0.05) != main for _, test in outcome.others)


def _one_member_carries(main: alignment.AxisTest) -> bool:
    """Whether the group stops being close beyond chance once some member is left out."""
    return main.p_value <= 0.05 and any(left.p_without > 0.05 for left in main.without)
