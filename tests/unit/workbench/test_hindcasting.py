"""The page of the hindcast: rows, misses first, origins cited; and the shipped page against the shipped list."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from tests.golden.sample_brief import origins

from multifront.claims.hindcast import Eve, Outcome, read_declared
from multifront.workbench import hindcasting
from multifront.workbench.hindcasting import INTRO, Hindcast, hindcast, page, write_page
from multifront.workbench.place import Place

DOCS = Path(__file__).parents[3] / "docs" / "hindcast.md"
DAY = date(2022, 2, 23)


def outcome(claim: str, became: str, *origin_ids: str) -> Outcome:
    rows = tuple(f"EV{n}" for n in range(8))
    words = "A claim", "supported", "low", "something came"
    return Outcome(DAY, "made", claim, *words, "bears out", became, rows, origin_ids)


def made() -> Hindcast:
    found = (outcome("c1", "open"), outcome("c2", "hit", "mod_jp"), outcome("c3", "miss", "mod_jp", "voeten"))
    named = {name: one for name, one in origins().items() if name in ("mod_jp", "voeten")}
    return Hindcast(found, (Eve(day=DAY, eve="The day before it"),), 365, named)


def test_misses_come_first_and_origins_name_their_claims() -> None:
    text = page(made())
    assert re.findall(r"\*\*(miss|hit|open)\*\* \| made (c\d)", text) == [("miss", "c3"), ("hit", "c2"), ("open", "c1")]
    assert "| all | 1 | 1 | 0 | 1 |" in text
    assert "`EV5` and 2 more" in text
    assert "- c2, c3: Japan Joint Staff" in text
    assert "- c3: Erik Voeten" in text


def test_rows_to_print_and_the_file(tmp_path: Path) -> None:
    rows = made().rows
    assert [row["became"] for row in rows] == ["open", "hit", "miss"]
    path = write_page(made(), tmp_path / "page.md")
    assert path.read_text(encoding="utf-8") == page(made())


def test_the_shipped_page_is_of_the_shipped_list() -> None:
    declared, text = read_declared(), DOCS.read_text(encoding="utf-8")
    assert text.startswith(INTRO.format(within=declared.within_days))
    said = re.findall(r"^\| \*\*(hit|miss|silent|open)\*\* \| (\S+) (\w+): ", text, re.M)
    wanted = sorted((one.assessment, one.claim) for one in declared.followed for _ in one.eves)
    assert sorted((name, claim) for _, name, claim in said) == wanted
    for eve in declared.days:
        assert f"## {eve.day}: " in text


def test_a_short_list_is_judged_as_of_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    short = """\
within_days: 365
days: [{day: 2026-02-27, eve: The day before the war in the Gulf}]
followed:
  - {assessment: gulf-2026, claim: g1, eves: [2026-02-27], stream: pla_large_days, because: days that were counted}
"""
    monkeypatch.setattr(hindcasting, "read_declared", lambda: read_declared(short, "short.yaml"))
    heard: list[str] = []
    found = hindcast(Place(), 200, 0, heard.append)
    (only,) = found.outcomes
    assert (only.verdict, only.says, only.became) == ("cannot be tested", "speaks against", "silent")
    assert "3 in the 176 days after, 12 in as many before" in only.followed
    assert set(found.origins) == {"taiwan_mnd_daily"}
    assert heard[0] == "gulf-2026 as of 2026-02-27"
