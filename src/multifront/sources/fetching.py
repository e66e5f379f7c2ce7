"""Fetching one file of a publisher, or copying it from a mirror, with a typed result. Parses nothing, prints nothing.

A file is only replaced once the new one is whole and has the pinned checksum; what was received is kept and resumed.
"""

from __future__ import annotations

import errno
import http.client
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

from multifront.sources.addresses import Wanted
from multifront.sources.fetch_cache import Partial, Slot, checksum
from multifront.sources.fetch_connection import Deadline, Limits, OutOfTime, Refused, Rules, answer
from multifront.sources.fetch_outcome import Again, Ended, Fetched, judge, too_large

PIECE = 1 << 16
DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG}
"""Errors of our own disk: trying again brings nothing."""
AGENT = "multifront (evidence fetch)"


@dataclass(frozen=True, slots=True)
class Policy:
    """How to fetch: limits of time and attempts, and which addresses may be visited."""

    limits: Limits = field(default_factory=Limits)
    rules: Rules = field(default_factory=Rules)


def fetch(wanted: Wanted, slot: Slot, policy: Policy | None = None) -> Fetched:
    """Fetch one file from its publisher.

    Args:
        wanted: what to fetch.
        slot: where it is kept; a partial file there is resumed.
        policy: limits and rules; the defaults when left out.

    Returns:
        What came of it. Trouble with the publisher is a status, never an exception.
    """
    policy = policy or Policy()
    if wanted.how == "direct" and _pinned_here(wanted.sha256, slot):
        return _result(wanted, slot, "unchanged", "the cache holds the pinned edition")
    if wanted.how != "direct" and slot.whole.is_file():
        return _result(wanted, slot, *_put_here(wanted.sha256, slot))
    if wanted.how == "account":
        return _result(wanted, slot, "needs account", f"asks for an account: {wanted.page}")
    if wanted.how == "by hand" or not wanted.url:
        return _result(
            wanted,
            slot,
            "by hand",
            f"no direct address; a person finds it at {wanted.page}" if wanted.page else wanted.note,
        )
    try:
        status, line = _attempts(wanted, slot, policy)
    except Ended as ended:
        status, line = ended.status, ended.line
    except OutOfTime:
        line = f"not done within {policy.limits.total:g} s; {slot.begun()[0]} bytes are kept and resumed next time"
        status = "timed out"
    return _result(wanted, slot, status, line)


def copy_from(mirror: Path, wanted: Wanted, slot: Slot) -> Fetched:
    """Copy one file from a mirror, with the same limits, pins and single rename as a download.

    Args:
        mirror: folder that holds `data/`, or is laid out like it.
        wanted: what to copy; `wanted.mirror` is its path there.
        slot: where it is kept.
    """
    source = mirror / wanted.mirror
    if not source.is_file():
        source = mirror / wanted.mirror.removeprefix("data/")
    if not wanted.mirror or not source.is_file():
        where = f"no {wanted.mirror!r} in the mirror" if wanted.mirror else "the mirror holds no copy of it"
        return _result(wanted, slot, "down", where)
    try:
        if source.stat().st_size > wanted.max_bytes:
            raise too_large(wanted)
        if slot.whole.is_file() and checksum(slot.whole) == checksum(source):
            return _result(wanted, slot, "unchanged", "the cache holds the mirror's copy")
        slot.begin(Partial(url=wanted.mirror))
        shutil.copyfile(source, slot.part)
        status, line = _finish(slot, wanted.mirror_sha256)
    except Ended as ended:
        status, line = ended.status, ended.line
    except OSError as error:
        status, line = "not kept" if error.errno in DISK else "down", f"cannot be copied: {error}"
    return _result(wanted, slot, status, line)


def _attempts(wanted: Wanted, slot: Slot, policy: Policy) -> tuple[str, str]:
    """Attempts until one ends, the time is over, or too many in a row brought no byte."""
    limits, deadline = policy.limits, Deadline(policy.limits.total)
    idle, line = 0, ""
    while idle < limits.attempts:
        before, after = slot.begun()[0], 0.0
        try:
            return _attempt(wanted, slot, policy, deadline)
        except Refused as refused:
            raise Ended("moved", f"refused: {refused}") from refused
        except Again as failed:
            line, after = str(failed), failed.after
            if failed.anew:
                slot.drop()
        except (OSError, http.client.HTTPException) as error:
            if getattr(error, "errno", None) in DISK:
                raise Ended(
                    "not kept", f"this disk, not the publisher: {error}; {slot.begun()[0]} bytes are kept"
                ) from error
            deadline.left()
            line = f"{type(error).__name__}: {error}"
        idle = 1 if slot.begun()[0] > before else idle + 1
        if idle < limits.attempts:
            wait = max(limits.first_wait * 2 ** (idle - 1), after)
            time.sleep(min(wait, limits.longest_wait, deadline.left()))
    return "down", f"{limits.attempts} attempts brought nothing; the last: {line}"


