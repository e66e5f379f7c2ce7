"""The supply model in plain Python, one draw a call, from docs/model-supply.md: no numpy, nothing of multifront.

A reference to agree with and a peer to be timed: what somebody would write who has the equations and EMA Workbench.
A *plan* says what does not change between draws: `side`, `name` (where its numbers begin), `use` and `exports` (names
of two numbers), `relative` (numbers in units of demand), `fixed` (numbers that are points), `rest` (home production is
what imports leave), `routes` as (name, leg, partner's or not), `limits` as (name, routes). *Values* are one draw:
number to value in the model's units.
Scenarios without dated changes only.
"""

from __future__ import annotations

SEA = ("short_sea", "long_sea")
FATE = ("lag", "exposure")


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


def stock_and_use(plan, values):
    """What a commodity's run needs besides routes, as a mapping of plain numbers."""
    name = plan["name"]
    use = values[f"{name}.{plan['use']}"]
    exports = min(values[f"{name}.{plan['exports']}"], use)
    first = values[f"{name}.demand.military"] + values[f"{name}.demand.essential"]
    home = use - exports
    return {
        "home": home,
        "exports": exports,
        "ban": values[f"{name}.demand.export_ban"],
        "least": (1.0 - values[f"{name}.demand.unmet_limit"]) * first * home,
        "deepest": min(values[f"{name}.rationing.maximum"], max(1.0 - first, 0.0)),
        "start": values[f"{name}.rationing.start_cover"],
        "full": values[f"{name}.rationing.full_cover"],
        "stock": amount(plan, values, f"{name}.stock.volume", use) * values[f"{name}.stock.usable"],
    }


def home_production(plan, values, demand, normal):
    """What is produced at home; as a share of the rest it is what normal imports leave of demand."""
    name = f"{plan['name']}.supply.domestic"
    if plan["rest"]:
        return values[name] * max(demand - normal, 0.0)
    return amount(plan, values, name, demand)


def open_roads(plan, values, rule, legs, flows):
    """(route, normal flow, spare capacity, lag, share lost at full strength) of every route that is open."""
    flow, spare = flows
    cut, name, roads = values[f"{plan['side']}.cut.share"], plan["name"], []
    for route, leg, own in plan["routes"]:
        if own and leg not in legs:
            continue
        factor = rule_factor(values, rule) if own and leg in SEA else 1.0
        loss = cut * values[f"{name}.routes.{route}.exposure"] * factor
        roads.append((route, flow[route], spare[route], values[f"{name}.routes.{route}.lag"], loss))
    return roads


def unlike_limits(plan, values, demand):
    """(limit, its routes, what it lets through) of the limits under which the route that loses least goes first."""
    return [
        (name, members, amount(plan, values, f"{plan['name']}.limits.{name}.capacity", demand))
        for name, members in plan["limits"]
        if not alike(plan, values, (name, members))
    ]


def arrivals_by_day(plan, values, rule, legs, days):
    """Home production and arrivals, one day after another."""
    demand = values[f"{plan['name']}.{plan['use']}"]
    flows = normal_flows(plan, values, demand)
    normal = sum(flows[0].values())
    domestic = home_production(plan, values, demand, normal)
    roads, gates = open_roads(plan, values, rule, legs, flows), unlike_limits(plan, values, demand)
    gated = {route for _, members, _ in gates for route in members}
    begun, ramp = values[f"{plan['side']}.cut.start"], max(values[f"{plan['side']}.cut.ramp"], 1.0)
    surge = values[f"{plan['name']}.supply.surge_rate"]
    for day in range(days):
        arriving, shipping, passing = 0.0, {}, {}
        for route, usual, room, lag, loss in roads:
            since = day + 1 - begun - lag
            passage = 1.0 - loss * clip(0.0, since / ramp, 1.0)
            carried = usual + room * clip(0.0, since * surge, 1.0)
            if route in gated:
                shipping[route], passing[route] = carried, passage
            else:
                arriving += carried * passage
        if shipping:
            arriving += through_limits(shipping, passing, gates)
        yield domestic + min(arriving, normal)


def run_commodity(plan, values, rule, legs, days):
    """(endurance, stock-out) of one commodity under a rule with these legs of the partner open, at most `days`."""
    one = stock_and_use(plan, values)
    home, exports, ban, deepest, stock = (one[key] for key in ("home", "exports", "ban", "deepest", "stock"))
    start, full, least = one["start"], one["full"], one["least"]
    empty_on = ended_on = float(days)
    for day, inflow in enumerate(arrivals_by_day(plan, values, rule, legs, days)):
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
