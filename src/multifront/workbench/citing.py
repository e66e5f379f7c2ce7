"""From an id back to its row, origins, file, parser and day of publication; and the citations of a brief. No SQL."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

from multifront import sources
from multifront.brief.writing import write
from multifront.domain import CREDIBILITY, RELIABILITY, UNKNOWN, Origin
from multifront.errors import EvidenceError, UsageError, unknown_name
from multifront.evidence import EvidenceStore
from multifront.evidence.citations import bibtex, citation_key, csl
from multifront.evidence.schema import KEYS
from multifront.sources.files import SourceFile
from multifront.workbench.place import Place

FORMATS = ("bibtex", "csl")
LISTS = {"event": "reference_events", "observation": "reference_figures"}
"""Which of our own lists a row of a table comes from where its origin is a page that was cited there."""

Fact = dict[str, Any]


def explain(name: str, place: Place | None = None) -> list[Fact]:
    """A row or an origin, one line a fact, down to its file's checksum, its parser, and why it was public when it was.

    Args:
        name: id of a row, as in EV0058, econ:0001 or vote:CHN-RUS:2019, or of an origin.
        place: which evidence is meant; the shipped one, uncut, when left out.

    Raises:
        EvidenceError: no table holds that id.
    """
    evidence = (place or Place()).open()
    table = _table(evidence, name)
    row = evidence.rows(table, [name])[0]
    facts = [{"what": "table", "value": table}] + [{"what": key, "value": value} for key, value in row.items()]
    if table == "origin":
        return _shown([*facts, *_origin_facts(evidence, row, "")])
    ids = row.get("origin_ids") or [row[key] for key in ("origin_id",) if row.get(key)]
    origins = evidence.rows("origin", list(ids))
    facts.append({"what": "public_from rule", "value": public_rule(row, origins)})
    facts += _independence_facts(evidence, table, name)
    for origin in origins:
        facts += _origin_facts(evidence, origin, table)
    return _shown(facts)


def cite(brief: Path, form: str) -> str:
    """The origins that a brief used, and no others, as text for a reference manager.

    Args:
        brief: a `brief.json`.
        form: `bibtex` or `csl`.

    Raises:
        UsageError: no such format, no such file, or not a brief.
    """
    if form not in FORMATS:
        raise UsageError(unknown_name("format of citations", form, FORMATS, "next: pass one of these with --format"))
    try:
        entries = json.loads(brief.read_text(encoding="utf-8"))["origins"]
        origins = [_origin(entry) for entry in entries.values()]
    except FileNotFoundError:
        raise UsageError(f"no brief {str(brief)!r}; valid: a brief.json; next: write one: multifront brief") from None
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise UsageError(
            f"{str(brief)!r} is not a brief.json of multifront ({error}); next: write one: multifront brief"
        ) from error
    if form == "bibtex":
        return bibtex(origins)
    return json.dumps(csl(origins), ensure_ascii=False, indent=2) + "\n"


def write_citations(text: str, out: Path) -> None:
    """Write the citations beside, then rename."""
    write(out, text)


def public_rule(row: Mapping[str, Any], origins: list[Fact]) -> str:
    """Which rule gave a row its `public_from`, in one sentence."""
    day = row["public_from"]
    if "state_a" in row:
        return f"{day}: the last day of the year whose votes are counted"
    if "roll_call_id" in row:
        return f"{day}: the last day of the year of the vote, because days in the list look swapped in places"
    lags = [one for one in origins if one["public_lag_days"] is not None]
    if lags:
        one = lags[0]
        return f"{day}: last day of the event or period plus {one['public_lag_days']} d ({one['public_lag_basis']})"
    if day == row["edition_date"]:
        return f"{day}: the day of our copy, because nothing earlier is known"
    published = ", ".join(sorted({one["published"] for one in origins}))
    return f"{day}: no lag is declared; from the date of the source ({published}), never before the event unless a plan"


def _table(evidence: EvidenceStore, name: str) -> str:
    if name.startswith("vote:"):
        return "vote_pair"
    for table in KEYS:
        if evidence.present(table, [name]):
            return table
    when = f" that was public by {evidence.as_of}" if evidence.as_of else ""
    raise EvidenceError(
        f"no row or origin {name!r}{when}; valid: ids such as EV0058 or un_votes; "
        'next: multifront evidence list origins, or evidence query "select event_id from event"'
    )


def _independence_facts(evidence: EvidenceStore, table: str, name: str) -> list[Fact]:
    """How many independent origins stand behind a row, and which; reliability and credibility in words, apart."""
    found = evidence.independent_origins(table, [name])
    facts = [{"what": "independent origins", "value": found.sentence}]
    for group in found.groups:
        who = group.producer if group.known else f"primary unknown: {group.producer}"
        facts.append({"what": "spoke first", "value": f"{who}: {'; '.join(group.reasons)}"})
    letters = dict.fromkeys(found.reliability)
    said = "; ".join(f"{letter}, {RELIABILITY[letter]}" for letter in letters)
    facts.append({"what": "reliability of origins (A to F)", "value": said})
    if found.credibility is not None:
        said = f"{found.credibility}, {CREDIBILITY[found.credibility]}"
        facts.append({"what": "credibility of the item (1 to 6)", "value": said})
    return facts


def _origin_facts(evidence: EvidenceStore, row: Mapping[str, Any], table: str) -> list[Fact]:
    """Citation, key, checksum and parser of one origin."""
    origin = evidence.origins([row["id"]])[row["id"]]
    file, checksum, parser = _parsed(evidence.manifest, origin, table)
    facts = {
        "origin": origin.id,
        "citation": origin.citation,
        "citation key": citation_key(origin),
        "reliability": f"{origin.reliability} ({row['reliability_basis']})",
        "file": file,
        "file checksum": checksum,
        "parser": parser,
    }
    return [{"what": what, "value": value} for what, value in facts.items()]


def _parsed(manifest: Mapping[str, Any], origin: Origin, table: str) -> tuple[str, str, str]:
    """The file in which the origin's rows were read, its checksum, and the parser with its version."""
    inputs = manifest.get("inputs", {})
    readers = [
        (path, inputs[path], _version(manifest, module))
        for module, paths in _readers().items()
        for path in paths
        if inputs.get(path) == origin.sha256
    ]
    if readers:
        # several modules may read one file; the one whose parser the manifest names has made the rows
        return min(readers, key=lambda one: one[2].startswith(UNKNOWN))
    if table not in LISTS or not origin.sha256.startswith(UNKNOWN):
        return origin.read_at, origin.sha256, f"{UNKNOWN}the manifest does not tell"
    held = {path: inputs[path] for path in _readers()[LISTS[table]] if path in inputs}
    return ", ".join(held), ", ".join(held.values()), _version(manifest, LISTS[table])


