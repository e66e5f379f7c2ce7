"""`multifront measure show` in process: rows, answer, caveats, chart, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.cli.test_commands_run import call

PAIRS = ("RUS", "PRK", "--against", "CHN", "PRK")


def test_two_pairs_are_held_against_each_other(tmp_path: Path) -> None:
    chart = tmp_path / "charts" / "closer.svg"
    ran = call("measure", "show", *PAIRS, "--since", "2018", "--format", "json", "--chart", str(chart))
    assert ran.code == 0
    last = {row["pair"]: row for row in ran.rows if row["year"] == 2025}
    assert set(last) == {"RUS-PRK", "CHN-PRK", "RUS-PRK less CHN-PRK"}
    difference = last["RUS-PRK less CHN-PRK"]["kappa"]
    assert difference == pytest.approx(last["RUS-PRK"]["kappa"] - last["CHN-PRK"]["kappa"])
    for row in (last["RUS-PRK"], last["CHN-PRK"]):
        assert row["kappa low"] < row["kappa"] < row["kappa high"]
        assert row["rank low"] <= row["rank"] <= row["rank high"] <= row["pairs"]
    gap = {row["year"]: row for row in ran.rows if row["pair"] == "CHN-PRK"}[2022]
    assert (gap["kappa"], gap["meetings"]) == (None, None)
    assert gap["distance"] >= 0
    assert "Is RUS-PRK closer than CHN-PRK?" in ran.err
    assert ran.err.count("Mind: ") >= 6
    assert "<title>UN votes of RUS-PRK and CHN-PRK" in chart.read_text(encoding="utf-8")
    assert [path.name for path in chart.parent.iterdir()] == ["closer.svg"]


def test_a_pair_alone_and_a_cut_of_the_evidence() -> None:
    ran = call("measure", "show", "CHN", "RUS", "--measure", "agreement", "--since", "1971", "--as-of", "1973-01-01")
    assert ran.code == 0
    assert "1972" in ran.out
    assert "In 1972 CHN-RUS stand at agreement" in ran.err
    assert "closer than" not in ran.err


def test_a_map_of_the_first_state(tmp_path: Path) -> None:
    drawn = tmp_path / "maps" / "china.svg"
    ran = call("measure", "show", "CHN", "RUS", "--since", "2025", "--map", str(drawn))
    assert ran.code == 0
    text = drawn.read_text(encoding="utf-8")
    assert "<title>How alike every state votes with China</title>" in text
    assert "Russia 0.46" in text
    assert "no statement on any border" in text


def test_a_chart_as_png(tmp_path: Path) -> None:
    chart = tmp_path / "a.png"
    ran = call("measure", "show", "CHN", "RUS", "--as-of", "1980-01-01", "--since", "1971", "--chart", str(chart))
    assert ran.code == 0
    assert chart.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("CHN", "RUX"), "RUX"),
        (("CHN", "RUS", "--against", "RUS", "CHN"), "with itself"),
        (("CHN", "RUS", "--measure", "kapa"), "kappa"),
        (("CHN", "RUS", "--chart", "a.gif"), ".svg, .png"),
        (("CHN", "RUS", "--map", "a.gif"), "--map 'a.gif'"),
        (("CHN", "RUS", "--since", "1990"), "earlier --since"),
    ],
)
def test_what_cannot_be_shown(arguments: tuple[str, ...], named: str) -> None:
    ran = call("measure", "show", *arguments, "--as-of", "1973-01-01")
    assert (ran.code, ran.out) == (2, "")
    assert named in ran.err
    assert not Path("a.gif").exists()


def test_single_votes_draw_both_pairs_together() -> None:
    """The difference is that of the counts, its interval that of meeting days drawn for both pairs."""
    ran = call("measure", "show", *PAIRS, "--since", "2019", "--format", "json")
    assert ran.code == 0
    drawn = next(r for r in ran.rows if r["year"] == 2025 and "less" in r["pair"])
    one, two = (next(r for r in ran.rows if r["year"] == 2025 and r["pair"] == p) for p in ("RUS-PRK", "CHN-PRK"))
    assert drawn["kappa"] == pytest.approx(one["kappa"] - two["kappa"], abs=1e-9)
    assert drawn["kappa low"] < drawn["kappa"] < drawn["kappa high"]
    assert "whole meeting days" in ran.err


def test_own_points_stand_beside_those_of_the_release() -> None:
    ran = call("measure", "points", "CHN", "USA", "--from", "2016", "--as-of", "2025-12-17", "--format", "json")
    assert ran.code == 0
    assert {row["state"] for row in ran.rows} == {"CHN", "USA"}
    assert all(row["point low"] < row["point"] < row["point high"] for row in ran.rows if row["point"] is not None)
    of = {(row["state"], row["year"]): row for row in ran.rows}
    assert of["USA", 2019]["point"] > of["CHN", 2019]["point"]
    assert of["USA", 2019]["released"] > of["CHN", 2019]["released"]
    assert "converged" in ran.err


def test_points_of_a_state_that_did_not_vote() -> None:
    ran = call("measure", "points", "CHX", "--from", "2018", "--as-of", "2019-12-31")
    assert ran.code == 2
    assert "unknown state 'CHX'" in ran.err
