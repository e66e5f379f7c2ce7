"""A changed claim is judged alone, briefs are the same with and without what is kept, and damage is dropped aloud."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from multifront import claims
from multifront.claims.kept_text import as_text, from_text
from multifront.claims.kind import Finding
from multifront.claims.kinds import KINDS
from multifront.claims.ledger import Ledger
from multifront.workbench import briefs, claim_shelf
from multifront.workbench.claim_shelf import ClaimShelf, claims_folder

REQUEST = briefs.Request(draws=100)
IDS = ["t2", "t3", "t7", "t8"]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of caches."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return claims_folder()


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the claims that were measured, in order."""
    found: list[str] = []
    for kind in {type(kind): None for kind in KINDS.values()}:

        def measure(self, claim_id, parameters, context, measure=kind.measure):
            found.append(claim_id)
            return measure(self, claim_id, parameters, context)

        monkeypatch.setattr(kind, "measure", measure)
    return found


@pytest.fixture(scope="module")
def text() -> str:
    """An assessment with two claims that have a p and two that have none."""
    whole = claims.SHIPPED.joinpath("taiwan-2025.yaml").read_text(encoding="utf-8")
    head = whole[: whole.index("claims:\n")].replace("assessment: taiwan-2025", "assessment: four")
    cuts = {"t2": "t3", "t3": "t4a", "t7": "t8", "t8": "t9"}
    parts = [whole[whole.index(f"  - id: {one}\n") : whole.index(f"  - id: {end}\n")] for one, end in cuts.items()]
    return head + "claims:\n" + "".join(parts)


def written(text: str, folder: Path, request: briefs.Request = REQUEST, said: list[str] | None = None) -> list[bytes]:
    """The files of a brief that no earlier brief stands beside."""
    folder.mkdir()
    file = folder / "four.yaml"
    file.write_text(text, encoding="utf-8")
    paths = briefs.write(file, folder, request, (said if said is not None else []).append).paths
    return [path.read_bytes() for path in paths]


def test_nothing_is_judged_twice_and_the_brief_is_the_same(
    text: str, tmp_path: Path, cache: Path, judged: list[str]
) -> None:
    first = written(text, tmp_path / "one")
    assert judged == IDS
    assert len(list(cache.glob("*.json"))) == len(IDS)
    assert written(text, tmp_path / "two") == first
    assert judged == IDS
    assert written(text, tmp_path / "anew", replace(REQUEST, anew=True)) == first
    assert judged == IDS * 2


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("end: 2022-10-05}", "end: 2021-10-05}", ["t7"]),
        ("primary_window_days: 7", "primary_window_days: 3", ["t8"]),
        ("title: ", "title: Another ", []),
    ],
)
def test_a_changed_claim_is_judged_alone(
    text: str, tmp_path: Path, cache: Path, judged: list[str], old: str, new: str, again: list[str]
) -> None:
    assert old in text
    first = written(text, tmp_path / "one")
    changed = text.replace(old, new, 1)
    judged.clear()
    second = written(changed, tmp_path / "two")
    assert judged == again
    assert second != first
    assert written(changed, tmp_path / "anew", replace(REQUEST, anew=True)) == second


def test_q_follows_the_p_of_a_changed_claim(text: str, tmp_path: Path, cache: Path, judged: list[str]) -> None:
    """One test fewer: the other claim keeps its p, and its q is corrected for one test instead of two."""
    both = json.loads(written(text, tmp_path / "one")[0])
    judged.clear()
    alone = json.loads(written(text[: text.index("  - id: t8\n")], tmp_path / "two")[0])
    assert judged == []
    (before,), (after,) = ([one for one in brief["claims"] if one["claim_id"] == "t7"] for brief in (both, alone))
    assert before["p_value"] == after["p_value"] == after["q_value"] < before["q_value"]


@pytest.mark.parametrize("change", [{"seed": 1}, {"draws": 101}, {"as_of": "2025-06-01"}])
def test_other_settings_are_judged_again(
    text: str, tmp_path: Path, cache: Path, judged: list[str], change: dict[str, object]
) -> None:
    if "as_of" in change:
        change = {"as_of": briefs.date.fromisoformat(str(change["as_of"]))}
    written(text, tmp_path / "one")
    judged.clear()
    written(text, tmp_path / "two", replace(REQUEST, **change))
    assert judged == IDS


def test_a_changed_scenario_file_and_its_base_count(text: str, tmp_path: Path, cache: Path, judged: list[str]) -> None:
    shipped = (Path(claims.__file__).parents[1] / "scenarios" / "taiwan-blockade.yaml").read_text(encoding="utf-8")
    base, own = tmp_path / "base.yaml", tmp_path / "own.yaml"
    base.write_text(shipped, encoding="utf-8")
    head = {line.split(":")[0]: line for line in shipped.splitlines() if line.split(":")[0] in ("scenario", "title")}
    own.write_text("\n".join([*head.values(), "extends: base.yaml", ""]), encoding="utf-8")
    mine = text.replace("scenario: taiwan-blockade", f"scenario: {own}")
    assert mine != text
    written(mine, tmp_path / "one")
    judged.clear()
    written(mine, tmp_path / "two")
    assert judged == []
    base.write_text(shipped + "\n# a remark\n", encoding="utf-8")
    written(mine, tmp_path / "three")
    assert judged == ["t2"]


