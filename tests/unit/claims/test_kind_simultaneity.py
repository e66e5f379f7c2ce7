"""The kind `simultaneity` on made streams: joint episodes, independence, actors without a list, cuts, spans."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.unit.claims.made_claims import claim, judged
from tests.unit.claims.made_evidence import MadeEvidence, MadeStream, irregular

from multifront.domain import Verdict
from multifront.errors import FileProblems

SPAN = date(2012, 1, 1), date(2019, 12, 31)
LEAD = irregular(*SPAN, 24, seed=1)
TOGETHER = {name: tuple(day + timedelta(days=lag) for day in LEAD) for name, lag in (("a", 0), ("b", 2), ("c", 4))}
APART = {name: irregular(*SPAN, 24, seed=seed) for name, seed in (("a", 1), ("b", 2), ("c", 3))}


def made(days: dict[str, tuple[date, ...]], **more: dict) -> tuple[MadeStream, ...]:
    spans = {name: (SPAN[0], max(SPAN[1], *found)) for name, found in days.items()}
    return tuple(MadeStream(name, found, *spans[name], **more.get(name, {})) for name, found in days.items())


def verdict_on(streams: tuple[MadeStream, ...], as_of: date | None = None, **more) -> Verdict:
    asked = {
        "actors": [{"name": f"Actor {one.name}", "stream": one.name} for one in streams],
        "at_least": 3,
        "window_days": 7,
        "windows_days": [14],
        "smallest_episodes_of_interest": 12,
        "fewest_actors": 3,
        "draws": 199,
        **more,
    }
    return judged(MadeEvidence(streams, as_of=as_of), claim("simultaneity", asked))[0]


def test_joint_episodes_are_partly_supported_at_most() -> None:
    verdict = verdict_on(made(TOGETHER))
    assert (verdict.verdict, verdict.confidence) == ("partly supported", "high")
    assert verdict.q_value <= 0.05
    assert verdict.traces["c1.windows_seen"].value > 10 * verdict.traces["c1.windows_expected"].value
    assert verdict.traces["c1.most"].value == 3
    assert [picture.kind for picture in verdict.pictures] == ["event_rows", "count_bars", "specification_curve"]


def test_the_index_by_quarter_counts_the_weeks_that_anyone_can_count() -> None:
    verdict = verdict_on(made(TOGETHER))
    weeks = {day - timedelta(days=day.weekday()) for day in TOGETHER["a"]}
    for name in ("b", "c"):
        weeks &= {day - timedelta(days=day.weekday()) for day in TOGETHER[name]}
    (index,) = [picture for picture in verdict.pictures if picture.kind == "count_bars"]
    assert sum(index.columns["count"]) == len(weeks)


def test_independent_actors_are_not_supported_where_the_test_could_have_seen() -> None:
    verdict = verdict_on(made(APART))
    assert verdict.verdict == "not supported"
    assert verdict.traces["c1.detectable"].value <= 12


def test_silence_of_a_test_that_cannot_see_so_few_cannot_be_tested() -> None:
    verdict = verdict_on(made(APART), smallest_episodes_of_interest=1)
    assert verdict.verdict == "cannot be tested"
    assert verdict.traces["c1.detectable"].value > 1


def test_an_actor_without_a_list_is_named_and_lowers_confidence() -> None:
    actors = [{"name": f"Actor {name}", "stream": name} for name in TOGETHER]
    actors.append({"name": "The fourth", "without": "nobody listed its acts"})
    verdict = verdict_on(made(TOGETHER), actors=actors)
    assert (verdict.verdict, verdict.confidence) == ("partly supported", "moderate")
    assert verdict.headline.text.startswith("Three of four actors were tested.")
    assert any("The fourth is not in the test: nobody listed its acts" in one.text for one in verdict.caveats)


@pytest.mark.parametrize("flaw", [{"refusal": "it was listed where attention was high"}, {"joint": True}])
def test_with_too_few_usable_streams_the_claim_cannot_be_tested(flaw: dict) -> None:
    verdict = verdict_on(made(TOGETHER, b=flaw))
    assert (verdict.verdict, verdict.p_value) == ("cannot be tested", None)
    assert "Only 2 of 3 actors" in verdict.headline.text
    assert any("Actor b is not in the test" in one.text for one in verdict.caveats)


def test_an_unusable_stream_is_left_out_where_enough_remain() -> None:
    days = TOGETHER | {"d": irregular(*SPAN, 24, seed=9)}
    verdict = verdict_on(made(days, d={"refusal": "it was listed where attention was high"}))
    assert (verdict.verdict, verdict.confidence) == ("partly supported", "moderate")


def test_the_claim_is_cut_at_as_of_and_at_its_span() -> None:
    cut = verdict_on(made(TOGETHER), as_of=date(2016, 1, 1))
    assert cut.traces["c1.span_last"].value == "2016-01-01"
    spanned = verdict_on(made(TOGETHER), span={"start": "2014-01-01", "end": "2018-12-31"})
    assert (spanned.traces["c1.span_first"].value, spanned.traces["c1.span_last"].value) == ("2014-01-01", "2018-12-31")
    short = verdict_on(made(TOGETHER), span={"start": "2014-01-01", "end": "2014-02-01"})
    assert (short.verdict, short.p_value) == ("cannot be tested", None)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"at_least": 4}, "only 3 actors have a stream"),
        ({"actors": [{"name": "AA"}, {"name": "BB", "stream": "b"}]}, "either a stream or the reason"),
    ],
)
def test_parameters_that_cannot_hold_are_problems_of_the_file(wrong: dict, said: str) -> None:
    with pytest.raises(FileProblems, match=said):
        verdict_on(made(TOGETHER), **wrong)
