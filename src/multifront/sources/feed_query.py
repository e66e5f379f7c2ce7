"""From the lines of an event feed to bulk events and rows set aside: one check, all queries. No feed's own columns.

Every line is split at tabs and checked by one condition. Rows of which it holds are events, the others are set aside
with the first reason that applies; so each line of a file ends in exactly one of the two, and nothing is dropped or
fatal. `Bulk.query` and `Bulk.rejects` read the file twice; `Bulk.lines` is for a loader that reads it once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path

from multifront.errors import EvidenceError
from multifront.sources.bulk_rows import bulk, rejects, selection
from multifront.sources.feed_lines import LINE_LIMIT, MARK, given_name, pick
from multifront.sources.harvest import UNFIT, Bulk, Lines
from multifront.sources.relations import literal
from multifront.sources.rows import OriginRecord

MACHINE_CODED = "machine-coded from news reports, not checked by a person"
REFUSAL = "the collection grows with media attention and with the list of media read: counts over time are no stream"
"""Why no frame of a machine-coded feed allows a timing test; to stand as `refusal` in a declared stream."""
PEEKED = 200
SHOWN = 500


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of one feed become events.

    `fields` gives the position of each field that is used, from 1, and `widths` how many fields a line may have.
    `derived` are SQL expressions over the fields; `joins` SQL that follows the relation `d`, with what it adds in
    `joined`; `checks` pairs of a reason and an SQL condition that must hold; `columns` the event columns in SQL.
    `states` are joins of which no check knows, with what they add in `placed`.
    """

    name: str
    widths: tuple[int, ...]
    fields: Mapping[str, int]
    derived: Mapping[str, str]
    joins: str
    joined: Mapping[str, str]
    checks: tuple[tuple[str, str], ...]
    columns: Mapping[str, str]
    states: str = ""
    placed: Mapping[str, str] = field(default_factory=dict)
    header: str = ""
    more_empty: bool = field(default=False)
    """Whether a line may end in further fields that are all empty."""


def feed(path: Path, layout: Layout, source: OriginRecord, read_at: str = "") -> Bulk:
    """The bulk events of one prepared file, and the query of its rows set aside.

    Args:
        path: a file that went through `feed_lines.prepare`.
        layout: how to read it.
        source: origin of every row; its edition date is the day after which a date lies in the future.
        read_at: what to call the file in the list of rows set aside; the path where empty.
    """
    named = replace(source, origin=replace(source.origin, read_at=read_at or str(path)))
    edition = f"DATE '{source.origin.edition_date}'"
    said = {name: text.replace("$edition", edition) for name, text in layout.columns.items()}
    given = {"weak": "true", "weak_reason": literal(MACHINE_CODED), "credibility": "3", **said}
    checks = tuple((reason, text.replace("$edition", edition)) for reason, text in _checks(layout))
    reading = _Reading(_File(path, int(bool(layout.header))), layout, named, given, checks)
    rows = _rows(reading.file, _with_states(layout))
    whole = bulk("event", f"{rows} WHERE {reading.good}", named, given, _aside(reading))
    return replace(whole, lines=_lines_once(reading))


@dataclass(frozen=True, slots=True)
class _File:
    """A file of lines, how many of them are skipped, and whether each begins with its number in another file."""

    path: Path
    skip: int
    numbered: bool = False

    @property
    def line(self) -> str:
        """SQL of the number of a line."""
        return "line::BIGINT AS line" if self.numbered else f"row_number() OVER () + {self.skip} AS line"


@dataclass(frozen=True, slots=True)
class _Reading:
    """One file read by one layout: the columns that are given in SQL, and the checks with their reasons."""

    file: _File
    layout: Layout
    source: OriginRecord
    given: Mapping[str, str]
    checks: tuple[tuple[str, str], ...]

    @property
    def good(self) -> str:
        """SQL condition of a line that is an event."""
        return " AND ".join(f"({text})" for _, text in self.checks)


