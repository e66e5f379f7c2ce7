"""The kinds `drift` and `series_trend` on made series: a trend, none, the other way, too few years, all pairs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pytest
from tests.unit.claims.made_claims import claim, judged, words
from tests.unit.claims.made_evidence import MadeEvidence, ballots, figures

from multifront.claims import yearly_trends
from multifront.claims.kinds.drift import verdict_on_drift
from multifront.domain import Verdict, VoteTable
from multifront.errors import EvidenceError, FileProblems, UsageError

YEARS = range(1995, 2020)


@pytest.fixture(autouse=True)
def _few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draws serve the rates that a test reports of itself; p and interval do not depend on them."""
    monkeypatch.setattr(yearly_trends, "DRAWS", 100)


def line(seed: int, slope: float, years: range = YEARS, scatter: float = 0.2) -> dict[int, float]:
    rng = np.random.default_rng(seed)
    return {year: 10.0 + slope * (year - years[0]) + scatter * rng.standard_normal() for year in years}


def component(name: str, **more: object) -> dict[str, object]:
    shared = {"source": "series", "indicator": name, "closer": "up", "smallest_effect_of_interest": 0.05}
    return {"name": name, "title": f"Series {name}", **shared, **more}


def drift(*components: dict[str, object], **more: object) -> dict[str, object]:
    asked = {"states": ["AAA", "BBB"], "names": "Aland and Bland", "direction": "together"}
    years = {"first": YEARS[0], "last": YEARS[-1]}
    return claim("drift", {**asked, "years": years, "components": list(components), **more})


def store(series: Mapping[str, Mapping[int, float]], cast: VoteTable | None = None, **more: object) -> MadeEvidence:
    rows = [row for name, values in series.items() for row in figures(name, values)]
    return MadeEvidence(observed=tuple(rows), cast=cast, **more)


def verdict_on(series: Mapping[str, Mapping[int, float]], **more: object) -> Verdict:
    return judged(store(series), drift(*(component(name) for name in series), **more))[0]


@pytest.mark.parametrize(
    ("first", "second", "direction", "expected"),
    [
        (0.1, 0.12, "together", "supported"),
        (0.1, 0.12, "apart", "contradicted"),
        (-0.1, -0.12, "apart", "supported"),
        (0.1, 0.0, "together", "partly supported"),
        (0.0, 0.0, "together", "not supported"),
    ],
)
def test_verdict_by_slopes(first: float, second: float, direction: str, expected: str) -> None:
    found = verdict_on({"one": line(1, first), "two": line(2, second)}, direction=direction)
    assert found.verdict == expected
    assert found.q_value is not None


def test_a_series_where_less_is_closer_is_read_so() -> None:
    falling = {"one": line(1, -0.1), "two": line(2, -0.12)}
    components = [component(name, closer="down") for name in falling]
    assert judged(store(falling), drift(*components))[0].verdict == "supported"


def test_series_that_scatter_widely_cannot_be_tested() -> None:
    wide = {name: line(seed, 0.0, scatter=6.0) for seed, name in enumerate(("one", "two"))}
    found = verdict_on(wide)
    assert (found.verdict, found.confidence) == ("cannot be tested", "high")
    assert "scatter" in found.headline.text


def test_too_few_years_and_a_single_series_cannot_be_tested() -> None:
    short = {"one": line(1, 0.1, range(2015, 2020)), "two": line(2, 0.12)}
    found = verdict_on(short)
    assert (found.verdict, found.p_value) == ("cannot be tested", None)
    assert "too few years" in words(found)
    with pytest.raises(FileProblems, match="at least 2 items"):
        judged(store({"one": line(1, 0.1)}), drift(component("one")))


def test_evidence_that_was_not_public_is_missing_and_an_unknown_name_is_an_error() -> None:
    made = store({"one": line(1, 0.1), "two": line(2, 0.12)}, as_of=date(1990, 1, 1))
    assert judged(made, drift(component("one"), component("two")))[0].verdict == "cannot be tested"
    with pytest.raises(EvidenceError, match="no series"):
        judged(store({"one": line(1, 0.1)}), drift(component("one"), component("strange")))


def test_another_span_that_finds_nothing_flips_and_lowers_confidence() -> None:
    late = {name: {y: v + (0.35 * max(0, y - 2010)) for y, v in line(seed, 0.0).items()}
            for seed, name in enumerate(("one", "two"))}  # fmt: skip
    plain = verdict_on(late, years={"first": 2008, "last": 2019})
    shown = verdict_on(late, years={"first": 2008, "last": 2019}, alternatives=[{"first": 1995, "last": 2007}])
    assert plain.verdict == shown.verdict == "supported"
    assert (plain.confidence, shown.confidence) == ("high", "moderate")
    assert shown.traces["c1.specifications_flipped"].value == 2


