"""Verbs of saying, and how sure a statement says it is of its content. Words only; finds no speakers."""

from __future__ import annotations

import re

from multifront.reading.words import word_set

PLAIN = (
    r"(?:issued|released|published) a statement (?:stating|saying)|said|says|say|saying|stated|states|claim(?:s|ed)?|"
    r"argue[sd]?|warn(?:s|ed)?|believe[sd]?|emphasi[sz]e[sd]?|"
    r"stress(?:es|ed)?|reveal(?:s|ed)?|announce[sd]?|"
    r"declare[sd]?|insist(?:s|ed)?|allege[sd]?|acknowledge[sd]?|admit(?:s|ted)?|confirm(?:s|ed)?|den(?:y|ies|ied)|"
    r"predict(?:s|ed)?|reiterate[sd]?|wrote|writes|"
    r"explain(?:s|ed)?|conclude[sd]?|maintain(?:s|ed)?|contend(?:s|ed)?|assert(?:s|ed)?|caution(?:s|ed)?|worr(?:y|"
    r"ies|ied)|fear(?:s|ed)?|think(?:s)?|thought|"
    r"suggest(?:s|ed)?|point(?:s|ed)? out|remark(?:s|ed)?|testif(?:y|ies|ied)|vow(?:s|ed)?|pledge[sd]?|promise[sd]?|"
    r"assess(?:es|ed)?|reckon(?:s|ed)?|tweeted|"
    r"disclose[sd]?|complain(?:s|ed)?|boast(?:s|ed)?|doubt(?:s|ed)?|hope[sd]?|swore|swears|recall(?:s|ed)?|quipped|"
    r"replied|replies|told|tell(?:s)?|informed|assured|cautioned"
)
WITH_MARK = (
    r"note[sd]?|add(?:s|ed)?|report(?:s|ed)?|agree[sd]?|indicate[sd]?|show(?:s|ed)?|find(?:s)?|found|estimate[sd]?|"
    r"expect(?:s|ed)?|continue[sd]?|"
    r"wonder(?:s|ed)?|ask(?:s|ed)?|observe[sd]?|judge[sd]?|propose[sd]?|demand(?:s|ed)?|concede[sd]?|hint(?:s|ed)?|"
    r"signal(?:s|ed)?|mean(?:s)?|posted"
)
"""Verbs that say something only where "that", a colon or a quotation follows."""

OBJECT = (
    r"outline[sd]?|describe[sd]?|point(?:s|ed)? to|call(?:s|ed)? on|call(?:s|ed)? for|urge[sd]?|accuse[sd]?|"
    r"reject(?:s|ed)?|dismiss(?:es|ed)?|condemn(?:s|ed)?|"
    r"criticis(?:es|ed)|criticiz(?:es|ed)|threaten(?:s|ed)?|cite[sd]?|back(?:s|ed)? the|raise[sd]? concerns?|"
    r"rule[sd]? out|blame[sd]?|praise[sd]?|highlight(?:s|ed)?"
)
"""Verbs that take what is said as their object."""

PLAINLY = word_set(
    "say state claim argue warn believe emphasise emphasize stress reveal announce declare insist allege acknowledge "
    "admit confirm deny predict reiterate explain conclude maintain contend assert caution worry fear think "
    "suggest remark testify vow pledge promise assess reckon tweet disclose complain boast doubt hope swear "
    "quip reply tell inform assure notify counter lament concede joke whisper retort protest forecast speculate "
    "suspect repeat point affirm profess confess"
)
"""Bases of the verbs that say something by themselves; after "point" stands "out"."""
LOOSE = word_set(
    "note add report write agree indicate show find estimate expect continue wonder ask observe judge propose "
    "demand hint "
    "signal mean post know feel imply respond recommend recall calculate comment put hold concur advise speak"
)
"""Bases of those that say something only where "that", a colon or a quotation follows, or the content stands before."""
NAMING = word_set(
    "describe accuse reject dismiss condemn criticise criticize threaten cite blame praise highlight urge outline "
    "denounce call rule raise label brand announce notify put deny expect foresee envisage advocate"
)
"""Bases of those that take what is said as their object."""
PUTTING = frozenset(["put", "call"])
SAYING = PLAINLY | LOOSE | NAMING
ADDRESSED = word_set("tell inform assure notify advise remind")
"""Bases of those that name the hearer first."""
NAMED_ODDS = re.compile(
    r"(?:the |its |his |her |their )?(?:chances?|odds|probability|likelihood|risks?|number|figure|total|toll|cost|"
    r"price|share|strength|size|losses)\b"
)
"""What is put at a number."""

AGREEING = re.compile(r"^(?:agree|confirm|acknowledge|admit)", re.I)
DENYING = re.compile(r"^(?:den(?:y|ies|ied)|reject|dismiss|rule[sd]? out|doubt)", re.I)
GUESSING = re.compile(
    r"^(?:believe|think|thought|suggest|fear|worr|hope|reckon|expect|predict|estimate|assess|hint|indicate|suspect)",
    re.I,
)

UNLIKELY = re.compile(r"\b(?:unlikely|improbable|doubtful|hardly|far from certain|little chance)\b", re.I)
POSSIBLE = re.compile(
    r"\b(?:(?-i:may)|might|could|possibl[ey]|perhaps|potential(?:ly)?|seems?(?:ed)?|appears?(?:ed)?|apparently|"
    r"reportedly|"
    r"allegedly|not rule out|"
    r"cannot be excluded|conceivabl[ey]|risk(?:s)? of|if)\b",
    re.I,
)
LIKELY = re.compile(r"\b(?:likely|probabl[ey]|expected to|almost certainly|set to|poised to|would)\b", re.I)
NEGATED = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did) not\b|\bno (?:sign|evidence|longer)\b|n[’']t\b|\bnever\b", re.I
)


def certainty_of(verb: str, content: str) -> str:
    """How sure the speaker is of the content: certain, likely, possible, unlikely or denied.

    Hedges in the content come before the verb: "believes that it may" is possible. A verb of belief alone makes it
    likely.

    Args:
        verb: the verb of saying, in any form.
        content: what is said.
    """
    if DENYING.match(verb):
        return "denied"
    if UNLIKELY.search(content):
        return "unlikely"
    if POSSIBLE.search(content):
        return "possible"
    if LIKELY.search(content) or GUESSING.match(verb):
        return "likely"
    return "certain"
