"""The kind `alignment_change` on made series: agreement of components, mixtures, and series that cannot be tested."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pytest
from tests.unit.claims.made_claims import claim, judged
from tests.unit.claims.made_evidence import MadeEvidence, MadeStream, ballots, figures, spread

from multifront.claims import components
from multifront.domain import Verdict, VoteTable
from multifront.errors import EvidenceError

BREAK = 2022
YEARS = range(2005, 2025)
LATE = range(2018, 2025)
STEADY = ballots(YEARS, {year: 30 + 2 * (year % 3) for year in YEARS})


@pytest.fixture(autouse=True)
def _few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draws serve the rates that a test reports of itself; p and interval do not depend on them."""
    monkeypatch.setattr(components, "DRAWS", 100)


def line(seed: int, step: float, years: range = YEARS, scatter: float = 0.05) -> dict[int, float]:
    """A rising line with scatter that leaves its trend by `step` from the break on."""
    rng = np.random.default_rng(seed)
    rise = {year: 5 + 0.01 * (year - 2005) + scatter * rng.standard_normal() for year in years}
    return {year: value + (step if year >= BREAK else 0) for year, value in rise.items()}


def component(name: str, **more) -> dict:
    shared = {"source": "series", "indicator": name, "closer": "up", "smallest_effect_of_interest": 0.3}
    return {"name": name, "title": f"Series {name}", **shared, "first_year": 2005, **more}


def alignment(*components: dict, **more) -> dict:
    asked = {"pair": ["BBB", "AAA"], "names": ["Bland", "Aland"], "break_year": BREAK, "components": list(components)}
    return claim("alignment_change", {**asked, **more})


def store(series: Mapping[str, Mapping[int, float]], cast: VoteTable | None = STEADY, **more) -> MadeEvidence:
    rows = [row for name, values in series.items() for row in figures(name, values, "BBB", "AAA")]
    return MadeEvidence(observed=tuple(rows), cast=cast, **more)


def verdict_on(series: Mapping[str, Mapping[int, float]], as_of: date | None = None, **more) -> Verdict:
    return judged(store(series, as_of=as_of), alignment(*(component(name, **more) for name in series)))[0]


def counts(verdict: Verdict) -> dict[str, int]:
    return {name: verdict.traces[f"c1.count_{name}"].value for name in ("tested", "closer", "apart", "unclear")}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (1.0, 1.0, "supported"),
        (-1.0, -1.0, "contradicted"),
        (0.0, 0.0, "not supported"),
        (1.0, 0.0, "partly supported"),
        (1.0, -1.0, "partly supported"),
        (-1.0, 0.0, "contradicted"),
    ],
)
def test_verdict_by_what_the_components_do(first: float, second: float, expected: str) -> None:
    verdict = verdict_on({"one": line(1, first), "two": line(2, second)})
    assert verdict.verdict == expected
    assert verdict.confidence == "high"
    assert counts(verdict) == {
        "tested": 2,
        "closer": (first, second).count(1.0),
        "apart": (first, second).count(-1.0),
        "unclear": 0,
    }


def test_down_may_mean_closer() -> None:
    fallen = {"one": line(1, -1.0), "two": line(2, -1.0)}
    assert verdict_on(fallen, closer="down").verdict == "supported"
    verdict = verdict_on({"one": line(1, 1.0), "two": line(2, 1.0)}, closer="down")
    assert verdict.verdict == "contradicted"
    assert verdict.traces["c1.one_effect"].value == pytest.approx(-1.0, abs=0.15)


def test_series_that_scatter_too_widely_cannot_be_tested() -> None:
    verdict = verdict_on({"one": line(1, 0.0, scatter=1.0), "two": line(2, 0.0, scatter=1.0)})
    assert verdict.verdict == "cannot be tested"
    assert verdict.confidence != "high"
    assert counts(verdict)["unclear"] == 2


def test_one_testable_component_cannot_carry_the_claim() -> None:
    verdict = verdict_on({"one": line(1, 1.0), "two": line(2, 1.0, LATE)})
    assert verdict.verdict == "cannot be tested"
    assert counts(verdict) == {"tested": 1, "closer": 1, "apart": 0, "unclear": 0}


def test_no_testable_component_has_no_p() -> None:
    verdict = verdict_on({"one": line(1, 1.0, LATE), "two": line(2, 1.0, LATE)})
    assert (verdict.verdict, verdict.p_value, verdict.q_value) == ("cannot be tested", None, None)


def test_an_untestable_component_beside_two_lowers_confidence() -> None:
    verdict = verdict_on({"one": line(1, 1.0), "two": line(2, 1.0), "three": line(3, 1.0, LATE)})
    assert (verdict.verdict, verdict.confidence) == ("supported", "moderate")


def test_another_first_year_that_flips_lowers_confidence() -> None:
    bent = {year: value - (3.0 if year < 2013 else 0.0) for year, value in line(1, 0.6).items()}
    series = {"one": bent, "two": line(2, 1.0)}
    both = [component("one", first_year=2013, alternative_first_years=[2014]), component("two")]
    agreed = judged(store(series), alignment(*both))[0]
    both[0]["alternative_first_years"] = [2005]
    flipped = judged(store(series), alignment(*both))[0]
    assert (agreed.verdict, agreed.confidence) == ("supported", "high")
    assert (flipped.verdict, flipped.confidence) == ("supported", "moderate")
    assert any("2005" in entry.label for entry in flipped.test_lines)