def _with_states(layout: Layout) -> Layout:
    return replace(layout, joins=f"{layout.joins} {layout.states}", joined={**layout.joined, **layout.placed})


def _lines_once(reading: _Reading) -> Lines:
    """The file for a loader that reads it once."""
    file, given = reading.file, reading.given
    placed = _with_states(reading.layout)
    fit = f"CASE WHEN {reading.good} THEN true ELSE {UNFIT}(first_field) END"
    whole = f"{_rows(file, placed)} WHERE NOT starts_with(first_field, {_CONTINUED}) AND {fit}"
    numbered = f"{_rows(file, placed, file.line)} WHERE {reading.good}"
    return Lines(
        file=reading.source.origin.read_at,
        query=selection("event", whole, reading.source, given),
        numbered=selection("event", numbered, reading.source, given, "line,"),
        texts=f"SELECT line, {_SHOWN} AS text FROM {_texts(file)}",
        aside=partial(_aside_of_some, reading),
    )


def _aside_of_some(reading: _Reading, fields: frozenset[str], folder: Path) -> str:
    """The query of the lines set aside, from a file that holds only the lines that begin with one of these fields."""
    few = pick(reading.file.path, fields, folder / f"{reading.file.path.name}.aside", reading.file.skip)
    return _aside(replace(reading, file=_File(few, 0, numbered=True)))


def _aside(reading: _Reading) -> str:
    """Lines with a check that does not hold: found by their fields, then shown as they stand in the file."""
    file, layout = reading.file, reading.layout
    cases = " ".join(f"WHEN ({text}) IS NOT TRUE THEN {literal(reason)}" for reason, text in reading.checks)
    rows = _rows(file, layout, file.line)
    bad = f"(SELECT line, CASE {cases} END AS why FROM {rows} WHERE ({reading.good}) IS NOT TRUE)"
    relation = f"{_texts(file)} JOIN {bad} USING (line) WHERE NOT starts_with(text, {_CONTINUED}) ORDER BY line"
    return rejects(relation, reading.source, _said(layout), _SHOWN)


def _said(layout: Layout) -> str:
    """The reason as it is shown: that of the gate for a marker, the number of fields where that is what is wrong."""
    valid = " or ".join(map(str, layout.widths))
    repeated = f"WHEN text = {literal(layout.header)} THEN 'header repeated' " if layout.header else ""
    return (
        f"CASE WHEN starts_with(text, {_MARK}) THEN split_part(text, {_MARK}, 2) {repeated}"
        f"WHEN why = '' THEN 'has ' || len(string_split(text, chr(9))) || ' fields; valid: {valid}' ELSE why END"
    )


def common_width(path: Path, known: tuple[int, ...], what: str) -> int:
    """The number of tab-separated fields that most of the first lines have, of those known.

    Args:
        path: a prepared file.
        known: numbers of fields that some layout has.
        what: what to call the feed in an error.

    Raises:
        EvidenceError: none of the first lines has a known number of fields.
    """
    with path.open(encoding="utf-8") as stream:
        seen = Counter(line.count("\t") + 1 for line in islice(stream, PEEKED) if not line.startswith(MARK))
    fitting = {width: count for width, count in seen.items() if width in known}
    if not fitting:
        raise EvidenceError(
            f"{what} {given_name(path)!r}: the first {PEEKED} lines have "
            f"{', '.join(map(str, sorted(seen))) or 'no'} fields; valid: {', '.join(map(str, known))}, "
            "separated by tabs; next: check that this is the publisher's file"
        )
    return max(fitting, key=lambda width: fitting[width])


