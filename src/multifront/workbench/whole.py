"""The whole run of a scenario for people at a command line: what runs out when, what is short, which channel did it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from multifront import contingency
from multifront.contingency.whole_outcomes import acting_channels, scenario_paths
from multifront.domain import Floats
from multifront.workbench.scenarios import load
from multifront.workbench.whole_rows import ALL_RULES, OFF, RULES_HEAD, Attributed, Row, all_rows, plain

DEFAULT_DAYS = contingency.DEFAULT_DAYS
EVERY = "all"
OUTCOMES = {
    "log_endurance": "ln days of the challenger",
    "shortfall": "unit-days that the coalition is short",
    "margin": "days of the defender minus the challenger",
}
SHOWN = 0.02
"""Share of draws from which a bound is named in the table; rows of JSON and CSV name all."""
SMALLEST = 1e-9
"""A number this small, relative to the whole, is a rounding error and shown as 0."""


@dataclass(frozen=True, slots=True)
class Block:
    """A table for a reader with the line that stands over it."""

    title: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class WholeReport:
    """Everything as rows, the same for a reader as blocks, and the lines that must stand under them."""

    rows: list[Row]
    notes: tuple[str, ...]
    blocks: tuple[Block, ...]


def simulate(
    name: str,
    seed: int,
    draws: int,
    days: int,
    say: Callable[[str], None],
    *,
    workers: int = 1,
    claims: Path | None = None,
) -> WholeReport:
    """All outcomes over all combinations as rows, and as blocks for a reader: endurance, shortage, channels, the rest.

    Raises:
        UsageError: a horizon that the scenario does not reach, or no worker.
    """
    run = contingency.simulate_whole(load(name, claims), draws, seed, say, days=days, workers=workers)
    found = {rule: contingency.attribute_whole(run, rule) for rule in run.rules}
    blocks = [_endurance(run), *_shortage(run), _channels(run, found), *_losses(run), *_economy(run)]
    return WholeReport(all_rows(run, found), _notes(run), tuple(blocks))


def _notes(run: contingency.WholeRun) -> tuple[str, ...]:
    notes = [
        f"{run.draws:,} draws, {run.horizon} days, seed {run.seed}; medians unless said. Shares of draws are no "
        "probabilities; rules on ships are decisions, never averaged; rows alike under several rules stand once.",
        f"{contingency.NO_PATH}: the channel cannot act on the outcome in this scenario, which is not a gain of 0.",
        run.pressure_rule,
        contingency.NOT_MODELLED,
    ]
    return tuple(note for note in notes if note)


def _states(paths: frozenset[str]) -> list[tuple[str, int]]:
    """No channel, each that has a path alone, and all: the name and the row of the combination."""
    alone = [(name, 1 << index) for index, name in enumerate(contingency.CHANNELS) if name in paths]
    return [(OFF, 0), *alone, (EVERY, 2 ** len(contingency.CHANNELS) - 1)]


def _without(paths: frozenset[str]) -> str:
    return ", ".join(name for name in contingency.CHANNELS if name not in paths)


def _endurance(run: contingency.WholeRun) -> Block:
    """Days of each side, one row a state of the channels; rules under which all rows are alike stand together."""
    rows: list[Row] = []
    for side in run.sides:
        paths = acting_channels(run.scenario, side)
        tables = {rule: _side_lines(run, side, rule, paths) for rule in run.rules}
        for rules, lines in _merged(tables).items():
            rows += [{"side": side, RULES_HEAD: rules, **line} for line in lines]
        if _without(paths):
            rows.append(
                {"side": side, RULES_HEAD: ALL_RULES, "channels on": _without(paths), "days": contingency.NO_PATH}
            )
    return Block(f"Days until a side runs out, within {run.horizon} days", _opened_up(rows, ("side", RULES_HEAD)))


def _side_lines(run: contingency.WholeRun, side: str, rule: str, paths: frozenset[str]) -> list[Row]:
    found = [_ends_line(run.ends(side, rule), name, row) for name, row in _states(paths)]
    if run.has_losses:
        calm = run.ends(side, rule, losses=False)
        ends_of_table = (_states(paths)[0], _states(paths)[-1])
        found += [_ends_line(calm, f"{name}, losses left out", row) for name, row in ends_of_table]
    return found


def _ends_line(ends: contingency.SideEnds, name: str, row: int) -> Row:
    """Days of one side in one combination, how many draws never end, and what ends first."""
    low, middle, high = np.quantile(ends.days[row], (0.05, 0.5, 0.95))
    bounds = sorted(ends.share_bound(row).items(), key=lambda item: -item[1])
    return {
        "channels on": name,
        "days": f"{middle:,.1f}",
        "9 draws in 10": f"{low:,.1f} to {high:,.1f}",
        "not run out": f"{ends.censored[row].mean():.0%}",
        "runs out first of": ", ".join(f"{plain(bound)} {share:.0%}" for bound, share in bounds if share >= SHOWN),
    }


def _shortage(run: contingency.WholeRun) -> Iterator[Block]:
    """What the coalition is short of and the fronts that opened, one row a state of the channels."""
    if not run.has_forces:
        return
    paths = frozenset(scenario_paths(run.scenario, "shortfall"))
    rows: list[Row] = []
    for name, row in _states(paths):
        low, middle, high = np.quantile(run.shortfall[row], (0.05, 0.5, 0.95))
        line = {"channels on": name, "unit-days short": f"{middle:,.0f}", "9 draws in 10": f"{low:,.0f} to {high:,.0f}"}
        if run.has_losses:
            line["of it by losses"] = f"{np.median(run.short_by_losses[row]):,.0f}"
        rows.append(line | {"further fronts, mean": f"{run.fronts_opened[row].mean():.3f}"})
    if _without(paths):
        rows.append({"channels on": _without(paths), "unit-days short": contingency.NO_PATH})
    yield Block("What the coalition is short of, all layers and fronts; further fronts opened", rows)
    if run.scenario.blocks.duties:
        yield _labour(run)


def _labour(run: contingency.WholeRun) -> Block:
    """The shortage under each rule of a division of labour, the same worlds in all; losses left out."""
    rows = [
        {"who may serve where": plain(rule), OFF: _span(short[0]), EVERY: _span(short[-1])}
        for rule, short in ((rule, run.shortfall_under(rule)) for rule in run.scenario.blocks.duties)
    ]
    return Block("Unit-days short under each division of labour, without and with all channels", rows)


def _channels(run: contingency.WholeRun, found: Attributed) -> Block:
    """Shapley values, one row an outcome and channel, mean over draws with its sampling interval."""
    rows: list[Row] = []
    for outcome in found[run.rules[0]]:
        lines = {rule: _share_lines(found[rule][outcome]) for rule in run.rules}
        merged = _merged(lines) if outcome != "shortfall" else {ALL_RULES: lines[run.rules[0]]}
        rows += [
            {"outcome": OUTCOMES[outcome], RULES_HEAD: rules, **line} for rules, own in merged.items() for line in own
        ]
    title = "What each channel adds: Shapley value, mean over draws with its 95 % sampling interval"
    return Block(title, _opened_up(rows, ("outcome", RULES_HEAD)))


def _share_lines(one: contingency.Attribution) -> list[Row]:
    size = max(abs(one.whole.mean), SMALLEST)
    shares = [(share.channel, share.estimate) for share in one.shares]
    lines = [{"channel": name, **_interval(found, size)} for name, found in [*shares, (EVERY, one.whole)]]
    return [line | {"censored somewhere": f"{one.censored:.0%}" if line["channel"] == EVERY else ""} for line in lines]


def _losses(run: contingency.WholeRun) -> Iterator[Block]:
    """Units lost by line without and with all channels; they decide no verdict."""
    if not run.has_losses:
        return
    rows = []
    for line in run.scenario.blocks.losses:
        per_unit = run.scenario.numbers[f"{line.path}.per_unit"].mode
        lost = run.lost(line.side, line.name) * per_unit
        rows.append(
            {"side": line.side, "lost in 28 days": plain(line.name), OFF: _span(lost[0]), EVERY: _span(lost[-1])}
        )
    yield Block(
        "Losses: averages of war games carried on by a curve; they decide no verdict", _opened_up(rows, ("side",))
    )


def _economy(run: contingency.WholeRun) -> Iterator[Block]:
    """A year's exposure, what the partner's trade offsets, and losses of output."""
    block = run.scenario.blocks.economy
    if block is None:
        return
    rows = [
        {
            "USD bn in a year": name,
            "exposed": _span(run.economy(f"{name}_exposed")),
            "offset by the partner": _span(run.economy(f"{name}_offset")),
        }
        for name in ("exports", "imports", "reserves")
    ]
    yield Block(f"Trade and reserves of {run.sides[0]} exposed to sanctions; no channel acts here", rows)
    losses = [
        {
            "economy": run.sides[0],
            "% of GDP": _percent(run.economy("output_loss", partner=False)),
            "with the partner's trade": _percent(run.economy("output_loss")),
        }
    ]
    losses += [
        {"economy": plain(name), "% of GDP": _percent(run.economy(f"output_loss.{name}"))} for name in block.economies
    ]
    yield Block(f"First-year loss of output as published ({block.case}), drawn evenly between studies", losses)


def _span(values: Floats) -> str:
    low, middle, high = np.quantile(values, (0.05, 0.5, 0.95))
    return f"{middle:,.0f} ({low:,.0f} to {high:,.0f})"


def _percent(values: Floats) -> str:
    low, middle, high = 100.0 * np.quantile(values, (0.05, 0.5, 0.95))
    return f"{middle:.1f} ({low:.1f} to {high:.1f})"


def _merged(tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Rules whose lines print alike, joined."""
    found: dict[str, list[Row]] = {}
    for rule, lines in tables.items():
        same = next((key for key, known in found.items() if known == lines), None)
        if same is None:
            found[rule] = lines
        else:
            found[f"{same}, {rule}"] = found.pop(same)
    return found


def _opened_up(rows: list[Row], keys: tuple[str, ...]) -> list[Row]:
    """The same rows with words that only repeat those of the line above left out."""
    shown, last = [], dict.fromkeys(keys, "")
    for row in rows:
        alike = all(row[key] == last[key] for key in keys)
        shown.append(row | dict.fromkeys(keys, "") if alike else row)
        last = {key: row[key] for key in keys}
    return shown


def _interval(found: contingency.Estimate | None, size: float) -> Row:
    if found is None:
        return {"adds": contingency.NO_PATH}
    half = 1.96 * found.standard_error
    ends = [0.0 if abs(end) < SMALLEST * size else end for end in (found.mean, found.mean - half, found.mean + half)]
    return {"adds": f"{ends[0]:.3g}", "95 % interval": f"{ends[1]:.3g} to {ends[2]:.3g}"}
