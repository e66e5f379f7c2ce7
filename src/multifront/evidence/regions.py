"""The home region of a state, by the range of its COW number. No other grouping of states."""

from __future__ import annotations

from datetime import date
from functools import cache

from multifront.errors import EvidenceError, UsageError
from multifront.evidence.actors import to_system

LIMITS = (
    *((200, "Americas"), (400, "Europe"), (600, "Africa"), (625, "Middle East and North Africa")),
    *((627, "Africa"), (700, "Middle East and North Africa"), (900, "Asia"), (1000, "Oceania")),
)
"""Upper ends of the ranges; 625 and 626 are Sudan and South Sudan, which the project counts to Africa."""

LAST_DAY = date(2016, 6, 1)
"""A day on which the state list at hand still speaks; numbers do not change after it."""

UNKNOWN = "region unknown"


@cache
def region(state: str, year: int) -> str:
    """The home region of a state: Americas, Europe, Africa, Middle East and North Africa, Asia or Oceania.

    Formula: the range of the state's number in the Correlates of War list: under 200 Americas, under 400 Europe, under
    600 Africa, 600 to 699 Middle East and North Africa (625 and 626: Africa), under 900 Asia, from 900 Oceania.

    Args:
        state: code as everywhere in the store (ISO3).
        year: the year that is meant; a state has its number while it is in the list.

    Returns:
        The region, or 'region unknown' where the list has no number for that code and year.

    Raises:
        Nothing of its own: a code that the list does not have is no error.
    """
    try:
        number = to_system(state, "cow", min(date(year, 12, 31), LAST_DAY))
    except (EvidenceError, UsageError):
        return UNKNOWN
    if number is None:
        return UNKNOWN
    return next((name for limit, name in LIMITS if int(number) < limit), UNKNOWN)
