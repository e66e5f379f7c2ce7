"""What a draft's words give of the parameters of its kind, and what is missing. Plain data; fills nothing from
evidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from multifront.reading.actors import GROUPS, find_actors
from multifront.reading.days import DaySpan
from multifront.reading.draft_cues import ACTIVITY, WAR_YEARS

Given = tuple[dict[str, object], tuple[str, ...]]


def parameters_of(kind: str, content: str, actors: tuple[str, ...], direction: str, days: Sequence[DaySpan]) -> Given:
    """Parameters of a kind as the text gives them, and the names of those that it does not give.

    Args:
        kind: a kind of the claim language.
        content: the words of the claim.
        actors: codes of the states and groups that it names.
        direction: what its cue says: up, down, closer, apart.
        days: dates of the sentence.
    """
    states = tuple(code for code in actors if code not in GROUPS)
    given, needs = GIVERS[kind](content, states, direction)
    if (since := year_since(content, days)) is not None:
        given["since"] = since
    elif kind in ("alignment_change", "division"):
        needs = (*needs, "since")
    return given, needs


def activity_of(content: str) -> str:
    """What is counted in a content, by the names of `ACTIVITY`; empty where nothing is."""
    return next((name for name, words in ACTIVITY.items() if re.search(rf"\b(?:{words})(?!\w)", content, re.I)), "")


def year_since(content: str, days: Sequence[DaySpan]) -> int | None:
    """The year since which something changed, as the text says it: "since 2022", or a war by its name."""
    for pattern, year in WAR_YEARS:
        if pattern.search(content):
            return year
    first = days[0].first if days and re.search(r"\b(?:since|after)\b", content, re.I) else None
    return first.year if first else None


def _rate(content: str, states: tuple[str, ...], direction: str) -> Given:
    activity = activity_of(content)
    given: dict[str, object] = {"actors": list(states), "direction": direction, "activity": activity}
    given["joint"] = bool(re.search(r"\bjoint(?:ly)?\b|\btogether\b", content, re.I))
    return given, ("stream",)


def _pair(content: str, states: tuple[str, ...], direction: str) -> Given:
    joined = _joined(content)
    pair = joined if set(joined) <= set(states) and joined else list(states[:2])
    given: dict[str, object] = {"pair": pair} if len(pair) == 2 else {}
    if direction:
        given["direction"] = direction
    return given, () if given.get("pair") else ("pair",)


def _joined(content: str) -> list[str]:
    """The two states that stand side by side ("China and Russia", "Sino-Russian"), but for the sides of a war; else
    none.
    """
    named = find_actors(content)
    for one, other in pairwise(named):
        between = content[one.end : other.start]
        warring = re.search(
            r"\b(?:war|conflict|fighting)\b(?: situation)? between (?:the )?$", content[: one.start], re.I
        )
        if (
            re.fullmatch(r"(?:[-–]| and (?:the )?)", between)
            and not warring
            and one.code != other.code
            and not {one.code, other.code} & GROUPS
        ):
            return [one.code, other.code]
    return []


def _depends(content: str, states: tuple[str, ...], direction: str) -> Given:
    """Who depends on whom: "X depends on Y", "Y has become X's hinterland"."""
    cue = re.search(r"\b(?:dependen\w+|depend\w*|rel(?:y|ies|ied|ying|ian\w+))\b", content, re.I)
    named = [m for m in find_actors(content) if m.code not in GROUPS]
    pair = list(states[:2])
    if cue:
        before = [m.code for m in named if m.end <= cue.start()]
        after = [m.code for m in named if m.start >= cue.end() and m.code not in before[-1:]]
        pair = [before[-1], after[0]] if before and after else pair
    elif re.search(r"\b(?:hinterland|lifeline|partner|supplier|vassal|client)\b", content, re.I) and len(states) >= 2:
        pair = [states[1], states[0]] if not re.search(r"\b(?:vassal|client)\b", content, re.I) else pair
    return ({"pair": pair}, ("components",)) if len(pair) == 2 else ({}, ("pair", "components"))


def _coincides(content: str, states: tuple[str, ...], direction: str) -> Given:
    """Who follows whom: after "in response to" and its like the second; else the order in which they are named."""
    if len(states) < 2:
        return {}, ("follower", "leader")
    activity = activity_of(content)
    given: dict[str, object] = {"follower": states[0], "leader": states[1], "activity": activity}
    given["joint"] = bool(re.search(r"\bjoint(?:ly)?\b", content, re.I))
    return given, ("follower stream", "leader stream")


def _members(content: str, states: tuple[str, ...], direction: str) -> Given:
    against = {m.code for m in find_actors(content) if re.search(r"\bagainst (?:the )?$", content[: m.start], re.I)}
    members = [code for code in states if code not in against]
    given: dict[str, object] = {"members": members}
    return given, () if len(members) >= 3 else ("three members or more",)


def _several(content: str, states: tuple[str, ...], direction: str) -> Given:
    return {"actors": list(states)}, () if len(states) >= 2 else ("actors",)


def _opportunist(content: str, states: tuple[str, ...], direction: str) -> Given:
    activity = activity_of(content)
    return {"actors": list(states), "activity": activity}, ("stream", "exposure")


def _scenario(content: str, states: tuple[str, ...], direction: str) -> Given:
    goods = re.search(r"\b(?:energy|oil|crude|fuel|gas|food|grain)\b", content, re.I)
    given: dict[str, object] = {"actors": list(states)}
    if goods:
        given["channel"] = "logistics"
    helped = re.search(r"\b(?:to|for|helping|help) (?:the )?(?=[A-Z])", content)
    named = [m for m in find_actors(content, helped.end() if helped else 0) if m.code not in GROUPS]
    if helped and named and named[0].start - helped.end() < 3:
        given["side"] = named[0].code
        others = [code for code in states if code != named[0].code]
        if others:
            given["helper"] = others[0]
    return given, ("scenario",) if goods else ("scenario", "channel")


def _divided(content: str, states: tuple[str, ...], direction: str) -> Given:
    return {"actors": list(states)}, ()


def _reaches(content: str, states: tuple[str, ...], direction: str) -> Given:
    given: dict[str, object] = {"actor": states[0]} if states else {}
    if re.search(r"\bSoviet Union\b", content):
        others = [
            m.code
            for m in find_actors(content)
            if content[m.start : m.end] != "Soviet Union" and m.code not in ("RUS", "USA")
        ]
        given = {"actor": others[0] if others else "CHN", "other": "RUS", "soviet": True}
    return given, () if given.get("other") else ("other",)


GIVERS: dict[str, Callable[[str, tuple[str, ...], str], Given]] = {
    "rate_change": _rate,
    "coincidence": _coincides,
    "simultaneity": _several,
    "opportunism": _opportunist,
    "scenario_difference": _scenario,
    "dependence": _depends,
    "ladder": _pair,
    "axis": _members,
    "division": _divided,
    "reach": _reaches,
    "alignment_change": _pair,
}
