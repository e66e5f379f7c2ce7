"""Intervals of a written brief, for numbers of a scenario."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from multifront.contingency import ClaimNumber
from multifront.errors import UsageError
from multifront.workbench.claim_numbers import claim_numbers

TRACES = {
    "t7.ratio_low": {"value": 0.4, "unit": ""},
    "t7.ratio_high": {"value": 9.0, "unit": ""},
    "t7.rate_ratio": {"value": 2.0},
    "t8.excess": {"value": 3.0},
    "t8.excess_low": {"value": 1.0, "unit": "%"},
    "t8.excess_high": {"value": 5.0, "unit": "%"},
    "t9.days_low": {"value": 1.0, "unit": "days"},
    "t9.days_high": {"value": "inf", "unit": "days"},
    "t10.a_low": {"value": 1.0},
    "t10.a_high": {"value": 2.0},
    "t10.b_low": {"value": 3.0},
    "t10.b_high": {"value": 4.0},
    "t10.b_mid": {"value": 3.5},
    "t11.flow": {"value": 3.0},
    "t12.turned_low": {"value": 3.0},
    "t12.turned_high": {"value": 1.0},
}


def brief(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "brief.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_finite_interval_by_claim_and_name(tmp_path: Path) -> None:
    found = claim_numbers(brief(tmp_path, json.dumps({"traces": TRACES})))
    assert found == {
        "t7.ratio": ClaimNumber(0.4, 2.0, 9.0),
        "t7": ClaimNumber(0.4, 2.0, 9.0),
        "t8.excess": ClaimNumber(1.0, 3.0, 5.0, "%"),
        "t8": ClaimNumber(1.0, 3.0, 5.0, "%"),
        "t10.a": ClaimNumber(1.0, None, 2.0),
        "t10.b": ClaimNumber(3.0, 3.5, 4.0),
    }


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"traces": 3}', "not json"])
def test_files_that_are_no_brief(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match="brief"):
        claim_numbers(brief(tmp_path, text))
    with pytest.raises(UsageError, match="cannot be read"):
        claim_numbers(tmp_path / "nowhere.json")
