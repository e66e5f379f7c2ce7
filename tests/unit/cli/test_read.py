"""`multifront read`: table, JSON and YAML, standard input, and errors that say what to do next."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.unit.cli.test_commands_run import call

ARTICLE = "Koo said on 17 December 2025 that joint bomber patrols of China and Russia have increased since 2022.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_a_table_shows_statements_days_and_claims(article: Path) -> None:
    ran = call("read", str(article))
    assert ran.code == 0, ran.err
    assert {line.split(" ")[0] for line in ran.out.splitlines()} >= {"what", "statement", "day", "claim"}
    assert "rate_change" in ran.out


def test_json_holds_the_document_with_its_checksum(article: Path) -> None:
    ran = call("read", str(article), "--to", "json")
    (found,) = json.loads(ran.out)
    assert len(found["document"]["sha256"]) == 64
    assert found["statements"][0]["speaker"] == "Koo"
    assert found["claims"][0]["spans"] == [[34, 100]]


def test_yaml_is_written_and_passes_the_check(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "draft.yaml"
    assert call("read", str(article), "--to", "yaml", "--published", "2025-12-19", "--out", str(out)).code == 0
    checked = call("claims", "check", str(out))
    assert checked.code == 0, checked.err
    assert "1 claims" in checked.err


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(ARTICLE.encode())))
    ran = call("read", "-")
    assert ran.code == 0, ran.err
    assert "Koo" in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.txt",), "no file or folder"),
        (("nowhere.txt", "--published", "soon"), "--published wants a day"),
        (("http://127.0.0.1/x",), "private address"),
        (("nowhere.txt", "--proposer", "http://127.0.0.1:1/v1"), "belong together"),
        (("nowhere.txt", "--proposer", "ftp://127.0.0.1/", "--proposer-model", "m"), "not http or https"),
    ],
)
def test_errors_say_what_to_do_next(arguments: tuple[str, ...], said: str) -> None:
    ran = call("read", *arguments)
    assert ran.code == 2
    assert said in ran.err
