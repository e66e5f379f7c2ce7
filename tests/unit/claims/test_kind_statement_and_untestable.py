"""The kinds `statement` and `untestable`: carriers counted, denials, and reasons that never become a verdict."""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.claims.made_claims import claim, judged, words
from tests.unit.claims.made_ledger import STATED, LedgerEvidence, happening

from multifront.domain import Row, Verdict
from multifront.errors import FileProblems


def said(*rows: dict[str, object]) -> dict[str, object]:
    saying = {"name": "speech", "title": "The minister on drills", "rows": [{"table": "event", **row} for row in rows]}
    return claim("statement", {"stated_on": STATED.isoformat(), "sayings": [saying]})


def verdict_on(events: tuple[Row, ...], *rows: dict[str, object], as_of: date | None = None) -> Verdict:
    return judged(LedgerEvidence(happenings=events, as_of=as_of), said(*rows))[0]


def test_two_independent_carriers_show_that_it_was_said_and_not_that_it_is_so() -> None:
    found = verdict_on((happening("a"), happening("b", "second")), {"row": "a"}, {"row": "b"})
    assert (found.verdict, found.confidence) == ("supported", "high")
    assert "does not make it so" in words(found)


def test_carriers_of_one_speakers_words_do_not_count_once_but_copies_do() -> None:
    two = (happening("a"), happening("b", "second"))
    speaker = {"speaker": "the minister"}
    assert verdict_on(two, {"row": "a", **speaker}, {"row": "b", **speaker}).verdict == "supported"
    copies = (happening("a", "wire-one"), happening("b", "wire-two"))
    found = verdict_on(copies, {"row": "a"}, {"row": "b"})
    assert (found.verdict, found.confidence) == ("partly supported", "moderate")


def test_a_firm_denial_alone_contradicts() -> None:
    found = verdict_on((happening("a"),), {"row": "a", "says": "denies"})
    assert found.verdict == "contradicted"


def test_what_was_not_public_yet_is_missing() -> None:
    found = verdict_on((happening("a", public=date(2024, 6, 1)),), {"row": "a"}, as_of=date(2024, 2, 1))
    assert (found.verdict, found.confidence) == ("cannot be tested", "high")


REASON = {
    "lacks": "intent",
    "what": "nobody sees what a state intends {or} means",
    "testable_with": "an order that is leaked",
}


def test_reasons_are_said_with_what_would_test_them() -> None:
    reasons = [REASON, {**REASON, "lacks": "data", "fetch": "multifront evidence fetch gdelt"}]
    found = judged(LedgerEvidence(), claim("untestable", {"reasons": reasons}))[0]
    assert (found.verdict, found.confidence, found.p_value) == ("cannot be tested", "high", None)
    assert "what somebody intends" in found.headline.text
    assert "{or}" in found.headline.text
    assert "testable with: an order that is leaked." in words(found)
    assert "Next: multifront evidence fetch gdelt." in words(found)


def test_rows_beside_change_nothing() -> None:
    evidence = LedgerEvidence(happenings=(happening("a"),))
    found = judged(evidence, claim("untestable", {"reasons": [REASON], "beside": [{"row": "a", "table": "event"}]}))[0]
    assert found.verdict == "cannot be tested"
    assert found.exhibits[0].total == 1


@pytest.mark.parametrize(
    "reasons",
    [[], [{**REASON, "lacks": "luck"}], [{**REASON, "fetch": "rm -rf /"}], [{"lacks": "data", "what": REASON["what"]}]],
)
def test_a_reason_needs_its_kind_and_what_would_test_it(reasons: list) -> None:
    with pytest.raises(FileProblems):
        judged(LedgerEvidence(), claim("untestable", {"reasons": reasons}))
