"""One pair of states by year, and against another pair: votes, ranks, ideal points, meetings, trade. No arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from multifront import alignment
from multifront.brief import charts
from multifront.claims.kinds.vote_map import vote_map
from multifront.claims.ledger import Ledger
from multifront.domain import Phrase, Picture, RollCalls
from multifront.errors import EvidenceError, UsageError
from multifront.evidence.actors import resolve
from multifront.evidence.store import EvidenceStore
from multifront.workbench.place import Place
from multifront.workbench.ties import TiesAsked
from multifront.workbench.ties_beside import side_by_side

OTHER = {"kappa": "agreement", "agreement": "kappa"}
FIRST_YEAR = 1946
"""From when on a last figure of a tie is looked for, whatever years are shown."""

FORMATS = (".svg", ".png")

CAVEATS = (
    "UN votes are talk at little cost on an agenda that others set: they show stated positions, not acts.",
    "Votes of 2020 to 2024 are missing here; a year is compared within itself, since the agenda moves all pairs.",
    "Only resolutions on which both voted count; states stay away from votes that divide them.",
)
FROM_COUNTS = (
    "The evidence of this cut has no single votes: intervals take resolutions as independent (too short: they come in "
    "packages) and the two pairs' errors as independent (mostly too long)."
)
FROM_VOTES = (
    "The interval of the difference draws whole meeting days, of which a year has few: it is rough. A ? stands where "
    "no interval can be drawn: too many draws left one of the pairs without a value."
)
TIES = (
    "The ties are the last figures of each in their own units; larger is not closer in all of them, and nothing adds "
    "them up. All years: multifront measure ties."
)
MEETINGS = "Meetings of leaders are those listed in the evidence, an incomplete list: an empty cell is not zero."


@dataclass(frozen=True, slots=True)
class Comparing:
    """Which pair, against which, by which measure, since when, on which cut."""

    pair: tuple[str, str]
    against: tuple[str, str] | None
    measure: str
    since: int
    place: Place
    seed: int


@dataclass(frozen=True, slots=True)
class Shown:
    """Rows for the table, sentences for the reader, and the chart."""

    rows: list[dict[str, Any]]
    sentences: tuple[str, ...]
    caveats: tuple[str, ...]
    picture: Picture


def show(request: Comparing) -> Shown:
    """The pair by year, and against the other pair where one is named.

    Raises:
        UsageError: a pair or measure that does not exist, or the same pair twice.
    """
    store = request.place.open()
    measures = (request.measure, OTHER.get(request.measure, "agreement"))
    votes = {name: alignment.vote_similarity(store.votes(), name) for name in measures}
    pairs = [pair for pair in (request.pair, request.against) if pair is not None]
    rows, caveats = [], list(CAVEATS)
    for pair in pairs:
        found = _rows(store, votes, pair, request.since)
        traded = _trade(store, pair)
        rows += [row | {"trade": traded[1].get(row["year"])} for row in found]
        caveats.append(traded[0])
    calls = _calls(store) if request.against else None
    comparisons = _comparisons(store, calls, votes, request) if request.against else []
    rows += [row for found in comparisons[:1] for row in _difference_rows(found)]
    caveats.append(MEETINGS)
    if comparisons:
        caveats.append(FROM_COUNTS if calls is None else FROM_VOTES)
    sentences = tuple(found.sentence for found in comparisons) or (_alone(rows, request),)
    if comparisons:
        sentences = (alignment.joint_answer(comparisons), *sentences)
    return Shown(rows, sentences, tuple(caveats), _picture(rows, request))


def neighbour_map(request: Comparing) -> Picture:
    """The map of the pair's first state: how alike every state votes with it by kappa, in its last year of the cut.

    Raises:
        UsageError: fewer than three states have a value beside it.
        EvidenceError: one of the two is no actor.
    """
    votes = request.place.open().votes()
    similarity = alignment.vote_similarity(votes, "kappa")
    first, second = (resolve(code).name for code in request.pair)
    drawn = vote_map(Ledger("measure-show"), similarity, (request.pair, (first, second)), (votes.selection,))
    if drawn is None:
        raise UsageError(f"no map of {request.pair[0]}: too few states share votes with it; next: another state or cut")
    return drawn


def last_ties(request: Comparing) -> list[dict[str, Any]]:
    """The last value of every other tie of the pair, and of the pair that it is held against, side by side.

    Raises:
        UsageError: the same state twice.
        EvidenceError: an unknown state.
    """
    store = request.place.open()
    return side_by_side(store, TiesAsked(request.pair, FIRST_YEAR, None, (), request.place), request.against)


def check_chart(path: Path, option: str = "--chart") -> None:
    """Raise where the ending of a chart's path is none that can be written, before any work is done."""
    if path.suffix.lower() not in FORMATS:
        raise UsageError(
            f"{option} {str(path)!r} has an unknown ending; valid: {', '.join(FORMATS)}; name one of these"
        )


