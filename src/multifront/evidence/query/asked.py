"""What can be asked of the evidence, as small frozen types that check names, days and spans. No engine, no SQL."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from multifront.errors import EvidenceError, unknown_name

Day = date | str
"""A day of the calendar: a date, or a text `YYYY-MM-DD`."""

Span = tuple[Day | None, Day | None]
"""First and last day, both included; None is open."""

OPEN: Span = (None, None)
ROLL_CALL_KINDS = ("resolution", "amendment", "paragraph")
"""What a roll call can be of; the last two together are an amendment to a paragraph."""

LISTINGS = ("indicators", "streams", "origins", "series")
"""The listings that `ListingQuery` knows."""


def day_of(argument: str, value: object) -> date | None:
    """A day as a date; None stays None.

    Raises:
        EvidenceError: it is no day of the calendar.
    """
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)  # type: ignore[arg-type]  # another type is the error that is caught
    except (TypeError, ValueError) as error:
        raise EvidenceError(
            f"{argument} {value!r} is not a date; valid: YYYY-MM-DD; next: pass a day such as 2025-12-17"
        ) from error


def names_of(argument: str, value: object) -> tuple[str, ...]:
    """Names as a tuple of texts.

    Raises:
        EvidenceError: it is one text, which would be read letter by letter, or holds something else than texts.
    """
    if isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(name, str) for name in value):
        return tuple(value)
    if isinstance(value, set | frozenset) and all(isinstance(name, str) for name in value):
        return tuple(sorted(value))
    raise EvidenceError(
        f"{argument} {value!r} is no list of names; valid: a list of texts; next: pass {argument}=['CHN'] and the like"
    )


def text_of(argument: str, value: object) -> str:
    """One name as a text.

    Raises:
        EvidenceError: it is something else.
    """
    if isinstance(value, str):
        return value
    raise EvidenceError(f"{argument} {value!r} is no text; valid: one name; next: pass {argument}='...'")


def span_of(value: object) -> tuple[date | None, date | None]:
    """First and last day as dates; None is an open end.

    Raises:
        EvidenceError: it is no pair of days, or the last comes before the first.
    """
    if not isinstance(value, tuple | list) or len(value) != 2:
        raise EvidenceError(
            f"between {value!r} is no pair of days; valid: (first, last), None for an open end; "
            "next: pass between=('2022-01-01', '2022-12-31')"
        )
    first, last = day_of("between", value[0]), day_of("between", value[1])
    if first is not None and last is not None and last < first:
        raise EvidenceError(
            f"between ends on {last}, before it begins on {first}; valid: (first, last); next: swap them"
        )
    return first, last


_CHECKS: dict[str, Callable[[str, object], object]] = {
    **{"between": lambda _, value: span_of(value), "as_of": day_of, "as_of_edition": day_of},
    **dict.fromkeys(("note", "indicator", "actor", "partner", "definition_id"), text_of),
}


def _check(query: EventQuery | ObservationQuery) -> None:
    """Put every field into its one form, so that equal questions are equal and can be kept by what they ask."""
    for field in fields(query):
        value = getattr(query, field.name)
        if isinstance(value, bool) or (field.name == "origins" and value is None):
            continue
        object.__setattr__(query, field.name, _CHECKS.get(field.name, names_of)(field.name, value))


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Which events: every condition that is given must hold; an empty one is none. Answered by date, then by id.

    `initiators`, `targets` and `parties` must all be among who acts, whom it is done to, and either of the two.
    `only` are the initiators and nobody else; of `any_initiator` one suffices. Of `subtypes`, `types` (PLOVER),
    `precision` and `origins` one must fit; `origins` None asks nothing, and empty fits no row. `note` is part of the
    row's note; `without` leaves rows out by id; `planned` False leaves out what was only planned. `between` holds the
    day on which the event begins. `as_of` and `as_of_edition` cut rows by day of publication and edition: a store
    is cut already, a table that an engine holds is not.
    """

    subtypes: Sequence[str] = ()
    types: Sequence[str] = ()
    initiators: Sequence[str] = ()
    targets: Sequence[str] = ()
    parties: Sequence[str] = ()
    only: Sequence[str] = ()
    any_initiator: Sequence[str] = ()
    precision: Sequence[str] = ()
    origins: Sequence[str] | None = None
    note: str = ""
    without: Sequence[str] = ()
    planned: bool = True
    between: Span = OPEN
    as_of: Day | None = None
    as_of_edition: Day | None = None

    def __post_init__(self) -> None:
        """Raises EvidenceError where a list is one text, a day is none, or a span is reversed."""
        _check(self)

    @property
    def table(self) -> str:
        """The table that is asked."""
        return "event"


