"""The words of the optional blocks of a scenario file, from arms to attrition and effectiveness. No values."""

from __future__ import annotations

from multifront.contingency.forces_inputs import LAYERS
from multifront.contingency.words import Word

BLOCKS = ("arms", "branches", "clocks", "forces", "fronts", "attrition", "effectiveness", "economy")
"""Optional top keys of a scenario file; with any of them the scenario is run over combinations of channels."""

ARMS_WORDS = (
    Word("stock", "pieces", None, "arms of the class in store on the scenario's start day"),
    Word("need", "pieces a day", None, "what is asked for a day in the first phase; it is not cut back as stocks fall"),
    Word("later_need", "ratio", 1.0, "need in the second phase, as a multiple of that in the first"),
    Word("later_from", "days", 0.0, "day on which the second phase begins"),
    Word("production.capacity", "pieces a day", 0.0, "production with all components"),
    Word("production.component_share", "share", 0.0, "share of production that needs imported components"),
    Word("production.component_days", "days", 0.0, "days of full production in the component store"),
    Word(
        "production.component_supply", "share", 1.0, "share of normal components that still arrives once trade is cut"
    ),
)

PARTNER_WORDS = (
    Word("production", "pieces a day", None, "what the partner makes a day in the war as it is"),
    Word("own_use", "pieces a day", None, "what the partner's own war takes a day as it is"),
    Word("reserve", "pieces", 0.0, "what the partner may ever draw down"),
    Word("draw_down", "pieces a day", 0.0, "how fast the partner draws its reserve down"),
    Word("compatible", "share", None, "share of the partner's arms of the class that fits the receiver's systems"),
    Word("gives", "share", 0.0, "share of what a partner that has run short asks for that the receiver grants"),
)

DONOR_WORDS = (
    Word("production", "pieces a day", None, "what the donor makes a day"),
    Word("own_use", "pieces a day", None, "what the donor itself uses or has promised to others a day"),
    Word("reserve", "pieces", 0.0, "what the donor may ever draw down"),
    Word("draw_down", "pieces a day", 0.0, "how fast the donor draws its reserve down"),
    Word("compatible", "share", None, "share of the donor's arms of the class that fits the receiver's systems"),
    Word("willingness", "share", None, "share of the compatible surplus that the donor hands over"),
    Word("delivery", "days", None, "days from the start until the donor's first arms arrive"),
)

BRANCH_WORDS = (
    Word("weight", "share", None, "weight of this branch of the partner's own war; weights need not sum to one"),
    Word("own_use", "ratio", None, "the partner's own use in this branch, as a multiple of today's"),
    Word("production", "ratio", None, "the partner's production in this branch, as a multiple of today's"),
    Word("willingness", "share", None, "share of the compatible surplus that the partner hands over in this branch"),
)

CLOCK_WORDS = (
    Word("commitment", "days", None, "days from the start until the partner decides to help"),
    Word("delivery", "days", None, "days from that decision to the first arms"),
)

OTHER_CLOCK_WORDS = (
    Word("sharing", "days", 0.0, "days from the partner's decision until it shares intelligence"),
    Word("activity", "days", 0.0, "days from that decision to its acts elsewhere; not given: they go on from day 0"),
    Word("recognition", "days", 0.0, "days until the coalition knows what it sees; its cut and its forces wait for it"),
    Word("decision", "days", 0.0, "days from then until the coalition acts: its cut, and its forces at open fronts"),
    Word("basing", "days", 0.0, "days from recognition until hosts consent to the use of their bases"),
)
"""Clocks that hold at once where a file does not give them."""

FORCE_WORDS = (
    Word("slowness", "ratio", 1.0, "factor on all days of travel, for speed, weather and loading"),
    Word("delay", "days", None, "days from the first further opening to the correction of the first plan"),
    Word("limited", "share", 0.5, "share of the host's room that limited consent leaves"),
)

POOL_WORDS = (
    Word("units", "pieces", None, "all units of the pool at its home"),
    Word("readiness", "share", None, "share of the units that is fit to leave"),
    Word("reserve", "share", 0.0, "share of the ready units kept at home until the correction"),
    Word("commitment", "share", 1.0, "share of the units that their owner commits at all"),
)

TRAVEL_WORD = Word("travel", "travel", None, "way from a home to a front")

OPENING_WORDS = (
    Word("expands", "share", None, "share of wars in which a further front opens, without load"),
    Word("within", "days", None, "days within which that share is meant"),
    Word("load", "share", 0.0, "how far the coalition's force is bound elsewhere"),
    Word("load_added", "share", 0.0, "further share bound while the channel distraction is on"),
    Word("b_load", "ratio", 0.0, "log of the hazard ratio at full load, a swept assumption"),
    Word("b_align", "ratio", 0.0, "log of the hazard ratio per unit of alignment, a swept assumption"),
    Word("joins", "share", 0.0, "probability that a treaty ally joins"),
)

PRESSURE_WORDS = (
    Word("exposure", "share", 1.0, "how far the coalition is busy, on the scale of the rate ratio"),
    Word("rate_ratio", "ratio", 1.0, "ratio of the partner's acts while the coalition is fully busy; above 0"),
    *(Word(f"units_each.{layer}", "pieces", 0.0, f"{layer} that one act ties down") for layer in LAYERS),
)

PLACE_WORDS = (
    Word("weight", "ratio", None, "weight of a unit-day short at this front; above 0"),
    Word("align", "ratio", 0.0, "how close the actor at this front stands to the challenger"),
    Word("joins_after", "days", 0.0, "day on which a treaty ally joins here, if it does"),
    Word("activity", "pieces", 0.0, "acts of the partner under way at once in usual times; channel distraction"),
    *(Word(f"base.{layer}", "pieces", 0.0, f"{layer} asked for on every day") for layer in LAYERS),
    *(Word(f"war.{layer}", "pieces", 0.0, f"further {layer} asked for once the front is open") for layer in LAYERS),
)

