"""The kind `rate_change` on made streams: what holds, what does not, what cannot be tested, and what weakens it."""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.claims.made_claims import claim, judged, words
from tests.unit.claims.made_evidence import MadeEvidence, MadeStream, spread

from multifront.domain import Verdict
from multifront.errors import EvidenceError, FileProblems

BEFORE = date(2010, 1, 1), date(2014, 12, 31)
AFTER = date(2015, 1, 1), date(2019, 12, 31)
PRIMARY = {
    "label": "later half against earlier half",
    "before": {"start": BEFORE[0], "end": BEFORE[1]},
    "after": {"start": AFTER[0], "end": AFTER[1]},
}
LATER_SPLIT = {
    "label": "a later split",
    "before": {"start": BEFORE[0], "end": date(2016, 12, 31)},
    "after": {"start": date(2017, 1, 1), "end": AFTER[1]},
}


def patrols(before: int, after: int, name: str = "patrols", **more) -> MadeStream:
    """So many patrols in each half, at even distance."""
    return MadeStream(name, spread(*BEFORE, before) + spread(*AFTER, after), BEFORE[0], AFTER[1], **more)


def rate(**more) -> dict:
    """A claim that patrols became more frequent, by half at least."""
    asked = {"stream": "patrols", "direction": "up", "smallest_effect_of_interest": 1.5, "until": AFTER[1]}
    return claim("rate_change", {**asked, "primary": PRIMARY, **more})


def verdict_on(*streams: MadeStream, as_of: date | None = None, **more) -> Verdict:
    return judged(MadeEvidence(streams, as_of=as_of), rate(**more))[0]


@pytest.mark.parametrize(
    ("before", "after", "direction", "expected"),
    [
        (5, 20, "up", "supported"),
        (0, 12, "up", "supported"),
        (40, 10, "down", "supported"),
        (10, 0, "down", "supported"),
        (200, 280, "up", "partly supported"),
        (280, 200, "down", "partly supported"),
        (100, 100, "up", "not supported"),
        (100, 100, "down", "not supported"),
        (40, 10, "up", "contradicted"),
        (10, 40, "down", "contradicted"),
        (8, 16, "up", "cannot be tested"),
        (2, 3, "up", "cannot be tested"),
        (3, 2, "down", "cannot be tested"),
        (0, 0, "up", "cannot be tested"),
    ],
)
def test_verdict_by_counts(before: int, after: int, direction: str, expected: str) -> None:
    assert verdict_on(patrols(before, after), direction=direction).verdict == expected


def test_numbers_of_a_rise() -> None:
    verdict = verdict_on(patrols(5, 20))
    values = {name: trace.value for name, trace in verdict.traces.items()}
    assert (values["c1.events_before"], values["c1.events_after"]) == (5, 20)
    assert values["c1.rate_ratio"] == pytest.approx(4.0, rel=1e-12)
    assert values["c1.p_value"] == verdict.p_value == pytest.approx(0.0041, abs=5e-5)
    assert values["c1.ratio_low"] > 1.0
    assert verdict.confidence == "high"
    trace = verdict.traces["c1.rate_ratio"]
    assert "2014-12-31" in trace.how
    assert "2015-01-01" in trace.how
    assert trace.selections[0].row_count == 25
    assert trace.origin_ids == ("made",)


def test_clusters_count_once() -> None:
    days = tuple(date(year, 6, day) for year in (2011, 2013, 2015, 2016, 2017, 2018, 2019) for day in range(1, 9))
    verdict = verdict_on(MadeStream("patrols", days, BEFORE[0], AFTER[1]))
    assert verdict.traces["c1.p_exact"].value < 0.01
    assert verdict.p_value > 0.05
    assert verdict.verdict == "cannot be tested"


def test_a_refused_frame_cannot_be_tested_and_says_why() -> None:
    verdict = verdict_on(patrols(5, 20, refusal="the list grew with attention"))
    assert (verdict.verdict, verdict.confidence) == ("cannot be tested", "high")
    assert verdict.p_value is None
    assert verdict.q_value is None
    assert "the list grew with attention" in verdict.headline.text
    assert verdict.exhibits[0].total == 25


@pytest.mark.parametrize(("as_of", "day"), [(date(2018, 1, 1), "2018-01-01"), (date(2001, 1, 1), "2010-01-01")])
def test_rows_not_public_yet_cannot_be_tested(as_of: date, day: str) -> None:
    verdict = verdict_on(patrols(5, 20), as_of=as_of)
    assert (verdict.verdict, verdict.p_value) == ("cannot be tested", None)
    assert day in verdict.headline.text


def test_a_frame_that_begins_late_cannot_be_tested() -> None:
    late = MadeStream("patrols", spread(*AFTER, 20), date(2011, 1, 1), AFTER[1])
    verdict = verdict_on(late)
    assert verdict.verdict == "cannot be tested"
    assert "2011-01-01" in verdict.headline.text


