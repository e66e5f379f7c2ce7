"""How the command line prints: rows as table, JSON or CSV, to screen or file, and progress. No work of its own."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from multifront.errors import UsageError

COUNTED = re.compile(r"([\d,]+) of ([\d,]+)")
"""How far a step is, in the texts of steps that know."""


class Format(StrEnum):
    """What rows are printed as."""

    table = "table"
    json = "json"
    csv = "csv"


FormatOption = Annotated[Format, typer.Option("--format", help="table, json or csv")]
OutOption = Annotated[Path | None, typer.Option("--out", help="write there instead of to the screen")]
SeedOption = Annotated[int, typer.Option("--seed", min=0, help="seed of everything random; same seed, same numbers")]
DrawsOption = Annotated[int, typer.Option("--draws", min=100, max=1_000_000, help="sampled worlds of a simulation")]
ClaimsOption = Annotated[
    Path | None,
    typer.Option("--claims", help="brief.json of a brief, for numbers that a scenario takes from a judged claim"),
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="use nothing that became public after this day, such as 2023-01-01"),
]
EvidenceOption = Annotated[
    Path | None, typer.Option("--evidence", help="a folder of evidence tables instead of the shipped starter evidence")
]


def day(text: str | None, option: str = "--as-of") -> date | None:
    """The day that an option names, or None.

    Raises:
        UsageError: it is not a day of the calendar.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} wants a day such as 2023-01-01, found {text!r}; write year-month-day") from None


def emit(rows: Sequence[dict[str, Any]], form: Format, out: Path | None) -> None:
    """Print rows, or write them to `out`.

    Raises:
        UsageError: `out` is a folder.
    """
    write_text(_as_text(rows, form), out)


def emit_blocks(blocks: Sequence[tuple[str, Sequence[dict[str, Any]]]], out: Path | None) -> None:
    """Print several tables, each under its title, or write them to `out`. Raises as `emit`."""
    write_text("\n".join(f"{title}\n\n{_as_text(rows, Format.table)}" for title, rows in blocks), out)


def emit_sections(sections: Sequence[tuple[str, Sequence[dict[str, Any]] | str]], out: Path | None) -> None:
    """Print tables and texts below each other, each under its title, or write them to `out`.

    Args:
        sections: title, and the rows of a table or a text.
        out: a file, or None for the screen.

    Raises:
        UsageError: `out` is a folder.
    """
    texts = [f"{title}\n{body if isinstance(body, str) else _as_text(body, Format.table)}" for title, body in sections]
    write_text("\n".join(texts), out)


def write_text(text: str, out: Path | None) -> None:
    """Print a text, or write it to `out`, beside first and then renamed.

    Raises:
        UsageError: `out` is a folder.
    """
    if out is None:
        sys.stdout.write(text)
    elif out.is_dir():
        raise UsageError(f"--out {str(out)!r} is a folder; valid: a file; next: name a file in it")
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside = out.with_name(out.name + ".part")
        try:
            beside.write_text(text, encoding="utf-8")
            beside.replace(out)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise OSError(error.errno, error.strerror, str(out)) from error
        note(f"wrote {out}")


def note(text: str) -> None:
    """A line for the person at the screen, on stderr so that stdout stays clean data."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(text, markup=False)


def _as_text(rows: Sequence[dict[str, Any]], form: Format) -> str:
    if form is Format.json:
        return json.dumps(list(rows), ensure_ascii=False, indent=2, default=_plain) + "\n"
    columns = list(rows[0]) if rows else []
    if form is Format.csv:
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows({c: _cell(r.get(c)) for c in columns} for r in rows)
        return buffer.getvalue()
    if not rows:
        return "(no rows)\n"
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(_cell(row.get(c)) for c in columns))
    console = Console(file=io.StringIO(), width=_width(), highlight=False)
    console.print(table, markup=False)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def _width() -> int:
    return Console().width if sys.stdout.isatty() else 160


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list | tuple):
        return ";".join(str(v) for v in value)
    return str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else str(value)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Say what is being done: a live bar on a terminal, one line a step in a log.

    The bar fills where a text says how far it is, as in `1,000 of 10,000 draws`, and only moves where it does not.
    """
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield note
        return
    columns = (SpinnerColumn(), BarColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def say(text: str) -> None:
            done, total = (
                (int(part.replace(",", "")) for part in found.groups())
                if (found := COUNTED.search(text))
                else (0, None)
            )
            bar.update(task, description=text, completed=done, total=total)

        yield say
