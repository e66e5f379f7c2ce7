"""Workbooks that are damaged, traps, or hold days, formulas and truth values where numbers are expected."""

from __future__ import annotations

import zipfile

import pytest

from multifront.errors import EvidenceError
from multifront.sources.files import number
from multifront.sources.spreadsheet import MAX_BYTES, sheet

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STYLES = (
    f'<styleSheet {MAIN}><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="[Red]0.00&quot; days&quot;"/></numFmts>'
    '<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>'
    "</cellXfs></styleSheet>"
)


def made(path, rows, *, book="", shared="<sst/>", **parts):
    """A workbook with one sheet 'A' of these rows in XML; `book` goes before its sheets."""
    link = '<Relationships><Relationship Id="r1" Type="x" Target="worksheets/sheet1.xml"/></Relationships>'
    tabs = f'<workbook {MAIN} xmlns:r="urn:r">{book}<sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>'
    said = {
        "xl/workbook.xml": tabs,
        "xl/_rels/workbook.xml.rels": link,
        "xl/sharedStrings.xml": shared,
        "xl/styles.xml": STYLES,
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, text in (said | parts).items():
            if text is not None:
                opened.writestr(name, text)
    return path


@pytest.fixture
def path(tmp_path):
    return tmp_path / "book.xlsx"


def test_days_are_days_whichever_day_the_workbook_counts_from(path):
    row = '<row r="2"><c r="A2" s="1"><v>45000</v></c><c r="B2" s="2"><v>45000.75</v></c>'
    row += '<c r="C2" s="3"><v>45000</v></c></row>'
    assert list(sheet(made(path, row), "A")) == [(2, {"A": "2023-03-15", "B": "2023-03-15", "C": "45000"})]
    later = made(path, row, book='<workbookPr date1904="1"/>')
    assert next(iter(sheet(later, "A")))[1]["A"] == "2027-03-16"
    with pytest.raises(EvidenceError, match="'2023-03-15' is not a number"):
        number("2023-03-15", "book.xlsx A row 2")


def test_truth_values_and_errors_of_formulas_are_no_numbers(path):
    row = '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#DIV/0!</v></c>'
    row += '<c r="C1"><f>1+1</f><v>2</v></c></row>'
    ((_, cells),) = sheet(made(path, row), "A")
    assert cells == {"A": "TRUE", "B": "#DIV/0!", "C": "2"}
    for name in "AB":
        with pytest.raises(EvidenceError, match="is not a number"):
            number(cells[name], "here")


def test_a_formula_that_was_never_computed_is_refused_with_its_row(path):
    with pytest.raises(EvidenceError, match=r"book\.xlsx A row 7 column B: a formula without a stored value.*save it"):
        list(sheet(made(path, '<row r="7"><c r="B7"><f>SUM(A1:A6)</f></c></row>'), "A"))


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ("<row><c><v>1</v></c><c><v>2</v></c></row>", {"A": "1", "B": "2"}),
        ('<row spans="1:2" r="1"><c s="0" r="B1"><v>5</v></c></row>', {"B": "5"}),
        (
            '<row r="1"><c r="AA1" t="inlineStr"><is><t>x &amp; y</t></is></c><c><v>3</v></c></row>',
            {"AA": "x & y", "AB": "3"},
        ),
        ('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', {"A": "bold plain"}),
    ],
)
def test_no_cell_is_lost_however_it_is_written(path, rows, cells):
    shared = f"<sst {MAIN}><si><r><t>bold </t></r><r><t>plain</t></r><rPh><t>aid</t></rPh></si></sst>"
    assert list(sheet(made(path, rows, shared=shared), "A")) == [(1, cells)]


def test_entities_are_refused_unread(path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    bomb += "<sst><si><t>&b;</t></si></sst>"
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>'
    for shared in (bomb, outside):
        with pytest.raises(EvidenceError, match=r"sharedStrings\.xml: declares entities; valid: plain XML"):
            list(sheet(made(path, "", shared=shared), "A"))


def test_a_bomb_is_refused_by_the_size_of_its_part(path, monkeypatch):
    monkeypatch.setattr("multifront.sources.spreadsheet.MAX_BYTES", 10_000)
    assert MAX_BYTES == 200_000_000
    with pytest.raises(EvidenceError, match=r"sheet1\.xml: unpacks to more than 10000 bytes"):
        list(sheet(made(path, " " * 1_000_000), "A"))


@pytest.mark.parametrize(
    "content",
    [
        lambda whole: whole[:200],
        lambda whole: whole[:-40],
        lambda whole: whole[:70] + b"\xff\xff\xff" + whole[73:],
        lambda _: b"",
        lambda _: b"no workbook",
        lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    ],
)
def test_a_damaged_workbook_is_refused_by_name(path, content):
    made(path, '<row r="1"><c r="A1"><v>1</v></c></row>')
    path.write_bytes(content(path.read_bytes()))
    with pytest.raises(EvidenceError, match=r"book\.xlsx: not an XLSX workbook that can be read"):
        list(sheet(path, "A"))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("parts", "rows", "said"),
    [
        ({"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row>"}, "", "not an XLSX workbook that can be read"),
        ({"xl/worksheets/sheet1.xml": None}, "", "not an XLSX workbook that can be read"),
        ({"xl/worksheets/sheet1.xml": b"<worksheet>\xfc</worksheet>"}, "", "not UTF-8 at byte 12"),
        ({}, '<row r="3"><c r="A3"><v>1</v></c><c r="A3"><v>2</v></c></row>', "row 3: two cells in column A"),
        ({}, '<row r="3"><c r="A3" t="s"><v>9</v></c></row>', "row 3 column A: '9' cannot be read"),
        ({}, '<row r="3"><c r="A3" s="1"><v>1e99</v></c></row>', "row 3 column A: '1e99' cannot be read"),
    ],
)
def test_parts_and_cells_that_contradict_are_refused(path, parts, rows, said):
    with pytest.raises(EvidenceError, match=said):
        list(sheet(made(path, rows, **parts), "A"))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_twice_is_refused(path):
    with zipfile.ZipFile(made(path, ""), "a") as opened:
        opened.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    with pytest.raises(EvidenceError, match=r"holds the part xl/worksheets/sheet1\.xml twice"):
        list(sheet(path, "A"))


def test_a_password_is_named(path):
    made(path, "")
    content = bytearray(path.read_bytes())
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        content[at + 8] |= 1
        at += 4
    path.write_bytes(bytes(content))
    with pytest.raises(EvidenceError, match="encrypted, password required"):
        list(sheet(path, "A"))
