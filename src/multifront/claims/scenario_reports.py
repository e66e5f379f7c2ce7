"""Every scenario that the claims of an assessment run, once: what it is, its numbers, who rests on it. No verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from multifront import contingency
from multifront.claims.grounds import Grounds, find_grounds
from multifront.claims.judging import Options
from multifront.claims.kind import Context, Finding
from multifront.claims.language import Assessment, Claim
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.scenario_runs import partner_of, run_parts
from multifront.claims.whole_runs import scenario_of
from multifront.contingency.number_labels import number_label
from multifront.contingency.numbers import DEFAULTED
from multifront.domain import GROUNDS, Evidence, Phrase, Picture, Row, ScenarioNumber, ScenarioReport, Trace, Verdict

OUTCOMES = ("log_endurance", "margin", "shortfall")
ASKS = {
    "scenario_difference": ("log_endurance",),
    "scenario_outcome": ("log_endurance",),
    "distraction": ("shortfall",),
    "decision": ("shortfall",),
    "labour": ("shortfall",),
}
"""Which outcomes of a run a kind asks for; a kind that is not named here asks for all."""
PARTS = {
    "arms": "arms",
    "forces": "forces",
    "fronts": "fronts",
    "attrition": "losses and intelligence",
    "effectiveness": "losses and intelligence",
}
"""Where a number belongs, by the first part of its name; the sides' are supplies, all others stand together."""
LIMITS = (
    "Days are a spread over ranges and assumptions, not a forecast, and shares of sampled worlds are no probabilities.",
    "What comes after the last day of a run is not seen.",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One scenario and the claims that run it: for how many days at most, and for which outcomes."""

    name: str
    claims: tuple[str, ...]
    days: int
    outcomes: tuple[str, ...]


def report_scenarios(
    assessment: Assessment, evidence: Evidence, verdicts: Sequence[Verdict], options: Options
) -> tuple[ScenarioReport, ...]:
    """What every scenario is and what its run says, in the order in which claims name them.

    A run that a claim has made is read again; else one is made for as many days as its claims ask.

    Args:
        assessment: a checked assessment.
        evidence: the store at its cut.
        verdicts: of the assessment, for the maps that they have drawn already.
        options: as they were judged with; `shared` holds the runs.

    Returns:
        One report a scenario, empty where no claim runs one. As of a day on which its sources were not public, a
        report says so and holds no run.

    Raises:
        EvidenceError: without a cut, a source is not in the evidence.
        UsageError: an unknown scenario.

    Assumes:
        That a kind on a scenario has the parameter `scenario`, and `horizons`, `horizon_days` or `within_days`.

    References:
        docs/model-whole.md.

    Example:
        >>> import multifront as mf
        >>> options = mf.claims.Options(draws=100)
        >>> report_scenarios(mf.claims.load("gulf-2026"), mf.open_evidence(), (), options)
        ()
    """
    context = options.context(evidence)
    drawn = [(v.claim_id, picture) for v in verdicts for picture in v.pictures if picture.kind == "route_map"]
    found = []
    for asked in asked_of(assessment.claims):
        options.progress(f"{assessment.id}: scenario {asked.name}")
        report = _report(asked, context, drawn)
        drawn += [("", picture) for picture in report.pictures if picture.kind == "route_map"]
        found.append(report)
    return tuple(found)


def asked_of(claims: Sequence[Claim]) -> list[Asked]:
    """The scenarios that claims name, each with its claims, in the order of the file.

    Args:
        claims: of an assessment.
    """
    by_name: dict[str, list[Claim]] = {}
    for claim in claims:
        if name := getattr(claim.parameters, "scenario", ""):
            by_name.setdefault(name, []).append(claim)
    return [
        Asked(
            name,
            tuple(claim.entry.id for claim in own),
            max(_days(claim.parameters) for claim in own),
            tuple(o for o in OUTCOMES if any(o in ASKS.get(claim.entry.kind, OUTCOMES) for claim in own)),
        )
        for name, own in by_name.items()
    ]


def _days(parameters: Any) -> int:
    ends = [*getattr(parameters, "horizons", ())]
    ends += [getattr(parameters, name) for name in ("horizon_days", "within_days") if hasattr(parameters, name)]
    return max(ends, default=contingency.DEFAULT_DAYS)


def _report(asked: Asked, context: Context, drawn: Sequence[tuple[str, Picture]]) -> ScenarioReport:
    scenario = scenario_of(context, asked.name)
    finding = Finding(Ledger(f"scenario.{scenario.name}"))
    grounds = find_grounds(finding, scenario, context)
    rows: tuple[Row, ...] = finding.exhibits[0].rows if finding.exhibits else ()
    numbers, traces = _numbers(scenario, asked.outcomes, rows)
    about, picture = _rests_on(finding.ledger, scenario, numbers)
    report = ScenarioReport(
        name=scenario.name,
        title=scenario.title,
        question=scenario.question,
        means=" ".join(scenario.note.split()),
        starts=scenario.start,
        sides=tuple(side.capitalize() for side in scenario.sides),
        partner=partner_of(scenario),
        claims=asked.claims,
        about=(about,),
        lines=(),
        outcomes=(),
        channels=(),
        reading=(),
        pictures=(picture,),
        numbers=numbers,
        limits=(*LIMITS, contingency.NOT_MODELLED),
        refusal=finding.refusal,
    )
    if grounds is not None:
        report = _with_run(report, asked, (finding.ledger, grounds, context), drawn)
    return replace(report, traces={**finding.ledger.traces, **traces})


def _with_run(
    report: ScenarioReport,
    asked: Asked,
    given: tuple[Ledger, Grounds, Context],
    drawn: Sequence[tuple[str, Picture]],
) -> ScenarioReport:
    """The report with what the run says, the numbers that move it, and the map unless it is drawn already."""
    ledger, grounds, context = given
    parts = run_parts(ledger, grounds, context, (asked.name, asked.days, asked.outcomes))
    under = ""
    routes = []
    for picture in parts.routes:
        same = [claim for claim, other in drawn if dict(other.columns) == dict(picture.columns)]
        under = under or next(iter(same), "")
        routes += [] if same else [picture]
    return replace(
        report,
        about=(parts.run, *report.about),
        lines=parts.lines,
        outcomes=parts.outcomes,
        channels=parts.channels,
        reading=parts.reading,
        pictures=(*parts.pictures, *routes, *report.pictures),
        limits=(*report.limits, *parts.limits),
        drawn_under=under,
    )


def _numbers(
    scenario: contingency.Scenario, outcomes: Sequence[str], rows: Sequence[Row]
) -> tuple[tuple[ScenarioNumber, ...], dict[str, Trace]]:
    """Every number that can act on what is asked, each with its record and the origins of its sources."""
    origins = {row["observation_id"]: tuple(row["origin_ids"]) for row in rows}
    found, traces = [], {}
    supplies = (*(f"{side}." for side in scenario.sides), "conversions.", "partner.")
    forces_alone = tuple(outcomes) == ("shortfall",)
    for number in scenario.numbers.values():
        if forces_alone and number.name.startswith(supplies):
            continue
        low, mode, high = (float(value) for value in number.stated)
        trace_id = f"scenario.{scenario.name}.number.{number.name}"
        sources = (f"claim {number.claim}",) if number.claim else tuple(number.sources)
        line = ScenarioNumber(
            number.name, number_label(number.name), low, mode, high, number.stated_unit, sources, number.assumption,
            _ground(number.assumption, sources),
            trace_id,
        )  # fmt: skip
        own = tuple(sorted({origin for source in sources for origin in origins.get(source, ())}))
        value = {"low": low, "mode": mode, "high": high, "words": [line.label, line.unit, line.assumption, *sources]}
        how = f"scenario file {scenario.name}, {number.name}, {number.distribution}"
        traces[trace_id] = Trace(trace_id, value, line.unit, how, origin_ids=own, assumption=number.assumption)
        found.append(line)
    return tuple(found), traces


def _ground(assumption: str, sources: Sequence[str]) -> str:
    """What a number rests on, one of `GROUNDS`."""
    if assumption == DEFAULTED:
        return GROUNDS[3]
    if not assumption:
        return GROUNDS[0]
    return GROUNDS[1 if sources else 2]


def _rests_on(
    ledger: Ledger, scenario: contingency.Scenario, numbers: Sequence[ScenarioNumber]
) -> tuple[Phrase, Picture]:
    """How many numbers rest on what, as a sentence and, by part of the scenario, as a picture."""
    counts = Counter(number.ground for number in numbers)
    basis = Basis(f"contingency.parameter_rows({scenario.name!r}), numbers by what they rest on")
    names = ("sourced", "judged", "assumed", "defaults")
    figures = {
        name: ledger.figure(f"numbers_{name}", counts[ground], basis, style="count")
        for name, ground in zip(names, GROUNDS, strict=True)
    }
    total = ledger.figure("numbers_total", len(numbers), basis, style="count")
    said = phrase(
        "Of the {total} numbers that can act on what its claims ask {sourced} come from a source alone, {judged} from "
        "a source and a judgement on its range, {assumed} are assumptions, and {defaults} are defaults of the scenario "
        "language.",
        total=total,
        **figures,
    )
    columns = dict(zip(("row", "part", "share"), zip(*_shares(scenario, numbers), strict=True), strict=True))
    trace_id = ledger.picture("picture_rests_on", columns, basis)
    caption = phrase("Per cent of the numbers of each part. How much a number matters is not in it.")
    options = {"x_label": "share of the numbers", "grey": GROUNDS[3:]}
    title = "What its numbers rest on"
    name = trace_id.replace(".", "-")
    return said, Picture(name, "shares", title, caption, columns, options, trace_id)


def _shares(scenario: contingency.Scenario, numbers: Sequence[ScenarioNumber]) -> Iterator[tuple[str, str, float]]:
    """Per cent by what numbers rest on, for all numbers and then for each part of the scenario."""
    by_part: dict[str, list[ScenarioNumber]] = {"all numbers": list(numbers)}
    for number in numbers:
        by_part.setdefault(_part(scenario, number.name), []).append(number)
    rest = by_part.pop(REST, [])
    for part, own in [*by_part.items(), *([(REST, rest)] if rest else [])]:
        counts = Counter(number.ground for number in own)
        yield from ((part, ground, 100.0 * counts[ground] / len(own)) for ground in GROUNDS)


REST = "all else"


def _part(scenario: contingency.Scenario, name: str) -> str:
    first = name.partition(".")[0]
    return f"supplies, {first.capitalize()}" if first in scenario.sides else PARTS.get(first, REST)
