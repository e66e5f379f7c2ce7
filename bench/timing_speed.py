"""Times the coincidence test beside event-analysis in one run: one pair, its calibration, all pairs, growth with size.

    .venv/bin/python bench/timing_speed.py [PYTHON_WITH_EVENT_ANALYSIS] [rounds]

One process and one thread each, warm (everything is called once before the clock starts), one beside the other. The
clock is processor time, which other work on the machine lengthens little. Prints the fastest and the median of the
rounds. The surrogates are a Monte Carlo form of the exact null, written here to compare with: the package does not
need them. Nothing here is used by the package.
"""

from __future__ import annotations

import sys
import time
from functools import partial

import numpy as np
from timing_peer import Peer
from timing_processes import SIZES, SPAN, pair

from multifront.timing import coincidence_pairs, coincidence_test
from multifront.timing.bursts import burst_bounds, burst_weights
from multifront.timing.calibration import all_p_values, draw_pairs
from multifront.timing.compiled import compiled
from multifront.timing.exact_null import Units, coverage, make_design, null_p_values, weighted_hits
from multifront.timing.intensity import daily_rates
from multifront.timing.moved_streams import landings_of

START = np.datetime64("2018-01-01")
YEARS = (START, START + SPAN - 1)
STREAMS, SURROGATES, GUIDE = 12, 10_000, 256
TARGETS = {"one": 20.0, "calibrated": 2000.0, "all": 10_000.0}


@compiled
def surrogate_hits(units, places, mask, drawn):
    """Weighted hits of each surrogate, from `drawn` (bursts, surrogates): uniform numbers that pick landings."""
    found = np.zeros(drawn.shape[1], dtype=np.int64)
    for u in range(units.weights.size):
        first, last = places.offsets[u], places.offsets[u + 1]
        worth, guide, at = np.zeros(last - first, dtype=np.int64), np.empty(GUIDE, dtype=np.int64), first
        for i in range(first, last):
            for day in units.days[units.bounds[u] : units.bounds[u + 1]]:
                worth[i - first] += units.weights[u] * mask[day + places.shifts[i]]
        for step in range(GUIDE):
            while at < last - 1 and places.cumulative[at] <= step / GUIDE:
                at += 1
            guide[step] = at
        for row in range(drawn.shape[1]):
            at = guide[int(drawn[u, row] * GUIDE)]
            while at < last - 1 and places.cumulative[at] <= drawn[u, row]:
                at += 1
            found[row] += worth[at - first]
    return found


def surrogate_p(a, b, design, surrogates=SURROGATES, seed=0):
    """The larger mid-p of the two burst nulls, each by Monte Carlo, everything refitted."""
    bounds = burst_bounds(a)
    units, mask = Units(a, bounds, burst_weights(bounds)), coverage(b, SPAN, design.lag, design.lag + design.window)
    rng, seen, p = np.random.default_rng(seed), weighted_hits(units, mask), []
    for rate, shifts in zip(daily_rates(a, design.calendar), (design.local_shifts, design.year_shifts), strict=True):
        drawn = rng.random((units.weights.size, surrogates))
        hits = surrogate_hits(units, landings_of(a, rate, shifts), mask, drawn)
        p.append((hits > seen).mean() + 0.5 * (hits == seen).mean())
    return max(p)


def exact_p(a, b, design):
    """The same p by convolution, everything refitted."""
    mask = coverage(b, SPAN, design.lag, design.lag + design.window)
    rates, shifts = daily_rates(a, design.calendar), (design.local_shifts, design.year_shifts)
    return max(null_p_values(a, mask, rate, s)[0] for rate, s in zip(rates, shifts, strict=True))


def spent(function, rounds, number=1, warm=True):
    """Fastest and median milliseconds of a call, after one that does not count."""
    if warm:
        function()
    found = []
    for _ in range(rounds):
        began = time.process_time()
        for _ in range(number):
            function()
        found.append(1000 * (time.process_time() - began) / number)
    return min(found), float(np.median(found))


def show(name, size, ours, target=None, theirs=None):
    cells = [f"{ours[0]:.2f} / {ours[1]:.2f}"]
    cells.append(f"{target:.0f}, {'met' if ours[1] < target else '**missed**'}" if target else "")
    cells += [f"{theirs[0]:.2f} / {theirs[1]:.2f}", f"{theirs[1] / ours[1]:.3g}"] if theirs else ["", ""]
    print(f"| {name} | {size} | " + " | ".join(cells) + " |", flush=True)


def peer_ms(peer, days_a, days_b, window, rounds):
    """Milliseconds of event-analysis for a batch in one frame, with the frame that it asks for."""
    return spent_by(lambda: peer.p_values(days_a, days_b, window, SPAN, len(days_a))[1], rounds)