def test_of_a_group_the_mean_over_all_pairs_is_tested() -> None:
    rows = []
    for pair, slope in ((("AAA", "BBB"), 0.3), (("AAA", "CCC"), 0.0), (("BBB", "CCC"), 0.0)):
        for name, seed in (("one", 1), ("two", 2)):
            rows += figures(name, line(seed, slope), *pair)
    asked = drift(component("one"), component("two"), states=["AAA", "BBB", "CCC"])
    found = judged(MadeEvidence(observed=tuple(rows)), asked)[0]
    alone = verdict_on({"one": line(1, 0.1), "two": line(2, 0.1)})
    assert found.traces["c1.one_slope"].value == pytest.approx(alone.traces["c1.one_slope"].value)
    assert "The mean over all pairs" in words(found)


def test_a_drift_of_votes_that_all_pairs_share_caps_the_verdict() -> None:
    years = range(2000, 2020)
    falling = {year: 60 - 2 * (year - 2000) + (year % 3) for year in years}
    states = [component("votes", source="votes", indicator="", smallest_effect_of_interest=0.005), component("two")]
    span = {"first": 2000, "last": 2019}
    own = store({"two": line(2, 0.12, years)}, ballots(years, falling))
    found = judged(own, drift(*states, years=span))[0]
    assert (found.verdict, found.traces["c1.votes_company"].value) == ("supported", pytest.approx(100 / 3))
    table = ballots(years, falling)
    table.counts[:] = np.repeat(table.counts[::3], 3, axis=0)
    shared = judged(store({"two": line(2, 0.12, years)}, table), drift(*states, years=span))[0]
    assert (shared.verdict, shared.traces["c1.votes_company"].value) == ("partly supported", 100.0)
    assert shared.confidence != "high"


@pytest.mark.parametrize(
    ("says", "shared", "expected"),
    [
        (["as claimed", "as claimed"], False, "supported"),
        (["as claimed", "as claimed"], True, "partly supported"),
        (["as claimed", "other way"], False, "partly supported"),
        (["other way", "steady"], True, "contradicted"),
        (["steady", "steady"], False, "not supported"),
        (["steady", "unclear"], False, "cannot be tested"),
        (["as claimed", "too few"], False, "cannot be tested"),
    ],
)
def test_the_rule_on_what_series_say(says: list[str], shared: bool, expected: str) -> None:
    assert verdict_on_drift(says, shared=shared) == expected


def test_what_would_change_it_names_a_slope() -> None:
    found = verdict_on({"one": line(1, 0.1), "two": line(2, 0.0)})
    assert found.verdict == "partly supported"
    led = {flip.to for flip in found.flips}
    assert "supported" in led
    assert any("a slope beyond" in flip.observation.text for flip in found.flips)


def trend(values: Mapping[int, float], weak: bool = False, as_of: date | None = None, **more: object) -> Verdict:
    asked = {"quantity": "made points", "indicator": "points", "actor": "AAA", "partner": "BBB", "unit": "points",
             "direction": "up", "years": {"first": YEARS[0], "last": YEARS[-1]},
             "smallest_slope_of_interest": 0.05}  # fmt: skip
    rows = tuple({**row, "weak": weak} for row in figures("points", values))
    return judged(MadeEvidence(observed=rows, as_of=as_of), claim("series_trend", {**asked, **more}))[0]


@pytest.mark.parametrize(
    ("slope", "direction", "expected"),
    [
        (0.1, "up", "supported"),
        (0.1, "down", "contradicted"),
        (-0.1, "down", "supported"),
        (0.03, "up", "partly supported"),
        (0.0, "up", "not supported"),
    ],
)
def test_verdict_on_a_published_figure(slope: float, direction: str, expected: str) -> None:
    assert trend(line(3, slope, scatter=0.1), direction=direction).verdict == expected


def test_missing_evidence_few_years_and_weak_figures() -> None:
    early = trend(line(3, 0.1), as_of=date(1990, 1, 1))
    assert (early.verdict, early.confidence) == ("cannot be tested", "high")
    few = trend(line(3, 0.1, range(1995, 2000)))
    assert "the least would be 8" in few.headline.text
    assert trend(line(3, 0.0, scatter=6.0)).verdict == "cannot be tested"
    weak = trend(line(3, 0.1), weak=True)
    assert (weak.verdict, weak.confidence) == ("partly supported", "moderate")


def test_growth_in_proportion_is_shown_in_per_cent() -> None:
    rng = np.random.default_rng(4)
    grown = {year: 5.0 * 1.08 ** (year - 1995) * np.exp(0.05 * rng.standard_normal()) for year in YEARS}
    found = trend(grown, log=True, alternatives=[{"first": 2005, "last": 2019}])
    assert found.verdict == "supported"
    assert found.traces["c1.series_slope"].value == pytest.approx(8.0, abs=0.6)
    assert found.traces["c1.specifications_declared"].value == 1
    with pytest.raises(UsageError, match="needs values above 0"):
        trend({year: float(year - 1995) for year in YEARS}, log=True)


def test_a_steeper_or_another_slope_leads_to_the_verdict_foretold() -> None:
    found = trend(line(3, 0.03, scatter=0.1))
    assert {flip.to for flip in found.flips} >= {"supported", "contradicted"}
