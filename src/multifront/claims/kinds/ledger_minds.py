"""What would change verdicts on named rows: ladders, supplies, facts, quantities. The kinds' own rules judge."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from multifront.claims.ladder import Standing as RungStanding
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.minds import Minds
from multifront.domain import Flip

if TYPE_CHECKING:
    from multifront.claims.kinds.quantity import Tally

MOST = 3
"""So many further estimates are tried."""

SHOWING = {"shown", "disputed", "one"}
"""Words of a part that some firm row shows."""

_SECOND = "firm rows of two independent first speakers show it, with none against"
_FALLS = {
    "disputed": "a row denies it",
    "denied": "a firm row denies it, and none that shows it stands any more",
}
NEXT: Mapping[str, Mapping[str, str]] = {
    "unknown": {
        "weak": "a row shows it, be it a weak one",
        "one": "a firm row of one independent first speaker shows it",
        "shown": _SECOND,
        "denied": "a firm row denies it",
    },
    "weak": {
        "one": "a firm row of one independent first speaker shows it",
        "shown": _SECOND,
        "denied": "a firm row denies it",
    },
    "one": {"shown": "a second independent first speaker in a firm row shows it", **_FALLS},
    "shown": _FALLS,
    "disputed": {"shown": _SECOND, "denied": _FALLS["denied"]},
    "denied": {"disputed": "a firm row shows it", "shown": _SECOND},
}
"""By how a part stands today: how else it could come to stand, the least demanding first, and by which rows."""


def minds_of_parts(
    titles: Sequence[str], words: Sequence[str], judge: Callable[[list[str]], str], verdict: str
) -> Minds:
    """The least rows that would change the verdict, part by part; then all parts together.

    Args:
        titles: of each part that the claim needs.
        words: how each stands, as `Standing.word`.
        judge: the rule from words to a verdict.
        verdict: the verdict of today.
    """
    flips: list[Flip] = []
    for place, now in enumerate(words):
        seen = {verdict}
        for word, sentence in NEXT[now].items():
            led = judge([*words[:place], word, *words[place + 1 :]])
            if led not in seen:
                seen.add(led)
                flips.append(Flip(phrase(f"{_title(titles[place])}: {sentence}."), led))
    tail = ", and none that shows one stands any more" if SHOWING & set(words) else ""
    for word, sentence in (
        ("shown", "Firm rows of two independent first speakers show every part, with none against."),
        ("denied", f"A firm row denies every part{tail}."),
    ):
        led = judge([word] * len(words))
        if len(words) > 1 and led != verdict and led not in {flip.to for flip in flips}:
            flips.append(Flip(phrase(sentence), led))
    return Minds(tuple(flips))


def _title(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def minds_of_rungs(
    needed: Sequence[RungStanding],
    part: Sequence[RungStanding],
    judge: Callable[[list[RungStanding], list[RungStanding]], str],
    verdict: str,
) -> Minds:
    """Rungs that firm rows would have to show or deny, one at a time, and all needed ones together.

    Args:
        needed: the pair on the rungs that the claim needs.
        part: the pair on the rungs that bear out part of it.
        judge: the rule from rungs to a verdict.
        verdict: the verdict of today.
    """
    every = [*needed, *part]

    def ruled(standings: Sequence[RungStanding]) -> str:
        return judge(list(standings[: len(needed)]), list(standings[len(needed) :]))

    flips: list[Flip] = []
    for holds, said in ((True, "a firm row shows it"), (False, "a firm row speaks against it, and none shows it")):
        for place, standing in enumerate(every):
            other = replace(standing, holds=holds, weak=False)
            led = ruled([*every[:place], other, *every[place + 1 :]])
            if other.word != standing.word and led != verdict:
                flips.append(Flip(phrase(f"{standing.rung.title.capitalize()}: {said}."), led))
        led = ruled([*(replace(one, holds=holds, weak=False) for one in needed), *part])
        if len(needed) > 1 and led != verdict and led not in {flip.to for flip in flips}:
            titles = ", ".join(one.rung.title for one in needed)
            flips.append(Flip(phrase(f"Every rung that the claim needs ({titles}): {said}."), led))
    return Minds(tuple(flips))


def minds_of_tally(ledger: Ledger, tally: Tally) -> Minds:
    """How many further firm and independent estimates inside or outside the range would change the verdict.

    Args:
        ledger: where the counts are entered.
        tally: the estimates of today.
    """
    basis = Basis(f"claims.kinds.quantity.Tally.verdict with up to {MOST} further estimates on one side")
    flips = []
    for field, side in (("overlapping", "inside or across the claimed range"), ("outside", "wholly outside it")):
        seen = {tally.verdict}
        for count in range(1, MOST + 1):
            led = replace(tally, **{field: getattr(tally, field) + count}).verdict
            if led not in seen:
                seen.add(led)
                more = ledger.figure(f"flip_{field}_{count}", count, basis, style="count")
                flips.append(
                    Flip(
                        phrase(f"Further firm estimates by independent first speakers {side}: {{more}}.", more=more),
                        led,
                    )
                )
    return Minds(tuple(flips))
