"""A brief as of a day uses nothing that became public later: proved for every table, row by row and as a whole."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from multifront.brief import Brief
from multifront.brief.charts import drawn_from
from multifront.domain import Selection
from multifront.evidence import STARTER, EvidenceStore, open_evidence
from multifront.evidence.schema import KEYS, TABLES
from multifront.workbench import briefs

CUT = date(2023, 1, 1)
LISTED = 300
SHIPPED = ("taiwan-2025", "axis-2024", "gulf-2026")
TESTABLE = """\
assessment: testable-early
title: Claims that can be tested before 2023
question: Do verdicts that rest on numbers use nothing later either?
document: {title: A made document, publisher: Nobody, published: 2023}
claims:
  - id: r1
    text: Joint bomber patrols have become more frequent
    speaker: nobody in particular
    said_on: 2023-01-01
    kind: rate_change
    test: Exact comparison of the rates of two periods.
    with:
      stream: chn_rus_bomber_patrols
      direction: up
      smallest_effect_of_interest: 1.5
      until: 2022-12-31
      primary:
        label: second half against first half
        before: {start: 2019-01-01, end: 2020-12-31}
        after: {start: 2021-01-01, end: 2022-12-31}
    against: [The later rate is no higher.]
  - id: v1
    text: China and Russia drew closer after Crimea
    speaker: nobody in particular
    said_on: 2023-01-01
    kind: alignment_change
    test: Two measures of votes against their trend before 2014.
    with:
      pair: [CHN, RUS]
      names: [China, Russia]
      break_year: 2014
      components:
        - {name: kappa, title: Kappa of votes, source: votes, closer: up,
           smallest_effect_of_interest: 0.1, first_year: 1995}
        - {name: trade, title: Trade in goods, source: series, indicator: total_goods_trade, definition_id: gacc_usd,
           closer: up, log: true, smallest_effect_of_interest: 0.2, first_year: 2000}
      shown_only:
        - {title: meetings of the two leaders, stream: chn_rus_leader_meetings}
    against: [Votes lie on the trend that they already had.]
