"""Time and memory of the whole run: `taiwan-war`, 16 combinations of channels, 180 days. Decides no test."""

from __future__ import annotations

import resource
import sys
import time

from multifront import contingency


def seconds(scenario: contingency.Scenario, draws: int, workers: int) -> tuple[float, float]:
    """Wall and processor time of one run with its attribution, after a small one has warmed everything up."""
    contingency.attribute_whole(contingency.simulate_whole(scenario, 50), "leave")
    begin = time.perf_counter(), time.process_time()
    run = contingency.simulate_whole(scenario, draws, workers=workers)
    for rule in run.rules:
        contingency.attribute_whole(run, rule)
    return time.perf_counter() - begin[0], time.process_time() - begin[1]


def main() -> None:
    """Print a line a case."""
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    scenario = contingency.load("taiwan-war")
    for workers in (1, 2):
        wall, used = seconds(scenario, draws, workers)
        what = f"{draws:,} draws x 16 combinations x 180 days, three rules, {workers} worker(s)"
        print(f"{what}: {wall:.1f} s, processor {used:.1f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
    print(f"peak memory: {peak:,.0f} MB")


if __name__ == "__main__":
    main()
