"""The kind `distraction`: would acts elsewhere tie down enough to change what is missing at the main front?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from pydantic import Field

from multifront import contingency
from multifront.claims.force_plans import owned
from multifront.claims.grounds import Grounds, find_grounds
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.distraction_lines import report_distraction
from multifront.claims.kinds.distraction_pictures import distraction_pictures
from multifront.claims.kinds.listed import Search, found_events
from multifront.claims.kinds.model_curves import break_even_curve
from multifront.claims.kinds.whole_words import plain
from multifront.claims.ledger import Ledger, phrase
from multifront.claims.minds import Minds
from multifront.claims.rules import confidence_after
from multifront.claims.sampling import mean_interval
from multifront.claims.specifications import SpecificationCurve
from multifront.claims.whole_runs import ForcesWorld, forces_world, scenario_of
from multifront.claims.witnesses import Testimony
from multifront.contingency.distraction import BreakEven
from multifront.contingency.forces import POLICIES, ForcePlan, position
from multifront.contingency.forces_inputs import LAYERS
from multifront.domain import Flip, Floats, Phrase

Compared = tuple[tuple[float, float, float], float, float]
ACTS = ("forces.", "fronts.")


class Coalition(Parameters):
    """A narrower coalition for which the break-even is looked for too."""

    label: str = Field(min_length=3, description="what readers see")
    owners: list[str] = Field(min_length=1, description="owners whose forces take part")


class Fact(Parameters):
    """Acts on record that the claim speaks of, searched for so that what is not found is said too."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="short name, for traces")
    title: str = Field(min_length=3, description="what readers see")
    search: Search
    frame: str = Field(min_length=10, description="who listed such acts, from when, and whether evenly")


