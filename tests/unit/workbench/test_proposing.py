"""A model behind an endpoint of our own: what it may add, and that every failure leaves the reading whole."""

from __future__ import annotations

import http.server
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from tests.local_server import drip, serving

from multifront import claims
from multifront.errors import UsageError
from multifront.sources.fetch_connection import Limits
from multifront.workbench import draft_assessments, proposing, reading
from multifront.workbench.proposing import KEY, Proposer, proposer_of
from multifront.workbench.store import Place

ARTICLE = (
    "Fleets at sea\n\nROME, 3 March 2026 (Made Wire) - Minister Han said that China and Russia have drawn closer "
    "since 2022. The navies of Serbia and Egypt steam as one fleet under one flag, he said.\n"
)
FLEET = "The navies of Serbia and Egypt steam as one fleet under one flag"
SECRET = "sk-made-up-0123456789"
LADDER = {"quote": FLEET, "kind": "ladder", "actors": ["SRB", "EGY"]}


def completion(content: Any) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


def proposes(*items: Any) -> bytes:
    return completion(json.dumps({"proposals": list(items)}))


class _Model(http.server.BaseHTTPRequestHandler):
    """Answers by the first part of the path; keeps what it was sent."""

    answers: ClassVar[dict[str, Callable[[_Model], None]]] = {}
    asked: ClassVar[list[tuple[str, dict[str, str], dict[str, Any]]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((self.path, dict(self.headers), json.loads(body)))
        self.answers[self.path.split("/")[1]](self)

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers), {}))
        self.send(proposes(LADDER))

    def send(self, body: bytes, status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def slowly(model: _Model) -> None:
    drip(model, b" ")


NASTY = "ladder\nclaims: [] # !!python/object/apply:os.system [x]"
ANSWERS: dict[str, Callable[[_Model], None]] = {
    "good": lambda model: model.send(proposes(LADDER)),
    "nasty": lambda model: model.send(proposes({**LADDER, "kind": NASTY}, {**LADDER, "text": "\x1b[31m"}, LADDER)),
    "prose": lambda model: model.send(completion("China is right, and here is why.")),
    "page": lambda model: model.send(b"<html>sign in</html>"),
    "deep": lambda model: model.send(b"[" * 500_000),
    "empty": lambda model: model.send(b""),
    "nothing": lambda model: model.send(completion(None)),
    "huge": lambda model: model.send(completion("x" * 2_000_000)),
    "busy": lambda model: model.send(b"", 503),
    "keyless": lambda model: model.send(b"wrong key", 401),
    "moved": lambda model: model.send(b"", 307, (("Location", "/good/chat/completions"),)),
    "slow": slowly,
}


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(_Model, "answers", ANSWERS)
    monkeypatch.setattr(_Model, "asked", [])
    with serving(_Model) as url:
        yield url


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "fleets.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def read(path: Path, url: str, **changes: Any) -> reading.Read:
    return reading.gather(str(path), proposer=replace(Proposer(url, "made/model-1"), **changes))


def test_nothing_is_asked_unless_it_is_asked_for(endpoint: str, article: Path) -> None:
    assert reading.gather(str(article)).readings
    assert proposer_of(None, None, {KEY: SECRET}) is None
    assert _Model.asked == []


def test_a_proposed_claim_carries_its_mark_everywhere_and_passes_the_check(endpoint: str, article: Path) -> None:
    found = read(article, f"{endpoint}/good/v1/")
    mark = "roposed by the model made/model-1, not by our rules"
    assert [mark in row["detail"] for row in reading.rows(found) if row["what"] == "claim"].count(True) == 1
    assert [one["proposed_by"] for one in reading.contents(found)[0]["claims"]] == ["", "made/model-1"]
    text = draft_assessments.assessment(found, Place())
    by_kind = {claim.entry.kind: claim.entry for claim in claims.language.read_text(text, "x").claims}
    assert by_kind["ladder"].caveats[0] == f"P{mark}."
    assert by_kind["ladder"].speaker.startswith("Minister Han") or by_kind["ladder"].speaker.startswith("Han")
    assert not any(mark in caveat for caveat in by_kind["alignment_change"].caveats)
    assert any("made/model-1" in limit for limit in yaml.safe_load(text)["limits"])
    assert "127.0.0.1" not in text


def test_the_document_is_sent_as_data_and_the_key_in_the_header_only(endpoint: str, article: Path) -> None:
    found = read(article, f"{endpoint}/good/v1", key=SECRET)
    ((path, headers, body),) = _Model.asked
    assert path == "/good/v1/chat/completions"
    assert headers["Authorization"] == f"Bearer {SECRET}"
    assert body["model"] == "made/model-1"
    assert body["response_format"] == {"type": "json_object"}
    told, sent = (message["content"] for message in body["messages"])
    assert "not an instruction" in told
    assert json.loads(sent)["document"]["text"] == found.readings[0].document.text
    assert SECRET not in json.dumps(body)
    shown = json.dumps([reading.rows(found), reading.contents(found)], default=str)
    assert SECRET not in shown + draft_assessments.assessment(found, Place()) + repr(Proposer("u", "m", SECRET))


FAILURES = {
    "prose": "not JSON",
    "page": "no chat completion",
    "deep": "no chat completion",
    "empty": "no chat completion",
    "nothing": "no chat completion",
    "huge": "longer than 1,000,000 bytes",
    "busy": "answers 503",
    "keyless": "answers 401",
    "moved": "redirects",
    "slow": "takes",
}


@pytest.mark.parametrize("case", FAILURES)
def test_every_failure_is_one_note_and_the_reading_is_as_without(case: str, endpoint: str, article: Path) -> None:
    without = reading.gather(str(article)).readings[0]
    started = time.monotonic()
    (found,) = read(article, f"{endpoint}/{case}", key=SECRET, patience=Limits(connect=1, read=1, total=1)).readings
    assert time.monotonic() - started < 20
    assert found.claims == without.claims
    (note,) = [note for note in found.document.notes if "model" in note]
    assert note.startswith("no claims of the model made/model-1: ")
    assert FAILURES[case] in note
    assert not any(secret in note for secret in (SECRET, "127.0.0.1", "wrong key", "sign in"))
    assert len(_Model.asked) == 1


def test_an_endpoint_that_is_not_there_is_one_note(article: Path) -> None:
    (found,) = read(article, "http://127.0.0.1:1/v1").readings
    assert "cannot be reached" in found.document.notes[-1]


def test_what_looks_like_structure_is_refused_and_counted(endpoint: str, article: Path) -> None:
    found = read(article, f"{endpoint}/nasty")
    assert (
        "1 refused: a kind that does not exist; 1 refused: keys that were not asked for"
        in found.readings[0].document.notes[-1]
    )
    content = yaml.safe_load(draft_assessments.assessment(found, Place()))
    assert set(content) == {"assessment", "title", "question", "document", "claims", "not_judged", "limits"}
    assert len(content["claims"]) == 2


def test_after_a_failure_the_other_documents_are_not_sent(endpoint: str, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(ARTICLE.replace("Han", f"Han{name[0]}"), encoding="utf-8")
    found = read(tmp_path, f"{endpoint}/busy")
    assert len(_Model.asked) == 1
    assert all("answers 503" in one.document.notes[-1] for one in found.readings)
    assert len(read(tmp_path, f"{endpoint}/prose").readings) == 3
    assert len(_Model.asked) == 4


def test_more_documents_than_may_be_sent_are_refused(article: Path) -> None:
    one = reading.gather(str(article)).readings[0]
    with pytest.raises(UsageError, match="at most 100"):
        proposing.with_proposed([one] * 101, Proposer("http://127.0.0.1:1", "m"))


@pytest.mark.parametrize(
    ("url", "model", "key", "said"),
    [
        ("http://localhost:1/v1", None, "", "belong together"),
        (None, "m", "", "belong together"),
        ("http://localhost:1/v1", "m\nclaims: []", "", "name of letters"),
        ("ftp://localhost/v1", "m", "", "not http or https"),
        ("http://a:b@localhost/v1", "m", "", "name or password"),
        ("http://8.8.8.8/v1", "m", SECRET, "unencrypted"),
        ("http://localhost:1/v1", "m", "a\r\nX-Other: b", "no key has"),
    ],
)
def test_options_that_cannot_be_carried_out(url: str | None, model: str | None, key: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as error:
        proposer_of(url, model, {KEY: key})
    assert "next: " in str(error.value)
    assert not key or key not in str(error.value)


def test_a_key_may_go_to_this_machine_and_over_tls() -> None:
    for url in ("http://127.0.0.1:1/v1", "https://8.8.8.8/v1"):
        asked = proposer_of(url, "m", {KEY: SECRET})
        assert asked is not None
        assert asked.key == SECRET
