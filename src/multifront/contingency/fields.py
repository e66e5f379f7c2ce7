"""The keys of a scenario file that hold no numbers: texts, days, choices, names, groups. The numbers are elsewhere."""

from __future__ import annotations

from multifront.contingency.block_words import BLOCKS
from multifront.contingency.forces_inputs import CONSENT, LAYERS
from multifront.contingency.fronts import RULES_OF_OPENING
from multifront.contingency.levers import HOLDERS, KINDS_OF_LEVER
from multifront.contingency.output_losses import OUTPUT_LOSSES
from multifront.contingency.ranges import DISTRIBUTIONS
from multifront.contingency.vocabulary import KINDS, RULES
from multifront.contingency.words import Field

BLOCK_MEANINGS = {
    "arms": "classes of arms of each side, and the partner's budget of them",
    "branches": "branches of the partner's own war; needed by a partner's budget of arms",
    "clocks": "when the partner decides and delivers; needed by a partner's budget of arms",
    "forces": "pools of forces and their homes; together with `fronts`",
    "attrition": "losses of forces in the first weeks, by side and line",
    "effectiveness": "what the partner's intelligence adds to losses inflicted; needs `attrition`",
    "economy": "published losses of output, and the share of them that the partner's trade makes up",
    "fronts": "where forces are asked for, and how fronts open; together with `forces`",
}
"""What each optional block is for; a block of `BLOCKS` that is missing here is shown with its name alone."""

TOP_FIELDS = (
    Field("scenario", "text", "name of the scenario", required=True),
    Field("title", "text", "one line that says what it is", required=True),
    Field("start", "day", "the day to which stocks and flows refer", required=True),
    Field("extends", "text", "a shipped scenario, or a file beside this one, that this file is laid over"),
    Field("question", "text", "what running it answers, in one sentence"),
    Field("note", "text", "what a reader should know before the numbers"),
    Field("conversions", "group", "factors for units by mass", required=True),
    Field("partner", "group", "the state whose help is switched on and off", required=True),
    Field("sides", "group", "the actors whose supplies are run, by name; the challenger first", required=True),
    Field("chokepoints", "group", "passages of this file beside those of the language, by name"),
    Field("correlations", "group", "rank correlations among numbers, by a name of your own"),
    Field("changes", "entries", "dated changes: from a day on, numbers have other values"),
    *(Field(name, "group", BLOCK_MEANINGS.get(name, name)) for name in BLOCKS),
    Field("levers", "group", "what the coalition or the markets may decide otherwise, by name; never the challenger"),
)

PARTNER_FIELDS = (Field("actor", "text", "the partner: ISO3 code, or a name", required=True),)

SIDE_FIELDS = (
    Field("actor", "text", "the side: ISO3 code, or a name", required=True),
    Field("cut", "group", "how its seaborne trade is cut off", required=True),
    Field("commodities", "group", "what it needs besides crude: gas, coal, grain, food"),
)

CUT_FIELDS = (Field("by", "text", "who cuts, and how it is called", required=True),)

SUPPLY_FIELDS = (
    Field("demand", "group", "what is used, and by whom first", required=True),
    Field("rationing", "group", "how demand is cut as stocks fall", required=True),
    Field("stock", "group", "what is in store"),
    Field("supply", "group", "home production, and how fast spare capacity is used"),
    Field("routes", "group", "the ways by which supplies come, by name"),
    Field("limits", "group", "capacities that several routes share, by name; nested or apart"),
)

ROUTE_FIELDS = (
    Field("kind", "choice", "leg of the way; the rule on the partner's ships acts on both sea legs", True, KINDS),
    Field(
        "supplier", "text", "whose supplies they are: ISO3 code, or a name; the partner's are switched", required=True
    ),
    Field("label", "text", "how the route is written", default="its name"),
    Field("help", "truth", "whether it stands only for help: its flow is what a donor sends more", default="false"),
    Field(
        "chokepoints",
        "names",
        "passages on the way, in the order in which they are met; of a mixed route, its main way",
    ),
)

LIMIT_FIELDS = (
    Field("routes", "names", "the routes that share it; or else `chokepoint`"),
    Field("chokepoint", "text", "the passage that limits: all routes of this supply that name it share the limit"),
)

CHOKEPOINT_FIELDS = (
    Field("label", "text", "how the chokepoint is written", required=True),
    Field("meaning", "text", "where it is"),
    Field("source", "sources", "observations that tell of it; or else `assumption`"),
    Field("assumption", "text", "why the passage matters, where no observation tells"),
)

CORRELATION_FIELDS = (
    Field("numbers", "names", "two numbers or more, by their dotted names; each two of them", required=True),
    Field("rank", "share", "their rank correlation (Spearman), above -1 and below 1", required=True),
    Field("source", "sources", "observations that tell of it; or else `assumption`"),
    Field("assumption", "text", "why it is assumed"),
)

