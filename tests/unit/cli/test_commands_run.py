"""Every command in process: what it prints and writes, its exit code, and that nothing is left half-written."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from multifront.cli import main
from multifront.evidence import STARTER

CLAIMS = ("t1", "t2", "t3", "t4a", "t4b", "t5", "t6", "t7", "t8", "t9", "t10", "t11", "t12", "t13", "t14")
BRIEF = ("brief", "taiwan-2025", "--draws", "200")
LITTLE = ("--as-of", "1973-01-01")
"""A cut that leaves few rows, where it does not matter how many there are."""

BROKEN_CLAIMS = """\
assessment: broken
title: A broken file
question: How many problems does it have?
document: {title: Nothing at all, publisher: Nobody, published: 2025}
claims:
  - id: c1
    text: Something grows more and more
    speaker: nobody
    said_on: 2025-12-17
    kind: rate_chang
    test: No test at all here.
    with: {}
    against: []
  - id: c1
    text: Something else grows as well
    speaker: nobody
    said_on: 2025-12-17
    kind: rate_change
    test: No test at all here.
    with: {stream: patrols, direction: sideways}
    against: [It does not.]
"""
BROKEN_LINES = (10, 13, 14, 20)


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The printed rows, where they were asked for as JSON."""
        return json.loads(self.out)


