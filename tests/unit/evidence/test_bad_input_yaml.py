"""Our own YAML files and those of users, damaged or made as traps: all problems with file and line, in no time."""

from __future__ import annotations

import time

import pytest

from multifront import claims, contingency
from multifront.errors import FileProblems, MultifrontError
from multifront.evidence.corrections import read_corrections
from multifront.evidence.streams import read_streams

GOOD = "{source: a, table: observation, row: r, column: best, from: 1, to: 2, reason: x, reported: y}"
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(8)
)
BAD = {
    "Latin-1": "- a\n- {source: ü}\n".encode("latin-1"),
    "UTF-16": GOOD.encode("utf-16"),
    "NUL byte": b"a: 1\nb: \0\n",
    "text": b"hello\n",
    "list": b"- 5\n",
    "number": b"5\n",
    "cut": f"- {GOOD}"[:40].encode(),
    "tabs": b"a:\n\t- b\n",
    "Python object": b"!!python/object/apply:os.system ['echo']\n",
    "growing aliases": BOMB.encode(),
    "holds itself": b"a: &a [*a]\n",
    "deep": b"[" * 3_000,
}
READERS = {
    "corrections": lambda path: read_corrections("a", path),
    "streams": read_streams,
    "assessment": claims.load,
    "scenario": contingency.load,
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", BAD)
def test_a_damaged_file_is_refused_by_name_and_at_once(tmp_path, reader, name):
    path = tmp_path / "file.yaml"
    path.write_bytes(BAD[name])
    begun = time.perf_counter()
    with pytest.raises(MultifrontError, match=r"file\.yaml"):
        READERS[reader](path)
    assert time.perf_counter() - begun < 20


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"- a\n- {source: \xfc}\n", 2, "not UTF-8"),
        (f"- {GOOD}\n- {GOOD.replace('observation', '[observation]')}\n".encode(), 2, "'table' is a list or a mapping"),
        (f"- {GOOD}\n- {GOOD.replace('source: a', 'source: a, source: b')}\n".encode(), 2, "stands twice"),
        (b"a: 1\n", 1, "is no list"),
        (BOMB.encode(), 1, "more than 200000 keys and items, aliases written out"),
    ],
)
def test_problems_of_corrections_name_their_line(tmp_path, content, line, said):
    path = tmp_path / "corrections.yaml"
    path.write_bytes(content)
    with pytest.raises(FileProblems) as caught:
        read_corrections("a", path)
    assert [problem.line for problem in caught.value.problems if said in problem.what] == [line]


def test_a_line_of_ten_megabytes(tmp_path):
    path = tmp_path / "streams.yaml"
    path.write_bytes(b"a: '" + b"x" * 10_000_000 + b"'\n")
    with pytest.raises(MultifrontError, match="a or its selection is no mapping"):
        read_streams(path)


def test_a_mark_at_the_start_and_windows_ends_are_no_problem(tmp_path):
    path = tmp_path / "corrections.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + f"- {GOOD}\r\n".encode())
    assert [entry.new for entry in read_corrections("a", path)] == [2]


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    for path in (tmp_path, tmp_path / "gone.yaml"):
        for read in READERS.values():
            with pytest.raises(MultifrontError, match=path.name):
                read(path)


def test_a_stream_that_stands_twice_is_a_problem_with_its_line(tmp_path):
    path = tmp_path / "streams.yaml"
    path.write_text("one: {title: a}\ntwo: {title: b}\none: {title: c}\n", encoding="utf-8")
    with pytest.raises(FileProblems, match=r"line 3: one: stands twice .first on line 1"):
        read_streams(path)
    path.write_text("one: 5\ntwo: {select: [a]}\n", encoding="utf-8")
    with pytest.raises(MultifrontError, match="one or its selection is no mapping; two or its selection is no mapping"):
        read_streams(path)
