"""A scenario is told once for all claims that run it: the run, channels, numbers by what they rest on, refusals."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np
import pytest

import multifront as mf
from multifront import claims, contingency
from multifront.claims.scenario_reports import asked_of, report_scenarios
from multifront.claims.swings import find_swings
from multifront.domain import GROUNDS, ScenarioReport

DRAWS = 120


@pytest.fixture(scope="module")
def blockade() -> ScenarioReport:
    """The blockade of the shipped assessment, run anew over few worlds."""
    return _reports("taiwan-blockade", None)[0]


def _reports(scenario: str, as_of: date | None) -> tuple[ScenarioReport, ...]:
    from dataclasses import replace

    checked = mf.claims.load("taiwan-2025")
    own = [one for one in checked.claims if getattr(one.parameters, "scenario", "") == scenario]
    evidence = mf.open_evidence(as_of=as_of)
    return report_scenarios(replace(checked, claims=own), evidence, (), claims.Options(draws=DRAWS))


def test_scenarios_stand_in_the_order_of_claims_with_the_longest_run_asked() -> None:
    asked = asked_of(mf.claims.load("taiwan-2025").claims)
    assert [(one.name, one.claims, one.days) for one in asked] == [
        ("taiwan-war", ("t1", "t4b", "t5", "t6"), 365),
        ("taiwan-blockade", ("t2",), 365),
    ]
    assert asked[1].outcomes == ("log_endurance",)
    assert asked_of(mf.claims.load("gulf-2026").claims) == []


def test_the_shares_are_those_of_the_run(blockade: ScenarioReport) -> None:
    run = contingency.simulate_whole(contingency.load("taiwan-blockade"), DRAWS, 0, days=365)
    alone = run.ends("china", "leave", losses=False)
    line = blockade.lines[0]
    assert line.label == "China runs out, without Russia"
    value = blockade.traces[line.figure.trace_id].value
    assert value == pytest.approx(100.0 * np.mean(alone.days[0] < 365), abs=1e-9)
    assert [one.label for one in blockade.lines][-1] == "Taiwan runs out, without Russia"


def test_a_channel_without_a_path_says_so(blockade: ScenarioReport) -> None:
    cells = {row.label: [cell.text for cell in row.cells] for row in blockade.channels}
    assert cells["arms"] == cells["intelligence"] == cells["distraction"] == ["no path"]
    assert "(" in cells["logistics"][0]
    assert blockade.outcomes == ("Longer that China lasts, about per cent",)


def test_every_number_is_counted_once_by_what_it_rests_on(blockade: ScenarioReport) -> None:
    rows = contingency.parameter_rows(contingency.load("taiwan-blockade"))
    assert [one.name for one in blockade.numbers] == [row["parameter"] for row in rows]
    counts = Counter(one.ground for one in blockade.numbers)
    assert set(counts) == set(GROUNDS)
    assert counts["a source alone"] == sum(bool(row["source"]) and not row["assumption"] for row in rows)
    told = {name: blockade.traces[f"scenario.taiwan-blockade.numbers_{name}"].value for name in ("sourced", "total")}
    assert told == {"sourced": counts["a source alone"], "total": len(rows)}
    sourced = next(one for one in blockade.numbers if one.sources)
    assert blockade.traces[sourced.trace_id].origin_ids


def test_it_has_the_map_of_routes_where_no_claim_drew_it(blockade: ScenarioReport) -> None:
    assert "route_map" in {picture.kind for picture in blockade.pictures}
    assert blockade.drawn_under == ""


def test_it_is_not_run_as_of_a_day_on_which_its_sources_were_not_public() -> None:
    report = _reports("taiwan-blockade", date(2022, 1, 1))[0]
    assert report.refusal is not None
    assert "were not public by then" in report.refusal.text
    assert report.lines == report.channels == ()
    assert len(report.numbers) > 100


def test_only_numbers_that_move_the_outcome_beyond_chance_are_named() -> None:
    run = contingency.simulate_whole(contingency.load("taiwan-blockade"), 200, 0, days=30)
    moved = contingency.worlds.Sampler(run.scenario, run.seed, run.indices).values("china.stock.volume")
    swings = find_swings(run, moved, 5)
    assert swings[0].name == "china.stock.volume"
    assert swings[0].low[0] < swings[0].high[0]
    noise = np.random.default_rng(1).normal(size=200)
    assert len(find_swings(run, noise, 5)) <= 1
    assert find_swings(run, moved, 0) == ()