class DistractionParameters(Parameters):
    """Where acts tie down units, where they would be missed, and what rise would matter."""

    scenario: str = Field(description="name of a shipped scenario or path of a file, with forces and fronts")
    layer: str = Field(description="kind of unit that is tied down")
    at: str = Field(description="front of the acts")
    main: str = Field(description="front at which units would be missed")
    horizon_days: int = Field(ge=1, description="days for which the worlds are run")
    smallest_effect_of_interest: float = Field(gt=0, description="rise of the mean shortfall there, as a share")
    largest: int = Field(default=100, ge=1, description="most units looked at for the break-even")
    coalitions: list[Coalition] = Field(default_factory=list, description="narrower coalitions, beside")
    facts: list[Fact] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Looked:
    """A fact with the events that the search found."""

    fact: Fact
    rows: tuple[Testimony, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What acts ask for, what they draw away from the main front as plans stand, break-evens and bounds.

    `tied` are the units that the scenario's acts ask for at their front (5 % and 95 % of worlds); `added` is the mean
    rise of the shortfall at the main front with its sampling interval, `before` its level without the acts and `part`
    that level as a share of all that is asked for there; `bounds` the mean shortfall there by policy,
    without and with the acts.
    """

    grounds: Grounds
    world: ForcesWorld
    draws: int
    tied: tuple[float, float]
    added: tuple[float, float, float]
    before: float
    part: float
    break_even: BreakEven
    narrower: tuple[tuple[Coalition, BreakEven], ...]
    bounds: dict[str, tuple[float, float]]
    facts: tuple[Looked, ...]
    word: str
    headline: Phrase


class Distraction:
    """The same worlds with and without units tied down elsewhere, and how many it would take to matter."""

    name = "distraction"
    parameters = DistractionParameters
    about = About(
        question="How many units would have to be tied down elsewhere to be missed at the main front?",
        rests_on="model",
        against=("The break-even lies above all that the acts could tie down.",),
        interest="`smallest_effect_of_interest`, as a rise of what is missing at the main front",
        curve="every declared coalition",
        verdicts=("partly supported", "not supported", "cannot be tested"),
    )

    def measure(self, claim_id: str, parameters: DistractionParameters, context: Context) -> Finding:
        """Assign forces with and without the acts, look for the break-even, and search for the acts on record."""
        finding = Finding(Ledger(claim_id))
        scenario = scenario_of(context, parameters.scenario)
        grounds = find_grounds(finding, scenario, context, acts=lambda name: name.startswith(ACTS))
        if grounds is None:
            return finding
        world = forces_world(context, parameters.scenario, parameters.horizon_days)
        plans = tuple(
            contingency.assign_forces(world.forces, needs, foresight=True, days=False)
            for needs in (world.needs, world.needs_with)
        )
        narrower = tuple((one, _break_even(world, parameters, one.owners)) for one in parameters.coalitions)
        facts = tuple(Looked(fact, found_events(fact.search, context.evidence)) for fact in parameters.facts)
        tied = _tied(world, parameters)
        even = _break_even(world, parameters, ())
        finding.outcome = Outcome(
            grounds, world, world.needs.draws, tied, *_compare(plans, parameters), even, narrower,
            _bounds(plans, parameters), facts,
            word_on_break_even(even.units, tied, parameters.largest), Phrase(""),
        )  # fmt: skip
        sentence = report_distraction(finding, finding.outcome, parameters, context.evidence)
        finding.outcome = replace(finding.outcome, headline=sentence)
        finding.curve = _curve(finding.outcome, parameters)
        finding.pictures += distraction_pictures(finding, finding.outcome, parameters)
        return finding

    def decide(self, finding: Finding, parameters: DistractionParameters, q_value: float | None) -> Decision:
        """By how the break-even lies to what the acts could tie down; where it lies inside, nothing public decides."""
        outcome: Outcome = finding.outcome
        others = {word_on_break_even(even.units, outcome.tied, parameters.largest) for _, even in outcome.narrower}
        flips = bool(others - {outcome.word})
        if outcome.word == "inside":
            return Decision("cannot be tested", confidence_after(int(flips)), outcome.headline)
        verdict = "not supported" if outcome.word == "above" else "partly supported"
        return Decision(verdict, confidence_after(outcome.grounds.steps_lost + flips), outcome.headline)

    def would_change(self, finding: Finding, parameters: DistractionParameters, verdict: str) -> Minds:
        """A public count of what the acts tie down, on either side of the break-even."""
        outcome: Outcome = finding.outcome
        units = outcome.break_even.units
        if units is None:
            return Minds()
        basis = outcome.grounds.basis("contingency.break_even: the number at which the result changes")
        enough = finding.ledger.figure("flip_units", units, basis, unit="units", style="count")
        acts, layer = "A public count shows that such acts tie down", plain(parameters.layer)
        sides = {
            "partly supported": f"{acts} {{units}} {layer} or more.",
            "not supported": f"{acts} fewer than {{units}} {layer}.",
        }
        return Minds(tuple(Flip(phrase(said, units=enough), to) for to, said in sides.items() if to != verdict))


def _curve(outcome: Outcome, parameters: DistractionParameters) -> SpecificationCurve:
    """Break-evens of the whole coalition and of every narrower one that was declared."""
    evens = [("the whole coalition", outcome.break_even), *((one.label, even) for one, even in outcome.narrower)]
    looked = [(label, even, word_on_break_even(even.units, outcome.tied, parameters.largest)) for label, even in evens]
    basis = outcome.grounds.basis("contingency.break_even for every declared coalition")
    return break_even_curve(looked, outcome.tied, basis)


def word_on_break_even(units: int | None, tied: tuple[float, float], largest: int) -> str:
    """Where the break-even lies: `below` all that the acts tie down, `inside` their range, or `above` it.

    Units are whole and acts may tie down parts of one on average: it lies above only where one unit fewer, which does
    not change the result yet, is already at or above the most that the acts tie down. Where no number up to `largest`
    changes it (None), that is known of `largest` only: acts that may tie down more leave it open.
    """
    if (largest if units is None else units - 1) >= tied[1]:
        return "above"
    return "below" if units is not None and units <= tied[0] else "inside"


def _tied(world: ForcesWorld, parameters: DistractionParameters) -> tuple[float, float]:
    layer = position("layer", parameters.layer, LAYERS)
    place = position("front", parameters.at, world.needs.fronts)
    low, high = np.quantile(world.extra[layer, place], (0.05, 0.95))
    return (float(low), float(high))


def _compare(plans: Sequence[ForcePlan], parameters: DistractionParameters) -> Compared:
    """Rise of the shortfall at the main front as plans stand, with its sampling interval, and the level before."""
    without, with_it = (_short(plan, parameters) for plan in plans)
    layer, place = position("layer", parameters.layer, LAYERS), position("front", parameters.main, plans[0].fronts)
    asked = float(plans[0].required[layer, place].mean())
    before = float(without.mean())
    return mean_interval(with_it - without), before, before / asked if asked else 0.0


def _short(plan: ForcePlan, parameters: DistractionParameters, policy: str = "two_stage") -> Floats:
    return plan.shortfall(policy, front=parameters.main, layer=parameters.layer)


def _break_even(world: ForcesWorld, parameters: DistractionParameters, owners: Sequence[str]) -> BreakEven:
    return contingency.break_even(
        owned(world.forces, owners),
        world.needs,
        layer=parameters.layer,
        at=parameters.at,
        main=parameters.main,
        rise=parameters.smallest_effect_of_interest,
        largest=parameters.largest,
    )


def _bounds(plans: Sequence[ForcePlan], parameters: DistractionParameters) -> dict[str, tuple[float, float]]:
    """Mean shortfall at the main front by policy, without and with the acts: perfect foresight to no redeployment."""
    return {
        policy: (float(_short(plans[0], parameters, policy).mean()), float(_short(plans[1], parameters, policy).mean()))
        for policy in POLICIES
    }
