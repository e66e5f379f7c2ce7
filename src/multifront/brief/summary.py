"""The bottom line: at most five sentences made from the verdicts. No judging here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from multifront.domain import CONFIDENCE, VERDICTS, Figure, Phrase, Verdict

if TYPE_CHECKING:
    from multifront.brief.content import Card

_SAYS = {
    "supported": "supports",
    "partly supported": "partly supports",
    "not supported": "does not support",
    "contradicted": "contradicts",
    "cannot be tested": "cannot test",
}
_TELLING = {"contradicted": 3, "supported": 3, "not supported": 2, "partly supported": 1}
_FINDINGS = 2
_HEADLINES = 3
_FEW = 12
"""So many ids of claims stand in the first sentence at most."""


def bottom_line(cards: Sequence[Card]) -> tuple[Phrase, ...]:
    """What the verdicts come to, in at most five sentences.

    First the count of claims by verdict, with the ids of those that were found anything on, then the two strongest
    findings (by confidence, then by how much the verdict says, then by q) and the first claim that cannot be tested
    (never a forecast; more of them where there are fewer findings), then the first caveat of the strongest finding.
    Each of these begins with the id of its claim and its verdict, since here no text of a claim stands above it. Every
    count is a figure with the trace `brief.count.<verdict>`.

    Args:
        cards: The judged claims, in the order of the document.

    Returns:
        The sentences, empty where nothing was judged.

    Raises:
        ValueError: A confidence that is none of low, moderate, high.

    Example:
        >>> bottom_line(())
        ()
    """
    if not cards:
        return ()
    findings = sorted((card for card in cards if card.verdict.verdict in _TELLING), key=_strength)[:_FINDINGS]
    untested = [card for card in cards if card.verdict.verdict not in _TELLING and card.verdict.headlined]
    caveats = [
        _opened(f"Caveat to {card.claim_id}", card.verdict.caveats[0]) for card in findings[:1] if card.verdict.caveats
    ]
    headlines = [
        _opened(f"{card.claim_id}, {card.verdict.verdict}", _marked(card.verdict))
        for card in (*findings, *untested)[:_HEADLINES]
    ]
    return (_counts(cards), *headlines, *caveats)


def _opened(opening: str, said: Phrase) -> Phrase:
    """A sentence after words that say of which claim it is."""
    return Phrase(f"{opening}: {said.template}", said.figures)


def _marked(verdict: Verdict) -> Phrase:
    """The headline, with the mark where assumptions drive a finding; what cannot be tested finds nothing."""
    if not verdict.assumed or verdict.verdict not in _TELLING:
        return verdict.headline
    return Phrase(f"{verdict.headline.template} Driven by assumptions.", verdict.headline.figures)


def count_id(verdict: str) -> str:
    """Id of the trace of a count, as in `brief.count.not_supported`."""
    return f"brief.count.{verdict.replace(' ', '_')}"


def _counts(cards: Sequence[Card]) -> Phrase:
    """How many claims got which verdict; verdicts that nobody got are left out."""
    counts = Counter(card.verdict.verdict for card in cards)
    present = [verdict for verdict in VERDICTS if counts[verdict]]
    parts = [f"{_SAYS[verdict]} {{{verdict.replace(' ', '_')}}}{_ids(cards, verdict)}" for verdict in present]
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    figures = {v.replace(" ", "_"): Figure(count_id(v), str(counts[v])) for v in present}
    figures["judged"] = Figure(count_id("judged"), str(len(cards)))
    noun = "claim" if len(cards) == 1 else "claims"
    return Phrase(f"Of {{judged}} {noun} judged, the evidence {listed}.", figures)


def _ids(cards: Sequence[Card], verdict: str) -> str:
    """The claims that got a verdict, in brackets; nothing for those that cannot be tested, or where they are many."""
    ids = [card.claim_id for card in cards if card.verdict.verdict == verdict]
    return f" ({', '.join(ids)})" if verdict in _TELLING and len(ids) <= _FEW else ""


def _strength(card: Card) -> tuple[int, int, float]:
    """Sort key: sure before unsure, plain verdicts before mixed ones, small q before large."""
    verdict = card.verdict
    q = 1.0 if verdict.q_value is None else verdict.q_value
    return (-CONFIDENCE.index(verdict.confidence), -_TELLING[verdict.verdict], q)
