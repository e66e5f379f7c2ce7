"""The shipped folder from a store: only what is declared, nothing that may not be passed on, nobody else's rows."""

import json
from datetime import date

import pytest
from tests.unit.evidence.conftest import STREAMS
from tests.unit.evidence.user_batches import batch, dated, event, figure, origin

from multifront.errors import EvidenceError
from multifront.evidence import Declared, load_batch, open_evidence, write_starter
from multifront.evidence.terms import Rule, barred, read_shipped, read_terms, rule_of

PATROLS = STREAMS.split("launch_days:")[0]


def declared(tmp_path, shipped="mine: {tables: {event: all, observation: [sales]}, because: own}", terms="ship"):
    paths = [tmp_path / name for name in ("streams.yaml", "shipped.yaml", "terms.yaml")]
    texts = (PATROLS, shipped, f'- {{match: ["mine"], passing_on: {terms}, reason: our terms}}')
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return Declared(*paths)


def test_only_the_declared_sources_of_a_store_are_shipped(tmp_path):
    store, out = tmp_path / "s.duckdb", tmp_path / "out"
    load_batch(store, batch())
    early = event("O1", date(2020, 1, 1), origin_ids=["other", "mine"])
    load_batch(store, batch("other", "other 1", rows={"origin": [origin("other")], "event": [early]}))
    manifest = write_starter(store, declared(tmp_path), out)
    assert manifest["parsers"] == ["mine 1"]
    assert manifest["inputs"] == {"a.csv": "0" * 64}
    ev = open_evidence(path=out)
    assert [row["event_id"] for row in ev.events()] == ["M1", "M2"]
    assert [(row["id"], row["public_from"]) for row in ev.sql("FROM origin")] == [("mine", date(2021, 3, 1))]
    assert json.loads((out / "manifest.json").read_text()) == manifest
    assert ev.stream("patrols").ids == ("M1", "M2")


@pytest.mark.parametrize(
    ("shipped", "words"),
    [
        ("mine: {tables: {event: all}, because: own}", "not declared as shipped: mine has rows of observation"),
        ("mine: {tables: {event: all, observation: [trade]}, because: own}", "not declared as shipped: mine has sales"),
        ("ours: {tables: {event: all}, because: own}", "lacks ours, which the starter ships"),
        ("mine: {tables: {evnt: all}, because: own}", "shipped.yaml: mine: wants tables"),
        ("mine: {tables: {event: all}}", "shipped.yaml: mine: wants tables"),
    ],
)
def test_what_is_not_declared_stops_the_build(tmp_path, shipped, words):
    load_batch(tmp_path / "s.duckdb", batch())
    with pytest.raises(EvidenceError, match=words):
        write_starter(tmp_path / "s.duckdb", declared(tmp_path, shipped), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_row_of_a_table_that_is_never_shipped_stops_the_build(tmp_path):
    rows = {"event": [event("M1")], "transfer": [dated("transfer", "t1", date(2021, 3, 1))]}
    load_batch(tmp_path / "s.duckdb", batch(rows=rows))
    with pytest.raises(EvidenceError, match="mine has rows of transfer"):
        write_starter(tmp_path / "s.duckdb", declared(tmp_path), tmp_path / "out")


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ("private", r"table 'event': 2 row\(s\) of origin 'mine' may not be shipped: our terms"),
        ("aggregates, rows: 5", "rows of 'event' are no aggregates"),
    ],
)
def test_an_origin_that_may_not_be_passed_on_stops_the_build_and_keeps_the_old_folder(tmp_path, terms, words):
    store, out = tmp_path / "s.duckdb", tmp_path / "out"
    load_batch(store, batch())
    write_starter(store, declared(tmp_path), out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(EvidenceError, match=words):
        write_starter(store, declared(tmp_path, terms=terms), out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_aggregates_are_shipped_up_to_their_limit(tmp_path):
    rules = (Rule(("sum_*",), "aggregates", "small parts", 10), Rule(("all",), "ship", "free"))
    assert barred("observation", {"sum_a": 10, "all": 999}, rules) == {}
    found = barred("observation", {"sum_a": 11, "unheard": 1}, rules)
    assert found["sum_a"] == "small parts; 11 rows are more than the 10 that may go together"
    assert found["unheard"].startswith("no terms are declared")
    assert rule_of("sum_b", rules).passing_on == "aggregates"


def test_the_problems_of_a_file_of_terms_are_named_together(tmp_path):
    path = tmp_path / "terms.yaml"
    path.write_text("- {match: x, passing_on: sell, reason: r}\n- {match: [y], passing_on: aggregates, why: r}\n- 7")
    with pytest.raises(EvidenceError, match="entry 1: match is no list") as caught:
        read_terms(path)
    for words in ("passing_on is 'sell'", "entry 2: lacks reason", "unknown why", "rows belong to", "entry 3: is no"):
        assert words in str(caught.value)


def test_a_store_and_its_shipped_folder_agree(tmp_path):
    store = tmp_path / "s.duckdb"
    load_batch(store, batch(rows={"event": [event("M1")], "observation": [figure("m1", 5.0)]}))
    write_starter(store, declared(tmp_path), tmp_path / "out")
    shipped, own = open_evidence(path=tmp_path / "out"), open_evidence(path=tmp_path / "out", store=store)
    for name in ("event", "observation", "origin"):
        assert shipped.sql(f"FROM {name}") == own.sql(f"FROM {name}")
    assert [one.source for one in read_shipped(tmp_path / "shipped.yaml")] == ["mine"]