"""


@dataclass(frozen=True)
class Walk:
    """What a walk over everything that a brief rests on found: rows looked up by table, and those that are late."""

    seen: Counter[str]
    late: tuple[str, ...]


@pytest.fixture(scope="module", autouse=True)
def _no_user_store() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MULTIFRONT_STORE", raising=False)
        yield


@pytest.fixture(scope="module")
def full() -> EvidenceStore:
    """All evidence, from which the day of publication of every row is read."""
    return open_evidence()


@pytest.fixture(scope="module")
def cut() -> EvidenceStore:
    """The evidence as of the cut."""
    return open_evidence(CUT)


@pytest.fixture(scope="module")
def testable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An assessment of which the claims can be tested before the cut."""
    path = tmp_path_factory.mktemp("assessment") / "testable-early.yaml"
    path.write_text(TESTABLE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def early(testable: Path, early_brief: Brief) -> dict[str, Brief]:
    """Briefs as of the cut, by id."""
    assert early_brief.run.as_of == CUT
    request = briefs.Request(as_of=CUT, draws=200)
    made = [early_brief, *(briefs.build(name, request) for name in ("axis-2024", "gulf-2026", testable))]
    return {brief.id: brief for brief in made}


@pytest.fixture(scope="module")
def unseen_rows_removed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped store without any row that became public after the cut, as if it had never been collected."""
    folder = tmp_path_factory.mktemp("store")
    manifest = json.loads((STARTER / "manifest.json").read_text(encoding="utf-8"))
    with duckdb.connect() as con:
        for name in shipped_tables():
            source, target = STARTER / TABLES[name].file, folder / TABLES[name].file
            kept = f"FROM read_parquet('{source}') WHERE public_from <= DATE '{CUT}'"
            columns = "*"
            if name == "frame":
                origin = f"read_parquet('{STARTER / TABLES['origin'].file}')"
                public = f"SELECT list(id) FROM {origin} WHERE public_from <= DATE '{CUT}'"
                columns = f"* REPLACE (list_sort(list_intersect(origin_ids, ({public}))) AS origin_ids)"
            order = ", ".join(TABLES[name].order)
            con.execute(f"COPY (SELECT {columns} {kept} ORDER BY {order}) TO '{target}' (FORMAT parquet)")
            manifest["tables"][name]["sha256"] = hashlib.sha256(target.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def shipped_tables() -> list[str]:
    """Tables of which the package ships rows."""
    return [name for name, table in TABLES.items() if (STARTER / table.file).is_file()]


def walk(brief: Brief, full: EvidenceStore, cut: EvidenceStore) -> Walk:
    """Look up in the full store every row and origin that a brief rests on or shows."""
    wanted: dict[str, set[str]] = {}
    for table, ids in rows_of(brief):
        wanted.setdefault(table, set()).update(ids)
    late: list[str] = []
    # Outlines of a map are no rows of the store: they stand in the picture's trace and nowhere else.
    wanted["origin"] -= {one.id for card in brief.cards for p in card.verdict.pictures for one in drawn_from(p)}
    for table, ids in wanted.items():
        days = days_of_publication(full, table, ids)
        assert set(days) == ids, f"{table}: ids that no row has"
        late += [f"{table} {name} became public on {day}" for name, day in days.items() if day > CUT]
    for selection in selections_of(brief):
        if selection.row_count > LISTED and last_public(cut, selection.table) > CUT:
            late.append(f"{selection.table}: {selection.query} reaches rows of {last_public(cut, selection.table)}")
        if selection.as_of != CUT:
            late.append(f"{selection.table}: {selection.query} was made as of {selection.as_of}")
    return Walk(Counter({table: len(ids) for table, ids in wanted.items()}), tuple(late))


def days_of_publication(full: EvidenceStore, table: str, ids: set[str]) -> dict[str, date]:
    """When each of these rows became public, by id."""
    name = "'vote:' || state_a || '-' || state_b || ':' || year" if table == "vote_pair" else KEYS[table]
    where = "true"
    if table == "vote_pair":
        pairs = sorted({tuple(one.split(":")[1].split("-")) for one in ids})
        where = f"(state_a, state_b) in ({', '.join(map(str, pairs))})" if pairs else "false"
    found = full.sql(f"select {name} as id, public_from from {table} where {where}")
    return {row["id"]: row["public_from"] for row in found if row["id"] in ids}


def rows_of(brief: Brief) -> Iterator[tuple[str, Iterable[str]]]:
    """Ids of rows by table: of selections, of exhibits, of origins anywhere in the brief."""
    for selection in selections_of(brief):
        assert len(selection.row_ids) == min(selection.row_count, LISTED)
        yield selection.table, selection.row_ids
        yield "origin", selection.origin_ids
    for card in brief.cards:
        for exhibit in card.verdict.exhibits:
            assert len(exhibit.rows) <= exhibit.total
            yield exhibit.table, [str(row[KEYS[exhibit.table]]) for row in exhibit.rows]
            yield "origin", {origin for row in exhibit.rows for origin in row["origin_ids"]}
    for trace in brief.traces.values():
        yield "origin", trace.origin_ids
    yield "origin", brief.origins


def selections_of(brief: Brief) -> list[Selection]:
    """Every selection of every trace, each once."""
    return list(dict.fromkeys(selection for trace in brief.traces.values() for selection in trace.selections))


def last_public(store: EvidenceStore, table: str) -> date:
    """The latest day of publication that a store lets through in a table."""
    return store.sql(f"select coalesce(max(public_from), date '0001-01-01') as last from {table}")[0]["last"]


@pytest.mark.parametrize("table", TABLES)
def test_no_table_reaches_a_later_row(full: EvidenceStore, cut: EvidenceStore, table: str) -> None:
    assert last_public(cut, table) <= CUT
    until = f"select count(*) as n from {table} where public_from <= date '{CUT}'"
    assert cut.sql(f"select count(*) as n from {table}") == full.sql(until)


@pytest.mark.parametrize("table", shipped_tables())
def test_later_rows_exist_so_that_the_proof_can_fail(full: EvidenceStore, cut: EvidenceStore, table: str) -> None:
    assert last_public(full, table) > CUT
    assert cut.sql(f"select count(*) as n from {table}")[0]["n"] > 0


def test_frames_end_and_name_origins_by_the_cut(cut: EvidenceStore) -> None:
    frames = cut.sql("select stream, end_date, origin_ids from frame")
    public = {row["id"] for row in cut.sql("select id from origin")}
    assert frames
    for frame in frames:
        assert frame["end_date"] <= CUT
        assert set(frame["origin_ids"]) <= public


def test_streams_and_votes_end_by_the_cut(full: EvidenceStore, cut: EvidenceStore) -> None:
    for row in full.sql("select stream from frame"):
        stream = cut.stream(row["stream"])
        assert stream.frame.end <= CUT
        assert all(str(day) <= str(CUT) for day in (*stream.days, *stream.ends))
    assert cut.votes(("CHN", "RUS")).year.max() == 2019 < full.votes(("CHN", "RUS")).year.max()


@pytest.mark.parametrize("name", [*SHIPPED, "testable-early"])
def test_no_brief_rests_on_a_later_row(early: dict[str, Brief], full, cut, name: str) -> None:
    found = walk(early[name], full, cut)
    assert found.late == ()
    assert found.seen["event"] > 0
    assert found.seen["origin"] > 0
    assert early[name].run.as_of == CUT


def test_the_walk_reaches_every_table_that_claims_read(early: dict[str, Brief], full, cut) -> None:
    seen = walk(early["testable-early"], full, cut).seen
    for table in ("event", "observation", "vote_pair", "origin"):
        assert seen[table] > 5, table


def test_claims_were_really_tested(early: dict[str, Brief]) -> None:
    tested = {card.claim_id: card.verdict.p_value for card in early["testable-early"].cards}
    assert all(p is not None for p in tested.values())


def test_the_walk_finds_later_rows_without_a_cut(testable: Path, full, cut) -> None:
    found = walk(briefs.build(testable, briefs.Request(draws=200)), full, cut)
    for table in ("event", "observation", "vote_pair", "origin"):
        assert any(problem.startswith(f"{table} ") for problem in found.late), table


def test_the_walk_finds_a_single_late_row(early: dict[str, Brief], full, cut) -> None:
    brief = early["taiwan-2025"]
    late = full.sql(f"select event_id from event where public_from > date '{CUT}' order by 1 limit 1")[0]["event_id"]
    card = next(card for card in brief.cards if any(e.table == "event" for e in card.verdict.exhibits))
    exhibit = next(e for e in card.verdict.exhibits if e.table == "event")
    tampered = replace(exhibit, rows=(*exhibit.rows[1:], *full.rows("event", [late])))
    changed = replace(card, verdict=replace(card.verdict, exhibits=(tampered,)))
    cards = tuple(changed if other is card else other for other in brief.cards)
    origins = {**brief.origins, **full.origins(tampered.rows[-1]["origin_ids"])}
    assert any(late in problem for problem in walk(replace(brief, cards=cards, origins=origins), full, cut).late)


@pytest.mark.parametrize("name", ["taiwan-2025", "testable-early"])
def test_removing_all_later_rows_changes_no_byte(
    early: dict[str, Brief], testable: Path, unseen_rows_removed: Path, name: str
) -> None:
    request = briefs.Request(as_of=CUT, draws=200, evidence=unseen_rows_removed)
    brief = briefs.build(name if name in SHIPPED else testable, request)
    assert replace(brief, run=early[name].run).json_text() == early[name].json_text()
