"""Sentences, rows and pictures that kinds with named witnesses share. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from multifront.claims.kind import Finding
from multifront.claims.ledger import Basis, phrase
from multifront.claims.standings import Standing
from multifront.claims.witnesses import Testimony, basis_on
from multifront.domain import Evidence, Exhibit, Figure, Phrase, Picture, TestLine

READS = {
    "shown": "shown by firm rows of several independent first speakers",
    "disputed": "shown by firm rows, and denied by others",
    "one": "shown by firm rows of one independent first speaker only",
    "weak": "only weak or conflicting rows show it",
    "denied": "firm rows deny it and none shows it",
    "unknown": "no row shows or denies it",
}
"""How the word of a standing reads in a sentence."""

CLAUSES = {
    "shown": "several independent first speakers show {count}",
    "disputed": "firm rows show {count} and others deny it",
    "one": "a single first speaker shows {count}",
    "weak": "weak rows alone show {count}",
    "denied": "firm rows deny {count}",
    "unknown": "no row tells of {count}",
}
"""The same as a clause of a headline, in the order in which clauses stand; `count` is how many parts stand so."""

STANDS = {
    "shown": "shown by several independent first speakers",
    "disputed": "shown by firm rows and denied by others",
    "one": "shown by a single first speaker",
    "weak": "shown by weak rows alone",
    "denied": "denied by firm rows",
    "unknown": "told of by no row",
}
"""The same behind a number of parts and a verb."""

SHOWN: Mapping[str, tuple[str, ...]] = {
    "observation": ("indicator", "definition", "best", "unit", "period_label", "text", "weak"),
    "event": ("date_start", "subtype", "headline", "seen", "weak"),
}


def report_part(
    finding: Finding, part: tuple[str, str], standings: tuple[Standing, Standing], evidence: Evidence
) -> None:
    """One part as a sentence and a line: how it stands now, and how it stood on the day of the statement.

    Args:
        finding: where the sentence and the numbers go.
        part: its name for traces, and its title for readers.
        standings: now, and as of the statement.
        evidence: the store, for the selection of rows.
    """
    name, title = part
    now, then = standings
    count = "firm rows counted by independent first speaker, copies once"
    figures = {
        word: finding.ledger.figure(f"{name}_{word}", value, basis_on(count, rows, evidence), style="count")
        for word, value, rows in (
            ("speakers", now.speakers, now.firm),
            ("then", then.speakers, then.firm),
            ("weak", len(now.showing) - len(now.firm), now.showing),
            ("denials", len(now.denying), now.denying),
        )
    }
    before = "the same" if then.word == now.word else READS[then.word]
    shown = figures.pop("speakers")
    named = _named(now, shown)
    finding.reasons.append(
        phrase(f"{title}: {named.template}; on the day of the statement: {before}.", **named.figures)
    )
    note = phrase("by the day of the statement {then}; weak or conflicting rows {weak}; denials {denials}", **figures)
    finding.test_lines.append(TestLine(f"{title}: independent first speakers in firm rows", shown, "", note))


def tell_parts(finding: Finding, parts: Sequence[tuple[str, Standing, Standing]], noun: str, basis: Basis) -> Phrase:
    """One sentence on how the parts of a claim stand, named by what rows show of them.

    Args:
        finding: where the counts are entered.
        parts: of each part its title, how it stands now, and how it stood on the day of the statement.
        noun: what parts are called, such as supplies.
        basis: what the counts rest on.
    """
    enter = finding.ledger.figure
    if len(parts) == 1:
        clause = CLAUSES[parts[0][1].word].replace("{count}", "it")
        return phrase(f"{clause[:1].upper()}{clause[1:]}: {parts[0][0]}.")
    figures = {"all": enter("count_all", len(parts), basis, style="count")}
    tail, before = "", sum(bool(then.showing) for _, _, then in parts)
    if before != sum(bool(now.showing) for _, now, _ in parts):
        figures["before"] = enter("count_before", before, basis, style="count")
        tail = "; on the day of the statement rows told of {before}"
    by_word = {word: [title for title, now, _ in parts if now.word == word] for word in CLAUSES}
    found = {word: titles for word, titles in by_word.items() if titles}
    if len(found) == 1:
        word = next(iter(found))
        count = f"{'any' if word == 'unknown' else 'each'} of the {{all}} {noun} that the claim needs"
        clause = CLAUSES[word].replace("{count}", count)
        return phrase(f"{clause[:1].upper()}{clause[1:]} ({'; '.join(found[word])}){tail}.", **figures)
    clauses = []
    for word, titles in found.items():
        figures[word] = enter(f"count_{word}", len(titles), basis, style="count")
        clauses.append(f"{{{word}}} {'is' if len(titles) == 1 else 'are'} {STANDS[word]} ({'; '.join(titles)})")
    return phrase(
        f"Of the {{all}} {noun} that the claim needs, {', '.join(clauses[:-1])} and {clauses[-1]}{tail}.", **figures
    )


def with_contrary(finding: Finding, told: Phrase, contrary: Sequence[Testimony], evidence: Evidence) -> Phrase:
    """A headline with the number of rows listed against the claim, where there are any.

    Args:
        finding: whose ledger takes the count.
        told: the headline so far, ending with a stop.
        contrary: rows listed against the claim that were public.
        evidence: the store, for the selection of rows.
    """
    if not contrary:
        return told
    basis = basis_on("rows listed against the claim, counted", contrary, evidence)
    against = finding.ledger.figure("count_against", len(contrary), basis, style="count")
    said = "row is listed against the claim" if len(contrary) == 1 else "rows are listed against the claim"
    return phrase(f"{told.template.removesuffix('.')}; {{against}} {said}.", **told.figures, against=against)


def _named(now: Standing, count: Figure) -> Phrase:
    """How a part stands, with the first speakers; where they outnumber the independent ones, that is said.

    Args:
        now: how the part stands.
        count: independent first speakers, as entered.
    """
    names = sorted({one.witness.speaker for one in now.firm if one.witness.speaker})
    if not names:
        return Phrase(READS[now.word])
    said = f"{READS[now.word]} ({', '.join(names)}"
    if len(names) <= now.speakers:
        return Phrase(f"{said})")
    if now.speakers == 1:
        return Phrase(f"{said}, who count as one because their independence is not shown)")
    return Phrase(f"{said}, who count as {{count}} because the independence of all is not shown)", {"count": count})


def list_rows(finding: Finding, title: str, heard: Sequence[Testimony]) -> None:
    """List rows under the claim, one exhibit a table, in the order of publication; a row named twice stands once."""
    for table, columns in SHOWN.items():
        known = {one.row[f"{table}_id"]: one for one in heard if one.witness.table == table}
        if known:
            ordered = sorted(known.values(), key=lambda one: (one.public_from, one.witness.row))
            finding.exhibits.append(Exhibit(title, table, columns, tuple(one.row for one in ordered), len(ordered)))


def timeline(
    finding: Finding, lines: Sequence[tuple[str, Sequence[Testimony]]], stated_on: date, evidence: Evidence
) -> None:
    """When each row became public, one line a part, with the day of the statement; nothing where there is no row."""
    points = [(one.public_from.isoformat(), title) for title, heard in lines for one in heard]
    if not points:
        return
    columns = {"day": tuple(day for day, _ in points), "row": tuple(title for _, title in points)}
    basis = basis_on("day from which each row was public", [one for _, heard in lines for one in heard], evidence)
    trace_id = finding.ledger.picture("picture_rows", columns, basis)
    marks = [{"x": stated_on.isoformat(), "label": "statement"}]
    span = {"span_start": min([*columns["day"], stated_on.isoformat()])}
    span["span_end"] = max([*columns["day"], stated_on.isoformat()])
    caption = phrase("Each tick is the day on which a row became public; the fact can be older.")
    title = "When the rows became public"
    options = {"marks": marks, **span}
    finding.pictures.append(
        Picture(trace_id.replace(".", "-"), "event_rows", title, caption, columns, options, trace_id)
    )
