"""The commented file to begin with: valid for every kind, each parameter explained, never over another file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.golden.number_traces import check_numbers
from tests.unit.cli.test_commands_run import call

from multifront.claims.kinds import KINDS
from multifront.claims.language import read_text
from multifront.claims.parameter_words import words_of
from multifront.claims.skeleton import example_of, skeleton
from multifront.errors import UsageError


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_new_file_of_every_kind_is_accepted_and_explains_every_parameter(kind: str) -> None:
    text = skeleton([kind])
    assessment = read_text(text, "new.yaml")
    assert [claim.entry.kind for claim in assessment.claims] == [kind]
    for words in words_of(KINDS[kind].parameters):
        if "." not in words.path:
            assert f"{words.path}:" in text, words.path
            assert words.meaning in text, words.path


def test_several_kinds_make_several_claims() -> None:
    assessment = read_text(skeleton(["trend", "untestable", "rate_change"]), "new.yaml")
    assert [claim.entry.id for claim in assessment.claims] == ["c1", "c2", "c3"]


def test_an_unknown_kind_is_named_with_its_neighbours() -> None:
    with pytest.raises(UsageError, match="unknown kind 'trands'; closest: trend"):
        skeleton(["trands"])
    with pytest.raises(UsageError, match="no kind was asked for"):
        skeleton([])


def test_the_example_of_a_shipped_kind_is_a_claim_of_a_shipped_assessment() -> None:
    assert example_of("reach")["id"] == "a21"


def test_the_command_writes_once_and_check_accepts_what_it_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("claims", "new", "mine.yaml", "--kind", "level", "--kind", "statement").code == 0
    before = (tmp_path / "mine.yaml").read_bytes()
    checked = call("claims", "check", "mine.yaml")
    assert (checked.code, "2 claims, 1 not judged yet" in checked.err) == (0, True)
    again = call("claims", "new", "mine.yaml")
    assert again.code == 2
    assert "is there already and was left as it is" in again.err
    assert (tmp_path / "mine.yaml").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["mine.yaml"]


def test_without_a_file_it_is_printed() -> None:
    printed = call("claims", "new", "--kind", "trend")
    assert printed.code == 0
    assert read_text(printed.out, "printed.yaml").claims[0].entry.kind == "trend"


def test_a_brief_of_new_claims_has_a_trace_behind_every_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    kinds = ["level", "rank", "change", "trend", "statement", "untestable", "listed", "rate_change"]
    (tmp_path / "mine.yaml").write_text(skeleton(kinds), encoding="utf-8")
    ran = call("brief", "mine.yaml", "--out", "out")
    assert ran.code == 0, ran.err
    folder = tmp_path / "out" / "my-assessment"
    record = json.loads((folder / "brief.json").read_text(encoding="utf-8"))
    assert check_numbers((folder / "brief.html").read_text(encoding="utf-8"), record["traces"]) == []
    curves = [name for name in record["traces"] if name.endswith("picture_specifications")]
    assert curves == [f"{claim}.picture_specifications" for claim in ("c1", "c3", "c4", "c8")]
