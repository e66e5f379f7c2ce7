"""Runs peers in a Python of their own: EMA Workbench, Mesa, PySD and highspy; prints what they found as JSON.

    PYTHON_WITH_PEERS bench/contingency_peer_worker.py NAME INPUT.json

Seconds are processor time of this process, warm where a peer has something to warm. Imports nothing of multifront.
"""

from __future__ import annotations

import importlib.metadata
import json
import shutil
import sys
import tempfile
import time
import warnings
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]


def ema(given):
    """Draws of the plain model under EMA Workbench's sequential evaluator; each call gives every case."""
    warnings.simplefilter("ignore")
    from ema_workbench import Model, RealParameter, ScalarOutcome, SequentialEvaluator, perform_experiments
    from ema_workbench.em_framework.points import Scenario
    from tests.agreement.plain_supply import distinct_cases, run_draw

    plans, days, names = given["plans"], given["days"], list(given["values"])
    keys = [(plan["name"], rule, tuple(legs)) for plan in plans for rule, legs in distinct_cases(plan)]
    safe = {name: name.replace(".", "__") for name in names}

    def supply_model(**sampled):
        found = run_draw(plans, {name: sampled[safe[name]] for name in names}, days)
        return {f"case_{at}_{which}": found[key][which] for at, key in enumerate(keys) for which in (0, 1)}

    model = Model("supply", function=supply_model)
    ranges = {name: (min(column), max(column)) for name, column in given["values"].items()}
    model.uncertainties = [RealParameter(safe[name], low, high + 1e-9) for name, (low, high) in ranges.items()]
    model.outcomes = [ScalarOutcome(f"case_{at}_{which}") for at in range(len(keys)) for which in (0, 1)]
    count = len(next(iter(given["values"].values())))
    worlds = [{safe[name]: given["values"][name][draw] for name in names} for draw in range(count)]
    scenarios = [Scenario(str(draw), **world) for draw, world in enumerate(worlds)]
    began = time.process_time()
    with SequentialEvaluator(model) as evaluator:
        _, outcomes = perform_experiments(model, scenarios=scenarios, evaluator=evaluator)
    seconds = time.process_time() - began
    found = [[outcomes[f"case_{at}_{which}"].tolist() for which in (0, 1)] for at in range(len(keys))]
    return {"seconds": seconds, "keys": keys, "found": found}


def mesa(given):
    """The one stock as a Mesa model that is stepped a day at a time until it is empty."""
    warnings.simplefilter("ignore")
    import mesa as package

    class OneStock(package.Model):
        def __init__(self, stock, demand, inflow):
            super().__init__(seed=0)
            self.stock, self.net, self.day = stock, demand - inflow, 0

        def step(self):
            self.stock = max(0.0, self.stock - self.net)
            self.day += 1

    found, began = [], time.process_time()
    for stock, demand, inflow in zip(given["stock"], given["demand"], given["inflow"], strict=True):
        model = OneStock(stock, demand, inflow)
        while model.stock > 0.0 and model.day < given["days"]:
            model.step()
        found.append(model.day)
    return {"seconds": time.process_time() - began, "found": found}


def pysd(given):
    """The one stock as a Vensim model that PySD translates once and runs draw by draw, Euler steps of a day."""
    warnings.simplefilter("ignore")
    import pysd as package

    with tempfile.TemporaryDirectory() as folder:  # the translation is written beside the model
        copied = shutil.copy(given["model"], folder)
        model = package.read_vensim(copied)
    model.run(params={"initial stock": 10.0}, return_columns=["stock"], final_time=20)
    found, began = [], time.process_time()
    for stock, demand, inflow in zip(given["stock"], given["demand"], given["inflow"], strict=True):
        params = {"initial stock": stock, "demand": demand, "inflow": inflow}
        path = model.run(params=params, return_columns=["stock"], final_time=given["days"])["stock"].to_numpy()
        found.append(int((path > 0.0).sum()))
    return {"seconds": time.process_time() - began, "found": found}


def day_program(highspy, case, day):
    """One day's allocation as plain HiGHS rows and columns, solved once from cold."""
    import numpy as np

    routes, tiers, solver = len(case["available"]), len(case["weights"]), highspy.Highs()
    solver.setOptionValue("output_flag", False)
    columns, rows = routes + tiers + 1, len(case["members"]) + 1
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = columns, rows
    program.col_cost_ = np.concatenate([np.zeros(routes), case["weights"], [0.0]])
    program.col_lower_ = np.zeros(columns)
    program.col_upper_ = np.concatenate(
        [case["available"][:, day], case["demand"][:, day], case["free"][day : day + 1]]
    )
    total = case["demand"][:, day].sum()
    program.row_lower_ = np.concatenate([np.full(rows - 1, -highspy.kHighsInf), [total]])
    program.row_upper_ = np.concatenate([case["limits"][:, day], [total]])
    index = [arc for group in case["members"] for arc in group] + list(range(columns))
    value = [1.0] * (len(index) - columns) + [*case["passage"][:, day], *[1.0] * (tiers + 1)]
    starts = np.cumsum([0, *[len(group) for group in case["members"]], columns])
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_, matrix.index_, matrix.value_ = starts, np.array(index), np.array(value)
    solver.passModel(program)
    solver.run()
    return solver


def solve_days(highspy, solver, case):
    """All days one after another, each from the basis of the one before; only bounds and passage change."""
    import numpy as np

    routes, days = case["available"].shape
    rows = len(case["members"])
    upper = np.concatenate([case["available"], case["demand"], case["free"][None]])
    columns, none, cost = np.arange(len(upper), dtype=np.int32), np.zeros(len(upper)), []
    for day in range(days):
        solver.changeColsBounds(len(columns), columns, none, upper[:, day])
        for row in range(rows):
            solver.changeRowBounds(row, -highspy.kHighsInf, case["limits"][row, day])
        total = case["demand"][:, day].sum()
        solver.changeRowBounds(rows, total, total)
        for route in range(routes):
            solver.changeCoeff(rows, route, case["passage"][route, day])
        solver.run()
        cost.append(solver.getInfo().objective_function_value)
    return cost


def warm(given):
    """Warm re-solves of the 140 days after each of several changes of limits and of what arcs carry."""
    import highspy
    from contingency_networks import case, changed

    base = case(given["seed"], given["crossing"])
    solver = day_program(highspy, base, 0)
    solve_days(highspy, solver, base)
    news, found, seconds, inside = [changed(base, seed) for seed in range(given["changes"])], [], [], []
    for one in news:
        before, began = solver.getRunTime(), time.process_time()
        found.append(solve_days(highspy, solver, one))
        seconds.append(time.process_time() - began)
        inside.append(solver.getRunTime() - before)
    return {"seconds": seconds, "inside": inside, "found": found}


PEERS = {"ema": ema, "mesa": mesa, "pysd": pysd, "warm": warm}
PACKAGES = {"ema": "ema_workbench", "mesa": "mesa", "pysd": "pysd", "warm": "highspy"}


def main():
    name, given = sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    answer = PEERS[name](given) | {"version": importlib.metadata.version(PACKAGES[name])}
    sys.stdout.write("\n" + json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
