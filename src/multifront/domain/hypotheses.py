"""Competing explanations of what claims found: the matrix, its scores and its sentences. No arithmetic here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from multifront.domain.trace import Figure, Phrase, Trace
from multifront.domain.verdict import Picture


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One explanation: its id, its title, what it means, and its two inconsistency scores."""

    id: str
    title: str
    means: str
    score: Figure
    weighted: Figure


@dataclass(frozen=True, slots=True)
class RatedItem:
    """What a verdict says to each hypothesis: one rating a hypothesis in their order, and why.

    `diagnosticity` says how far the ratings lie apart, `weight` how much the item counts, `weighed` in words why.
    """

    claim_id: str
    text: str
    verdict: str
    ratings: tuple[str, ...]
    because: str
    diagnosticity: Figure
    weight: Figure
    weighed: str


@dataclass(frozen=True, slots=True)
class HypothesisMatrix:
    """Hypotheses against the verdicts that speak to them.

    `silent` are ids of claims that speak to the hypotheses but could not be tested; `left_out` names explanations that
    have no column.
    """

    question: str
    hypotheses: tuple[Hypothesis, ...]
    items: tuple[RatedItem, ...]
    silent: tuple[str, ...]
    reading: tuple[Phrase, ...]
    left_out: tuple[str, ...]
    picture: Picture | None
    traces: Mapping[str, Trace]
