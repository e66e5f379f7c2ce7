"""Pairs of independent streams on which the coincidence test is measured, and the triggering of a share of A.

Each process draws one pair with exact counts on a span of 2,557 days. "listed": the processes on which the method was
chosen. "fresh": made afterwards, to break it. "apart": shared regimes, which two streams alone cannot tell from acting
together. What A and B share is a calendar or an intensity, the same for all pairs of the process or drawn anew for each
pair; given it, the two streams are independent.
"""

from __future__ import annotations

import zlib
from typing import NamedTuple

import numpy as np

from multifront.timing.clusters import Clustering, draw_streams

SPAN = 2557
SIZES = ((10, 25, 14), (30, 60, 7), (60, 150, 7))
DAY = np.arange(SPAN)
YEAR = 365.25
FIVE_DATES = np.array([20, 105, 180, 250, 310])
FLAT = np.ones(SPAN)
SEASON = 1 + 0.9 * np.cos(2 * np.pi * DAY / YEAR)
TREND = 1 + 2.3 * DAY / SPAN
NONE, CLUSTERS = Clustering(0.0, 1.0), Clustering(4.0, 5.0)
DATES = np.datetime64("2018-01-01") + DAY
LUNAR_NEW_YEAR = (46, 400, 754, 1138, 1492, 1847, 2231)
"""16 Feb 2018, 5 Feb 2019, 25 Jan 2020, 12 Feb 2021, 1 Feb 2022, 22 Jan 2023, 10 Feb 2024, in days from 1 Jan 2018."""


class Process(NamedTuple):
    """Where a process belongs, and the function (rng, n_a, n_b) -> (a, b), sorted days of one pair."""

    group: str
    draw: object


def one(rate, clustering, count, rng):
    return draw_streams(rate, clustering, count, 1, rng)[0]


def shared(rate, a=NONE, b=NONE):
    """One intensity, known or drawn anew for each pair, behind both."""

    def draw(rng, count_a, count_b):
        behind = rate(rng) if callable(rate) else rate
        return one(behind, a, count_a, rng), one(behind, b, count_b, rng)

    return draw


def separate(rate_a, rate_b=None, clustering=NONE):
    """An intensity of its own for each stream, drawn anew for each pair."""

    def draw(rng, count_a, count_b):
        return one(rate_a(rng), clustering, count_a, rng), one((rate_b or rate_a)(rng), clustering, count_b, rng)

    return draw


def same_way(stream):
    """Two independent draws of one kind of stream, given by (rng, count)."""
    return lambda rng, count_a, count_b: (stream(rng, count_a), stream(rng, count_b))


def bump(centres, sd, height=1.0):
    """1 plus Gaussian bumps in days."""
    return 1 + height * sum(np.exp(-0.5 * ((DAY - centre) / sd) ** 2) for centre in centres)


def yearly(day, length, factor):
    since = DAY % YEAR - day
    return np.where((since >= 0) & (since < length), factor, 1.0)


def log_ar(phi, step, sd=1.0, base=FLAT):
    """Log-intensity AR(1) of stationary sd, held for `step` days."""

    def rate(rng):
        size = SPAN // step + 1
        noise = rng.normal(0, sd * np.sqrt(1 - phi**2), size)
        noise[0] = rng.normal(0, sd)
        level = noise.copy()
        for i in range(1, size):
            level[i] = phi * level[i - 1] + noise[i]
        return base * np.exp(np.repeat(level, step)[:SPAN])

    return rate


def long_memory(rng, hurst=0.9):
    """Log-intensity fractional Gaussian noise of sd 1 by circulant embedding (Davies & Harte 1987)."""
    lag = np.arange(SPAN)
    gamma = 0.5 * ((lag + 1) ** (2 * hurst) - 2 * lag ** (2 * hurst) + np.abs(lag - 1) ** (2 * hurst))
    spectrum = np.fft.fft(np.concatenate([gamma, gamma[-2:0:-1]])).real.clip(0)
    white = rng.normal(size=spectrum.size) + 1j * rng.normal(size=spectrum.size)
    return np.exp(np.fft.fft(np.sqrt(spectrum / spectrum.size) * white).real[:SPAN])


def on_off(rng, on, off):
    """Alternating phases of uniform lengths, with almost nothing in the quiet ones."""
    rate, day = np.full(SPAN, 0.02), -int(rng.integers(0, off[1]))
    while day < SPAN:
        length = int(rng.integers(*on))
        rate[max(day, 0) : max(day + length, 0)] = 1.0
        day += length + int(rng.integers(*off))
    return rate


