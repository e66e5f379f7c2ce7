"""Exploration for people at a command line: sensitivity, discovery, levers, facts, race, and pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from multifront import __version__, contingency
from multifront.brief import writing
from multifront.brief.sheet import json_text
from multifront.contingency import explored as parts
from multifront.contingency.days_by_rule import days_by_rule
from multifront.contingency.outcome_draws import Question, run_scenario
from multifront.contingency.race import race_chart, race_rows
from multifront.contingency.scenario import Scenario
from multifront.errors import UsageError
from multifront.workbench import exploration_rows as shown
from multifront.workbench.exploration_sheet import REGRET, Exploration, exploration_document, exploration_sheet
from multifront.workbench.race_sheet import race_sheet
from multifront.workbench.scenarios import Report, load

Say = Callable[[str], None]
SUPPLY_DAYS = 365
RACE_DAYS = 365
DRAWS = 2_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks of a scenario; a horizon of None is 180 days with arms or forces and a year without."""

    name: str
    outcome: str = "margin"
    rule: str = "leave"
    horizon: int | None = None
    measure: str = "endurance"
    draws: int = DRAWS
    seed: int = 0

    def question(self, scenario: Scenario) -> Question:
        """The question with its horizon filled in."""
        usual = contingency.DEFAULT_DAYS if scenario.blocks.any else SUPPLY_DAYS
        return Question(self.outcome, self.rule, self.horizon or usual, self.measure)

    def made(self, scenario: Scenario) -> dict[str, str]:
        """How a page was made, for its foot."""
        asked = self.question(scenario)
        return {
            "Scenario": scenario.name,
            "draws": f"{self.draws:,}",
            "seed": str(self.seed),
            "outcome": asked.outcome,
            "rule": asked.rule,
            "horizon": f"{asked.horizon} days",
            "measure": asked.measure,
            "multifront": __version__,
        }


def sensitivity(asked: Asked, say: Say) -> Report:
    """Shares of variance of the numbers that explain most, and the outcome at both ends of each."""
    explored = _explored(asked, say)
    rows = shown.sensitivity_rows(explored, parts.totals_of(explored, say))
    notes = (
        f"{_about(explored)} Shares of its variance with 95 % sampling intervals: first order from these draws, with "
        "interactions (total order) by drawing a number anew. Tails: mean of the tenth of draws with the lowest and "
        "highest values.",
        f"{parts.dependence_note(explored.scenario)} docs/exploration.md says how to read this and what fools it.",
        contingency.NOT_MODELLED,
    )
    return Report(rows, notes)


def discover(asked: Asked, condition: str, above: float, say: Say) -> Report:
    """In which box of numbers the draws of a named condition sit (PRIM)."""
    explored = _explored(asked, say)
    box = parts.box_of(explored, condition, above)
    hidden = (
        f" In a further {box.condition.undecided:.1%} censoring hides it; they count as no."
        if box.condition.undecided
        else ""
    )
    notes = (
        f"{box.condition.label}: {box.condition.share:.1%} of {explored.draws:,} draws.{hidden} The box is sought, "
        f"so trust the "
        "figures of draws left out (coverage and density).",
        contingency.NOT_MODELLED,
    )
    return Report(shown.box_rows(box, explored), notes)


def levers(asked: Asked, say: Say, *, states: bool = False) -> Report:
    """Levers of a scenario compared by regret, or their regret by state of the world."""
    explored = _explored(asked, say)
    regrets = parts.regrets_of(explored, say)
    rows = shown.state_rows(regrets) if states else shown.regret_rows(regrets, explored)
    idle = (f"Without effect on this outcome in any draw: {'; '.join(regrets.idle)}.",) if regrets.idle else ()
    return Report(rows, (f"{_about(explored)} {REGRET}", *idle, contingency.NOT_MODELLED))


