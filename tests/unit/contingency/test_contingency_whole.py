"""The whole run over channel combinations: hand-computed days, the base, draws alone, attribution, and bad files."""

from __future__ import annotations

import numpy as np
import pytest

from multifront import contingency
from multifront.errors import FileProblems, SimulationError, UsageError

POINT = "{mode: %s, unit: %s, distribution: point, assumption: made}"
HEAD = "extends: small\nscenario: mine\ntitle: Mine\n"
FACTOR = {"weight": 0.3, "own_use": 1, "production": 1, "willingness": 1}
WAR = contingency.load("taiwan-war")
RUN = contingency.simulate_whole(WAR, 300, 3, days=180)
PARTS = ("supply", "arms", "shortfall", "opened", "short_by_losses", "force", "lost", "economy")


def number(value: object, unit: str) -> str:
    return POINT % (value, unit)


def arms(stock: int, need: int, *, made: float = 30, used: float = 0, gives: float = 0, after: float = 0) -> str:
    """China has `stock` and needs `need` a day; its partner frees made - used, all of it fits."""
    branches = "".join(
        f"  {branch}: {{"
        + ", ".join(f"{key}: {number(v, 'share' if key[0] == 'w' else 'ratio')}" for key, v in FACTOR.items())
        + "}\n"
        for branch in contingency.BRANCHES
    )
    return (
        f"arms:\n  china:\n    artillery:\n      stock: {number(stock, 'units')}\n"
        f"      need: {number(need, 'units/day')}\n      partner:\n"
        f"        production: {number(made, 'units/day')}\n        own_use: {number(used, 'units/day')}\n"
        f"        compatible: {number(1, 'share')}\n        gives: {number(gives, 'share')}\n"
        f"branches:\n{branches}clocks:\n  commitment: {number(0, 'days')}\n  delivery: {number(after, 'days')}\n"
    )


WITHOUT_LOSSES = """extends: taiwan-war
scenario: calm
title: Without losses
attrition:
effectiveness:
"""
LOSSES = f"""attrition:
  share: {number(0.5, "share")}
  losses:
    china:
      ships:
        {{layer: surface_ships, total: {number(10, "units")}, tau: {number(6, "days")},
         exposed: {number(100, "units")}}}
"""
FORCES = f"""forces:
  delay: {number(0, "days")}
  homes: {{guam: {{taiwan_strait: {number(10, "days")}, korea: {number(480 * 2, "nm at 20 kn")}}}}}
  pools:
    boats: {{layer: submarines, owner: USA, home: guam, units: {number(4, "units")}, readiness: {number(0.5, "share")}}}
fronts:
  openings: {{expands: {number(0, "share")}, within: {number(365, "days")}}}
  pressure: {{units_each: {{submarines: {number(1, "units")}}}}}
  places:
    taiwan_strait: {{opens: open, weight: {number(1, "ratio")}, war: {{submarines: {number(3, "units")}}}}}
    korea:
      opens: hazard
      weight: {number(2, "ratio")}
      activity: {number(1, "units")}
      from_main: {{sea: {number(12, "days")}, air: {number(1, "days")}}}
"""


def read(text: str) -> contingency.Scenario:
    return contingency.read_scenario(HEAD + text, "mine.yaml")


def whole(text: str, days: int = 180) -> contingency.WholeRun:
    return contingency.simulate_whole(read(text), 1, days=days)


def row(*channels: str) -> int:
    return contingency.channel_combinations().index(channels)


def test_arms_end_before_supply_by_hand() -> None:
    """1,000 in stock, 100 a day: met until day 9. With 20 a day more 0.6 is met on day 12, 0.2 on day 13."""
    ends = whole(arms(1000, 100, made=20)).ends("china", "leave")
    assert ends.days[row()].tolist() == [10.0]
    assert ends.days[row("arms")].tolist() == [13.0]
    ends = whole(arms(1000, 100, made=60)).ends("china", "leave")
    assert ends.days[row("arms")].tolist() == [150.0]  # fire stays at 60 % or more: supply binds first
    assert ends.bounds[ends.bound[row("arms"), 0]] == "crude supply"
    assert ends.bounds[ends.bound[row(), 0]] == "artillery"


