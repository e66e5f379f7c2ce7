"""Parameters of drafted claims filled from the evidence at hand, or the reason why not. Judges nothing and writes
nothing.

Smallest effects of interest, windows and periods are fixed here by rule, before anything is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from multifront import claims
from multifront.evidence import EvidenceStore
from multifront.evidence.actors import actors
from multifront.reading import Draft
from multifront.reading.actors import GROUPS, actor_codes
from multifront.reading.draft_needs import activity_of
from multifront.reading.draft_periods import alternatives, comparison

STREAMS = {
    "pla_large_days": (("CHN",), ("incursions",)),
    "pla_named_exercises": (("CHN",), ("exercises",)),
    "prk_launch_days": (("PRK",), ("missile launches",)),
    "rus_missile_salvo_days": (("RUS",), ("missile attacks",)),
    "chn_rus_bomber_patrols": (("CHN", "RUS"), ("bomber patrols", "patrols")),
    "chn_rus_naval_patrols": (("CHN", "RUS"), ("naval patrols",)),
    "chn_rus_leader_meetings": (("CHN", "RUS"), ("meetings",)),
    "jpn_listed_flights_chn": (("CHN",), ()),
    "jpn_listed_flights_rus": (("RUS",), ()),
    "prk_missile_launches": (("PRK",), ()),
}
"""Shipped streams, whose acts they hold, and what these are; a stream without activities is never drafted alone."""

AGAINST = {
    "pla_large_days": ("TWN",),
    "pla_named_exercises": ("TWN",),
    "prk_launch_days": ("KOR", "JPN", "USA"),
    "rus_missile_salvo_days": ("UKR",),
}
"""Whom the acts of a shipped stream of one actor concern: a claim that names others and none of these is about other
acts, such as incursions at another border.
"""
ONLOOKERS = frozenset(("USA", "RUS", "UKR", "IRN", "ISR"))
"""Where attention is, in claims that somebody acts while it is elsewhere."""

BLOCKADE = {"scenario": "taiwan-blockade", "side": "china", "channel": "logistics"}
REFERENCES: tuple[dict[str, Any], ...] = (
    {"pair": ["KOR", "USA"], "names": ["US", "S. Korea"], "alliance": True},
    {"pair": ["JPN", "USA"], "names": ["US", "Japan"], "alliance": True},
    {"pair": ["GBR", "USA"], "names": ["US", "UK"], "alliance": True},
    {"pair": ["BLR", "RUS"], "names": ["Russia", "Belarus"], "alliance": True},
    {"pair": ["IND", "RUS"], "names": ["Russia", "India"], "alliance": False},
)
AREAS = (
    ("americas", "the Americas"),
    ("europe", "Europe"),
    ("africa", "Africa south of the Sahara"),
    ("middle_east", "North Africa and the Middle East"),
    ("asia_and_oceania", "Asia and Oceania"),
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What filling a draft may use: the evidence, the day of the document, and the streams with their frames."""

    evidence: EvidenceStore
    day: date | None
    streams: Sequence[dict[str, Any]]


Filled = tuple[dict[str, Any] | None, str]
"""Parameters, or None and the reason."""


def fill(draft: Draft, setting: Setting) -> Filled:
    """Parameters of a draft's kind as `claims check` takes them, or None and what is needed."""
    filler = FILLERS.get(draft.kind)
    if filler is None:
        return None, f"needs parameters of the kind {draft.kind}: {', '.join(draft.needs) or 'all'}"
    return filler(draft, setting)


def stream_of(states: frozenset[str], activity: str, setting: Setting) -> str:
    """The declared stream of exactly these actors and this activity, whose frame allows tests; empty where there is
    none.
    """
    for row in setting.streams:
        name = str(row["stream"])
        whose, activities = STREAMS.get(name, (actor_codes(row["title"]), (activity_of(row["title"]),)))
        if not row["refusal"] and frozenset(whose) == states and activity and activity in activities:
            return name
    return ""


def _concerns(stream: str, states: frozenset[str]) -> bool:
    """Whether a claim about these states can be about the acts of a stream: it names nobody else, or whom they concern.

    A list of one actor's acts at one place says nothing of its acts at another.
    """
    whose, against = STREAMS.get(stream, ((), ()))[0], AGAINST.get(stream, ())
    others = states - set(whose)
    return not against or not others or bool(others & set(against))


def shown(code: str) -> str:
    """The name of an actor for readers."""
    return actors()[code].name if code in actors() else code


def _states(draft: Draft) -> tuple[str, ...]:
    return tuple(code for code in draft.actors if code not in GROUPS and code in actors())


def _names(codes: Sequence[str]) -> list[str]:
    return [shown(code) for code in codes]


def _pair(draft: Draft) -> list[str]:
    given = draft.parameters.get("pair")
    return [code for code in given if code in actors()] if isinstance(given, list) else []


def _since(draft: Draft) -> int | None:
    given = draft.parameters.get("since")
    return given if isinstance(given, int) else None


