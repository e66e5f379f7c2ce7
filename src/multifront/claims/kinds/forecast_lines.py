"""What the kind `forecast` says: sentences and lines of numbers with their traces. It decides nothing."""

from __future__ import annotations

from multifront import timing
from multifront.claims.kind import Finding
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.domain import Phrase, TestLine


def report(finding: Finding, titles: tuple[str, str], result: timing.ForecastResult, basis: Basis) -> None:
    """Enter the forecasts' number, their scores and how far the test reaches.

    Args:
        finding: where sentences and lines go.
        titles: of the stream and of the indicator.
        result: the scored forecasts.
        basis: call, rows and seed.
    """
    ledger = finding.ledger
    periods = ledger.figure("periods", result.periods, basis, unit=f"{result.by}s", style="count")
    events = ledger.figure("events", result.events, basis, style="count")
    finding.reasons.append(
        phrase(
            f"{titles[0]}: {{periods}} {result.by}s with {{events}} acts were forecast one {result.by} ahead, each "
            f"with what was public on its eve, with and without {titles[1]}.",
            periods=periods,
            events=events,
        )
    )
    if result.too_few:
        finding.caveats.append(phrase("The test itself says that this is too little to score forecasts on."))
        return
    finding.test_lines += [_score(ledger, one, result.by, basis) for one in result.comparisons if one.score == "crps"]
    named = result.comparisons[0]
    low, high = (end / named.other_score for end in result.interval)
    interval = phrase(
        "{level} % interval {low} to {high}",
        level=ledger.figure("interval_level", 1.0 - 2.0 * result.alpha, basis, style="percent"),
        low=ledger.figure("skill_low", low, basis, style="percent"),
        high=ledger.figure("skill_high", high, basis, style="percent"),
    )
    skill = ledger.figure("skill", named.skill, basis, style="percent")
    brier = next(one for one in result.comparisons if (one.score, one.against) == ("brier", named.against))
    chance = ledger.figure("brier_skill", brier.skill, basis, style="percent")
    finding.test_lines += [
        TestLine("Skill of the indicator: share of the score without it that is saved", skill, "%", interval),
        TestLine("p, one-sided, that it saves nothing", ledger.figure("p_value", result.p_value, basis, style="p"), ""),
        TestLine(f"The same skill for the chance of at_least={result.at_least} acts", chance, "%"),
        TestLine(
            "False alarms of this very test on such streams",
            ledger.figure("alarms", result.false_positive_rate, basis, style="percent"),
            "%",
        ),
        _reach(ledger, result, basis),
    ]
    finding.caveats.append(
        phrase("A better forecast is no cause, and no warning of a kind of act that has not happened yet.")
    )


def _score(ledger: Ledger, one: timing.ScoreComparison, by: str, basis: Basis) -> TestLine:
    """Score of one rival forecast beside that of the model."""
    name = one.against.replace(" ", "_")
    mine = phrase("{model} with the indicator", model=ledger.figure("model_score", one.model_score, basis, style="two"))
    figure = ledger.figure(f"score_{name}", one.other_score, basis, style="two")
    return TestLine(f"Score of {one.against}, less is better (CRPS, acts a {by})", figure, "", mine)


def _reach(ledger: Ledger, result: timing.ForecastResult, basis: Basis) -> TestLine:
    """The smallest effect that the test sees."""
    label = "Smallest ratio of rates after one act of the indicator seen four times in five"
    sees = result.smallest_detectable_effect
    figure = (
        ledger.figure("detectable", "none", basis, style="text")
        if sees is None
        else ledger.figure("detectable", sees, basis, style="one")
    )
    return TestLine(label, figure, "")


def headline(finding: Finding, titles: tuple[str, str], result: timing.ForecastResult, verdict: str) -> Phrase:
    """The verdict in one sentence.

    Args:
        finding: its ledger holds the figures.
        titles: of the stream and of the indicator.
        result: the scored forecasts.
        verdict: as decided.
    """
    stream, indicator = titles
    if result.too_few:
        basis = Basis(finding.ledger.traces[f"{finding.ledger.claim_id}.periods"].how, seed=result.seed)
        periods = finding.ledger.figure("headline_periods", result.periods, basis, style="count")
        return phrase(
            f"{stream}: {{periods}} {result.by}s are too few, or too empty, to say whether {indicator} warns.",
            periods=periods,
        )
    said = {
        "supported": f"{indicator} warns: forecasts of {stream} are better with it than with any simpler rule.",
        "partly supported": f"Forecasts of {stream} get better with {indicator}, but less surely or less far than a "
        "warning would.",
        "not supported": f"Forecasts of {stream} get no better with {indicator}, in a test able to see it.",
    }
    unclear = f"Whether forecasts of {stream} get better with {indicator} cannot be told from so few acts."
    return phrase(said.get(verdict, unclear))
