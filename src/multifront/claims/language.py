"""The claim language: an assessment file read into typed claims, with all problems of the file and their lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from multifront.claims.hypotheses import Hypotheses, cross_problems
from multifront.claims.plug_ins import known_kinds
from multifront.domain.located import Located, parse_located
from multifront.errors import FileProblems, Problem, UsageError, unknown_name

SHIPPED = resources.files("multifront") / "assessments"
NEXT_STEP = "list them: multifront claims kinds"


Day = Annotated[
    str,
    BeforeValidator(lambda v: v.isoformat() if isinstance(v, date) else str(v)),
    Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$|^unknown: .+"),
]
"""A year, month or day as far as it is known, or `unknown: <reason>`."""


class _Entry(BaseModel):
    """Strict base: a misspelt key is a problem, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Document(_Entry):
    """The text whose claims are judged."""

    title: str = Field(min_length=3)
    publisher: str = Field(min_length=2)
    published: Day
    link: str = "unknown: link not kept"
    text_sha256: str = Field(
        default="", pattern=r"^([0-9a-f]{64})?$", description="of the plain text that spans count in"
    )

    @property
    def citation(self) -> str:
        """One line that a reader can cite."""
        link = "" if self.link.startswith("unknown: ") else f" {self.link}"
        published = "day not known" if self.published.startswith("unknown: ") else self.published
        publisher = "Publisher not known" if self.publisher.startswith("unknown: ") else self.publisher
        stop = "" if self.title.endswith(("?", "!", ".")) else "."
        return f"{publisher} ({published}). {self.title}{stop}{link}"


class ClaimEntry(_Entry):
    """One claim: what is asserted, by whom, which test judges it, and what would count against it."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,15}$")
    text: str = Field(min_length=10)
    speaker: str = Field(min_length=3)
    said_on: Day
    quotation: str = Field(default="", max_length=200)
    kind: str
    test: str = Field(min_length=10, description="the test in plain words, for readers")
    parameters: dict[str, Any] = Field(alias="with")
    against: list[str] = Field(min_length=1, description="what would count against the claim")
    caveats: list[str] = Field(default_factory=list, description="what a reader must know first, most important first")
    part: str = Field(default="", description="which part of a wider claim is judged, where it is not all of it")
    spans: list[tuple[int, int]] = Field(default_factory=list, description="where the document's text makes the claim")


class NotJudgedEntry(_Entry):
    """A claim of the document that is not judged yet, and why."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,15}$")
    text: str = Field(min_length=5)
    why: str = Field(min_length=5)
    spans: list[tuple[int, int]] = Field(default_factory=list, description="where the document's text makes the claim")


