"""`multifront claims explain` walks every number of the shipped claims down to its call, its rows and its origins."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from multifront.workbench.assessments import explain

BRIEFS = ("taiwan-2025", "axis-2024", "gulf-2026")
ROWS = {"table", "query", "rows"}


@pytest.mark.parametrize("name", BRIEFS)
def test_every_number_of_every_claim_is_walked_down_to_rows_and_origins(real_briefs, name: str, tmp_path: Path) -> None:
    place = tmp_path / "brief.json"
    place.write_text(real_briefs[name].json_text(), encoding="utf-8")
    content = json.loads(place.read_text(encoding="utf-8"))
    resting = {claim["claim_id"]: bool(claim["origin_ids"]) for claim in content["claims"]}
    short, walked = [], set()
    for trace_id in content["traces"]:
        claim = trace_id.split(".", maxsplit=1)[0]
        if claim not in resting:
            continue
        facts = explain(place, trace_id)
        told = {fact["what"] for fact in facts}
        assert {"id", "how"} <= told, trace_id
        walked.add(claim)
        if resting[claim] and not ("origin" in told and (told >= ROWS or "beside" not in told)):
            short.append((trace_id, sorted(told)))
        cited = [fact["value"] for fact in facts if fact["what"] == "origin"]
        assert all(": " in one for one in cited), (trace_id, cited)
    assert not short, short[:20]
    assert walked >= {claim for claim, rests in resting.items() if rests}


def test_a_number_without_rows_says_that_they_are_those_of_its_claim(real_briefs, tmp_path: Path) -> None:
    place = tmp_path / "brief.json"
    place.write_text(real_briefs["taiwan-2025"].json_text(), encoding="utf-8")
    facts = explain(place, "t7.q_value")
    assert {"what": "beside", "value": "no rows of its own; the numbers of t7 rest on"} in facts
    own = explain(place, "t7.rate_ratio")
    assert "beside" not in {fact["what"] for fact in own}
    prints = {fact["value"] for fact in own if fact["what"] == "fingerprint"}
    assert prints <= {fact["value"] for fact in facts if fact["what"] == "fingerprint"}
