"""Public names are exported, documented with the sections of the design, and never shared with a module."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil

import pytest

import multifront

PACKAGES = ("alignment", "timing", "contingency", "claims", "evidence", "evidence.query", "brief", "reading")
SECTIONS = ("Args:", "Returns:", "Raises:", "Assumes:", "References:", "Example:")
TOP_LEVEL = (
    "open_evidence",
    "write_brief",
    "build_brief",
    "Brief",
    "alignment",
    "timing",
    "contingency",
    "claims",
    "reading",
)
DESIGN_NAMES = {
    "alignment": ["s_score", "kappa", "scott_pi", "tau_b", "agreement", "vote_similarity", "fit_ideal_points"],
    "timing": ["coincidence_test", "rate_change_test", "false_discovery_rate"],
    "contingency": ["load", "simulate", "days_of_cover"],
    "claims": ["load", "judge"],
    "evidence": ["open_evidence"],
    "evidence.query": ["EventQuery", "ObservationQuery", "Rows", "duckdb_engine", "run", "spark_engine"],
    "brief": ["Brief"],
    "reading": ["read", "read_documents", "read_document", "Reading"],
}


def public_functions() -> list[tuple[str, object]]:
    found = []
    for package in PACKAGES:
        module = importlib.import_module(f"multifront.{package}")
        for name in module.__all__:
            thing = getattr(module, name)
            if inspect.isfunction(thing):
                found.append((f"{package}.{name}", thing))
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_names_of_the_design_are_exported(package: str) -> None:
    module = importlib.import_module(f"multifront.{package}")
    missing = [n for n in DESIGN_NAMES[package] if n not in module.__all__]
    assert not missing, f"multifront.{package}.__all__ lacks {missing}"
    assert sorted(set(module.__all__)) == sorted(module.__all__)
    assert all(hasattr(module, n) for n in module.__all__)


@pytest.mark.parametrize("name", TOP_LEVEL)
def test_top_level_names(name: str) -> None:
    assert hasattr(multifront, name)
    assert name in multifront.__all__


@pytest.mark.parametrize(("name", "function"), public_functions(), ids=lambda v: v if isinstance(v, str) else "")
def test_docstring_has_the_sections(name: str, function: object) -> None:
    text = inspect.getdoc(function) or ""
    statistical = name.split(".", maxsplit=1)[0] in ("alignment", "timing", "contingency")
    wanted = SECTIONS if statistical else ("Args:", "Returns:", "Raises:")
    missing = [s for s in wanted if s not in text]
    assert not missing, f"{name}: docstring lacks {missing}"


@pytest.mark.parametrize(("name", "function"), public_functions(), ids=lambda v: v if isinstance(v, str) else "")
def test_example_runs(name: str, function: object) -> None:
    finder = doctest.DocTestFinder(recurse=False)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    module = inspect.getmodule(function)
    for test in finder.find(function, name, globs=dict(vars(module))):
        runner.run(test)
    assert runner.failures == 0, f"{name}: its example does not give what it prints"


def test_no_function_shares_its_name_with_a_module() -> None:
    modules = {m.name.split(".")[-1] for m in pkgutil.walk_packages(multifront.__path__, "multifront.")}
    shared = [n for n, _ in public_functions() if n.split(".")[-1] in modules]
    assert not shared, f"functions that share a module's name: {shared}"
