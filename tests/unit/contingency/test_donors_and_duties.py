"""Several donors of arms, donors' routes and acts, duties and removals in scenario files: by hand, and bad files."""

from __future__ import annotations

import numpy as np
import pytest

from multifront import contingency
from multifront.contingency.arms import Holding, Partner, Production, run_arms
from multifront.errors import FileProblems, UsageError

HEAD = "extends: small\nscenario: mine\ntitle: Mine\n"


def number(value: object, unit: str) -> str:
    return f"{{mode: {value}, unit: {unit}, distribution: point, assumption: made}}"


def one(value: float) -> np.ndarray:
    return np.array([float(value)])


def made(capacity: float) -> Production:
    rest = {"component_share": one(0), "component_days": one(0), "component_supply": one(1), "cut_day": one(0)}
    return Production(capacity=one(capacity), **rest)


def donor(capacity: float, **numbers: float) -> Partner:
    given = {"reserve": 0, "draw_down": 0, "own_use": 0, "compatible": 1, "willingness": 1, "from_day": 0, "gives": 0}
    return Partner(production=made(capacity), **{key: one(value) for key, value in (given | numbers).items()})


SIDE = Holding(stock=one(100), production=made(0), need=one(10)[None], phase_starts=one(0)[None])


def received(*donors: Partner, days: int = 10) -> float:
    return float(run_arms(SIDE, donors[0] if donors else None, donors=donors[1:], days=days).received[0])


def test_donors_add_up_each_with_its_own_clock_and_reserve() -> None:
    """4 a day for 10 days; 6 a day from day 5 on; 3 a day out of a reserve of 12, a half of which fits."""
    first, late, stock = donor(4), donor(8, own_use=2, from_day=5), donor(0, reserve=12, draw_down=3, compatible=0.5)
    assert received(first) == 40.0
    assert received(first, late) == 40.0 + 30.0
    assert received(first, late, stock) == 40.0 + 30.0 + 6.0
    assert received(stock, late, first) == received(first, late, stock)
    assert received() == 0.0


def test_a_donor_alone_equals_a_partner_and_one_in_want_takes_nothing_from_another() -> None:
    alone = run_arms(SIDE, donors=[donor(4)], days=10, paths=True)
    partner = run_arms(SIDE, donor(4), days=10, paths=True)
    assert np.array_equal(alone.paths.stock, partner.paths.stock)
    assert received(donor(4), donor(0, own_use=50)) == received(donor(4))
    asked = run_arms(SIDE, donor(0, own_use=5, gives=1), donors=[donor(0, own_use=2, gives=1)], days=3)
    assert asked.given.tolist() == [21.0]  # 7 a day asked for by both, out of 90, 73 and 56 left after firing


def test_donors_of_unequal_length_are_refused() -> None:
    two = Partner(
        production=Production(**{key: np.zeros(2) for key in Production.__dataclass_fields__}),
        **{key: np.zeros(2) for key in Partner.__dataclass_fields__ if key != "production"},
    )
    with pytest.raises(UsageError, match="one length for all numbers"):
        run_arms(SIDE, donor(1), donors=[two], days=3)


def arms(donors: str) -> str:
    return (
        f"arms:\n  china:\n    artillery:\n      stock: {number(1000, 'units')}\n"
        f"      need: {number(100, 'units/day')}\n      donors: {donors}\n"
    )


def a_donor(production: float, delivery: float = 0) -> str:
    return (
        f"{{production: {number(production, 'units/day')}, own_use: {number(0, 'units/day')}, "
        f"compatible: {number(1, 'share')}, willingness: {number(1, 'share')}, delivery: {number(delivery, 'days')}}}"
    )


def whole(text: str, days: int = 180) -> contingency.WholeRun:
    return contingency.simulate_whole(contingency.read_scenario(HEAD + text, "mine.yaml"), 1, days=days)


def days_of(text: str, *channels: str, rule: str = "leave", days: int = 180) -> float:
    row = contingency.channel_combinations().index(channels)
    return float(whole(text, days).ends("china", rule).days[row, 0])


def test_donors_in_a_file_need_no_partner_and_act_in_the_channel_arms() -> None:
    """1,000 at 100 a day last until day 10; with 12 + 8 a day until day 13 as with one partner of 20."""
    text = arms(f"{{PRK: {a_donor(12)}, IRN: {a_donor(8)}}}")
    assert days_of(text) == 10.0
    assert days_of(text, "arms") == 13.0
    assert days_of(arms(f"{{PRK: {a_donor(12)}, IRN: {a_donor(8, 50)}}}"), "arms") < 13.0
    shares = contingency.attribute_whole(whole(text), "leave")["log_endurance"].shares
    assert shares[1].estimate.mean > 0.0


def route(exposure: float) -> str:
    return (
        "sides: {china: {routes: {more: {kind: long_sea, supplier: IRN, help: true, "
        f"flow: {number(1, 'mb/d')}, capacity: {number(1, 'mb/d')}, exposure: {number(exposure, 'share')}}}}}}}}}\n"
    )


