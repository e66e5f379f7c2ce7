"""The kind `listed` on made rows: acts found, denied, not found, statements, caps and missing base rates."""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.claims.made_claims import assessment, claim, judged, words
from tests.unit.claims.made_ledger import STATED, LedgerEvidence, figure, happening

from multifront.claims.language import read_text
from multifront.domain import Row, Verdict
from multifront.errors import FileProblems

NEAR = {"subtypes": ["drill"], "actors": ["AAA", "BBB"], "places": ["strait"]}


def part(name: str = "act", **more: object) -> dict[str, object]:
    return {"name": name, "title": f"The {name} of both", **more}


def verdict_on(
    events: tuple[Row, ...],
    *parts: dict[str, object],
    figures: tuple[Row, ...] = (),
    as_of: date | None = None,
    **more: object,
) -> Verdict:
    found = LedgerEvidence(observed=figures, happenings=events, as_of=as_of)
    return judged(found, claim("listed", {"stated_on": STATED.isoformat(), "parts": list(parts), **more}))[0]


def test_acts_of_two_first_speakers_found_by_the_search_support_the_claim() -> None:
    events = (happening("a", place="in the Strait"), happening("b", "second", place="strait"), happening("c", "third"))
    found = verdict_on(events, part(search=NEAR))
    assert (found.verdict, found.confidence) == ("supported", "high")
    assert found.exhibits[0].total == 2
    assert [picture.kind for picture in found.pictures] == ["event_rows", "specification_curve"]


def test_acts_elsewhere_of_others_or_only_announced_are_not_found() -> None:
    events = (
        happening("a"),
        happening("b", "second", place="strait", initiators=["AAA"]),
        happening("c", "third", place="strait", occurred="statement"),
    )
    found = verdict_on(events, part(search=NEAR))
    assert (found.verdict, found.confidence) == ("cannot be tested", "high")
    assert "never shown to be absent" in words(found)


def test_a_statement_shows_only_that_it_was_made() -> None:
    said = part("speech", what="statement", needed=False, rows=[{"row": "s", "table": "event", "speaker": "an office"}])
    events = (happening("s", subtype="speech", occurred="statement"),)
    found = verdict_on(events, part(search=NEAR), said)
    assert found.verdict == "cannot be tested"
    assert "On record, but only as said" in found.headline.text
    assert "does not show that it is so" in words(found)
    assert "the judged statement" not in words(found)
    itself = happening("s", public=STATED, subtype="speech", occurred="statement")
    found = verdict_on((itself,), part(search=NEAR), said)
    assert "only as said" not in found.headline.text
    assert "may be that statement itself" in words(found)


def test_firm_denials_contradict_it() -> None:
    rows = [{"row": "d", "says": "denies"}]
    assert verdict_on((), part(rows=rows), figures=(figure("d"),)).verdict == "contradicted"


def test_facts_without_a_base_rate_test_nothing_however_firm() -> None:
    events = (happening("a", place="strait"), happening("b", "second", place="strait"))
    found = verdict_on(events, part(search=NEAR), no_base_rate="nobody counts such drills")
    assert (found.verdict, found.confidence) == ("cannot be tested", "high")
    assert "nobody counts such drills" in found.headline.text
    assert found.traces["c1.count_known"].value == 1


def test_intent_caps_the_verdict_and_the_confidence() -> None:
    events = (happening("a", place="strait"), happening("b", "second", place="strait"))
    found = verdict_on(events, part(search=NEAR), at_most="partly supported")
    assert (found.verdict, found.confidence) == ("partly supported", "moderate")


def test_parts_beside_decide_nothing_and_rows_against_cap() -> None:
    events = (happening("a", place="strait"), happening("b", "second", place="strait"))
    beside = part("other", needed=False, missing="rows of the other")
    assert verdict_on(events, part(search=NEAR), beside).verdict == "supported"
    capped = verdict_on(events, part(search=NEAR), figures=(figure("d"),), contrary=[{"row": "d"}])
    assert (capped.verdict, capped.confidence) == ("partly supported", "moderate")
    assert capped.headline.text.endswith("; 1 row is listed against the claim.")


def test_what_came_after_the_statement_is_told_apart_and_hidden_by_the_cut() -> None:
    events = (happening("a", place="strait"), happening("b", "second", date(2025, 1, 1), place="strait"))
    found = verdict_on(events, part(search=NEAR))
    assert (found.traces["c1.act_speakers"].value, found.traces["c1.act_then"].value) == (2, 1)
    assert verdict_on(events, part(search=NEAR), as_of=STATED).verdict == "partly supported"
    assert verdict_on(events, part(search=NEAR), as_of=date(2020, 1, 1)).verdict == "cannot be tested"


def test_a_part_needs_something_and_a_statement_is_never_needed() -> None:
    for entry, said in ((part(), "what would make it testable"), (part(what="statement", missing="x"), "needed")):
        text = assessment(claim("listed", {"stated_on": "2024-05-01", "parts": [entry]}))
        with pytest.raises(FileProblems, match=said):
            read_text(text, "made.yaml")