def test_one_p_for_all_components() -> None:
    verdict = verdict_on({"one": line(1, 0.12), "two": line(2, 0.0)})
    smallest = min(verdict.traces[f"c1.{name}_p"].value for name in ("one", "two"))
    assert verdict.p_value == pytest.approx(2 * smallest)
    assert verdict.q_value == verdict.p_value


def test_components_say_nothing_that_the_correction_over_claims_takes_back() -> None:
    series = {"one": line(1, 0.11), "two": line(2, 0.0)}
    series |= {f"flat{seed}": line(seed, 0.0) for seed in (10, 11, 20, 21)}
    evidence = store(series)
    moved = alignment(component("one", smallest_effect_of_interest=0.08), component("two"))
    flat = [{**alignment(component(f"flat1{n}"), component(f"flat2{n}")), "id": f"f{n}"} for n in (0, 1)]
    alone, among = judged(evidence, moved)[0], judged(evidence, moved, *flat)[0]
    assert alone.p_value == among.p_value
    assert alone.q_value <= 0.05 < among.q_value
    assert (counts(alone)["closer"], counts(among)["closer"]) == (1, 0)
    assert (alone.verdict, among.verdict) == ("partly supported", "cannot be tested")


def test_votes_and_ideal_points_are_read_from_the_evidence() -> None:
    cast = ballots(YEARS, {year: (30 if year < BREAK else 8) + 2 * (year % 3) for year in YEARS})
    points = {"AAA": line(1, 0.0), "BBB": {year: value + 1.0 for year, value in line(2, -0.6).items()}}
    rows = [row for actor, values in points.items() for row in figures("un_ideal_point", values, actor, "")]
    evidence = MadeEvidence(observed=tuple(rows), cast=cast)
    verdict = judged(
        evidence,
        alignment(
            component("kappa", source="votes", smallest_effect_of_interest=0.1),
            component("points", source="ideal_points", closer="down", smallest_effect_of_interest=0.2),
        ),
    )[0]
    assert verdict.verdict == "supported"
    assert verdict.traces["c1.kappa_effect"].value == pytest.approx(0.44, abs=0.08)
    assert verdict.traces["c1.points_effect"].value == pytest.approx(0.6, abs=0.1)
    assert verdict.traces["c1.kappa_effect"].selections[0].table == "vote_pair"
    assert verdict.traces["c1.kappa_effect"].selections[0].row_count == len(YEARS)
    assert len(verdict.traces["c1.points_effect"].selections) == 2
    assert verdict.traces["c1.vote_rank_last"].value == 1
    assert verdict.traces["c1.vote_pairs_last"].value == 3


def test_a_logarithm_is_shown_in_per_cent() -> None:
    doubled = {
        name: {y: v * (2 if y >= BREAK else 1) for y, v in line(s, 0.0).items()} for s, name in ((1, "a"), (2, "b"))
    }
    verdict = verdict_on(doubled, log=True, smallest_effect_of_interest=0.2)
    assert verdict.verdict == "supported"
    assert verdict.traces["c1.a_effect"].value == pytest.approx(100.0, abs=8.0)
    assert verdict.traces["c1.a_effect"].unit == "%"
    assert verdict.traces["c1.a_flip_now"].value == verdict.traces["c1.a_effect"].value
    assert verdict.traces["c1.p_value"].value == verdict.p_value
    assert any("% further apart, where today it is" in flip.observation.text for flip in verdict.flips)


def test_shown_only_streams_are_listed_with_the_reason_and_not_tested() -> None:
    series = {"one": line(1, 1.0), "two": line(2, 1.0)}
    span = date(2010, 1, 1), date(2020, 1, 1)
    meetings = MadeStream("meetings", spread(*span, 5), *span, refusal="the list is not complete")
    asked = alignment(*map(component, series), shown_only=[{"title": "meetings", "stream": "meetings"}])
    plain = verdict_on(series)
    verdict = judged(store(series, made=(meetings,)), asked)[0]
    assert (verdict.verdict, verdict.p_value) == (plain.verdict, plain.p_value)
    assert [(exhibit.table, exhibit.total) for exhibit in verdict.exhibits] == [("event", 5)]
    assert any("the list is not complete" in caveat.text for caveat in verdict.caveats)


def test_an_unknown_series_is_an_error() -> None:
    with pytest.raises(EvidenceError, match="three"):
        judged(store({"one": line(1, 1.0)}), alignment(component("one"), component("three")))


@pytest.mark.parametrize("as_of", [date(1990, 1, 1), date(2010, 6, 1), date(2022, 6, 1)])
def test_figures_not_public_yet_cannot_be_tested(as_of: date) -> None:
    verdict = verdict_on({"one": line(1, 1.0), "two": line(2, 1.0)}, as_of=as_of)
    assert (verdict.verdict, verdict.p_value) == ("cannot be tested", None)
    for name in ("one", "two"):
        assert any(f"Series {name}" in reason.text for reason in verdict.reasons)


def test_one_series_not_public_yet_leaves_the_others() -> None:
    late = {2030: 1.0}
    verdict = verdict_on({"one": line(1, 1.0), "two": line(2, 1.0), "late": late}, as_of=date(2025, 6, 1))
    assert (verdict.verdict, verdict.confidence) == ("supported", "moderate")
    assert any("Series late" in reason.text for reason in verdict.reasons)
