"""One coincidence under every null side by side, each with what it keeps, breaks and how often it is wrong here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.admission import EventDays, Period, admit
from multifront.timing.calibration import SyntheticPairs, all_p_values, capped_rank, capped_ranks, draw_pairs
from multifront.timing.coincidence_request import Options, Request, make_request
from multifront.timing.exact_null import Design, coverage, upper_tail
from multifront.timing.landings import MOVING_NULLS, exists, hit_distribution, landing_units, observed_hits

KEEPS_AND_BREAKS = {
    "poisson": ("counts", "season, trend and bursts of both"),
    "shuffle": ("B as it is", "season, trend and bursts of A"),
    "circular": ("bursts of both", "a shared season, trend or step"),
    "whole_year": ("season and bursts", "trend and steps; has few distinct moves"),
    "jitter": ("rate at scales over 120 days", "bursts of A; seasons sharper than 60 days"),
    "block": ("number in each window of 60 days, bursts", "season inside a window"),
    "matched": ("season and trend that a kernel can see", "bursts of A, regimes"),
    "local": ("weekdays, bursts, trend, regimes over four months, smooth season", "seasons sharper than the kernel"),
    "anniversary": ("weekdays, bursts, season of any sharpness", "steps, regimes, cycles of several years"),
    "both": ("what either of local and anniversary keeps", "regimes of weeks to months, in part"),
    "calibrated": ("as both, ranked among synthetic pairs", "what the fit of the pairs cannot see, in part"),
}
NAIVE = ("poisson", "shuffle", "circular", "whole_year", "jitter", "block", "matched")


@dataclass(frozen=True, slots=True)
class NullRow:
    """One null: its mid-p, the conservative p (None where it is not defined), its false alarms on pairs like these."""

    null: str
    p_value: float
    p_conservative: float | None
    false_positive_rate: float
    keeps: str
    breaks: str

    @property
    def naive(self) -> bool:
        """True for nulls that are shown for comparison only."""
        return self.null in NAIVE


@dataclass(frozen=True, slots=True)
class NullComparison:
    """A coincidence under every null that exists for the span, in the order naive to default.

    `absent` names those that need a longer span. `draws` synthetic pairs carry the false-positive rates.
    """

    name_a: str
    name_b: str
    window_days: int
    lag_days: int
    span: Period
    alpha: float
    draws: int
    seed: int
    events_a: int
    events_b: int
    hits: int
    rows: tuple[NullRow, ...]
    absent: tuple[str, ...]

    def row(self, null: str) -> NullRow:
        """The row of one null."""
        return {row.null: row for row in self.rows}[null]

    @property
    def sentence(self) -> str:
        """Which nulls would have called it, and what the default says."""
        default = self.row("calibrated")
        called = [row.null for row in self.rows if row.naive and row.p_value <= self.alpha]
        would = f"the naive nulls {', '.join(called)} would call that" if called else "no naive null would call that"
        verdict = "does so too" if default.p_value <= self.alpha else "does not"
        if not called and default.p_value <= self.alpha:
            verdict = "does"
        return (
            f"{self.hits} of {self.events_a} events of {self.name_a} followed {self.name_b}: at {self.alpha:.0%} "
            f"{would} more than chance, the calibrated test (p = {default.p_value:.3g}) "
            f"{verdict}. A naive p is no evidence."
        )


def compare_nulls(
    a: EventDays,
    b: EventDays,
    *,
    window_days: int,
    lag_days: int = 0,
    span: Any = None,
    draws: int = 199,
    alpha: float = 0.05,
    rng: np.random.Generator | int = 0,
) -> NullComparison:
    """Put the p of every null side by side, the naive ones for comparison, each with its false alarms on such data.

    Formula: K = sum of M(a_i) as in `coincidence_test`; a null says which units of A move where with what chance, so
    that the distribution of K is the exact convolution of its units. Poisson draws B anew as well: K is binomial with
    the chance 1 - (1 - (w + 1) / (T - |lag|))^n_B. p = P(K' > K) + P(K' = K) / 2, one-sided.

    Args:
        a: events that may follow, a `domain.Stream` or days of shape (n_A,).
        b: events that may lead, likewise, shape (n_B,).
        window_days: days after an event of B in which an event of A counts, 0 or more.
        lag_days: days by which the window begins later; negative looks back.
        span: (first, last) day on which both were watched; for two streams the overlap of their frames by default.
        draws: synthetic independent pairs on which every null is tried, at least 99.
        alpha: level at which false alarms are counted, in (0, 0.5).
        rng: a seed, or a generator from which one is drawn.

    Returns:
        A `NullComparison`; p and rates in [0, 1].

    Raises:
        UsageError: as `coincidence_test`; also an empty stream, under which no two nulls differ.

    Assumes:
        As `coincidence_test`. The false-positive rate of a null is that on synthetic pairs with the season, trend and
        bursts that the fit sees: what the fit is blind to (sharp seasons, regimes) is not in it. Choosing the null
        after seeing this table is what fools it: the calibrated test is the answer, the rest shows why.

    References:
        Donges et al. 2016, Eur. Phys. J. Spec. Top. 225:471-487 (Poisson); the measured rates: docs/methods-timing.md.

    Example:
        >>> lead = np.datetime64("2018-01-10") + np.arange(0, 2400, 100)
        >>> table = compare_nulls(lead + 3, lead, window_days=7, span=("2018-01-01", "2024-12-31"), draws=99)
        >>> table.hits, len(table.rows), table.row("circular").p_value < 0.05
        (24, 11, True)
    """
    seed = int(rng.integers(2**32)) if isinstance(rng, np.random.Generator) else int(rng)
    options = Options(window_days, lag_days, "calibrated", draws, alpha, seed)
    request = make_request(admit(a, "stream A"), admit(b, "stream B"), span, options)
    request.refuse_empty("nothing can be compared")
    pairs = draw_pairs(request.a, request.b, request.design, draws, seed)
    length, design = request.design.calendar.length, request.design
    return NullComparison(
        name_a=request.sample_a.name,
        name_b=request.sample_b.name,
        window_days=window_days,
        lag_days=lag_days,
        span=request.period,
        alpha=alpha,
        draws=draws,
        seed=seed,
        events_a=request.a.size,
        events_b=request.b.size,
        hits=int(coverage(request.b, length, design.lag, design.lag + design.window)[request.a].sum()),
        rows=_rows(request, pairs),
        absent=tuple(null for null in MOVING_NULLS if not exists(null, length)),
    )


def null_p_value(a: NDArray[np.int64], b: NDArray[np.int64], null: str, design: Design) -> tuple[float, float]:
    """Mid-p and conservative p of one pair under one null that moves A and holds B; days are sorted."""
    mask = coverage(b, design.calendar.length, design.lag, design.lag + design.window)
    units = landing_units(a, null, design)
    return upper_tail(hit_distribution(units, mask), observed_hits(a, units, mask))


def _rows(request: Request, pairs: SyntheticPairs) -> tuple[NullRow, ...]:
    """Every null that exists, the naive ones first."""
    a, b, design, alpha = request.a, request.b, request.design, request.options.alpha
    observed, synthetic = all_p_values(a[None, :], b[None, :], design), all_p_values(pairs.a, pairs.b, design)
    known = {name: (float(p[0]), synthetic.by_null()[name]) for name, p in observed.by_null().items()}
    known["calibrated"] = capped_rank(known["both"][0], synthetic.both), capped_ranks(synthetic.both)
    cautious = {"both": float(observed.conservative[0])}
    for null in MOVING_NULLS:
        if exists(null, design.calendar.length):
            p, cautious[null] = null_p_value(a, b, null, design)
            if null not in known:
                known[null] = p, _synthetic(null, pairs, design)
    return tuple(
        NullRow(null, known[null][0], cautious.get(null), float((known[null][1] <= alpha).mean()), keeps, breaks)
        for null, (keeps, breaks) in KEEPS_AND_BREAKS.items()
        if null in known
    )


def _synthetic(null: str, pairs: SyntheticPairs, design: Design) -> Floats:
    """The mid-p of one null on each synthetic pair, shape (pairs,)."""
    return np.array([null_p_value(a, b, null, design)[0] for a, b in zip(pairs.a, pairs.b, strict=True)])
