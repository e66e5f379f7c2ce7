"""What the run of a scenario says: lines, a table of channels, charts, for its section of a brief. No verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from multifront import contingency
from multifront.claims.channel_rows import channel_rows, places_of
from multifront.claims.grounds import Grounds
from multifront.claims.kind import Context
from multifront.claims.kinds.scenario_lines import RULE_TITLES
from multifront.claims.kinds.whole_words import key
from multifront.claims.ledger import Ledger, phrase
from multifront.claims.sampling import mean_interval, share_interval
from multifront.claims.swings import CAUTION, ENDS, find_swings, swing_columns
from multifront.claims.whole_measures import ALL_CHANNELS, NO_CHANNEL
from multifront.claims.whole_runs import whole_run
from multifront.contingency.route_map import MAP_CAPTION
from multifront.domain import ChannelRow, Figure, Floats, Phrase, Picture, TestLine

MOST_SHOWN = 5
"""So many numbers of a scenario are named as those that matter most to an outcome."""
QUANTILES = (0.05, 0.5, 0.95)
PARTNERS = {"RUS": "Russia"}
"""The partner as readers know it; others by the name in the file."""
RUNS_OUT = (
    "A side runs out on the first day on which essential demand for one of its supplies goes unmet, or one class of "
    "its arms can fire far less than it needs."
)
UNIT_DAYS = (
    "A unit-day is one ship, boat, squadron or battery that is missing for a day; all kinds are added as if they were "
    "alike."
)
LOSSES = (
    "Losses of force in the first weeks are counted in what each way of help adds; the lines above leave them out, as "
    "every claim does, so that intelligence may show here and nowhere else."
)


@dataclass(frozen=True, slots=True)
class RunParts:
    """The sentence on the run, outcomes by rule, channels by outcome, what to read from it, charts, maps, limits."""

    run: Phrase
    lines: tuple[TestLine, ...]
    outcomes: tuple[str, ...]
    channels: tuple[ChannelRow, ...]
    reading: tuple[Phrase, ...]
    pictures: tuple[Picture, ...]
    routes: tuple[Picture, ...]
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """What every part of the telling needs."""

    ledger: Ledger
    grounds: Grounds
    run: contingency.WholeRun

    @property
    def alone(self) -> str:
        """How a run with every channel shut is called."""
        return f"without {partner_of(self.run.scenario)}"

    @property
    def helped(self) -> str:
        """How a run with every channel open is called."""
        return f"with all help of {partner_of(self.run.scenario)}"

    def figure(self, name: str, value: object, more: str, *, style: str, unit: str = "") -> Figure:
        """A number of the run with its record."""
        return self.ledger.figure(name, value, self.grounds.basis(self.how(more)), unit=unit, style=style)

    def how(self, more: str) -> str:
        """The call that made a number, with what it counts."""
        run = self.run
        return f"contingency.simulate_whole({run.scenario.name!r}, draws={run.draws}, days={run.horizon}); {more}"

    def picture(self, name: str, kind: str, parts: tuple[str, Phrase, dict[str, object], dict[str, object]]) -> Picture:
        """A chart of the run; `parts` are title, caption, columns and options."""
        title, caption, columns, options = parts
        trace_id = self.ledger.picture(name, columns, self.grounds.basis(self.how(title)))  # type: ignore[arg-type]
        return self.grounds.picture(trace_id, kind, title, (caption, columns, options))


def run_parts(ledger: Ledger, grounds: Grounds, context: Context, asked: tuple[str, int, Sequence[str]]) -> RunParts:
    """Run a scenario, or read the run that a claim has made, and tell it.

    Args:
        ledger: of the scenario.
        grounds: its cited rows.
        context: where runs are kept.
        asked: name of the scenario as claims give it, days, outcomes of which to tell.

    Raises:
        UsageError: as `simulate_whole`.
    """
    name, days, wanted = asked
    told = _Told(ledger, grounds, whole_run(context, name, days))
    run = told.run
    tables = {rule: contingency.attribute_whole(run, rule) for rule in run.rules}
    outcomes = [one for one in wanted if one in tables[run.rules[0]]]
    endures = any(one != "shortfall" for one in outcomes)
    lines = [line for side in run.sides if endures for line in _endurance(told, side)]
    lines += list(_short(told)) if "shortfall" in outcomes else []
    said = phrase(
        "Run over {draws} sampled worlds for {days} days.",
        draws=told.figure("draws", run.draws, "sampled worlds", style="count"),
        days=told.figure("days", run.horizon, "days that are run", style="count", unit="days"),
    )
    return RunParts(
        run=said,
        lines=tuple(lines),
        outcomes=tuple(_title(run, one) for one in outcomes),
        channels=tuple(_channels(told, tables, outcomes)),
        reading=tuple(_reading(run, endures, "shortfall" in outcomes)),
        pictures=tuple(_swings(told, outcomes)),
        routes=tuple(_routes(told)) if endures else (),
        limits=(run.pressure_rule,) if run.pressure_rule else (),
    )


def partner_of(scenario: contingency.Scenario) -> str:
    """The partner as readers know it.

    Args:
        scenario: whose partner it is.
    """
    return PARTNERS.get(scenario.partner, scenario.partner)


def _reading(run: contingency.WholeRun, endures: bool, short: bool) -> Iterator[Phrase]:
    """What the words of the tables mean, as far as they stand in them."""
    if endures:
        yield phrase(RUNS_OUT)
    if short:
        yield phrase(UNIT_DAYS)
    if short and (rules := list(run.scenario.blocks.duties)):
        yield phrase(f"Where no other rule is named, who serves which front follows the first rule: {rules[0]}.")
    if run.has_losses:
        yield phrase(LOSSES)


def _title(run: contingency.WholeRun, outcome: str) -> str:
    first, second = (*(side.capitalize() for side in run.sides[:2]), "")[:2]
    return {
        "log_endurance": f"Longer that {first} lasts, about per cent",
        "shortfall": "More missing at all fronts, unit-days",
        "margin": f"Days by which {second} outlasts {first}",
    }[outcome]


def _endurance(told: _Told, side: str) -> Iterator[TestLine]:
    """In how many worlds a side runs out, alone and with all help; one line where rules say the same."""
    run, title = told.run, side.capitalize()
    alone = run.ends(side, run.rules[0], losses=False)
    yield _ends_line(told, (f"{title} runs out, {told.alone}", f"{side}_alone"), alone.days[NO_CHANNEL])
    helped = {rule: run.ends(side, rule, losses=False).days[ALL_CHANNELS] for rule in run.rules}
    if all(np.array_equal(days, alone.days[NO_CHANNEL]) for days in helped.values()):
        return
    lines = [
        _ends_line(told, (f"{title} runs out, {told.helped}, {RULE_TITLES[rule]}", f"{side}_{rule}"), days)
        for rule, days in helped.items()
    ]
    if len({_as_read(line) for line in lines}) == 1:
        lines = [replace(lines[0], label=f"{title} runs out, {told.helped}, whatever is done about ships")]
    yield from lines


def _as_read(line: TestLine) -> tuple[str, str]:
    return line.figure.shown, line.note.text if line.note else ""


def _ends_line(told: _Told, named: tuple[str, str], days: Floats) -> TestLine:
    """Share of worlds that run out within the run with its sampling interval; median day and nine worlds in ten."""
    label, name = named
    horizon = told.run.horizon
    found = int(np.count_nonzero(days < horizon))
    ends = share_interval(found, int(days.size))
    alike = round(100.0 * ends[0]) == round(100.0 * ends[1])
    low, high = (
        told.figure(f"{name}_{end}", 100.0 * value, "interval of Wilson", style="one" if alike else "count", unit="%")
        for end, value in zip(("low", "high"), ends, strict=True)
    )
    ordered = np.sort(days)
    at = [float(ordered[max(int(np.ceil(q * days.size)) - 1, 0)]) for q in QUANTILES]
    shown = {
        which: told.figure(
            f"{name}_{which}",
            f"{horizon} or later" if day >= horizon else day,
            f"{label}, quantile over draws",
            style="count",
            unit="days",
        )
        for which, day in zip(("first", "median", "last"), at, strict=True)
    }
    note = phrase(
        "sampling interval {low} to {high} %; median day {median}, nine worlds in ten from day {first} to {last}",
        low=low,
        high=high,
        **shown,
    )
    share = told.figure(name, found / days.size, f"{label}, share of draws", style="percent")
    return TestLine(label, share, "% of worlds", note)


def _short(told: _Told) -> Iterator[TestLine]:
    """Unit-days missing at all fronts, before losses, alone and with the partner's acts elsewhere."""
    table = told.run.shortfall_before_losses
    acts = f"with acts of {partner_of(told.run.scenario)} elsewhere"
    yield _short_line(told, (f"Missing at all fronts, {told.alone}", "alone"), table[NO_CHANNEL])
    yield _short_line(told, (f"Missing at all fronts, {acts}", "helped"), table[ALL_CHANNELS])
    for rule in list(told.run.scenario.blocks.duties)[1:]:
        label = f"The same, where the rule is: {rule}"
        yield _short_line(told, (label, key(rule)), told.run.shortfall_under(rule)[ALL_CHANNELS])


