"""Queries live in `evidence/query` alone: Ibis is imported nowhere else, and none of its types is in a public name."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.contract.source_tree import Module, modules

HOME = "multifront.evidence.query"
SQL_OF_TABLES = re.compile(r"\bSELECT\b.*?\bFROM\b", re.IGNORECASE | re.DOTALL)
PLAIN_SQL = {
    **{"cut": "copies tables", "relations": "reads files and cuts them", "actor_table": "reads raw files"},
    **{"typed": "fills tables", "loading": "loads", "writing": "writes the folder", "fitness": "checks rows"},
    **{"manifest": "hashes content", "userfile": "reads the records of loads", "uniting": "reads declared names"},
    **{"corrections": "corrects what is loaded", "exporting": "copies tables to files", "terms": "counts what may go"},
    **{"stix": "counts before it writes a bundle", "feeding": "loads feeds", "content": "hashes rows"},
}
"""Modules of `evidence` that may hold plain SQL over tables, and what for; the rest asks through `evidence.query`."""


def libraries(module: Module) -> set[str]:
    """First names of everything that a module imports, those inside functions too."""
    names: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


def queries(module: Module) -> list[str]:
    """Texts of a module that select from tables; of texts with gaps, their fixed parts. Docstrings are no queries."""
    docs = {id(node.body[0].value) for node in ast.walk(module.tree) if _has_docstring(node)}
    parts = {id(part) for node in ast.walk(module.tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    texts = [_text(node) for node in ast.walk(module.tree) if id(node) not in docs | parts]
    return [text for text in texts if SQL_OF_TABLES.search(text) and not text.startswith("next: ")]  # a hint for people


def _has_docstring(node: ast.AST) -> bool:
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return isinstance(node, kinds) and ast.get_docstring(node) is not None


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) if isinstance(part, ast.Constant) else "?" for part in node.values)
    return ""


def public_signatures() -> Iterator[tuple[str, str]]:
    """Names and signatures of all that the package and its packages export, with the methods of classes."""
    packages = sorted({m.name for m in modules() if m.path.name == "__init__.py"})
    for package in packages:
        home = importlib.import_module(package)
        for name in getattr(home, "__all__", ()):
            thing = getattr(home, name)
            for inner, function in ((name, thing), *(inspect.getmembers(thing) if inspect.isclass(thing) else ())):
                if inspect.isfunction(function):
                    yield f"{package}.{name}.{inner}", str(inspect.signature(function))


@pytest.mark.parametrize("module", modules(), ids=lambda m: m.name)
def test_ibis_is_imported_by_the_query_layer_alone(module: Module) -> None:
    if module.name.startswith(HOME):
        return
    assert not libraries(module) & {"ibis", "sqlglot"}, f"{module.name} asks past {HOME}"


def test_one_module_knows_the_types_of_ibis() -> None:
    found = [m.name for m in modules() if libraries(m) & {"ibis", "sqlglot"}]
    assert found == [f"{HOME}.expressions"]


def test_no_public_signature_names_a_type_of_ibis() -> None:
    signatures = dict(public_signatures())
    assert len(signatures) > 50
    named = {name: text for name, text in signatures.items() if re.search(r"\b(ibis|ir)\b", text)}
    assert not named, f"public signatures name Ibis: {named}"


@pytest.mark.parametrize("module", [m for m in modules() if m.layer == "evidence"], ids=lambda m: m.name)
def test_no_other_module_of_the_evidence_selects_from_tables(module: Module) -> None:
    if module.name.startswith(HOME) or module.name.rsplit(".", 1)[-1] in PLAIN_SQL:
        return
    assert queries(module) == [], f"{module.name} holds a query; it belongs into {HOME}"


def test_the_modules_with_plain_sql_are_those_that_hold_any() -> None:
    held = {m.name.rsplit(".", 1)[-1] for m in modules() if m.layer == "evidence" and queries(m)}
    assert held == set(PLAIN_SQL)


def test_the_rule_would_catch_a_query(tmp_path: Path) -> None:
    file = tmp_path / "bad.py"
    file.write_text('"""SELECT a FROM docs."""\nimport ibis\nname = "x"\nq = f"SELECT * FROM {name} WHERE a"\n')
    assert queries(Module(file)) == ["SELECT * FROM ? WHERE a"]
    assert "ibis" in libraries(Module(file))


def test_a_command_that_asks_nothing_loads_neither_ibis_nor_arrow() -> None:
    code = "import sys, multifront.cli.app, multifront.evidence.query; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "multifront.evidence.query" in loaded
    assert not {"ibis", "pyarrow", "pandas", "pyspark"} & set(loaded)
