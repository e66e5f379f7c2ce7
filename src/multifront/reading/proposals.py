"""Claims that a language model proposed for a document, checked against its text. Sends nothing and trusts nothing.

Of an answer only four things are taken: a place in the text, the name of a kind, codes of actors, and a few words and
years from closed lists that the text must bear out. No sentence of a model goes on.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from multifront.reading.actors import GROUPS, Mention, actor_codes
from multifront.reading.draft_claim import Draft, merge_drafts
from multifront.reading.draft_cues import ACTIVITY
from multifront.reading.draft_moods import WHY, mood_of
from multifront.reading.draft_needs import GIVERS, parameters_of, year_since
from multifront.reading.reader import Reading
from multifront.reading.sentences import Sentence
from multifront.reading.statements import Statement

MOST = 40
"""Proposals of one document that are looked at."""
SHORTEST, LONGEST = 20, 600
"""Characters of a quotation."""
DIRECTIONS = {"rate_change": ("up", "down"), "alignment_change": ("closer", "apart")}
KEYS = frozenset({"quote", "kind", "actors", "direction", "activity", "since"})
LONGEST_NAME = 40

NO_JSON = "its answer is not JSON as asked for"
NO_LIST = "its answer holds no list of proposals"


class Unreadable(Exception):
    """An answer that is not what was asked for; the text says why and holds nothing of the answer."""


class _No(Exception):
    """One proposal that is refused; the text says why and holds nothing of the proposal."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """What became of an answer: drafts that passed, and how many were refused for which reason."""

    drafts: tuple[Draft, ...] = ()
    refused: Mapping[str, int] = field(default_factory=dict)
    known: int = 0
    """How many the rules had found as well."""


class _Asked(NamedTuple):
    reading: Reading
    kinds: Collection[str]
    model: str


def proposed_mark(model: str) -> str:
    """The mark that a proposed claim carries wherever it is shown."""
    return f"proposed by the model {model}, not by our rules"


def proposals_in(answer: str, reading: Reading, kinds: Collection[str], model: str) -> Proposals:
    """The claims that an answer proposes and the text of the document bears out.

    Args:
        answer: what the model wrote: JSON with a list `proposals` of objects with `quote`, `kind` and, where the kind
            has them, `actors`, `direction`, `activity`, `since`.
        reading: what our rules read of the document; its claims go before proposals that say the same.
        kinds: names of the kinds that there are.
        model: name that the drafts carry as `proposed_by`.

    Returns:
        Drafts in the order of the text, and counts of what was refused. Moods, speakers and days come from our own
        reading of the place that is quoted.

    Raises:
        Unreadable: no JSON, nested too deeply, or without a list of proposals.

    Assumes:
        a quotation is copied letter by letter. What a model thinks but the text does not say cannot be proposed; that
        it misreads what it quotes can, so drafts carry who proposed them.
    """
    asked = _Asked(reading, kinds, model)
    drafts: list[Draft] = []
    refused: Counter[str] = Counter()
    listed = _listed(answer)
    for item in listed[:MOST]:
        try:
            drafts.append(_draft(item, asked))
        except _No as why:
            refused[str(why)] += 1
    if len(listed) > MOST:
        refused[f"more than {MOST} proposals"] = len(listed) - MOST
    new = _new(sorted(drafts, key=lambda draft: (draft.start, draft.kind)), reading.claims)
    return Proposals(tuple(new), dict(refused), len(drafts) - len(new))


def _listed(answer: str) -> list[Any]:
    fenced = re.fullmatch(r"\s*```(?:json)?\n(.*)\n```\s*", answer, re.DOTALL)
    try:
        content = json.loads(fenced[1] if fenced else answer, parse_constant=_constant)
    except (ValueError, RecursionError):
        raise Unreadable(NO_JSON) from None
    listed = content.get("proposals") if isinstance(content, dict) else None
    if not isinstance(listed, list):
        raise Unreadable(NO_LIST)
    return listed


def _constant(name: str) -> None:
    raise ValueError(name)


def _draft(item: Any, asked: _Asked) -> Draft:
    if not isinstance(item, dict):
        raise _No("no object")
    if set(item) - KEYS:
        raise _No("keys that were not asked for")
    start, end = _place(item.get("quote"), asked.reading.document.text)
    kind = item.get("kind")
    if not isinstance(kind, str) or len(kind) > LONGEST_NAME or kind not in asked.kinds:
        raise _No("a kind that does not exist")
    return _drafted(asked, kind, (start, end), item)


def _place(quote: Any, text: str) -> tuple[int, int]:
    """Where a quotation stands in the text: letter by letter, but for breaks and runs of spaces."""
    if not isinstance(quote, str):
        raise _No("no quotation")
    words = quote.split()
    if not SHORTEST <= len(" ".join(words)) <= LONGEST:
        raise _No(f"a quotation shorter than {SHORTEST} or longer than {LONGEST} characters")
    found = re.search(r"\s+".join(re.escape(word) for word in words), text)
    if found is None:
        raise _No("a quotation that does not stand in the text")
    return found.start(), found.end()


def _drafted(asked: _Asked, kind: str, place: tuple[int, int], item: Mapping[str, Any]) -> Draft:
    start, end = place
    reading = asked.reading
    content = reading.document.text[start:end]
    sentence = _sentence_at(reading.sentences, start)
    said = _statement_over(reading.statements, start, end)
    actors = _actors(item.get("actors"), reading.mentions, content)
    given, needs = _parameters(kind, content, actors, item)
    mood = mood_of(content)
    unborn = kind in GIVERS and kind != "scenario_difference" and mood in ("forecast", "conditional", "aim")
    return Draft(
        "" if unborn else kind,
        " ".join(content.split()),
        start,
        end,
        sentence,
        actors,
        {"asserts": kind} if unborn else given,
        () if unborn else needs,
        mood,
        WHY[mood] if unborn else "",
        said.speaker if said else "",
        said.office if said else "",
        said.certainty if said else "certain",
        said_on=said.said_on if said else None,
        spans=(place,),
        proposed_by=asked.model,
    )


def _sentence_at(sentences: Sequence[Sentence], start: int) -> int:
    place = bisect_right(sentences, start, key=lambda sentence: sentence.start) - 1
    return sentences[max(place, 0)].index if sentences else 0


def _statement_over(statements: Sequence[Statement], start: int, end: int) -> Statement | None:
    """The statement that holds half of a place or more."""
    return next((one for one in statements if _half_in(start, end, one)), None)


def _half_in(start: int, end: int, other: Statement | Draft) -> bool:
    """Whether half of a place or more lies in another."""
    return 2 * (min(end, other.end) - max(start, other.start)) >= end - start


def _actors(given: Any, named: Sequence[Mention], content: str) -> tuple[str, ...]:
    """Codes of the actors: those given, each of which the document must name, else those of the quotation."""
    if given is None or given == []:
        return actor_codes(content)
    if not isinstance(given, list) or len(given) > 12 or not all(isinstance(code, str) for code in given):
        raise _No("actors that are no list of codes")
    if not set(given) <= {mention.code for mention in named}:
        raise _No("actors that the document does not name")
    return tuple(dict.fromkeys(given))


def _parameters(
    kind: str, content: str, actors: tuple[str, ...], item: Mapping[str, Any]
) -> tuple[dict[str, object], tuple[str, ...]]:
    direction = _direction(kind, item.get("direction"))
    activity = _one_of(item.get("activity"), ACTIVITY, "an activity that is none of the list")
    since = _year(item.get("since"), content)
    if kind not in GIVERS:
        return {"actors": [code for code in actors if code not in GROUPS]}, ()
    given, needs = parameters_of(kind, content, actors, direction)
    if activity and not given.get("activity") and "activity" in given:
        given["activity"] = activity
    if since is not None:
        given["since"] = since
        needs = tuple(name for name in needs if name != "since")
    return given, needs


def _direction(kind: str, given: Any) -> str:
    allowed = DIRECTIONS.get(kind, ())
    if allowed and given not in allowed:
        raise _No("a direction that the kind does not have")
    return str(given) if allowed else ""


def _one_of(given: Any, allowed: Collection[str], why: str) -> str:
    if given in (None, ""):
        return ""
    if not isinstance(given, str) or len(given) > LONGEST_NAME or given not in allowed:
        raise _No(why)
    return given


def _year(given: Any, content: str) -> int | None:
    """The year since which something changed: one that the quotation gives in figures or by the name of a war."""
    if given is None:
        return None
    if type(given) is not int or not (re.search(rf"(?<!\d){given}(?!\d)", content) or year_since(content) == given):
        raise _No("a year that the quotation does not give")
    return given


def _new(proposed: Sequence[Draft], own: Sequence[Draft]) -> list[Draft]:
    """The proposals that say what neither the rules nor an earlier proposal say."""
    kept: list[Draft] = []
    for draft in proposed:
        before = [*own, *kept]
        if any(_same_place(draft, one) for one in before) or len(merge_drafts([*before, draft])) <= len(before):
            continue
        kept.append(draft)
    return kept


def _same_place(draft: Draft, other: Draft) -> bool:
    """Whether two drafts of one kind share half of the shorter one's place."""
    if draft.kind != other.kind:
        return False
    shorter = min(draft.end - draft.start, other.end - other.start)
    return 2 * (min(draft.end, other.end) - max(draft.start, other.start)) >= shorter


def with_proposals(reading: Reading, proposals: Proposals) -> Reading:
    """The reading with the proposed claims behind its own.

    A claim of ours that no kind judges gives way to a proposed one over the same words: the same claim, with a kind.
    """
    named = [one for one in proposals.drafts if one.kind]
    own = [
        claim
        for claim in reading.claims
        if claim.kind or len(claim.spans) > 1 or not any(_half_in(claim.start, claim.end, one) for one in named)
    ]
    return replace(reading, claims=(*own, *proposals.drafts))
