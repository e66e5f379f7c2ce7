"""The kind `dependence` on made shares: all rise, none does, one-sided, mutual, weak, contradicted, and missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from tests.unit.claims.made_claims import claim, judged, words
from tests.unit.claims.made_evidence import MadeEvidence, figures

from multifront.claims.kinds.dependence import verdict_on_shares
from multifront.domain import Row, Verdict
from multifront.errors import EvidenceError, FileProblems, UsageError

BEFORE = {"start": date(2019, 1, 1), "end": date(2021, 12, 31)}
AFTER = {"start": date(2022, 1, 1), "end": date(2024, 12, 31)}


def share(name: str, **more: Any) -> dict[str, Any]:
    """A component that reads the printed share of the same name."""
    return {
        "name": name,
        "title": f"Share of {name}",
        "own": {"indicator": name},
        "before": BEFORE,
        "after": AFTER,
    } | more


def printed(name: str, values: Mapping[int, float], *, weak: bool = False) -> list[Row]:
    return [row | {"weak": weak} for row in figures(name, values, width=1.0)]


def verdict_on(rows: list[Row], *components: dict[str, Any], as_of: date | None = None, **more: Any) -> Verdict:
    parts = list(components) or [share("exports"), share("imports")]
    asked = {
        "pair": ["AAA", "BBB"],
        "names": ["Ayland", "Beeland"],
        "smallest_effect_of_interest": 5,
        "components": parts,
    }
    return judged(MadeEvidence(observed=tuple(rows), as_of=as_of), claim("dependence", asked | more))[0]


RISE = {2020: 10.0, 2021: 11.0, 2023: 30.0, 2024: 31.0}
LEVEL = {2020: 10.0, 2021: 10.5, 2023: 10.2, 2024: 10.4}
FALL = {2020: 30.0, 2021: 31.0, 2023: 10.0, 2024: 11.0}


def test_shares_that_all_rise_support_the_claim():
    found = verdict_on(printed("exports", RISE) + printed("imports", RISE))
    assert (found.verdict, found.confidence) == ("supported", "high")
    assert found.traces["c1.exports_own_change"].value == pytest.approx(20.0)
    assert found.traces["c1.exports_own_low"].value == pytest.approx(18.0)
    assert found.traces["c1.exports_own_high"].value == pytest.approx(22.0)
    assert [picture.kind for picture in found.pictures] == ["ranges"]
    assert found.p_value is None
    assert "10.5 % in 2020 to 2021 (mean), 30.5 % in 2023 to 2024 (mean)" in words(found)


def test_shares_that_stay_do_not():
    found = verdict_on(printed("exports", LEVEL) + printed("imports", LEVEL))
    assert (found.verdict, found.confidence) == ("not supported", "high")


def test_shares_that_fall_contradict():
    assert verdict_on(printed("exports", FALL) + printed("imports", LEVEL)).verdict == "contradicted"


def test_figures_on_one_side_only_are_no_change():
    found = verdict_on(printed("exports", {2023: 30.0}) + printed("imports", {2018: 9.0, 2025: 40.0}))
    assert found.verdict == "cannot be tested"
    assert "30.0 % in 2023, but no figure of the same definition in the earlier period" in words(found)
    assert "no figure in either period" in words(found)
    assert found.pictures == ()


def test_one_share_alone_decides_nothing():
    found = verdict_on(printed("exports", RISE) + printed("imports", {2023: 30.0}))
    assert found.verdict == "cannot be tested"
    assert "of 2 shares 1 have figures" in found.headline.text


def test_weak_rows_alone_cannot_support():
    found = verdict_on(printed("exports", RISE, weak=True) + printed("imports", RISE, weak=True))
    assert (found.verdict, found.confidence) == ("partly supported", "moderate")
    mixed = verdict_on(printed("exports", RISE, weak=True) + printed("imports", RISE))
    assert (mixed.verdict, mixed.confidence) == ("supported", "moderate")


def test_rows_that_speak_against_cap_the_verdict_and_are_listed():
    rows = printed("exports", RISE) + printed("imports", RISE) + printed("banks", {2024: 3.0})
    found = verdict_on(rows, contrary=["banks:AAA:BBB:2024"])
    assert found.verdict == "partly supported"
    assert [row["observation_id"] for row in found.exhibits[0].rows] == ["banks:AAA:BBB:2024"]
    early = verdict_on(rows, contrary=["banks:AAA:BBB:2024"], as_of=date(2024, 12, 31))
    assert (early.verdict, early.exhibits) == ("supported", ())
    with pytest.raises(EvidenceError, match="no row 'banks:x'"):
        verdict_on(rows, contrary=["banks:x"])


def test_what_was_not_public_is_no_figure():
    found = verdict_on(printed("exports", RISE) + printed("imports", RISE), as_of=date(2022, 6, 1))
    assert found.verdict == "cannot be tested"
    nothing = verdict_on(printed("exports", RISE) + printed("imports", RISE), as_of=date(2010, 1, 1))
    assert nothing.verdict == "cannot be tested"
    with pytest.raises(EvidenceError, match="no series"):
        verdict_on(printed("exports", RISE))


def computed(own: Mapping[int, float], other: Mapping[int, float]) -> tuple[list[Row], dict[str, Any]]:
    """A share made of a flow of 10 a year and totals that give these shares in per cent."""
    rows = figures("flow", dict.fromkeys(own, 10.0))
    rows += figures("total", {year: 1000.0 / value for year, value in own.items()}, "AAA", "all")
    rows += figures("total", {year: 1000.0 / value for year, value in other.items()}, "BBB", "all")
    component = {
        "name": "trade",
        "title": "Share of trade",
        "flow": {"indicator": "flow"},
        "own_total": {"indicator": "total", "actor": "AAA"},
        "partner_total": {"indicator": "total", "actor": "BBB"},
        "before": {"start": date(2010, 1, 1), "end": date(2019, 12, 31)},
        "after": {"start": date(2020, 1, 1), "end": date(2024, 12, 31)},
    }
    return rows, component


def steps(early: float, late: float) -> dict[int, float]:
    return {year: (early if year < 2020 else late) + 0.1 * (year % 3) for year in range(2010, 2025)}


def test_a_computed_share_shows_both_sides_and_its_departure_from_trend():
    rows, component = computed(steps(10, 30), steps(3, 3))
    found = verdict_on(rows + printed("exports", RISE), component, share("exports"))
    assert (found.verdict, found.confidence) == ("supported", "high")
    assert found.traces["c1.trade_gap_change"].value == pytest.approx(20.0, abs=0.1)
    assert found.traces["c1.trade_trend"].value > 15
    assert [picture.kind for picture in found.pictures] == ["ranges", "lines"]
    assert "Share of trade, seen from Beeland, 2020 to 2024 (mean)" in {line.label for line in found.test_lines}


def test_a_rise_on_both_sides_is_mutual_and_no_dependence_of_one():
    rows, component = computed(steps(10, 30), steps(10, 30))
    found = verdict_on(rows + printed("exports", RISE), component, share("exports"))
    assert found.verdict == "partly supported"
    assert "did not surely widen" in words(found)


def test_a_second_reading_is_not_counted_but_lowers_confidence_where_it_differs():
    rows = printed("exports", RISE) + printed("imports", RISE) + printed("other", LEVEL)
    found = verdict_on(rows, share("exports"), share("imports"), share("other", check_of="exports"))
    assert (found.verdict, found.confidence) == ("supported", "moderate")
    assert "second reading" in words(found)
    (curve,) = [picture for picture in found.pictures if picture.kind == "specification_curve"]
    assert sorted(curve.columns["role"]) == ["declared", "main", "main"]
    assert found.traces["c1.specifications_flipped"].value == 1


def test_a_figure_is_known_within_its_rounding():
    rows = [row | {"low": float("nan"), "high": float("nan")} for row in printed("exports", {2020: 10.0, 2023: 15.5})]
    found = verdict_on(rows + printed("imports", RISE))
    assert found.traces["c1.exports_own_low"].value == pytest.approx(15.45 - 10.5)
    assert found.traces["c1.exports_own_high"].value == pytest.approx(15.55 - 9.5)


def test_what_is_no_share_is_refused():
    with pytest.raises(UsageError, match=r"no share in per cent: it holds 310"):
        verdict_on(printed("exports", {2020: 310.0}) + printed("imports", RISE))


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"own": None}, "needs either own, or flow with own_total"),
        ({"own_total": {"indicator": "t"}}, "needs either own, or flow with own_total"),
        ({"partner_total": {"indicator": "t"}}, "flow and a total belong together"),
        ({"partner": {"indicator": "x"}, "partner_total": {"indicator": "t"}}, "both partner and partner_total"),
        ({"after": BEFORE}, "later period starts before"),
        ({"before": {"start": date(2021, 1, 1), "end": date(2020, 1, 1)}}, "swap them"),
        ({"check_of": "nothing"}, "check_of 'nothing' names no share"),
        ({"name": "imports"}, "same name"),
    ],
)
def test_parameters_that_make_no_sense_are_problems_of_the_file(more, problem):
    with pytest.raises(FileProblems, match=problem):
        verdict_on(printed("imports", RISE), share("exports") | more, share("imports"), share("third"))


@pytest.mark.parametrize(
    ("says", "sound", "contrary", "verdict"),
    [
        (("up", "up", "missing"), True, False, "supported"),
        (("up", "up"), False, False, "partly supported"),
        (("up", "up"), True, True, "partly supported"),
        (("up", "flat"), True, False, "partly supported"),
        (("little", "little"), False, False, "partly supported"),
        (("mutual", "down"), False, False, "partly supported"),
        (("down", "flat"), False, False, "contradicted"),
        (("flat", "flat"), False, False, "not supported"),
        (("flat", "unclear"), False, False, "cannot be tested"),
        (("up", "missing"), True, False, "cannot be tested"),
    ],
)
def test_the_rule(says, sound, contrary, verdict):
    assert verdict_on_shares(says, sound=sound, contrary=contrary) == verdict
