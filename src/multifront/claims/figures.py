"""Named figures of the evidence as claims compare them: in one unit, or as a share of another row. No verdicts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from multifront.claims.kind import Context, Finding
from multifront.claims.ledger import Basis, phrase
from multifront.claims.witnesses import Testimony, Witness, basis_on, hear
from multifront.domain import Evidence, Exhibit, Figure, Phrase, Picture, TestLine
from multifront.errors import EvidenceError

SHARE = "percent"
COLUMNS = ("period_label", "definition", "low", "best", "high", "unit", "weak", "indicator")


class FigureRow(Witness):
    """A published figure in the unit of the claim, or its share of another row in per cent."""

    table: Literal["observation"] = Field(default="observation", description="always the table of figures")
    title: str = Field(min_length=2, max_length=60, description="what readers see")
    of: str = Field(default="", description="id of the row of the whole: the figure is then a share of it in per cent")
    scale: float = Field(default=1.0, gt=0, description="factor from the unit of the row to the unit of the claim")


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """A figure that was public: its range, and the rows that it rests on; weak where any of them is."""

    row: FigureRow
    low: float
    best: float
    high: float
    heard: tuple[Testimony, ...]

    @property
    def firm(self) -> bool:
        """Whether no row that it rests on is weak or in conflict with another."""
        return all(one.firm for one in self.heard)


def read_figures(rows: Sequence[FigureRow], unit: str, context: Context) -> tuple[ReadFigure, ...]:
    """The figures whose rows were public by the cut, in the order of the file.

    A range runs from the lowest to the highest number that the rows allow; a share takes the ends that make it smallest
    and largest.

    Args:
        rows: what the file names.
        unit: unit of the claim; a row in another one needs a `scale` or, for a share, `of`.
        context: the evidence at its cut.

    Raises:
        EvidenceError: a row without a number, in another unit, or a whole of zero.
    """
    found = []
    for row in rows:
        wanted = [Witness(row=name) for name in (row.row, row.of) if name]
        heard = hear(wanted, context.evidence)
        if len(heard) == len(wanted):
            found.append(_read(row, unit, heard))
    return tuple(found)


def _read(row: FigureRow, unit: str, heard: tuple[Testimony, ...]) -> ReadFigure:
    low, best, high = (row.scale * value for value in _range(row.row, heard[0]))
    if not row.of:
        if row.scale == 1.0 and heard[0].row["unit"] != unit:
            raise EvidenceError(
                f"row {row.row!r} is in {heard[0].row['unit']!r}, the claim in {unit!r}; give the row's `scale`"
            )
        return ReadFigure(row, low, best, high, heard)
    least, whole, most = _range(row.of, heard[1])
    if least <= 0:
        raise EvidenceError(f"row {row.of!r} is no whole to take a share of: it may be {least:g}; name another row")
    return ReadFigure(row, 100 * low / most, 100 * best / whole, 100 * high / least, heard)


def _range(name: str, heard: Testimony) -> tuple[float, float, float]:
    values = [heard.row[end] for end in ("low", "best", "high")]
    known = [float(value) for value in values if value is not None and not math.isnan(value)]
    if not known:
        raise EvidenceError(f"row {name!r} has no figure to compare; name another row")
    best = values[1] if values[1] is not None and not math.isnan(values[1]) else (min(known) + max(known)) / 2
    return min(known), float(best), max(known)


def basis_of(how: str, figures: Sequence[ReadFigure], evidence: Evidence) -> Basis:
    """What a number rests on: the call and all rows of these figures."""
    return basis_on(how, [one for figure in figures for one in figure.heard], evidence)


def show_figure(finding: Finding, figure: ReadFigure, named: tuple[str, str], said: str, evidence: Evidence) -> Figure:
    """One line of the table of numbers, and the figure for a sentence.

    Args:
        finding: where the line goes.
        figure: the figure.
        named: name for traces, and the unit that readers see.
        said: what it says of the claim, in a few words.
        evidence: the store, for the selection of rows.
    """
    name, unit = named
    how = f"row {figure.row.row}" + (f" as a share of row {figure.row.of}" if figure.row.of else "")
    basis = basis_of(how, [figure], evidence)
    enter = finding.ledger.figure
    shown = enter(name, figure.best, basis, unit=unit)
    parts, figures = [said], {}
    if figure.high > figure.low:
        parts.insert(0, "{low} to {high}")
        figures = {"low": enter(f"{name}_low", figure.low, basis), "high": enter(f"{name}_high", figure.high, basis)}
    if not figure.firm:
        parts.append("weak or in conflict with another row")
    finding.test_lines.append(TestLine(figure.row.title, shown, unit, phrase("; ".join(parts), **figures)))
    return shown


def list_figures(finding: Finding, figures: Sequence[ReadFigure], title: str) -> None:
    """The rows behind the figures, each once."""
    rows = {one.row["observation_id"]: one.row for figure in figures for one in figure.heard}
    if rows:
        finding.exhibits.append(Exhibit(title, "observation", COLUMNS, tuple(rows.values()), len(rows)))


@dataclass(frozen=True, slots=True)
class Drawing:
    """Words around a picture of figures: what is counted, its unit, title and caption, level lines."""

    quantity: str
    unit: str
    title: str
    caption: Phrase
    marks: tuple[tuple[float, str], ...] = ()


def draw_figures(
    finding: Finding, grouped: Sequence[tuple[str, ReadFigure]], drawing: Drawing, evidence: Evidence
) -> None:
    """One line a figure, coloured by its group; nothing where no figure was public."""
    if not grouped:
        return
    columns = {
        "label": tuple(figure.row.title for _, figure in grouped),
        "low": tuple(figure.low if figure.high > figure.low else None for _, figure in grouped),
        "mid": tuple(figure.best for _, figure in grouped),
        "high": tuple(figure.high if figure.high > figure.low else None for _, figure in grouped),
        "group": tuple(group for group, _ in grouped),
    }
    basis = basis_of("each figure in the unit of the claim", [figure for _, figure in grouped], evidence)
    trace_id = finding.ledger.picture("picture_figures", columns, basis)
    options = {
        "x_label": drawing.quantity,
        "unit": drawing.unit,
        "decimals": 0 if all(figure.best == round(figure.best) for _, figure in grouped) else 1,
        "marks": [{"x": value, "label": label} for value, label in drawing.marks],
    }
    finding.pictures.append(
        Picture(trace_id.replace(".", "-"), "ranges", drawing.title, drawing.caption, columns, options, trace_id)
    )
