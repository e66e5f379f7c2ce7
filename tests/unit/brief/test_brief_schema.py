"""The JSON Schema: real and made-up briefs satisfy it, broken ones do not, and the published copy is the code's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.golden.sample_brief import sample_brief

from multifront.brief.schema import schema
from multifront.workbench import briefs

PUBLISHED = Path(__file__).parents[3] / "docs" / "brief.schema.json"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(schema())
    return Draft202012Validator(schema())


def test_sample_brief_satisfies_it(validator: Draft202012Validator) -> None:
    assert [error.message for error in validator.iter_errors(json.loads(sample_brief().json_text()))] == []


def test_real_briefs_satisfy_it(validator: Draft202012Validator, real_briefs: dict[str, Any]) -> None:
    for brief in real_briefs.values():
        assert [error.message for error in validator.iter_errors(json.loads(brief.json_text()))] == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda brief: brief.pop("traces"),
        lambda brief: brief.update(mood="good"),
        lambda brief: brief["claims"][0].update(verdict="probably"),
        lambda brief: brief["claims"][0]["headline"].pop("figures"),
        lambda brief: brief["run"].update(seed="seven"),
        lambda brief: brief["origins"].update(x={"id": "x"}),
    ],
)
def test_broken_briefs_do_not(validator: Draft202012Validator, spoil: Any) -> None:
    brief = json.loads(sample_brief().json_text())
    spoil(brief)
    assert not validator.is_valid(brief)


def test_published_copy_is_that_of_the_code() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == briefs.schema_text()
