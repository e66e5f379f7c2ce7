"""Shapley values and interactions of channels: hand-made games, declared paths, censoring, bad input."""

from __future__ import annotations

import math

import numpy as np
import pytest

from multifront.contingency import attribution, channel_outcomes
from multifront.errors import SimulationError, UsageError


def game(worth: dict[str, float], players: str) -> np.ndarray:
    """A table of one draw from the worth of coalitions named by letters; those not named are worth nothing."""
    rows = attribution.channel_combinations(tuple(players))
    return np.array([[worth.get("".join(row), 0.0)] for row in rows])


def test_a_linear_model_gives_its_coefficients_and_no_interaction() -> None:
    rng = np.random.default_rng(1)
    weights, base = rng.normal(size=(4, 50)), rng.normal(size=50)
    on = np.array([[row >> i & 1 for i in range(4)] for row in range(16)])
    table = base + on @ weights
    np.testing.assert_allclose(attribution.shapley_values(table), weights, atol=1e-12)
    np.testing.assert_allclose(attribution.shapley_interactions(table), 0.0, atol=1e-12)


def test_a_product_is_shared_and_its_interaction_is_the_product() -> None:
    table = game({"ab": 6.0, "abc": 6.0}, "abc")
    assert attribution.shapley_values(table).ravel().tolist() == pytest.approx([3.0, 3.0, 0.0])
    assert attribution.shapley_interactions(table).ravel().tolist() == pytest.approx([6.0, 0.0, 0.0])


def test_summary_is_of_draws_and_means_add_up() -> None:
    table = np.random.default_rng(0).gamma(2.0, size=(16, 400))
    found = attribution.attribute(table)
    assert sum(share.estimate.mean for share in found.shares if share.estimate) == pytest.approx(found.whole.mean)
    whole = table[-1] - table[0]
    assert found.whole.median == pytest.approx(np.median(whole))
    assert found.whole.standard_error == pytest.approx(whole.std(ddof=1) / 20.0)
    assert found.whole.median_low < found.whole.median < found.whole.median_high
    assert len(found.interactions) == 6


def test_interval_of_the_median_covers_it_as_often_as_it_says() -> None:
    rng = np.random.default_rng(3)
    inside = [
        found.median_low <= 0.0 <= found.median_high
        for found in (attribution.estimate(rng.normal(size=60)) for _ in range(800))
    ]
    assert 0.93 <= np.mean(inside) <= 0.99  # exact by theory: 0.9596 for n = 60, standard error .007


def test_few_draws_have_no_interval_and_none_is_an_error() -> None:
    assert math.isnan(attribution.estimate(np.array([1.0])).standard_error)
    assert math.isnan(attribution.estimate(np.arange(5.0)).median_low)
    assert attribution.estimate(np.arange(6.0)).median_low == 0.0
    with pytest.raises(UsageError, match="no draws"):
        attribution.estimate(np.array([]))


def test_a_channel_without_path_is_text_and_never_zero() -> None:
    table = np.array([[0.0] * 9, [1.0] * 9, [0.0] * 9, [1.0] * 9])
    found = attribution.attribute(table, ("logistics", "distraction"), paths={"logistics": "supply"})
    assert [share.text for share in found.shares] == ["1 (1 to 1)", "no path"]
    assert found.shares[1].estimate is None
    assert found.interactions[0].text == "no path"
    assert "no path for distraction" in found.sentence


def test_a_channel_with_a_path_that_does_nothing_is_zero_and_not_text() -> None:
    table = np.array([[0.0] * 9, [1.0] * 9, [0.0] * 9, [1.0] * 9])
    assert attribution.attribute(table, ("logistics", "distraction")).shares[1].text == "0 (0 to 0)"


