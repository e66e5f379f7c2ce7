"""Sheets of an XLSX workbook as rows of texts, by the standard library alone. No formulas, no styles, no XLS."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from multifront.errors import EvidenceError

MAX_BYTES = 200_000_000
"""A part of the workbook that unpacks to more is refused: no real table of ours is a tenth of it."""

_CELL = re.compile(r'<c r="([A-Z]+)\d+"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_ROW = re.compile(r'<row [^>]*?r="(\d+)"[^>]*?(?:/>|>(.*?)</row>)', re.DOTALL)
_VALUE = re.compile(r"<(?:v|t)[^>]*>(.*?)</(?:v|t)>", re.DOTALL)


def sheet(path: Path, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a sheet: number of the row, and its cells by column letter; empty cells are absent.

    Args:
        path: the workbook.
        name: the sheet's name as on its tab.

    Raises:
        EvidenceError: the file is no workbook, a part is too large, or it has no such sheet.
    """
    try:
        with zipfile.ZipFile(path) as book:
            part = _part_of(book, name, path.name)
            shared = [
                _text(item) for item in re.findall(r"<si>(.*?)</si>", _read(book, "xl/sharedStrings.xml"), re.DOTALL)
            ]
            content = _read(book, part)
    except (zipfile.BadZipFile, KeyError) as error:
        raise EvidenceError(
            f"{path.name}: not an XLSX workbook ({error}); next: check that the file is complete"
        ) from error
    for row in _ROW.finditer(content):
        cells = {}
        for column, attributes, inner in _CELL.findall(row[2] or ""):
            if value := _value(attributes, inner, shared):
                cells[column] = value
        yield int(row[1]), cells


def _part_of(book: zipfile.ZipFile, name: str, file: str) -> str:
    tabs = re.findall(r'<sheet [^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"', _read(book, "xl/workbook.xml"))
    found = {unescape(tab): key for tab, key in tabs}
    if name not in found:
        raise EvidenceError(f"{file}: no sheet {name!r}; valid: {', '.join(found)}; next: check the edition")
    links = _read(book, "xl/_rels/workbook.xml.rels")
    for link in re.findall(r"<Relationship [^>]*>", links):
        if f'Id="{found[name]}"' in link and (target := re.search(r'Target="/?(?:xl/)?([^"]*)"', link)):
            return f"xl/{target[1]}"
    raise EvidenceError(f"{file}: sheet {name!r} has no part in the workbook; next: check that the file is complete")


def _read(book: zipfile.ZipFile, part: str) -> str:
    if book.getinfo(part).file_size > MAX_BYTES:
        raise EvidenceError(f"{part}: unpacks to more than {MAX_BYTES} bytes; next: check where the file comes from")
    return book.read(part).decode("utf-8")


def _value(attributes: str, inner: str, shared: list[str]) -> str:
    found = _VALUE.search(inner or "")
    if found is None:
        return ""
    return shared[int(found[1])] if 't="s"' in attributes else unescape(found[1]).strip()


def _text(item: str) -> str:
    return unescape("".join(re.findall(r"<t[^>]*>(.*?)</t>", item, re.DOTALL))).strip()