def write_chart(picture: Picture, path: Path) -> None:
    """Write the chart as SVG or PNG, by the ending of the path, beside and then renamed.

    Raises:
        UsageError: another ending.
    """
    check_chart(path)
    made = charts.png(picture) if path.suffix.lower() == ".png" else charts.svg(picture).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_bytes(made)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _rows(
    store: EvidenceStore, votes: dict[str, alignment.VoteSimilarity], pair: tuple[str, str], since: int
) -> list[dict[str, Any]]:
    """One row a year that has anything: both measures, rank, distance of ideal points, listed meetings."""
    by_year: dict[int, dict[str, Any]] = {}
    for place, (name, table) in enumerate(votes.items()):
        at, ranks = table.pair(*pair), alignment.rank_among_pairs(table, of=pair)
        for number, row in enumerate(at):
            cells = by_year.setdefault(int(table.year[row]), {})
            cells |= _interval(name, table.value[row], table.low[row], table.high[row])
            if place == 0:
                cells |= _interval("rank", ranks.rank[number], ranks.rank_low[number], ranks.rank_high[number])
                cells |= {"pairs": int(ranks.pairs[number]), "shared votes": int(table.shared[row])}
    for year, *distance in _distances(store, pair):
        by_year.setdefault(int(year), {}).update(_interval("distance", *distance))
    for year, count in _meetings(store, pair).items():
        by_year.setdefault(year, {})["meetings"] = count
    label = "-".join(pair)
    empty = _empty(tuple(votes))
    return [{"year": y, "pair": label} | empty | by_year[y] for y in sorted(by_year) if y >= since]


def _empty(names: tuple[str, ...]) -> dict[str, Any]:
    """All columns of a row, missing."""
    columns: dict[str, Any] = {}
    for name in (*names, "rank", "distance"):
        columns |= dict.fromkeys((name, f"{name} low", f"{name} high"))
        if name == "rank":
            columns |= {"pairs": None, "shared votes": None}
    return columns | {"meetings": None}


def _interval(name: str, value: float, low: float, high: float) -> dict[str, Any]:
    """Three cells, missing where they are NaN."""
    found = {name: value, f"{name} low": low, f"{name} high": high}
    return {key: float(cell) if np.isfinite(cell) else None for key, cell in found.items()}


def _distances(store: EvidenceStore, pair: tuple[str, str]) -> list[tuple[float, float, float, float]]:
    """Year, distance of ideal points and interval; nothing where the cut holds none."""
    points = _points(store, pair)
    if points is None:
        return []
    years, best, spread = points
    found = alignment.ideal_point_distance(*(d[state] for d in (best, spread) for state in pair), level=0.95)
    return list(zip(years.tolist(), found.distance, found.low, found.high, strict=True))


def _points(store: EvidenceStore, states: tuple[str, ...]) -> Any:
    """Years, points and deviations of some states in the years that all have; None where one has none."""
    try:
        series = {state: store.series("un_ideal_point", state) for state in dict.fromkeys(states)}
    except EvidenceError:
        return None
    years = np.array(sorted(set.intersection(*(set(one.years.tolist()) for one in series.values()))), dtype=np.int64)
    at = {state: np.searchsorted(one.years, years) for state, one in series.items()}
    best = {state: one.best[at[state]] for state, one in series.items()}
    spread = {s: alignment.sd_from_interval(one.low[at[s]], one.high[at[s]]) for s, one in series.items()}
    return years, best, spread


def _meetings(store: EvidenceStore, pair: tuple[str, str]) -> dict[int, int]:
    """Listed meetings of leaders that took place, by year."""
    try:
        events = store.events(subtypes=["leader_meeting"], actors=list(pair))
    except EvidenceError:
        return {}
    years = [event["date_start"].year for event in events if event["occurred"] == "happened"]
    return {year: years.count(year) for year in dict.fromkeys(years)}


