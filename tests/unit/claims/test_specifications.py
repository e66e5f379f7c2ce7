"""The specification curve: order, flips, what stands beside, and that each kind enters every declared way once."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.unit.claims.made_claims import claim, judged
from tests.unit.claims.made_evidence import MadeEvidence, MadeStream, ballots, figures, irregular, spread

from multifront import contingency, timing
from multifront.brief import charts
from multifront.claims.kinds import simultaneity
from multifront.claims.kinds.coincidence_family import can_flip
from multifront.claims.kinds.timing_curves import simultaneity_curve
from multifront.claims.ledger import Basis, Ledger
from multifront.claims.specifications import Specification, SpecificationCurve, enter_curve, shows
from multifront.domain import Picture, Verdict

BASIS = Basis("made by hand")


def one(option: str, effect: float | None, said: str, **more) -> Specification:
    low, high = (None, None) if effect is None else (effect - 1, effect + 1)
    return Specification((("Way", option),), effect, low, high, said, **more)


def curve(*specifications: Specification) -> SpecificationCurve:
    return SpecificationCurve("effect", ((0.0, "none"),), "made intervals", specifications, BASIS)


def drawn(verdict: Verdict) -> Picture:
    (picture,) = [picture for picture in verdict.pictures if picture.kind == "specification_curve"]
    assert set(charts.draw(picture)) == {"wide", "narrow"}
    assert verdict.traces[picture.trace_id].value["choices"] == list(picture.columns["choices"])
    return picture


@pytest.mark.parametrize(
    ("effect", "p", "said"),
    [(1.0, 0.01, "for"), (-1.0, 0.01, "against"), (1.0, 0.06, "nothing"), (0.0, 0.01, "nothing")],
)
def test_what_one_test_shows(effect: float, p: float, said: str) -> None:
    assert shows(effect, p, 0.05) == said


def test_a_test_without_a_number_shows_nothing() -> None:
    assert shows(math.nan, 0.01, 0.05) == shows(1.0, math.nan, 0.05) == "nothing"
    assert shows(math.inf, 0.01, 0.05, no_effect=1.0) == "for"
    assert shows(0.0, 0.01, 0.05, no_effect=1.0) == "against"


def test_flips_are_counted_against_the_main_one_of_the_same_group_and_only_where_declared() -> None:
    found = curve(
        one("a", 1.0, "for", main=True, group="g"),
        one("b", 2.0, "nothing", group="g"),
        one("c", 3.0, "for", group="g"),
        one("d", 4.0, "nothing", group="g", declared=False),
        one("e", 0.0, "nothing", main=True, group="h"),
        one("f", 0.5, "nothing", group="h"),
        one("g", 0.5, "against", group="h"),
    )
    assert (found.flips, len(found.alternatives)) == (2, 4)


def test_sorted_by_effect_and_what_has_no_number_comes_last() -> None:
    found = curve(one("a", None, "nothing", main=True), one("b", 2.0, "for"), one("c", math.nan, "nothing"),
                  one("d", -1.0, "nothing"))  # fmt: skip
    assert [dict(s.choices)["Way"] for s in found.ordered] == ["d", "b", "a", "c"]


def test_a_claim_without_alternatives_has_no_curve() -> None:
    assert enter_curve(Ledger("c1"), None) == ((), ())
    assert enter_curve(Ledger("c1"), curve(one("a", 1.0, "for", main=True), one("b", 1.0, "for", declared=False))) == (
        (),
        (),
    )


def test_marks_that_part_the_choices_never_stand_in_an_option() -> None:
    pictures, _ = enter_curve(Ledger("c1"), curve(one("a | b: c", 1.0, "for", main=True), one("x", 1.0, "for")))
    assert pictures[0].columns["choices"] == ("Way: a / b: c", "Way: x")
    assert "a / b: c" in charts.printed(pictures[0])["labels"]


def periods(label: str, cut: int) -> dict:
    return {
        "label": label,
        "before": {"start": date(2010, 1, 1), "end": date(cut, 12, 31)},
        "after": {"start": date(cut + 1, 1, 1), "end": date(2019, 12, 31)},
    }


def stream(name: str, before: int, after: int) -> MadeStream:
    days = spread(date(2010, 1, 1), date(2014, 12, 31), before) + spread(date(2015, 1, 1), date(2019, 12, 31), after)
    return MadeStream(name, days, date(2010, 1, 1), date(2019, 12, 31))


def test_rate_change_crosses_every_period_with_every_count() -> None:
    with_ = {
        "stream": "acts",
        "companions": ["other"],
        "direction": "up",
        "smallest_effect_of_interest": 1.5,
        "until": date(2019, 12, 31),
        "primary": periods("first half", 2014),
        "alternatives": [periods("a later cut", 2016), periods("an early cut", 2011)],
    }
    verdict = judged(MadeEvidence((stream("acts", 5, 20), stream("other", 20, 5))), claim("rate_change", with_))[0]
    picture = drawn(verdict)
    declared = [
        c for c, role in zip(picture.columns["choices"], picture.columns["role"], strict=True) if role != "beside"
    ]
    assert len(declared) == len(set(declared)) == 6
    by_choice = dict(zip(picture.columns["choices"], picture.columns["shows"], strict=True))
    assert by_choice["Periods: first half | Counted: acts of acts | Test: by the written rule"] == "for"
    assert by_choice["Periods: first half | Counted: acts of other | Test: by the written rule"] == "against"
    effects = picture.columns["effect"]
    assert list(effects) == sorted(effects)
    assert verdict.traces["c1.specifications_flipped"].value >= 3
    assert verdict.traces["c1.specifications_declared"].value == 5


def test_ways_with_too_few_data_stand_beside_and_flip_nothing() -> None:
    with_ = {
        "stream": "acts",
        "companions": ["other"],
        "direction": "up",
        "smallest_effect_of_interest": 1.5,
        "until": date(2019, 12, 31),
        "primary": periods("first half", 2014),
        "alternatives": [{**periods("two years", 2010), "after": {"start": "2011-01-01", "end": "2011-12-31"}}],
    }
    streams = (stream("acts", 5, 20), stream("other", 1, 2))
    verdict = judged(MadeEvidence(streams), claim("rate_change", with_))[0]
    assert (verdict.verdict, verdict.confidence) == ("supported", "high")
    assert "c1.specifications_flipped" not in verdict.traces
    enough = judged(MadeEvidence((streams[0], stream("other", 10, 10))), claim("rate_change", with_))[0]
    assert enough.confidence == "moderate"
    assert drawn(enough).columns["role"].count("declared") == 1


def test_scans_with_too_few_data_stand_beside_and_flip_nothing() -> None:
    span = date(2010, 1, 1), date(2019, 12, 31)
    made = MadeEvidence(tuple(MadeStream(name, irregular(*span, 60, 1), *span) for name in ("one", "two")))
    streams = [made.stream("one"), made.stream("two")]
    primary, other = (timing.simultaneity_test(streams, window_days=w, at_least=2, draws=99, rng=0) for w in (7, 14))
    few = replace(other, p_value=1.0, too_few="too short")
    none = replace(other, p_value=1.0)
    assert simultaneity_curve(primary, [none], BASIS).flips == 1
    assert simultaneity_curve(primary, [few], BASIS).flips == 0
    assert [simultaneity._weaknesses(simultaneity.Outcome(primary, (one,), ())) for one in (none, few)] == [1, 0]


@pytest.mark.parametrize(("days", "too_few", "can"), [(14, "", True), (14, "3 events", False), (7, "", False)])
def test_a_window_flips_a_coincidence_only_where_it_could_tell(days: int, too_few: str, can: bool) -> None:
    span = date(2010, 1, 1), date(2019, 12, 31)
    made = MadeEvidence(tuple(MadeStream(name, irregular(*span, 60, 1), *span) for name in ("one", "two")))
    primary = timing.coincidence_test(made.stream("one"), made.stream("two"), window_days=7, draws=99, rng=0)
    grid = timing.coincidence_grid(made.stream("one"), made.stream("two"), windows=(7,), draws=99, rng=0)
    assert can_flip(replace(grid.cells[0], window_days=days, too_few=too_few), primary) is can


def test_simultaneity_enters_every_window_and_the_raw_p_beside() -> None:
    made = tuple(
        MadeStream(
            name, irregular(date(2010, 1, 1), date(2019, 12, 31), 60, seed), date(2010, 1, 1), date(2019, 12, 31)
        )
        for seed, name in enumerate(("one", "two"))
    )
    with_ = {
        "actors": [{"name": "One", "stream": "one"}, {"name": "Two", "stream": "two"}],
        "at_least": 2,
        "window_days": 7,
        "windows_days": [7, 14],
        "smallest_episodes_of_interest": 5,
        "fewest_actors": 2,
        "draws": 199,
    }
    picture = drawn(judged(MadeEvidence(made), claim("simultaneity", with_))[0])
    assert sorted(picture.columns["role"]) == ["beside", "beside", "declared", "main"]


def test_alignment_change_stands_in_smallest_effects_of_interest_and_each_series_against_itself() -> None:
    years = range(1990, 2020)
    rng = np.random.default_rng(3)
    values = {year: 10 + 0.05 * rng.standard_normal() + (3.0 if year >= 2015 else 0.0) for year in years}
    component = {
        "name": "trade",
        "title": "Trade",
        "source": "series",
        "indicator": "trade",
        "closer": "up",
        "smallest_effect_of_interest": 0.5,
        "first_year": 1990,
        "alternative_first_years": [2000, 2005],
    }
    votes = {"name": "votes", "title": "Votes", "source": "votes", "closer": "up", "smallest_effect_of_interest": 0.1,
             "first_year": 1990}  # fmt: skip
    evidence = MadeEvidence(observed=tuple(figures("trade", values)), cast=ballots(years, {}))
    with_ = {"pair": ["AAA", "BBB"], "names": ["A", "B"], "break_year": 2015, "components": [component, votes]}
    picture = drawn(judged(evidence, claim("alignment_change", with_))[0])
    trade = [e for c, e in zip(picture.columns["choices"], picture.columns["effect"], strict=True) if "Trade |" in c]
    assert len(trade) == 3
    assert all(effect == pytest.approx(6.0, abs=0.5) for effect in trade)
    assert picture.columns["role"].count("main") == 2


def test_runs_read_to_an_earlier_day_hold_what_a_hand_count_gives() -> None:
    """A day before the side runs out without help nothing is at risk; a day after it, help could still matter."""
    runs = contingency.simulate(contingency.load("small"), draws=1)
    off = float(runs.run("china", "leave", "off").days("endurance")[0][0])
    before, after = (
        contingency.gain_probability(runs, "china", "leave", above=0.1, until=day) for day in (off - 1.0, off + 1.0)
    )
    assert (before.low, before.high, before.at_risk) == (0.0, 0.0, 0.0)
    assert (after.low, after.high, after.at_risk) == (0.0, 1.0, 1.0)
    assert contingency.gain_probability(runs, "china", "leave", until=runs.last_day) == contingency.gain_probability(
        runs, "china", "leave"
    )


def test_the_curve_is_in_what_json_can_hold() -> None:
    pictures, lines = enter_curve(
        Ledger("c1"), curve(one("a", 1.0, "for", main=True), one("b", math.inf, "for"), one("c", None, "nothing"))
    )
    assert json.loads(json.dumps(pictures[0].columns))["effect"] == [1.0, None, None]
    assert lines[0].figure.shown == "1"
