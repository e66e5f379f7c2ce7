"""How far Sobol's shares of `composite_rank` vary with the seed alone: 200 made pairs, four indicators with gaps.

.venv/bin/python bench/composite_rates.py
"""

from __future__ import annotations

import numpy as np

from multifront.alignment import composite_rank

SEEDS = 8


def main() -> None:
    """Print mean and standard deviation over seeds of each choice's shares."""
    rng = np.random.default_rng(11)
    values = rng.normal(size=(200, 1)) + rng.normal(size=(200, 4))
    values[rng.random(values.shape) < 0.15] = np.nan
    values[0] = [1.0, -0.5, np.nan, 0.8]
    pairs = [f"p{i}" for i in range(200)]
    found = [composite_rank(values, list("abcd"), pairs, pair="p0", rng=seed) for seed in range(SEEDS)]
    print("| choice | first share | total share |\n|---|---:|---:|")
    for place, one in enumerate(found[0].influence):
        first, total = (np.array([getattr(f.influence[place], word) for f in found]) for word in ("first", "total"))
        print(
            f"| {one.factor} | {first.mean():.2f} (sd {first.std():.2f}) | {total.mean():.2f} (sd {total.std():.2f}) |"
        )
    print(f"\n{found[0].left_out_runs} of {found[0].left_out_runs + found[0].runs} runs give the pair no index")


if __name__ == "__main__":
    main()