def test_an_unknown_stream_is_an_error() -> None:
    with pytest.raises(EvidenceError, match="patrols"):
        verdict_on(patrols(5, 20, name="parols"))


def test_a_rise_without_the_record_is_partly_supported() -> None:
    verdict = verdict_on(patrols(5, 20), record_window_days=365)
    assert verdict.verdict == "partly supported"
    values = {name: trace.value for name, trace in verdict.traces.items()}
    assert values["c1.record_last"] == values["c1.record_highest"] == 4
    assert values["c1.record_window"] == 365


def test_a_rise_with_the_record_is_supported() -> None:
    days = (*spread(*BEFORE, 5), *spread(AFTER[0], date(2018, 12, 31), 12), *spread(date(2019, 1, 10), AFTER[1], 9))
    verdict = verdict_on(MadeStream("patrols", days, BEFORE[0], AFTER[1]), record_window_days=360)
    assert verdict.verdict == "supported"
    assert verdict.traces["c1.record_last"].value == 9
    assert verdict.traces["c1.record_highest"].value == 3


def test_a_record_speaks_only_up_to_the_claim() -> None:
    days = (*spread(*BEFORE, 5), *spread(*AFTER, 20), *spread(date(2020, 1, 10), date(2020, 12, 31), 30))
    stream = MadeStream("patrols", days, BEFORE[0], date(2020, 12, 31))
    assert verdict_on(stream, record_window_days=365).traces["c1.record_last"].value == 4


@pytest.mark.parametrize(
    ("weak", "expected", "confidence"),
    [(0, "supported", "high"), (5, "supported", "high"), (8, "supported", "moderate"), (15, "partly supported", None)],
)
def test_weak_rows_lower_confidence_and_cannot_carry_a_verdict(weak: int, expected: str, confidence: str) -> None:
    verdict = verdict_on(patrols(5, 20, weak=weak))
    assert verdict.verdict == expected
    assert confidence is None or verdict.confidence == confidence
    assert ("c1.rows_weak" in verdict.traces) == bool(weak)
    if weak:
        assert verdict.traces["c1.rows_weak"].value == weak


def test_an_alternative_that_agrees_keeps_confidence() -> None:
    verdict = verdict_on(patrols(10, 60), alternatives=[LATER_SPLIT])
    assert (verdict.verdict, verdict.confidence) == ("supported", "high")


def test_an_alternative_that_flips_lowers_confidence_and_is_shown() -> None:
    flat = {**LATER_SPLIT, "before": PRIMARY["after"] | {"end": date(2017, 6, 30)}}
    flat["after"] = {"start": date(2017, 7, 1), "end": AFTER[1]}
    verdict = verdict_on(patrols(5, 20), alternatives=[flat])
    assert (verdict.verdict, verdict.confidence) == ("supported", "moderate")
    shown = [line for line in verdict.test_lines if "a later split" in line.label]
    assert len(shown) == 1
    assert verdict.traces[shown[0].figure.trace_id].value == pytest.approx(1.0, rel=0.01)


def test_p_and_interval_that_disagree_are_explained() -> None:
    short = {**PRIMARY, "after": {"start": AFTER[0], "end": date(2015, 7, 1)}}
    days = spread(*BEFORE, 5) + spread(AFTER[0], date(2015, 7, 1), 3)
    verdict = verdict_on(MadeStream("patrols", days, BEFORE[0], AFTER[1]), primary=short)
    assert verdict.traces["c1.p_value"].value < 0.05
    assert verdict.traces["c1.ratio_low"].value < 1.0
    assert verdict.verdict == "cannot be tested"
    assert "one can exclude equal rates and the other not" in words(verdict)
    assert "exclude equal rates" not in words(verdict_on(patrols(5, 20)))


def test_a_control_is_drawn_and_can_flip_nothing() -> None:
    flat = {**LATER_SPLIT, "before": PRIMARY["after"] | {"end": date(2017, 6, 30)}}
    flat["after"] = {"start": date(2017, 7, 1), "end": AFTER[1]}
    verdict = verdict_on(patrols(5, 20), alternatives=[PRIMARY | {"label": "the same again"}], controls=[flat])
    assert (verdict.verdict, verdict.confidence) == ("supported", "high")
    assert any(line.label == "Control: a later split" for line in verdict.test_lines)
    assert verdict.pictures[1].columns["group"] == ("primary", "alternative", "control")
    flips = next(line for line in verdict.test_lines if line.label == "Specifications that flip the finding")
    assert (flips.figure.shown, flips.note.figures["tried"].shown) == ("0", "1")
    roles = verdict.pictures[2].columns["role"]
    assert sorted(roles) == ["beside", "declared", "main"]


