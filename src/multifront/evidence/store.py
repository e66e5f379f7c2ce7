"""The store as claims and the command line see it: streams, series, votes, events, rows, origins, cut at `as_of`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from multifront.domain import Frame, Origin, Row, Series, Stream, VoteTable
from multifront.domain.origin import timing_refusal
from multifront.errors import EvidenceError, unknown_name
from multifront.evidence import dyads, selecting, series, streams, votes
from multifront.evidence.cut import Cut
from multifront.evidence.schema import KEYS, TABLES
from multifront.evidence.warning import warnings_of

LIST_NEXT = "next: multifront evidence list"


class EvidenceStore:
    """Evidence as it was public on a day; made by `open_evidence`. Everything that it returns is cut already."""

    def __init__(self, cut: Cut, manifest: Mapping[str, Any]) -> None:
        self._manifest = manifest
        self._cut = cut

    @property
    def as_of(self) -> date | None:
        """Nothing that became public after this day is seen; None means everything in the store."""
        return self._cut.as_of

    @property
    def as_of_edition(self) -> date | None:
        """No row of an edition made after this day is seen; None means every edition in the store."""
        return self._cut.cutoff.as_of_edition

    @property
    def vintage(self) -> date:
        """The newest edition date in the store, cut at nothing."""
        return max(date.fromisoformat(entry["newest_edition"]) for entry in self._manifest["tables"].values())

    @property
    def manifest(self) -> Mapping[str, Any]:
        """Files, checksums, inputs and parsers of the store."""
        return self._manifest

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """What a reader must know of this cut: rows read in later editions, and nothing left of an indicator."""
        return warnings_of(self._cut)

    def stream(self, name: str, *, until: date | None = None) -> Stream:
        """The declared stream of that name, cut at `until` (event day) as well as at `as_of`.

        Args:
            name: name of a declared stream; `catalogue()` lists them.
            until: last day on which an event may begin.

        Returns:
            The stream with its frame. Where nothing of it was public by `as_of`, an empty stream whose frame refuses.

        Raises:
            EvidenceError: no stream of that name is declared.
        """
        found = self._cut.rows("frame", "stream = ?", [name])
        if not found:
            return self._unseen_stream(name)
        frame = found[0]
        last = min(day for day in (frame["end_date"], until, self.as_of) if day is not None)
        chosen = streams.condition(frame["selection"], frame["start_date"], last)
        rows = self._cut.rows("event", *self._counted(chosen, frame["origin_ids"]))
        query = f"stream({name!r}" + (f", until={until})" if until else ")")
        selection = selecting.of_rows("event", query, rows, self.as_of)
        shown = _first_of_day(rows) if frame["counts"] == "days" else rows
        return Stream(
            name=name,
            title=frame["title"],
            days=series.days([row["date_start"] for row in shown]),
            ends=series.days([min(row["date_end"], last) for row in shown]),
            ids=tuple(row["event_id"] for row in shown),
            frame=self._frame(frame, last),
            joint=frame["joint"],
            selection=selection,
        )

    def _counted(self, chosen: streams.Condition, origins: list[str]) -> tuple[str, list[Any]]:
        """Beside a user's store, only events of the origins that the frame names are counted: no other counter's."""
        if not self._cut.united:
            return chosen.sql, list(chosen.values)
        return f"{chosen.sql} AND list_has_any(origin_ids, ?)", [*chosen.values, origins]

    def _frame(self, row: Row, last: date) -> Frame:
        """The frame cut at `last`; it refuses a cut that hides rows only because nobody kept when they were public."""
        refusal = row["refusal"] or self._refused_origin(row["origin_ids"])
        if not refusal and row["undated"] and self.as_of is not None and self.as_of < row["edition_date"]:
            refusal = f"some rows have no known day of publication, so the count as of {self.as_of} is too low"
        return _declared(row, last, refusal)

    def _refused_origin(self, ids: Sequence[str]) -> str:
        """Why an origin of a stream lets nobody use it for timing, whatever the stream declares; empty where all do."""
        rows = self._cut.rows("origin", "id IN (SELECT unnest(?))", [list(ids)])
        notes = {row["id"]: timing_refusal(row["note"]) for row in rows}
        return "; ".join(f"{name}: {why}" for name, why in sorted(notes.items()) if why)

    def _unseen_stream(self, name: str) -> Stream:
        """A declared stream of which nothing was public yet; its frame tells nothing but that."""
        declared = self._manifest["streams"]
        if name not in declared:
            raise EvidenceError(unknown_name("stream", name, declared, LIST_NEXT))
        last = min(day for day in (self.as_of, self.as_of_edition) if day is not None)
        nothing = "not public yet"
        refusal = f"nothing of this stream was {self._cut.cutoff.words}"
        frame = Frame(name, nothing, nothing, last, last, "sample", refusal)
        selection = selecting.of_rows("event", f"stream({name!r})", [], self.as_of)
        return Stream(name, name, series.days([]), series.days([]), (), frame, False, selection)

    def series(self, indicator: str, actor: str = "", partner: str = "", definition_id: str = "") -> Series:
        """One series under one definition; an error names the definitions where several exist and none was chosen.

        Several rows of one period are kept: the most reliable origin speaks (then the figure with most digits, then the
        latest publication), and low and high span all of them.

        Args:
            indicator: name of the indicator; `catalogue()` lists them.
            actor: ISO3 code or group; may be left out where only one has this indicator.
            partner: the other end of a directed pair; may be left out likewise.
            definition_id: which definition; may be left out likewise.

        Raises:
            EvidenceError: the indicator is unknown, nothing of it was public, nothing matches, or several series do.
        """
        asked = {"indicator": indicator, "actor": actor, "partner": partner, "definition_id": definition_id}
        given = {column: value for column, value in asked.items() if value}
        where = " AND ".join(f"{column} = ?" for column in given)
        found = self._cut.rows("observation", where, list(given.values()))
        if not found:
            raise EvidenceError(self._no_series(indicator, given))
        rows = series.choose(found, asked)
        if not rows:
            raise EvidenceError(
                f"series {indicator!r} has rows but none with a span of days; found: {found[0]['period_label']!r} and "
                f"the like; valid: indicators with dated periods; next: ask observations({indicator!r})"
            )
        arguments = ", ".join(repr(value) for value in given.values())
        selection = selecting.of_rows("observation", f"series({arguments})", rows, self.as_of)
        return series.assemble(rows, self._rank(selection.origin_ids), selection)

    def _no_series(self, indicator: str, given: Mapping[str, str]) -> str:
        known = self._cut.values("observation", "SELECT DISTINCT indicator FROM observation ORDER BY 1")
        names = [name for (name,) in known]
        if indicator not in names:
            when = self._cut.cutoff.words
            return unknown_name("indicator", indicator, names, LIST_NEXT, where=when)
        query = (
            "SELECT DISTINCT actor, partner, definition_id FROM observation WHERE indicator = ? ORDER BY ALL LIMIT 12"
        )
        valid = "; ".join("/".join(row) for row in self._cut.values("observation", query, [indicator]))
        asked = ", ".join(f"{column}={value!r}" for column, value in given.items())
        return f"no series with {asked}; valid actor/partner/definition: {valid}; {LIST_NEXT}"

    def _rank(self, ids: Sequence[str]) -> dict[str, tuple[str, date]]:
        found = self._cut.values(
            "origin", "SELECT id, reliability, public_from FROM origin WHERE id IN (SELECT unnest(?))", [list(ids)]
        )
        return {name: (letter, public) for name, letter, public in found}

    def votes(self, pair: tuple[str, str] | None = None) -> VoteTable:
        """UN vote counts of one pair, or of all pairs and years.

        Args:
            pair: two ISO3 codes in either order; None for all pairs.

        Raises:
            EvidenceError: the two are the same, or the pair shares no roll call in the store.
        """
        return votes.table(self._cut, pair)

    def events(
        self,
        *,
        subtypes: Sequence[str] = (),
        actors: Sequence[str] = (),
        targets: Sequence[str] = (),
        between: tuple[date, date] | None = None,
    ) -> list[Row]:
        """Event rows of these subtypes in which all these actors act upon all these targets, by date.

        Args:
            subtypes: subtypes to keep; empty keeps all.
            actors: ISO3 codes that must all be among the initiators; empty keeps all.
            targets: ISO3 codes that must all be among the targets; empty keeps all.
            between: first and last day on which an event may begin; None keeps all.

        Raises:
            EvidenceError: a subtype is unknown in this cut, or the last day lies before the first.
        """
        if subtypes:
            known = [name for (name,) in self._cut.values("event", "SELECT DISTINCT subtype FROM event ORDER BY 1")]
            for name in subtypes:
                if name not in known:
                    raise EvidenceError(unknown_name("event subtype", name, known, LIST_NEXT))
        what = dyads.asked(actors, targets, between)
        where, values = what.condition
        chosen = list(subtypes)
        kept = "(len(?) = 0 OR list_contains(?, subtype))"
        return self._cut.rows(
            "event", f"{kept} AND {where}", [chosen or [""] if chosen else [], chosen or [""], *values], what.held
        )

    def event_counts(
        self, *, actors: Sequence[str] = (), targets: Sequence[str] = (), between: tuple[date, date] | None = None
    ) -> list[Row]:
        """Rows month, events: how many events of these actors upon these targets began in each month that has any.

        Counts of a machine-coded feed grow with the attention of media: they are no stream for a timing test.

        Args:
            actors: as in `events`.
            targets: as in `events`.
            between: as in `events`.

        Raises:
            EvidenceError: the last day lies before the first.
        """
        return dyads.by_month(self._cut, dyads.asked(actors, targets, between))

    def observations(
        self, indicator: str = "", *, actor: str = "", partner: str = "", definition_id: str = ""
    ) -> list[Row]:
        """Observation rows as they are, conflicts and text-only figures included; every argument may be left out."""
        asked = {"indicator": indicator, "actor": actor, "partner": partner, "definition_id": definition_id}
        given = {column: value for column, value in asked.items() if value}
        where = " AND ".join(["true", *(f"{column} = ?" for column in given)])
        return self._cut.rows("observation", where, list(given.values()))

    def rows(self, table: str, ids: Sequence[str]) -> list[Row]:
        """Rows by id in the order asked, for the trace.

        Args:
            table: a table of the store.
            ids: ids of its rows; a row of `vote_pair` is `vote:<A>-<B>:<year>`.

        Raises:
            EvidenceError: the table or an id is unknown (an id of a row that was not public by `as_of` is).
        """
        if table not in TABLES:
            raise EvidenceError(unknown_name("table", table, sorted(TABLES), LIST_NEXT))
        if table == "vote_pair":
            found = votes.rows(self._cut, ids)
        else:
            key = KEYS[table]
            rows = self._cut.rows(table, f"{key} IN (SELECT unnest(?))", [list(ids)])
            found = {row[key]: row for row in rows}
        if unknown := [name for name in ids if name not in found]:
            when = f" that were {self._cut.cutoff.words}" if self._cut.cutoff.words else ""
            raise EvidenceError(
                f"table {table!r} has no row {unknown[0]!r}{f' and {len(unknown) - 1} more' if unknown[1:] else ''}; "
                f"valid: ids of rows{when}; {LIST_NEXT}"
            )
        return [found[name] for name in ids]

    def present(self, table: str, ids: Sequence[str]) -> tuple[str, ...]:
        """Which of these ids name rows that this cut holds, in the order asked; the others are unknown or later.

        Raises:
            EvidenceError: the table is unknown, or its rows have no id of their own (`vote_pair`).
        """
        if table not in KEYS:
            raise EvidenceError(unknown_name("table with ids", table, sorted(KEYS), LIST_NEXT))
        rows = self._cut.rows(table, f"{KEYS[table]} IN (SELECT unnest(?))", [list(ids)])
        held = {row[KEYS[table]] for row in rows}
        return tuple(name for name in ids if name in held)

    def origins(self, ids: Sequence[str]) -> Mapping[str, Origin]:
        """Origin records by id; an unknown id is an error."""
        fields = list(Origin.__dataclass_fields__)
        return {row["id"]: Origin(**{name: row[name] for name in fields}) for row in self.rows("origin", list(ids))}

    def sql(self, query: str) -> list[Row]:
        """Rows of a query over the tables, read-only and cut at `as_of` like everything else.

        Args:
            query: one SELECT over the tables of `schema.TABLES`, in DuckDB's SQL.

        Raises:
            EvidenceError: the text is not one SELECT, or it cannot be run.
        """
        return self._cut.user_query(query)

    def catalogue(self) -> list[Row]:
        """What the store holds in this cut: streams, indicators by actor and definition, votes, with rows and spans."""
        frames = self._cut.rows("frame")
        listed = [
            {
                "kind": "stream",
                "name": frame["stream"],
                "actor": "",
                "partner": "",
                "definition": frame["title"],
                "rows": len(self.stream(frame["stream"]).days),
                "first": frame["start_date"],
                "last": self.stream(frame["stream"]).frame.end,
                "refusal": frame["refusal"],
            }
            for frame in frames
        ]
        names = ("name", "actor", "partner", "definition", "rows", "first", "last")
        query = """
            SELECT indicator, actor, partner, definition_id, count(*), min(period_start), max(period_end)
            FROM observation GROUP BY ALL ORDER BY ALL
        """
        for found in self._cut.values("observation", query):
            listed.append({"kind": "series", **dict(zip(names, found, strict=True)), "refusal": ""})
        return listed


def _first_of_day(rows: Sequence[Row]) -> list[Row]:
    first: dict[date, Row] = {}
    for row in rows:
        first.setdefault(row["date_start"], row)
    return list(first.values())


def _declared(row: Row, last: date, refusal: str) -> Frame:
    return Frame(
        id=row["stream"],
        counted_by=row["counted_by"],
        what=row["what"],
        start=row["start_date"],
        end=max(last, row["start_date"]),
        coverage=row["coverage"],
        refusal=refusal,
        note=row["note"],
    )