def _trade(store: EvidenceStore, pair: tuple[str, str]) -> tuple[str, dict[int, float]]:
    """What the trade column holds, and whole years of the definition with most of them; definitions are never mixed."""
    label, best = "-".join(pair), None
    rows = [row for a, b in (pair, pair[::-1]) for row in _traded(store, a, b)]
    for key in sorted({(row["actor"], row["partner"], row["definition_id"]) for row in rows}):
        series = store.series("total_goods_trade", *key)
        length = (series.ends - series.starts).astype(int) + 1
        whole = (length >= 365) & (length <= 366) & np.isfinite(series.best)
        years = dict(zip(series.years[whole].tolist(), series.best[whole].tolist(), strict=True))
        if years and (best is None or len(years) > len(best[1])):
            best = (series, years)
    if best is None:
        return f"Trade of {label}: the evidence has no whole-year figure.", {}
    series, years = best
    return (
        f"Trade of {label}: {series.unit}, definition {series.definition_id}, whole years only; gaps are missing.",
        years,
    )


def _traded(store: EvidenceStore, actor: str, partner: str) -> Sequence[dict[str, Any]]:
    """Figures of trade in one direction; none where no figure at all was public by the cut."""
    try:
        return store.observations("total_goods_trade", actor=actor, partner=partner)
    except EvidenceError:
        return ()


def _calls(store: EvidenceStore) -> RollCalls | None:
    """All single votes of the cut; None where it holds none."""
    try:
        return store.roll_calls()
    except EvidenceError:
        return None


def _comparisons(
    store: EvidenceStore,
    calls: RollCalls | None,
    votes: dict[str, alignment.VoteSimilarity],
    request: Comparing,
) -> list[alignment.PairComparison]:
    """Difference of the pairs by the asked measure, by the other one, and on ideal points; of single votes if any."""
    of, against = request.pair, request.against
    assert against is not None
    tables: list[alignment.VoteSimilarity | alignment.VoteIntervals] = list(votes.values())
    if calls is not None:
        tables = [
            alignment.vote_intervals(
                calls, [of, against], name, only=alignment.RESOLUTIONS, blocks="meeting day", seed=request.seed
            )
            for name in votes
        ]
    found = [alignment.compare_pairs(table, of, against).since(request.since) for table in tables]
    points = _points(store, (*of, *against))
    if points is not None:
        years, best, spread = points
        apart = alignment.compare_distances(years, best, spread, (of, against), seed=request.seed)
        found.append(apart.since(request.since))
    return found


def _difference_rows(found: alignment.PairComparison) -> list[dict[str, Any]]:
    """The difference by year as rows of the same table."""
    label = f"{'-'.join(found.of)} less {'-'.join(found.against)}"
    return [
        {"year": int(year), "pair": label} | _interval(found.measure, *interval)
        for year, *interval in zip(found.year, found.difference, found.low, found.high, strict=True)
    ]


def _alone(rows: list[dict[str, Any]], request: Comparing) -> str:
    """The latest year of a pair that is held against none."""
    voted = [row for row in rows if row[request.measure] is not None]
    if not voted:
        return f"{'-'.join(request.pair)} have no year since {request.since} in which they shared ten votes or more."
    last = voted[-1]
    value, low, high = (last[f"{request.measure}{end}"] for end in ("", " low", " high"))
    return (
        f"In {last['year']} {last['pair']} stand at {request.measure} {value:.2f} ({low:.2f} to {high:.2f}), "
        f"rank {last['rank']:.0f} of {last['pairs']:,} pairs ({last['rank low']:.0f} to {last['rank high']:.0f})."
    )


def _picture(rows: list[dict[str, Any]], request: Comparing) -> Picture:
    """The measure by year, one line a pair."""
    pairs = ["-".join(pair) for pair in (request.pair, request.against) if pair is not None]
    kept = [row for row in rows if row["pair"] in pairs and row[request.measure] is not None]
    if not kept:
        raise UsageError(f"nothing to show of {' and '.join(pairs)} since {request.since}; next: an earlier --since")
    ends = {"y": "", "low": " low", "high": " high"}
    columns = {name: tuple(row[request.measure + end] for row in kept) for name, end in ends.items()}
    columns |= {"x": tuple(row["year"] for row in kept), "series": tuple(row["pair"] for row in kept)}
    title = f"UN votes of {' and '.join(pairs)}: {request.measure} by year"
    caption = Phrase("Higher is closer. Bands are intervals of each pair alone; missing years are gaps.")
    options = {"x_label": "year", "y_label": request.measure, "zero": False}
    return Picture("measure-show", "lines", title, caption, columns, options, "measure-show")
