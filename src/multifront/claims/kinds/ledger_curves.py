"""The specification curves of ledgers: named rows counted in other ways, by the kinds' own rules. No sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from multifront.claims.ladder import Standing as RungStanding
from multifront.claims.ledger import Basis
from multifront.claims.specifications import Specification, SpecificationCurve, shown_by
from multifront.claims.standings import Standing, stand
from multifront.claims.witnesses import Testimony, basis_on
from multifront.domain import Evidence

if TYPE_CHECKING:
    from multifront.claims.kinds.quantity import Compared, Outcome, QuantityParameters, Tally

Judge = Callable[[list[str]], str]
FOUND = ("shown", "disputed", "one")
"""Words of a part that some firm row shows."""

EVERY = "every named row"
FIRM, WEAK_TOO = "firm rows", "weak rows count as firm"
NOW, THEN = "by now", "by the day of the statement"


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows of one part: those that show it and those that deny it."""

    showing: tuple[Testimony, ...]
    denying: tuple[Testimony, ...]

    @property
    def rows(self) -> tuple[Testimony, ...]:
        """All of them."""
        return (*self.showing, *self.denying)

    def without(self, origin_ids: Sequence[str]) -> Counted:
        """Rows that rest on some other origin as well, or on none of these."""
        gone = set(origin_ids)
        sides = (
            tuple(one for one in side if set(one.row["origin_ids"]) - gone) for side in (self.showing, self.denying)
        )
        return Counted(*sides)

    def firmed(self) -> Counted:
        """The same rows, all of them firm."""
        return Counted(*(tuple(firm(one) for one in side) for side in (self.showing, self.denying)))


def firm(one: Testimony) -> Testimony:
    """The same testimony as if its row were neither weak nor in conflict."""
    return replace(one, row={**one.row, "weak": False, "conflict": None})


def parts_curve(
    now: Sequence[Standing], then: Sequence[Standing], judge: Judge, evidence: Evidence
) -> SpecificationCurve:
    """A ledger by its rule, with weak rows counted as firm, and without each independent first speaker in turn.

    What was public on the day of the statement stands beside: it held fewer rows, and was no other way to count them.

    Args:
        now: how each part that the claim needs stands.
        then: the same on the day of the statement.
        judge: the rule from the words of all parts to a verdict.
        evidence: the store that knows which origins go back to one first speaker.
    """
    parts = [Counted(one.showing, one.denying) for one in now]
    rows = [row for part in parts for row in part.rows]
    found = [_ledger((EVERY, FIRM, NOW), [one.word for one in now], judge, main=True)]
    found += [
        _ledger((left_out, counted, NOW), [stand(one.showing, one.denying, evidence).word for one in other], judge)
        for left_out, counted, other in _other_counts(parts, rows, evidence)
    ]
    if any(len(a.showing + a.denying) != len(b.showing + b.denying) for a, b in zip(now, then, strict=True)):
        words = [one.word for one in then]
        found.append(replace(_ledger((EVERY, FIRM, THEN), words, judge), declared=False))
    basis = basis_on(
        "claims.standings: parts by how they stand, under every declared way to count rows", rows, evidence
    )
    label, levels = "parts shown by firm rows, per cent of those needed", ((0.0, "none"), (100.0, "all"))
    return SpecificationCurve(label, levels, "not drawn, for rows are counted and not sampled", tuple(found), basis)


def _other_counts(
    parts: Sequence[Counted], rows: Sequence[Testimony], evidence: Evidence
) -> Iterator[tuple[str, str, list[Counted]]]:
    """Weak rows as firm, where there are any; then without each independent first speaker."""
    if any(not row.firm for row in rows):
        yield EVERY, WEAK_TOO, [part.firmed() for part in parts]
    for producer, origin_ids in first_speakers(rows, evidence):
        yield f"without {producer}", FIRM, [part.without(origin_ids) for part in parts]


def first_speakers(rows: Sequence[Testimony], evidence: Evidence) -> list[tuple[str, tuple[str, ...]]]:
    """Independent first speakers of firm rows with their origins, each under a title of its own."""
    origins = sorted({name for row in rows if row.firm for name in row.row["origin_ids"]})
    if not origins:
        return []
    groups = evidence.independent_origins("origin", origins).groups
    named = [one.producer for one in groups]
    return [
        (group.producer if named.count(group.producer) == 1 else f"{group.producer} ({group.origin_ids[0]})",
         group.origin_ids)
        for group in groups
    ]  # fmt: skip


def _ledger(chosen: tuple[str, str, str], words: Sequence[str], judge: Judge, *, main: bool = False) -> Specification:
    """One way to count: the share of parts that firm rows show, and what the rule makes of all parts.

    A way that leaves no row at all could find nothing, and stands beside.
    """
    share = 100.0 * sum(word in FOUND for word in words) / len(words) if words else None
    choices = tuple(zip(("Rows", "Weak rows", "Public"), chosen, strict=True))
    told = main or any(word != "unknown" for word in words)
    return Specification(choices, share, None, None, shown_by(judge(list(words))), main=main, declared=told)


