"""A worked case of forces and fronts with the cited ranges of docs/model-forces.md, and how long 10,000 draws take.

Run: PYTHONPATH=src python bench/forces_worked.py [--draws 10000]. Everything marked "assumed" below is an assumption.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace

import numpy as np

from multifront.contingency.distraction import break_even, distraction_value
from multifront.contingency.draws import uniform_draws
from multifront.contingency.forces import POLICIES, assign_forces
from multifront.contingency.forces_inputs import LAYERS, Forces, Requirements, basing_capacity
from multifront.contingency.fronts import FRONTS, FrontRules, base_hazard, open_fronts
from multifront.contingency.labour import division_of_labour, spread
from multifront.contingency.pressure import pressure_demand

KNOTS = 24.0 * 20.0  # nautical miles a day at 20 knots
SEA = {  # nautical miles from home to each front, in the order of FRONTS; param:transit_* where cited, the rest assumed
    "yokosuka": (1265, 300, 700, 11000, 6300),
    "pearl": (4512, 3400, 4000, 9500, 9600),
    "san diego": (6196, 4989, 5400, 8000, 11300),
    "norfolk": (12102, 9700, 10200, 3800, 8110),
}
AIR = {"japan": (1, 0, 1, 6, 5), "guam": (1, 2, 2, 6, 5), "united states": (5, 5, 5, 3, 4)}  # days, assumed
POOLS = (  # layer, owner, home, units low and high, readiness low and high
    ("surface_ships", "usa", "yokosuka", (10, 14), (0.75, 0.95)),  # part of param:us_7f_forward; assumed
    ("surface_ships", "usa", "pearl", (10, 14), (0.45, 0.65)),  # shares of 150 by coast are assumed,
    ("surface_ships", "usa", "san diego", (35, 45), (0.3, 0.45)),  # the ready sum to
    ("surface_ships", "usa", "norfolk", (50, 60), (0.3, 0.45)),  # param:usn_surface_mission_capable (50 to 60)
    ("surface_ships", "japan", "yokosuka", (51, 51), (0.4, 0.6)),  # param:jp_destroyers_2025; readiness assumed
    ("submarines", "usa", "pearl", (12, 18), (0.5, 0.7)),  # assumed: no cited row
    ("submarines", "usa", "san diego", (8, 12), (0.5, 0.7)),  # assumed
    ("submarines", "usa", "norfolk", (18, 24), (0.5, 0.7)),  # assumed
    ("submarines", "japan", "yokosuka", (22, 22), (0.4, 0.6)),  # param:jp_submarines_2025
    ("fighter_squadrons", "usa", "japan", (6, 8), (0.62, 0.71)),  # param:us_pacaf / 24, param:usaf_mc_*
    ("fighter_squadrons", "usa", "guam", (3, 5), (0.62, 0.71)),
    ("fighter_squadrons", "usa", "united states", (15, 25), (0.62, 0.71)),  # assumed
    ("fighter_squadrons", "japan", "japan", (13, 14), (0.6, 0.75)),  # param:jp_modern_fighters_2025 / 24
    ("air_defence_batteries", "usa", "japan", (3, 5), (0.8, 0.95)),  # assumed
    ("air_defence_batteries", "usa", "united states", (15, 25), (0.5, 0.7)),  # assumed
    ("air_defence_batteries", "japan", "japan", (20, 28), (0.7, 0.9)),  # assumed
)
WAR = {  # units asked for once a front is open, low and high, by layer; all assumed
    "taiwan_strait": ((35, 70), (12, 25), (12, 25), (6, 14)),
    "japan_seas": ((0, 0), (0, 0), (0, 0), (0, 0)),
    "korea": ((6, 14), (2, 5), (6, 12), (4, 8)),
    "europe": ((8, 20), (4, 8), (8, 16), (4, 8)),
    "gulf": ((13, 17), (1, 3), (4, 5), (2, 4)),  # param:us_centcom_*_2026, param:patriot_from_*; the rest assumed
}
BASE = ((0, 0), (4, 8), (1, 3), (4, 8), (4, 8))  # surface ships asked for at any time by front; assumed
HOST_SQUADRONS = 12.0  # squadrons and batteries that bases in Japan can take for the Taiwan Strait; assumed


def between(seed: int, name: str, ends: tuple[float, float], draws: int) -> np.ndarray:
    return ends[0] + (ends[1] - ends[0]) * uniform_draws(seed, name, np.arange(draws))


def forces_of(draws: int, seed: int, japan: float) -> Forces:
    units, ready, transit, kept, given = [], [], [], [], []
    for index, (layer, owner, home, count, readiness) in enumerate(POOLS):
        units.append(between(seed, f"units.{index}", count, draws))
        ready.append(between(seed, f"ready.{layer}.{owner}", readiness, draws))
        days = np.array(SEA[home]) / KNOTS if home in SEA else np.array(AIR[home], dtype=float)
        transit.append(days[:, None] * between(seed, "slow", (0.8, 1.5), draws))
        kept.append(between(seed, f"reserve.{owner}", (0.0, 0.2), draws))
        given.append(np.full(draws, japan if owner == "japan" else 1.0))
    names = tuple(zip(*((layer, owner, home) for layer, owner, home, _, _ in POOLS), strict=True))
    arrays = (np.array(part) for part in (units, ready, kept, given, transit))
    return Forces(
        **dict(
            zip(
                ("layer", "owner", "home", "units", "readiness", "reserve", "commitment", "transit"),
                (*names, *arrays),
                strict=True,
            )
        )
    )


def openings_of(draws: int, seed: int, days: int) -> np.ndarray:
    rule, plane = ("open", "hazard", "hazard", "hazard", "hazard"), np.zeros((len(FRONTS), draws))
    b_load = between(seed, "b_load", (0.0, 1.0), draws)
    h0 = base_hazard(np.full(draws, 0.27), 365.0, rule=rule, align=plane, b_align=np.zeros(draws))
    rules = FrontRules(
        rule=rule,
        hazard=h0,
        load=between(seed, "load", (0.3, 0.8), draws),
        align=plane,
        b_load=b_load,
        b_align=np.zeros(draws),
        joins=np.zeros(draws),
        joins_after=plane,
        horizon=float(days),
    )
    return open_fronts(rules, np.stack([uniform_draws(seed, f"front.{name}", np.arange(draws)) for name in FRONTS])).day


def needs_of(draws: int, seed: int, days: int, consent: str) -> Requirements:
    shape = (len(LAYERS), len(FRONTS), draws)
    war, base, basing, ways = np.zeros(shape), np.zeros(shape), np.full(shape, np.inf), np.zeros((4, 5, 5, draws))
    for front, name in enumerate(FRONTS):
        base[0, front] = between(seed, f"base.{name}", BASE[front], draws)
        for kind, ends in enumerate(WAR[name]):
            war[kind, front] = between(seed, f"war.{name}.{kind}", ends, draws)
    host = np.full((1, 1, 1, draws), HOST_SQUADRONS)
    for kind in (2, 3):  # Guam and carriers take 6 squadrons without any host; assumed
        basing[kind, 0] = 6.0 + basing_capacity(host, [consent], between(seed, "limited", (0.3, 0.7), draws))[0, 0]
    sea = np.array([[abs(one - two) for two in (0, 1000, 900, 9500, 5136)] for one in (0, 1000, 900, 9500, 5136)])
    slow = between(seed, "slow", (0.8, 1.5), draws)
    ways[:2] = (sea / KNOTS)[..., None] * slow
    ways[2:] = (4.0 * (1.0 - np.eye(5)))[..., None] * slow
    weight = np.array([2.0, 1.0, 1.5, 1.0, 1.0])[:, None] * np.ones(draws)
    return Requirements(
        fronts=FRONTS,
        base=base,
        war=war,
        opening=openings_of(draws, seed, days),
        weight=weight,
        basing=basing,
        between=ways,
        delay=between(seed, "delay", (5, 20), draws),
        horizon=days,
    )


def patrols(draws: int, seed: int) -> np.ndarray:
    """One joint patrol near Japan at a time, each tying down so many ships; both assumed."""
    activity = np.zeros((len(FRONTS), draws))
    activity[1] = 1.0
    each = np.zeros((len(LAYERS), draws))
    each[0] = between(seed, "each", (1, 4), draws)
    return pressure_demand(activity, each, between(seed, "pressure", (-np.log(2), np.log(2)), draws), np.ones(draws))


def line(values: np.ndarray) -> str:
    found = spread(values)
    return f"{found.mean:8,.0f} ({found.low:,.0f} to {found.high:,.0f})"


def main(draws: int, seed: int = 0, days: int = 180) -> None:
    forces, needs = forces_of(draws, seed, 1.0), needs_of(draws, seed, days, "full")
    few = np.arange(2)
    print(f"{draws:,} draws, {days} days; unit-days short, mean (5 % to 95 % of draws)")
    assign_forces(replace_draws(forces, few), replace_draws(needs, few), foresight=True)
    begun = time.perf_counter(), time.process_time()
    assign_forces(forces, needs)
    print(f"one assignment: {time.perf_counter() - begun[0]:.2f} s, processor {time.process_time() - begun[1]:.2f} s")
    plan = assign_forces(forces, needs, foresight=True)
    for policy in POLICIES:
        print(
            f"  {policy:18} all {line(plan.shortfall(policy))}; "
            f"Taiwan Strait {line(plan.shortfall(policy, front=FRONTS[0]))}"
        )
    for layer in LAYERS:
        print(f"  two_stage, {layer:22} Taiwan Strait {line(plan.shortfall(front=FRONTS[0], layer=layer))}")
    for consent, japan in (("full", 1.0), ("limited", 0.5), ("none", 0.0)):
        other = assign_forces(forces_of(draws, seed, japan), needs_of(draws, seed, days, consent))
        print(f"  consent of Japan {consent:8} Taiwan Strait {line(other.shortfall(front=FRONTS[0]))}")
    found = distraction_value(forces, needs, patrols(draws, seed))
    print(f"  distraction: all {line(found.value())}; Taiwan Strait {line(found.value(FRONTS[0]))}")
    some = np.arange(min(draws, 1_000))
    fewer = replace_draws(forces, some), replace_draws(needs, some)
    for name in FRONTS[1:]:
        print("  " + break_even(*fewer, layer="surface_ships", at=name, main=FRONTS[0], largest=60).sentence)
    split = {"usa": ("taiwan_strait", "gulf", "europe"), "japan": ("japan_seas", "korea")}
    for row in division_of_labour(forces, needs, split, {"usa": FRONTS[:1], "japan": ("japan_seas",)}).lines:
        print(
            f"  {row.rule:20} short {row.short.mean:,.0f}; "
            f"more than asked {row.more_than_asked.mean:,.0f}, worse {row.worse:.0%}"
        )


def replace_draws(side: Forces | Requirements, chosen: np.ndarray) -> Forces | Requirements:
    arrays = {name: getattr(side, name)[..., chosen] for name in side.__slots__ if hasattr(getattr(side, name), "ndim")}
    return replace(side, **arrays)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--draws", type=int, default=10_000)
    main(parser.parse_args().draws)
