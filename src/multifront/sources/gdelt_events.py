"""GDELT event files (1.0 of 57 or 58 columns, 2.0 of 61, reduced of 17) -> events. No mentions, no graph.

A 1.0 or 2.0 row is public the day after `DATEADDED`. Reduced rows count events without id and added day: their
id is a digest of the row, and they are public from the edition.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from multifront.domain import Origin
from multifront.domain.origin import NO_TIMING
from multifront.sources import cameo, feed_states
from multifront.sources.feed_lines import prepare
from multifront.sources.feed_query import REFUSAL, Layout, common_width, feed
from multifront.sources.files import SourceFile
from multifront.sources.harvest import Bulk, Harvest
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord

PARSER = "gdelt_events 2"
SAMPLE = SourceFile("data/gdelt_samples/events.csv", "cd8988c40cea029fb0fe19cb844985c5eef8df6aded0a008a79a5cab862fa2c9")
PLACES = ("data/gdelt/1.0/", "data/gdelt/2.0/")
"""Where the files of each version stand in a mirror."""

TITLES = {
    "gdelt_1": "GDELT 1.0 Event Database",
    "gdelt_2": "GDELT 2.0 Event Database",
    "gdelt_reduced": "GDELT 1.0 Event Database, reduced version 1979-2013",
}
NOTE = (
    "Machine-coded from news: duplicates, wrong actors and wrong dates are common. Goldstein values are kept as given; "
    f"they follow from the code. {NO_TIMING}{REFUSAL}."
)
LAG_BASIS = "GDELT posts a day's file the next morning; the day is DATEADDED, not that of the event"
ACTORS_57 = {
    **{"id": 1, "day_text": 2, "month_text": 3, "year_text": 4, "code1": 6, "name1": 7, "state1": 8},
    **{"code2": 16, "name2": 17, "state2": 18, "root": 29, "code": 27, "quad": 30, "scale": 31},
    **{"mentions": 32, "sources": 33},
}
FIELDS = {
    "gdelt_1": {**ACTORS_57, "place_name": 51, "added_text": 57, "url": 58},
    "gdelt_2": {**ACTORS_57, "place_name": 53, "added_text": 60, "url": 61},
    "gdelt_reduced": {
        **{"day_text": 1, "code1": 2, "code2": 3, "code": 4, "events": 5, "mentions": 6, "quad": 7, "scale": 8},
        **{f"place{number}": number + 8 for number in range(1, 10)},
    },
}
WIDTHS = {"gdelt_1": (57, 58), "gdelt_2": (61,), "gdelt_reduced": (17,)}
REDUCED_HEADER = "Date\tSource\tTarget\t"


def origin(kind: str = "gdelt_1", sha256: str = "", edition_date: date = EDITION_NOT_STATED) -> OriginRecord:
    """The record of one kind of file.

    Args:
        kind: a key of `TITLES`.
        sha256: checksum of the file where one file stands behind the origin; the sample has an id of its own, so that
            it can stand in a store beside whole files.
        edition_date: day of our copy.
    """
    return record(
        "secondary",
        Origin(
            id=f"{kind}_sample" if sha256 == SAMPLE.sha256 else kind,
            producer="The GDELT Project (Leetaru)",
            title=TITLES[kind],
            edition="files as fetched; each row says when it was added",
            licence="GDELT terms of use: free for any use with citation",
            link="https://www.gdeltproject.org/data.html",
            published="daily" if kind == "gdelt_1" else "every 15 minutes" if kind == "gdelt_2" else "2013",
            edition_date=edition_date,
            sha256=sha256 or "unknown: many files, see the inputs of the store",
            reliability="",
            read_at=SAMPLE.path if sha256 == SAMPLE.sha256 else PLACES[kind == "gdelt_2"],
            note=NOTE,
        ),
        None if kind == "gdelt_reduced" else 1,
        "" if kind == "gdelt_reduced" else LAG_BASIS,
    )


def harvest(mirror: Path) -> Harvest:
    """The sample of GDELT 1.0 rows in the mirror.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing or changed.
    """
    path = SAMPLE.verified(mirror)
    source = origin("gdelt_1", SAMPLE.sha256)
    bulks = (feed(path.absolute(), layout("gdelt_1"), source, SAMPLE.path),)
    return Harvest(PARSER, {SAMPLE.path: SAMPLE.sha256}, (source,), bulk=bulks)


def events(path: Path, work: Path, edition_date: date = EDITION_NOT_STATED) -> tuple[Bulk, ...]:
    """The events of one GDELT file of any layout, or of a zip archive of such files.

    Args:
        path: the publisher's file, packed or not.
        work: folder for what has to be unpacked or rewritten.
        edition_date: day of our copy; later dates lie in the future and are set aside.

    Raises:
        EvidenceError: the file is missing, empty, of no known layout, or a refused archive.
    """
    return tuple(_of_file(ready, path, edition_date) for ready in prepare(path, work))


def _of_file(ready: Path, given: Path, edition_date: date) -> Bulk:
    known = {width: kind for kind, widths in WIDTHS.items() for width in widths}
    kind = known[common_width(ready, tuple(known), "GDELT file")]
    return feed(ready, with_header(layout(kind), ready), origin(kind, edition_date=edition_date), str(given))


def with_header(plain: Layout, ready: Path) -> Layout:
    """The layout with the header line of a reduced file, which alone has one; other layouts as they are."""
    with ready.open(encoding="utf-8") as stream:
        first = stream.readline().rstrip("\n")
    return replace(plain, header=first) if first.startswith(REDUCED_HEADER) else plain


def layout(kind: str) -> Layout:
    """How lines of one kind of file are read.

    Args:
        kind: a key of `TITLES`.
    """
    reduced = kind == "gdelt_reduced"
    return Layout(
        name=kind,
        widths=WIDTHS[kind],
        fields=FIELDS[kind],
        derived=_derived(kind),
        joins=f"LEFT JOIN {cameo.relation()} AS act ON d.code = act.code",
        joined={"plover": "act.plover", "subtype": "act.subtype", "occurred": "act.occurred", "label": "act.label"},
        states=(
            f"LEFT JOIN {feed_states.relation('code')} AS s1 ON d.state1 = s1.key "
            f"LEFT JOIN {feed_states.relation('code')} AS s2 ON d.state2 = s2.key"
        ),
        placed={"initiators": "s1.iso3", "targets": "s2.iso3"},
        checks=_REDUCED_CHECKS if reduced else _CHECKS,
        columns=_REDUCED_COLUMNS if reduced else _COLUMNS,
    )


def _derived(kind: str) -> dict[str, str]:
    day = {
        "day": "CASE WHEN length(day_text) = 8 THEN try_strptime(day_text, '%Y%m%d')::DATE END",
        "goldstein": "try_cast(scale AS DOUBLE)",
    }
    if kind == "gdelt_reduced":
        return {**day, "state1": "left(code1, 3)", "state2": "left(code2, 3)"}
    form, length = ("%Y%m%d%H%M%S", 14) if kind == "gdelt_2" else ("%Y%m%d", 8)
    added = f"CASE WHEN length(added_text) = {length} THEN try_strptime(added_text, '{form}')::DATE END"
    return {**day, "added": added}


_DATES = (
    ("the event's date is no date YYYYMMDD", "day IS NOT NULL AND day >= DATE '1900-01-01'"),
    ("future date: the event lies after our copy", "day <= $edition"),
)
_ACT = (
    ("unknown CAMEO code", "plover IS NOT NULL"),
    ("QuadClass is not 1 to 4: columns swapped?", "quad IN ('1', '2', '3', '4')"),
    ("GoldsteinScale is not between -10 and 10", "scale = '' OR abs(goldstein) <= 10"),
)
_REDUCED_CHECKS = (
    *_DATES,
    *_ACT,
    ("NumEvents is no number", "try_cast(events AS INTEGER) > 0"),
)
_CHECKS = (
    ("GLOBALEVENTID is no number", "regexp_full_match(id, '[0-9]{1,18}')"),
    *_DATES,
    (
        "MonthYear or Year disagrees with the event's date: columns swapped?",
        "month_text = left(day_text, 6) AND year_text = left(day_text, 4)",
    ),
    ("DATEADDED is no date", "added IS NOT NULL"),
    ("future date: DATEADDED lies after our copy", "added <= $edition"),
    ("future date: the event lies after DATEADDED", "day <= added"),
    *_ACT,
    ("EventRootCode disagrees with EventCode: columns swapped?", "starts_with(code, root) AND root <> ''"),
    ("a country code has not three letters", "length(state1) IN (0, 3) AND length(state2) IN (0, 3)"),
)
_SHARED = {
    **{"date_start": "day", "date_end": "day", "plover_type": "plover", "subtype": "subtype"},
    **{"initiators": "coalesce(initiators, [])", "targets": "coalesce(targets, [])"},
    **{"magnitude": "goldstein", "unit": "CASE WHEN goldstein IS NULL THEN '' ELSE 'goldstein' END"},
    **{"occurred": "occurred"},
}
_COLUMNS = {
    **_SHARED,
    "event_id": "'gdelt:' || id",
    "place": "place_name",
    "headline": "concat(name1, ' > ', label, ' > ', name2)",
    "note": (
        "concat('actors ', code1, ' > ', code2, '; ', mentions, ' mentions in ', sources, ' sources; added ', "
        "added_text, CASE WHEN url IS NULL THEN '' ELSE '; ' END, url)"
    ),
    "public_from": "least(added + 1, $edition)",
}
_ROW = ", ".join(FIELDS["gdelt_reduced"])
_REDUCED_COLUMNS = {
    **_SHARED,
    "event_id": f"'gdelt:reduced:' || md5(concat_ws(chr(9), {_ROW}))",
    "headline": "concat(code1, ' > ', label, ' > ', code2)",
    "note": ("concat('actors ', code1, ' > ', code2, '; ', events, ' events in one row, ', mentions, ' articles')"),
}
