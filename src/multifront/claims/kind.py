"""What a kind of claim is: typed parameters, a measurement that may fail, and a decision once q is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict

from multifront.claims.ledger import Ledger
from multifront.claims.specifications import SpecificationCurve
from multifront.domain import VERDICTS, Evidence, Exhibit, Phrase, Picture, TestLine


class Parameters(BaseModel):
    """Strict base of the parameters of a kind."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


@dataclass(frozen=True, slots=True)
class Context:
    """What a kind may use: the evidence at its cut, the seed, the number of draws, where scenarios are, progress.

    `shared` is what claims of one assessment ask for more than once, such as the run of a scenario; a kind that keeps
    something there names it by all that it depends on.
    """

    evidence: Evidence
    seed: int
    draws: int
    load_scenario: Callable[[str], Any]
    progress: Callable[[str], None]
    shared: dict[Any, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Finding:
    """What a measurement gives before the decision: numbers entered, pictures, rows, and the p-value if it has one.

    `outcome` holds the kind's own result for its `decide`; `refusal` is the reason why nothing could be tested.
    `curve` holds every declared way to test the claim. `q_value` is p as corrected with all tests of the assessment,
    known once all are measured. `headlined` is False where the claim must stay out of the bottom
    line of a brief; `assumed` is True where assumptions rather than sources drive the result, which then is marked.
    """

    ledger: Ledger
    outcome: Any = None
    p_value: float | None = None
    q_value: float | None = None
    refusal: Phrase | None = None
    reasons: list[Phrase] = field(default_factory=list)
    test_lines: list[TestLine] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    exhibits: list[Exhibit] = field(default_factory=list)
    caveats: list[Phrase] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)
    headlined: bool = True
    assumed: bool = False
    curve: SpecificationCurve | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict, how sure we are, and the sentence that says it."""

    verdict: str
    confidence: str
    headline: Phrase


RestsOn = Literal["effect", "figures", "rows", "model", "nothing"]
"""What a verdict rests on: a tested effect, compared figures, named rows, a model's runs, or nothing that tests."""


@dataclass(frozen=True, slots=True)
class About:
    """What a kind says of itself, for the page of kinds and for the rules that hold over all of them.

    `question` is what it asks, `verdicts` are all that it can give, `against` says what would count against such a
    claim. `interest` says where the smallest effect of interest stands, or why there is none. `curve` says what the
    specification curve crosses, or `none: ` and why the kind has none.
    """

    question: str
    rests_on: RestsOn
    against: tuple[str, ...]
    interest: str
    verdicts: tuple[str, ...] = VERDICTS
    curve: str = "none: the kind does not say why"


class KindOfClaim(Protocol):
    """What a family module in `claims.kinds`, or a plug-in, provides."""

    @property
    def name(self) -> str:
        """The name under which files ask for it."""

    @property
    def parameters(self) -> type[Parameters]:
        """The typed parameters of `with`."""

    @property
    def about(self) -> About:
        """What it asks, what it rests on, which verdicts it can give, what counts against."""

    def measure(self, claim_id: str, parameters: Any, context: Context) -> Finding:
        """Look at the evidence and enter all numbers; no verdict yet."""

    def decide(self, finding: Finding, parameters: Any, q_value: float | None) -> Decision:
        """The verdict by the written rules, with q over the tests of the assessment that could decide."""
