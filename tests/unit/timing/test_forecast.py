"""Forecasts of counts: nothing later leaks in, delays and unfinished periods, what is refused, what is found."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from scipy.optimize import minimize

from multifront.domain import Frame, Selection, Stream
from multifront.errors import UsageError
from multifront.timing import ForecastOptions, PublishedEvents, forecast_counts, score_counts
from multifront.timing.forecast_model import BASE, OWN, Told, fit_ridge, moment_size
from multifront.timing.forecast_periods import admit_published, whole_periods
from multifront.timing.score_difference import compare_scores

SPAN = ("2014-01-01", "2023-12-31")
QUICK = ForecastOptions(draws=19)


def months(counts: np.ndarray, day: int = 10) -> np.ndarray:
    """Events on one day of each month from January 2014 on."""
    starts = (np.datetime64("2014-01") + np.arange(counts.size)).astype("datetime64[D]")
    return np.repeat(starts + day - 1, counts.astype(int))


def pair(seed: int = 3, ratio: float = 4.0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = rng.poisson(0.5, 120)
    rate = 0.4 * np.concatenate([[1.0], (1.0 + x[:-1]) ** np.log2(ratio)])
    return months(rng.poisson(rate)), months(x, 20)


def test_an_indicator_that_leads_is_found_and_seeds_repeat() -> None:
    events, leader = pair()
    found = forecast_counts(events, indicator=leader, span=SPAN, options=QUICK)
    assert found.warns
    assert found.p_value <= 0.05
    assert found.interval[0] > 0.0
    assert (found.first, found.last, found.periods) == ("2017-01", "2023-12", 84)
    assert "warns" in found.sentence
    assert found.smallest_detectable_effect is None or 1.0 < found.smallest_detectable_effect <= 16.0
    assert repr(found) == repr(forecast_counts(events, indicator=leader, span=SPAN, options=QUICK))
    assert all(one.p_value <= one.q_value for one in found.comparisons)
    assert {one.against for one in found.comparisons} == {"own history", "base rate", "persistence"}


def test_the_same_indicator_a_year_late_does_not_warn() -> None:
    events, leader = pair()
    late = leader[leader < np.datetime64("2022-07-01")] + 540
    found = forecast_counts(events, indicator=late, span=SPAN, options=QUICK)
    assert not found.warns
    assert "does not warn" in found.sentence


def test_nothing_later_enters_a_forecast() -> None:
    events, leader = pair()
    cut = np.datetime64("2021-01-01")
    whole = forecast_counts(events, indicator=leader, span=SPAN, options=QUICK)
    rest = np.concatenate([events[events < cut], months(np.full(120, 9))[-300:]])
    other = np.concatenate([leader[leader < cut], months(np.full(120, 7))[-200:]])
    changed = forecast_counts(rest, indicator=other, span=SPAN, options=QUICK)
    for one, same in zip(whole.forecasts, changed.forecasts, strict=True):
        if one.period <= "2021-01":
            assert (one.mean, one.chance) == (same.mean, same.chance)
    assert whole.forecasts[-1] != changed.forecasts[-1]


def test_an_event_counts_from_the_day_of_its_publication_on() -> None:
    days = np.array(["2020-01-30", "2020-02-10"], dtype="datetime64[D]")
    dated = admit_published(
        PublishedEvents(days[::-1], np.array(["2020-02-11", "2020-03-01"], dtype="M8[D]")), "events"
    )
    periods = whole_periods((date(2020, 1, 1), date(2020, 4, 30)), "month")
    assert periods.truth(dated).tolist() == [1.0, 1.0, 0.0, 0.0]
    # The first is public on 1 March: not on the eve of March, but on the eve of April.
    assert periods.known(dated)[:, :2].tolist() == [[0, 0], [0, 0], [0, 1], [1, 1], [1, 1]]
    assert dated.settle_days == 31


def test_delays_lower_what_is_known_and_not_what_came() -> None:
    events, _ = pair()
    late = forecast_counts(PublishedEvents(events, events + 45), span=SPAN, options=QUICK)
    prompt = forecast_counts(events, span=SPAN, options=QUICK)
    assert [one.seen for one in late.forecasts] == [one.seen for one in prompt.forecasts]
    assert all(one.known == 0 for one in late.forecasts)
    assert "public only 45 days later" in late.sentence
    assert "taken as public on its own day" in prompt.sentence


@pytest.mark.parametrize(
    ("by", "first", "last", "labels"),
    [
        ("month", "2020-01-02", "2020-04-29", ["2020-02", "2020-03", "2020-04"]),
        ("quarter", "2019-12-31", "2020-06-30", ["2020-Q1", "2020-Q2", "2020-Q3"]),
        ("year", "2018-01-01", "2019-12-31", ["2018", "2019", "2020"]),
        ("week", "2020-12-22", "2021-01-10", ["2020-W53", "2021-W01", "2021-W02"]),
    ],
)
def test_a_first_or_last_piece_of_a_period_is_left_out(by: str, first: str, last: str, labels: list[str]) -> None:
    periods = whole_periods((date.fromisoformat(first), date.fromisoformat(last)), by)
    assert [periods.label(k) for k in range(periods.count + 1)] == labels


def test_as_of_drops_what_was_not_public_and_the_period_still_filling_up() -> None:
    events, _ = pair()
    published = PublishedEvents(events, events + 30)
    known = forecast_counts(published, span=SPAN, options=ForecastOptions(draws=19, as_of=date(2022, 12, 31)))
    assert known.last == "2022-11"
    assert known.next_forecast is not None
    assert (known.next_forecast.period, known.next_forecast.seen) == ("2022-12", None)
    whole = forecast_counts(published, span=SPAN, options=QUICK)
    assert [one.mean for one in known.forecasts] == [one.mean for one in whole.forecasts[:71]]


def test_persistence_and_base_rate_by_hand() -> None:
    counts = np.array([0.0, 2.0, 1.0, 3.0] * 10)
    own = np.tril(np.broadcast_to(counts, (41, 40)), -1)
    told = Told(own, np.zeros_like(own), np.zeros(41), 20, 12)
    mean, size = told.persistence()
    assert (mean[0], size[0]) == (3.5, 3.5)
    means, sizes, _ = told.walk(BASE)
    assert means[0] == pytest.approx((counts[1:20].sum() + 0.5) / 19, rel=1e-6)
    assert sizes[0] == np.inf  # less scatter than Poisson


def test_the_fit_is_the_maximum_and_the_size_solves_its_equation() -> None:
    rng = np.random.default_rng(2)
    x = np.column_stack([np.ones(60), rng.normal(size=(60, 2))])
    y = rng.negative_binomial(1, 0.3, 60).astype(float)
    b = np.array([np.log(y.mean()), 0.0, 0.0])
    fit_ridge(x, y, b)
    slow = minimize(
        lambda c: (np.exp(x @ c) - (y + 0.5 / 60) * (x @ c)).sum() + c[1:] @ c[1:] / 2, np.zeros(3), tol=1e-12
    )
    assert b == pytest.approx(slow.x, abs=1e-4)
    mu = np.exp(x @ b)
    size = moment_size(y, mu, 3)
    assert ((y - mu) ** 2 / (mu + mu**2 / size)).sum() == pytest.approx(57.0, rel=1e-4)


def test_zeros_give_a_rate_and_no_infinite_score() -> None:
    own = np.zeros((61, 60))
    for columns in (BASE, OWN):
        means, sizes, _ = Told(own, own, np.zeros(61), 36, 12).walk(columns)
        assert np.all(means > 0.0)
        assert np.isfinite(score_counts(means, sizes, np.full(25, 2.0))).all()


@pytest.mark.parametrize(
    ("events", "span", "enough", "words"),
    [
        ([], SPAN, 5, "0 of the 84 months"),
        (["2020-05-05"], SPAN, 5, "1 of the 84 months"),
        (["2020-05-05"], ("2020-01-01", "2020-01-20"), 60, "0 whole months"),
        (["2020-05-05"], ("2019-01-01", "2021-12-31"), 60, "36 whole months"),
    ],
)
def test_too_few_says_how_many_would_be_enough(events, span, enough, words) -> None:
    found = forecast_counts(np.array(events, dtype="datetime64[D]"), span=span, options=QUICK)
    assert (found.enough, found.warns) == (enough, False)
    assert words in found.sentence
    assert "too few to say" in found.sentence
    assert np.isnan(found.p_value)


def test_an_indicator_that_never_differs_is_too_few() -> None:
    events, _ = pair()
    always = months(np.ones(120))
    assert "must differ" in forecast_counts(events, indicator=always, span=SPAN, options=QUICK).sentence


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"by": "fortnight"}, "unknown period"),
        ({"alpha": 0.5}, "alpha"),
        ({"power": 1.0}, "power"),
        ({"at_least": 0}, "at_least"),
        ({"draws": 2}, "draws"),
        ({"training": 3}, "training"),
    ],
)
def test_bad_options_are_refused(change, message) -> None:
    with pytest.raises(UsageError, match=message):
        forecast_counts(pair()[0], span=SPAN, options=ForecastOptions(**change))


def test_bad_events_are_refused() -> None:
    events, _ = pair()
    with pytest.raises(UsageError, match="need a span"):
        forecast_counts(events)
    with pytest.raises(UsageError, match="days of publication for"):
        forecast_counts(PublishedEvents(events, events[1:]), span=SPAN)
    unknown = events.copy()
    unknown[0] = np.datetime64("NaT")
    with pytest.raises(UsageError, match="no known day of publication"):
        forecast_counts(PublishedEvents(events, unknown), span=SPAN)
    with pytest.raises(UsageError, match="NaT"):
        forecast_counts(unknown, span=SPAN)


def test_a_frame_that_refuses_or_ends_early_is_honoured() -> None:
    events, _ = pair()
    ids = tuple(f"e{k}" for k in range(events.size))
    selection = Selection("event", "", ids, events.size, (), None, "")

    def stream(refusal: str) -> Stream:
        frame = Frame("f", "us", "all", date(2014, 1, 1), date(2023, 12, 31), "exhaustive", refusal)
        return Stream("s", "s", events, events, ids, frame, False, selection)

    with pytest.raises(UsageError, match="collection grew"):
        forecast_counts(stream("collection grew"), options=QUICK)
    with pytest.raises(UsageError, match="outside the frame"):
        forecast_counts(stream(""), span=("2014-01-01", "2024-12-31"), options=QUICK)
    with pytest.raises(UsageError, match="share"):
        forecast_counts(stream(""), indicator=stream(""), options=QUICK)
    assert forecast_counts(stream(""), options=QUICK).periods == 84


def test_equal_forecasts_have_no_gain() -> None:
    gain = compare_scores(np.zeros(30), 0.05)
    assert (gain.mean, gain.p_value, gain.interval) == (0.0, 1.0, (0.0, 0.0))


@pytest.mark.parametrize(
    ("mean", "size", "seen", "message"),
    [
        ([1.0, 2.0], [1.0], [0], "one length"),
        ([0.0], [1.0], [0], "above 0"),
        ([1.0], [0.0], [0], "above 0"),
        ([1.0], [1.0], [-1], "whole"),
        ([1.0], [1.0], [0.5], "whole"),
    ],
)
def test_bad_forecasts_are_not_scored(mean, size, seen, message) -> None:
    with pytest.raises(UsageError, match=message):
        score_counts(mean, size, seen)


def test_the_true_rate_scores_best_on_average() -> None:
    seen = np.random.default_rng(4).poisson(2.0, 4000)
    scores = [score_counts(np.full(4000, m), np.full(4000, np.inf), seen).mean(axis=0) for m in (1.6, 2.0, 2.4)]
    assert np.argmin(scores, axis=0).tolist() == [1, 1, 1]
