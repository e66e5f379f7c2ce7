"""The catalogue of sources, the page written from it, and the columns that sources promise to the store."""

from dataclasses import fields
from pathlib import Path

import pytest

from multifront.errors import EvidenceError
from multifront.evidence.schema import TABLES
from multifront.sources import bulk_rows, catalogue, pages, ucdp_conflicts
from multifront.sources.catalogue import SOURCES
from multifront.sources.feed_catalogue import FEEDS

PAGE = Path(__file__).parents[3] / "docs" / "sources.md"


def test_the_page_of_the_sources_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == pages.page(), (
        "next: .venv/bin/python -m multifront.sources.pages > docs/sources.md"
    )


@pytest.mark.parametrize("table", sorted(bulk_rows.ROWS))
def test_rows_of_the_sources_have_the_columns_and_types_of_the_store(table):
    promised = {field.name: bulk_rows.TYPES[str(field.type)] for field in fields(bulk_rows.ROWS[table])}
    assert promised == TABLES[table].columns


def test_a_column_that_a_table_does_not_have_is_an_error():
    with pytest.raises(EvidenceError, match=r"table 'treaty': columns .*colour.* do not match"):
        bulk_rows.bulk("treaty", "x", ucdp_conflicts.origin(), {"colour": "1"})


def test_every_source_says_who_and_where():
    sections = {name: (source.title, source.origins) for name, source in SOURCES.items()} | FEEDS
    for name, (title, origins) in sections.items():
        assert title, name
        for record in origins() if origins else ():
            shown = (record.origin.producer, record.origin.licence, record.origin.link, record.origin.published)
            assert all(shown), name
            assert record.origin.reliability in "ABCDEF", name


def test_origins_have_names_of_their_own():
    ids = [record.origin.id for source in SOURCES.values() if source.origins for record in source.origins()]
    assert len(ids) == len(set(ids))
    assert {source.harvest.__module__ for source in SOURCES.values()} == {
        f"{catalogue.__package__}.{name}" for name in SOURCES
    }