def _attempt(wanted: Wanted, slot: Slot, policy: Policy, deadline: Deadline) -> tuple[str, str]:
    have, mark = slot.begun()
    resumable = have > 0 and mark.url == wanted.url and bool(mark.etag or mark.last_modified)
    headers = {"User-Agent": AGENT, "Accept-Encoding": "identity", "Connection": "close"}
    headers |= _resume(have, mark) if resumable else _unless_same(slot.edition(), wanted.url)
    with answer(wanted.url, headers, policy.limits, deadline, policy.rules) as (response, place):
        if response.status == 304 and not resumable and slot.whole.is_file():
            return "unchanged", "the publisher says that it has not changed"
        judge(response, wanted)
        if response.status == 200:
            slot.begin(_mark(wanted, response))
        elif not _continues(response, have, mark):
            raise Again("the publisher sent another part than was asked", anew=True)
        _receive(response, wanted, slot, deadline)
    status, line = _finish(slot, wanted.sha256)
    return status, line + (f"; it is now at {place}" if place != wanted.url else "")


def _resume(have: int, mark: Partial) -> dict[str, str]:
    """Ask for the rest only if it is still the same edition."""
    return {"Range": f"bytes={have}-", "If-Range": mark.etag or mark.last_modified}


def _unless_same(edition: Partial, url: str) -> dict[str, str]:
    if edition.url != url:
        return {}
    asked = {"If-None-Match": edition.etag, "If-Modified-Since": edition.last_modified}
    return {name: value for name, value in asked.items() if value}


def _mark(wanted: Wanted, response: http.client.HTTPResponse) -> Partial:
    etag = response.getheader("ETag", "") or ""
    strong = "" if etag.startswith("W/") else etag
    return Partial(wanted.url, strong, response.getheader("Last-Modified", "") or "")


def _continues(response: http.client.HTTPResponse, have: int, mark: Partial) -> bool:
    """Whether the part begins where ours ends and is of the same edition."""
    part = (response.getheader("Content-Range") or "").replace(" ", "").lower()
    return part.startswith(f"bytes{have}-") and response.getheader("ETag", mark.etag) == mark.etag


def _receive(response: http.client.HTTPResponse, wanted: Wanted, slot: Slot, deadline: Deadline) -> None:
    """Append what comes until the end, the size limit or the deadline."""
    total, _ = slot.begun()
    announced = response.length
    if announced is not None and total + announced > wanted.max_bytes:
        slot.drop()
        raise too_large(wanted)
    expected = None if announced is None else total + announced
    with slot.append() as file:
        while piece := response.read1(PIECE):
            total += len(piece)
            if total > wanted.max_bytes:
                slot.drop()
                raise too_large(wanted)
            file.write(piece)
            file.flush()
            deadline.left()
    deadline.left()
    if expected is not None and total < expected:
        raise Again(f"the connection ended at {total} of {expected} bytes")


def _finish(slot: Slot, pin: str) -> tuple[str, str]:
    """Accept the whole partial file, or set it aside where its checksum is not the pinned one."""
    found = checksum(slot.part)
    if pin and found != pin:
        slot.set_aside()
        kept = "the old copy is kept, " if slot.whole.is_file() else ""
        return "checksum changed", f"expected sha256 {pin}, found {found}; {kept}the new one is {slot.aside.name}"
    if slot.whole.is_file() and checksum(slot.whole) == found:
        slot.renew()
        return "unchanged", "the publisher's file is the one in the cache"
    had = slot.whole.is_file()
    slot.accept()
    return "fetched", f"a new edition; the one before is {slot.previous.name}" if had else "whole file"


def _put_here(pin: str, slot: Slot) -> tuple[str, str]:
    """What to say of a file that a person put into the cache, or that a mirror gave before."""
    found = checksum(slot.whole)
    if pin and found != pin:
        return "checksum changed", f"expected sha256 {pin}, found {found} in the cache, where it was put by hand"
    return "unchanged", "in the cache, where it was put by hand or copied"


def _pinned_here(pin: str, slot: Slot) -> bool:
    return bool(pin) and slot.whole.is_file() and checksum(slot.whole) == pin


def _result(wanted: Wanted, slot: Slot, status: str, line: str) -> Fetched:
    here = slot.whole.is_file()
    return Fetched(
        source=wanted.source,
        file=wanted.file,
        status=status,
        line=line,
        path=slot.whole if here else None,
        sha256=checksum(slot.whole) if here else "",
        bytes=slot.whole.stat().st_size if here else 0,
        url=wanted.url,
    )
