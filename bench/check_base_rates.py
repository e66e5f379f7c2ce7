"""Writes docs/check-base-rates.md: alliance honouring and war expansion, published rates against counts of our own.

    .venv/bin/python bench/check_base_rates.py ../shared/data > docs/check-base-rates.md

The argument is the folder of public files (docs/sources.md). Nothing here is used by the package.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
from check_rows import percent, row, template, used, wilson

LAST_YEAR = 2003
TABLES = """
CREATE TABLE member AS SELECT dispnum, ccode1 AS state, max(orig1) AS original, max(hostlev1) AS level,
  max(sidea1) AS side
  FROM '{folder}/parquet/cow_mid_dirdisps.parquet' GROUP BY dispnum, ccode1;
CREATE TABLE war AS SELECT dispnum, min(year) AS began, min(joiner) AS joiner, min(fighters) AS fighters FROM
  (SELECT dispnum, max((original = 0 AND level = 5)::INT) AS joiner, sum((level = 5)::INT) AS fighters FROM member
   GROUP BY dispnum HAVING sum((level = 5)::INT) >= 2)
  JOIN (SELECT dispnum, year FROM '{folder}/parquet/cow_mid_dirdisps.parquet') USING (dispnum) GROUP BY dispnum;
CREATE TABLE pact AS SELECT DISTINCT m.dispnum, w.began, a.ccode2 AS ally
  FROM member m JOIN war w USING (dispnum)
  JOIN '{folder}/parquet/atop_alliance.parquet' a ON a.ccode1 = m.state AND a.year = w.began - 1 AND a.atop_defense = 1
  WHERE m.original = 1 AND m.side = 0
  AND NOT EXISTS (SELECT 1 FROM member o WHERE o.dispnum = m.dispnum AND o.state = a.ccode2 AND o.original = 1);
CREATE TABLE promise AS SELECT p.*, coalesce((SELECT max((o.side = 0 AND o.level = 5)::INT) FROM member o
  WHERE o.dispnum = p.dispnum AND o.state = p.ally), 0) AS fought FROM pact p;
"""
ERAS = {f"1816-{LAST_YEAR}": (1816, LAST_YEAR), "1816-1945": (1816, 1945), f"1946-{LAST_YEAR}": (1946, LAST_YEAR)}


def connect(folder):
    connection = duckdb.connect()
    connection.execute(TABLES.format(folder=folder))
    return connection


def line_of_wars(label, hits, total, published):
    low, high = wilson(hits, total)
    inside = "yes" if low <= published <= high else "no"
    return f"| {label} | {total} | {hits} ({percent(hits / total)}) | {percent(low)} to {percent(high)} | {inside} |"


def wars(connection, folder, published):
    lines, counts = [], {}
    for label, (first, last) in ERAS.items():
        total, hits = connection.execute(
            "SELECT count(*), sum(joiner) FROM war WHERE began BETWEEN ? AND ?", [first, last]
        ).fetchone()
        counts[label] = int(hits), int(total)
        lines.append(line_of_wars(f"disputes at war, {label}", int(hits), int(total), published))
    source = f"{folder}/parquet/cow_war_inter.parquet"
    total, hits = connection.execute(
        "SELECT count(*), sum((states > 2)::INT) FROM "
        f"(SELECT count(DISTINCT ccode1) AS states FROM '{source}' GROUP BY warnum)"
    ).fetchone()
    lines.append(line_of_wars("COW wars with over two states", int(hits), int(total), published))
    return lines, counts


def promises(connection):
    lines, counts = [], {}
    for label, (first, last) in ERAS.items():
        pairs, kept = connection.execute(
            "SELECT count(*), sum(fought) FROM promise WHERE began BETWEEN ? AND ?", [first, last]
        ).fetchone()
        total, any_ = connection.execute(
            "SELECT count(*), sum(f) FROM "
            "(SELECT max(fought) AS f FROM promise WHERE began BETWEEN ? AND ? GROUP BY dispnum)",
            [first, last],
        ).fetchone()
        counts[label] = int(kept), int(pairs), int(any_), int(total)
        one, other = wilson(int(kept), int(pairs)), wilson(int(any_), int(total))
        lines.append(
            f"| {label} | {pairs} | {int(kept)} ({percent(kept / pairs)}) | {percent(one[0])} to {percent(one[1])} |"
            f" {total} | {int(any_)} ({percent(any_ / total)}) | {percent(other[0])} to {percent(other[1])} |"
        )
    return lines, counts


def page(folder):
    connection = connect(folder)
    published, honour = row("core:war_expands")["best"], row("core:alliance_honoured")
    war_lines, war_counts = wars(connection, folder, published)
    promise_lines, promise_counts = promises(connection)
    whole = next(iter(ERAS))
    hits, total = war_counts[whole]
    low, high = wilson(hits, total)
    kept, pairs, any_, with_pact = promise_counts[whole]
    spreads = low <= published <= high
    holds = wilson(kept, pairs)[1] >= honour["low"]
    by_war = wilson(any_, with_pact)
    overlap = by_war[1] >= honour["low"] and by_war[0] <= honour["high"]
    return template("base_rates").format(
        verdict="holds" if spreads and holds else "holds in part" if spreads or holds else "fails",
        mid_rate=percent(hits / total),
        mid_wars=total,
        mid_low=percent(low),
        mid_high=percent(high),
        published=percent(published),
        spread="agrees" if spreads else "does not agree",
        pair_rate=percent(kept / pairs),
        pairs=pairs,
        honour_low=percent(honour["low"]),
        honour_high=percent(honour["high"]),
        kept="agrees" if holds else "does not agree",
        war_rate=f"{percent(any_ / with_pact)}, which {'is within reach' if overlap else 'is not either'}",
        wars="\n".join(war_lines),
        promises="\n".join(promise_lines),
        spread_long=(
            "27 % is inside the interval of our count, near its low end; up to about two fifths is as well supported."
            if spreads
            else "27 % is outside the interval of our count: the hazard of other fronts needs the wider range."
        ),
        later_share=percent((0.66 - 0.50) / (0.66 - 0.22)),
        rows=used(["core:war_expands", "core:alliance_honoured"]),
    )


if __name__ == "__main__":
    print(page(Path(sys.argv[1])), end="")
