from __future__ import annotations

import pytest

from multifront.domain.located import parse_located
from multifront.errors import FileProblems


def test_every_key_and_item_has_its_line() -> None:
    located = parse_located("a: 1\nb:\n  - c: 2\n  - d: [3,\n      4]\n", "x.yaml")
    assert located.value == {"a": 1, "b": [{"c": 2}, {"d": [3, 4]}]}
    assert located.line(("a",)) == 1
    assert located.line(("b", 0, "c")) == 3
    assert located.line(("b", 1, "d", 1)) == 5


def test_a_missing_path_falls_back_to_its_parent() -> None:
    located = parse_located("a:\n  b: 1\n", "x.yaml")
    assert located.line(("a", "missing", 3)) == 1


def test_duplicate_keys_are_problems_with_both_lines() -> None:
    located = parse_located("a: 1\nb: 2\na: 3\n", "x.yaml")
    assert [(p.line, p.where) for p in located.problems] == [(3, "a")]
    assert "line 1" in located.problems[0].what


def test_broken_yaml_names_its_line() -> None:
    with pytest.raises(FileProblems, match=r"x\.yaml: 1 problem\n  line 3"):
        parse_located("a: 1\nb: [1, 2\n", "x.yaml")


def test_python_tags_are_not_built() -> None:
    with pytest.raises(FileProblems):
        parse_located("a: !!python/object/apply:os.system ['true']\n", "x.yaml")


def test_empty_text_has_no_value() -> None:
    assert parse_located("", "x.yaml").value is None
