"""The kind `force_multiplier`: does all of a partner's help together make a side last longer, in the whole run?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field, field_validator

from multifront import contingency
from multifront.claims.grounds import Grounds, find_grounds
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.model_curves import multiplier_curve
from multifront.claims.kinds.multiplier_lines import report_multiplier
from multifront.claims.kinds.multiplier_pictures import multiplier_pictures
from multifront.claims.kinds.multiplier_swings import swing_pictures
from multifront.claims.ledger import Ledger
from multifront.claims.rules import confidence_after, verdict_on_help, word_on_help
from multifront.claims.sampling import help_interval
from multifront.claims.whole_runs import draws_of, scenario_of, whole_run
from multifront.contingency.channel_outcomes import channel_paths
from multifront.contingency.gains import Bounds, Ended, Gain, Ratio, gain_between, ratio_between, share_gaining
from multifront.contingency.whole_outcomes import scenario_paths
from multifront.domain import Phrase

ALL = "all channels"


class ForceMultiplierParameters(Parameters):
    """Which scenario, whose endurance, up to when, and what gain would matter."""

    scenario: str = Field(description="name of a shipped scenario or path of a file")
    side: str = Field(description="the side whose endurance is measured; the challenger, named first in the scenario")
    partner: str = Field(default="the partner", description="the partner as readers know it")
    horizons: list[int] = Field(
        default=[30, 90, 180, 365], min_length=1, description="days within which gains are counted; the last ends runs"
    )
    smallest_effect_of_interest: float = Field(gt=0, description="gain as a share of the days without the partner")
    share_of_draws: float = Field(
        gt=0.5, le=1, description="share that must reach that gain, of the worlds in which the side runs out alone"
    )

    @field_validator("horizons")
    @classmethod
    def _rising(cls, value: list[int]) -> list[int]:
        if value != sorted(set(value)) or value[0] < 1:
            raise ValueError("must be whole days above 0, rising; for example [30, 90, 180, 365]")
        return value


@dataclass(frozen=True, slots=True)
class Reading:
    """What help changes under one rule on ships: days gained by horizon and how often the gain matters, by channel.

    `helped` are the least and the most of the worlds at risk in which all help together matters, over what censoring
    and sampling leave open.
    """

    rule: str
    gains: Mapping[str, tuple[Gain, ...]]
    shares: Mapping[str, Bounds]
    ratio: Ratio
    helped: tuple[float, float]
    word: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The run, its readings by rule, and rival readings: by supplies alone, and with losses of force counted too.

    Losses decide no verdict, so that `readings` leave them out; rival readings are empty where they could not differ.
    """

    run: contingency.WholeRun
    grounds: Grounds
    readings: tuple[Reading, ...]
    supplies: tuple[Reading, ...]
    losses: tuple[Reading, ...]
    attributed: Mapping[str, Mapping[str, contingency.Attribution]]
    headline: Phrase


