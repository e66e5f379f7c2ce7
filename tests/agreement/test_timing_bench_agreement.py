"""The measuring script decides as the full test does, and its processes, thresholds and marks are what they say."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

import timing_processes as processes
import timing_size_power as bench
import timing_speed as speed

from multifront.timing import coincidence_test
from multifront.timing.exact_null import make_design

START = np.datetime64("2018-01-01")
CELLS = [
    ("Poisson", 0, 0.5, 4),
    ("clusters in both", 0, 0.5, 4),
    ("season + trend", 1, 0.2, 6),
    ("clusters in both", 1, 0.1, 6),
    ("one hot month a year, x10", 1, 0.0, 6),
    ("three shared shocks x13, sd 12 d", 1, 0.0, 4),
]


def decisions(name: str, size: int, share: float, repetitions: int) -> list[tuple[float, bool, bool]]:
    """Raw p, the full test's decision, and the bench's, of each repetition."""
    window = processes.SIZES[size][2]
    design, found = make_design(processes.SPAN, window, 0), []
    for r in range(repetitions):
        a, b = processes.triggered_pair(name, size, r, share)
        full = coincidence_test(
            START + a, START + b, window_days=window, span=(START, START + processes.SPAN - 1), rng=r
        )
        found.append((full.p_raw, full.p_value <= 0.05, bench.calibrated_rejects(a, b, design, r)))
    return found


def test_stopping_early_never_changes_a_decision() -> None:
    every = [one for cell in CELLS for one in decisions(*cell)]
    assert [full for _, full, _ in every] == [quick for _, _, quick in every]
    drawn = [full for raw, full, _ in every if raw <= 0.10]
    assert any(drawn), "no repetition was rejected: nothing was compared"
    assert not all(drawn), "no repetition was let pass after drawing pairs: stopping was not compared"
    assert any(raw > 0.10 for raw, _, _ in every), "no repetition was decided by the cap alone"


@pytest.mark.parametrize("name", processes.PROCESSES)
def test_each_process_gives_sorted_days_of_the_span_in_exact_numbers(name: str) -> None:
    for size, (count_a, count_b, _) in enumerate(processes.SIZES):
        a, b = processes.pair(name, size, 1)
        again = processes.pair(name, size, 1)
        assert (a.size, b.size) == (count_a, count_b)
        for days, same in zip((a, b), again, strict=True):
            assert np.array_equal(days, same)
            assert np.all(np.diff(days) >= 0)
            assert 0 <= days[0] <= days[-1] < processes.SPAN


def test_a_moved_threshold_has_the_rate_it_is_moved_to() -> None:
    """With ties the rest is drawn by lot: by hand, 1 of 10 below .2, four at .2; a level of 30 % takes half the tie."""
    null = np.array([0.1, 0.2, 0.2, 0.2, 0.2, 0.5, 0.6, 0.7, 0.8, 0.9])
    assert bench.power_at(null, null, 0.3) == pytest.approx(0.3)
    assert bench.power_at(null, np.array([0.1, 0.2, 0.2, 0.9]), 0.3) == pytest.approx((1 + 2 * 0.5) / 4)
    assert bench.power_at(null, null, 0.0) == 0.0


def test_a_rate_above_its_bound_is_marked_by_how_sure_that_is() -> None:
    """Standard error by hand: 12 % of 100 is 3.2 points, of 1,000 is 1.0."""
    assert [bench.marked(r, 8.0, n) for r, n in ((8.0, 100), (12.0, 100), (12.0, 1000))] == ["8.0", "12.0?", "**12.0**"]


def test_a_run_goes_on_where_the_file_ends(tmp_path: Path) -> None:
    path = tmp_path / "cells.csv"
    everything = bench.missing(path, 2 * bench.BATCH)
    assert len(everything) == len(set(everything)) == 2 * (3 * len(processes.PROCESSES) + 3 * 3 * len(bench.POWERED))
    rows = [f"Poisson,1,0.0,{r},0.2,0.01,0,0.04" for r in range(bench.BATCH)]
    path.write_text("\n".join([",".join(bench.FIELDS), *rows]) + "\n")
    assert set(everything) - set(bench.missing(path, 2 * bench.BATCH)) == {("Poisson", 1, 0.0, 0)}
    found = bench.rates(bench.read(path)["Poisson", 1, 0.0])
    assert (found["both"], found["anniversary"], found["peer"], found["n"]) == (0.0, 100.0, 100.0, bench.BATCH)


def test_surrogates_of_the_speed_table_make_the_exact_p() -> None:
    """200,000 surrogates: within five standard errors of the larger mid-p."""
    for repetition, share in ((0, 0.0), (1, 0.2), (2, 0.2)):
        a, b = processes.triggered_pair("season + trend", 1, repetition, share)
        design = make_design(processes.SPAN, 7, 0)
        exact = speed.exact_p(a, b, design)
        error = 5 * np.sqrt(exact * (1 - exact) / 200_000)
        assert speed.surrogate_p(a, b, design, 200_000) == pytest.approx(exact, abs=error + 1e-5)
