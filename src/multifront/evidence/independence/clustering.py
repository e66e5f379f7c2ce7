"""Near-duplicate reports gathered around a representative, with the reason of each member. No store, no chains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifront.errors import UsageError
from multifront.evidence.independence.facts import Facts, contradiction, facts_of
from multifront.evidence.independence.reports import EVENTS, TEXTS, Report, Settings, apart, shared_facts
from multifront.evidence.independence.shingling import Shingles, jaccard, shingles_of, words_of
from multifront.evidence.independence.sketching import banding, candidates, sketches_of


@dataclass(frozen=True, slots=True)
class Member:
    """A report that tells of the same event as the representative of its cluster, and why we hold so."""

    id: str
    similarity: float
    why: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """Reports of one event: the one that speaks for them, and the others."""

    representative: str
    members: tuple[Member, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all its reports, the representative first."""
        return (self.representative, *(member.id for member in self.members))


def near_duplicates(reports: Iterable[Report], settings: Settings = EVENTS) -> tuple[Cluster, ...]:
    """Clusters of two or more reports that tell of one event; a report in none of them stands alone.

    Pairs that share a band of their MinHash sketches are verified: the exact Jaccard index of their shingles must
    reach the threshold, and neither the fields nor the texts may contradict each other. Chains are not followed. In
    order of preference (most reliable origin, most credible, earliest public) a report that is still free becomes a
    representative and takes the free reports near **itself** which contradict no member. So a report that is only
    near a member stays out.

    Args:
        reports: in any order; ids must differ. A report without a word is never a duplicate.
        settings: `EVENTS` for rows with days and actors, `TEXTS` for texts alone.

    Returns:
        Clusters by representative's id; the same whatever the order of the reports.

    Raises:
        UsageError: two reports have one id.

    Example:
        >>> one = Report("a", "Iran seizes a tanker in the Strait of Hormuz")
        >>> copy = Report("b", "UPDATE 1-Iran seizes tanker in Strait of Hormuz")
        >>> near_duplicates([one, copy])[0].ids
        ('a', 'b')
    """
    ordered = sorted(reports, key=lambda report: report.preference)
    if len({report.id for report in ordered}) < len(ordered):
        raise UsageError("two reports have one id; valid: an id of its own for each; next: number them")
    table = _Read.of(ordered, settings)
    near = _verified(ordered, table, settings)
    clusters = []
    taken: set[int] = set()
    for place, report in enumerate(ordered):
        if place in taken or place not in near:
            continue
        members = _gather(place, near[place], taken, lambda a, b: _forbidden(ordered, table, settings, a, b))
        if members:
            taken.update((place, *members))
            clusters.append(Cluster(report.id, tuple(_member(ordered, place, m, near[place][m]) for m in members)))
    return tuple(sorted(clusters, key=lambda cluster: cluster.representative))


