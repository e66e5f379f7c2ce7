"""Blocs as rows of a flow: every state is in one group of each year, moves add up to bars, letters keep their bloc."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from multifront import alignment
from multifront.claims.kinds.bloc_flow import ABSENT, SMALLER, BlocFlow, bloc_flow


def blocs(*camps: str) -> alignment.Blocs:
    """Blocs of one year: states are letters, each string a bloc, the largest first; runs agree nine times in ten."""
    states = tuple(sorted("".join(camps)))
    labels = np.array([next(i for i, camp in enumerate(camps) if state in camp) for state in states])
    together = np.where(labels[:, None] == labels[None, :], 0.9, 0.1)
    certainty = np.array([0.9 if len(camps[label]) > 1 else np.nan for label in labels])
    return alignment.Blocs(states, labels, together, certainty, np.array([0.5]), np.array([len(camps)]))


@pytest.fixture
def flow() -> BlocFlow:
    years = [blocs("abcdef", "ghij"), blocs("abcdefg", "hij", "z"), blocs("abcdefgk", "hi", "z")]
    return bloc_flow([1990, 2000, 2015], years)


def rows(flow: BlocFlow, part: str) -> list[tuple]:
    return [row for row in flow.rows if row[0] == part]


def test_every_state_is_in_one_group_of_each_year(flow: BlocFlow) -> None:
    for year in (1990, 2000, 2015):
        assert sorted(flow.groups[year]) == sorted("abcdefghijkz")
        assert sum(count for _, x, _, count, *_ in rows(flow, "group") if x == year) == 12


def test_letters_keep_their_bloc_and_moves_are_seen(flow: BlocFlow) -> None:
    assert [flow.groups[year]["a"] for year in flow.groups] == ["bloc A"] * 3
    assert [flow.groups[year]["h"] for year in flow.groups] == ["bloc B"] * 3
    assert [flow.groups[year]["g"] for year in flow.groups] == ["bloc B", "bloc A", "bloc A"]
    assert [flow.groups[year]["z"] for year in flow.groups] == [ABSENT, SMALLER, SMALLER]
    assert flow.groups[2015]["j"] == ABSENT
    assert ("move", 1990, "bloc B", 1, "bloc A", None, "") in flow.rows


def test_moves_add_up_to_the_bars_on_both_sides(flow: BlocFlow) -> None:
    bars = {(x, group): count for _, x, group, count, *_ in rows(flow, "group")}
    following = {1990: 2000, 2000: 2015}
    out: Counter = Counter()
    into: Counter = Counter()
    for _, year, old, count, new, *_ in rows(flow, "move"):
        out[year, old] += count
        into[following[year], new] += count
    assert out == {key: count for key, count in bars.items() if key[0] < 2015}
    assert into == {key: count for key, count in bars.items() if key[0] > 1990}


def test_certainty_is_in_per_cent_and_only_of_blocs(flow: BlocFlow) -> None:
    for _, _, group, _, _, certainty, _ in rows(flow, "group"):
        assert (certainty is None) == (group in (SMALLER, ABSENT))
        assert certainty is None or certainty == pytest.approx(90.0)


def test_a_bloc_stands_beside_the_one_that_it_flows_into() -> None:
    """The third camp of the first year joins the first: its bar stands between the two largest."""
    flow = bloc_flow([1990, 2000], [blocs("abcdefgh", "klmnop", "xyz"), blocs("abcdefghxyz", "klmnop")])
    order = list(dict.fromkeys(row[2] for row in rows(flow, "group")))
    assert order == ["bloc A", "bloc C", "bloc B"]


def test_a_bloc_that_shrank_to_one_state_keeps_its_letter_and_has_no_certainty() -> None:
    flow = bloc_flow([1990, 2000], [blocs("abcd", "xy"), blocs("abcdy", "x")])
    assert flow.groups[2000]["x"] == "bloc B"
    assert ("group", 2000, "bloc B", 1, "", None, "") in flow.rows


def test_distances_of_years_are_told_apart(flow: BlocFlow) -> None:
    assert not flow.steady
    assert bloc_flow([1990, 2000], [blocs("abcd", "efgh")] * 2).steady
