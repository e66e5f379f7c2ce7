"""A made publisher on 127.0.0.1: one file, and the ways in which a publisher can fail. Serves tests only."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BODY = bytes(range(256)) * 2_000  # 512,000 bytes


@dataclass
class Publisher:
    """What the server does next; `plan` holds one word a request, the last one repeats."""

    body: bytes = BODY
    plan: list[str] = field(default_factory=lambda: ["ok"])
    asked: list[dict[str, str]] = field(default_factory=list)
    location: str = ""
    media: str = "text/csv"
    etag: bool = True
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/file.csv"

    def next(self) -> str:
        return self.plan.pop(0) if len(self.plan) > 1 else self.plan[0]


@contextmanager
def published(publisher: Publisher) -> Iterator[Publisher]:
    """The publisher, listening until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            publisher.asked.append({name.lower(): value for name, value in self.headers.items()})
            word = "ok" if self.path == "/new.csv" else publisher.next()
            try:
                getattr(self, f"say_{word.replace(' ', '_')}", self.say_code)(word)
            except (BrokenPipeError, ConnectionResetError):
                return

        def log_message(self, *_: object) -> None:
            return

        def start(self, code: int, length: int | None, **more: str) -> None:
            self.send_response(code)
            self.send_header("Content-Type", publisher.media)
            if publisher.etag:
                self.send_header("ETag", f'"{hashlib.sha256(publisher.body).hexdigest()[:8]}"')
            if length is not None:
                self.send_header("Content-Length", str(length))
            for name, value in more.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()

        def say_code(self, word: str) -> None:
            self.start(int(word), 0)

        def say_ok(self, _: str) -> None:
            etag = f'"{hashlib.sha256(publisher.body).hexdigest()[:8]}"'
            if publisher.etag and self.headers.get("If-None-Match") == etag:
                self.start(304, 0)
                return
            asked = self.headers.get("Range", "")
            if asked and self.headers.get("If-Range") == etag:
                first = int(asked.removeprefix("bytes=").removesuffix("-"))
                whole = len(publisher.body)
                self.start(206, whole - first, Content_Range=f"bytes {first}-{whole - 1}/{whole}")
                self.wfile.write(publisher.body[first:])
                return
            self.start(200, len(publisher.body))
            self.wfile.write(publisher.body)

        def say_cut(self, _: str) -> None:
            self.start(200, len(publisher.body))
            self.wfile.write(publisher.body[:200_000])

        def say_endless(self, _: str) -> None:
            self.start(200, None)
            for _ in range(400):
                self.wfile.write(b"x" * 10_000)

        def say_drip(self, _: str) -> None:
            self.start(200, len(publisher.body))
            for position in range(200):
                self.wfile.write(publisher.body[position * 10 : position * 10 + 10])
                self.wfile.flush()
                time.sleep(0.05)

        def say_slow_start(self, _: str) -> None:
            time.sleep(3)

        def say_slow_half(self, _: str) -> None:
            self.start(200, len(publisher.body))
            self.wfile.write(publisher.body[:300_000])
            self.wfile.flush()
            time.sleep(20)

        def say_redirect(self, _: str) -> None:
            self.start(302, 0, Location=publisher.location)

        def say_wrong_part(self, _: str) -> None:
            self.start(206, 5, Content_Range="bytes 7-11/12")
            self.wfile.write(b"wrong")

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    publisher.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield publisher
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
