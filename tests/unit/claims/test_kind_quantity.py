"""The kind `quantity` on made rows: overlap, outside, bounds, other periods, weak rows, units, and both days."""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.claims.made_claims import assessment, claim, judged, words
from tests.unit.claims.made_ledger import STATED, LedgerEvidence, figure

from multifront.claims.language import read_text
from multifront.domain import Row, Verdict
from multifront.errors import EvidenceError, FileProblems


def verdict_on(rows: tuple[Row, ...], *more: dict[str, object], as_of: date | None = None, **asked: object) -> Verdict:
    """The claim of two to four things; `more` says how single rows are read."""
    read = {str(entry["row"]): entry for entry in more}
    against = [str(entry["row"]) for entry in asked.get("contrary", ())]  # type: ignore[union-attr]
    names = [row["observation_id"] for row in rows if row["observation_id"] not in against]
    estimates = [{"row": name, "title": f"estimate {name}", "speaker": name, **read.get(name, {})} for name in names]
    parameters = {"quantity": "things supplied", "unit": "things", "low": 2, "high": 4, "estimates": estimates}
    found = LedgerEvidence(observed=rows, as_of=as_of)
    return judged(found, claim("quantity", {**parameters, "stated_on": STATED.isoformat(), **asked}))[0]


def test_two_independent_estimates_inside_support_the_claim() -> None:
    found = verdict_on((figure("a", 3.0), figure("b", 5.0, "second", low=4.0, high=6.0)))
    assert (found.verdict, found.confidence) == ("supported", "high")
    assert found.traces["c1.overlapping_now"].value == 2
    assert [picture.kind for picture in found.pictures] == ["ranges", "specification_curve"]


def test_two_independent_estimates_outside_contradict_it_and_one_does_not_support() -> None:
    both = verdict_on((figure("a", 9.0), figure("b", 1.0, "second")))
    assert (both.verdict, both.confidence) == ("contradicted", "high")
    one = verdict_on((figure("a", 9.0),))
    assert (one.verdict, one.confidence) == ("not supported", "moderate")


def test_disagreement_one_estimate_and_rows_against_bear_it_out_in_part() -> None:
    assert verdict_on((figure("a", 3.0), figure("b", 9.0, "second"))).verdict == "partly supported"
    assert verdict_on((figure("a", 3.0),)).verdict == "partly supported"
    against = (figure("a", 3.0), figure("b", 3.0, "second"), figure("c", 9.0, "third"))
    found = verdict_on(against, contrary=[{"row": "c"}])
    assert (found.verdict, found.confidence) == ("partly supported", "moderate")


def test_an_upper_bound_that_allows_the_range_bears_nothing_out() -> None:
    upper = verdict_on((figure("a", 3.0), figure("b", 9.0, "second")), *(bounded(name, "upper") for name in "ab"))
    assert (upper.verdict, upper.confidence) == ("cannot be tested", "high")
    assert "what was possible" in words(upper)
    low = verdict_on((figure("a", 1.0), figure("b", 1.5, "second")), *(bounded(name, "upper") for name in "ab"))
    assert low.verdict == "contradicted"
    above = verdict_on((figure("a", 5.0),), bounded("a", "lower"))
    assert above.verdict == "not supported"
    assert verdict_on((figure("a", 1.0),), bounded("a", "lower")).verdict == "cannot be tested"


def bounded(name: str, bound: str) -> dict[str, object]:
    return {"row": name, "bound": bound}


def test_figures_of_another_period_decide_nothing() -> None:
    found = verdict_on((figure("a", 3.0), figure("b", 3.0, "second")), *({"row": n, "covers": "other"} for n in "ab"))
    assert found.verdict == "cannot be tested"
    assert "another period" in words(found)


def test_weak_and_conflicting_rows_are_not_counted() -> None:
    inside = verdict_on((figure("a", 3.0, weak=True), figure("b", 3.0, "second", conflict=True)))
    assert (inside.verdict, inside.confidence) == ("partly supported", "low")
    assert "0 inside the range and 0 outside it: partly supported by weak rows alone." in words(inside)
    firm = words(verdict_on((figure("a", 3.0), figure("b", 3.0, "second", conflict=True))))
    assert "weak rows alone" not in firm
    outside = verdict_on((figure("a", 9.0, weak=True), figure("b", 9.0, "second", conflict=True)))
    assert outside.verdict == "cannot be tested"


def test_estimates_of_several_definitions_stay_apart_and_make_it_less_sure() -> None:
    found = verdict_on((figure("a", 3.0), figure("b", 3.0, "second", definition_id="another")))
    assert (found.verdict, found.confidence) == ("supported", "moderate")
    assert not any(trace.value == 6.0 for trace in found.traces.values())


def test_the_day_of_the_statement_and_now_are_both_said() -> None:
    rows = (figure("a", 3.0), figure("b", 3.0, "second", public=date(2025, 1, 1)))
    found = verdict_on(rows)
    assert (found.traces["c1.overlapping_now"].value, found.traces["c1.overlapping_then"].value) == (2, 1)
    assert verdict_on(rows, as_of=STATED).verdict == "partly supported"
    assert "public by then" in verdict_on(rows, as_of=date(2020, 1, 1)).headline.text


def test_units_differ_only_with_a_declared_scale() -> None:
    rows = (figure("a", 3000.0, unit="pieces"),)
    with pytest.raises(EvidenceError, match="scale"):
        verdict_on(rows)
    assert verdict_on(rows, {"row": "a", "scale": 0.001}).traces["c1.estimate_1"].value == 3.0
    with pytest.raises(EvidenceError, match="no figure"):
        verdict_on((figure("a", None),))


def test_a_range_that_ends_before_it_begins_is_a_problem_of_the_file() -> None:
    asked = {"quantity": "things", "unit": "things", "low": 4, "high": 2, "stated_on": "2024-05-01"}
    text = assessment(claim("quantity", {**asked, "estimates": [{"row": "a", "title": "one estimate"}]}))
    with pytest.raises(FileProblems, match="swap them"):
        read_text(text, "made.yaml")
