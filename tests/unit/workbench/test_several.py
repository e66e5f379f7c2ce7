"""Several briefs at once are the briefs that one after the other gives; errors and progress come through."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from multifront.errors import FileProblems, Problem, UsageError
from multifront.workbench import briefs, several

REQUEST = briefs.Request(draws=100)


@pytest.fixture
def two(small: Path, tmp_path: Path) -> list[str]:
    """Two quick assessments."""
    other = tmp_path / "other.yaml"
    text = small.read_text(encoding="utf-8").replace("assessment: small", "assessment: other")
    other.write_text(text.replace("end: 2022-10-05}", "end: 2021-10-05}"), encoding="utf-8")
    return [str(small), str(other)]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("brief.[jmh]*")}


def test_two_at_once_are_the_same_files_and_said_by_name(two: list[str], tmp_path: Path) -> None:
    anew = briefs.Request(draws=100, anew=True)
    in_turn = several.write_all(two, tmp_path / "turn", anew, lambda _: None)
    said: list[str] = []
    at_once = several.write_all(two, tmp_path / "once", anew, said.append, workers=2)
    assert files(tmp_path / "once") == files(tmp_path / "turn")
    assert len(files(tmp_path / "once")) == 6
    assert [[row["claim"] for row in one.rows] for one in at_once] == [
        [row["claim"] for row in w.rows] for w in in_turn
    ]
    assert {line.split(": ")[0] for line in said} == {"small", "other"}
    assert any("t7" in line for line in said)


def test_what_is_unchanged_starts_no_process(two: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = several.write_all(two, tmp_path, REQUEST, lambda _: None)
    monkeypatch.setattr(several, "ProcessPoolExecutor", lambda *_: pytest.fail("a process was started"))
    assert several.write_all(two, tmp_path, REQUEST, lambda _: None, workers=2) == first
    changed = Path(two[1]).read_text(encoding="utf-8").replace("title: ", "title: A new ", 1)
    Path(two[1]).write_text(changed, encoding="utf-8")
    again = several.write_all(two, tmp_path, REQUEST, lambda _: None, workers=2)
    assert [one.paths for one in again] == [one.paths for one in first]


def test_two_of_one_folder_take_turns(two: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(several, "ProcessPoolExecutor", lambda *_: pytest.fail("a process was started"))
    text = Path(two[1]).read_text(encoding="utf-8").replace("assessment: other", "assessment: small")
    Path(two[1]).write_text(text, encoding="utf-8")
    last = several.write_all(two, tmp_path, REQUEST, lambda _: None, workers=2)[1]
    alone = briefs.build(two[1], REQUEST)
    assert last.paths[1].read_text(encoding="utf-8").splitlines()[2:] == alone.markdown().splitlines()[2:]


def test_a_wrong_file_is_said_before_anything_is_judged(two: list[str], tmp_path: Path) -> None:
    Path(two[1]).write_text("assessment: x\n", encoding="utf-8")
    with pytest.raises(FileProblems):
        several.write_all(two, tmp_path / "out", REQUEST, lambda _: None, workers=2)
    assert not (tmp_path / "out").exists()


def test_an_error_of_a_process_is_the_error_itself(two: list[str], tmp_path: Path) -> None:
    text = Path(two[1]).read_text(encoding="utf-8")
    Path(two[1]).write_text(text.replace("stream: chn_rus_bomber_patrols", "stream: no_such_stream"), encoding="utf-8")
    with pytest.raises(Exception, match="no_such_stream") as caught:
        several.write_all(two, tmp_path, REQUEST, lambda _: None, workers=2)
    assert type(caught.value).__module__ == "multifront.errors"
    assert (tmp_path / "small" / "brief.html").is_file()


@pytest.mark.parametrize(
    "error", [UsageError("asked"), FileProblems("f.yaml", [Problem(3, "a", "b"), Problem(1, "c", "d")])]
)
def test_an_error_can_be_handed_over(error: UsageError) -> None:
    found = pickle.loads(pickle.dumps(error))
    assert (type(found), str(found), vars(found)) == (type(error), str(error), vars(error))
