"""What the kind `alignment_change` says about each series, in sentences and in a table. Measures nothing."""

from __future__ import annotations

import math
from dataclasses import replace

from multifront.claims.components import Measured
from multifront.claims.kind import Finding
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.domain import Figure, Phrase, TestLine

READS = {
    "closer": "it moved closer",
    "apart": "it moved apart",
    "on trend": "it stayed on its trend",
    "unclear": "its scatter is too wide to tell",
}
"""How what a component says reads in a sentence."""


def report_component(finding: Finding, item: Measured, says: str) -> None:
    """One series: what it says in a sentence, and the numbers of its test."""
    if not item.test.enough:
        finding.reasons.append(_too_few(finding.ledger, item))
        return
    enter, name, title, basis = finding.ledger.figure, item.component.name, item.component.title, item.basis
    low, high = (entered(finding.ledger, item, f"low{i}", bound) for i, bound in enumerate(item.interval))
    p = enter(f"{name}_p", item.test.p_value, basis, style="p")
    size = entered(finding.ledger, item, "size", abs(item.effect))
    side = "closer than" if item.effect >= 0 else "further apart than"
    finding.reasons.append(
        phrase(
            f"{title}: {{size}} {unit_of(item)} {side} its earlier trend (closer by {{low}} to {{high}}, p {{p}}); "
            f"{READS[says]}.",
            size=size,
            low=low,
            high=high,
            p=p,
        )
    )
    effect = entered(finding.ledger, item, "effect", item.effect)
    note = phrase("closer by {low} to {high}; p {p}", low=low, high=high, p=p)
    finding.test_lines.append(TestLine(f"{title}: closer than its trend by", effect, unit_of(item), note))
    finding.test_lines += [*_slope(finding.ledger, item), _reach(finding.ledger, item), *_others(finding.ledger, item)]


def _too_few(ledger: Ledger, item: Measured) -> Phrase:
    name, basis = item.component.name, item.basis
    counts = {
        "before": ledger.figure(f"{name}_years_before", item.test.n_before, basis, style="count"),
        "after": ledger.figure(f"{name}_years_after", item.test.n_after, basis, style="count"),
        "least_before": ledger.figure(f"{name}_needed_before", item.test.needed_before, basis, style="count"),
        "least_after": ledger.figure(f"{name}_needed_after", item.test.needed_after, basis, style="count"),
    }
    return phrase(
        f"{item.component.title}: too few years to say, {{before}} before the break and {{after}} "
        f"since; the least would "
        "be {least_before} and {least_after}.",
        **counts,
    )


def _slope(ledger: Ledger, item: Measured) -> list[TestLine]:
    """The change of slope, where there are years enough to speak of one."""
    slope, name = item.test.slope, item.component.name
    if not math.isfinite(slope.effect):
        return []
    shown = entered(ledger, item, "slope", item.sign * slope.effect)
    note = phrase("p {p}", p=ledger.figure(f"{name}_slope_p", slope.p_value, item.basis, style="p"))
    return [TestLine(f"{item.component.title}: closer each year than its slope by", shown, unit_of(item), note)]


def _reach(ledger: Ledger, item: Measured) -> TestLine:
    """What the test could have seen, and how often it cries wolf on such a series."""
    shown = entered(ledger, item, "detectable", item.test.smallest_detectable_effect)
    rate = ledger.figure(f"{item.component.name}_alarms", item.test.false_positive_rate, item.basis, style="percent")
    note = phrase("false alarms on such series {rate} %", rate=rate)
    return TestLine(f"{item.component.title}: least departure seen four times in five", shown, unit_of(item), note)


def _others(ledger: Ledger, item: Measured) -> list[TestLine]:
    """The same test with the trend begun in other declared years."""
    lines = []
    for first, other in zip(item.component.alternative_first_years, item.alternatives, strict=True):
        if other.enough:
            own = Basis(item.basis.how + f", first_year={first}", item.basis.selections, seed=item.basis.seed)
            p = ledger.figure(f"{item.component.name}_from_{first}_p", other.p_value, own, style="p")
            shown = entered(ledger, item, f"from_{first}", item.sign * other.effect)
            label = f"{item.component.title}: with the trend begun in {first}, closer by"
            lines.append(TestLine(label, shown, unit_of(item), phrase("p {p}", p=p)))
    return lines


def unit_of(item: Measured) -> str:
    """The unit that readers see: per cent where the test ran on logarithms."""
    return "%" if item.component.log else item.component.unit


def entered(ledger: Ledger, item: Measured, what: str, value: float, more: str = "") -> Figure:
    """An effect in the unit that readers see: per cent where the test ran on logarithms.

    Args:
        ledger: of the claim.
        item: the series.
        what: short name of the number, unique for the series.
        value: the effect as the test gives it.
        more: how the number follows from the test, where it is not its own.

    Returns:
        The figure, entered with what the series rests on.

    Raises:
        UsageError: the name is already taken by another value.
    """
    basis = replace(item.basis, how=f"{item.basis.how}; {more}") if more else item.basis
    name = f"{item.component.name}_{what}"
    if item.component.log:
        return ledger.figure(name, math.expm1(value), basis, style="percent")
    return ledger.figure(name, value, basis, unit=item.component.unit, style="two")
