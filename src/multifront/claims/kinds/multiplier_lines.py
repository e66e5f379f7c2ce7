"""What the kind `force_multiplier` says in sentences and in its table of numbers. Runs and judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from multifront import contingency
from multifront.claims.kind import Finding
from multifront.claims.kinds.scenario_lines import RULE_TITLES, span
from multifront.claims.kinds.whole_words import key, plain
from multifront.claims.ledger import Basis, phrase
from multifront.contingency.gains import Bounds, Gain
from multifront.domain import Phrase, TestLine

if TYPE_CHECKING:
    from multifront.claims.kinds.force_multiplier import ForceMultiplierParameters, Outcome, Reading

ALL = "all channels"
MEANT = {"log_endurance": "endurance", "shortfall": "what the coalition is short of", "margin": "the margin"}


def report_multiplier(finding: Finding, outcome: Outcome, parameters: ForceMultiplierParameters) -> Phrase:
    """Enter gains, shares, ratio and attribution; returns the sentence that stands alone."""
    sentence = _headline(finding, outcome, parameters)
    _bounds(finding, outcome, parameters)
    if outcome.supplies:
        _supplies(finding, outcome, parameters)
    if outcome.losses:
        _losses(finding, outcome, parameters)
    _ratio(finding, outcome)
    _lines(finding, outcome, parameters)
    _paths(finding, outcome)
    finding.caveats += [
        phrase(
            "Days are a spread over ranges and assumptions, not a forecast, and shares of sampled worlds are no "
            "probabilities; each rule on Russian-flag ships is a decision, so that rules are never averaged."
        ),
        phrase(contingency.NOT_MODELLED),
    ]
    return sentence


def how(outcome: Outcome, more: str) -> str:
    """The call that made a number, with what it counts."""
    run = outcome.run
    return f"contingency.simulate_whole({run.scenario.name!r}, draws={run.draws}, days={run.horizon}); {more}"


def _headline(finding: Finding, outcome: Outcome, parameters: ForceMultiplierParameters) -> Phrase:
    enter, side = finding.ledger.figure, parameters.side.capitalize()
    basis = outcome.grounds.basis(how(outcome, f"{parameters.side}, all channels against none, ends over rules"))
    share, gained = _spans(finding, outcome.readings, "headline", basis)
    horizon = enter("headline_horizon", parameters.horizons[-1], basis, unit="days", style="count")
    if not any(one.shares[ALL].at_risk for one in outcome.readings):
        return phrase(
            f"{side} does not run out alone within {{horizon}} days in any sampled world, so that the run cannot show "
            f"how much longer it would last with {parameters.partner}'s help.",
            horizon=horizon,
        )
    return phrase(
        f"All of {parameters.partner}'s help together makes {side} last over {{smallest}} % longer in "
        f"{share.template} % of the sampled worlds in which it would run out alone, and adds {gained.template} days on "
        "average over all worlds in the first {horizon} days, whatever is done about ships under its flag.",
        smallest=enter("headline_smallest", parameters.smallest_effect_of_interest, basis, style="percent"),
        horizon=horizon,
        **share.figures,
        **gained.figures,
    )


def _of_risk(share: Bounds) -> float:
    return share.low / share.at_risk if share.at_risk else 0.0


def _bounds(finding: Finding, outcome: Outcome, parameters: ForceMultiplierParameters) -> None:
    """What the side runs out of first without help: where one bound always comes first, help with another is idle."""
    ends = outcome.run.ends(parameters.side, outcome.run.rules[0], losses=False)
    basis = outcome.grounds.basis(how(outcome, f"what bound first for {parameters.side}, no channel"))
    shares = ends.share_bound(0)
    ordered = sorted(shares.items(), key=lambda item: -item[1])
    entered = {
        f"bound_{key(name)}": finding.ledger.figure(f"bound_{key(name)}", share, basis, style="percent")
        for name, share in ordered
    }
    listed = ", ".join(f"{plain(name)} in {{bound_{key(name)}}} %" for name, _ in ordered)
    listed = listed or "nothing in any"
    none = finding.ledger.figure("bound_none", float(ends.censored[0].mean()), basis, style="percent")
    finding.reasons.append(
        phrase(
            f"What {parameters.side.capitalize()} runs out of first without help, in shares of all sampled worlds: "
            f"{listed}; nothing within the run in {{none}} %. Help with anything else cannot lengthen the run.",
            none=none,
            **entered,
        )
    )


def _supplies(finding: Finding, outcome: Outcome, parameters: ForceMultiplierParameters) -> None:
    """The rival reading by supplies alone, and whether it says otherwise."""
    enter = finding.ledger.figure
    call = f"contingency.simulate({outcome.run.scenario.name!r}, draws={outcome.run.draws}), supplies alone"
    basis = outcome.grounds.basis(f"{call}, cut at days={outcome.run.horizon}")
    share, gained = _spans(finding, outcome.supplies, "supplies", basis)
    risk = enter("supplies_risk", outcome.supplies[0].shares[ALL].at_risk, basis, style="percent")
    finding.reasons.append(
        phrase(
            f"Read otherwise, by supplies alone, as if no fighting used up arms: {parameters.side.capitalize()} runs "
            f"out by itself in {{risk}} % of the worlds, help matters in {share.template} % of these and adds "
            f"{gained.template} days on average. Which reading holds is an assumption about the need of arms. "
            "Only the first {horizon} days are counted; a claim on supplies alone counts its shares to the end of its "
            "own runs, so that they differ from these.",
            risk=risk,
            horizon=enter("supplies_horizon", outcome.run.horizon, basis, unit="days", style="count"),
            **share.figures,
            **gained.figures,
        )
    )


def _losses(finding: Finding, outcome: Outcome, parameters: ForceMultiplierParameters) -> None:
    """The rival reading that counts losses of force too."""
    basis = outcome.grounds.basis(how(outcome, f"{parameters.side}, all channels against none, force present counted"))
    share, gained = _spans(finding, outcome.losses, "losses", basis)
    finding.reasons.append(
        phrase(
            f"Losses of force in the first weeks decide no verdict and are left out. Counted too, help matters in "
            f"{share.template} % of the worlds at risk and adds {gained.template} days on average.",
            **share.figures,
            **gained.figures,
        )
    )


def _spans(finding: Finding, readings: Sequence[Reading], name: str, basis: Basis) -> tuple[Phrase, Phrase]:
    """Least and most over rules of the share at risk that help matters to, and of the mean days gained.

    The share is read at its lower end, and says so where runs that end too early may hide more.
    """
    enter = finding.ledger.figure
    shares = [_of_risk(one.shares[ALL]) for one in readings]
    gains = [one.gains[ALL][-1].mean for one in readings]
    ends = [
        enter(f"{name}_{end}", pick(shares), basis, style="percent") for end, pick in (("least", min), ("most", max))
    ]
    days = [enter(f"{name}_{end}", pick(gains), basis, style="one") for end, pick in (("few", min), ("many", max))]
    share, gained = span("least", "most", (ends[0], ends[1])), span("few", "many", (days[0], days[1]))
    if any(one.shares[ALL].high > one.shares[ALL].low for one in readings):
        share = phrase(f"at least {share.template}", **share.figures)
    return share, gained


def _ratio(finding: Finding, outcome: Outcome) -> None:
    """The ratio of endurances, only where few enough worlds are censored."""
    refused = [one for one in outcome.readings if one.ratio.median is None]
    if refused:
        basis = outcome.grounds.basis(how(outcome, "share of draws censored with or without help"))
        share = max(one.ratio.share_censored for one in refused)
        finding.reasons.append(
            phrase(
                "No ratio of endurances is given: up to {censored} % of the worlds had not run out by the last day, "
                "with help or without it, and a ratio would hide them.",
                censored=finding.ledger.figure("ratio_censored", share, basis, style="percent"),
            )
        )
    for one in outcome.readings:
        if one.ratio.median is None:
            continue
        basis = outcome.grounds.basis(how(outcome, f"median of days with over days without help, rule {one.rule}"))
        equal = finding.ledger.figure(f"ratio_equal_{one.rule}", one.ratio.share_equal, basis, style="percent")
        median = finding.ledger.figure(f"ratio_{one.rule}", one.ratio.median, basis, style="two")
        note = phrase("the same with and without help in {equal} % of worlds", equal=equal)
        label = f"{RULE_TITLES[one.rule]}: days with help over days without, median"
        finding.test_lines.append(TestLine(label, median, "ratio", note))


def _lines(finding: Finding, outcome: Outcome, parameters: ForceMultiplierParameters) -> None:
    """By rule days gained within each horizon and how often all help matters; then each channel alone."""
    for reading in outcome.readings:
        title = RULE_TITLES[reading.rule]
        for index, horizon in enumerate(parameters.horizons):
            basis = outcome.grounds.basis(how(outcome, f"days gained, rule {reading.rule}, horizon {horizon}"))
            label = f"{title}: mean days gained within {horizon} days, {ALL}"
            _mean(finding, (f"gain_{reading.rule}_{horizon}", label), reading.gains[ALL][index], basis)
        _share_line(finding, outcome, reading, title)
    for channel in outcome.readings[0].gains:
        if channel != ALL:
            _alone(finding, outcome, channel)


def _alone(finding: Finding, outcome: Outcome, channel: str) -> None:
    """Days that one channel adds alone, once where the rule on ships cannot matter to it."""
    gains = {reading.rule: reading.gains[channel][-1] for reading in outcome.readings}
    same = len(set(gains.values())) == 1
    for rule, gain in gains.items():
        title = "Under any rule" if same else RULE_TITLES[rule]
        basis = outcome.grounds.basis(how(outcome, f"days gained, rule {rule}, {channel} alone"))
        label = f"{title}: mean days gained within the run, {channel} alone"
        _mean(finding, (f"gain_{rule}_{channel}", label), gain, basis)
        if same:
            return


def _mean(finding: Finding, named: tuple[str, str], gain: Gain, basis: Basis) -> None:
    name, label = named
    enter = finding.ledger.figure
    if gain.mean == gain.standard_error == 0:
        nothing = enter(name, 0, basis, unit="days", style="count")
        finding.test_lines.append(TestLine(label, nothing, "days", phrase("changes nothing in any world")))
        return
    figures = {
        "low": enter(f"{name}_low", gain.low, basis, unit="days", style="count"),
        "high": enter(f"{name}_high", gain.high, basis, unit="days", style="count"),
        "error": enter(f"{name}_error", gain.standard_error, basis, unit="days", style="two"),
    }
    note = phrase("nine worlds in ten from {low} to {high}; sampling error {error}", **figures)
    finding.test_lines.append(TestLine(label, enter(name, gain.mean, basis, unit="days", style="two"), "days", note))


def _share_line(finding: Finding, outcome: Outcome, reading: Reading, title: str) -> None:
    enter, share = finding.ledger.figure, reading.shares[ALL]
    basis = outcome.grounds.basis(
        how(outcome, f"share of worlds at risk with a gain that matters, rule {reading.rule}")
    )
    low, high = (
        enter(f"helped_{reading.rule}_{end}", value, basis, style="percent")
        for end, value in zip(("low", "high"), reading.helped, strict=True)
    )
    risk = enter(f"risk_{reading.rule}", share.at_risk, basis, style="percent")
    note = phrase(
        "{low} to {high} % by sampling and censoring; at risk are {risk} % of all", low=low, high=high, risk=risk
    )
    found = enter(f"helped_{reading.rule}", _of_risk(share), basis, style="percent")
    finding.test_lines.append(TestLine(f"{title}: worlds at risk in which all help together matters", found, "%", note))


def _paths(finding: Finding, outcome: Outcome) -> None:
    """Which channels cannot act on which outcome: no path, which is not a gain of nothing."""
    rule = outcome.run.rules[0]
    for name, found in outcome.attributed[rule].items():
        idle = [share.channel for share in found.shares if share.estimate is None]
        if idle:
            finding.reasons.append(phrase(f"No path to {MEANT[name]}: {_and(idle)}; that is not a gain of nothing."))


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
