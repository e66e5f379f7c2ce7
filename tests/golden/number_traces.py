"""Checks that every number a reader sees carries a trace that says the same. It knows the brief's HTML, not its makers.

`check_numbers(html, traces)` walks the text of a page; `check_pieces` does the same for text collected elsewhere (a
browser). Exempt: headings, dates, names with digits glued to letters (t7, 7th, Tu-95, S/2768).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {"script", "style", "title", "head", "template", "defs"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_YEAR = r"(?:18|19|20)\d\d"
_COUNTED = (
    r"(?:%|percent|days?|weeks?|months?|draws?|rows?|events?|claims?|ships?|sorties|launches|patrols|barrels|tonnes"
    r"|tons|km|miles|vessels|aircraft|missiles|shells|pairs|states|million|thousand|billion)"
)
EXEMPT = [
    re.compile(pattern)
    for pattern in (
        r"https?://\S+",
        rf"\b{_YEAR}-\d\d-\d\d(?:T[\d:.]+Z?)?\b",
        rf"\b{_YEAR}-(?:0[1-9]|1[0-2])\b(?![-–]\d)",
        rf"\b\d{{1,2}}(?:\s?[–-]\s?\d{{1,2}})?\s{_MONTH}(?:\s{_YEAR})?",
        rf"\b{_MONTH}\s\d{{1,2}}(?:,\s{_YEAR})?\b(?!\d)",
        rf"\b{_MONTH}\s{_YEAR}\b",
        rf"(?<![\d.,]){_YEAR}(?:\s?[–/-]\s?(?:{_YEAR}|\d\d))?s?(?![\d]|[.,]\d|\s?{_COUNTED}\b|\s?%)",
        r"\b\d+(?:st|nd|rd|th)\b",
        r"(?<![\d.])\b(?=[0-9]*[a-f])[0-9a-f]{8,}\b(?![−+-]\d)",
        r"\b[A-Za-z_]+\w*(?:[-/.:_]\w+)*\d\w*(?:[-/.:_]\w+)*",
        r"\b\d+[A-Z][A-Za-z]*\b",
    )
]
NUMBER = re.compile(
    "(?P<number>[−-]?\\d+(?:[,\u202f\u2009\u00a0]\\d{3})*(?:\\.\\d+)?(?:e[−+-]?\\d{1,2}(?![0-9A-Za-z]))?)"
)
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}


@dataclass(frozen=True)
class Piece:
    """A stretch of text with the trace and the part of the trace that its nearest ancestors name."""

    text: str
    trace: str | None
    part: str
    heading: bool
    value: str | None = None


@dataclass(frozen=True)
class Shown:
    """A number as it stands in a text: its value, the size of its last digit, and what stands around it."""

    text: str
    value: float
    ulp: float
    percent: bool
    less: bool
    scale: float


def check_numbers(html: str, traces: Mapping[str, Any]) -> list[str]:
    """Problems with the numbers in a page, empty where all is well; `traces` is `brief.json`'s object of that name."""
    return check_pieces(pieces(html), traces)


def check_pieces(found: Iterable[Piece], traces: Mapping[str, Any]) -> list[str]:
    """Problems with the numbers in pieces of text."""
    problems: dict[str, None] = {}
    for piece in found:
        if piece.trace is not None and piece.trace not in traces:
            problems[f"trace {piece.trace!r} does not exist (text {_short(piece.text)!r})"] = None
            continue
        if piece.heading:
            continue
        for number in numbers(piece.text):
            problem = _problem(number, piece, traces)
            if problem:
                problems[problem] = None
    return list(problems)


def pieces(html: str) -> Iterator[Piece]:
    """The visible text of a page, piece by piece."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    yield from reader.found


def numbers(text: str) -> Iterator[Shown]:
    """The numbers of a text that are neither dates nor parts of names."""
    masked = text
    for pattern in EXEMPT:
        masked = pattern.sub(lambda match: "x" * len(match.group()), masked)
    for match in NUMBER.finditer(masked):
        yield _shown(masked, match)


def _shown(text: str, match: re.Match[str]) -> Shown:
    token = match["number"]
    before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
    if token[0] in "−-" and match.start() and text[match.start() - 1].isalnum():
        token = token[1:]  # a dash between two numbers, or after a word
    plain = re.sub("[,\u202f\u2009\u00a0]", "", token).replace("−", "-")
    places = len(plain.split("e")[0].partition(".")[2])
    exponent = int(plain.partition("e")[2] or 0)
    word = re.match(r"(thousand|million|billion)\b", after)
    percent = bool(re.match(r"%|percent\b|per cent\b", after))
    return Shown(
        token,
        float(plain),
        10.0 ** (exponent - places),
        percent,
        before.endswith("<"),
        SCALES[word[1]] if word else 1.0,
    )


def _problem(number: Shown, piece: Piece, traces: Mapping[str, Any]) -> str | None:
    if piece.trace is None:
        return f"no trace for {number.text!r} in {_short(piece.text)!r}"
    record = traces[piece.trace]
    value = _part(record, piece.part)
    unit = str(_field(record, "unit") or "")
    if any(_same(number, leaf, unit) for leaf in _leaves(value)):
        return None
    return f"{piece.trace}: shown {number.text!r} in {_short(piece.text)!r}, traced {_short(str(value))!r}"


def _part(record: Any, part: str) -> Any:
    if part == "rows":
        rows = _field(record, "rows") or _field(record, "selections") or ()
        return sum(_field(row, "row_count") for row in rows)
    return _field(record, part)


def _field(record: Any, name: str) -> Any:
    return record.get(name) if isinstance(record, Mapping) else getattr(record, name, None)


def _leaves(value: Any) -> Iterator[float | str]:
    """Numbers and texts inside a value."""
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int | float | str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _leaves(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _leaves(item)
    else:
        yield str(value)


def _same(number: Shown, leaf: float | str, unit: str) -> bool:
    """Whether a shown number is the traced one, to the digits shown."""
    if isinstance(leaf, str):
        return any(_close(number, other.value) for other in _in_text(leaf))
    value = float(leaf)
    if number.percent and not unit.lower().startswith(("%", "percent")):
        value *= 100
    if number.less:
        return value < number.value * number.scale
    return abs(abs(number.value) * number.scale - abs(value)) <= 0.5 * number.ulp * number.scale * (1 + 1e-9) and (
        number.value * value >= 0
    )


def _in_text(text: str) -> Iterator[Shown]:
    """All numbers of a traced text, dates and names included."""
    for match in NUMBER.finditer(text):
        yield _shown(text, match)


def _close(number: Shown, value: float) -> bool:
    return abs(abs(number.value) - abs(value)) <= 1e-9 * max(1.0, abs(value))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 70 else flat[:67] + "..."


class _Reader(HTMLParser):
    """Collects pieces, knowing at each place which elements are open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, dict[str, str | None]]] = []
        self.found: list[Piece] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.stack.append((tag, dict(attrs)))
        given = dict(attrs).get("data-trace")
        if given is not None:
            self.found.append(Piece("", given, "value", False))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        return

    def handle_endtag(self, tag: str) -> None:
        names = [name for name, _ in self.stack]
        if tag in names:
            del self.stack[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        names = {name for name, _ in self.stack}
        if not data.strip() or names & SILENT:
            return
        trace, part = None, "value"
        for _, attrs in reversed(self.stack):
            if trace is None and attrs.get("data-part"):
                part = attrs["data-part"] or "value"
            if attrs.get("data-trace") is not None:
                trace = attrs["data-trace"]
                break
        self.found.append(Piece(data, trace, part, bool(names & HEADINGS)))
