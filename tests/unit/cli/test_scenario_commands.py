"""`multifront scenario`: tables by place, the tree and the map of routes, checks of several files, the schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.unit.cli.test_commands_run import call

BROKEN = Path(__file__).parents[2] / "data" / "broken-scenario.yaml"
FROM_CLAIM = (
    "extends: taiwan-war\nscenario: x\ntitle: X\nfronts: {pressure: {rate_ratio: {from: t7.ratio, unit: ratio}}}\n"
)


def test_show_prints_places_correlations_and_the_tree_of_routes() -> None:
    out = call("scenario", "show", str(BROKEN.parents[2] / "examples" / "late-and-weak.yaml")).out
    for line in ("china.crude", "china.cut", "taiwan.gas", "correlations", "late_and_weak"):
        assert line in out, line
    assert "china, crude: uses 14.2–14.8 mb/d" in out
    assert "├─ RUS (the partner)" in out
    assert "flow 4.77–5.78 mb/d; can carry 5.8–7 mb/d; lag 4–16.4 d; exposed 80–100 %" in out
    assert "past Hormuz > Malacca" in out
    assert out.count("limit russian pipelines: together") == 2


def test_show_as_json_has_a_row_a_number_with_its_place() -> None:
    rows = call("scenario", "show", "taiwan-war", "--format", "json").rows
    places = {row["place"] for row in rows}
    assert {
        "scenario",
        "china.cut",
        "china.crude",
        "china.gas",
        "arms.china",
        "forces.pools",
        "fronts.places",
    } <= places
    assert all(row["source"] or row["assumption"] for row in rows)


def test_show_draws_a_map_of_one_side_or_of_all(tmp_path: Path) -> None:
    both, one = tmp_path / "both.svg", tmp_path / "one.svg"
    assert call("scenario", "show", "taiwan-blockade", "--map", str(both)).code == 0
    assert call("scenario", "show", "taiwan-blockade", "--map", str(one), "--side", "taiwan").code == 0
    assert "China: crude" in both.read_text(encoding="utf-8")
    assert "China: crude" not in one.read_text(encoding="utf-8")
    assert "Taiwan: gas" in one.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "what"), [(("--map", "x.pdf"), ".svg"), (("--map", "x.svg", "--side", "chin"), "closest: china")]
)
def test_maps_that_cannot_be_drawn(arguments: tuple[str, ...], what: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = call("scenario", "show", "small", *arguments)
    assert ran.code == 2
    assert what in ran.err
    assert not list(tmp_path.iterdir())


def test_check_names_all_problems_of_all_files(tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text("scenario: x\nweather: fine\n", encoding="utf-8")
    ran = call("scenario", "check", str(BROKEN), "small", str(other))
    assert ran.code == 2
    assert "small: fine" in ran.err
    assert "unknown key 'weather'" in ran.err.split(str(other))[1]
    for what in ("negative capacity", "unknown chokepoint 'hormus'; closest: hormuz", "smallest eigenvalue -0.816"):
        assert what in ran.err
    assert ran.err.count(f"{BROKEN}: ") == 1


def test_check_counts_correlations() -> None:
    path = BROKEN.parents[2] / "examples" / "late-and-weak.yaml"
    assert "correlations: 1" in call("scenario", "check", str(path)).err


def test_numbers_from_a_brief(tmp_path: Path) -> None:
    scenario, brief = tmp_path / "mine.yaml", tmp_path / "brief.json"
    scenario.write_text(FROM_CLAIM, encoding="utf-8")
    traces = {"t7.ratio_low": {"value": 0.4}, "t7.ratio_high": {"value": 9.0}, "t7.rate_ratio": {"value": 2.0}}
    brief.write_text(json.dumps({"traces": traces}), encoding="utf-8")
    without = call("scenario", "check", str(scenario))
    assert without.code == 2
    assert "line 4" in without.err
    assert "--claims" in without.err
    assert call("scenario", "check", str(scenario), "--claims", str(brief)).code == 0
    rows = call("scenario", "show", str(scenario), "--claims", str(brief), "--format", "json").rows
    (row,) = [row for row in rows if row["parameter"] == "fronts.pressure.rate_ratio"]
    assert (row["low"], row["mode"], row["high"], row["source"]) == (0.4, 2.0, 9.0, "claim t7.ratio")
    ran = call("simulate", str(scenario), "--claims", str(brief), "--draws", "100", "--days", "30", "--format", "json")
    assert ran.code == 0
    assert ran.rows


def test_the_schema_is_printed_and_written(tmp_path: Path) -> None:
    printed = json.loads(call("scenario", "schema").out)
    assert printed["$schema"].endswith("2020-12/schema")
    path = tmp_path / "s.json"
    call("scenario", "schema", "--out", str(path))
    assert json.loads(path.read_text(encoding="utf-8")) == printed