def _short_line(told: _Told, named: tuple[str, str], values: Floats) -> TestLine:
    label, name = named
    mean, low, high = (
        told.figure(f"short_{name}{end}", value, f"mean shortfall, {label}", style="count", unit="unit-days")
        for end, value in zip(("", "_low", "_high"), mean_interval(values), strict=True)
    )
    note = phrase("mean over worlds; sampling interval {low} to {high}", low=low, high=high)
    return TestLine(label, mean, "unit-days", note)


def _channels(
    told: _Told, tables: dict[str, dict[str, contingency.Attribution]], outcomes: Sequence[str]
) -> Iterator[ChannelRow]:
    """One row a channel, one cell an outcome."""
    for index, channel in enumerate(contingency.CHANNELS):
        cells = []
        for outcome in outcomes:
            rows = channel_rows({rule: found[outcome] for rule, found in tables.items()}, index, outcome)
            cells.append(_cell(told, outcome, list(rows)))
        yield ChannelRow(channel, tuple(cells))


def _cell(
    told: _Told, outcome: str, rows: Sequence[tuple[str, float | None, float | None, float | None, str]]
) -> Phrase:
    """What one channel adds to one outcome: a mean with its sampling interval, by rule where rules differ."""
    parts, figures = [], {}
    style = "one" if places_of(outcome) == 1 else "two"
    for label, *ends, word in rows:
        rule = f"{label.partition(', ')[2]}: " if len(rows) > 1 else ""
        if word:
            parts.append(f"{rule}{word}")
            continue
        names = [f"{key(outcome)}_{key(label)}_{end}" for end in ("low", "mean", "high")]
        for name, value in zip(names, ends, strict=True):
            more = f"contingency.attribute_whole, Shapley value of {label} on {outcome}"
            figures[name] = told.figure(name, value, more, style=style)
        parts.append(f"{rule}{{{names[1]}}} ({{{names[0]}}} to {{{names[2]}}})")
    return phrase("; ".join(parts), **figures)