def test_a_late_partner_and_one_that_asks() -> None:
    late = whole(arms(1000, 100, made=20, after=11)).ends("china", "leave")
    assert late.days[row("arms")].tolist() == late.days[row()].tolist() == [10.0]
    asking = whole(arms(1000, 100, made=0, used=100, gives=1)).ends("china", "leave")
    assert asking.days[row("arms")][0] < asking.days[row()][0] == 10.0


def test_shortfall_by_hand() -> None:
    """Two of three boats arrive on day 10: 3 x 10 + 1 x 20 short in 30 days; one patrol takes one from day 2 on."""
    run = whole(FORCES, days=30)
    assert run.shortfall[row()].tolist() == [50.0]
    assert run.shortfall[row("distraction")].tolist() == [3 * 10 + 2 * 20 + 2.0]
    assert run.fronts_opened.max() == 0.0


def clocks(**days: float) -> str:
    return "clocks: {" + ", ".join(f"{name}: {number(value, 'days')}" for name, value in days.items()) + "}\n"


def test_clocks_by_hand() -> None:
    """Two of three boats are there on day 10; a late decision, late consent and late patrols move what is short."""
    late = whole(FORCES + clocks(recognition=4, decision=8), days=30)
    assert late.shortfall[row()].tolist() == [3 * 12 + 1 * 18.0]
    room = f"basing: {{submarines: {number(1, 'units')}}}, host_basing: {{submarines: {number(5, 'units')}}}, war:"
    text = FORCES.replace("war:", room, 1)
    assert whole(text, days=30).shortfall[row()].tolist() == [50.0]
    assert whole(text + clocks(basing=20), days=30).shortfall[row()].tolist() == [3 * 10 + 2 * 10 + 1 * 10.0]
    acting = whole(FORCES + clocks(activity=5), days=30)
    assert acting.shortfall[row("distraction")].tolist() == [3 * 10 + 2 * 20.0]
    assert acting.shortfall[row()].tolist() == [50.0]


def test_the_coalitions_cut_waits_for_its_clocks() -> None:
    """The cut of the first side begins ten days later, so that oil at sea comes in for ten days more."""
    supply = "supply", "china", "leave"
    plain, late = whole(FORCES), whole(FORCES + clocks(recognition=3, decision=7))
    shifted = contingency.simulate_whole(read(FORCES), 1, fixed={"china.cut.start": 10.0})
    assert late.parts[supply] > plain.parts[supply]
    assert late.parts[supply] == pytest.approx(shifted.parts[supply], abs=1e-9)
    taiwan = [key for key in plain.parts if key[:2] == ("supply", "taiwan")]
    assert all(np.array_equal(plain.parts[key], late.parts[key]) for key in taiwan)


TOLD = "log_ratio: 0.4, low: 0.1, high: 0.9, level: 0.9, decided: true"


def with_result(told: str) -> str:
    return FORCES.replace("pressure: {", f"pressure: {{from: {{claim: a9_cause, {told}}}, ")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (TOLD, "no effect within it"),
        (TOLD.replace("high: 0.9", "high: .inf"), "could not tell"),
        (TOLD.replace("true", "false"), "could not tell"),
    ],
)
def test_a_tests_result_sets_the_pressure(told: str, words: str) -> None:
    """The interval, moved to hold 0, is used as it is; without an end or an answer half to twice as often stands in."""
    run = contingency.simulate_whole(read(with_result(told)), 400, days=30)
    assert words in run.pressure_rule
    added = run.shortfall[row("distraction")] - run.shortfall[row()]
    ratio = np.where(
        added <= 44.0, added / 22.0, 2.0 + (added - 44.0) / 30.0
    )  # two boats are all that can be drawn off
    least, most = (1.0, np.exp(0.9)) if "could not" not in words else (0.5, 2.0)
    assert least - 1e-9 <= ratio.min() < 1.1 * least
    assert 0.95 * most < ratio.max() <= most + 1e-9


