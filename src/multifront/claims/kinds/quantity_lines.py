"""What the kind `quantity` says: sentences, one line an estimate, the rows, and the picture. Judges nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multifront.claims.kind import Finding
from multifront.claims.kinds.witness_lines import list_rows
from multifront.claims.ledger import Basis, phrase, show
from multifront.claims.witnesses import basis_on
from multifront.domain import Evidence, Figure, Phrase, Picture, TestLine

if TYPE_CHECKING:
    from multifront.claims.kinds.quantity import Compared, Outcome, QuantityParameters, Tally

READS = {
    "overlaps": "overlaps the claimed range",
    "outside": "lies outside the claimed range",
    "allows": "a bound that allows the range and bears nothing out",
    "aside": "about another period or other goods; decides nothing",
}
"""How what an estimate says reads in a table."""

GROUPS = {"estimate": "estimate", "upper": "upper bound", "lower": "lower bound"}


def report_estimates(finding: Finding, outcome: Outcome, parameters: QuantityParameters, evidence: Evidence) -> None:
    """The claimed range, every estimate beside it, the tallies, the rows, the picture."""
    if not outcome.compared:
        finding.refusal = phrase(f"No published estimate of {parameters.quantity} was public by then.")
        return
    for place, one in enumerate(outcome.compared, start=1):
        finding.test_lines.append(_line(finding, f"estimate_{place}", one, parameters, evidence))
    for word, which in (("now", outcome.now), ("then", outcome.then)):
        finding.reasons.append(_tally(finding, (word, which), outcome, evidence))
    finding.reasons += _what_rests(outcome)
    list_rows(finding, "Published figures", [one.heard for one in outcome.compared])
    list_rows(finding, "Rows listed against the claim", outcome.contrary)
    finding.pictures.append(_picture(finding, outcome, parameters, evidence))
    finding.caveats.append(
        phrase("Estimates of different definitions are set side by side and never merged into one figure.")
    )


def _line(finding: Finding, name: str, one: Compared, parameters: QuantityParameters, evidence: Evidence) -> TestLine:
    how = f"figure of {one.estimate.row!r}"
    how += f" times {one.estimate.scale:g}, from {one.heard.row['unit']}" if one.estimate.scale != 1.0 else ""
    basis, enter = basis_on(how, [one.heard], evidence), finding.ledger.figure
    shown = enter(name, one.best, basis, unit=parameters.unit, style=_style(one.best))
    figures: dict[str, Figure] = {}
    if one.high > one.low:
        figures = {"low": enter(f"{name}_low", one.low, basis), "high": enter(f"{name}_high", one.high, basis)}
    figures["day"] = enter(f"{name}_day", one.heard.public_from.isoformat(), basis, style="text")
    span = "{low} to {high}; " if one.high > one.low else ""
    firm = "" if one.heard.firm else "weak or in conflict with another row, not counted; "
    kind = "" if one.estimate.bound == "estimate" else f"{GROUPS[one.estimate.bound]}; "
    note = phrase(f"{span}{kind}{firm}{READS[one.says]}; public from {{day}}", **figures)
    return TestLine(one.estimate.title, shown, parameters.unit, note)


def _style(value: float) -> str:
    """Whole numbers as they are printed, others with three digits."""
    return "count" if value == int(value) else "auto"


def _tally(finding: Finding, which: tuple[str, Tally], outcome: Outcome, evidence: Evidence) -> Phrase:
    word, counts = which
    basis = basis_on("firm rows counted by first speaker", [one.heard for one in outcome.compared], evidence)
    over = finding.ledger.figure(f"overlapping_{word}", counts.overlapping, basis, style="count")
    out = finding.ledger.figure(f"outside_{word}", counts.outside, basis, style="count")
    alone = " by weak rows alone" if counts.verdict == "partly supported" and not counts.overlapping else ""
    start = "By all that is public" if word == "now" else "By what was public on the day of the statement"
    return phrase(
        f"{start}, independent first speakers with firm estimates number {{over}} inside the range and {{out}} outside "
        f"it: {counts.verdict}{alone}.",
        over=over,
        out=out,
    )


def _what_rests(outcome: Outcome) -> list[Phrase]:
    """Why figures that a reader sees do not count."""
    found = []
    if any(one.says == "allows" for one in outcome.compared):
        found.append(
            phrase("An upper bound, such as what containers could hold, says what was possible, not what was supplied.")
        )
    if any(one.says == "aside" for one in outcome.compared):
        found.append(phrase("Figures of another period are shown beside the claim and are not stretched to its own."))
    if any(not one.heard.firm and one.says != "aside" for one in outcome.compared):
        found.append(phrase("Weak rows, and rows that conflict with others, are listed and not counted."))
    return found


def _picture(finding: Finding, outcome: Outcome, parameters: QuantityParameters, evidence: Evidence) -> Picture:
    """The claimed range on top, each estimate below it; colours tell estimates from bounds and from other periods."""
    rows: list[tuple[str, float | None, float | None, float | None, str]] = []
    rows.append(("the claim", parameters.low, None, parameters.high, "claimed"))
    for one in outcome.compared:
        group = GROUPS[one.estimate.bound] + (", other period or goods" if one.says == "aside" else "")
        ends = (one.low, one.high) if one.high > one.low else (None, None)
        rows.append((one.estimate.title, ends[0], one.best, ends[1], group))
    columns = dict(zip(("label", "low", "mid", "high", "group"), map(tuple, zip(*rows, strict=True)), strict=True))
    basis = basis_on("each figure in the unit of the claim", [one.heard for one in outcome.compared], evidence)
    trace_id = finding.ledger.picture("picture_quantity", columns, basis)
    whole = all(value is None or value == int(value) for row in rows for value in row[1:4])
    options = {"x_label": parameters.quantity, "unit": parameters.unit, "zero": True, "decimals": 0 if whole else 1}
    caption = phrase("Points are single figures as printed; a line is a range. Bounds support nothing.")
    title = "The claimed range and published figures"
    return Picture(trace_id.replace(".", "-"), "ranges", title, caption, columns, options, trace_id)


def headline(finding: Finding, outcome: Outcome, parameters: QuantityParameters) -> Phrase:
    """One sentence that stands alone: the range, and how many independent estimates fall in it and outside."""
    declared, enter = Basis("the claimed range, from the file"), finding.ledger.figure
    claimed = {"low": parameters.low, "high": parameters.high}
    ends = {end: enter(f"claimed_{end}", value, declared, style=_style(value)) for end, value in claimed.items()}
    now = outcome.now
    what = (
        f"{parameters.quantity[:1].upper()}{parameters.quantity[1:]}, claimed at {{low}} to {{high}} {parameters.unit}"
    )
    if not now.overlapping and not now.outside:
        reason = "weak figures alone overlap it" if now.weak_overlap else "no firm estimate of the claim's own period"
        reason = reason if now.weak_overlap else f"{reason} is public, only bounds and figures of other periods"
        return phrase(f"{what}: {reason}.", **ends)
    claim = finding.ledger.claim_id
    over = Figure(f"{claim}.overlapping_now", show(now.overlapping, "count"))
    out = Figure(f"{claim}.outside_now", show(now.outside, "count"))
    puts = "puts" if now.overlapping == 1 else "put"
    against = ", but rows are listed against it" if now.contrary else ""
    return phrase(
        f"{what}: of the independent first speakers with firm estimates {{over}} {puts} it inside that range and "
        f"{{out}} outside{against}.",
        over=over,
        out=out,
        **ends,
    )
