"""The guide runs as it is written, the example about other actors is judged, and the notebook runs cell by cell."""

from __future__ import annotations

import ast
import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.contract.source_tree import ROOT
from tests.golden.number_traces import check_numbers
from tests.unit.cli.test_commands_run import call

from multifront import claims
from multifront.brief import charts
from multifront.errors import UsageError
from multifront.evidence import open_evidence

GUIDE = ROOT / "docs" / "guide.md"
EXAMPLES = ROOT / "examples"
NOTEBOOK = EXAMPLES / "own-question.ipynb"


def steps() -> list[str]:
    return re.findall(r"^    (multifront .*)$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_command_of_the_guide_runs_in_its_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(EXAMPLES / "article.txt", tmp_path)
    (written,) = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "my-claims.yaml").write_text(written, encoding="utf-8")
    assert len(steps()) == 10
    for line in steps():
        ran = call(*shlex.split(line)[1:])
        assert ran.code == 0, (line, ran.err)
    brief = json.loads((tmp_path / "briefs" / "bombers" / "brief.json").read_text(encoding="utf-8"))
    assert brief["traces"]["c1.specifications_declared"]["value"] == 1
    page = (tmp_path / "briefs" / "bombers" / "brief.html").read_text(encoding="utf-8")
    assert check_numbers(page, brief["traces"]) == []
    assert "Cannot be tested, because it is about what is still to come" in page


def test_the_article_gives_the_claims_that_the_guide_speaks_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = call(
        "read", str(EXAMPLES / "article.txt"), "--published", "2025-12-18", "--to", "yaml", "--out", "draft.yaml"
    )
    assert ran.code == 0, ran.err
    draft = claims.load("draft.yaml")
    assert (len(draft.claims), len(draft.not_judged)) == (1, 5)
    assert draft.not_judged[0].text.startswith("Joint flights of Chinese and Russian bombers")
    assert "Five out of six assertions" in GUIDE.read_text(encoding="utf-8")


def test_the_guide_names_only_kinds_that_there_are() -> None:
    from multifront.claims.kinds import KINDS

    table = [line for line in GUIDE.read_text(encoding="utf-8").splitlines() if line.startswith("| ") and "`" in line]
    named = {name for line in table for name in re.findall(r"`(\w+)`", line)}
    assert len(named) > 15
    assert named <= set(KINDS)


@pytest.fixture(scope="module")
def judged() -> dict[str, Any]:
    verdicts = claims.judge(claims.load(EXAMPLES / "nato-and-gulf.yaml"), open_evidence())
    return {verdict.claim_id: verdict for verdict in verdicts}


def test_the_example_about_other_actors_gives_verdicts_that_follow_from_votes(judged: dict[str, Any]) -> None:
    assert list(judged) == ["n1", "n2", "n3", "n4"]
    # founding members vote alike beyond chance, and so do many others: closeness is shown, and singles nobody out
    assert judged["n1"].verdict == "partly supported"
    assert judged["n1"].p_value < 0.001
    # fewer than five years since 2023 cannot carry a plain verdict
    assert judged["n3"].verdict in ("partly supported", "cannot be tested")
    assert judged["n3"].confidence == "low"
    assert (judged["n4"].verdict, judged["n4"].confidence) == ("cannot be tested", "high")


def test_its_curves_are_drawn(judged: dict[str, Any]) -> None:
    for name in ("n1", "n2", "n3"):
        (curve,) = [one for one in judged[name].pictures if one.kind == "specification_curve"]
        assert set(charts.draw(curve)) == {"wide", "narrow"}


def code_cells() -> list[str]:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def test_the_notebook_has_the_shape_of_the_format_and_no_output() -> None:
    """As nbformat 4.5 asks: cells with an id of their own, lines as a list, code cells with outputs and a count."""
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    for cell in notebook["cells"]:
        assert re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", cell["id"])
        assert cell["metadata"] == {}
        assert isinstance(cell["source"], list)
        assert set(cell) == {"cell_type", "id", "metadata", "source"} | (
            {"outputs", "execution_count"} if cell["cell_type"] == "code" else set()
        )
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)


def test_the_notebook_runs_cell_by_cell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("MULTIFRONT_STORE", raising=False)
    names: dict[str, Any] = {}
    for number, source in enumerate(code_cells()):
        tree = ast.parse(source, f"cell {number}")
        exec(compile(tree, f"cell {number}", "exec"), names)
    said = capsys.readouterr().out
    assert "partly supported" in said
    assert names["rates"].effect > 0
    assert len(names["curve"].columns["choices"]) == 6


def test_a_broken_example_would_be_noticed(tmp_path: Path) -> None:
    text = (EXAMPLES / "nato-and-gulf.yaml").read_text(encoding="utf-8").replace("kind: axis", "kind: axes")
    (tmp_path / "broken.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="unknown kind 'axes'"):
        claims.load(tmp_path / "broken.yaml")
