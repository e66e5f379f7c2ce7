"""The shipped claims judged as of earlier days, set against what followed: rows to print and the page of the docs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from multifront import claims
from multifront.brief.writing import write
from multifront.claims.hindcast import Eve, Outcome, outcome_of, read_declared, tally
from multifront.domain import Evidence, Origin
from multifront.workbench import scenarios
from multifront.workbench.place import Place

Say = Callable[[str], None]
INTRO = """\
# Hindcast

<!-- Made by: multifront claims hindcast --page docs/hindcast.md -->

What would multifront have said on the eve of five events, and what followed? Each claim below was judged with
nothing but what was public by that day, by the rules and thresholds of today, and is set against what came within
{within} days.

**Read this with care.** The claims, the tests and the list of what followed were written later, with knowledge of
it: a hit is worth less than a miss. "Public by that day" is when a fact was first public as far as the evidence
records it; where that is not known the day of our copy stands, which hides facts and never invents them. What
followed is dated by its day, a figure of a period by the day on which the period ends, so that some of it may lie
before. Only claims for which rows of the shipped evidence tell what followed are here. How a row speaks to a claim
is our reading; counts are compared without a test, so that one event more or less decides. Verdicts are about what
was so, not forecasts: a claim can rightly be "supported" and then cease to hold.

- **hit**: the verdict was for the claim and what followed bears it out, or it was against and what followed speaks
  against.
- **miss**: the other way round.
- **silent**: the claim could not be tested by then, and something followed. Nobody was warned and nobody was
  misled.
- **open**: nothing can be said yet, or what followed was as much as before.
"""


@dataclass(frozen=True, slots=True)
class Hindcast:
    """All outcomes, the days, how many days after count, and the origins that they name."""

    outcomes: tuple[Outcome, ...]
    days: tuple[Eve, ...]
    within: int
    origins: dict[str, Origin]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """One row an outcome, to print."""
        return [
            {
                "day": one.day,
                "claim": f"{one.assessment} {one.claim}",
                "verdict then": one.verdict,
                "what followed": one.followed,
                "says": one.says,
                "became": one.became,
                "rows": ", ".join(one.rows),
            }
            for one in self.outcomes
        ]


def hindcast(place: Place, draws: int, seed: int, say: Say) -> Hindcast:
    """Judge the declared claims as of each declared day and look up what followed.

    Args:
        place: which evidence; its own cut is not used.
        draws: sampled worlds of simulations.
        seed: of everything random.
        say: hears progress.

    Raises:
        UsageError: the list names a claim that is not judged, or a row that is not dated soon after.
        EvidenceError: the evidence lacks a row or stream.
    """
    declared = read_declared()
    whole = Place(None, place.folder, place.as_of_edition, place.store).open()
    outcomes: list[Outcome] = []
    for eve in declared.days:
        for name in dict.fromkeys(one.assessment for one in declared.followed if eve.day in one.eves):
            cut = Place(eve.day, place.folder, place.as_of_edition, place.store).open()
            judged = _judged(name, cut, claims.Options(seed, draws, scenarios.load, say), say)
            wanted = [one for one in declared.followed if one.assessment == name and eve.day in one.eves]
            outcomes += [outcome_of(one, eve, judged, declared.within_days, whole) for one in wanted]
    named = sorted({origin for one in outcomes for origin in one.origin_ids})
    return Hindcast(tuple(outcomes), tuple(declared.days), declared.within_days, dict(whole.origins(named)))


def _judged(name: str, evidence: Evidence, options: claims.Options, say: Say) -> tuple[dict[str, Any], dict[str, str]]:
    assessment = claims.load(name)
    say(f"{name} as of {evidence.as_of}")
    verdicts = {one.claim_id: one for one in claims.judge(assessment, evidence, options)}
    return verdicts, {claim.entry.id: claim.entry.text for claim in assessment.claims}


def page(found: Hindcast) -> str:
    """The outcomes as a page of Markdown, misses first within a day, with the origins."""
    lines = [INTRO.format(within=found.within), *_summary(found.outcomes)]
    for eve in found.days:
        lines += _day(eve, [one for one in found.outcomes if one.day == eve.day])
    return "\n".join([*lines, *_origins(found)]).rstrip() + "\n"


def _summary(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield from ("## In sum", "", "| Day | hit | miss | silent | open |", "|---|---|---|---|---|")
    for day, group in groupby(outcomes, key=lambda one: one.day):
        yield f"| {day} | {' | '.join(str(count) for count in tally(list(group)).values())} |"
    yield f"| all | {' | '.join(str(count) for count in tally(outcomes).values())} |"
    yield ""


def _day(eve: Eve, outcomes: Sequence[Outcome]) -> Iterator[str]:
    order = {"miss": 0, "hit": 1, "silent": 2, "open": 3}
    yield from (f"## {eve.day}: {eve.eve[0].lower()}{eve.eve[1:]}", "")
    yield from ("| | Claim | Verdict then | What followed | Rows |", "|---|---|---|---|---|")
    for one in sorted(outcomes, key=lambda one: (order[one.became], one.assessment, one.claim)):
        claim = f"{one.assessment} {one.claim}: {one.text}"
        rows = ", ".join(f"`{name}`" for name in one.rows[:6]) + (
            f" and {len(one.rows) - 6} more" if len(one.rows) > 6 else ""
        )
        yield f"| **{one.became}** | {claim} | {one.verdict}, {one.confidence} | {one.followed} ({one.says}) | {rows} |"
    yield ""


def _origins(found: Hindcast) -> Iterator[str]:
    """The origins of what followed, each under the claims that name it."""
    yield from ("## Origins of what followed", "")
    users: dict[str, list[str]] = {}
    for one in found.outcomes:
        for name in one.origin_ids:
            users.setdefault(name, []).append(one.claim)
    for name, origin in sorted(found.origins.items()):
        claims_ = ", ".join(dict.fromkeys(users[name]))
        yield f"- {claims_}: {origin.citation} Reliability {origin.reliability}. (`{name}`)"
    yield ""


def write_page(found: Hindcast, path: Path) -> Path:
    """Write the page, beside first and renamed; returns the path."""
    return write(path, page(found))
