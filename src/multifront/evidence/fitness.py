"""What a row must fulfil to be written into a user's store: types of queries, ids, dates, words. No loading."""

from __future__ import annotations

import duckdb

from multifront.errors import EvidenceError
from multifront.evidence.relations import keys
from multifront.evidence.schema import LOADED_BY, OCCURRED, STATUSES, TABLES, Table

NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT")
NEXT = "next: check the parser of this source"


def _words(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


RULES: dict[str, dict[str, str]] = {
    "origin": {"reliability is not A to F": "reliability NOT IN ('A', 'B', 'C', 'D', 'E', 'F')"},
    "event": {
        "end before start": "date_end < date_start",
        "no day": "date_start IS NULL OR date_end IS NULL",
        "happened after our copy was made": "occurred = 'happened' AND date_start > edition_date",
        f"occurred is not one of {', '.join(OCCURRED)}": f"occurred NOT IN ({_words(OCCURRED)})",
    },
    "observation": {
        "end before start": "period_end < period_start",
        f"status is not one of {', '.join(STATUSES)}": f"status NOT IN ({_words(STATUSES)})",
        "missing, and yet a number": "status = 'missing' AND best IS NOT NULL",
        "no indicator": "indicator = ''",
    },
    "frame": {"end before start": "end_date < start_date"},
    "vote_pair": {"states not in order": "state_a >= state_b"},
    "roll_call": {
        "a day of another year": "year(date) <> year",
        "importance is not 0, 1 or missing": "important NOT IN (0, 1)",
        "a state twice": "len(list_distinct(yes || no || abstain || absent)) <> "
        "len(yes) + len(no) + len(abstain) + len(absent)",
        "states not in order": "yes <> list_sort(yes) OR no <> list_sort(no) OR abstain <> list_sort(abstain) "
        "OR absent <> list_sort(absent)",
    },
    "treaty": {"end before start": "date_end < date_start", "no member": "len(members) = 0"},
    "transfer": {
        "end before start": "date_end < date_start",
        "no supplier or recipient": "'' IN (supplier, recipient)",
    },
    "statement": {"no speaker": "speaker = ''", "span ends before it starts": "span_end < span_start"},
}
"""By table: what is wrong, and the condition of a row of which that is so."""


def check_query(con: duckdb.DuckDBPyConnection, table: Table, query: str) -> None:
    """A query gives exactly the columns of its table, of types that lose nothing.

    Raises:
        EvidenceError: a column is missing, too many, or of another type.
    """
    found = {name: kind for name, kind, *_ in con.execute(f"DESCRIBE {query}").fetchall()}
    if wrong := sorted(set(found) ^ set(table.columns)):
        raise EvidenceError(
            f"table {table.name!r}: a query gives other columns: {', '.join(wrong)}; "
            f"valid: {', '.join(table.columns)}; {NEXT}"
        )
    unfit = [f"{name} is {kind}, not {table.columns[name]}" for name, kind in found.items()]
    unfit = [text for text, (name, kind) in zip(unfit, found.items(), strict=True) if not _fits(kind, table, name)]
    if unfit:
        raise EvidenceError(f"table {table.name!r}: a query gives other types: {'; '.join(unfit)}; {NEXT}")


def _fits(found: str, table: Table, column: str) -> bool:
    wanted = table.columns[column]
    if found == wanted or found.strip('"').startswith("NULL"):
        return True
    if found in NUMBERS:
        return wanted in (*NUMBERS, "DOUBLE")
    return wanted == "DOUBLE" and found.startswith(("FLOAT", "DECIMAL"))


def check_rows(con: duckdb.DuckDBPyConnection, source: str) -> None:
    """All rows that a source has in the store are fit, and their ids are no other's.

    Raises:
        EvidenceError: the first table with trouble: what is wrong, in how many rows, and one of them.
    """
    for name, table in TABLES.items():
        if con.execute(f"SELECT 1 FROM {name} WHERE {LOADED_BY} = ? LIMIT 1", [source]).fetchone():
            _check_cells(con, table, source)
            _check_ids(con, table, source)
    _check_origins(con, source)


def _rules(table: Table) -> dict[str, str]:
    rules = {
        "no public_from or edition_date": "public_from IS NULL OR edition_date IS NULL",
        "public later than our copy": "public_from > edition_date",
        "no id": " OR ".join(f"{key} IS NULL OR {key}::VARCHAR = ''" for key in keys(table.name)),
        "no origin": f"{table.origins} IS NULL OR len({table.origins}) = 0",
    }
    if "credibility" in table.columns:
        rules["credibility is not 1 to 6"] = "credibility IS NULL OR credibility NOT BETWEEN 1 AND 6"
    numbers = [column for column, kind in table.columns.items() if kind == "DOUBLE"]
    if numbers:
        rules[f"{', '.join(numbers)} not a finite number"] = " OR ".join(f"NOT isfinite({c})" for c in numbers)
    flags = [column for column, kind in table.columns.items() if kind == "BOOLEAN"]
    if flags:
        rules[f"no answer to {', '.join(flags)}"] = " OR ".join(f"{column} IS NULL" for column in flags)
    return {**rules, **RULES[table.name]}


def _check_cells(con: duckdb.DuckDBPyConnection, table: Table, source: str) -> None:
    rules = _rules(table)
    name = "concat_ws(' ', " + ", ".join(keys(table.name)) + ")"
    asked = ", ".join(f"count_if({rule}), any_value({name}) FILTER ({rule})" for rule in rules.values())
    found = con.execute(f"SELECT {asked} FROM {table.name} WHERE {LOADED_BY} = ?", [source]).fetchone() or ()
    for position, trouble in enumerate(rules):
        if found[2 * position]:
            raise EvidenceError(
                f"table {table.name!r}: {trouble} in {found[2 * position]} row(s) of {source!r}, "
                f"such as {found[2 * position + 1]!r}; valid: none; {NEXT}"
            )


def _check_ids(con: duckdb.DuckDBPyConnection, table: Table, source: str) -> None:
    key = ", ".join(keys(table.name))
    doubled = con.execute(
        f"SELECT {key} FROM {table.name} WHERE {LOADED_BY} = ? GROUP BY ALL HAVING count(*) > 1 LIMIT 1", [source]
    ).fetchone()
    if doubled:
        raise EvidenceError(f"table {table.name!r}: id {_shown(doubled)} twice in {source!r}; valid: once; {NEXT}")
    same = " AND ".join(f"x.{column} = t.{column}" for column in keys(table.name))
    shared = con.execute(
        f"SELECT {', '.join(f't.{column}' for column in keys(table.name))}, x.{LOADED_BY} FROM {table.name} t "
        f"JOIN {table.name} x ON {same} AND x.{LOADED_BY} <> ? WHERE t.{LOADED_BY} = ? LIMIT 1",
        [source, source],
    ).fetchone()
    if shared:
        raise EvidenceError(
            f"table {table.name!r}: id {_shown(shared[:-1])} of {source!r} is in the store already, from "
            f"{shared[-1]!r}; valid: ids of its own; {NEXT}"
        )


def _shown(cells: tuple[object, ...]) -> str:
    return repr(" ".join(str(cell) for cell in cells))


def _check_origins(con: duckdb.DuckDBPyConnection, source: str) -> None:
    lost = con.execute(
        "SELECT origin_id, loaded_by FROM citation WHERE origin_id NOT IN (SELECT id FROM origin) ORDER BY ALL LIMIT 1"
    ).fetchone()
    if lost:
        raise EvidenceError(
            f"source {source!r}: rows of {lost[1]!r} name the origin {lost[0]!r}, which is not in the store; "
            f"valid: origins that a loaded source gives; {NEXT}"
        )
