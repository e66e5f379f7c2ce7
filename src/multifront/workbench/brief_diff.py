"""Two briefs, as files or folders, read and compared; rows to print. The comparison itself is in `brief.difference`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from multifront.brief.difference import counted, differences
from multifront.errors import UsageError

LONGEST = 90
"""A cell of a table is cut behind so many letters; JSON has all."""


def compare(before: Path, after: Path, *, whole: bool) -> tuple[list[dict[str, Any]], str]:
    """Rows of what differs, and the line that counts them.

    Args:
        before: a brief.json, or a folder that holds one.
        after: another one.
        whole: leave cells as they are, for JSON and CSV.

    Raises:
        UsageError: no such file, not a brief, or briefs of two assessments.
    """
    first, second = _read(before), _read(after)
    if first.get("id") != second.get("id"):
        raise UsageError(
            f"{str(before)!r} is a brief of {first.get('id')!r}, {str(after)!r} of {second.get('id')!r}; valid: two "
            "briefs of one assessment; next: name others"
        )
    found = differences(first, second)
    rows = [asdict(one) for one in found]
    return (rows if whole else [{k: _cell(v) for k, v in row.items()} for row in rows]), counted(found)


def _read(path: Path) -> dict[str, Any]:
    file = path / "brief.json" if path.is_dir() else path
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(
            f"no brief {str(file)!r}; valid: a brief.json or its folder; next: write one: multifront brief"
        ) from None
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{str(file)!r} is not a brief.json of multifront ({error}); next: write one: multifront brief"
        ) from error
    if not isinstance(content, dict):
        raise UsageError(f"{str(file)!r} is not a brief.json of multifront; next: write one: multifront brief")
    return content


def _cell(value: Any) -> Any:
    """A value short enough for a cell; a list says how long it is."""
    if isinstance(value, list):
        value = f"{len(value)}: {', '.join(map(str, value))}"
    if isinstance(value, float):
        return float(f"{value:.4g}")
    return f"{value[:LONGEST]}…" if isinstance(value, str) and len(value) > LONGEST else value
