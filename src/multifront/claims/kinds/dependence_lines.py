"""What the kind `dependence` says about each share, in sentences and in the table of numbers. Measures nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multifront.claims.kind import Finding
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.shares import Change, Level, MeasuredShare
from multifront.domain import Figure, Phrase, TestLine

if TYPE_CHECKING:
    from multifront.claims.kinds.dependence import DependenceParameters, Outcome

READS = {
    "up": "a rise that matters",
    "little": "a rise that is smaller than what would matter",
    "mutual": "a rise, but the gap between the two sides did not surely widen",
    "down": "a fall",
    "flat": "no change that would matter",
    "unclear": "the figures overlap too far to tell",
}
"""How what a share says reads in a sentence."""


def report_share(finding: Finding, item: MeasuredShare, said: str, names: tuple[str, str]) -> None:
    """One share: what it says in a sentence, and its numbers."""
    before, after = item.own_levels
    change = item.change
    if before is None or after is None or change is None:
        finding.reasons.append(_one_sided(finding.ledger, item))
    else:
        finding.reasons.append(_both_sides(finding.ledger, item, said, (before, after)))
        finding.test_lines.append(_change_line(finding.ledger, item, "own", f"{item.component.title}: change", change))
    finding.test_lines += _other_side(finding.ledger, item, names)
    finding.test_lines += _trend(finding.ledger, item)


def _both_sides(ledger: Ledger, item: MeasuredShare, said: str, levels: tuple[Level, Level]) -> Phrase:
    before, after = (
        _entered(ledger, item, name, level.best) for name, level in zip(("before", "after"), levels, strict=True)
    )
    weak = " Weak copies are among the figures." if item.weak else ""
    aside = " This is a second reading and is not counted." if item.component.check_of else ""
    return phrase(
        f"{item.component.title}: {{before}} % in {_span(item, 0)}, {{after}} % in {_span(item, 1)}; {READS[said]}."
        f"{weak}{aside}",
        before=before,
        after=after,
    )


def _one_sided(ledger: Ledger, item: MeasuredShare) -> Phrase:
    """A share that cannot be compared: what is known of it, and which side is missing."""
    known = [(place, level) for place, level in enumerate(item.own_levels) if level is not None]
    if not known:
        return phrase(f"{item.component.title}: no figure in either period, so nothing is compared.")
    place, level = known[0]
    figure = _entered(ledger, item, ("before", "after")[place], level.best)
    return phrase(
        f"{item.component.title}: {{known}} % in {_span(item, place)}, but no figure of the same definition in "
        f"{_span(item, 1 - place)}; other definitions are not chained to it.",
        known=figure,
    )


def _other_side(ledger: Ledger, item: MeasuredShare, names: tuple[str, str]) -> list[TestLine]:
    """The partner's own share, and the gap between the two sides, as far as they are known."""
    lines = []
    for word, level in zip(("before", "after"), item.partner_levels, strict=True):
        if level is not None:
            span = _span(item, 0 if word == "before" else 1)
            label = f"{item.component.title}: the same seen from {names[1]}, {span}"
            lines.append(TestLine(label, _entered(ledger, item, f"partner_{word}", level.best), "%"))
    if item.gap_change is not None:
        label = f"{item.component.title}: change of the gap between the two sides"
        lines.append(_change_line(ledger, item, "gap", label, item.gap_change))
    return lines


def _change_line(ledger: Ledger, item: MeasuredShare, what: str, label: str, change: Change) -> TestLine:
    low, best, high = (_entered(ledger, item, f"{what}_{end}", value) for end, value in _ends(change))
    return TestLine(label, best, "points", phrase("{low} to {high} over all figures", low=low, high=high))


def _ends(change: Change) -> tuple[tuple[str, float], ...]:
    return (("low", change.low), ("change", change.best), ("high", change.high))


def _trend(ledger: Ledger, item: MeasuredShare) -> list[TestLine]:
    """Departure from the line of the earlier years; shown, and no part of the verdict."""
    if item.trend is None:
        return []
    low, high = item.trend.interval
    note = phrase(
        "{low} to {high}, 95 % interval; shown, does not decide",
        low=_entered(ledger, item, "trend_low", low),
        high=_entered(ledger, item, "trend_high", high),
    )
    label = f"{item.component.title}: above the line of the years before {item.component.after.start.year}"
    return [TestLine(label, _entered(ledger, item, "trend", item.trend.effect), "points", note)]


def headline(finding: Finding, outcome: Outcome, parameters: DependenceParameters) -> Phrase:
    """One sentence that stands alone: of how many shares how many rose, and how many rows speak against."""
    says = [said for _, said in outcome.counted]
    compared = [said for said in says if said != "missing"]
    basis = Basis("claims.kinds.dependence: count of shares by what they say")
    enter = finding.ledger.figure
    counts = {
        "up": enter("count_up", compared.count("up"), basis, style="count"),
        "compared": enter("count_compared", len(compared), basis, style="count"),
        "all": enter("count_all", len(says), basis, style="count"),
        "least": enter("least_rise", parameters.smallest_effect_of_interest, Basis("the claim's own threshold")),
        "against": enter("count_against", outcome.contrary, basis, style="count"),
    }
    return phrase(
        f"{parameters.names[1]}'s weight for {parameters.names[0]}: of {{all}} shares {{compared}} have figures of one "
        "definition on both sides, and {up} of these rose by {least} points or more; {against} listed figures speak "
        "against the claim.",
        **counts,
    )


def _span(item: MeasuredShare, place: int) -> str:
    """The years, or for a short period the months, of one of the two periods."""
    period = (item.component.before, item.component.after)[place]
    first, last = period.start, period.end
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    return f"{first} to {last}"


def _entered(ledger: Ledger, item: MeasuredShare, what: str, value: float) -> Figure:
    return ledger.figure(f"{item.component.name}_{what}", value, item.basis, unit="%", style="one")
