"""Event feeds damaged in every way: an error that names file and line, or the line set aside with its reason."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.unit.sources.bad_feeds import MODULES, header, line, read, sample

from multifront.errors import EvidenceError, MultifrontError
from multifront.sources.feed_lines import BOM, LINE_LIMIT, MARK

WITH_HEADER = ("icews", "polecat", "acled")


def test_the_samples_are_good(tmp_path):
    for feed in MODULES:
        assert read(feed, sample(feed), tmp_path / feed) == (4, [])


@pytest.mark.parametrize("feed", MODULES)
@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (
            lambda whole: whole.decode().encode("utf-16"),
            r"feed\.txt' line 1: the file is UTF-16 text; valid: text in UTF-8",
        ),
        (lambda _: b"\x1f\x8b\x08rest", r"the file is a gzip file"),
        (lambda _: b"PK\x03\x04rest", r"the file is a zip archive"),
        (lambda _: b"", r"is empty; valid: at least one line"),
        (lambda _: b"<html>\n<body>not found</body>\n", r"feed\.txt.*next: check that this is the publisher's file"),
        (lambda whole: whole.replace(b"\n", b"\r"), r"line 1 is set aside: carriage return|lines have no fields"),
        (lambda whole: b"x" * 10_000_000 + b"\n" + whole[:50], r"longer than|fields; valid"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path, feed, damage, said):
    with pytest.raises(EvidenceError, match=said):
        read(feed, damage(sample(feed)), tmp_path)


@pytest.mark.parametrize("feed", WITH_HEADER)
def test_a_header_alone_and_a_column_twice_are_refused(tmp_path, feed):
    with pytest.raises(EvidenceError, match="a header and no line more"):
        read(feed, header(feed).encode(), tmp_path)
    first = header(feed).replace(",", "\t").split("\t")[0]
    separator = "," if feed == "acled" else "\t"
    doubled = header(feed).rstrip("\n") + separator + first + "\n" + line(feed, 1)
    with pytest.raises(EvidenceError, match=f"has more than once, {first}; found"):
        read(feed, doubled.encode(), tmp_path)


@pytest.mark.parametrize("feed", MODULES)
def test_lines_that_are_damaged_are_set_aside_and_the_rest_is_read(tmp_path, feed):
    first = header(feed).encode()
    good = [line(feed, number).encode() for number in range(1, 8)]
    bad = {
        "byte-order mark inside the file": BOM + good[0],
        "NUL byte": good[0][:9] + b"\0" + good[0][9:],
        f"line longer than {LINE_LIMIT} bytes": b"x" * 10_000_000 + b"\n",
        "carriage return inside the line": good[0][:9] + b"\r" + good[0][9:],
        "empty line": b"\n",
        "not UTF-8 at byte 10": good[0][:9] + b"\xfc" + good[0][9:],
    }
    for number, (reason, damaged) in enumerate(bad.items()):
        count, aside = read(feed, first + b"".join(good[:3]) + damaged + b"".join(good[3:]), tmp_path / str(number))
        assert (count, aside) == (7, [(4 + bool(first), reason)])


@pytest.mark.parametrize("feed", MODULES)
@pytest.mark.parametrize("cut", [5, 20, 60])
def test_a_file_cut_in_its_last_line_loses_that_line_only_and_says_so(tmp_path, feed, cut):
    whole = sample(feed)
    count, aside = read(feed, whole[: -len(line(feed, 4)) + cut], tmp_path)
    assert count == 3
    assert [number for number, _ in aside] == [4 + bool(header(feed))]


DAYS = {"gdelt": "f2", "icews": "day_text", "polecat": "day_text", "acled": "day_text"}


@pytest.mark.parametrize("feed", MODULES)
@pytest.mark.parametrize("day", ["45000", "05/06/2024", "6.5.2024", "2024-13-01", ""])
def test_days_of_spreadsheets_are_no_days(tmp_path, feed, day):
    content = (header(feed) + line(feed, 1) + line(feed, 2, **{DAYS[feed]: day})).encode()
    count, aside = read(feed, content, tmp_path)
    assert count == 1
    assert [(number, "no date" in reason) for number, reason in aside] == [(2 + bool(header(feed)), True)]


def test_days_after_our_copy_are_set_aside(tmp_path):
    late = {
        "gdelt": {"f2": "20991231", "f3": "209912", "f4": "2099", "f57": "20991231"},
        "icews": {"day_text": "2099-12-31"},
        "polecat": {"day_text": "2099-12-31"},
        "acled": {"day_text": "2099-12-31", "year_text": "2099"},
    }
    for feed, cells in late.items():
        count, aside = read(feed, (header(feed) + line(feed, 1) + line(feed, 2, **cells)).encode(), tmp_path / feed)
        assert count == 1
        assert "future date" in aside[0][1]


@pytest.mark.parametrize(
    ("feed", "cells", "reason"),
    [
        ("acled", {"deaths": "1,000"}, "fatalities is no number"),
        ("acled", {"deaths": "1_0"}, "fatalities is no number"),
        ("acled", {"deaths": "inf"}, "fatalities is no number"),
        ("acled", {"deaths": "2,5"}, "fatalities is no number"),
        ("acled", {"day_text": "2023", "year_text": "2023-05-06"}, "event_date is no date"),
        ("acled", {"kind": "Armed clash", "detail": "Battles"}, "unknown event_type"),
        ("icews", {"scale": "1,9"}, "Intensity is not between -10 and 10"),
        ("icews", {"code": "1.9", "scale": "042"}, "unknown CAMEO code"),
        ("icews", {"state1": "17"}, "Source or Target Country is a number: columns swapped?"),
        ("polecat", {"scale": "nan"}, "Intensity is not between -10 and 10"),
        ("polecat", {"kind": "2.0", "scale": "CONSULT"}, "unknown PLOVER type"),
        ("gdelt", {"f31": "1,9"}, "GoldsteinScale is not between -10 and 10"),
    ],
)
def test_numbers_in_other_writings_and_swapped_columns(tmp_path, feed, cells, reason):
    count, aside = read(feed, (header(feed) + line(feed, 1) + line(feed, 2, **cells)).encode(), tmp_path)
    assert (count, aside) == (1, [(2 + bool(header(feed)), reason)])


@pytest.mark.parametrize("feed", MODULES)
@pytest.mark.parametrize(
    "name", ["it's.txt", "a b.txt", 'say "x".txt', "дані 100%.txt", "a%s{}.txt", "x\ny.txt", "a;--.txt"]
)
def test_any_path_can_be_read(tmp_path, feed, name):
    assert read(feed, sample(feed), tmp_path, f"fold'er/{name}") == (4, [])
    assert read(feed, sample(feed).replace(b"\n", b"\r\n"), tmp_path, f"fold'er/{name}") == (4, [])


@pytest.mark.parametrize("feed", MODULES)
def test_files_of_one_name_do_not_overwrite_each_other(tmp_path, feed):
    """Two members of one name in two folders, each of which has to be rewritten."""
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in (1, 2):
            content = header(feed) + line(feed, number) + line(feed, 10 + number)[:9] + "\0\n"
            archive.writestr(f"{number}/a.csv", content)
    content = path.read_bytes()
    count, aside = read(feed, content, tmp_path / "again", "feed.zip")
    assert (count, len(aside)) == (2, 2)


PIECES = (
    b"\0",
    b"\r",
    b"\n",
    b"\t",
    b'"',
    b"\xff",
    BOM,
    b"\x1a",
    b"\x01",
    b",",
    b"9",
    b"-",
    b" ",
    b"\xc3",
    b"'",
    b"nan",
)
DAMAGE = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(("insert", "replace", "delete", "repeat")), st.sampled_from(PIECES)),
    min_size=1,
    max_size=6,
)


def damaged(content, damage):
    """The bytes with each change made at its share of the length."""
    for share, what, piece in damage:
        place = int(share * len(content))
        if what == "repeat":
            content = content[:place] + content[max(place - 40, 0) : place] + content[place:]
        else:
            skipped = {"insert": 0, "replace": len(piece), "delete": 7}[what]
            content = content[:place] + (piece if what != "delete" else b"") + content[place + skipped :]
    return content


def continued(folder):
    """Lines that belong to the record above, which quoted cells with breaks give."""
    found = list(Path(folder).glob("work/*/*.tabs"))
    return sum(text.startswith(MARK + MARK) for path in found for text in path.read_text("utf-8").split("\n"))


@pytest.mark.parametrize("feed", MODULES)
@settings(max_examples=40, deadline=None)
@given(damage=DAMAGE)
@example(
    damage=[(1.0, "insert", b'"'), (0.5, "insert", b'"')]
)  # quotes that close by count, though not by their places
@example(damage=[(1.0, "insert", b"\t")])  # a line that holds white space alone
def test_each_line_of_a_damaged_file_is_counted_exactly_once(feed, damage):
    content = damaged(sample(feed), damage)
    with tempfile.TemporaryDirectory() as folder:
        try:
            count, aside = read(feed, content, folder)
        except MultifrontError:
            return
        lines = content.count(b"\n") + (not content.endswith(b"\n"))
        numbers = [number for number, _ in aside]
        assert len(set(numbers)) == len(numbers)
        assert all(1 + bool(header(feed)) <= number <= lines for number in numbers)
        assert count + len(aside) + continued(folder) == lines - bool(header(feed))
