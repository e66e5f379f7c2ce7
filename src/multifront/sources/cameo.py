"""CAMEO codes as facts: PLOVER type, mode, context, label, act or statement; as a DuckDB relation. No feed's layout.

`cameo_plover.csv` is the conversion table of the PLOVER manual 0.8 (Schrodt, 17 September 2021), one line a code, with
the labels of the CAMEO manual. PLOVER codes no comment and no appeal, so 01 and 02 are NONE. `occurred` is ours: roots
01, 02, 03 and 10 to 13 are what somebody said (statement), the others what somebody did (happened).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from multifront.sources.relations import literal


@dataclass(frozen=True, slots=True)
class Act:
    """One CAMEO code and what it is in PLOVER."""

    code: str
    plover: str
    mode: str
    context: str
    occurred: str
    label: str


@cache
def acts() -> tuple[Act, ...]:
    """All codes, roots included, in order."""
    text = files("multifront.sources").joinpath("cameo_plover.csv").read_text(encoding="utf-8")
    return tuple(
        Act(row["code"], row["plover"], row["mode"], row["context"], row["occurred"], row["label"])
        for row in csv.DictReader(text.splitlines())
    )


def relation(key: str = "code") -> str:
    """The codes as an SQL relation: code, plover, occurred, label, subtype (`cameo:<code>`), label_key (lower case).

    Args:
        key: 'code' for one row a code, 'label' for one row a label; where a root and its first child share the label
            but for capitals, the child stands.
    """
    chosen = {getattr(act, key).lower(): act for act in sorted(acts(), key=lambda act: (len(act.code), act.code))}
    rows = ", ".join(
        f"({', '.join(map(literal, (act.code, act.plover, act.occurred, act.label, act.label.lower())))})"
        for act in chosen.values()
    )
    return (
        f"(SELECT *, 'cameo:' || code AS subtype FROM (VALUES {rows}) AS t(code, plover, occurred, label, label_key))"
    )
