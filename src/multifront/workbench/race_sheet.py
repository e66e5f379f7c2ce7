"""The race chart as one printable page: who runs out first, by length of war and rule. Runs no model."""

from __future__ import annotations

from collections.abc import Mapping

from multifront.brief.sheet import Part, Sheet
from multifront.contingency.days_by_rule import DaysByRule
from multifront.contingency.race import Race, race_chart, race_ranges, race_shares
from multifront.contingency.scenario import Scenario
from multifront.contingency.summary import HORIZONS
from multifront.domain import Phrase, Picture

OUT_OF = {"endurance": "essential supply", "stock_out": "its first stock"}


def race_sheet(scenario: Scenario, outcome: DaysByRule, measure: str, made: Mapping[str, str]) -> Sheet:
    """The page of one scenario with two sides."""
    sides = (next(iter(scenario.sides)), list(scenario.sides)[1])
    horizons = tuple(horizon for horizon in HORIZONS if horizon <= outcome.last_day)
    race = race_chart(outcome, sides, measure=measure, horizons=horizons)
    named = (sides[0].capitalize(), sides[1].capitalize())
    flag = "Russian-flag ships" if scenario.partner == "RUS" else f"ships under the flag of {scenario.partner}"
    lead = (
        f"{scenario.title}, as of {scenario.start:%-d %B %Y}. A side has run out on the first day on which it is "
        f"short of "
        f"{_bound(scenario, measure)}. What the coalition does about {flag} is a decision, and is never averaged.",
        _headline(race, named, flag),
    )
    return Sheet(
        "multifront race chart",
        f"Who runs out first, {named[0]} or {named[1]}?",
        lead,
        (_shares_part(race, named, flag), _days_part(outcome, sides, measure)),
        made,
        _limits(scenario, outcome),
        one_page=True,
    )


def _bound(scenario: Scenario, measure: str) -> str:
    """What ends a side, in words."""
    if scenario.blocks.any:
        return "essential supply of a commodity, or of a class of arms"
    return "stock of a commodity" if measure == "stock_out" else "essential supply of a commodity"


def _headline(race: Race, named: tuple[str, str], flag: str) -> str:
    """What the longest horizon says, rule by rule."""
    last = max(cell.horizon for cell in race.cells)
    parts = []
    for cell in (cell for cell in race.cells if cell.horizon == last):
        first, second = (
            f"{100 * part.share:.0f}\N{NO-BREAK SPACE}%" for part in (cell.challenger_first, cell.defender_first)
        )
        parts.append(f"{cell.rule}: {named[0]} {first}, {named[1]} {second}")
    return f"Who has run out first by day {last:g}, in shares of draws, by rule on {flag}: {'; '.join(parts)}."


def _shares_part(race: Race, named: tuple[str, str], flag: str) -> Part:
    columns = race_shares(race)
    words = {"leave": f"{flag} are left alone", "inspect": f"{flag} are inspected", "stop": f"{flag} are stopped"}
    columns["block"] = tuple(words.get(rule, rule) for rule in columns["block"])
    for name in ("part", "note"):
        columns[name] = tuple(_named(text, race, named) for text in columns[name])
    caption = Phrase("Beside each bar: shares with their interval of ninety-five per cent, of sampling draws alone.")
    options = {"x_label": "share of draws", "grey": ("neither",)}
    picture = Picture(
        "race.shares", "shares", "Who had run out first, by day of the war", caption, columns, options, "race"
    )
    return Part("By length of war and rule", pictures=(picture,))


def _named(text: str, race: Race, named: tuple[str, str]) -> str:
    return text.replace(race.challenger, named[0]).replace(race.defender, named[1])


def _days_part(outcome: DaysByRule, sides: tuple[str, str], measure: str) -> Part:
    columns = race_ranges(outcome, sides, measure=measure)
    columns["label"] = tuple(label[:1].upper() + label[1:] for label in columns["label"])
    columns["group"] = tuple(group.capitalize() for group in columns["group"])
    caption = Phrase(
        "Dot: half of draws; line: nine draws in ten. An arrow and “upwards” or “or more” mean that draws had not "
        "ended by "
        "the last day of the run, so that only a bound is known (censored)."
    )
    marks = tuple({"x": day, "label": f"{day:g} d"} for day in (180.0, 365.0) if day < outcome.last_day)
    options = {"x_label": f"days until {OUT_OF[measure]} ends", "unit": "days", "decimals": 0, "marks": marks}
    picture = Picture("race.days", "ranges", "How long each side lasts", caption, columns, options, "race")
    return Part("Days of endurance", pictures=(picture,))


def _limits(scenario: Scenario, outcome: DaysByRule) -> tuple[str, ...]:
    judged, count = len(scenario.assumptions), len(scenario.numbers)
    return (
        f"Draws are worlds that the ranges allow, not forecasts; {judged} of {count} numbers rest on an assumption "
        f"in part or "
        "in full, and no interval here covers that.",
        "Both clocks start on day 0; only what is modelled can run out; rules share the same draws.",
        f"Days are counted to day {outcome.last_day:,.0f}. {outcome.not_modelled}",
    )
