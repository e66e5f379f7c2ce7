"""The gate before a comma-separated file: what no such file should hold, found with its line. No columns, no cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from multifront.errors import EvidenceError
from multifront.sources.feed_lines import BOM, FORBIDDEN, LINE_LIMIT, is_clean, other_kind

VALID = f"UTF-8 text with one header, rows under it, lines of at most {LINE_LIMIT} bytes"


def refuse_trouble(stream: BinaryIO, name: str, skip: int = 0) -> None:
    """Refuse a file that a reader of lines and cells would trip over, or read otherwise than it was meant.

    A clean file is read once in blocks. Blank lines at the end and Windows line ends are no trouble.

    Args:
        stream: the file, at its start.
        name: what to call it in an error.
        skip: lines before the header, in which blank lines are no trouble.

    Raises:
        EvidenceError: another kind of file, a byte that text does not hold, not UTF-8, a byte-order mark inside, an
            overlong or a blank line, line ends of two kinds, or no row under the header; with the line.
    """
    clean = is_clean(stream)
    stream.seek(0)
    lines = _troubles(stream, skip)
    found = next(_no_row(stream, skip) if clean else lines, None)
    if found:
        line, what = found
        raise EvidenceError(
            f"{name} line {line}: {what}; valid: {VALID}; next: fetch the file again, or save it as CSV in UTF-8"
        )


def _no_row(stream: BinaryIO, skip: int) -> Iterator[tuple[int, str]]:
    count = sum(1 for _, line in zip(range(skip + 2), stream, strict=False) if line)
    if count < skip + 2:
        yield count or 1, "no row under the header" if count else "the file is empty"


def _troubles(stream: BinaryIO, skip: int) -> Iterator[tuple[int, str]]:
    """Lines with trouble, and why; the state of quotes is known, so that a blank line in a cell is none."""
    number, blank, last, quoted, windows = 0, 0, 0, False, None
    while line := stream.readline(LINE_LIMIT + 2):
        number += 1
        if what := _trouble(line if number > 1 else line.removeprefix(BOM), number):
            yield number, what
            return
        if not quoted and number > skip:
            if line in (b"\n", b"\r\n"):
                blank = blank or number
                continue
            if blank:
                yield blank, "a blank line between rows"
            windows, mixed = _line_end(line, windows)
            if mixed:
                yield number, "the line ends otherwise than the lines before (CR LF and LF)"
        last = number
        quoted ^= number > skip and line.count(b'"') % 2 == 1
    if quoted:
        yield last, "the file ends inside a quoted cell"
    if last < skip + 2:
        yield last or 1, "no row under the header" if last else "the file is empty"


def _line_end(line: bytes, windows: bool | None) -> tuple[bool | None, bool]:
    """Which line end the file has, and whether this line has the other; the last line may have none."""
    if not line.endswith(b"\n"):
        return windows, False
    own = line.endswith(b"\r\n")
    return own, windows is not None and own != windows


def _trouble(line: bytes, number: int) -> str:
    if number == 1 and (other := other_kind(line)):
        return f"the file is {other}"
    if len(line) > LINE_LIMIT:
        return f"longer than {LINE_LIMIT} bytes"
    for byte, kind in FORBIDDEN.items():
        if byte in line:
            return f"{kind} at byte {line.index(byte) + 1} of the line" + ("; UTF-16?" if byte == b"\0" else "")
    if BOM in line:
        return "a byte-order mark inside the file: two files in one?"
    if b"\r" in line.removesuffix(b"\n").removesuffix(b"\r"):
        return "a carriage return that ends no line"
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"not UTF-8 at byte {error.start + 1} of the line"
    return ""
