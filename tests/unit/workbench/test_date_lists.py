"""Lists of dates as users write them: what is read, and what is refused with file and line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from multifront.errors import FileProblems, UsageError
from multifront.workbench.date_lists import read_dates


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "mine.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("text", "count", "column"),
    [
        ("2022-05-24\n2022-11-30\n", 2, ""),
        ("2022-05-24\r\n\r\n2022-11-30", 2, ""),
        ("# patrols\n2022-05-24\n2022-05-24\n", 2, ""),
        ("day\n2022-05-24\n", 1, "day"),
        ("when\n2022-05-24\n", 1, "when"),
        ('Date,what\n2022-05-24,"bombers, two"\n', 1, "Date"),
        ("what;event_date\nflight;2022-05-24 06:30\n", 1, "event_date"),
        ("what\tdate\tstart\nx\t2022-05-24T06:30:00\t\n", 1, "date"),
        (b"\xef\xbb\xbfdate\n2022-05-24\n", 1, "date"),
    ],
)
def test_what_is_well_formed_is_read(tmp_path: Path, text: str | bytes, count: int, column: str) -> None:
    found = read_dates(written(tmp_path, text))
    assert (len(found.days), found.days[0], found.column) == (count, date(2022, 5, 24), column)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("05/06/2024", "ambiguous"),
        ("5.6.24", "ambiguous"),
        ("2024-05", "lacks the day"),
        ("45000", "day number"),
        ("2023-02-30", "no day of the calendar"),
        ("24 May 2022", "not read as a date"),
        ("2022-05-24 about noon", "not read as a date"),
    ],
)
def test_every_unclear_line_is_named_at_once(tmp_path: Path, cell: str, words: str) -> None:
    path = written(tmp_path, f"2022-05-24\n{cell}\n2022-11-30\n\n{cell}\n")
    with pytest.raises(FileProblems, match=words) as caught:
        read_dates(path)
    assert [problem.line for problem in caught.value.problems] == [2, 5]
    assert str(tmp_path) not in str(caught.value)


def test_empty_cells_and_crooked_rows_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileProblems, match="line 3: date: the date is missing"):
        read_dates(written(tmp_path, "date,what\n2022-05-24,a\n,b\n"))
    with pytest.raises(FileProblems, match="line 3: row: 3 cells where the header has 2"):
        read_dates(written(tmp_path, "date,what\n2022-05-24,a\n2022-05-25,b,c\n"))
    with pytest.raises(FileProblems, match="line 2: row: not a line of a CSV"):
        read_dates(written(tmp_path, 'date,what\n2022-05-24,"a\n'))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "holds no date"),
        ("\n# nothing\n", "holds no date"),
        ("date\n", "no row below"),
        ("a,b\n2022-05-24,x\n", "which column holds the dates"),
        ("date,date\n2022-05-24,2022-05-24\n", "which column holds the dates"),
        (b"PK\x03\x04\x00\x00", "no text file"),
        ("date\n2022-05-24\n".encode("utf-16"), "not UTF-8"),
        (b"date\n2022-05-24\ncaf\xe9\n", "line 3: not UTF-8"),
        (b"2022-05-24\n" * 500_000, "bytes"),
    ],
)
def test_files_that_are_no_list_of_dates(tmp_path: Path, text: str | bytes, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read_dates(written(tmp_path, text))


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(UsageError, match="cannot be read"):
            read_dates(path)
