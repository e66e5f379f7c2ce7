"""Batches of our own making for a user's store: one source with every table, and how to load it."""

from datetime import date

import numpy as np

from multifront.evidence import Batch, Query, VoteColumns
from multifront.evidence.schema import TABLES

EDITION = date(2026, 6, 1)
FIRST, LATE = date(2021, 3, 1), date(2024, 3, 1)
BLANKS = {"VARCHAR": "", "VARCHAR[]": [], "BOOLEAN": False, "TINYINT": 2}


def row(table, **cells):
    blank = {name: BLANKS.get(kind) for name, kind in TABLES[table].columns.items()}
    assert set(cells) <= set(blank), set(cells) - set(blank)
    cited = {"origin_ids": ["mine"]} if "origin_ids" in blank else {}
    return blank | {"edition_date": EDITION, "public_from": FIRST} | cited | cells


def origin(name="mine", **cells):
    return row("origin", id=name, producer=name, reliability="A", **cells)


def event(name, day=FIRST, **cells):
    given = {"date_start": day, "date_end": day, "subtype": "patrol", "occurred": "happened", "public_from": day}
    return row("event", event_id=name, **(given | {"initiators": ["CHN", "RUS"]} | cells))


def figure(name, best, **cells):
    given = {"indicator": "sales", "actor": "CHN", "definition_id": "mine", "status": "reported", "best": best}
    span = {"period_start": date(2020, 1, 1), "period_end": date(2020, 12, 31)}
    return row("observation", observation_id=name, **(given | span | cells))


def dated(table, name, public, edition=EDITION):
    """A row of any table by id, public and of an edition on given days."""
    made = {
        "event": lambda: event(name),
        "observation": lambda: figure(name, 1.0),
        "frame": lambda: row("frame", stream=name, start_date=FIRST, end_date=LATE, coverage="sample", selection="{}"),
        "roll_call": lambda: row(
            "roll_call", roll_call_id=name, date=FIRST, year=2021, number=1, important=0, origin_id="mine", yes=["CHN"]
        ),
        "treaty": lambda: row("treaty", treaty_id=name, members=["CHN", "PRK"]),
        "transfer": lambda: row("transfer", transfer_id=name, supplier="RUS", recipient="CHN"),
        "statement": lambda: row("statement", statement_id=name, speaker="a minister", text="we stand together"),
    }[table]()
    return made | {"public_from": public, "edition_date": edition}


def votes(year, edition=EDITION):
    sides = (np.array([year], dtype=np.int16), np.array(["CHN"]), np.array(["RUS"]))
    return VoteColumns(*sides, np.ones((1, 12), dtype=np.int16), "mine", edition)


def batch(source="mine", parser="mine 1", inputs=None, rows=None, **more):
    given = rows or {"event": [event("M1"), event("M2", LATE)], "observation": [figure("m1", 5.0)]}
    return Batch(source, parser, inputs or {"a.csv": "0" * 64}, {"origin": [origin()], **given}, **more)


def generated(count, source="bulk", key="'B' || i"):
    """Events by a query, as a source with many rows gives them."""
    columns = {
        **{name: "''" for name, kind in TABLES["event"].columns.items() if kind == "VARCHAR"},
        **{"event_id": key, "subtype": "'patrol'", "occurred": "'happened'", "initiators": "['CHN', 'RUS']"},
        **{"date_start": "DATE '2021-01-01' + (i % 1000)::INT", "date_end": "DATE '2021-01-01' + (i % 1000)::INT"},
        **{"targets": "NULL::VARCHAR[]", "magnitude": "NULL", "joint": "false", "weak": "false", "conflict": "false"},
        **{"credibility": "2", "origin_ids": f"['{source}']", "edition_date": "DATE '2026-06-01'"},
        "public_from": "DATE '2021-01-02' + (i % 1000)::INT",
    }
    cells = ", ".join(f"{columns[name]} AS {name}" for name in TABLES["event"].columns)
    rejects = f"SELECT '{source}' AS source, 'f.csv' AS file, 7 AS line, 'no date' AS reason, 'x,y' AS text"
    query = Query("event", f"SELECT {cells} FROM range({count}) r(i)", rejects)
    return Batch(source, f"{source} 1", {"b.csv": "1" * 64}, {"origin": [origin(source)]}, queries=[query])
