"""What the kind `ladder` says: sentences, the table of rungs, the rows listed, the caveats. Judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from multifront.claims.kind import Finding
from multifront.claims.ladder import Standing
from multifront.claims.ledger import Basis, phrase
from multifront.domain import Evidence, Exhibit, Figure, Phrase, TestLine

if TYPE_CHECKING:
    from multifront.claims.kinds.ladder import LadderParameters, Outcome

WORDS = {"yes": "holds", "weak": "holds, by weak rows only", "no": "a source speaks against it", "?": "unknown"}


CITED_SHOWN = ("definition_id", "best", "text", "period_end", "credibility", "weak")
FIGURES_SHOWN = ("definition", "text", "low", "best", "period_label", "weak")
ACTS_SHOWN = ("date_start", "subtype", "headline", "seen", "weak")


def basis_of(pair: Sequence[str], standings: Sequence[Standing]) -> Basis:
    """What the standing of a pair rests on: the call and the rows of the rungs that are known."""
    selections = tuple(selection for standing in standings for selection in standing.selections)
    return Basis(f"claims.ladder.climb({tuple(pair)}, evidence)", selections)


def report_ladder(finding: Finding, outcome: Outcome, parameters: LadderParameters) -> None:
    """Enter every rung of the claimed pair, and the counts of all pairs."""
    for standing in outcome.own:
        finding.test_lines.append(_rung_line(finding, standing, parameters))
    for reference, standings in outcome.others:
        finding.test_lines.append(_count_line(finding, reference.names, reference.pair, standings))
    finding.reasons.append(_missing(finding, outcome, parameters))
    finding.reasons.append(_beside(outcome, parameters))
    finding.caveats += _caveats(outcome, parameters)


def _rung_line(finding: Finding, standing: Standing, parameters: LadderParameters) -> TestLine:
    basis = basis_of(parameters.pair, [standing])
    name = standing.rung.id
    shown = finding.ledger.figure(f"rung_{name}", WORDS[standing.word], basis, style="text")
    need = "needed: " if name in parameters.needs else "in part: " if name in parameters.in_part else ""
    label = f"{need}{standing.rung.title}"
    figures: dict[str, Figure] = {}
    if standing.rung.figure:
        declared = Basis("threshold of the rung in claims/ladder.yaml", assumption="our choice")
        figures["least"] = finding.ledger.figure(f"least_{name}", standing.rung.figure["at_least"], declared)
    if standing.until is None:
        return TestLine(label, shown, "", phrase(f"{standing.rung.means}; no row found", **figures))
    figures["last"] = finding.ledger.figure(f"until_{name}", standing.until.isoformat(), basis, style="text")
    return TestLine(label, shown, "", phrase(f"{standing.rung.means}; rows speak up to {{last}}", **figures))


def _count_line(finding: Finding, names: Sequence[str], pair: Sequence[str], standings: Sequence[Standing]) -> TestLine:
    basis, enter = basis_of(pair, standings), finding.ledger.figure
    key = "_".join(pair).lower()
    held = [standing for standing in standings if standing.holds]
    shown = enter(f"held_{key}", len(held), basis, style="count")
    denied = enter(f"denied_{key}", sum(s.holds is False for s in standings), basis, style="count")
    unknown = enter(f"unknown_{key}", sum(s.holds is None for s in standings), basis, style="count")
    note = phrase("spoken against: {denied}; unknown: {unknown}", denied=denied, unknown=unknown)
    return TestLine(f"Rungs held by {joined(names)}", shown, "", note)


def _missing(finding: Finding, outcome: Outcome, parameters: LadderParameters) -> Phrase:
    """What holds, what does not, what nobody has shown."""
    basis, enter = basis_of(parameters.pair, outcome.own), finding.ledger.figure
    by = {word: [s.rung.title for s in outcome.own if s.word == word] for word in WORDS}
    held = enter("held_own", len(by["yes"]) + len(by["weak"]), basis, style="count")
    rungs = enter("rungs", len(outcome.own), basis, style="count")
    parts = [f"Of {{rungs}} rungs {{held}} hold ({_listed(by['yes'] + by['weak'])})"]
    if by["no"]:
        parts.append(f"a source speaks against {_listed(by['no'])}")
    if by["?"]:
        parts.append(f"no row tells of {_listed(by['?'])}")
    return phrase(f"{'; '.join(parts)}.", rungs=rungs, held=held)


def _beside(outcome: Outcome, parameters: LadderParameters) -> Phrase:
    """Which known allies hold the rungs that the claim needs, and which do not."""
    holding: list[str] = []
    lacking: list[str] = []
    open_: list[str] = []
    for reference, standings in outcome.others:
        if not reference.alliance:
            continue
        needed = [standing for standing in standings if standing.rung.id in parameters.needs]
        group = lacking if any(s.holds is False for s in needed) else open_
        (holding if all(s.holds for s in needed) else group).append(joined(reference.names))
    said = []
    if holding:
        said.append(f"every rung that the claim needs holds for {_listed(holding)}")
    if lacking:
        said.append(f"a source speaks against one of them for {_listed(lacking)}")
    if open_:
        said.append(f"not all of them are known for {_listed(open_)}")
    return phrase(f"Among known allies {'; '.join(said)}.")


def _caveats(outcome: Outcome, parameters: LadderParameters) -> list[Phrase]:
    found = []
    if any(s.holds is None for s in outcome.on(parameters.needs)):
        found.append(
            phrase("A rung without a row is unknown, not absent: military staffs do not publish all that they share.")
        )
    if outcome.lacked_by_allies(parameters.needs):
        found.append(
            phrase(
                "A source speaks against a rung that the claim needs for a known alliance too, so lacking it does not "
                "show a loose tie."
            )
        )
    found.append(phrase("The rungs, their order and their thresholds are ours; other ladders would count other steps."))
    return found


def joined(names: Sequence[str]) -> str:
    """Two states as one pair."""
    return "–".join(names)


def list_rows(finding: Finding, outcome: Outcome, parameters: LadderParameters, evidence: Evidence) -> None:
    """List the cited facts and the joint acts behind the rungs of the claimed pair, and the figures beside them."""
    used = [selection for standing in outcome.own for selection in standing.selections]
    facts = [name for one in used if one.table == "observation" for name in one.row_ids if name.startswith("tie:")]
    for title, names in (
        ("Cited facts on the rungs", tuple(dict.fromkeys(facts))),
        ("Figures beside them", evidence.present("observation", parameters.figures)),
    ):
        if rows := evidence.rows("observation", names):
            cited = title.startswith("Cited")
            finding.exhibits.append(
                Exhibit(title, "observation", CITED_SHOWN if cited else FIGURES_SHOWN, tuple(rows), len(rows))
            )
    acts = tuple(dict.fromkeys(name for one in used if one.table == "event" for name in one.row_ids))
    if rows := evidence.rows("event", acts):
        newest = tuple(sorted(rows, key=lambda row: (row["date_start"], row["event_id"]), reverse=True))
        finding.exhibits.append(Exhibit("Joint acts, newest first", "event", ACTS_SHOWN, newest, len(newest)))


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words) or "none"


def headline(finding: Finding, outcome: Outcome, parameters: LadderParameters, verdict: str) -> Phrase:
    """One sentence that stands alone."""
    names = " and ".join(parameters.names)
    needed = outcome.on(parameters.needs)
    titles = {word: [s.rung.title for s in needed if s.word == word] for word in WORDS}
    if verdict == "supported":
        return phrase(f"{names} have what operating as one needs: {_listed(titles['yes'])}.")
    against = [_against(finding, parameters, standing) for standing in needed if standing.word == "no"]
    gap, figures = [one.template for one in against], {k: v for one in against for k, v in one.figures.items()}
    if titles["?"]:
        gap.append(f"no public row shows a {' or a '.join(titles['?'])}")
    if titles["weak"]:
        gap.append(f"only weak rows show {_listed(titles['weak'])}")
    if verdict != "partly supported" or any(s.holds for s in needed):
        return phrase(f"For {names} {' and '.join(gap)}.", **figures)
    part = outcome.on(parameters.in_part)
    last = max(standing.until for standing in part if standing.until is not None)
    day = finding.ledger.figure("part_until", last.isoformat(), basis_of(parameters.pair, part), style="text")
    shown = _listed([standing.rung.title for standing in part])
    return phrase(f"{names} have shown a {shown} (rows up to {{day}}), but {' and '.join(gap)}.", day=day, **figures)


def _against(finding: Finding, parameters: LadderParameters, standing: Standing) -> Phrase:
    """What the newest cited row says against a rung, in its own words: a judgement is then not read as a denial."""
    title = standing.rung.title
    names = {name for selection in standing.selections for name in selection.row_ids}
    cited = [
        row
        for exhibit in finding.exhibits
        if exhibit.table == "observation"
        for row in exhibit.rows
        if row["observation_id"] in names and row.get("text") and row["best"] is not None and row["best"] < 1
    ]
    if not cited:
        return phrase(f"a source speaks against a {title}")
    newest = max(cited, key=lambda row: (str(row["period_end"]), str(row["observation_id"])))
    name = f"against_{standing.rung.id}"
    said = finding.ledger.figure(name, newest["text"], basis_of(parameters.pair, [standing]), style="text")
    return phrase(f"on a {title} a source says: “{{{name}}}”", **{name: said})
