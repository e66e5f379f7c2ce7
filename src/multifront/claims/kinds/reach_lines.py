"""What the kind `reach` says: sentences and the table of numbers. Measures nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multifront.claims.kind import Finding
from multifront.claims.ledger import Basis, phrase
from multifront.domain import Figure, Phrase, TestLine

if TYPE_CHECKING:
    from multifront.claims.kinds.reach import Outcome, Part, ReachParameters


def report_reach(finding: Finding, outcome: Outcome, parameters: ReachParameters, bases: tuple[Basis, Basis]) -> None:
    """Enter the two shares and every region, with the range over ways of counting."""
    names = [name[:1].upper() + name[1:] for name in parameters.names]
    for word, name, part, basis in (
        ("now", names[0], outcome.now, bases[0]),
        ("peak", names[1], outcome.peak, bases[1]),
    ):
        when = "the last year of the data" if word == "now" else "its best year by the share of states"
        finding.reasons.append(
            phrase(
                f"{name}: first partner of {{count}} of {{counted}} states in {part.year}, {when}.",
                count=finding.ledger.figure(f"{word}_count", part.count, basis, style="count"),
                counted=finding.ledger.figure(f"{word}_counted", part.counted, basis, style="count"),
            )
        )
        finding.test_lines.append(_line(finding, word, f"{name}: share of states, {part.year}", part, basis))
    _regions(finding, outcome, parameters, bases[0])
    finding.caveats.append(
        phrase(
            f"The data end in {outcome.now.year}; the claim speaks of {parameters.year}, and nothing here says what "
            "came between."
            if outcome.now.year < parameters.year
            else "First partner is a rank: it says nothing of how much is traded."
        )
    )


def _regions(finding: Finding, outcome: Outcome, parameters: ReachParameters, basis: Basis) -> None:
    """How many regions are reached, which are not, and the share of each."""
    enter, threshold = finding.ledger.figure, 100.0 * parameters.smallest_share_of_area
    below = [area.title for area, part in outcome.areas if part.low < threshold]
    tail = f"; not in {', '.join(below)}" if below else ""
    unknown = f"; no count for {', '.join(outcome.missing)}" if outcome.missing else ""
    own, other = parameters.names
    finding.reasons.append(
        phrase(
            f"{own} was first for at least {{threshold}} % of the states, by every way of counting, in {{reached}} of "
            f"{{regions}} regions{tail}{unknown}; {other} was so in {{theirs}} at its peak.",
            threshold=enter("region_threshold", threshold, Basis("the claim's own threshold"), unit="%", style="count"),
            reached=enter("regions_reached", outcome.reached, basis, style="count"),
            regions=enter("regions", len(parameters.areas), basis, style="count"),
            theirs=enter("regions_reached_by_other", outcome.other_reached, basis, style="count"),
        )
    )
    for area, part in outcome.areas:
        label = f"{parameters.names[0]}: share of states in {area.title}, {part.year}"
        finding.test_lines.append(_line(finding, f"area_{area.area}", label, part, basis))


def _line(finding: Finding, name: str, label: str, part: Part, basis: Basis) -> TestLine:
    note = phrase(
        "{low} to {high} over trade both ways, imports and exports",
        low=_share(finding, f"{name}_low", part.low, basis),
        high=_share(finding, f"{name}_high", part.high, basis),
    )
    return TestLine(label, _share(finding, f"{name}_share", part.best, basis), "%", note)


def _share(finding: Finding, name: str, value: float, basis: Basis) -> Figure:
    return finding.ledger.figure(name, value, basis, unit="%", style="percentage")


def headline(finding: Finding, outcome: Outcome, parameters: ReachParameters) -> Phrase:
    """One sentence that stands alone: both shares with their years, and how many regions are reached."""
    basis = Basis("claims.kinds.reach, as in the table of the test")
    now, peak = outcome.now, outcome.peak
    return phrase(
        f"In {now.year}, where the data end, {parameters.names[0]} was the first trade partner of {{now}} % of states; "
        f"{parameters.names[1]} was that of {{peak}} % at its peak ({peak.year}). {parameters.names[0]} was "
        f"first for {{threshold}} % of states or more in {{reached}} of {{regions}} regions.",
        threshold=finding.ledger.figure(
            "headline_threshold",
            100.0 * parameters.smallest_share_of_area,
            Basis("the claim's own threshold"),
            unit="%",
            style="count",
        ),
        now=_share(finding, "headline_now", now.best, basis),
        peak=_share(finding, "headline_peak", peak.best, basis),
        reached=finding.ledger.figure("headline_reached", outcome.reached, basis, style="count"),
        regions=finding.ledger.figure("headline_regions", len(parameters.areas), basis, style="count"),
    )
