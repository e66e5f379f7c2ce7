"""What the kind `axis` says: sentences, the table of numbers, the caveats. Measures nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from multifront import alignment
from multifront.claims.kind import Finding
from multifront.claims.ledger import Basis, phrase
from multifront.domain import Phrase, TestLine

if TYPE_CHECKING:
    from multifront.claims.kinds.axis import AxisParameters, Outcome


def report_axis(finding: Finding, outcome: Outcome, parameters: AxisParameters, year: int, basis: Basis) -> None:
    """Enter every number of the tests, with the pairs at both ends and what leaving a member out does."""
    main, ledger = outcome.main, finding.ledger
    if not main.enough:
        groups = ledger.figure("groups", main.groups, basis, style="count")
        finding.reasons.append(phrase("Only {groups} groups match this one; too few to compare with.", groups=groups))
        return
    finding.test_lines.append(
        _line(finding, "excess", f"Closer inside than matched groups, votes of {year}", main, basis)
    )
    _pairs(finding, outcome, parameters, basis)
    _members(finding, main, parameters, basis)
    for number, (label, test) in enumerate(outcome.others):
        if test.enough:
            finding.test_lines.append(_line(finding, f"way{number}", f"The same {label}", test, basis))
    if outcome.change is not None and outcome.change.enough:
        said = f"Change of that excess since the votes of {parameters.since}"
        finding.test_lines.append(_line(finding, "change", said, outcome.change, basis))
    for number, (title, test) in enumerate(outcome.rivals):
        if test.enough:
            finding.test_lines.append(_line(finding, f"rival{number}", f"Beside it: {title}", test, basis))
    _beyond(finding, outcome, year, basis)
    _reach(finding, main, basis)
    so = ", so closeness of votes alone does not single these states out" if outcome.common else ""
    finding.caveats.append(
        phrase(
            "The p is that of a group named without a look at these votes. If partners were picked freely, {share} % "
            f"of all other states could be the core of a group at least this close{so}.",
            share=ledger.figure("seeds_as_close", main.seeds_as_close, basis, style="percent"),
        )
    )
    if outcome.change is not None:
        finding.caveats.append(
            phrase("A group picked because it is close now has mostly drawn closer: the change is no second witness.")
        )
    if outcome.untested:
        finding.caveats.append(phrase(f"Too few votes to test: {', '.join(outcome.untested)}."))
    finding.caveats.append(
        phrase("Votes are cheap and follow the agenda; they stand beside trade, arms and treaties, and replace none.")
    )


def _beyond(finding: Finding, outcome: Outcome, year: int, basis: Basis) -> None:
    """Whether a place on one common line explains the closeness; said also where it could not be tested."""
    beyond = outcome.beyond
    if beyond is None or not beyond.test.enough:
        finding.caveats.append(
            phrase(
                "It could not be tested whether the members' places on the main line of votes explain their closeness."
            )
        )
        return
    how = f"alignment.beyond_line(resolutions of {year}; then axis_test, matched on {beyond.matched})"
    selections = (beyond.selection,) if beyond.selection is not None else ()
    basis = replace(basis, how=how, selections=selections)
    label = f"Closer than their places on the main line explain, matched on {beyond.matched}"
    finding.test_lines.append(_line(finding, "beyond", label, beyond.test, basis))
    said = (
        "No closeness beyond the members' places on the main line of votes could be shown, so these may be all there is"
        if outcome.line_explains
        else "One common line does not explain the closeness; a second line, a region or a habit still may"
    )
    finding.caveats.append(phrase(f"{said}."))


def _line(finding: Finding, name: str, label: str, test: alignment.AxisTest, basis: Basis) -> TestLine:
    enter, basis = finding.ledger.figure, replace(basis, how=f"{basis.how}: {label}")
    least = not test.exact and test.p_value <= 2 / (test.groups + 1)
    note = phrase(
        f"{{low}} to {{high}}; p {{p}}{', the least that so many can show' if least else ''}; {{groups}} groups",
        low=enter(f"{name}_low", test.interval[0], basis, style="two"),
        high=enter(f"{name}_high", test.interval[1], basis, style="two"),
        p=enter(f"{name}_p", test.p_value, basis, style="p"),
        groups=enter(f"{name}_groups", test.groups, basis, style="count"),
    )
    return TestLine(label, enter(name, test.effect, basis, style="two"), "", note)


def _pairs(finding: Finding, outcome: Outcome, parameters: AxisParameters, basis: Basis) -> None:
    """The pairs that carry the group and those that break it."""
    called = dict(zip(parameters.members, parameters.names, strict=True))
    enter = finding.ledger.figure
    ends = [("closest", outcome.main.pairs[0]), ("farthest", outcome.main.pairs[-1])]
    figures = {
        f"{word}_share": enter(f"{word}_pair_share", pair.percentile, basis, style="percent") for word, pair in ends
    }
    one, two = (f"{called[pair.a]} and {called[pair.b]}" for _, pair in ends)
    finding.reasons.append(
        phrase(
            f"The closest pair is {one} (closer than {{closest_share}} % of all pairs), the farthest {two} (closer "
            "than {farthest_share} %).",
            **figures,
        )
    )


def _members(finding: Finding, main: alignment.AxisTest, parameters: AxisParameters, basis: Basis) -> None:
    called = dict(zip(parameters.members, parameters.names, strict=True))
    for left in main.without:
        p = finding.ledger.figure(f"without_{left.state.lower()}_p", left.p_without, basis, style="p")
        value = finding.ledger.figure(f"without_{left.state.lower()}", left.effect_without, basis, style="two")
        finding.test_lines.append(TestLine(f"The same without {called[left.state]}", value, "", phrase("p {p}", p=p)))


def _reach(finding: Finding, main: alignment.AxisTest, basis: Basis) -> None:
    enter = finding.ledger.figure
    least = enter("detectable", main.smallest_detectable_effect, basis, style="two")
    rate = enter("false_alarms", main.false_positive_rate, basis, style="percent")
    note = phrase("groups drawn at random pass in {rate} %", rate=rate)
    finding.test_lines.append(TestLine("Least excess seen four times in five", least, "", note))


def headline(finding: Finding, outcome: Outcome, parameters: AxisParameters, verdict: str) -> Phrase:
    """One sentence that stands alone."""
    names = f"{', '.join(parameters.names[:-1])} and {parameters.names[-1]}"
    main = outcome.main
    if not main.enough:
        return phrase(f"Too few groups match {names} to say whether they are close beyond chance.")
    basis = Basis("alignment.axis_test, as in the table of the test")
    enter = finding.ledger.figure
    excess = enter("headline_excess", main.effect, basis, style="two")
    if verdict in ("supported", "partly supported"):
        share = enter("headline_seeds", main.seeds_as_close, basis, style="percent")
        return phrase(
            f"{names} vote closer together than matched groups of states do (by {{excess}} on a scale to one), "
            f"{'but' if outcome.common else 'and only'} {{share}} % of all other states could be the "
            "core of one as close.",
            excess=excess,
            share=share,
        )
    p = enter("headline_p", main.p_value, basis, style="p")
    said = {
        "contradicted": f"{names} vote less close together than matched groups of states do",
        "not supported": f"{names} do not vote closer together than matched groups of states by an amount that matters",
        "cannot be tested": f"It cannot be told whether {names} vote closer together than matched groups of states do",
    }[verdict]
    return phrase(f"{said} (excess {{excess}}, p {{p}}).", excess=excess, p=p)
