"""Sentences and lines of numbers of the kind `opportunism`. No verdicts and no pictures."""

from __future__ import annotations

from multifront import timing
from multifront.claims.kind import Finding
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.domain import Phrase, TestLine

Tried = tuple[str, timing.OpportunismResult, Basis]


def report(finding: Finding, title: str, tried: list[Tried]) -> None:
    """Enter the sentences and numbers of every exposure, the primary one first."""
    label, test, basis = tried[0]
    ledger = finding.ledger
    finding.reasons.append(
        phrase(
            f"{{during}} of {{events}} {title} fell in the exposure ({label}), which covers {{share}} % of the time "
            "and switches on {switches}.",
            during=ledger.figure("events_exposed", test.events_exposed, basis, style="count"),
            events=ledger.figure("events", test.events, basis, style="count"),
            share=ledger.figure("exposed_share", test.exposed_share, basis, style="percent"),
            switches=ledger.figure("switches", _times(test.switches), basis, style="text"),
        )
    )
    finding.reasons.append(
        phrase(
            "The days looked at run from {first} to {last}.",
            first=ledger.figure("span_first", test.span[0].isoformat(), basis, style="text"),
            last=ledger.figure("span_last", test.span[1].isoformat(), basis, style="text"),
        )
    )
    for number, one in enumerate(tried):
        finding.test_lines.append(_ratio_line(ledger, number, *one))
    finding.test_lines += _trust(ledger, test, basis)
    for number, placebo in enumerate((*test.placebo_actors, *test.placebo_dates)):
        finding.test_lines.append(_placebo_line(ledger, f"placebo_{number}", placebo, basis))
    finding.caveats.append(
        phrase(
            "The ratio compares rates of acts below war; it is no hazard of war. More acts while the other is busy are "
            "not yet opportunism: one crisis that drives both would look the same."
        )
    )
    if test.too_few:
        finding.caveats.append(
            phrase(
                "The test itself says that it cannot tell: the exposure switches on too seldom, or acts are too few."
            )
        )


def headline(finding: Finding, title: str, verdict: str) -> Phrase:
    """The sentence that says the verdict."""
    test: timing.OpportunismResult = finding.outcome.primary
    ledger = finding.ledger
    basis = Basis(ledger.traces[f"{ledger.claim_id}.ratio_0"].how, seed=test.seed)
    ratio = ledger.figure("headline_ratio", test.effect, basis, style="two")
    name, label = title[:1].upper() + title[1:], finding.outcome.labels[0]
    if verdict == "partly supported":
        return phrase(
            f"{name} are {{ratio}} times as frequent during the exposure ({label}), more than chance allows.",
            ratio=ratio,
        )
    if verdict == "not supported":
        return phrase(
            f"{name} are {{ratio}} times as frequent during the exposure ({label}), no more than chance allows.",
            ratio=ratio,
        )
    if test.too_few:
        return phrase(
            f"{name} are {{ratio}} times as frequent during the exposure ({label}), but it switches on {{switches}}, "
            "so that any other change of that time explains as much.",
            ratio=ratio,
            switches=ledger.figure("headline_switches", _times(test.switches), basis, style="text"),
        )
    return phrase(
        f"{name} are {{ratio}} times as frequent during the exposure ({label}), with too few acts to tell.", ratio=ratio
    )


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _ratio_line(ledger: Ledger, number: int, label: str, test: timing.OpportunismResult, basis: Basis) -> TestLine:
    level = ledger.figure(f"ratio_{number}_level", test.interval_level, basis, style="percent")
    low = ledger.figure(f"ratio_{number}_low", test.interval[0], basis, style="two")
    high = ledger.figure(f"ratio_{number}_high", test.interval[1], basis, style="two")
    note = phrase("{level} % interval {low} to {high}", level=level, low=low, high=high)
    figure = ledger.figure(f"ratio_{number}", test.effect, basis, style="two")
    return TestLine(f"Ratio of rates, {label}", figure, "", note)


def _trust(ledger: Ledger, test: timing.OpportunismResult, basis: Basis) -> list[TestLine]:
    sees = test.smallest_detectable_effect
    value, style = ("none", "text") if sees is None else (sees, "two")
    lines = (
        []
        if test.too_few
        else [
            TestLine(
                "p, calibrated on counts without any effect",
                ledger.figure("p_value", test.p_value, basis, style="p"),
                "",
            )
        ]
    )
    return [
        *lines,
        TestLine("p, before calibration", ledger.figure("p_raw", test.p_raw, basis, style="p"), ""),
        TestLine(
            "False alarms of this very test on such data",
            ledger.figure("alarms", test.false_positive_rate, basis, style="percent"),
            "%",
        ),
        TestLine("Smallest ratio seen four times in five", ledger.figure("detectable", value, basis, style=style), ""),
    ]


def _placebo_line(ledger: Ledger, name: str, placebo: timing.Placebo, basis: Basis) -> TestLine:
    low = ledger.figure(f"{name}_low", placebo.interval[0], basis, style="two")
    high = ledger.figure(f"{name}_high", placebo.interval[1], basis, style="two")
    figure = ledger.figure(f"{name}_ratio", placebo.ratio, basis, style="two")
    title = placebo.name.replace("_", " ")
    return TestLine(f"Placebo: {title}", figure, "", phrase("interval {low} to {high}", low=low, high=high))
