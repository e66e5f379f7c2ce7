"""Whether an act happened, and where: cues near its verb and after it. Dates and numbers are read elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from multifront.reading.coder_roles import Roles
from multifront.reading.words import Word

HAPPENED, PLANNED, THREATENED, DENIED, FORECAST = STATUSES = ("happened", "planned", "threatened", "denied", "forecast")
NEAR = 5
"""Words before the verb of an act in which its cues stand."""
CUES = {
    DENIED: {"not", "never", "denied", "denies", "deny", "denying", "no", "false"},
    THREATENED: {"threatened", "threatens", "threaten", "threatening", "unless", "ultimatum"},
    FORECAST: {
        "may",
        "might",
        "could",
        "would",
        "likely",
        "expected",
        "expects",
        "predicts",
        "predicted",
        "if",
        "possible",
        "fears",
        "risk",
        "can",
    },
    PLANNED: {
        *(
            "will",
            "shall",
            "plans",
            "plan",
            "planned",
            "planning",
            "intends",
            "scheduled",
            "due",
            "prepares",
            "preparing",
            "prepared",
        ),
        *("vowed", "pledged", "promised", "ready", "agreed", "decided", "ordered", "wants", "offered", "about", "set"),
    },
}
"""Words that say of an act that it has not (yet) happened; the first status that has a cue wins."""
SPEAKING_ACTS = {"REQUEST", "ACCUSE", "REJECT", "SUPPORT", "AGREE", "THREATEN"}
"""Types that are done by saying so: "will demand" is planned, "demanded" has happened whatever it asks for."""
AT = {"in", "at", "near", "off", "around", "over", "outside", "inside"}
NO_PLACES = {
    *(
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "english", "parliament"),
}
LONGEST_PLACE = 5


def status_of(words: Sequence[Word], roles: Roles, kind: str) -> str:
    """Whether the act happened, is planned, threatened, denied (said not to be so) or forecast.

    Args:
        words: the cut sentence.
        roles: the verb around which the actors stand.
        kind: PLOVER type.

    Returns:
        One of `STATUSES`.

    Assumes: the cue stands within `NEAR` words before the verb, in the same clause. Irony fools it.
    """
    act = roles.act
    if act is None:
        return HAPPENED
    near = _before(words, act.first)
    for status, cues in CUES.items():
        if any(key in cues for key in near):
            return status
    if kind == "THREATEN":
        return THREATENED
    verb = words[act.first].key
    return PLANNED if kind not in SPEAKING_ACTS and verb in CUES[PLANNED] else HAPPENED


def _before(words: Sequence[Word], at: int) -> list[str]:
    """The last `NEAR` words before a place, back to the last comma, brackets and quotation marks not counted."""
    near: list[str] = []
    while at > 0 and len(near) < NEAR and words[at - 1].key not in (",", ";", ":"):
        at -= 1
        if words[at].key[0].isalnum():
            near.append("not" if words[at].key.endswith("n't") else words[at].key)
    return near


def place_of(words: Sequence[Word], roles: Roles) -> tuple[int, int] | None:
    """Where it was, as the span of a name after a preposition of place; None where no name follows one.

    Args:
        words: the cut sentence.
        roles: the verb; places before it count only where none follows.

    Returns:
        Character offsets of the name within the sentence.
    """
    verb = roles.act.last if roles.act else 0
    found = [span for at in range(len(words)) if words[at].key in AT and (span := _name_after(words, at + 1))]
    later = [span for span in found if span[0] >= (words[verb - 1].end if verb else 0)]
    return next(iter(later or found), None)


def _name_after(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    if at < len(words) and words[at].key == "the":
        at += 1
    first = at
    while (
        at < len(words)
        and at - first < LONGEST_PLACE
        and words[at].text[0].isupper()
        and words[at].key not in NO_PLACES
    ):
        at += 1
    return (words[first].start, words[at - 1].end) if at > first else None