def call(*arguments: str) -> Ran:
    """Run `multifront` with these arguments; anything but an exit fails the test, so no traceback can hide."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["multifront", *arguments])
        patch.delenv("MULTIFRONT_STORE", raising=False)
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = 1 if isinstance(ended.code, str) else int(ended.code or 0)
    assert "Traceback" not in err.getvalue()
    return Ran(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The folder of a brief that the command wrote, and what it printed."""
    folder = tmp_path_factory.mktemp("briefs")
    return folder, call(*BRIEF, "--out", str(folder))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A copy of the shipped evidence that a test may break."""
    return Path(shutil.copytree(STARTER, tmp_path / "store"))


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN_CLAIMS, encoding="utf-8")
    return path


def test_brief_writes_three_files_and_prints_a_row_a_claim(written: tuple[Path, Ran]) -> None:
    folder, ran = written
    names = {path.name for path in (folder / "taiwan-2025").iterdir()}
    assert {"brief.html", "brief.json", "brief.md"} <= names
    assert not [name for name in names if name.endswith(".part")]
    assert ran.code == 0
    for claim in CLAIMS:
        assert claim in ran.out
    assert "taiwan-2025" in ran.err
    verdicts = {claim["claim_id"]: claim["verdict"] for claim in _brief(folder)["claims"]}
    assert set(verdicts) == set(CLAIMS)


def _brief(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "taiwan-2025" / "brief.json").read_text(encoding="utf-8"))


def test_brief_prints_the_same_rows_as_json_and_csv(written: tuple[Path, Ran]) -> None:
    folder, _ = written
    as_json = call(*BRIEF, "--out", str(folder), "--format", "json")
    as_csv = call(*BRIEF, "--out", str(folder), "--format", "csv")
    assert (as_json.code, as_csv.code) == (0, 0)
    verdicts = {claim["claim_id"]: claim["verdict"] for claim in _brief(folder)["claims"]}
    assert {row["claim"]: row["verdict"] for row in as_json.rows} == verdicts
    listed = list(csv.DictReader(io.StringIO(as_csv.out)))
    assert {row["claim"]: row["verdict"] for row in listed} == verdicts
    assert list(listed[0]) == list(as_json.rows[0])


def test_claims_check_names_all_problems_and_writes_nothing(broken: Path) -> None:
    ran = call("claims", "check", str(broken))
    assert (ran.code, ran.out) == (2, "")
    for line in BROKEN_LINES:
        assert f"line {line}:" in ran.err
    assert "rate_change" in ran.err
    assert [path.name for path in broken.parent.iterdir()] == ["broken.yaml"]


def test_claims_check_of_a_sound_file() -> None:
    ran = call("claims", "check", "taiwan-2025", "axis-2024")
    assert (ran.code, ran.out) == (0, "")
    assert "taiwan-2025" in ran.err
    assert "axis-2024" in ran.err


def test_brief_of_a_broken_file_leaves_no_files(broken: Path) -> None:
    out = broken.parent / "briefs"
    ran = call("brief", str(broken), "--out", str(out))
    assert (ran.code, ran.out) == (2, "")
    for line in BROKEN_LINES:
        assert f"line {line}:" in ran.err
    assert not out.exists()


def _flip_a_byte(store: Path) -> None:
    path = store / "observation.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _drop_manifest(store: Path) -> None:
    (store / "manifest.json").unlink()


def _break_manifest(store: Path) -> None:
    (store / "manifest.json").write_text("{", encoding="utf-8")


def _truncate(store: Path) -> None:
    path = store / "event.parquet"
    path.write_bytes(path.read_bytes()[:5_000])


def _truncate_and_seal(store: Path) -> None:
    _truncate(store)
    _seal(store, "event")


def _lose_an_origin(store: Path) -> None:
    path, fresh = store / "event.parquet", store / "fresh.parquet"
    with duckdb.connect() as con:
        con.execute(
            "COPY (SELECT * REPLACE (if(row_number() OVER () = 1, ['gone'], origin_ids) AS origin_ids) "
            f"FROM read_parquet('{path}')) TO '{fresh}' (FORMAT parquet)"
        )
    fresh.replace(path)
    _seal(store, "event")


def _lose_a_file(store: Path) -> None:
    (store / "origin.parquet").unlink()


def _seal(store: Path, table: str) -> None:
    """Make the manifest agree with a changed file, so that only what is inside can object."""
    path = store / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["tables"][table]["sha256"] = hashlib.sha256((store / f"{table}.parquet").read_bytes()).hexdigest()
    path.write_text(json.dumps(manifest), encoding="utf-8")


BREAKS = {
    "one byte changed": (_flip_a_byte, ("observation.parquet", "sha256")),
    "no manifest": (_drop_manifest, ("manifest.json",)),
    "half a manifest": (_break_manifest, ("manifest.json",)),
    "truncated": (_truncate, ("event.parquet", "sha256")),
    "truncated and sealed": (_truncate_and_seal, ("event.parquet",)),
    "origin missing": (_lose_an_origin, ("event", "gone")),
    "file missing": (_lose_a_file, ("origin.parquet",)),
}


@pytest.mark.parametrize("what", BREAKS)
def test_a_broken_store_is_refused_and_nothing_is_half_written(store: Path, what: str) -> None:
    damage, named = BREAKS[what]
    damage(store)
    before = {path.name: path.read_bytes() for path in store.iterdir()}
    out = store.parent / "briefs"
    for ran in (
        call(*BRIEF, "--out", str(out), "--evidence", str(store)),
        call("evidence", "list", "origins", "--evidence", str(store), "--out", str(store.parent / "rows.csv")),
    ):
        assert (ran.code, ran.out) == (3, "")
        for word in named:
            assert word in ran.err
        assert "next" in ran.err
    assert {path.name: path.read_bytes() for path in store.iterdir()} == before
    assert [path.name for path in store.parent.iterdir()] == ["store"]


def test_a_sound_copy_of_the_store_is_fine(store: Path) -> None:
    assert call("evidence", "check", "--evidence", str(store)).code == 0


def test_a_brief_that_fails_leaves_the_old_one_as_it_was(written: tuple[Path, Ran], store: Path) -> None:
    folder, _ = written
    before = {path.name: path.read_bytes() for path in (folder / "taiwan-2025").iterdir()}
    _flip_a_byte(store)
    assert call(*BRIEF, "--out", str(folder), "--evidence", str(store)).code == 3
    assert {path.name: path.read_bytes() for path in (folder / "taiwan-2025").iterdir()} == before


def test_a_missing_evidence_folder(tmp_path: Path) -> None:
    ran = call("evidence", "list", "streams", "--evidence", str(tmp_path / "nowhere"))
    assert (ran.code, ran.out) == (3, "")
    assert "nowhere" in ran.err


@pytest.mark.parametrize("day", ["nonsense", "2023-13-01", "2023", "01/02/2023"])
def test_as_of_that_is_no_day(tmp_path: Path, day: str) -> None:
    ran = call(*BRIEF, "--as-of", day, "--out", str(tmp_path / "briefs"))
    assert (ran.code, ran.out) == (2, "")
    assert day in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("what", "column", "name"),
    [
        ("streams", "stream", "chn_rus_bomber_patrols"),
        ("indicators", "indicator", "un_ideal_point"),
        ("tables", "table", "vote_pair"),
        ("origins", "id", ""),
    ],
)
def test_evidence_list(what: str, column: str, name: str) -> None:
    ran = call("evidence", "list", what, "--format", "json")
    assert ran.code == 0
    names = [row[column] for row in ran.rows]
    assert len(names) > 4
    assert all(names)
    assert not name or name in names


def test_evidence_list_of_something_else() -> None:
    ran = call("evidence", "list", "stream")
    assert (ran.code, ran.out) == (2, "")
    assert "streams" in ran.err


def test_evidence_query_is_cut() -> None:
    sql = "select count(*) as n, max(public_from) as last from event"
    whole, cut = (call("evidence", "query", sql, "--format", "json", *more) for more in ((), ("--as-of", "2023-01-01")))
    assert (whole.code, cut.code) == (0, 0)
    assert 0 < cut.rows[0]["n"] < whole.rows[0]["n"]
    assert cut.rows[0]["last"] <= "2023-01-01" < whole.rows[0]["last"]


def test_evidence_query_into_a_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "rows.csv"
    ran = call("evidence", "query", "select 1 as one, 'a,b' as two", "--format", "csv", "--out", str(path), *LITTLE)
    assert (ran.code, ran.out) == (0, "")
    assert path.read_text(encoding="utf-8") == 'one,two\n1,"a,b"\n'
    assert [found.name for found in path.parent.iterdir()] == ["rows.csv"]


@pytest.mark.parametrize(
    "sql",
    [
        "delete from event",
        "copy event to '{folder}/stolen.csv'",
        "select 1; drop table event",
        "select * from read_csv('{folder}/secret.csv')",
        "select * from nothing",
        "",
    ],
)
def test_a_query_that_is_no_plain_select_is_refused(tmp_path: Path, sql: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("word\nhush\n", encoding="utf-8")
    ran = call("evidence", "query", sql.format(folder=tmp_path), *LITTLE)
    assert (ran.code, ran.out) == (3, "")
    assert "SELECT" in ran.err
    assert "hush" not in ran.err
    assert list(tmp_path.iterdir()) == [secret]


def test_evidence_check() -> None:
    ran = call("evidence", "check")
    assert (ran.code, ran.out) == (0, "")
    for table in ("event", "observation", "origin", "frame", "vote_pair"):
        assert table in ran.err


def test_measure_votes() -> None:
    ran = call("measure", "votes", "RUS", "CHN", "--format", "json")
    assert ran.code == 0
    by_year = {row["year"]: row for row in ran.rows}
    assert {1972, 2019, 2025} <= set(by_year)
    assert -1 <= by_year[2019]["kappa"] <= 1
    assert 1 <= by_year[2019]["rank"] <= by_year[2019]["pairs"]
    assert by_year[2019]["low"] <= by_year[2019]["kappa"] <= by_year[2019]["high"]
    early = call("measure", "votes", "CHN", "RUS", "--format", "json", *LITTLE)
    assert [row["year"] for row in early.rows] == [1971, 1972]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("CHN", "RUX"), "RUX"),
        (("CHN", "CHN"), "different"),
        (("CHN", "RUS", "--measure", "kapa"), "kappa"),
        (("CHN",), "STATE_B"),
    ],
)
def test_measure_votes_of_what_does_not_exist(arguments: tuple[str, ...], named: str) -> None:
    ran = call("measure", "votes", *arguments, *LITTLE)
    assert (ran.code, ran.out) == (2, "")
    assert named.lower() in ran.err.lower()


def test_scenario_list_show_check() -> None:
    listed = call("scenario", "list", "--format", "json")
    assert {"small", "taiwan-blockade"} <= {row["scenario"] for row in listed.rows}
    shown = call("scenario", "show", "small", "--format", "json")
    assert {row["parameter"] for row in shown.rows} >= {"china.stock.volume", "taiwan.demand.runs"}
    checked = call("scenario", "check", "small", "taiwan-blockade")
    assert (checked.code, checked.out) == (0, "")


def test_simulate_small() -> None:
    ran = call("simulate", "small", "--draws", "200", "--format", "json")
    assert ran.code == 0
    chinese = [row for row in ran.rows if row["side"] == "china" and "essential" in row["runs out of"]]
    assert [row["days gained in a year"] for row in chinese] == [150.0, 75.0, 30.0]
    assert ran.err.strip()
    assert call("simulate", "small", "--draws", "200", "--format", "json").out == ran.out


def test_simulate_race() -> None:
    ran = call("simulate", "small", "--race", "--draws", "200", "--format", "json")
    assert ran.code == 0
    assert len(ran.rows) == 24
    row = next(r for r in ran.rows if (r["runs out of"], r["days of war"]) == ("essential supply", "180"))
    assert row["taiwan first"].startswith("100.0%")
    assert "never averaged" in ran.err


def test_simulate_war_by_channel() -> None:
    ran = call("simulate", "taiwan-war", "--draws", "100", "--days", "90", "--format", "json")
    assert ran.code == 0
    days = [row for row in ran.rows if row["outcome"] == "endurance" and row["side"] == "china"]
    assert len(days) == 16 * 3
    assert days[0]["high"] == 90.0 >= days[0]["median"] >= days[0]["low"]
    shares = {row["channels"]: row for row in ran.rows if row["outcome"] == "Shapley value: shortfall"}
    assert shares["logistics"]["mean"] == "no path"
    parts = sum(shares[name]["mean"] for name in ("arms", "intelligence", "distraction"))
    assert parts == pytest.approx(shares["logistics+arms+intelligence+distraction"]["mean"])
    assert {row["rule on Russian-flag ships"] for row in ran.rows} == {"leave", "inspect", "stop", "any"}
    assert "which is not a gain of 0" in ran.err
    again = call("simulate", "taiwan-war", "--draws", "100", "--days", "90", "--format", "json", "--workers", "2")
    assert again.out == ran.out
    columns = call("simulate", "taiwan-war", "--draws", "100", "--days", "90", "--format", "csv").out.splitlines()
    assert len(columns) == 1 + len(ran.rows)
    table = call("simulate", "taiwan-war", "--draws", "100", "--days", "90").out
    titles = (
        "Days until a side runs out",
        "What the coalition is short of",
        "What each channel adds",
        "decide no verdict",
    )
    assert all(title in table for title in titles)
    assert table.count("leave, inspect, stop") >= 2  # alike under all rules: said once a side
    assert "long-range strike" in table
    assert "long_range" not in table
    assert call("simulate", "taiwan-war", "--draws", "100", "--days", "9999").code == 2


def _not_utf8(folder: Path) -> str:
    path = folder / "latin.yaml"
    path.write_bytes("scenario: café\n".encode("latin-1"))
    return str(path)


def _impossible_day(folder: Path) -> str:
    path = folder / "day.yaml"
    path.write_text("scenario: x\nstart: 2025-13-01\n", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (_not_utf8, "UTF-8"),
        (_impossible_day, "line 2: start: found '2025-13-01'"),
        (lambda folder: str(folder / "nowhere.yaml"), "nowhere.yaml"),
        (lambda _: "smal", "closest: small"),
    ],
)
def test_a_scenario_that_cannot_be_read(tmp_path: Path, make: Callable[[Path], str], named: str) -> None:
    name = make(tmp_path)
    for command in (("scenario", "check"), ("scenario", "show"), ("simulate",)):
        ran = call(*command, name)
        assert (ran.code, ran.out) == (2, "")
        assert named in ran.err


def test_claims_kinds() -> None:
    rows = call("claims", "kinds", "--format", "json").rows
    assert {"rate_change", "coincidence", "alignment_change", "scenario_difference"} <= {row["kind"] for row in rows}
    assert all(row["parameter"] for row in rows)


def test_claims_explain_walks_back(written: tuple[Path, Ran]) -> None:
    path = written[0] / "taiwan-2025" / "brief.json"
    ran = call("claims", "explain", "t7.rate_ratio", "--brief", str(path), "--format", "json")
    assert ran.code == 0
    facts: dict[str, list[Any]] = {}
    for row in ran.rows:
        facts.setdefault(row["what"], []).append(row["value"])
    trace = json.loads(path.read_text(encoding="utf-8"))["traces"]["t7.rate_ratio"]
    assert (facts["id"], facts["value"]) == (["t7.rate_ratio"], [trace["value"]])
    assert "rate_change_test" in facts["how"][0]
    assert facts["table"] == ["event"]
    assert len(facts["row ids"][0]) == facts["rows"][0]
    assert len(facts["origin"]) == len(trace["origins"]) > 0
    assert all(": " in origin for origin in facts["origin"])


def test_claims_explain_of_an_unknown_trace(written: tuple[Path, Ran]) -> None:
    ran = call("claims", "explain", "t7.rate_ratoi", "--brief", str(written[0] / "taiwan-2025" / "brief.json"))
    assert (ran.code, ran.out) == (2, "")
    assert "t7.rate_ratio" in ran.err


@pytest.mark.parametrize("text", [None, "not json", "[]", '{"traces": {}}'])
def test_claims_explain_of_no_brief(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "brief.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    ran = call("claims", "explain", "t7.rate_ratio", "--brief", str(path))
    assert (ran.code, ran.out) == (2, "")
    assert "brief.json" in ran.err


@pytest.mark.parametrize("name", ["taiwan-2026", "nowhere.yaml"])
def test_an_assessment_that_is_not_there(tmp_path: Path, name: str) -> None:
    ran = call("brief", name, "--out", str(tmp_path / "briefs"))
    assert (ran.code, ran.out) == (2, "")
    assert name in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_target_that_cannot_be_written(tmp_path: Path, written: tuple[Path, Ran]) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    onto_folder = call("claims", "kinds", "--out", str(folder))
    assert onto_folder.code == 2
    assert "folder" in onto_folder.err
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
    in_file = call("claims", "kinds", "--out", str(written[0] / "taiwan-2025" / "brief.md" / "rows.csv"))
    assert in_file.code == 2
    assert "brief.md" in in_file.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("brief", "--draws", "5"),
        ("simulate", "small", "--draws", "many"),
        ("claims", "kinds", "--format", "xml"),
        ("brief", "--seed", "-1"),
    ],
)
def test_bad_usage(arguments: tuple[str, ...]) -> None:
    ran = call(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.strip()


def test_the_version_is_printed() -> None:
    from multifront import __version__

    ran = call("--version")
    assert (ran.code, ran.out) == (0, f"multifront {__version__}\n")


@pytest.mark.parametrize(
    ("arguments", "code", "named"),
    [
        (("query", "select 1 a", "--out", "."), 2, "--out '.' is a folder"),
        (("build", "--mirror", "nowhere"), 2, "--mirror 'nowhere' is not a folder"),
        (("build", "--mirror", "nowhere", "--store", "new.duckdb"), 2, "--mirror 'nowhere' is not a folder"),
        (("fetch", "--mirror", "nowhere"), 2, "--mirror 'nowhere' is not a folder"),
        (("fetch", "un_vote"), 2, "unknown source 'un_vote'; closest: un_votes"),
        (("list", "loads", "--store", "."), 3, "store '.' is a folder"),
        (("list", "bla"), 2, "next: multifront evidence list tables"),
        (("explain", "vote:RUS-CHN:2019"), 3, "the two states in alphabetical order"),
        (("export", "folder", "--to", "stix", "--actor", "CHX"), 3, "next: give an ISO3 code"),
    ],
)
def test_a_slip_of_a_new_user_is_named(
    arguments: tuple[str, ...], code: int, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = call("evidence", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert named in ran.err
    assert ran.err.count("error: ") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_a_feed_is_named_as_the_user_knows_it(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_bytes(b"# Licence\n\nMIT\n")
    ran = call("evidence", "build", "--store", str(tmp_path / "s.duckdb"), "--feed", f"icews={tmp_path / 'notes.md'}")
    assert ran.code == 3
    assert "ICEWS file 'notes.md': the header lacks" in ran.err
    assert ".lines" not in ran.err
