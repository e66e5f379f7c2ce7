"""The kind `axis` on made votes: a rare group, a common one, none, one carried by a member, and no votes at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import combinations

import numpy as np
import pytest
from tests.unit.claims.made_claims import claim, judged
from tests.unit.claims.made_evidence import MadeEvidence, made_items

from multifront.domain import RollCalls, Selection, Verdict, VoteTable

STATES = tuple(f"{region}{i:02}" for region in "AB" for i in range(18))
GROUP = ("A00", "A01", "B00", "B01")


def votes(agree: Callable[[str, str], float], years: tuple[int, ...] = (2019,), seed: int = 0) -> VoteTable:
    """Votes of all pairs on 200 resolutions: a share of them alike, half of these yes and half no."""
    rng = np.random.default_rng(seed)
    pairs = list(combinations(STATES, 2))
    entries = [(year, a, b) for year in years for a, b in pairs]
    counts = []
    for _, a, b in entries:
        alike = int(np.clip(200 * agree(a, b) + rng.normal(0, 4), 0, 200))
        counts.append(
            [[alike // 2, 0, (200 - alike) // 2], [0, 0, 0], [200 - alike - (200 - alike) // 2, 0, alike - alike // 2]]
        )
    ids = tuple(f"vote:{a}-{b}:{year}" for year, a, b in entries)
    return VoteTable(
        year=np.array([e[0] for e in entries]),
        state_a=np.array([e[1] for e in entries]),
        state_b=np.array([e[2] for e in entries]),
        counts=np.array(counts),
        not_voting=np.zeros((len(entries), 3), dtype=int),
        selection=Selection("vote_pair", "votes()", ids, len(ids), ("made",), None, "f" * 64),
    )


def verdict_on(table: VoteTable | None, as_of: date | None = None, **more) -> Verdict:
    asked = {
        "members": list(GROUP),
        "names": ["One", "Two", "Three", "Four"],
        "year": 2025,
        "smallest_effect_of_interest": 0.2,
    }
    evidence = MadeEvidence(cast=table, as_of=as_of)
    return judged(evidence, claim("axis", asked | more))[0]


def only_the_group(a: str, b: str) -> float:
    return 0.9 if a in GROUP and b in GROUP else 0.5


def test_a_rare_group_is_supported() -> None:
    found = verdict_on(votes(only_the_group))
    assert (found.verdict, found.confidence) == ("supported", "high")
    assert found.traces["c1.seeds_as_close"].value < 5
    assert {picture.kind for picture in found.pictures} == {"matrix", "specification_curve"}


def test_where_everybody_has_such_company_it_is_partly_supported_at_most() -> None:
    def in_fours(a: str, b: str) -> float:
        return 0.9 if a[0] + b[0] and STATES.index(a) // 2 % 9 == STATES.index(b) // 2 % 9 else 0.5

    found = verdict_on(votes(in_fours))
    assert found.traces["c1.seeds_as_close"].value > 50
    assert found.verdict == "partly supported"
    assert found.confidence != "high"


def test_chance_is_not_called_an_axis() -> None:
    found = verdict_on(votes(lambda a, b: 0.6))
    assert found.verdict in ("not supported", "cannot be tested")


def test_a_group_that_is_surely_small_in_effect_is_not_supported() -> None:
    found = verdict_on(votes(lambda a, b: 0.6), smallest_effect_of_interest=0.9)
    assert found.verdict == "not supported"


def test_one_member_that_carries_the_group_lowers_confidence() -> None:
    def star(a: str, b: str) -> float:
        return 0.95 if a in GROUP and b in GROUP and "A00" in (a, b) else 0.5

    assert verdict_on(votes(star)).confidence != "high"


def test_change_rivals_and_blocs_are_shown() -> None:
    early = votes(lambda a, b: 0.5, (1995,), seed=1)
    late = votes(only_the_group)
    both = VoteTable(
        *(
            np.concatenate([getattr(early, n), getattr(late, n)])
            for n in ("year", "state_a", "state_b", "counts", "not_voting")
        ),
        replace(late.selection, row_ids=early.selection.row_ids + late.selection.row_ids),
    )
    found = verdict_on(
        both, since=1995, rivals=[{"title": "the last four", "members": list(STATES[-4:])}], bloc_years=[1995, 2019]
    )
    labels = [line.label for line in found.test_lines]
    assert any("since the votes of 1995" in label for label in labels)
    assert "Beside it: the last four" in labels
    assert found.traces["c1.change_p"].value < 0.05
    assert [picture.kind for picture in found.pictures] == ["matrix", "flow", "specification_curve"]


def test_votes_that_were_not_public_yet_are_not_used() -> None:
    found = verdict_on(votes(only_the_group), as_of=date(2010, 1, 1))
    assert (found.verdict, found.confidence) == ("cannot be tested", "high")
    assert "No votes" in found.headline.text


def test_a_member_that_did_not_vote_refuses() -> None:
    found = verdict_on(votes(only_the_group), members=[*GROUP[:3], "ZZZ"])
    assert found.verdict == "cannot be tested"
    assert "ZZZ" in found.headline.text


def test_members_and_names_must_fit() -> None:
    with pytest.raises(Exception, match="3 names for 4 members"):
        verdict_on(votes(only_the_group), names=["One", "Two", "Three"])


def farther(a: str, b: str) -> float:
    return 0.2 if a in GROUP and b in GROUP else 0.6


def test_a_group_that_votes_less_alike_is_contradicted() -> None:
    found = verdict_on(votes(farther))
    assert found.verdict == "contradicted"
    assert "less close together" in found.headline.text


def test_lines_without_a_member_show_the_excess_and_not_the_level() -> None:
    found = verdict_on(votes(only_the_group))
    shown = [found.traces[f"c1.without_{name.lower()}"].value for name in GROUP]
    assert all(abs(value - found.traces["c1.excess"].value) < 0.15 for value in shown)
    flat = verdict_on(votes(lambda a, b: 0.6))
    assert all(abs(flat.traces[f"c1.without_{name.lower()}"].value) < 0.2 for name in GROUP)


def test_another_year_stands_beside_and_too_few_votes_are_said() -> None:
    table = votes(only_the_group, (2009, 2019), seed=3)
    few = table.counts.copy()
    hardly = (table.state_a == "A09") | (table.state_b == "A09")
    few[hardly] = 0
    found = verdict_on(
        replace(table, counts=few), years_beside=[2009, 2019], rivals=[{"title": "with A09", "members": ["A09", "A10"]}]
    )
    labels = [line.label for line in found.test_lines]
    assert "The same by the votes of 2009" in labels
    assert "The same by the votes of 2019" not in labels
    assert any("Too few votes to test: with A09" in caveat.text for caveat in found.caveats)


def test_a_member_with_too_few_votes_refuses_and_stops_nothing_else() -> None:
    table = votes(only_the_group)
    few = table.counts.copy()
    few[(table.state_a == "A00") | (table.state_b == "A00")] = 0
    found = verdict_on(replace(table, counts=few))
    assert found.verdict == "cannot be tested"
    assert "A00" in found.headline.text


def test_only_what_follows_from_the_numbers_is_said() -> None:
    rare = verdict_on(votes(only_the_group))
    said = " ".join(caveat.text for caveat in rare.caveats)
    assert "does not single these states out" not in said
    assert "and only" in rare.headline.text
    assert any("least that so many can show" in line.note.text for line in rare.test_lines)


def single_votes(common: float, seed: int = 0) -> RollCalls:
    """Votes on one line on which the group stands toward one end, and a share of common answers of its members."""
    rng = np.random.default_rng(seed)
    point = np.sort(rng.normal(size=len(STATES)))[::-1]
    others = rng.permutation([name for name in STATES if name not in GROUP]).tolist()
    order = [GROUP[0], others.pop(), GROUP[1], *others[:5], GROUP[2], others[5], GROUP[3], *others[6:]]
    point = point[[order.index(name) for name in STATES]]
    slope, centre = rng.normal(size=80), rng.normal(size=80)
    pull = np.outer(point, slope) + rng.normal(size=(len(STATES), 80))
    votes = ((pull > centre - 0.4).astype(int) + (pull > centre + 0.4)).astype(np.int8)
    here = [STATES.index(name) for name in GROUP]
    votes[here] = np.where(rng.random((4, 80)) < common, rng.integers(0, 3, size=80), votes[here])
    state, item = (grid.ravel() for grid in np.indices(votes.shape))
    return RollCalls(np.array(STATES), state, item, votes.ravel(), made_items(np.full(80, 2019)), 2019)


def judged_with(calls: RollCalls | None) -> Verdict:
    asked = {
        "members": list(GROUP),
        "names": ["One", "Two", "Three", "Four"],
        "year": 2019,
        "smallest_effect_of_interest": 0.2,
    }
    return judged(MadeEvidence(cast=votes(only_the_group), called=calls), claim("axis", asked))[0]


def test_a_place_at_the_end_of_one_line_is_said_to_explain_closeness_and_lowers_confidence() -> None:
    found = judged_with(single_votes(0.0))
    assert found.traces["c1.beyond_p"].value > 0.05
    assert any("these may be all there is" in caveat.text for caveat in found.caveats)
    assert found.confidence == "moderate"


def test_a_common_answer_beyond_the_line_is_seen() -> None:
    found = judged_with(single_votes(0.6))
    assert found.traces["c1.beyond_p"].value <= 0.05
    said = "Closer than their places on the main line explain, matched on"
    assert any(line.label.startswith(said) for line in found.test_lines)
    assert any("does not explain the closeness" in caveat.text for caveat in found.caveats)
    assert found.confidence == "high"


def test_without_single_votes_it_is_said_that_the_line_was_not_tested() -> None:
    found = judged_with(None)
    assert "c1.beyond_p" not in found.traces
    assert any("could not be tested whether" in caveat.text for caveat in found.caveats)
