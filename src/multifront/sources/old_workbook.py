"""Sheets of an old Excel workbook (.xls) as rows of plain cells. Needs the extra `formats`; knows no meaning."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

from multifront.errors import EvidenceError

Cell = str | float | date | None
_TEXT, _NUMBER, _DATE = 1, 2, 3
_SINCE_1904 = date(1904, 1, 1)
_LEAP_DAY_THAT_WAS_NOT = 60


def first_sheet(path: Path) -> Iterator[list[Cell]]:
    """The rows of the first sheet: texts, numbers, days; an empty cell is None, and so is an error value.

    Args:
        path: the workbook.

    Raises:
        EvidenceError: package xlrd is not installed, or the file is no such workbook.
    """
    try:
        xlrd = import_module("xlrd")  # the extra is optional, so it is imported where it is needed
    except ImportError as error:
        raise EvidenceError(
            f"{path.name}: old Excel files need package xlrd, which is not installed; valid: multifront with the extra "
            "'formats'; next: pip install 'multifront[formats]'"
        ) from error
    try:
        book = xlrd.open_workbook(str(path), logfile=io.StringIO())
        sheet = book.sheet_by_index(0)
    except Exception as error:  # the reader raises many kinds of errors on a damaged file
        raise EvidenceError(
            f"{path.name}: is no readable old Excel workbook ({error}); valid: an .xls file; next: fetch it again"
        ) from error
    for row in range(sheet.nrows):
        kinds, values = sheet.row_types(row), sheet.row_values(row)
        yield [_cell(kind, value, book.datemode) for kind, value in zip(kinds, values, strict=True)]


def _cell(kind: int, value: str | float, since_1904: int) -> Cell:
    if kind == _DATE:
        return day_of(float(value), since_1904=bool(since_1904))
    if kind == _TEXT:
        return str(value).strip() or None
    return float(value) if kind == _NUMBER else None


def day_of(serial: float, *, since_1904: bool = False) -> date:
    """The day of a date cell.

    Excel counts from 1 January 1900 as day 1 and holds 1900 for a leap year, so the count is one too high from
    1 March 1900; workbooks of old Macintoshes count from 1904.

    Args:
        serial: the number in the cell.
        since_1904: the workbook counts from 1904.
    """
    days = int(serial)
    if since_1904:
        return _SINCE_1904 + timedelta(days=days)
    return date(1899, 12, 31) + timedelta(days=days - (days > _LEAP_DAY_THAT_WAS_NOT))
