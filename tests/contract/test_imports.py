"""Imports follow the design, only downwards; those inside functions too."""

from __future__ import annotations

import pytest
from tests.contract.source_tree import Module, modules

ALLOWED = {
    "domain": set(),
    "sources": set(),
    "reading": set(),
    "evidence": set(),
    "starter": set(),
    "alignment": set(),
    "timing": set(),
    "contingency": set(),
    "claims": {"alignment", "timing", "contingency"},
    "brief": {"claims"},
    "workbench": {"sources", "reading", "evidence", "starter", "alignment", "timing", "contingency", "claims", "brief"},
    "cli": {"workbench"},
    "assessments": set(),
    "scenarios": set(),
}
ROOT_MODULES = {"multifront.errors", "multifront.__version__"}


@pytest.mark.parametrize("module", modules(), ids=lambda m: m.name)
def test_imports_only_downwards(module: Module) -> None:
    if module.layer == "root":
        pytest.skip("the package's face may show every layer")
    allowed = ALLOWED[module.layer] | {module.layer, "domain"}
    wrong = [
        name
        for name in module.imports
        if name not in ROOT_MODULES
        and not name.startswith("multifront.errors")
        and ([*name.split("."), ""])[1] not in allowed
    ]
    assert not wrong, f"{module.name} ({module.layer}) may import {sorted(allowed)} and errors; found {wrong}"


def test_every_layer_is_named() -> None:
    layers = {m.layer for m in modules()} - {"root"}
    assert layers <= set(ALLOWED), f"new layers without a rule: {layers - set(ALLOWED)}"


def test_the_rule_would_catch_an_upward_import(tmp_path) -> None:
    file = tmp_path / "bad.py"
    file.write_text("def f():\n    from multifront.brief import Brief\n    return Brief\n")
    assert list(Module(file).imports) == ["multifront.brief"]
