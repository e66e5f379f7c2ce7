"""`multifront measure composite` in process, on the starter and on a small store made from invented files."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.unit.cli.test_commands_run import call

from multifront.sources import atop_alliances, cow_disputes, cow_organizations, cow_trade
from multifront.sources.harvest import Harvest
from multifront.workbench.loading import load_sources

CODES = {"USA": 2, "CAN": 20, "GBR": 200, "FRA": 220, "DEU": 255, "RUS": 365, "IRN": 630, "CHN": 710, "PRK": 731}
CODES |= {"KOR": 732, "JPN": 740, "IND": 750, "AUS": 900}
WEST = ("USA", "CAN", "GBR", "FRA", "DEU", "KOR", "JPN", "AUS")
YEAR = 2012
COMPOSITE = ("measure", "composite", "CHN", "RUS", "--year", str(YEAR), "--format", "json")


def parquet(path: Path, columns: str, rows: list[tuple[float, ...]]) -> Path:
    names = columns.split()
    values = ", ".join(str(row).replace("None", "NULL") for row in rows)
    duckdb.sql(f"COPY (SELECT * FROM (VALUES {values}) t({', '.join(names)})) TO '{path}' (FORMAT parquet)")
    return path


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Trade, memberships, alliances and disputes of thirteen states, in which west and rest hold together."""
    folder = tmp_path_factory.mktemp("made")
    pairs = [(a, b, (a in WEST) == (b in WEST)) for a, b in combinations(CODES, 2)]
    coded = [(CODES[a], CODES[b], YEAR, near) for a, b, near in pairs]
    trade = [(a, b, y, 40.0 + a % 7 if near else 4.0 + b % 5, 30.0) for a, b, y, near in coded]
    trade[0] = (*trade[0][:3], None, 30.0)  # type: ignore[assignment]
    igos = [(a, b, y, 60.0 + a % 3 if near else 20.0 + b % 3) for a, b, y, near in coded]
    owed = [(a, b, y, 1, 0, 0, 1, 0) for a, b, y, near in coded if near and a < 255]
    fights = [
        (900 + k, one, two, YEAR, first, 3) for k, (one, two) in enumerate([(2, 731), (365, 740)]) for first in [1]
    ]
    starts = [(row[0], YEAR, 3, 3, 0) for row in fights]
    files = {
        cow_trade: (cow_trade.imports(parquet(folder / "t", "ccode1 ccode2 year flow1 flow2", trade)),),
        cow_organizations: (cow_organizations.memberships(parquet(folder / "o", "ccode1 ccode2 year dyadigos", igos)),),
        atop_alliances: atop_alliances.spells(
            parquet(folder / "a", " ".join(atop_alliances.FILE.columns), owed)  # type: ignore[arg-type]
        ),
        cow_disputes: cow_disputes.disputes(
            parquet(folder / "d", " ".join(cow_disputes.DYADS.columns), [*fights, *map(_other_side, fights)]),
            parquet(folder / "s", " ".join(cow_disputes.DISPUTES.columns), starts),
        ),
    }
    with pytest.MonkeyPatch.context() as patch:
        for module, bulk in files.items():
            made = Harvest(module.PARSER, {}, (module.origin(),), bulk=bulk)
            patch.setattr(module, "harvest", lambda _, made=made: made)
        file = folder / "made.duckdb"
        load_sources(folder, file, [module.__name__.rpartition(".")[2] for module in files])
    return file


def _other_side(row: tuple[float, ...]) -> tuple[float, ...]:
    return (row[0], row[2], row[1], row[3], 0, row[5])


def parts(ran: Any, part: str) -> dict[str, Any]:
    return {row["name"]: row for row in ran.rows if row["part"] == part}


def test_the_starter_alone_makes_no_composite_worth_the_name() -> None:
    ran = call(*COMPOSITE)
    assert ran.code == 0
    assert set(parts(ran, "component")) == {"UN votes", "ideal points"}
    assert "no composite worth the name" in ran.err
    assert "--store FILE cow_trade cow_organizations atop_alliances sipri_transfers cow_disputes" in ran.err
    assert ran.err.index("agree enough") < ran.err.index("CHN-RUS: rank")
    assert parts(ran, "missing")["arms"]["note"].endswith("sipri_transfers")


def test_a_store_adds_indicators_and_zeros_by_rule(store: Path) -> None:
    ran = call(*COMPOSITE, "--store", str(store))
    assert ran.code == 0
    components = parts(ran, "component")
    assert list(components) == ["UN votes", "ideal points", "trade", "organizations", "alliance", "disputes"]
    assert set(parts(ran, "missing")) == {"arms"}
    assert components["trade"]["pairs"] == 13 * 12 / 2 - 1
    assert components["trade"]["zeros by rule"] == 0
    assert components["alliance"]["value"] == 0
    assert components["alliance"]["zeros by rule"] > 10_000
    assert components["organizations"]["value"] == 60 + CODES["RUS"] % 3
    rank = parts(ran, "rank")["CHN-RUS"]
    assert rank["low"] <= rank["value"] <= rank["high"] <= rank["pairs"]
    assert {row["name"] for row in ran.rows if row["part"] == "influence"} == {
        *("scale", "weights", "sum", "gaps", "left out"),
    }
    assert "With silence read as missing instead of zero" in ran.err
    assert call(*COMPOSITE, "--store", str(store)).out == ran.out


def test_disputes_count_once_and_against(store: Path) -> None:
    ran = call("measure", "composite", "PRK", "USA", "--year", str(YEAR), "--store", str(store), "--format", "json")
    assert parts(ran, "component")["disputes"]["value"] == -1


def test_a_year_that_the_store_does_not_have_is_said(store: Path) -> None:
    ran = call("measure", "composite", "CHN", "RUS", "--year", "2016", "--store", str(store), "--format", "json")
    assert ran.code == 0
    assert "trade is missing: this evidence has 2012 to 2012" in ran.err
    assert "Not in this evidence: arms" in ran.err


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("CHN", "RUX", "--year", "1972"), "'RUX'; closest: RUS"),
        (("CHN", "CHN", "--year", "1972"), "CHN twice is no pair"),
        (("CHN", "RUS", "--year", "1930"), "no votes and no ideal points of 1930"),
        (("CHN", "RUS", "--year", "1972", "--top", "5"), "top between 0 and 1"),
    ],
)
def test_a_composite_that_cannot_be_made(arguments: tuple[str, ...], named: str) -> None:
    ran = call("measure", "composite", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert named in ran.err
