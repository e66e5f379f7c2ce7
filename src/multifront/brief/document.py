"""The brief as JSON: the same bytes for the same brief. No markup and no file writing here."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from multifront.domain import HypothesisMatrix, Phrase, ScenarioReport, Trace, Verdict

if TYPE_CHECKING:
    from multifront.brief.content import Brief, Card

SCHEMA = "multifront.brief/2"


def render(brief: Brief) -> str:
    """The JSON text: keys sorted, floats in their shortest form, missing as null, infinite as "inf" or "-inf"."""
    content = {
        "schema": SCHEMA,
        "id": brief.id,
        "title": brief.title,
        "question": brief.question,
        "document": brief.document,
        "run": brief.run,
        "bottom_line": brief.bottom_line,
        "claims": [_claim(card) for card in brief.cards],
        "not_judged": brief.not_judged,
        "origins": {name: _origin(origin) for name, origin in brief.origins.items()},
        "warnings": brief.warnings,
        "limits": brief.limits,
        "timeline": brief.timeline,
        "hypotheses": _hypotheses(brief.hypotheses),
        "earlier": brief.earlier,
        "scenarios": [_scenario(report) for report in brief.scenarios],
        "methods": brief.methods,
        "traces": {name: trace_record(trace) for name, trace in brief.traces.items()},
    }
    return json.dumps(plain(content), sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def trace_record(trace: Trace) -> dict[str, Any]:
    """A trace as brief.json holds it: value, unit, how, rows, origins, seed, assumption."""
    record: dict[str, Any] = plain(
        {
            "value": trace.value,
            "unit": trace.unit,
            "how": trace.how,
            "rows": trace.selections,
            "origins": trace.origin_ids,
            "seed": trace.seed,
            "assumption": trace.assumption,
        }
    )
    return record


def plain(value: Any) -> Any:
    """Any value of the domain as JSON knows it."""
    if isinstance(value, Phrase):
        return {"text": value.text, "template": value.template, "figures": plain(value.figures)}
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if is_dataclass(value):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    return str(value)


def _number(value: float) -> float | str | None:
    """NaN is missing; infinity keeps its sign; minus zero is zero."""
    if math.isnan(value):
        return None
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return value + 0.0


def _claim(card: Card) -> dict[str, Any]:
    """A claim with its verdict; traces stand once, at the end of the document."""
    words = ("claim_id", "text", "speaker", "said_on", "quotation", "test", "against")
    return {**{name: getattr(card, name) for name in words}, **_verdict(card.verdict), "rests_on": card.rests_on}


def _verdict(verdict: Verdict) -> dict[str, Any]:
    """All of a verdict but its traces."""
    return {item.name: getattr(verdict, item.name) for item in fields(verdict) if item.name != "traces"}


def _hypotheses(matrix: HypothesisMatrix | None) -> dict[str, Any] | None:
    """The matrix without its traces, which stand with all others."""
    if matrix is None:
        return None
    return {item.name: getattr(matrix, item.name) for item in fields(matrix) if item.name != "traces"}


def _scenario(report: ScenarioReport) -> dict[str, Any]:
    """A scenario without its traces, which stand with all others."""
    return {item.name: getattr(report, item.name) for item in fields(report) if item.name != "traces"}


def _origin(origin: Any) -> dict[str, Any]:
    """An origin with its citation spelled out."""
    return {**{item.name: getattr(origin, item.name) for item in fields(origin)}, "citation": origin.citation}
