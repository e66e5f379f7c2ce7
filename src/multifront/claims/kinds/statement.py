"""The kind `statement`: was it said, by whom and when? Whether what was said is true is never judged here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.ledger_curves import parts_curve
from multifront.claims.kinds.ledger_minds import minds_of_parts
from multifront.claims.kinds.listed import Said
from multifront.claims.kinds.witness_lines import list_rows, report_part, tell_parts, timeline
from multifront.claims.ledger import Ledger, phrase
from multifront.claims.minds import Minds
from multifront.claims.rules import confidence_after
from multifront.claims.standings import Standing, stand, steps_lost, verdict_on_parts
from multifront.claims.witnesses import Testimony, basis_on, hear
from multifront.domain import Evidence


class Saying(Parameters):
    """One thing that somebody is claimed to have said, and the rows that carry or deny it."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="short name, for traces")
    title: str = Field(min_length=3, description="who said what, as readers see it")
    rows: list[Said] = Field(min_length=1, description="rows that carry the words, or deny that they were said")


class StatementParameters(Parameters):
    """The sayings, all of which the claim needs, and the day of the document."""

    stated_on: date = Field(description="day of the document; rows public by then are judged apart")
    sayings: list[Saying] = Field(min_length=1, description="what was said; the claim needs all of them")


@dataclass(frozen=True, slots=True)
class Looked:
    """A saying with its rows, and how it stands now and stood on the day of the document."""

    saying: Saying
    rows: tuple[Testimony, ...]
    now: Standing
    then: Standing


class Statement:
    """Was something said? Two independent carriers show it, one shows it in part.

    A row's `speaker` is left out of the count here: all carriers of one speaker's words would count once.
    """

    name = "statement"
    parameters = StatementParameters
    about = About(
        question="Was it said, by whom and when?",
        rests_on="rows",
        against=("A firm row denies that the words were said, and none carries them.",),
        interest="none: two independent carriers show that words were said",
        curve="rows by the rule, weak rows as firm, and without each independent first speaker in turn",
    )

    def measure(self, claim_id: str, parameters: StatementParameters, context: Context) -> Finding:
        """Look at every saying, count independent carriers, list and draw the rows."""
        finding, evidence = Finding(Ledger(claim_id)), context.evidence
        looked = tuple(_look(saying, parameters.stated_on, evidence) for saying in parameters.sayings)
        rows = [row for one in looked for row in one.rows]
        basis = basis_on("claims.standings: count of sayings by how they stand", rows, evidence)
        finding.outcome = (looked, steps_lost([one.now for one in looked], evidence, contrary=False), basis)
        for one in looked:
            report_part(finding, (one.saying.name, one.saying.title), (one.now, one.then), evidence)
            list_rows(finding, one.saying.title, one.rows)
        timeline(finding, [(one.saying.title, one.rows) for one in looked], parameters.stated_on, evidence)
        finding.curve = parts_curve([one.now for one in looked], [one.then for one in looked], _judge, evidence)
        finding.caveats.append(phrase("That it was said does not make it so: whether it is true is another claim."))
        return finding

    def decide(self, finding: Finding, parameters: StatementParameters, q_value: float | None) -> Decision:
        """As a ledger: every saying needs two independent carriers in firm rows."""
        looked, lost, basis = finding.outcome
        verdict = verdict_on_parts([one.now.word for one in looked], contrary=False)
        sure = "high" if verdict == "cannot be tested" else confidence_after(lost)
        parts = [(one.saying.title, one.now, one.then) for one in looked]
        return Decision(verdict, sure, tell_parts(finding, parts, "sayings", basis))

    def would_change(self, finding: Finding, parameters: StatementParameters, verdict: str) -> Minds:
        """Sayings that firm rows would have to carry or deny."""
        looked = finding.outcome[0]
        return minds_of_parts([one.saying.title for one in looked], [one.now.word for one in looked], _judge, verdict)


def _judge(words: list[str]) -> str:
    """The rule of a ledger; no row speaks against a saying as a whole."""
    return verdict_on_parts(words, contrary=False)


def _look(saying: Saying, stated_on: date, evidence: Evidence) -> Looked:
    carriers = [said.model_copy(update={"speaker": ""}) for said in saying.rows]
    rows = hear(carriers, evidence)
    denying = [one for one in rows if isinstance(one.witness, Said) and one.witness.says == "denies"]
    showing = [one for one in rows if one not in denying]
    return Looked(saying, rows, stand(showing, denying, evidence), stand(showing, denying, evidence, stated_on))
