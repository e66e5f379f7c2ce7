"""Cited annual figures and scenario parameters -> observations. Conflicting rows stay apart; no unit is converted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from multifront.domain import UNKNOWN, Origin
from multifront.errors import EvidenceError, unknown_name
from multifront.sources.dates import Period, first_public, parse_period
from multifront.sources.files import RawRow, SourceFile
from multifront.sources.harvest import Harvest
from multifront.sources.reference_origins import LICENCE, PRIMARIES, Citation, origin_of
from multifront.sources.reliability import CONFLICT, credibility, record, speaker_class, weakness
from multifront.sources.rows import EDITION_NOT_STATED, ObservationRow, OriginRecord

PARSER = "reference_figures 1"
CITED = ("source_title", "source_publisher", "source_date", "source_address", "seen", "note")
ECONOMICS = SourceFile(
    "reference/economics.csv",
    "cc7d2376f86ab4622ab9474dfffdc1aa7ab43814e808a7c4cda62331f8d0d5f6",
    ("indicator", "actor_a", "actor_b", "period", "low", "best", "high", "unit", "definition", *CITED),
)
PARAMETERS = SourceFile(
    "reference/parameters.csv",
    "0fa31d312d9fb641b2eee48fdfb3eed010a584248791e988876eba11d0a15bdc",
    ("key", "group", "low", "best", "high", "unit", "as_of", "definition", *CITED),
)
CORE = SourceFile(
    "reference/parameters_core.csv",
    "f1801a730c308c3949147544732ebb7fc0cf036e50535c3aace58b6d59aa6771",
    ("key", "low", "central", "high", "unit", "as_of", "tag", "source"),
)
ACTORS = {
    **{"China": "CHN", "Russia": "RUS", "US": "USA", "North Korea": "PRK", "Iran": "IRN", "Germany": "DEU"},
    **{"Ukraine": "UKR", "Saudi Arabia": "SAU", "Malaysia": "MYS", "Brazil": "BRA", "Iraq": "IRQ", "Mexico": "MEX"},
    **{"UAE": "ARE", "Australia": "AUS", "Vietnam": "VNM", "Taiwan": "TWN", "India": "IND", "Venezuela": "VEN"},
    **{"Indonesia": "IDN", "Mongolia": "MNG", "Argentina": "ARG", "Hong Kong": "HKG"},
    **{"EU": "EU", "UN": "UN", "G7": "G7", "ASEAN": "ASEAN", "Europe": "europe", "all": "all", "bloc": "bloc"},
    **{"all donors": "all_donors", "Global South": "global_south", "aligned": "aligned", "": ""},
    **{"US+Europe": "USA+europe", "China+HK": "CHN+HKG", "other partners": "other_partners"},
}
"""Names of the list as ISO3 codes or named groups."""

BASES = (
    (r"\bGACC?\b|Chinese customs|China customs|^customs\b", "gacc"),
    (r"Russian[- ]customs|\bFTS\b|Federal Customs Service", "fts"),
    (r"\bEU-?28\b", "eurostat_eu28"),
    (r"Eurostat", "eurostat"),
    (r"Census", "us_census"),
    (r"\bUSITC\b", "usitc"),
    (r"\bUSTR\b", "ustr"),
    (r"\bITC\b", "itc"),
    (r"\bGTAIC\b", "gtaic"),
    (r"\bFvS\b", "fvs"),
    (r"Gaidar", "gaidar"),
    (r"\bSAFE\b", "safe"),
    (r"KOTRA", "kotra"),
    (r"OilX", "oilx"),
    (r"\bNEA\b", "nea"),
    (r"Castellum", "castellum"),
    (r"Estonian", "estonian_intelligence"),
    (r"\bBEA\b", "bea"),
    (r"Kpler", "kpler"),
    (r"Vortexa", "vortexa"),
    (r"\bOEC\b", "oec"),
    (r"UANI", "uani"),
    (r"Gazprom", "gazprom"),
    (r"CMPR", "cmpr"),
    (r"MSMT", "msmt"),
    (r"ROK|\bNIS\b", "rok"),
    (r"Kiel", "kiel"),
    (r"\bKSE\b", "kse"),
    (r"USDA", "usda"),
    (r"Bank of Russia", "bank_of_russia"),
    (r"\bEIA\b", "eia"),
    (r"\bONI\b", "oni"),
    (r"NATO", "nato"),
    (r"US Army", "us_army"),
    (r"\bHUR\b|Ukrainian intelligence", "ukraine_hur"),
    (r"SIPRI", "sipri"),
)
"""Who counted, by the words of the definition or the publisher: the first that matches names the definition."""

PLAN = re.compile(
    r"forecast|\btargets?\b|\bplan|projection|expect|\bgoal|agreed|commitment|not outturn|extrapolat|design capacity",
    re.I,
)


def harvest(mirror: Path) -> Harvest:
    """All rows of the three lists as observations, with one origin a citation.

    Args:
        mirror: folder that holds `reference/`.

    Raises:
        EvidenceError: a file is missing or changed, or an actor is not mapped.
    """
    economics, parameters, core = (file.read_csv(mirror) for file in (ECONOMICS, PARAMETERS, CORE))
    sources = _sources(economics + parameters)
    observations = [economic(row, n, sources[_citation(row)]) for n, row in enumerate(economics, start=1)]
    observations += [parameter(row, sources[_citation(row)]) for row in parameters]
    core_sources = {row["source"]: core_origin(row) for row in core}
    observations += [core_parameter(row, core_sources[row["source"]]) for row in core]
    origins = {s.origin.id: s for s in (*sources.values(), *core_sources.values())}
    inputs = {file.path: file.sha256 for file in (ECONOMICS, PARAMETERS, CORE)}
    return Harvest(PARSER, inputs, tuple(origins[k] for k in sorted(origins)), observations=tuple(observations))


def _citation(row: RawRow) -> Citation:
    cells = (row["source_publisher"], row["source_title"], row["source_date"], row["source_address"])
    return Citation(*cells, "yes" if row["seen"] == "yes" else "secondary")


def _sources(rows: list[RawRow]) -> dict[Citation, OriginRecord]:
    definitions: dict[Citation, list[str]] = defaultdict(list)
    approximate: dict[Citation, bool] = {}
    for row in rows:
        cited = _citation(row)
        definitions[cited].append(row["definition"])
        approximate[cited] = approximate.get(cited, False) or "date approximate" in row["note"]
    return {
        cited: origin_of(
            cited, definitions[cited], "the date of the source is approximate" if approximate[cited] else ""
        )
        for cited in definitions
    }


def slug(text: str) -> str:
    """A text as a name: lower case, words joined by underscores."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower().replace("%", " percent ")).strip("_")


