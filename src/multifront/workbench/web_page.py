"""One page of the web, fetched because the user named it: size, time, compression and encoding kept in bounds. Reads no
text.
"""

from __future__ import annotations

import codecs
import http.client
import re
import zlib

from multifront.errors import UsageError
from multifront.sources.fetch_connection import Deadline, Limits, OutOfTime, Refused, Rules, answer

LARGEST_PAGE = 20_000_000
"""Bytes of a page, as sent and as unpacked."""
PATIENCE = Limits(connect=10, read=15, total=60)
HEADERS = {
    "User-Agent": "multifront",
    "Accept": "text/html, application/xml, text/plain, application/pdf",
    "Accept-Encoding": "identity",
}
UNPACKED = ("gzip", "x-gzip", "deflate")


def fetch_page(url: str, rules: Rules, patience: Limits = PATIENCE) -> bytes:
    """The bytes at an address: private addresses refused, at most 20 MB, at most a minute.

    A page that was compressed although that was not asked for is unpacked up to the same size. Text whose encoding only
    the server names comes back as UTF-8 with a byte-order mark.

    Args:
        url: http or https address.
        rules: which addresses may be visited.
        patience: seconds for connecting, for each read and in all.

    Raises:
        UsageError: refused, too large, too slow, cut off, or an answer other than 200.
    """
    deadline = Deadline(patience.total)
    try:
        with answer(url, HEADERS, patience, deadline, rules) as (response, _):
            if response.status != 200:
                raise UsageError(
                    f"{url} answers {response.status}; valid: a page that anybody can read; next: save it and read "
                    f"the file"
                )
            raw = response.read(LARGEST_PAGE + 1)
            deadline.left()
    except Refused as error:
        raise UsageError(
            f"{url} is not visited: {error}; valid: public http(s) addresses; next: save the page and read the file"
        ) from None
    except (OutOfTime, OSError, http.client.HTTPException, ValueError) as error:
        why = "out of time" if deadline.passed else str(error) or type(error).__name__
        raise UsageError(f"{url} could not be read ({why}); next: save the page and read the file") from None
    _whole(url, raw, response)
    return _as_declared(_unpacked(url, raw, response), response)


def _whole(url: str, raw: bytes, response: http.client.HTTPResponse) -> None:
    if len(raw) > LARGEST_PAGE:
        raise UsageError(f"{url} is larger than {LARGEST_PAGE:,} bytes; next: save the article alone and read the file")
    if response.length:
        raise UsageError(f"{url} breaks off {response.length:,} bytes before its end; next: try again")


def _unpacked(url: str, raw: bytes, response: http.client.HTTPResponse) -> bytes:
    packing = (response.getheader("Content-Encoding") or "identity").strip().casefold()
    if packing == "identity":
        return raw
    if packing not in UNPACKED:
        raise UsageError(
            f"{url} is packed in a way that is not read; valid: plain, {', '.join(UNPACKED)}; next: save the page and "
            f"read the file"
        )
    for window in (47, -15):  # zlib and gzip by their heads, then bare deflate
        unpacker = zlib.decompressobj(window)
        try:
            text = unpacker.decompress(raw, LARGEST_PAGE + 1)
        except zlib.error:
            continue
        if len(text) > LARGEST_PAGE:
            raise UsageError(f"{url} unpacks to more than {LARGEST_PAGE:,} bytes; next: save the article alone")
        if unpacker.eof:
            return text
    raise UsageError(f"{url} is packed and damaged; next: save the page and read the file")


def _as_declared(raw: bytes, response: http.client.HTTPResponse) -> bytes:
    """A text in the encoding that the server names, as UTF-8 with a byte-order mark; anything else as it is."""
    declared = response.getheader("Content-Type") or ""
    named = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,30})", declared[:500], re.IGNORECASE)
    if not named or not declared.lstrip().casefold().startswith(("text/", "application/xhtml")):
        return raw
    try:
        found = codecs.lookup(named[1])
    except LookupError:
        return raw
    if not getattr(found, "_is_text_encoding", True) or raw.startswith((codecs.BOM_UTF8, b"%PDF-")):
        return raw
    if found.name.startswith("utf-8") or found.name == "ascii":
        return raw
    return codecs.BOM_UTF8 + raw.decode(found.name, "replace").encode("utf-8", "replace")
