"""A small `Evidence` in memory, made of numbers that a test writes down, so that kinds are tested without the store.

Every event is public on its own day and every figure a month after its year, so that a cut shows what it hides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations

import numpy as np

from multifront import contingency
from multifront.domain import Frame, Origin, RollCallItems, RollCalls, Row, Selection, Series, Stream, VoteTable
from multifront.errors import EvidenceError

EDITION = date(2026, 1, 1)
ORIGIN = Origin(
    "made", "the tests", "Made numbers", "1", "none", "unknown: made", "2026", EDITION, "0" * 64, "A", "2026-01-01", ""
)


@dataclass(frozen=True)
class MadeStream:
    """What a test says of a stream: its days, its frame, and how many of its rows are weak."""

    name: str
    days: tuple[date, ...]
    start: date
    end: date
    refusal: str = ""
    joint: bool = False
    weak: int = 0

    @property
    def rows(self) -> list[Row]:
        """One event row a day of the stream; the first `weak` of them rest on weak copies."""
        return [
            {
                "event_id": f"{self.name}-{place}",
                "date_start": day,
                "date_end": day,
                "headline": f"{self.name} on {day}",
                "planned": "unknown",
                "seen": "listed",
                "weak": place < self.weak,
                "origin_ids": ["made"],
                "public_from": day,
            }
            for place, day in enumerate(sorted(self.days))
        ]


def spread(start: date, end: date, count: int) -> tuple[date, ...]:
    """So many days at even distance, none at the very ends: as far from clustered as days can be."""
    length = (end - start).days + 1
    return tuple(start + timedelta(days=(2 * place + 1) * length // (2 * count)) for place in range(count))


def irregular(start: date, end: date, count: int, seed: int) -> tuple[date, ...]:
    """So many different days drawn at random: a Poisson stream of fixed size."""
    length = (end - start).days + 1
    chosen = np.random.default_rng(seed).choice(length, size=count, replace=False)
    return tuple(start + timedelta(days=int(place)) for place in sorted(chosen))


def behind(scenario: contingency.Scenario) -> tuple[Row, ...]:
    """A made row for every figure that a shipped scenario cites, so that kinds may run it."""
    made = figures("cited", {2020: 1.0})[0]
    return tuple(made | {"observation_id": source} for source in sorted({source for _, source in scenario.sources}))


def figures(
    indicator: str, values: Mapping[int, float], actor: str = "AAA", partner: str = "BBB", width: float = 0.1
) -> list[Row]:
    """Rows of a yearly series with an interval of this width around each value."""
    return [
        {
            "observation_id": f"{indicator}:{actor}:{partner}:{year}",
            "indicator": indicator,
            "actor": actor,
            "partner": partner,
            "definition_id": "",
            "definition": "as made",
            "period_start": date(year, 1, 1),
            "period_end": date(year, 12, 31),
            "period_label": str(year),
            "low": value - width / 2,
            "best": value,
            "high": value + width / 2,
            "unit": "points",
            "origin_ids": ["made"],
            "public_from": date(year + 1, 1, 31),
        }
        for year, value in values.items()
    ]


def ballots(years: Iterable[int], apart: Mapping[int, int], states: Sequence[str] = ("AAA", "BBB", "CCC")) -> VoteTable:
    """Votes of all pairs of three states: the first two differ on `apart[year]` of 100 resolutions, others on 40."""
    pairs = list(combinations(states, 2))
    entries = [(year, *pair, apart.get(year, 40) if pair == pairs[0] else 40) for year in years for pair in pairs]
    counts = [
        [[50 - gap // 2, 0, gap // 2], [0, 0, 0], [gap - gap // 2, 0, 50 - gap + gap // 2]] for *_, gap in entries
    ]
    return VoteTable(
        year=np.array([entry[0] for entry in entries], dtype=np.int64),
        state_a=np.array([entry[1] for entry in entries], dtype="U3"),
        state_b=np.array([entry[2] for entry in entries], dtype="U3"),
        counts=np.array(counts, dtype=np.int64).reshape(-1, 3, 3),
        not_voting=np.zeros((len(entries), 3), dtype=np.int64),
        selection=_selection("vote_pair", "votes()", [f"vote:{a}-{b}:{y}" for y, a, b, _ in entries], None),
    )


def made_items(year: np.ndarray) -> RollCallItems:
    """Resolutions of these years, each on the first of June."""
    none = np.zeros(year.size, dtype=bool)
    day = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]") + np.timedelta64(151, "D")
    coded = np.full(year.size, -1, dtype=np.int8)
    return RollCallItems(np.arange(year.size), year, day, none, none, coded, (), np.zeros((year.size, 0), dtype=bool))


def camps(apart: Mapping[int, float], states: int = 24, items: int = 40, seed: int = 0) -> RollCalls:
    """Roll calls of two camps, a third of the states against the others: by year, how likely the camps differ on one.

    A state strays from its camp on every tenth item, by chance.
    """
    rng = np.random.default_rng(seed)
    year = np.repeat(np.array(sorted(apart), dtype=np.int64), items)
    split = rng.random(year.size) < np.array([apart[y] for y in year.tolist()])
    side = np.where(np.arange(states)[:, None] < states // 3, split[None, :], False)
    vote = 2 * (side ^ (rng.random((states, year.size)) < 0.1)).astype(np.int8)
    state, item = (grid.ravel() for grid in np.indices(vote.shape))
    names = np.array([f"S{number:02}" for number in range(states)])
    return RollCalls(names, state, item, vote.ravel(), made_items(year), int(year.max()))


def _selection(table: str, query: str, ids: Sequence[str], as_of: date | None) -> Selection:
    return Selection(table, query, tuple(ids), len(ids), ("made",) if ids else (), as_of, "f" * 64)


@dataclass(frozen=True)
class MadeEvidence:
    """Fulfils `domain.Evidence` from made streams, figures and votes; everything is cut at `as_of`."""

    made: tuple[MadeStream, ...] = ()
    observed: tuple[Row, ...] = ()
    cast: VoteTable | None = None
    as_of: date | None = None
    called: RollCalls | None = None
    vintage: date = EDITION
    warnings: tuple[str, ...] = field(default=())

    def _public(self, rows: Iterable[Row]) -> list[Row]:
        return [row for row in rows if self.as_of is None or row["public_from"] <= self.as_of]

    def stream(self, name: str, *, until: date | None = None) -> Stream:
        """The stream of that name, its days and its frame ending at the earlier of `until` and `as_of`."""
        made = next((stream for stream in self.made if stream.name == name), None)
        if made is None:
            raise EvidenceError(f"unknown stream {name!r}")
        last = min(day for day in (made.end, until, self.as_of) if day is not None)
        rows = [row for row in self._public(made.rows) if row["date_start"] <= last]
        days = np.array([row["date_start"] for row in rows], dtype="datetime64[D]")
        ids = tuple(row["event_id"] for row in rows)
        frame = Frame(name, "one office", "every act", made.start, max(made.start, last), "exhaustive", made.refusal)
        chosen = _selection("event", f"stream({name!r})", ids, self.as_of)
        return Stream(name, f"acts of {name}", days, days, ids, frame, made.joint, chosen)

    def series(self, indicator: str, actor: str = "", partner: str = "", definition_id: str = "") -> Series:
        """The yearly figures of that name; an error where none was public."""
        asked = {"indicator": indicator, "actor": actor, "partner": partner, "definition_id": definition_id}
        given = {column: value for column, value in asked.items() if value}
        rows = [row for row in self._public(self.observed) if all(row[c] == v for c, v in given.items())]
        if not rows:
            raise EvidenceError(f"no series with {given}")
        low, best, high = (np.array([row[end] for row in rows], dtype=np.float64) for end in ("low", "best", "high"))
        ids = tuple(row["observation_id"] for row in rows)
        return Series(
            name=indicator,
            title=indicator,
            unit="points",
            definition_id="",
            definition="as made",
            starts=np.array([row["period_start"] for row in rows], dtype="datetime64[D]"),
            ends=np.array([row["period_end"] for row in rows], dtype="datetime64[D]"),
            low=low,
            best=best,
            high=high,
            status=("reported",) * len(rows),
            ids=ids,
            selection=_selection("observation", f"series({indicator!r})", ids, self.as_of),
        )

    def votes(self, pair: tuple[str, str] | None = None) -> VoteTable:
        """The made votes, of one pair or of all."""
        if self.cast is None:
            raise EvidenceError("no UN votes were made")
        table = self.cast
        kept = np.ones(table.year.size, dtype=bool)
        if self.as_of is not None:
            kept &= table.year < self.as_of.year
        if pair is not None:
            kept &= (table.state_a == pair[0]) & (table.state_b == pair[1])
        ids = [name for name, chosen in zip(table.selection.row_ids, kept, strict=True) if chosen]
        return replace(
            table,
            year=table.year[kept],
            state_a=table.state_a[kept],
            state_b=table.state_b[kept],
            counts=table.counts[kept],
            not_voting=table.not_voting[kept],
            selection=_selection("vote_pair", f"votes({pair})", ids, self.as_of),
        )

    def roll_calls(self, years: tuple[int, int] | None = None, only: Sequence[str] = ()) -> RollCalls:
        """The made roll calls of these years; all of them are resolutions."""
        first, last = years or (0, 9999)
        if self.as_of is not None:
            last = min(last, self.as_of.year - 1)
        if self.called is None or not ((self.called.items.year >= first) & (self.called.items.year <= last)).any():
            raise EvidenceError("no roll call was made")
        calls = self.called
        kept = (calls.items.year >= first) & (calls.items.year <= last)
        places, here = np.cumsum(kept) - 1, kept[calls.item]
        items = made_items(calls.items.year[kept])
        ids = [f"R{number}" for number in range(int(kept.sum()))]
        chosen = _selection("roll_call", f"roll_calls({years})", ids, self.as_of)
        return RollCalls(
            calls.names, calls.state[here], places[calls.item[here]], calls.vote[here], items, calls.complete_to, chosen
        )

    def events(self, *, subtypes: Sequence[str] = (), actors: Sequence[str] = ()) -> list[Row]:
        """All event rows; the made ones have neither subtypes nor actors, so asking for some gives none."""
        return [] if subtypes or actors else self._table("event")

    def _table(self, table: str) -> list[Row]:
        if table == "event":
            return self._public(row for stream in self.made for row in stream.rows)
        return self._public(self.observed)

    def _by_id(self, table: str) -> dict[str, Row]:
        return {row[f"{table}_id"]: row for row in self._table(table)}

    def rows(self, table: str, ids: Sequence[str]) -> list[Row]:
        """Rows by id; an id that this cut does not hold is an error."""
        known = self._by_id(table)
        if unknown := [name for name in ids if name not in known]:
            raise EvidenceError(f"table {table!r} has no row {unknown[0]!r}")
        return [known[name] for name in ids]

    def regions(self, states: Sequence[str], year: int) -> tuple[str, ...]:
        """Made states have their first letter for a region."""
        return tuple(state[0] for state in states)

    def present(self, table: str, ids: Sequence[str]) -> tuple[str, ...]:
        """Which of these ids this cut holds."""
        known = self._by_id(table)
        return tuple(name for name in ids if name in known)

    def origins(self, ids: Sequence[str]) -> Mapping[str, Origin]:
        """The one made origin; any other id is an error."""
        if strangers := set(ids) - {"made"}:
            raise EvidenceError(f"unknown origins {sorted(strangers)}")
        return dict.fromkeys(ids, ORIGIN)
