"""The coincidence test on every ordered pair of several streams, as one corrected family. No null is made here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import ceil
from typing import Any
from zlib import crc32

import numpy as np

from multifront.domain import Floats, Stream
from multifront.errors import UsageError, unknown_name
from multifront.timing.admission import EventDays, Period, Sample, admit, read_period
from multifront.timing.calibration import CAP, capped_ranks, draw_pairs
from multifront.timing.coincidence_counts import Counts, count_hits, notes_on, too_few
from multifront.timing.coincidence_request import Options, Request, make_request
from multifront.timing.exact_null import many_p_values
from multifront.timing.multiplicity import METHODS, dependence_factor, false_discovery_rate
from multifront.timing.stream_pairs_result import CoincidencePairs, PairCell, PairUntested

FEWEST_STREAMS, MOST_STREAMS = 2, 50
ENOUGH = 20
"""Drawing for a pair ends with so many synthetic pairs as extreme as the data."""
FIRST_DRAWS = 60
"""Drawn for every pair; on these the false alarms are counted."""
USUAL_DRAWS, MOST_DRAWS = 499, 20_000
_TIE = 1e-12


def coincidence_pairs(
    streams: Sequence[Stream] | Mapping[str, EventDays],
    *,
    window_days: int,
    lag_days: int = 0,
    span: Any = None,
    correction: str = "bh",
    draws: int | None = None,
    alpha: float = 0.05,
    rng: np.random.Generator | int = 0,
) -> CoincidencePairs:
    """Test every stream for following every other, each pair on its own common span, and correct over all pairs.

    Formula: the raw p of an ordered pair is that of `coincidence_test` with null='both'. Synthetic independent pairs
    are drawn one after another until h = 20 of them have p' <= p, or `draws` are drawn (Besag & Clifford): with the
    h-th at draw l the rank is h / l, else (1 + #{p' <= p}) / (draws + 1). Calibrated p = max(rank, p / 2); q over all
    pairs that could decide.

    Args:
        streams: 2 to 50 `domain.Stream`s, each with its own name, or a mapping of names to streams or days of shape
            (n,); plain days need `span`.
        window_days: days after an event of the leader in which one of the follower counts, 0 or more.
        lag_days: days by which the window begins later; negative looks back.
        span: (first, last) day; each pair is tested on what this and both frames share.
        correction: 'bh', or 'by', which holds under any dependence of the pairs.
        draws: most synthetic pairs for a pair, 99 or more; by default twice as many as let a single pair reach alpha
            after correction, from 499 up to 20,000.
        alpha: level, in (0, 0.5).
        rng: a seed, or a generator from which one is drawn. A pair's draws depend on the seed and its two names only.

    Returns:
        A `CoincidencePairs`; p, q in [0, 1]. A pair with a refused frame, joint acts, shared rows, no common time or
        too few events is named in `.untested` with the reason.

    Raises:
        UsageError: fewer than 2 or more than 50 streams, a name twice, plain days without a span, days that are
            missing or not whole, bad options. A single pair that cannot be tested is no error.

    Assumes:
        As `coincidence_test` for each pair, and that the list holds all streams that were looked at, in all windows
        that were looked at. Pairs share streams, so that their p are dependent: 'bh' is usual there and measured in
        docs/methods-timing.md, 'by' is safe. One crisis in which all act makes many pairs small at once: that is one
        finding. A chain (A after B after C) makes A after C small too: pairs do not tell a link from its shadow.

    References:
        Besag & Clifford 1991, Biometrika 78:301-304 (sequential p, not opened); Simes 1986, Biometrika 73:751-754
        (p of the family, not opened); Benjamini & Yekutieli 2001, Ann. Stat. 29:1165-1188.

    Example:
        >>> lead = np.datetime64("2018-01-10") + np.arange(0, 2400, 100)
        >>> other = np.datetime64("2018-02-20") + np.arange(0, 2400, 130)
        >>> streams = {"talks": lead, "flights": lead + 3, "drills": other}
        >>> pairs = coincidence_pairs(streams, window_days=7, span=("2018-01-01", "2024-12-31"))
        >>> len(pairs.tested), pairs.found[0].name, pairs.matrix("q_value").shape
        (6, 'flights after talks', (3, 3))
    """
    seed = int(rng.integers(2**32)) if isinstance(rng, np.random.Generator) else int(rng)
    options = Options(window_days, lag_days, "calibrated", USUAL_DRAWS if draws is None else draws, alpha, seed)
    options.check()
    if correction not in METHODS:
        raise UsageError(unknown_name("correction", correction, METHODS, "use correction='bh'"))
    members = _members(streams)
    period = None if span is None else read_period(span, "span")
    _check_spans(members, period)
    asked = [(a, b, _request(a, b, period, options)) for a, b in permutations(members, 2)]
    untested = [PairUntested(a.name, b.name, found) for a, b, found in asked if isinstance(found, str)]
    fit, few = [], []
    for one in (found for _, _, found in asked if isinstance(found, Request)):
        counts = count_hits(one, "both")
        reason, _ = too_few(one, counts)
        if reason:
            few.append(PairUntested(one.sample_a.name, one.sample_b.name, f"too few to say: {reason}"))
        else:
            fit.append((one, counts))
    most = draws if draws is not None else _needed(len(fit), correction, alpha)
    return _gather(members, fit, _in_order(members, untested + few), (options, correction, most))


@dataclass(frozen=True, slots=True)
class _Member:
    """One stream under its name, or the reason why it cannot stand in any pair."""

    name: str
    sample: Sample | None
    refusal: str


def _members(streams: Sequence[Stream] | Mapping[str, EventDays]) -> list[_Member]:
    """The streams, each once under its own name."""
    named = (
        list(streams.items())
        if isinstance(streams, Mapping)
        else [(s.name if isinstance(s, Stream) else "", s) for s in streams]
    )
    if any(not name for name, _ in named):
        raise UsageError("plain days have no name; valid: domain.Stream, or a mapping; next: {'talks': days, ...}")
    if not FEWEST_STREAMS <= len(named) <= MOST_STREAMS:
        raise UsageError(f"{len(named)} streams were given; valid: {FEWEST_STREAMS} to {MOST_STREAMS}")
    names = [name for name, _ in named]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UsageError(f"stream {twice[0]!r} stands in the list twice; each stream is named once")
    return [_member(name, events) for name, events in named]


def _member(name: str, events: EventDays) -> _Member:
    if isinstance(events, Stream):
        if events.frame.refusal:
            return _Member(name, None, f"the frame of {name} cannot carry a timing test: {events.frame.refusal}")
        if events.joint:
            why = f"the acts of {name} are joint by definition, which cannot show that separate acts are timed"
            return _Member(name, None, why)
    found = admit(events, name)
    return _Member(name, Sample(name, found.days, found.frame, found.joint, found.ids), "")


def _check_spans(members: list[_Member], period: Period | None) -> None:
    bare = [one.name for one in members if one.sample is not None and one.sample.frame is None]
    if bare and period is None:
        raise UsageError(f"{bare[0]} is plain days and needs a span: the first and last day on which all were watched")


def _request(a: _Member, b: _Member, period: Period | None, options: Options) -> Request | str:
    """The checked request of an ordered pair, or the reason why there is none."""
    if a.sample is None or b.sample is None:
        return a.refusal or b.refusal
    frames = [(s.frame.start, s.frame.end) for s in (a.sample, b.sample) if s.frame is not None]
    limits = frames + ([period] if period is not None else [])
    first, last = max(start for start, _ in limits), min(end for _, end in limits)
    if first > last:
        return f"at no time were {a.name} and {b.name} both counted" + (" inside the span" if period else "")
    try:
        return make_request(a.sample, b.sample, (first, last), options)
    except UsageError as error:
        return str(error)


def _needed(pairs: int, correction: str, alpha: float) -> int:
    """Twice the draws with which a single pair can reach alpha after correction, within limits."""
    wanted = ceil(2 * pairs * dependence_factor(max(1, pairs), correction) / alpha) - 1
    return min(MOST_DRAWS, max(USUAL_DRAWS, wanted))


@dataclass(frozen=True, slots=True)
class _Judged:
    """Raw and calibrated p of one pair, the number of draws behind it, and the raw p of the first of them."""

    raw: float
    calibrated: float
    drawn: int
    first: Floats


def _raw(a: Any, b: Any, request: Request) -> Floats:
    p = many_p_values(a, b, request.design)
    return np.maximum(p[:, 0], p[:, 2])


def _judge(request: Request, most: int) -> _Judged:
    """The p of one pair by sequential draws: many where the data are extreme, few where they are not."""
    raw = float(_raw(request.a[None, :], request.b[None, :], request)[0])
    start = request.options.seed, crc32(request.sample_a.name.encode()), crc32(request.sample_b.name.encode())
    seeds = np.random.SeedSequence(start).generate_state(64).tolist()
    extreme, drawn, first = 0, 0, np.zeros(0)
    while drawn < most:
        size = min(most - drawn, _next_batch(drawn, extreme))
        pairs = draw_pairs(request.a, request.b, request.design, size, int(seeds.pop(0)))
        p = _raw(pairs.a, pairs.b, request)
        first = p if not drawn else first
        passed = extreme + np.cumsum(p <= raw + _TIE)
        if passed[-1] >= ENOUGH:
            at = drawn + int(np.searchsorted(passed, ENOUGH)) + 1
            return _Judged(raw, max(ENOUGH / at, CAP * raw), at, first)
        extreme, drawn = int(passed[-1]), drawn + size
    return _Judged(raw, max((1 + extreme) / (drawn + 1), CAP * raw), drawn, first)


def _next_batch(drawn: int, extreme: int) -> int:
    """About as many draws as the share seen so far calls for; where a batch ends has no part in the stopping rule."""
    if not drawn:
        return FIRST_DRAWS
    return min(2 * drawn, ceil((ENOUGH - extreme) * drawn / max(1, extreme)))


def _gather(
    members: list[_Member],
    fit: list[tuple[Request, Counts]],
    untested: tuple[PairUntested, ...],
    how: tuple[Options, str, int],
) -> CoincidencePairs:
    """Every pair's p, q over all, in one record."""
    options, correction, most = how
    judged = [_judge(request, most) for request, _ in fit]
    q = false_discovery_rate([one.calibrated for one in judged], correction)
    alarms = [
        (float((capped_ranks(one.first) <= options.alpha).mean()), float((one.first <= options.alpha).mean()))
        for one in judged
    ]
    rates = np.mean(alarms, axis=0) if alarms else np.zeros(2)
    notes = list(dict.fromkeys(note for request, _ in fit for note in notes_on(request) if "not used" not in note))
    needed = len(fit) * dependence_factor(max(1, len(fit)), correction) / options.alpha
    if fit and most + 1 < needed:
        notes.append(f"With {most} draws a single pair cannot reach q <= {options.alpha:g}; only several together can.")
    return CoincidencePairs(
        names=tuple(one.name for one in members),
        tested=tuple(_cell(*one, p, float(value)) for one, p, value in zip(fit, judged, q, strict=True)),
        untested=untested,
        window_days=options.window,
        lag_days=options.lag,
        correction=correction,
        alpha=options.alpha,
        draws=most,
        seed=options.seed,
        p_value=float(q.min()) if fit else None,
        false_positive_rate=float(rates[0]),
        false_positive_rate_raw=float(rates[1]),
        notes=tuple(notes),
    )


def _cell(request: Request, counts: Counts, judged: _Judged, q: float) -> PairCell:
    events = request.a.size
    return PairCell(
        follower=request.sample_a.name,
        leader=request.sample_b.name,
        span=request.period,
        events_a=events,
        events_b=request.b.size,
        hits=counts.hits,
        hits_expected=counts.hits_expected,
        effect=(counts.hits - counts.hits_expected) / events,
        interval=counts.interval,
        p_value=judged.calibrated,
        p_raw=judged.raw,
        q_value=q,
        drawn=judged.drawn,
    )


def _in_order(members: list[_Member], untested: list[PairUntested]) -> tuple[PairUntested, ...]:
    """By the order in which the streams were given."""
    place = {one.name: i for i, one in enumerate(members)}
    return tuple(sorted(untested, key=lambda one: (place[one.follower], place[one.leader])))