def within_a_day(rng, count):
    """Five events on each burst day."""
    return np.sort(np.repeat(rng.integers(0, SPAN, count // 5 + 1), 5)[:count])


def pareto_bursts(rng, count):
    """Burst sizes Pareto with index 1.2, up to half the events; members within a week or so of their burst."""
    found = []
    while len(found) < count:
        size = min(int(rng.pareto(1.2) + 1), max(2, count // 2))
        found += list(rng.integers(0, SPAN) + np.rint(rng.normal(0, 6, size)).astype(int))
        found = [day for day in found if 0 <= day < SPAN]
    return np.sort(np.array(found[:count]))


def self_exciting(rng, count, branching=0.9, decay=15.0):
    """Hawkes with the branching given; generations until none is left; a few too many are thinned at random."""
    while True:
        parents = rng.uniform(-400, SPAN, rng.poisson(1.2 * count * (1 - branching) * (SPAN + 400) / SPAN))
        every = parents
        while parents.size and every.size < 20 * count:
            children = rng.poisson(branching, parents.size)
            parents = np.repeat(parents, children) + rng.exponential(decay, children.sum())
            every = np.concatenate([every, parents])
        days = np.floor(every[(every >= 0) & (every < SPAN)]).astype(int)
        if count <= days.size <= 1.6 * count:
            return np.sort(rng.choice(days, count, replace=False))


def refractory(rng, count):
    """Nearly regular spacing: gamma gaps of shape 12 (coefficient of variation 0.29), random phase."""
    gaps = rng.gamma(12.0, 1.0, count + 1)
    ends = np.cumsum(gaps)
    start = rng.random() * gaps[0]
    return np.floor((ends[:count] - start) / (ends[count] - start) * SPAN).astype(int).clip(0, SPAN - 1)


def rotation(period):
    """Handovers at a fixed period from a random phase, each event 4 d (sd) about one."""

    def stream(rng, count):
        phase = rng.random() * period
        places = phase + period * rng.integers(0, int(SPAN / period), count) + rng.normal(0, 4, count)
        return np.sort(np.rint(places).astype(int).clip(0, SPAN - 1))

    return stream


def two_rotations(rng, count_a, count_b):
    return rotation(60)(rng, count_a), rotation(47)(rng, count_b)


def on_dates(share):
    """A share of the events within a day of five dates that recur each year, the rest anywhere."""

    def stream(rng, count):
        at = (
            rng.choice(FIVE_DATES, count)
            + np.round(YEAR * rng.integers(0, 7, count)).astype(int)
            + rng.integers(-1, 2, count)
        )
        return np.sort(np.where(rng.random(count) < share, at, rng.integers(0, SPAN, count)).clip(0, SPAN - 1))

    return stream


def gaps(rng, number=3, length=150):
    rate = np.ones(SPAN)
    for start in rng.integers(0, SPAN - length, number):
        rate[start : start + length] = 0.0
    return rate


def moving_season(rng, spread=40):
    """Six weeks of exercises a year, x6, that begin up to `spread` days early or late."""
    rate = np.ones(SPAN)
    for year in range(7):
        start = int(YEAR * year + 190 + rng.integers(-spread, spread + 1))
        rate[start : start + 42] = 6.0
    return rate


def holiday_pause(before=3, after=14, rebound=14):
    """Almost nothing about Lunar New Year, then four times the usual for two weeks."""
    rate = np.ones(SPAN)
    for day in LUNAR_NEW_YEAR:
        rate[day - before : day + after] = 0.1
        rate[day + after : day + after + rebound] = 4.0
    return rate


def regimes(rng, length=150):
    return np.repeat(rng.choice([0.3, 1.0, 3.0], SPAN // length + 1), length)[:SPAN]


def phases_of_a(rng):
    return on_off(rng, (299, 301), (299, 301))


TWO_PEAKS = 1 + 4 * sum(np.exp(-0.5 * (((DAY - c + YEAR / 2) % YEAR - YEAR / 2) / 15) ** 2) for c in (100, 260))
WORKWEEK = np.where(DAY % 7 < 5, 1.0, 0.3)
TUESDAYS = np.array([0.1, 0.8, 5.0, 1.0, 1.0, 0.8, 0.1])[DAY % 7]
STEP = np.where(DAY < 1400, 1.0, 4.0)
SHARP = np.exp(2.2 * np.cos(2 * np.pi * (DAY - 120) / YEAR))
QUIET = yearly(35, 14, 0.0) * yearly(270, 14, 0.0)
RISE_AND_FALL = np.where(DAY < 1600, np.exp(2.3 * DAY / 1600), 10 * np.exp(-(DAY - 1600) / 60) + 0.5)
LUNAR_MONTH = np.where((DAY - 60) % 354.37 < 29.5, 6.0, 1.0)
DAY_OF_MONTH = (DATES - DATES.astype("datetime64[M]")).astype(int)
MONTH_START = np.where(DAY_OF_MONTH < 5, 5.0, 1.0)
SHOCKS = bump((700, 1300, 2100), 12.0, 12.0)

LISTED = {
    "Poisson": shared(FLAT),
    "clusters in A": shared(FLAT, a=CLUSTERS),
    "clusters in B": shared(FLAT, b=CLUSTERS),
    "clusters in both": shared(FLAT, CLUSTERS, CLUSTERS),
    "season 90 %": shared(SEASON),
    "trend 3.3x": shared(TREND),
    "season + trend": shared(SEASON * TREND),
    "season + trend + clusters": shared(SEASON * TREND, CLUSTERS, CLUSTERS),
    "AR .6, weekly step": separate(log_ar(0.6, 7)),
    "AR .8, weekly step": separate(log_ar(0.8, 7)),
    "AR .6, daily step": separate(log_ar(0.6, 1)),
    "AR .8, daily step": separate(log_ar(0.8, 1)),
    "two peaks a year + weekly rhythm": shared(TWO_PEAKS * WORKWEEK),
    "step x4": shared(STEP),
    "two quiet fortnights a year": shared(QUIET),
    "clusters of 8, sd 15 d": shared(FLAT, Clustering(8.0, 15.0), Clustering(8.0, 15.0)),
    "clusters of 2, sd 20 d": shared(FLAT, Clustering(2.0, 20.0), Clustering(2.0, 20.0)),
    "bursts within a day, 5 each": same_way(within_a_day),
    "AR .95, weekly step": separate(log_ar(0.95, 7)),
    "AR .8, weekly, sd 1.5": separate(log_ar(0.8, 7, 1.5)),
    "AR .8, weekly + season + trend": separate(log_ar(0.8, 7, base=SEASON * TREND)),
    "sharp season + trend + step": shared(SHARP * TREND * STEP),
    "A on and off by 300 d, B trending": separate(phases_of_a, lambda rng: TREND),
    "one hot month a year, x10": shared(yearly(0, 30, 10.0)),
    "shared two-year cycle, 90 %": shared(1 + 0.9 * np.cos(2 * np.pi * DAY / (2 * YEAR))),
}
FRESH = {
    "Lunar New Year: pause, then rebound": shared(holiday_pause()),
    "a lunar month x6, 11 d earlier each year": shared(LUNAR_MONTH),
    "work week, announcements on Tuesdays": shared(TUESDAYS),
    "first five days of each month x5": shared(MONTH_START),
    "growth x10 over 4 years, then collapse": shared(RISE_AND_FALL),
    "growth, collapse and clusters": shared(RISE_AND_FALL, CLUSTERS, CLUSTERS),
    "Pareto bursts": same_way(pareto_bursts),
    "long memory (H = .9), each its own": separate(long_memory),
    "self-exciting, branching .9": same_way(self_exciting),
    "nearly regular spacing": same_way(refractory),
    "deployments: on 20-60 d, off 30-120 d, each its own": separate(lambda rng: on_off(rng, (20, 60), (30, 120))),
    "rotation of 60 d in A, of 47 d in B": two_rotations,
    "rotation of 60 d in both, phases random": same_way(rotation(60)),
    "three gaps of 150 d in A only": separate(gaps, lambda rng: FLAT),
    "three gaps of 150 d in both": shared(gaps),
    "exercise season that moves, each its own": separate(moving_season),
    "exercise season that moves, shared": shared(moving_season),
    "five dates a year, 40 % of both": same_way(on_dates(0.4)),
    "three shared shocks x13, sd 12 d": shared(SHOCKS),
}
APART = {"shared regimes of 150 d": shared(regimes)}
PROCESSES = (
    {name: Process("listed", draw) for name, draw in LISTED.items()}
    | {name: Process("fresh", draw) for name, draw in FRESH.items()}
    | {name: Process("apart", draw) for name, draw in APART.items()}
)


def pair(name, size, repetition):
    """The days (a, b) of one repetition: the same whoever asks."""
    rng = np.random.default_rng([zlib.crc32(name.encode()), size, repetition])
    return PROCESSES[name].draw(rng, *SIZES[size][:2])


def triggered_pair(name, size, repetition, share):
    """As `pair`, with each event of A moved behind a random event of B with chance `share`, delay uniform in 0..w."""
    a, b = pair(name, size, repetition)
    rng = np.random.default_rng([1, zlib.crc32(name.encode()), size, repetition])
    chosen, delay = rng.random(a.size) < share, rng.integers(0, SIZES[size][2] + 1, a.size)
    return np.sort(np.where(chosen, (b[rng.integers(0, b.size, a.size)] + delay).clip(0, SPAN - 1), a)), b
