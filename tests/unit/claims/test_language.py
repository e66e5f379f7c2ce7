"""The claim language: all problems of a file at once, each on its line, and what a sound file gives."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from multifront.claims import load
from multifront.claims.kinds import KINDS
from multifront.claims.kinds.rate_change import RateChangeParameters
from multifront.errors import FileProblems, UsageError

SOUND = """\
assessment: my-question
title: Do the patrols grow?
question: A minister said that joint patrols grow. Do they?
document: {title: Speech in parliament, publisher: Ministry, published: 2025-12}
claims:
  - id: c1
    text: Joint bomber patrols have become more frequent
    speaker: the minister
    said_on: 2025-12-17
    kind: rate_change
    test: Exact comparison of the rates of two periods.
    with:
      stream: chn_rus_bomber_patrols
      direction: up
      smallest_effect_of_interest: 1.5
      until: 2025-12-17
      primary:
        label: second half against first half
        before: {start: 2019-07-24, end: 2022-10-05}
        after: {start: 2022-10-06, end: 2025-12-17}
    against: [The later rate is no higher.]
"""

BROKEN = """\
assessment: My Question
title: Do the patrols grow?
question: A minister said that joint patrols grow. Do they?
document: {title: Speech in parliament, publisher: Ministry, published: soon}
claims:
  - id: c1
    text: Joint bomber patrols have become more frequent
    speeker: the minister
    said_on: 2025-12-17
    kind: rate_chang
    test: Exact comparison of the rates of two periods.
    with: {}
    against: [The later rate is no higher.]
  - id: c2
    text: Joint naval patrols have become more frequent
    speaker: the minister
    said_on: 2025-12-17
    kind: rate_change
    test: Exact comparison of the rates of two periods.
    with:
      stream: chn_rus_naval_patrols
      direction: sideways
      smallest_effect_of_interest: much
      until: 2025-12-17
      primary:
        label: second half against first half
        before: {start: 2022-10-05, end: 2019-07-24}
        after: {start: 2022-10-06, end: 2025-12-17}
  - id: c1
    text: Separate flights are timed together
    speaker: the minister
    said_on: 2025-12-17
    kind: coincidence
    test: Excess of flights that follow one another.
    with:
      follower: jpn_listed_flights_rus
      windows_days: [3, 7]
      primary_window_days: 7
      primary_window_days: 14
      smallest_effect_of_interest: 0.3
      shortest_span_days: 730
    against: []
not_judged:
  - {id: c2, text: Something else entirely, why: needs other evidence}
