"""A brief is kept only where nothing that could change it has changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from multifront import claims
from multifront.workbench import briefs, freshness

REQUEST = briefs.Request(draws=100)


def test_the_second_time_keeps_the_files_and_the_rows(small: Path, tmp_path: Path) -> None:
    first = briefs.write(small, tmp_path, REQUEST)
    before = [path.stat().st_mtime_ns for path in first.paths]
    second = briefs.write(small, tmp_path, REQUEST)
    assert second.rows == first.rows
    assert [path.stat().st_mtime_ns for path in second.paths] == before


@pytest.mark.parametrize("change", [{"seed": 1}, {"draws": 101}, {"anew": True}])
def test_other_settings_are_judged_again(small: Path, tmp_path: Path, change: dict[str, int]) -> None:
    first = briefs.write(small, tmp_path, REQUEST)
    before = first.paths[2].stat().st_mtime_ns
    briefs.write(small, tmp_path, replace(REQUEST, **change))
    assert first.paths[2].stat().st_mtime_ns > before


def test_a_touched_file_is_written_again(small: Path, tmp_path: Path) -> None:
    written = briefs.write(small, tmp_path, REQUEST)
    text = written.paths[1].read_text(encoding="utf-8")
    written.paths[1].write_text("edited by hand", encoding="utf-8")
    briefs.write(small, tmp_path, REQUEST)
    assert written.paths[1].read_text(encoding="utf-8") == text


def test_a_torn_mark_is_no_mark(small: Path, tmp_path: Path) -> None:
    briefs.write(small, tmp_path, REQUEST)
    mark = tmp_path / "small" / freshness.MARK
    mark.write_text("{", encoding="utf-8")
    assert freshness.unchanged_rows(tmp_path / "small", "x") is None


def test_the_assessment_is_part_of_the_fingerprint(small: Path) -> None:
    checked = claims.load(small)
    one = freshness.fingerprint(checked, "hash", {})
    assert one != freshness.fingerprint(replace(checked, title="another title"), "hash", {})
    assert one != freshness.fingerprint(checked, "other", {})
    assert one == freshness.fingerprint(checked, "hash", {})


def test_charts_are_files_of_their_own_and_part_of_the_fingerprint(small: Path, tmp_path: Path) -> None:
    plain = briefs.write(small, tmp_path, REQUEST)
    assert not (plain.paths[0].parent / "charts").exists()
    written = briefs.write(small, tmp_path, replace(REQUEST, charts=("svg", "png")))
    files = {path.name: path for path in written.paths if path.parent.name == "charts"}
    assert {Path(name).suffix for name in files} == {".svg", ".png"}
    assert len(files) == 2 * len({Path(name).stem for name in files})
    assert all(path.read_bytes().startswith(b"\x89PNG") for name, path in files.items() if name.endswith("png"))
    assert all("<title>" in path.read_text() for name, path in files.items() if name.endswith("svg"))
    before = next(iter(files.values()))
    before.write_text("touched")
    briefs.write(small, tmp_path, replace(REQUEST, charts=("svg", "png")))
    assert before.read_bytes() != b"touched"
