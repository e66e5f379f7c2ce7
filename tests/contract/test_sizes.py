"""Modules, functions and argument lists keep to the sizes of the design."""

from __future__ import annotations

import pytest
from tests.contract.source_tree import Module, arguments, body_lines, modules


@pytest.mark.parametrize("module", modules(), ids=lambda m: m.name)
def test_module_is_short(module: Module) -> None:
    lines = module.text.count("\n")
    assert lines <= 600, f"{module.name} has {lines} lines; 600 never"
    if lines > 400:
        assert "Longer than 400 lines because" in module.text, f"{module.name} has {lines} lines and gives no reason"


@pytest.mark.parametrize("module", modules(), ids=lambda m: m.name)
def test_functions_are_short(module: Module) -> None:
    long = {f.name: body_lines(f) for f in module.functions if body_lines(f) > 60}
    assert not long, f"{module.name}: bodies over 60 lines: {long}"


@pytest.mark.parametrize("module", modules(), ids=lambda m: m.name)
def test_functions_take_few_arguments(module: Module) -> None:
    many = {f.name: arguments(f) for f in module.functions if arguments(f) >= 10}
    assert not many, f"{module.name}: 10 arguments or more: {many}; make a frozen dataclass"


@pytest.mark.parametrize("module", modules(), ids=lambda m: m.name)
def test_module_says_what_lives_there(module: Module) -> None:
    import ast

    text = ast.get_docstring(module.tree) or ""
    assert text.strip(), f"{module.name} opens with no sentence that says what lives there"


def test_no_drawer_modules() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc"}
    found = [m.name for m in modules() if drawers & set(m.name.split("."))]
    assert not found, f"a helper without a home means that the home is missing: {found}"