def facts(asked: Asked, say: Say) -> Report:
    """The collection list: facts worth finding out before one lever is pulled."""
    explored = _explored(asked, say)
    regrets = parts.regrets_of(explored, say)
    found = parts.facts_of(explored, regrets)
    notes = (
        f"{_about(explored)} Worth: regret saved in the mean by knowing the fact before one lever is chosen; knowing "
        f"all would "
        f"save {regrets.knowing_all:,.1f} {regrets.losses.unit}. {len(found)} facts pass what chance would show.",
        contingency.NOT_MODELLED,
    )
    return Report(shown.fact_rows(found, explored.outcome.unit), notes)


def race(asked: Asked, say: Say) -> Report:
    """Who runs out first by each horizon and rule, as rows."""
    scenario, outcome = _raced(asked, say)
    challenger, defender = list(scenario.sides)[:2]
    chart = race_chart(outcome, (challenger, defender), measure=asked.measure)
    notes = (
        f"Shares of {outcome.draws:,} draws with their 95 % sampling interval, with all of the partner's help. Rules "
        f"are "
        "decisions, never averaged.",
        contingency.NOT_MODELLED,
    )
    return Report(race_rows(chart), notes)


def race_page(asked: Asked, out: Path, say: Say) -> Path:
    """The race chart as one printable page.

    Raises:
        UsageError: `out` is a folder, or the scenario has not two sides.
    """
    if out.is_dir():
        raise UsageError(f"--out {str(out)!r} is a folder; valid: a file; next: name a file in it, such as race.html")
    scenario, outcome = _raced(asked, say)
    made = asked.made(scenario) | {"horizon": f"{outcome.last_day:,.0f} days"}
    kept = {name: value for name, value in made.items() if name not in ("outcome", "rule")}
    return writing.write(out, race_sheet(scenario, outcome, asked.measure, kept).html())


def explore(asked: Asked, out: Path, say: Say) -> tuple[Path, Path]:
    """A folder with `exploration.html` and `exploration.json`: all of the above in one run.

    Raises:
        UsageError: `out` is a file.
    """
    if out.exists() and not out.is_dir():
        raise UsageError(f"--out {str(out)!r} is a file; valid: a folder; next: name a folder")
    explored = _explored(asked, say)
    totals = parts.totals_of(explored, say)
    boxes = parts.boxes_of(explored)
    regrets = parts.regrets_of(explored, say) if explored.scenario.levers else None
    listed = parts.facts_of(explored, regrets) if regrets is not None else ()
    found = Exploration(explored, totals, boxes, regrets, listed)
    made = asked.made(explored.scenario)
    page = writing.write(out / "exploration.html", exploration_sheet(found, made).html())
    data = writing.write(out / "exploration.json", json_text(exploration_document(found, made)))
    return page, data


def _explored(asked: Asked, say: Say) -> parts.Explored:
    scenario = load(asked.name)
    return parts.explore(scenario, asked.question(scenario), draws=asked.draws, seed=asked.seed, say=say)


def _raced(asked: Asked, say: Say) -> tuple[Scenario, Any]:
    scenario = load(asked.name)
    if len(scenario.sides) != 2:
        raise UsageError(f"{asked.name}: a race needs a scenario with two sides; found {list(scenario.sides)}")
    question = Question(rule=asked.rule, horizon=asked.horizon or RACE_DAYS, measure=asked.measure)
    return scenario, days_by_rule(run_scenario(scenario, question, draws=asked.draws, seed=asked.seed, progress=say))


def _about(explored: parts.Explored) -> str:
    """The outcome in words, its mean and what is censored."""
    outcome, question = explored.outcome, explored.question
    return (
        f"Outcome: {outcome.label} within {question.horizon} days, rule {question.rule}, {explored.draws:,} draws; "
        f"mean "
        f"{explored.effects.mean:,.1f} {outcome.unit}, cut at the horizon in {outcome.share_censored:.0%}."
    )