class ForceMultiplier:
    """The same worlds under all combinations of the partner's channels; rules on its ships are never averaged."""

    name = "force_multiplier"
    parameters = ForceMultiplierParameters
    about = About(
        question="How much longer does a side last with a partner's help, by all channels and by each?",
        rests_on="model",
        against=("Help cannot reach the smallest effect of interest in the wanted share of worlds, under any rule.",),
        interest="`smallest_effect_of_interest`, as a share of the days without help",
        curve="every rule on ships by every reading of running out",
        verdicts=("supported", "partly supported", "not supported", "cannot be tested"),
    )

    def measure(self, claim_id: str, parameters: ForceMultiplierParameters, context: Context) -> Finding:
        """Run the whole scenario and read gains, shares, ratio and attribution rule by rule."""
        finding = Finding(Ledger(claim_id))
        scenario = scenario_of(context, parameters.scenario)
        scenario.side(parameters.side)
        grounds = find_grounds(finding, scenario, context)
        if grounds is None:
            return finding
        run = whole_run(context, parameters.scenario, parameters.horizons[-1])
        readings = tuple(_read(run, rule, parameters, losses=False) for rule in run.rules)
        losses = tuple(_read(run, rule, parameters, losses=True) for rule in run.rules) if run.has_losses else ()
        supplies = _by_supplies(run, parameters, context) if scenario.blocks.arms_of(parameters.side) else ()
        attributed = {rule: contingency.attribute_whole(run, rule) for rule in run.rules}
        parts = (run, grounds, readings, supplies, losses, attributed)
        finding.outcome = Outcome(*parts, headline=Phrase(""))
        finding.outcome = Outcome(*parts, headline=report_multiplier(finding, finding.outcome, parameters))
        ways = [("by supplies and arms", readings), ("by supplies alone", supplies), ("with losses of force", losses)]
        basis = grounds.basis(f"contingency.simulate_whole({parameters.scenario!r}) by every reading of running out")
        finding.curve = multiplier_curve(ways, ALL, parameters.share_of_draws, basis)
        finding.pictures += multiplier_pictures(finding.ledger, finding.outcome, parameters)
        finding.pictures += swing_pictures(finding.ledger, finding.outcome, parameters)
        return finding

    def decide(self, finding: Finding, parameters: ForceMultiplierParameters, q_value: float | None) -> Decision:
        """As for a single channel: supported only where every rule says yes; assumptions cost confidence."""
        outcome: Outcome = finding.outcome
        verdict = verdict_on_help([reading.word for reading in outcome.readings])
        rivals = [one for one in (outcome.supplies, outcome.losses) if one]
        flips = any(verdict != verdict_on_help([one.word for one in rival]) for rival in rivals)
        return Decision(verdict, confidence_after(outcome.grounds.steps_lost + flips), outcome.headline)


def _read(run: contingency.WholeRun, rule: str, parameters: ForceMultiplierParameters, *, losses: bool) -> Reading:
    ends = run.ends(parameters.side, rule, losses=losses)
    paths = {*scenario_paths(run.scenario, "log_endurance")}
    paths = paths if losses else paths & {*channel_paths("log_endurance", attrition=False)}
    rows = {name: 1 << index for index, name in enumerate(contingency.CHANNELS) if name in paths} | {ALL: -1}
    states = {name: (ends.days[row], ends.censored[row]) for name, row in rows.items()}
    return _reading(rule, states, (ends.days[0], ends.censored[0]), parameters)


def _by_supplies(
    run: contingency.WholeRun, parameters: ForceMultiplierParameters, context: Context
) -> tuple[Reading, ...]:
    """The rival reading: a side runs out by its supplies alone, as if no fighting used up its arms."""
    supplies = contingency.simulate(run.scenario, draws_of(context), context.seed, context.progress)
    found = []
    for rule in run.rules:
        on, off = (supplies.run(parameters.side, rule, state).days("endurance") for state in ("on", "off"))
        found.append(_reading(rule, {ALL: _cut(on, run.horizon)}, _cut(off, run.horizon), parameters))
    return tuple(found)


def _cut(ended: Ended, horizon: int) -> Ended:
    """Days as a run that stops at the horizon would see them."""
    days, _ = ended
    return days.clip(max=horizon), days >= horizon


def _reading(rule: str, states: Mapping[str, Ended], without: Ended, parameters: ForceMultiplierParameters) -> Reading:
    above = parameters.smallest_effect_of_interest
    shares = {name: share_gaining(state, without, above) for name, state in states.items()}
    gains = {
        name: tuple(gain_between(state[0], without[0], float(day)) for day in parameters.horizons)
        for name, state in states.items()
    }
    helped = help_interval(shares[ALL], int(without[0].size))
    word = word_on_help(shares[ALL].at_risk, helped, parameters.share_of_draws)
    return Reading(rule, gains, shares, ratio_between(states[ALL], without), helped, word)
