"""Summaries of runs: quantiles under censoring, gains, shares, ratio, race, curves, legs, sensitivity, books."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from multifront import contingency
from multifront.errors import SimulationError, UsageError

SCENARIO = contingency.load("taiwan-blockade")
SMALL = contingency.load("small")
OUTCOME = contingency.simulate(SCENARIO, 1_000, 1)


def test_quantiles_say_more_than_the_last_day_where_censored() -> None:
    spread = contingency.endurance_quantiles(OUTCOME, "china", "leave", "on")
    assert spread.share_censored > 0.5
    assert spread.quantiles[1].text == "more than 1,095"
    run = OUTCOME.run("china", "leave", "on")
    assert run.endurance[run.censored].tolist() == [1095.0] * int(run.censored.sum())
    assert set(run.constraint[run.censored]) == {"none within 1,095 days"}


def test_gains_are_means_of_paired_differences() -> None:
    on, off = (OUTCOME.run("china", "stop", state).stock_out for state in ("on", "off"))
    gain = contingency.days_gained(OUTCOME, "china", "stop", measure="stock_out", horizons=(365.0,))[0]
    difference = np.minimum(on, 365) - np.minimum(off, 365)
    assert gain.mean == pytest.approx(difference.mean())
    assert gain.standard_error == pytest.approx(difference.std(ddof=1) / np.sqrt(1_000))
    with pytest.raises(UsageError, match="beyond the last day"):
        contingency.days_gained(OUTCOME, "china", "stop", horizons=(2_000.0,))


def test_share_with_a_gain_is_bounded_and_ratio_refused() -> None:
    share = contingency.gain_probability(OUTCOME, "china", "leave", measure="stock_out")
    assert 0 < share.low <= share.high <= share.at_risk <= 1
    assert share.low_at_risk == pytest.approx(share.low / share.at_risk)
    ratio = contingency.endurance_ratio(OUTCOME, "china", "leave")
    assert ratio.median is None
    assert "ratio would hide" in ratio.refusal


def test_race_adds_up_and_curve_falls() -> None:
    for line in contingency.race_by_horizon(OUTCOME, ("china", "taiwan"), "stop", measure="stock_out"):
        assert line.first_side + line.second_side + line.tie + line.neither == pytest.approx(1.0)
    days, shares = contingency.survival_curve(OUTCOME, "taiwan", "leave")
    assert days[0] == 0.0
    assert shares[0] == 1.0
    assert np.all(np.diff(shares) <= 0)


@pytest.mark.parametrize("rule", contingency.RULES)
def test_legs_add_up_to_the_whole_gain(rule: str) -> None:
    legs = contingency.days_gained_by_leg(OUTCOME, "china", rule, measure="stock_out")
    whole = contingency.days_gained(OUTCOME, "china", rule, measure="stock_out", horizons=(365.0,))[0].mean
    assert sum(line.shapley for line in legs) == pytest.approx(whole)


def widened(parameter: str, low: float, high: float) -> contingency.Scenario:
    number = replace(SMALL.numbers[parameter], low=low, high=high, distribution="uniform")
    return replace(SMALL, numbers={**SMALL.numbers, parameter: number})


def test_sensitivity_holds_one_number_at_its_ends() -> None:
    scenario = widened("china.stock.volume", 500.0, 1000.0)
    (swing,) = contingency.sensitivity(scenario, "china", "leave", horizon=1000.0, draws=20)
    assert (swing.parameter, swing.assumed) == ("china.stock.volume", True)
    assert (swing.at_low, swing.at_high) == pytest.approx((75.0, 150.0))
    assert contingency.sensitivity(scenario, "taiwan", "leave", draws=5) == ()


def test_shares_of_supply_match_published_totals() -> None:
    """Published: Russia 2.17 mb/d (core:cn_crude_from_russia); overland 7.4 % of imports (methods D1)."""
    shares = {line.part: line for line in contingency.supply_shares(SCENARIO, "china")}
    assert shares["partner"].flow == pytest.approx(2.1, abs=0.2)
    assert shares["overland, all suppliers"].share_of_imports == pytest.approx(0.074, abs=0.01)
    legs = [shares[f"partner, {leg}"].flow for leg in ("overland", "short sea", "long sea")]
    assert sum(legs) == pytest.approx(shares["partner"].flow)


def test_russian_pipelines_are_counted_once() -> None:
    """Both Russian pipelines share one measured total; Kazakhstan's own crude stays when the channel is off."""
    books = contingency.daily_balance(SCENARIO, "china", "stop", ("overland",), days=300, draws=200)
    off = contingency.daily_balance(SCENARIO, "china", "stop", "off", days=300, draws=200)
    assert (books.imports - off.imports).max() <= 0.88 * 1.1 + 1e-9
    assert off.imports.min() > 0.0


def test_cargoes_at_sea_keep_arriving() -> None:
    text_lag = (
        contingency.simulate(SMALL, 1, fixed={"china.routes.gulf.lag": 30.0}).run("china", "stop", "off").endurance[0]
    )
    assert text_lag == pytest.approx(150.0 + 30 * 5 / 6)


def test_no_cut_means_normal_flows_every_day() -> None:
    cut = replace(SMALL.numbers["china.cut.share"], low=0.0, mode=0.0, high=0.0)
    calm = replace(SMALL, numbers={**SMALL.numbers, "china.cut.share": cut})
    books = contingency.daily_balance(calm, "china", "stop", days=50)
    assert np.all(books.imports == 8.0)


def test_bad_requests_are_refused() -> None:
    with pytest.raises(SimulationError, match="no draws"):
        contingency.simulate(SMALL, 0)
    with pytest.raises(SimulationError, match="closest: china"):
        contingency.simulate(SMALL, 1, fixed={"china.cut.shares": 1.0})
    with pytest.raises(SimulationError, match="when the file is read"):
        contingency.simulate(SMALL, 1, fixed={"stop_after": 30.0})
    with pytest.raises(SimulationError, match="outside"):
        contingency.simulate(SMALL, 1, fixed={"china.cut.share": 1.5})
    for bad in (
        ("chyna", "leave", "on"),
        ("china", "wave", "on"),
        ("china", "leave", "half"),
        ("china", "stop", ("air",)),
    ):
        with pytest.raises(UsageError):
            OUTCOME.run(*bad)
    with pytest.raises(UsageError, match="measure"):
        contingency.endurance_quantiles(OUTCOME, "china", "leave", measure="days")


def test_progress_is_told_in_words() -> None:
    said: list[str] = []
    contingency.simulate(SMALL, 3, progress=said.append)
    assert said == ["small: 3 of 3 draws"]
