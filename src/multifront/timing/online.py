"""Bayesian online detection of changes: the run-length posterior after each value. No search over whole series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import gammaln

from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name
from multifront.timing.change import read_values

MODELS = ("normal", "poisson")


@dataclass(frozen=True, slots=True)
class OnlineChange:
    """Run-length posterior of a series: `posterior[t, r]` is the chance, given values 0..t, that the run began r ago.

    `recent` (n,) is the chance that a change lay within the last `window` values, `most_likely` (n,) the most likely
    run length; `evidence` the log of the marginal likelihood. Row t sums to 1.
    """

    name: str
    labels: tuple[str, ...]
    posterior: Floats
    recent: Floats
    most_likely: Floats
    evidence: float
    hazard: float
    window: int

    @property
    def run_began(self) -> str:
        """Label at which the present run most likely began."""
        return self.labels[len(self.labels) - 1 - int(self.most_likely[-1])]

    @property
    def sentence(self) -> str:
        """The state after the last value, in words."""
        return (
            f"{self.name}: after {self.labels[-1]} the present run most likely began at {self.run_began}; the chance "
            f"that it began within the last {self.window} values is {self.recent[-1]:.0%} (a change was expected every "
            f"{1 / self.hazard:.0f} values)."
        )


def online_change(
    series: Any,
    hazard: float,
    *,
    model: str = "normal",
    prior: tuple[float, ...] | None = None,
    window: int = 5,
    labels: Any = None,
) -> OnlineChange:
    r"""Follow a series value by value and say how long ago its present regime most likely began.

    Formula: P(r_t, x_1..t) = sum over r of P(r_t-1 = r, x_1..t-1) p(x_t | the last r values) times (1 - h) if the run
    goes on to r + 1, and h if a new one begins with the next value. Normal: mean and variance unknown,
    normal-inverse-gamma prior (m, k, a, b), predictive Student's t with 2 a degrees of freedom, centre m and squared
    scale b (k + 1) / (a k). Poisson: gamma prior (a, b), predictive negative binomial. Here r counts the values of the
    run before the present one.

    Args:
        series: values of shape (n,), none missing, or a `domain.Series`; only values up to t are used for row t.
        hazard: chance in (0, 1) of a new regime at each value.
        model: 'normal' or 'poisson'.
        prior: (m, k, a, b) or (a, b); None takes, from the first tenth of the series (at least 2 values), its mean, and
            its variance, with k = a = 1 (normal) or a = mean, b = 1 (Poisson).
        window: how many values back `recent` looks.
        labels: n labels.

    Returns:
        An `OnlineChange`; all chances in [0, 1].

    Raises:
        UsageError: fewer than 4 values, values missing, counts that are not whole, hazard, prior or window out of
            range.

    Assumes:
        Independent values around a constant mean within a regime, and a hazard chosen beforehand. Fooled by trend and
        autocorrelation, which it reads as a row of changes, and by a prior far from the values. The prior by default
        has seen the beginning of the series.

    References:
        Adams & MacKay 2007, Bayesian online changepoint detection, arXiv:0710.3742, algorithm 1.

    Example:
        >>> found = online_change([0.1, -0.2, 0.0, 0.2, -0.1, 8.1, 7.9, 8.0, 8.2], 0.05)
        >>> found.run_began
        '5'
    """
    name, values, tags = read_values(series, labels)
    if values.size < 4:
        raise UsageError(f"{name}: {values.size} values; online detection needs at least 4")
    if not 0.0 < hazard < 1.0:
        raise UsageError(f"hazard must lie between 0 and 1, found {hazard}; 1 / 50 expects a change every 50 values")
    if model not in MODELS:
        raise UsageError(unknown_name("model", model, MODELS, "use model='normal'"))
    if model == "poisson" and (np.any(values < 0.0) or np.any(values != np.floor(values))):
        raise UsageError(f"{name}: model 'poisson' needs whole counts of at least 0; use model='normal'")
    if window < 1:
        raise UsageError(f"window must be at least 1, found {window}")
    start = _prior(values, model) if prior is None else np.asarray(prior, dtype=np.float64)
    if start.shape != (4 if model == "normal" else 2,) or np.any(start[-1:] <= 0.0) or np.any(start[-3:-1] <= 0.0):
        raise UsageError("prior must be (m, k, a, b) for 'normal' or (a, b) for 'poisson', all but m above 0")
    posterior, evidence = _run(values, start, hazard, model)
    lengths = np.arange(values.size)
    # The run that began with the first value is no change.
    later = lengths[None, :] < np.minimum(window, lengths)[:, None]
    recent = np.where(later, posterior, 0.0).sum(axis=1)
    return OnlineChange(name, tags, posterior, recent, posterior.argmax(axis=1), evidence, hazard, window)


def _prior(values: Floats, model: str) -> Floats:
    """Prior from the first tenth of the series."""
    first = values[: max(2, values.size // 10)]
    if model == "poisson":
        return np.array([max(float(first.mean()), 0.5), 1.0])
    spread = float(first.var(ddof=1)) or float(values.var()) or 1.0
    return np.array([float(first.mean()), 1.0, 1.0, spread])


def _run(values: Floats, prior: Floats, hazard: float, model: str) -> tuple[Floats, float]:
    """Posterior of run lengths (n, n) and the log evidence; everything in logs, so long runs do not underflow."""
    n = values.size
    posterior, state = np.zeros((n, n)), prior[None, :].copy()
    log_joint, evidence = np.zeros(1), 0.0
    for t, x in enumerate(values):
        weighed = log_joint + (_student(x, state) if model == "normal" else _negative_binomial(x, state))
        total = float(np.logaddexp.reduce(weighed))
        posterior[t, : t + 1] = np.exp(weighed - total)
        evidence += total
        grown = weighed - total + np.log1p(-hazard)
        log_joint = np.concatenate([[np.log(hazard)], grown])
        state = np.concatenate([prior[None, :], _updated(x, state, model)])
    return posterior, evidence


def _updated(x: float, state: Floats, model: str) -> Floats:
    """Parameters of every run after one more value."""
    if model == "poisson":
        return np.asarray(state + np.array([x, 1.0]))
    m, k, a, b = state.T
    return np.stack([(k * m + x) / (k + 1.0), k + 1.0, a + 0.5, b + k * (x - m) ** 2 / (2.0 * (k + 1.0))], axis=1)


def _student(x: float, state: Floats) -> Floats:
    """Log predictive density of each run."""
    m, k, a, b = state.T
    scale = b * (k + 1.0) / (a * k)
    shape = gammaln(a + 0.5) - gammaln(a) - 0.5 * np.log(2.0 * np.pi * a * scale)
    return np.asarray(shape - (a + 0.5) * np.log1p((x - m) ** 2 / (2.0 * a * scale)))


def _negative_binomial(x: float, state: Floats) -> Floats:
    """Log predictive chance of a count in each run."""
    a, b = state.T
    ways = gammaln(a + x) - gammaln(a) - gammaln(x + 1.0)
    return np.asarray(ways + a * np.log(b / (b + 1.0)) - x * np.log(b + 1.0))
