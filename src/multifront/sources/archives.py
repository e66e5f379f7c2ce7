"""Unpacking zip archives from outside: safe member names, limits on size, ratio and number. Downloads nothing."""

from __future__ import annotations

import stat
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from multifront.errors import EvidenceError

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may hold: bytes of all members together, how often larger than packed, number of members."""

    bytes: int = 20_000_000_000
    ratio: float = 200.0
    members: int = 1_000


DEFAULT = Limits()
RATIO_FROM = 10_000_000
"""Members smaller than this are not judged by their ratio: short tables of zeros pack well and do no harm."""


def unpack(archive: Path, into: Path, limits: Limits = DEFAULT) -> list[Path]:
    """The files of a zip archive, written below a folder, in the archive's order.

    Nothing is left behind if any member is refused: all names and declared sizes are looked at before the first is
    written, and bytes are counted while writing, since a declared size can lie.

    Args:
        archive: the zip file.
        into: the folder to write to; made if absent.
        limits: what the archive may hold.

    Returns:
        The files written.

    Raises:
        EvidenceError: no zip file, a damaged or encrypted member, a name that leads outside, a link, or over a limit.
    """
    written: list[Path] = []
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [member for member in opened.infolist() if not member.is_dir()]
            _check(archive, members, limits)
            left = limits.bytes
            for member in members:
                target = into / member.filename
                written.append(target)
                left -= _write(opened, member, target, min(left, _allowed(member, limits)))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, RuntimeError) as error:
        _remove(written)
        raise _refusal(archive, f"cannot be read: {error}", "a complete zip file without password") from error
    except OSError as error:
        _remove(written)
        raise _refusal(
            archive, f"cannot be unpacked: {error.strerror}", "names that can stand side by side, room on the disk"
        ) from error
    except BaseException:
        _remove(written)
        raise
    return written


def _check(archive: Path, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse by what the archive says about itself, before a byte is written."""
    if len(members) > limits.members:
        raise _refusal(archive, f"holds {len(members)} files", f"at most {limits.members}")
    names = [str(PurePosixPath(member.filename)).casefold() for member in members]
    for member in members:
        if trouble := _name_trouble(member):
            raise _refusal(archive, f"member {member.filename!r} {trouble}", "relative names of plain files")
        if member.file_size > _allowed(member, limits):
            ratio = member.file_size / max(member.compress_size, 1)
            raise _refusal(
                archive,
                f"member {member.filename!r} unpacks to {member.file_size} bytes, {ratio:.0f} times its packed size",
                f"at most {limits.ratio:g} times",
            )
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise _refusal(archive, f"holds {twice[0]!r} more than once", "each name once")
    if (total := sum(member.file_size for member in members)) > limits.bytes:
        raise _refusal(archive, f"unpacks to {total} bytes", f"at most {limits.bytes}")


def _name_trouble(member: zipfile.ZipInfo) -> str:
    """Why a member's name is refused; empty for a good name. `orig_filename` still shows what the reader cut off."""
    name = member.orig_filename
    path = PurePosixPath(name)
    if path.is_absolute() or ":" in name or "\\" in name:
        return "is an absolute or a Windows path"
    if ".." in path.parts or not path.parts:
        return "leads outside the folder"
    if any(ord(character) < 32 for character in name):
        return "has a control character in its name"
    kind = stat.S_IFMT(member.external_attr >> 16)
    return "is a link or a device" if kind not in (0, stat.S_IFREG) else ""


def _allowed(member: zipfile.ZipInfo, limits: Limits) -> int:
    return max(int(member.compress_size * limits.ratio), RATIO_FROM)


def _write(opened: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, most: int) -> int:
    """Write one member, counting; returns the bytes written."""
    target.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with opened.open(member) as source, target.open("wb") as sink:
        while chunk := source.read(CHUNK):
            count += len(chunk)
            if count > most:
                raise _refusal(
                    Path(opened.filename or ""),
                    f"member {member.filename!r} gives more than the {most} bytes that it may",
                    "an archive that states its sizes truly",
                )
            sink.write(chunk)
    return count


def _remove(written: list[Path]) -> None:
    for path in written:
        with suppress(OSError):  # never written, or of a name that cannot be
            path.unlink(missing_ok=True)


def _refusal(archive: Path, found: str, valid: str) -> EvidenceError:
    return EvidenceError(
        f"archive {str(archive)!r} {found}; valid: {valid}; "
        "next: fetch it again from the publisher, or unpack it by hand and look at it"
    )
