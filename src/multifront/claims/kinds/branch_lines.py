"""What the kind `branch` says: outcomes by branch in a table, a sentence and a chart. Runs and judges nothing."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from multifront import contingency
from multifront.claims.kind import Finding
from multifront.claims.kinds.whole_charts import NESTED, nested_ranges
from multifront.claims.ledger import Basis, phrase
from multifront.claims.whole_measures import UNITS, ends_with_horizon, title_of
from multifront.contingency.branches import BRANCHES
from multifront.domain import Figure, Phrase, TestLine

if TYPE_CHECKING:
    from multifront.claims.kinds.branch import BranchParameters, Conditional, Outcome


def report_branches(finding: Finding, outcome: Outcome, parameters: BranchParameters) -> Phrase:
    """Enter every outcome by branch and draw it; returns the sentence that stands alone."""
    for found in outcome.conditional.values():
        if found.has_path:
            _lines(finding, outcome, parameters, found)
            _picture(finding, outcome, parameters, found)
        else:
            finding.reasons.append(
                phrase(
                    f"No path from the branch of the war to the {_title(outcome, found.name)}: it is alike in all "
                    "branches in every world, because nothing in the scenario leads there, not because it was found so."
                )
            )
    finding.caveats += [
        phrase(
            "A branch moves only what the partner can give; whether others act, join or turn away because of it is not "
            "in the model."
        ),
        phrase(
            "What each branch does to output, use and willingness is an assumption; no branch is given a probability."
        ),
        phrase(contingency.NOT_MODELLED),
    ]
    return _headline(finding, outcome, parameters)


def _title(outcome: Outcome, name: str) -> str:
    """How an outcome reads in this scenario."""
    return title_of(name, list(outcome.grounds.scenario.sides))


def _how(outcome: Outcome, parameters: BranchParameters, more: str) -> str:
    given = f"{parameters.scenario!r}, draws={outcome.draws}, days={parameters.horizon_days}"
    return f"contingency.simulate_whole({given}, one branch fixed, rule {parameters.rule}); {more}"


def _means(finding: Finding, outcome: Outcome, parameters: BranchParameters, found: Conditional) -> dict[str, Figure]:
    """The mean of an outcome in every branch, each entered once."""
    entered = {}
    for branch in BRANCHES:
        basis = outcome.grounds.basis(_how(outcome, parameters, f"mean {found.name} in branch {branch}"))
        mean = found.mean(branch)[0]
        entered[branch] = finding.ledger.figure(
            f"{found.name}_{branch}", mean, basis, unit=UNITS[found.name], style="one"
        )
    return entered


def _lines(finding: Finding, outcome: Outcome, parameters: BranchParameters, found: Conditional) -> None:
    """Means by branch, and the largest difference between two branches in the same worlds."""
    for branch, figure in _means(finding, outcome, parameters, found).items():
        basis = outcome.grounds.basis(_how(outcome, parameters, f"mean {found.name} in branch {branch}"))
        low, high = (
            finding.ledger.figure(f"{found.name}_{branch}_{end}", value, basis, style="one")
            for end, value in zip(("low", "high"), found.mean(branch)[1:], strict=True)
        )
        note = phrase("sampling interval {low} to {high}", low=low, high=high)
        if found.name == "margin":
            note = _who_lasts_longer(finding, outcome, (branch, basis), note)
        within = f" within {parameters.horizon_days} days" if ends_with_horizon(found.name) else ""
        title = f"{parameters.title(branch)}: {_title(outcome, found.name)}{within}, mean"
        finding.test_lines.append(TestLine(title, figure, UNITS[found.name], note))
    _difference(finding, outcome, parameters, found)


def _who_lasts_longer(finding: Finding, outcome: Outcome, of: tuple[str, Basis], note: Phrase) -> Phrase:
    """The mean of a margin in words that know its sign, after the note on its interval."""
    branch, basis = of
    mean = outcome.conditional["margin"].mean(branch)[0]
    first, second, *_ = (side.capitalize() for side in outcome.grounds.scenario.sides)
    longer = finding.ledger.figure(f"margin_{branch}_longer", abs(mean), basis, unit="days", style="one")
    said = f"{note.template}; {first if mean < 0 else second} lasts {{longer}} days longer"
    return phrase(said, **note.figures, longer=longer)


def _difference(finding: Finding, outcome: Outcome, parameters: BranchParameters, found: Conditional) -> None:
    """The asserted difference between two branches in the same worlds, else the declared one, else the largest."""
    asserted = parameters.asserts
    if asserted is not None and asserted.outcome == found.name:
        pair = (asserted.more_in, asserted.than_in)
    elif parameters.contrast is not None:
        pair = parameters.contrast
    else:
        pair = max(permutations(BRANCHES, 2), key=lambda two: found.more(*two)[0])
    basis = outcome.grounds.basis(_how(outcome, parameters, f"{pair[0]} less {pair[1]}, same draws"))
    name = "more" if asserted is not None and asserted.outcome == found.name else f"{found.name}_between"
    more, low, high = (
        finding.ledger.figure(f"{name}{end}", value, basis, unit=UNITS[found.name], style="two")
        for end, value in zip(("", "_low", "_high"), found.more(*pair), strict=True)
    )
    note = phrase("in the same worlds; sampling interval {low} to {high}", low=low, high=high)
    label = f"{parameters.title(pair[0])} less {parameters.title(pair[1])}: {_title(outcome, found.name)}"
    finding.test_lines.append(TestLine(label, more, UNITS[found.name], note))


def _picture(finding: Finding, outcome: Outcome, parameters: BranchParameters, found: Conditional) -> None:
    """The spread of an outcome in each branch as nested ranges."""
    cut = ends_with_horizon(found.name) and found.name != "margin"
    last = parameters.horizon_days if cut else None
    columns = nested_ranges(((parameters.title(branch), found.values[branch]) for branch in BRANCHES), last)
    basis = outcome.grounds.basis(_how(outcome, parameters, f"quantiles of {found.name} over draws, by branch"))
    trace_id = finding.ledger.picture(f"picture_{found.name}", columns, basis)
    caption = phrase(f"Same sampled worlds in each branch. {NESTED}")
    options = {"x_label": _title(outcome, found.name), "unit": "", "decimals": 0, "zero": True}
    what = _title(outcome, found.name)
    title = f"{what[:1].upper()}{what[1:]}, by branch of the war"
    finding.pictures.append(outcome.grounds.picture(trace_id, "ranges", title, (caption, columns, options)))


def _headline(finding: Finding, outcome: Outcome, parameters: BranchParameters) -> Phrase:
    """The first outcome that has a path, by branch, after the reason why a forecast cannot be tested."""
    begins = f"{parameters.forecast}; " if parameters.forecast else ""
    moved = [found for found in outcome.conditional.values() if found.has_path]
    if parameters.asserts is not None:
        moved = [found for found in moved if found.name == parameters.asserts.outcome]
    if not moved:
        return phrase(
            f"{begins}no outcome asked for differs between branches, since nothing in the scenario leads there."
        )
    means = _means(finding, outcome, parameters, moved[0])
    listed = ", ".join(f"{{{branch}}} if {parameters.title(branch)}" for branch in BRANCHES)
    within = ""
    if ends_with_horizon(moved[0].name):
        basis = outcome.grounds.basis(_how(outcome, parameters, "horizon of the run"))
        days = parameters.horizon_days
        means = {**means, "horizon": finding.ledger.figure("horizon", days, basis, unit="days", style="count")}
        within = ", of the first {horizon},"
    what = _title(outcome, moved[0].name)
    return phrase(f"{begins}in the model the {what}{within} number on average {listed}.", **means)
