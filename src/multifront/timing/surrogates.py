"""Any statistic of two streams against surrogates of the exact null, for those that do not add up over events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name
from multifront.timing.admission import EventDays, Period, admit
from multifront.timing.coincidence_request import Options, Request, make_request
from multifront.timing.landings import MOVING_NULLS, draw_landings, exists, landing_units

Statistic = Callable[[NDArray[np.int64], NDArray[np.int64]], float]
FEWEST_SURROGATES = 99
_TIE = 1e-12


@dataclass(frozen=True, slots=True)
class SurrogateResult:
    """A statistic of the data, its mean under each null, and p = (1 + #{T' >= T}) / (draws + 1), the largest of them.

    `standard_error` is the Monte Carlo error of `p_value`.
    """

    name_a: str
    name_b: str
    span: Period
    null: str
    binding_null: str
    draws: int
    seed: int
    statistic: float
    expected: float
    p_value: float
    p_by_null: dict[str, float]

    @property
    def standard_error(self) -> float:
        """Standard error of p from drawing surrogates."""
        return float(np.sqrt(self.p_value * (1.0 - self.p_value) / self.draws))

    @property
    def sentence(self) -> str:
        """The result in words."""
        return (
            f"The statistic is {self.statistic:.4g}; {self.draws} surrogates of {self.name_a} with {self.name_b} held "
            f"give {self.expected:.4g} on average, and p = {self.p_value:.3g} ({self.binding_null}). Co-timing alone "
            "is not coordination."
        )


def surrogate_test(
    a: EventDays,
    b: EventDays,
    statistic: Statistic,
    *,
    window_days: int = 15,
    span: Any = None,
    null: str = "both",
    draws: int = 999,
    rng: np.random.Generator | int = 0,
) -> SurrogateResult:
    """Test any statistic of two streams, additive or not, against streams A whose units were moved while B is held.

    Formula: p = (1 + #{T(A', B) >= T(A, B)}) / (draws + 1), A' from the landing places of the null; for null='both'
    the larger of local and anniversary.

    Args:
        a: events that may follow, a `domain.Stream` or days of shape (n_A,); one or more.
        b: events that may lead, likewise, held fixed.
        statistic: a function of two sorted int64 arrays of days from the start of the span; larger is more evidence.
        window_days: the longest delay that the statistic looks at; bursts move by whole weeks, up to max(60, 4
            window_days) days.
        span: (first, last) day on which both were watched.
        null: 'both' (default), 'local', 'anniversary', or a naive one: shuffle, circular, whole_year, jitter, block,
            matched.
        draws: surrogates of each null, at least 99.
        rng: a seed, or a generator from which one is drawn.

    Returns:
        A `SurrogateResult`; p in [1 / (draws + 1), 1].

    Raises:
        UsageError: as `coincidence_test`; an unknown null, one that the span is too short for, too few draws, an empty
            stream, a statistic that gives no number.

    Assumes:
        As the null that is chosen. Bursts that move may land on each other, so that a statistic of A alone (its own
        spacing) is not kept: use statistics of A against B. p is not calibrated among synthetic pairs. For the number
        of coincidences the exact null of `coincidence_test` is the better way.

    References:
        Besag & Clifford 1991, Biometrika 78:301-304 (rank p, not opened); the nulls: docs/methods-timing.md.

    Example:
        >>> lead = np.datetime64("2018-01-10") + np.arange(0, 2400, 100)
        >>> nearest = lambda a, b: -float(np.median([np.abs(b - day).min() for day in a]))
        >>> result = surrogate_test(lead + 3, lead, nearest, span=("2018-01-01", "2024-12-31"), draws=199)
        >>> result.statistic, result.p_value
        (-3.0, 0.005)
    """
    seed = int(rng.integers(2**32)) if isinstance(rng, np.random.Generator) else int(rng)
    valid = ("both", *MOVING_NULLS)
    if null not in valid:
        raise UsageError(unknown_name("null", null, valid, "use null='both'"))
    options = Options(window_days, 0, "calibrated", max(draws, FEWEST_SURROGATES), 0.05, seed)
    if draws < FEWEST_SURROGATES:
        raise UsageError(f"draws must be at least {FEWEST_SURROGATES} surrogates, found {draws}")
    request = make_request(admit(a, "stream A"), admit(b, "stream B"), span, options)
    request.refuse_empty("there is nothing to move")
    return _tested(request, statistic, null)


def _tested(request: Request, statistic: Statistic, null: str) -> SurrogateResult:
    """The statistic under each null asked for, and the null that is harder to reject."""
    length, options = request.design.calendar.length, request.options
    asked = (null,) if null != "both" else tuple(n for n in ("local", "anniversary") if exists(n, length))
    seen = _number(statistic, request.a, request.b)
    p, means = {}, {}
    rng = np.random.default_rng(options.seed)
    for name in asked:
        drawn = _statistics(request, statistic, name, rng)
        p[name] = (1.0 + float((drawn >= seen - _TIE).sum())) / (options.draws + 1.0)
        means[name] = float(drawn.mean())
    binding = max(p, key=lambda name: p[name])
    return SurrogateResult(
        name_a=request.sample_a.name,
        name_b=request.sample_b.name,
        span=request.period,
        null=null,
        binding_null=binding,
        draws=options.draws,
        seed=options.seed,
        statistic=seen,
        expected=means[binding],
        p_value=p[binding],
        p_by_null=p,
    )


def _statistics(request: Request, statistic: Statistic, null: str, rng: np.random.Generator) -> Floats:
    """The statistic of each surrogate, shape (draws,)."""
    moved = draw_landings(landing_units(request.a, null, request.design), request.options.draws, rng)
    return np.array([_number(statistic, days, request.b) for days in moved])


def _number(statistic: Statistic, a: NDArray[np.int64], b: NDArray[np.int64]) -> float:
    """The value of the statistic, refused where it is none."""
    value = float(statistic(a, b))
    if np.isnan(value):
        raise UsageError("the statistic gave NaN; valid: a number for every pair of streams; next: define it for ties")
    return value