@pytest.mark.parametrize(("rule", "plain", "helped"), [("leave", 300.0, 450.0), ("stop", 180.0, 225.0)])
def test_help_by_a_route_flows_with_logistics_and_under_the_ordinary_cut(
    rule: str, plain: float, helped: float
) -> None:
    """900 / (8 - 2 - 1 - 2 of the port, if spared, - 1 of the donor, if it cannot be reached); the cut is total."""
    assert days_of(route(0), rule=rule, days=1000) == pytest.approx(150.0)
    assert days_of(route(0), "logistics", rule=rule, days=1000) == pytest.approx(helped)
    assert days_of(route(1), "logistics", rule=rule, days=1000) == pytest.approx(plain)


FORCES = f"""forces:
  delay: {number(0, "days")}
  homes: {{guam: {{taiwan_strait: {number(10, "days")}, korea: {number(2, "days")}}}}}
  pools:
    boats: {{layer: submarines, owner: USA, home: guam, units: {number(4, "units")}, readiness: {number(0.5, "share")}}}
  duties: {{all: {{USA: [taiwan_strait, korea]}}, strait: {{USA: [taiwan_strait]}}, home: {{USA: []}}}}
fronts:
  openings: {{expands: {number(0, "share")}, within: {number(365, "days")}}}
  places:
    taiwan_strait: {{opens: open, weight: {number(1, "ratio")}, war: {{submarines: {number(3, "units")}}}}}
    korea:
      opens: hazard
      weight: {number(2, "ratio")}
      tied: {{submarines: {number(1, "units")}}}
      from_main: {{sea: {number(12, "days")}, air: {number(1, "days")}}}
"""


def test_what_a_donor_ties_down_and_who_may_serve_by_hand() -> None:
    """Two boats arrive on day 10, three are asked for; one is tied down in Korea from day 2 on, or is short there."""
    run = whole(FORCES, days=30)
    on = contingency.channel_combinations().index(("distraction",))
    assert run.shortfall[[0, on]].ravel().tolist() == [50.0, 3 * 10 + 2 * 20 + 2.0]
    assert run.shortfall_under("strait")[[0, on]].ravel().tolist() == [50.0, 50.0 + 30.0]
    assert run.shortfall_under("home")[[0, on]].ravel().tolist() == [90.0, 120.0]
    with pytest.raises(UsageError, match="closest: strait"):
        run.shortfall_under("straits")
    with pytest.raises(UsageError, match=r"no forces\.duties"):
        contingency.labour_of(contingency.load("small"))
    with pytest.raises(UsageError, match="found no rule"):
        contingency.compare_rules(None, None, {})


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        (arms("{PRK: {}}"), "arms.china.artillery.donors.PRK.delivery", "missing"),
        (arms(f"{{PRK: {a_donor(1)[:-1]}, sign: 1}}}}"), "donors.PRK.sign", "unknown key"),
        (arms("[PRK]"), "arms.china.artillery.donors", "expected names"),
        (route(0).replace("help: true", "help: often"), "routes.more.help", "give true"),
        (FORCES.replace("tied: {submarines", "tied: {boats"), "places.korea.tied.boats", "unknown key"),
        (FORCES.replace("home: {USA: []}", "home: {JPN: []}"), "forces.duties.home", "no fronts for USA"),
        (FORCES.replace("home: {USA: []}", "home: {JPN: [], USA: []}"), "duties.home.JPN", "unknown owner"),
        (FORCES.replace("home: {USA: []}", "home: {USA: [gulf]}"), "duties.home.USA", "unknown front"),
        (FORCES.replace("home: {USA: []}", "home: {USA: korea}"), "duties.home.USA", "expected a list"),
    ],
)
def test_problems_stand_with_their_place(text: str, where: str, what: str) -> None:
    with pytest.raises(FileProblems) as caught:
        contingency.read_scenario(HEAD + text, "mine.yaml")
    assert any(where in p.where and what in p.what for p in caught.value.problems), caught.value.problems


def test_an_extending_file_takes_away_what_it_gives_as_null() -> None:
    text = "extends: taiwan-war\nscenario: mine\ntitle: Mine\narms: ~\nattrition: ~\n"
    text += "branches: ~\nclocks: ~\neffectiveness: ~\nlevers: {missiles: ~}\n"
    scenario = contingency.read_scenario(text, "mine.yaml")
    assert scenario.blocks.arms == ()
    assert scenario.blocks.pools
    fewer = contingency.read_scenario(HEAD + "sides: {china: {routes: {pipeline: ~}}}\n", "mine.yaml")
    assert [route.name for route in fewer.side("china").routes] == ["pacific_port", "gulf"]


def test_a_stray_null_is_still_a_problem() -> None:
    with pytest.raises(FileProblems, match="quote a text with commas"):
        contingency.read_scenario(
            HEAD + "sides: {china: {cut: {share: {mode: 1, unit: share, assumption: a, b}}}}\n", "m"
        )
