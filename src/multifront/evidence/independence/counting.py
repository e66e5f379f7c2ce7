"""How many independent origins stand behind something: each first speaker once, with bounds. Reads no table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from multifront.domain import UNKNOWN, Independence, Origin, OriginGroup
from multifront.evidence.independence.chains import Chain, chains_of_origin
from multifront.evidence.independence.clustering import near_duplicates
from multifront.evidence.independence.reports import TEXTS, Report

SHORTEST_TITLE = 4
"""Words that a title needs to be compared; shorter ones are alike by chance."""

TITLES = replace(TEXTS, threshold=0.6, days=1)
"""Stricter than for reports: a title that a list gives may be the lister's own words."""

Key = tuple[bool, str]
"""Whether the first speaker is known, and its name; of an unknown one, the carrier's."""

Found = dict[Key, dict[str, list[str]]]
"""By key: the origins, and for each the reasons."""


def count_independent(origins: Iterable[Origin], credibility: Iterable[int | None] = ()) -> Independence:
    """How many independent origins these are: those that go back to one first speaker count once.

    Of origins whose first speaker is unknown, each carrier may be a copy of any other: none of them is counted in
    `low` (one is, where nobody is known), each carrier once in `high`. An origin of unknown primary with the title of
    another one, both dated to the day and a day apart at most, is its copy. An origin that names two speakers side by
    side counts for both.

    Args:
        origins: in any order; repetitions count once.
        credibility: of the rows that rest on them, 1 to 6, None where not judged.

    Returns:
        Bounds, groups (known ones first), the letters of all origins and the best credibility; 0 and 0 for no origin.

    Raises:
        nothing: an origin that says nothing about itself is one of unknown primary.
    """
    each = {origin.id: origin for origin in sorted(origins, key=lambda one: one.id)}
    found: Found = defaultdict(lambda: defaultdict(list))
    for origin in each.values():
        for chain in chains_of_origin(origin):
            key = _key(origin, chain)
            if (reason := _reason(chain)) not in found[key][origin.id]:
                found[key][origin.id].append(reason)
    _join_by_title(found, each)
    groups = [
        _group(key, members) for key, members in sorted(found.items(), key=lambda item: (not item[0][0], item[0][1]))
    ]
    known, unknown = sum(one.known for one in groups), sum(not one.known for one in groups)
    rated = [value for value in credibility if value is not None]
    letters = tuple(sorted(origin.reliability for origin in each.values()))
    return Independence(max(known, min(unknown, 1)), known + unknown, tuple(groups), letters, min(rated, default=None))


def _key(origin: Origin, chain: Chain) -> Key:
    if chain.first:
        return True, chain.first.group
    if chain.through:
        return False, chain.through[0].casefold()
    return False, f"lost source: {origin.title}, {origin.published}, {origin.link}"


def _reason(chain: Chain) -> str:
    if chain.first is None:
        return chain.why
    carried = f", through {' and '.join(chain.through)}" if chain.through else ""
    return f"{chain.first.name} spoke first{carried} ({chain.why})"


def _group(key: Key, members: Mapping[str, Sequence[str]]) -> OriginGroup:
    reasons = tuple(dict.fromkeys(reason for texts in members.values() for reason in texts))
    return OriginGroup(key[1], tuple(members), key[0], reasons)


def _join_by_title(found: Found, origins: Mapping[str, Origin]) -> None:
    """Move origins of unknown primary to the group of an origin that had the same title on the same or next day."""
    titled = [_titled(origin) for origin in origins.values() if len(origin.title.split()) >= SHORTEST_TITLE]
    for cluster in near_duplicates([one for one in titled if one.text and one.first], TITLES):
        keys = sorted(key for key in found if set(found[key]) & set(cluster.ids))
        known = [key for key in keys if key[0]]
        home = known[0] if known else keys[0]
        for key in keys:
            if key[0] or key == home:
                continue
            for name in set(found[key]) & set(cluster.ids):
                found[home][name] += [*found[key].pop(name), f"same title as {cluster.representative} within a day"]
            if not found[key]:
                del found[key]


def _titled(origin: Origin) -> Report:
    """The title with its day; no day where only a month or year is known."""
    text = "" if origin.title.startswith(UNKNOWN) else origin.title
    try:
        day = date.fromisoformat(origin.published)
    except ValueError:
        day = None
    return Report(origin.id, text, day, day, reliability=origin.reliability)
