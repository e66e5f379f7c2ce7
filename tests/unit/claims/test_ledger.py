from __future__ import annotations

import math

import numpy as np
import pytest

from multifront.claims.ledger import Basis, Ledger, phrase, show
from multifront.errors import UsageError

BASIS = Basis("f(x)", origin_ids=("o2", "o1"))


@pytest.mark.parametrize(
    ("value", "style", "shown"),
    [
        (1234567, "count", "1,234,567"),
        (0.03456, "p", "0.035"),
        (0.000001, "p", "<0.0001"),
        (1.0, "p", "1.0"),
        (-2.5, "one", "−2.5"),
        (0.0, "auto", "0"),
        (123.456, "auto", "123"),
        (1.23456, "auto", "1.23"),
        (0.999999, "auto", "1.00"),
        (None, "auto", "not known"),
        (math.nan, "two", "not known"),
        (math.inf, "auto", "no limit"),
        ("2025-12-17", "text", "2025-12-17"),
    ],
)
def test_show(value: object, style: str, shown: str) -> None:
    assert show(value, style) == shown


def test_a_share_is_kept_as_the_percentage_that_is_shown() -> None:
    ledger = Ledger("t1")
    figure = ledger.figure("share", 0.1234, BASIS, style="percent")
    assert figure.shown == "12"
    assert ledger.traces["t1.share"].value == pytest.approx(12.34)
    assert ledger.traces["t1.share"].unit == "%"


def test_numpy_values_become_plain_and_nan_becomes_none() -> None:
    ledger = Ledger("t1")
    ledger.figure("a", np.float64(2.5), BASIS)
    ledger.figure("b", np.float64("nan"), BASIS)
    assert type(ledger.traces["t1.a"].value) is float
    assert ledger.traces["t1.b"].value is None


def test_a_name_is_entered_once() -> None:
    ledger = Ledger("t1")
    ledger.figure("a", 1.0, BASIS)
    ledger.figure("a", 1.0, BASIS)
    with pytest.raises(UsageError, match=r"t1\.a"):
        ledger.figure("a", 2.0, BASIS)


def test_origins_are_sorted_and_united() -> None:
    ledger = Ledger("t1")
    ledger.figure("a", 1.0, BASIS)
    assert ledger.origin_ids == ("o1", "o2")


def test_a_phrase_wants_exactly_its_figures() -> None:
    figure = Ledger("t1").figure("a", 3, BASIS, style="count")
    assert phrase("there are {n}", n=figure).text == "there are 3"
    with pytest.raises(UsageError, match="wants the figures"):
        phrase("there are {n}", m=figure)