class AssessmentFile(_Entry):
    """The whole file as written."""

    assessment: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{1,40}$")
    title: str = Field(min_length=5)
    question: str = Field(min_length=10)
    document: Document
    not_judged: list[NotJudgedEntry] = Field(default_factory=list)
    claims: list[ClaimEntry]
    limits: list[str] = Field(default_factory=list)
    hypotheses: Hypotheses | None = None

    @field_validator("claims")
    @classmethod
    def _something_is_claimed(cls, found: list[ClaimEntry], info: ValidationInfo) -> list[ClaimEntry]:
        if not found and not info.data.get("not_judged", True):
            raise ValueError("holds no claim, and none stands under not_judged; add one")
        return found


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with the parameters of its kind checked and typed."""

    entry: ClaimEntry
    parameters: BaseModel
    line: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """An assessment that passed all checks."""

    id: str
    title: str
    question: str
    document: Document
    claims: tuple[Claim, ...]
    not_judged: tuple[NotJudgedEntry, ...]
    limits: tuple[str, ...]
    path: str
    hypotheses: Hypotheses | None = None


def load(path: str | Path) -> Assessment:
    """Read an assessment file, or a shipped assessment by its name, and check it whole.

    Args:
        path: a YAML file, or the name of a shipped assessment (`taiwan-2025`).

    Returns:
        The assessment with typed parameters for each claim.

    Raises:
        UsageError: there is no such file and no shipped assessment of that name, or it is not UTF-8 text.
        FileProblems: anything in it is wrong; all problems are named, with their lines.

    Example:
        >>> from multifront.claims import load
        >>> [claim.entry.id for claim in load("taiwan-2025").claims]
        ['t1', 't2', 't3', 't4a', 't4b', 't5', 't6', 't7', 't8', 't9', 't10', 't11', 't12', 't13', 't14']
    """
    file = Path(path)
    if file.is_file():
        return read_text(_text(file), str(path))
    names = shipped_assessments()
    if str(path) in names:
        return read_text((SHIPPED / f"{path}.yaml").read_text(encoding="utf-8"), f"{path}.yaml")
    raise UsageError(
        unknown_name("assessment", str(path), names, "or give the path of a YAML file; see docs/claims.md")
    )


def shipped_assessments() -> list[str]:
    """Names of the assessments that the package ships, sorted.

    Args:
        None.

    Returns:
        Names that `load` takes.

    Raises:
        Nothing of its own.
    """
    return sorted(Path(item.name).stem for item in SHIPPED.iterdir() if item.name.endswith(".yaml"))


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {str(file)!r} as UTF-8 text: {error}; save it as UTF-8 YAML") from error


def read_text(text: str, name: str) -> Assessment:
    """Check the text of an assessment file; `name` is how errors call it."""
    located = parse_located(text, name)
    problems = list(located.problems)
    if not isinstance(located.value, dict):
        problems.append(Problem(1, "file", "holds no mapping; begin with `assessment: <id>`"))
        raise FileProblems(name, problems)
    entries = _validated(located, problems)
    claims = _typed_claims(located, problems)
    problems += _repeated_ids(located)
    if entries is not None and entries.hypotheses is not None:
        problems += cross_problems(entries.hypotheses, {one.id: one for one in entries.claims}, located)
    if problems or entries is None:
        raise FileProblems(name, problems)
    return Assessment(
        entries.assessment,
        entries.title,
        entries.question,
        entries.document,
        tuple(claims),
        tuple(entries.not_judged),
        tuple(entries.limits),
        name,
        entries.hypotheses,
    )


def _validated(located: Located, problems: list[Problem]) -> AssessmentFile | None:
    try:
        return AssessmentFile.model_validate(located.value)
    except ValidationError as error:
        problems += validation_problems(error, located)
        return None


def validation_problems(error: ValidationError, located: Located, prefix: tuple[str | int, ...] = ()) -> list[Problem]:
    """Pydantic's findings in our shape: line, path, what is wrong and what was found."""
    found = []
    for item in error.errors():
        path = prefix + tuple(item["loc"])
        what = item["msg"][:1].lower() + item["msg"][1:]
        if item["type"] == "extra_forbidden":
            what = "is not a known key here; remove it or correct its spelling"
        elif item["type"] == "missing":
            what = "is missing; add it"
        else:
            what = f"{what}; found {item['input']!r}"
        found.append(Problem(located.line(path), ".".join(str(p) for p in path), what))
    return found


def _typed_claims(located: Located, problems: list[Problem]) -> list[Claim]:
    typed = []
    raw = located.value.get("claims")
    for index, item in enumerate(raw if isinstance(raw, list) else []):
        if not isinstance(item, dict) or not isinstance(item.get("kind"), str):
            continue
        path: tuple[str | int, ...] = ("claims", index)
        kind = known_kinds().get(item["kind"])
        if kind is None:
            line = located.line((*path, "kind"))
            place = f"claim {item.get('id', index + 1)}, line {line}"
            what = unknown_name("kind", item["kind"], sorted(known_kinds()), NEXT_STEP, where=place)
            problems.append(Problem(line, f"claims.{index}.kind", what))
            continue
        try:
            parameters = kind.parameters.model_validate(item.get("with") or {})
            typed.append(Claim(ClaimEntry.model_validate(item), parameters, located.line(path)))
        except ValidationError as error:
            if error.title == kind.parameters.__name__:
                problems += validation_problems(error, located, (*path, "with"))
    return typed


def _repeated_ids(located: Located) -> list[Problem]:
    seen: dict[str, int] = {}
    problems = []
    for section in ("claims", "not_judged"):
        items = located.value.get(section)
        for index, item in enumerate(items if isinstance(items, list) else []):
            if not isinstance(item, dict) or not isinstance(item.get("id"), str):
                continue
            line = located.line((section, index, "id"))
            if item["id"] in seen:
                what = f"id {item['id']!r} already stands on line {seen[item['id']]}; every claim needs its own"
                problems.append(Problem(line, f"{section}.{index}.id", what))
            seen.setdefault(item["id"], line)
    return problems
