"""Tables that are damaged or mean another thing: CSV by both readers, Parquet, cells; an error with file and line."""

from __future__ import annotations

import hashlib

import duckdb
import pytest
from tests.unit.sources.sample_files import parquet_file, rejects_of, rows_of

from multifront.errors import EvidenceError
from multifront.sources import gulf_calendar, hormuz_transits, pla_activity, ucdp_battle_events, un_ideal_points
from multifront.sources.files import SourceFile, confirm, each, number, parse_csv
from multifront.sources.relations import csv_file, parquet

HEAD = b"date,name,total\n"
ROWS = b"2024-01-01,alpha,1\n2024-01-02,beta,2\n2024-01-03,gamma,3\n"
COLUMNS = ("date", "name", "total")


def by_python(content, folder):
    """Rows by the reader of small files, and the error where there is one."""
    return [tuple(row.values()) for row in parse_csv(content, COLUMNS, "table.csv")]


def by_query(content, folder):
    """Rows by the reader of large files, as a load runs it."""
    path = folder / "table.csv"
    path.write_bytes(content)
    try:
        with duckdb.connect() as con:
            return con.execute(f"SELECT date, name, total FROM {csv_file(path, COLUMNS)} ORDER BY line").fetchall()
    except duckdb.Error as error:  # what `load_batch` makes an error of ours
        raise EvidenceError(" ".join(str(error).split())) from error


READERS = pytest.mark.parametrize("read", [by_python, by_query])
BAD = {
    "cut in a row": (HEAD + ROWS[:-10], 4),
    "cut in a quoted cell": (HEAD + ROWS + b'2024-01-04,"del', 5),
    "cut in the last quoted cell": (HEAD + ROWS + b'2024-01-04,x,"12', 5),
    "text after a quote": (HEAD + b'2024-01-01,"al"pha,1\n' + ROWS, 2),
    "a row too short": (HEAD + ROWS + b"2024-01-04,d\n" + ROWS, 5),
    "a row too long": (HEAD + ROWS + b"2024-01-04,d,4,5\n" + ROWS, 5),
    "Latin-1": (HEAD + ROWS + "2024-01-04,München,4\n".encode("latin-1"), 5),
    "UTF-16": ((HEAD + ROWS).decode().encode("utf-16"), 1),
    "UTF-16 without mark": ((HEAD + ROWS).decode().encode("utf-16-le"), 1),
    "byte-order mark inside": (HEAD + ROWS + b"\xef\xbb\xbf2024-01-04,d,4\n", 5),
    "header once more": (HEAD + ROWS + HEAD + ROWS, 5),
    "10 MB line": (HEAD + ROWS + b"2024-01-04," + b"x" * 10_000_000 + b",4\n" + ROWS, 5),
    "NUL byte": (HEAD + ROWS + b"2024-01-04,a\0b,4\n" + ROWS, 5),
    "control character": (HEAD + ROWS + b"2024-01-04,a\x1ab,4\n", 5),
    "lone CR as line end": ((HEAD + ROWS).replace(b"\n", b"\r"), 1),
    "lone CR in a cell": (HEAD + ROWS + b"2024-01-04,a\rb,4\n", 5),
    "two kinds of line end": (HEAD + ROWS.replace(b"\n", b"\r\n"), 2),
    "blank line between rows": (HEAD + ROWS + b"\n" + ROWS, 5),
    "empty": (b"", 1),
    "header alone": (HEAD, 1),
    "web page": (b"<!DOCTYPE html><html><body>404</body></html>\n<p>", 0),
    "column twice": (b"date,name,total,name\n2024-01-01,a,1,b\n", 0),
    "other separator": ((HEAD + ROWS).replace(b",", b";"), 0),
    "gzip": (b"\x1f\x8b\x08\0rest", 1),
}
"""Name -> bytes, and the line that the error must name (0: the header is what is wrong)."""


@READERS
@pytest.mark.parametrize("name", BAD)
def test_a_damaged_table_is_refused_with_file_and_line(tmp_path, read, name):
    content, line = BAD[name]
    said = rf"table\.csv.*(line|Line:) {line}\b|(Line:) {line} .*table\.csv" if line else r"table\.csv: the header"
    with pytest.raises(EvidenceError, match=said):
        read(content, tmp_path)


