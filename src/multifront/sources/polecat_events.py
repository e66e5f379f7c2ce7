"""POLECAT event files (tab-separated, with a header) -> events. Written from the published format: no file at hand.

Format as in the Dataverse files of POLECAT (columns `Event ID` to `Version`). Some published files have further empty
columns; these are read, other further columns are not used.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from multifront.domain import Origin
from multifront.domain.origin import NO_TIMING
from multifront.sources import feed_states
from multifront.sources.feed_lines import prepare
from multifront.sources.feed_query import REFUSAL, Layout, feed, header_fields
from multifront.sources.harvest import Bulk
from multifront.sources.icews_events import DATED, DAY
from multifront.sources.relations import literal
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord

PARSER = "polecat_events 1"
PLACE = "data/polecat/"
"""Where the files stand in a mirror."""
COLUMNS = {
    "id": "Event ID",
    "day_text": "Event Date",
    "kind": "Event Type",
    "mode": "Event Mode",
    "scale": "Intensity",
    "contexts": "Contexts",
    "name1": "Actor Name",
    "state1": "Actor Country",
    "sector1": "Primary Actor Sector",
    "name2": "Recipient Name",
    "state2": "Recipient Country",
    "sector2": "Primary Recipient Sector",
    "place_name": "Placename",
    "country": "Country",
    "publisher": "Source",
    "published": "Publication Date",
}
PLOVER = (
    *(
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "COOPERATE",
        "AID",
        "CONCEDE",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
    ),
    *("PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT"),
)
STATEMENTS = ("AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN")
"""Types that are what somebody said; the others are what somebody did."""
NOTE = (
    "Written from the published format: no real file was at hand. Machine-coded (NGEC) from news in seven languages. "
    f"Intensity is POLECAT's own, on the scale of Goldstein, kept as given. {NO_TIMING}{REFUSAL}."
)


def origin(edition_date: date = EDITION_NOT_STATED) -> OriginRecord:
    """The record of the files.

    Args:
        edition_date: day of our copy.
    """
    return record(
        "secondary",
        Origin(
            id="polecat_events",
            producer="Scarborough, Bagozzi, Beger, Berrie, Halterman, Schrodt, Spivey (PITF)",
            title="POLECAT: Political Event Classification, Attributes, and Types",
            edition="Dataverse files as fetched; parser written from the published format",
            licence="CC0 1.0 (Dataverse)",
            link="https://doi.org/10.7910/DVN/AJGVIT",
            published="weekly",
            edition_date=edition_date,
            sha256="unknown: many files, see the inputs of the store",
            reliability="",
            read_at=PLACE,
            note=NOTE,
        ),
    )


def events(path: Path, work: Path, edition_date: date = EDITION_NOT_STATED) -> tuple[Bulk, ...]:
    """The events of one POLECAT file, or of a zip archive of such files.

    Args:
        path: the publisher's file, packed or not.
        work: folder for what has to be unpacked or rewritten.
        edition_date: day of our copy; later dates lie in the future and are set aside.

    Raises:
        EvidenceError: the file is missing or empty, its header lacks a column, or a refused archive.
    """
    source = origin(edition_date)
    return tuple(feed(ready, layout(ready), source, str(path)) for ready in prepare(path, work))


def layout(path: Path) -> Layout:
    """How the lines of a file are read, by its header.

    Args:
        path: a prepared file.

    Raises:
        EvidenceError: the header lacks a column.
    """
    header, places = header_fields(path, tuple(COLUMNS.values()), "POLECAT file")
    return Layout(
        name="polecat_events",
        widths=(max(places.values()),),
        fields={name: places[column] for name, column in COLUMNS.items()},
        derived={
            "day": DAY,
            "intensity": "try_cast(scale AS DOUBLE)",
            "posted": DAY.replace("day_text", "published"),
        },
        joins="",
        joined={},
        checks=CHECKS,
        columns=EVENT,
        header=header,
        more_empty=True,
    )


def _states(column: str) -> str:
    """The states of a cell with several codes, such as `CHN;RUS`, without regions, groups and what is unknown."""
    known = ", ".join(f"{literal(key)}: {literal(iso3)}" for key, iso3 in sorted(feed_states.keys("code").items()))
    each = f"[MAP {{{known}}}[trim(c)] FOR c IN string_split({column}, ';')]"
    return f"list_distinct(list_filter({each}, lambda c: c IS NOT NULL))"


_TYPES = ", ".join(map(literal, PLOVER))
_SAID = ", ".join(map(literal, STATEMENTS))
CHECKS = (
    ("Event ID is empty", "id <> ''"),
    *DATED,
    ("unknown PLOVER type", f"upper(kind) IN ({_TYPES})"),
    ("Intensity is not between -10 and 10", "scale IN ('', 'NA', 'None') OR abs(intensity) <= 10"),
    ("Publication Date is no date YYYY-MM-DD", "published = '' OR posted IS NOT NULL"),
    ("Actor or Recipient Country is a number: columns swapped?", "NOT regexp_matches(state1 || state2, '[0-9]')"),
)
EVENT = {
    "event_id": "'polecat:' || id",
    **{"date_start": "day", "date_end": "day", "plover_type": "upper(kind)"},
    "subtype": "'plover:' || lower(kind) || CASE WHEN mode IN ('', 'NA', 'None') THEN '' ELSE '-' || lower(mode) END",
    "occurred": f"CASE WHEN upper(kind) IN ({_SAID}) THEN 'statement' ELSE 'happened' END",
    **{"initiators": _states("state1"), "targets": _states("state2")},
    **{"magnitude": "intensity", "unit": "CASE WHEN intensity IS NULL THEN '' ELSE 'goldstein' END"},
    "place": "concat_ws(', ', nullif(nullif(place_name, 'None'), ''), nullif(nullif(country, 'None'), ''))",
    "headline": "concat(name1, ' > ', kind, ' > ', name2)",
    "note": (
        "concat('roles ', sector1, ' [', state1, '] > ', sector2, ' [', state2, ']; contexts ', contexts, '; ', "
        "publisher)"
    ),
    "public_from": "least(greatest(coalesce(posted, $edition), day), $edition)",
}
