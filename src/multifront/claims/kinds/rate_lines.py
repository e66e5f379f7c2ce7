"""What the kind `rate_change` says in sentences and in its table of numbers. Measures nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multifront import timing
from multifront.claims.kind import Finding
from multifront.claims.ledger import Basis, phrase
from multifront.domain import Phrase, Stream, TestLine

if TYPE_CHECKING:
    from multifront.claims.kinds.rate_change import RateChangeParameters, Record


def least_seen(result: timing.RateChangeResult, direction: str) -> tuple[str, float | None]:
    """The smallest change, as a ratio, that the test would see four times in five in the direction of the claim."""
    if direction == "down":
        return "fall", result.smallest_detectable_decrease
    return "rise", result.smallest_detectable_effect


def report_primary(
    finding: Finding, result: timing.RateChangeResult, direction: str, stream: Stream, basis: Basis
) -> None:
    """The comparison on which the verdict rests, in words and numbers; its reach in the direction of the claim."""
    enter = finding.ledger.figure
    change, least = least_seen(result, direction)
    before = enter("events_before", result.events_before, basis, style="count")
    after = enter("events_after", result.events_after, basis, style="count")
    rate_before = enter("rate_before", result.rate_before, basis, unit="a year", style="two")
    rate_after = enter("rate_after", result.rate_after, basis, unit="a year", style="two")
    dates = f"{result.before[0]} to {result.before[1]}", f"{result.after[0]} to {result.after[1]}"
    finding.reasons.append(
        phrase(
            f"Counted: {{before}} from {dates[0]} ({{rate_before}} a year) and {{after}} from {dates[1]} "
            "({rate_after} a year).",
            before=before,
            after=after,
            rate_before=rate_before,
            rate_after=rate_after,
        )
    )
    low = enter("ratio_low", result.interval[0], basis, style="two")
    high = enter("ratio_high", result.interval[1], basis, style="two")
    level = enter("interval_level", 1.0 - result.alpha, basis, style="percent")
    interval = phrase("{level} % interval {low} to {high}", level=level, low=low, high=high)
    finding.test_lines += [
        TestLine(
            "Later rate divided by earlier rate", enter("rate_ratio", result.effect, basis, style="two"), "", interval
        ),
        TestLine(
            f"p, two-sided, {result.method}", enter("p_value", result.p_value, basis, style="p"), "", _at_odds(result)
        ),
        *_clustering(finding, result, basis),
        TestLine(
            "False alarms of this very test on such data",
            enter("alarms", result.false_positive_rate, basis, style="percent"),
            "%",
        ),
        TestLine(
            f"Smallest {change} seen four times in five, as a ratio",
            enter("detectable", least, basis, style="two"),
            "",
        ),
    ]
    finding.caveats.append(
        phrase(
            "The periods are those of the assessment file: where they were chosen after a look at the dates, p is too "
            "small."
        )
    )


def _at_odds(result: timing.RateChangeResult) -> Phrase | None:
    """Why p and the interval disagree on whether the rates differ; nothing where they agree."""
    low, high = result.interval
    if result.method != "exact" or (result.p_value <= result.alpha) != (low <= 1.0 <= high):
        return None
    return phrase(
        "p adds all splits no likelier than the one seen, the interval gives an equal share of error to each side: "
        "near the edge one can exclude equal rates and the other not; the verdict asks for both"
    )


def _clustering(finding: Finding, result: timing.RateChangeResult, basis: Basis) -> list[TestLine]:
    """What clusters change, where the test found any."""
    if result.method == "exact":
        return []
    exact = finding.ledger.figure("p_exact", result.p_exact, basis, style="p")
    size = finding.ledger.figure("dispersion", result.dispersion, basis, style="two")
    return [
        TestLine("p, two-sided, exact if every event were independent", exact, ""),
        TestLine("Events that come in one cluster, on average", size, ""),
    ]


def report_comparison(finding: Finding, named: tuple[str, str], result: timing.RateChangeResult, basis: Basis) -> None:
    """One declared alternative or control, named so with its label: its counts, ratio, interval and p on one line."""
    kind, label = named
    name = label.lower().replace(" ", "_").replace(",", "").replace("-", "_")
    _one_line(finding, f"{kind}: {label}", name, (result, basis))


def report_companion(finding: Finding, stream: Stream, result: timing.RateChangeResult, basis: Basis) -> None:
    """Another count of the same acts over the same periods."""
    _one_line(finding, f"Same periods, counting {stream.title}", stream.name, (result, basis))


def _one_line(finding: Finding, label: str, name: str, tested: tuple[timing.RateChangeResult, Basis]) -> None:
    result, basis = tested
    values = {
        "before": (result.events_before, "count"),
        "after": (result.events_after, "count"),
        "low": (result.interval[0], "two"),
        "high": (result.interval[1], "two"),
        "p": (result.p_value, "p"),
    }
    figures = {k: finding.ledger.figure(f"{name}_{k}", v, basis, style=s) for k, (v, s) in values.items()}
    note = phrase("{before} before, {after} after; interval {low} to {high}; p {p}", **figures)
    ratio = finding.ledger.figure(f"{name}_ratio", result.effect, basis, style="two")
    finding.test_lines.append(TestLine(label, ratio, "", note))


def report_record(finding: Finding, record: Record, parameters: RateChangeParameters, basis: Basis) -> None:
    """Whether the last window held more than any earlier one."""
    enter = finding.ledger.figure
    last = enter("record_last", record.last, basis, style="count")
    highest = enter("record_highest", record.highest, basis, style="count")
    window = enter("record_window", parameters.record_window_days, basis, unit="days", style="count")
    finding.reasons.append(
        phrase(
            f"In the {{window}} days to {parameters.until} there were {{last}}; the most in an earlier such window was "
            f"{{highest}} (to {record.highest_end}).",
            window=window,
            last=last,
            highest=highest,
        )
    )