def test_a_wrong_declaration_of_paths_is_found() -> None:
    table = np.array([[0.0], [1.0], [0.0], [1.0 + 1e-9]])
    with pytest.raises(SimulationError, match="distraction is declared to have no path"):
        attribution.attribute(table, ("logistics", "distraction"), paths={"logistics": "supply"})
    with pytest.raises(UsageError, match="unknown channels"):
        attribution.attribute(table, ("logistics", "distraction"), paths={"money": ""})


def test_censored_shares_are_reported() -> None:
    days = np.array([[100.0, 1095.0, 1095.0], [200.0, 1095.0, 1095.0]])
    censored = np.array([[False, False, True], [False, True, True]])
    outcome = channel_outcomes.log_endurance(days, censored)
    assert outcome.share_censored.tolist() == pytest.approx([1 / 3, 2 / 3])
    found = attribution.attribute(outcome.values, ("logistics",), outcome=outcome.name, censored=outcome.censored)
    assert (found.censored, found.hidden) == (pytest.approx(2 / 3), pytest.approx(1 / 3))
    assert found.whole.mean == pytest.approx(math.log(2.0) / 3.0)
    assert "67% of draws censored in some combination, 33% in all" in found.sentence


def test_margin_is_defender_minus_challenger_and_censored_by_either() -> None:
    yes, no = np.array([[True]]), np.array([[False]])
    assert channel_outcomes.endurance_margin(np.array([[90.0]]), np.array([[50.0]]), no, no).values[0, 0] == 40.0
    for one, other in ((yes, no), (no, yes)):
        margin = channel_outcomes.endurance_margin(np.array([[90.0]]), np.array([[50.0]]), one, other)
        assert margin.censored.all()


def test_days_under_one_count_as_one_and_are_counted() -> None:
    found = channel_outcomes.log_endurance(np.array([[0.0, 1.0, 0.2, 7.0]]), np.zeros((1, 4), dtype=bool))
    assert found.values[0, :3].tolist() == [0.0, 0.0, 0.0]
    assert found.share_floored == 0.5


@pytest.mark.parametrize("outcome", channel_outcomes.OUTCOMES)
def test_attrition_only_adds_paths(outcome: str) -> None:
    without = channel_outcomes.channel_paths(outcome, attrition=False)
    assert set(without) <= set(channel_outcomes.channel_paths(outcome, attrition=True))
    assert set(without) <= set(attribution.CHANNELS)
    assert without


def test_the_table_of_paths_is_whole() -> None:
    rows = channel_outcomes.path_rows()
    assert len(rows) == 12
    row = next(r for r in rows if (r["outcome"], r["channel"]) == ("shortfall", "logistics"))
    assert row["without attrition"] == row["with attrition"] == attribution.NO_PATH


@pytest.mark.parametrize(
    ("table", "error", "words"),
    [
        (np.zeros(4), UsageError, "shape"),
        (np.zeros((3, 2)), UsageError, "shape"),
        (np.zeros((1, 2)), UsageError, "shape"),
        (np.zeros((4, 0)), UsageError, "shape"),
        (np.array([[0.0], [np.nan]]), SimulationError, "1 of 2 outcomes are missing"),
    ],
)
def test_bad_tables_are_refused(table: np.ndarray, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        attribution.shapley_values(table)


def test_bad_names_and_outcomes_are_refused() -> None:
    with pytest.raises(UsageError, match="different channels"):
        attribution.channel_combinations(("a", "a"))
    with pytest.raises(UsageError, match="16 combinations"):
        attribution.attribute(np.zeros((4, 1)))
    with pytest.raises(UsageError, match="censoring has shape"):
        attribution.attribute(np.zeros((16, 2)), censored=np.zeros((16, 1), dtype=bool))
    with pytest.raises(UsageError, match="unknown outcome 'shortfal'"):
        channel_outcomes.channel_paths("shortfal", attrition=False)
    with pytest.raises(UsageError, match="0 or more"):
        channel_outcomes.coalition_shortfall(np.array([[-1.0]]))
