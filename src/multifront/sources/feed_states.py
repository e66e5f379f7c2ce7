"""Which state a code or name in an event feed stands for, as a DuckDB relation. No feed's layout, no dates, no groups.

States come from `states.csv`; `feed_countries.csv` adds the feeds' own codes and names, and territories that they count
as countries. Regions (EUR, AFR, WST) and groups stand in neither: they are no states and stay in an event's note.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from multifront.sources.relations import literal
from multifront.sources.states import crosswalk

UNCLEAR = {"Yugoslavia"}
"""Names of `states.csv` that mean one state only within a span of years: feeds do not use them for today's states."""


@cache
def keys(scheme: str) -> dict[str, str]:
    """Code or name of a feed -> ISO3.

    Args:
        scheme: 'code' (three letters, as in CAMEO and POLECAT) or 'name' (English, as in ICEWS and ACLED).
    """
    if scheme == "code":
        found = {state.iso3: state.iso3 for state in crosswalk()}
    else:
        found = {state.votes_name: state.iso3 for state in crosswalk() if state.votes_name not in UNCLEAR}
    text = files("multifront.sources").joinpath("feed_countries.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        if row["scheme"] == scheme:
            found[row["key"]] = row["iso3"]
    return found


def relation(scheme: str) -> str:
    """The same as an SQL relation with columns `key` and `iso3` (a list of one state).

    Args:
        scheme: as in `keys`.
    """
    rows = ", ".join(f"({literal(key)}, [{literal(iso3)}])" for key, iso3 in sorted(keys(scheme).items()))
    return f"(SELECT * FROM (VALUES {rows}) AS t(key, iso3))"
