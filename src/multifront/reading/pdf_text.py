"""Text of simple PDF files: pages, compressed streams, fonts with a map to Unicode. No pictures, no passwords, no
layout.

A file whose fonts have no such map, or that is a scan, is refused with the reason, never read as gibberish.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field

from multifront.errors import UsageError

LARGEST_STREAM = 20_000_000
LARGEST_WHOLE = 60_000_000
"""Bytes of one stream and of all streams once unpacked."""
MOST_OBJECTS = 100_000
MOST_PAGES = 2_000
MOST_CODES = 200_000
"""Of the map of one font; a font of two bytes a code has 65,536."""
NEXT = "next: save the text of the document as .txt"

OBJECT = re.compile(rb"(?<!\d)(\d{1,7})\s+\d{1,5}\s+obj\b")
REFERENCE = re.compile(rb"(\d{1,7})\s+\d{1,5}\s+R\b")
TOKEN = re.compile(
    rb"(?P<string>\((?:[^()\\]|\\.|\((?:[^()\\]|\\.){0,400}\)){0,20000}+\))|(?P<hex><[0-9A-Fa-f\s]{0,20000}>)|"
    rb"(?P<number>[-+]?\d*\.?\d+)|"
    rb"(?P<name>/[^\s()<>\[\]{}/%]{1,127})|(?P<open>\[)|(?P<close>\])|(?P<operator>[A-Za-z'\"*]{1,3}\b|['\"])|"
    rb"(?P<other><<|>>|.)",
    re.DOTALL,
)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(slots=True)
class _File:
    """Objects by number: the dictionary part and the raw stream; how many bytes were unpacked so far."""

    name: str
    bodies: dict[int, bytes] = field(default_factory=dict)
    streams: dict[int, bytes] = field(default_factory=dict)
    unpacked: int = 0

    def refuse(self, what: str) -> UsageError:
        return UsageError(f"{self.name}: PDF {what}; valid: a PDF with text and plain fonts; {NEXT}")


@dataclass(frozen=True, slots=True)
class _Font:
    """How bytes of a font become text."""

    width: int
    codes: dict[int, str]
    known: bool

    def decode(self, raw: bytes) -> str:
        if not self.known:
            return ""
        if not self.codes:
            return raw.decode("cp1252", "replace")
        step = self.width
        units = (int.from_bytes(raw[i : i + step], "big") for i in range(0, len(raw) - step + 1, step))
        return "".join(self.codes.get(unit, chr(unit) if step == 1 else "") for unit in units)


def text_of_pdf(raw: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Text of a PDF, page after page, and notes.

    Args:
        raw: the bytes of the file.
        name: what to call it in an error.

    Returns:
        (text, notes); line breaks are where the text moves to another line.

    Raises:
        UsageError: it is encrypted, damaged, unpacks to more than 60 MB, is a scan, or has fonts without a map to
            Unicode.
    """
    file = _File(name)
    _gather(file, raw)
    pages = _pages(file)
    if not pages:
        raise file.refuse("without pages that can be found")
    parts, unknown = [], 0
    for page in pages:
        fonts = _fonts(file, page)
        unknown += sum(not font.known for font in fonts.values())
        parts.append(_shown(b"\n".join(_contents(file, page)), fonts))
    text = "\n\n".join(_paragraphs(part) for part in parts).strip()
    letters = sum(c.isalpha() or c.isspace() for c in text)
    if len(text) < 20:
        raise file.refuse(
            "without text: a scan, or its fonts have no map to Unicode" if unknown else "without text: a scan"
        )
    if letters < 0.6 * len(text):
        raise file.refuse("whose fonts give no readable text")
    return text, (f"text of {len(pages)} PDF pages; columns and tables may be out of order",)


def _paragraphs(page: str) -> str:
    """The lines of a page with those joined that go on: a line nearly as long as the longest that ends no sentence."""
    lines = [" ".join(line.split()) for line in page.split("\n") if line.strip()]
    full = 0.6 * max((len(line) for line in lines), default=0)
    out: list[str] = []
    before = ""
    for line in lines:
        goes_on = len(before) >= full and not before.endswith((".", "!", "?", ":", "”", '"'))
        if not goes_on or not out:
            out.append(line)
        elif before.endswith("-") and line[:1].islower():
            out[-1] = out[-1][:-1] + line
        else:
            out[-1] += f" {line}"
        before = line
    return "\n".join(out)