def definition_id(row: RawRow, kind: str) -> str:
    """Basis, unit, kind of period and whether it is a plan: figures under one id may stand in one series.

    Args:
        row: a row of the economics list.
        kind: kind of its period as `parse_period` says; a calendar year adds nothing to the id.
    """
    texts = (row["definition"], row["source_publisher"], row["source_title"])
    found = next((name for text in texts for pattern, name in BASES if re.search(pattern, text)), "as_printed")
    unit = slug(row["unit"]).removesuffix("_bn").removesuffix("_million").removesuffix("_trillion")
    currency = unit if unit in ("usd", "eur", "cny") else slug(row["unit"])
    same_unit = currency if slug(row["unit"]) in (currency, f"{currency}_bn") else slug(row["unit"])
    plan = PLAN.search(" ".join((row["indicator"], row["period"], row["definition"], row["note"])))
    return "_".join(part for part in (found, same_unit, "" if kind == "year" else kind, "plan" if plan else "") if part)


def economic(row: RawRow, position: int, source: OriginRecord) -> ObservationRow:
    """One row of the economics list; `position` is its stable number in the list, from 1."""
    for name in (row["actor_a"], row["actor_b"]):
        if name not in ACTORS:
            raise EvidenceError(unknown_name("actor", name, sorted(ACTORS), "next: map it in reference_figures.ACTORS"))
    period = parse_period(row["period"])
    return _observation(
        row,
        (f"econ:{position:04d}", slug(row["indicator"]), definition_id(row, period.kind)),
        (ACTORS[row["actor_a"]], ACTORS[row["actor_b"]]),
        (row["period"], period),
        source,
    )


def parameter(row: RawRow, source: OriginRecord) -> ObservationRow:
    """One row of the parameters list: the indicator is its key."""
    names = (f"param:{row['key']}", row["key"], "parameters")
    return _observation(row, names, ("", ""), (row["as_of"], parse_period(row["as_of"])), source)


def core_parameter(row: RawRow, source: OriginRecord) -> ObservationRow:
    """One row of the short parameters list: the indicator is its key, `central` its best value."""
    filled = {**row, "best": row["central"], "definition": row["key"].replace("_", " "), "seen": "secondary"}
    filled |= {"note": f"tag {row['tag']}", "source_publisher": row["source"], "source_date": ""}
    names = (f"core:{row['key']}", row["key"], "parameters_core")
    return _observation(filled, names, ("", ""), (row["as_of"], parse_period(row["as_of"])), source)


def core_origin(row: RawRow) -> OriginRecord:
    """The origin of a row of the short list, which keeps a few words on its source and no link."""
    words = row["source"]
    found = [name for pattern, name in PRIMARIES if re.search(pattern, words)]
    return record(
        "secondary",
        Origin(
            id=f"core-{slug(words)[:60]}",
            producer="; ".join(found[:3]) or words,
            title=words,
            edition=f"{UNKNOWN}none stated",
            licence=LICENCE,
            link=f"{UNKNOWN}link not kept",
            published=f"{UNKNOWN}date not kept",
            edition_date=EDITION_NOT_STATED,
            sha256=f"{UNKNOWN}page not kept",
            reliability="",
            read_at=words,
            note="short list of scenario parameters",
        ),
    )


def _observation(
    row: RawRow,
    names: tuple[str, str, str],
    actors: tuple[str, str],
    period: tuple[str, Period],
    source: OriginRecord,
) -> ObservationRow:
    values = {column: _value(row[column]) for column in ("low", "best", "high")}
    words = "; ".join(_words(row))
    weak = weakness(source)
    label, span = period
    return ObservationRow(
        observation_id=names[0],
        indicator=names[1],
        actor=actors[0],
        partner=actors[1],
        period_start=span.start,
        period_end=span.end,
        period_label=label,
        low=values["low"],
        best=values["best"],
        high=values["high"],
        text=words if all(value is None for value in values.values()) else "",
        unit=row["unit"],
        definition_id=names[2],
        definition=row["definition"],
        status="reported",
        origin_ids=(source.origin.id,),
        seen=row["seen"],
        weak=bool(weak),
        weak_reason=weak,
        credibility=credibility(row["seen"], row["note"], speaker_class(row["source_publisher"], row["seen"])),
        conflict=bool(CONFLICT.search(row["note"])),
        note=row["note"],
        public_from=first_public(None, row["source_date"]),
        edition_date=EDITION_NOT_STATED,
    )


def _value(cell: str) -> float | None:
    try:
        return float(cell) if cell else None
    except ValueError:
        return None


def _words(row: RawRow) -> Iterator[str]:
    for column in ("low", "best", "high", "definition"):
        if row[column] and _value(row[column]) is None:
            yield row[column]
