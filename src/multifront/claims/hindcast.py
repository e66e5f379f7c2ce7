"""Verdicts as of earlier days against what followed: the declared list, what rows say, hits and misses. No judging."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources
from typing import Literal

import numpy as np
from pydantic import Field, ValidationError, model_validator

from multifront.claims.kind import Parameters
from multifront.claims.language import validation_problems
from multifront.domain import Evidence, Row, Verdict
from multifront.domain.located import parse_located
from multifront.errors import FileProblems, UsageError

Says = Literal["bears out", "speaks against", "neither", "too early"]
FEWEST_DAYS = 90
"""A stream that was watched for fewer days after a day tells nothing yet."""
SHIPPED = "hindcast.yaml"
FOR, AGAINST = ("supported", "partly supported"), ("not supported", "contradicted")


class Eve(Parameters):
    """A day of the past, and what came after it."""

    day: date
    eve: str = Field(min_length=5)


class NamedRow(Parameters):
    """One row of the evidence."""

    table: Literal["event", "observation"]
    row: str


class Followed(Parameters):
    """What followed for one claim: named rows with our reading, or a stream that is counted before and after."""

    assessment: str
    claim: str
    eves: list[date] = Field(min_length=1)
    because: str = Field(min_length=5)
    says: Literal["bears out", "speaks against"] | None = None
    rows: list[NamedRow] = Field(default_factory=list)
    stream: str = ""

    @model_validator(mode="after")
    def _one_way(self) -> Followed:
        if bool(self.rows) == bool(self.stream):
            raise ValueError("needs either rows or a stream, and not both")
        if bool(self.rows) != (self.says is not None):
            raise ValueError("rows need `says`, a stream takes none: its counts say it")
        return self


class Declared(Parameters):
    """The whole list."""

    within_days: int = Field(ge=FEWEST_DAYS, le=3660)
    days: list[Eve] = Field(min_length=1)
    followed: list[Followed] = Field(min_length=1)

    @model_validator(mode="after")
    def _known_days(self) -> Declared:
        known = {one.day for one in self.days}
        if strangers := sorted({day for one in self.followed for day in one.eves} - known):
            raise ValueError(f"{strangers[0]} under `eves` is none of the days; name one of them or add it")
        return self


@dataclass(frozen=True, slots=True)
class Outcome:
    """One claim on one day: the verdict then, what followed and how it speaks, and what became of the verdict.

    `became` is hit, miss, silent (it could not be tested, and something followed) or open (nothing can be said yet).
    """

    day: date
    assessment: str
    claim: str
    text: str
    verdict: str
    confidence: str
    followed: str
    says: Says
    became: str
    rows: tuple[str, ...]
    origin_ids: tuple[str, ...]


def read_declared(text: str | None = None, name: str = SHIPPED) -> Declared:
    """The list of days and of what followed, checked.

    Args:
        text: YAML; the shipped list when left out.
        name: how errors call it.

    Raises:
        FileProblems: anything in it is wrong, with lines.
    """
    if text is None:
        text = resources.files("multifront.claims").joinpath(SHIPPED).read_text(encoding="utf-8")
    located = parse_located(text, name)
    try:
        found = Declared.model_validate(located.value)
    except ValidationError as error:
        raise FileProblems(name, [*located.problems, *validation_problems(error, located)]) from error
    if located.problems:
        raise FileProblems(name, located.problems)
    return found


def outcome_of(
    entry: Followed, eve: Eve, judged: tuple[Mapping[str, Verdict], Mapping[str, str]], within: int, evidence: Evidence
) -> Outcome:
    """What became of one verdict.

    Args:
        entry: what followed.
        eve: the day.
        judged: the verdicts as of that day, and the words of the claims, by id.
        within: days after the day that count.
        evidence: all evidence, without a cut.

    Returns:
        The outcome; a hit where a verdict for the claim was borne out, or one against it was followed by the opposite.

    Raises:
        UsageError: the claim was not judged, or a row is not dated within the days after.

    Assumes:
        That what followed was not chosen by how the verdict fared. It was chosen with today's knowledge, and the claims
        were written later than most of the days, so that hits are worth less than misses.
    """
    verdicts, texts = judged
    if entry.claim not in verdicts:
        raise UsageError(
            f"hindcast names the claim {entry.claim!r}; valid: {', '.join(sorted(verdicts))}; next: correct it in "
            f"{SHIPPED}"
        )
    verdict = verdicts[entry.claim]
    says, words, rows, origins = (
        _by_stream(entry, eve, within, evidence) if entry.stream else _by_rows(entry, eve, within, evidence)
    )
    return Outcome(
        eve.day,
        entry.assessment,
        entry.claim,
        texts[entry.claim],
        verdict.verdict,
        verdict.confidence,
        words,
        says,
        became(verdict.verdict, says),
        rows,
        origins,
    )


def became(verdict: str, says: str) -> str:
    """Hit, miss, silent or open.

    Example:
        >>> became("supported", "bears out"), became("contradicted", "bears out")
        ('hit', 'miss')
    """
    if says not in ("bears out", "speaks against"):
        return "open"
    if verdict not in FOR + AGAINST:
        return "silent"
    return "hit" if (verdict in FOR) == (says == "bears out") else "miss"


_Said = tuple[Says, str, tuple[str, ...], tuple[str, ...]]


def _by_rows(entry: Followed, eve: Eve, within: int, evidence: Evidence) -> _Said:
    """The reading of named rows, each of which must be dated after the day and soon enough."""
    found: list[Row] = []
    for named in entry.rows:
        row = evidence.rows(named.table, [named.row])[0]
        dated = row["date_start"] if named.table == "event" else row["period_end"]
        if dated is None or not eve.day < dated <= eve.day + timedelta(days=within):
            raise UsageError(
                f"row {named.row!r} is dated {dated}; valid: within {within} days after {eve.day}; next: name another"
            )
        found.append(row)
    origins = sorted({origin for row in found for origin in row["origin_ids"]})
    says: Says = entry.says if entry.says is not None else "neither"
    return says, entry.because, tuple(named.row for named in entry.rows), tuple(origins)


def _by_stream(entry: Followed, eve: Eve, within: int, evidence: Evidence) -> _Said:
    """Counts of a stream in as many days after the day as before it."""
    stream = evidence.stream(entry.stream)
    length = min(within, (stream.frame.end - eve.day).days)
    if length < FEWEST_DAYS or stream.frame.start > eve.day - timedelta(days=length):
        return "too early", f"{entry.because}: not watched for long enough around that day", (), ()
    day, span = np.datetime64(eve.day), np.timedelta64(length, "D")
    after = (stream.days > day) & (stream.days <= day + span)
    before = (stream.days > day - span) & (stream.days <= day)
    counts = int(before.sum()), int(after.sum())
    says: Says = "bears out" if counts[1] > counts[0] else "speaks against" if counts[1] < counts[0] else "neither"
    ids = tuple(name for name, kept in zip(stream.ids, (after | before).tolist(), strict=True) if kept)
    words = f"{entry.because}: {counts[1]} in the {length} days after, {counts[0]} in as many before"
    return says, words, ids, tuple(sorted(stream.selection.origin_ids))


def tally(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """How many hits, misses, silences and open cases.

    Args:
        outcomes: of any days.
    """
    return {word: sum(one.became == word for one in outcomes) for word in ("hit", "miss", "silent", "open")}