def _swings(told: _Told, outcomes: Sequence[str]) -> Iterator[Picture]:
    """For endurance and for what is missing, the numbers that move it most; none where none does beyond chance."""
    run = told.run
    first = run.sides[0]
    if any(one != "shortfall" for one in outcomes):
        days = np.asarray(run.ends(first, run.rules[0], losses=False).days[ALL_CHANNELS])
        title = f"Which numbers move how long {first.capitalize()} lasts"
        yield from _tornado(told, ("picture_moves_days", title, f"mean days that {first.capitalize()} lasts"), days)
    if "shortfall" in outcomes:
        short = np.asarray(run.shortfall_before_losses[ALL_CHANNELS])
        label = "mean unit-days missing at all fronts"
        yield from _tornado(told, ("picture_moves_short", "Which numbers move what is missing", label), short)


def _tornado(told: _Told, named: tuple[str, str, str], values: Floats) -> Iterator[Picture]:
    name, title, x_label = named
    if swings := find_swings(told.run, values, MOST_SHOWN):
        options = {"x_label": f"{x_label}, {told.helped}", "middle": float(values.mean()), "decimals": 0, **ENDS}
        yield told.picture(name, "tornado", (title, phrase(CAUTION), dict(swing_columns(swings)), dict(options)))


def _routes(told: _Told) -> Iterator[Picture]:
    """The map of the challenger's routes of supply."""
    side = told.run.sides[0]
    columns = contingency.route_columns(contingency.route_rows(told.run.scenario, side))
    title = f"Routes of supply to {side.capitalize()}"
    yield told.picture("picture_routes", "route_map", (title, phrase(MAP_CAPTION), dict(columns), {}))