@cache
def _readers() -> dict[str, tuple[str, ...]]:
    """Source module -> paths of the files that it loads; a module that loads nothing is nobody's parser."""
    names = sorted(info.name for info in pkgutil.iter_modules(sources.__path__))
    modules = {name: importlib.import_module(f"{sources.__name__}.{name}") for name in names}
    return {name: _paths(module) for name, module in modules.items() if hasattr(module, "harvest")}


def _paths(module: ModuleType) -> tuple[str, ...]:
    named = [value for value in vars(module).values() if isinstance(value, SourceFile)]
    groups = [value for value in vars(module).values() if isinstance(value, tuple)]
    return tuple(sorted({file.path for file in [*named, *chain(*groups)] if isinstance(file, SourceFile)}))


def _version(manifest: Mapping[str, Any], module: str) -> str:
    named = [parser for parser in manifest.get("parsers", ()) if parser.split(" ", maxsplit=1)[0] == module]
    return str(named[0]) if named else f"{UNKNOWN}the manifest names no parser {module}"


def _origin(entry: Mapping[str, Any]) -> Origin:
    fields = {name: str(entry[name]) for name in Origin.__dataclass_fields__ if name != "edition_date"}
    return Origin(**fields, edition_date=date.fromisoformat(entry["edition_date"]))


def _shown(facts: list[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact["value"] not in (None, "", [])]
