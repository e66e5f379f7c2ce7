"""`multifront timing test` beyond lists of days: declared grids, lengths, uncertain days, calendars, other nulls."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
from tests.unit.cli.test_commands_run import call

from multifront.timing import EventSpans, coincidence_grid, span_coincidence_test

SPAN = ("2018-01-01", "2024-12-31")
ASKED = ("--span", *SPAN)
RNG = np.random.default_rng(5)
LEAD = np.sort(np.datetime64("2018-01-01") + RNG.integers(0, 2550, 40))
FOLLOW = np.sort(np.concatenate([LEAD[::3] + 2, np.datetime64("2018-01-01") + RNG.integers(0, 2550, 12)]))


def listed(tmp_path: Path, mine: str = "", theirs: str = "") -> tuple[str, str]:
    texts = mine or "date\n" + "\n".join(map(str, FOLLOW)), theirs or "date\n" + "\n".join(map(str, LEAD))
    paths = tmp_path / "flights.csv", tmp_path / "talks.csv"
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text + "\n", encoding="utf-8")
    return str(paths[0]), str(paths[1])


def reruns(out: Path, tmp_path: Path) -> dict:
    with zipfile.ZipFile(out / "replication.zip") as archive:
        archive.extractall(tmp_path)
    script = tmp_path / "replication" / "rerun.py"
    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.strip()) == (0, "the same results"), ran.stderr
    return json.loads((out / "results.json").read_text(encoding="utf-8"))


def test_a_declared_grid_is_one_family_and_its_p_is_the_answer(tmp_path: Path) -> None:
    lists, out = listed(tmp_path), tmp_path / "out"
    ran = call(
        "timing", "test", *lists, *ASKED, "--windows", "3,7,14", "--lags", "0,7", "--format", "json", "--out", str(out)
    )
    assert ran.code == 0, ran.err
    grid = coincidence_grid(FOLLOW, LEAD, windows=(3, 7, 14), lags=(0, 7), span=SPAN)
    assert [(r["window"], r["lag"], r["p"], r["q"], r["p family"]) for r in ran.rows] == [
        (c.window_days, c.lag_days, c.p_value, c.q_value, c.p_family) for c in grid.cells
    ]
    assert (
        "Answer: over all 12 windows, lags and directions: more often than chance allows, which is not yet" in ran.err
    )
    paragraph = (out / "methods.md").read_text(encoding="utf-8")
    assert "declared as one family of 12 cells" in paragraph
    assert "@westfall1993" in paragraph
    assert "{westfall1993," in (out / "references.bib").read_text(encoding="utf-8")
    assert reruns(out, tmp_path)["grid"]["p_value"] == grid.p_value
    table = call("timing", "test", *lists, *ASKED, "--windows", "3,7")
    assert "p family" in table.out
    assert "sees share" in table.out


def test_events_that_last_are_tested_as_spans(tmp_path: Path) -> None:
    theirs = "start,end\n" + "\n".join(f"{day},{day + 9}" for day in LEAD)
    lists, out = listed(tmp_path, theirs=theirs), tmp_path / "out"
    ran = call("timing", "test", *lists, *ASKED, "--format", "json", "--out", str(out))
    assert ran.code == 0, ran.err
    alone = span_coincidence_test(FOLLOW, EventSpans(LEAD, LEAD + 9), window_days=7, span=SPAN)
    assert (ran.rows[0]["hits"], ran.rows[0]["p"], ran.rows[0]["p naive"]) == (alone.hits, alone.p_value, None)
    assert "began while or within 7 days after" in ran.err
    paragraph = (out / "methods.md").read_text(encoding="utf-8")
    assert "Events last 1.0 and 10.0 days on average" in paragraph
    assert reruns(out, tmp_path)["results"][0]["reading"] == "start"
    whole = call("timing", "test", *lists, *ASKED, "--length", "any_day", "--format", "json")
    assert whole.rows[1]["hits"] >= ran.rows[1]["hits"]
    assert "had a day while" in whole.err


def test_last_days_that_are_first_days_change_nothing(tmp_path: Path) -> None:
    plain = call("timing", "test", *listed(tmp_path), *ASKED, "--format", "json").rows
    theirs = "start,end\n" + "\n".join(f"{day},{day}" for day in LEAD)
    assert call("timing", "test", *listed(tmp_path, theirs=theirs), *ASKED, "--format", "json").rows == plain


def test_uncertain_days_are_refused_unless_they_are_declared(tmp_path: Path) -> None:
    days = [str(day) for day in FOLLOW]
    days[3], days[5], days[7] = days[3][:7], f"{FOLLOW[5]}/{FOLLOW[5] + 3}", ""
    lists = listed(tmp_path, mine="what,date\n" + "\n".join(f"x,{day}" for day in days))
    ran = call("timing", "test", *lists, *ASKED)
    assert (ran.code, ran.err.count("timing test takes it with --uncertain")) == (2, 3)
    out = tmp_path / "out"
    ran = call("timing", "test", *lists, *ASKED, "--uncertain", "--format", "json", "--out", str(out))
    assert ran.code == 0, ran.err
    assert ran.rows[0]["events"] == FOLLOW.size - 1
    assert ran.rows[0]["excess low"] is None
    assert "on average over 10 draws of the uncertain days" in ran.err
    assert "stream A" not in ran.err
    assert not (out / "lags.svg").exists()
    paragraph = (out / "methods.md").read_text(encoding="utf-8")
    assert "@meinshausen2009" in paragraph
    assert "that of 1 not at all" in paragraph
    assert reruns(out, tmp_path)["results"][0]["unknown"] == 1
    again = call("timing", "test", *lists, *ASKED, "--uncertain", "--out", str(out))
    assert again.code == 0  # a folder without the chart of lags is replaced as well


def test_events_on_a_calendar_are_set_apart_counted_and_rerun(tmp_path: Path) -> None:
    calendar = tmp_path / "summits.csv"
    calendar.write_text("date\n" + "\n".join(map(str, LEAD[::3] + 2)) + "\n", encoding="utf-8")
    lists, out = listed(tmp_path), tmp_path / "out"
    before = call("timing", "test", *lists, *ASKED, "--format", "json").rows
    ran = call("timing", "test", *lists, *ASKED, "--calendar", str(calendar), "--format", "json", "--out", str(out))
    assert ran.code == 0, ran.err
    apart = LEAD[::3].size
    assert f"flights: {apart} of {FOLLOW.size} events fell on the {apart} days of the declared calendar" in ran.err
    assert ran.rows[0]["events"] == FOLLOW.size - apart
    assert before[0]["p"] <= 0.01 < ran.rows[0]["p"]
    assert "published calendar were set apart" in (out / "methods.md").read_text(encoding="utf-8")
    assert reruns(out, tmp_path)["set_apart"][0] == {"apart": apart, "calendar_days": apart}


def test_every_null_stands_beside_the_calibrated_one(tmp_path: Path) -> None:
    lists = listed(tmp_path)
    ran = call("timing", "test", *lists, *ASKED, "--nulls", "--format", "json")
    assert ran.code == 0
    assert {row["null"] for row in ran.rows} >= {"poisson", "shuffle", "circular", "both", "calibrated"}
    assert {row["null"] for row in ran.rows if row["for comparison only"]} & {"both", "calibrated"} == set()
    assert "A naive p is no evidence" in ran.err
    assert "keeps" in call("timing", "test", *lists, *ASKED, "--nulls").out


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--windows", "3,x"), "--windows wants a list"),
        (("--windows", "3,-1"), "0 or more"),
        (("--windows", "3,14"), "--window 7 is not among --windows 3,14"),
        (("--windows", "7,7"), "names a number twice"),
        (("--lags", "5"), "--lag 0 is not among --lags 5"),
        (("--length", "start"), "no event of flights.csv or talks.csv has a last day"),
        (("--length", "middle"), "unknown length"),
        (("--uncertain", "--windows", "7"), "--uncertain and --windows exclude each other"),
        (("--uncertain", "--nulls"), "--uncertain and --nulls exclude each other"),
        (("--windows", "7,14", "--nulls", "--format", "csv"), "two tables"),
        (("--calendar", "none.csv"), "none.csv cannot be read"),
    ],
)
def test_options_that_cannot_be_honoured(tmp_path: Path, options: tuple[str, ...], named: str) -> None:
    ran = call("timing", "test", *listed(tmp_path), *ASKED, *options)
    assert (ran.code, ran.out) == (2, "")
    assert named in ran.err


@pytest.mark.parametrize(
    ("cells", "named"),
    [
        ("2020-01-05,2020-01-03", "before it begins"),
        ("2020-01-05,", "last day: it is missing"),
        ("2020-01-05,3/4/2020", "last day: "),
    ],
)
def test_last_days_that_do_not_belong(tmp_path: Path, cells: str, named: str) -> None:
    ran = call("timing", "test", *listed(tmp_path, theirs=f"start,end\n2019-01-01,2019-01-02\n{cells}"), *ASKED)
    assert ran.code == 2
    assert "line 3" in ran.err
    assert named in ran.err


def test_the_grid_and_the_nulls_need_events_of_one_day(tmp_path: Path) -> None:
    lists = listed(tmp_path, theirs="start,end\n" + "\n".join(f"{day},{day + 9}" for day in LEAD))
    for option in (("--windows", "3,7"), ("--nulls",)):
        assert "know events of one day" in call("timing", "test", *lists, *ASKED, *option).err
