"""`multifront timing forecast` in process: rows, sentences, lists of one's own, what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.unit.cli.test_commands_run import call

SPAN = ("--span", "2014-01-01", "2023-12-31")


@pytest.fixture
def lists(tmp_path: Path) -> tuple[str, str]:
    rng = np.random.default_rng(3)
    starts = (np.datetime64("2014-01") + np.arange(120)).astype("datetime64[D]")
    x = rng.poisson(0.5, 120)
    y = rng.poisson(0.4 * np.concatenate([[1.0], (1.0 + x[:-1]) ** 2]))
    paths = []
    for name, counts in (("flights.csv", y), ("talks.csv", x)):
        path = tmp_path / name
        path.write_text("date\n" + "".join(f"{day}\n" for day in np.repeat(starts + 9, counts)), encoding="utf-8")
        paths.append(str(path))
    return paths[0], paths[1]


def test_a_declared_stream_is_forecast_as_of_a_day() -> None:
    ran = call("timing", "forecast", "prk_launch_days", "--by", "quarter", "--as-of", "2020-06-30", "--format", "json")
    assert ran.code == 0
    assert {(row["score"], row["against"]) for row in ran.rows} == {
        (score, other) for score in ("crps", "log score", "brier, at least 1") for other in ("base rate", "persistence")
    }
    assert [row["named beforehand"] for row in ran.rows] == [True, *[False] * 5]
    assert all(row["gain low"] <= row["gain"] <= row["gain high"] for row in ran.rows)
    assert "prk_launch_days: 89 quarters (1998-Q1 to 2020-Q1" in ran.err
    assert "Forecast of 2020-Q2" in ran.err


def test_days_of_a_daily_series_have_their_day_of_publication_too() -> None:
    ran = call("timing", "forecast", "pla_large_days", "--by", "month")
    assert ran.code == 0, ran.err
    assert "pla_large_days: too few to say: 47 whole months" in ran.err


def test_lists_of_ones_own_and_an_indicator(lists: tuple[str, str]) -> None:
    ran = call("timing", "forecast", lists[0], "--indicator", lists[1], *SPAN, "--at-least", "2", "--format", "csv")
    assert ran.code == 0
    assert ran.out.startswith("score,against,model,other,gain")
    assert "brier, at least 2" in ran.out
    assert "The indicator warns" in ran.err
    assert "Frame not stated" in ran.err
    assert "taken as public on its" in ran.err


def test_too_few_is_an_answer() -> None:
    ran = call("timing", "forecast", "chn_rus_naval_patrols", "--by", "year")
    assert ran.code == 0
    assert "too few to say" in ran.err


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("prk_launch_day",), "prk_launch_days"),
        (("ship_passages",), "cannot carry a timing test"),
        (("prk_launch_days", "--by", "decade"), "unknown period"),
        (("prk_launch_days", "--indicator", "prk_missile_launches"), "share"),
        (("prk_launch_days", "--indicator", "prk_launch_days"), "its own indicator"),
        (("nowhere.csv", *SPAN), "not found"),
    ],
)
def test_what_cannot_be_forecast_is_refused(words: tuple[str, ...], named: str) -> None:
    ran = call("timing", "forecast", *words)
    assert ran.code in (2, 3)
    assert named in ran.err


def test_a_list_needs_its_span(lists: tuple[str, str]) -> None:
    ran = call("timing", "forecast", lists[0])
    assert (ran.code, "--span FIRST LAST" in ran.err) == (2, True)
