"""A declared grid of windows and lags, judged as one family."""

from __future__ import annotations

import numpy as np
import pytest

from multifront.errors import UsageError
from multifront.timing import coincidence_grid, coincidence_test, false_discovery_rate
from multifront.timing.window_grid import family_alarms, pooled_ranks, smallest_p

SPAN = ("2015-01-01", "2021-12-31")
START = np.datetime64("2015-01-01")
RNG = np.random.default_rng(11)
A, B = START + RNG.integers(0, 2500, 20), START + RNG.integers(0, 2500, 40)


def test_a_cell_alone_is_the_coincidence_test() -> None:
    grid = coincidence_grid(A, B, windows=(3, 14), lags=(0, 7), span=SPAN, draws=199)
    assert len(grid.cells) == 8
    for cell in grid.cells[:4]:
        alone = coincidence_test(A, B, window_days=cell.window_days, lag_days=cell.lag_days, span=SPAN, draws=199)
        assert cell.p_raw == pytest.approx(alone.p_raw, abs=1e-12)
        assert cell.p_value == pytest.approx(alone.p_value, abs=1e-12)
        assert (cell.hits, cell.precursor_rate, cell.trigger_rate) == (
            alone.hits,
            alone.precursor_rate,
            alone.trigger_rate,
        )
    for cell in grid.cells[4:]:
        other = coincidence_test(B, A, window_days=cell.window_days, lag_days=cell.lag_days, span=SPAN, draws=199)
        assert (cell.follower, cell.leader, cell.hits) == ("stream B", "stream A", other.hits)
        assert cell.p_raw == pytest.approx(other.p_raw, abs=1e-12)
    assert grid.p_value >= min(cell.p_value for cell in grid.cells)
    assert np.allclose([c.q_value for c in grid.cells], false_discovery_rate([c.p_value for c in grid.cells]))


def test_ranks_and_the_smallest_p_by_hand() -> None:
    """Two cells, the data and three pairs. Ranks of cell 1: 1/4, 2/4, 3/4, 1; of cell 2: 2/4, 1/4, 1, 3/4."""
    ranks = pooled_ranks(np.array([[0.01, 0.02, 0.3, 0.4], [0.02, 0.01, 0.5, 0.45]]))
    assert ranks.tolist() == [[0.25, 0.5, 0.75, 1.0], [0.5, 0.25, 1.0, 0.75]]
    family = smallest_p(ranks)
    assert family.p_value == 0.5
    assert family.of_cells.tolist() == [0.5, 0.5]
    assert family_alarms(ranks, 0.25) == {"uncorrected": 0.5, "bh": 0.0, "by": 0.0, "family": 0.0}


def test_the_cap_holds_in_a_family() -> None:
    assert pooled_ranks(np.array([[0.6, 0.7, 0.8, 0.9]])).tolist() == [[0.3, 0.5, 0.75, 1.0]]


def test_equal_cells_cost_nothing_and_unrelated_ones_do() -> None:
    p = np.random.default_rng(1).random(200)
    p[0] = 0.01
    one, same = smallest_p(pooled_ranks(p[None])), smallest_p(pooled_ranks(np.stack([p, p, p])))
    assert one.p_value == same.p_value
    others = np.random.default_rng(2).random((7, 200))
    assert smallest_p(pooled_ranks(np.vstack([p, others]))).p_value > 3 * one.p_value


def test_a_true_excess_is_found_and_its_direction_told() -> None:
    grid = coincidence_grid(B[::2] + 2, B, windows=(3, 7), span=SPAN, draws=199)
    assert grid.p_value <= 0.02
    first = {cell.follower: cell for cell in grid.cells if cell.window_days == 3}
    assert first["stream A"].q_value <= 0.05 < first["stream B"].q_value
    assert first["stream A"].p_family <= 0.02
    assert "not coordination" in grid.sentence
    assert grid.false_positive_rates["uncorrected"] > grid.false_positive_rate
    assert grid.false_positive_rate <= 0.05


def test_a_grid_of_nothing_says_so() -> None:
    rng = np.random.default_rng(12)
    a = START + rng.integers(0, 2500, 20)
    grid = coincidence_grid(a, B, windows=(3, 7), span=SPAN, draws=199)
    assert grid.p_value > 0.05
    assert "does not show independence" in grid.sentence
    assert grid == coincidence_grid(a, B, windows=(3, 7), span=SPAN, draws=199)


@pytest.mark.parametrize(("a", "b"), [([], B), (A[:1], B[:1]), ([], [])])
def test_cells_that_cannot_decide_are_left_out_and_said(a: object, b: object) -> None:
    grid = coincidence_grid(a, b, windows=(3, 7), span=SPAN, draws=199)
    assert grid.p_value is None
    assert grid.tested == ()
    assert "Too few to say in any of 4 cells" in grid.sentence
    assert all(cell.q_value is None and cell.p_family is None and cell.too_few for cell in grid.cells)


def test_one_wide_window_that_covers_everything_does_not_spoil_the_rest() -> None:
    b = START + np.arange(0, 2557, 20)
    grid = coincidence_grid(A, b, windows=(1, 30), span=SPAN, draws=199)
    wide = [cell for cell in grid.cells if cell.window_days == 30 and cell.follower == "stream A"]
    assert "no number would be enough" in wide[0].too_few
    assert wide[0].enough is None
    assert grid.p_value is not None
    assert "could not decide" in grid.sentence


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"windows": ()}, "windows is empty"),
        ({"lags": ()}, "lags is empty"),
        ({"windows": (7, 7)}, "twice"),
        ({"windows": tuple(range(60))}, "up to 100"),
        ({"windows": (7, 3000)}, "does not fit"),
        ({"windows": (7.5,)}, "whole number"),
        ({"correction": "bonferroni"}, "unknown correction"),
        ({"draws": 99}, "draws=159 or more"),
        ({"draws": 199, "correction": "by"}, "draws=434 or more"),
        ({"span": None}, "need a span"),
    ],
)
def test_grids_that_cannot_be_judged(options: dict, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        coincidence_grid(A, B, **({"span": SPAN, "draws": 199} | options))
