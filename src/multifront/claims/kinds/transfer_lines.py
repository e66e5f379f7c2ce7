"""What the kind `transfer` says of each flow: sentences, lines, rows and a picture. Judges nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multifront.claims.kind import Finding
from multifront.claims.kinds.witness_lines import list_rows, report_part, tell_parts, timeline, with_contrary
from multifront.claims.ledger import phrase
from multifront.claims.witnesses import Testimony, basis_on
from multifront.domain import Evidence, Phrase

if TYPE_CHECKING:
    from multifront.claims.kinds.transfer import Heard, Outcome, TransferParameters


def report_flows(finding: Finding, outcome: Outcome, parameters: TransferParameters, evidence: Evidence) -> None:
    """Every flow, the counts of the headline, the rows, the picture and what a reader must know."""
    for one in outcome.flows:
        title = f"{one.flow.title} (indirect supply counts)" if one.flow.indirect else one.flow.title
        report_part(finding, (one.flow.name, title), (one.now, one.then), evidence)
        if one.flow.missing and one.now.word == "unknown":
            finding.reasons.append(phrase(f"{one.flow.title} would become testable with: {one.flow.missing}."))
        list_rows(finding, one.flow.title, one.rows)
    list_rows(finding, "Rows listed against the claim", outcome.contrary)
    lines = [(one.flow.title, one.now.showing) for one in outcome.flows]
    lines += [(f"{one.flow.title}: ordered only", one.ordered) for one in outcome.flows if one.ordered]
    timeline(finding, lines, parameters.stated_on, evidence)
    finding.caveats.append(
        phrase("Rows are reports of officials and the press; who delivers in secret leaves fewer of them.")
    )


def headline(finding: Finding, flows: tuple[Heard, ...], contrary: tuple[Testimony, ...], evidence: Evidence) -> Phrase:
    """One sentence that stands alone: how the flows stand, by name, and whether rows are listed against the claim."""
    rows = [row for one in flows for row in one.rows]
    basis = basis_on("claims.standings: count of flows by how they stand", rows, evidence)
    parts = [(one.flow.title, one.now, one.then) for one in flows]
    return with_contrary(finding, tell_parts(finding, parts, "supplies", basis), contrary, evidence)