def test_a_companion_that_disagrees_lowers_confidence() -> None:
    agrees, differs = patrols(10, 40, name="flights"), patrols(10, 12, name="flights")
    assert verdict_on(patrols(5, 20), agrees, companions=["flights"]).confidence == "high"
    verdict = verdict_on(patrols(5, 20), differs, companions=["flights"])
    assert (verdict.verdict, verdict.confidence) == ("supported", "moderate")
    assert any("flights" in line.label for line in verdict.test_lines)


def test_periods_that_overlap_are_a_problem_of_the_file() -> None:
    across = {**PRIMARY, "before": {"start": BEFORE[0], "end": AFTER[0]}}
    with pytest.raises(FileProblems, match="2015-01-01") as caught:
        verdict_on(patrols(5, 20), primary=across)
    assert [problem.where for problem in caught.value.problems] == ["claims.0.with.primary"]


def test_q_is_that_of_all_tests_of_the_assessment() -> None:
    counts = {"one": (7, 18), "two": (50, 50), "three": (50, 52), "four": (5, 20)}
    evidence = MadeEvidence(tuple(patrols(*pair, name=name) for name, pair in counts.items()))
    claims = [{**rate(stream=name), "id": name} for name in counts]
    alone = judged(evidence, claims[0])[0]
    together = {verdict.claim_id: verdict for verdict in judged(evidence, *claims)}
    assert alone.q_value == alone.p_value == together["one"].p_value < 0.05
    ordered = sorted(together.values(), key=lambda verdict: verdict.p_value)
    assert [verdict.claim_id for verdict in ordered[:2]] == ["four", "one"]
    assert ordered[0].q_value == pytest.approx(min(4 * ordered[0].p_value, 2 * ordered[1].p_value))
    assert ordered[1].q_value == pytest.approx(2 * ordered[1].p_value)
    assert alone.verdict == "supported"
    assert "corrected for the 4 tests that could decide" in words(together["one"])
    assert together["one"].q_value > 0.05
    assert together["one"].verdict == "cannot be tested"
    assert together["four"].verdict == "supported"


def test_a_claim_that_cannot_be_tested_costs_the_others_nothing() -> None:
    evidence = MadeEvidence((patrols(5, 20), patrols(5, 20, name="other", refusal="it is a sample of answers")))
    first, second = judged(evidence, rate(), {**rate(stream="other"), "id": "c2"})
    assert first.q_value == first.p_value
    assert second.q_value is None
    evidence = MadeEvidence((patrols(5, 20), patrols(1, 1, name="other")))
    first, second = judged(evidence, rate(), {**rate(stream="other"), "id": "c2"})
    assert (first.q_value, first.traces["c1.q_tests"].value) == (first.p_value, 1)
    assert (second.verdict, second.q_value) == ("cannot be tested", None)


def test_the_brief_is_told_all_rows_and_pictures() -> None:
    verdict = verdict_on(patrols(5, 20, weak=1), alternatives=[LATER_SPLIT])
    assert [(exhibit.table, exhibit.total) for exhibit in verdict.exhibits] == [("event", 25)]
    days = [str(row["date_start"]) for row in verdict.exhibits[0].rows]
    assert days == sorted(days, reverse=True)
    assert len(set(days)) > 1
    assert [picture.kind for picture in verdict.pictures] == ["count_bars", "ranges", "specification_curve"]
    assert sum(verdict.pictures[0].columns["count"]) == 25
    assert len(verdict.pictures[1].columns["label"]) == 2
    assert "2014-12-31" in words(verdict)


def test_an_alternative_outside_the_frame_is_left_out_and_named() -> None:
    """A cut that shortens the frame must not end the whole brief."""
    from datetime import date

    from multifront.claims import load
    from multifront.claims.kind import Context
    from multifront.claims.kinds.rate_change import RateChange
    from multifront.evidence import open_evidence

    claim = next(c for c in load("taiwan-2025").claims if c.entry.id == "t7")
    comparison = claim.parameters.primary
    far = comparison.model_copy(
        update={"label": "beyond the list", "after": comparison.after.model_copy(update={"end": date(2030, 1, 1)})}
    )
    parameters = claim.parameters.model_copy(update={"alternatives": [*claim.parameters.alternatives, far]})
    finding = RateChange().measure("t7", parameters, Context(open_evidence(), 0, 100, lambda _: None, lambda _: None))
    assert len(finding.outcome.alternatives) == len(claim.parameters.alternatives)
    assert any("beyond the list" in caveat.text for caveat in finding.caveats)


def test_a_claim_of_a_fall_speaks_of_a_fall() -> None:
    found = verdict_on(patrols(3, 4), direction="down")
    labels = [line.label for line in found.test_lines]
    assert "Smallest fall seen four times in five, as a ratio" in labels
    assert "rise" not in found.headline.text
    assert any("Smallest rise" in line.label for line in verdict_on(patrols(3, 4)).test_lines)