CHANGE_FIELDS = (
    Field("from", "day", "the day from which the new values hold: a date, or days from the start", required=True),
    Field("set", "group", "dotted name of a number: its value from then on", required=True),
)

LEVER_FIELDS = (
    Field("kind", "choice", "what sort of lever it is", True, KINDS_OF_LEVER),
    Field("label", "text", "what it is, in words", required=True),
    Field("holder", "choice", "who decides it; what a challenger or its partner decides is no lever", True, HOLDERS),
    Field("decides", "names", "numbers that are this decision itself, so that there is no fact to find out about them"),
    Field("settings", "group", "what may be chosen beside the scenario as it stands, by name", required=True),
)

SETTING_FIELDS = (
    Field("label", "text", "the setting in words", default="its name"),
    Field("set", "group", "dotted name of a number: its range under this setting, in the same draws"),
    Field("decide", "group", "a decision instead of numbers, or besides"),
    Field("source", "sources", "observations behind a decision; or else `assumption`"),
    Field("assumption", "text", "why the decision could be taken"),
)

DECIDE_FIELDS = (
    Field("consent", "choice", "what the host decides about its bases", False, CONSENT),
    Field("rule", "choice", "how ships under the partner's flag are treated", False, RULES),
)

NUMBER_FIELDS = (
    Field("low", "plain", "least value; of a lognormal its 5 %"),
    Field("mode", "plain", "likeliest value"),
    Field("high", "plain", "greatest value; of a lognormal its 95 %"),
    Field("unit", "text", "unit of the three; which ones are valid follows from the quantity", required=True),
    Field("distribution", "choice", "what it is drawn from", False, tuple(DISTRIBUTIONS), "pert"),
    Field("interval", "text", "half width in per cent where one value alone is published: '10%'"),
    Field("source", "sources", "ids of observations of the evidence, one or a list; or else `assumption`"),
    Field("assumption", "text", "why the number is judged, where no observation gives it"),
    Field("from", "text", "a claim whose judged interval is the range, instead of low, mode, high and source"),
)

ARMS_FIELDS = (
    Field("production", "group", "what the side makes itself"),
    Field("partner", "group", "the partner's budget of this class for this side"),
    Field("donors", "group", "budgets of further actors of this class for this side, by actor"),
)

FORCES_FIELDS = (
    Field(
        "consent", "choice", "what the host decides about its bases; a decision, never averaged", False, CONSENT, "full"
    ),
    Field("homes", "group", "days or miles from each home to each front", required=True),
    Field("pools", "group", "lines of forces, by name", required=True),
    Field(
        "duties", "group", "rules, by name, of the fronts that each owner may serve: {owner: [fronts]}; first: as asked"
    ),
)

POOL_FIELDS = (
    Field("layer", "choice", "what the units are; layers do not stand in for one another", True, LAYERS),
    Field("owner", "text", "whose they are", required=True),
    Field("home", "text", "one of `homes`", required=True),
)

FRONTS_FIELDS = (
    Field("openings", "group", "how further fronts open", required=True),
    Field("pressure", "group", "what the partner's acts elsewhere tie down"),
    Field("places", "group", "the fronts, the first one open from the start", required=True),
)

PRESSURE_FIELDS = (
    Field("units_each", "group", "units that one act ties down, by layer"),
    Field("from", "group", "the result of a test of a claim, instead of `rate_ratio`"),
)

TESTED_FIELDS = (
    Field("claim", "text", "the claim that was tested", required=True),
    Field("log_ratio", "real", "log of the rate ratio", required=True),
    Field("low", "real", "lower end of its interval; `-.inf` where there is none", required=True),
    Field("high", "real", "upper end of its interval; `.inf` where there is none", required=True),
    Field("level", "real", "level of the interval, within 0 and 1", required=True),
    Field("decided", "truth", "whether the test decided the claim", required=True),
)

ATTRITION_FIELDS = (Field("losses", "group", "lines of losses, by side and a name of your own", required=True),)

LOSS_LINE_FIELDS = (
    Field("layer", "choice", "what the units are", True, LAYERS),
    Field("owner", "text", "whose force loses them: an owner of pools of that layer"),
    Field("fire", "text", "class of arms of the enemy that inflicts them"),
)

ECONOMY_FIELDS = (
    Field(
        "case",
        "choice",
        "the published case of losses of output",
        True,
        tuple(sorted({case for case, _ in OUTPUT_LOSSES})),
    ),
    Field("economies", "names", "further economies whose published loss is shown beside the first side's"),
    Field("exposure", "group", "trade and reserves of the first side", required=True),
    Field("partner", "group", "what the partner's trade and credit can make up"),
)

PLACE_FIELDS = (Field("opens", "choice", "how the front opens", True, RULES_OF_OPENING),)


def keys_of(fields: tuple[Field, ...]) -> list[str]:
    """The keys of these fields."""
    return [field.key for field in fields]
