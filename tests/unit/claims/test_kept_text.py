"""What is kept comes back as it was, to the type; a text that names anything else is refused and runs nothing."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import pytest

from multifront.claims.kept_text import as_text, from_text
from multifront.claims.kind import Finding
from multifront.claims.kinds.coincidence import CoincidenceParameters
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.domain import Phrase, Selection


@dataclass
class Foreign:
    """A type of a plug-in."""

    number: int = 1


VALUES = [
    None, True, 1, -0.0, 0.1, 1e308, "text", "ünï\n\"'", (), (1, (2.5, "x")), [1, [2]], {"a": 1, 2: (3,)}, {},
    {"of": "x", "is": 1}, {"dict": 1}, {3, 1}, frozenset({"b"}), frozenset({2, 1}), date(2020, 2, 29), 2**70,
    np.float64(0.1), np.int64(3), np.bool_(True), np.datetime64("2020-01-01"), np.str_("abc"),
    Phrase("no number"),
]  # fmt: skip
ARRAYS = [
    np.arange(6.0).reshape(2, 3), np.array([], dtype=np.int64), np.array([True, False]),
    np.array(["2020-01-01", "NaT"], dtype="datetime64[D]"), np.array(["CHN", "R"]), np.asfortranarray(np.eye(3)[:, :2]),
    np.array(5.0),
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_comes_back_with_its_type(value: object) -> None:
    found = from_text(as_text(value))
    assert type(found) is type(value)
    assert repr(found) == repr(value)


@pytest.mark.parametrize("value", ARRAYS, ids=lambda one: f"{one.dtype}{one.shape}")
def test_an_array_comes_back_bit_by_bit(value: np.ndarray) -> None:
    found = from_text(as_text(value))
    assert (found.dtype, found.shape, found.tobytes()) == (value.dtype, value.shape, value.tobytes())
    found.flat[:0] = 0  # may be written to, as the first one


def test_strange_floats_come_back() -> None:
    found = from_text(as_text((math.nan, math.inf, -math.inf)))
    assert math.isnan(found[0])
    assert found[1:] == (math.inf, -math.inf)


def test_a_finding_comes_back_with_a_ledger_that_can_go_on() -> None:
    ledger = Ledger("c1")
    rows = Selection("event", "q", ("e1",), 1, ("o:1",), date(2020, 1, 1), "f")
    figure = ledger.figure("rate", 1.5, Basis("how", (rows,), ("o:2",), 3))
    finding = Finding(ledger, outcome=(np.eye(2), figure), p_value=0.25, reasons=[phrase("is {rate}", rate=figure)])
    found = from_text(as_text(finding))
    assert as_text(found) == as_text(finding)
    assert found.ledger.traces == ledger.traces
    assert found.ledger.figure("more", 2, Basis("how")).trace_id == "c1.more"
    assert "c1.more" not in ledger.traces


@pytest.mark.parametrize(
    "value", [lambda: 1, Foreign(), datetime(2020, 1, 1), np.array([None]), Foreign, b"x", (1, {"a": [Foreign()]})]
)
def test_other_types_are_not_kept(value: object) -> None:
    with pytest.raises(TypeError, match="is not kept"):
        as_text(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"no": 1}',
        '{"dict": 1}',
        '{"dict": [[1]]}',
        '{"a": 1, "b": 2}',
        '{"date": "2020-13-01"}',
        "{}",
        '{"set": [{"list": []}]}',
        '{"array": "|O", "shape": [1], "bytes": ""}',
        '{"array": "<f8", "shape": [2], "bytes": ""}',
        '{"array": "<f8", "shape": null, "bytes": ""}',
        '{"array": "<f8", "shape": [1], "bytes": "?"}',
        '{"of": "os:system", "is": {}}',
        '{"of": "subprocess:Popen", "is": {"args": "true"}}',
        '{"of": "multifront.cli:main", "is": {}}',
        '{"of": "multifront.claims.kind:KindOfClaim", "is": {}}',
        '{"of": "multifront.claims.kind:nothing", "is": {}}',
        '{"of": "multifront.claims.none:Finding", "is": {}}',
        '{"of": "multifront.claims.kinds.rate_change:date", "is": {}}',
        '{"of": "multifront.claims.judging:Finding", "is": {}}',
        '{"of": "multifront.domain.trace:Figure", "is": {"shown": "1"}}',
        '{"of": 1, "is": {}}',
        "[" * 100_000,
    ],
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        from_text(text)


def test_a_strange_mark_in_data_stays_data() -> None:
    text = as_text({"of": "os:system", "is": {"command": "x"}})
    assert json.loads(text) == {"dict": [["of", "os:system"], ["is", {"dict": [["command", "x"]]}]]}
    assert from_text(text) == {"of": "os:system", "is": {"command": "x"}}


def test_parameters_of_a_kind_come_back() -> None:
    given = CoincidenceParameters(
        follower="a",
        leader="b",
        windows_days=[3, 7],
        primary_window_days=7,
        smallest_effect_of_interest=0.3,
        shortest_span_days=730,
    )
    found = from_text(as_text(given))
    assert found == given
    assert repr(found) == repr(given)
