"""What exploration finds in `taiwan-blockade` and how long it takes: discovery, Sobol, regret, collection list.

Run: .venv/bin/python bench/exploration.py [draws]. The decision is how a coalition treats Russian-flag ships. The loss
of a rule is China's days to an empty stock within a year, plus a price of the rule in such days (assumed).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from multifront import contingency
from multifront.contingency import (
    attribution,
    discovery,
    economy,
    exploration,
    given_data,
    regret,
    value_of_learning,
)
from multifront.contingency.worlds import Sampler

HORIZON = 365.0
PRICE = {"leave": 0.0, "inspect": 1.0, "stop": 3.0}


def timed(name: str, work: Callable[[], Any]) -> Any:
    start = time.perf_counter()
    found = work()
    print(f"{name:<44} {time.perf_counter() - start:6.2f} s")
    return found


def sampled(scenario: contingency.Scenario, draws: int) -> dict[str, np.ndarray]:
    """Every number that is a range and can act on China, in the draws of the simulation."""
    sampler = Sampler(scenario, 0, np.arange(draws, dtype=np.int64))
    names = [n.name for n in scenario.numbers.values() if not n.fixed and not n.name.startswith("taiwan.")]
    return {name: sampler.values(name) for name in names}


def economy_case(draws: int, combinations: int) -> None:
    """The economy part on made numbers, for its time alone."""
    rng = np.random.default_rng(0)
    for _ in range(combinations):
        kinds = (economy.Exposure, economy.Partner)
        made = [kind(**{name: rng.uniform(0.1, 1.0, draws) for name in kind.__dataclass_fields__}) for kind in kinds]
        economy.economy_outcome(*made)


def main() -> None:
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    scenario = contingency.load("taiwan-blockade")
    outcome = timed(f"simulate, {draws:,} draws", lambda: contingency.simulate(scenario, draws))
    numbers = sampled(scenario, draws)
    days = {rule: np.minimum(outcome.run("china", rule).stock_out, HORIZON) for rule in outcome.rules}
    table = np.random.default_rng(0).normal(size=(16, draws))
    timed("attribute, 16 combinations", lambda: attribution.attribute(table))
    box = timed(
        "discover: stock empty within a year under stop",
        lambda: discovery.discover(numbers, days["stop"] < HORIZON, resamples=20),
    )
    print("   ", box.sentence)
    for line in box.restrictions:
        print(f"      {line.text}: quasi-p {line.quasi_p:.1g}, restricted in {line.reproduced:.0%} of resamples")
    gained = days["leave"] - np.minimum(outcome.run("china", "leave", "off").stock_out, HORIZON)
    effects = timed("main effects on days gained, from draws", lambda: given_data.main_effects(numbers, gained))
    print("   ", ", ".join(f"{e.name} {e.share:.2f}" for e in effects[:4]))
    shares = timed(
        "Sobol, 256 rows, 4 replicates",
        lambda: exploration.variance_shares(scenario, "china", "leave", horizon=HORIZON, measure="stock_out"),
    )
    for share in shares[:4]:
        print(
            f"      {share.name}: first {share.first:.2f} ({share.first_low:.2f} to {share.first_high:.2f}), "
            f"total {share.total:.2f} ({share.total_low:.2f} to {share.total_high:.2f})"
        )
    loss = np.array([days[rule] + PRICE[rule] for rule in outcome.rules])
    lines = timed("regret of three rules", lambda: regret.regret_table(loss, outcome.rules))
    for line in lines:
        print(f"      {line.setting}: mean regret {line.mean:.2f}, 95 % {line.high:.1f}, most {line.greatest:.1f} days")
    print(f"    knowing all would save {value_of_learning.value_of_knowing_all(loss):.2f} days in the mean")
    listed = timed(
        f"collection list of {len(numbers)} numbers",
        lambda: value_of_learning.collection_list(numbers, loss, outcome.rules),
    )
    for fact in listed:
        print(f"      {fact.value:.3f} (s.e. {fact.standard_error:.3f}; {fact.share:.0%}) {fact.sentence}")
    timed("economy, 16 combinations", lambda: economy_case(draws, 16))


if __name__ == "__main__":
    main()
