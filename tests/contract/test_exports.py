"""What exports and the starter promise: every column is described, every source has its terms, standards are met."""

from __future__ import annotations

import csv
import json

import frictionless
import pytest
import stix2
from tests.contract.source_tree import PACKAGE, ROOT

from multifront.evidence import export_stix, export_tables, open_evidence
from multifront.evidence.actors import actors
from multifront.evidence.columns import declared_columns, description, reference, shared_reference
from multifront.evidence.schema import TABLES
from multifront.evidence.stix import LIMIT
from multifront.evidence.terms import UNDECLARED, read_shipped, read_terms, rule_of
from multifront.sources import sipri_transfers
from multifront.sources.catalogue import SOURCES

PAGE = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_described_in_one_sentence_and_no_other_is(table):
    for column in TABLES[table].columns:
        text = description(table, column)
        assert text.endswith("."), (table, column)
        assert text.count(". ") == 0, (table, column)
        assert "|" not in text
    assert declared_columns(table) <= set(TABLES[table].columns)


def test_the_page_has_the_columns_as_they_are_described():
    between = PAGE.split("<!-- columns -->\n")[1].split("<!-- end of columns -->")[0]
    assert between == f"{shared_reference()}\n{reference()}"


@pytest.mark.parametrize("name", [name for name, source in SOURCES.items() if source.origins is not None])
def test_every_source_has_its_terms_declared(name):
    for record in SOURCES[name].origins():
        assert rule_of(record.origin.id, read_terms()) is not UNDECLARED, (
            f"{record.origin.id}: say in evidence/terms.yaml what may be passed on of it, and why"
        )


def test_of_sipri_aggregates_may_go_and_the_register_may_not():
    rules = read_terms()
    for record in sipri_transfers.origins():
        name = record.origin.id
        expected = "aggregates" if name in sipri_transfers.SHIPPED else "private"
        assert rule_of(name, rules).passing_on == expected
    assert rule_of("sipri_milex_2024", rules).passing_on == "aggregates"
    assert rule_of("cow_alliance_4_1", rules).passing_on == "private"


def test_everything_in_the_starter_may_be_shipped_and_its_sources_are_in_the_catalogue():
    rules = read_terms()
    ids = [row["id"] for row in open_evidence().sql("SELECT id FROM origin")]
    assert {rule_of(name, rules).passing_on for name in ids} <= {"ship", "aggregates"}
    shipped = read_shipped(PACKAGE / "starter" / "shipped.yaml")
    assert {one.source for one in shipped} <= set(SOURCES)


def test_the_starter_as_csv_is_a_valid_data_package(tmp_path):
    """Up to 1960, so that the checker reads thousands of vote pairs and not a million; every other table has rows."""
    export_tables(open_evidence("1960-12-31"), tmp_path / "votes", "csv", tables=["vote_pair"])
    tables = ["event", "observation", "frame"]
    made = export_tables(open_evidence(), tmp_path / "rest", "csv", tables=tables)
    assert made.left_out == ()
    for folder in ("votes", "rest"):
        report = frictionless.validate(str(tmp_path / folder / "datapackage.json"))
        assert report.valid, report.flatten(["type", "note"])[:5]
    licences = json.loads((tmp_path / "rest" / "datapackage.json").read_text(encoding="utf-8"))["licenses"]
    known = {row["licence"] for row in open_evidence().sql("SELECT DISTINCT licence FROM origin")}
    assert {one["title"] for one in licences} < known


def test_the_events_of_the_starter_as_stix(tmp_path):
    made = export_stix(open_evidence(), tmp_path / "out")
    parsed = stix2.parse((tmp_path / "out" / "bundle.json").read_text(encoding="utf-8"), allow_custom=False)
    kinds = [one.type for one in parsed.objects]
    assert kinds.count("incident") == made.resources[0].rows == len(open_evidence().events())
    assert len({one.id for one in parsed.objects}) == len(kinds)
    assert f"{LIMIT:,}" in PAGE


def test_country_codes_name_states_of_ours_once():
    with (PACKAGE / "evidence" / "alpha2.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["iso3"] for row in rows} <= set(actors())
    assert len({row["iso3"] for row in rows}) == len({row["alpha2"] for row in rows}) == len(rows)


@pytest.mark.mirror
def test_country_codes_are_those_of_a_published_list(mirror):
    with (mirror / "data/actors/country_data.tsv").open(encoding="utf-8") as stream:
        published = {row["ISO3"]: row["ISO2"] for row in csv.DictReader(stream, delimiter="\t")}
    with (PACKAGE / "evidence" / "alpha2.csv").open(encoding="utf-8") as stream:
        ours = {row["iso3"]: row["alpha2"] for row in csv.DictReader(stream)}
    differing = {code for code, letters in ours.items() if published.get(code) != letters}
    assert differing == {"GBR", "GRC"}, "the published list has the European Union's UK and EL for these two"
