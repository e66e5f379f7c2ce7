"""Loading files of event feeds into a user's store, each file a load of its own. No parsing and no SQL."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from multifront.errors import EvidenceError, MultifrontError, UsageError, unknown_name
from multifront.evidence import Batch, Query, load_batch
from multifront.evidence.feeding import repeated
from multifront.evidence.userfile import LoadRecord, UserFile
from multifront.sources.feeds import FEEDS, MARK, Feed
from multifront.workbench.loading import origin_row

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Total:
    """What came of the files of one feed."""

    files: int = 0
    unchanged: int = 0
    events: int = 0
    aside: int = 0
    repeated: int = 0

    def line(self, name: str) -> str:
        """The summary of a feed."""
        return (
            f"{name}: {self.files:,} file(s), {self.unchanged:,} of them unchanged; {self.events:,} events; "
            f"{self.aside:,} lines set aside, {self.repeated:,} of them because their event id stands already"
        )


def load_feeds(
    store: Path, feeds: Sequence[tuple[str, Path]], edition: date | None = None, say: Say = lambda _: None
) -> list[str]:
    """Load files of event feeds into a store, each in a transaction of its own; lines to print.

    The load of a file is known by feed and path. Where the same bytes are there already, under this path or another,
    nothing is written; where the file has changed, its rows take the place of its old ones. Of rows with one event id
    the first stays: that of a load that is there, else that on the first line.

    Args:
        store: the file of the store; made if need be.
        feeds: pairs of a feed's name and a path: a file, a `.zip` archive, or a folder, whose files are all taken.
        edition: day of our copy; the day on which each file was last written where it is None.
        say: called with a short line before each file.

    Raises:
        UsageError: a feed is unknown, a path is missing, or a folder is empty; nothing is loaded then.
        EvidenceError: files could not be loaded; the others are in the store, and the error names each gap.
    """
    chosen = [(_known(name), path) for name, path in feeds]
    files = list(dict.fromkeys((name, file) for name, path in chosen for file in _files(path)))
    held = _held(store)
    lines, failures = [], []
    totals = {name: _Total() for name, _ in chosen}
    for name, file in files:
        say(f"loading {name} {file}")
        try:
            line, totals[name] = _load(store, (name, file), edition, held, totals[name])
            lines.append(line)
        except (MultifrontError, OSError) as error:
            failures.append(f"{name} {file}: {error}")
            say(failures[-1])
    lines += [total.line(name) for name, total in totals.items()]
    if failures:
        gap = "\n".join(f"  {failure}" for failure in failures)
        raise EvidenceError(
            f"{len(failures)} of {len(files)} file(s) could not be loaded, {len(files) - len(failures)} are in "
            f"{str(store)!r}; next: put right what each line says and load these again:\n{gap}"
        )
    return lines


def _known(name: str) -> str:
    if name not in FEEDS:
        raise UsageError(unknown_name("feed", name, sorted(FEEDS), "next: --feed gdelt=FILE"))
    return name


def _files(path: Path) -> list[Path]:
    """The files that a path names, by name; hidden ones in a folder are left out."""
    full = path.resolve()
    found = [full] if full.is_file() else sorted(one for one in full.rglob("*") if one.is_file())
    chosen = [one for one in found if not any(part.startswith(".") for part in one.relative_to(full).parts)]
    if not chosen:
        raise UsageError(
            f"no file of a feed at {str(path)!r}; valid: a file, a .zip archive, or a folder with files; "
            "next: check the path"
        )
    return chosen


def _held(store: Path) -> dict[tuple[str, str], LoadRecord]:
    """The loads of a store by parser and checksum of the one file that they were read from."""
    if not store.is_file():
        return {}
    user = UserFile(store)
    user.close()
    return {
        (load.parser, digest): load for load in user.loads if MARK in load.source for digest in load.inputs.values()
    }


def _load(
    store: Path,
    named: tuple[str, Path],
    edition: date | None,
    held: dict[tuple[str, str], LoadRecord],
    total: _Total,
) -> tuple[str, _Total]:
    name, file = named
    feed = FEEDS[name]
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    record, written = held.get((feed.parser, digest)), False
    if record is None:
        day = edition or datetime.fromtimestamp(file.stat().st_mtime, UTC).date()
        record, written = load_batch(store, _batch(feed, f"{name}{MARK}{file}", file, digest, day))
        held[feed.parser, digest] = record
    events = record.counts.get("event", 0)
    twice = repeated(store, record.source) if record.rejects else 0
    state = "" if written else f" (unchanged, loaded as {record.source})"
    now = replace(
        total,
        files=total.files + 1,
        unchanged=total.unchanged + (not written),
        events=total.events + events,
        aside=total.aside + record.rejects,
        repeated=total.repeated + twice,
    )
    return f"{name} {file}: {events:,} events, {record.rejects:,} lines set aside{state}", now


def _batch(feed: Feed, source: str, file: Path, digest: str, edition: date) -> Batch:
    rows = {"origin": [origin_row(record) for record in feed.origins(edition)]}
    prepare = partial(_queries, feed, file, edition)
    return Batch(source, feed.parser, {str(file): digest}, rows, prepare=prepare, shared=True)


def _queries(feed: Feed, file: Path, edition: date, folder: Path) -> list[Query]:
    bulks = feed.events(file, folder, edition)
    return [Query(bulk.table, bulk.query, bulk.rejects, bulk.lines) for bulk in bulks]
