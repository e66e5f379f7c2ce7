"""The supply model over arrays of draws with a daily loop in Python, as a careful numpy user would write it. A peer.

Written from docs/model-supply.md; takes the plans and values of tests/agreement/plain_inputs.py. Stops when every draw
has run out, and knows no closed form. Limits alike (`plain_supply.alike`) only, as in the shipped scenarios.
"""

from __future__ import annotations

import numpy as np

SEA = ("short_sea", "long_sea")


def flows_of(plan, values, demand):
    """Normal flow and spare capacity by route, (routes, n), after own capacity and shared limits."""
    name, names = plan["name"], [route for route, _, _ in plan["routes"]]

    def read(key):
        number = f"{name}.{key}"
        return values[number] * demand if number in plan["relative"] else values[number]

    capacity = np.stack([read(f"routes.{route}.capacity") for route in names])
    flow = np.minimum(np.stack([read(f"routes.{route}.flow") for route in names]), capacity)
    spare = capacity - flow
    for limit, members in plan["limits"]:
        rows, most = [names.index(route) for route in members], read(f"limits.{limit}.capacity")
        flow[rows] *= np.minimum(1.0, most / np.maximum(flow[rows].sum(0), 1e-300))
        left = np.maximum(most - flow[rows].sum(0), 0.0)
        spare[rows] *= np.minimum(1.0, left / np.maximum(spare[rows].sum(0), 1e-300))
    domestic = read("supply.domestic")
    if plan["rest"]:
        domestic = values[f"{name}.supply.domestic"] * np.maximum(demand - flow.sum(0), 0.0)
    return flow, spare, domestic, read("stock.volume") * values[f"{name}.stock.usable"]


def run_commodity(plan, values, cases, days):
    """(endurance, stock-out) by (rule, open legs), each of shape (n,): cases share what arrives before the rule."""
    name, side = plan["name"], plan["side"]
    use = values[f"{name}.{plan['use']}"]
    exports = np.minimum(values[f"{name}.{plan['exports']}"], use)
    home = use - exports
    flow, spare, domestic, start_stock = flows_of(plan, values, use)
    normal = flow.sum(0)
    first = values[f"{name}.demand.military"] + values[f"{name}.demand.essential"]
    least = (1.0 - values[f"{name}.demand.unmet_limit"]) * first * home
    deepest = np.minimum(values[f"{name}.rationing.maximum"], np.maximum(1.0 - first, 0.0))
    start, full = values[f"{name}.rationing.start_cover"], values[f"{name}.rationing.full_cover"]
    lag, exposure = (
        np.stack([values[f"{name}.routes.{route}.{key}"] for route, _, _ in plan["routes"]])
        for key in ("lag", "exposure")
    )
    loss, ramp = values[f"{side}.cut.share"] * exposure, np.maximum(values[f"{side}.cut.ramp"], 1.0)
    begun, surge = values[f"{side}.cut.start"] + lag, values[f"{name}.supply.surge_rate"]
    kept, open_rows = [], []
    for rule, legs in cases:
        treated = {"leave": 0.0, "inspect": values["partner.inspection_loss"], "stop": 1.0}[rule]
        factor = 1.0 - values["partner.flag_share"] * (1.0 - treated)
        kept.append(np.stack([factor if own and leg in SEA else np.ones_like(use) for _, leg, own in plan["routes"]]))
        open_rows.append([index for index, (_, leg, own) in enumerate(plan["routes"]) if not own or leg in legs])
    shape = (len(cases), use.size)
    stock = np.broadcast_to(start_stock, shape).copy()
    ended, empty = np.full(shape, float(days)), np.full(shape, float(days))
    for day in range(days):
        since = day + 1.0 - begun
        strength, carried = np.clip(since / ramp, 0.0, 1.0) * loss, flow + spare * np.clip(since * surge, 0.0, 1.0)
        wanted = home + exports * (1.0 - np.clip(day + 1.0 - values[f"{name}.demand.export_ban"], 0.0, 1.0))
        arriving = np.stack(
            [
                (carried[rows] * (1.0 - strength[rows] * factor[rows])).sum(0)
                for rows, factor in zip(open_rows, kept, strict=True)
            ]
        )
        inflow = domestic + np.minimum(arriving, normal)
        rationed = deepest * np.clip((start - stock / wanted) / (start - full), 0.0, 1.0)
        drain = wanted * (1.0 - rationed) - inflow
        short = stock < drain
        if short.any():
            moment = day + stock / np.where(short, drain, 1.0)
            empty = np.where(short, np.minimum(empty, moment), empty)
            ended = np.where(short & (inflow < least), np.minimum(ended, moment), ended)
            if (ended < days).all():
                break
        stock = np.maximum(stock - drain, 0.0)
    return {case: (ended[index], empty[index]) for index, case in enumerate(cases)}


def run_draws(plans, values, cases_of, days):
    """Everything for all draws: {(name, rule, open legs): (endurance, stock-out)}."""
    found = {}
    for plan in plans:
        for (rule, legs), ends in run_commodity(plan, values, cases_of(plan), days).items():
            found[plan["name"], rule, legs] = ends
    return found
