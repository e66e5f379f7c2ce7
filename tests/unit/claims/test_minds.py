"""What would change a verdict: each observation, once made, leads to the verdict that was foretold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.unit.claims.made_claims import claim, judged
from tests.unit.claims.made_evidence import MadeEvidence, MadeStream, spread
from tests.unit.claims.made_ledger import STATED, LedgerEvidence, figure
from tests.unit.claims.test_kind_dependence import FALL, LEVEL, RISE, printed
from tests.unit.claims.test_kind_dependence import verdict_on as dependence
from tests.unit.claims.test_kind_rate_change import AFTER, BEFORE, PRIMARY, patrols, rate
from tests.unit.claims.test_kind_rate_change import verdict_on as rate_verdict

from multifront import timing
from multifront.claims.kinds import KINDS
from multifront.claims.minds import REASONS, ChangesItsMind
from multifront.domain import Verdict

YEAR = (AFTER[1] + timedelta(days=1), AFTER[1] + timedelta(days=365))


def led(verdict: Verdict) -> dict[str, str]:
    """Sentence to verdict."""
    return {flip.observation.text: flip.to for flip in verdict.flips}


def a_year_later(before: int, after: int, more: int) -> str:
    """The verdict once so many patrols have come in one more year, judged by the kind itself."""
    days = spread(*BEFORE, before) + spread(*AFTER, after) + (spread(*YEAR, more) if more else ())
    later = PRIMARY | {"after": {"start": AFTER[0], "end": YEAR[1]}}
    stream = MadeStream("patrols", days, BEFORE[0], YEAR[1])
    return judged(MadeEvidence((stream,)), rate(primary=later, until=YEAR[1]))[0].verdict


@pytest.mark.parametrize(("before", "after"), [(8, 16), (5, 6), (20, 20)])
def test_events_of_one_more_year_lead_to_the_verdict_foretold(before: int, after: int) -> None:
    verdict = rate_verdict(patrols(before, after))
    ends = {name: trace.value for name, trace in verdict.traces.items() if ".flip_events_" in name}
    assert ends
    foretold = {flip.to: [ends[f.trace_id] for f in flip.observation.figures.values()] for flip in verdict.flips}
    tried = 0
    for to, counts in foretold.items():
        for count in counts:
            assert a_year_later(before, after, int(count)) == to, (to, count)
            tried += 1
    assert tried
    assert verdict.verdict not in foretold


def test_the_least_number_is_the_least() -> None:
    verdict = rate_verdict(patrols(8, 16))
    least = next(flip for flip in verdict.flips if flip.to == "supported")
    count = verdict.traces[least.observation.figures["low"].trace_id].value
    assert a_year_later(8, 16, count - 1) != "supported"
    assert "2020" in least.observation.text
    assert "p corrected by as much as today" in least.observation.text


def test_other_tests_of_the_assessment_raise_the_number_that_is_needed() -> None:
    stream = patrols(8, 16)
    level = MadeStream("level", spread(*BEFORE, 20) + spread(*AFTER, 20), BEFORE[0], AFTER[1])
    idle = {**rate(stream="level"), "id": "c2"}
    evidence = MadeEvidence((stream, level))
    verdict = judged(evidence, rate(), idle)[0]
    assert verdict.p_value is not None
    assert verdict.q_value == pytest.approx(2 * verdict.p_value)
    least = next(flip for flip in verdict.flips if flip.to == "supported")
    count = int(verdict.traces[least.observation.figures["low"].trace_id].value)
    today = timing.rate_change_test(evidence.stream("patrols"), before=BEFORE, after=AFTER, rng=0)
    p_values = [timing.further_events(today, events=n, days=365).p_value for n in (count - 1, count)]
    assert 2 * p_values[1] <= 0.05 < 2 * p_values[0]
    assert p_values[0] <= 0.05


def test_what_came_since_is_said_to_be_on_record() -> None:
    days = spread(*BEFORE, 8) + spread(*AFTER, 16) + spread(*YEAR, 3)
    stream = MadeStream("patrols", days, BEFORE[0], YEAR[1])
    verdict = judged(MadeEvidence((stream,)), rate())[0]
    assert verdict.flips
    assert all("(3 already on record up to" in flip.observation.text for flip in verdict.flips)
    assert not any("on record" in flip.observation.text for flip in rate_verdict(patrols(8, 16)).flips)


def test_where_no_number_of_events_changes_it_that_is_said() -> None:
    verdict = rate_verdict(patrols(5, 20))
    assert [flip.to for flip in verdict.flips] == [""]
    assert verdict.flips[0].observation.text.startswith("No number of events from 0 to 75 in the year from 2020-01-01")
    assert {a_year_later(5, 20, count) for count in (0, 4, 30)} == {"supported"}


def test_the_base_rate_stands_beside_it() -> None:
    verdict = rate_verdict(patrols(5, 20))
    days = (AFTER[1] - BEFORE[0]).days + 1
    assert verdict.traces["c1.base_rate_patrols"].value == pytest.approx(25 / days * 365.25)
    assert "25 events" in verdict.watch[0].text


def supply(*rows: tuple[str, str]) -> dict[str, object]:
    told = [{"row": row, "says": says, "speaker": row} for row, says in rows]
    flows = [{"name": "goods", "title": "Goods one", "rows": told, **({} if told else {"missing": "a row"})}]
    return claim("transfer", {"stated_on": STATED.isoformat(), "flows": flows})


def test_a_second_speaker_leads_to_the_verdict_foretold() -> None:
    rows = (figure("a"), figure("b", origin="second"))
    one = judged(LedgerEvidence(observed=rows), supply(("a", "delivered")))[0]
    assert led(one) == {
        "Goods one: a second independent first speaker in a firm row shows it.": "supported",
        "Goods one: a firm row denies it, and none that shows it stands any more.": "contradicted",
    }
    both = judged(LedgerEvidence(observed=rows), supply(("a", "delivered"), ("b", "delivered")))[0]
    assert both.verdict == "supported"
    assert led(both)["Goods one: a row denies it."] == "partly supported"
    three = (*rows, figure("c", origin="third"))
    denied = judged(LedgerEvidence(observed=three), supply(("a", "delivered"), ("b", "delivered"), ("c", "denied")))[0]
    assert denied.verdict == "partly supported"
    assert judged(LedgerEvidence(observed=rows), supply(("a", "denied")))[0].verdict == "contradicted"


def test_one_row_is_enough_where_no_row_tells_of_a_part() -> None:
    none = judged(LedgerEvidence(), supply())[0]
    assert led(none) == {
        "Goods one: a row shows it, be it a weak one.": "partly supported",
        "Goods one: firm rows of two independent first speakers show it, with none against.": "supported",
        "Goods one: a firm row denies it.": "contradicted",
    }
    weak = judged(LedgerEvidence(observed=(figure("a", weak=True),)), supply(("a", "delivered")))[0]
    assert (none.verdict, weak.verdict) == ("cannot be tested", "partly supported")
    assert led(weak)["Goods one: a firm row denies it."] == "contradicted"
    rows = (figure("a", weak=True), figure("b", origin="second"))
    assert (
        judged(LedgerEvidence(observed=rows), supply(("a", "delivered"), ("b", "denied")))[0].verdict == "contradicted"
    )


def test_further_estimates_lead_to_the_verdicts_foretold() -> None:
    def estimates(*values: float) -> Verdict:
        rows = tuple(figure(f"r{place}", value, f"origin{place}") for place, value in enumerate(values))
        named = [
            {"row": row["observation_id"], "title": "an estimate", "speaker": row["observation_id"]} for row in rows
        ]
        asked = {"quantity": "things", "unit": "things", "low": 2, "high": 4, "stated_on": STATED.isoformat()}
        return judged(LedgerEvidence(observed=rows), claim("quantity", asked | {"estimates": named}))[0]

    now = estimates(9.0)
    assert now.verdict == "not supported"
    assert set(led(now).values()) == {"partly supported", "contradicted"}
    assert estimates(9.0, 3.0).verdict == "partly supported"
    assert estimates(9.0, 8.0).verdict == "contradicted"


def test_shares_that_would_have_to_move_are_named_with_their_figure() -> None:
    found = dependence(printed("exports", RISE) + printed("imports", LEVEL))
    assert found.verdict == "partly supported"
    up = next(flip for flip in found.flips if flip.to == "supported")
    assert up.observation.text.startswith("Share of imports: every later figure above")
    assert found.traces["c1.flip_imports_up"].value == pytest.approx(10.25 + 5.0)
    assert dependence(printed("exports", RISE) + printed("imports", RISE)).verdict == "supported"
    fallen = dependence(printed("exports", FALL) + printed("imports", FALL))
    assert fallen.verdict == "contradicted"
    assert led(found)["Share of exports: every later figure below 9.5 %."] == "contradicted"


def test_what_is_not_computed_says_why() -> None:
    refused = rate_verdict(patrols(5, 20, refusal="it grew with attention"))
    assert led(refused) == {
        "Not computed: nothing was tested, for the reason above; what it lacks would make it testable.": ""
    }
    parts = [{"name": "one", "title": "One act", "missing": "a row"}]
    no_rate = {"stated_on": STATED.isoformat(), "parts": parts, "no_base_rate": "nobody counted"}
    facts = judged(LedgerEvidence(), claim("listed", no_rate))[0]
    assert [flip.to for flip in facts.flips] == [""]
    assert facts.flips[0].observation.text.startswith("Not computed: facts cannot test it")


def test_every_kind_of_this_package_computes_or_says_why() -> None:
    ours = {"alignment_change", "coincidence", "dependence", "ladder", "listed", "quantity", "rate_change"}
    ours |= {"scenario_difference", "transfer"}
    assert ours <= {name for name, kind in KINDS.items() if isinstance(kind, ChangesItsMind)}
    assert set(REASONS) <= set(KINDS)
    assert date(2020, 1, 1) == YEAR[0]
