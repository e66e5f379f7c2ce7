"""What differs between two briefs, from their JSON: verdicts, numbers, rows, assumptions, run. Reads no files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from multifront.errors import UsageError

Content = Mapping[str, Any]
SETTINGS = ("as_of", "seed", "draws", "vintage", "evidence_hash", "version")
"""Facts of the run that are compared; the command only repeats them."""
SHARED = ("row:", "origin:", "run.", "claim:", "brief.")
"""Traces that are compared elsewhere, or that count over all claims."""
DIGITS = 3
"""Two numbers that read the same to so many digits are the same; whole numbers are compared as they are."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that differs. `claim` is empty for the whole brief; `before` or `after` is None where it is lacking.

    `what` is one of run, claim, verdict, confidence, number, scenario, word, assumption, rows, hypotheses, sources.
    """

    claim: str
    what: str
    name: str
    before: Any
    after: Any
    unit: str = ""


def differences(before: Content, after: Content) -> list[Changed]:
    """All that differs between two briefs of one assessment, claim by claim.

    Numbers count as changed where they read differently to three digits, whole numbers where they differ at all; those
    that a scenario gave stand apart. Rows are compared by id, and by their number where ids were not kept.

    Args:
        before: the content of a `brief.json`.
        after: that of another one.

    Returns:
        Differences: the run first, then claims in the order of the later brief, then what belongs to all.

    Raises:
        UsageError: either is not the content of a brief.

    Assumes:
        That ids mean the same in both: a claim or number that was renamed counts as gone and new.

    References:
        None: a comparison of two records.

    Example:
        >>> empty = {"run": {}, "claims": [], "traces": {}, "hypotheses": None, "origins": {}}
        >>> differences(empty, {**empty, "run": {"seed": 1}})
        [Changed(claim='', what='run', name='seed', before=None, after=1, unit='')]
    """
    for content in (before, after):
        if lacking := [key for key in ("run", "claims", "traces", "origins") if key not in content]:
            raise UsageError(f"no content of a brief: {', '.join(lacking)} is missing; give a brief.json of multifront")
    parts = (_run, _claims, _scenarios, _hypotheses, _sources)
    return [changed for part in parts for changed in part(before, after)]


def _run(before: Content, after: Content) -> Iterator[Changed]:
    for name in SETTINGS:
        first, second = before["run"].get(name), after["run"].get(name)
        if first != second:
            yield Changed("", "run", name, first, second)


def _claims(before: Content, after: Content) -> Iterator[Changed]:
    old = {claim["claim_id"]: claim for claim in before["claims"]}
    new = {claim["claim_id"]: claim for claim in after["claims"]}
    for name in [*new, *(name for name in old if name not in new)]:
        if name not in old or name not in new:
            first, second = (one[name]["verdict"] if name in one else None for one in (old, new))
            yield Changed(name, "claim", "judged in one brief only", first, second)
            continue
        for field in ("verdict", "confidence"):
            if old[name][field] != new[name][field]:
                yield Changed(name, field, field, old[name][field], new[name][field])
        yield from _numbers(name, before["traces"], after["traces"])
        yield from _assumptions(name, old[name], new[name])
        yield from changed_rows(name, before["traces"], after["traces"])


def _of(claim: str, traces: Content) -> dict[str, Any]:
    return {name: trace for name, trace in traces.items() if name.startswith(f"{claim}.")}


def _numbers(claim: str, before: Content, after: Content) -> Iterator[Changed]:
    """Numbers and words of a claim that read differently, or that stand in one brief only."""
    old, new = _of(claim, before), _of(claim, after)
    for name in sorted({*old, *new}):
        first, second = (one[name]["value"] if name in one else None for one in (old, new))
        if not (_plain(first) and _plain(second)) or _same(first, second):
            continue
        trace = new.get(name) or old[name]
        kind = "scenario" if "contingency." in trace["how"] else "number"
        kind = "word" if any(isinstance(value, str) for value in (first, second)) else kind
        yield Changed(claim, kind, name, first, second, trace["unit"])


def _plain(value: Any) -> bool:
    """Neither a list nor a mapping: those belong to pictures and lists, which the numbers already tell."""
    return value is None or isinstance(value, bool | int | float | str)


def _same(first: Any, second: Any) -> bool:
    """Whether two values read the same; a number that is missing differs from every number."""
    if isinstance(first, float) and isinstance(second, int | float):
        return f"{first:.{DIGITS}g}" == f"{second:.{DIGITS}g}"
    if isinstance(second, float) and isinstance(first, int):
        return _same(second, first)
    return bool(first == second)


def _assumptions(claim: str, old: Content, new: Content) -> Iterator[Changed]:
    first, second = old.get("assumptions", []), new.get("assumptions", [])
    yield from (Changed(claim, "assumption", "assumption", one, None) for one in first if one not in second)
    yield from (Changed(claim, "assumption", "assumption", None, one) for one in second if one not in first)


def changed_rows(claim: str, before: Content, after: Content) -> Iterator[Changed]:
    """Rows that the numbers of a claim rest on in one brief only, by table; counts where ids were not kept.

    Args:
        claim: id of the claim.
        before: traces of a brief.
        after: traces of another one.
    """
    old, new = (_rows(_of(claim, traces).values()) for traces in (before, after))
    for table in sorted({*old, *new}):
        (first, counted), (second, recounted) = (one.get(table, (frozenset(), 0)) for one in (old, new))
        if added := sorted(second - first):
            yield Changed(claim, "rows", f"{table}: only in the later brief", None, added, "rows")
        if gone := sorted(first - second):
            yield Changed(claim, "rows", f"{table}: only in the earlier brief", gone, None, "rows")
        if not first | second and counted != recounted:
            yield Changed(claim, "rows", f"{table}: most rows behind one number", counted, recounted, "rows")


def _rows(traces: Any) -> dict[str, tuple[frozenset[str], int]]:
    """By table: ids of all rows, and the largest count of a selection without ids."""
    found: dict[str, tuple[frozenset[str], int]] = {}
    for selection in (one for trace in traces for one in trace["rows"]):
        ids, most = found.get(selection["table"], (frozenset(), 0))
        known = selection["row_ids"]
        most = most if known else max(most, selection["row_count"])
        found[selection["table"]] = (ids | frozenset(known), most)
    return found


def _scenarios(before: Content, after: Content) -> Iterator[Changed]:
    """What runs say and the numbers of scenarios; a number of a scenario is compared by its low, mode and high."""
    old, new = ({n: _worth(t) for n, t in _of("scenario", one["traces"]).items()} for one in (before, after))
    for name in sorted({*old, *new}):
        first, second = old.get(name), new.get(name)
        if _plain(first) and _plain(second) and not _same(first, second):
            trace = after["traces"].get(name) or before["traces"][name]
            yield Changed("", "scenario", name, first, second, trace["unit"])


def _worth(trace: Content) -> Any:
    """The value of a record; of a number of a scenario its range as text."""
    value = trace["value"]
    if isinstance(value, Mapping) and "mode" in value:
        return " to ".join(f"{value[end]:.{DIGITS}g}" for end in ("low", "mode", "high"))
    return value


def _hypotheses(before: Content, after: Content) -> Iterator[Changed]:
    """Ratings, scores and weights of the competing explanations."""
    old, new = (_of("hypotheses", content["traces"]) for content in (before, after))
    for name in sorted({*old, *new}):
        first, second = (one[name]["value"] if name in one else None for one in (old, new))
        if _plain(first) and _plain(second) and not _same(first, second):
            yield Changed("", "hypotheses", name, first, second)


def _sources(before: Content, after: Content) -> Iterator[Changed]:
    old, new = sorted(before["origins"]), sorted(after["origins"])
    if added := [name for name in new if name not in old]:
        yield Changed("", "sources", "only in the later brief", None, added)
    if gone := [name for name in old if name not in new]:
        yield Changed("", "sources", "only in the earlier brief", gone, None)


def counted(changed: Sequence[Changed]) -> str:
    """One line that says how much differs, by what differs; for none, that the briefs are the same."""
    if not changed:
        return "The briefs say the same: no verdict, number, row, assumption or source differs."
    kinds = dict.fromkeys(one.what for one in changed)
    parts = [f"{kind} {sum(one.what == kind for one in changed)}" for kind in kinds]
    return f"{len(changed)} differences: {', '.join(parts)}."
