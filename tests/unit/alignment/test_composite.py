"""The composite: coherence first, ranks over every way of making it, Sobol shares, components always beside it."""

from __future__ import annotations

import numpy as np
import pytest

from multifront.alignment import CompositeOptions, composite_rank, indicator_coherence
from multifront.alignment.composite import _influence, _ranks
from multifront.alignment.composite_choices import FACTORS, Choices, Scaled, drawn_choices
from multifront.errors import UsageError


def agreeing(n: int, seed: int, noise: float = 0.3) -> np.ndarray:
    rng = np.random.default_rng(seed)
    common = rng.normal(size=n)
    return common[:, None] + noise * rng.normal(size=(n, 4))


NAMES = ["votes", "trade", "arms", "visits"]


def names(n: int) -> list[str]:
    return [f"p{i}" for i in range(n)]


def test_alpha_is_that_of_spearman_and_brown() -> None:
    """k indicators with correlation r have standardised alpha k r / (1 + (k - 1) r); r is taken from the ranks."""
    table = agreeing(4_000, 0, 1.0)
    found = indicator_coherence(table, NAMES)
    r = (found.correlation.sum() - 4) / 12
    assert r == pytest.approx(0.48, abs=0.05)  # Spearman of a normal pair with Pearson .5: (6 / pi) asin(.25) = .48
    assert found.alpha == pytest.approx(4 * r / (1 + 3 * r))
    assert found.coherent


def test_an_indicator_that_runs_against_the_rest_is_named() -> None:
    table = agreeing(200, 1)
    table[:, 2] *= -1
    found = indicator_coherence(table, NAMES)
    assert not found.coherent
    assert "arms runs against the rest" in found.sentence


def test_unrelated_indicators_are_not_one_thing() -> None:
    assert not indicator_coherence(np.random.default_rng(2).normal(size=(500, 4)), NAMES).coherent


def test_a_pair_that_leads_everywhere_is_first_however_the_index_is_made() -> None:
    table = agreeing(60, 3)
    table[7] = table.max(axis=0) + 1
    found = composite_rank(table, NAMES, names(60), pair="p7", rng=0, options=CompositeOptions(runs=64))
    assert (found.rank, found.interval, found.holds) == (1.0, (1.0, 1.0), 1.0)
    assert all(share.total == 0 for share in found.influence)
    assert [name for name, *_ in found.components] == NAMES
    assert all(name in found.sentence for name in NAMES)


def test_weights_decide_where_indicators_disagree_about_the_pair() -> None:
    table = agreeing(200, 4)
    table[0] = [6.0, -6.0, 6.0, -6.0]
    found = composite_rank(table, NAMES, names(200), pair="p0", rng=0, options=CompositeOptions(runs=128))
    shares = {one.factor: one.total for one in found.influence}
    assert max(shares, key=lambda factor: shares[factor]) == "weights"
    assert found.interval[1] - found.interval[0] > 50


def test_sobol_shares_of_a_rank_that_only_the_left_out_indicator_moves() -> None:
    """With all other choices held equal, the whole variance is that of one choice: first = total = 1."""
    table = agreeing(100, 5)
    table[0] = [5.0, -5.0, 0.0, 0.0]
    scaled, rng = Scaled(table), np.random.default_rng(0)
    runs = 300

    def held(drawn: Choices) -> Choices:
        zero = np.zeros(runs, dtype=np.int64)
        return Choices(zero, np.full((runs, 4), 0.25), zero, zero, drawn.left_out)

    sets = held(drawn_choices(runs, 4, rng)), held(drawn_choices(runs, 4, rng))
    ranks = tuple(_ranks(scaled, one, 0)[0] for one in sets)
    found = {one.factor: one for one in _influence(scaled, sets, (ranks[0], ranks[1]), 0)}
    assert found["left out"].first == pytest.approx(1.0, abs=0.1)
    assert found["left out"].total == pytest.approx(1.0, abs=0.1)
    assert all(found[factor].total == 0 for factor in FACTORS if factor != "left out")


def test_gaps_are_never_zero_unless_the_rule_says_so() -> None:
    table = agreeing(50, 6)
    table[0, 1:] = np.nan
    found = composite_rank(table, NAMES, names(50), pair="p0", rng=0, options=CompositeOptions(runs=64))
    assert found.left_out_runs > 0
    assert "trade unknown" in found.sentence
    assert np.isnan(found.components[1][1])


def test_order_of_pairs_and_monotone_scales_change_little() -> None:
    table = agreeing(80, 8)
    order = np.random.default_rng(0).permutation(80)
    one = composite_rank(table, NAMES, names(80), pair="p5", rng=0, options=CompositeOptions(runs=64))
    two = composite_rank(
        table[order], NAMES, [f"p{i}" for i in order], pair="p5", rng=0, options=CompositeOptions(runs=64)
    )
    assert two.rank == one.rank
    assert two.interval == one.interval
    scaled = composite_rank(table * 7 + 3, NAMES, names(80), pair="p5", rng=0, options=CompositeOptions(runs=64))
    assert scaled.interval == one.interval


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"pair": "p99"}, "not among"),
        ({"pairs": ["p0"] * 40}, "1 different"),
        ({"values": np.full((40, 4), np.nan)}, "no indicator"),
        ({"values": np.full((40, 3), 1.0)}, "for 4 names"),
        ({"values": np.full((40, 4), np.inf)}, "infinite"),
        ({"values": np.ones((40, 4))}, "the same for all"),
        ({"options": CompositeOptions(runs=2)}, "at least 16 runs"),
    ],
)
def test_what_cannot_be_ranked_is_said(change: dict[str, object], said: str) -> None:
    asked = {"values": agreeing(40, 0), "pairs": names(40), "pair": "p0", "options": None} | change
    with pytest.raises(UsageError, match=said):
        composite_rank(asked["values"], NAMES, asked["pairs"], pair=asked["pair"], rng=0, options=asked["options"])


def test_few_complete_pairs_are_refused() -> None:
    table = agreeing(40, 0)
    table[5:, 0] = np.nan
    with pytest.raises(UsageError, match="only 5 pairs have all"):
        indicator_coherence(table, NAMES)
