"""Who does it to whom: the verb of the act, then sides by order, voice and prepositions. No parse, no type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from multifront.reading.coder_actors import Mention
from multifront.reading.coder_verbs import Act
from multifront.reading.codes import type_of
from multifront.reading.words import Word

SPEAKING = {"explain_verbal", "write", "quote", "announce"}
"""Blocks of verbs that say who speaks, not what is done."""
SAYERS = {"said", "says", "told", "reported", "announced", "reports", "according", "added", "confirmed"}
BE = {"was", "were", "is", "are", "been", "being", "be", "gets", "got"}
IRREGULAR = {
    "shot",
    "held",
    "hit",
    "struck",
    "cut",
    "hurt",
    "beaten",
    "taken",
    "given",
    "driven",
    "sent",
    "sunk",
    "blown",
    "met",
}
PLACES = {"in", "at", "near", "from", "off", "around", "inside", "outside", "throughout", "across", "over", "through"}
LINKS = PLACES | {
    "on",
    "of",
    "against",
    "with",
    "for",
    "to",
    "by",
    "between",
    "into",
    "about",
    "toward",
    "towards",
    "under",
}
JOINT = {"AGREE", "CONSULT", "COOPERATE", "SUPPORT"}
"""Types that two sides do together: whom the verb has after two of them is a party only where it is said to whom."""
ADDRESSED = {"with", "to", "for", "against", "by"}
LEAVING = {"resign", "resigns", "resigned", "resigning"}
"""Verbs of an act upon nobody."""
ETHNIC_GAP = 4
TO_ANOTHER = {"REQUEST", "ACCUSE", "THREATEN", "REJECT", "SUPPORT", "AGREE"}
"""Types in which who speaks is who acts, and whom it is said of is the target."""
SIDE = {
    "after",
    "following",
    "because",
    "since",
    "unless",
    "until",
    "before",
    "while",
    "when",
    "if",
    "but",
    "despite",
    "amid",
}
"""Words that open a side clause."""
JOINERS = {"and", ",", "&", "or", "the", "both"}


@dataclass(frozen=True, slots=True)
class Roles:
    """Sources and targets in order, and the act whose verb they stand around (None where no verb is known)."""

    sources: tuple[Mention, ...]
    targets: tuple[Mention, ...]
    act: Act | None


def trigger_of(acts: Sequence[Act], kind: str) -> Act | None:
    """The act that carries a type: the first that names it, else the first that is not mere speaking."""
    verbs = [act for act in acts if not act.noun] or list(acts)
    named = [act for act in verbs if type_of(act.code) == kind]
    doing = [act for act in verbs if act.block not in SPEAKING]
    # A pattern of two words or more is surer than a verb alone, wherever it stands.
    sure = [act for act in named if act.size > 1]
    return next(iter(sure or named or doing or verbs), None)


def find_roles(
    words: Sequence[Word], mentions: Sequence[Mention], acts: Sequence[Act], kind: str, all_actors: bool = False
) -> Roles:
    """Sources and targets of the act of a type in a sentence.

    Args:
        words: the cut sentence.
        mentions: its actors.
        acts: what its verbs name.
        kind: PLOVER type of the act.
        all_actors: let those take part whose state is not known, even where a state is named.

    Returns:
        Roles; a side is empty where the sentence names nobody for it.

    Assumes: subject before verb, object after, a passive marked by a form of "be"; X of a trailing "X said" does not
    act. Long relative clauses and pronouns fool it.
    """
    act = trigger_of(acts, kind)
    keys = [word.key for word in words]
    end = _attribution(keys, act.last if act else 0)
    known = _completed(_resident([one for one in mentions if one.first < end], keys))
    known = known if all_actors else [one for one in known if one.code] or known
    if not known:
        return Roles((), (), act)
    verb = act.first if act else known[0].last
    before = [one for one in known if one.last <= verb]
    after = [one for one in known if one.first >= verb]
    if act and keys[act.first] in LEAVING:
        after = []
    if act and _is_passive(keys, act):
        return _passive(keys, before, after, act)
    return _active(keys, before, after, act, kind)


def _active(keys: list[str], before: list[Mention], after: list[Mention], act: Act | None, kind: str) -> Roles:
    subjects = [one for one in before if one.first == 0 or keys[one.first - 1] not in LINKS] or before
    if not subjects:
        groups = _groups(after, keys)
        return Roles(groups[0], groups[1] if len(groups) > 1 else (), act)
    groups = _groups(before, keys)
    verb = act.last if act else 0
    spoken = kind in TO_ANOTHER or not act
    first = subjects[0] if spoken else _nearest(subjects, keys)
    sources = next(group for group in groups if first in group)
    if spoken and len(groups) > 1:
        later = [one for one in subjects if one.first > sources[-1].last and _differs(one, sources)]
        if later and _says_between(keys, sources[-1].last, later[0].first):
            return Roles(sources, next(group for group in _groups(later, keys) if later[0] in group), act)
    return Roles(
        sources, _target(_addressed(_in_clause(after, verb, keys), sources, keys, kind), before, sources, keys), act
    )


def _addressed(after: list[Mention], sources: Sequence[Mention], keys: list[str], kind: str) -> list[Mention]:
    """Of those named after a joint act of two states, those to whom or with whom it is said to be done."""
    if kind not in JOINT or len({one.code for one in sources if one.code}) < 2:
        return after
    return [one for one in after if any(key in ADDRESSED for key in keys[max(0, one.first - 2) : one.first])]


def _in_clause(after: list[Mention], verb: int, keys: list[str]) -> list[Mention]:
    """Those named before a side clause begins; all where none is."""
    cut = next((at for at in range(verb, len(keys)) if keys[at] in SIDE), len(keys))
    return [one for one in after if one.first < cut] or after


def _nearest(subjects: list[Mention], keys: list[str]) -> Mention:
    """The first subject of the clause that follows the last word of speech before the verb."""
    said = [one for one in subjects if _says_between(keys, 0, one.first)]
    return said[0] if said else subjects[0]


def _target(
    after: list[Mention], before: list[Mention], sources: tuple[Mention, ...], keys: list[str]
) -> tuple[Mention, ...]:
    other = [one for one in after if _differs(one, sources)]
    direct = [one for one in other if keys[one.first - 1] not in PLACES and not _place_name(one, keys)]
    pool = (
        direct
        or other
        or [one for one in before if _differs(one, sources)]
        or [one for one in after if one not in sources]
    )
    if not pool:
        return ()
    group = next((group for group in _groups(after, keys) if pool[0] in group), (pool[0],))
    return tuple(one for one in group if _differs(one, sources)) or (pool[0],)


def _place_name(one: Mention, keys: list[str]) -> bool:
    return keys[one.first - 1] == "the" and one.first > 1 and keys[one.first - 2] in PLACES and not one.sector


def _passive(keys: list[str], before: list[Mention], after: list[Mention], act: Act) -> Roles:
    doers = [
        one
        for one in after
        if "by" in keys[act.last : one.first] and "by" in keys[max(act.last, one.first - 4) : one.first]
    ]
    subject = [one for one in before if one.first == 0 or keys[one.first - 1] not in LINKS] or before
    targets = next((group for group in _groups(before, keys) if subject and subject[0] in group), ())
    sources = next((group for group in _groups(after, keys) if doers and doers[0] in group), ())
    return Roles(sources, targets, act)


def _is_passive(keys: list[str], act: Act) -> bool:
    verb = keys[act.first]
    shaped = verb.endswith(("ed", "en")) or verb in IRREGULAR
    if keys[act.last : act.last + 1] == ["to"]:
        return False  # "is prepared to", "was expected to"
    return shaped and any(key in BE for key in keys[max(0, act.first - 2) : act.first])


def _says_between(keys: list[str], first: int, last: int) -> bool:
    return any(
        key in SAYERS or key in ("that", "must", "accused", "blamed", "demanded", "urged", "warned")
        for key in keys[first:last]
    )


def _attribution(keys: list[str], least: int) -> int:
    """Where a trailing ", X said ..." starts; the end of the sentence where there is none."""
    commas = [at for at, key in enumerate(keys) if key == "," and at >= least]
    for at in reversed(commas):
        if any(key in SAYERS for key in keys[at + 1 : at + 16]):
            return at
    return len(keys)


def _completed(known: list[Mention]) -> list[Mention]:
    """Roles without a state get the state of the sentence where it names exactly one."""
    states = {one.code for one in known if one.code}
    if len(states) != 1:
        return known
    (state,) = states
    return [one if one.code or one.sector in ("MED", "CVL") else replace(one, code=state) for one in known]


def _resident(known: Sequence[Mention], keys: list[str]) -> list[Mention]:
    """An ethnic group acts where it lives: "ethnic Albanians in Serbia" are of Serbia."""
    found: list[Mention] = []
    for one, home in zip_longest(known, known[1:]):
        gap = keys[one.last : home.first] if home else []
        ethnic = keys[max(0, one.first - 1)] == "ethnic" and len(gap) <= ETHNIC_GAP and bool({"in", "of"} & set(gap))
        found.append(replace(one, code=home.code) if ethnic and home and home.code else one)
    return found


def _groups(some: Sequence[Mention], keys: list[str]) -> list[tuple[Mention, ...]]:
    """Mentions joined by "and" or commas, together."""
    groups: list[list[Mention]] = []
    for one in some:
        gap = keys[groups[-1][-1].last : one.first] if groups else ["."]
        if gap and len(gap) <= 3 and all(key in JOINERS for key in gap) and gap != ["the"]:
            groups[-1].append(one)
        else:
            groups.append([one])
    return [tuple(group) for group in groups]


def _differs(one: Mention, others: Sequence[Mention]) -> bool:
    """Another state; of two without a state, another place in the sentence."""
    return all(one.code != other.code if one.code or other.code else one != other for other in others)