@READERS
@pytest.mark.parametrize(
    "content",
    [
        HEAD + ROWS,
        b"\xef\xbb\xbf" + HEAD + ROWS,
        (HEAD + ROWS).replace(b"\n", b"\r\n"),
        HEAD + ROWS[:-1],
        HEAD + ROWS + b"\n\n",
        HEAD + b'2024-01-01,"al\npha, ""x""",1\n',
    ],
)
def test_what_is_well_formed_is_read_by_both_alike(tmp_path, read, content):
    rows = read(content, tmp_path)
    assert rows[0][0] == "2024-01-01"
    assert rows[0][1] in ("alpha", 'al\npha, "x"')
    assert len(rows) == (3 if b'"' not in content else 1)


@pytest.mark.parametrize(
    "name", ["it's.csv", 'say "x".csv', "a b.csv", "дані 100%.csv", "a%s{}.csv", "x\ny.csv", "a;--.csv"]
)
def test_any_path_can_be_read(tmp_path, name):
    folder = tmp_path / "fold'er 1"
    folder.mkdir()
    (folder / name).write_bytes(HEAD + ROWS)
    with duckdb.connect() as con:
        assert len(con.execute(f"FROM {csv_file(folder / name, COLUMNS)}").fetchall()) == 3
        parquet_file(tmp_path / "plain.parquet", ["a"], [(1.0,)]).rename(folder / "it's.parquet")
        assert con.execute(
            f"SELECT a, line FROM {parquet(folder / chr(39).join(('it', 's.parquet')), ('a',))}"
        ).fetchall()


@pytest.mark.parametrize(
    "cell", ["1,000", "1_000", "1.234,5", "2,5", "nan", "inf", "-Infinity", "0x10", "12 %", "five"]
)
def test_a_number_in_another_writing_is_no_number(cell):
    with pytest.raises(EvidenceError, match=r"here: .* is not a number; valid: digits with a point"):
        number(cell, "here")


@pytest.mark.parametrize("day", ["45000", "05/06/2024", "6.5.2024", "2024-13-01"])
def test_days_of_spreadsheets_are_refused_with_file_and_line(day):
    source = hormuz_transits.origin()
    columns = ("date", *hormuz_transits.SERIES)
    content = ",".join(columns) + f"\n2024-01-01{',1' * (len(columns) - 1)}\n{day}{',1' * (len(columns) - 1)}\n"
    rows = parse_csv(content.encode(), columns, "transits.csv")
    with pytest.raises(EvidenceError, match=r"transits\.csv line 3: .*valid: .*YYYY-MM-DD.*columns swapped"):
        list(each(rows, lambda row: hormuz_transits.observation(row, columns[1], source)))
    days = parse_csv(f"date,pla_aircraft_sorties\n2024-02-01,1\n{day},1\n".encode(), ("date",), "pla.csv")
    with pytest.raises(EvidenceError, match=r"pla\.csv line 3"):
        pla_activity.by_day(days)


def test_swapped_columns_are_refused_with_file_and_line():
    columns = ("ccode", "year", "idealpointfp", "q5fp", "q95fp", "nvotesfp")
    rows = parse_csv(b"year,ccode,idealpointfp,q5fp,q95fp,nvotesfp\n2,2000,1,1,1,5\n", columns, "points.csv")
    with pytest.raises(EvidenceError, match=r"2000"):
        list(each(rows, lambda row: un_ideal_points.observation(row, un_ideal_points.origin())))
    rows = parse_csv(b"ccode,year,idealpointfp,q5fp,q95fp,nvotesfp\nUSA,2000,1,1,1,5\n", columns, "points.csv")
    with pytest.raises(EvidenceError, match=r"points\.csv line 2: invalid literal.*columns swapped"):
        list(each(rows, lambda row: un_ideal_points.observation(row, un_ideal_points.origin())))


