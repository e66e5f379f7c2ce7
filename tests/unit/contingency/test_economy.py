"""Economy: cases by hand, what binds, published ranges against their rows of evidence, bad input."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import multifront as mf
from multifront.contingency import economy, output_losses
from multifront.errors import SimulationError, UsageError


def column(**numbers: float) -> dict[str, np.ndarray]:
    return {name: np.array([value]) for name, value in numbers.items()}


EXPOSURE = economy.Exposure(
    **column(
        exports=3_600.0,
        imports=2_600.0,
        export_share=0.4,
        import_share=0.3,
        breadth=0.5,
        reserves=3_200.0,
        freezable=0.9,
        output_loss=0.1,
        days=365.0,
    )
)
PARTNER = economy.Partner(
    **column(
        will=1.0,
        fit=0.2,
        sales_elsewhere=300.0,
        revenue_need=250.0,
        purchases_elsewhere=160.0,
        funds=30.0,
        rail_in=20.0,
        rail_out=10.0,
        port_in=40.0,
        port_out=30.0,
        port_loss=0.0,
        value_in=1.0,
        value_out=5.0,
        credit=100.0,
        pass_through=0.5,
    )
)


def test_exposure_by_hand() -> None:
    found = economy.economy_outcome(EXPOSURE)
    assert found.exports_exposed[0] == pytest.approx(720.0)
    assert found.imports_exposed[0] == pytest.approx(390.0)
    assert found.reserves_exposed[0] == pytest.approx(1_440.0)
    assert found.output_loss[0] == 0.1
    assert not found.binding


def test_offset_by_hand() -> None:
    found = economy.economy_outcome(EXPOSURE, PARTNER)
    assert found.imports_offset[0] == pytest.approx(50.0)  # 300 - 250, under 0.2 x 390 and (20 + 40) x 1
    assert found.exports_offset[0] == pytest.approx(80.0)  # 50 earned + 30 funds, under 160 wanted and 200 moved
    assert found.reserves_offset[0] == pytest.approx(100.0)
    assert found.trade_offset_share[0] == pytest.approx(130.0 / 1_110.0)
    assert found.output_loss[0] == pytest.approx(0.1 * (1.0 - 0.5 * 130.0 / 1_110.0))


@pytest.mark.parametrize(
    ("change", "binds"),
    [
        ({"fit": 0.01}, "exposed"),
        ({"revenue_need": 290.0}, "revenue"),
        ({"revenue_need": 900.0}, "revenue"),
        ({"rail_in": 1.0, "port_loss": 1.0}, "transport"),
    ],
)
def test_what_binds_is_named(change: dict[str, float], binds: str) -> None:
    found = economy.economy_outcome(EXPOSURE, replace(PARTNER, **column(**change)))
    assert {name for name, held in found.binding.items() if held[0]} == {binds}


def test_a_partner_that_needs_all_its_revenue_sells_nothing_more() -> None:
    found = economy.economy_outcome(EXPOSURE, replace(PARTNER, **column(revenue_need=300.0, funds=0.0)))
    assert found.imports_offset[0] == 0.0
    assert found.exports_offset[0] == 0.0
    assert found.output_loss[0] == 0.1


def test_half_a_year_is_half_the_trade() -> None:
    whole, half = (economy.economy_outcome(replace(EXPOSURE, **column(days=days)), PARTNER) for days in (365.0, 182.5))
    assert half.exports_exposed[0] == pytest.approx(whole.exports_exposed[0] / 2.0)
    assert half.imports_offset[0] == pytest.approx(whole.imports_offset[0] / 2.0)
    assert half.reserves_exposed[0] == whole.reserves_exposed[0]


def test_nothing_exposed_has_no_share() -> None:
    found = economy.economy_outcome(replace(EXPOSURE, **column(breadth=0.0)), PARTNER)
    assert np.isnan(found.trade_offset_share[0])
    assert found.output_loss[0] == 0.1


def test_stocks_that_outlast_the_cut_save_production() -> None:
    inputs = economy.ChineseInputs(
        **column(production=100.0, dependence=0.6, substitutable=0.5, cut=1.0, cover=200.0, days=180.0)
    )
    assert economy.coalition_production_lost(inputs)[0] == 0.0
    lost = economy.coalition_production_lost(replace(inputs, **column(cover=0.0)))
    assert lost[0] == pytest.approx(100.0 * 180.0 / 365.0 * 0.3)


def test_bad_numbers_are_refused_all_at_once() -> None:
    wrong = replace(EXPOSURE, **column(breadth=1.5, reserves=-1.0, days=0.0, exports=np.nan))
    with pytest.raises(SimulationError) as caught:
        economy.economy_outcome(wrong)
    for words in ("breadth is outside 0..1", "reserves is outside", "days must be above 0", "exports has missing"):
        assert words in str(caught.value)
    with pytest.raises(SimulationError, match="differ in shape"):
        economy.economy_outcome(EXPOSURE, replace(PARTNER, will=np.ones(2)))


def test_published_losses_span_their_rows_of_evidence() -> None:
    ids = sorted({source for loss in output_losses.OUTPUT_LOSSES.values() for source in loss.sources})
    listed = ", ".join(f"'{name}'" for name in ids)
    rows = mf.open_evidence().sql(
        f"select observation_id, low, best, high, definition from observation where observation_id in ({listed})"
    )
    found = {row["observation_id"]: row for row in rows}
    assert sorted(found) == ids
    for (case, economy_name), loss in output_losses.OUTPUT_LOSSES.items():
        if (case, economy_name) == ("sanctions", "world") or (case == "blockade" and economy_name != "world"):
            continue  # these stand in the text of a row, tested below
        for source in loss.sources:
            ends = [-value / 100.0 for key in ("low", "best", "high") if (value := found[source][key]) is not None]
            assert all(loss.low - 1e-9 <= end <= loss.high + 1e-9 for end in ends), (case, economy_name, source)
    assert "China -7, Taiwan -40" in found["param:econ_blockade_world_iep"]["definition"]
    assert "world -0.5" in found["param:econ_sanctions_only_china"]["definition"]


def test_published_losses_are_ranges_and_unknown_ones_are_refused() -> None:
    for loss in output_losses.OUTPUT_LOSSES.values():
        assert 0.0 < loss.low < loss.high < 1.0
        assert loss.sources or loss.note
    with pytest.raises(UsageError, match="unknown output loss 'war chna'"):
        output_losses.output_loss("war", "chna", np.zeros(1))
    with pytest.raises(SimulationError, match="uniforms must be within"):
        output_losses.output_loss("war", "china", np.array([1.5]))
