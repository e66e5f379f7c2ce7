"""The file of a source: presence, pinned checksum, expected columns, rows as texts. No meaning of columns."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from multifront.errors import EvidenceError

RawRow = dict[str, str]


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
        full = mirror / self.path
        if not full.is_file():
            raise EvidenceError(
                f"source file {self.path!r} not found below {str(mirror)!r}; "
                "valid: a folder that holds data/ and reference/; next: pass it with --mirror"
            )
        found = hashlib.sha256(full.read_bytes()).hexdigest()
        if found != self.sha256:
            raise EvidenceError(
                f"source file {self.path!r} has changed: expected sha256 {self.sha256}, found {found}; "
                "valid: the edition that the parser was checked on; next: restore that edition, or review the new one "
                "and change the pin in multifront.sources"
            )
        return full

    def read_csv(self, mirror: Path) -> list[RawRow]:
        """All rows of the verified file as texts, one dict a row.

        Args:
            mirror: folder that holds `data/` and `reference/`.

        Raises:
            EvidenceError: as `verified`, or a needed column is absent, or a row has too many or too few cells.
        """
        return parse_csv(self.verified(mirror).read_bytes(), self.columns, self.path)


def parse_csv(content: bytes, columns: tuple[str, ...], name: str) -> list[RawRow]:
    """Rows of a CSV file in UTF-8 (with or without byte-order mark), checked for columns and row lengths.

    Args:
        content: the bytes of the file.
        columns: columns that must be there; others are kept too.
        name: what to call the file in an error.

    Raises:
        EvidenceError: not UTF-8, a column missing or doubled, or a row of another length, with its line.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EvidenceError(f"{name}: not UTF-8 at byte {error.start}; next: save the file as UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""))
    header = next(reader, [])
    doubled = sorted({column for column in header if header.count(column) > 1})
    missing = [column for column in columns if column not in header]
    if missing or doubled:
        trouble = f"lacks {', '.join(missing)}" if missing else f"has {', '.join(doubled)} more than once"
        raise EvidenceError(
            f"{name}: the header {trouble}; found: {', '.join(header[:30])}; next: check that this is the expected file"
        )
    rows = []
    for cells in reader:
        if len(cells) != len(header):
            raise EvidenceError(
                f"{name} line {reader.line_num}: {len(cells)} cells where the header has {len(header)}; "
                "next: check that the file is complete"
            )
        rows.append(dict(zip(header, (cell.strip() for cell in cells), strict=True)))
    return rows


def number(cell: str, where: str) -> float | None:
    """A cell as a number; an empty cell is None, anything else that is no number is an error."""
    if cell == "":
        return None
    try:
        return float(cell)
    except ValueError as error:
        raise EvidenceError(f"{where}: {cell!r} is not a number; valid: digits or empty") from error
