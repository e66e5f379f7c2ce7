"""Tiny source files of our own making, and the rows that a bulk query gives."""

from __future__ import annotations

import csv
import io
import json
import struct
import zipfile
from datetime import date

import duckdb


def parquet_file(path, columns, rows):
    """A Parquet file of numbers (as DOUBLE) and texts."""
    with duckdb.connect() as con:
        kinds = ["VARCHAR" if isinstance(rows[0][i], str) else "DOUBLE" for i in range(len(columns))]
        con.execute(f"CREATE TABLE t ({', '.join(f'{c} {k}' for c, k in zip(columns, kinds, strict=True))})")
        con.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(columns))})", rows)
        con.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    return path


def csv_sample(path, columns, rows, delimiter=",", before=""):
    """A CSV file with a header, after the lines `before`."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        stream.write(before)
        writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    return path


def workbook(path, sheets):
    """An XLSX workbook of inline texts: sheet name -> rows of cells."""
    tabs = "".join(f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>' for i, name in enumerate(sheets, 1))
    links = "".join(
        f'<Relationship Id="r{i}" Type="x" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(sheets) + 1)
    )
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("xl/workbook.xml", f'<workbook xmlns:r="urn:links"><sheets>{tabs}</sheets></workbook>')
        book.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{links}</Relationships>")
        book.writestr("xl/sharedStrings.xml", "<sst><si><t>Country</t></si></sst>")
        for i, rows in enumerate(sheets.values(), 1):
            lines = "".join(
                f'<row r="{n}">' + "".join(_cell("ABCDEFG"[k], n, text) for k, text in enumerate(row)) + "</row>"
                for n, row in enumerate(rows, 1)
            )
            book.writestr(f"xl/worksheets/sheet{i}.xml", f"<worksheet><sheetData>{lines}</sheetData></worksheet>")
    return path


def _cell(column, line, text):
    if text == "Country":
        return f'<c r="{column}{line}" t="s"><v>0</v></c>'
    return f'<c r="{column}{line}"><v>{text}</v></c>' if text else f'<c r="{column}{line}"/>'


FETCHED = date(2026, 10, 3)
"""The day on which the made cache says that its files were fetched."""


def fetched(cache, source, file, content):
    """A file in a cache with its entry in the ledger, as `evidence fetch` leaves it."""
    (cache / source).mkdir(parents=True, exist_ok=True)
    (cache / source / file).write_bytes(content)
    ledger = cache / "fetched.json"
    known = json.loads(ledger.read_text())["files"] if ledger.exists() else {}
    known[f"{source}/{file}"] = {"at": f"{FETCHED}T08:00:00+00:00", "held": True, "line": "whole file"}
    ledger.write_text(json.dumps({"files": known, "gaps": {}}))
    return cache / source / file


def zipped(*paths):
    """The bytes of a zip archive of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in paths:
            archive.writestr(path.name, path.read_bytes())
    return buffer.getvalue()


def old_workbook(path, rows):
    """An .xls file of the oldest kind (one sheet, no container): texts, numbers, days; None leaves a cell out."""

    def record(code, content):
        return struct.pack("<HH", code, len(content)) + content

    def cell(row, column, value):
        place = struct.pack("<HH", row, column) + bytes((0, isinstance(value, date), 0))
        if isinstance(value, str):
            return record(0x0004, place + bytes([len(value)]) + value.encode("ascii"))
        number = (value - date(1899, 12, 30)).days if isinstance(value, date) else value
        if isinstance(value, date) and value < date(1900, 3, 1):
            number -= 1
        return record(0x0003, place + struct.pack("<d", number))

    formats = record(0x001E, b"\x07General") + record(0x001E, b"\x0ayyyy-mm-dd")
    cells = [cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row) if value is not None]
    path.write_bytes(record(0x0009, struct.pack("<HH", 2, 0x10)) + formats + b"".join(cells) + record(0x000A, b""))
    return path


def rows_of(bulk, order="1"):
    """The rows of a bulk query as dicts."""
    return _fetched(f"SELECT * FROM ({bulk.query}) ORDER BY {order}")


def rejects_of(bulk):
    """The rows set aside as dicts."""
    return _fetched(f"SELECT * FROM ({bulk.rejects}) ORDER BY line")


def _fetched(query):
    with duckdb.connect() as con:
        cursor = con.execute(query)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
