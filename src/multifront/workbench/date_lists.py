"""A user's list of dates, one a line or columns of a CSV, read strictly, problems by line. No test is here."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from multifront.errors import FileProblems, Problem, UsageError
from multifront.workbench.date_cells import WRITE, read_interval, read_span

COLUMNS = ("date", "day", "event_date", "start_date", "start")
"""Names of a date column that are known without being told, in the order in which they are taken."""

END_COLUMNS = ("end", "end_date", "last", "last_day", "until")
"""Names of a column with the last day of events that last."""

DELIMITERS = ",;\t"
LARGEST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class DateList:
    """The dates of one file in the order of the file, its bytes and their SHA-256; `name` is the file's name alone.

    `lasts` is empty, or the last day of each event; of a list of uncertain days the latest on which it may have been,
    `days` being the earliest. `unknown` counts events of which no day is known; they are not in `days`.
    """

    name: str
    days: tuple[date, ...]
    raw: bytes
    column: str
    lasts: tuple[date, ...] = ()
    unknown: int = 0

    @property
    def sha256(self) -> str:
        """Hash of the file as it was read."""
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def lasting(self) -> bool:
        """Whether some event has two different days."""
        return any(last > first for first, last in zip(self.days, self.lasts, strict=bool(self.lasts)))


class Reading(StrEnum):
    """What the cells of a list are read as."""

    days = "days"
    spans = "spans"
    uncertain = "uncertain"


def read_dates(path: Path, reading: Reading = Reading.days) -> DateList:
    """Read a file that holds one date a line, or a CSV (comma, semicolon or tab) with a column of dates.

    Blank lines and lines that begin with # are passed over. Dates are year-month-day; a time of day behind it, if any,
    is dropped as written. Everything else is refused, above all 05/06/2024, which two countries read differently.

    Args:
        path: the file, UTF-8.
        reading: days alone; spans, where a column of END_COLUMNS, if there is one, holds last days; or uncertain days,
            where 2022-05, 2022, 2022-05-10/2022-05-14 and an empty cell (unknown) are dates too.

    Raises:
        UsageError: the file cannot be read, is no text, or does not say which column holds the dates.
        FileProblems: lines whose date is missing, ambiguous or none; all of them, with their number.
    """
    raw = _bytes(path)
    lines = [(number, line) for number, line in enumerate(_text(path, raw).splitlines(), 1) if _counts(line)]
    if not lines:
        raise UsageError(f"{path.name} holds no date; valid: one date a line, or a CSV with a column of dates; {WRITE}")
    name, cells = _cells(path, lines, reading)
    read = read_interval if reading is Reading.uncertain else read_span
    found = [(number, *read(cell, end)) for number, cell, end in cells]
    problems = [Problem(number, name or "date", trouble) for number, _, trouble in found if trouble]
    if problems:
        raise FileProblems(path.name, problems)
    if not found:
        raise UsageError(f"{path.name} has a header and no row below it; valid: at least one date; {WRITE}")
    known = [days for _, days, _ in found if days]
    if not known:
        raise UsageError(f"{path.name} has no event whose day is known; valid: at least one date; {WRITE}")
    two = reading is Reading.uncertain or any(end is not None for _, _, end in cells)
    lasts = tuple(last for _, last in known) if two else ()
    return DateList(path.name, tuple(day for day, _ in known), raw, name, lasts, len(found) - len(known))


def _counts(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise UsageError(
                f"{path.name} has over {LARGEST_BYTES:,} bytes; valid: a list of dates; next: cut it to the dates"
            )
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path.name} cannot be read ({error.strerror}); valid: a file with one date a line, or a CSV; "
            "next: check the path"
        ) from error


def _text(path: Path, raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise UsageError(
            f"{path.name}, line {line}: not UTF-8 text; valid: UTF-8; next: save it as a CSV in UTF-8"
        ) from error
    if "\0" in text:
        raise UsageError(f"{path.name} is no text file; valid: one date a line, or a CSV; next: export it as a CSV")
    return text


def _cells(path: Path, lines: list[tuple[int, str]], reading: Reading) -> tuple[str, list[tuple[int, str, str | None]]]:
    """Name of the column and its cells with line and last day; the name is empty where the file is a bare list."""
    first = lines[0][1]
    delimiter = max(DELIMITERS, key=first.count)
    parts = _split(path, lines[0], delimiter)
    if len(parts) == 1 and any(letter.isdigit() for letter in parts[0]):
        return "", [(number, line.strip().strip('"'), None) for number, line in lines]
    header = [part.strip() for part in parts]
    place = _place(path, header)
    ends = _end_place(path, header) if reading is Reading.spans else None
    cells = []
    problems = []
    for number, line in lines[1:]:
        row = _split(path, (number, line), delimiter)
        if len(row) != len(header):
            problems.append(Problem(number, "row", f"{len(row)} cells where the header has {len(header)}"))
        else:
            cells.append((number, row[place], None if ends is None else row[ends]))
    if problems:
        raise FileProblems(path.name, problems)
    return header[place], cells


def _end_place(path: Path, header: list[str]) -> int | None:
    """Which column holds the last days; None where none is called so."""
    found = [i for i, name in enumerate(header) if name.lower() in END_COLUMNS]
    if len(found) > 1:
        named = ", ".join(header[i] for i in found)
        raise UsageError(f"{path.name} has several columns of last days: {named}; valid: one; next: rename the others")
    return found[0] if found else None


def _split(path: Path, line: tuple[int, str], delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line[1]], delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise FileProblems(path.name, [Problem(line[0], "row", f"not a line of a CSV ({error})")]) from error


def _place(path: Path, header: list[str]) -> int:
    """Which column holds the dates."""
    lower = [name.lower() for name in header]
    for name in COLUMNS:
        if lower.count(name) == 1:
            return lower.index(name)
    if len(header) == 1:
        return 0
    raise UsageError(
        f"{path.name}: it is not clear which column holds the dates; found: "
        f"{', '.join(header)}; valid: a column called {' or '.join(COLUMNS[:3])}; "
        "next: call it date in the header line"
    )
