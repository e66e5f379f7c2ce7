"""Rows that a claim names as witnesses: who spoke first, which are firm, how many are independent. No verdict."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from multifront.claims.kind import Parameters
from multifront.claims.ledger import Basis
from multifront.domain import Evidence, Row, Selection

Table = Literal["observation", "event"]


class Witness(Parameters):
    """One row of the evidence that speaks to a claim, and who said it first."""

    row: str = Field(description="id of the row")
    table: Table = Field(default="observation", description="table in which the row stands")
    speaker: str = Field(
        default="",
        description="who said it first, where the row names a person or office; copies of one speaker count once",
    )


@dataclass(frozen=True, slots=True)
class Testimony:
    """A witness with its row. A row that is weak, or in conflict with another one, is not firm."""

    witness: Witness
    row: Row

    @property
    def firm(self) -> bool:
        """Whether the row can carry weight of its own."""
        return not self.row["weak"] and not self.row.get("conflict")

    @property
    def public_from(self) -> date:
        """The day from which the row was public."""
        day: date = self.row["public_from"]
        return day


def hear(witnesses: Sequence[Witness], evidence: Evidence) -> tuple[Testimony, ...]:
    """The witnesses whose rows were public by the cut, in the order of the file.

    Args:
        witnesses: what the file names.
        evidence: the evidence at its cut.

    Raises:
        EvidenceError: without a cut, a row is not in the evidence at all.
    """
    heard = []
    for witness in witnesses:
        ids = [witness.row]
        if evidence.as_of is not None:
            ids = list(evidence.present(witness.table, ids))
        heard += [Testimony(witness, row) for row in evidence.rows(witness.table, ids)]
    return tuple(heard)


def public_by(heard: Sequence[Testimony], day: date) -> tuple[Testimony, ...]:
    """Those of the testimonies that were public on a day."""
    return tuple(one for one in heard if one.public_from <= day)


def independent(heard: Sequence[Testimony], evidence: Evidence) -> int:
    """How many independent first speakers stand behind testimonies, at least.

    Copies of one report count once by the rules of the evidence (the lower bound), and so do reports that the file
    traces to one speaker; the smaller of the two counts is taken.

    Args:
        heard: testimonies, firm or not.
        evidence: the store that knows which origins go back to one.

    Returns:
        A count from 0 on; 0 for no testimony.
    """
    origins = sorted({name for one in heard for name in one.row["origin_ids"]})
    if not origins:
        return 0
    speakers = {one.witness.speaker or " ".join(one.row["origin_ids"]) for one in heard}
    return min(len(speakers), evidence.independent_origins("origin", origins).low)


def basis_on(how: str, heard: Sequence[Testimony], evidence: Evidence) -> Basis:
    """What a number rests on: the call and the rows of these testimonies, by table."""
    by_table: dict[str, list[Row]] = {}
    for one in heard:
        by_table.setdefault(one.witness.table, []).append(one.row)
    return Basis(how, tuple(selection_of(table, rows, evidence) for table, rows in sorted(by_table.items())))


def selection_of(table: str, rows: Sequence[Row], evidence: Evidence, query: str = "") -> Selection:
    """Rows as a selection that can be fetched again; the query names them one by one where none is given."""
    ids = tuple(sorted({row[f"{table}_id"] for row in rows}))
    origins = tuple(sorted({origin for row in rows for origin in row["origin_ids"]}))
    asked = query or f"rows({table!r}, {list(ids)})"
    return Selection(table, asked, ids, len(ids), origins, evidence.as_of, _fingerprint(rows))


def _fingerprint(rows: Sequence[Row]) -> str:
    content = [{name: str(value) for name, value in row.items()} for row in rows]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