def _gather(file: _File, raw: bytes) -> None:
    if re.search(rb"/Encrypt\s+\d", raw[-4096:]) or re.search(rb"/Encrypt\s+\d+\s+\d+\s+R", raw):
        raise file.refuse("is encrypted")
    starts = [(int(m[1]), m.end()) for m in OBJECT.finditer(raw)]
    if len(starts) > MOST_OBJECTS:
        raise file.refuse(f"has more than {MOST_OBJECTS} objects")
    for place, (number, begin) in enumerate(starts):
        end = starts[place + 1][1] if place + 1 < len(starts) else len(raw)
        body = raw[begin:end]
        stream = body.find(b"stream")
        closed = body.rfind(b"endstream")
        if 0 <= stream < closed:
            file.streams[number] = body[stream + 6 : closed].removeprefix(b"\r").removeprefix(b"\n")
            body = body[:stream]
        file.bodies[number] = body.partition(b"endobj")[0][:1_000_000]
    for number, body in list(file.bodies.items()):
        if b"/ObjStm" in body:
            _packed(file, number, body)


def _packed(file: _File, number: int, body: bytes) -> None:
    """Objects inside a stream of objects."""
    data = _unpacked(file, number)
    first = re.search(rb"/First\s+(\d+)", body)
    if first is None:
        return
    head = [int(n) for n in data[: int(first[1])].split()[: 2 * MOST_OBJECTS] if n.isdigit()]
    spots = list(zip(head[::2], head[1::2], strict=False))
    for place, (inner, offset) in enumerate(spots):
        end = spots[place + 1][1] if place + 1 < len(spots) else len(data)
        file.bodies.setdefault(inner, data[int(first[1]) + offset : int(first[1]) + end])


def _unpacked(file: _File, number: int) -> bytes:
    raw, body = file.streams.get(number, b""), file.bodies.get(number, b"")
    filters = re.findall(rb"/(FlateDecode|ASCIIHexDecode|ASCII85Decode|LZWDecode|DCTDecode|Fl)\b", body)
    if not filters:
        data = raw
    elif filters in ([b"FlateDecode"], [b"Fl"]):
        unpacker = zlib.decompressobj()
        try:
            data = unpacker.decompress(raw, LARGEST_STREAM)
        except zlib.error:
            return b""
        if unpacker.unconsumed_tail:
            raise file.refuse(f"unpacks to more than {LARGEST_STREAM:,} bytes")
    else:
        return b""
    file.unpacked += len(data)
    if file.unpacked > LARGEST_WHOLE:
        raise file.refuse(f"unpacks to more than {LARGEST_WHOLE:,} bytes")
    return data


def _pages(file: _File) -> list[int]:
    """Numbers of the pages in reading order, by the tree of pages; each once, however the tree is knotted."""
    roots = [n for n, b in file.bodies.items() if re.search(rb"/Type\s*/Pages\b", b) and b"/Parent" not in b]
    order: list[int] = []
    seen: set[int] = set()
    waiting = roots[::-1]
    while waiting and len(order) < MOST_PAGES:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        body = file.bodies.get(number, b"")
        kids = re.search(rb"/Kids\s*\[([^\]]*)\]", body)
        if kids:
            waiting += [int(n) for n in REFERENCE.findall(kids[1])][::-1]
        elif re.search(rb"/Type\s*/Page\b", body):
            order.append(number)
    return order


def _value(file: _File, body: bytes, key: bytes) -> bytes:
    """What a key of a dictionary holds, references followed once: the rest of the body from there."""
    found = re.search(rb"/" + key + rb"\b\s*", body)
    if found is None:
        return b""
    rest = body[found.end() :]
    reference = REFERENCE.match(rest)
    return file.bodies.get(int(reference[1]), b"") if reference else rest


def _contents(file: _File, page: int) -> list[bytes]:
    body = file.bodies[page]
    found = re.search(rb"/Contents\s*(?:\[([^\]]*)\]|(\d{1,7}\s+\d{1,5}\s+R))", body)
    if found is None:
        return []
    return [_unpacked(file, int(n)) for n in REFERENCE.findall(found[1] or found[2])]