def _rate_change(draft: Draft, setting: Setting) -> Filled:
    activity = str(draft.parameters.get("activity") or "")
    states = _states(draft)
    tried = [frozenset(states), *(frozenset([code]) for code in states)]
    found = (stream_of(some, activity, setting) for some in tried)
    name = next((one for one in found if one and _concerns(one, frozenset(states))), "")
    until = draft.said_on or setting.day
    if not name:
        whose = " and ".join(_names(states)) or "the actors"
        return (
            None,
            f"needs a declared stream of {activity or 'the acts that it counts'} by {whose}, kept in a constant way",
        )
    if until is None:
        return None, "needs the day on which it was said: give the day of the document"
    stream = setting.evidence.stream(name, until=until)
    days = sorted(day.astype("datetime64[D]").astype(object) for day in stream.days)
    periods = comparison(days[0], until, _since(draft)) if days else None
    if periods is None:
        return None, f"needs a longer stream: {name} is too short before {until} for two periods"
    return {
        "stream": name,
        "direction": draft.parameters["direction"],
        "smallest_effect_of_interest": 1.5,
        "until": until,
        "primary": periods,
        "alternatives": alternatives(days[0], until),
    }, ""


def _alignment_change(draft: Draft, setting: Setting) -> Filled:
    pair, since = _pair(draft), _since(draft)
    if len(pair) < 2 or since is None:
        return None, "needs two states, and the year since which they drew closer"
    component = {"first_year": 2005, "alternative_first_years": [1992, 2012]}
    ideal = {
        "name": "un_ideal_point_distance",
        "title": "Distance of UN ideal points",
        "source": "ideal_points",
        "closer": "down",
    }
    votes = {
        "name": "un_vote_kappa",
        "title": "Likeness of UN votes (kappa)",
        "source": "votes",
        "measure": "kappa",
        "closer": "up",
    }
    return {
        "pair": sorted(pair),
        "names": _names(sorted(pair)),
        "break_year": since,
        "components": [
            {**ideal, "unit": "points", "smallest_effect_of_interest": 0.2, **component},
            {**votes, "smallest_effect_of_interest": 0.1, **component},
        ],
    }, ""


def settled(draft: Draft) -> Draft:
    """The draft with the kind that fits what its text gives: no year of a break, or apart, is a drift over years."""
    breaks = draft.parameters.get("direction") != "apart" and _since(draft) is not None
    return draft if draft.kind != "alignment_change" or breaks else replace(draft, kind="drift")


def _drift(draft: Draft, setting: Setting) -> Filled:
    states = sorted(_pair(draft))
    if len(states) < 2:
        return None, "needs two states"
    if setting.day is None:
        return None, "needs the years of which it speaks: give the day of the document"
    last = setting.day.year - 1
    series = {"ideal_points": ("Distance of ideal points", "down", 0.02), "votes": ("Likeness of votes", "up", 0.01)}
    return {
        "states": states,
        "names": " and ".join(_names(states)),
        "direction": "apart" if draft.parameters.get("direction") == "apart" else "together",
        "years": {"first": last - 10, "last": last},
        "alternatives": [{"first": last - 15, "last": last}],
        "components": [
            {"name": name, "title": title, "source": name, "closer": closer, "smallest_effect_of_interest": effect}
            | ({"unit": "scale points"} if name == "ideal_points" else {})
            for name, (title, closer, effect) in series.items()
        ],
    }, ""


def _axis(draft: Draft, setting: Setting) -> Filled:
    given = draft.parameters.get("members")
    members = [code for code in given if code in actors()] if isinstance(given, list) else []
    if len(members) < 3:
        return None, f"needs three members or more; the text names {', '.join(_names(members)) or 'none'}"
    if setting.day is None:
        return None, "needs the year of which it speaks: give the day of the document"
    year = setting.day.year
    return {"members": members, "names": _names(members), "year": year, "smallest_effect_of_interest": 0.2}, ""


def _ladder(draft: Draft, setting: Setting) -> Filled:
    pair = sorted(_pair(draft))
    if len(pair) < 2:
        return None, "needs two states"
    references = [row for row in REFERENCES if row["pair"] != pair]
    needs = {"needs": ["headquarters", "combined_command"], "in_part": ["exercise_command"]}
    return {"pair": pair, "names": _names(pair), **needs, "references": references}, ""


def _division(draft: Draft, setting: Setting) -> Filled:
    since = _since(draft)
    if since is None:
        return None, "needs the year since which the world divides"
    return {
        "break_year": since,
        "first_year": 2000,
        "alternative_first_years": [1991, 2005],
        "smallest_effect_of_interest": 0.02,
    }, ""


def _reach(draft: Draft, setting: Setting) -> Filled:
    actor, other = draft.parameters.get("actor"), draft.parameters.get("other")
    if not draft.parameters.get("soviet") or actor not in actors() or setting.day is None:
        return None, "needs the state that it is compared with, and the years of that state's peak"
    return {
        "actor": actor,
        "other": other,
        "names": [shown(str(actor)), "the Soviet Union"],
        "other_period": {"start": date(1948, 1, 1), "end": date(1991, 12, 31)},
        "year": setting.day.year,
        "definition_id": "cow_pairs",
        "smallest_ratio_of_interest": 2,
        "smallest_share_of_area": 0.1,
        "areas": [{"area": area, "title": title} for area, title in AREAS],
    }, ""


