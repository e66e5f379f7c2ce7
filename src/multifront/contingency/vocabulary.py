"""The words of a scenario file: every number it may hold, with quantity, default and meaning. No values of a crisis."""

from __future__ import annotations

from multifront.contingency.block_words import BLOCKS, block_word
from multifront.contingency.words import Word

KINDS = ("overland", "short_sea", "long_sea")
"""Kinds of route, which are also the legs of the channel logistics."""

RULES = ("leave", "inspect", "stop")
"""What a coalition may decide about ships under the partner's flag. A decision: results are never averaged over it."""

COMMODITIES = ("crude", "gas", "coal", "grain", "food")
"""What a side may run short of. Crude stands directly under a side, the others under its `commodities`."""

SMALLEST_RATIONING_SPAN = 2.0
"""Days between start and full cover at least; with less, more supply could end a run sooner in daily steps."""


SCENARIO_WORDS = (
    Word("conversions.barrels_per_tonne", "density", None, "barrels of crude in a tonne, for units by mass"),
    Word("stop_after", "days", None, "last day of a run; draws that hold until then are reported as censored"),
    Word(
        "partner.flag_share",
        "share",
        None,
        "share of the partner's seaborne crude carried under the partner's own flag",
    ),
    Word("partner.inspection_loss", "share", None, "what inspection costs, as a share of what stopping would cost"),
)

CUT_WORDS = (
    Word("cut.share", "share", None, "share of exposed seaborne arrivals cut off once the cut is at full strength"),
    Word("cut.start", "days", None, "day on which the cut begins, counted from the scenario's start"),
    Word(
        "cut.ramp", "days", None, "days from the beginning of the cut to its full strength; under one day counts as one"
    ),
)

CRUDE_WORDS = (
    Word(
        "demand.runs",
        "flow",
        None,
        "crude that refineries take in when nothing is rationed, exports of products included",
    ),
    Word("demand.product_exports", "flow", 0.0, "part of the runs that leaves as products, in crude equivalent"),
    Word("demand.export_ban", "days", 0.0, "day on which exports of products end"),
    Word("demand.military", "share", None, "share of home demand that goes to the military, served first"),
    Word(
        "demand.essential", "share", None, "share of home demand that is essential besides the military, served second"
    ),
    Word("demand.unmet_limit", "share", None, "unmet share of essential demand at which a side counts as run out"),
    Word(
        "rationing.maximum",
        "share",
        None,
        "deepest planned cut of demand; never reaches into military and essential demand",
    ),
    Word("rationing.start_cover", "days", None, "days of demand in stock under which rationing begins"),
    Word("rationing.full_cover", "days", None, "days of demand in stock at which rationing is at its maximum"),
    Word("stock.volume", "volume or relative", 0.0, "crude in store on the scenario's start day"),
    Word("stock.usable", "share", None, "share of the stock that can be drawn (tank bottoms and line fill cannot)"),
    Word("supply.domestic", "flow or relative or rest", 0.0, "crude produced at home"),
    Word("supply.surge_rate", "rate", 0.0, "share of a route's spare capacity that comes into use each day of a cut"),
)

SIDE_WORDS = CUT_WORDS + CRUDE_WORDS

OTHER_DEMAND = {
    "demand.runs": Word("demand.use", "flow", None, "use of the commodity when nothing is rationed, exports included"),
    "demand.product_exports": Word("demand.exports", "flow", 0.0, "part of the use that is exported"),
    "demand.export_ban": Word("demand.export_ban", "days", 0.0, "day on which exports end"),
    "stock.volume": Word("stock.volume", "volume or relative", 0.0, "stock on the scenario's start day"),
    "stock.usable": Word("stock.usable", "share", None, "share of the stock that can be drawn"),
    "supply.domestic": Word("supply.domestic", "flow or relative or rest", 0.0, "home production"),
}
"""Words of the commodities other than crude, where they differ from those of crude."""

OTHER_WORDS = tuple(OTHER_DEMAND.get(word.key, word) for word in CRUDE_WORDS)

GAS_DENSITY = Word("conversions.bcm_per_mt", "gas density", None, "bcm of gas in a million tonnes of LNG")

DATED = ("cut.share", "supply.domestic", "flow", "capacity", "exposure")
"""Numbers that dated changes may set, by the end of their name."""

ROUTE_WORDS = (
    Word("flow", "flow or relative", None, "normal flow"),
    Word(
        "capacity",
        "flow or relative",
        None,
        "most that the route can carry; the spare part only replaces what is lost elsewhere",
    ),
    Word("lag", "days", 0.0, "days from where cargoes can be stopped to port: those already past it keep arriving"),
    Word("exposure", "share", 0.0, "share of the route's flow that a cut of seaborne trade can reach"),
)

LIMIT_WORDS = (Word("capacity", "flow or relative", None, "most that the limit's routes can carry together"),)


def words_of(commodity: str) -> tuple[Word, ...]:
    """The numbers of one commodity of a side, those of the cut left out."""
    return CRUDE_WORDS if commodity == "crude" else OTHER_WORDS


def commodity_of(parameter: str) -> str:
    """The commodity that a number belongs to, by its dotted name; numbers of a cut or of the partner: crude."""
    parts = parameter.split(".")
    return parts[1] if len(parts) > 2 and parts[1] in COMMODITIES else COMMODITIES[0]


def place_of(parameter: str) -> tuple[str, str]:
    """Where a reader looks for a number, and its name there: (`china.gas`, `routes.myanmar.flow`)."""
    parts = parameter.split(".")
    if parts[0] in BLOCKS:
        head = 2 if parts[0] in ("arms", "forces", "fronts") and len(parts) > 2 else 1
        return ".".join(parts[:head]), ".".join(parts[head:])
    if parameter in {word.key for word in (*SCENARIO_WORDS, GAS_DENSITY)}:
        return "scenario", parameter
    if parts[1] in COMMODITIES or parts[1] == "cut":
        return ".".join(parts[:2]), ".".join(parts[2:])
    return f"{parts[0]}.{COMMODITIES[0]}", ".".join(parts[1:])


def word_of(parameter: str) -> Word | None:
    """The word behind a number's dotted name (`china.routes.kozmino.flow`), or None."""
    plain = parameter.partition("@")[0]
    parts = plain.split(".")
    if parts[0] in BLOCKS:
        return block_word(plain)
    table: tuple[Word, ...] = (*SCENARIO_WORDS, GAS_DENSITY)
    if plain not in {word.key for word in table} and len(parts) > 2:
        commodity = commodity_of(plain)
        own = parts[2:] if parts[1] in COMMODITIES else parts[1:]
        named = {"routes": ROUTE_WORDS, "limits": LIMIT_WORDS}.get(own[0])
        table, plain = (CUT_WORDS + words_of(commodity), ".".join(own)) if named is None else (named, own[-1])
    return next((word for word in table if word.key == plain), None)


def meaning(parameter: str) -> str:
    """What a number is, by its dotted name in a scenario (`china.routes.kozmino.flow`, `china.cut.share@30`)."""
    word, day = word_of(parameter), parameter.partition("@")[2]
    if word is None:
        return ""
    return f"{word.meaning}, from day {day}" if day else word.meaning
