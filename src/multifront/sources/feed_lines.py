"""The gate before an event feed: a text file whose lines DuckDB can split without surprises. No columns, no meaning.

A clean file passes as it is, read once in blocks. Otherwise a copy is written in which each bad line is replaced by a
**marker** (one field: a control character, the reason, the control character, a readable excerpt), so that line numbers
stay those of the file and the line is set aside with its reason. Memory stays at a few blocks whatever the file.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np

from multifront.errors import EvidenceError
from multifront.sources.archives import DEFAULT, Limits, unpack

LINE_LIMIT = 1 << 20
"""Longest line that is read, in bytes; a longer one is set aside."""
EMPTY = "empty line"
"""Reason of a marker for a line with nothing on it, which the engine would skip uncounted."""
MARK = "\x1a"
FORBIDDEN = {b"\x00": "NUL byte", b"\x01": "control character 01", b"\x1a": "control character 1A"}
EXCERPT = 200
EMPTY_LINE = 0x0A0A
OTHER_KINDS = {
    codecs.BOM_UTF16_LE: "UTF-16 text",
    codecs.BOM_UTF16_BE: "UTF-16 text",
    b"PK\x03\x04": "a zip archive",
    b"\x1f\x8b": "a gzip file",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF",
}
"""First bytes by which a file that is no plain text is told."""
BOM = codecs.BOM_UTF8


def prepare(path: Path, work: Path, limits: Limits = DEFAULT) -> list[Path]:
    """Text files that are safe to read by lines: the file itself where clean, else copies in the work folder.

    Args:
        path: a text file, or a `.zip` archive of text files.
        work: folder for what has to be unpacked or rewritten; files there keep their names.
        limits: what an archive may hold.

    Returns:
        One file, or for an archive one a member.

    Raises:
        EvidenceError: the file is missing or empty, or the archive is refused.
    """
    if not path.is_file():
        raise EvidenceError(f"event feed {str(path)!r} not found; valid: a text file or a .zip; next: check the path")
    own = own_folder(path, work)
    if path.suffix.lower() == ".zip":
        unpacked = unpack(path, own / f"{path.name}.unpacked", limits)
        if not unpacked:
            raise EvidenceError(f"archive {str(path)!r} holds no file; valid: at least one; next: fetch it again")
        return [_gated(member, own / str(place)) for place, member in enumerate(unpacked)]
    return [_gated(path, own)]


def own_folder(path: Path, work: Path) -> Path:
    """The folder of one file below the work folder: two files of one name must not overwrite each other's copies.

    Args:
        path: the file.
        work: folder for copies.
    """
    return work / hashlib.sha256(str(path.absolute()).encode(errors="surrogateescape")).hexdigest()[:12]


def given_name(path: Path) -> str:
    """The name under which a user knows a prepared file: a copy is called as the file that it was made from.

    Args:
        path: the file or its copy.
    """
    return path.name.removesuffix(".tabs").removesuffix(".lines")


def other_kind(first: bytes) -> str:
    """What a file is that begins with these bytes, where that is no plain text; empty otherwise.

    Args:
        first: its first bytes, four at least where it has them.
    """
    return next((kind for start, kind in OTHER_KINDS.items() if first.startswith(start)), "")


def _gated(path: Path, work: Path) -> Path:
    if path.stat().st_size == 0:
        raise EvidenceError(f"event feed {str(path)!r} is empty; valid: at least one line; next: fetch it again")
    with path.open("rb") as stream:
        if kind := other_kind(stream.read(4)):
            raise EvidenceError(
                f"event feed {str(path)!r} line 1: the file is {kind}; valid: text in UTF-8, or a .zip of such texts; "
                "next: unpack or save it as that"
            )
        stream.seek(0)
        if is_clean(stream):
            return path.absolute()
    work.mkdir(parents=True, exist_ok=True)
    target = work / f"{path.name}.lines"
    building = target.with_name(target.name + ".building")
    with path.open("rb") as stream, building.open("wb") as sink:
        for line in cleaned(stream):
            sink.write(line)
    building.rename(target)
    return target.absolute()


def is_clean(stream: BinaryIO) -> bool:
    """Whether every line is UTF-8 and short, and none is empty or holds a byte that a reader could trip over.

    Args:
        stream: the file, at its start.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    carried = 0
    last = b"\n"
    seam = b""
    while block := stream.read(LINE_LIMIT):
        if BOM in seam + block[:2] or BOM in block:
            return False
        seam = block[-2:]
        if (last == b"\n" and block.startswith(b"\n")) or _has_empty_line(block):
            return False
        if b"\r" in block or any(byte in block for byte in FORBIDDEN):
            return False
        try:
            if not block.isascii() or decoder.getstate()[0]:  # plain ASCII, the usual case, needs no decoding
                decoder.decode(block)
        except UnicodeDecodeError:
            return False
        first = block.find(b"\n")
        if carried + (first if first >= 0 else len(block)) > LINE_LIMIT:
            return False
        carried = carried + len(block) if first < 0 else len(block) - block.rfind(b"\n") - 1
        last = block[-1:]
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _has_empty_line(block: bytes) -> bool:
    """Whether two line ends follow each other: looked up two bytes at a time, from even and from odd places."""
    pairs = (np.frombuffer(block, "<u2", (len(block) - start) // 2, start) for start in (0, 1) if len(block) > start)
    return any(bool((pair == EMPTY_LINE).any()) for pair in pairs)


def pick(path: Path, fields: frozenset[str], target: Path, skip: int) -> Path:
    """The lines that begin with one of these fields, each behind its number and a tab, as a file of their own.

    Args:
        path: a prepared file.
        fields: first fields that are wanted, up to the first tab.
        target: the file to write.
        skip: lines at the start that are left out.
    """
    wanted = {name.encode() for name in fields}
    with path.open("rb") as stream, target.open("wb") as sink:
        for number, line in enumerate(stream, 1):
            end = line.find(b"\t")
            if (line[:end] if end >= 0 else line.rstrip(b"\n")) in wanted and number > skip:
                sink.write(b"%d\t%b\n" % (number, line.rstrip(b"\n")))
    return target.absolute()


def cleaned(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, one for one: good ones with a plain line end, bad ones as markers. A BOM is dropped.

    Args:
        stream: the file, at its start.
    """
    for number, line in enumerate(_lines(stream)):
        text = line.removeprefix(BOM) if number == 0 else line
        if reason := _trouble(text):
            yield marker(reason, text)
        else:
            yield text + b"\n"


def marker(reason: str, line: bytes) -> bytes:
    """The line that stands in for one set aside.

    Args:
        reason: why.
        line: the line as found.
    """
    shown = line[:EXCERPT].decode("utf-8", "backslashreplace")
    plain = "".join(character if character.isprintable() else " " for character in shown)
    return f"{MARK}{reason}{MARK}{plain}\n".encode()


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines without their end; of a line over the limit only its first bytes, enough to be recognised as too long."""
    while line := stream.readline(LINE_LIMIT + 2):
        if line.endswith(b"\n"):
            yield line[:-2] if line.endswith(b"\r\n") else line[:-1]
            continue
        yield line
        while len(line) > LINE_LIMIT and (rest := stream.readline(LINE_LIMIT + 2)):
            if rest.endswith(b"\n"):
                break


def _trouble(line: bytes) -> str:
    if len(line) > LINE_LIMIT:
        return f"line longer than {LINE_LIMIT} bytes"
    if not line:
        return EMPTY
    for byte, name in FORBIDDEN.items():
        if byte in line:
            return name
    if b"\r" in line:
        return "carriage return inside the line"
    if BOM in line:
        return "byte-order mark inside the file"
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"not UTF-8 at byte {error.start + 1}"
    return ""