def _cut(body: str) -> str:
    return body[: len(body) // 2]


def _p_turned(body: str) -> str:
    return body.replace('"p_value":0.', '"p_value":0.0')


def _signed(body: str) -> str:
    """A text with the right checksum that is no result."""
    return f"{claim_shelf._head(json.loads(body.partition(chr(10))[0])['kept'], as_text(1))}\n{as_text(1)}\n"


@pytest.mark.parametrize("damage", [_cut, _p_turned, _signed, lambda _: "", lambda _: "\x00", lambda body: body * 2])
def test_damage_is_dropped_with_one_line_and_judged_again(
    text: str, tmp_path: Path, cache: Path, judged: list[str], damage
) -> None:
    first = written(text, tmp_path / "one")
    (file,) = [one for one in cache.glob("*.json") if '"t7.' in one.read_text(encoding="utf-8")]
    before = file.read_bytes()
    file.write_text(damage(before.decode()), encoding="utf-8")
    judged.clear()
    said: list[str] = []
    assert written(text, tmp_path / "two", said=said) == first
    assert judged == ["t7"]
    assert len([line for line in said if "is dropped" in line]) == 1
    assert file.read_bytes() == before


def test_the_result_of_another_claim_in_its_place_is_dropped(text: str, tmp_path: Path, cache: Path) -> None:
    first = written(text, tmp_path / "one")
    one, other, *_ = sorted(cache.glob("*.json"))
    one.write_bytes(other.read_bytes())
    said: list[str] = []
    assert written(text, tmp_path / "two", said=said) == first
    assert len([line for line in said if "is dropped" in line]) == 1


def test_a_folder_that_cannot_be_written_keeps_nothing_and_loses_nothing(
    text: str, tmp_path: Path, cache: Path
) -> None:
    first = written(text, tmp_path / "one", replace(REQUEST, anew=True))
    for file in cache.glob("*.json"):
        file.unlink()
    cache.rmdir()
    cache.write_text("a file in the place of the folder", encoding="utf-8")
    said: list[str] = []
    assert written(text, tmp_path / "two", said=said) == first
    assert len([line for line in said if "is not kept" in line]) == len(IDS)


@dataclass
class OwnOutcome:
    """The outcome of a plug-in."""

    number: int = 1


def test_an_outcome_of_a_plug_in_is_not_kept(small: Path, tmp_path: Path) -> None:
    (claim,) = claims.load(small).claims
    shelf = ClaimShelf(tmp_path / "shelf", "around", pytest.fail)
    shelf.keep(claim, Finding(Ledger("t7"), outcome=OwnOutcome(), p_value=0.5))
    assert shelf.take(claim) is None
    assert not (tmp_path / "shelf").exists()


def test_runs_that_write_and_read_at_once_never_see_half_a_result(small: Path, tmp_path: Path) -> None:
    (claim,) = claims.load(small).claims
    shelf = ClaimShelf(tmp_path / "shelf", "around", pytest.fail)
    given = Finding(Ledger("t7"), outcome=tuple(range(20_000)), p_value=0.5)
    shelf.keep(claim, given)

    def write(_: int) -> None:
        shelf.keep(claim, given)

    def read(_: int) -> bool:
        return as_text(shelf.take(claim)) == as_text(given)

    with ThreadPoolExecutor(4) as pool:
        writing, reading = pool.map(write, range(40)), pool.map(read, range(40))
        assert all(reading)
        list(writing)
    assert [path.suffix for path in (tmp_path / "shelf").iterdir()] == [".json"]


def test_what_nobody_asked_for_the_longest_goes_first(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claim_shelf, "MOST", 2)
    (claim,) = claims.load(small).claims
    shelves = [ClaimShelf(tmp_path / "shelf", around, pytest.fail) for around in "abc"]
    for age, shelf in enumerate(shelves):
        shelf.keep(claim, Finding(Ledger("t7"), p_value=age / 10))
        claim_shelf.os.utime(shelf._file(claim), (age, age))
    assert shelves[0].take(claim) is not None  # asked for now
    shelves[0].tidy()
    assert [shelf.take(claim) is not None for shelf in shelves] == [True, False, True]


def test_a_result_is_read_as_data(small: Path, tmp_path: Path) -> None:
    (claim,) = claims.load(small).claims
    shelf = ClaimShelf(tmp_path / "shelf", "around", pytest.fail)
    shelf.keep(claim, Finding(Ledger("t7"), p_value=0.5))
    _, body, _ = shelf._file(claim).read_text(encoding="utf-8").split("\n")
    assert from_text(body).p_value == 0.5
