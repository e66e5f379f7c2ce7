"""Clauses that say nothing by themselves: they order the text, stand for another clause, tell a stance or are saws.

Forms and small closed lists; the other reasons why a clause asserts nothing stand in `draft_asserted`.
"""

from __future__ import annotations

import re

from multifront.reading.assertions import Assertion
from multifront.reading.draft_moods import COUNT
from multifront.reading.speakers import can_speak

FRAMES = re.compile(
    r"^(?:what (?:[\w’'-]+ ){1,4}|(?:(?:the|a|one|another|my) )?(?:first|second|third|fourth|last|other|next|"
    r"short|honest|simple|real)? ?"
    r"(?:one|question|answer|point|reason|explanation|puzzle|problem|lesson|issue|argument)?(?: of these)? "
    r")(?:is|was|are) "
    r"(?:[\w’'-]+ ){0,3}[\w’'-]+$",
    re.IGNORECASE,
)
SHELL = (
    r"(?:question|answer|point|reason|explanation|puzzle|mystery|problem|lesson|issue|argument|case|leg|pillar|strand|path|"
    r"route|option|scenario|possibility|part|half|theory|version|story|picture|course|caveat|clue|test|task|choice|"
    r"conclusion|logic|arithmetic|role)s?"
)
"""Nouns that stand for a part of the text and say nothing themselves: what they hold comes before or after them."""
SHELLS = re.compile(
    rf"^(?:(?:(?i:the|a|one|another|my|its|their|his|her|no|two|three|four|five|six|several)|[A-Z][\w-]*[’']s) )?"
    rf"(?:(?:first|second|third|fourth|last|other|next|sensible|obvious|real|usual) )?"
    rf"{SHELL}(?: for \w+| of it| here)? "
    r"(?:is|are|was|were|seems?|remains?|looks?|rests? on|follows?|comes? in|falls? into|stands?)"
    r"(?: (?!(?:not|no longer)\b)[\w’-]+){0,3}$"
)
ELLIPTIC = re.compile(
    r"^(?:(?:perhaps|maybe|but|and|so|nor|neither) )?(?:it|they|he|she|we|I|this|that|some|most|few|none) "
    r"(?:(?:has|have|had|is|are|was|were|does|do|did|will|would|can|could|may|might|should)(?:n[’']t| not)?"
    r"|(?:did|do|does|need|needs|had|have|has|want|wants|wanted)(?:n[’']t| not)?(?: (?:need|have|want))? to)$",
    re.IGNORECASE,
)
"""Clauses whose verb is left out because it stands in the sentence before: "Perhaps it had"."""
GENERIC = re.compile(r"^[Aa]n? [a-z][\w-]*(?: [a-z][\w-]*)?$")
"""A subject that stands for any of its kind: "a prosecutor needs a suspect" is a saw, not a report."""
STANCE = re.compile(
    r"^(?:(?:is|are|was|were|has been|have been|remains?|remained|seems?|sounds?|sounded|(?:is|are) also) "
    r"(?:(?:more|less|far|much|even|also|rather|equally|all|not|deeply|sharply|too|so) )*(?:cautious|guarded|"
    r"unimpressed|"
    r"unconvinced|unmoved|undecided|sceptical|skeptical|divided|split|blunt|blunter|careful|reticent|coy|sanguine|serene|"
    r"sure|adamant|dismissive|frank)(?: (?:over|about|on|as to) .*)?|"
    r"(?:strongly |politely |quietly )?(?:disagrees?|disagreed|differs?|differed|demurs?|demurred|concurs?|concurred)"
    r"(?: (?:on|over|about|with) .*)?|"
    r"(?:goes|go|went) (?:even |much |still )?further(?: still)?|"
    r"(?:takes?|took|has|have|had) (?:a|an|the) (?:\w+ )?(?:[\w-]+er |different |opposite |other |contrary )(?:view|"
    r"line|"
    r"reading|position)(?: of .*)?|"
    r"(?:sees?|saw|tells?|told|puts?|reads?|has|have|had) (?:it|this|that|things|matters) (?:quite |rather |very )?"
    r"(?:differently|otherwise|another way))$"
)
"""What only says how a speaker stands to what comes next or stood before."""
UNSAID = re.compile(
    r"\b(?:(?:would|will|could|can|did|does|do) (?:not|neither)|(?:would|wo|could|did|does|do)n[’']t|declin\w+ to|"
    r"refus\w+ to|neither)\b(?: \w+ly)? (?:confirm|deny|comment|elaborate|discuss|say|answer|be drawn|rule|confirmed|"
    r"denied)\b(?:(?! (?:that|who|what|whether|how|why|where|when)\b) [\w’-]+){0,4}$|"
    r"\b(?:rule[sd]?|ruling) (?:it|that|this|them) out$",
    re.IGNORECASE,
)
"""That somebody would not speak, or turned down what stands before in one word: nothing that could be judged."""
HERE_IS = re.compile(
    r"^(?:here|there) (?:is|are|was|were) (?:what|why|how|where|who|worse|more|another|something)\b", re.IGNORECASE
)
COUNTED = re.compile(
    r"^(?:two|three|four|five|six|several|some|a few|many|the following) (?:[\w-]+ )?(?:reasons?|judge?ments?|"
    r"points?|"
    r"questions?|lessons?|things?|conclusions?|caveats?|answers?|scenarios|options) (?:follow|remain|stand|"
    r"arise|matter|are)",
    re.IGNORECASE,
)
ASIDES = re.compile(
    r"^(?:(?:he|she|they|you|that|this|it) (?:is|are|was|were|may be|might be) (?:right|wrong|so|all|true|not "
    r"all|it)|it \w+|"
    r"(?:I|we) (?:believe|think|agree|know|doubt|understand|accept|see)(?: (?:that|so|it|this|him|her|them|not))?|"
    r"(?:so|here) (?:it|they|he|she|we) (?:is|are|was|were)|"
    r"(?:let|allow) (?:me|us)\b.*|(?:it|this|that) (?:depends|is another (?:matter|story)|remains to be seen)|"
    r"time will tell|(?:I|we) (?:will|would|shall) (?:not )?(?:come|return|turn|argue|say|add|begin|start)\b.*)$",
    re.IGNORECASE | re.DOTALL,
)


def empty(one: Assertion, text: str) -> bool:
    """Whether a clause orders the text, stands for one before it, tells a stance or a silence, or is a saw.

    Args:
        one: the clause.
        text: its words as one line.
    """
    if FRAMES.match(text) or COUNTED.match(text) or ASIDES.match(text):
        return True
    if SHELLS.match(text) or ELLIPTIC.match(text) or UNSAID.search(text) or HERE_IS.match(text):
        return True
    if one.statement is not None or one.verb is None:
        return False
    after = " ".join(text.split()[len(one.subject.split()) :])
    if STANCE.match(after) and can_speak(one.subject):
        return True
    held = one.verb.sort == "present" or " to " in f"{after} "[:8]
    return held and GENERIC.match(one.subject) is not None and not (re.search(r"[A-Z]", text[1:]) or COUNT.search(text))