def spent_by(clock, rounds):
    clock()
    found = [1000 * clock() for _ in range(rounds)]
    return min(found), float(np.median(found))


def one_pair(peer, rounds):
    for size, (count_a, count_b, window) in enumerate(SIZES):
        a, b = pair("Poisson", size, 0)
        design, name = make_design(SPAN, window, 0), f"{count_a}, {count_b}, {window}"
        theirs = peer_ms(peer, a[None], b[None], window, rounds) if peer else None
        ours = spent(partial(exact_p, a, b, design), rounds, 20)
        show("one pair, exact, both nulls", name, ours, TARGETS["one"], theirs)
        ours = spent(partial(surrogate_p, a, b, design), rounds)
        show(f"one pair, {SURROGATES:,} surrogates", name, ours, TARGETS["one"], theirs)
        ours = spent(partial(calibration, a, b, design), rounds)
        show("499 synthetic pairs through both nulls", name, ours, TARGETS["calibrated"])
        ours = spent(partial(in_full, a, b, window), rounds)
        show("coincidence_test: calibration, power, interval", name, ours, TARGETS["calibrated"], theirs)


def in_full(a, b, window):
    return coincidence_test(START + a, START + b, window_days=window, span=YEARS)


def calibration(a, b, design, count=499):
    pairs = draw_pairs(a, b, design, count, 0)
    return all_p_values(pairs.a, pairs.b, design).both


def all_pairs(peer, rounds):
    """12 streams of 60 events, each after each other: 132 ordered pairs; event-analysis takes 12 columns."""
    days = [pair("season + trend", 2, i)[0] for i in range(STREAMS)]
    ordered = [(a, b) for a in days for b in days if a is not b]
    theirs = None
    if peer:  # twelve columns: six in a, six in b, all against all
        theirs = peer_ms(peer, np.stack(days[:6]), np.stack(days[6:]), 7, rounds)

    size = f"{STREAMS} streams of 60"
    ours = spent(partial(raw_pairs, ordered), rounds)
    show("132 ordered pairs, exact", size, ours, TARGETS["all"], theirs)
    named = {f"stream {i + 1}": START + one for i, one in enumerate(days)}
    for correction in ("bh", "by"):
        ours = spent(partial(coincidence_pairs, named, window_days=7, span=YEARS, correction=correction), 1, warm=False)
        show(f"132 ordered pairs, coincidence_pairs ({correction})", size, ours, TARGETS["all"])
    once = [(a, b) for i, a in enumerate(days) for b in days[i + 1 :]]
    for name, some in (("66 pairs, one direction", once), ("132 ordered pairs, power each", ordered)):
        ours = spent(partial(full_pairs, some), 1, warm=False)
        show(f"{name}, coincidence_test", size, ours, TARGETS["all"])


def raw_pairs(some):
    design = make_design(SPAN, 7, 0)
    return [exact_p(a, b, design) for a, b in some]


def full_pairs(some):
    return [in_full(a, b, 7) for a, b in some]


def growth(rounds):
    """Separate events, so that bursts do not merge: milliseconds a step, and the exponent over the last doubling."""
    rng, design = np.random.default_rng(0), make_design(SPAN, 7, 0)
    print("\n| grows | milliseconds | exponent over the last doubling |\n|---|---|---|")
    counts = (20, 40, 80, 160)
    apart = [
        (np.sort(rng.choice(SPAN // 15, n, replace=False)) * 15, np.sort(rng.integers(0, SPAN, 100))) for n in counts
    ]
    for name, call in (("exact", exact_p), (f"{SURROGATES:,} surrogates", surrogate_p)):
        doubled(f"events of A {counts}, {name}", [spent(partial(call, a, b, design), rounds, 5)[0] for a, b in apart])
    a, b = pair("Poisson", 1, 0)
    many = (5_000, 10_000, 20_000, 40_000)
    doubled(f"surrogates {many}", [spent(partial(surrogate_p, a, b, design, n), rounds)[0] for n in many])
    pairs = (100, 200, 400, 800)
    cost = [spent(partial(calibration, a, b, design, n), rounds)[0] for n in pairs]
    doubled(f"synthetic pairs {pairs}", cost)


def doubled(name, cost):
    print(
        f"| {name} | " + " / ".join(f"{one:.2f}" for one in cost) + f" | {np.log2(cost[-1] / cost[-2]):.2f} |",
        flush=True,
    )


def main():
    peer = Peer(sys.argv[1]) if len(sys.argv) > 1 else None
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    print("| what | size | ms, fastest / median | target, ms | event-analysis, ms | times as fast |")
    print("|---|---|---|---|---|---|")
    one_pair(peer, rounds)
    all_pairs(peer, rounds)
    growth(rounds)
    if peer:
        peer.close()


if __name__ == "__main__":
    main()
