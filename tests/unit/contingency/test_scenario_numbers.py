"""Lognormal numbers and numbers from judged claims, as a file states them."""

from __future__ import annotations

import numpy as np
import pytest

from multifront import contingency
from multifront.contingency import ClaimNumber
from multifront.contingency.worlds import Sampler
from multifront.errors import FileProblems

HEAD = "extends: small\nscenario: mine\ntitle: Mine\n"
VOLUME = "sides: {china: {stock: {volume: %s}}}\n"
USABLE = "sides: {china: {stock: {usable: %s}}}\n"
GIVEN = {
    "t1.stock": ClaimNumber(800.0, 950.0, 1300.0, "Mbbl"),
    "t1": ClaimNumber(0.5, None, 0.9),
    "t2.one": ClaimNumber(700.0, 700.0, 700.0),
    "t3.outside": ClaimNumber(700.0, 900.0, 800.0),
}


def read(text: str, claims: dict[str, ClaimNumber] | None = None) -> contingency.Scenario:
    return contingency.read_scenario(HEAD + text, "mine.yaml", claims)


def draws(scenario: contingency.Scenario, name: str) -> np.ndarray:
    return Sampler(scenario, 0, np.arange(20_000)).values(name)


def test_a_lognormal_has_its_five_and_ninety_five_per_cent_in_the_models_unit() -> None:
    scenario = read(VOLUME % "{low: 0.5, high: 3, unit: Gbbl, distribution: lognormal, assumption: nobody counted}")
    found = draws(scenario, "china.stock.volume")
    assert np.quantile(found, [0.05, 0.95]) == pytest.approx([500.0, 3000.0], rel=0.02)
    assert np.median(found) == pytest.approx((500.0 * 3000.0) ** 0.5, rel=0.02)
    number = scenario.numbers["china.stock.volume"]
    assert number.low <= found.min() <= found.max() <= number.high
    assert number.low < 500.0 < number.mode < 3000.0 < number.high
    (row,) = [row for row in contingency.parameter_rows(scenario) if row["parameter"] == number.name]
    assert (row["low"], row["high"], row["unit"]) == (pytest.approx(0.5), pytest.approx(3.0), "Gbbl")
    assert contingency.simulate(scenario, 50).draws == 50


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (VOLUME % "{low: 1, mode: 2, high: 3, unit: Gbbl, distribution: lognormal, assumption: a}", "no mode"),
        (VOLUME % "{low: 0, high: 3, unit: Gbbl, distribution: lognormal, assumption: a}", "0 < low < high"),
        (VOLUME % "{low: 3, high: 3, unit: Gbbl, distribution: lognormal, assumption: a}", "0 < low < high"),
        (VOLUME % "{mode: 3, unit: Gbbl, distribution: lognormal, assumption: a}", "lognormal takes"),
        (USABLE % "{low: 0.3, high: 0.9, unit: share, distribution: lognormal, assumption: a}", "outside 0..1"),
    ],
)
def test_a_lognormal_that_cannot_be(text: str, what: str) -> None:
    with pytest.raises(FileProblems) as caught:
        read(text)
    assert any(what in one.what and one.line == 4 for one in caught.value.problems)


def test_a_triangular_number_has_its_mean() -> None:
    scenario = read(VOLUME % "{low: 900, mode: 1000, high: 1400, unit: Mbbl, distribution: triangular, assumption: a}")
    assert draws(scenario, "china.stock.volume").mean() == pytest.approx((900 + 1000 + 1400) / 3, rel=0.003)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("{from: t1.stock, unit: Mbbl}", (800.0, 950.0, 1300.0, "pert")),
        ("{from: t2.one, unit: Mbbl}", (700.0, 700.0, 700.0, "point")),
        ("{from: t3.outside, unit: Mbbl}", (700.0, 750.0, 800.0, "uniform")),
        ("{from: t2.one, unit: Gbbl, assumption: the unit is mine}", (7e5, 7e5, 7e5, "point")),
    ],
)
def test_a_number_from_a_claim_is_its_interval(entry: str, expected: tuple[float, float, float, str]) -> None:
    number = read(VOLUME % entry, GIVEN).numbers["china.stock.volume"]
    assert (number.low, number.mode, number.high, number.distribution) == expected
    assert number.claim in GIVEN
    assert not number.sources


def test_a_claim_stands_where_a_source_would() -> None:
    scenario = read(USABLE % "{from: t1, unit: share}", GIVEN)
    (row,) = [row for row in contingency.parameter_rows(scenario) if row["parameter"] == "china.stock.usable"]
    assert (row["source"], row["assumption"], row["distribution"]) == ("claim t1", "", "uniform")
    assert "china.stock.usable" not in dict(scenario.assumptions)


@pytest.mark.parametrize(
    ("entry", "claims", "what"),
    [
        ("{from: t1.stock, unit: Mbbl}", None, "is not judged here; give a brief"),
        ("{from: t1.stok, unit: Mbbl}", GIVEN, "closest: t1.stock"),
        ("{from: t1.stock, unit: Gbbl}", GIVEN, "gives 'Mbbl', the file says 'Gbbl'"),
        ("{from: t1.stock, mode: 3, source: 'core:x', unit: Mbbl}", GIVEN, "remove mode, source"),
        ("{from: t1.stock}", GIVEN, "does not convert"),
    ],
)
def test_numbers_from_claims_that_cannot_be_had(entry: str, claims: dict[str, ClaimNumber] | None, what: str) -> None:
    with pytest.raises(FileProblems) as caught:
        read(VOLUME % entry, claims)
    assert any(what in one.what and one.line == 4 for one in caught.value.problems), caught.value


def test_a_base_may_take_its_numbers_from_claims_too(tmp_path) -> None:
    (tmp_path / "base.yaml").write_text(HEAD + VOLUME % "{from: t1.stock, unit: Mbbl}", encoding="utf-8")
    (tmp_path / "top.yaml").write_text("extends: base.yaml\nscenario: top\ntitle: T\n", encoding="utf-8")
    assert contingency.load(tmp_path / "top.yaml", GIVEN).numbers["china.stock.volume"].claim == "t1.stock"
    with pytest.raises(FileProblems, match="not judged here"):
        contingency.load(tmp_path / "top.yaml")
