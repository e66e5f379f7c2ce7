"""What a claim on a scenario rests on: its cited figures, its assumptions, whether all was public. Runs nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from multifront import contingency
from multifront.claims.kind import Context, Finding
from multifront.claims.ledger import Basis, phrase
from multifront.domain import Exhibit, Picture, Row, Selection

FEW_ASSUMPTIONS = 0.25
"""A model whose assumed share of numbers is above this never earns more than low confidence, and carries the mark."""

DRIVEN = "ranges and assumptions of the scenario file"
SHOWN = ("observation_id", "definition", "low", "best", "high", "unit", "period_label")


@dataclass(frozen=True, slots=True)
class Grounds:
    """The rows behind a scenario's cited numbers, and the share of its numbers that are assumed."""

    scenario: contingency.Scenario
    selection: Selection
    assumed_share: float
    seed: int

    @property
    def assumed(self) -> bool:
        """Whether assumptions rather than sources drive what comes of it."""
        return self.assumed_share > FEW_ASSUMPTIONS

    @property
    def steps_lost(self) -> int:
        """Steps of confidence that a scenario costs: one, two where assumptions drive it."""
        return 2 if self.assumed else 1

    def basis(self, how: str) -> Basis:
        """What a number that a run of the scenario gave rests on."""
        return Basis(how, (self.selection,), seed=self.seed, assumption=DRIVEN)

    def picture(self, trace_id: str, kind: str, title: str, parts: tuple[Any, Any, Any]) -> Picture:
        """A chart of the run, marked where assumptions drive it; `parts` are caption, columns and options."""
        caption, columns, options = parts
        return Picture(trace_id.replace(".", "-"), kind, title, caption, columns, options, trace_id, self.assumed)


def find_grounds(
    finding: Finding,
    scenario: contingency.Scenario,
    context: Context,
    *,
    acts: Callable[[str], bool] = lambda _: True,
    more: Sequence[str] = (),
) -> Grounds | None:
    """The grounds of a claim on a scenario, listed under it; None, with the refusal set, where they were not public.

    Args:
        finding: where rows, assumptions and a refusal go.
        scenario: whose numbers are looked at.
        context: the evidence at its cut.
        acts: whether a number of this name can act on what the claim asks; all do by default.
        more: ids of further observations that the claim needs.

    Raises:
        EvidenceError: without a cut, a source is not in the evidence.
    """
    numbers = [row for row in contingency.parameter_rows(scenario) if acts(str(row["parameter"]))]
    sources = sorted({source for name, source in scenario.sources if acts(name)})
    wanted = sorted({*sources, *more})
    missing = len(wanted) - len(context.evidence.present("observation", wanted))
    if missing and context.evidence.as_of is not None:
        _refuse(finding, missing, len(wanted))
        return None
    rows = context.evidence.rows("observation", sources)
    assumed = [row for row in numbers if row["assumption"]]
    if rows:
        finding.exhibits.append(
            Exhibit("Cited figures behind the scenario", "observation", SHOWN, tuple(rows), len(rows))
        )
    finding.assumptions += [f"{row['parameter']}: {row['assumption']}" for row in assumed]
    selection = _selection(scenario.name, rows, context)
    grounds = Grounds(scenario, selection, len(assumed) / max(1, len(numbers)), context.seed)
    finding.assumed = grounds.assumed
    return grounds


def _selection(name: str, rows: Sequence[Row], context: Context) -> Selection:
    origins = tuple(sorted({origin for row in rows for origin in row["origin_ids"]}))
    ids = tuple(row["observation_id"] for row in rows)
    return Selection("observation", f"sources of scenario {name}", ids, len(ids), origins, context.evidence.as_of, "")


def _refuse(finding: Finding, missing: int, total: int) -> None:
    basis = Basis("evidence.rows('observation', sources of the scenario)")
    finding.refusal = phrase(
        "{missing} of the {total} figures that the scenario rests on were not public by then, so that it cannot be run "
        "as of that day.",
        missing=finding.ledger.figure("sources_missing", missing, basis, style="count"),
        total=finding.ledger.figure("sources_total", total, basis, style="count"),
    )