@dataclass(frozen=True, slots=True)
class MonthQuery:
    """How many of the events that a question finds began in each month, as `month` (its first day) and `events`."""

    of: EventQuery

    @property
    def table(self) -> str:
        """The table that is asked."""
        return "event"


@dataclass(frozen=True, slots=True)
class ObservationQuery:
    """Which observations, in the order of their table; an empty text asks nothing.

    `between` holds the whole period of the row: a row without a span of days is left out where it is given.
    """

    indicator: str = ""
    actor: str = ""
    partner: str = ""
    definition_id: str = ""
    between: Span = OPEN
    as_of: Day | None = None
    as_of_edition: Day | None = None

    def __post_init__(self) -> None:
        """Raises EvidenceError where a name is no text, a day is none, or a span is reversed."""
        _check(self)

    @property
    def table(self) -> str:
        """The table that is asked."""
        return "observation"


@dataclass(frozen=True, slots=True)
class RowQuery:
    """Rows of a table by the column that names them, in the order of the table; `ids` None asks for all."""

    table: str
    ids: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class DistinctQuery:
    """The distinct values of columns, sorted, of the rows that have the given values; `limit` 0 is none.

    A column of lists gives the members of the lists; there may be one such column, and it stands alone.
    """

    table: str
    columns: tuple[str, ...]
    equal: tuple[tuple[str, str], ...] = ()
    limit: int = 0


@dataclass(frozen=True, slots=True)
class VoteQuery:
    """Vote counts of a pair in the order of the alphabet, or of all, with codes as numbers; in the table's own order.

    The number of a code is 0 for AAA, and five bits a letter: a million texts are slow to take over, numbers are not.
    """

    pair: tuple[str, str] | None = None

    @property
    def table(self) -> str:
        """The table that is asked."""
        return "vote_pair"


@dataclass(frozen=True, slots=True)
class VoteRowQuery:
    """Whole rows of `vote_pair` of which year, first and second state are among those given."""

    years: tuple[int, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]

    @property
    def table(self) -> str:
        """The table that is asked."""
        return "vote_pair"


@dataclass(frozen=True, slots=True)
class RollCallQuery:
    """Roll calls of these years, both included, that are of one of these kinds; nothing given asks for all.

    An amendment to a paragraph is of both kinds; a `resolution` is a roll call of neither of the others.
    """

    years: tuple[int, int] | None = None
    only: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raises EvidenceError where a kind is unknown, or years are no pair of numbers in order."""
        object.__setattr__(self, "only", names_of("only", self.only))
        for kind in self.only:
            if kind not in ROLL_CALL_KINDS:
                raise EvidenceError(unknown_name("kind of roll call", kind, ROLL_CALL_KINDS, "next: pass one in only="))
        if self.years is not None:
            object.__setattr__(self, "years", _years_of(self.years))

    @property
    def table(self) -> str:
        """The table that is asked."""
        return "roll_call"

    @property
    def words(self) -> str:
        """The question as a call of the evidence."""
        return f"roll_calls(years={self.years}, only={list(self.only)})"


def _years_of(value: object) -> tuple[int, int]:
    if isinstance(value, tuple | list) and len(value) == 2 and all(isinstance(year, int) for year in value):
        first, last = int(value[0]), int(value[1])
        if first <= last:
            return first, last
    raise EvidenceError(
        f"years {value!r} are no first and last year; valid: two whole numbers in order; next: pass years=(1990, 2019)"
    )


@dataclass(frozen=True, slots=True)
class LaterQuery:
    """How many rows of a table, by origin, stand in an edition made after a day."""

    table: str
    day: date


@dataclass(frozen=True, slots=True)
class CountQuery:
    """How many rows a table has, as `n`."""

    table: str


@dataclass(frozen=True, slots=True)
class ListingQuery:
    """One of `LISTINGS`, for people who look for what there is."""

    name: str

    @property
    def table(self) -> str:
        """The table that is asked."""
        return {"streams": "frame", "origins": "origin"}.get(self.name, "observation")


Query = (
    EventQuery
    | MonthQuery
    | ObservationQuery
    | RowQuery
    | DistinctQuery
    | VoteQuery
    | VoteRowQuery
    | RollCallQuery
    | LaterQuery
    | CountQuery
    | ListingQuery
)
"""Everything that can be asked."""
