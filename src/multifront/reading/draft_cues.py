"""The words by which a claim is known: cues of each kind of the claim language, of forecasts, aims and value
judgements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ACTIVITY = {
    "bomber patrols": r"bomber (?:patrols?|flights?)|(?:joint )?(?:air|aerial) patrols?|strategic patrols?",
    "naval patrols": r"naval patrols?|maritime patrols?|patrol(?:s|ling)? (?:of|by) (?:war)?ships",
    "missile launches": r"missile (?:tests?|launch(?:es)?|firings?)|missiles? (?:were |was |being |have been )?"
    r"(?:tested|launched|fired)|(?:tested|launched|fired|testing|launching|firing) (?:\w+ ){0,3}missiles?|"
    r"rocket (?:fire|attacks?|launches)|(?:satellite|weapons?|nuclear) tests?",
    "missile attacks": (
        r"(?:missile|drone|air|rocket) (?:attacks?|strikes?|salvos?|raids?|barrages?)|bombardments?|airstrikes?|"
        r"shelling"
    ),
    "exercises": r"(?:military |naval |joint |war )*(?:exercises?|drills?|manoeuvres|maneuvers|war games|wargames)",
    "incursions": (
        r"incursions?|intrusions?|violations? of (?:\w+ )?(?:airspace|waters)|(?:median|centre|center) line|sorties|"
        r"scrambles?|air activity|warplanes|overflights?|fly-?bys|border (?:clashes|skirmishes)"
    ),
    "ship passages": r"(?:ship|naval|warship) (?:passages?|transits?)|transits?",
    "attacks at sea": (
        r"attacks? on (?:ships|shipping|vessels|tankers|merchant)|piracy|hijackings?|seizures? of (?:ships|tankers|"
        r"vessels)"
    ),
    "meetings": r"(?:leaders?.{0,3} )?meetings?|summits?|visits?|talks|consultations|phone calls",
    "cyberattacks": r"cyber[- ]?attacks?|hacking|cyber (?:operations|intrusions)",
    "sabotage": r"sabotage|arson|cable[- ]cutting|hybrid attacks?",
    "arms deliveries": (
        r"arms (?:deliveries|shipments|transfers|sales|supplies)|weapons? (?:deliveries|shipments|transfers|sales)"
    ),
    "attacks": r"attacks?|raids?|clashes|ambush(?:es)?|assaults?|offensives?|strikes?",
}
"""What is counted -> how texts name it; the first that fits is taken."""
ACTIVITY_WORD = "|".join(ACTIVITY.values())

UP = (
    r"increas(?:e|es|ed|ing(?:ly)?)|ris(?:e|es|en|ing)|rose|grow(?:s|n|ing)?|grew|surg(?:e|es|ed|ing)|"
    r"more (?:frequent(?:ly)?|often|numerous|intense)|step(?:s|ped|ping)? up|"
    r"stepped-up|intensif(?:y|ies|ied|ying)|escalat(?:e|es|ed|ing)|doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|"
    r"quadrupl\w+|accelerat(?:e|es|ed|ing)|soar(?:s|ed|ing)?|"
    r"record(?:-breaking)?(?: (?:number|speed|pace|high|level)s?)?|unprecedented (?:pace|number|rate|frequency)|"
    r"ramp(?:s|ed|ing)? up|multipl(?:y|ied|ying)|spik(?:e|ed|ing)|frequency|expand(?:s|ed|ing)?|"
    r"at an? (?:\w+ ){0,2}(?:pace|rate|speed)|one after another|almost (?:daily|weekly)|mount(?:s|ed|ing)|spread(?:s|"
    r"ing)?"
)
DOWN = (
    r"decreas(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|fall(?:s|en|ing)?|fell|drop(?:s|ped|ping)?|fewer|"
    r"less (?:frequent(?:ly)?|often)|slow(?:s|ed|ing)(?: down)?|wan(?:e|es|ed|ing)|"
    r"scal(?:e|es|ed|ing) (?:back|down)|subsid(?:e|ed|ing)|eas(?:e|ed|ing)|halv(?:e|ed|ing)|dwindl\w+|rarer|"
    r"shr(?:ink|ank|inking|unk)"
)
TIES = (
    r"ties|relations(?:hip)?s?|partnerships?|alliances?|alignment|cooperation|co-operation|coordination|axis|"
    r"interactions?|bonds?|friendship|entente|rapprochement|links|collaboration|pact|stance|"
    r"integration|strategic embrace"
)
CLOSER = (
    r"closer|drawn? (?:\w+ ){0,2}(?:closer|together)|clos(?:e|er) (?:and closer )?(?:ties|relationship|cooperation)|"
    r"strengthen(?:s|ed|ing)?|deepen(?:s|ed|ing)?|tighten(?:s|ed|ing)?|stronger(?: and stronger)?|"
    r"grow(?:s|n|ing)?|grew|expand(?:s|ed|ing)?|intensif\w+|narrow(?:s|ed|ing)? the distance|catalyz\w+|warm(?:s|ed|"
    r"ing|er)?|cement(?:s|ed|ing)?|solidif\w+|consolidat\w+|upgrad\w+|elevat\w+|converg\w+|"
    r"irreversible|no possibility of loosening|boost(?:s|ed|ing)?|burgeoning|emerging|reconcil\w+|normali[sz]\w+|"
    r"enhanc\w+|move[sd]? closer|leaning (?:toward|towards)|tilt(?:s|ed|ing)?|pivot(?:s|ed|ing)?"
)
APART = (
    r"drift(?:s|ed|ing)? apart|cool(?:s|ed|ing|er)?|deteriorat\w+|worsen\w*|sour(?:s|ed|ing)?|fray(?:s|ed|ing)?|rift|"
    r"weaken(?:s|ed|ing)?|estrang\w+|strain(?:s|ed|ing)?|loosen(?:s|ed|ing)?|distanc(?:e|ed|ing) "
    r"(?:itself|themselves)|collaps\w+|broke[n]?(?: off)?|sever(?:s|ed|ing)|low point|worst"
)
NEAR = r"[^.;:]{0,70}?"


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that make a sentence a claim of a kind, and how many states it must name."""

    kind: str
    pattern: re.Pattern[str]
    actors: int = 1
    direction: str = ""


