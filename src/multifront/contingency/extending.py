"""Lays one scenario document over another: `extends`. What the words mean is in the readers."""

from __future__ import annotations

from typing import Any

from multifront.contingency.numbers import NUMBER_KEYS
from multifront.domain.located import Located, Path
from multifront.errors import Problem

KEPT_APART = ("scenario", "title")
"""What an extending file must say itself, so that two scenarios are never called the same."""


def base_of(document: Located) -> str | None:
    """The name or path of the scenario that a document extends, None where it stands alone."""
    value = document.value.get("extends") if isinstance(document.value, dict) else None
    return None if value is None else str(value)


def extended(document: Located, base: Located) -> Located:
    """The base with this document laid over it.

    A number replaces the whole number of the base, its source and assumption included. Groups, routes and commodities
    are joined; what only the document names is added; what it gives as null (`~`) is taken away. Dated changes of both
    hold. Lines are those of the document: of what it leaves as in the base, the nearest place above.
    """
    own = {key: value for key, value in document.value.items() if key not in ("extends", "changes")}
    problems = [*document.problems]
    for key in KEPT_APART:
        if key not in own:
            problems.append(Problem(document.line(("extends",)), key, "missing; give the extended scenario its own"))
    inherited = {key: value for key, value in base.value.items() if key not in KEPT_APART}
    value = _laid_over(own, inherited)
    lines = dict(document.lines)
    earlier, later = base.value.get("changes"), document.value.get("changes")
    if isinstance(earlier, list) and isinstance(later, list):
        lines = {_shifted(path, len(earlier)): line for path, line in lines.items()}
        value["changes"] = [*earlier, *later]
    elif later is not None:
        value["changes"] = later
    for key in KEPT_APART:
        value.setdefault(key, str(base.value.get(key, "")))
    return Located(value, lines, tuple(problems))


def _laid_over(own: Any, base: Any) -> Any:
    """`own` where it is a value or a number of the language, else both mappings joined."""
    if not isinstance(own, dict) or not isinstance(base, dict) or _is_number(own):
        return own
    joined = dict(base)
    for key, value in own.items():
        if value is None and key in base:
            del joined[key]
        else:
            joined[key] = _laid_over(value, base[key]) if key in base else value
    return joined


def _is_number(value: dict[Any, Any]) -> bool:
    """True for {low, mode, high, unit, ...}: at least one of its words, and no others."""
    return bool(value) and all(key in NUMBER_KEYS for key in value) and not isinstance(value.get("from"), dict)


def _shifted(path: Path, by: int) -> Path:
    if len(path) > 1 and path[0] == "changes" and isinstance(path[1], int):
        return ("changes", path[1] + by, *path[2:])
    return path
