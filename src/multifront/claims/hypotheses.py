"""The block `hypotheses` of an assessment file: explanations, and how each possible verdict would speak to them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any, Literal

from pydantic import Field, model_validator

from multifront.claims.kind import Parameters
from multifront.domain.located import Located
from multifront.errors import Problem, unknown_name

Rating = Literal["CC", "C", "N", "I", "II", "NA"]
Found = Literal["supported", "partly supported", "not supported", "contradicted"]
FINDINGS: tuple[Found, ...] = ("supported", "partly supported", "not supported", "contradicted")
"""Verdicts that speak to hypotheses. A claim that cannot be tested says nothing, so nobody may rate that."""


class Option(Parameters):
    """One explanation, as a column of the matrix."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,15}$")
    title: str = Field(min_length=3, max_length=30, description="short enough to head a column")
    means: str = Field(min_length=10, description="what it says would be the case")


class PossibleFinding(Parameters):
    """How one or more verdicts would speak to every hypothesis, declared whatever the verdict turns out to be."""

    when: list[Found] = Field(min_length=1, description="the verdicts that this is about")
    ratings: dict[str, Rating] = Field(description="a rating a hypothesis: CC, C, N, I, II or NA")
    because: str = Field(min_length=10, description="why, in words")


class Item(Parameters):
    """A claim as an item of evidence, with all that it could find."""

    claim: str = Field(description="id of a claim of this file")
    findings: list[PossibleFinding] = Field(min_length=1)

    @model_validator(mode="after")
    def _every_verdict_once(self) -> Item:
        named = list(chain.from_iterable(finding.when for finding in self.findings))
        if twice := [one for one in FINDINGS if named.count(one) > 1]:
            raise ValueError(f"rates {', '.join(twice)} more than once; keep one")
        if lacking := [one for one in FINDINGS if one not in named]:
            raise ValueError(f"does not say what {', '.join(lacking)} would mean; declare every possible verdict")
        return self

    def rated(self, verdict: str) -> PossibleFinding | None:
        """What was declared for this verdict; None for a claim that cannot be tested."""
        return next((finding for finding in self.findings if verdict in finding.when), None)


class Hypotheses(Parameters):
    """The whole block."""

    question: str = Field(min_length=10, description="what the hypotheses explain")
    options: list[Option] = Field(min_length=2, description="the explanations")
    left_out: list[str] = Field(min_length=1, description="explanations that have no column, and why")
    items: list[Item] = Field(min_length=1)


def cross_problems(block: Hypotheses, claims: Mapping[str, Any], located: Located) -> list[Problem]:
    """What the parts of the block say of each other wrongly, with lines: ids twice, unknown or lacking.

    Args:
        block: the block, each part checked by itself.
        claims: the claims of the file by id.
        located: the file with its lines.
    """
    names = [option.id for option in block.options]
    problems = _twice(names, ("hypotheses", "options"), located)
    problems += _twice([item.claim for item in block.items], ("hypotheses", "items"), located)
    for place, item in enumerate(block.items):
        if item.claim not in claims:
            path = ("hypotheses", "items", place, "claim")
            what = unknown_name("claim", item.claim, sorted(claims), "name one of this file's claims")
            problems.append(Problem(located.line(path), _dotted(path), what))
        for index, finding in enumerate(item.findings):
            problems += _ratings(finding, names, ("hypotheses", "items", place, "findings", index, "ratings"), located)
    return problems


def _ratings(
    finding: PossibleFinding, names: list[str], path: tuple[str | int, ...], located: Located
) -> list[Problem]:
    problems = []
    for name in finding.ratings:
        if name not in names:
            what = unknown_name("hypothesis", name, names, "they stand under options")
            problems.append(Problem(located.line((*path, name)), _dotted((*path, name)), what))
    lacking = [name for name in names if name not in finding.ratings]
    if lacking:
        what = f"lacks {', '.join(lacking)}; rate every hypothesis, NA where it does not apply"
        problems.append(Problem(located.line(path), _dotted(path), what))
    return problems


def _twice(ids: list[str], path: tuple[str | int, ...], located: Located) -> list[Problem]:
    return [
        Problem(
            located.line((*path, place)), _dotted((*path, place)), f"{name!r} stands here a second time; keep one of it"
        )
        for place, name in enumerate(ids)
        if name in ids[:place]
    ]


def _dotted(path: tuple[str | int, ...]) -> str:
    return ".".join(str(part) for part in path)
