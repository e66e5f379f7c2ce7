"""Sentences and lines of numbers of the kind `simultaneity`. No verdicts and no pictures."""

from __future__ import annotations

from multifront import timing
from multifront.claims.kind import Finding
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.domain import TestLine

WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def counted(tested: int, named: int) -> str:
    """How many of the actors that a claim names could be looked at, as the first sentence of a headline."""
    one, all_of = (WORDS[n] if n < len(WORDS) else str(n) for n in (tested, named))
    return (
        f"All {all_of} actors were tested."
        if tested == named
        else f"{one.capitalize()} of {all_of} actors {'was' if tested == 1 else 'were'} tested."
    )


def report(
    finding: Finding,
    test: timing.SimultaneityResult,
    basis: Basis,
    others: list[tuple[timing.SimultaneityResult, Basis]],
) -> None:
    """Enter the sentences and the table of numbers of the primary scan and the other windows."""
    ledger = finding.ledger
    needed = {"streams": ledger.figure("streams", len(test.names), basis, style="count")}
    enough = "all {streams}"
    if test.at_least < len(test.names):
        needed["least"] = ledger.figure("at_least", test.at_least, basis, style="count")
        enough = "at least {least} of {streams}"
    finding.reasons.append(
        phrase(
            f"In {{seen}} of {{windows}} windows of {{window}} days {enough} actors were active; "
            "independent actors of the same shapes would give {expected}.",
            seen=ledger.figure("windows_seen", test.windows_seen, basis, style="count"),
            windows=ledger.figure("windows", test.windows, basis, style="count"),
            window=ledger.figure("window_days", test.window_days, basis, unit="days", style="count"),
            **needed,
            expected=ledger.figure("windows_expected", test.windows_expected, basis, style="one"),
        )
    )
    finding.reasons.append(
        phrase(
            "The time in which all of them were counted runs from {first} to {last}.",
            first=ledger.figure("span_first", test.span[0].isoformat(), basis, style="text"),
            last=ledger.figure("span_last", test.span[1].isoformat(), basis, style="text"),
        )
    )
    finding.test_lines += _lines(ledger, test, basis)
    for other, own in others:
        finding.test_lines.append(_other_line(ledger, other, own))
    finding.caveats.append(
        phrase(
            "Actors that are active at once are not thereby coordinated: one war, one crisis or one calendar that "
            "moves them all looks the same."
        )
    )
    if test.too_few:
        finding.caveats.append(
            phrase("The test itself says that acts so few, or counted together for so short a time, decide nothing.")
        )


def _lines(ledger: Ledger, test: timing.SimultaneityResult, basis: Basis) -> list[TestLine]:
    interval = phrase(
        "{level} % interval {low} to {high} points",
        level=ledger.figure("interval_level", 1.0 - 2.0 * test.alpha, basis, style="percent"),
        low=ledger.figure("effect_low", test.interval[0], basis, style="percent"),
        high=ledger.figure("effect_high", test.interval[1], basis, style="percent"),
    )
    sees = test.smallest_detectable_effect
    style, value = ("text", "none") if sees is None else ("count", sees)
    return [
        TestLine(
            "Share of windows with enough actors, less the share expected",
            ledger.figure("effect", test.effect, basis, style="percent"),
            "percentage points",
            interval,
        ),
        TestLine(
            "p, calibrated on independent actors of the same shapes",
            ledger.figure("p_value", test.p_value, basis, style="p"),
            "",
        ),
        TestLine("p, before calibration", ledger.figure("p_raw", test.p_raw, basis, style="p"), ""),
        TestLine(
            "Most actors active in one window",
            ledger.figure("most", test.most, basis, style="count"),
            "",
            phrase("p {p}, the whole scan", p=ledger.figure("p_most", test.p_most, basis, style="p")),
        ),
        TestLine(
            "False alarms of this very test on such data",
            ledger.figure("alarms", test.false_positive_rate, basis, style="percent"),
            "%",
        ),
        TestLine(
            "Fewest joint episodes seen four times in five", ledger.figure("detectable", value, basis, style=style), ""
        ),
    ]


def _other_line(ledger: Ledger, other: timing.SimultaneityResult, own: Basis) -> TestLine:
    name = f"window_{other.window_days}"
    seen = phrase(
        "{seen} windows, {expected} expected",
        seen=ledger.figure(f"{name}_seen", other.windows_seen, own, style="count"),
        expected=ledger.figure(f"{name}_expected", other.windows_expected, own, style="one"),
    )
    p = ledger.figure(f"{name}_p", other.p_value, own, style="p")
    return TestLine(f"p with windows of {other.window_days} days", p, "", seen)
