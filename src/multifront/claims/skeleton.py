"""A commented assessment file to begin with, valid as it stands. Reads kinds and examples, writes no file."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from typing import Any

import yaml
from pydantic import BaseModel

from multifront.claims.language import SHIPPED, shipped_assessments
from multifront.claims.parameter_words import ParameterWords, words_of
from multifront.claims.plug_ins import known_kinds
from multifront.errors import UsageError, unknown_name

HEAD = """\
# An assessment: a document, its claims in your own words, and how each is judged. Everything behind # is a comment.
# Check it:    multifront claims check {file}
# Brief it:    multifront brief {file} --out briefs/
# The words:   docs/guide.md, docs/claims.md, docs/kinds.md
assessment: my-assessment            # a short name: small letters, digits, dashes
title: What does public evidence say?
question: Somebody made claims. Which of them does public evidence bear out?
document:
  title: The document that makes the claims
  publisher: Who published it
  published: "2025-01-01"            # a day, a month, a year, or "unknown: why"
  # link: https://...

# What is not judged, and why: every claim of the document stands somewhere.
not_judged:
  - {{id: n1, text: A claim that nothing here can judge yet, why: say what is missing}}

claims:
"""
CLAIM = """\
  - id: c{number}                              # letters and digits, once in the file
    text: {text}
    speaker: who said it
    said_on: "2025-01-01"
    # quotation: a few words of the original, with the speaker above
    kind: {kind}
    # {question} Can give: {verdicts}.
    test: Say in plain words what is looked at, and what would decide it.
    # Fix periods, windows and the smallest effect of interest before you look; whatever else you try belongs here.
    # Smallest effect of interest: {interest}.
    with:
{parameters}
    against:                             # what would count against the claim
{against}
"""


def skeleton(kinds: Sequence[str], file: str = "my-claims.yaml") -> str:
    """The text of a commented assessment with one claim of each kind named; it passes `claims check` as it stands.

    Args:
        kinds: names of kinds, in the order wanted.
        file: name of the file, for the commands in its head.

    Raises:
        UsageError: an unknown kind, none at all, or one of a plug-in, for which no example is known.
    """
    if not kinds:
        raise UsageError("no kind was asked for; valid: one or more; next: --kind rate_change")
    claims = [_claim(number, name) for number, name in enumerate(kinds, start=1)]
    return HEAD.format(file=file) + "\n".join(claims)


def example_of(kind: str) -> dict[str, Any]:
    """A claim of this kind that is valid on the shipped evidence: from a shipped assessment, else from our examples.

    Args:
        kind: name of a kind.

    Returns:
        A mapping with `text`, `against` and `with`.

    Raises:
        UsageError: the kind is unknown, or has no example.
    """
    if kind not in known_kinds():
        raise UsageError(unknown_name("kind", kind, sorted(known_kinds()), "list them: multifront claims kinds"))
    own = _examples()
    if kind in own:
        return own[kind]
    for name in shipped_assessments():
        content = yaml.safe_load((SHIPPED / f"{name}.yaml").read_text(encoding="utf-8"))
        for claim in content["claims"]:
            if claim["kind"] == kind:
                return dict(claim)
    raise UsageError(
        f"kind {kind!r} comes from a plug-in and has no example here; valid: {', '.join(sorted(own))}, ...; "
        "next: see the documentation of the plug-in"
    )


def _examples() -> dict[str, dict[str, Any]]:
    text = (resources.files("multifront") / "claims" / "examples.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return found


def _claim(number: int, name: str) -> str:
    about, example = known_kinds()[name].about if name in known_kinds() else None, example_of(name)
    assert about is not None
    return CLAIM.format(
        number=number,
        kind=name,
        text=_scalar(example["text"]),
        question=about.question,
        verdicts=", ".join(about.verdicts),
        interest=about.interest,
        parameters=_parameters(known_kinds()[name].parameters, example["with"]),
        against="\n".join(f"      - {_scalar(text)}" for text in example["against"]),
    )


def _parameters(model: type[BaseModel], values: dict[str, Any]) -> str:
    """Every given parameter below its meaning; optional ones that the example leaves out as comments."""
    lines = []
    for words in words_of(model):
        if "." in words.path:
            continue
        lines.append(f"      # {_meaning(words)}")
        if words.path in values:
            lines += _dumped(words.path, values[words.path])
        else:
            lines[-1] = f"      # {words.path}: {_meaning(words)}"
    return "\n".join(lines)


def _meaning(words: ParameterWords) -> str:
    need = "needed" if words.needed else f"may be left out (then {words.default})"
    return f"{words.meaning or words.path} ({words.type}; {need})"


def _dumped(name: str, value: Any) -> list[str]:
    if not isinstance(value, dict | list):
        return [f"      {name}: {_scalar(value)}"]
    text = yaml.safe_dump({name: value}, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None)
    return [f"      {line}" for line in text.rstrip().splitlines()]


def _scalar(value: Any) -> str:
    """A text, number or day as YAML on one line, quoted where it must be."""
    dumped = yaml.safe_dump(value, allow_unicode=True, width=100_000).strip()
    return dumped.removesuffix("...").strip()
