"""Events of who did something to whom, found by the private column of a user's store. No other selection of events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from multifront.domain import Row
from multifront.errors import EvidenceError
from multifront.evidence.cut import Cut


@dataclass(frozen=True, slots=True)
class Asked:
    """Actors who must all be among the initiators, actors who must all be among the targets, days of the start."""

    actors: tuple[str, ...]
    targets: tuple[str, ...] = ()
    between: tuple[date, date] | None = None

    @property
    def condition(self) -> tuple[str, list[Any]]:
        """SQL over the columns that everybody sees, with its values."""
        parts = ["list_has_all(initiators, ?::VARCHAR[])", "list_has_all(targets, ?::VARCHAR[])"]
        values: list[Any] = [list(self.actors), list(self.targets)]
        if self.between:
            parts.append("date_start BETWEEN ? AND ?")
            values += self.between
        return " AND ".join(parts), values

    @property
    def held(self) -> str:
        """SQL that the rows of a user's store fulfil if they fulfil the condition: a text and a day, no lists."""
        initiators = "split_part(parties, '>', 1)"
        parts = [f"contains({initiators}, {_member(name)})" for name in self.actors]
        parts += [f"contains(split_part(parties, '>', 2), {_member(name)})" for name in self.targets]
        if self.between:
            first, last = self.between
            parts.append(f"date_start BETWEEN DATE '{first.isoformat()}' AND DATE '{last.isoformat()}'")
        return " AND ".join(parts) or "true"


def _member(name: str) -> str:
    return "'|" + name.replace("'", "''") + "|'"


def asked(actors: Sequence[str], targets: Sequence[str], between: tuple[date, date] | None) -> Asked:
    """What is asked, once it can be.

    Raises:
        EvidenceError: the last day lies before the first.
    """
    if between and between[1] < between[0]:
        raise EvidenceError(
            f"events between {between[0]} and {between[1]}: the last day lies before the first; valid: first, last; "
            "next: swap them"
        )
    return Asked(tuple(actors), tuple(targets), between)


def by_month(cut: Cut, what: Asked) -> list[Row]:
    """Rows month, events: how many events began in each month; months without any are left out.

    Args:
        cut: the tables as seen on a day.
        what: who to whom, and when.
    """
    where, values = what.condition
    relation = cut.source("event", what.held)
    found = cut.values(
        "event",
        f"SELECT date_trunc('month', date_start)::DATE, count(*) FROM {relation} WHERE {where} GROUP BY 1 ORDER BY 1",
        values,
    )
    return [{"month": month, "events": events} for month, events in found]
