"""Loading sources from a mirror into a user's store, one after the other. No parsing and no SQL."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from multifront import sources
from multifront.domain import Row
from multifront.errors import EvidenceError, MultifrontError, UsageError, unknown_name
from multifront.evidence import Batch, Query, VoteColumns, load_batch
from multifront.evidence.gaps import record_gap
from multifront.sources import Harvest, OriginRecord
from multifront.sources.fetch_cache import gaps_of
from multifront.sources.files import confirm

Say = Callable[[str], None]


def source_names() -> list[str]:
    """Every source: the modules of `multifront.sources` that have a `harvest`, by name."""
    return sorted(name for name in _module_names() if hasattr(import_module(f"multifront.sources.{name}"), "harvest"))


def load_sources(mirror: Path, store: Path, names: Sequence[str] = (), say: Say = lambda _: None) -> list[str]:
    """Load sources into a store, each in a transaction of its own; lines to print.

    Args:
        mirror: folder that holds `data/` and `reference/`, such as `../shared`.
        store: the file of the store; made if need be.
        names: sources to load; empty loads all.
        say: called with a short line before each step.

    Raises:
        UsageError: a source is unknown; nothing is loaded then.
        EvidenceError: sources could not be loaded; the others are in the store, which records each gap with its
            reason, and the error names them.
    """
    chosen = [_known(name) for name in names] or source_names()
    lines, failures = [], []
    for name in chosen:
        say(f"loading {name}")
        try:
            lines.append(_load(name, mirror, store))
        except MultifrontError as error:
            reason = _reason(error, name, mirror)
            failures.append(f"{name}: {reason}" + _declared(store, name, reason))
            say(f"{name}: {reason}")
    if failures:
        gap = "\n".join(f"  {failure}" for failure in failures)
        raise EvidenceError(
            f"{len(failures)} of {len(chosen)} source(s) could not be loaded, {len(lines)} are in {str(store)!r}; "
            f"next: put right what each line says and load these again:\n{gap}"
        )
    return lines


def _reason(error: MultifrontError, name: str, mirror: Path) -> str:
    """Why a source could not be loaded; where the folder is a cache, also what its ledger says of the fetch."""
    told = "; ".join(f"{file}: {line}" for file, line in gaps_of(mirror, name).items())
    return f"{error}; fetching: {told}" if told else str(error)


def _declared(store: Path, name: str, reason: str) -> str:
    """Enter the gap in the store; what to add to the report where not even that could be done."""
    try:
        record_gap(store, name, reason)
    except MultifrontError as error:
        return f" (the gap could not be entered in the store: {error})"
    return ""


def _known(name: str) -> str:
    if name not in _module_names() or not hasattr(import_module(f"multifront.sources.{name}"), "harvest"):
        raise UsageError(unknown_name("source", name, source_names(), "next: leave the names out to load all"))
    return name


def _module_names() -> list[str]:
    return [module.name for module in pkgutil.iter_modules(sources.__path__)]


def _load(name: str, mirror: Path, store: Path) -> str:
    harvest = harvested(name, import_module(f"multifront.sources.{name}").harvest, mirror)
    batch = replace(as_batch(name, harvest), confirm=partial(confirm, mirror, harvest.inputs))
    record, written = load_batch(store, batch)
    counts = ", ".join(f"{count:,} {table}" for table, count in record.counts.items())
    aside = f"; {record.rejects:,} rows set aside" if record.rejects else ""
    return f"{name}: {counts}{aside}" + ("" if written else " (unchanged)")


def harvested(name: str, harvest: Callable[[Path], Harvest], mirror: Path) -> Harvest:
    """What a source gives; a file that its parser cannot make sense of is an error that names the source.

    Args:
        name: name of the source.
        harvest: its function.
        mirror: folder that holds `data/` and `reference/`.

    Raises:
        EvidenceError: the parser refused the file or stumbled over it, or the disk gave an error.
    """
    try:
        return harvest(mirror)
    except (ValueError, LookupError, TypeError, ArithmeticError, OSError) as error:
        raise EvidenceError(
            f"source {name!r} cannot be read: {type(error).__name__}: {error}; valid: files as the parser was written "
            "for, which you may read; next: restore the edition whose checksum is pinned, or look at the parser"
        ) from error


def as_batch(name: str, harvest: Harvest) -> Batch:
    """What a source gave, in the store's own shapes.

    Args:
        name: name of the source.
        harvest: what its module gave.
    """
    rows: dict[str, Iterable[Row]] = {
        "origin": [origin_row(record) for record in harvest.origins],
        "event": _cells(harvest.events),
        "observation": _cells(harvest.observations),
        "roll_call": _cells(harvest.roll_calls),
    }
    votes = [
        VoteColumns(part.year, part.state_a, part.state_b, part.counts, part.origin_id, part.edition_date)
        for part in harvest.votes
    ]
    queries = [Query(bulk.table, bulk.query, bulk.rejects, bulk.lines) for bulk in harvest.bulk]
    return Batch(name, harvest.parser, harvest.inputs, rows, votes, queries)


def _cells(rows: Sequence[Any]) -> Iterator[Row]:
    names = [field.name for field in fields(rows[0])] if rows else []
    return ({name: getattr(row, name) for name in names} for row in rows)


def origin_row(record: OriginRecord) -> Row:
    """An origin as a row of its table."""
    own = {field.name: getattr(record.origin, field.name) for field in fields(record.origin)}
    return {
        **own,
        "reliability_basis": record.reliability_basis,
        "public_lag_days": record.public_lag_days,
        "public_lag_basis": record.public_lag_basis,
        "public_from": record.origin.edition_date,
    }