def rungs_curve(
    needed: Sequence[RungStanding],
    part: Sequence[RungStanding],
    judge: Callable[[list[RungStanding], list[RungStanding]], str],
) -> SpecificationCurve:
    """A ladder by its rule, with weak rows as firm, and with rungs that rest on weak rows unknown.

    Args:
        needed: the pair on the rungs that the claim needs.
        part: the pair on the rungs that bear out part of it.
        judge: the rule from rungs to a verdict.
    """
    sides = needed, part
    ways = [("by the rule", sides)]
    if any(one.weak for side in sides for one in side):
        firmed = tuple([replace(one, weak=False) for one in side] for side in sides)
        gone = tuple([replace(one, holds=None, weak=False) if one.weak else one for one in side] for side in sides)
        ways += [(WEAK_TOO, (firmed[0], firmed[1])), ("weak rows left out", (gone[0], gone[1]))]
    found = []
    for label, (needs, in_part) in ways:
        share = 100.0 * sum(one.word == "yes" for one in needs) / len(needs)
        said, main = shown_by(judge(list(needs), list(in_part))), label == ways[0][0]
        told = main or any(one.holds is not None for one in (*needs, *in_part))
        found.append(Specification((("Weak rows", label),), share, None, None, said, main=main, declared=told))
    selections = {mark.selection.fingerprint: mark.selection for side in sides for one in side for mark in one.marks}
    basis = Basis("claims.kinds.ladder: rungs under every declared way to count rows", tuple(selections.values()))
    label, levels = "needed rungs that hold by firm rows, per cent", ((0.0, "none"), (100.0, "all"))
    return SpecificationCurve(label, levels, "not drawn, for rungs are counted and not sampled", tuple(found), basis)


def estimates_curve(
    outcome: Outcome, parameters: QuantityParameters, tally: Callable[..., Tally], evidence: Evidence
) -> SpecificationCurve:
    """Estimates by the rule, each definition alone, weak ones counted as firm, and without each first speaker in turn.

    A way in which no estimate counts, and what was public on the day of the statement, stand beside.

    Args:
        outcome: the compared estimates.
        parameters: the claimed range.
        tally: the rule that counts first speakers on each side.
        evidence: the store that knows which origins go back to one first speaker.
    """
    every = outcome.compared
    rows = [one.heard for one in every]
    found = [_estimates(("all", EVERY, FIRM, NOW), outcome.now, main=True)]
    seen = {_counting(every)}
    for chosen, kept in _other_estimates(every, evidence):
        if _counting(kept) not in seen:
            seen.add(_counting(kept))
            found.append(_estimates((*chosen, NOW), tally(kept, outcome.contrary, evidence)))
    then = [one for one in every if one.heard.public_from <= parameters.stated_on]
    if len(then) < len(every):
        found.append(replace(_estimates(("all", EVERY, FIRM, THEN), outcome.then), declared=False))
    basis = basis_on("claims.kinds.quantity.tally under every declared way to count estimates", rows, evidence)
    label = "independent first speakers inside the range, per cent of those that count"
    levels = ((0.0, "none inside"), (100.0, "all inside"))
    return SpecificationCurve(
        label, levels, "not drawn, for estimates are counted and not sampled", tuple(found), basis
    )


def _other_estimates(
    every: Sequence[Compared], evidence: Evidence
) -> Iterator[tuple[tuple[str, str, str], list[Compared]]]:
    """Each definition alone, weak rows as firm, and without each first speaker."""
    definitions = dict.fromkeys(one.heard.row["definition"] for one in every)
    for definition in definitions if len(definitions) > 1 else ():
        yield (definition, EVERY, FIRM), [one for one in every if one.heard.row["definition"] == definition]
    yield ("all", EVERY, WEAK_TOO), [replace(one, heard=firm(one.heard)) for one in every]
    for producer, origin_ids in first_speakers([one.heard for one in every if _counts(one)], evidence):
        kept = [one for one in every if set(one.heard.row["origin_ids"]) - set(origin_ids)]
        yield ("all", f"without {producer}", FIRM), kept


def _counts(one: Compared) -> bool:
    return one.says in ("overlaps", "outside") and one.heard.firm


def _counting(compared: Sequence[Compared]) -> tuple[str, ...]:
    """Which rows a way counts: ways that count the same rows are one way."""
    return tuple(one.estimate.row for one in compared if _counts(one))


def _estimates(chosen: tuple[str, str, str, str], found: Tally, *, main: bool = False) -> Specification:
    total = found.overlapping + found.outside
    share = 100.0 * found.overlapping / total if total else None
    choices = tuple(zip(("Definition", "Rows", "Weak rows", "Public"), chosen, strict=True))
    declared = main or total > 0
    return Specification(choices, share, None, None, shown_by(found.verdict), main=main, declared=declared)
