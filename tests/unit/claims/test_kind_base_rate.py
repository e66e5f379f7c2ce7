"""The kind `base_rate` on made rows: never tested, intervals, treaty rungs, the cut, what is no rate."""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.claims.made_claims import assessment, claim, judged, words
from tests.unit.claims.made_ledger import LedgerEvidence, figure

from multifront.claims.language import read_text
from multifront.domain import Row, Verdict
from multifront.errors import EvidenceError, FileProblems

PUBLISHED = {"name": "published", "title": "Wars that spread", "assumes": "it is one of them", "row": {"row": "p"}}


def counted(found: int, of: int, name: str = "ours") -> dict[str, object]:
    source = {"found": found, "of": of, "source": "counted by hand", "public_from": date(2020, 1, 1)}
    return {"name": name, "title": "Wars counted", "assumes": "wars then are as now", "counted": source}


def verdict_on(rows: tuple[Row, ...], *rates: dict[str, object], as_of: date | None = None, **more: object) -> Verdict:
    asked = {"forecast": "a war would spread", "outcome": "of wars spread", "rates": list(rates), **more}
    return judged(LedgerEvidence(observed=rows, as_of=as_of), claim("base_rate", asked))[0]


def test_a_forecast_is_never_tested_however_high_or_low_the_rate() -> None:
    for found, of in ((0, 50), (25, 50), (50, 50)):
        verdict = verdict_on((), counted(found, of))
        assert (verdict.verdict, verdict.confidence, verdict.headlined) == ("cannot be tested", "high", False)


def test_a_count_has_the_interval_of_wilson() -> None:
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I: 81 of 263 gives 0.2553 to 0.3662 by Wilson's method.
    traces = verdict_on((), counted(81, 263)).traces
    assert traces["c1.ours_low"].value == pytest.approx(25.53, abs=0.005)
    assert traces["c1.ours_high"].value == pytest.approx(36.62, abs=0.005)


def test_the_range_spans_all_rates_and_each_stands_beside_its_assumption() -> None:
    found = verdict_on((figure("p", 0.4, low=0.2, high=0.5),), PUBLISHED, counted(81, 263))
    assert (found.traces["c1.range_low"].value, found.traces["c1.range_high"].value) == (20.0, 50.0)
    assert "it is one of them" in words(found)
    assert len(found.assumptions) == 2
    assert [picture.kind for picture in found.pictures] == ["ranges"]


def test_a_weak_row_and_one_without_an_interval_are_said_to_be() -> None:
    found = verdict_on((figure("p", 0.27, weak=True),), PUBLISHED)
    assert "no interval in the source; a weak row" in words(found)


def test_without_a_public_rate_it_says_so_and_draws_nothing() -> None:
    found = verdict_on((figure("p", 0.27),), PUBLISHED, counted(1, 9), as_of=date(2019, 1, 1))
    assert (found.verdict, found.pictures) == ("cannot be tested", ())
    assert "no base rate was public" in found.headline.text


def test_treaty_rungs_and_precedents_stand_beside() -> None:
    owed = figure("t", 0.0, indicator="military_tie", definition_id="defence", actor="AAA", partner="BBB")
    owed |= {"period_start": date(2020, 1, 1), "period_end": date(2023, 1, 1)}
    treaty = {"pair": ["AAA", "BBB"], "names": ["One", "Two"], "rungs": ["defence"]}
    found = verdict_on((owed, figure("x")), counted(3, 9), treaty=treaty, precedents=[{"row": "x"}])
    assert found.traces["c1.rung_defence"].value == "a source speaks against it"
    assert found.exhibits[0].title == "Precedents, which decide nothing"


def test_what_is_no_share_or_no_rate_is_an_error() -> None:
    with pytest.raises(EvidenceError, match="no share"):
        verdict_on((figure("p", 27.0),), PUBLISHED)
    for rate, said in (
        (counted(9, 3), "more than all"),
        (PUBLISHED | counted(1, 3), "either"),
    ):
        with pytest.raises(FileProblems, match=said):
            read_text(
                assessment(
                    claim("base_rate", {"forecast": "a war would spread", "outcome": "of wars spread", "rates": [rate]})
                ),
                "made.yaml",
            )
