"""YAML text as plain values plus the line on which each stands, so that problems can name it. Reads no files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from multifront.errors import FileProblems, Problem

Path = tuple[str | int, ...]
MOST_PLACES = 200_000
"""Keys and items that a document may have once its aliases are written out: more is a trap, not a document."""

DEEPEST_FAST = 50
"""Levels that the loader in C is trusted with."""


@dataclass(frozen=True, slots=True)
class Located:
    """A parsed document: `value` as plain Python, `lines` from path to 1-based line, `problems` found on the way."""

    value: Any
    lines: Mapping[Path, int]
    problems: tuple[Problem, ...]

    def line(self, path: Path) -> int:
        """The line of this path, or of the nearest parent that exists in the text (a missing key has no line)."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse_located(text: str, name: str) -> Located:
    """Parse YAML safely and keep the line of every key and item.

    Args:
        text: the document.
        name: how to call it in errors, usually its path.

    Returns:
        The values, the lines, and duplicate keys as problems (YAML would silently keep the last).

    Raises:
        FileProblems: the text is not YAML at all, nested too deeply, or grows too large through its aliases; the line
            is the parser's.
    """
    try:
        loader = _loader(text)
        node = loader.get_single_node()
        lines: dict[Path, int] = {}
        problems: list[Problem] = []
        if node is not None:
            _walk(node, (), lines, problems)
        value = loader.construct_document(node) if node is not None else None
    except RecursionError as error:
        raise FileProblems(name, [Problem(1, "YAML", "nested too deeply to be read; write it flatter")]) from error
    except (yaml.YAMLError, ValueError) as error:
        raise FileProblems(name, [_syntax_problem(error)]) from error
    return Located(value, lines, tuple(problems))


def _day(loader: Any, node: yaml.ScalarNode) -> Any:
    """A day or moment, or the text where no calendar has it (2025-13-45), for its reader to refuse."""
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return node.value


class _Loader(yaml.SafeLoader):
    """The safe loader, whose messages users see."""


class _FastLoader(yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader):  # type: ignore[misc]
    """The same in C where there is one, several times as fast."""


for _one in (_Loader, _FastLoader):
    _one.add_constructor("tag:yaml.org,2002:timestamp", _day)


def _loader(text: str) -> Any:
    """The fast loader where there is one and the text is sound and flat; else the plain one, which says what is wrong.

    Nodes are put together by recursion, which in C ends the process where it goes too deep: events come without it.
    """
    if not yaml.__with_libyaml__:
        return _Loader(text)
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST_FAST:
                return _Loader(text)
    except yaml.YAMLError:
        return _Loader(text)
    return _FastLoader(text)


def _syntax_problem(error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or str(error)
    return Problem(mark.line + 1 if mark else 1, "YAML", f"{what}; check indentation, colons and quotes")


def _walk(
    node: yaml.Node, path: Path, lines: dict[Path, int], problems: list[Problem], above: tuple[yaml.Node, ...] = ()
) -> None:
    if any(node is parent for parent in above):
        where = ".".join(str(part) for part in path)
        problems.append(Problem(node.start_mark.line + 1, where, "holds itself through an alias; write it out"))
        return
    if len(lines) > MOST_PLACES:
        raise yaml.MarkedYAMLError(
            problem=f"more than {MOST_PLACES} keys and items, aliases written out; leave aliases out",
            problem_mark=node.start_mark,
        )
    above = (*above, node)
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if (*path, key) in lines:
                first = lines[(*path, key)]
                problems.append(Problem(line, key, f"stands twice (first on line {first}); keep one"))
                continue
            lines[(*path, key)] = line
            _walk(value_node, (*path, key), lines, problems, above)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            lines[(*path, index)] = item.start_mark.line + 1
            _walk(item, (*path, index), lines, problems, above)