@pytest.mark.parametrize(
    ("told", "what"),
    [
        (TOLD.replace("log_ratio: 0.4", "log_ratio: 2"), "does not hold"),
        (TOLD.replace("low: 0.1", "low: lots"), "a number is needed"),
        (TOLD.replace("decided: true", "decided: maybe"), "true or false"),
        (f"{TOLD}, p: 0.1", "unknown key"),
    ],
)
def test_a_tests_result_that_does_not_hold(told: str, what: str) -> None:
    with pytest.raises(FileProblems) as caught:
        read(with_result(told))
    assert any(what in problem.what for problem in caught.value.problems), caught.value.problems


def test_a_ratio_that_rules_out_no_effect_is_refused() -> None:
    ratio = "rate_ratio: {low: 1.1, high: 2, unit: ratio, distribution: uniform, assumption: made}, "
    with pytest.raises(FileProblems, match="must hold 1"):
        read(FORCES.replace("pressure: {", "pressure: {" + ratio))
    with pytest.raises(FileProblems, match="not both"):
        read(with_result(TOLD).replace("from:", f"rate_ratio: {number(1, 'ratio')}, from:"))


ECONOMY = f"""economy:
  case: blockade
  economies: [taiwan]
  exposure:
    exports: {number(3000, "USD bn/y")}
    imports: {number(2000, "USD bn/y")}
    export_share: {number(0.5, "share")}
    import_share: {number(0.5, "share")}
    reserves: {number(3200, "USD bn")}
    freezable: {number(0.9, "share")}
"""


def test_the_economy_by_hand() -> None:
    run = whole(ECONOMY)
    assert [run.economy(f"{what}_exposed").tolist() for what in ("exports", "imports", "reserves")] == [
        [1500.0],
        [1000.0],
        [2880.0],
    ]
    assert 0.07 <= run.economy("output_loss")[0] <= 0.089
    assert 0.122 <= run.economy("output_loss.taiwan")[0] <= 0.40
    assert np.array_equal(run.economy("output_loss"), run.economy("output_loss", partner=False))
    with pytest.raises(UsageError, match="closest: exports_exposed"):
        run.economy("exports_exposd")


def test_the_partners_trade_only_takes_away_from_the_loss() -> None:
    for name in ("exports", "imports", "reserves"):
        offset = RUN.economy(f"{name}_offset")
        assert offset.max() > 0.0 == RUN.economy(f"{name}_offset", partner=False).max()
        assert np.all(offset <= RUN.economy(f"{name}_exposed") + 1e-9)
    assert np.all(RUN.economy("output_loss") <= RUN.economy("output_loss", partner=False))


def test_all_channels_off_is_the_base() -> None:
    base = contingency.simulate(WAR, 300, 3)
    for rule in contingency.RULES:
        ends = RUN.ends("china", rule, losses=False)
        fire = np.min([RUN.parts["arms", one.path, "off"] for one in WAR.blocks.arms_of("china")], axis=0)
        supply = base.run("china", rule, "off").endurance
        assert ends.days[row()] == pytest.approx(np.minimum(np.minimum(supply, fire), 180.0), abs=1e-9)
        supply = base.run("china", rule, "on").endurance
        assert ends.days[row("logistics")] == pytest.approx(np.minimum(np.minimum(supply, fire), 180.0), abs=1e-9)


def test_a_draw_alone_blocks_and_workers_do_not_matter() -> None:
    alone = contingency.simulate_whole(WAR, seed=3, indices=np.array([207]))
    for key, values in RUN.parts.items():
        assert alone.parts[key][0] == pytest.approx(values[207], rel=1e-12), key
    many = contingency.simulate_whole(WAR, 1_100, 3)
    threads = contingency.simulate_whole(WAR, 1_100, 3, workers=2)
    for key, values in RUN.parts.items():
        assert np.array_equal(many.parts[key], threads.parts[key])
        assert np.array_equal(many.parts[key][:300], values), key
    assert {key[0] for key in RUN.parts} == set(PARTS)