def _fonts(file: _File, page: int) -> dict[bytes, _Font]:
    """Fonts by their name on a page, those of its parents where it names none."""
    body = file.bodies[page]
    for _ in range(8):
        resources = _value(file, body, b"Resources")
        listed = _value(file, resources, b"Font")
        if listed:
            break
        parent = re.search(rb"/Parent\s+(\d{1,7})\s", body)
        body = file.bodies.get(int(parent[1]), b"") if parent else b""
    inside = listed.partition(b"<<")[2].partition(b">>")[0] if listed else b""
    pairs = re.findall(rb"/([^\s/<>\[\]()]{1,64})\s+(\d{1,7})\s+\d{1,5}\s+R", inside)
    return {name: _font(file, file.bodies.get(int(number), b"")) for name, number in pairs}


def _font(file: _File, body: bytes) -> _Font:
    mapped = re.search(rb"/ToUnicode\s+(\d{1,7})\s", body)
    wide = b"/Identity-H" in body or b"/Type0" in body
    if mapped is None:
        return _Font(2 if wide else 1, {}, not wide)
    return _Font(2 if wide else 1, _map(file, _unpacked(file, int(mapped[1]))), True)


def _map(file: _File, table: bytes) -> dict[int, str]:
    """Codes of a font and the text of each, from a character map."""
    codes: dict[int, str] = {}
    made = 0
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(rb"<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{2,32})>", block):
            codes[int(code, 16)] = _utf16(text)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for low, high, text in re.findall(
            rb"<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{2,8})>", block
        ):
            first, last, base = int(low, 16), int(high, 16), int(text, 16)
            made += max(min(last - first, 65_535), 0) + 1
            if made > MOST_CODES:
                raise file.refuse(f"has a font of more than {MOST_CODES:,} codes")
            codes.update(
                {
                    c: chr(base + c - first)
                    for c in range(first, min(last, first + 65_535) + 1)
                    if base + c - first < 0x110000
                }
            )
        for low, listed in re.findall(rb"<([0-9A-Fa-f]{1,8})>\s*<[0-9A-Fa-f]{1,8}>\s*\[([^\]]*)\]", block):
            for step, text in enumerate(re.findall(rb"<([0-9A-Fa-f]{2,32})>", listed)):
                codes[int(low, 16) + step] = _utf16(text)
    return codes


def _utf16(text: bytes) -> str:
    return bytes.fromhex((text + b"0" * (len(text) % 2)).decode()).decode("utf-16-be", "replace")


def _shown(content: bytes, fonts: dict[bytes, _Font]) -> str:
    """The text that a page shows, in the order in which it is drawn."""
    font = _Font(1, {}, True)
    out: list[str] = []
    waiting: list[tuple[str, bytes]] = []
    for match in TOKEN.finditer(content):
        kind = match.lastgroup or ""
        if kind == "operator":
            operator = match[0]
            if operator == b"Tf":
                names = [value for what, value in waiting if what == "name"]
                font = fonts.get(names[-1][1:], font) if names else font
            elif operator in (b"Tj", b"TJ", b"'", b'"'):
                out.append(("\n" if operator in (b"'", b'"') else "") + _string(waiting, font))
            elif operator in (b"T*", b"ET") or (operator in (b"Td", b"TD", b"Tm") and _moves_down(operator, waiting)):
                out.append("\n")
            waiting = []
        elif kind in ("string", "hex", "number", "name") and len(waiting) < 5_000:
            waiting.append((kind, match[0]))
    return re.sub(r"\n{3,}", "\n\n", "".join(out))


def _moves_down(operator: bytes, waiting: list[tuple[str, bytes]]) -> bool:
    numbers = [float(value) for what, value in waiting if what == "number"]
    return operator == b"Tm" or (len(numbers) >= 2 and numbers[-1] != 0)


def _string(waiting: list[tuple[str, bytes]], font: _Font) -> str:
    out = []
    for kind, value in waiting:
        if kind == "string":
            out.append(font.decode(_unescaped(value[1:-1])))
        elif kind == "hex":
            digits = re.sub(rb"\s", b"", value[1:-1])
            out.append(font.decode(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())))
        elif kind == "number" and float(value) < -180:
            out.append(" ")
    return "".join(out)


def _unescaped(raw: bytes) -> bytes:
    def plain(match: re.Match[bytes]) -> bytes:
        inner = match[1]
        if inner[:1].isdigit():
            return bytes([int(inner, 8) & 255])
        return ESCAPES.get(inner, b"" if inner in (b"\n", b"\r\n") else inner)

    return re.sub(rb"\\([0-7]{1,3}|\r\n|.)", plain, raw, flags=re.DOTALL)
