"""The kind `trend` on made streams: growth, none, the other way, too few years, refused frames and weak rows."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from tests.unit.claims.made_claims import claim, judged, words
from tests.unit.claims.made_evidence import MadeEvidence, MadeStream, spread

from multifront.domain import Verdict
from multifront.errors import FileProblems

FIRST, LAST = 2005, 2019


def stream(counts: list[int], **more: object) -> MadeStream:
    days = tuple(
        day
        for year, count in enumerate(counts, start=FIRST)
        if count
        for day in spread(date(year, 1, 1), date(year, 12, 31), count)
    )
    return MadeStream("acts", days, date(FIRST, 1, 1), date(FIRST + len(counts) - 1, 12, 31), **more)


def trend(**more: object) -> dict[str, object]:
    asked = {"stream": "acts", "years": {"first": FIRST, "last": LAST}, "direction": "up"}
    return claim("trend", {**asked, "smallest_growth_of_interest": 0.1, **more})


def verdict_on(made: MadeStream, as_of: date | None = None, **more: object) -> Verdict:
    return judged(MadeEvidence((made,), as_of=as_of), trend(**more))[0]


GROWING = [4, 4, 5, 7, 8, 9, 12, 14, 17, 21, 25, 30, 36, 43, 52]
SLOW = [100, 104, 108, 112, 117, 122, 127, 132, 137, 142, 148, 154, 160, 167, 173]
FLAT = [50, 52, 48, 51, 49, 50, 53, 47, 50, 52, 48, 51, 49, 50, 50]


@pytest.mark.parametrize(
    ("counts", "direction", "expected"),
    [
        (GROWING, "up", "supported"),
        (GROWING, "down", "contradicted"),
        (GROWING[::-1], "down", "supported"),
        (GROWING[::-1], "up", "contradicted"),
        (SLOW, "up", "partly supported"),
        (FLAT, "up", "not supported"),
        (FLAT, "down", "not supported"),
        ([0, 1, 0, 0, 2, 0, 1, 0, 0, 1, 0, 2, 0, 1, 0], "up", "cannot be tested"),
        ([0] * 15, "up", "cannot be tested"),
    ],
)
def test_verdict_by_counts(counts: list[int], direction: str, expected: str) -> None:
    assert verdict_on(stream(counts), direction=direction).verdict == expected


@pytest.mark.parametrize(("kept", "expected"), [(0.905, "partly supported"), (0.89, "supported")])
def test_a_tenth_less_a_year_is_a_shrinkage_of_a_tenth(kept: float, expected: str) -> None:
    counts = [round(1_000 * kept**year) for year in range(15)]
    assert verdict_on(stream(counts), direction="down").verdict == expected


def test_a_shrinkage_of_all_or_more_is_a_problem_and_a_growth_of_as_much_is_none() -> None:
    with pytest.raises(FileProblems, match="is a shrinkage of all or more; downward it lies under 1"):
        verdict_on(stream(GROWING), direction="down", smallest_growth_of_interest=1)
    assert verdict_on(stream(GROWING), smallest_growth_of_interest=1).verdict == "partly supported"


def test_other_spans_are_shown_and_one_that_flips_lowers_confidence() -> None:
    risen_once = [5, 5, 5, 6, 5, 5, 4, 5, 20, 21, 20, 19, 20, 21, 20]
    spans = [{"first": 2005, "last": 2012}, {"first": 2013, "last": 2019}]
    plain, curved = verdict_on(stream(GROWING)), verdict_on(stream(risen_once), alternatives=spans)
    assert plain.confidence == "high"
    assert curved.traces["c1.specifications_declared"].value == 2
    assert "A single step looks like a trend" in words(curved)
    flipped = verdict_on(stream([*GROWING[:-5], 20, 20, 20, 20, 20]), alternatives=[{"first": 2014, "last": 2019}])
    assert flipped.traces["c1.specifications_flipped"].value == 1
    assert flipped.verdict != "cannot be tested"
    assert flipped.confidence in ("moderate", "low")


def test_a_span_with_too_few_acts_flips_nothing() -> None:
    found = verdict_on(stream([0, 0, 1, 0, 0, *GROWING[5:]]), alternatives=[{"first": 2005, "last": 2009}])
    assert (found.verdict, found.confidence) == ("supported", "high")
    assert "c1.specifications_flipped" not in found.traces


@pytest.mark.parametrize(
    ("more", "as_of", "said"),
    [
        ({"years": {"first": 2016, "last": 2019}}, None, "So few whole years"),
        ({"years": {"first": 2004, "last": 2019}}, None, "begins on 2005-01-01"),
        ({}, date(2018, 6, 1), "ends on 2018-06-01"),
    ],
)
def test_evidence_that_does_not_cover_the_years_is_refused(more: dict, as_of: date | None, said: str) -> None:
    found = verdict_on(stream(GROWING), as_of=as_of, **more)
    assert (found.verdict, found.confidence, found.p_value) == ("cannot be tested", "high", None)
    assert said in found.headline.text


def test_a_frame_that_refuses_is_refused_and_weak_rows_cap() -> None:
    assert "grew with attention" in verdict_on(stream(GROWING, refusal="it grew with attention")).headline.text
    weak = verdict_on(stream(GROWING, weak=sum(GROWING)))
    assert (weak.verdict, weak.confidence) == ("partly supported", "moderate")


def test_growth_is_what_a_line_through_the_logarithms_gives() -> None:
    found = verdict_on(stream(GROWING))
    by_hand = np.expm1(np.polyfit(range(15), np.log(GROWING), 1, w=np.sqrt(GROWING))[0])
    assert found.traces["c1.growth"].value == pytest.approx(100 * by_hand, abs=1.0)


def test_acts_of_one_more_year_lead_to_the_verdict_foretold() -> None:
    found = verdict_on(stream(GROWING), smallest_growth_of_interest=0.19)
    assert found.verdict == "supported"
    foretold = [flip for flip in found.flips if flip.to == "partly supported"]
    assert foretold, [flip.observation.text for flip in found.flips]
    few = found.traces["c1.flip_partly_supported_low"].value
    after = verdict_on(
        stream([*GROWING, few]), years={"first": FIRST, "last": LAST + 1}, smallest_growth_of_interest=0.19
    )
    assert after.verdict == "partly supported"
    assert "in the last three" in words(found)


def test_a_trend_that_no_number_of_acts_changes_has_no_flip() -> None:
    found = verdict_on(stream(GROWING), smallest_growth_of_interest=0.01)
    assert {flip.to for flip in found.flips} <= {"", "cannot be tested", "not supported"}
