"""Shipped streams whose collection grew with attention, or chosen by outcome: every kind of timing claim refuses."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.unit.claims.made_claims import claim, judged

from multifront.errors import UsageError
from multifront.evidence import open_evidence
from multifront.sources.addresses import addresses
from multifront.sources.feed_catalogue import FEEDS
from multifront.timing import rate_change_test

REFUSED = {
    "ship_passages": "collection grew with attention",
    "jpn_flight_notices": "collection begins in 2025",
    "china_triggers": "listed because a response followed",
    "china_japan_triggers": "listed because a response followed",
    "us_redeployments": "where attention was high",
    "us_carriers_away": "collection grew with attention",
    "chn_rus_leader_meetings": "gaps are not spread evenly",
}
"""Stream -> words of its reason."""

SOUND = "prk_launch_days"


@pytest.fixture(scope="module")
def evidence():
    return open_evidence()


def rate(stream: str, start: date, end: date) -> dict:
    middle = date.fromordinal((start.toordinal() + end.toordinal()) // 2)
    later = date.fromordinal(middle.toordinal() + 1)
    periods = {"before": {"start": start, "end": middle}, "after": {"start": later, "end": end}}
    asked = {"stream": stream, "direction": "up", "smallest_effect_of_interest": 1.5, "until": end}
    return claim("rate_change", {**asked, "primary": {"label": "halves", **periods}})


def timing(follower: str, leader: str) -> dict:
    asked = {"follower": follower, "leader": leader, "windows_days": [7], "primary_window_days": 7}
    return claim("coincidence", {**asked, "smallest_effect_of_interest": 0.3, "shortest_span_days": 30, "draws": 99})


def said(verdict) -> str:
    return " ".join(phrase.template for phrase in (verdict.headline, *verdict.reasons))


@pytest.mark.parametrize("name", REFUSED)
def test_the_frame_says_why_and_the_test_itself_refuses(evidence, name):
    stream = evidence.stream(name)
    assert REFUSED[name] in stream.frame.refusal
    assert stream.frame.coverage == "sample"
    span = (stream.frame.start, stream.frame.end)
    with pytest.raises(UsageError, match="cannot carry a timing test"):
        rate_change_test(stream, before=span, after=span)


@pytest.mark.parametrize("name", REFUSED)
def test_claims_on_it_cannot_be_tested_and_say_so(evidence, name):
    frame = evidence.stream(name).frame
    claims = [rate(name, frame.start, frame.end), timing(name, SOUND), timing(SOUND, name)]
    for one in claims:
        (verdict,) = judged(evidence, one)
        assert verdict.verdict == "cannot be tested"
        assert REFUSED[name] in said(verdict)
        assert verdict.p_value is None


def test_no_declared_stream_counts_the_rows_of_a_feed(evidence):
    feeds = {record.origin.id for _, origins in FEEDS.values() for record in origins()}
    for frame in evidence.sql("select stream, selection, origin_ids from frame"):
        assert not feeds & set(frame["origin_ids"]), frame["stream"]
        subtypes = json.loads(frame["selection"]).get("subtypes", [])
        assert not any(name.startswith(("cameo:", "plover:", "acled")) for name in subtypes), frame["stream"]


def test_the_possible_list_of_triggers_is_read_by_no_source():
    assert not any("merged_comprehensive" in one.mirror for files in addresses().values() for one in files)