ROOM_WORDS = tuple(
    Word(f"{kind}.{layer}", "pieces", 0.0, f"{layer} that {where} can take")
    for kind, where in (("basing", "bases without a host"), ("host_basing", "the host's bases"))
    for layer in LAYERS
)
"""Words of a front that limit a layer where either of its two stands; where neither does there is no limit."""

TIED_WORDS = tuple(
    Word(f"tied.{layer}", "pieces", 0.0, f"{layer} that acts of other donors tie down here; channel distraction")
    for layer in LAYERS
)
"""Words of a front that stand only where a donor other than the partner acts."""

APART_WORDS = (
    Word("from_main.sea", "travel", None, "way by sea between this front and the first front"),
    Word("from_main.air", "travel", None, "way by air between this front and the first front"),
)
"""Words of every front but the first."""

ATTRITION_WORDS = (
    Word("share", "share", None, "share of the force that would stand without losses, under which a side has run out"),
)

LOSS_WORDS = (
    Word("total", "pieces", None, "average loss in the games by the horizon, where all factors are one"),
    Word("horizon", "days", 21.0, "day of the games on which that loss stands, at most 28"),
    Word("tau", "days", None, "how early losses fall: time constant of the games' curve; above 0"),
    Word("scale", "ratio", 1.0, "a draw's total over the games' average"),
    Word("exposed", "pieces", None, "units within reach in the games; a side's own force stands there in full"),
    Word("per_unit", "ratio", 1.0, "losses counted in a unit, such as 24 aircraft in a squadron; above 0"),
    Word("from_forces", "share", 0.0, "share of the enemy's fire that falls as its force present falls"),
    Word("weight", "ratio", 1.0, "weight of this force in its own side's fire, beside its side's other forces"),
)

EFFECT_WORDS = (
    Word("delta", "ratio", None, "gain in losses inflicted while the partner shares intelligence, a swept assumption"),
)

EXPOSURE_WORDS = (
    Word("exports", "money a year", None, "goods that the first side sells abroad"),
    Word("imports", "money a year", None, "goods that it buys abroad"),
    Word(
        "export_share", "share", None, "share of these exports that goes to the coalition, were all of it to take part"
    ),
    Word("import_share", "share", None, "share of these imports that comes from the coalition"),
    Word("breadth", "share", 1.0, "share of that coalition that takes part in sanctions"),
    Word("reserves", "money", None, "foreign exchange of the first side"),
    Word("freezable", "share", None, "share of it that the coalition can freeze"),
)

ECONOMY_PARTNER_WORDS = (
    Word("will", "share", None, "share of what the partner could do that it does"),
    Word("fit", "share", None, "share of the exposed imports that the partner makes at all"),
    Word("sales_elsewhere", "money a year", None, "what the partner sells to others"),
    Word("revenue_need", "money a year", None, "what it must go on earning from them"),
    Word("purchases_elsewhere", "money a year", None, "what the partner buys from others"),
    Word("funds", "money a year", 0.0, "what it can spend on the first side's goods beyond what it earns there"),
    Word("rail_in", "freight", None, "spare railway capacity to the first side"),
    Word("rail_out", "freight", None, "spare railway capacity from it"),
    Word("port_in", "freight", None, "spare port capacity to the first side"),
    Word("port_out", "freight", None, "spare port capacity from it"),
    Word("port_loss", "share", None, "share of port capacity that is cut off"),
    Word("value_in", "value", None, "worth of goods to the first side"),
    Word("value_out", "value", None, "worth of goods from it"),
    Word("credit", "money", 0.0, "credit line in money that the first side can use"),
    Word("pass_through", "share", None, "share of the loss of output that trade makes up"),
)

_BY_PLACE = {
    ("branches",): BRANCH_WORDS,
    ("clocks",): CLOCK_WORDS + OTHER_CLOCK_WORDS,
    ("forces",): FORCE_WORDS,
    ("forces", "pools"): POOL_WORDS,
    ("fronts", "openings"): OPENING_WORDS,
    ("fronts", "pressure"): PRESSURE_WORDS,
    ("fronts", "places"): PLACE_WORDS + ROOM_WORDS + TIED_WORDS + APART_WORDS,
}
_BY_PLACE |= {("economy", "exposure"): EXPOSURE_WORDS, ("economy", "partner"): ECONOMY_PARTNER_WORDS}
_BY_PLACE |= {("attrition",): ATTRITION_WORDS, ("effectiveness",): EFFECT_WORDS}
_NAMED = {("branches",), ("forces", "pools"), ("fronts", "places")}


def block_word(parameter: str) -> Word | None:
    """The word behind a number's dotted name in a block (`arms.china.drones.stock`), or None."""
    parts = parameter.split(".")
    if parts[0] == "arms":
        if parts[3:4] == ["donors"]:
            return _find(DONOR_WORDS, parts[5:])
        helped = parts[3:4] == ["partner"]
        return _find(PARTNER_WORDS, parts[4:]) if helped else _find(ARMS_WORDS, parts[3:])
    if parts[:2] == ["forces", "homes"]:
        return TRAVEL_WORD
    if parts[:2] == ["attrition", "losses"]:
        return _find(LOSS_WORDS, parts[4:])
    place = tuple(parts[:2]) if tuple(parts[:2]) in _BY_PLACE else tuple(parts[:1])
    return _find(_BY_PLACE.get(place, ()), parts[len(place) + (place in _NAMED) :])


def _find(words: tuple[Word, ...], parts: list[str]) -> Word | None:
    return next((word for word in words if word.key == ".".join(parts)), None)
