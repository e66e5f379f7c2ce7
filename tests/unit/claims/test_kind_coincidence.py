"""The kind `coincidence` on made streams: excess, silence, plans, and frames that cannot carry the claim."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from tests.unit.claims.made_claims import claim, judged
from tests.unit.claims.made_evidence import MadeEvidence, MadeStream, irregular

from multifront import timing
from multifront.claims.kinds.coincidence_family import family_of_windows
from multifront.domain import Verdict
from multifront.errors import EvidenceError, UsageError
from multifront.timing.next_year import gone_on

SPAN = date(2010, 1, 1), date(2019, 12, 31)
LEAD = irregular(*SPAN, 40, seed=1)
TIMED = tuple(day + timedelta(days=2) for day in LEAD)
APART = irregular(*SPAN, 40, seed=2)


def stream(name: str, days: tuple[date, ...], start: date = SPAN[0], end: date = SPAN[1], **more) -> MadeStream:
    return MadeStream(name, days, start, end, **more)


def verdict_on(follower: MadeStream, leader: MadeStream, *others: MadeStream, as_of=None, **more) -> Verdict:
    asked = {
        "follower": follower.name,
        "leader": leader.name,
        "windows_days": [3, 7],
        "primary_window_days": 7,
        "smallest_effect_of_interest": 0.3,
        "shortest_span_days": 730,
        "draws": 99,
        **more,
    }
    return judged(MadeEvidence((follower, leader, *others), as_of=as_of), claim("coincidence", asked))[0]


def test_an_excess_without_a_plan_is_partly_supported_at_most() -> None:
    verdict = verdict_on(stream("follower", TIMED), stream("leader", LEAD))
    assert verdict.verdict == "partly supported"
    assert verdict.q_value <= 0.05
    assert verdict.traces["c1.hits"].value == len(LEAD)
    assert verdict.traces["c1.hits_expected"].value < 10
    assert verdict.traces["c1.excess"].value > 70
    assert verdict.traces["c1.hits"].selections[0].row_count == len(TIMED)


def test_an_excess_with_a_declared_plan_is_supported() -> None:
    plan = stream("plans", (date(2009, 12, 1),), date(2009, 1, 1))
    verdict = verdict_on(stream("follower", TIMED), stream("leader", LEAD), plan, declared_plan=["plans-0"])
    assert verdict.verdict == "supported"


def test_a_plan_that_no_row_declares_is_an_error() -> None:
    with pytest.raises(EvidenceError, match="no-such-row"):
        verdict_on(stream("follower", TIMED), stream("leader", LEAD), declared_plan=["no-such-row"])


def test_a_plan_that_was_not_public_yet_does_not_count() -> None:
    plan = stream("plans", (date(2021, 1, 1),), date(2009, 1, 1), date(2022, 1, 1))
    followed, led = stream("follower", TIMED), stream("leader", LEAD)
    before = verdict_on(followed, led, plan, declared_plan=["plans-0"], as_of=date(2020, 6, 1))
    after = verdict_on(followed, led, plan, declared_plan=["plans-0"], as_of=date(2021, 6, 1))
    assert (before.verdict, after.verdict) == ("partly supported", "supported")


def test_a_plan_without_an_excess_does_not_help() -> None:
    plan = stream("plans", (date(2009, 12, 1),), date(2009, 1, 1))
    verdict = verdict_on(stream("follower", APART), stream("leader", LEAD), plan, declared_plan=["plans-0"])
    assert verdict.verdict == "not supported"


def test_no_excess_in_a_test_able_to_see_one_is_not_supported() -> None:
    verdict = verdict_on(stream("follower", APART), stream("leader", LEAD))
    assert (verdict.verdict, verdict.confidence) == ("not supported", "high")
    assert verdict.traces["c1.detectable"].value < 30
    assert verdict.q_value > 0.05


def test_no_excess_in_a_test_that_cannot_see_the_share_of_interest_cannot_be_tested() -> None:
    verdict = verdict_on(stream("follower", APART), stream("leader", LEAD), smallest_effect_of_interest=0.05)
    assert verdict.verdict == "cannot be tested"
    assert verdict.traces["c1.detectable"].value > 5


def test_too_few_acts_cannot_be_tested() -> None:
    verdict = verdict_on(stream("follower", TIMED[:2]), stream("leader", LEAD))
    assert verdict.verdict == "cannot be tested"
    assert verdict.traces["c1.headline_events"].value == 2


@pytest.mark.parametrize("days", [TIMED, APART])
def test_a_short_span_cannot_be_tested_whatever_it_shows(days: tuple[date, ...]) -> None:
    verdict = verdict_on(stream("follower", days), stream("leader", LEAD), shortest_span_days=3653)
    assert verdict.verdict == "cannot be tested"


def test_the_span_is_what_both_frames_share() -> None:
    half = date(2015, 1, 1)
    late = stream("leader", tuple(day for day in LEAD if day >= half), half)
    assert verdict_on(stream("follower", TIMED), late, shortest_span_days=1826).verdict == "partly supported"
    assert verdict_on(stream("follower", TIMED), late, shortest_span_days=1827).verdict == "cannot be tested"


@pytest.mark.parametrize("refused", ["follower", "leader"])
def test_a_refused_frame_cannot_be_tested_and_says_why(refused: str) -> None:
    refusal = {refused: "its triggers were listed because a response followed"}
    made = [stream(n, d, refusal=refusal.get(n, "")) for n, d in (("follower", TIMED), ("leader", LEAD))]
    verdict = verdict_on(*made)
    assert (verdict.verdict, verdict.confidence, verdict.p_value) == ("cannot be tested", "high", None)
    assert refusal[refused] in verdict.headline.text


@pytest.mark.parametrize("joint", [("follower",), ("leader",), ("follower", "leader")])
def test_joint_acts_cannot_show_that_separate_acts_are_timed(joint: tuple[str, ...]) -> None:
    made = [stream(n, d, joint=n in joint) for n, d in (("follower", TIMED), ("leader", LEAD))]
    verdict = verdict_on(*made, declared_plan=["leader-0"])
    assert (verdict.verdict, verdict.p_value) == ("cannot be tested", None)
    assert "joint" in verdict.headline.text


def test_a_joint_stream_is_shown_and_changes_nothing() -> None:
    made = stream("follower", APART), stream("leader", LEAD)
    without = verdict_on(*made)
    joint = stream("patrols", tuple(LEAD[:9]), joint=True)
    verdict = verdict_on(*made, joint, joint_stream="patrols")
    assert (verdict.verdict, verdict.p_value) == (without.verdict, without.p_value)
    assert verdict.traces["c1.hits"] == without.traces["c1.hits"]
    assert [(exhibit.table, exhibit.total) for exhibit in verdict.exhibits] == [("event", 9)]
    assert "acts of patrols" in verdict.pictures[0].columns["row"]


@pytest.mark.parametrize(
    ("follower", "leader"),
    [
        (stream("follower", ()), stream("leader", LEAD)),
        (stream("follower", TIMED), stream("leader", ())),
        (stream("follower", TIMED, SPAN[0], date(2014, 12, 31)), stream("leader", LEAD, date(2014, 12, 25))),
        (stream("follower", irregular(SPAN[0], date(2013, 1, 1), 20, 3)), stream("leader", LEAD, date(2015, 1, 1))),
        (
            stream("follower", irregular(SPAN[0], date(2013, 1, 1), 20, 3), SPAN[0], date(2017, 12, 31)),
            stream("leader", irregular(date(2018, 6, 1), SPAN[1], 20, 4), date(2015, 1, 1)),
        ),
    ],
    ids=["no follower", "no leader", "frames hardly meet", "no follower while both", "neither while both"],
)
def test_nothing_to_compare_cannot_be_tested(follower: MadeStream, leader: MadeStream) -> None:
    verdict = verdict_on(follower, leader)
    assert (verdict.verdict, verdict.confidence, verdict.p_value) == ("cannot be tested", "high", None)
    assert len(verdict.headline.text) > 20


def test_rows_not_public_yet_cannot_be_tested() -> None:
    verdict = verdict_on(stream("follower", TIMED), stream("leader", LEAD), as_of=date(2009, 1, 1))
    assert (verdict.verdict, verdict.p_value) == ("cannot be tested", None)


def test_a_window_that_flips_lowers_confidence() -> None:
    later = tuple(day + timedelta(days=6) for day in LEAD)
    verdict = verdict_on(stream("follower", later), stream("leader", LEAD))
    assert (verdict.verdict, verdict.confidence) == ("partly supported", "moderate")
    assert verdict.traces["c1.hits_within_3_days"].value < verdict.traces["c1.hits"].value
    agreed = verdict_on(stream("follower", APART), stream("leader", LEAD))
    assert agreed.confidence == "high"


def test_one_stream_against_itself_is_an_error() -> None:
    same = stream("follower", LEAD)
    with pytest.raises(UsageError, match="share 40 rows"):
        verdict_on(same, same)


def test_every_declared_window_is_shown() -> None:
    verdict = verdict_on(stream("follower", APART), stream("leader", LEAD), windows_days=[3, 7, 14])
    shown = [line.label for line in verdict.test_lines if line.figure.trace_id.startswith("c1.p_")]
    for days in ("3", "14"):
        assert any(f"within {days} days" in label for label in shown)
    assert [picture.kind for picture in verdict.pictures] == [
        "event_rows",
        "lag_bars",
        "power_curve",
        "specification_curve",
    ]


def test_windows_and_directions_are_one_family_and_the_primary_p_stays_the_claims() -> None:
    verdict = verdict_on(stream("follower", TIMED), stream("leader", LEAD), windows_days=[3, 7, 14])
    traces = verdict.traces
    assert verdict.p_value == traces["c1.p_value"].value
    assert (traces["c1.family_cells"].value, traces["c1.family_tested"].value) == (6, 6)
    assert "windows=[7, 3, 14], draws=119" in traces["c1.p_family"].how
    assert traces["c1.p_value"].value <= traces["c1.p_family"].value <= 0.05
    for name in ("within_3_days", "within_14_days", "within_7_days_the_other_way_round"):
        assert traces[f"c1.family_p_{name}"].value >= traces[f"c1.p_{name}"].value
    assert "c1.p_within_7_days" not in traces
    two = verdict_on(stream("follower", TIMED), stream("leader", LEAD), windows_days=[7])
    assert two.traces["c1.family_cells"].value == 2
    assert two.p_value == verdict.p_value


def test_the_cell_of_the_primary_window_is_the_primary_test() -> None:
    days = [np.array(found, dtype="datetime64[D]") for found in (APART, LEAD)]
    primary = timing.coincidence_test(*days, window_days=7, span=SPAN, draws=99)
    streams = [MadeEvidence((stream("a", APART), stream("b", LEAD))).stream(name) for name in ("a", "b")]
    grid = family_of_windows(*streams, (7, 3), primary)
    assert (grid.windows, grid.draws) == ((7, 3), 99)
    assert grid.cells[0].p_value == primary.p_value
    assert family_of_windows(*streams, (7, 3, 7, 14), primary).draws == 119


def test_the_lags_and_who_moves_first_stand_beside_the_verdict_and_do_not_change_it() -> None:
    verdict = verdict_on(stream("follower", TIMED), stream("leader", LEAD))
    assert verdict.p_value == verdict.traces["c1.p_value"].value
    assert verdict.traces["c1.p_lags"].value <= 0.05
    assert verdict.traces["c1.p_first"].value <= 0.05
    after, before = verdict.traces["c1.pairs_after"].value, verdict.traces["c1.pairs_before"].value
    assert after >= len(LEAD) > before
    assert "window_days=7" in verdict.traces["c1.p_first"].how
    kinds = [picture.kind for picture in verdict.pictures]
    assert kinds == ["event_rows", "lag_bars", "power_curve", "specification_curve"]
    lags, power = verdict.pictures[1:3]
    assert sum(lags.columns["seen"][7:8]) >= len(LEAD)
    assert lags.options["right"].startswith(verdict.pictures[0].columns["row"][0])
    assert power.options["found"] in power.columns["x"]
    assert power.columns["y"][power.columns["x"].index(power.options["found"])] == 80.0


def test_a_short_span_has_fewer_bars() -> None:
    days = tuple(date(2019, 1, 1) + timedelta(days=9 * i) for i in range(4))
    short = [stream(name, days, date(2019, 1, 1), date(2019, 2, 4)) for name in ("follower", "leader")]
    verdict = verdict_on(*short)
    assert verdict.verdict == "cannot be tested"
    assert max(verdict.pictures[1].columns["last"]) == 28


def test_the_curve_has_every_window_both_ways_and_the_nulls_beside() -> None:
    verdict = verdict_on(stream("follower", TIMED), stream("leader", LEAD), windows_days=[3, 7, 14])
    (curve,) = [picture for picture in verdict.pictures if picture.kind == "specification_curve"]
    roles = dict(zip(curve.columns["choices"], curve.columns["role"], strict=True))
    own, turned = "Who follows: acts of follower", "Who follows: acts of leader"
    assert roles[f"{own} | Window: 7 days | Null: calibrated"] == "main"
    declared = {f"{own} | Window: 3 days | Null: calibrated", f"{own} | Window: 14 days | Null: calibrated"}
    assert {way for way, role in roles.items() if role == "declared"} == {
        *declared,
        f"{turned} | Window: 7 days | Null: calibrated",
    }
    assert roles[f"{own} | Window: 7 days | Null: poisson"] == "beside"
    flips = verdict.traces["c1.specifications_flipped"].value
    assert (flips > 0) == (verdict.confidence != "high")


def test_years_to_come_that_are_timed_lead_to_the_verdict_foretold() -> None:
    silent = verdict_on(stream("follower", APART), stream("leader", LEAD))
    assert silent.verdict == "not supported"
    (flip,) = (one for one in silent.flips if one.to == "partly supported")
    assert "100 % come soon after" in flip.observation.text
    (years,) = {figure.shown for name, figure in flip.observation.figures.items() if name == "years"}
    days = [np.array(one, dtype="datetime64[D]") for one in (APART, LEAD)]
    excess = 0
    for seed in range(100, 110):
        rng = np.random.default_rng(seed)
        followed, led, span = gone_on(*days, span=SPAN, window_days=7, timed=1.0, years=int(years), rng=rng)
        test = timing.coincidence_test(followed, led, window_days=7, span=span, draws=99, rng=0)
        excess += test.p_value <= 0.05 and test.interval[0] > 0
    assert excess >= 6


def test_years_to_come_without_timing_change_nothing_where_none_was_seen() -> None:
    silent = verdict_on(stream("follower", APART), stream("leader", LEAD))
    assert not any("nothing to do with each other" in one.observation.text for one in silent.flips)


def test_where_no_world_changes_it_that_is_said_once() -> None:
    few = irregular(*SPAN, 3, seed=4)
    found = verdict_on(stream("follower", few), stream("leader", LEAD))
    assert found.verdict == "cannot be tested"
    if all(flip.to == "" for flip in found.flips):
        assert "No world that was tried changes it" in found.flips[0].observation.text
    assert len(found.watch) == 2
