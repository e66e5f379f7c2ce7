"""The kind `scenario_outcome`: does a side run out, or hold out, within so many days of a scenario?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from pydantic import Field

from multifront import contingency
from multifront.claims.grounds import Grounds, find_grounds
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.model_curves import outcome_curve
from multifront.claims.kinds.scenario_lines import RULE_TITLES, span
from multifront.claims.kinds.whole_words import key, plain
from multifront.claims.ledger import Ledger, phrase
from multifront.claims.rules import confidence_after
from multifront.claims.sampling import share_interval
from multifront.claims.whole_measures import ALL_CHANNELS, NO_CHANNEL
from multifront.claims.whole_runs import scenario_of, whole_run
from multifront.domain import Phrase, TestLine

ROWS = {"all": ALL_CHANNELS, "none": NO_CHANNEL}
HELP = {"all": "with all help of the partner", "none": "without the partner"}


class ScenarioOutcomeParameters(Parameters):
    """Which side, in how many days, with which help, and in how many sampled worlds it must be so."""

    scenario: str = Field(description="name of a shipped scenario or path of a file")
    side: str = Field(description="side of the scenario")
    within_days: int = Field(ge=1, description="days within which it must run out, or hold out")
    asserts: Literal["runs_out", "holds_out"] = Field(default="runs_out", description="what the claim says of the side")
    help: Literal["all", "none"] = Field(default="all", description="channels of the partner that are open")
    share_of_draws: float = Field(gt=0.5, le=1, description="share of sampled worlds that must end so")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Share of worlds that end as the claim says, with its sampling interval, by rule on the partner's ships."""

    grounds: Grounds
    run: contingency.WholeRun
    shares: dict[str, tuple[float, float, float]]
    headline: Phrase


class ScenarioOutcome:
    """The level of one outcome of a whole run, losses left out. Levels rest on assumptions more than differences do."""

    name = "scenario_outcome"
    parameters = ScenarioOutcomeParameters
    about = About(
        question="In how many sampled worlds does a side run out within so many days?",
        rests_on="model",
        against=("The share stays under what is wanted under every rule.",),
        interest="`share_of_draws`, the share of worlds in which it must be so",
        curve="every rule with losses of force left out and counted",
    )

    def measure(self, claim_id: str, parameters: ScenarioOutcomeParameters, context: Context) -> Finding:
        """Run the scenario and count worlds, rule by rule."""
        finding = Finding(Ledger(claim_id))
        scenario = scenario_of(context, parameters.scenario)
        scenario.side(parameters.side)
        grounds = find_grounds(finding, scenario, context)
        if grounds is None:
            return finding
        run = whole_run(context, parameters.scenario, parameters.within_days)
        shares = {rule: _share(run, rule, parameters) for rule in run.rules}
        ways = [("left out", shares)]
        if run.has_losses:
            ways.append(("counted", {rule: _share(run, rule, parameters, losses=True) for rule in run.rules}))
        basis = grounds.basis(f"contingency.simulate_whole({parameters.scenario!r}), losses left out and counted")
        finding.curve = outcome_curve(ways, parameters.share_of_draws, verdict_on_shares, basis)
        finding.outcome = Outcome(grounds, run, shares, Phrase(""))
        finding.outcome = replace(finding.outcome, headline=_report(finding, finding.outcome, parameters))
        return finding

    def decide(self, finding: Finding, parameters: ScenarioOutcomeParameters, q_value: float | None) -> Decision:
        """By the sampling interval of the share under every rule."""
        outcome: Outcome = finding.outcome
        verdict = verdict_on_shares(list(outcome.shares.values()), parameters.share_of_draws)
        lost = outcome.grounds.steps_lost + int(finding.curve is not None and finding.curve.flips > 0)
        return Decision(verdict, confidence_after(lost), outcome.headline)


def verdict_on_shares(shares: list[tuple[float, float, float]], wanted: float) -> str:
    """Supported where the share surely reaches what is wanted under every rule, partly where under some.

    Contradicted where under every rule the opposite surely reaches it, not supported where under every rule the share
    surely misses it, else cannot be tested. Each entry is a share with its sampling interval.
    """
    if all(low >= wanted for _, low, _ in shares):
        return "supported"
    if any(low >= wanted for _, low, _ in shares):
        return "partly supported"
    if all(1.0 - high >= wanted for _, _, high in shares):
        return "contradicted"
    return "not supported" if all(high < wanted for _, _, high in shares) else "cannot be tested"


def _share(
    run: contingency.WholeRun, rule: str, parameters: ScenarioOutcomeParameters, *, losses: bool = False
) -> tuple[float, float, float]:
    censored = run.ends(parameters.side, rule, losses=losses).censored[ROWS[parameters.help]]
    hits = censored if parameters.asserts == "holds_out" else ~censored
    found = int(np.count_nonzero(hits))
    return (found / hits.size, *share_interval(found, int(hits.size)))


def _report(finding: Finding, outcome: Outcome, parameters: ScenarioOutcomeParameters) -> Phrase:
    enter, run = finding.ledger.figure, outcome.run
    given = f"{parameters.scenario!r}, draws={run.draws}, days={run.horizon}"
    verb = "holds out" if parameters.asserts == "holds_out" else "runs out"
    for rule, share in outcome.shares.items():
        basis = outcome.grounds.basis(f"contingency.simulate_whole({given}), {parameters.side}, rule {rule}")
        found, low, high = (
            enter(f"share_{rule}{end}", value, basis, style="percent")
            for end, value in zip(("", "_low", "_high"), share, strict=True)
        )
        note = phrase("sampling interval {low} to {high} %", low=low, high=high)
        label = f"{RULE_TITLES[rule]}: worlds in which {parameters.side.capitalize()} {verb}"
        finding.test_lines.append(TestLine(label, found, "%", note))
    _first(finding, outcome, parameters, given)
    finding.caveats += [
        phrase("Shares of sampled worlds are no probabilities; levels rest on assumptions more than differences do."),
        phrase(contingency.NOT_MODELLED),
    ]
    basis = outcome.grounds.basis(f"contingency.simulate_whole({given}), {parameters.side}, ends over rules")
    found_shares = [share[0] for share in outcome.shares.values()]
    ends = [
        enter(f"headline_{name}", pick(found_shares), basis, style="percent")
        for name, pick in (("least", min), ("most", max))
    ]
    said = span("least", "most", (ends[0], ends[1]))
    days = enter("headline_days", parameters.within_days, basis, unit="days", style="count")
    return phrase(
        f"{parameters.side.capitalize()} {verb} within {{days}} days in {said.template} % of the sampled worlds, "
        f"{HELP[parameters.help]}.",
        days=days, **said.figures,
    )  # fmt: skip


def _first(finding: Finding, outcome: Outcome, parameters: ScenarioOutcomeParameters, given: str) -> None:
    """What runs out first, under the first rule."""
    rule = outcome.run.rules[0]
    shares = outcome.run.ends(parameters.side, rule, losses=False).share_bound(ROWS[parameters.help])
    basis = outcome.grounds.basis(f"contingency.simulate_whole({given}), what bound first, rule {rule}")
    figures = {
        f"bound_{key(name)}": finding.ledger.figure(f"bound_{key(name)}", share, basis, style="percent")
        for name, share in shares.items()
    }
    listed = ", ".join(f"{plain(name)} in {{bound_{key(name)}}} %" for name in shares)
    if listed:
        finding.reasons.append(phrase(f"What runs out first, in shares of all sampled worlds: {listed}.", **figures))
