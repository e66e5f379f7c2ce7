"""ICEWS event files of Harvard Dataverse (20 columns with a header) -> events. No dictionaries, no stories.

An event id of ICEWS stands once a date, not once in all, so that our id holds both. The graph samples made from ICEWS
are read by `icews_graph_events`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from multifront.domain import Origin
from multifront.domain.origin import NO_TIMING
from multifront.sources import cameo, feed_states
from multifront.sources.feed_lines import prepare
from multifront.sources.feed_query import REFUSAL, Layout, feed, header_fields
from multifront.sources.files import SourceFile
from multifront.sources.harvest import Bulk, Harvest
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord

PARSER = "icews_events 2"
PLACE = "data/icews/"
"""Where the files stand in a mirror."""
SAMPLE = SourceFile(
    "data/icews_sample/events.2018.sample.tab", "5d63363827bc4e43e3ea3808427b8b42ea9dc230b9dbaa249286eb579b6408c8"
)
COLUMNS = {
    "id": "Event ID",
    "day_text": "Event Date",
    "name1": "Source Name",
    "sector1": "Source Sectors",
    "state1": "Source Country",
    "event_text": "Event Text",
    "code": "CAMEO Code",
    "scale": "Intensity",
    "name2": "Target Name",
    "sector2": "Target Sectors",
    "state2": "Target Country",
    "story": "Story ID",
    "sentence": "Sentence Number",
    "publisher": "Publisher",
    "city": "City",
    "country": "Country",
}
WIDTH = 20
NOTE = (
    "Machine-coded from news in many languages; a meeting is listed once a direction. Intensity is the Goldstein "
    f"value of the code, kept as given. Rows are public from our edition. {NO_TIMING}{REFUSAL}."
)


def origin(sha256: str = "", edition_date: date = EDITION_NOT_STATED) -> OriginRecord:
    """The record of the yearly files.

    Args:
        sha256: checksum of the file where one file stands behind the origin; the sample has an id of its own.
        edition_date: day of our copy.
    """
    sample = sha256 == SAMPLE.sha256
    return record(
        "secondary",
        Origin(
            id="icews_events_sample" if sample else "icews_events",
            producer="Boschee, Lautenschlager, O'Brien, Shellman, Starz, Ward (Lockheed Martin)",
            title="ICEWS Coded Event Data",
            edition="2018, sample of R package icews" if sample else "Dataverse files as fetched",
            licence="none stated by the copy (Dataverse terms: free for research with citation)",
            link="https://doi.org/10.7910/DVN/28075",
            published="2018" if sample else "by year",
            edition_date=edition_date,
            sha256=sha256 or "unknown: many files, see the inputs of the store",
            reliability="",
            read_at=SAMPLE.path if sample else PLACE,
            note=NOTE,
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """The sample of June 2018 in the mirror.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing or changed.
    """
    path = SAMPLE.verified(mirror).absolute()
    source = origin(SAMPLE.sha256)
    return Harvest(
        PARSER, {SAMPLE.path: SAMPLE.sha256}, (source,), bulk=(feed(path, layout(path), source, SAMPLE.path),)
    )


def events(path: Path, work: Path, edition_date: date = EDITION_NOT_STATED) -> tuple[Bulk, ...]:
    """The events of one ICEWS file, or of a zip archive of such files.

    Args:
        path: the publisher's file, packed or not.
        work: folder for what has to be unpacked or rewritten.
        edition_date: day of our copy; later dates lie in the future and are set aside.

    Raises:
        EvidenceError: the file is missing or empty, its header lacks a column, or a refused archive.
    """
    source = origin(edition_date=edition_date)
    return tuple(feed(ready, layout(ready), source, str(path)) for ready in prepare(path, work))


def layout(path: Path) -> Layout:
    """How the lines of a file are read, by its header.

    Args:
        path: a prepared file.

    Raises:
        EvidenceError: the header lacks a column.
    """
    header, places = header_fields(path, tuple(COLUMNS.values()), "ICEWS file")
    return Layout(
        name="icews_events",
        widths=(header.count("\t") + 1,),
        fields={name: places[column] for name, column in COLUMNS.items()},
        derived={"day": DAY, "goldstein": "try_cast(scale AS DOUBLE)"},
        joins=f"LEFT JOIN {cameo.relation()} AS act ON d.code = act.code",
        joined={"plover": "act.plover", "subtype": "act.subtype", "occurred": "act.occurred"},
        checks=CHECKS,
        columns=EVENT,
        states=(
            f"LEFT JOIN {feed_states.relation('name')} AS s1 ON d.state1 = s1.key "
            f"LEFT JOIN {feed_states.relation('name')} AS s2 ON d.state2 = s2.key"
        ),
        placed={"initiators": "s1.iso3", "targets": "s2.iso3"},
        header=header,
    )


DAY = "CASE WHEN length(day_text) = 10 THEN try_strptime(day_text, '%Y-%m-%d')::DATE END"
DATED = (
    ("Event Date is no date YYYY-MM-DD", "day IS NOT NULL AND day >= DATE '1900-01-01'"),
    ("future date: the event lies after our copy", "day <= $edition"),
)
CHECKS = (
    ("Event ID is no number", "regexp_full_match(id, '[0-9]{1,18}')"),
    *DATED,
    ("unknown CAMEO code", "plover IS NOT NULL"),
    ("Intensity is not between -10 and 10", "scale IN ('', 'NA') OR abs(goldstein) <= 10"),
    ("Source or Target Name is empty: columns swapped?", "name1 <> '' AND name2 <> ''"),
    ("Source or Target Country is a number: columns swapped?", "NOT regexp_matches(state1 || state2, '[0-9]')"),
)
EVENT = {
    "event_id": "'icews:' || id || ':' || day_text",
    **{"date_start": "day", "date_end": "day", "plover_type": "plover", "subtype": "subtype", "occurred": "occurred"},
    **{"initiators": "coalesce(initiators, [])", "targets": "coalesce(targets, [])"},
    **{"magnitude": "goldstein", "unit": "CASE WHEN goldstein IS NULL THEN '' ELSE 'goldstein' END"},
    "place": "concat_ws(', ', nullif(nullif(city, 'NA'), ''), nullif(nullif(country, 'NA'), ''))",
    "headline": "concat(name1, ' > ', event_text, ' > ', name2)",
    "note": (
        "concat('roles ', sector1, ' [', state1, '] > ', sector2, ' [', state2, ']; story ', story, "
        "' sentence ', sentence, '; ', publisher)"
    ),
}
