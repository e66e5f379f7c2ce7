"""The store as claims and the command line see it: streams, series, votes, events, rows, origins, cut at `as_of`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from multifront.domain import Independence, Origin, RollCalls, Row, Series, Stream, VoteTable
from multifront.errors import EvidenceError, unknown_name
from multifront.evidence import finding, frames, roll_calls, series, votes
from multifront.evidence.cut import Cut
from multifront.evidence.gaps import gap_warnings
from multifront.evidence.independence import count_independent
from multifront.evidence.query import (
    LISTINGS,
    CountQuery,
    Day,
    EventQuery,
    ListingQuery,
    ObservationQuery,
    RollCallQuery,
    RowQuery,
    Rows,
    Span,
)
from multifront.evidence.query.asked import OPEN, names_of
from multifront.evidence.regions import region
from multifront.evidence.schema import TABLES
from multifront.evidence.warning import warnings_of


class EvidenceStore:
    """Evidence as it was public on a day; made by `open_evidence`. Everything that it returns is cut already.

    Every query takes `as_of` and `as_of_edition`: it then answers as the evidence opened as of those days would. A day
    later than the store's own, or one that cannot be read, is an EvidenceError.
    """

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
    def cut(self) -> Cut:
        """The cut tables behind this evidence, for an export."""
        return self._cut

    @property
    def vintage(self) -> date:
        """The newest edition date in the store, cut at nothing."""
        return max(
            date.fromisoformat(entry["newest_edition"])
            for entry in self._manifest["tables"].values()
            if entry["newest_edition"] != "None"  # an empty table has no edition
        )

    @property
    def manifest(self) -> Mapping[str, Any]:
        """Files, checksums, inputs and parsers of the store."""
        return self._manifest

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """What a reader must know of this cut: gaps of the store, rows read in later editions."""
        return (*gap_warnings(self._manifest), *warnings_of(self._cut))

    def stream(
        self, name: str, *, until: date | None = None, as_of: Day | None = None, as_of_edition: Day | None = None
    ) -> Stream:
        """The declared stream of that name, cut at `until` (event day) as well as at `as_of`.

        Args:
            name: name of a declared stream; `catalogue()` lists them.
            until: last day on which an event may begin.
            as_of: last day of publication.
            as_of_edition: last day of the edition.

        Returns:
            The stream with its frame. Where nothing of it was public by `as_of`, an empty stream whose frame refuses.

        Raises:
            EvidenceError: no stream of that name is declared.
        """
        return frames.stream_of(self._cut.at(as_of, as_of_edition), self._manifest["streams"], name, until)

    def series(
        self,
        indicator: str,
        actor: str = "",
        partner: str = "",
        definition_id: str = "",
        *,
        as_of: Day | None = None,
        as_of_edition: Day | None = None,
    ) -> Series:
        """One series under one definition; an error names the definitions where several exist and none was chosen.

        Several rows of one period are kept: the most reliable origin speaks (then the figure with most digits, then the
        latest publication), and low and high span all of them.

        Args:
            indicator: name of the indicator; `catalogue()` lists them.
            actor: ISO3 code or group; may be left out where only one has this indicator.
            partner: the other end of a directed pair; may be left out likewise.
            definition_id: which definition; may be left out likewise.
            as_of: last day of publication.
            as_of_edition: last day of the edition.

        Raises:
            EvidenceError: the indicator is unknown, nothing of it was public, nothing matches, or several series do.
        """
        asked = {"indicator": indicator, "actor": actor, "partner": partner, "definition_id": definition_id}
        return series.series_of(self._cut.at(as_of, as_of_edition), asked)

    def votes(
        self, pair: tuple[str, str] | None = None, *, as_of: Day | None = None, as_of_edition: Day | None = None
    ) -> VoteTable:
        """UN vote counts of one pair, or of all pairs and years.

        Args:
            pair: two ISO3 codes in either order; None for all pairs.
            as_of: last day of publication.
            as_of_edition: last day of the edition.

        Raises:
            EvidenceError: the two are the same, or the pair shares no roll call in the store.
        """
        return votes.table(self._cut.at(as_of, as_of_edition), pair)

    def roll_calls(
        self,
        years: tuple[int, int] | None = None,
        only: Sequence[str] = (),
        *,
        as_of: Day | None = None,
        as_of_edition: Day | None = None,
    ) -> RollCalls:
        """Single UN votes as arrays, by year and number; a roll call is public on the last day of its year.

        Whoever reads membership from the votes (measures that count absences) wants all years and kinds, since a state
        enters with its first vote; `alignment.RollCallFilter` then leaves out what shall not count.

        Args:
            years: first and last year, both included; None for all.
            only: kinds of roll calls, any of `resolution`, `amendment`, `paragraph`; empty keeps all.
            as_of: last day of publication.
            as_of_edition: last day of the edition.

        Raises:
            EvidenceError: a kind is unknown, the years are no span, or no roll call of them was public.
        """
        return roll_calls.roll_calls(self._cut.at(as_of, as_of_edition), RollCallQuery(years, tuple(only)))

    def events(
        self,
        *,
        subtypes: Sequence[str] = (),
        types: Sequence[str] = (),
        actors: Sequence[str] = (),
        initiators: Sequence[str] = (),
        targets: Sequence[str] = (),
        parties: Sequence[str] = (),
        between: Span = OPEN,
        as_of: Day | None = None,
        as_of_edition: Day | None = None,
    ) -> Rows:
        """Event rows of which all that is given holds, by date; planned ones included.

        Args:
            subtypes: subtypes to keep.
            types: PLOVER types to keep, such as ASSAULT.
            actors: who acts: codes (ISO3 or group) that must all be among the initiators, as for a joint act.
            initiators: the same as `actors`, beside `targets`.
            targets: codes that must all be among the targets.
            parties: codes that must all take part, each as initiator or as target.
            between: first and last day on which the event begins; None is an open end.
            as_of: last day of publication.
            as_of_edition: last day of the edition.

        Raises:
            EvidenceError: a subtype or type is unknown in this cut; an actor is unknown; `between` is no span of days.
        """
        acting = (*names_of("actors", actors), *names_of("initiators", initiators))
        query = EventQuery(
            subtypes=subtypes, types=types, initiators=acting, targets=targets, parties=parties, between=between
        )
        return finding.events(self._cut.at(as_of, as_of_edition), query)

    def event_counts(
        self,
        *,
        actors: Sequence[str] = (),
        targets: Sequence[str] = (),
        between: Span = OPEN,
        as_of: Day | None = None,
        as_of_edition: Day | None = None,
    ) -> Rows:
        """Rows month, events: how many events of these actors upon these targets began in each month that has any.

        Counts of a machine-coded feed grow with the attention of media: they are no stream for a timing test.

        Args:
            actors: as in `events`.
            targets: as in `events`.
            between: as in `events`.
            as_of: last day of publication.
            as_of_edition: last day of the edition.

        Raises:
            EvidenceError: an actor is unknown; `between` is no span of days.
        """
        query = EventQuery(initiators=names_of("actors", actors), targets=targets, between=between)
        return finding.event_months(self._cut.at(as_of, as_of_edition), query)

    def observations(
        self,
        indicator: str = "",
        *,
        actor: str = "",
        partner: str = "",
        definition_id: str = "",
        between: Span = OPEN,
        as_of: Day | None = None,
        as_of_edition: Day | None = None,
    ) -> Rows:
        """Observation rows as they are, conflicts and text-only figures included; every argument may be left out.

        Args:
            indicator: name of the indicator.
            actor: ISO3 code or group.
            partner: the other end of a directed pair.
            definition_id: which definition.
            between: first and last day of a span that holds the row's whole period; None is an open end.
            as_of: last day of publication.
            as_of_edition: last day of the edition.

        Raises:
            EvidenceError: the indicator or definition is unknown in this cut; an actor or partner is unknown;
                `between` is no span of days.
        """
        query = ObservationQuery(indicator, actor, partner, definition_id, between)
        return finding.observations(self._cut.at(as_of, as_of_edition), query)

    def rows(
        self, table: str, ids: Sequence[str], *, as_of: Day | None = None, as_of_edition: Day | None = None
    ) -> list[Row]:
        """Rows by id in the order asked, for the trace.

        Args:
            table: a table of the store.
            ids: ids of its rows; a row of `vote_pair` is `vote:<A>-<B>:<year>`.
            as_of: last day of publication.
            as_of_edition: last day of the edition.

        Raises:
            EvidenceError: the table or an id is unknown (an id of a row that was not public by `as_of` is).
        """
        return finding.rows(self._cut.at(as_of, as_of_edition), table, ids)

    def present(
        self, table: str, ids: Sequence[str], *, as_of: Day | None = None, as_of_edition: Day | None = None
    ) -> tuple[str, ...]:
        """Which of these ids name rows that this cut holds, in the order asked; the others are unknown or later.

        Args:
            table: a table whose rows have ids of their own.
            ids: the ids.
            as_of: last day of publication.
            as_of_edition: last day of the edition.

        Raises:
            EvidenceError: the table is unknown, or its rows have no id of their own (`vote_pair`).
        """
        return finding.present(self._cut.at(as_of, as_of_edition), table, ids)

    def regions(self, states: Sequence[str], year: int) -> tuple[str, ...]:
        """The home region of each state in a year, 'region unknown' for a code that the list does not have."""
        return tuple(region(state, year) for state in states)

    def origins(
        self, ids: Sequence[str], *, as_of: Day | None = None, as_of_edition: Day | None = None
    ) -> Mapping[str, Origin]:
        """Origin records by id; an unknown id is an error."""
        fields = list(Origin.__dataclass_fields__)
        found = self.rows("origin", list(ids), as_of=as_of, as_of_edition=as_of_edition)
        return {row["id"]: Origin(**{name: row[name] for name in fields}) for row in found}

    def independent_origins(self, table: str, ids: Sequence[str]) -> Independence:
        """How many independent origins stand behind these rows, each first speaker once, with bounds and reasons.

        Args:
            table: a table of the store; `origin` for origins themselves.
            ids: ids of its rows, as in `rows`.

        Returns:
            The count with its bounds, the groups, and reliability and credibility apart.

        Raises:
            EvidenceError: the table or an id is unknown in this cut.
        """
        rows = self.rows(table, ids)
        cells = [row[TABLES[table].origins] for row in rows]
        named = {name for cell in cells for name in ([cell] if isinstance(cell, str) else cell)}
        return count_independent(self.origins(sorted(named)).values(), [row.get("credibility") for row in rows])

    def sql(self, query: str, *, as_of: Day | None = None, as_of_edition: Day | None = None) -> Rows:
        """Rows of a query over the tables, read-only and cut at `as_of` like everything else.

        Args:
            query: one SELECT over the tables of `schema.TABLES`, in DuckDB's SQL.
            as_of: last day of publication.
            as_of_edition: last day of the edition.

        Raises:
            EvidenceError: the text is not one SELECT, or it cannot be run.
        """
        return self._cut.at(as_of, as_of_edition).user_query(query)

    def count(self, table: str, *, as_of: Day | None = None, as_of_edition: Day | None = None) -> int:
        """How many rows of a table there are; an unknown table is an error."""
        if table not in TABLES:
            raise EvidenceError(unknown_name("table", table, sorted(TABLES), finding.NEXT))
        return int(self._cut.at(as_of, as_of_edition).ask(CountQuery(table))[0]["n"])

    def listing(self, name: str, *, as_of: Day | None = None, as_of_edition: Day | None = None) -> Rows:
        """One listing for people: indicators with their spans, streams with their frames, origins, series.

        Args:
            name: indicators, streams, origins or series.
            as_of: last day of publication.
            as_of_edition: last day of the edition.

        Raises:
            EvidenceError: there is no such listing.
        """
        if name not in LISTINGS:
            raise EvidenceError(unknown_name("listing", name, LISTINGS, finding.NEXT))
        return self._cut.at(as_of, as_of_edition).ask(ListingQuery(name))

    def catalogue(self, *, as_of: Day | None = None, as_of_edition: Day | None = None) -> list[Row]:
        """What the store holds in this cut: streams, indicators by actor and definition, votes, with rows and spans."""
        cut = self._cut.at(as_of, as_of_edition)
        return [*frames.listed_streams(cut, cut.ask(RowQuery("frame"))), *finding.listed_series(cut)]
