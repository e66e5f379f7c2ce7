"""Our contingency runs beside those of peers on the same sampled worlds: seconds of each, and that outcomes agree."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import numpy as np
from contingency_networks import case, changed
from contingency_numpy import run_draws
from tests.agreement.plain_inputs import plans_of, sampled
from tests.agreement.plain_supply import distinct_cases

from multifront import contingency

HERE = Path(__file__).parent
LAST = 1095
CLOSE = 1e-9
CHANGES = 7


class Peers:
    """The interpreter that has the peers; each answer comes from a process of its own."""

    def __init__(self, python):
        self.python = python

    def ask(self, name, given):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "given.json"
            source.write_text(json.dumps(given), encoding="utf-8")
            command = [self.python, "-W", "ignore", str(HERE / "contingency_peer_worker.py"), name, str(source)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{name}: its interpreter ended with\n{done.stderr[-2000:]}")
        return json.loads(done.stdout.splitlines()[-1])


def timed(work):
    """(result, processor seconds)."""
    began = time.process_time()
    found = work()
    return found, time.process_time() - began


def figure(value):
    """Four digits that count, with thousands apart."""
    return f"{float(f'{value:.4g}'):,.10g}"


def spread(rates):
    """Middle and range of several rates, for a table."""
    return f"{figure(statistics.median(rates))} ({figure(min(rates))} to {figure(max(rates))})"


def agree(what, ours, theirs):
    worst = float(np.max(np.abs(np.asarray(ours) - np.asarray(theirs)) / np.maximum(1.0, np.abs(theirs))))
    if not worst <= CLOSE:
        raise SystemExit(f"{what}: differs by {worst:.2e}; at most {CLOSE:g} was wanted")
    return worst


def supply_rows(peers, rounds=3, few=20, draws=2_000):
    """Draws a second of `taiwan-blockade`: plain under EMA Workbench, numpy over draws, ours; in turns."""
    scenario = contingency.load("taiwan-blockade")
    plans, columns = plans_of(scenario), sampled(scenario, draws, 0)
    rates, worst, version = {"ema": [], "numpy": [], "ours": []}, 0.0, ""
    contingency.simulate(scenario, 50)
    for _ in range(rounds):
        values = {name: column[:few].tolist() for name, column in columns.items()}
        answer = peers.ask("ema", {"plans": plans, "days": LAST, "values": values})
        many, seconds = timed(lambda: run_draws(plans, columns, distinct_cases, LAST))
        outcome, own = timed(lambda: contingency.simulate(scenario, draws))
        rates["ema"].append(few / answer["seconds"])
        rates["numpy"].append(draws / seconds)
        rates["ours"].append(draws / own)
        version = answer["version"]
        for (name, rule, legs), days in zip(answer["keys"], answer["found"], strict=True):
            run = outcome.runs[name, rule, tuple(legs)]
            for mine, theirs, array in zip(
                (run.endurance, run.stock_out), days, many[name, rule, tuple(legs)], strict=True
            ):
                worst = max(worst, agree(f"{name}, plain", mine[:few], theirs), agree(f"{name}, numpy", mine, array))
    ratio = {name: statistics.median(rates["ours"]) / statistics.median(rates[name]) for name in rates}
    return [
        (
            "supplies, draws a second",
            f"EMA Workbench {version}, sequential, plain Python",
            spread(rates["ema"]),
            f"{ratio['ema']:,.0f}",
        ),
        ("", "numpy over draws, daily loop", spread(rates["numpy"]), f"{ratio['numpy']:,.1f}"),
        ("", "multifront, `simulate`", spread(rates["ours"]), "1"),
    ], worst


def one_stock_rows(peers, few=40, draws=20_000):
    """Draws a second of a stock drawn down by demand less inflow: Mesa, PySD, ours."""
    scenario = contingency.load(HERE / "contingency_one_stock.yaml")
    columns = sampled(scenario, draws, 0)
    contingency.simulate(scenario, 50)
    outcome, own = timed(lambda: contingency.simulate(scenario, draws))
    run, rate = outcome.run("one", "leave"), draws / own
    names = {"stock": "one.stock.volume", "demand": "one.demand.runs", "inflow": "one.supply.domestic"}
    rows = []
    for peer, count in (("mesa", few * 10), ("pysd", few)):
        given = {key: columns[name][:count].tolist() for key, name in names.items()}
        answer = peers.ask(peer, given | {"days": LAST, "model": str(HERE / "contingency_one_stock.mdl")})
        if not np.array_equal(np.ceil(run.stock_out[:count]), answer["found"]):
            raise SystemExit(f"{peer}: another day of the empty stock")
        title = {"mesa": "Mesa", "pysd": "PySD"}[peer]
        theirs = count / answer["seconds"]
        rows.append(
            (
                "one stock, draws a second" if not rows else "",
                f"{title} {answer['version']}",
                figure(theirs),
                f"{rate / theirs:,.0f}",
            )
        )
    return [*rows, ("", "multifront, `simulate`", figure(rate), "1")]


def network_rows(peers):
    """Milliseconds of a warm re-solve of 140 days on 30 nodes and 120 arcs: highspy from the last basis, ours."""
    rows = []
    for crossing, title in ((False, "nested limits"), (True, "limits that cross")):
        given = {"seed": 0, "crossing": crossing, "changes": CHANGES}
        answer, base = peers.ask("warm", given), case(0, crossing)
        contingency.allocate(contingency.Network(**base))
        own, cold = [], []
        for seed, theirs in enumerate(answer["found"]):
            network = contingency.Network(**changed(base, seed))
            found, seconds = timed(partial(contingency.allocate, network))
            program, longer = timed(partial(contingency.allocate_lp, network))
            own.append(1e3 * seconds)
            cold.append(1e3 * longer)
            for ours in (found, program):
                np.testing.assert_allclose(ours.cost, theirs, rtol=1e-6, atol=1e-6)
        mine, plain = statistics.median(own), [1e3 * seconds for seconds in answer["seconds"]]
        inside = 1e3 * statistics.median(answer["inside"])
        what = f"30 nodes, 120 arcs, 140 days, {title}, ms"
        peer = f"highspy {answer['version']}, warm (inside the solver {inside:.0f})"
        rows.append((what, peer, spread(plain), f"{statistics.median(plain) / mine:,.2g}"))
        rows.append(
            ("", "multifront, `allocate_lp`, HiGHS, cold", spread(cold), f"{statistics.median(cold) / mine:,.2g}")
        )
        rows.append(("", f"multifront, `allocate`, by `{found.method}`", spread(own), "1"))
    return rows


def peer_table(python):
    """All rows, and the largest difference of the supplies."""
    peers = Peers(python)
    rows, worst = supply_rows(peers)
    return [*rows, *one_stock_rows(peers), *network_rows(peers)], worst


if __name__ == "__main__":
    for line in peer_table(sys.argv[1])[0]:
        print(" | ".join(line))
