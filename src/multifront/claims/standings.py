"""What named rows show of each part of a claim, and the verdict that parts earn together. No sentences, no look-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from multifront.claims.witnesses import Testimony, independent, public_by
from multifront.domain import Evidence

ENOUGH = 2
"""So many independent first speakers in firm rows show a part by themselves."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The rows of one part by what they say, and how many independent first speakers the firm ones have."""

    showing: tuple[Testimony, ...]
    denying: tuple[Testimony, ...]
    speakers: int
    deniers: int

    @property
    def firm(self) -> tuple[Testimony, ...]:
        """Firm rows that show it."""
        return tuple(one for one in self.showing if one.firm)

    @property
    def word(self) -> str:
        """One word: shown, disputed, one, weak, denied, unknown.

        `disputed` is a part that firm rows show and some row denies; `one` has one independent first speaker in firm
        rows; `weak` has weak or conflicting rows alone; `denied` has a firm denial and no firm row that shows it.
        """
        if self.speakers:
            if self.denying:
                return "disputed"
            return "shown" if self.speakers >= ENOUGH else "one"
        if self.deniers:
            return "denied"
        return "weak" if self.showing else "unknown"


def stand(
    showing: Sequence[Testimony], denying: Sequence[Testimony], evidence: Evidence, until: date | None = None
) -> Standing:
    """The standing of one part, as of a day of publication where one is given.

    Args:
        showing: rows that show the part.
        denying: rows that deny it.
        evidence: the store that counts independent origins.
        until: rows that became public later are left out.
    """
    if until is not None:
        showing, denying = public_by(showing, until), public_by(denying, until)
    speakers, deniers = (independent([one for one in group if one.firm], evidence) for group in (showing, denying))
    return Standing(tuple(showing), tuple(denying), speakers, deniers)


def verdict_on_parts(words: Sequence[str], *, contrary: bool) -> str:
    """The verdict that the parts of a claim earn together.

    Supported: every part is shown, and no row listed against the claim was public. Partly supported: some part is
    shown, disputed, has one first speaker or weak rows, but not all of that. Contradicted: every part is denied.
    Not supported: some part is denied and nothing shows any other. Cannot be tested: no row tells of any part.

    Args:
        words: the word of each part that the claim needs.
        contrary: whether rows listed against the claim were public.
    """
    if words and all(word == "shown" for word in words):
        return "partly supported" if contrary else "supported"
    if any(word in ("shown", "disputed", "one", "weak") for word in words):
        return "partly supported"
    if words and all(word == "denied" for word in words):
        return "contradicted"
    return "not supported" if "denied" in words else "cannot be tested"


def steps_lost(standings: Sequence[Standing], evidence: Evidence, *, contrary: bool) -> int:
    """Steps of confidence lost.

    One each where a part is unknown, where a part rests on weak or conflicting rows or on one first speaker, where rows
    speak against, and where no origin of the firm rows is of reliability A or B, so that all are copies.
    """
    words = [one.word for one in standings]
    origins = sorted({name for one in standings for heard in one.firm for name in heard.row["origin_ids"]})
    letters = evidence.independent_origins("origin", origins).reliability if origins else ()
    copies = bool(letters) and not set(letters) & {"A", "B"}
    disputed = contrary or any(one.denying for one in standings)
    return sum(("unknown" in words, any(word in ("one", "weak") for word in words), disputed, copies))
