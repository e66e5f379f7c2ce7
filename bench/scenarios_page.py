"""Makes the tables of docs/scenarios.md: what is cited, headline figures, rules of labour. Decides no test."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import numpy as np

from multifront import contingency
from multifront.contingency import Scenario, WholeRun
from multifront.evidence import EvidenceStore, open_evidence

PAGE = Path(__file__).parents[1] / "docs" / "scenarios.md"
DRAWS, DAYS = 1_000, 365
CITED = (
    "| scenario | start | numbers | with a source | of these, without a judgment | rest on judgment alone | sources "
    "| of these, later than the start |"
)
HEAD = (
    "| scenario | days of the challenger, no help | with all help | days of the defender "
    "| ran out, challenger (no help, all) and defender | short, unit-days, no distraction | with it | further fronts |"
)


@cache
def starter() -> EvidenceStore:
    """The shipped evidence, opened once."""
    return open_evidence()


def cited(name: str) -> str:
    """How many numbers of a scenario have a source; defaults of the vocabulary are left out."""
    scenario = contingency.load(name)
    stated = [number for number in scenario.numbers.values() if not number.assumption.startswith("not in the file")]
    sourced = [number for number in stated if number.sources]
    plain = sum(not number.assumption for number in sourced)
    ids = sorted({source for number in sourced for source in number.sources})
    late = sum(row["public_from"] > scenario.start for row in starter().rows("observation", ids))
    cells = (name, scenario.start, len(stated), f"{len(sourced)} ({len(sourced) / len(stated):.0%})", plain)
    return _line(*cells, len(stated) - len(sourced), len(ids), late)


def headline(name: str) -> str:
    """Days, shares and shortfall of a scenario within a year, ships under the partner's flag left alone."""
    scenario = contingency.load(name)
    run = contingency.simulate_whole(scenario, DRAWS, days=DAYS)
    first, second = (run.ends(side, "leave") for side in run.sides[:2])
    ran = f"{_ran(first, 0)}, {_ran(first, -1)}; {_ran(second, 0)}"
    cells = (name, _days(first.days[0]), _days(first.days[-1]), _days(second.days[0]), ran)
    return _line(*cells, *_forces(run, scenario))


def labour(name: str) -> list[str]:
    """Mean shortfall by rule of a division of labour and front, acts elsewhere left out, 180 days."""
    lines = []
    for line in contingency.labour_of(contingency.load(name), DRAWS).lines:
        error = f"{line.short.mean:,.0f} ± {1.96 * line.short.standard_error:,.0f}"
        cells = [f"{value:,.0f}" for value in line.by_front.values()]
        lines.append(_line(name, line.rule, error, f"{line.worse:.0%}", *cells))
    return lines


def tables() -> dict[str, str]:
    """Every table of the page by the name of its marks."""
    names = contingency.shipped_scenarios()
    fronts = contingency.load("division-of-labour").blocks.places
    head = _line(
        "scenario", "rule", "short, unit-days (95 % sampling)", "worse than the first rule", *(p.name for p in fronts)
    )
    ruled = [row for name in ("division-of-labour", "two-fronts-korea") for row in labour(name)]
    return {
        "cited": _table(CITED, [cited(name) for name in names]),
        "headline": _table(HEAD, [headline(name) for name in names]),
        "labour": _table(head, ruled),
    }


def _forces(run: WholeRun, scenario: Scenario) -> tuple[str, str, str]:
    if not run.has_forces:
        return ("no forces",) * 3
    return (*(f"{np.median(run.shortfall[row]):,.0f}" for row in (0, -1)), f"{run.fronts_opened[0].mean():.2f}")


def _days(values: np.ndarray) -> str:
    low, middle, high = np.quantile(values, (0.05, 0.5, 0.95))
    ends = [f"{value:.0f}" if value < DAYS else f"over {DAYS}" for value in (middle, low, high)]
    return f"{ends[0]} ({ends[1]} to {ends[2]})"


def _ran(ends: contingency.SideEnds, row: int) -> str:
    return f"{1.0 - ends.censored[row].mean():.0%}"


def _line(*cells: object) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _table(head: str, rows: list[str]) -> str:
    return "\n".join([head, "|---" * (head.count(" | ") + 1) + "|", *rows]) + "\n"


def main() -> None:
    """Write the tables between their marks."""
    text = PAGE.read_text(encoding="utf-8")
    for name, table in tables().items():
        begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        before, rest = text.split(begin)
        text = before + begin + table + end + rest.split(end)[1]
        sys.stderr.write(f"{name} done\n")
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
