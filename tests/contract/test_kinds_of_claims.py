"""Rules that hold over all kinds of claims: what they say of themselves, their page, cases, and what timing allows."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from typing import get_args

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from tests.contract.source_tree import ROOT

from multifront.claims import kind_pages
from multifront.claims.kind import About, KindOfClaim, RestsOn
from multifront.claims.kinds import KINDS
from multifront.claims.minds import REASONS, ChangesItsMind
from multifront.claims.parameter_words import words_of
from multifront.domain import VERDICTS

PAGE = ROOT / "docs" / "kinds.md"
RULES = ROOT / "docs" / "claims.md"
CASES = ROOT / "tests" / "unit" / "claims"
TIMING = ("coincidence", "simultaneity", "opportunism")
"""Kinds that judge by when acts happen."""

STATED_BY_THE_CLAIM = {"quantity": ("low", "high"), "scenario_outcome": ("share_of_draws",)}
"""Kinds whose claim states itself what must be reached, such as a range, so that nobody can choose a smaller one."""

ALL = [pytest.param(kind, id=name) for name, kind in sorted(KINDS.items())]


def cases_of(kind: KindOfClaim) -> str:
    """The text of the pytest modules that judge claims of this kind."""
    asked = re.compile(rf"""["']{kind.name}["']""")
    texts = [path.read_text(encoding="utf-8") for path in sorted(CASES.glob("test_kind*.py"))]
    return "\n".join(text for text in texts if asked.search(text))


def interests(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    """Parameters that hold a smallest effect of interest, nested ones too."""
    found = []
    for name, info in model.model_fields.items():
        if name.startswith("smallest_"):
            found.append((name, info))
        for inner in _models(info.annotation):
            found += interests(inner)
    return found


def _models(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type):
        return [annotation] if issubclass(annotation, BaseModel) else []
    return [model for inside in get_args(annotation) for model in _models(inside)]


def test_the_page_of_kinds_is_made_from_the_code() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text == kind_pages.page(), "next: .venv/bin/python -m multifront.claims.kind_pages > docs/kinds.md"
    assert re.findall(r"^## (\w+)$", text, re.MULTILINE) == sorted(KINDS)


@pytest.mark.parametrize("kind", ALL)
def test_a_kind_says_what_it_asks_and_what_counts_against_it(kind: KindOfClaim) -> None:
    about = kind.about
    assert isinstance(about, About)
    assert about.question.endswith("?")
    assert about.rests_on in get_args(RestsOn)
    assert about.against
    assert all(len(text) > 10 for text in about.against)
    assert set(about.verdicts) <= set(VERDICTS)
    assert "cannot be tested" in about.verdicts, "every kind must be able to say that it cannot tell"
    assert (type(kind).__doc__ or "").strip()


@pytest.mark.parametrize("kind", ALL)
def test_every_parameter_has_a_type_and_a_meaning(kind: KindOfClaim) -> None:
    words = words_of(kind.parameters)
    assert words
    silent = [one.path for one in words if not one.meaning or not one.type]
    assert not silent, f"{kind.name}: parameters without a meaning: {silent}"


@pytest.mark.parametrize("kind", ALL)
def test_a_kind_has_a_specification_curve_or_says_why_it_has_none(kind: KindOfClaim) -> None:
    """What `about` says of the curve is what the module of the kind does."""
    draws = "finding.curve = " in inspect.getsource(sys.modules[type(kind).__module__])
    said = kind.about.curve
    if said.startswith("none: "):
        assert not draws, f"{kind.name} draws a curve and says that it has none"
        assert "does not say" not in said
    else:
        assert draws, f"{kind.name} says that its curve crosses {said!r}, and draws none"


@pytest.mark.parametrize("kind", ALL)
def test_a_kind_says_what_would_change_its_verdict_or_why_nothing_is_computed(kind: KindOfClaim) -> None:
    computes, excused = isinstance(kind, ChangesItsMind), kind.name in REASONS
    assert computes or excused, f"{kind.name} needs `would_change`, or a reason in claims/minds.py"


@pytest.mark.parametrize("kind", ALL)
def test_its_rules_stand_in_words_in_the_page_of_claims(kind: KindOfClaim) -> None:
    assert f"\n**{kind.name}**: " in RULES.read_text(encoding="utf-8"), f"docs/claims.md does not tell of {kind.name}"


@pytest.mark.parametrize("kind", ALL)
def test_supported_and_contradicted_need_a_smallest_effect_of_interest(kind: KindOfClaim) -> None:
    """An effect, a comparison and a model need one that is above zero and has no default; ledgers count speakers."""
    about, found = kind.about, interests(kind.parameters)
    if about.rests_on in ("rows", "nothing"):
        assert not found
        assert about.interest.startswith("none: ")
        return
    if kind.name in STATED_BY_THE_CLAIM:
        stated = STATED_BY_THE_CLAIM[kind.name]
        assert all(kind.parameters.model_fields[name].is_required() for name in stated)
        assert all(f"`{name}`" in about.interest for name in stated)
        return
    assert found, f"{kind.name} gives verdicts on an effect and asks for no smallest effect of interest"
    for name, info in found:
        assert info.is_required(), f"{kind.name}.{name} has a default: it must be stated beforehand"
        least = [getattr(item, "gt", getattr(item, "ge", None)) for item in info.metadata]
        assert any(value is not None and value >= 0 for value in least), f"{kind.name}.{name} may be negative"
        assert f"`{name}`" in about.interest or "smallest change" in about.interest


@pytest.mark.parametrize("kind", ALL)
def test_a_kind_that_tests_nothing_gives_no_other_verdict(kind: KindOfClaim) -> None:
    nothing = kind.about.rests_on == "nothing"
    assert (kind.about.verdicts == ("cannot be tested",)) == nothing


def test_timing_alone_supports_nothing() -> None:
    """Simultaneity and opportunism never support; coincidence does so only beside a declared plan."""
    assert {name for name in TIMING if "supported" in KINDS[name].about.verdicts} == {"coincidence"}
    assert "declared_plan" in KINDS["coincidence"].parameters.model_fields
    assert KINDS["coincidence"].parameters.model_fields["declared_plan"].get_default(call_default_factory=True) == []


def test_no_verdict_is_the_word_coordinated() -> None:
    assert not any("coordinat" in word for word in VERDICTS)


@pytest.mark.parametrize("kind", ALL)
def test_three_cases_at_least_holds_does_not_hold_evidence_missing(kind: KindOfClaim) -> None:
    text = cases_of(kind)
    tests = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    assert len(tests) >= 3, f"{kind.name} has {len(tests)} cases in {CASES.name}/test_kind*.py"
    assert "cannot be tested" in text
    can = kind.about.verdicts
    if any(word in can for word in ("supported", "partly supported")):
        assert re.search(r'"(partly )?supported"', text), f"no case of {kind.name} holds"
    against = [word for word in ("not supported", "contradicted") if word in can]
    if against:
        assert any(f'"{word}"' in text for word in against), f"no case of {kind.name} does not hold"
