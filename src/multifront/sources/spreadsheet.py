"""Sheets of an XLSX workbook as rows of texts, by the standard library alone. No formulas are computed, no XLS."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from multifront.errors import EvidenceError

MAX_BYTES = 200_000_000
"""A part of the workbook that unpacks to more is refused: no real table of ours is a tenth of it."""
DATE_FORMATS = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
"""Numbers of the built-in formats that show a day."""
DAY_LETTERS = re.compile(r"[ydYD]|m{3,}")
"""What a format of the workbook's own holds where it shows a day, once quoted and bracketed text is away."""


@dataclass(frozen=True, slots=True)
class Book:
    """What a cell is read by: shared texts, styles that show a day, the day from which days are counted, the file."""

    name: str
    shared: list[str]
    day_styles: frozenset[int]
    day_zero: date


def sheet(path: Path, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a sheet: number of the row, and its cells by column letter; empty cells are absent.

    A cell that is shown as a day gives `YYYY-MM-DD`, whichever day the workbook counts from (1900 or 1904). A truth
    value gives TRUE or FALSE, so that it cannot pass for a number.

    Args:
        path: the workbook.
        name: the sheet's name as on its tab.

    Raises:
        EvidenceError: the file is no workbook or damaged, a part is too large or declares entities, it has no such
            sheet, a formula has no stored value, or two cells have one place; with the row.
    """
    try:
        with zipfile.ZipFile(path) as opened:
            if twice := sorted({part for part in opened.namelist() if opened.namelist().count(part) > 1}):
                raise EvidenceError(f"{path.name}: holds the part {twice[0]} twice; next: fetch the workbook again")
            part = _part_of(opened, name, path.name)
            book = _book(opened, path.name)
            content = _xml(opened, part)
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, RuntimeError, EOFError, ElementTree.ParseError) as error:
        raise EvidenceError(
            f"{path.name}: not an XLSX workbook that can be read ({error}); valid: a whole workbook without password; "
            "next: check that the file is complete"
        ) from error
    above = 0
    for row in _all(content, "row"):
        above = int(row.get("r") or above + 1)
        yield above, _cells(row, book, f"{path.name} {name} row {above}")


def _cells(row: Element, book: Book, where: str) -> dict[str, str]:
    cells: dict[str, str] = {}
    place = 0
    for cell in _all(row, "c"):
        column = re.sub(r"[^A-Z]", "", cell.get("r") or "") or _letters(place)
        place = _number(column) + 1
        if column in cells:
            raise EvidenceError(f"{where}: two cells in column {column}; next: check that the file is complete")
        if value := _value(cell, book, f"{where} column {column}"):
            cells[column] = value
    return cells


def _letters(place: int) -> str:
    """The letters of a column by its place from 0."""
    head, last = divmod(place, 26)
    return (_letters(head - 1) if head else "") + chr(ord("A") + last)


def _number(letters: str) -> int:
    value = 0
    for letter in letters:
        value = 26 * value + ord(letter) - ord("A") + 1
    return value - 1


def _value(cell: Element, book: Book, where: str) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    stored = next((one.text or "" for one in cell if _tag(one) == "v"), "").strip()
    if not stored:
        if any(_tag(one) == "f" for one in cell):
            raise EvidenceError(
                f"{where}: a formula without a stored value; valid: a workbook that was saved after computing; "
                "next: open it in a spreadsheet program and save it"
            )
        return ""
    try:
        if kind == "s":
            return book.shared[int(stored)]
        if kind == "b":
            return "TRUE" if int(stored) else "FALSE"
        if kind == "n" and int(cell.get("s") or 0) in book.day_styles:
            return str(book.day_zero + timedelta(days=int(float(stored))))
    except (ValueError, IndexError, OverflowError) as error:
        raise EvidenceError(f"{where}: {stored!r} cannot be read ({error}); next: check that it is complete") from error
    return stored


def _book(opened: zipfile.ZipFile, name: str) -> Book:
    parts = set(opened.namelist())
    shared = []
    if "xl/sharedStrings.xml" in parts:
        shared = [_text(item) for item in _all(_xml(opened, "xl/sharedStrings.xml"), "si")]
    days = _day_styles(_xml(opened, "xl/styles.xml")) if "xl/styles.xml" in parts else frozenset()
    told = [one.get("date1904", "0") for one in _all(_xml(opened, "xl/workbook.xml"), "workbookPr")]
    # Excel counts a 29 February 1900 that never was: from 1 March 1900 on, day 0 is 30 December 1899.
    return Book(name, shared, days, date(1904, 1, 1) if told and told[0] in ("1", "true") else date(1899, 12, 30))


def _day_styles(styles: Element) -> frozenset[int]:
    own = {
        int(one.get("numFmtId") or 0)
        for one in _all(styles, "numFmt")
        if DAY_LETTERS.search(re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", one.get("formatCode") or ""))
    }
    used = [one for group in _all(styles, "cellXfs") for one in group]
    return frozenset(i for i, one in enumerate(used) if int(one.get("numFmtId") or 0) in own | DATE_FORMATS)


def _part_of(opened: zipfile.ZipFile, name: str, file: str) -> str:
    tabs = {one.get("name", ""): _link(one) for one in _all(_xml(opened, "xl/workbook.xml"), "sheet")}
    if name not in tabs:
        raise EvidenceError(f"{file}: no sheet {name!r}; valid: {', '.join(tabs)}; next: check the edition")
    for link in _all(_xml(opened, "xl/_rels/workbook.xml.rels"), "Relationship"):
        if link.get("Id") == tabs[name] and link.get("TargetMode") != "External":
            return f"xl/{(link.get('Target') or '').removeprefix('/').removeprefix('xl/')}"
    raise EvidenceError(f"{file}: sheet {name!r} has no part in the workbook; next: check that the file is complete")


def _link(tab: Element) -> str:
    return next((value for key, value in tab.attrib.items() if key.rpartition("}")[2] in ("id", "r:id")), "")


def _xml(opened: zipfile.ZipFile, part: str) -> Element:
    """A part as a tree. A declaration of entities is refused unread: no spreadsheet program writes one."""
    if opened.getinfo(part).file_size > MAX_BYTES:
        raise EvidenceError(f"{part}: unpacks to more than {MAX_BYTES} bytes; next: check where the file comes from")
    content = opened.read(part)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EvidenceError(f"{part}: not UTF-8 at byte {error.start + 1}; next: fetch the workbook again") from error
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise EvidenceError(f"{part}: declares entities; valid: plain XML; next: check where the file comes from")
    return ElementTree.fromstring(content)


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(element: Element, tag: str) -> Iterator[Element]:
    return (one for one in element.iter() if _tag(one) == tag)


def _text(item: Element) -> str:
    """The text of an item, of all its runs, without the reading aids of Asian scripts."""
    aids = {one for aid in _all(item, "rPh") for one in aid.iter()}
    return "".join(one.text or "" for one in _all(item, "t") if one not in aids).strip()
