"""The kind `opportunism` on made streams: acts during exposure, none, exposure that switches once, refused frames."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.unit.claims.made_claims import claim, judged
from tests.unit.claims.made_evidence import MadeEvidence, MadeStream, irregular

from multifront.domain import Verdict
from multifront.errors import EvidenceError, FileProblems

SPAN = date(2012, 1, 1), date(2019, 12, 31)
STARTS = [date(year, month, 10) for year, month in zip(range(2012, 2020), (2, 9, 5, 11, 3, 7, 1, 6), strict=True)]
SPELLS = [{"start": str(day), "end": str(day + timedelta(days=39))} for day in STARTS]
STEADY = irregular(*SPAN, 80, seed=12)
DURING = tuple(day + timedelta(days=lag) for day in STARTS for lag in (1, 6, 9, 17, 24, 28, 36))


def acts(name: str, days: tuple[date, ...], **more) -> MadeStream:
    return MadeStream(name, tuple(sorted(set(days))), *SPAN, **more)


def verdict_on(*streams: MadeStream, observed=(), as_of: date | None = None, **more) -> Verdict:
    asked = {
        "stream": "actor",
        "smallest_effect_of_interest": 2,
        "exposure": {"label": "crises elsewhere", "spells": SPELLS},
        "draws": 199,
        **more,
    }
    return judged(MadeEvidence(streams, tuple(observed), as_of=as_of), claim("opportunism", asked))[0]


def test_more_acts_during_exposure_are_partly_supported_at_most() -> None:
    verdict = verdict_on(acts("actor", STEADY + DURING))
    assert verdict.verdict == "partly supported"
    assert verdict.q_value <= 0.05
    assert verdict.traces["c1.ratio_0"].value > 2
    assert verdict.traces["c1.ratio_0_low"].value > 1
    assert verdict.traces["c1.switches"].value == "8 times"
    assert [picture.kind for picture in verdict.pictures] == ["count_bars", "ranges"]


def test_an_exposure_with_too_few_switches_flips_nothing() -> None:
    once = {"label": "one war", "spells": [{"start": "2018-01-01", "end": "2019-12-31"}]}
    plain, beside = (verdict_on(acts("actor", STEADY + DURING), alternatives=more) for more in ([], [once]))
    assert (beside.verdict, beside.confidence) == (plain.verdict, plain.confidence)
    assert "c1.specifications_flipped" not in beside.traces


def test_steady_acts_are_not_supported_where_the_interval_leaves_no_room() -> None:
    verdict = verdict_on(acts("actor", STEADY), smallest_effect_of_interest=4)
    assert verdict.verdict == "not supported"
    assert verdict.traces["c1.ratio_0_high"].value < 4


def test_steady_acts_cannot_be_tested_where_the_ratio_of_interest_still_fits() -> None:
    verdict = verdict_on(acts("actor", STEADY), smallest_effect_of_interest=1.05)
    assert verdict.verdict == "cannot be tested"


def test_an_exposure_that_switches_once_tells_nothing_whatever_it_shows() -> None:
    once = {"label": "one war", "spells": [{"start": "2018-01-01", "end": "2019-12-31"}]}
    more = irregular(date(2018, 1, 1), SPAN[1], 150, seed=5)
    verdict = verdict_on(acts("actor", STEADY + more), exposure=once)
    assert (verdict.verdict, verdict.p_value) == ("cannot be tested", None)
    assert verdict.traces["c1.ratio_0"].value > 2
    assert "switches on once" in verdict.headline.text


def test_every_declared_exposure_and_every_placebo_is_shown() -> None:
    month = timedelta(days=30)
    spells = [{"start": str(day + month), "end": str(day + month + timedelta(days=39))} for day in STARTS]
    shifted = {"label": "a month later", "spells": spells}
    verdict = verdict_on(
        acts("actor", STEADY + DURING),
        acts("cold", irregular(*SPAN, 60, seed=6)),
        alternatives=[shifted],
        placebos=["cold"],
    )
    labels = [line.label for line in verdict.test_lines]
    assert "Ratio of rates, a month later" in labels
    assert "Placebo: cold" in labels
    (ratios,) = [picture for picture in verdict.pictures if picture.kind == "ranges"]
    assert ratios.columns["group"] == ("primary", "alternative", "placebo")
    (curve,) = [picture for picture in verdict.pictures if picture.kind == "specification_curve"]
    assert curve.columns["role"].count("main") == curve.columns["role"].count("declared") == 1
    beside = [
        way for way, role in zip(curve.columns["choices"], curve.columns["role"], strict=True) if role == "beside"
    ]
    assert any("placebo cold" in way for way in beside)


def test_a_placebo_actor_that_shows_the_same_lowers_confidence() -> None:
    alone = verdict_on(acts("actor", STEADY + DURING))
    warm = tuple(day + timedelta(days=1) for day in DURING) + irregular(*SPAN, 60, seed=7)
    shared = verdict_on(acts("actor", STEADY + DURING), acts("other", warm), placebos=["other"])
    order = ("low", "moderate", "high")
    assert order.index(shared.confidence) < order.index(alone.confidence)


def daily(value_of, first: date = SPAN[0], last: date = SPAN[1]):
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        cells = {"definition_id": "", "definition": "as made", "period_start": day, "period_end": day}
        yield {
            **{"observation_id": f"away:{day}", "indicator": "away", "actor": "AAA", "partner": "", **cells},
            **{"period_label": str(day), "low": None, "best": value_of(day), "high": None, "unit": "ships"},
            **{"origin_ids": ["made"], "public_from": day},
        }


def away(day: date) -> float:
    return float(any(start <= day <= start + timedelta(days=39) for start in STARTS))


SERIES = {"label": "ships away", "series": {"indicator": "away", "actor": "AAA", "frame": "count"}}


def test_a_daily_series_is_read_like_the_same_spells() -> None:
    streams = acts("actor", STEADY + DURING), acts("count", STEADY)
    read = verdict_on(*streams, observed=daily(away), exposure=SERIES)
    spelt = verdict_on(*streams)
    assert read.traces["c1.ratio_0"].value == pytest.approx(spelt.traces["c1.ratio_0"].value)
    assert [one.table for one in read.traces["c1.ratio_0"].selections] == ["event", "observation"]


def test_a_series_with_a_gap_is_an_error_that_names_the_days() -> None:
    streams = acts("actor", STEADY + DURING), acts("count", STEADY)
    rows = list(daily(away))[:-3]
    with pytest.raises(EvidenceError, match="no number for 3 of 2922 days"):
        verdict_on(*streams, observed=rows, exposure=SERIES)


def test_an_exposure_whose_frame_refuses_cannot_be_tested() -> None:
    count = acts("count", STEADY, refusal="collection grew with attention")
    verdict = verdict_on(acts("actor", STEADY + DURING), count, observed=daily(away), exposure=SERIES)
    assert (verdict.verdict, verdict.p_value) == ("cannot be tested", None)
    assert "collection grew with attention" in verdict.headline.text


@pytest.mark.parametrize("flaw", [{"refusal": "it was listed where attention was high"}, {"joint": True}])
def test_acts_that_cannot_carry_a_timing_test_cannot_be_tested(flaw: dict) -> None:
    verdict = verdict_on(acts("actor", STEADY, **flaw))
    assert (verdict.verdict, verdict.p_value) == ("cannot be tested", None)


def test_spells_after_the_cut_are_outside_the_days_looked_at() -> None:
    late = {"label": "a late crisis", "spells": [{"start": "2019-06-01", "end": "2019-07-01"}]}
    verdict = verdict_on(acts("actor", STEADY), exposure=late, as_of=date(2016, 1, 1))
    assert (verdict.verdict, verdict.p_value) == ("cannot be tested", None)
    assert "outside the days" in verdict.headline.text


def test_an_exposure_is_spells_or_a_series_not_both() -> None:
    with pytest.raises(FileProblems, match="either spells or a series"):
        verdict_on(acts("actor", STEADY), exposure={"label": "neither"})
