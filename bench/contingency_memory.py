"""Prints the peak memory of one run in a process of its own, in MB: `simulate` or `whole`, and how many draws."""

from __future__ import annotations

import resource
import sys

from multifront import contingency


def main() -> None:
    """Run once; the peak covers Python and all libraries."""
    what, draws = sys.argv[1], int(sys.argv[2])
    if what == "simulate":
        outcome = contingency.simulate(contingency.load("taiwan-blockade"), draws)
        assert outcome.run("china", "stop").endurance.size == draws
    else:
        run = contingency.simulate_whole(contingency.load("taiwan-war"), draws)
        for rule in run.rules:
            contingency.attribute_whole(run, rule)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main()
