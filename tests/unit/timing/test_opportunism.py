"""The opportunism test: a planted ratio, single days that cannot be told, series, placebos, refusals."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from scipy.stats import poisson
from tests.unit.timing.test_timing_input import stream

from multifront.errors import UsageError
from multifront.evidence import open_evidence
from multifront.timing import opportunism_test
from multifront.timing.admission import read_period
from multifront.timing.exposure import at_anniversaries, by_bin, read_exposure, rotated

SPAN = ("2015-01-01", "2021-12-31")
START = np.datetime64("2015-01-01")
STARTS = (20, 210, 420, 700, 960, 1230, 1500, 1790, 2100, 2400)
SPELLS = [(START + first, START + first + 44) for first in STARTS]
ON = np.zeros(2557, dtype=bool)
for first in STARTS:
    ON[first : first + 45] = True


def acts(ratio: float, events: int = 120, seed: int = 1) -> np.ndarray:
    weight = np.where(ON, ratio, 1.0)
    return START + np.sort(np.random.default_rng(seed).choice(2557, events, p=weight / weight.sum()))


def opportune(events: object, exposure: object = SPELLS, **options: object):
    return opportunism_test(events, exposure, **({"span": SPAN, "draws": 199} | options))


def test_a_planted_ratio_is_found_and_handed_on() -> None:
    placebo = {"elsewhere": acts(1.0, seed=5)}
    result = opportune(acts(3.0), placebos=placebo)
    assert result.p_value <= 0.05
    assert result.interval[0] < 3.0 < result.interval[1]
    assert result.interval[0] > 1.0
    assert (result.switches, result.events) == (10, 120)
    assert result.exposed_share == pytest.approx(ON.mean())
    assert set(result.p_by_move) == {"turned", "anniversary"}
    coefficient = result.coefficient
    assert coefficient.log_ratio == pytest.approx(np.log(result.effect))
    assert coefficient.low < coefficient.log_ratio < coefficient.high
    assert coefficient.decided
    for words in ("no hazard of war", "not yet opportunism", "rate ratio"):
        assert words in result.sentence
    assert [one.name for one in result.placebo_actors] == ["elsewhere"]
    assert result.placebo_actors[0].ratio < 2.0
    assert len(result.placebo_dates) == 4
    assert all(0.0 < one.p_value <= 1.0 for one in (*result.placebo_actors, *result.placebo_dates))


def test_no_effect_is_not_found_and_the_seed_decides() -> None:
    one, again = opportune(acts(1.0)), opportune(acts(1.0))
    assert one == again
    assert one.p_value > 0.05
    assert 0 <= one.false_positive_rate <= 0.08
    assert 1.2 < one.smallest_detectable_effect < 5.0


@pytest.mark.parametrize("ratio", [1.0, 1.6, 2.2, 3.0])
def test_the_interval_leaves_one_out_exactly_where_the_test_rejects(ratio: float) -> None:
    for seed in range(3):
        result = opportune(acts(ratio, events=60, seed=seed), draws=99)
        assert (result.interval[0] > 1.0) == (result.p_value <= result.alpha)
        assert result.interval[0] <= result.effect <= result.interval[1]


def test_nine_aircraft_on_24_february_2022_are_no_opportunism() -> None:
    """The ministry's daily entries, shipped with the package: the day, or the month that it began, is one switch.

    Nine or more aircraft had entered on some 27 days of the year before. Set against the mean of that year alone, nine
    look rare, so a test without the other days' spread would flag the day.
    """
    series = open_evidence().series("pla_sorties", definition_id="adiz_entries")
    days, entries = series.starts.astype("datetime64[D]"), np.nan_to_num(series.best)
    day = np.datetime64("2022-02-24")
    year = entries[(days >= day - 365) & (days < day)]
    assert entries[days == day].tolist() == [9.0]
    assert 20 <= (year >= 9).sum() <= 40
    assert poisson.sf(8, year.mean()) < 0.01
    flown, span = np.repeat(days, entries.astype(int)), (days[0], days[-1])
    for last in (day, day + 27):
        result = opportunism_test(flown, [(day, last)], span=span, bin_days=1, draws=99)
        assert "Cannot be told: the exposure switches on once" in result.sentence
        assert "more than chance" not in result.sentence
        assert (result.p_value, result.coefficient.decided) == (1.0, False)
        assert result.p_raw > 0.05
    one_day = (days == day).astype(float)
    assert opportunism_test(flown, one_day, span=span, bin_days=1, draws=99).p_value == 1.0


def test_a_single_day_cannot_be_told_even_where_all_acts_fall_on_it() -> None:
    """24 February 2022 and its like: one switch, and no verdict whatever the data show."""
    days = np.concatenate([np.full(30, START + 1000), acts(1.0, 40)])
    result = opportune(days, [(START + 1000, START + 1000)])
    assert "Cannot be told: the exposure switches on once" in result.sentence
    assert "more than chance" not in result.sentence
    assert not result.coefficient.decided
    assert result.p_value == 1.0 > result.p_raw
    assert "switches on 4 times" in opportune(acts(3.0), SPELLS[:4]).too_few


def test_few_events_cannot_be_told_and_still_have_a_finite_ratio() -> None:
    result = opportune(acts(1.0, events=4))
    assert "4 events in the span" in result.too_few
    assert 0 < result.effect < np.inf
    assert opportune(np.zeros(0, "datetime64[D]")).events == 0


def test_a_series_gives_what_its_spells_give() -> None:
    events = acts(3.0)
    spells, series = opportune(events), opportune(events, ON.astype(float))
    assert series.effect == pytest.approx(spells.effect)
    assert series.switches == spells.switches
    assert series.p_value <= 0.05


def test_short_spans_joint_acts_and_events_outside_are_noted() -> None:
    result = opportune(acts(1.0), SPELLS[:5], span=("2015-01-01", "2017-12-01"))
    assert set(result.p_by_move) == {"turned"}
    assert "under three years" in result.sentence
    assert "outside the span" in result.sentence
    joint = opportune(stream(acts(1.0), joint=True), span=None)
    assert joint.joint
    assert "joint by definition" in joint.sentence


@pytest.mark.parametrize(
    ("exposure", "options", "words"),
    [
        ([], {}, "list of"),
        ("2016-01-01", {}, "list of"),
        ([("2014-12-30", "2015-02-01")], {}, "outside the span"),
        ([SPELLS[0], SPELLS[0]], {}, "overlaps another"),
        ([SPAN], {}, "same on all days"),
        (np.ones(2557), {}, "same on all days"),
        (np.ones(7), {}, "one number a day"),
        (np.where(ON, np.nan, 0.0), {}, "missing numbers"),
        (SPELLS, {"bin_days": 0}, "bin_days"),
        (SPELLS, {"bin_days": 7.0}, "bin_days"),
        (SPELLS, {"draws": 5}, "draws"),
        (SPELLS, {"alpha": 0.001}, "alpha"),
        (SPELLS, {"span": None}, "need a span"),
    ],
)
def test_what_cannot_be_tested(exposure: object, options: dict, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        opportune(acts(1.0), exposure, **options)


def test_a_refused_frame_is_refused() -> None:
    with pytest.raises(UsageError, match="cannot carry a timing test"):
        opportune(stream(acts(1.0), refusal="listed because a response followed"))


def test_moves_keep_the_days_exposed_and_the_length_of_spells() -> None:
    rng = np.random.default_rng(1)
    exposure = read_exposure(SPELLS, read_period(SPAN, "span"))
    for rows in (rotated(exposure, 50, rng), at_anniversaries(exposure, 50, rng)):
        assert rows.shape == (50, 2557)
        assert np.all(rows.sum(axis=1) == ON.sum())
        assert not np.array_equal(rows[0], rows[1])
    season = np.flatnonzero(at_anniversaries(exposure, 50, rng).sum(axis=0)) % 365.25
    assert np.all(np.abs(season[:, None] - (np.flatnonzero(ON) % 365.25)[None, :]).min(axis=1) <= 12)
    assert by_bin(np.arange(9.0), 4).tolist() == [1.5, 5.5, 8.0]
    assert read_period(SPAN, "span") == (date(2015, 1, 1), date(2021, 12, 31))