GED = {
    **{"id": "1", "year": "2020", "type_of_violence": "1", "conflict_name": "c", "side_a": "A", "side_b": "B"},
    **{"where_coordinates": "w", "country": "c", "date_prec": "1", "date_start": "2020-05-01 00:00:00.000"},
    **{"date_end": "2020-05-02 00:00:00.000", "best": "5", "high": "7", "low": "3", "gwnoa": "365", "gwnob": ""},
}


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"date_start": "2020-05-03", "date_end": "2020-05-01"}, "end before start: columns swapped?"),
        ({"best": "9"}, "best is not between low and high: columns swapped?"),
        ({"year": "365", "gwnoa": "2020"}, "year is no number or disagrees with the dates: columns swapped?"),
        ({"date_start": "43952"}, "date_start or date_end is no date YYYY-MM-DD"),
        ({"date_start": "01/05/2020"}, "date_start or date_end is no date YYYY-MM-DD"),
        (
            {"date_start": "2099-01-01", "date_end": "2099-01-02", "year": "2099"},
            "future date: the event lies after our copy",
        ),
        ({"best": "1,000"}, "best is no whole number of deaths"),
        ({"best": "nan"}, "best is no whole number of deaths"),
        ({"best": "5.7"}, "best is no whole number of deaths"),
        ({"gwnoa": "Russia"}, "gwnoa or gwnob is no number"),
        ({"type_of_violence": "4"}, "type_of_violence is not 1 to 3"),
        ({"id": "A"}, "id is no whole number: columns swapped?"),
    ],
)
def test_a_line_of_ged_that_cannot_be_right_is_set_aside_with_its_reason(tmp_path, cells, reason):
    lines = [list(GED), list(GED.values()), list((GED | {"id": "2"} | cells).values())]
    quoted = [",".join(f'"{cell}"' for cell in cells_of) for cells_of in lines]
    (tmp_path / "ged.csv").write_text("\n".join(quoted) + "\n", encoding="utf-8")
    bulk = ucdp_battle_events.battles(tmp_path / "ged.csv")
    assert [row["event_id"] for row in rows_of(bulk)] == ["GED:1"]
    assert [(row["line"], row["reason"]) for row in rejects_of(bulk)] == [(3, reason)]


def test_parquet_files_that_are_cut_lack_a_column_or_hold_texts(tmp_path):
    path = parquet_file(tmp_path / "t.parquet", ["year", "name"], [(2000.0, "a")])
    assert "line" in parquet(path, ("year", "name"), ("name",))
    with pytest.raises(EvidenceError, match=r"t\.parquet: the header lacks flow; found: year, name"):
        parquet(path, ("year", "flow"))
    with pytest.raises(EvidenceError, match=r"t\.parquet: a column holds no numbers: name is VARCHAR"):
        parquet(path, ("year", "name"))
    path.write_bytes(path.read_bytes()[:-20])
    for content in (path.read_bytes(), b"", b"PAR1", b"a,b\n1,2\n"):
        path.write_bytes(content)
        with pytest.raises(EvidenceError, match=r"t\.parquet: cannot be read"):
            parquet(path, ("year",))


def test_what_was_hashed_is_what_is_read(tmp_path):
    (tmp_path / "a.csv").write_bytes(HEAD + ROWS)
    digest = hashlib.sha256(HEAD + ROWS).hexdigest()
    source = SourceFile("a.csv", digest, COLUMNS)
    assert len(source.read_csv(tmp_path)) == 3
    confirm(tmp_path, {"a.csv": digest})
    (tmp_path / "a.csv").write_bytes(HEAD + ROWS + ROWS)
    for use in (source.read_csv, source.verified):
        with pytest.raises(EvidenceError, match=f"expected sha256 {digest}"):
            use(tmp_path)
    with pytest.raises(EvidenceError, match=r"'a.csv' changed while it was being read: sha256 .* before, .* after"):
        confirm(tmp_path, {"a.csv": digest})
    (tmp_path / "a.csv").unlink()
    with pytest.raises(EvidenceError, match=r"changed while it was being read: .*no file after"):
        confirm(tmp_path, {"a.csv": digest})


def test_a_folder_in_place_of_a_file_is_named(tmp_path):
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(EvidenceError, match=r"'a.csv' not found below .*, a folder stands there; valid"):
        SourceFile("a.csv", "0" * 64).verified(tmp_path)


def test_parsers_of_rows_name_the_line_of_a_bad_cell():
    columns = ("Event_ID", "Event_Date", "Source_URL", *gulf_calendar.COMPONENTS)
    head, ones = ",".join(columns), ",1" * len(gulf_calendar.COMPONENTS)
    rows = parse_csv(f"{head}\nG1,2024-01-01,u{ones}\nG2,45000,u{ones}\n".encode(), columns, "windows.csv")
    with pytest.raises(EvidenceError, match=r"windows\.csv line 3: .*45000"):
        list(each(rows, lambda row: gulf_calendar.event(row, {}, gulf_calendar.origin())))
