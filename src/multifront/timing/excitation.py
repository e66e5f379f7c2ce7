"""Fitting a Hawkes process to streams: checks, options, what is refused, gathering. The arithmetic lives elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name
from multifront.timing.admission import admit, check_cover, day_number, length_of, read_period
from multifront.timing.excitation_result import HawkesResult, PairExcitation
from multifront.timing.hawkes_baseline import YEAR_DAYS, Baseline, make_baseline
from multifront.timing.hawkes_bootstrap import (
    Fits,
    PairNull,
    Plan,
    bootstrap_p,
    can_be_drawn,
    fit_repeatedly,
    pair_null,
    resample_full,
)
from multifront.timing.hawkes_estimate import Model
from multifront.timing.hawkes_intensity import checked_times
from multifront.timing.multiplicity import false_discovery_rate

DECAYS = ("shared", "pair")
FEWEST_EVENTS = 10
EVENTS_PER_TERM = 5
LONGEST_DELAY = 60.0
"""Mean delay in days beyond which excitation and trend cannot be told apart in spans of a few years."""
SHORT_YEARS = 2.0


@dataclass(frozen=True, slots=True)
class HawkesOptions:
    """How a Hawkes process is fitted and tested.

    `harmonics` of the year in the baseline (None: 2, or none below two years), `trend` 'none', 'linear' (of the log) or
    'spline' (one knot for two years); `decay` 'shared' (one for all pairs), 'pair' (one each), or a number or (D, D)
    array that is held. `mean_delays` is the range of 1 / decay in days (None: from half a day, or 1/20 of the mean gap
    of exact times, to 60 days or 1/20 of the span). `jitters` of whole days within the day; `draws` of the bootstrap, 0
    for none; `alpha` and `power` of the tests.
    """

    harmonics: int | None = None
    trend: str = "linear"
    decay: Any = "shared"
    mean_delays: tuple[float, float] | None = None
    jitters: int = 5
    draws: int = 199
    alpha: float = 0.05
    power: float = 0.8


@dataclass(frozen=True, slots=True)
class _Sample:
    """Times of each series in days from the start of the span, and what is known about them."""

    names: tuple[str, ...]
    series: list[Floats]
    span: tuple[Any, Any]
    length: float
    daily: bool
    notes: tuple[str, ...]


def fit_hawkes(
    streams: Mapping[str, Any],
    *,
    span: tuple[Any, Any],
    options: HawkesOptions | None = None,
    rng: np.random.Generator | int = 0,
) -> HawkesResult:
    r"""Fit how the events of several streams excite later events of their own and of each other, and test each pair.

    Formula: lambda_i(t) = mu_i(t) + sum_j sum_{s of j, s < t} n_ij beta_ij exp(-beta_ij (t - s)); log mu_i is a level,
    yearly harmonics and a trend, constant within a week. Maximum likelihood. A pair's statistic is twice the
    log-likelihood lost when n_ij = 0 at the fitted decays; its p is the rank among refitted draws from the fit without
    that pair. Intervals are quantiles of refitted draws from the full fit. Days without an hour are moved to a random
    moment of their day, `jitters` times: estimates and p are means over these, and draws are rounded to days and
    jittered alike, so what the rounding destroys is destroyed in the null too.

    Args:
        streams: by name, a `domain.Stream` or days of shape (n,); with a span of numbers, sorted exact times in days.
        span: (first, last) day, both included; or two numbers, start and end, for exact times.
        options: a `HawkesOptions`.
        rng: a seed, or a generator from which one is drawn.

    Returns:
        A `HawkesResult`; branching and decays at least 0, p in [0, 1], one `PairExcitation` for each of D * D pairs.

    Raises:
        UsageError: no stream; a stream whose frame has a refusal or does not cover the span; days that are missing,
            coarse or outside the span; exact times unsorted or duplicate; options out of range.

    Assumes:
        Excitation is positive, decays exponentially and does not change over the span; nothing before the span excites.
        Fooled by a season or trend that the baseline cannot follow (it is taken for excitation of everything by
        everything: harmonics=0 on seasonal streams is the classic error), by regimes of weeks, by a common cause, and
        by lists that split one act into several events. Excitation within a day cannot be seen in days. See
        docs/methods-excitation.md for measured false alarms.

    References:
        Laub, Taimre & Pollett 2015, arXiv:1507.02822 (likelihood, time rescaling); Bonnet, Dion-Blanc & Sadeler Perrin
        2024, arXiv:2410.05008 (tests; abstract read); Giacomini, Politis & White 2013, Econometric Theory 29:567-589
        (warp-speed, not opened).

    Example:
        >>> from multifront.timing import simulate_hawkes
        >>> times = simulate_hawkes(900.0, baseline=[0.1], branching=[[0.5]], decays=[[1.0]], rng=2)
        >>> options = HawkesOptions(harmonics=0, trend="none", draws=0)
        >>> fit = fit_hawkes({"launches": times[0]}, span=(0.0, 900.0), options=options)
        >>> bool(0.3 < fit.branching[0, 0] < 0.7)
        True
    """
    chosen = options or HawkesOptions()
    _check_options(chosen)
    sample = _read(streams, span)
    seed = int(rng.integers(2**32)) if isinstance(rng, np.random.Generator) else int(rng)
    baseline, notes = _baseline(sample, chosen)
    enough = max(FEWEST_EVENTS, EVENTS_PER_TERM * (len(baseline.terms) + 1))
    short = [f"{n} has {s.size}" for n, s in zip(sample.names, sample.series, strict=True) if s.size < enough]
    if short:
        reason = f"{', '.join(short)} events; a fit with {len(baseline.terms)} baseline terms needs {enough} a series."
        return _unfitted(sample, baseline, (reason, enough, notes), (chosen, seed))
    plan = Plan(
        _model(sample, baseline, chosen), sample.daily, chosen.jitters, chosen.draws, chosen.alpha, chosen.power
    )
    return _gather(sample, plan, notes, seed)


def _check_options(options: HawkesOptions) -> None:
    """Options in range, or which is not."""
    for name in ("alpha", "power"):
        if not 0.0 < getattr(options, name) < 1.0:
            raise UsageError(f"{name} must lie between 0 and 1, found {getattr(options, name)}")
    if options.jitters < 1:
        raise UsageError(f"jitters must be at least 1, found {options.jitters}")
    if options.draws != 0 and options.draws < np.ceil(1.0 / options.alpha) - 1:
        raise UsageError(f"{options.draws} draws cannot give p <= {options.alpha}; use 0 (no tests) or at least 99")
    if isinstance(options.decay, str) and options.decay not in DECAYS:
        raise UsageError(unknown_name("decay", options.decay, DECAYS, "use decay='shared', or give the decays"))


def _read(streams: Mapping[str, Any], span: tuple[Any, Any]) -> _Sample:
    """Streams as times from the start of the span."""
    if not isinstance(streams, Mapping) or not streams:
        raise UsageError("streams must be a mapping of names to days with at least one entry")
    if len(span) == 2 and all(isinstance(end, int | float | np.number) for end in span):
        return _read_exact(streams, (float(span[0]), float(span[1])))
    period = read_period(span, "span")
    length, start, series, notes = length_of(period), day_number(period[0]), [], []
    for name, events in streams.items():
        sample = admit(events, str(name))
        check_cover(sample, period, "span")
        inside = sample.within(period)
        if inside.size < sample.days.size:
            notes.append(f"{sample.days.size - inside.size} events of {name} outside the span were left out.")
        series.append((inside - start).astype(np.float64))
    return _Sample(tuple(map(str, streams)), series, period, float(length), True, tuple(notes))


def _read_exact(streams: Mapping[str, Any], span: tuple[float, float]) -> _Sample:
    """Exact times, sorted and without duplicates."""
    length, series = span[1] - span[0], []
    for name, times in streams.items():
        found = checked_times(np.asarray(times, dtype=np.float64) - span[0], length, str(name))
        if np.any(np.diff(found) == 0.0):
            raise UsageError(
                f"{name}: {int((np.diff(found) == 0.0).sum())} exact times occur twice, which a Hawkes process cannot "
                "do; give whole days with a span of days, and they are jittered"
            )
        series.append(found)
    return _Sample(tuple(map(str, streams)), series, span, length, False, ())


def _baseline(sample: _Sample, options: HawkesOptions) -> tuple[Baseline, tuple[str, ...]]:
    """Season and trend as asked, and what to say of spans that cannot show a season."""
    short = sample.length < SHORT_YEARS * YEAR_DAYS
    harmonics = options.harmonics
    notes = sample.notes
    if harmonics is None:
        harmonics = 0 if short else 2
        if short:
            notes += ("Below two years no season is fitted, so a season would be taken for excitation.",)
    return make_baseline(sample.length, harmonics, options.trend), notes


def _model(sample: _Sample, baseline: Baseline, options: HawkesOptions) -> Model:
    """Range of decays, or the decays that are held."""
    count = len(sample.series)
    mean_gap = sample.length / max(1, sum(one.size for one in sample.series))
    shortest, longest = options.mean_delays or (
        0.5 if sample.daily else mean_gap / 20.0,
        min(LONGEST_DELAY, sample.length / 20.0),
    )
    if not 0.0 < shortest < longest:
        raise UsageError(f"mean_delays must be two rising numbers of days, found {(shortest, longest)}")
    if isinstance(options.decay, str):
        return Model(baseline, options.decay, 1.0 / longest, 1.0 / shortest)
    held = np.asarray(options.decay, dtype=np.float64)
    if held.shape not in {(), (count, count)} or not np.all(held > 0.0):
        raise UsageError(f"decays that are held must be one number or a ({count}, {count}) array, all above 0")
    return Model(baseline, "fixed", 1.0 / longest, 1.0 / shortest, np.broadcast_to(held, (count, count)).copy())


def _gather(sample: _Sample, plan: Plan, notes: tuple[str, ...], seed: int) -> HawkesResult:
    """Fit, draw and name everything."""
    # One stream of random numbers a purpose: more draws of one do not move the others.
    sources = np.random.SeedSequence(seed).spawn(2 + len(sample.series) ** 2)
    rngs = [np.random.default_rng(source) for source in sources]
    fits = fit_repeatedly(sample.series, plan, rngs[0])
    drawn = plan.draws > 0 and can_be_drawn(fits.mean)
    if plan.draws > 0 and not drawn:
        notes += (
            f"The fit is explosive (spectral radius {fits.mean.spectral_radius:.2f}), so no test and no interval was "
            "made: look for a trend or regimes that the baseline misses.",
        )
    count = len(sample.series)
    places = [(i, j) for i in range(count) for j in range(count)] if drawn else []
    nulls = {place: pair_null(fits, place, plan, one) for place, one in zip(places, rngs[2:], strict=False)}
    full = resample_full(fits, plan, rngs[1]) if drawn else None
    radius, fit_p, serial_p = (np.nan, np.nan), np.full(count, np.nan), np.full(count, np.nan)
    if full is not None:
        radius = _quantiles(full[1], plan.alpha)
        fit_p = np.array([bootstrap_p(fits.distances[:, i], full[2][:, i]) for i in range(count)])
        serial_p = np.array([bootstrap_p(fits.dependences[:, i], full[3][:, i]) for i in range(count)])
    return HawkesResult(
        names=sample.names,
        span=sample.span,
        days=sample.length,
        events=tuple(one.size for one in sample.series),
        ties=tuple(one.size - np.unique(one).size for one in sample.series),
        daily=sample.daily,
        jitters=len(fits.each),
        draws=plan.draws if drawn else 0,
        seed=seed,
        decay=plan.model.decay,
        terms=plan.model.baseline.terms,
        log_likelihood=fits.mean.log_likelihood,
        coefficients=fits.mean.coefficients,
        baseline_share=_baseline_share(sample, plan.model.baseline, fits),
        branching=fits.mean.branching,
        decays=fits.mean.decays,
        spectral_radius=fits.mean.spectral_radius,
        spectral_radius_interval=radius,
        pairs=_pairs(sample.names, plan, fits, (nulls, None if full is None else full[0])),
        fit_p_values=fit_p,
        serial_p_values=serial_p,
        too_few="",
        enough=None,
        notes=notes,
    )


def _pairs(
    names: tuple[str, ...], plan: Plan, fits: Fits, drawn: tuple[dict[tuple[int, int], PairNull], Floats | None]
) -> tuple[PairExcitation, ...]:
    """Every pair with its p, interval and reach; NaN where nothing was drawn."""
    nulls, branching = drawn
    places = [(i, j) for i in range(len(names)) for j in range(len(names))]
    each = {place: np.array([one.branching[place] for one in fits.each]) for place in places}
    by_jitter = {place: [bootstrap_p(r[None], nulls[place].ratios) for r in fits.ratios[:, *place]] for place in nulls}
    p = {place: float(np.mean(by_jitter[place])) if nulls else np.nan for place in places}
    q = dict(zip(places, false_discovery_rate(list(p.values())), strict=True))
    return tuple(
        PairExcitation(
            target=names[i],
            source=names[j],
            effect=float(fits.mean.branching[i, j]),
            interval=(np.nan, np.nan) if branching is None else _quantiles(branching[:, i, j], plan.alpha),
            jitter_sd=float(each[i, j].std()),
            mean_delay=float(1.0 / fits.mean.decays[i, j]),
            p_value=p[i, j],
            p_range=(min(by_jitter[i, j]), max(by_jitter[i, j])) if nulls else (np.nan, np.nan),
            q_value=float(q[i, j]),
            false_positive_rate=nulls[i, j].false_positive_rate if nulls else np.nan,
            smallest_detectable_effect=nulls[i, j].smallest_detectable if nulls else np.nan,
            alpha=plan.alpha,
        )
        for i, j in places
    )


def _quantiles(drawn: Floats, alpha: float) -> tuple[float, float]:
    """Central interval of the draws."""
    low, high = np.quantile(drawn, [alpha / 2, 1.0 - alpha / 2])
    return float(low), float(high)


def _baseline_share(sample: _Sample, baseline: Baseline, fits: Fits) -> NDArray[np.float64]:
    """Share of each series' events that the baseline expects, shape (D,)."""
    mass = baseline.widths @ np.exp(baseline.columns @ fits.mean.coefficients.T)
    return np.asarray(mass / np.array([one.size for one in sample.series]), dtype=np.float64)


def _unfitted(
    sample: _Sample, baseline: Baseline, why: tuple[str, int, tuple[str, ...]], how: tuple[HawkesOptions, int]
) -> HawkesResult:
    """A result without numbers: too few events, and how many would be enough."""
    count, (reason, enough, notes), (options, seed) = len(sample.series), why, how
    empty = np.full((count, count), np.nan)
    return HawkesResult(
        names=sample.names,
        span=sample.span,
        days=sample.length,
        events=tuple(one.size for one in sample.series),
        ties=tuple(one.size - np.unique(one).size for one in sample.series),
        daily=sample.daily,
        jitters=0,
        draws=0,
        seed=seed,
        decay=options.decay if isinstance(options.decay, str) else "fixed",
        terms=baseline.terms,
        log_likelihood=np.nan,
        coefficients=np.full((count, len(baseline.terms)), np.nan),
        baseline_share=np.full(count, np.nan),
        branching=empty,
        decays=empty.copy(),
        spectral_radius=np.nan,
        spectral_radius_interval=(np.nan, np.nan),
        pairs=(),
        fit_p_values=np.full(count, np.nan),
        serial_p_values=np.full(count, np.nan),
        too_few=reason,
        enough=enough,
        notes=notes,
    )