def near_duplicate_texts(texts: Mapping[str, str], settings: Settings = TEXTS) -> tuple[Cluster, ...]:
    """Clusters of two or more texts that are the same but for rewording, credit lines and slips; by text alone.

    Args:
        texts: id -> text, of headlines, short reports or documents.
        settings: how near is near.

    Returns:
        Clusters by representative's id. Representatives are the first texts in alphabetical order, since nothing is
        known of their origins; pass `Report` objects to `near_duplicates` where it is.

    Raises:
        UsageError: never for a mapping, whose ids differ.

    Example:
        >>> near_duplicate_texts({"a": "Ten ships left Qingdao", "b": "Ten ships left Qingdao.", "c": "Rain"})[0].ids
        ('a', 'b')
    """
    return near_duplicates([Report(name, text) for name, text in texts.items()], settings)


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read from the texts: which distinct text a report has, and shingles and facts of each distinct text."""

    text_of: tuple[int, ...]
    shingles: tuple[Shingles, ...]
    texts: tuple[str, ...]
    facts: dict[int, Facts]

    def facts_at(self, text: int) -> Facts:
        """Facts of a distinct text, read when first asked for: few texts ever meet another."""
        if text not in self.facts:
            self.facts[text] = facts_of(self.texts[text], words_of(self.texts[text]))
        return self.facts[text]

    @staticmethod
    def of(reports: Sequence[Report], settings: Settings) -> _Read:
        numbered: dict[str, int] = {}
        text_of = tuple(numbered.setdefault(report.text, len(numbered)) for report in reports)
        shingles = tuple(shingles_of(words_of(text), settings.unit, settings.length) for text in numbered)
        return _Read(text_of, shingles, tuple(numbered), {})


def _verified(reports: Sequence[Report], table: _Read, settings: Settings) -> dict[int, dict[int, float]]:
    """By report: the reports that are near it, with the Jaccard index."""
    blocks = {key: number for number, key in enumerate(sorted({_block(report) for report in reports}))}
    keys = np.array([blocks[_block(report)] for report in reports], dtype=np.int64)
    usable = np.array([bool(len(table.shingles[text])) for text in table.text_of], dtype=bool)
    rows = np.flatnonzero(usable)
    wanted = sorted({table.text_of[row] for row in rows})
    sketches = sketches_of([table.shingles[text] for text in wanted], settings.permutations, settings.seed)
    place_of = {text: place for place, text in enumerate(wanted)}
    own = np.array([place_of[table.text_of[row]] for row in rows], dtype=np.int64)
    shape = banding(settings.permutations, settings.threshold, settings.recall)
    spans = np.array([_span(reports[row], settings.days) for row in rows.tolist()], dtype=np.int64).reshape(-1, 2)
    owners = _owners(reports)[rows]
    near: dict[int, dict[int, float]] = defaultdict(dict)
    known: dict[tuple[int, int], float] = {}
    for left, right in candidates(sketches[own], keys[rows], spans, shape, owners):
        one, other = int(rows[left]), int(rows[right])
        texts = (table.text_of[one], table.text_of[other])
        if texts not in known:
            known[texts] = jaccard(table.shingles[texts[0]], table.shingles[texts[1]])
        if known[texts] >= settings.threshold and not _forbidden(reports, table, settings, one, other):
            near[one][other] = near[other][one] = known[texts]
    return near


def _owners(reports: Sequence[Report]) -> NDArray[np.int64]:
    """A number for each set of counters: rows of one feed are dropped as pairs early; -1 for none."""
    numbered: dict[frozenset[str], int] = {frozenset(): -1}
    return np.array([numbered.setdefault(report.counters, len(numbered)) for report in reports], dtype=np.int64)


def _block(report: Report) -> tuple[str, ...]:
    return tuple(sorted(report.initiators))


def _span(report: Report, days: int) -> tuple[int, int]:
    """First and last day as numbers, the last one stretched by the days allowed; everything where no day is known."""
    if report.first is None:
        return (0, np.iinfo(np.int64).max)
    return (report.first.toordinal(), (report.last or report.first).toordinal() + days)


def _forbidden(reports: Sequence[Report], table: _Read, settings: Settings, one: int, other: int) -> bool:
    if apart(reports[one], reports[other], settings):
        return True
    if not settings.facts_apart:
        return False
    left, right = table.text_of[one], table.text_of[other]
    return bool(contradiction(table.facts_at(left), table.facts_at(right), names_too=settings.names_apart))


def _gather(
    place: int, near: Mapping[int, float], taken: set[int], forbidden: Callable[[int, int], bool]
) -> tuple[int, ...]:
    """The free reports near a representative, in order of preference, as far as they contradict no member before."""
    members: list[int] = []
    for other in sorted(near):
        if other > place and other not in taken and not any(forbidden(other, member) for member in members):
            members.append(other)
    return tuple(members)


def _member(reports: Sequence[Report], place: int, member: int, similarity: float) -> Member:
    shared = shared_facts(reports[place], reports[member])
    return Member(
        reports[member].id, round(similarity, 3), ", ".join([f"text {similarity:.2f}", *([shared] if shared else [])])
    )
