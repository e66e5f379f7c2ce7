"""The supply model in plain Python, one draw a call, written from docs/model-supply.md: no numpy, nothing of multifront.

A reference to agree with and a peer to be timed: what somebody would write who has the equations and EMA Workbench.
A *plan* says what does not change between draws: `side`, `name` (where its numbers begin), `use` and `exports` (names of
two numbers), `relative` (numbers stated in units of demand), `rest` (home production is what imports leave), `routes` as
(name, leg, partner's or not), `limits` as (name, routes). *Values* are one draw: number -> value in the model's units.
Scenarios without dated changes only.
"""

from __future__ import annotations

SEA = ("short_sea", "long_sea")


def clip(low, value, high):
    """The value, held within bounds."""
    return low if value < low else high if value > high else value


def amount(plan, values, name, demand):
    """A number as a flow or volume; some are stated in units of demand."""
    return values[name] * demand if name in plan["relative"] else values[name]


def alike(plan, values, limit):
    """True where all routes of a limit meet the same fate, so that they may be scaled together."""
    name, members = limit
    if any(set(members) & set(others) for other, others in plan["limits"] if other != name):
        return False
    fates = {(leg, own) for route, leg, own in plan["routes"] if route in members}
    lags_fixed = all(f"{plan['name']}.routes.{route}.{fate}" in plan["fixed"] for route in members for fate in FATE)
    lags = {tuple(values[f"{plan['name']}.routes.{route}.{fate}"] for fate in FATE) for route in members}
    return len(fates) == 1 and lags_fixed and len(lags) == 1


FATE = ("lag", "exposure")


def shared_out(amounts, members, most):
    """Scale the members together to what is left for them."""
    total = sum(amounts[route] for route in members)
    if total > max(most, 0.0):
        for route in members:
            amounts[route] *= max(most, 0.0) / total


def normal_flows(plan, values, demand):
    """Normal flow and spare capacity of each route under its own capacity and the shared limits."""
    name, flow, spare = plan["name"], {}, {}
    for route, _, _ in plan["routes"]:
        capacity = amount(plan, values, f"{name}.routes.{route}.capacity", demand)
        flow[route] = min(amount(plan, values, f"{name}.routes.{route}.flow", demand), capacity)
        spare[route] = capacity - flow[route]
    for limit in sorted(plan["limits"], key=lambda one: len(one[1])):
        most = amount(plan, values, f"{name}.limits.{limit[0]}.capacity", demand)
        before = dict(flow)
        shared_out(flow, limit[1], most)
        if alike(plan, values, limit):
            shared_out(spare, limit[1], most - sum(flow[route] for route in limit[1]))
        else:
            for route in limit[1]:
                spare[route] += before[route] - flow[route]
    return flow, spare


def rule_factor(values, rule):
    """What of a loss the partner's sea routes meet under a rule on its ships."""
    treated = {"leave": 0.0, "inspect": values["partner.inspection_loss"], "stop": 1.0}[rule]
    return 1.0 - values["partner.flag_share"] * (1.0 - treated)


def through_limits(shipping, passing, gates):
    """What arrives when the route that loses least ships first under limits."""
    left, total = {name: most for name, _, most in gates}, 0.0
    for route in sorted(shipping, key=lambda one: -passing[one]):
        held = [name for name, members, _ in gates if route in members]
        shipped = min([shipping[route], *(left[name] for name in held)])
        for name in held:
            left[name] -= shipped
        total += shipped * passing[route]
    return total


def run_commodity(plan, values, rule, legs, days):
    """(endurance, stock-out) of one commodity under a rule with these legs of the partner open, at most `days`."""
    name, side = plan["name"], plan["side"]
    use = values[f"{name}.{plan['use']}"]
    exports = min(values[f"{name}.{plan['exports']}"], use)
    home, demand = use - exports, (use - exports) + exports
    flow, spare = normal_flows(plan, values, demand)
    normal = sum(flow.values())
    domestic = amount(plan, values, f"{name}.supply.domestic", demand)
    if plan["rest"]:
        domestic = values[f"{name}.supply.domestic"] * max(demand - normal, 0.0)
    first = values[f"{name}.demand.military"] + values[f"{name}.demand.essential"]
    least = (1.0 - values[f"{name}.demand.unmet_limit"]) * first * home
    deepest = min(values[f"{name}.rationing.maximum"], max(1.0 - first, 0.0))
    start, full = values[f"{name}.rationing.start_cover"], values[f"{name}.rationing.full_cover"]
    stock = amount(plan, values, f"{name}.stock.volume", demand) * values[f"{name}.stock.usable"]
    ban, surge = values[f"{name}.demand.export_ban"], values[f"{name}.supply.surge_rate"]
    cut, cut_day = values[f"{side}.cut.share"], values[f"{side}.cut.start"]
    ramp = max(values[f"{side}.cut.ramp"], 1.0)
    gates = [
        (limit[0], limit[1], amount(plan, values, f"{name}.limits.{limit[0]}.capacity", demand))
        for limit in plan["limits"]
        if not alike(plan, values, limit)
    ]
    gated = {route for _, members, _ in gates for route in members}
    roads = []
    for route, leg, own in plan["routes"]:
        if own and leg not in legs:
            continue
        factor = rule_factor(values, rule) if own and leg in SEA else 1.0
        loss = cut * values[f"{name}.routes.{route}.exposure"] * factor
        roads.append((route, flow[route], spare[route], values[f"{name}.routes.{route}.lag"], loss))
    empty_on = ended_on = float(days)
    for day in range(days):
        arriving, shipping, passing = 0.0, {}, {}
        for route, usual, room, lag, loss in roads:
            since = day + 1 - cut_day - lag
            passage = 1.0 - loss * clip(0.0, since / ramp, 1.0)
            carried = usual + room * clip(0.0, since * surge, 1.0)
            if route in gated:
                shipping[route], passing[route] = carried, passage
            else:
                arriving += carried * passage
        if shipping:
            arriving += through_limits(shipping, passing, gates)
        inflow = domestic + min(arriving, normal)
        wanted = home + exports * (1.0 - clip(0.0, day + 1 - ban, 1.0))
        rationed = deepest * clip(0.0, (start - stock / wanted) / (start - full), 1.0)
        drain = wanted * (1.0 - rationed) - inflow
        if stock < drain:
            moment = day + stock / drain
            empty_on = min(empty_on, moment)
            if inflow < least:
                ended_on = min(ended_on, moment)
                break
        stock = max(stock - drain, 0.0)
    return ended_on, empty_on


def distinct_cases(plan):
    """The (rule, open legs) that can differ for a commodity: none of the partner's routes, or all under each rule."""
    own = tuple(dict.fromkeys(leg for _, leg, partner in plan["routes"] if partner))
    rules = ("leave", "inspect", "stop") if any(leg in SEA for leg in own) else ("leave",)
    return [("leave", ()), *((rule, own) for rule in rules if own)]


def run_draw(plans, values, days):
    """Everything that one draw gives: {(name, rule, open legs): (endurance, stock-out)}."""
    found = {}
    for plan in plans:
        for rule, legs in distinct_cases(plan):
            found[plan["name"], rule, legs] = run_commodity(plan, values, rule, legs, days)
    return found