def _coincidence(draft: Draft, setting: Setting) -> Filled:
    one, other = str(draft.parameters.get("follower", "")), str(draft.parameters.get("leader", ""))
    if {one, other} != {"CHN", "RUS"} and not _own_streams(one, other, setting):
        return (
            None,
            f"needs a declared stream of separate acts of {shown(one)} and one of {shown(other)}, each kept in a "
            f"constant way",
        )
    pair = _own_streams(one, other, setting) or ("jpn_listed_flights_rus", "jpn_listed_flights_chn")
    known = {str(row["stream"]) for row in setting.streams if not row["refusal"]}
    if not known.issuperset(pair):
        return None, "needs streams of separate acts of both, each kept in a constant way"
    joint = stream_of(frozenset((one, other)), str(draft.parameters.get("activity") or "bomber patrols"), setting)
    given: dict[str, Any] = {
        "follower": pair[0],
        "leader": pair[1],
        "windows_days": [3, 7, 14],
        "primary_window_days": 7,
    }
    given |= {"smallest_effect_of_interest": 0.3, "shortest_span_days": 730}
    return given | ({"joint_stream": joint} if joint else {}), ""


def _own_streams(one: str, other: str, setting: Setting) -> tuple[str, str] | None:
    """A stream of each actor alone, for pairs other than China and Russia, whose flights are listed side by side."""
    found = [_single_stream(code, setting) for code in (one, other)]
    if {one, other} == {"CHN", "RUS"} or not all(found):
        return None
    return found[0], found[1]


def _single_stream(code: str, setting: Setting) -> str:
    allowed = {str(row["stream"]) for row in setting.streams if not row["refusal"] and not row["joint"]}
    return next((name for name, (whose, what) in STREAMS.items() if whose == (code,) and what and name in allowed), "")


def _simultaneity(draft: Draft, setting: Setting) -> Filled:
    states = _states(draft)
    rows: list[dict[str, str]] = []
    for code in states:
        name = _single_stream(code, setting)
        without = "no list of its acts that was kept in a constant way is in the evidence"
        rows.append({"name": shown(code), "stream": name} if name else {"name": shown(code), "without": without})
    counted = sum("stream" in row for row in rows)
    if counted < 2:
        return None, f"needs declared streams of two of its actors at least; there are {counted}"
    least = min(3, counted)
    windows = {"window_days": 7, "windows_days": [3, 14, 30]}
    return {
        "actors": rows,
        "at_least": least,
        **windows,
        "smallest_episodes_of_interest": 8,
        "fewest_actors": least,
    }, ""


def _opportunism(draft: Draft, setting: Setting) -> Filled:
    activity = str(draft.parameters.get("activity") or "")
    states = frozenset(_states(draft))
    streams = {stream_of(frozenset([code]), activity, setting) for code in states} - {""}
    streams = {name for name in streams if _concerns(name, states) or _concerns(name, states - ONLOOKERS)}
    for given in _shipped("opportunism"):
        if given["stream"] in streams:
            return given, ""
    return (
        None,
        "needs a declared stream of the actor's acts, and days on which attention was elsewhere, kept in a constant "
        "way",
    )


def _dependence(draft: Draft, setting: Setting) -> Filled:
    pair = _pair(draft)
    for given in _shipped("dependence"):
        if given["pair"] == pair:
            return given, ""
    whose = f" of {shown(pair[0])} on {shown(pair[1])}" if len(pair) == 2 else ""
    return None, f"needs two shares{whose} at least, each under one definition, with a period before and one after"


@cache
def _shipped(kind: str) -> tuple[dict[str, Any], ...]:
    """Parameters of the shipped claims of a kind: series that were found and checked for the same question."""
    loaded = (claim for name in claims.language.shipped_assessments() for claim in claims.load(name).claims)
    return tuple(
        claim.parameters.model_dump(mode="json", exclude_defaults=True) for claim in loaded if claim.entry.kind == kind
    )


def _scenario_difference(draft: Draft, setting: Setting) -> Filled:
    helped, helper = draft.parameters.get("side"), draft.parameters.get("helper")
    if helped != "CHN" or helper != "RUS" or draft.parameters.get("channel") != "logistics":
        return (
            None,
            "needs a scenario with that side and that channel of help; crude oil for China from Russia is what there "
            "is",
        )
    horizon = {"horizon_days": 365, "smallest_effect_of_interest": 0.10, "share_of_draws": 0.8}
    return {**BLOCKADE, "measure": "endurance", **horizon}, ""


FILLERS: dict[str, Callable[[Draft, Setting], Filled]] = {
    "rate_change": _rate_change,
    "alignment_change": _alignment_change,
    "drift": _drift,
    "axis": _axis,
    "ladder": _ladder,
    "division": _division,
    "reach": _reach,
    "coincidence": _coincidence,
    "simultaneity": _simultaneity,
    "opportunism": _opportunism,
    "dependence": _dependence,
    "scenario_difference": _scenario_difference,
}
