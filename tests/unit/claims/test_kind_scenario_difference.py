"""The kind `scenario_difference` on the shipped `small` scenario and changes of it that can be checked by hand."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.unit.claims.made_claims import claim, judged
from tests.unit.claims.made_evidence import MadeEvidence, figures

from multifront.domain import Verdict
from multifront.errors import EvidenceError, UsageError

SMALL = yaml.safe_load((resources.files("multifront") / "scenarios" / "small.yaml").read_text(encoding="utf-8"))
FLOW = "sides.china.routes.pipeline.flow"
CAPACITY = "sides.china.routes.pipeline.capacity"
STOCK = "sides.china.stock.volume"
DOMESTIC = "sides.china.supply.domestic"
RULES = ("leave", "inspect", "stop")
CRUDE = tuple(row for name in ("part", "whole") for row in figures(name, {2020: 2.0 if name == "part" else 8.0}))
SHARE = {"label": "Crude by pipe", "numerator": "part:AAA:BBB:2020", "denominator": "whole:AAA:BBB:2020", "of": "all"}


def point(value: float, unit: str, **more) -> dict[str, Any]:
    return {"mode": value, "unit": unit, "distribution": "point", "assumption": "made", **more}


def difference(**more) -> dict:
    asked = {"scenario": "small", "side": "china", "channel": "logistics", "horizon_days": 365}
    return claim("scenario_difference", {**asked, "smallest_effect_of_interest": 0.1, "share_of_draws": 0.8, **more})


def verdict_on(evidence: MadeEvidence | None = None, draws: int = 200, **more) -> Verdict:
    return judged(evidence or MadeEvidence(), difference(**more), draws=draws)[0]


def changed(folder: Path, numbers: dict[str, dict[str, Any]]) -> str:
    """A file like `small` with these numbers in place of its own."""
    raw = deepcopy(SMALL)
    for name, number in numbers.items():
        *parents, last = name.split(".")
        node = raw
        for parent in parents:
            node = node[parent]
        node[last] = number
    path = folder / "made.yaml"
    path.write_text(yaml.safe_dump(raw), encoding="utf-8")
    return str(path)


def helped(verdict: Verdict) -> list[float]:
    return [verdict.traces[f"c1.endurance_{rule}_helped"].value for rule in RULES]


def test_small_gives_what_the_file_works_out_by_hand() -> None:
    verdict = verdict_on()
    values = {name: trace.value for name, trace in verdict.traces.items()}
    assert [values[f"c1.endurance_{rule}_gain"] for rule in RULES] == pytest.approx([150.0, 75.0, 30.0])
    assert values["c1.endurance_without_mid"] == pytest.approx(150.0)
    assert [values[f"c1.leave_leg_{leg}"] for leg in ("overland", "short_sea", "long_sea")] == pytest.approx(
        [52.5, 97.5, 0.0]
    )
    assert (values["c1.headline_few"], values["c1.headline_many"]) == pytest.approx((30.0, 150.0))
    assert values["c1.headline_bites"] == 100.0
    assert verdict.verdict == "supported"
    assert (verdict.p_value, verdict.q_value) == (None, None)


@pytest.mark.parametrize(
    ("smallest", "expected", "shares"),
    [
        (0.1, "supported", [100, 100, 100]),
        (0.3, "partly supported", [100, 100, 0]),
        (0.6, "partly supported", [100, 0, 0]),
        (2.0, "not supported", [0, 0, 0]),
    ],
)
@pytest.mark.parametrize("measure", ["endurance", "stock_out"])
def test_verdict_by_the_gain_that_matters(smallest: float, expected: str, shares: list[int], measure: str) -> None:
    verdict = verdict_on(smallest_effect_of_interest=smallest, measure=measure)
    assert verdict.verdict == expected
    assert helped(verdict) == shares


def test_a_model_of_assumptions_is_of_low_confidence() -> None:
    verdict = verdict_on()
    assert verdict.confidence == "low"
    assert len(verdict.assumptions) > 10
    assert verdict.traces["c1.headline_many"].how


def test_a_side_without_the_partner_gains_nothing() -> None:
    verdict = verdict_on(side="taiwan")
    assert verdict.verdict == "not supported"
    assert verdict.traces["c1.endurance_leave_gain"].value == 0


def test_a_gain_that_rests_on_the_sea_leg_is_partly_supported(tmp_path: Path) -> None:
    without_pipe = {FLOW: point(0, "mb/d"), CAPACITY: point(0, "mb/d")}
    verdict = verdict_on(scenario=changed(tmp_path, without_pipe))
    assert verdict.verdict == "partly supported"
    assert helped(verdict) == [100, 100, 0]
    assert verdict.traces["c1.endurance_stop_gain"].value == 0


def test_a_side_that_never_runs_out_within_the_runs_denies_nothing(tmp_path: Path) -> None:
    verdict = verdict_on(scenario=changed(tmp_path, {STOCK: point(1e6, "Mbbl")}))
    assert verdict.verdict == "cannot be tested"
    assert verdict.traces["c1.headline_bites"].value == 0
    assert "more than" in next(line.figure.shown for line in verdict.test_lines if line.unit == "days")


def test_help_where_the_blow_seldom_lands_is_partly_supported(tmp_path: Path) -> None:
    deep = {"low": 1, "high": 60_000, "unit": "Mbbl", "distribution": "uniform", "assumption": "made"}
    scenario = changed(tmp_path, {STOCK: deep})
    verdict = verdict_on(scenario=scenario, draws=3_000)
    assert verdict.verdict == "partly supported"
    assert 5 < verdict.traces["c1.headline_bites"].value < 50
    assert min(helped(verdict)) >= 80
    assert verdict.traces["c1.endurance_leave_helped_low"].value >= 80

    fewer = verdict_on(scenario=scenario, draws=1_000)  # 110 of 131 worlds at risk, whose interval begins at 77 %
    assert min(helped(fewer)) >= 80 > fewer.traces["c1.endurance_leave_helped_low"].value
    assert fewer.verdict == "cannot be tested"


def test_what_censoring_hides_cannot_be_tested(tmp_path: Path) -> None:
    almost = changed(tmp_path, {STOCK: point(7_200, "Mbbl")})
    verdict = verdict_on(scenario=almost)
    assert verdict.traces["c1.headline_bites"].value == 100
    assert verdict.verdict == "cannot be tested"
    assert "averts or clearly delays it in at least 0 % of them" in verdict.headline.text


def test_figures_behind_a_scenario_are_listed_with_their_origins(tmp_path: Path) -> None:
    sourced = changed(tmp_path, {DOMESTIC: point(2, "mb/d", source="part:AAA:BBB:2020")})
    verdict = verdict_on(MadeEvidence(observed=CRUDE), scenario=sourced)
    assert [(exhibit.table, exhibit.total) for exhibit in verdict.exhibits] == [("observation", 1)]
    assert verdict.origin_ids == ("made",)
    assert verdict.traces["c1.headline_many"].value == pytest.approx(150.0)


def test_figures_not_public_as_of_a_day_cannot_be_tested(tmp_path: Path) -> None:
    sourced = changed(tmp_path, {DOMESTIC: point(2, "mb/d", source="part:AAA:BBB:2020")})
    early = MadeEvidence(observed=CRUDE, as_of=date(2020, 12, 31))
    verdict = verdict_on(early, scenario=sourced)
    assert (verdict.verdict, verdict.confidence) == ("cannot be tested", "high")
    assert verdict.traces["c1.sources_missing"].value == 1
    assert verdict.test_lines == ()
    later = MadeEvidence(observed=CRUDE, as_of=date(2021, 1, 31))
    assert verdict_on(later, scenario=sourced).verdict == "supported"


def test_the_shipped_blockade_cannot_be_run_before_its_figures() -> None:
    verdict = verdict_on(MadeEvidence(as_of=date(2020, 1, 1)), scenario="taiwan-blockade")
    assert (verdict.verdict, verdict.p_value) == ("cannot be tested", None)
    assert verdict.traces["c1.sources_missing"].value == verdict.traces["c1.sources_total"].value > 20


def test_quantities_are_checked_against_what_flows() -> None:
    verdict = verdict_on(MadeEvidence(observed=CRUDE), quantity_check=[SHARE])
    assert verdict.traces["c1.quantity_0"].value == pytest.approx(25.0)
    assert verdict.traces["c1.quantity_0_flow"].value == 2.0
    assert verdict.traces["c1.quantity_0"].origin_ids == ("made",)


def test_quantities_not_public_as_of_a_day_cannot_be_tested() -> None:
    verdict = verdict_on(MadeEvidence(observed=CRUDE, as_of=date(2020, 12, 31)), quantity_check=[SHARE])
    assert verdict.verdict == "cannot be tested"


@pytest.mark.parametrize(
    ("asked", "error", "found"),
    [
        ({"scenario": "smal"}, UsageError, "closest: small"),
        ({"side": "chin"}, UsageError, "closest: china"),
        ({"horizon_days": 5_000}, UsageError, "1095"),
        ({"quantity_check": [SHARE]}, EvidenceError, "part:AAA:BBB:2020"),
    ],
)
def test_what_does_not_exist_is_named(asked: dict, error: type[Exception], found: str) -> None:
    with pytest.raises(error, match=found):
        verdict_on(**asked)


def test_the_same_seed_gives_the_same_verdict(tmp_path: Path) -> None:
    deep = {"low": 100, "mode": 1_000, "high": 5_000, "unit": "Mbbl", "assumption": "made"}
    scenario = changed(tmp_path, {STOCK: deep})
    assert verdict_on(scenario=scenario) == verdict_on(scenario=scenario)


def test_the_curve_reads_every_rule_to_every_horizon_and_horizons_that_flip_cost_a_step() -> None:
    """Supply ends on day 150 without help, a tenth more is day 165: no world is at risk by day 100, all open by 155."""
    verdict = verdict_on(horizons_days=[166, 100, 155])
    (curve,) = [picture for picture in verdict.pictures if picture.kind == "specification_curve"]
    by_choice = dict(zip(curve.columns["choices"], curve.columns["shows"], strict=True))
    assert len(by_choice) == 3 * 4 * 2
    demand = "Running out: essential demand goes unmet"
    for days, shows in (("100 days", "nothing"), ("155 days", "nothing"), ("166 days", "for")):
        for rule in ("left alone", "inspected", "stopped"):
            assert by_choice[f"Rule: Russian-flag ships {rule} | Days counted: {days} | {demand}"] == shows
    assert curve.columns["role"].count("main") == 3
    assert curve.options["levels"] == [{"y": 80.0, "label": "share wanted"}]
    assert verdict.traces["c1.specifications_flipped"].value >= 6
    assert verdict.verdict == verdict_on().verdict == "supported"


def test_pictures_have_titles_of_their_own_and_show_the_routes() -> None:
    drawn = {picture.kind: picture for picture in verdict_on().pictures}
    assert drawn["steps"].title == "How long crude lasts"
    assert drawn["route_map"].title == "Routes of supply to China"
    assert drawn["route_map"].columns["supplier"]
