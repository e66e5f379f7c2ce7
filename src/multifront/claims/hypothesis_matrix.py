"""Verdicts set against the declared hypotheses: ratings looked up, scores, weights and their sentences. No reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from multifront.claims.hypotheses import Hypotheses, Item, Option, PossibleFinding
from multifront.claims.inconsistency import (
    LEVELS,
    diagnosticity,
    flipping_items,
    inconsistency,
    least_inconsistent,
    level_of_origins,
    own_shares,
    tells_apart,
)
from multifront.claims.language import Assessment
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.domain import Figure, Hypothesis, HypothesisMatrix, Independence, Phrase, Picture, RatedItem, Verdict

TONES = {"CC": 0.0, "C": 0.0, "N": 0.0, "NA": 0.0, "I": 0.5, "II": 1.0}
"""How dark a cell of the picture is: what speaks against a hypothesis, since only that counts."""


@dataclass(frozen=True, slots=True)
class _Rated:
    """An item whose verdict speaks: what was declared for it, the levels behind its weight, its share of sources."""

    item: Item
    verdict: Verdict
    finding: PossibleFinding
    reliability: str
    share: float

    @property
    def weight(self) -> float:
        """Reliability of the sources times confidence in the verdict times the share of sources of its own."""
        return LEVELS[self.reliability] * LEVELS[self.verdict.confidence] * self.share

    @property
    def words(self) -> str:
        """The weight in words, without numbers."""
        shared = "" if self.share == 1 else "; shares sources with other items"
        return f"sources {self.reliability}, confidence {self.verdict.confidence}{shared}"


def weigh_hypotheses(
    assessment: Assessment, verdicts: Sequence[Verdict], independence: Mapping[str, Independence]
) -> HypothesisMatrix | None:
    """Set the verdicts of an assessment against its hypotheses.

    Each verdict is looked up in what the file declared for it beforehand. Unweighted and weighted inconsistency of
    every hypothesis, diagnosticity and weight of every item, and the items that the order hangs on.

    Args:
        assessment: a checked assessment.
        verdicts: its verdicts.
        independence: independent origins behind each verdict, by claim.

    Returns:
        The matrix, or None where the file declares no hypotheses.

    Raises:
        Nothing of its own.

    Assumes:
        That the writer named the explanations that matter and rated them before looking. See `inconsistency`.

    References:
        As `multifront.claims.inconsistency.inconsistency`. The share of own sources is ours.

    Example:
        >>> import multifront as mf
        >>> weigh_hypotheses(mf.claims.load("gulf-2026"), [], {}) is None
        True
    """
    block = assessment.hypotheses
    if block is None:
        return None
    rated, silent = _looked_up(block, {one.claim_id: one for one in verdicts}, independence)
    ledger = Ledger("hypotheses")
    texts = {claim.entry.id: claim.entry.text for claim in assessment.claims}
    columns = {option.id: [one.finding.ratings[option.id] for one in rated] for option in block.options}
    return HypothesisMatrix(
        question=block.question,
        hypotheses=tuple(_scored(option, columns[option.id], rated, ledger) for option in block.options),
        items=tuple(_item(one, block, texts, ledger) for one in rated),
        silent=silent,
        reading=_reading(block, columns, rated, ledger),
        left_out=tuple(block.left_out),
        picture=_picture(block, rated, ledger) if rated else None,
        traces=dict(ledger.traces),
    )


def _looked_up(
    block: Hypotheses, verdicts: Mapping[str, Verdict], independence: Mapping[str, Independence]
) -> tuple[list[_Rated], tuple[str, ...]]:
    """Items that speak, and the ids of those that could not be tested."""
    spoken: list[tuple[Item, Verdict, PossibleFinding]] = []
    silent: list[str] = []
    for item in block.items:
        finding = item.rated(verdicts[item.claim].verdict)
        if finding is None:
            silent.append(item.claim)
        else:
            spoken.append((item, verdicts[item.claim], finding))
    counted = [independence.get(item.claim) for item, _, _ in spoken]
    groups = [[frozenset(group.origin_ids) for group in one.groups] if one else [] for one in counted]
    levels = [level_of_origins(one.reliability if one else ()) for one in counted]
    parts = zip(spoken, levels, own_shares(groups), strict=True)
    return [_Rated(*three, level, share) for three, level, share in parts], tuple(silent)


def _basis(how: str, rated: Sequence[_Rated]) -> Basis:
    """A call, with the origins of the verdicts that it rests on."""
    origins = sorted({origin for one in rated for origin in one.verdict.origin_ids})
    return Basis(how, origin_ids=tuple(origins), assumption="ratings are judgements, declared in the assessment file")


def _scored(option: Option, column: Sequence[str], rated: list[_Rated], ledger: Ledger) -> Hypothesis:
    weights = [one.weight for one in rated]
    plain = _basis(f"claims.inconsistency.inconsistency({list(column)})", rated)
    heavy = _basis(f"claims.inconsistency.inconsistency({list(column)}, weights of the items)", rated)
    return Hypothesis(
        option.id,
        option.title,
        option.means,
        ledger.figure(f"score_{option.id}", inconsistency(column), plain, style="count"),
        ledger.figure(f"weighted_{option.id}", inconsistency(column, weights), heavy, style="two"),
    )


def _item(one: _Rated, block: Hypotheses, texts: Mapping[str, str], ledger: Ledger) -> RatedItem:
    ratings = tuple(one.finding.ratings[option.id] for option in block.options)
    name = one.item.claim
    spread = _basis(f"claims.inconsistency.diagnosticity({list(ratings)})", [one])
    weight = _basis(
        f"reliability of the middle origin ({one.reliability}) * confidence ({one.verdict.confidence}) * share of "
        f"sources of its own ({one.share:.4f}); levels as claims.inconsistency.LEVELS",
        [one],
    )
    return RatedItem(
        claim_id=name,
        text=texts[name],
        verdict=one.verdict.verdict,
        ratings=ratings,
        because=one.finding.because,
        diagnosticity=ledger.figure(f"diagnosticity_{name}", diagnosticity(ratings), spread, style="two"),
        weight=ledger.figure(f"weight_{name}", one.weight, weight, style="two"),
        weighed=one.words,
    )


def _reading(
    block: Hypotheses, columns: Mapping[str, Sequence[str]], rated: list[_Rated], ledger: Ledger
) -> tuple[Phrase, ...]:
    """What the matrix comes to; never that an explanation is true."""
    basis = _basis("claims.hypothesis_matrix: counts of items", rated)
    asked = ledger.figure("items_declared", len(block.items), basis, style="count")
    spoken = ledger.figure("items_rated", len(rated), basis, style="count")
    if not rated:
        return (
            phrase("None of the {asked} claims named as evidence could be tested, so that none speaks.", asked=asked),
        )
    telling = sum(tells_apart([columns[o.id][place] for o in block.options]) for place in range(len(rated)))
    return (
        phrase(
            "{spoken} of the {asked} claims named as evidence could be tested; {telling} of these "
            f"{'tells' if telling == 1 else 'tell'} explanations apart.",
            spoken=spoken,
            asked=asked,
            telling=ledger.figure("items_telling", telling, basis, style="count"),
        ),
        _order(block, columns, rated, ledger),
        *_hangs_on(block, columns, rated, ledger),
    )


def _order(block: Hypotheses, columns: Mapping[str, Sequence[str]], rated: list[_Rated], ledger: Ledger) -> Phrase:
    """Which explanations the evidence speaks against least, with both scores."""
    weights = [one.weight for one in rated]
    best = least_inconsistent([columns[option.id] for option in block.options], weights)
    figures: dict[str, Figure] = {}
    parts = []
    for place, option in enumerate(block.options):
        if place in best:
            figures[option.id] = ledger.figure(
                f"least_{option.id}",
                inconsistency(columns[option.id], weights),
                _basis("as the score", rated),
                style="two",
            )
            parts.append(f"{option.title.lower()} (weighted score {{{option.id}}})")
    if len(best) == len(block.options):
        return Phrase(
            f"The items speak equally against all explanations: {', '.join(parts)}. They decide nothing.", figures
        )
    least = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return Phrase(f"Least speaks against: {least}. That proves none; the rest has more against it.", figures)


def _hangs_on(
    block: Hypotheses, columns: Mapping[str, Sequence[str]], rated: list[_Rated], ledger: Ledger
) -> tuple[Phrase, ...]:
    """The items without which the order would begin with others."""
    lists = [columns[option.id] for option in block.options]
    places = flipping_items(lists, [one.weight for one in rated])
    plain = least_inconsistent(lists, [1.0] * len(rated)) != least_inconsistent(lists, [one.weight for one in rated])
    names = ", ".join(rated[place].item.claim for place in places)
    lead = f"Without {names}" if len(places) == 1 else f"Without any one of {names}"
    said = [
        phrase(f"{lead}, other explanations would come first or tie.")
        if places
        else phrase("Leaving out any one item changes nothing in that.")
    ]
    if plain:
        said.append(
            phrase("Without weights other explanations come first or tie, so that the order rests on the weights.")
        )
    return tuple(said)


def _picture(block: Hypotheses, rated: list[_Rated], ledger: Ledger) -> Picture:
    """Hypotheses as rows, items as columns, the most telling first; darker where an item speaks against one."""

    def spread(one: _Rated) -> float:
        return diagnosticity([one.finding.ratings[option.id] for option in block.options])

    ordered = sorted(rated, key=lambda one: (-spread(one), one.item.claim))
    cells = [
        (option.title, one.item.claim, one.finding.ratings[option.id]) for option in block.options for one in ordered
    ]
    columns = {
        "row": tuple(cell[0] for cell in cells),
        "column": tuple(cell[1] for cell in cells),
        "word": tuple(cell[2] for cell in cells),
        "tone": tuple(TONES[cell[2]] for cell in cells),
    }
    basis = _basis("ratings declared in the assessment file for the verdicts that were reached", rated)
    trace_id = ledger.picture("picture_matrix", columns, basis)
    caption = phrase(
        "Most telling claim at the left. CC very consistent, C consistent, N neutral, I inconsistent, II very "
        "inconsistent, NA not applicable. Dark cells speak against an explanation, and only these count."
    )
    return Picture("hypotheses-matrix", "grid", "Explanations against claims", caption, columns, {}, trace_id)
