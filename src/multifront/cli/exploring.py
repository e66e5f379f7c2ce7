"""`multifront scenario sensitivity|discover|levers|facts|race|explore`: what moves a scenario's outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from multifront.cli.option_groups import grouped
from multifront.cli.output import DrawsOption, Format, FormatOption, OutOption, SeedOption, emit, note, progress
from multifront.workbench import exploring
from multifront.workbench.scenarios import Report

ScenarioArgument = Annotated[str, typer.Argument(help="name of a shipped scenario or a YAML file")]
OutcomeOption = Annotated[
    str, typer.Option("--outcome", help="margin, challenger, defender, gained (days), or shortfall (unit-days)")
]
RuleOption = Annotated[str, typer.Option("--rule", help="what is done about the partner's ships: leave, inspect, stop")]
HorizonOption = Annotated[
    int | None, typer.Option("--horizon", min=1, help="days; 180 with arms or forces, 365 without, if not given")
]
MeasureOption = Annotated[
    str,
    typer.Option("--measure", help="endurance (essential supply) or stock_out; with arms or forces endurance alone"),
]
FolderOption = Annotated[Path, typer.Option("--out", help="folder for exploration.html and exploration.json")]


@dataclass(frozen=True, slots=True)
class World:
    """Which worlds are run: rule on the partner's ships, horizon, measure, draws, seed."""

    rule: RuleOption = "leave"
    horizon: HorizonOption = None
    measure: MeasureOption = "endurance"
    draws: DrawsOption = exploring.DRAWS
    seed: SeedOption = 0

    def asked(self, scenario: str, outcome: str) -> exploring.Asked:
        """The whole question."""
        return exploring.Asked(scenario, outcome, self.rule, self.horizon, self.measure, self.draws, self.seed)


@grouped
def sensitivity(
    scenario: ScenarioArgument,
    world: World,
    outcome: OutcomeOption = "margin",
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Which numbers an outcome rests on: shares of variance (Sobol) and where it stands at both ends of each number."""
    with progress() as say:
        report = exploring.sensitivity(world.asked(scenario, outcome), say)
    _show(report, form, out)


@grouped
def discover(
    scenario: ScenarioArgument,
    world: World,
    condition: Annotated[
        str, typer.Option("--condition", help="partner_gains, defender_first, challenger_first or further_front")
    ] = "partner_gains",
    above: Annotated[float, typer.Option("--above", min=0.0, help="gain of interest, a share: .1 is 10 %")] = 0.10,
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """In which box of numbers a condition holds (scenario discovery, PRIM), and how the box does in draws left out."""
    with progress() as say:
        report = exploring.discover(world.asked(scenario, "challenger"), condition, above, say)
    _show(report, form, out)


@grouped
def levers(
    scenario: ScenarioArgument,
    world: World,
    outcome: OutcomeOption = "margin",
    states: Annotated[bool, typer.Option("--states", help="regret by state of the world, not over all draws")] = False,
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """The levers of a scenario by regret: what each gives away against the best one of each sampled world."""
    with progress() as say:
        report = exploring.levers(world.asked(scenario, outcome), say, states=states)
    _show(report, form, out)


@grouped
def facts(
    scenario: ScenarioArgument,
    world: World,
    outcome: OutcomeOption = "margin",
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """The collection list: at most ten facts worth finding out, with what knowing each would change."""
    with progress() as say:
        report = exploring.facts(world.asked(scenario, outcome), say)
    _show(report, form, out)


def race(
    scenario: ScenarioArgument,
    horizon: HorizonOption = None,
    measure: MeasureOption = "endurance",
    draws: DrawsOption = exploring.DRAWS,
    seed: SeedOption = 0,
    form: FormatOption = Format.table,
    out: Annotated[Path | None, typer.Option("--out", help="a file; one that ends in .html is the page")] = None,
) -> None:
    """Who runs out first by length of war and rule on the partner's ships; one printable page with --out race.html."""
    asked = exploring.Asked(scenario, "margin", "leave", horizon, measure, draws, seed)
    with progress() as say:
        if out is not None and out.suffix == ".html":
            note(f"wrote {exploring.race_page(asked, out, say)}")
            return
        report = exploring.race(asked, say)
    _show(report, form, out)


@grouped
def explore(scenario: ScenarioArgument, out: FolderOption, world: World, outcome: OutcomeOption = "margin") -> None:
    """Write one page with all of it: tornado, shares of variance, boxes, levers by regret, the collection list."""
    with progress() as say:
        for written in exploring.explore(world.asked(scenario, outcome), out, say):
            note(f"wrote {written}")


def _show(report: Report, form: Format, out: Path | None) -> None:
    emit(report.rows, form, out)
    for line in report.notes:
        note(line)
