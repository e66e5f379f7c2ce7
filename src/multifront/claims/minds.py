"""What would change a verdict: the record, and where it comes from for each kind of claim. No kind's own rules here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from multifront.claims.kind import Finding, KindOfClaim
from multifront.claims.ledger import phrase
from multifront.domain import Flip, Phrase

REASONS: Mapping[str, str] = {
    "axis": "its null draws random groups of states, and next year's votes of all states would have to be assumed",
    "base_rate": "one case to come neither confirms nor refutes a rate of past cases",
    "branch": "runs of a scenario change with its numbers only, and branches of a war to come have no frequency",
    "change": "a verdict rests on figures of two past times, and only other figures of those times change it",
    "decision": "a decision has no frequency; what it would change follows from the scenario's numbers",
    "division": "it needs next year's votes of all states",
    "force_multiplier": "runs of a scenario change with its numbers only; the tornado shows which of them move it",
    "forecast": "its score depends on every next period and what was public on its eve",
    "labour": "runs of a scenario change with its numbers only",
    "opportunism": "its p depends on the very days on which the next acts and exposures fall",
    "rank": "figures of one time are compared, and only other figures of that time change it",
    "reach": "it is a census of one year, and only a later census changes it",
    "scenario_outcome": "runs of a scenario change with its numbers only",
    "simultaneity": "its p depends on the very days on which the next acts of every actor fall",
}
"""Why nothing is computed for these kinds."""


@dataclass(frozen=True, slots=True)
class Minds:
    """Observations that would change a verdict, and indicators to watch with how often they came so far."""

    flips: tuple[Flip, ...] = ()
    watch: tuple[Phrase, ...] = ()


@runtime_checkable
class ChangesItsMind(Protocol):
    """A kind that can say, beside `decide`, what would have led to another verdict."""

    def would_change(self, finding: Finding, parameters: Any, verdict: str) -> Minds:
        """Observations that would lead to another verdict by the rules of the kind, and what to watch."""


def minds_of(kind: KindOfClaim, finding: Finding, parameters: Any, verdict: str) -> Minds:
    """What would change this verdict; where nothing can be computed, one line that says why not.

    Args:
        kind: the kind of the claim.
        finding: what was measured.
        parameters: the parameters of the claim.
        verdict: the verdict that was reached.

    Returns:
        Flips with the verdicts that they lead to, and phrases on what to watch.
    """
    if finding.refusal is not None:
        return Minds((_not_computed("nothing was tested, for the reason above; what it lacks would make it testable"),))
    found = kind.would_change(finding, parameters, verdict) if isinstance(kind, ChangesItsMind) else Minds()
    if found.flips:
        return found
    reason = REASONS.get(kind.name, "no single observation changes it by the rules of this kind")
    return Minds((_not_computed(reason),), found.watch)


def _not_computed(reason: str) -> Flip:
    return Flip(phrase(f"Not computed: {reason}."))


def flips_by_part(
    words: Sequence[str],
    says: Mapping[str, Callable[[int], Phrase]],
    judge: Callable[[list[str]], str],
    verdict: str,
) -> list[Flip]:
    """Single parts that would have to speak otherwise, each tried by the kind's own rule; then all parts together.

    Args:
        words: what each part says now.
        says: for each other word that a part could say, the sentence on the part at a place.
        judge: the kind's rule from all words to a verdict.
        verdict: the verdict of today.

    Returns:
        One flip a part and word that would change the verdict; nothing that would leave it as it is.
    """
    found: list[Flip] = []
    for word, sentence in says.items():
        for place, now in enumerate(words):
            changed = [*words[:place], word, *words[place + 1 :]]
            if now != word and (led := judge(changed)) != verdict:
                found.append(Flip(sentence(place), led))
    return found
