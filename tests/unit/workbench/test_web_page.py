"""A page of the web from a server of our own: packed, cut, slow, in old encodings, or redirecting into this network."""

from __future__ import annotations

import gzip
import http.server
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.local_server import drip, serving

from multifront.errors import UsageError
from multifront.sources import fetch_connection
from multifront.sources.fetch_connection import Limits, Rules
from multifront.workbench import reading
from multifront.workbench.web_page import LARGEST_PAGE, fetch_page

PAGE = b"<html><body><p>Koo said that China and Russia have drawn closer since 2022.</p></body></html>"
OPEN = Rules(private=True)
BOMB = gzip.compress(bytes(3 * LARGEST_PAGE))
INSIDE = {
    "metadata": "http://169.254.169.254/latest/meta-data",
    "a private network": "http://10.0.0.1/",
    "one number": "http://167772161/",
    "hexadecimal": "http://0x0a000001/",
    "octal": "http://012.0.0.1/",
    "no address": "http://0.0.0.0/",
    "this machine in IPv6": "http://[::1]/",
    "IPv4 in IPv6": "http://[::ffff:10.0.0.1]/",
    "NAT64": "http://[64:ff9b::a00:1]/",
    "6to4": "http://[2002:a00:1::]/",
    "a link": "http://[fe80::1]/",
    "a file": "file:///etc/passwd",
    "another scheme": "gopher://10.0.0.1/",
    "a password": "http://user:word@example.org/",
}


def slowly(page: _Page) -> None:
    drip(page, b"<p>word</p>")


def no_http(page: _Page) -> None:
    page.wfile.write(b"NONSENSE\r\n" * 10)


ANSWERS: dict[str, Callable[[_Page], None]] = {
    "gzip": lambda page: page.send(gzip.compress(PAGE), ("Content-Encoding", "gzip")),
    "deflate": lambda page: page.send(zlib.compress(PAGE), ("Content-Encoding", "deflate")),
    "bare": lambda page: page.send(zlib.compress(PAGE)[2:-4], ("Content-Encoding", "deflate")),
    "bomb": lambda page: page.send(BOMB, ("Content-Encoding", "gzip")),
    "torn": lambda page: page.send(gzip.compress(PAGE)[:-20], ("Content-Encoding", "gzip")),
    "other": lambda page: page.send(PAGE, ("Content-Encoding", "br")),
    "cut": lambda page: page.send(PAGE, ("Content-Length", str(len(PAGE) + 500))),
    "large": lambda page: page.send(b" " * (LARGEST_PAGE + 10)),
    "heads": lambda page: page.send(PAGE, *[("X-Head", "x")] * 500),
    "latin": lambda page: page.send(
        "Señor Peña habló de la guerra.".encode("latin-1"), ("Content-Type", "text/plain; charset=latin-1")
    ),
    "strange": lambda page: page.send(PAGE, ("Content-Type", "text/html; charset=rot13")),
    "slow": slowly,
    "nonsense": no_http,
}


class _Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name = self.path.strip("/")
        if name.startswith("to/"):
            self.send(b"", ("Location", list(INSIDE.values())[int(name[3:])]), status=302)
        elif name == "ring":
            self.send(b"", ("Location", "/ring"), status=302)
        else:
            ANSWERS[name](self)

    def send(self, body: bytes, *headers: tuple[str, str], status: int = 200) -> None:
        self.send_response(status)
        for key, value in headers:
            self.send_header(key, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            return  # the reader had enough

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    with serving(_Page) as url:
        yield url


@pytest.mark.parametrize("packing", ["gzip", "deflate", "bare"])
def test_a_page_that_was_packed_unasked_is_unpacked(packing: str, site: str) -> None:
    assert fetch_page(f"{site}/{packing}", OPEN) == PAGE


def test_an_encoding_that_only_the_server_names_counts(site: str) -> None:
    (found,) = reading.gather(f"{site}/latin", rules=OPEN).readings
    assert found.document.text == "Señor Peña habló de la guerra."
    assert fetch_page(f"{site}/strange", OPEN) == PAGE


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("bomb", "unpacks to more than 20,000,000 bytes"),
        ("torn", "packed and damaged"),
        ("other", "packed in a way that is not read"),
        ("cut", "breaks off 500 bytes before its end"),
        ("large", "larger than 20,000,000 bytes"),
        ("heads", "could not be read"),
        ("nonsense", "could not be read"),
        ("ring", "more than 5 redirects"),
    ],
)
def test_pages_that_are_refused(path: str, said: str, site: str) -> None:
    with pytest.raises(UsageError, match=said) as error:
        fetch_page(f"{site}/{path}", OPEN)
    assert "next: " in str(error.value)


def test_a_page_that_drips_ends_with_its_time(site: str) -> None:
    started = time.monotonic()
    with pytest.raises(UsageError, match="out of time"):
        fetch_page(f"{site}/slow", OPEN, Limits(connect=1, read=5, total=0.5))
    assert time.monotonic() - started < 8


@pytest.mark.parametrize("case", INSIDE)
def test_no_redirect_leads_inside(case: str, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = fetch_connection.public_address
    monkeypatch.setattr(fetch_connection, "public_address", lambda place: place == "127.0.0.1" or real(place))
    with pytest.raises(UsageError, match="is not visited"):
        fetch_page(f"{site}/to/{list(INSIDE).index(case)}", Rules())
    with pytest.raises(UsageError, match=r"is not visited|no file or folder"):
        reading.gather(INSIDE[case])


def test_a_name_that_changes_its_address_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    visited: list[Any] = []
    answers = iter(["203.0.113.7", "8.8.8.8", "127.0.0.1"])
    entry = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **_: [(*entry, (next(answers), port))])
    with pytest.raises(UsageError, match="private address"):
        fetch_page("http://rebind.example/", Rules())

    def refuse(_: socket.socket, place: Any) -> None:
        visited.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", refuse)
    with pytest.raises(UsageError, match="could not be read"):
        fetch_page("http://rebind.example/", Rules())
    assert visited == [("8.8.8.8", 80)]
