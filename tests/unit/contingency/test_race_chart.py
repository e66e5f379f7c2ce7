"""The race chart: cells against counts by hand, intervals, words, columns that charts take, refusals."""

from __future__ import annotations

import numpy as np
import pytest

from multifront import contingency
from multifront.brief.charts import KINDS
from multifront.contingency import race
from multifront.contingency.days_by_rule import days_by_rule
from multifront.errors import UsageError

SIDES = ("china", "taiwan")
OUTCOME = contingency.simulate(contingency.load("taiwan-blockade"), 500, 2)
RACE = race.race_chart(OUTCOME, SIDES, measure="stock_out")


def test_cells_count_draws() -> None:
    china, taiwan = (OUTCOME.run(side, "stop", "on") for side in SIDES)
    first = np.where(china.stock_out_censored, np.inf, china.stock_out)
    second = np.where(taiwan.stock_out_censored, np.inf, taiwan.stock_out)
    for cell in RACE.cells:
        if cell.rule != "stop":
            continue
        assert cell.challenger_first.share == np.mean((first < cell.horizon) & (first < second))
        assert cell.defender_first.share == np.mean((second < cell.horizon) & (second < first))
        assert cell.neither.share == np.mean((first >= cell.horizon) & (second >= cell.horizon))


def test_every_rule_and_horizon_has_a_cell_that_adds_up() -> None:
    assert [(cell.rule, cell.horizon) for cell in RACE.cells] == [
        (rule, horizon) for rule in contingency.RULES for horizon in (30.0, 90.0, 180.0, 365.0)
    ]
    for cell in RACE.cells:
        parts = (cell.challenger_first, cell.defender_first, cell.both, cell.neither)
        assert sum(part.share for part in parts) == pytest.approx(1.0)
        assert all(part.low <= part.share <= part.high for part in parts)


def test_wilson_interval_by_hand() -> None:
    # Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3 (Wilson): 81 of 263 gives .2553 to .3662
    found = race.share_of_draws(81, 263)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)
    for count, draws in ((1, 0), (-1, 5), (6, 5)):
        with pytest.raises(UsageError):
            race.share_of_draws(count, draws)


def test_the_word_is_even_where_sampling_cannot_tell() -> None:
    def share(count: int) -> race.ShareOfDraws:
        return race.share_of_draws(count, 100)

    close = race.RaceCell("leave", 90.0, share(48), share(45), share(0), share(7), 100)
    clear = race.RaceCell("leave", 90.0, share(10), share(85), share(0), share(5), 100)
    assert (close.word, clear.word) == ("even", "defender")


def test_columns_are_those_of_existing_charts() -> None:
    grid, lines = race.race_grid(RACE), race.race_lines(OUTCOME, SIDES, measure="stock_out", step=73.0)
    assert set(grid) == {*KINDS["grid"].needs, *KINDS["grid"].takes}
    assert {*KINDS["lines"].needs} <= set(lines) <= {*KINDS["lines"].needs, *KINDS["lines"].takes}
    assert len({len(values) for values in lines.values()}) == 1
    assert set(grid["word"]) <= {"china", "taiwan", "both", "neither", "even"}
    assert grid["tone"][3] > grid["tone"][0]
    assert max(lines["x"]) == 365.0


def test_a_line_that_no_rule_changes_is_drawn_once() -> None:
    small = contingency.simulate(contingency.load("small"), 1)
    lines = race.race_lines(small, SIDES, until=120.0, step=60.0)
    assert "taiwan first, any rule" in lines["series"]


def test_bad_races_are_refused() -> None:
    with pytest.raises(UsageError, match="two sides"):
        race.race_chart(OUTCOME, ("china", "china"))
    with pytest.raises(UsageError, match="are outside"):
        race.race_chart(OUTCOME, SIDES, horizons=(5_000.0,))
    with pytest.raises(UsageError, match="unknown side"):
        race.race_chart(OUTCOME, ("china", "atlantis"))
    with pytest.raises(UsageError, match="step"):
        race.race_lines(OUTCOME, SIDES, step=0.0)


def test_a_race_to_a_day_counts_as_a_run_that_stops_on_it() -> None:
    """Classes of arms end on whole days: a draw that ends as day 46 begins has held out 46 days in both readings.

    Losses are set to none, since plans of forces look as far as the run does.
    """
    war = contingency.load("taiwan-war")
    still = {f"{line.path}.total": 0.0 for line in war.blocks.losses}
    short, long = (contingency.simulate_whole(war, 400, days=days, fixed=still) for days in (46, 80))
    held = short.ends("china", "leave").censored[0].mean()
    assert (long.ends("china", "leave").days[0] == 46.0).any()
    both = days_by_rule(long)
    _, (curve,) = contingency.survival_curve(both, "china", "leave", "off", days=np.array([46.0]))
    (line,) = contingency.race_by_horizon(both, ("china", "china"), "leave", channel="off", horizons=(46.0,))
    assert curve == pytest.approx(held)
    assert line.neither == held
