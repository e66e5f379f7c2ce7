"""`multifront timing pairs` in process: declared streams and files, the table, the chart, what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.unit.cli.test_commands_run import call

SPAN = ("--span", "2018-01-01", "2024-12-31")
RNG = np.random.default_rng(5)
LEAD = np.sort(np.datetime64("2018-01-01") + RNG.integers(0, 2550, 40))


@pytest.fixture
def lists(tmp_path: Path) -> list[str]:
    days = {"talks": LEAD, "flights": LEAD[::2] + 2, "drills": np.datetime64("2018-01-01") + RNG.integers(0, 2550, 30)}
    paths = []
    for name, found in days.items():
        path = tmp_path / f"{name}.txt"
        path.write_text("".join(f"{day}\n" for day in np.sort(found)), encoding="utf-8")
        paths.append(str(path))
    return paths


def test_every_pair_has_a_row_and_the_best_comes_first(lists: list[str], tmp_path: Path) -> None:
    chart = tmp_path / "pairs.svg"
    ran = call("timing", "pairs", *lists, *SPAN, "--format", "json", "--chart", str(chart))
    assert ran.code == 0, ran.err
    assert len(ran.rows) == 6
    assert (ran.rows[0]["follower"], ran.rows[0]["leader"], ran.rows[0]["hits"]) == ("flights", "talks", 20)
    assert ran.rows[0]["q"] <= 0.05
    assert "Answer: 6 ordered pairs of 3 streams were asked" in ran.err
    assert "Frame not stated" in ran.err
    drawn = chart.read_text(encoding="utf-8")
    assert "1 talks" in drawn
    assert "flights after talks" in drawn
    table = call("timing", "pairs", *lists, *SPAN)
    assert "flights after talks" in table.out


def test_declared_streams_that_cannot_be_tested_are_named(tmp_path: Path) -> None:
    out = tmp_path / "pairs.csv"
    streams = ("prk_launch_days", "ship_passages", "chn_rus_bomber_patrols")
    ran = call("timing", "pairs", *streams, "--format", "csv", "--out", str(out))
    assert ran.code == 0, ran.err
    text = out.read_text(encoding="utf-8")
    assert text.count("ship_passages") >= 4
    assert "cannot carry a timing test" in text
    assert "joint by definition" in text


@pytest.mark.parametrize(
    ("words", "named", "code"),
    [
        (("prk_launch_day", "prk_launch_days"), "prk_launch_days", 3),
        (("prk_launch_days", "missing.csv"), "not found", 2),
        (("prk_launch_days",), "valid: 2 to 50", 2),
        (("prk_launch_days", "prk_launch_days"), "twice", 2),
        (("prk_launch_days", "chn_rus_leader_meetings", "--correction", "holm"), "unknown correction", 2),
        (("prk_launch_days", "chn_rus_leader_meetings", "--chart", "x.gif"), "unknown ending", 2),
    ],
)
def test_what_is_refused(words: tuple[str, ...], named: str, code: int) -> None:
    ran = call("timing", "pairs", *words)
    assert (ran.code, ran.out) == (code, "")
    assert named in ran.err


def test_a_file_needs_a_span(lists: list[str]) -> None:
    ran = call("timing", "pairs", *lists)
    assert (ran.code, "--span FIRST LAST" in ran.err) == (2, True)
