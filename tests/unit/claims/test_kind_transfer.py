"""The kind `transfer` on made rows: shown, one speaker, weak, in conflict, denied, ordered, missing, and the cut."""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.claims.made_claims import assessment, claim, judged, words
from tests.unit.claims.made_ledger import STATED, LedgerEvidence, figure

from multifront.claims.language import read_text
from multifront.domain import Row, Verdict
from multifront.errors import EvidenceError, FileProblems

LATER = date(2025, 1, 1)


def flow(*rows: tuple[str, str], name: str = "goods", **more: object) -> dict[str, object]:
    return {"name": name, "title": f"{name.title()} from One to Two", "rows": [told(*row) for row in rows], **more}


def told(row: str, says: str, speaker: str = "") -> dict[str, str]:
    return {"row": row, "says": says, "speaker": speaker or row}


def verdict_on(rows: tuple[Row, ...], *flows: dict[str, object], as_of: date | None = None, **more: object) -> Verdict:
    found = LedgerEvidence(observed=rows, as_of=as_of, reliability={"copy": "C"})
    return judged(found, claim("transfer", {"stated_on": STATED.isoformat(), "flows": list(flows), **more}))[0]


def test_firm_rows_of_two_first_speakers_support_the_claim() -> None:
    rows = (figure("a"), figure("b", origin="second"))
    found = verdict_on(rows, flow(("a", "delivered"), ("b", "used")))
    assert (found.verdict, found.confidence) == ("supported", "high")
    assert found.traces["c1.goods_speakers"].value == 2
    assert [picture.kind for picture in found.pictures] == ["event_rows", "specification_curve"]
    assert [(exhibit.total, exhibit.table) for exhibit in found.exhibits] == [(2, "observation")]


def test_copies_of_one_report_and_one_declared_speaker_count_once() -> None:
    copies = (figure("a", origin="wire-one"), figure("b", origin="wire-two"))
    found = verdict_on(copies, flow(("a", "delivered"), ("b", "delivered")))
    assert (found.verdict, found.confidence) == ("partly supported", "moderate")
    apart = (figure("a"), figure("b", origin="second"))
    same = flow(("a", "delivered", "one office"), ("b", "delivered", "one office"))
    assert verdict_on(apart, same).traces["c1.goods_speakers"].value == 1


def test_speakers_who_outnumber_the_independent_ones_are_said_to_count_as_fewer() -> None:
    copies = (figure("a", origin="wire-one"), figure("b", origin="wire-two"), figure("c", origin="other"))
    one = verdict_on(copies, flow(("a", "delivered"), ("b", "delivered")))
    assert "(a, b, who count as one because their independence is not shown)" in words(one)
    two = verdict_on(copies, flow(("a", "delivered"), ("b", "delivered"), ("c", "used")))
    assert "(a, b, c, who count as 2 because the independence of all is not shown)" in words(two)
    assert "who count as" not in words(verdict_on(copies, flow(("a", "delivered"), ("c", "delivered"))))


@pytest.mark.parametrize("flaw", [{"weak": True}, {"conflict": True}])
def test_weak_and_conflicting_rows_show_it_only_in_part(flaw: dict[str, bool]) -> None:
    rows = (figure("a", **flaw), figure("b", origin="second", **flaw))
    found = verdict_on(rows, flow(("a", "delivered"), ("b", "delivered")))
    assert (found.verdict, found.confidence) == ("partly supported", "moderate")
    assert found.traces["c1.goods_weak"].value == 2


def test_firm_denials_contradict_and_with_deliveries_only_dispute() -> None:
    rows = (figure("a"), figure("b", origin="second"), figure("c", origin="third"))
    assert verdict_on(rows, flow(("c", "denied"))).verdict == "contradicted"
    disputed = verdict_on(rows, flow(("a", "delivered"), ("b", "delivered"), ("c", "denied")))
    assert (disputed.verdict, disputed.confidence) == ("partly supported", "moderate")
    half = verdict_on(rows, flow(("c", "denied")), flow(("a", "ordered"), name="parts"))
    assert half.verdict == "not supported"
    weak = verdict_on((figure("c", weak=True),), flow(("c", "denied")))
    assert weak.verdict == "cannot be tested"


def test_an_order_shows_no_supply_and_a_flow_without_rows_says_what_would_help() -> None:
    rows = (figure("a"), figure("b", origin="second"))
    ordered = verdict_on(rows, flow(("a", "ordered"), ("b", "ordered")))
    assert (ordered.verdict, ordered.confidence) == ("cannot be tested", "high")
    bare = verdict_on(rows, flow(missing="dated rows of shells", indirect=True))
    assert bare.verdict == "cannot be tested"
    assert "dated rows of shells" in words(bare)
    assert bare.pictures == ()


def test_one_unknown_flow_makes_it_partly_supported_and_less_sure() -> None:
    rows = (figure("a"), figure("b", origin="second"))
    found = verdict_on(rows, flow(("a", "used"), ("b", "used")), flow(name="parts", missing="rows of parts"))
    assert (found.verdict, found.confidence) == ("partly supported", "moderate")


def test_rows_against_the_claim_cap_it() -> None:
    rows = (figure("a"), figure("b", origin="second"), figure("c", origin="third"))
    found = verdict_on(rows, flow(("a", "used"), ("b", "used")), contrary=[{"row": "c"}])
    assert (found.verdict, found.confidence) == ("partly supported", "moderate")
    assert found.exhibits[-1].title == "Rows listed against the claim"
    assert found.headline.text.endswith("; 1 row is listed against the claim.")


def test_copies_alone_make_it_less_sure() -> None:
    rows = (figure("a", origin="copy"), figure("b", origin="second"))
    assert verdict_on(rows, flow(("a", "used"), ("b", "used"))).confidence == "high"
    both = (figure("a", origin="copy"), figure("b", origin="copy"))
    assert verdict_on(both, flow(("a", "used"))).confidence == "low"


def test_what_became_public_after_the_statement_counts_now_and_not_then() -> None:
    rows = (figure("a"), figure("b", origin="second", public=LATER))
    asked = flow(("a", "delivered"), ("b", "delivered"))
    found = verdict_on(rows, asked)
    assert (found.traces["c1.goods_speakers"].value, found.traces["c1.goods_then"].value) == (2, 1)
    assert verdict_on(rows, asked, as_of=STATED).verdict == "partly supported"
    assert verdict_on(rows, asked, as_of=date(2020, 1, 1)).verdict == "cannot be tested"


def test_a_row_that_is_nowhere_is_an_error_without_a_cut() -> None:
    with pytest.raises(EvidenceError):
        verdict_on((figure("a"),), flow(("z", "delivered")))


def test_a_flow_needs_rows_or_a_reason_and_its_own_name() -> None:
    for flows, said in (([flow()], "neither rows"), ([flow(missing="x"), flow(missing="y")], "same name")):
        text = assessment(claim("transfer", {"stated_on": "2024-05-01", "flows": flows}))
        with pytest.raises(FileProblems, match=said):
            read_text(text, "made.yaml")
