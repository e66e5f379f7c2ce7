"""From observation rows to one series: one value a period under one definition, conflicts kept in the range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

import numpy as np

from multifront.domain import Days, Floats, Row, Selection, Series
from multifront.errors import EvidenceError, unknown_name
from multifront.evidence import selecting
from multifront.evidence.cut import Cut
from multifront.evidence.query import DistinctQuery, ObservationQuery, RowQuery

NEXT = "next: multifront evidence list"
ASKED = ("indicator", "actor", "partner", "definition_id")


def series_of(cut: Cut, asked: dict[str, str]) -> Series:
    """One series of a cut under one definition.

    Args:
        cut: the tables as seen on a day.
        asked: indicator, actor, partner and definition_id; an empty text is left open.

    Raises:
        EvidenceError: the indicator is unknown, nothing of it was public, nothing matches, or several series do.
    """
    given = {column: value for column, value in asked.items() if value}
    indicator, actor, partner, definition_id = (asked[column] for column in ASKED)
    found = cut.ask(ObservationQuery(indicator, actor, partner, definition_id))
    if not found:
        raise EvidenceError(_none_found(cut, asked["indicator"], given))
    rows = choose(found, asked)
    if not rows:
        raise EvidenceError(
            f"series {asked['indicator']!r} has rows but none with a span of days; found: {found[0]['period_label']!r} "
            f"and the like; valid: indicators with dated periods; next: ask observations({asked['indicator']!r})"
        )
    arguments = ", ".join(repr(value) for value in given.values())
    selection = selecting.of_rows("observation", f"series({arguments})", rows, cut.as_of)
    origins = cut.ask(RowQuery("origin", selection.origin_ids))
    return assemble(rows, {row["id"]: (row["reliability"], row["public_from"]) for row in origins}, selection)


def _none_found(cut: Cut, indicator: str, given: Mapping[str, str]) -> str:
    names = [row["indicator"] for row in cut.ask(DistinctQuery("observation", ("indicator",)))]
    if indicator not in names:
        return unknown_name("indicator", indicator, names, NEXT, where=cut.cutoff.words)
    columns = ("actor", "partner", "definition_id")
    known = cut.ask(DistinctQuery("observation", columns, (("indicator", indicator),), limit=12))
    valid = "; ".join("/".join(row[column] for column in columns) for row in known)
    asked = ", ".join(f"{column}={value!r}" for column, value in given.items())
    return f"no series with {asked}; valid actor/partner/definition: {valid}; {NEXT}"


def choose(rows: Sequence[Row], asked: dict[str, str]) -> list[Row]:
    """The rows of one actor, partner and definition, sorted by period; rows without a span are left out.

    Args:
        rows: the rows that match what was asked.
        asked: the arguments of the call, for the error.

    Raises:
        EvidenceError: several actors, partners or definitions match, and the call does not say which.
    """
    for column, argument in (("actor", "actor"), ("partner", "partner"), ("definition_id", "definition_id")):
        found = sorted({row[column] for row in rows})
        if len(found) > 1:
            shown = ", ".join(repr(value) for value in found[:12])
            raise EvidenceError(
                f"series {asked['indicator']!r} has {len(found)} values of {argument} and none was chosen; "
                f"valid: {shown}{' ...' if len(found) > 12 else ''}; next: pass {argument}="
            )
    dated = [row for row in rows if row["period_start"] and row["period_end"]]
    return sorted(dated, key=lambda row: (row["period_start"], row["period_end"], row["observation_id"]))


def best_of(rows: Sequence[Row], rank: dict[str, tuple[str, date]]) -> Row:
    """The row that speaks for a period: most reliable origin, then most digits, then latest publication, then id.

    Args:
        rows: all kept rows of the period.
        rank: origin id -> (reliability letter, day from which the origin is public).
    """

    def order(row: Row) -> tuple[bool, str, int, int, str]:
        letter, _ = min(rank[name] for name in row["origin_ids"])
        return (
            row["best"] is None,
            letter,
            -_digits(row["best"]),
            -row["public_from"].toordinal(),
            row["observation_id"],
        )

    return min(rows, key=order)


def _digits(value: float | None) -> int:
    return 0 if value is None else len(Decimal(repr(value)).normalize().as_tuple().digits)


def span_of(rows: Sequence[Row], chosen: Row) -> tuple[float, float]:
    """Low and high of a period: of the chosen row where it stands alone, over all kept rows where there are several."""
    if len(rows) == 1:
        return _number(chosen["low"]), _number(chosen["high"])
    values = [row[column] for row in rows for column in ("low", "best", "high") if row[column] is not None]
    return (min(values), max(values)) if values else (float("nan"), float("nan"))


def assemble(rows: Sequence[Row], rank: dict[str, tuple[str, date]], selection: Selection) -> Series:
    """The series of rows of one actor, partner and definition.

    Args:
        rows: as `choose` returns them, at least one.
        rank: origin id -> (reliability letter, day from which the origin is public).
        selection: the record of all rows, those that do not speak included.
    """
    periods = [list(group) for _, group in groupby(rows, key=lambda row: (row["period_start"], row["period_end"]))]
    chosen = [best_of(group, rank) for group in periods]
    spans = [span_of(group, row) for group, row in zip(periods, chosen, strict=True)]
    first = chosen[0]
    return Series(
        name=first["indicator"],
        title=_title(first),
        unit=first["unit"],
        definition_id=first["definition_id"],
        definition=first["definition"],
        starts=days([row["period_start"] for row in chosen]),
        ends=days([row["period_end"] for row in chosen]),
        low=_floats([low for low, _ in spans]),
        best=_floats([_number(row["best"]) for row in chosen]),
        high=_floats([high for _, high in spans]),
        status=tuple(row["status"] for row in chosen),
        ids=tuple(row["observation_id"] for row in chosen),
        selection=selection,
    )


def _title(row: Row) -> str:
    who = "-".join(part for part in (row["actor"], row["partner"]) if part and part != "all")
    return str(row["indicator"]).replace("_", " ") + (f", {who}" if who else "")


def days(values: Sequence[date]) -> Days:
    """Dates as datetime64[D]."""
    return np.array(values, dtype="datetime64[D]")


def _number(value: Any) -> float:
    return float("nan") if value is None else float(value)


def _floats(values: Sequence[float]) -> Floats:
    return np.array(values, dtype=np.float64)
