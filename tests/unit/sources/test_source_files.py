"""Source files: missing, changed, wrong columns, broken rows give errors that say what to do."""

import hashlib

import pytest

from multifront.errors import EvidenceError
from multifront.sources.files import SourceFile, number, parse_csv

CONTENT = b"date,total\n2025-01-01,3\n"


def test_a_pinned_file_is_read(tmp_path):
    (tmp_path / "data.csv").write_bytes(CONTENT)
    source = SourceFile("data.csv", hashlib.sha256(CONTENT).hexdigest(), ("date", "total"))
    assert source.read_csv(tmp_path) == [{"date": "2025-01-01", "total": "3"}]


def test_a_missing_file_names_the_mirror_option(tmp_path):
    with pytest.raises(EvidenceError, match=r"'data.csv' not found.*--mirror"):
        SourceFile("data.csv", "0" * 64).verified(tmp_path)


def test_a_changed_file_names_both_checksums(tmp_path):
    (tmp_path / "data.csv").write_bytes(CONTENT)
    found = hashlib.sha256(CONTENT).hexdigest()
    with pytest.raises(EvidenceError, match=rf"expected sha256 {'0' * 64}, found {found}"):
        SourceFile("data.csv", "0" * 64).verified(tmp_path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"date\n2025-01-01\n", "lacks total"),
        (b"date,total,total\n1,2,3\n", "total more than once"),
        (b"date,total\n1\n", "line 2: 1 cells"),
        (b"date,total\n\xff,1\n", "not UTF-8"),
        (b"", "line 1: the file is empty"),
    ],
)
def test_a_broken_table_says_where(content, words):
    with pytest.raises(EvidenceError, match=words):
        parse_csv(content, ("date", "total"), "sample.csv")


def test_a_byte_order_mark_is_no_part_of_a_name():
    assert parse_csv(b"\xef\xbb\xbfdate\n1\n", ("date",), "sample.csv") == [{"date": "1"}]


def test_an_empty_cell_is_missing_and_never_zero():
    assert number("", "here") is None
    assert number("0", "here") == 0.0
    with pytest.raises(EvidenceError, match="here: 'x' is not a number"):
        number("x", "here")
