"""Windows and lags as one declared family: each cell is tested, all are corrected together. No null is made here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name
from multifront.timing.admission import EventDays, Sample, admit
from multifront.timing.calibration import capped_ranks, draw_pairs, ranks_among
from multifront.timing.coincidence_counts import Counts, count_hits, notes_on, too_few
from multifront.timing.coincidence_request import Options, Request, make_request
from multifront.timing.exact_null import Design, coverage, pair_p_values
from multifront.timing.grid_result import CoincidenceGrid, GridCell
from multifront.timing.intensity import daily_rates
from multifront.timing.multiplicity import METHODS, dependence_factor, false_discovery_rate

MOST_CELLS = 100
_TIE = 1e-12


def coincidence_grid(
    a: EventDays,
    b: EventDays,
    *,
    windows: Sequence[int] = (3, 7, 14, 30),
    lags: Sequence[int] = (0,),
    span: Any = None,
    correction: str = "bh",
    draws: int = 499,
    alpha: float = 0.05,
    rng: np.random.Generator | int = 0,
) -> CoincidenceGrid:
    """Test declared windows and lags, A after B and B after A, and correct all of them as one family.

    Formula: each cell c has the raw p of `coincidence_test` with null='both', on the data (pair 0) and on the same
    synthetic independent pairs 1..n for all cells. Its calibrated p is r_c = max(#{i >= 0: p_ci <= p_c0} / (n + 1),
    p_c0 / 2); m_i = min over c of r_ci; the family's p is #{i >= 0: m_i <= m_0} / (n + 1), the p of a cell within the
    family #{i >= 0: m_i <= r_c0} / (n + 1), at least r_c0 (single-step smallest p). q by Benjamini-Hochberg or
    Benjamini-Yekutieli of the r_c0.

    Args:
        a: events, a `domain.Stream` or days of shape (n_A,).
        b: events of the other stream, shape (n_B,).
        windows: windows in whole days, 0 or more, each once: all that are looked at, named before looking.
        lags: days by which a window begins later, each once; a lag applies to both directions.
        span: (first, last) day on which both were watched; for two streams the overlap of their frames by default.
        correction: 'bh', or 'by', which holds under any dependence of the cells.
        draws: number of synthetic pairs, at least 99, the same for all cells.
        alpha: level at which alarms are counted, in (0, 0.5).
        rng: a seed, or a generator from which one is drawn.

    Returns:
        A `CoincidenceGrid` with 2 x windows x lags cells; p, q, rates in [0, 1].

    Raises:
        UsageError: as `coincidence_test`; no window or lag, one named twice, over 100 cells, an unknown correction.

    Assumes:
        As `coincidence_test`, and that the grid holds all that was looked at. Cells that could not decide whatever
        they showed (`too_few`) are left out of the family; that depends on counts and coverage, not on hits. The
        family's p asks whether any cell shows an excess: a small one does not say which, q and `p_family` do. A pair
        of streams looked at in several grids is several families. Neighbouring windows share their hits, so that
        several small q in a row are one finding, not several. The family's p cannot fall below about the number of
        unlike cells over draws + 1: use more draws for large grids.

    References:
        Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57:289-300; Benjamini & Yekutieli 2001, Ann. Stat. 29:1165-1188;
        Westfall & Young 1993, Resampling-Based Multiple Testing (smallest p by resampling, not opened).

    Example:
        >>> lead = np.datetime64("2018-01-10") + np.arange(0, 2400, 100)
        >>> grid = coincidence_grid(lead + 3, lead, windows=(3, 7), span=("2018-01-01", "2024-12-31"), draws=99)
        >>> len(grid.cells), grid.p_value <= 0.05, grid.cells[0].name
        (4, True, 'stream A within 3 days of stream B')
    """
    seed = int(rng.integers(2**32)) if isinstance(rng, np.random.Generator) else int(rng)
    settings = _Settings(tuple(windows), tuple(lags), span, correction, Options(0, 0, "calibrated", draws, alpha, seed))
    settings.check()
    samples = admit(a, "stream A"), admit(b, "stream B")
    requests = settings.requests(*samples) + settings.requests(*samples[::-1])
    return _gather(settings, requests)


@dataclass(frozen=True, slots=True)
class _Settings:
    """The declared family and how it is judged; `options` hold what all cells share."""

    windows: tuple[int, ...]
    lags: tuple[int, ...]
    span: Any
    correction: str
    options: Options

    def check(self) -> None:
        """Refuse a family that is not one."""
        for name, values in (("windows", self.windows), ("lags", self.lags)):
            if not values:
                raise UsageError(f"{name} is empty; valid: one number of days or more; next: {name}=(7,)")
            if len(set(values)) < len(values):
                raise UsageError(f"{name} names a number twice: {values}; each cell is tested once")
        cells = 2 * len(self.windows) * len(self.lags)
        if cells > MOST_CELLS:
            raise UsageError(
                f"the grid has {cells} cells; valid: up to {MOST_CELLS}; next: declare fewer windows or lags"
            )
        if self.correction not in METHODS:
            raise UsageError(unknown_name("correction", self.correction, METHODS, "use correction='bh'"))
        self.options.check()
        needed = ceil(cells * dependence_factor(cells, self.correction) / self.options.alpha)
        if self.options.draws + 1 < needed:
            raise UsageError(
                f"with {self.options.draws} draws no q of {cells} cells could reach {self.options.alpha:g} "
                f"({self.correction}); valid: draws={needed - 1} or more, or fewer windows and lags"
            )

    def requests(self, follower: Sample, leader: Sample) -> list[Request]:
        """The checked request of each cell of one direction."""
        o = self.options
        cells = [Options(w, lag, o.null, o.draws, o.alpha, o.seed) for lag in self.lags for w in self.windows]
        return [make_request(follower, leader, self.span, options) for options in cells]


def _gather(settings: _Settings, requests: list[Request]) -> CoincidenceGrid:
    """Counts, p and corrections of all cells in one record."""
    options = settings.options
    first = requests[0]
    empty = not (first.a.size and first.b.size)
    raw = np.ones((len(requests), options.draws + 1)) if empty else _raw_p_values(requests)
    ranks = pooled_ranks(raw)
    counts = [count_hits(request, "both") for request in requests]
    reasons = [too_few(request, count) for request, count in zip(requests, counts, strict=True)]
    kept = np.array([not reason for reason, _ in reasons])
    family = smallest_p(ranks[kept]) if kept.any() else None
    q = np.full(len(requests), np.nan)
    q[kept] = false_discovery_rate(ranks[kept, 0], settings.correction)
    adjusted = np.full(len(requests), np.nan)
    if family is not None:
        adjusted[kept] = family.of_cells
    cells = tuple(
        _cell(request, count, (float(rank), float(p)), (float(one_q), float(of_all)), reason)
        for request, count, rank, p, one_q, of_all, reason in zip(
            requests, counts, ranks[:, 0], raw[:, 0], q, adjusted, reasons, strict=True
        )
    )
    return CoincidenceGrid(
        cells=cells,
        windows=settings.windows,
        lags=settings.lags,
        span=first.period,
        correction=settings.correction,
        alpha=options.alpha,
        draws=options.draws,
        seed=options.seed,
        joint=first.sample_a.joint or first.sample_b.joint,
        p_value=None if family is None else family.p_value,
        false_positive_rates=family_alarms(ranks[kept][:, 1:], options.alpha),
        notes=tuple(dict.fromkeys(note for request in requests for note in notes_on(request))),
    )


def _cell(
    request: Request,
    counts: Counts,
    p: tuple[float, float],
    corrected: tuple[float, float],
    reason: tuple[str, int | None],
) -> GridCell:
    """One cell of the result; p is (calibrated, raw), `corrected` (q, p within the family), NaN where not tested."""
    a, b = max(1, request.a.size), max(1, request.b.size)
    q, of_all = (None if np.isnan(value) else value for value in corrected)
    return GridCell(
        follower=request.sample_a.name,
        leader=request.sample_b.name,
        window_days=request.options.window,
        lag_days=request.options.lag,
        events=request.a.size,
        hits=counts.hits,
        hits_expected=counts.hits_expected,
        precursor_rate=counts.hits / a,
        precursor_expected=counts.hits_expected / a,
        trigger_rate=counts.led / b,
        trigger_expected=counts.led_expected / b,
        effect=(counts.hits - counts.hits_expected) / a,
        interval=counts.interval,
        p_value=p[0],
        p_raw=p[1],
        q_value=q,
        p_family=of_all,
        too_few=reason[0],
        enough=reason[1],
    )


def _raw_p_values(requests: list[Request]) -> Floats:
    """Raw p of every cell on the data and on the same synthetic pairs, shape (cells, 1 + pairs)."""
    first, half = requests[0], len(requests) // 2
    options = first.options
    pairs = draw_pairs(first.a, first.b, first.design, options.draws, options.seed)
    a, b = np.vstack([first.a[None, :], pairs.a]), np.vstack([first.b[None, :], pairs.b])
    there = grid_p_values(a, b, [request.design for request in requests[:half]])
    return np.vstack([there, grid_p_values(b, a, [request.design for request in requests[half:]])])


def grid_p_values(a: NDArray[np.int64], b: NDArray[np.int64], designs: list[Design]) -> Floats:
    """Raw p ('both') of pairs of shape (pairs, n_a) and (pairs, n_b) under each design, shape (designs, pairs)."""
    p = np.zeros((len(designs), a.shape[0]))
    for pair, (days_a, days_b) in enumerate(zip(a, b, strict=True)):
        rates = daily_rates(days_a, designs[0].calendar)
        for cell, design in enumerate(designs):
            mask = coverage(days_b, design.calendar.length, design.lag, design.lag + design.window)
            local, _, years, _ = pair_p_values(days_a, mask, rates, design)
            p[cell, pair] = max(local, years)
    return p


def pooled_ranks(raw: Floats) -> Floats:
    """Capped rank of each pair's raw p among all pairs, the data among them; shape (cells, pairs), data in column 0."""
    return np.stack([capped_ranks(p) for p in raw])


@dataclass(frozen=True, slots=True)
class Family:
    """The smallest-p test of all cells together, and the p of each cell within it, shape (cells,)."""

    p_value: float
    of_cells: Floats


def smallest_p(ranks: Floats) -> Family:
    """Single-step correction by the smallest p of each pair; the data stand in column 0."""
    smallest = np.sort(ranks.min(axis=0))
    at_most = np.searchsorted(smallest, ranks[:, 0] + _TIE, side="right") / smallest.size
    of_cells = np.maximum(at_most, ranks[:, 0])
    return Family(float(of_cells.min()), of_cells)


def family_alarms(ranks: Floats, alpha: float) -> dict[str, float]:
    """Share of synthetic pairs on which some cell is called at alpha, without and with each correction."""
    if ranks.size == 0:
        return dict.fromkeys(("uncorrected", "bh", "by", "family"), 0.0)
    smallest = ranks.min(axis=0)
    place = ranks_among(smallest)
    alarms = {"uncorrected": float((smallest <= alpha).mean())}
    for method in METHODS:
        alarms[method] = float(np.mean([(false_discovery_rate(p, method) <= alpha).any() for p in ranks.T]))
    return alarms | {"family": float((np.maximum(place, smallest) <= alpha).mean())}
