"""Measures how often trend_departure cries wolf, and what it can see, on made series; prints the tables of the docs.

Run: OPENBLAS_NUM_THREADS=1 python bench/trend_departure_rates.py [repetitions, default 4000] [seed, default 1]
"""

from __future__ import annotations

import sys

import numpy as np
from scipy.special import stdtr

from multifront.alignment.autoregression import Design, fit, line_columns, simulate


def design_of(before: int, after: int, gap: int = 0) -> Design:
    years = np.concatenate([np.arange(before), before + gap + np.arange(after)]).astype(float)
    return Design(years, line_columns(years, years >= before + gap, bend=after >= 3))


def ordinary(design: Design, series: np.ndarray) -> np.ndarray:
    """P of plain least squares, errors taken for independent."""
    return transformed(design.columns, series)


def prais_winsten(design: Design, series: np.ndarray) -> np.ndarray:
    """P of least squares after one Prais-Winsten step with phi estimated from the residuals."""
    columns = design.columns
    hat = columns @ np.linalg.pinv(columns)
    rest = series - series @ hat.T
    phi = np.clip((rest[:, 1:] * rest[:, :-1]).sum(1) / (rest[:, :-1] ** 2).sum(1), -0.95, 0.95)
    out = []
    for one, value in zip(phi, series, strict=True):
        root = np.linalg.cholesky(
            one ** np.abs(design.years[:, None] - design.years[None, :])
            if one > 0
            else np.sign(one) ** np.abs(np.subtract.outer(design.years, design.years))
            * abs(one) ** np.abs(np.subtract.outer(design.years, design.years))
        )
        out.append(transformed(np.linalg.solve(root, columns), np.linalg.solve(root, value)[None, :])[0])
    return np.array(out)


def transformed(columns: np.ndarray, series: np.ndarray) -> np.ndarray:
    n, k = columns.shape
    inverse = np.linalg.inv(columns.T @ columns)
    found = series @ columns @ inverse
    squares = ((series - found @ columns.T) ** 2).sum(1) / (n - k)
    return 2.0 * stdtr(n - k, -np.abs(found) / np.sqrt(squares[:, None] * np.diag(inverse)))


def noise(design: Design, phi: float, draws: int, rng: np.random.Generator, kind: str = "normal") -> np.ndarray:
    n = design.years.size
    if kind == "walk":
        return np.cumsum(rng.standard_normal((draws, n)), axis=1)
    if kind == "t3":
        return rng.standard_t(3, (draws, n)) @ np.linalg.cholesky(design.correlation(phi, 0.0)).T
    if kind == "bent":  # the old trend bends gently: 2 standard deviations over the years before
        return simulate(design, phi, 0.0, draws, rng) + 8.0 * (design.years / design.years.max() - 0.5) ** 2
    return simulate(design, phi, 0.0, draws, rng)


def percent(p: np.ndarray) -> str:
    rates = [f"{100 * rate:4.1f}" for rate in (p < 0.05).mean(axis=0)[2:]]
    return " / ".join(rates + ["  - "] * (2 - len(rates)))


def false_positives(draws: int, rng: np.random.Generator) -> None:
    print("false positives, %, nominal 5: level / slope\n")
    print("| before, after | method | phi 0 | .3 | .6 | .8 |\n|---|---|---|---|---|---|")
    for before in (8, 12, 20):
        for after in (1, 2, 3, 5):
            design = design_of(before, after)
            made = [noise(design, phi, draws, rng) for phi in (0.0, 0.3, 0.6, 0.8)]
            cells = [percent(fit(design, series).p_values()) for series in made]
            print(f"| {before}, {after} | **weighed** | {' | '.join(cells)} |")
            if after in (1, 3):
                for name, method in (("least squares", ordinary), ("Prais-Winsten", prais_winsten)):
                    cells = [percent(method(design, series)) for series in made]
                    print(f"| | {name} | {' | '.join(cells)} |")


def broken(draws: int, rng: np.random.Generator) -> None:
    print("\nassumptions broken, %, weighed: level / slope\n")
    print(
        "| before, after | gap of 5 years, phi .6 | t3 noise, phi .6 | old trend bent, phi 0 | phi .95 | random walk |"
    )
    print("|---|---|---|---|---|---|")
    for before, after in ((8, 3), (12, 3), (20, 3), (20, 5)):
        plain, gapped = design_of(before, after), design_of(before, after, gap=5)
        cells = [percent(fit(gapped, noise(gapped, 0.6, draws, rng)).p_values())]
        for phi, kind in ((0.6, "t3"), (0.0, "bent"), (0.95, "normal"), (0.0, "walk")):
            cells.append(percent(fit(plain, noise(plain, phi, draws, rng, kind)).p_values()))
        print(f"| {before}, {after} | {' | '.join(cells)} |")


def power(draws: int, rng: np.random.Generator) -> None:
    print("\nsmallest effect seen in 80 %, in standard deviations of the scatter: level / slope a year\n")
    print("| before, after | phi 0 | .3 | .6 |\n|---|---|---|---|")
    for before, after in ((8, 1), (8, 3), (12, 3), (20, 1), (20, 3), (20, 5)):
        design, cells = design_of(before, after), []
        for phi in (0.0, 0.3, 0.6):
            low = fit(design, noise(design, phi, draws, rng)).quantile(0.025, steps=12)
            seen = [f"{size:.1f}" for size in np.quantile(-low, 0.8, axis=0)[2:]]
            cells.append(" / ".join(seen + ["-"] * (2 - len(seen))))
        print(f"| {before}, {after} | {' | '.join(cells)} |")


def with_standard_errors(draws: int, rng: np.random.Generator) -> None:
    print("\nhalf of the variance is measurement, its size by year known and uneven (x 1 to 3), %: level / slope\n")
    print("| before, after | phi 0, errors given | phi .6, errors given | phi .6, not given |\n|---|---|---|---|")
    for before, after in ((8, 3), (20, 3)):
        plain, cells = design_of(before, after), []
        pattern = np.resize([1.0, 2.0, 3.0, 1.5], plain.years.size) ** 2
        told = Design(plain.years, plain.columns, pattern)
        for phi, design in ((0.0, told), (0.6, told), (0.6, plain)):
            cells.append(percent(fit(design, simulate(told, phi, 0.5, draws, rng)).p_values()))
        print(f"| {before}, {after} | {' | '.join(cells)} |")


if __name__ == "__main__":
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    generator = np.random.default_rng(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    false_positives(repetitions, generator)
    broken(repetitions, generator)
    with_standard_errors(repetitions, generator)
    power(min(repetitions, 2000), generator)
