"""The intervals that a written brief holds, for numbers of a scenario that stand as `{from: claim}`. Judges nothing."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from multifront import contingency
from multifront.errors import UsageError

ENDS = ("_low", "_high")
BEST = ("", "_mid", "_rate")
"""Endings under which the ledger of a claim keeps an interval, and the value that belongs to it."""


def claim_numbers(path: Path) -> dict[str, contingency.ClaimNumber]:
    """Every interval in the JSON of a brief, by claim and name: `t11.expands_late`; `t8` alone where a claim has just one.

    Args:
        path: a brief.json.

    Raises:
        UsageError: there is no such file, or it is no brief.
    """
    traces = _traces(path)
    found: dict[str, contingency.ClaimNumber] = {}
    by_claim: dict[str, list[str]] = defaultdict(list)
    for trace_id in traces:
        name = trace_id.removesuffix(ENDS[0])
        low, high = (_value(traces, name + end) for end in ENDS)
        if name == trace_id or low is None or high is None or low > high:
            continue
        best = (_value(traces, name + end) for end in BEST)
        mode = next((value for value in best if value is not None), None)
        found[name] = contingency.ClaimNumber(low, mode, high, str(traces[trace_id].get("unit") or ""))
        by_claim[name.partition(".")[0]].append(name)
    return found | {claim: found[names[0]] for claim, names in by_claim.items() if len(names) == 1}


def _traces(path: Path) -> Mapping[str, Any]:
    try:
        brief = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UsageError(f"--claims {str(path)!r} cannot be read: {error}; give the brief.json of a brief") from error
    traces = brief.get("traces") if isinstance(brief, dict) else None
    if not isinstance(traces, dict):
        raise UsageError(f"--claims {str(path)!r} is no brief: it has no traces; give the brief.json of a brief")
    return traces


def _value(traces: Mapping[str, Any], name: str) -> float | None:
    """The number behind a trace; None where there is none, or it is not finite."""
    trace = traces.get(name)
    value = trace.get("value") if isinstance(trace, dict) else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