@pytest.mark.parametrize("rule", contingency.RULES)
def test_shares_add_up_and_channels_without_means_have_no_path(rule: str) -> None:
    found = contingency.attribute_whole(RUN, rule)
    assert list(found) == list(contingency.OUTCOMES)
    for name, one in found.items():
        acting = [share.estimate.mean for share in one.shares if share.estimate is not None]
        assert sum(acting) == pytest.approx(one.whole.mean, abs=1e-9), name
    assert min(found["shortfall"].shares[index].estimate.mean for index in (2, 3)) > 0.0
    assert found["shortfall"].shares[0].text == contingency.NO_PATH


def test_without_losses_intelligence_has_no_path_and_nothing_else_changes() -> None:
    without = contingency.read_scenario(WITHOUT_LOSSES, "calm.yaml")
    run = contingency.simulate_whole(without, 300, 3, days=180)
    assert not run.has_losses
    for rule in contingency.RULES:
        for side in run.sides:
            assert np.array_equal(run.ends(side, rule).days, RUN.ends(side, rule, losses=False).days)
        shares = [one.shares[2].text for one in contingency.attribute_whole(run, rule).values()]
        assert set(shares) == {contingency.NO_PATH}
    assert run.shortfall == pytest.approx(RUN.shortfall - RUN.short_by_losses, abs=1e-8)
    assert np.array_equal(run.fronts_opened, RUN.fronts_opened)


def test_no_rate_of_loss_is_a_run_without_losses() -> None:
    still = {f"{line.path}.total": 0.0 for line in WAR.blocks.losses}
    run = contingency.simulate_whole(WAR, 100, 3, fixed=still)
    assert not run.short_by_losses.any()
    assert not run.lost("taiwan", "us_ships").any()
    for side in run.sides:
        assert np.array_equal(run.ends(side, "leave").days, run.ends(side, "leave", losses=False).days)


def test_all_sixteen_combinations_are_actual() -> None:
    """Some outcome tells any two combinations apart that differ in one channel."""
    strike = {"arms.china.long_range_strike.partner.compatible": 1.0, "branches.frozen.willingness": 1.0}
    run = contingency.simulate_whole(WAR, 300, 3, fixed=strike)
    seen = np.concatenate([run.shortfall, run.ends("china", "leave").days, run.lost("china", "ships")], axis=1)
    for less in range(16):
        for channel in range(4):
            more = less | 1 << channel
            if more != less and channel:
                assert not np.array_equal(seen[less], seen[more]), (less, more)
    supply = {key[3:]: values for key, values in run.parts.items() if key[:3] == ("supply", "china", "leave")}
    assert not np.array_equal(supply[()], supply["overland", "short_sea", "long_sea"])


def test_lines_of_losses_that_are_not_there() -> None:
    with pytest.raises(UsageError, match=r"closest: china\.ships"):
        RUN.lost("china", "shipz")


def test_a_scenario_without_forces_has_no_shortfall() -> None:
    run = whole(arms(1000, 100))
    assert "shortfall" not in contingency.attribute_whole(run, "leave")
    with pytest.raises(UsageError, match="has no forces"):
        assert run.shortfall.size


