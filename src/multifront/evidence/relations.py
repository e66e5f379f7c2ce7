"""The SQL that reads one table as seen on a day: the shipped folder, the user's store, or both united. Runs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from multifront.errors import EvidenceError
from multifront.evidence.schema import KEYS, STARTER_TABLES, TABLES

ATTACHED = "user_store"
"""The name under which the user's store is attached; it is gone before a query of the user runs."""


@dataclass(frozen=True, slots=True)
class Cutoff:
    """Up to when rows are seen: public by `as_of`, and in an edition made by `as_of_edition`; None is no limit."""

    as_of: date | None = None
    as_of_edition: date | None = None

    @property
    def sql(self) -> str:
        """The condition on a row."""
        limits = (("public_from", self.as_of), ("edition_date", self.as_of_edition))
        parts = [f"{column} <= DATE '{day.isoformat()}'" for column, day in limits if day is not None]
        return " AND ".join(parts) or "true"

    def earlier(self, as_of: date | None, as_of_edition: date | None) -> Cutoff:
        """The limits of one query inside these; None keeps the limit that there is.

        Raises:
            EvidenceError: a limit is later than that of the store, which no longer has those rows.
        """
        for name, asked, held in (("as_of", as_of, self.as_of), ("as_of_edition", as_of_edition, self.as_of_edition)):
            if asked is not None and held is not None and asked > held:
                raise EvidenceError(
                    f"{name} {asked} is later than that of the store, {held}; valid: days up to {held}; "
                    f"next: open_evidence({name}='{asked}')"
                )
        return Cutoff(as_of or self.as_of, as_of_edition or self.as_of_edition)

    @property
    def words(self) -> str:
        """The limits in words, for errors; empty where there is none."""
        parts = [f"public by {self.as_of}"] if self.as_of else []
        parts += [f"in an edition made by {self.as_of_edition}"] if self.as_of_edition else []
        return " and ".join(parts)


@dataclass(frozen=True, slots=True)
class Shelves:
    """Where rows stand: a folder of the shipped layout, and the tables of the attached store that hold any row."""

    folder: Path
    attached: frozenset[str] = frozenset()

    def relation(self, name: str, cutoff: Cutoff, held: str = "true") -> str:
        """A SELECT of the rows of a table that the cutoff lets through; of two rows of one id the newer edition.

        `held` is a condition on rows of the attached store that may name its private columns. It only leaves out rows
        early that the caller's own condition on the result leaves out too.

        Rows are cut first and united then, so that an older edition speaks where the newer one was not there yet. Where
        both are of one day, the user's store speaks.
        """
        folder = self._folder(name, cutoff)
        if name not in self.attached:
            return folder
        columns = ", ".join(f'"{column}"' for column in TABLES[name].columns)
        whole = f"SELECT {columns} FROM {ATTACHED}.{name} WHERE {cutoff.sql}"
        store = f"{whole} AND {held}"
        if name not in STARTER_TABLES:
            return store
        same = " AND ".join(f"x.{column} = t.{column}" for column in keys(name))
        return (
            f"SELECT * FROM ({folder}) t WHERE NOT EXISTS "
            f"(SELECT 1 FROM ({whole}) x WHERE {same} AND x.edition_date >= t.edition_date) "
            f"UNION ALL SELECT * FROM ({store}) t WHERE NOT EXISTS "
            f"(SELECT 1 FROM ({folder}) x WHERE {same} AND x.edition_date > t.edition_date)"
        )

    def _folder(self, name: str, cutoff: Cutoff) -> str:
        if name not in STARTER_TABLES:
            empty = ", ".join(f'NULL::{kind} AS "{column}"' for column, kind in TABLES[name].columns.items())
            return f"SELECT {empty} WHERE false"
        path = str(self.folder / TABLES[name].file).replace("'", "''")
        return f"SELECT * FROM read_parquet('{path}') WHERE {cutoff.sql}"


def keys(name: str) -> tuple[str, ...]:
    """The columns that together name a row of a table."""
    return (KEYS[name],) if name in KEYS else TABLES[name].order
