"""What the kind `division` says: sentences, the table of numbers, the caveats. Measures nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multifront import alignment
from multifront.claims.kind import Finding
from multifront.claims.kinds.division_parts import DividedVotes, ShareChange
from multifront.claims.ledger import Basis, phrase
from multifront.domain import Phrase, TestLine

if TYPE_CHECKING:
    from multifront.claims.kinds.division import DivisionParameters, Outcome

READS = {"fell": "it fell by as much as would matter", "held": "it held", "rose": "it rose"}


def report_votes(finding: Finding, outcome: Outcome, parameters: DivisionParameters) -> None:
    """The level against chance, the departure from the trend, the same in other ways, what the test can see."""
    if outcome.votes is None or outcome.test is None:
        finding.reasons.append(phrase("No UN votes of these years were public by then."))
        return
    votes, test = outcome.votes, outcome.test
    basis = Basis(
        f"{votes.basis.how}; alignment.trend_departure(values, break_year={parameters.break_year}, "
        f"first_year={parameters.first_year})",
        votes.basis.selections,
        seed=votes.basis.seed,
    )
    _level(finding, votes)
    finding.caveats += [
        phrase(
            "How divided states are depends on what is put to the vote: a year with other subjects moves the measure "
            "without any state having moved. Only contested resolutions enter, so that a vote called by one state "
            "alone does not count as unity."
        ),
        phrase("Votes of 2020 to 2024 are missing from the evidence, and those of 2025 are of adopted texts only."),
        phrase("Votes are talk at little cost; they are no trade bloc and no alliance."),
    ]
    if not test.enough:
        finding.reasons.append(_too_few(finding, test, basis))
        return
    finding.test_lines.append(_departed(finding, "departure", "More divided than the earlier trend by", test, basis))
    for number, (label, other) in enumerate(outcome.others):
        if other.enough:
            finding.test_lines.append(_departed(finding, f"way{number}", f"The same {label}", other, basis))
    enter = finding.ledger.figure
    rate = enter("false_alarms", test.false_positive_rate, basis, style="percent")
    least = enter("detectable", test.smallest_detectable_effect, basis)
    note = phrase("false alarms on such series {rate} %", rate=rate)
    finding.test_lines.append(TestLine("Least departure seen four times in five", least, "", note))


def _level(finding: Finding, votes: DividedVotes) -> None:
    """The last year against shuffled votes, and its two largest parts."""
    enter, last = finding.ledger.figure, votes.last
    year = int(votes.years[-1])
    note = phrase(
        "{low} to {high}; shuffled votes {chance}, p {p}",
        low=enter("level_low", last.interval[0], votes.basis),
        high=enter("level_high", last.interval[1], votes.basis),
        chance=enter("level_chance", last.chance, votes.basis),
        p=enter("level_p", last.p_value, votes.basis, style="p"),
    )
    shown = enter("level", last.value, votes.basis)
    finding.test_lines.append(TestLine(f"Modularity of the votes of {year}", shown, "", note))
    finding.reasons.append(
        phrase(
            f"In {year} the two largest parts held {{first}} % and {{second}} % of the states that cast a vote on "
            "most of the resolutions.",
            first=enter("first_part", votes.first[-1], votes.basis, style="percent"),
            second=enter("second_part", votes.second[-1], votes.basis, style="percent"),
        )
    )


def _departed(finding: Finding, name: str, label: str, test: alignment.TrendDeparture, basis: Basis) -> TestLine:
    enter = finding.ledger.figure
    note = phrase(
        "{low} to {high}; p {p}",
        low=enter(f"{name}_low", test.interval[0], basis),
        high=enter(f"{name}_high", test.interval[1], basis),
        p=enter(f"{name}_p", test.p_value, basis, style="p"),
    )
    return TestLine(label, enter(name, test.effect, basis), "", note)


def _too_few(finding: Finding, test: alignment.TrendDeparture, basis: Basis) -> Phrase:
    enter = finding.ledger.figure
    return phrase(
        "Votes: too few years to say, {before} before the break and {after} since; the least would be {least_before} "
        "and {least_after}.",
        before=enter("years_before", test.n_before, basis, style="count"),
        after=enter("years_after", test.n_after, basis, style="count"),
        least_before=enter("needed_before", test.needed_before, basis, style="count"),
        least_after=enter("needed_after", test.needed_after, basis, style="count"),
    )


def report_shares(finding: Finding, shares: tuple[ShareChange, ...]) -> None:
    """Each share in its base year and its last, and what that says."""
    for found in shares:
        share, enter = found.share, finding.ledger.figure
        if found.says == "too few":
            finding.reasons.append(phrase(f"{share.title}: no later figure of the same definition was public by then."))
            continue
        base = found.values[found.years.tolist().index(share.base_year)]
        first = enter(f"{share.name}_base", base, found.basis, unit="%", style="one")
        last = enter(f"{share.name}_last", found.values[-1], found.basis, unit="%", style="one")
        change = enter(f"{share.name}_change", found.change, found.basis, unit="points", style="one")
        year = int(found.years[-1])
        finding.reasons.append(
            phrase(
                f"{share.title}: {{first}} % in {share.base_year}, {{last}} % in {year}; {READS[found.says]}"
                + (", but rests on weak copies." if found.weak else "."),
                first=first,
                last=last,
            )
        )
        label = f"{share.title}: {year} less {share.base_year}"
        finding.test_lines.append(TestLine(label, change, "points", phrase("cited figures, compared and not tested")))
    if any(found.says != "too few" for found in shares):
        finding.caveats.append(
            phrase(
                "Shares are a few cited figures, each of one definition: they are compared and not tested, and goods "
                "that pass through third countries are not in them."
            )
        )
