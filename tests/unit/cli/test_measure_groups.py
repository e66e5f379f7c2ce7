"""`multifront measure axis` and `measure blocs` in process: rows, sentences, caveats, and what they refuse."""

from __future__ import annotations

import pytest
from tests.unit.cli.test_commands_run import call

AXIS = ("measure", "axis", "CHN", "RUS", "IRN", "PRK", "--format", "json")


def test_a_named_group_with_its_pairs_and_without_each_member() -> None:
    ran = call(*AXIS, "--year", "2019")
    assert ran.code == 0
    (test,) = [row for row in ran.rows if row["part"] == "test"]
    pairs = [row for row in ran.rows if row["part"] == "pair"]
    assert test["excess low"] < test["excess"] < test["excess high"]
    assert test["value"] == pytest.approx(test["expected"] + test["excess"])
    assert 0 < test["p"] <= 1
    assert [row["closer than"] for row in pairs] == sorted((row["closer than"] for row in pairs), reverse=True)
    assert len(pairs) == 6
    assert [row["of"] for row in ran.rows if row["part"] == "without"] == ["CHN", "RUS", "IRN", "PRK"]
    assert "Votes of 2019, kappa: CHN, RUS, IRN, PRK are closer" in ran.err
    assert "could be the core of a group" in ran.err
    assert ran.err.count("Mind: ") == 3


def test_the_change_and_a_year_without_votes() -> None:
    ran = call(*AXIS, "--year", "2021", "--since", "1995", "--any-region", "--statistic", "inside", "--seed", "3")
    assert ran.code == 0
    assert {row["votes"] for row in ran.rows} == {"2019", "1995 to 2019"}
    assert "There are no votes of 2021" in ran.err
    assert "Change from the votes of 1995 to those of 2019" in ran.err
    again = call(*AXIS, "--year", "2021", "--since", "1995", "--any-region", "--statistic", "inside", "--seed", "3")
    assert again.out == ran.out


def test_columns_on_the_screen_are_fewer() -> None:
    ran = call("measure", "axis", "CHN", "RUS", "--year", "1972", "--as-of", "1973-01-01")
    assert ran.code == 0
    assert "excess low" in ran.out
    assert "seeds" not in ran.out


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("CHN", "RUX", "--year", "1972"), "'RUX'; closest: RUS"),
        (("CHN", "--year", "1972"), "group of 1 members"),
        (("CHN", "CHN", "--year", "1972"), "1 different"),
        (("CHN", "RUS", "--year", "1930"), "no votes up to 1930; the first votes are those of 1946"),
        (("CHN", "RUS", "--year", "1972", "--statistic", "insid"), "inside"),
        (("CHN", "RUS", "--year", "1972", "--measure", "kapa"), "kappa"),
        (("CHN", "RUS", "--year", "1972", "--since", "1972"), "an earlier year"),
    ],
)
def test_an_axis_that_cannot_be_tested(arguments: tuple[str, ...], named: str) -> None:
    ran = call("measure", "axis", *arguments, "--as-of", "1973-01-01")
    assert (ran.code, ran.out) == (2, "")
    assert named in ran.err


def test_blocs_are_followed_and_one_state_is_kept() -> None:
    years = ("--year", "2005", "--year", "2019")
    ran = call("measure", "blocs", *years, "--of", "CHN", "--format", "json")
    assert ran.code == 0
    assert [row["year"] for row in ran.rows] == [2005, 2019]
    assert len({row["bloc"] for row in ran.rows}) == 1
    for row in ran.rows:
        assert "CHN" in row["members"]
        assert "USA" not in row["members"]
        assert len(row["members"]) == len(row["certainty of each"]) == row["states"]
        assert row["certainty of each"] == sorted(row["certainty of each"], reverse=True)
    assert "In 2019 193 states form" in ran.err
    assert "not that policy did" in ran.err


def test_blocs_on_the_screen_name_doubtful_members() -> None:
    ran = call("measure", "blocs", "--year", "1972", "--as-of", "1973-01-01")
    assert ran.code == 0
    assert "(0." in ran.out
    assert "In 1972" in ran.err


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--of", "CHX", "--year", "1972"), "'CHX'; closest: CH"),
        (("--year", "1972", "--year", "1972"), "one twice"),
        (("--year", "1900"), "no votes up to 1900"),
    ],
)
def test_blocs_that_cannot_be_found(arguments: tuple[str, ...], named: str) -> None:
    ran = call("measure", "blocs", *arguments, "--as-of", "1973-01-01")
    assert (ran.code, ran.out) == (2, "")
    assert named in ran.err
