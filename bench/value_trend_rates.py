"""Measures how often the trend test of a real-valued series cries wolf, and what it sees, beside simpler tests."""

from __future__ import annotations

import sys

import numpy as np
from scipy.stats import kendalltau, linregress

from multifront.alignment.autoregression import Design, fit

SPANS = (10, 20, 40)
SHAPES = (0.0, 0.3, 0.6, 0.8, "random walk", "step")


def series(shape: float | str, n: int, count: int, rng: np.random.Generator) -> np.ndarray:
    """Series without a trend, of unit scatter; a step of two in the middle for `step`; shape (count, n)."""
    steps = rng.standard_normal((count, n))
    if shape == "random walk":
        return steps.cumsum(axis=1)
    if shape == "step":
        return steps + 2.0 * (np.arange(n) >= n // 2)
    made = steps.copy()
    for place in range(1, n):
        made[:, place] = shape * made[:, place - 1] + np.sqrt(1.0 - shape**2) * steps[:, place]
    return made


def rejected(made: np.ndarray) -> tuple[float, float, float]:
    """Shares of series with p below .05: ours, the t of least squares, Mann-Kendall."""
    years = np.arange(made.shape[1], dtype=np.float64)
    design = Design(years, np.stack([np.ones(years.size), years - years.mean()], axis=1))
    ours = (fit(design, made).p_values()[:, 1] < 0.05).mean()
    least = np.mean([linregress(years, one).pvalue < 0.05 for one in made])
    kendall = np.mean([kendalltau(years, one).pvalue < 0.05 for one in made])
    return float(ours), float(least), float(kendall)


def main(count: int) -> None:
    """Print the table of docs/methods-alignment.md."""
    print("| series | years | value_trend | least squares | Mann-Kendall |\n|---|---|---|---|---|")
    for shape in SHAPES:
        for n in SPANS:
            shares = rejected(series(shape, n, count, np.random.default_rng((n, SHAPES.index(shape)))))
            print(f"| {shape} | {n} | " + " | ".join(f"{100 * share:.1f}" for share in shares) + " |")
    print("\npower against a rise of 3 standard deviations from first to last year, autocorrelation 0 / .3 / .6")
    for n in SPANS:
        found = []
        for shape in (0.0, 0.3, 0.6):
            made = series(shape, n, count, np.random.default_rng((n, 99))) + np.linspace(0.0, 3.0, n)
            found.append(f"{100 * rejected(made)[0]:.1f}")
        print(f"| {n} | {' / '.join(found)} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
