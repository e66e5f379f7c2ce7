"""The kind `reach` on made counts: further everywhere, further but not everywhere, no further, less, no data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from tests.unit.claims.made_claims import claim, judged, words
from tests.unit.claims.made_evidence import MadeEvidence, figures

from multifront.domain import Row, Verdict
from multifront.errors import EvidenceError

YEARS = (1950, 1960, 1990, 2014)
AREAS = ("north", "south")


def counts(actor: str, values: Mapping[int, float], area: str = "all", width: float = 0.0) -> list[Row]:
    return figures("partners_first_in_trade", values, actor, area, width)


def world(
    own: Mapping[int, float],
    other: Mapping[int, float],
    areas: Mapping[str, float],
    *,
    width: float = 0.0,
    all_at: Mapping[int, float] | None = None,
) -> list[Row]:
    """Counts of two actors, the regions of the first in 2014, and 100 states a year in all and 50 a region."""
    whole = all_at or dict.fromkeys(YEARS, 100.0)
    rows = counts("AAA", own, width=width) + counts("BBB", other)
    rows += figures("states_counted_in_trade", whole, "all", "all", 0.0)
    for area in AREAS:
        rows += figures("states_counted_in_trade", dict.fromkeys(YEARS, 50.0), "all", area, 0.0)
        rows += counts("AAA", {2014: areas.get(area, 0.0)}, area)
        rows += counts("BBB", dict.fromkeys(YEARS, 0.0), area)
    return rows


def verdict_on(rows: list[Row], *, as_of: date | None = None, **more: Any) -> Verdict:
    asked = {
        "actor": "AAA",
        "other": "BBB",
        "names": ["Ayland", "the Bee Union"],
        "other_period": {"start": date(1948, 1, 1), "end": date(1991, 12, 31)},
        "year": 2016,
        "smallest_ratio_of_interest": 2,
        "smallest_share_of_area": 0.1,
        "areas": [{"area": area, "title": f"the {area}"} for area in AREAS],
    }
    return judged(MadeEvidence(observed=tuple(rows), as_of=as_of), claim("reach", asked | more))[0]


EVERYWHERE = {"north": 20.0, "south": 10.0}
OTHER = {1950: 8.0, 1960: 12.0, 1990: 9.0, 2014: 60.0}


def test_twice_the_peak_and_every_region_is_supported():
    found = verdict_on(world({1990: 2.0, 2014: 30.0}, OTHER, EVERYWHERE))
    assert (found.verdict, found.confidence) == ("supported", "high")
    assert (found.traces["c1.now_share"].value, found.traces["c1.peak_share"].value) == (30.0, 12.0)
    assert "at its peak (1960)" in found.headline.text
    assert [picture.kind for picture in found.pictures] == ["lines", "ranges"]
    lines = found.pictures[0].columns
    drawn = {x for x, series in zip(lines["x"], lines["series"], strict=True) if series == "the Bee Union"}
    assert drawn == {1950, 1960, 1990}


def test_a_region_that_is_hardly_reached_or_a_small_lead_makes_it_partly_supported():
    apart = verdict_on(world({2014: 30.0}, OTHER, {"north": 30.0, "south": 4.0}))
    assert apart.verdict == "partly supported"
    assert "in 1 of 2 regions; not in the south" in words(apart)
    assert verdict_on(world({2014: 20.0}, OTHER, EVERYWHERE)).verdict == "partly supported"


def test_a_share_below_the_peak_is_not_supported_or_contradicted():
    assert verdict_on(world({2014: 12.0}, OTHER, EVERYWHERE)).verdict == "not supported"
    assert verdict_on(world({2014: 5.0}, OTHER, EVERYWHERE)).verdict == "contradicted"


def test_ways_of_counting_that_disagree_settle_nothing():
    assert verdict_on(world({2014: 13.0}, OTHER, EVERYWHERE, width=8.0)).verdict == "cannot be tested"


def test_old_data_and_a_thin_count_at_the_peak_lower_confidence():
    thin = {1950: 100.0, 1960: 40.0, 1990: 100.0, 2014: 100.0}
    rows = world({2014: 70.0}, OTHER, EVERYWHERE, all_at=thin)
    assert verdict_on(rows).confidence == "moderate"
    late = verdict_on(rows, year=2024)
    assert late.confidence == "low"
    assert "The data end in 2014; the claim speaks of 2024" in words(late)


def test_without_counts_it_cannot_be_tested():
    rows = world({2014: 30.0}, OTHER, EVERYWHERE)
    found = verdict_on(rows, as_of=date(1949, 1, 1))
    assert (found.verdict, found.confidence) == ("cannot be tested", "high")
    assert "No count" in found.headline.text
    early = verdict_on(rows, as_of=date(2000, 1, 1))
    assert "whose first partner is Ayland" in early.headline.text
    with pytest.raises(EvidenceError, match="no series"):
        verdict_on(rows, actor="ZZZ")


def test_a_region_without_counts_is_named_and_keeps_it_from_support():
    rows = [
        row
        for row in world({2014: 30.0}, OTHER, EVERYWHERE)
        if not (row["actor"] == "all" and row["partner"] == "south")
    ]
    found = verdict_on(
        [*rows, *figures("states_counted_in_trade", {1950: 50.0}, "all", "south", 0.0)],
        beside=[{"actor": "BBB", "name": "Another"}],
    )
    assert (found.verdict, found.confidence) == ("partly supported", "moderate")
    assert "no count for the south" in words(found)
