"""`multifront timing test` in process: rows, sentences, the folder, what a replication gives, what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
from tests.unit.cli.test_commands_run import call

SPAN = ("--span", "2018-01-01", "2024-12-31")
RNG = np.random.default_rng(5)
LEAD = np.sort(np.datetime64("2018-01-01") + RNG.integers(0, 2550, 40))
FOLLOW = np.sort(np.concatenate([LEAD[::3] + 2, np.datetime64("2018-01-01") + RNG.integers(0, 2550, 12)]))


@pytest.fixture
def lists(tmp_path: Path) -> tuple[str, str]:
    mine, theirs = tmp_path / "flights.csv", tmp_path / "talks.txt"
    mine.write_text("date;what\n" + "".join(f"{day};flight\n" for day in FOLLOW), encoding="utf-8")
    theirs.write_text("# days of talks\n" + "".join(f"{day}\n" for day in LEAD), encoding="utf-8")
    return str(mine), str(theirs)


def test_both_directions_are_answered_and_the_frame_is_asked_for(lists: tuple[str, str]) -> None:
    ran = call("timing", "test", *lists, *SPAN, "--format", "json")
    assert ran.code == 0
    there, back = ran.rows
    assert (there["follows"], back["follows"]) == ("flights after talks", "talks after flights")
    assert (there["events"], back["events"]) == (FOLLOW.size, LEAD.size)
    assert there["hits"] >= LEAD[::3].size
    assert there["p"] <= 0.01 < back["p"]
    assert there["p"] <= there["q"] <= min(1.0, 2 * there["p"])
    assert there["excess low"] < there["excess"] < there["excess high"]
    assert "not coordination" in ran.err
    assert "Frame not stated: the result holds only if" in ran.err
    assert "Span not stated" not in ran.err
    assert "Answer: flights after talks: more often than chance allows, which is not yet coordination (q = " in ran.err
    assert "talks after flights: no more than chance allows" in ran.err
    assert "talks came first in" in ran.err
    assert "Add --out FOLDER" in ran.err


def test_what_the_user_states_is_repeated_as_not_verified(lists: tuple[str, str]) -> None:
    ran = call("timing", "test", *lists, "--counted-by", "the ministry", "--coverage", "sample")
    assert "not verified: counted by the ministry, coverage sample" in ran.err
    assert "The lists are a sample" in ran.err
    assert "Frame not stated" not in ran.err
    assert f"Span not stated: from {max(FOLLOW[0], LEAD[0])} to {min(FOLLOW[-1], LEAD[-1])}" in ran.err
    assert "flights after talks" in ran.out


def test_the_folder_is_whole_and_the_same_bytes_again(lists: tuple[str, str], tmp_path: Path) -> None:
    out, again = tmp_path / "out", tmp_path / "again"
    assert call("timing", "test", *lists, *SPAN, "--out", str(out)).code == 0
    assert call("timing", "test", *lists, *SPAN, "--out", str(again)).code == 0
    assert call("timing", "test", *lists, *SPAN, "--out", str(again)).code == 0  # its own folder is replaced
    names = sorted(path.name for path in out.iterdir())
    assert len(names) == 11
    assert [(out / name).read_bytes() for name in names] == [(again / name).read_bytes() for name in names]
    paragraph = (out / "methods.md").read_text(encoding="utf-8")
    for key in ("donges2016", "odenweller2020", "benjamini1995", "besag1991", "myllymaki2017", "multifront"):
        assert f"@{key}" in paragraph
        assert f"{{{key}," in (out / "references.bib").read_text(encoding="utf-8")
    assert str(tmp_path) not in "".join(
        (out / name).read_text(encoding="utf-8") for name in names if not name.endswith((".png", ".zip"))
    )


def test_the_replication_zip_reruns(lists: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    call("timing", "test", *lists, *SPAN, "--out", str(out), "--window", "5", "--lag", "-2", "--seed", "3")
    with zipfile.ZipFile(out / "replication.zip") as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "replication"
    asked = json.loads((folder / "parameters.json").read_text(encoding="utf-8"))
    assert (asked["window_days"], asked["lag_days"], asked["seed"]) == (5, -2, 3)
    assert (folder / "mine.csv").read_bytes() == Path(lists[0]).read_bytes()
    ran = subprocess.run([sys.executable, folder / "rerun.py"], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.strip()) == (0, "the same results"), ran.stderr
    results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    results["results"][1]["hits"] += 1
    (folder / "results.json").write_text(json.dumps(results), encoding="utf-8")
    ran = subprocess.run([sys.executable, folder / "rerun.py"], capture_output=True, text=True, check=False)
    assert (ran.returncode, "results.1.hits: " in ran.stdout) == (1, True)


def test_a_foreign_folder_is_not_replaced(lists: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work", encoding="utf-8")
    ran = call("timing", "test", *lists, "--out", str(tmp_path / "mine"))
    assert (ran.code, "thesis.txt" in ran.err, "not replaced" in ran.err) == (2, True, True)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--coverage", "changed"), "cannot carry a timing test"),
        (("--coverage", "exhaustiv"), "closest: exhaustive"),
        (("--span", "2018-01-01", "01/02/2020"), "--span wants a day"),
        (("--span", "2020-01-01", "2019-01-01"), "before it begins"),
        (("--window", "9000"), "does not fit"),
    ],
)
def test_what_cannot_be_tested(lists: tuple[str, str], options: tuple[str, ...], named: str) -> None:
    ran = call("timing", "test", *lists, *options)
    assert (ran.code, ran.out) == (2, "")
    assert named in ran.err


def test_lists_of_different_times_and_one_list_twice(lists: tuple[str, str], tmp_path: Path) -> None:
    early = tmp_path / "early.txt"
    early.write_text("1990-01-01\n1991-01-01\n", encoding="utf-8")
    assert "share no time" in call("timing", "test", lists[0], str(early)).err
    assert "named twice" in call("timing", "test", lists[0], lists[0]).err


def test_too_few_events_are_said_to_be_too_few(lists: tuple[str, str], tmp_path: Path) -> None:
    few = tmp_path / "few.txt"
    few.write_text("2022-02-24\n", encoding="utf-8")
    ran = call("timing", "test", str(few), lists[1], *SPAN)
    assert ran.code == 0
    assert ran.err.count("Too few to say") == 3
    assert "more than chance allows (" not in ran.err.replace("not more than chance allows (", "")


def test_lists_that_are_too_long_are_refused_by_their_events_in_the_span(
    lists: tuple[str, str], tmp_path: Path
) -> None:
    many = tmp_path / "many.txt"
    many.write_text("".join(f"{np.datetime64('2018-01-01') + i}\n" for i in range(1_001)), encoding="utf-8")
    ran = call("timing", "test", str(many), lists[1], *SPAN)
    assert (ran.code, "many.txt has 1001 events in the span; valid: up to 1000" in ran.err) == (2, True)
