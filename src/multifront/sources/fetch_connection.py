"""One HTTP answer under a deadline: addresses checked, redirects followed with care. Writes no files, retries nothing.

The address that was checked is the one that is connected to, so a name cannot change its address in between. Proxies
of the environment are not used, because a proxy would look the name up again.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

REDIRECTS = (301, 302, 303, 307, 308)
MOST_REDIRECTS = 5


class Refused(Exception):
    """An address that we do not visit; the text says why."""


class OutOfTime(Exception):
    """The total time is used up."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and attempts for one file; `first_wait` doubles after each attempt, up to `longest_wait`."""

    connect: float = 15.0
    read: float = 30.0
    total: float = 900.0
    attempts: int = 4
    first_wait: float = 1.0
    longest_wait: float = 30.0


@dataclass(frozen=True, slots=True)
class Rules:
    """Which addresses may be visited; `private` is for tests against this machine only."""

    private: bool = False


class Deadline:
    """The end of the total time."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left.

        Raises:
            OutOfTime: none.
        """
        left = self.end - time.monotonic()
        if left <= 0:
            raise OutOfTime
        return left

    @property
    def passed(self) -> bool:
        """Whether no time is left."""
        return self.end <= time.monotonic()


@contextmanager
def answer(
    url: str, headers: Mapping[str, str], limits: Limits, deadline: Deadline, rules: Rules
) -> Iterator[tuple[http.client.HTTPResponse, str]]:
    """The answer to a GET, redirects followed, and the address that gave it.

    Args:
        url: http or https address.
        headers: of the request.
        limits: seconds for connecting and for each read.
        deadline: end of the total time; the connection is cut there, however slowly bytes drip.
        rules: which addresses may be visited.

    Raises:
        Refused: an address that we do not visit, or too many redirects.
        OutOfTime: the deadline has passed.
        OSError, http.client.HTTPException: the connection failed.
    """
    for _ in range(MOST_REDIRECTS + 1):
        parts = checked_url(url)
        connection = _connect(parts, limits, deadline, rules)
        with _cut_at(deadline, connection):
            connection.request("GET", _target(parts), headers={"Host": parts.netloc, **headers})
            with closing(_response(connection, limits, deadline)) as response:
                if response.status not in REDIRECTS or not response.getheader("Location"):
                    yield response, url
                    return
                url = _next(url, str(response.getheader("Location")))
    raise Refused(f"more than {MOST_REDIRECTS} redirects")


@contextmanager
def answer_to_post(
    url: str, content: tuple[bytes, Mapping[str, str]], limits: Limits, deadline: Deadline, rules: Rules
) -> Iterator[http.client.HTTPResponse]:
    """The answer to a POST, to the host that was named and to no other: no redirect is followed.

    Args:
        url: http or https address.
        content: body and headers of the request.
        limits: seconds for connecting and for each read.
        deadline: end of the total time.
        rules: which addresses may be visited.

    Raises:
        Refused: an address that we do not visit, or an answer that redirects.
        OutOfTime: the deadline has passed.
        OSError, http.client.HTTPException: the connection failed.
    """
    parts = checked_url(url)
    body, headers = content
    connection = _connect(parts, limits, deadline, rules)
    with _cut_at(deadline, connection):
        connection.request("POST", _target(parts), body, {"Host": parts.netloc, **headers})
        with closing(_response(connection, limits, deadline)) as response:
            if response.status in REDIRECTS:
                raise Refused("it redirects, and what is sent goes to the address that was named only")
            yield response


def _response(connection: http.client.HTTPConnection, limits: Limits, deadline: Deadline) -> http.client.HTTPResponse:
    assert connection.sock is not None
    connection.sock.settimeout(min(limits.read, deadline.left()))
    return connection.getresponse()


def checked_url(url: str) -> SplitResult:
    """The parts of an address that may be asked.

    Raises:
        Refused: not http or https, no host, or a name and password in it.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise Refused(f"scheme {parts.scheme or 'none'!r} of {url!r} is not http or https")
    if not parts.hostname:
        raise Refused(f"{url!r} names no host")
    if parts.username or parts.password:
        raise Refused("the address holds a name or password")
    return parts


def public_host(url: str) -> bool:
    """Whether the host of an address is on the public internet, by any of the addresses that its name has now.

    Raises:
        Refused: an address that may not be asked.
        OSError: the name is not known.
    """
    parts = checked_url(url)
    found = socket.getaddrinfo(str(parts.hostname), parts.port or 80, type=socket.SOCK_STREAM)
    return any(public_address(str(entry[4][0])) for entry in found)


def public_address(address: str) -> bool:
    """Whether an IP address is on the public internet, IPv4 inside IPv6 included."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return found.is_global and not found.is_multicast


def _next(url: str, location: str) -> str:
    target = urljoin(url, location)
    if url.startswith("https:") and target.startswith("http:"):
        raise Refused(f"redirect from https to http: {target!r}")
    return target


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _connect(parts: SplitResult, limits: Limits, deadline: Deadline, rules: Rules) -> http.client.HTTPConnection:
    host = str(parts.hostname)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    family, _, _, _, place = _addresses(host, port, rules)[0]
    raw = socket.socket(family, socket.SOCK_STREAM)
    try:
        raw.settimeout(min(limits.connect, deadline.left()))
        raw.connect(place)
        if parts.scheme == "https":
            raw = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
    except BaseException:
        raw.close()
        raise
    connection = http.client.HTTPConnection(host, port)
    connection.sock = raw
    return connection


def _addresses(host: str, port: int, rules: Rules) -> list[tuple[int, int, int, str, tuple[object, ...]]]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    allowed = [entry for entry in found if rules.private or public_address(str(entry[4][0]))]
    if not allowed:
        raise Refused(f"{host!r} is at {found[0][4][0]}, a private address")
    return [(entry[0], entry[1], entry[2], entry[3], tuple(entry[4])) for entry in allowed]


@contextmanager
def _cut_at(deadline: Deadline, connection: http.client.HTTPConnection) -> Iterator[None]:
    """Cut the connection at the deadline, so that no read outlives it."""
    timer = threading.Timer(max(deadline.end - time.monotonic(), 0), _cutter(connection.sock))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        connection.close()


def _cutter(sock: socket.socket) -> Callable[[], None]:
    def cut() -> None:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # closed already

    return cut
