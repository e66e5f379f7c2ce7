"""The kind `drift`: have states drawn together, or apart, steadily over years? A break in a year is another kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from pydantic import Field, model_validator

from multifront import alignment
from multifront.claims.components import PairSeries, Read, read_pair
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.alignment_change import verdict_on_components
from multifront.claims.kinds.drift_lines import headline, minds_of_drift, report_drift
from multifront.claims.kinds.yearly_lines import trend_picture
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.minds import Minds
from multifront.claims.rules import FALSE_ALARMS_TOLERATED, SIGNIFICANCE, confidence_after
from multifront.claims.yearly_trends import Asked, Trended, YearlyValues, Years, measure_trend, trends_curve
from multifront.errors import EvidenceError
from multifront.timing import false_discovery_rate

MOST = 0.5
"""A trend that more than this share of all pairs of states show as steeply is no drift of these."""

SAYS = {"as claimed": "closer", "other way": "apart", "steady": "on trend", "unclear": "unclear", "too few": "too few"}
"""The words of a series, as the rule on several series reads them."""


class DriftSeries(PairSeries):
    """One series of a drift, and what slope would matter."""

    smallest_effect_of_interest: float = Field(
        gt=0, description="slope a year that would matter, in units of the series (of its logarithm with `log`)"
    )


class DriftParameters(Parameters):
    """Which states, over which years, in which direction, by which series."""

    states: list[str] = Field(min_length=2, description="ISO3 codes; with more than two, the mean over all their pairs")
    names: str = Field(min_length=3, description="the states as readers know them")
    direction: Literal["together", "apart"] = Field(description="the drift that the claim asserts")
    years: Years = Field(description="first and last year of the drift, chosen before looking")
    alternatives: list[Years] = Field(default_factory=list, description="other spans, declared and all shown")
    components: list[DriftSeries] = Field(min_length=2, description="series, of which none decides alone")

    @model_validator(mode="after")
    def _different(self) -> DriftParameters:
        if len(set(self.states)) < len(self.states):
            raise ValueError("a state stands twice")
        if len({one.name for one in self.components}) < len(self.components):
            raise ValueError("two components have the same name")
        return self


@dataclass(frozen=True, slots=True)
class Outcome:
    """The series that were public, what each says, and the share of all pairs with a trend as steep, where known."""

    measured: tuple[Trended, ...]
    says: tuple[str, ...]
    company: tuple[float | None, ...]


class Drift:
    """Slope of each series over declared years, against no slope, with neighbouring years alike by an unknown amount.

    A series says `as claimed` or `other way` where its slope is significant after Benjamini-Hochberg over the series
    (and the assessment's own correction holds), `steady` where its interval excludes the slope of interest, else
    `unclear`. A trend of votes that most pairs of states share is no drift of these, and caps the verdict.
    """

    name = "drift"
    parameters = DriftParameters
    about = About(
        question="Have states drawn together, or drifted apart, steadily over years?",
        rests_on="effect",
        against=(
            "Slopes of interest are excluded, by tests able to see them.",
            "Series move the other way.",
            "Most pairs of states moved as much.",
        ),
        interest="`smallest_effect_of_interest` of each component, in units of its series a year",
        curve="every series over every declared span of years",
    )

    def measure(self, claim_id: str, parameters: DriftParameters, context: Context) -> Finding:
        """Read every series of every pair, test its slope over every span, and look at all pairs of states."""
        finding = Finding(Ledger(claim_id))
        measured = []
        for component in parameters.components:
            values = _read_all(component, parameters.states, context)
            if values is None:
                finding.reasons.append(phrase(f"{component.title}: no figure of it was public by then."))
                continue
            spans = (parameters.years, *parameters.alternatives)
            measured.append(measure_trend(values, _asked(component, parameters), spans, context))
        says = _words(measured)
        company = tuple(
            _company(item, component, context) for item, component in _with_components(measured, parameters)
        )
        unseen = len(parameters.components) - len(measured)
        outcome = finding.outcome = Outcome(tuple(measured), (*says, *("too few",) * unseen), company)
        p_values = [item.test.p_value for item in measured if item.test.enough]
        finding.p_value = min(1.0, min(p_values) * len(p_values)) if len(p_values) > 1 else None
        report_drift(finding, outcome, parameters)
        finding.pictures += [trend_picture(finding.ledger, item) for item in measured if item.test.enough]
        if measured:
            finding.curve = trends_curve(measured, _rests_on(measured, context))
        return finding

    def decide(self, finding: Finding, parameters: DriftParameters, q_value: float | None) -> Decision:
        """Count what the series say; no series decides alone, and a trend that most pairs share caps the verdict."""
        outcome: Outcome = finding.outcome
        significant = q_value is not None and q_value <= SIGNIFICANCE
        says = [w if significant or w not in ("as claimed", "other way") else "unclear" for w in outcome.says]
        verdict = verdict_on_drift(says, shared=is_shared(outcome))
        lost = int(any(word in ("too few", "unclear") for word in says))
        lost += int(any(item.flips for item in outcome.measured)) + int(is_shared(outcome))
        lost += int(
            any(i.test.enough and i.test.false_positive_rate > FALSE_ALARMS_TOLERATED for i in outcome.measured)
        )
        sure = "high" if verdict == "cannot be tested" else confidence_after(lost)
        return Decision(verdict, sure, headline(finding, says, parameters))

    def would_change(self, finding: Finding, parameters: DriftParameters, verdict: str) -> Minds:
        """Series that would have to rise or fall otherwise, and how steeply."""
        outcome: Outcome = finding.outcome

        def judge(words: list[str]) -> str:
            return verdict_on_drift(words, shared=is_shared(outcome))

        return minds_of_drift(finding, outcome, judge, verdict)


def verdict_on_drift(says: Sequence[str], *, shared: bool) -> str:
    """The verdict of several series: all must agree for a plain one, and two must be testable.

    Args:
        says: the word of each series, in the direction of the claim.
        shared: whether most pairs of states moved as much by some series that bears the claim out; it caps the verdict.
    """
    verdict = verdict_on_components(tuple(SAYS[word] for word in says))
    return "partly supported" if shared and verdict == "supported" else verdict


def is_shared(outcome: Outcome) -> bool:
    """Whether most pairs of states show the same trend as steeply, for some series that moved as claimed."""
    named = zip(outcome.says, outcome.company, strict=False)
    return any(word == "as claimed" and share is not None and share > MOST for word, share in named)


def _asked(component: DriftSeries, parameters: DriftParameters) -> Asked:
    closer = 1.0 if component.closer == "up" else -1.0
    sign = closer if parameters.direction == "together" else -closer
    return Asked(
        component.name, component.title, sign, component.smallest_effect_of_interest, component.log, component.unit
    )


def _words(measured: Sequence[Trended]) -> tuple[str, ...]:
    usable = [item.test.p_value for item in measured if item.test.enough]
    q_values = iter(false_discovery_rate(usable) if usable else ())
    return tuple(item.says(float(next(q_values)) if item.test.enough else 1.0) for item in measured)


def _with_components(measured: Sequence[Trended], parameters: DriftParameters) -> list[tuple[Trended, DriftSeries]]:
    by_name = {one.name: one for one in parameters.components}
    return [(item, by_name[item.asked.name]) for item in measured]


def _read_all(component: DriftSeries, states: Sequence[str], context: Context) -> YearlyValues | None:
    """The mean over all pairs, of years in which every pair has a value; None where the cut holds nothing of one."""
    try:
        read = [read_pair(component, pair, context) for pair in combinations(states, 2)]
    except EvidenceError:
        if context.evidence.as_of is None:
            raise
        return None
    return _mean(read)


def _mean(read: Sequence[Read]) -> YearlyValues:
    read = [_sorted(one) for one in read]
    years = read[0][0]
    for one in read[1:]:
        years = np.intersect1d(years, one[0])
    columns = [[column[np.searchsorted(one[0], years)] for column in one[1:4]] for one in read]
    values, low, high = (np.mean([column[k] for column in columns], axis=0) for k in range(3))
    kept = np.isfinite(values)
    errors = read[0][4]
    if errors is not None and len(read) == 1:
        errors = errors[kept]
    selections = {chosen.fingerprint: chosen for one in read for chosen in one[5].selections}
    how = read[0][5].how if len(read) == 1 else f"mean over {len(read)} pairs of: {read[0][5].how}"
    basis = Basis(how, tuple(selections.values()), seed=read[0][5].seed)
    return YearlyValues(
        years[kept].astype(np.int64), values[kept], low[kept], high[kept], errors if len(read) == 1 else None, basis
    )


def _sorted(read: Read) -> Read:
    """The same in order of years."""
    order = np.argsort(read[0])
    years, values, low, high, errors, basis = read
    return years[order], values[order], low[order], high[order], None if errors is None else errors[order], basis


def _company(item: Trended, component: DriftSeries, context: Context) -> float | None:
    """Share of all pairs of states whose votes moved as steeply as claimed; None for other series."""
    if component.source != "votes" or not item.test.enough:
        return None
    similarity = alignment.vote_similarity(context.evidence.votes(), component.measure)
    inside = (item.values.years >= item.span.first) & (item.values.years <= item.span.last)
    years = item.values.years[inside]
    slopes = _slopes(similarity, years)
    own = _slope(item.values.values[inside][None, :], years)[0]
    return float((item.asked.sign * slopes >= item.asked.sign * own - 1e-12).mean()) if slopes.size else None


def _slopes(similarity: alignment.VoteSimilarity, years: np.ndarray) -> np.ndarray:
    """Slopes of all pairs that have a value in each of these years."""
    kept = np.isin(similarity.year, years) & np.isfinite(similarity.value)
    pairs = np.char.add(similarity.state_a[kept], similarity.state_b[kept])
    _, row = np.unique(pairs, return_inverse=True)
    table = np.full((int(row.max()) + 1 if row.size else 0, years.size), np.nan)
    table[row, np.searchsorted(years, similarity.year[kept])] = similarity.value[kept]
    return _slope(table[np.isfinite(table).all(axis=1)], years)


def _slope(table: np.ndarray, years: np.ndarray) -> np.ndarray:
    """Slope of least squares of each row."""
    centred = years - years.mean()
    return np.asarray(table @ centred / (centred @ centred))


def _rests_on(measured: Sequence[Trended], context: Context) -> Basis:
    """What all series rest on together."""
    selections = {one.fingerprint: one for item in measured for one in item.values.basis.selections}
    return Basis("alignment.value_trend of every series over every span", tuple(selections.values()), seed=context.seed)
