"""The specification curves of the kinds that compare votes, shares and scenarios, from results. Tests nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from multifront import alignment
from multifront.claims.components import Measured
from multifront.claims.kinds.scenario_lines import RULE_TITLES
from multifront.claims.ledger import Basis
from multifront.claims.shares import Change, MeasuredShare
from multifront.claims.specifications import Shows, Specification, SpecificationCurve, shows

if TYPE_CHECKING:
    from multifront.claims.kinds.scenario_difference import RuleResult

ALPHA = 0.05
OWN_INTERVAL = "the intervals of each test"


def components_curve(measured: Sequence[Measured], basis: Basis) -> SpecificationCurve:
    """Every series from every declared first year, in units of its own smallest effect of interest.

    Only so can series of different units stand on one axis; each alternative is held against the same series.

    Args:
        measured: the series with their tests.
        basis: of all of them.
    """
    found = []
    for item in measured:
        first_years = (item.component.first_year, *item.component.alternative_first_years)
        for year, test in zip(first_years, (item.test, *item.alternatives), strict=True):
            choices = (("Series", item.component.title), ("Trend from", str(year)))
            main = test is item.test
            found.append(_departure(test, choices, (item.sign, item.component.smallest_effect_of_interest), main=main))
    label = "departure toward closer, in smallest effects of interest"
    levels = ((0.0, "on trend"), (1.0, "smallest effect of interest"))
    return SpecificationCurve(label, levels, OWN_INTERVAL, tuple(found), basis)


def _departure(
    test: alignment.TrendDeparture, choices: tuple[tuple[str, str], ...], scale: tuple[float, float], *, main: bool
) -> Specification:
    """One departure from trend in the claim's direction; without enough years it shows nothing and never flips."""
    sign, unit = scale
    group = choices[0][1]
    if not test.enough:
        return Specification(choices, None, None, None, "nothing", main=main, group=group, declared=main)
    effect, low, high = (sign * value / unit for value in (test.effect, *test.interval))
    said = shows(effect, test.p_value, ALPHA)
    ends = min(low, high), max(low, high)
    return Specification(choices, effect, *ends, said, main=main, group=group, p_value=test.p_value)


def ways_curve(
    main: alignment.TrendDeparture, others: Sequence[tuple[str, alignment.TrendDeparture]], basis: Basis
) -> SpecificationCurve:
    """One series tested in other ways, such as from other first years.

    Args:
        main: the test that decides.
        others: label and test of each other way.
        basis: of the test that decides.
    """
    named = [("as the rule says", main), *others]
    found = tuple(_way(test, label, main=test is main) for label, test in named)
    return SpecificationCurve("departure from the earlier trend", ((0.0, "on trend"),), OWN_INTERVAL, found, basis)


def _way(test: alignment.TrendDeparture, label: str, *, main: bool) -> Specification:
    return replace(_departure(test, (("Way", label),), (1.0, 1.0), main=main), group="")


def axis_curve(
    main: alignment.AxisTest, others: Sequence[tuple[str, alignment.AxisTest]], basis: Basis
) -> SpecificationCurve:
    """The group by the test that decides, and by every other statistic, matching and year.

    Args:
        main: the test that decides.
        others: label and test of each other way.
        basis: of the test that decides.
    """
    found = []
    for label, test in (("as the rule says", main), *others):
        low, high = test.interval if test.enough else (None, None)
        effect = test.effect if test.enough else None
        said: Shows = shows(test.effect, test.p_value, ALPHA) if test.enough else "nothing"
        first = test is main
        found.append(
            Specification((("Way", label),), effect, low, high, said, main=first, declared=first or test.enough)
        )
    levels = ((0.0, "as close as others"),)
    return SpecificationCurve("closeness inside, beyond chance", levels, OWN_INTERVAL, tuple(found), basis)


SAYS: dict[str, Shows] = {"up": "for", "mutual": "for", "little": "for", "down": "against"}
"""What a share says, as a direction alone; `flat`, `unclear` and `missing` show nothing."""


def shares_curve(
    measured: Sequence[MeasuredShare], says: Sequence[str], smallest: float, basis: Basis
) -> SpecificationCurve:
    """Every share with its second readings, each held against the share that it reads again.

    Args:
        measured: the shares.
        says: the word of each.
        smallest: smallest effect of interest, in points.
        basis: of all of them.
    """
    titles = {item.component.name: item.component.title for item in measured}
    found = []
    for item, said in zip(measured, says, strict=True):
        again = item.component.check_of
        share = titles[again or item.component.name]
        choices = (("Share", share), ("Reading", item.component.title if again else "as counted"))
        found.append(replace(_change(item.change, choices, SAYS.get(said, "nothing")), main=not again, group=share))
    levels = ((0.0, "no change"), (smallest, "smallest effect of interest"))
    label = "change of the share, in points"
    return SpecificationCurve(label, levels, "the widest differences of any two figures", tuple(found), basis)


def _change(change: Change | None, choices: tuple[tuple[str, str], ...], said: Shows) -> Specification:
    """The change of a share; without figures on a side it shows nothing."""
    if change is None:
        return Specification(choices, None, None, None, said)
    return Specification(choices, change.best, change.low, change.high, said)


def rules_curve(
    results: Sequence[tuple[str, str, RuleResult, Shows]], wanted: float, basis: Basis
) -> SpecificationCurve:
    """Every rule by every horizon and both readings of running out; each is held against the same rule.

    Args:
        results: horizon and reading in words, the result, and what it shows; those of the declared reading up to the
            end of the runs are the main ones and come first for each rule.
        wanted: the share of worlds at risk in which help must matter.
        basis: of the runs.
    """
    found: list[Specification] = []
    mains: set[str] = set()
    for horizon, reading, result, said in results:
        title = RULE_TITLES[result.rule]
        choices = (("Rule", title), ("Days counted", horizon), ("Running out", reading))
        effect = 100.0 * result.helped[0] if result.bites else None
        low, high = (100.0 * share for share in result.interval)
        main = result.rule not in mains
        mains.add(result.rule)
        found.append(Specification(choices, effect, low, high, said, main=main, group=title))
    levels = ((100.0 * wanted, "share wanted"),)
    label = "worlds at risk in which help matters, per cent"
    return SpecificationCurve(label, levels, "what sampling and the end of the runs leave open", tuple(found), basis)
