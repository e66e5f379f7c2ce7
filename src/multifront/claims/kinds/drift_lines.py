"""What the kind `drift` says of its series, of all pairs of states, and of what would change it. Measures nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from multifront.claims.kind import Finding
from multifront.claims.kinds.yearly_lines import entered, slope_lines, too_few, unit_a_year
from multifront.claims.ledger import Basis, phrase
from multifront.claims.minds import Minds, flips_by_part
from multifront.claims.yearly_trends import Trended
from multifront.domain import Phrase, TestLine

if TYPE_CHECKING:
    from multifront.claims.kinds.drift import DriftParameters, Outcome

READS = {
    "as claimed": {"together": "they drew together", "apart": "they drew apart"},
    "other way": {"together": "they drew apart", "apart": "they drew together"},
}


def report_drift(finding: Finding, outcome: Outcome, parameters: DriftParameters) -> None:
    """Every series in a sentence and in the table, the share of all pairs that moved as much, and p of the claim."""
    for item, word, share in zip(outcome.measured, outcome.says, outcome.company, strict=False):
        if not item.test.enough:
            finding.reasons.append(too_few(finding, item))
            continue
        finding.reasons.append(_sentence(finding, item, word, parameters.direction))
        finding.test_lines += slope_lines(finding, item)
        if share is not None:
            basis = Basis("share of all pairs of states with a slope as steep as theirs, least squares",
                          item.values.basis.selections)  # fmt: skip
            shown = finding.ledger.figure(f"{item.asked.name}_company", share, basis, style="percent")
            label = f"{item.asked.title}: all pairs of states that moved as much {parameters.direction}, or more"
            finding.test_lines.append(
                TestLine(label, shown, "%", phrase("a drift that most pairs share is not theirs"))
            )
    if finding.p_value is not None:
        basis = Basis("smallest p of the tested series times their number, at most one (Bonferroni)")
        p = finding.ledger.figure("p_value", finding.p_value, basis, style="p")
        finding.test_lines.append(TestLine("p of the claim, corrected for the number of its series", p, ""))
    finding.caveats.append(
        phrase(
            "One step looks like a steady drift as well, and a slow swing does so often: a walk at random has no trend."
        )
    )
    if len(parameters.states) > 2:
        finding.caveats.append(phrase("The mean over all pairs is tested: single pairs may go the other way."))


def _sentence(finding: Finding, item: Trended, word: str, direction: str) -> Phrase:
    low, high = sorted(item.test.interval)
    said = READS[word][direction] if word in READS else {
        "steady": "a drift that would matter is excluded", "unclear": "its scatter is too wide to tell",
    }[word]  # fmt: skip
    return phrase(
        f"{item.asked.title}, {item.span.label}: {{slope}} {unit_a_year(item)} ({{low}} to {{high}}); {said}.",
        slope=entered(finding.ledger, item, "said_slope", item.test.effect),
        low=entered(finding.ledger, item, "said_low", low),
        high=entered(finding.ledger, item, "said_high", high),
    )


def headline(finding: Finding, says: Sequence[str], parameters: DriftParameters) -> Phrase:
    """How many series moved as claimed, the other way, or not, in one sentence."""
    tested = [word for word in says if word != "too few"]
    basis = Basis("claims.kinds.drift: count of series by what they say")
    counts = {
        name: finding.ledger.figure(f"count_{name}", value, basis, style="count")
        for name, value in (
            ("tested", len(tested)), ("claimed", tested.count("as claimed")),
            ("other", tested.count("other way")), ("steady", tested.count("steady")),
            ("unclear", tested.count("unclear")),
        )
    }  # fmt: skip
    other = "apart" if parameters.direction == "together" else "together"
    return phrase(
        f"{parameters.names}, {parameters.years.label}: of {{tested}} series that could be tested, {{claimed}} drew "
        f"{parameters.direction}, {{other}} {other}, {{steady}} held within what would matter; {{unclear}} scatter too "
        "widely to tell.",
        **counts,
    )


def minds_of_drift(finding: Finding, outcome: Outcome, judge: Callable[[list[str]], str], verdict: str) -> Minds:
    """Series whose slope would have to be another, as scattered as today.

    Args:
        finding: whose ledger takes the numbers.
        outcome: the series and what each says, those without a figure last.
        judge: the rule from words to a verdict.
        verdict: the verdict of today.
    """

    def needs(word: str) -> Callable[[int], Phrase]:
        def sentence(place: int) -> Phrase:
            measured = outcome.measured
            if place >= len(measured) or not measured[place].test.enough:
                return phrase(f"A series that cannot be tested today becomes testable and moves {_side(word)}.")
            item = measured[place]
            low, high = item.interval
            wide = item.effect - low if word == "as claimed" else high - item.effect
            key = word.replace(" ", "_")
            sign = item.asked.sign if word == "as claimed" else -item.asked.sign
            return phrase(
                f"{item.asked.title}: a slope beyond {{least}} {unit_a_year(item)}, {_side(word)}, where today it is "
                f"{{now}}, as scattered as today.",
                least=entered(finding.ledger, item, f"flip_{key}", sign * wide),
                now=entered(finding.ledger, item, "flip_now", item.test.effect),
            )

        return sentence

    says = {word: needs(word) for word in ("as claimed", "other way")}
    return Minds(tuple(flips_by_part(outcome.says, says, judge, verdict)))


def _side(word: str) -> str:
    return "in the direction of the claim" if word == "as claimed" else "the other way"
