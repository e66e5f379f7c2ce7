"""What would change verdicts on trends, shares and outcomes of a scenario. The kinds' own rules judge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from multifront.claims.kind import Finding
from multifront.claims.kinds.alignment_lines import entered, unit_of
from multifront.claims.ledger import Basis, phrase
from multifront.claims.minds import Minds, flips_by_part
from multifront.domain import Flip, Phrase

if TYPE_CHECKING:
    from multifront.claims.components import Measured
    from multifront.claims.kinds.scenario_difference import RuleResult, ScenarioDifferenceParameters
    from multifront.claims.shares import MeasuredShare

Judge = Callable[[list[str]], str]
WORDS = {"closer": "closer", "apart": "further apart"}


def minds_of_components(
    finding: Finding, measured: Sequence[Measured], says: tuple[Sequence[str], Judge], verdict: str
) -> Minds:
    """Series that would have to lie elsewhere, with the departure at which their interval leaves zero.

    Args:
        finding: whose ledger takes the numbers.
        measured: the series.
        says: what each says, those without a test last, and the rule from that to a verdict.
        verdict: the verdict of today.
    """
    words, judge = says

    def needs(sign: float, side: str) -> Callable[[int], Phrase]:
        def sentence(place: int) -> Phrase:
            if place >= len(measured) or not measured[place].test.enough:
                return phrase(f"A series that cannot be tested today becomes testable and says {WORDS[side]}.")
            item = measured[place]
            low, high = item.interval
            wide = item.effect - low if sign > 0 else high - item.effect
            unit = f" {unit_of(item)}".rstrip()
            now = "closer" if item.effect >= 0 else WORDS["apart"]
            return phrase(
                f"{item.component.title}: a departure of level of over {{least}}{unit} {WORDS[side]}, where today it "
                f"is {{now}}{unit} {now}, as scattered as today.",
                least=entered(
                    finding.ledger, item, f"flip_{side}", wide, "half of its interval, as scattered as today"
                ),
                now=entered(finding.ledger, item, "flip_now", abs(item.effect)),
            )

        return sentence

    flips = flips_by_part(words, {"closer": needs(1.0, "closer"), "apart": needs(-1.0, "apart")}, judge, verdict)
    if len(words) > 1 and (led := judge(["closer"] * len(words))) not in {verdict, *(flip.to for flip in flips)}:
        flips.append(Flip(phrase("Every series lies closer than its earlier trend."), led))
    return Minds(tuple(flips))


def minds_of_shares(
    finding: Finding, counted: Sequence[tuple[MeasuredShare, str]], judged: tuple[float, Judge], verdict: str
) -> Minds:
    """Shares that would have to fall back or rise, with the figure at which they do.

    Args:
        finding: whose ledger takes the numbers.
        counted: the shares that count and what each says.
        judged: the smallest rise that matters, in share points, and the rule from words to a verdict.
        verdict: the verdict of today.
    """
    smallest, judge = judged
    enter = finding.ledger.figure

    def rises(place: int) -> Phrase:
        item = counted[place][0]
        before = item.own_levels[0]
        if before is None:
            return phrase(
                f"{item.component.title}: figures of one definition before and after, with a rise that matters."
            )
        basis = Basis(f"highest earlier figure and mean of {item.component.name} plus the smallest rise of interest")
        least = enter(
            f"flip_{item.component.name}_up", max(before.high, before.best + smallest), basis, unit="%", style="one"
        )
        return phrase(
            f"{item.component.title}: every later figure above {{least}} %, the gap to the partner's side too.",
            least=least,
        )

    def falls(place: int) -> Phrase:
        item = counted[place][0]
        before = item.own_levels[0]
        if before is None:
            return phrase(f"{item.component.title}: figures of one definition before and after, with a fall.")
        basis = Basis(f"lowest earlier figure of {item.component.name}")
        most = enter(f"flip_{item.component.name}_down", before.low, basis, unit="%", style="one")
        return phrase(f"{item.component.title}: every later figure below {{most}} %.", most=most)

    words = [said for _, said in counted]
    flips = flips_by_part(words, {"up": rises, "down": falls}, judge, verdict)
    for word, said in (
        ("up", "Every share rises as much as matters"),
        ("down", "Every share falls"),
        ("flat", "No share moves"),
    ):
        led = judge([word] * len(words))
        if led not in {verdict, *(flip.to for flip in flips)}:
            flips.append(Flip(phrase(f"{said}."), led))
    return Minds(tuple(flips))


def minds_of_rules(
    finding: Finding,
    by_rule: Sequence[RuleResult],
    judged: tuple[ScenarioDifferenceParameters, Sequence[str], Judge],
    verdict: str,
) -> Minds:
    """Under which rules the side would have to run out more often, or help to matter more often, and how often.

    Args:
        finding: whose ledger takes the numbers.
        by_rule: the results by rule.
        judged: the parameters, what each rule says, and the rule from words to a verdict.
        verdict: the verdict of today.
    """
    parameters, words, judge = judged
    enter, rules = finding.ledger.figure, [result.rule for result in by_rule]
    basis = Basis("shares of sampled worlds by rule, against the thresholds of the claim")
    thresholds = {
        "half": enter("flip_half", 0.5, Basis("claims.kinds.scenario_difference.OFTEN"), style="percent"),
        "wanted": enter(
            "flip_wanted", parameters.share_of_draws, Basis("share_of_draws of the claim"), style="percent"
        ),
    }

    def now(place: int) -> Phrase:
        rule = rules[place]
        return phrase(
            f"{rule.replace('_', ' ')}: short in {{{rule}_bites}} %, help matters in {{{rule}_helped}} % of these",
            **{
                f"{rule}_bites": enter(f"flip_{rule}_bites", by_rule[place].bites, basis, style="percent"),
                f"{rule}_helped": enter(f"flip_{rule}_helped", by_rule[place].helped[0], basis, style="percent"),
            },
        )

    def said(word: str, places: Sequence[int]) -> Phrase:
        today = [now(place) for place in places]
        figures = {key: figure for one in today for key, figure in one.figures.items()}
        every = len(places) == len(rules)
        names = "every rule" if every else f"the rule {rules[places[0]].replace('_', ' ')}"
        figures |= thresholds
        helps = "in {wanted} %" if word == "yes" else "in fewer than {wanted} % of these"
        wants = f"short without help in {{half}} % of the sampled worlds or more, and help that matters {helps}"
        return phrase(f"Under {names}: {wants}. Today, by rule: {'; '.join(one.template for one in today)}.", **figures)

    says = {word: (lambda place, word=word: said(word, [place])) for word in ("yes", "no")}
    flips = flips_by_part(words, says, judge, verdict)
    for word in ("yes", "no"):
        led = judge([word] * len(words))
        if led not in {verdict, *(flip.to for flip in flips)}:
            flips.append(Flip(said(word, range(len(rules))), led))
    return Minds(tuple(flips))
