"""ACLED exports (comma-separated, with a header) -> events. Written from the published format: no file at hand.

ACLED is coded by people. An actor becomes a state only where its name says that it is a state's forces or government;
rebels, militias and civilians stay in the note. Magnitude is the deaths that were reported.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml

from multifront.domain import Origin
from multifront.sources import feed_states
from multifront.sources.feed_lines import prepare
from multifront.sources.feed_query import Layout, feed, header_fields
from multifront.sources.feed_tables import tabbed
from multifront.sources.harvest import Bulk
from multifront.sources.relations import literal
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord

PARSER = "acled_events 1"
PLACE = "data/acled/"
"""Where the files stand in a mirror."""
COLUMNS = {
    "id": "event_id_cnty",
    "day_text": "event_date",
    "year_text": "year",
    "precise": "time_precision",
    "kind": "event_type",
    "detail": "sub_event_type",
    "name1": "actor1",
    "with1": "assoc_actor_1",
    "name2": "actor2",
    "with2": "assoc_actor_2",
    "country": "country",
    "location": "location",
    "publisher": "source",
    "deaths": "fatalities",
}
REFUSAL = (
    "sources and countries were added over the years, so that counts grow with coverage; see ACLED's notes on coverage"
)
NOTE = (
    "Written from the published format: no real file was at hand. Rows are revised every week and can be withdrawn. "
    f"The terms forbid passing on the rows: ship aggregates. No timing test across starts of coverage: {REFUSAL}."
)


def origin(edition_date: date = EDITION_NOT_STATED) -> OriginRecord:
    """The record of an export.

    Args:
        edition_date: day of the export.
    """
    return record(
        "producer",
        Origin(
            id="acled_events",
            producer="ACLED (Raleigh, Kishi, Linke)",
            title="Armed Conflict Location & Event Data",
            edition="export as fetched; parser written from the published format",
            licence="ACLED terms of use: no redistribution of rows, attribution needed",
            link="https://acleddata.com/",
            published="weekly",
            edition_date=edition_date,
            sha256="unknown: many files, see the inputs of the store",
            reliability="",
            read_at=PLACE,
            note=NOTE,
        ),
    )


def events(path: Path, work: Path, edition_date: date = EDITION_NOT_STATED) -> tuple[Bulk, ...]:
    """The events of one ACLED export, or of a zip archive of exports.

    Args:
        path: the export, packed or not.
        work: folder for the tab-separated copy.
        edition_date: day of the export; later dates lie in the future and are set aside.

    Raises:
        EvidenceError: the file is missing or empty, its header lacks a column, or a refused archive.
    """
    source = origin(edition_date)
    ready = [tabbed(file, work) for file in prepare(path, work)]
    return tuple(feed(file, layout(file), source, str(path)) for file in ready)


def layout(path: Path) -> Layout:
    """How the lines of a tab-separated copy are read, by its header.

    Args:
        path: the copy.

    Raises:
        EvidenceError: the header lacks a column.
    """
    header, places = header_fields(path, tuple(COLUMNS.values()), "ACLED export")
    names = feed_states.relation("name")
    return Layout(
        name="acled_events",
        widths=(header.count("\t") + 1,),
        fields={name: places[column] for name, column in COLUMNS.items()},
        derived={"day": DAY, "killed": "try_cast(deaths AS DOUBLE)"},
        joins=(
            f"LEFT JOIN {_types()} AS t ON d.kind = t.kind "
            f"LEFT JOIN {_types()} AS x ON d.kind || '/' || d.detail = x.kind"
        ),
        joined={"plover": "coalesce(x.plover, t.plover)"},
        checks=CHECKS,
        columns=EVENT,
        states=(
            f"LEFT JOIN {names} AS s1 ON {_state('name1')} = s1.key "
            f"LEFT JOIN {names} AS s2 ON {_state('name2')} = s2.key"
        ),
        placed={"initiators": "s1.iso3", "targets": "s2.iso3"},
        header=header,
    )


@cache
def _types() -> str:
    """Event types, and event types with their sub-event, as a relation: kind, plover."""
    text = files("multifront.sources").joinpath("acled_types.yaml").read_text(encoding="utf-8")
    pairs = [
        (kind if detail == "default" else f"{kind}/{detail}", plover)
        for kind, details in yaml.safe_load(text).items()
        for detail, plover in details.items()
    ]
    rows = ", ".join(f"({literal(kind)}, {literal(plover)})" for kind, plover in pairs)
    return f"(SELECT * FROM (VALUES {rows}) AS v(kind, plover))"


def _state(name: str) -> str:
    """The state whose forces an actor is: 'Military Forces of Mali (2020-)' -> 'Mali'; empty where it is none."""
    return f"trim(regexp_extract(d.{name}, '^(?:Military|Police|Government|Security) Forces? of ([^(]+)', 1))"


DAY = "coalesce(try_strptime(day_text, '%Y-%m-%d'), try_strptime(day_text, '%d %B %Y'))::DATE"
CHECKS = (
    ("event_id_cnty is not letters and digits", "regexp_full_match(id, '[A-Z]{3}[0-9]+')"),
    ("event_date is no date", "day IS NOT NULL AND day >= DATE '1900-01-01'"),
    ("future date: the event lies after our copy", "day <= $edition"),
    ("year disagrees with event_date: columns swapped?", "year_text = year(day)::VARCHAR"),
    ("time_precision is not 1 to 3", "precise IN ('1', '2', '3')"),
    ("unknown event_type", "plover IS NOT NULL"),
    ("fatalities is no number", "deaths = '' OR regexp_full_match(deaths, '[0-9]{1,9}(\\.0+)?')"),
)
EVENT = {
    "event_id": "'acled:' || id",
    "date_start": "CASE precise WHEN '3' THEN date_trunc('month', day)::DATE WHEN '2' THEN day - 3 ELSE day END",
    "date_end": "CASE precise WHEN '3' THEN least(last_day(day), $edition) "
    "WHEN '2' THEN least(day + 3, $edition) ELSE day END",
    "date_precision": "CASE precise WHEN '3' THEN 'month' WHEN '2' THEN 'week' ELSE 'day' END",
    "plover_type": "plover",
    "subtype": "'acled:' || regexp_replace(lower(detail), '[^a-z0-9]+', '_', 'g')",
    **{"initiators": "coalesce(initiators, [])", "targets": "coalesce(targets, [])"},
    "place": "concat_ws(', ', nullif(location, ''), nullif(country, ''))",
    **{"magnitude": "killed", "unit": "CASE WHEN killed IS NULL THEN '' ELSE 'deaths' END"},
    "headline": "name1 || ' > ' || detail || ' > ' || name2",
    "note": "'with ' || with1 || ' > ' || with2 || '; ' || publisher",
    **{"weak": "false", "weak_reason": "''", "credibility": "3"},
}