def _cue(kind: str, pattern: str, actors: int = 1, direction: str = "") -> Cue:
    return Cue(kind, re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE), actors, direction)


CUES: tuple[Cue, ...] = (
    _cue("rate_change", rf"(?:{UP})\b{NEAR}\b(?:{ACTIVITY_WORD})|(?:{ACTIVITY_WORD})\b{NEAR}\b(?:{UP})", 1, "up"),
    _cue("rate_change", rf"(?:{DOWN})\b{NEAR}\b(?:{ACTIVITY_WORD})|(?:{ACTIVITY_WORD})\b{NEAR}\b(?:{DOWN})", 1, "down"),
    _cue(
        "coincidence",
        r"coordinat(?:ed?|ing)(?! (?:closer|stronger))(?:.{0,40}\b(?:signal|attack|strike|move|operation|statement|"
        r"campaign|patrol|action|pressure)\w*)?|(?:signal\w*|moves|actions|statements|attacks|timing|operations|"
        r"campaigns?)\b.{0,40}\bcoordinated|"
        r"in (?:tandem|lockstep|concert|unison)|timed (?:to|with)|synchroni[sz]ed|coincid(?:e[sd]?|ing) with|(?:not|"
        r"no|more than) (?:a )?(?:mere )?coincidence|coincidence in time|"
        r"hand in glove|orchestrated",
        2,
    ),
    _cue(
        "coincidence",
        r"(?:hours|days|weeks) after|in (?:response|retaliation|reaction) to|retaliat\w+ (?:for|against)|(?:harsh |"
        r"angry )?reaction to|answered? (?:with|by)",
        2,
        "answers",
    ),
    _cue(
        "simultaneity",
        r"simultaneous(?:ly)?|strategic (?:simultaneity|synchroni[sz]ation)|at (?:the same time|once) (?:on|in|"
        r"against)|(?:two|multi|three|several)-front|on (?:two|three|several|multiple|many) fronts|"
        r"(?:two|three|multiple|several) (?:fronts|theat(?:er|re)s|conflicts|wars)|all at once",
        2,
    ),
    _cue(
        "opportunism",
        r"distract(?:s|ed|ion|ing)?|preoccup\w+|tak(?:e|es|en|ing) advantage of|exploit(?:s|ed|ing)?|"
        r"window of opportunity|opportunis\w+|seiz(?:e|es|ed|ing) (?:the|on|upon) (?:\w+ )?(?:moment|opportunity|"
        r"chance|chaos|vacuum)|"
        r"(?:while|as) (?:the )?(?:world|west|united states|washington|america|attention|moscow|russia|"
        r"others?)\b.{0,40}\b(?:elsewhere|busy|distracted|bogged|focus\w*|tied|looks?|looked|away)|during the gap|"
        r"no time to|tied down|"
        r"bogged down|fill(?:s|ed|ing)? the (?:vacuum|void)|strategic dividends|stretch(?:es|ed|ing)? .{0,40}\bthin|"
        r"divid(?:e|es|ing) (?:its|their) attention|forced to focus|overstretch\w*",
        1,
    ),
    _cue(
        "scenario_difference",
        r"blockade|embargo|days of (?:cover|supply)|weeks of (?:supplies|fuel|food)|(?:energy|food|oil|fuel|gas|"
        r"grain)(?: and \w+)? (?:supplies|supply|deliveries|imports)\b.{0,60}\b(?:war|sanctions|blockade|conflict|"
        r"sustain|blunt)|"
        r"force multiplier|lifeline|sustain .{0,40}\bwar|tip the (?:scales?|balance)|blunt .{0,30}\bsanctions|"
        r"endur(?:e|ance)\b.{0,40}\b(?:war|blockade|siege)|hold out (?:for|longer)|outlast",
        1,
    ),
    _cue(
        "dependence",
        r"(?:more (?:and more )?|increasingly |heavily |ever more |economically |almost entirely |wholly |largely |"
        r"deeply )?(?:dependen(?:t|ce|cy)|relian(?:t|ce)) (?:on|upon)|depend(?:s|ed|ing)? (?:heavily |more |"
        r"increasingly )?(?:on|upon)|rel(?:y|ies|ied|ying) (?:heavily |more |increasingly |almost entirely )?(?:on|"
        r"upon)|"
        r"hinterland|(?:largest|biggest|main|top|leading|most important) (?:trading|trade|export|import|arms|"
        r"economic)? ?(?:partner|supplier|market|buyer|creditor|customer|donor)|economic (?:leverage|lifeline|"
        r"vassal)|vassal|client state|"
        r"share of .{0,40}\b(?:trade|imports|exports|debt|purchases)|beholden to|at the mercy of|propped up by|"
        r"scale of .{0,20}trade",
        2,
    ),
    _cue(
        "ladder",
        r"operational(?:ly)? integrat\w+|military(?:ly)? integrat\w+|interoperab\w+|joint (?:command|headquarters|"
        r"staff|forces?)|combined command|mutual[- ]defen[cs]e|defen[cs]e (?:pact|treaty|alliance)|"
        r"military (?:alliance|pact|bloc)|"
        r"(?:treaty|formal|full(?:-fledged)?|de facto) (?:military )?(?:ally|allies|alliance)|attack on one is|"
        r"no longer just [\"“]?dating|integrated (?:air|missile) defen[cs]e|basing (?:rights|agreement)|"
        r"joint military exercises|"
        r"military base in",
        2,
    ),
    _cue(
        "axis",
        r"axis(?! of (?:rotation|symmetry))|(?:anti-western|rival|emerging|new|china-led|russia-led|regional|"
        r"tripartite|authoritarian|autocratic) (?:bloc|camp|alliance|coalition|front)|axis of \w+|two camps|"
        r"tripartite alliance|quasi-alliance|troika",
        2,
    ),
    _cue(
        "division",
        r"new cold war|cold war (?:divide|lines)|decoupl\w+|(?:world|region|globe|continent|union|bloc|"
        r"organi[sz]ation) (?:is |has |was )?(?:split\w*|divid\w+|fractur\w+)|"
        r"split(?:ting)? (?:the world )?into (?:\w+ )?(?:camps|blocs)|polari[sz]\w+|hostile blocs|"
        r"hostility between",
        1,
    ),
    _cue(
        "reach",
        r"every corner of the (?:world|globe)|global (?:reach|influence|footprint)|(?:largest|top|"
        r"biggest) trading partner (?:of|for) (?:more than|over|most|\d+)|on every continent|"
        r"penetrat\w+ (?:into )?every",
        1,
    ),
    _cue(
        "alignment_change",
        rf"(?:{CLOSER})\b{NEAR}\b(?:{TIES})|(?:{TIES})\b{NEAR}\b(?:{CLOSER})|narrow\w* the distance|"
        rf"drawn? (?:\w+ ){{0,3}}(?:closer|together)|mov(?:e|ed|es|ing) closer to|closer than (?:ever|at any)|"
        rf"closer and closer",
        2,
        "closer",
    ),
    _cue(
        "alignment_change",
        rf"(?:{APART})\b{NEAR}\b(?:{TIES})|(?:{TIES})\b{NEAR}\b(?:{APART})|drift\w* apart|rift between|"
        rf"turned? (?:away from|against)",
        2,
        "apart",
    ),
    _cue(
        "transfer",
        r"(?:supply|supplies|supplied|supplying|provid(?:e|es|ed|ing)|deliver(?:s|ed|ing)?|sell(?:s|ing)?|sold|"
        r"ship(?:s|ped|ping)?|send(?:s|ing)?|sent|transfer(?:s|red|ring)?|export(?:s|ed|ing)?|shar(?:e|es|ed|ing)|"
        r"arm(?:s|ed|ing)|equip(?:s|ped|ping)?|fund(?:s|ed|ing)?|train(?:s|ed|ing)?|replenish\w*|smuggl\w+|funnel\w*)\b"
        r".{0,80}\b(?:weapon\w*|arms|missiles?|drones?|shells?|ammunition|munitions|technology|components?|equipment|"
        r"intelligence|satellite|data|troops|fighters|mercenaries|tanks|aircraft|jets|fuel|dual-use|chips|money|cash|"
        r"gold|aid|rebels|militia\w*|militants)|dual-use (?:goods|equipment|items)|"
        r"(?:assist(?:s|ed|ing|ance)?|aid(?:s|ed|ing)?|back(?:s|ed|ing)?|support(?:s|ed|ing)?) (?:to )?(?:russia|"
        r"china|iran|the (?:rsf|rebels|houthis)|ukraine|\w+ rebels|\w+ forces|\w+ militia\w*) ?\b.{0,40}\b(?:secret|"
        r"war|militar|weapon|covert)",
        1,
    ),
)
"""Cues in the order in which they are asked. `transfer` is no kind of the claim language: nothing judges deliveries
yet.
"""

