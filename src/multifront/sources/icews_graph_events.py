"""Knowledge-graph samples made from ICEWS -> events. Not the files of Dataverse, for which see `icews_events`.

They hold no id, sector, country, place or Goldstein value: our id is a digest of the row, and a state is read only from
a name that is a state's or ends in one in brackets. The 2005-2015 files are samples: rates, not counts.
"""

from __future__ import annotations

from pathlib import Path

from multifront.domain import Origin
from multifront.domain.origin import NO_TIMING
from multifront.sources import cameo, feed_states
from multifront.sources.feed_query import REFUSAL, Layout, feed
from multifront.sources.files import SourceFile
from multifront.sources.harvest import Harvest
from multifront.sources.icews_events import DATED, DAY
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord

PARSER = "icews_graph_events 1"
FILES = (
    SourceFile(
        "data/icews_tkg_mmkb/icews_2014_test.txt", "50d53602409a3dbaca2f13d9c7e30bf7311d8c1868fac890dc0c2836118b4cb4"
    ),
    SourceFile(
        "data/icews_tkg_mmkb/icews_2014_valid.txt", "23dfa5cd6f3bb5421efcc30fc03bed0e8de4c2cf251d1765ff722d6f8b15dbe3"
    ),
    SourceFile(
        "data/icews_tkg_mmkb/icews_2005-2015_test.txt",
        "d034cd94ace08279639526cbe2ce34829562941ddd1301e6afa9e0ffa7a5b160",
    ),
    SourceFile(
        "data/icews_tkg_mmkb/icews_2005-2015_valid.txt",
        "404516f2da966c563ab6d81f1355ec5c67a9aa77c111bf712429e65136162b23",
    ),
)
NOTE = (
    "Splits made for testing link prediction: test and valid hold about a tenth of the graph each, so that counts "
    f"mean nothing and rates only within a file. Labels stand for CAMEO codes. {NO_TIMING}{REFUSAL}."
)


def origin() -> OriginRecord:
    """The record of the samples."""
    return record(
        "secondary",
        Origin(
            id="icews_graph",
            producer="García-Durán, Dumančić, Niepert (NEC Labs), from ICEWS",
            title="ICEWS 2014 and 2005-2015 as temporal knowledge graphs",
            edition="test and valid splits",
            licence="none stated by the copy",
            link="https://github.com/mniepert/mmkb",
            published="2018",
            edition_date=EDITION_NOT_STATED,
            sha256=FILES[0].sha256,
            reliability="",
            read_at="data/icews_tkg_mmkb/",
            note=NOTE,
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """The four splits in the mirror; a fact that stands in two of them has one id in each.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: a file is missing or changed.
    """
    source = origin()
    bulks = tuple(feed(file.verified(mirror).absolute(), layout(_split(file)), source, file.path) for file in FILES)
    return Harvest(PARSER, {file.path: file.sha256 for file in FILES}, (source,), bulk=bulks)


def _split(file: SourceFile) -> str:
    return Path(file.path).stem.removeprefix("icews_")


def layout(split: str) -> Layout:
    """How the lines of one split are read.

    Args:
        split: name of the split, part of the ids: the splits overlap.
    """
    names = feed_states.relation("name")
    return Layout(
        name="icews_graph",
        widths=(4,),
        fields={"name1": 1, "label": 2, "name2": 3, "day_text": 4},
        derived={"day": DAY, "label_key": "lower(label)"},
        joins=f"LEFT JOIN {cameo.relation('label')} AS act ON d.label_key = act.label_key",
        joined={"plover": "act.plover", "subtype": "act.subtype", "occurred": "act.occurred"},
        checks=(
            *DATED,
            ("the label is none of CAMEO's", "plover IS NOT NULL"),
            ("a name is empty", "name1 <> '' AND name2 <> ''"),
        ),
        columns={
            "event_id": f"'icews-graph:{split}:' || md5(concat_ws(chr(9), name1, label, name2, day_text))",
            **{"date_start": "day", "date_end": "day", "plover_type": "plover", "subtype": "subtype"},
            **{"initiators": "coalesce(initiators, [])", "targets": "coalesce(targets, [])"},
            "occurred": "occurred",
            "headline": "name1 || ' > ' || label || ' > ' || name2",
            "note": "'sample, split into train, valid and test: rates, not counts'",
        },
        states=(
            f"LEFT JOIN {names} AS s1 ON {_state('name1')} = s1.key "
            f"LEFT JOIN {names} AS s2 ON {_state('name2')} = s2.key"
        ),
        placed={"initiators": "s1.iso3", "targets": "s2.iso3"},
    )


def _state(name: str) -> str:
    return f"coalesce(nullif(regexp_extract(d.{name}, '\\(([^()]+)\\)$', 1), ''), d.{name})"