def test_what_cannot_be_run() -> None:
    scenario = read(arms(1000, 100))
    for wrong in ({"draws": 0}, {"days": 0}, {"days": 10_000}, {"workers": 0}, {"fixed": {"arms.china.none": 1.0}}):
        with pytest.raises(UsageError if {"days", "workers"} & set(wrong) else SimulationError):
            contingency.simulate_whole(scenario, **({"draws": 1} | wrong))
    with pytest.raises(UsageError, match="closest: leave"):
        whole(arms(1000, 100)).ends("china", "leav")
    with pytest.raises(UsageError, match="valid: leave"):
        contingency.attribute_whole(RUN, "leav")


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("arms: {chine: {}}\n", "arms.chine", "closest: china"),
        ("arms: {china: {missiles: {}}}\n", "arms.china.missiles", "unknown class of arms"),
        ("arms: {china: {drones: {stok: 1}}}\n", "arms.china.drones.stok", "unknown key"),
        ("arms: {china: {drones: {}}}\n", "arms.china.drones.need", "missing"),
        (f"arms: {{china: {{drones: {{stock: {number(1, 'kg')}}}}}}}\n", "arms.china.drones.stock.unit", "units"),
        ("arms: {china: {drones: {partner: {}}}}\n", "branches", "needs branches"),
        ("clocks: {}\n", "clocks", "moves nothing"),
        ("forces: {}\n", "forces", "give both or neither"),
        ("fronts: {}\n", "fronts.places", "the first front must stand"),
        (FORCES.replace("home: guam", "home: gum"), "forces.pools.boats.home", "closest: guam"),
        (FORCES.replace("opens: open", "opens: hazard"), "fronts.places", "open from the start"),
        (FORCES.replace("layer: submarines", "layer: boats"), "forces.pools.boats.layer", "unknown layer"),
        (FORCES.replace("  delay", "  consent: maybe\n  delay"), "forces.consent", "unknown consent"),
        (FORCES.replace(f"expands: {number(0, 'share')}", f"expands: {number(1, 'share')}"), "expands", "under 1"),
        (FORCES.replace(f"weight: {number(1, 'ratio')}", f"weight: {number(0, 'ratio')}"), "weight", "above 0"),
        (f"changes: [{{from: 3, set: {{forces.delay: {number(1, 'days')}}}}}]\n{FORCES}", "delay", "may not change"),
        (ECONOMY.replace("blockade", "blokade"), "economy.case", "closest: blockade"),
        (ECONOMY.replace("[taiwan]", "[japan]"), "economy.economies", "published loss by blockade"),
        (ECONOMY.replace("reserves:", "reserve:"), "economy.exposure.reserves", "missing"),
        ("effectiveness: {}\n", "effectiveness", "moves nothing"),
        ("attrition: {}\n", "attrition.share", "missing"),
        ("attrition: {}\n", "attrition.losses", "no line"),
        (LOSSES.replace("china", "chine"), "attrition.losses.chine", "closest: china"),
        (LOSSES.replace("layer:", "owner: USA, layer:"), "ships.owner", "unknown owner of surface_ships"),
        (LOSSES.replace("layer:", "fire: drones, layer:"), "ships.fire", "unknown class of arms of the enemy"),
        (LOSSES.replace("layer: surface_ships", "layer: ships"), "ships.layer", "unknown layer"),
        (LOSSES.replace(number(6, "days"), number(0, "days")), "ships.tau", "above 0"),
        (LOSSES.replace("tau:", f"horizon: {number(40, 'days')}, tau:"), "ships.horizon", "at most 28"),
    ],
)
def test_problems_of_a_file_stand_with_their_place(text: str, where: str, what: str) -> None:
    with pytest.raises(FileProblems) as caught:
        read(text)
    assert any(where in p.where and what in p.what for p in caught.value.problems), caught.value.problems
    assert all(problem.line >= 1 for problem in caught.value.problems)


def test_all_problems_are_said_at_once() -> None:
    with pytest.raises(FileProblems) as caught:
        read("arms: {china: {drones: {}}}\nclocks: {}\nforces: {}\n")
    assert {"arms.china.drones.stock", "arms.china.drones.need", "clocks", "forces"} <= {
        problem.where for problem in caught.value.problems
    }


def test_every_number_has_a_meaning() -> None:
    rows = contingency.parameter_rows(WAR)
    assert not [line["parameter"] for line in rows if not line["meaning"]]


def test_less_consent_never_makes_less_short() -> None:
    short = []
    for consent in contingency.CONSENT:
        text = f"extends: taiwan-war\nscenario: mine\ntitle: Mine\nforces: {{consent: {consent}}}\n"
        run = contingency.simulate_whole(contingency.read_scenario(text, "mine.yaml"), 100, 3)
        short.append(float(run.shortfall[0].mean()))
    assert short[0] < short[1] < short[2]
