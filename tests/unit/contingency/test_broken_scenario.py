"""A file that is wrong in every way: all problems at once, each with its line, and nothing run."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from multifront import contingency
from multifront.errors import FileProblems

BROKEN = Path(__file__).parents[2] / "data" / "broken-scenario.yaml"
LINES = BROKEN.read_text(encoding="utf-8").splitlines()
EXPECTED = {number: line.split(" #! ")[1].split(" & ") for number, line in enumerate(LINES, start=1) if " #! " in line}
KINDS = {
    "negative capacity": "negative capacity",
    "low over mode": "<= mode",
    "missing source and assumption": "missing source",
    "unknown chokepoint": "unknown chokepoint",
    "a limit that matches no route": "matches no route",
    "demand without route": "demand without route",
    "units that do not convert": "does not convert",
    "a correlation matrix that is not positive definite": "not positive definite",
    "unknown keys": "unknown key",
    "duplicate names": "stands twice",
}


def found(path: Path = BROKEN) -> dict[int, list[str]]:
    with pytest.raises(FileProblems) as caught:
        contingency.load(path)
    by_line: dict[int, list[str]] = defaultdict(list)
    for problem in caught.value.problems:
        by_line[problem.line].append(f"{problem.where}: {problem.what}")
    return by_line


def test_every_problem_of_a_file_that_is_all_wrong_comes_at_once_with_its_line() -> None:
    by_line = found()
    missed = {n: text for n, texts in EXPECTED.items() for text in texts if text not in " ".join(by_line.get(n, []))}
    assert not missed, missed
    unexpected = {n: text for n, text in by_line.items() if n not in EXPECTED}
    assert not unexpected, unexpected
    assert len(EXPECTED) > 30


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_bad_input_is_in_that_file(kind: str) -> None:
    assert any(KINDS[kind] in text for texts in found().values() for text in texts), kind


def test_no_problem_is_told_twice() -> None:
    texts = [text for texts in found().values() for text in texts]
    assert sorted(set(texts)) == sorted(texts)


def test_nothing_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    from multifront.contingency import simulation, worlds

    for module, name in ((simulation, "sample_worlds"), (worlds, "uniform_draws")):
        monkeypatch.setattr(module, name, lambda *_: pytest.fail("a draw was made"))
    assert found()


@pytest.mark.parametrize("text", ["", "{}", "sides: {}", "sides:\n", "# nothing\n"])
def test_an_empty_scenario_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    path.write_text(text, encoding="utf-8")
    assert any("no side; a scenario needs at least one" in one for texts in found(path).values() for one in texts)
