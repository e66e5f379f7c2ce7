"""What every export has: `datapackage.json`, citations, and the refusal to replace a foreign folder. No rows."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from multifront.domain import UNKNOWN, Origin
from multifront.errors import UsageError
from multifront.evidence.citations import bibtex, csl
from multifront.evidence.columns import meaning, table_schema
from multifront.evidence.schema import Table
from multifront.evidence.store import EvidenceStore

NAME = "datapackage.json"
MADE_BY = "multifront evidence export"
"""What the descriptor of an export says of itself; only a folder whose descriptor says so is replaced."""

MEDIA = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".json": "application/stix+json;version=2.1",
}
DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}
"""RFC 4180."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One written file: how many rows it holds, and what the descriptor says of it besides path, bytes and hash."""

    name: str
    path: str
    rows: int
    bytes: int
    sha256: str
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows of a table that were not written because an origin that they name may not be passed on."""

    table: str
    origin: str
    rows: int
    reason: str


@dataclass(frozen=True, slots=True)
class Package:
    """What a descriptor is made from."""

    title: str
    resources: tuple[Resource, ...]
    left_out: tuple[LeftOut, ...]
    private: bool


@dataclass(frozen=True, slots=True)
class Export:
    """A written export: its folder, its files, what was left out and why, and what a reader must know."""

    folder: Path
    resources: tuple[Resource, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...] = ()


def refuse_foreign(folder: Path) -> None:
    """Nothing stands at `folder`, or an empty folder, or an export of ours.

    Raises:
        UsageError: something else stands there, which is not replaced.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    try:
        descriptor = json.loads((folder / NAME).read_text(encoding="utf-8"))
        ours = descriptor.get("made_by") == MADE_BY
        listed = {NAME, "CITATION.bib", "CITATION.csl.json", *(one["path"] for one in descriptor["resources"])}
        foreign = sorted(path.name for path in folder.iterdir() if path.name not in listed)
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        ours, foreign = False, []
    if not ours or foreign:
        found = f"it holds {', '.join(foreign[:3])}" if foreign else "it is something else"
        raise UsageError(
            f"{str(folder)!r} is not replaced: {found}; valid: a new folder, an empty one, or an export with nothing "
            "added; next: name another folder, or move what is there"
        )


def file_resource(path: Path, name: str, rows: int, more: dict[str, Any]) -> Resource:
    """The record of a written file.

    Args:
        path: the file.
        name: its name in the package.
        rows: how many rows or objects it holds.
        more: what the descriptor says of it besides.
    """
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return Resource(name, path.name, rows, path.stat().st_size, digest.hexdigest(), more)


def table_resource(path: Path, table: Table, rows: int) -> Resource:
    """The record of the file of a table: what a row is, its columns, keys and missing values.

    Args:
        path: the file.
        table: the table that it holds.
        rows: how many rows.
    """
    is_csv = path.suffix == ".csv"
    more: dict[str, Any] = {"title": f"{table.name}: {meaning(table.name)}"}
    if is_csv:
        more |= {"profile": "tabular-data-resource", "encoding": "utf-8", "dialect": DIALECT}
    more["schema"] = table_schema(table, missing=("",) if is_csv else (), origins=True)
    return file_resource(path, table.name, rows, more)


def write_package(folder: Path, package: Package, evidence: EvidenceStore, ids: Sequence[str]) -> None:
    """Write `datapackage.json` and the citations of exactly these origins.

    Args:
        folder: where the files of the package stand.
        package: what was written and left out.
        evidence: the evidence that was exported.
        ids: the origins of the rows that were written.
    """
    origins = list(evidence.origins(ids).values())
    text = json.dumps(_descriptor(package, evidence, origins), ensure_ascii=False, indent=2)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")
    (folder / "CITATION.bib").write_text(bibtex(origins), encoding="utf-8")
    items = json.dumps(csl(origins), ensure_ascii=False, indent=2)
    (folder / "CITATION.csl.json").write_text(items + "\n", encoding="utf-8")


def _descriptor(package: Package, evidence: EvidenceStore, origins: Sequence[Origin]) -> dict[str, Any]:
    return {
        "profile": "data-package",
        "name": "multifront-evidence",
        "title": f"multifront: {package.title}",
        "description": _description(package),
        "made_by": MADE_BY,
        "vintage": evidence.vintage.isoformat(),
        "as_of": evidence.as_of and evidence.as_of.isoformat(),
        "as_of_edition": evidence.as_of_edition and evidence.as_of_edition.isoformat(),
        "private": package.private,
        "left_out": [
            {"table": left.table, "origin": left.origin, "rows": left.rows, "reason": left.reason}
            for left in package.left_out
        ],
        "resources": [_resource(one) for one in package.resources],
        "licenses": _licences(origins),
        "sources": [_source(origin) for origin in sorted(origins, key=lambda one: one.id)],
    }


def _description(package: Package) -> str:
    said = "Facts and figures from public sources; each row names its origins, and `licenses` holds the terms of all."
    if package.private:
        return f"PRIVATE COPY: holds rows that may not be passed on. {said}"
    if package.left_out:
        return f"{said} Rows that may not be passed on are left out: see `left_out`."
    return said


def _resource(one: Resource) -> dict[str, Any]:
    suffix = Path(one.path).suffix
    return {
        "name": one.name,
        "path": one.path,
        "format": suffix[1:],
        "mediatype": MEDIA[suffix],
        "bytes": one.bytes,
        "hash": f"sha256:{one.sha256}",
        "rows": one.rows,
        **one.more,
    }


def _licences(origins: Sequence[Origin]) -> list[dict[str, str]]:
    """The terms, each once; the name is a short form of the text, as a Data Package wants one."""
    found = {}
    for text in sorted({origin.licence for origin in origins}):
        plain = re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-")[:48].strip("-")
        found[text] = f"{plain}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return [{"name": name, "title": text} for text, name in found.items()]


def _source(origin: Origin) -> dict[str, str]:
    known = not origin.title.startswith(UNKNOWN) and origin.title
    entry = {"title": origin.title if known else f"[title not kept: {origin.id}]", "id": origin.id}
    if origin.link.startswith(("http://", "https://")):
        entry["path"] = origin.link
    return {**entry, "producer": origin.producer, "edition": origin.edition, "licence": origin.licence}
