"""The methods paragraph of a timing test, with the figures of this very test, ready to paste. It computes nothing."""

from __future__ import annotations

from multifront import __version__
from multifront.timing import CoincidenceResult, SpanCoincidence, UncertainCoincidence
from multifront.workbench.timing_tests import ALPHA, Result, Tested

MOVED = {
    "start": "an event counts if it begins while one of the other list is on or within the window after its last day",
    "any_day": "an event counts if it is on at any day while one of the other list is on or within the window after "
    "its last day, whichever began first",
}
"""How events that last are read."""


def methods(tested: Tested) -> str:
    """A paragraph to paste, with the figures of this test, and what must be said beside it."""
    first, second = tested.results
    parts = [_asked(tested), _statistic(tested), _null(tested), _reported(first, tested.q[0])]
    parts += [_reported(second, tested.q[1]), "q corrects for the two directions [@benjamini1995]."]
    parts += [_family(tested), _order(tested)]
    parts.append(f"Computed with multifront {__version__} [@multifront], seed {tested.asked.seed}.")
    paragraph = " ".join(part for part in parts if part)
    lines = ["# Methods paragraph", "", paragraph, "", "# To be said beside it", ""]
    lines += [f"- {text}" for text in (*tested.sentences, *tested.caveats)]
    return "\n".join(lines) + "\n"


def _asked(tested: Tested) -> str:
    """The question, the lists, their frame, and what was set apart."""
    first, asked, frames = tested.results[0], tested.asked, tested.asked.frames
    after = f" after a lag of {asked.lag} days" if asked.lag else ""
    counted = f"counted by {frames.counted_by}" if frames.counted_by else "counted by a rule that was not stated"
    apart = ""
    if tested.apart:
        counts = " and ".join(str(one.count) for one in tested.apart)
        days = tested.apart[0].days_declared
        apart = f" Events on the {days} days of a published calendar were set apart beforehand ({counts})."
    return (
        f"We asked whether events of {first.name_a} (n = {first.events_a}) follow events of {first.name_b} (n = "
        f"{first.events_b}), and the reverse, within 0 to {asked.window} days{after}, from {tested.span[0]} to "
        f"{tested.span[1]}; events were {counted}, coverage {frames.coverage or 'not stated'}.{apart}"
    )


def _statistic(tested: Tested) -> str:
    """What is counted."""
    first = tested.results[0]
    if isinstance(first, SpanCoincidence):
        return (
            f"Events last {first.days_a:.1f} and {first.days_b:.1f} days on average; {MOVED[first.reading]}. The "
            "statistic is the precursor count of event coincidence analysis [@donges2016; @odenweller2020] so "
            "extended, one-sided."
        )
    counted = "The statistic is the precursor count of event coincidence analysis [@donges2016; @odenweller2020]"
    if isinstance(first, UncertainCoincidence):
        return (
            f"{counted}, one-sided. The day of {first.uncertain} events is known to within up to {first.widest} days "
            f"only, and that of {first.unknown} not at all, which were left out; {first.imputations} times a day was "
            "drawn evenly for each, and the p-values of the draws were combined by their mean, calibrated as below, "
            "and for comparison by twice their median [@meinshausen2009]."
        )
    return f"{counted}, one-sided."


def _null(tested: Tested) -> str:
    """What stays fixed, what moves, and the calibration."""
    first, window = tested.results[0], tested.asked.window
    whole = ", with their lengths" if isinstance(first, SpanCoincidence) else ""
    alike = {
        SpanCoincidence: " and the lengths of the data dealt at random",
        UncertainCoincidence: ", blurred by the intervals of the data and imputed alike",
    }.get(type(first), "")
    return (
        "Under the null the "
        "days covered by the leading list are held fixed and bursts of the following list (neighbours at most 14 days "
        f"apart) move independently by whole weeks{whole}: within {max(60, 4 * window)} days (rounded up to weeks) by "
        "season and trend, and, over spans of three years or more, to about the same date in other years; the larger "
        "of the two exact mid-p values counts. It was "
        f"calibrated by its rank among {first.draws} synthetic independent pairs of the same counts, season, trend and "
        f"clustering{alike} [@besag1991], and is never below half the exact p."
    )


def _reported(result: Result, q: float) -> str:
    """One direction in a sentence of a paper."""
    sees = result.smallest_detectable_effect
    reach = "no share of triggered events would be found" if sees is None else f"finds a triggered share of {sees:.0%}"
    if result.too_few:
        return f"For {result.name_a} after {result.name_b} the events are too few to say: {result.too_few}"
    interval, hits = "", f"{result.hits:g}"
    if isinstance(result, CoincidenceResult | SpanCoincidence):
        low, high = result.interval
        interval = f", {result.interval_level:.0%} interval {low:+.2f} to {high:+.2f}"
    else:
        hits = f"{result.hits:.1f} ({result.hits_range[0]} to {result.hits_range[1]} whatever the true days)"
    return (
        f"{result.name_a} after {result.name_b}: {hits} of {result.events_a} events, "
        f"{result.hits_expected:.1f} expected (excess {result.effect:+.2f}{interval}; p = {result.p_value:.3g}, q = "
        f"{q:.3g}); on independent pairs of this shape the test rejects {result.false_positive_rate:.1%} of the time "
        f"at {ALPHA:.0%}, and with 80% power {reach}."
    )


def _family(tested: Tested) -> str:
    """The declared windows and lags as one family."""
    grid = tested.grid
    if grid is None:
        return ""
    cells = (
        f"Windows of {', '.join(map(str, grid.windows))} days with lags of {', '.join(map(str, grid.lags))} days, both "
        f"ways, were declared as one family of {len(grid.cells)} cells"
    )
    if grid.p_value is None:
        return f"{cells}; the events are too few to say in any of them."
    best = min(grid.tested, key=lambda cell: (cell.p_value, cell.window_days, abs(cell.lag_days)))
    return (
        f"{cells}, tested by the smallest p on the same {grid.draws} synthetic pairs for all [@westfall1993]: p = "
        f"{grid.p_value:.3g}; the strongest cell is {best.name} (p = {best.p_value:.3g} alone, q = {best.q_value:.3g})."
    )


def _order(tested: Tested) -> str:
    """The lag histogram and who moved first, in sentences of a paper."""
    lags, first = tested.lags, tested.first
    texts = []
    if lags and not lags.too_few:
        texts.append(
            f"Over all lags of {lags.first_lag[0]} to {lags.last_lag[-1]} days at once the lag histogram gives a "
            f"global envelope p of {lags.p_value:.3g} ({lags.measure} maximum deviation, {lags.draws} surrogates of "
            "the same null [@myllymaki2017])."
        )
    if first and not first.too_few:
        texts.append(
            f"Of {first.after + first.before} pairs 1 to {first.window_days} days apart, {first.name_b} came first in "
            f"{first.after} and {first.name_a} in {first.before} (balance {first.balance:+d}, "
            f"{round(first.expected, 1) + 0.0:+.1f} expected, two-sided p = {first.p_value:.3g}; "
            f"{first.same_day} pairs on one day set apart)."
        )
    return " ".join(texts)
