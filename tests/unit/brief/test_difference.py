"""What differs between two briefs, and the same claims as of an earlier day: from the sample brief, changed by hand."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from multifront.brief import Brief
from multifront.brief.difference import Changed, counted, differences
from multifront.brief.earlier import compare_with_earlier
from multifront.errors import UsageError

Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def content(brief: Brief) -> dict[str, Any]:
    return json.loads(brief.json_text())


def changed(content: dict[str, Any], change: Change) -> list[Changed]:
    other = copy.deepcopy(content)
    change(other)
    return differences(content, other)


def test_a_brief_is_the_same_as_itself(content: dict[str, Any]) -> None:
    assert changed(content, lambda _: None) == []
    assert counted([]).startswith("The briefs say the same")


def test_verdict_and_confidence_stand_first(content: dict[str, Any]) -> None:
    def change(other: dict[str, Any]) -> None:
        other["claims"][0] |= {"verdict": "supported", "confidence": "high"}
        other["run"]["seed"] = 8

    found = changed(content, change)
    assert found == [
        Changed("", "run", "seed", 7, 8),
        Changed("t7", "verdict", "verdict", "not supported", "supported"),
        Changed("t7", "confidence", "confidence", "moderate", "high"),
    ]
    assert counted(found) == "3 differences: run 1, verdict 1, confidence 1."


@pytest.mark.parametrize(
    ("before", "after", "differs"),
    [
        (0.9312, 0.9313, False),
        (0.9312, 0.9322, True),
        (1234, 1235, True),
        (1230.0, 1234.0, False),
        (3, 3.0, False),
        (0.5, None, True),
        ("yes", "no", True),
        (True, True, False),
        ([1, 2], [3, 4], False),
    ],
)
def test_numbers_differ_beyond_rounding_only(content: dict[str, Any], before: Any, after: Any, differs: bool) -> None:
    content["traces"]["t7.before"]["value"] = before
    found = changed(content, lambda other: other["traces"]["t7.before"].update(value=after))
    assert bool(found) is differs
    if differs:
        kind = "word" if isinstance(before, str) else "number"
        assert found == [Changed("t7", kind, "t7.before", before, after, "patrols a year")]


def test_a_number_of_a_scenario_stands_apart_with_its_unit(content: dict[str, Any]) -> None:
    trace = content["traces"]["t7.n"]
    trace["how"] = "contingency.simulate('x')"
    found = changed(content, lambda other: other["traces"]["t7.n"].update(value=12))
    assert found == [Changed("t7", "scenario", "t7.n", 11, 12, "patrols")]


def test_rows_that_came_and_went_are_named_by_table(content: dict[str, Any]) -> None:
    def change(other: dict[str, Any]) -> None:
        for trace in other["traces"].values():
            for selection in trace["rows"]:
                if selection["table"] == "events" and trace["how"].startswith("multifront.timing"):
                    selection["row_ids"] = [*selection["row_ids"][1:], "e99"]

    found = [one for one in changed(content, change) if one.claim == "t7"]
    assert found == [
        Changed("t7", "rows", "events: only in the later brief", None, ["e99"], "rows"),
        Changed("t7", "rows", "events: only in the earlier brief", ["e0"], None, "rows"),
    ]


def test_rows_without_ids_are_compared_by_number(content: dict[str, Any]) -> None:
    for name in ("t7", "t8", "a1"):
        for trace in (one for key, one in content["traces"].items() if key.startswith(f"{name}.")):
            for selection in trace["rows"]:
                selection["row_ids"] = []

    def change(other: dict[str, Any]) -> None:
        other["traces"]["a1.rise"]["rows"][0]["row_count"] = 2_000

    assert changed(content, change) == [Changed("a1", "rows", "votes: most rows behind one number", 1246, 2000, "rows")]


def test_claims_assumptions_and_sources_that_came_or_went(content: dict[str, Any]) -> None:
    def change(other: dict[str, Any]) -> None:
        gone = other["claims"].pop()
        other["claims"][0]["assumptions"] = ["a new one"]
        del other["origins"]["anon"]
        assert gone["claim_id"]

    found = changed(content, change)
    whats = [(one.what, one.before is None, one.after is None) for one in found]
    assert ("claim", False, True) in whats
    assert ("assumption", True, False) in whats
    assert ("sources", False, True) in whats


def test_scores_of_explanations_are_compared(content: dict[str, Any]) -> None:
    name = "hypotheses.score_planned"
    found = changed(content, lambda other: other["traces"][name].update(value=9.0))
    assert found == [Changed("", "hypotheses", name, 4.0, 9.0)]


def test_what_is_no_brief_is_refused(content: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="claims, traces, origins is missing"):
        differences(content, {"run": {}})


def test_then_and_now_give_the_reasons_of_the_records(content: dict[str, Any]) -> None:
    now = copy.deepcopy(content)
    now["claims"][0] |= {"verdict": "supported"}
    now["traces"]["t7.before"]["value"] = 2.5
    for trace in now["traces"].values():
        for selection in trace["rows"]:
            if selection["table"] == "events":
                selection["row_ids"] = [*selection["row_ids"], "e77", "e78", "e79", "e80"]
    earlier = compare_with_earlier(content, now, date(2025, 12, 17))
    first = earlier.claims[0]
    assert (first.verdict, first.verdict_now, first.changed) == ("not supported", "supported", True)
    assert "4 rows of the table events became public later: e77, e78, e79 and 1 more" in first.why
    assert "1 number moved: t7.before 0.931 → 2.5 patrols a year" in first.why
    assert "1 of 5 verdicts would have been another: t7." in earlier.summary
    same = compare_with_earlier(content, content, date(2025, 12, 17))
    assert all(one.why == ("nothing that it rests on differs",) for one in same.claims)
