"""What the kind `listed` says of each part: sentences, lines, rows and a picture. Judges nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multifront.claims.kind import Finding
from multifront.claims.kinds.witness_lines import list_rows, report_part, tell_parts, timeline, with_contrary
from multifront.claims.ledger import phrase
from multifront.claims.witnesses import Testimony, basis_on
from multifront.domain import Evidence, Phrase

if TYPE_CHECKING:
    from multifront.claims.kinds.listed import ListedParameters, Looked, Outcome


def report_parts(finding: Finding, outcome: Outcome, parameters: ListedParameters, evidence: Evidence) -> None:
    """Every part, the rows, the picture and what a reader must know."""
    for one in outcome.parts:
        beside = "" if one.part.needed else "Beside the claim: "
        report_part(finding, (one.part.name, f"{beside}{one.part.title}"), (one.now, one.then), evidence)
        if one.part.missing:
            finding.reasons.append(phrase(f"{one.part.title} would be testable with: {one.part.missing}."))
        list_rows(finding, one.part.title, one.rows)
    list_rows(finding, "Rows listed against the claim", outcome.contrary)
    timeline(finding, [(one.part.title, one.rows) for one in outcome.parts], parameters.stated_on, evidence)
    if any(one.part.what == "statement" for one in outcome.parts):
        finding.caveats.append(phrase("A statement shows that something was said; it does not show that it is so."))
    said = [row for one in outcome.parts if one.part.what == "statement" for row in one.rows]
    if not all(_before_or_after(row, parameters) for row in said):
        finding.caveats.append(
            phrase(
                "Among what is only said are words of the very day of the judged statement, which may be that "
                "statement itself."
            )
        )
    finding.caveats.append(
        phrase("The list of rows is not complete; a part without a row is unknown, and never shown to be absent.")
    )


def headline(
    finding: Finding,
    heard: tuple[tuple[Looked, ...], tuple[Testimony, ...]],
    parameters: ListedParameters,
    evidence: Evidence,
) -> Phrase:
    """One sentence that stands alone: which parts rows show, what speaks against, why that may not carry the claim.

    Args:
        finding: whose ledger takes the counts.
        heard: every part, and the rows listed against the claim.
        parameters: of the claim.
        evidence: the store, for the selection of rows.
    """
    parts, contrary = heard
    needed = [one for one in parts if one.part.needed]
    rows = [row for one in needed for row in one.rows]
    basis = basis_on("claims.standings: count of parts by how they stand", rows, evidence)
    if parameters.no_base_rate:
        known = sum(one.now.word not in ("unknown", "denied") for one in needed)
        counts = {
            "known": finding.ledger.figure("count_known", known, basis, style="count"),
            "all": finding.ledger.figure("count_parts", len(needed), basis, style="count"),
        }
        told = phrase(
            f"Rows tell of {'all {known}' if known == len(needed) else '{known} of the {all}'} facts named, but "
            f"{parameters.no_base_rate}.",
            **{name: figure for name, figure in counts.items() if name == "known" or known < len(needed)},
        )
        return with_contrary(finding, told, contrary, evidence)
    said = [
        one.part.title
        for one in parts
        if one.part.what == "statement" and any(_before_or_after(row, parameters) for row in one.now.showing)
    ]
    told = tell_parts(finding, [(one.part.title, one.now, one.then) for one in needed], "acts", basis)
    told = with_contrary(finding, told, contrary, evidence)
    beside = f" On record, but only as said: {'; '.join(said)}." if said else ""
    return phrase(f"{told.template}{beside}", **told.figures)


def _before_or_after(row: Testimony, parameters: ListedParameters) -> bool:
    """Whether a row tells of another day than that of the judged statement."""
    return str(row.row.get("date_start") or "") != parameters.stated_on.isoformat()
