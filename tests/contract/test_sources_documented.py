"""Every source has one entry in the list of addresses, one section in the docs, and stands there as its record says."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

from tests.contract.source_tree import PACKAGE

from multifront import sources
from multifront.sources import pages
from multifront.sources.addresses import addresses
from multifront.sources.catalogue import SOURCES
from multifront.sources.feed_catalogue import FEEDS

PAGE = PACKAGE.parents[1] / "docs" / "sources.md"


def readable() -> set[str]:
    """The modules that read something: all that have a harvest, or events of a feed."""
    names = [module.name for module in pkgutil.iter_modules(sources.__path__)]
    modules = {name: import_module(f"multifront.sources.{name}") for name in names}
    return {name for name, module in modules.items() if hasattr(module, "PARSER") and hasattr(module, "origin")} | {
        name for name, module in modules.items() if hasattr(module, "harvest")
    }


def test_catalogue_addresses_and_modules_name_the_same_sources() -> None:
    assert set(SOURCES) | set(FEEDS) == set(addresses()) == readable()


def test_each_source_has_one_section_in_the_docs_and_the_page_is_up_to_date() -> None:
    text = PAGE.read_text(encoding="utf-8")
    sections = re.findall(r"^## (\w+): ", text, re.MULTILINE)
    assert sorted(sections) == sorted(addresses())
    assert text == pages.page(), "next: .venv/bin/python -m multifront.sources.pages > docs/sources.md"


def test_no_second_list_of_addresses_is_kept_in_the_modules() -> None:
    for name in readable():
        module = import_module(f"multifront.sources.{name}")
        assert not hasattr(module, "FETCH"), name


def test_a_pin_of_a_mirror_is_the_checksum_that_the_parser_was_written_for() -> None:
    pins = {one.mirror: one.mirror_sha256 for files in addresses().values() for one in files if one.mirror}
    for name in readable():
        module = import_module(f"multifront.sources.{name}")
        files = [value for value in vars(module).values() if isinstance(value, sources.files.SourceFile)]
        for file in files:
            assert pins[file.path] == file.sha256, (name, file.path)


def test_every_source_is_read_from_a_sample_of_our_own_making() -> None:
    folder = PACKAGE.parents[1] / "tests" / "unit" / "sources"
    made = "".join(
        path.read_text(encoding="utf-8") for path in sorted(folder.glob("test_*.py")) if "mirror" not in path.stem
    )
    for name in readable():
        assert re.search(rf"\b{name}\.(?!harvest\(mirror|PARSER)\w+\(", made), name
