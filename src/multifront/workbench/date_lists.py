"""A user's list of dates, one a line or a column of a CSV, read strictly, problems by line. No test is here."""

from __future__ import annotations

import csv
import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from multifront.errors import FileProblems, Problem, UsageError

COLUMNS = ("date", "day", "event_date", "start_date", "start")
"""Names of a date column that are known without being told, in the order in which they are taken."""

DELIMITERS = ",;\t"
LARGEST_BYTES = 5_000_000
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
WRITE = "write it as 2022-05-24"


@dataclass(frozen=True, slots=True)
class DateList:
    """The dates of one file in the order of the file, its bytes and their SHA-256; `name` is the file's name alone."""

    name: str
    days: tuple[date, ...]
    raw: bytes
    column: str

    @property
    def sha256(self) -> str:
        """Hash of the file as it was read."""
        return hashlib.sha256(self.raw).hexdigest()


def read_dates(path: Path) -> DateList:
    """Read a file that holds one date a line, or a CSV (comma, semicolon or tab) with a column of dates.

    Blank lines and lines that begin with # are passed over. Dates are year-month-day; a time of day behind it, if any,
    is dropped as written. Everything else is refused, above all 05/06/2024, which two countries read differently.

    Args:
        path: the file, UTF-8.

    Raises:
        UsageError: the file cannot be read, is no text, or does not say which column holds the dates.
        FileProblems: lines whose date is missing, ambiguous or none; all of them, with their number.
    """
    raw = _bytes(path)
    lines = [(number, line) for number, line in enumerate(_text(path, raw).splitlines(), 1) if _counts(line)]
    if not lines:
        raise UsageError(f"{path.name} holds no date; valid: one date a line, or a CSV with a column of dates; {WRITE}")
    name, cells = _cells(path, lines)
    problems, days = [], []
    for number, cell in cells:
        day, trouble = read_day(cell)
        if day is None:
            problems.append(Problem(number, name or "date", trouble))
        else:
            days.append(day)
    if problems:
        raise FileProblems(path.name, problems)
    if not days:
        raise UsageError(f"{path.name} has a header and no row below it; valid: at least one date; {WRITE}")
    return DateList(path.name, tuple(days), raw, name)


def read_day(cell: str) -> tuple[date | None, str]:
    """The day that a cell names, or None and what is wrong with it."""
    text = cell.strip()
    found = ISO.fullmatch(text)
    if found:
        try:
            return date(*(int(part) for part in found.groups())), ""
        except ValueError:
            return None, f"{text!r} is no day of the calendar; {WRITE}"
    if not text:
        return None, f"the date is missing; leave the line out, or {WRITE}"
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", text):
        return None, f"{text!r} is ambiguous: day or month first is not known; {WRITE}"
    if re.fullmatch(r"\d{4}(-\d{2})?", text):
        return None, f"{text!r} lacks the day; a timing test needs days: leave the event out"
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return None, f"{text!r} looks like a spreadsheet's day number, whose first day is not known; {WRITE}"
    return None, f"{text!r} is not read as a date; {WRITE}"


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


def _cells(path: Path, lines: list[tuple[int, str]]) -> tuple[str, list[tuple[int, str]]]:
    """Name of the column and its cells with their line; the name is empty where the file is a bare list."""
    first = lines[0][1]
    delimiter = max(DELIMITERS, key=first.count)
    parts = _split(path, lines[0], delimiter)
    if len(parts) == 1 and any(letter.isdigit() for letter in parts[0]):
        return "", [(number, line.strip().strip('"')) for number, line in lines]
    header = [part.strip() for part in parts]
    place = _place(path, header)
    cells = []
    problems = []
    for number, line in lines[1:]:
        row = _split(path, (number, line), delimiter)
        if len(row) != len(header):
            problems.append(Problem(number, "row", f"{len(row)} cells where the header has {len(header)}"))
        else:
            cells.append((number, row[place]))
    if problems:
        raise FileProblems(path.name, problems)
    return header[place], cells


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