CONDITIONAL = re.compile(
    r"\b(?:if|in the event of|unless|were .{2,40} to|should .{2,40} (?:attack|invade|fall|win|lose|collapse)|"
    r"once the war)\b",
    re.I,
)
FORECAST = re.compile(
    r"\b(?:will|won[’']t|would|shall|is going to|are going to|(?:is|are|seems?|looks?|appears?) (?:set|poised|bound|"
    r"destined|likely|unlikely|expected) to|likely to|unlikely to|could|may|might|is expected|are expected|"
    r"inevitabl[ey]|sooner or later|on the (?:brink|verge) of|prepar(?:e|es|ing) (?:to|for)|on the horizon|"
    r"potential (?:for|escalation|taiwan)|fears? of (?:an? )?(?:\w+ )?(?:war|conflict|clash)|possible (?:war|"
    r"conflict|aggression)|in the making)\b",
    re.I,
)
AIM = re.compile(
    r"\b(?:aims?|aimed|aiming|intends?|intended|intention|seeks?|sought|seeking|wants?|wanted|hop(?:e|es|ed|"
    r"ing) (?:to|for)|designed to|in an? (?:attempt|effort|bid) to|attempt(?:s|ed|ing)? to|try(?:ing)? to|tries to|"
    r"tried to|plan(?:s|ned|ning)? to|"
    r"determined to|ambitions?|long-standing dream|goal|strategy (?:is|to)|meant to|purpose|motiv\w+|unafraid|"
    r"not afraid|afraid|fears? that|does not rule out|sense of crisis|believes? that it can)\b",
    re.I,
)
VALUE = re.compile(
    r"\b(?:dangerous|chilling|stark|grim|alarming|worr(?:ying|isome)|troubl(?:ing|esome)|nightmare|reckless|"
    r"irresponsible|legitimate|illegitimate|unjust|immoral|wise|foolish|noteworthy|worthy of attention|serious(?:ly)?|"
    r"headache|shameful|brave|heroic|evil|unacceptable|important|remarkable|groundless|hypocri\w+|appeasement|naive|"
    r"naïve|failure|disgrace\w*|tragic|should|must|ought to|need(?:s)? to|deserves?|rightly|wrongly|bad|good|best|"
    r"worst|"
    r"hesitant|provocative|unfortunate|regrettable|vital|crucial|key)\b",
    re.I,
)
JUDGED = re.compile(
    r"\b(?:is|are|was|were|be|been|remains?) (?:\w+ly |very |more |most |so |too |a |an |not )*(?:dangerous|reckless|"
    r"irresponsible|legitimate|illegitimate|unjust|immoral|wise|foolish|shameful|brave|heroic|evil|unacceptable|"
    r"important|"
    r"remarkable|groundless|hypocritical|naive|tragic|good|bad|wrong|right|provocative|unfortunate|regrettable|vital|"
    r"crucial|worrying|alarming|troublesome|disgraceful)\b",
    re.I,
)
COMMITTED = re.compile(
    r"\b(?:is|are|was|were|has|have|had|becom\w+|remain\w*|show\w*|prove[sd]?|mean[s]?|reflect\w*|transform\w*|made|"
    r"makes?|turn\w*|reach\w*|forc\w+|help\w*|contribut\w+|challeng\w+|threaten\w*|view\w*|regard\w*)\b",
    re.I,
)
WAR_YEARS = (
    (
        re.compile(
            r"(?:war|invasion|conflict|crisis)(?: \w+)? (?:in|of|against|on|over) Ukraine|"
            r"Russ\w+[-–]Ukrain\w+ (?:war|conflict)|Ukrain\w+ (?:war|crisis)|full-scale invasion",
            re.I,
        ),
        2022,
    ),
    (re.compile(r"(?:war|offensive) (?:in|on) Gaza|Gaza war|October 7|7 October", re.I), 2023),
    (re.compile(r"war in Sudan|Sudan(?:[’']s|ese) (?:civil )?war", re.I), 2023),
    (re.compile(r"Tigray (?:war|conflict)|war in Tigray", re.I), 2020),
    (re.compile(r"annex\w+ of Crimea", re.I), 2014),
)
"""Wars by which texts date a change, and the year in which each began."""
