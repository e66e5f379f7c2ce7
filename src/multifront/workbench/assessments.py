"""Assessments checked, the kinds of claims, and the walk from a number of a brief back to its rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from multifront import claims
from multifront.brief import writing
from multifront.claims.parameter_words import words_of
from multifront.claims.plug_ins import known_kinds
from multifront.claims.skeleton import skeleton
from multifront.errors import UsageError, unknown_name


def check(name: str) -> str:
    """One line saying that an assessment file is fine; all its problems are raised at once otherwise."""
    assessment = claims.load(name)
    return f"{name}: fine; {len(assessment.claims)} claims, {len(assessment.not_judged)} not judged yet"


def kinds() -> list[dict[str, Any]]:
    """Every kind of claim, one row a parameter."""
    return [
        {
            "kind": kind.name,
            "parameter": words.path,
            "type": words.type,
            "needed": words.needed,
            "default": words.default,
            "meaning": words.meaning,
        }
        for kind in known_kinds().values()
        for words in words_of(kind.parameters)
    ]


def new(path: Path | None, wanted: list[str]) -> str:
    """A commented assessment with a claim of each kind, written to a new file, or given back where there is none.

    Raises:
        UsageError: an unknown kind, or a file of that name is there already; it is left as it is.
    """
    text = skeleton(wanted, str(path) if path is not None else "my-claims.yaml")
    if path is None:
        return text
    if path.exists():
        raise UsageError(f"{str(path)!r} is there already and was left as it is; next: choose another name")
    writing.write(path, text)
    return f"{path}: written; next: multifront claims check {path}"


def explain(brief: Path, trace_id: str) -> list[dict[str, Any]]:
    """The trace of a number in a written brief, one row a fact, down to row ids and origins.

    A number without rows of its own, such as a count of series or a threshold beside them, is followed by what the
    other numbers of its claim rest on.

    Raises:
        UsageError: no such brief, not a brief, or no such trace in it.
    """
    try:
        content = json.loads(brief.read_text(encoding="utf-8"))
        traces, origins = content["traces"], content["origins"]
    except FileNotFoundError:
        raise UsageError(f"no brief {str(brief)!r}; write one: multifront brief") from None
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise UsageError(
            f"{str(brief)!r} is not a brief.json of multifront ({error}); write one: multifront brief"
        ) from error
    if trace_id not in traces:
        raise UsageError(
            unknown_name(
                "trace", trace_id, sorted(traces), f"they are the data-trace ids in {brief.with_suffix('.html')}"
            )
        )
    trace = {"id": trace_id, **traces[trace_id]}
    if not trace.get("rows") and not trace.get("origins"):
        trace |= _whole_claim(trace_id, traces)
    return _facts(trace, origins)


def _whole_claim(trace_id: str, traces: dict[str, Any]) -> dict[str, Any]:
    """Rows and origins of all numbers of the claim to which a trace belongs, each once; nothing where it has none."""
    claim = trace_id.removeprefix("claim:").split(".", maxsplit=1)[0]
    own = [trace for name, trace in traces.items() if name.startswith(f"{claim}.")]
    rows = {
        (chosen["table"], chosen["query"], chosen["fingerprint"]): chosen
        for trace in own
        for chosen in trace.get("rows", [])
    }
    origins = sorted({name for trace in own for name in trace.get("origins", [])})
    if not rows and not origins:
        return {}
    return {
        "beside": f"no rows of its own; the numbers of {claim} rest on",
        "rows": [*rows.values()],
        "origins": origins,
    }


def _facts(trace: dict[str, Any], origins: Any) -> list[dict[str, Any]]:
    named = ("id", "value", "unit", "how", "seed", "assumption", "beside")
    rows = [{"what": key, "value": trace.get(key)} for key in named]
    for selection in trace.get("rows", []):
        rows.append({"what": "table", "value": selection["table"]})
        rows.append({"what": "query", "value": selection["query"]})
        rows.append({"what": "rows", "value": selection["row_count"]})
        rows.append({"what": "row ids", "value": selection["row_ids"]})
        rows.append({"what": "fingerprint", "value": selection["fingerprint"]})
    by_id = origins if isinstance(origins, dict) else {o["id"]: o for o in origins}
    rows += [
        {"what": "origin", "value": f"{i}: {by_id[i]['citation']}" if i in by_id else i}
        for i in trace.get("origins", [])
    ]
    return [r for r in rows if r["value"] not in (None, "", [])]
