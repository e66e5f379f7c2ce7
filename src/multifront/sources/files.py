"""The file of a source: presence, pinned checksum, expected columns, rows as texts. No meaning of columns."""

from __future__ import annotations

import csv
import hashlib
import io
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from multifront.errors import EvidenceError
from multifront.sources.feed_lines import LINE_LIMIT
from multifront.sources.text_gate import refuse_trouble

RawRow = dict[str, str]
Made = TypeVar("Made")


class LinedRow(RawRow):
    """The cells of one row that knows where it stands: `where` is the file and the line."""

    def __init__(self, cells: Iterable[tuple[str, str]], where: str) -> None:
        super().__init__(cells)
        self.where = where


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One input file: its path below the mirror, the checksum that we read it at, the columns that the parser needs."""

    path: str
    sha256: str
    columns: tuple[str, ...] = ()

    def verified(self, mirror: Path) -> Path:
        """The file below `mirror`, once its checksum is the pinned one.

        Args:
            mirror: folder that holds `data/` and `reference/`.

        Returns:
            The path of the verified file.

        Raises:
            EvidenceError: the file is missing, or its checksum is not the one that the parser was written for.
        """
        full = self._found(mirror)
        with full.open("rb") as stream:
            self._same(hashlib.file_digest(stream, "sha256").hexdigest())
        return full

    def read_csv(self, mirror: Path) -> list[RawRow]:
        """All rows of the verified file as texts, one dict a row.

        Args:
            mirror: folder that holds `data/` and `reference/`.

        Raises:
            EvidenceError: as `verified`, or a needed column is absent, or a row has too many or too few cells.
        """
        content = self._found(mirror).read_bytes()
        self._same(hashlib.sha256(content).hexdigest())
        return parse_csv(content, self.columns, self.path)

    def _found(self, mirror: Path) -> Path:
        full = mirror / self.path
        if full.is_file():
            return full
        raise EvidenceError(
            f"source file {self.path!r} not found below {str(mirror)!r}{', a folder stands there' * full.is_dir()}; "
            "valid: a folder that holds data/ and reference/; next: pass it with --mirror"
        )

    def _same(self, found: str) -> None:
        if found != self.sha256:
            raise EvidenceError(
                f"source file {self.path!r} has changed: expected sha256 {self.sha256}, found {found}; "
                "valid: the edition that the parser was checked on; next: restore that edition, or review the new one "
                "and change the pin in multifront.sources"
            )


def confirm(mirror: Path, inputs: Mapping[str, str]) -> None:
    """Every input still has the checksum that it had before it was read: rows are of the file that was hashed.

    Args:
        mirror: folder that the paths are below.
        inputs: path -> sha256, as a harvest gives them.

    Raises:
        EvidenceError: a file changed, or went away, while it was being read.
    """
    for path, expected in inputs.items():
        full = mirror / path
        found = "no file"
        if full.is_file():
            with full.open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
        if found != expected:
            raise EvidenceError(
                f"source file {path!r} changed while it was being read: sha256 {expected} before, {found} after; "
                "valid: a file that nobody writes; next: wait until it is whole and load again"
            )


def parse_csv(content: bytes, columns: tuple[str, ...], name: str) -> list[RawRow]:
    """Rows of a CSV file in UTF-8 (with or without byte-order mark), checked for columns and row lengths.

    Args:
        content: the bytes of the file.
        columns: columns that must be there; others are kept too.
        name: what to call the file in an error.

    Returns:
        The rows, each a `LinedRow`; cells are stripped of space around them.

    Raises:
        EvidenceError: not UTF-8, a byte that text does not hold, a quote that is not closed, a column missing or
            doubled, a row of another length, the header once more, or no row at all; with the line.
    """
    refuse_trouble(io.BytesIO(content), name)
    csv.field_size_limit(LINE_LIMIT)
    reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    try:
        header = next(reader, [])
        check_header(header, columns, name)
        return list(_rows(reader, header, name))
    except csv.Error as error:
        raise EvidenceError(
            f"{name} line {reader.line_num}: {error}; valid: each quote closed, and doubled inside a cell; "
            "next: check that the file is complete"
        ) from error


def _rows(reader: Iterator[list[str]], header: list[str], name: str) -> Iterator[RawRow]:
    for cells in reader:
        where = f"{name} line {reader.line_num}"  # type: ignore[attr-defined]
        if not cells:
            continue  # a blank line at the end: the gate refuses one between rows
        if len(cells) != len(header):
            raise EvidenceError(
                f"{where}: {len(cells)} cells where the header has {len(header)}; next: check that the file is complete"
            )
        if cells == header:
            raise EvidenceError(f"{where}: the header once more; valid: one header; next: fetch the file again")
        yield LinedRow(zip(header, (cell.strip() for cell in cells), strict=True), where)


def check_header(header: Sequence[str], columns: Sequence[str], name: str) -> None:
    """The header has each needed column, and no column twice.

    Args:
        header: names of the columns as found.
        columns: names that must be there.
        name: what to call the file in an error.

    Raises:
        EvidenceError: a column is missing or doubled.
    """
    doubled = [column or "a column without name" for column, count in Counter(header).items() if count > 1]
    missing = [column for column in columns if column not in header]
    if missing or doubled:
        trouble = f"lacks {', '.join(missing)}" if missing else f"has {', '.join(sorted(doubled))} more than once"
        raise EvidenceError(
            f"{name}: the header {trouble}; found: {', '.join(header[:30])}; next: check that this is the expected file"
        )


def each(rows: Iterable[RawRow], parse: Callable[[RawRow], Made]) -> Iterator[Made]:
    """What `parse` makes of each row; a cell that it cannot read is an error that names file and line.

    Args:
        rows: rows of `parse_csv`.
        parse: makes something of one row.

    Raises:
        EvidenceError: a cell is no number or no date where one is expected.
    """
    for row in rows:
        try:
            yield parse(row)
        except (ValueError, LookupError, ArithmeticError) as error:
            where = getattr(row, "where", "a row")
            raise EvidenceError(
                f"{where}: {error}; valid: numbers in digits with a point, dates as YYYY-MM-DD; next: check whether "
                "the file was saved by a spreadsheet, or has its columns swapped"
            ) from error


def number(cell: str, where: str) -> float | None:
    """A cell as a number; an empty cell is None, anything else that is no finite number is an error."""
    if cell == "":
        return None
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or "_" in cell:
        raise EvidenceError(f"{where}: {cell!r} is not a number; valid: digits with a point, or empty")
    return value
