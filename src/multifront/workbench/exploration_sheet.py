"""Exploration of a scenario as one page: what moves the outcome, where, levers, facts. Runs no model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from multifront.brief.sheet import Part, Sheet, Table
from multifront.contingency.explored import Box, Explored, LeverRegrets, dependence_note
from multifront.contingency.facts import Fact, fact_columns, tornado_columns
from multifront.contingency.redrawing import TotalShare
from multifront.contingency.scenario import NOT_MODELLED
from multifront.domain import Phrase, Picture
from multifront.workbench.exploration_rows import (
    box_rows,
    fact_rows,
    regret_rows,
    sensitivity_rows,
    state_rows,
)

MOST_BARS = 10
NUMBER = re.compile(r"[-–]?\d|–$")
REGRET = (
    "Regret is what is given away, in each sampled world, by pulling this lever instead of the one that turns out "
    "best there, "
    "which is known only afterwards. One lever is pulled at a time. What a lever costs is not modelled, so that a "
    "small gain "
    "may not be worth its price."
)


@dataclass(frozen=True, slots=True)
class Exploration:
    """Everything that the page shows; `regrets` is None where the scenario has no levers."""

    explored: Explored
    totals: tuple[TotalShare, ...]
    boxes: tuple[Box, ...]
    regrets: LeverRegrets | None
    facts: tuple[Fact, ...]


def exploration_sheet(found: Exploration, made: Mapping[str, str]) -> Sheet:
    """The page of one question about one scenario."""
    explored = found.explored
    scenario, question = explored.scenario, explored.question
    lead = (
        f"{scenario.title}, as of {scenario.start:%-d %B %Y}. Outcome: {explored.outcome.label}, within "
        f"{question.horizon} "
        f"days, with all of the partner's help; rule on ships under its flag: {question.rule}.",
        f"Its mean over {explored.draws:,} sampled worlds is {explored.effects.mean:,.1f} {explored.outcome.unit}; in "
        f"{explored.outcome.share_censored:.0%} of them a side had not run out by day {question.horizon}, so that "
        f"days are "
        "cut there.",
    )
    parts = [_moves(found), _where(found)]
    if found.regrets is not None:
        parts += [_levers(found.regrets, explored), _collect(found.facts, found.regrets, explored)]
    limits = (
        "Draws are worlds that the ranges allow, not forecasts. Intervals are of sampling draws, not of the "
        "assumptions.",
        NOT_MODELLED,
    )
    title = f"What moves the {explored.outcome.label}"
    return Sheet("multifront exploration", title, lead, tuple(parts), made, limits)


def exploration_document(found: Exploration, made: Mapping[str, str]) -> dict[str, Any]:
    """The same as data: rows of every table, and the question."""
    explored = found.explored
    return {
        "schema": "multifront.exploration/1",
        "scenario": explored.scenario.name,
        "question": explored.question,
        "outcome": {
            "label": explored.outcome.label,
            "unit": explored.outcome.unit,
            "mean": explored.effects.mean,
            "share_censored": explored.outcome.share_censored,
        },
        "effects": [
            {"name": name, **_fields(explored.effects.shares[name]), "tails": explored.effects.tails[name]}
            for name in explored.effects.shares
        ],
        "totals": found.totals,
        "boxes": [{"condition": _condition(box), "found": box.found, "reason": box.reason} for box in found.boxes],
        "levers": None if found.regrets is None else {"lines": found.regrets.lines, "states": found.regrets.states},
        "value_of_knowing_all": None if found.regrets is None else found.regrets.knowing_all,
        "facts": found.facts,
        "made": dict(made),
        "not_modelled": NOT_MODELLED,
    }


def _fields(share: Any) -> dict[str, Any]:
    return {"share": share.share, "low": share.low, "high": share.high, "noise": share.noise}


def _condition(box: Box) -> dict[str, Any]:
    condition = box.condition
    return {
        "name": condition.name,
        "label": condition.label,
        "share": condition.share,
        "undecided": condition.undecided,
    }


def tornado_picture(
    explored: Explored, *, id_: str = "exploration.tornado", trace_id: str = "exploration"
) -> Picture | None:
    """The tornado of the numbers that explain more than chance; None where none does."""
    names = explored.effects.names[:MOST_BARS]
    if not names:
        return None
    columns, options = tornado_columns(explored.effects, explored.scenario.numbers, names)
    options["x_label"] = f"{explored.outcome.label} ({explored.outcome.unit})"
    caption = Phrase(
        "Mean outcome of the worlds in which a number is lowest and highest (a tenth of worlds each), with the "
        "interval of the "
        "mean. All other numbers vary."
    )
    return Picture(id_, "tornado", "What moves the outcome most", caption, columns, options, trace_id)


def facts_picture(
    facts: Sequence[Fact], unit: str, *, id_: str = "exploration.facts", trace_id: str = "exploration"
) -> Picture | None:
    """The collection list as a chart; None where no fact is worth finding out."""
    if not facts:
        return None
    caption = Phrase(
        "Bar: regret that knowing the fact before choosing would save in the mean, with its sampling interval."
    )
    options = {"x_label": f"{unit} of regret saved", "unit": unit, "decimals": 1}
    return Picture(id_, "facts", "Facts worth finding out", caption, fact_columns(facts, unit), options, trace_id)


def _moves(found: Exploration) -> Part:
    picture = tornado_picture(found.explored)
    rows = sensitivity_rows(found.explored, found.totals)
    clear = len(found.explored.effects.names)
    words = (
        f"{clear} of {len(found.explored.inputs)} numbers that are ranges explain more of the outcome's variance "
        f"than chance "
        "would for the luckiest of them. “Explains alone” is the first-order share; “with interactions” is what the "
        "outcome "
        "loses in variance if all else were known but this; the shares with interactions may add up to more than the "
        "whole.",
    )
    caution = (
        dependence_note(found.explored.scenario),
        "The last row draws all numbers anew that are not listed: where its share is large, something else matters "
        "too.",
        "Chance that is no number (which front opens, which branch of its war the partner is in) has no row.",
    )
    return Part("What moves the outcome", words, (picture,) if picture else (), _table(rows), caution)


def _where(found: Exploration) -> Part:
    rows = [row for box in found.boxes for row in box_rows(box, found.explored)]
    words = (
        "Scenario discovery: in which box of numbers the worlds of a condition sit. “Share of them inside” is the "
        "coverage, “of "
        "draws inside they are” the density; the figures of draws left out come from resampling and are the ones to "
        "trust.",
    )
    caution = (
        "A box is sought, so that it fits too well: a restriction found again in few resamples, or a quasi-p near "
        ".05, is none.",
        "Two separate regions give one box of them, or none. Where a box is says nothing of why.",
    )
    return Part("Where it happens", words, (), _table(rows), caution)


def _levers(regrets: LeverRegrets, explored: Explored) -> Part:
    rows = [{**row} for row in regret_rows(regrets, explored)]
    words = [REGRET]
    if regrets.idle:
        words.append(f"Without effect on this outcome in any draw: {'; '.join(regrets.idle)}.")
    low = regrets.lines[0]
    words.append(
        f"Least regret in its worst draw: {low.setting}. Knowing every number before choosing would save "
        f"{regrets.knowing_all:,.1f} {regrets.losses.unit} in the mean."
    )
    columns = _regret_columns(regrets)
    options = {"x_label": "regret", "unit": regrets.losses.unit, "decimals": 1}
    caption = Phrase("Dot: half of draws; the line ends where nineteen draws in twenty lie below.")
    picture = Picture("exploration.regret", "ranges", "Regret by lever", caption, columns, options, "exploration")
    by_state = tuple(
        f"{row['state of the world']} ({row['draws']} of draws): {row['gives away least']} gives away least."
        for row in state_rows(regrets)
    )
    caution = (
        *by_state,
        "The greatest regret hangs on one draw; one more lever on the list changes all regrets.",
        "What a lever would change is an assumption of the scenario file; so is the answer of the other side, which "
        "is none.",
    )
    return Part("Levers by regret", tuple(words), (picture,), _table(rows), caution)


def _regret_columns(regrets: LeverRegrets) -> dict[str, tuple[Any, ...]]:
    lines = [line for line in regrets.lines if line.setting not in regrets.idle]
    return {
        "label": tuple(line.setting for line in lines),
        "low": tuple(0.0 for _ in lines),
        "mid": tuple(line.median for line in lines),
        "high": tuple(line.high for line in lines),
    }


def _collect(facts: Sequence[Fact], regrets: LeverRegrets, explored: Explored) -> Part:
    unit = regrets.losses.unit
    picture = facts_picture(facts, unit)
    decided = [name for lever in explored.scenario.levers for name in lever.decides]
    words = [
        "What would be worth finding out before one lever is pulled: first the facts that would change which one, by "
        "the regret "
        "that knowing them saves; then those that move the outcome though no other lever would be better.",
    ]
    if not facts:
        words.append("No number changes the choice or moves the outcome beyond chance.")
    if len(facts) < len(explored.inputs):
        words.append(f"{len(facts)} facts pass what chance would show; no more are listed to fill a number.")
    caution = [
        "The value is for this choice between these levers; facts that matter only together show as nothing one at a "
        "time.",
        "Learning is taken to be exact, free and in time. Inside a range that is an assumption, the value rests on it.",
    ]
    if decided:
        caution.append(f"Decisions of the coalition are no facts and are left out: {', '.join(decided)}.")
    rows = [{key: cell for key, cell in row.items() if key != "what it would change"} for row in fact_rows(facts, unit)]
    return Part("The collection list", tuple(words), (picture,) if picture else (), _table(rows), tuple(caution))


def _table(rows: Sequence[Mapping[str, Any]]) -> Table | None:
    """Rows as a table; columns that begin with a number in every row are set to the right."""
    if not rows:
        return None
    columns = tuple(rows[0])
    cells = tuple(tuple(str(row.get(column, "")) for column in columns) for row in rows)
    numeric = tuple(name for name, column in zip(columns, zip(*cells, strict=True), strict=True) if _numbers(column))
    return Table(columns, cells, numeric)


def _numbers(column: Sequence[str]) -> bool:
    """True where every cell that is not empty begins as a number does."""
    filled = [cell for cell in column if cell]
    return bool(filled) and all(NUMBER.match(cell) for cell in filled)