def header_fields(path: Path, needed: tuple[str, ...], what: str) -> tuple[str, dict[str, int]]:
    """The header line of a prepared file and the position of each of its names, from 1.

    Args:
        path: the file.
        needed: names that must be there.
        what: what to call the feed in an error.

    Raises:
        EvidenceError: a needed name is absent or stands more than once.
    """
    with path.open(encoding="utf-8") as stream:
        line = stream.readline().rstrip("\n")
        rows = bool(stream.readline())
    if line.startswith(MARK) or not rows:
        trouble = (
            f"line 1 is set aside: {line.split(MARK)[1]}" if line.startswith(MARK) else "a header and no line more"
        )
        raise EvidenceError(
            f"{what} {given_name(path)!r}: {trouble}; valid: a header and lines under it; next: fetch the file again"
        )
    names = [name.strip() for name in line.split("\t")]
    missing = [name for name in needed if names.count(name) != 1]
    if missing:
        raise EvidenceError(
            f"{what} {given_name(path)!r}: the header lacks, or has more than once, {', '.join(missing)}; "
            f"found: {', '.join(names)[:300]}; next: check that this is the publisher's file with its header"
        )
    return line, {name: names.index(name) + 1 for name in names if name}


_MARK = literal(MARK)
_CONTINUED = literal(MARK + MARK)
_SHOWN = f"CASE WHEN starts_with(text, {_MARK}) THEN split_part(text, {_MARK}, 3) ELSE left(text, {SHOWN}) END"
"""SQL of a line as it is listed: of a marker its excerpt, of another line its beginning."""
_SURPLUS = 40
"""How many empty fields too many a line may end in where its layout allows any."""


def _read(file: _File, columns: Iterable[str], delimiter: str) -> str:
    """The file as texts: nothing quoted, nothing guessed, absent fields NULL and empty ones empty."""
    declared = ", ".join(f"'{name}': 'VARCHAR'" for name in columns)
    return (
        f"read_csv({literal(str(file.path))}, columns = {{{declared}}}, delim = '{delimiter}', quote = '', "
        f"escape = '', header = false, auto_detect = false, skip = {file.skip}, new_line = '\\n', "
        f"null_padding = true, strict_mode = false, nullstr = {_MARK}, max_line_size = {4 * LINE_LIMIT})"
    )


def _texts(file: _File) -> str:
    """All lines as a relation: line, text."""
    whole = _read(file, ["text"], "\x01")
    if not file.numbered:
        return f"(SELECT text, {file.line} FROM {whole})"
    return f"(SELECT split_part(text, chr(9), 1)::BIGINT AS line, text[strpos(text, chr(9)) + 1:] AS text FROM {whole})"


def _rows(file: _File, layout: Layout, number: str = "") -> str:
    """All lines with the fields in use, what is derived and what is joined."""
    count = max(layout.widths) + (_SURPLUS if layout.more_empty else 0) + 1
    columns = [*(["line"] if file.numbered else []), *(f"f{place}" for place in range(1, count + 1))]
    used = ", ".join(f"f{place} AS {name}" for name, place in layout.fields.items())
    ends = ", ".join(f"f{place}" for place in _ends(layout))
    derived = "".join(f", {said} AS {name}" for name, said in layout.derived.items())
    joined = "".join(f", {said} AS {name}" for name, said in layout.joined.items())
    chosen = f"{used}, {ends}, f1 AS first_field" + (f", {number}" if number else "")
    return (
        f"(SELECT d.*{joined} FROM (SELECT *{derived} FROM (SELECT {chosen} FROM {_read(file, columns, chr(9))})) AS d "
        f"{layout.joins})"
    )


def _ends(layout: Layout) -> range:
    """The places that tell how many fields a line has: the last that must be there to the first that must not."""
    return range(min(layout.widths), max(layout.widths) + (_SURPLUS if layout.more_empty else 0) + 2)


def _checks(layout: Layout) -> tuple[tuple[str, str], ...]:
    """The layout's checks behind that of the number of fields, whose reason is empty: it is told from the line."""
    first, *rest = _ends(layout)
    more = [place for place in rest if place > max(layout.widths)]
    absent = [f"(f{place} IS NULL OR trim(f{place}) = '')" for place in more[:-1]] + [f"f{more[-1]} IS NULL"]
    return (("", " AND ".join([f"f{first} IS NOT NULL", *absent])), *layout.checks)
