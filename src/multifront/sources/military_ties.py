"""Our own list of cited military ties and published counts of joint exercises -> observations. Reads no public file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from multifront.domain import UNKNOWN
from multifront.errors import EvidenceError
from multifront.sources.dates import first_public, published_by
from multifront.sources.harvest import Harvest
from multifront.sources.plain_rows import observation
from multifront.sources.reference_origins import Citation, origin_of
from multifront.sources.reliability import credibility, speaker_class
from multifront.sources.rows import EDITION_NOT_STATED, ObservationRow, OriginRecord

PARSER = "military_ties 1"
LIST = "military_ties.yaml"
FACT = ("pair", "tie", "held", "since", "says", "publisher", "title", "published", "link", "seen")
COUNT = ("pair", "id", "definition", "period", "low", "best", "high", "publisher", "title", "published", "link", "seen")
Entry = Mapping[str, Any]


@cache
def declared() -> dict[str, list[dict[str, Any]]]:
    """The entries of the list as written, in its order."""
    text = files("multifront.sources").joinpath(LIST).read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def harvest(mirror: Path) -> Harvest:
    """One observation a fact (one: the tie holds, zero: the source says that it does not) and one a count.

    Args:
        mirror: not read; the list stands in the package.

    Raises:
        EvidenceError: an entry lacks a field, its pair is not in order, or its dates are not.
    """
    entries = declared()
    rows = [fact(entry) for entry in entries["facts"]] + [count(entry) for entry in entries["counts"]]
    cited = {record.origin.id: record for entry in _all(entries) for record in [source(entry)]}
    return Harvest(PARSER, {}, tuple(cited[name] for name in sorted(cited)), observations=tuple(rows))


def _all(entries: Mapping[str, list[dict[str, Any]]]) -> Iterator[Entry]:
    for section in ("facts", "counts"):
        yield from entries[section]


def source(entry: Entry) -> OriginRecord:
    """The origin that an entry cites; `unknown: ...` stays unknown.

    Args:
        entry: an entry of the list.
    """
    publisher, title, published, link = (
        "" if str(entry[name]).startswith(UNKNOWN) else str(entry[name])
        for name in ("publisher", "title", "published", "link")
    )
    return origin_of(Citation(publisher, title, published, link, _seen(entry)))


def _seen(entry: Entry) -> str:
    return "yes" if entry["seen"] in (True, "yes") else "secondary"


def fact(entry: Entry) -> ObservationRow:
    """A tie of a pair as one source shows it, from its beginning to the day on which the source says so.

    Args:
        entry: an entry with the fields of `FACT`, and perhaps `note`.

    Raises:
        EvidenceError: a field is missing, the pair is not in the order of the alphabet, or the tie begins after the
            day of the source.
    """
    pair = _pair(entry, FACT)
    cited = source(entry)
    said = published_by(str(entry["published"])) or EDITION_NOT_STATED
    if not isinstance(entry["held"], bool) or entry["since"] > said:
        raise EvidenceError(
            f"{LIST}: tie {entry['tie']!r} of {pair}: held {entry['held']!r}, since {entry['since']}, said {said}; "
            "valid: yes or no, and a beginning no later than the source; next: correct the entry"
        )
    return observation(
        cited,
        observation_id=f"tie:{pair[0]}-{pair[1]}:{entry['tie']}:{said}:{cited.origin.id[-8:]}",
        indicator="military_tie",
        actor=pair[0],
        partner=pair[1],
        period_start=entry["since"],
        period_end=said,
        period_label=f"{entry['since']} to {said}",
        best=float(entry["held"]),
        text=entry["says"],
        unit="holds (1) or not (0)",
        definition_id=entry["tie"],
        definition="a rung of the ladder of military ties, as one source shows it",
        **_common(entry, said),
    )


def count(entry: Entry) -> ObservationRow:
    """A published count of joint exercises with its own definition; a lower bound has no best value.

    Args:
        entry: an entry with the fields of `COUNT`, and perhaps `note`.

    Raises:
        EvidenceError: a field is missing, or the pair is not in the order of the alphabet.
    """
    pair = _pair(entry, COUNT)
    start, end = entry["period"]
    return observation(
        source(entry),
        observation_id=f"exercises:{pair[0]}-{pair[1]}:{entry['id']}",
        indicator="joint_exercises_stated",
        actor=pair[0],
        partner=pair[1],
        period_start=start,
        period_end=end,
        period_label=f"{start} to {end}",
        low=entry["low"],
        best=entry["best"],
        high=entry["high"],
        text="" if entry["best"] is not None else f"at least {entry['low']}",
        unit="exercises",
        definition_id=entry["id"],
        definition=entry["definition"],
        **_common(entry, first_public(end, str(entry["published"]))),
    )


def _pair(entry: Entry, wanted: tuple[str, ...]) -> tuple[str, str]:
    missing = [name for name in wanted if name not in entry]
    pair = list(entry.get("pair") or [])
    if missing or len(pair) != 2 or pair != sorted(pair):
        raise EvidenceError(
            f"{LIST}: entry {dict(entry)!r}: lacks {missing}, pair {pair}; valid: {', '.join(wanted)}, two codes "
            "in the order of the alphabet; next: correct the entry"
        )
    return pair[0], pair[1]


def _common(entry: Entry, public: date) -> dict[str, Any]:
    note = str(entry.get("note", ""))
    kind = speaker_class(entry["publisher"], _seen(entry), str(entry["link"]))
    return {
        "seen": _seen(entry),
        "credibility": credibility(_seen(entry), note, kind),
        "note": note,
        "public_from": public,
    }
