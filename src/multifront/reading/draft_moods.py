"""In which mood a claim is made, and why no kind judges it: forecast, condition, aim, judgement, reported act.

Decides by the words of the clause; which clauses are claims at all is said elsewhere.
"""

from __future__ import annotations

import re

from multifront.reading.assertions import Assertion
from multifront.reading.draft_claim import Draft
from multifront.reading.draft_cues import AIM, CONDITIONAL, JUDGED

WHY = {
    "forecast": "a forecast: no evidence can judge it before its time has come",
    "conditional": "about what would follow if something happened that has not; needs a scenario that holds it",
    "aim": "an aim or a fear of somebody: needs dated plans, orders or statements with their reliability",
    "value": "a value judgement: no test can decide it",
    "transfer": "the kind transfer judges deliveries and help by a ledger; needs dated, firm rows that tell of them",
    "denial": "a denial: its evidence would be rows of what it denies",
    "act": "a reported act: its evidence is rows of events",
    "number": "a number: needs a series or a count with its definition",
    "knowledge": "says what is known, shown or kept back: its evidence is the sources themselves",
    "assertion": "no kind of the claim language fits its words",
}
ORDER = ("transfer", "number", "act", "denial", "assertion", "knowledge", "aim", "conditional", "forecast", "value")
"""Reasons in the order in which claims are shown that no kind judges: nearest to a test first."""
OUGHT = re.compile(
    r"\b(?:should|ought to|must(?! have)|has to|have to|needs? to|had better|let us|deserves?|deserved)\b"
)
FUTURE = re.compile(r"\b(?:will|won[’']t|shall|would|going to)\b|[’']ll\b")
WOULD_BE = re.compile(r"\b(?:would|will) (?:\w+ly )?be(?= )")
MAY = re.compile(
    r"\b(?:may|might|could)\b(?! (?:not )?have\b)(?! not (?:independently |be )?(?:verif|confirm|establish|reach))"
)
ODDS = re.compile(
    r"\b(?:(?:is|are|was|were|remains?|seems?|looks?|appears?|more|less|very|quite|most|highly) (?:\w+ "
    r")?(?:likely|unlikely|"
    r"improbable|probable)|chances? (?:of|that)|odds (?:of|that|on)|probability|likelihood|is expected|are expected|"
    r"not expected|inevitabl[ey]|sooner or later)\b"
)
PRAISE = re.compile(
    r"\b(?:is|are|was|were|be|been|remains?|has been|have been|becoming|became|become|seems?|looks?|makes? it|"
    r"made it|call(?:s|ed)? it|as|an?|"
    r"the) (?:(?:\w+ly|very|more|most|so|too|an?|the|not|no|quiet|such|simply|deeply) )*(?:dangerous|reckless|"
    r"irresponsible|"
    r"legitimate|illegitimate|unjust|immoral|wise|unwise|foolish|shameful|brave|heroic|evil|unacceptable|important|"
    r"remarkable|groundless|hypocritical|na[iï]ve|tragic|good|bad|better|worse|best|worst|wrong|right|provocative|"
    r"unfortunate|regrettable|vital|crucial|worrying|alarming|troubl\w+|disgraceful|disgrace|lazy|cynical|absurd|"
    r"ridiculous|misleading|vivid|uneven|poor|weak|clumsy|brilliant|smart|clever|stupid|mistake|blunder|success|"
    r"failure|folly|tragedy|scandal|farce|triumph|fig leaf|insult|lie|fiction|fantasy|illusion|astrology|theatre|"
    r"nonsense|welcome|overdue|premature|excessive|insufficient|inadequate|unfair|fair|sound|prudent|imprudent|"
    r"cowardly|"
    r"cruel|sensible|dishonest|honest|credible|incredible|costly|pointless|useless|empty|hollow|serious|grave|"
    r"ugly)\b",
    re.IGNORECASE,
)
KNOWN = re.compile(
    r"\b(?:verif\w+|confirm\w*|evidence|proof|documents?|record|not known|unknown|unclear|do(?:es)? not know|"
    r"do(?:es)? not show|no one knows|acknowledged|disclosed|published|classified)\b",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed)|dismiss(?:es|ed)|never|no longer|not)\b|n[’']t\b|^(?:No|Nothing|"
    r"Nobody|Neither|None)\b"
)
COUNT = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|million|billion|half|"
    r"third|quarter|percent|per cent)\b",
    re.I,
)


def mood_of(text: str, whole: str = "") -> str:
    """Whether a clause is stated, or a forecast, a conditional, an aim or a value judgement.

    Args:
        text: the clause.
        whole: the sentence or content around it, whose "if" at its beginning holds for it too.
    """
    judged = WOULD_BE.search(text)
    if OUGHT.search(text) or (judged and PRAISE.match(text, judged.end() - 2)):
        return "value"
    if CONDITIONAL.search(text) or (whole and CONDITIONAL.match(whole.lstrip("“\"'‘ "))):
        return "conditional"
    if FUTURE.search(text) or MAY.search(text) or ODDS.search(text):
        return "forecast"
    if PRAISE.search(text) or JUDGED.search(text):
        return "value"
    return "aim" if AIM.search(text) else "stated"


def reason_of(one: Assertion, text: str, mood: str) -> str:
    """Why no kind judges a claim, as a name of `WHY`: its mood, or what a stated one would need."""
    if mood != "stated":
        return mood
    if (one.statement is not None and one.statement.certainty == "denied") or DENIED.search(text):
        return "knowledge" if KNOWN.search(text) else "denial"
    if KNOWN.search(text):
        return "knowledge"
    if COUNT.search(text):
        return "number"
    if (one.verb is not None and one.verb.sort in ("past", "have")) or (
        one.verb is not None and one.verb.sort == "be" and one.verb.base
    ):
        return "act"
    return "assertion"


def distance(draft: Draft) -> int:
    """How far a claim is from a test: 0 where a kind judges it, 1 where its words give a kind, then by its reason."""
    if draft.kind:
        return 0
    if "asserts" in draft.parameters:
        return 1
    return 2 + next((at for at, name in enumerate(ORDER) if WHY[name] == draft.why), len(ORDER))