"""

EXPECTED = {
    (1, "assessment"): "My Question",
    (4, "document.published"): "soon",
    (6, "claims.0.speaker"): "missing",
    (8, "claims.0.speeker"): "spelling",
    (10, "claims.0.kind"): "closest: rate_change",
    (14, "claims.1.against"): "missing",
    (22, "claims.1.with.direction"): "sideways",
    (23, "claims.1.with.smallest_effect_of_interest"): "much",
    (27, "claims.1.with.primary.before"): "2019-07-24",
    (29, "claims.2.id"): "line 6",
    (35, "claims.2.with.leader"): "missing",
    (39, "primary_window_days"): "line 38",
    (42, "claims.2.against"): "at least 1",
    (44, "not_judged.0.id"): "line 14",
}


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def problems_of(folder: Path, text: str) -> FileProblems:
    with pytest.raises(FileProblems) as caught:
        load(write(folder, text))
    return caught.value


def test_all_problems_at_once_each_on_its_line(tmp_path: Path) -> None:
    error = problems_of(tmp_path, BROKEN)
    found = {(problem.line, problem.where): problem.what for problem in error.problems}
    assert set(found) == set(EXPECTED)
    assert len(error.problems) == len(EXPECTED)
    for place, what in EXPECTED.items():
        assert what in found[place], (place, found[place])
    assert [problem.line for problem in error.problems] == sorted(line for line, _ in EXPECTED)
    assert error.exit_code == 2


def test_the_message_names_the_file_and_every_line(tmp_path: Path) -> None:
    text = str(problems_of(tmp_path, BROKEN))
    assert "mine.yaml" in text.splitlines()[0]
    assert str(len(EXPECTED)) in text.splitlines()[0]
    assert len(text.splitlines()) == len(EXPECTED) + 1
    for line, where in EXPECTED:
        assert any(f"line {line}:" in entry and where in entry for entry in text.splitlines())


def test_an_unknown_kind_names_claim_line_and_valid_kinds(tmp_path: Path) -> None:
    error = problems_of(tmp_path, SOUND.replace("kind: rate_change", "kind: zzz"))
    (problem,) = error.problems
    assert problem.line == 10
    assert "c1" in problem.what
    assert "multifront claims kinds" in problem.what
    assert f"{len(KINDS)} known names" in problem.what
    near = problems_of(tmp_path, SOUND.replace("kind: rate_change", "kind: rate_chnge"))
    assert "rate_change" in near.problems[0].what


@pytest.mark.parametrize(
    ("old", "new", "line", "where"),
    [
        ("smallest_effect_of_interest: 1.5", "smallest_effect_of_interest: 0.9", 15, "smallest_effect_of_interest"),
        ("      direction: up\n", "", 12, "direction"),
        ("      until:", "      untill:", 16, "untill"),
        ("until: 2025-12-17", "until: next year", 16, "until"),
        ("end: 2025-12-17}", "end: 2022-10-05}", 20, "after"),
        ("start: 2022-10-06", "start: 2022-10-05", 17, "primary"),
        ("against: [The later rate is no higher.]", "against: The later rate is no higher.", 21, "against"),
        ("id: c1", "id: C 1", 6, "id"),
        ("said_on: 2025-12-17", "said_on: 17 December", 9, "said_on"),
        ("title: Do", "titel: Do", 2, "titel"),
    ],
)
def test_one_mistake_gives_its_line(tmp_path: Path, old: str, new: str, line: int, where: str) -> None:
    assert old in SOUND
    error = problems_of(tmp_path, SOUND.replace(old, new))
    assert (line, where) in {(problem.line, problem.where.split(".")[-1]) for problem in error.problems}


def test_a_sound_file_is_typed(tmp_path: Path) -> None:
    assessment = load(write(tmp_path, SOUND))
    assert (assessment.id, len(assessment.claims), assessment.not_judged) == ("my-question", 1, ())
    (claim,) = assessment.claims
    assert (claim.entry.id, claim.line, claim.entry.said_on) == ("c1", 6, "2025-12-17")
    assert isinstance(claim.parameters, RateChangeParameters)
    assert claim.parameters.primary.after.end == date(2025, 12, 17)
    assert claim.parameters.alternatives == []
    assert assessment.path.endswith("mine.yaml")


@pytest.mark.parametrize("text", ["", "# nothing\n", "just words\n", "- a\n- list\n"])
def test_a_file_that_is_no_mapping(tmp_path: Path, text: str) -> None:
    (problem,) = problems_of(tmp_path, text).problems
    assert problem.line == 1
    assert "mapping" in problem.what


def test_a_file_that_is_no_yaml(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, SOUND.replace("document: {title", "document: {{title")).problems
    assert problem.line in (4, 5)


@pytest.mark.parametrize("section", ["claims: 7", "claims: []", "claims: [7]", "claims: [{kind: [1]}]"])
def test_claims_that_are_none(tmp_path: Path, section: str) -> None:
    head = SOUND.split("claims:", maxsplit=1)[0]
    error = problems_of(tmp_path, head + section + "\n")
    assert {problem.line for problem in error.problems} == {5}


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.yaml.*docs/claims\.md"):
        load(tmp_path / "nowhere.yaml")


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(SOUND.replace("minister", "ministré").encode("latin-1"))
    with pytest.raises(UsageError, match=r"mine\.yaml.*UTF-8"):
        load(path)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        load(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("until: 2025-12-17", "until: 2025-13-45", 16),
        ("against: [The", "against: &all [*all, The", 21),
        ("my-question", "my\0question", 1),
        ("1.5", ".nan", 15),
        ("kind: rate_change", "kind: 7", 10),
        ("    with:\n", "    with: [1]\n    whit:\n", 12),
        ("against: [", "? [a]\n    : [", 21),
    ],
)
def test_odd_yaml_is_a_problem_and_never_a_crash(tmp_path: Path, old: str, new: str, line: int) -> None:
    assert line in {problem.line for problem in problems_of(tmp_path, SOUND.replace(old, new)).problems}


def test_a_file_may_hold_only_claims_that_are_not_judged(tmp_path: Path) -> None:
    head = SOUND.split("claims:", maxsplit=1)[0]
    path = tmp_path / "left.yaml"
    path.write_text(
        head + "claims: []\nnot_judged: [{id: n1, text: War will come, why: a forecast}]\n", encoding="utf-8"
    )
    assert not load(path).claims
    error = problems_of(tmp_path, head + "claims: []\n")
    assert "none stands under not_judged" in str(error)
