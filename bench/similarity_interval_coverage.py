"""Measures how often the 95 % intervals of the similarity measures hold the true value.

    .venv/bin/python bench/similarity_interval_coverage.py [draws]

Every figure is a share of multinomial draws, in per cent; draws without a value (0/0) are left out.
"""

from __future__ import annotations

import sys

import numpy as np

from multifront.alignment.counts import SCHEMES, similarity_from_counts

TABLES = {
    "mixed votes": [[40, 6, 2], [10, 15, 3], [2, 4, 18]],
    "88 % both yes": [[880, 30, 10], [30, 20, 5], [10, 5, 10]],
    "98 % agreement": [[70, 1, 0], [1, 20, 0], [0, 0, 8]],
}
SIZES = (10, 20, 50, 75)


def main() -> None:
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    rng = np.random.default_rng(3)
    print("| votes | items | " + " | ".join(SCHEMES) + " |\n|---|---|" + "---|" * len(SCHEMES))
    for name, table in TABLES.items():
        true = np.array(table) / np.sum(table)
        for size in SIZES:
            samples, shown = rng.multinomial(size, true.ravel(), draws).reshape(-1, 3, 3), []
            for measure in SCHEMES:
                value = similarity_from_counts(true, measure=measure, levels=(0, 1, 2)).value
                found = similarity_from_counts(samples, measure=measure, levels=(0, 1, 2))
                made = np.isfinite(found.value)
                shown.append(f"{100 * ((found.low <= value) & (value <= found.high))[made].mean():.0f}")
            print(f"| {name} | {size} | " + " | ".join(shown) + " |")


if __name__ == "__main__":
    main()
