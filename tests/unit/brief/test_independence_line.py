"""On how many independent origins a verdict rests: shown with its trace, and left out where nobody counted."""

from __future__ import annotations

import json
from dataclasses import replace

from tests.golden.number_traces import check_numbers
from tests.golden.sample_brief import sample_brief

LINE = "Rests on 1 to 3 independent origins (2 of unknown primary); 1 named."


def test_the_line_stands_in_every_form_with_its_trace() -> None:
    brief = sample_brief()
    record = json.loads(brief.json_text())
    (claim,) = [claim for claim in record["claims"] if claim["claim_id"] == "t7"]
    assert claim["rests_on"] == LINE
    assert record["traces"]["t7.independence"]["value"] | {"groups": []} == {
        **{"low": 1, "high": 3, "unknown": 2, "named": 1},
        "groups": [],
    }
    assert f'data-trace="t7.independence">{LINE}' in brief.html()
    assert "Rests on 1 to 3 independent origins" in brief.markdown()
    assert not check_numbers(brief.html(), record["traces"])


def test_nothing_is_said_where_nobody_counted() -> None:
    brief = sample_brief()
    bare = replace(brief, cards=tuple(replace(card, independence=None) for card in brief.cards))
    assert "Rests on" not in bare.html() + bare.markdown()
    assert not any(name.endswith(".independence") for name in bare.traces)
