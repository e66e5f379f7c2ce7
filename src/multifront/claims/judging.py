"""Judging an assessment: measure every claim, correct for their number, decide, and hand back verdicts with traces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from multifront.claims.kind import Context, Decision, Finding
from multifront.claims.language import Assessment, Claim
from multifront.claims.ledger import Basis, phrase
from multifront.claims.minds import minds_of
from multifront.claims.plug_ins import known_kinds
from multifront.claims.specifications import enter_curve
from multifront.contingency import load as load_scenario
from multifront.domain import Evidence, Phrase, TestLine, Verdict
from multifront.errors import UsageError
from multifront.timing import false_discovery_rate


class Shelf(Protocol):
    """Where results are kept between runs. What it gives must be what judging the claim here and now would give."""

    def take(self, claim: Claim) -> Verdict | Finding | None:
        """What is kept of a claim: its verdict, or of a claim with a p its finding; None where nothing is."""

    def keep(self, claim: Claim, given: Verdict | Finding) -> None:
        """Keep what was found. The finding is not decided yet: its verdict waits for the p of the other claims."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to judge: seed of everything random, draws of a simulation, who hears of progress, what is kept where.

    `shared` keeps what claims ask for more than once, so that whoever judges may go on with it.
    """

    seed: int = 0
    draws: int = 10_000
    load_scenario: Callable[[str], Any] = load_scenario
    progress: Callable[[str], None] = lambda _: None
    shelf: Shelf | None = None
    shared: dict[Any, Any] = field(default_factory=dict)

    def context(self, evidence: Evidence) -> Context:
        """What kinds may use."""
        return Context(evidence, self.seed, self.draws, self.load_scenario, self.progress, self.shared)


def judge(assessment: Assessment, evidence: Evidence, options: Options | None = None) -> list[Verdict]:
    """Judge every claim of an assessment against evidence.

    p-values of the claims' tests are corrected together by Benjamini-Hochberg; a verdict uses q, a brief shows both.
    Tests with too few data to decide, whatever these show, have no p here and correct no other; m is the rest.

    Args:
        assessment: a checked assessment, from `load`.
        evidence: a store cut at its `as_of`.
        options: seed, draws, scenario loader, progress, shelf; the defaults when left out.

    Returns:
        One verdict a claim, in the order of the file.

    Raises:
        EvidenceError: a stream, series or origin that a claim names does not exist.
        UsageError: a claim names something that cannot be read, such as an unknown scenario.

    Assumes:
        That the claims of one assessment are one family of tests. Splitting a file in two makes the correction milder.

    References:
        Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57(1), 289-300.

    Example:
        >>> from dataclasses import replace
        >>> import multifront as mf
        >>> assessment = mf.claims.load("axis-2024")
        >>> rate_only = replace(assessment, claims=[one for one in assessment.claims if one.entry.id == "a9"])
        >>> [verdict.verdict for verdict in mf.claims.judge(rate_only, mf.open_evidence())]
        ['partly supported']
    """
    options = options or Options()
    context = options.context(evidence)
    found = [_kept(claim, context, options) or _measured(claim, context, options) for claim in assessment.claims]
    q_values = _q_values(found)
    tested = sum(q is not None for q in q_values)
    return [
        one if isinstance(one, Verdict) else _verdict(claim, one, (q, tested))
        for claim, one, q in zip(assessment.claims, found, q_values, strict=True)
    ]


def _kept(claim: Claim, context: Context, options: Options) -> Verdict | Finding | None:
    kept = None if options.shelf is None else options.shelf.take(claim)
    if kept is not None:
        context.progress(f"{claim.entry.id}: as judged before; nothing that it rests on changed")
    return kept


def _measured(claim: Claim, context: Context, options: Options) -> Verdict | Finding:
    """The finding of a claim with a p, whose verdict waits for the p of the others; of any other claim the verdict."""
    context.progress(f"{claim.entry.id}: {claim.entry.test}")
    finding = known_kinds()[claim.entry.kind].measure(claim.entry.id, claim.parameters, context)
    found = finding if finding.p_value is not None else _verdict(claim, finding, (None, 0))
    if options.shelf is not None:
        options.shelf.keep(claim, found)
    return found


def _q_values(findings: Sequence[Verdict | Finding]) -> list[float | None]:
    tested = [f.p_value for f in findings if f.p_value is not None]
    corrected = iter(false_discovery_rate(tested)) if tested else iter(())
    return [None if f.p_value is None else float(next(corrected)) for f in findings]


def _verdict(claim: Claim, finding: Finding, corrected: tuple[float | None, int]) -> Verdict:
    q_value, tested = corrected
    finding.q_value = q_value
    if finding.refusal is not None:
        decision = Decision("cannot be tested", "high", finding.refusal)
    else:
        decision = known_kinds()[claim.entry.kind].decide(finding, claim.parameters, q_value)
        _refuse_strange(claim, decision)
    _enter_p_and_q(finding, q_value, tested)
    figure, flips = enter_curve(finding.ledger, finding.curve)
    minds = minds_of(known_kinds()[claim.entry.kind], finding, claim.parameters, decision.verdict)
    return Verdict(
        claim_id=claim.entry.id,
        verdict=decision.verdict,
        confidence=decision.confidence,
        headline=decision.headline,
        reasons=tuple(finding.reasons),
        test_lines=(*finding.test_lines, *flips),
        pictures=(*finding.pictures, *figure),
        exhibits=tuple(finding.exhibits),
        caveats=(
            *(Phrase(text.replace("{", "{{").replace("}", "}}")) for text in claim.entry.caveats),
            *finding.caveats,
        ),
        traces=dict(finding.ledger.traces),
        origin_ids=finding.ledger.origin_ids,
        p_value=finding.p_value,
        q_value=q_value,
        assumptions=tuple(finding.assumptions),
        headlined=finding.headlined,
        assumed=finding.assumed,
        flips=minds.flips,
        watch=minds.watch,
    )


def _refuse_strange(claim: Claim, decision: Decision) -> None:
    """A kind may give only the verdicts that it says it can give: so timing alone never says more than it may."""
    valid = known_kinds()[claim.entry.kind].about.verdicts
    if decision.verdict not in valid:
        raise UsageError(
            f"kind {claim.entry.kind!r} gave {decision.verdict!r} for claim {claim.entry.id}; valid for it: "
            f"{', '.join(valid)}; next: mend the kind, or what its `about` says"
        )


def _enter_p_and_q(finding: Finding, q_value: float | None, tested: int) -> None:
    if finding.p_value is None or q_value is None:
        return
    correction = Basis("timing.false_discovery_rate(p of the assessment's tests that could decide, method='bh')")
    count = finding.ledger.figure("q_tests", tested, correction, style="count")
    which = "the {count} tests that could decide" if tested > 1 else "{count} test, the only one that could decide"
    note = phrase(f"corrected for {which} (Benjamini-Hochberg)", count=count)
    figure = finding.ledger.figure("q_value", q_value, correction, style="p")
    finding.test_lines.append(TestLine("q of the claim's test", figure, "", note))
