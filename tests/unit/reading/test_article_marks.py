"""How the benchmark on the marked articles pairs spans and counts; never its figures."""

from __future__ import annotations

import math

import numpy as np
import pytest
from bench.article_marks import NAMES, cohen, load, matched, rates


def span(first: int, last: int) -> frozenset[int]:
    return frozenset(range(first, last))


def test_half_of_the_shorter_span_is_enough_and_less_is_not() -> None:
    assert matched([span(0, 4)], [span(2, 12)]) == [(0, 0)]
    assert matched([span(0, 5)], [span(3, 12)]) == []
    assert matched([span(0, 4)], [span(2, 12)], of_all=True) == []
    assert matched([span(0, 4)], [span(1, 5)], of_all=True) == [(0, 0)]


def test_a_span_is_paired_once() -> None:
    sentence = [span(0, 20)]
    assert matched([span(0, 4), span(5, 15), span(16, 20)], sentence) == [(1, 0)]


def test_the_closest_pair_goes_first() -> None:
    assert matched([span(0, 6), span(4, 10)], [span(4, 10), span(0, 5)]) == [(0, 1), (1, 0)]


def test_ties_go_to_the_earlier_span_and_empty_ones_match_nothing() -> None:
    assert matched([span(0, 3), span(3, 6)], [span(0, 6)]) == [(0, 0)]
    assert matched([frozenset()], [span(0, 3)]) == []


def test_kappa_of_a_worked_table() -> None:
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: agreed 0.7, by chance 0.5, so 0.4."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohen(pairs) == pytest.approx(0.4)
    assert math.isnan(cohen([("y", "y")] * 3))
    assert math.isnan(cohen([]))


def test_rates_without_finds_are_missing() -> None:
    recall, precision, f1 = rates(np.array([4, 0, 0, 0]))
    assert recall == 0
    assert math.isnan(precision)
    assert math.isnan(f1)
    assert rates(np.array([4, 2, 8, 2])).tolist() == pytest.approx([0.5, 0.25, 1 / 3])


@pytest.mark.parametrize("name", NAMES)
def test_every_mark_stands_in_its_article(name: str) -> None:
    article = load(name)
    for who in "AB":
        for what, items in article.marks[who].items():
            assert items, f"{who} marked no {what}"
            assert all(one.span for one in items)
    assert all(one.span for what in article.found for one in article.found[what])
