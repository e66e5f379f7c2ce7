"""What is known of each UN roll call 1946-2019: day, session, subject, marks, topics. Reads no votes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from multifront.errors import EvidenceError
from multifront.sources.roll_call_rows import RollCallFacts

CALLS = """
    SELECT rcid::BIGINT AS id, date::DATE AS day, try_cast(session AS SMALLINT) AS session,
           coalesce(short, '') AS title,
           coalesce(amend, '0') = '1' AS amendment, coalesce(para, '0') = '1' AS paragraph,
           try_cast(importantvote AS TINYINT) AS important
    FROM read_parquet(?) ORDER BY id
"""
TOPICS = "SELECT rcid::BIGINT AS id, list_sort(list(DISTINCT issue)) AS topics FROM read_parquet(?) GROUP BY id"


def read_facts(calls: Path, issues: Path) -> dict[int, RollCallFacts]:
    """The facts by number of roll call.

    Args:
        calls: the file of roll calls.
        issues: the file of their topics.

    Raises:
        EvidenceError: a file cannot be read as what it should be.
    """
    try:
        with duckdb.connect() as con:
            topics = dict(con.execute(TOPICS, [str(issues)]).fetchall())
            rows = con.execute(CALLS, [str(calls)]).fetchall()
    except duckdb.Error as error:
        reason = " ".join(str(error).split())[:300]
        raise EvidenceError(f"{calls.name}, {issues.name}: {reason}; next: check the files") from error
    return {
        number: RollCallFacts(
            day, session, " ".join(title.split()), amendment, paragraph, important, tuple(topics.get(number, ()))
        )
        for number, day, session, title, amendment, paragraph, important in rows
    }


def facts_from_columns(columns: dict[str, Any]) -> dict[int, RollCallFacts]:
    """The facts that a list of single votes repeats on each line: day, and marks of amendment and paragraph.

    Args:
        columns: arrays of equal length with `roll_call`, `on_day` and, where the list has them, `amendment` and
            `paragraph`.
    """
    found: dict[int, RollCallFacts] = {}
    marks = [columns.get(name, [False] * len(columns["roll_call"])) for name in ("amendment", "paragraph")]
    for number, day, amendment, paragraph in zip(columns["roll_call"], columns["on_day"], *marks, strict=True):
        if int(number) not in found:
            found[int(number)] = RollCallFacts(_day(day), None, "", bool(amendment), bool(paragraph))
    return found


def _day(value: Any) -> date:
    day: date = value.astype("datetime64[D]").item()
    return day
