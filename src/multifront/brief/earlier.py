"""The same claims judged as of an earlier day, beside those of this brief, and why they differ. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from multifront.brief.difference import Changed, differences

NAMED = 3
"""So many changed numbers are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Then:
    """One claim on the earlier day and now: verdicts with confidence, headlines, and the reasons of a change."""

    claim_id: str
    text: str
    verdict: str
    confidence: str
    headline: str
    verdict_now: str
    confidence_now: str
    why: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Whether the verdict itself differs."""
        return self.verdict != self.verdict_now


@dataclass(frozen=True, slots=True)
class Earlier:
    """All claims as of an earlier day. `day` is that cut."""

    day: date
    claims: tuple[Then, ...]

    @property
    def summary(self) -> str:
        """How many verdicts differ, in words."""
        changed = [one.claim_id for one in self.claims if one.changed]
        if not changed:
            return f"With what was public by {self.day}, every verdict would have been the one of this brief."
        named = ", ".join(changed)
        return (
            f"With what was public by {self.day}, {len(changed)} of {len(self.claims)} verdicts would have been "
            f"another: {named}."
        )


def compare_with_earlier(before: Mapping[str, Any], after: Mapping[str, Any], day: date) -> Earlier:
    """Set the claims of two briefs beside each other, with the reasons that their records give.

    Args:
        before: content of the brief as of the earlier day.
        after: content of the brief of now.
        day: the earlier day.

    Returns:
        The claims in the order of the later brief; a claim that the earlier one lacks is left out.

    Raises:
        UsageError: either is not the content of a brief.

    Assumes:
        That both were made from one assessment with one seed, so that only evidence differs. The assessment was written
        with today's knowledge, so that the earlier verdict is not what somebody would have found on that day.

    References:
        None: a comparison of two records.

    Example:
        >>> from datetime import date
        >>> empty = {"run": {}, "claims": [], "traces": {}, "hypotheses": None, "origins": {}}
        >>> compare_with_earlier(empty, empty, date(2025, 12, 17)).summary
        'With what was public by 2025-12-17, every verdict would have been the one of this brief.'
    """
    found = differences(before, after)
    old = {claim["claim_id"]: claim for claim in before["claims"]}
    return Earlier(day, tuple(_then(old[c["claim_id"]], c, found) for c in after["claims"] if c["claim_id"] in old))


def _then(old: Mapping[str, Any], new: Mapping[str, Any], found: list[Changed]) -> Then:
    own = [one for one in found if one.claim == new["claim_id"]]
    return Then(
        claim_id=new["claim_id"],
        text=new["text"],
        verdict=old["verdict"],
        confidence=old["confidence"],
        headline=old["headline"]["text"],
        verdict_now=new["verdict"],
        confidence_now=new["confidence"],
        why=tuple(_why(own)),
    )


def _why(own: list[Changed]) -> Iterator[str]:
    """Rows that came, numbers that moved; one line where nothing did."""
    rows = [one for one in own if one.what == "rows"]
    for one in rows:
        ids = one.after if one.after is not None else one.before
        if isinstance(ids, list):
            came = "became public later" if one.after is not None else "are no longer used"
            noun = "row" if len(ids) == 1 else "rows"
            yield f"{len(ids)} {noun} of the table {one.name.split(':')[0]} {came}: {_named(ids)}"
        else:
            yield f"{one.name}: {one.before} then, {one.after} now"
    numbers = [one for one in own if one.what in ("number", "scenario")]
    if moved := [one for one in numbers if one.before is not None and one.after is not None]:
        noun = "number" if len(moved) == 1 else "numbers"
        yield f"{len(moved)} {noun} moved: {_moved(moved)}"
    if not rows and not numbers:
        yield "nothing that it rests on differs"


def _named(ids: list[str]) -> str:
    more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
    return ", ".join(ids[:NAMED]) + more


def _moved(moved: list[Changed]) -> str:
    parts = [
        f"{one.name} {_short(one.before)} → {_short(one.after)}{f' {one.unit}' if one.unit else ''}" for one in moved
    ]
    more = f" and {len(parts) - NAMED} more" if len(parts) > NAMED else ""
    return "; ".join(parts[:NAMED]) + more


def _short(value: Any) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)
