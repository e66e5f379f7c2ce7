"""How long the supply model takes: `taiwan-blockade` with all commodities of both sides. Decides no test."""

from __future__ import annotations

import sys
import time

from multifront import contingency


def seconds(scenario: contingency.Scenario, draws: int) -> float:
    """Wall time of one run, after a small one has warmed everything up."""
    contingency.simulate(scenario, 50)
    begin = time.perf_counter()
    contingency.simulate(scenario, draws)
    return time.perf_counter() - begin


def main() -> None:
    """Print a line a case."""
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    scenario = contingency.load("taiwan-blockade")
    for count in (draws // 5, draws):
        print(f"{count:,} draws of {scenario.name}, both sides, all commodities: {seconds(scenario, count):.2f} s")


if __name__ == "__main__":
    main()
