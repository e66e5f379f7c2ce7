"""Second looks of the kind `coincidence`: the lags between the streams with their envelope, and who moves first."""

from __future__ import annotations

from multifront import timing
from multifront.claims.kind import Finding
from multifront.claims.kinds.coincidence_pictures import lag_picture
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.domain import Stream, TestLine

BIN_DAYS = 7
BINS_EACH_SIDE = 6
"""A week a bar and six weeks each way: within the reach of the local null whatever the window."""


def add_lags(finding: Finding, streams: tuple[Stream, Stream], test: timing.CoincidenceResult, seed: int) -> None:
    """Enter the lag histogram with its p and picture, and the test of who moves first, beside the primary test.

    They do not enter the verdict: the one looks at all lags at once, the other at the order alone.
    """
    follower, leader = streams
    selections = (follower.selection, leader.selection)
    weeks = min(BINS_EACH_SIDE, (test.span[1] - test.span[0]).days // BIN_DAYS)
    lags = timing.lag_histogram(
        follower, leader, window_days=test.window_days, bin_days=BIN_DAYS, up_to_days=weeks * BIN_DAYS, rng=seed
    )
    call = (
        f"timing.lag_histogram({test.name_a}, {test.name_b}, window_days={test.window_days}, bin_days={BIN_DAYS}, "
        f"up_to_days={weeks * BIN_DAYS})"
    )
    basis = Basis(call, selections, seed=seed)
    p = finding.ledger.figure("p_lags", lags.p_value, basis, style="p")
    finding.test_lines.append(TestLine("p over all lags at once, both directions", p, ""))
    finding.pictures.append(lag_picture(finding.ledger, lags, (follower.title, leader.title), basis))
    if test.window_days:
        first = timing.lag_sign_test(follower, leader, window_days=test.window_days, rng=seed)
        call = f"timing.lag_sign_test({test.name_a}, {test.name_b}, window_days={test.window_days})"
        finding.test_lines += _first_lines(finding.ledger, first, Basis(call, selections, seed=seed))


def _first_lines(ledger: Ledger, first: timing.LagSignResult, basis: Basis) -> list[TestLine]:
    """Pairs by which side came first, and the p of their balance."""
    figures = {
        name: ledger.figure(f"pairs_{name}", value, basis, style="count")
        for name, value in (("before", first.before), ("same", first.same_day))
    }
    after = ledger.figure("pairs_after", first.after, basis, style="count")
    other = phrase("against {before} the other way; {same} on the same day decide nothing", **figures)
    p = ledger.figure("p_first", first.p_value, basis, style="p")
    too_few = phrase("too few to say") if first.too_few else None
    return [
        TestLine("Pairs within the window in which the leader moved first", after, "", other),
        TestLine("p that neither side moves first", p, "", too_few),
    ]
