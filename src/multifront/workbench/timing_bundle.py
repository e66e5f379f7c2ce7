"""The folder of a timing test: charts, methods paragraph, BibTeX, JSON, replication zip. It computes no result."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from multifront import __version__, timing
from multifront.brief import charts
from multifront.domain import Phrase, Picture
from multifront.errors import UsageError
from multifront.evidence.replacing import built_beside
from multifront.timing import CoincidenceResult
from multifront.workbench.timing_replication import as_json, parameters, replication_zip, results
from multifront.workbench.timing_tests import ALPHA, DRAWS, Tested

NAMES = frozenset(
    {f"{chart}.{form}" for chart in ("events", "lags") for form in ("svg", "png")}
    | {"methods.md", "references.bib", "parameters.json", "results.json", "replication.zip"}
)
"""Every file of the folder; a folder that holds anything else is not replaced."""

SOFTWARE = """\
@software{{multifront,
  author = {{{{The multifront authors}}}},
  title = {{multifront: judging claims that rival states act together}},
  version = {{{version}}},
}}

"""


def check_folder(out: Path) -> None:
    """Nothing stands at `out`, or an empty folder, or one that this command wrote.

    Raises:
        UsageError: something else stands there, which is not replaced.
    """
    if not out.exists():
        return
    found = sorted(path.name for path in out.iterdir()) if out.is_dir() else [out.name]
    if not out.is_dir() or (found and set(found) != NAMES):
        foreign = [name for name in found if name not in NAMES] or found
        raise UsageError(
            f"--out {str(out)!r} is not replaced: it holds {', '.join(foreign[:3])}; valid: a new folder, an empty "
            "one, or one that this command wrote; next: name another folder"
        )


def write_bundle(tested: Tested, out: Path) -> list[Path]:
    """Write the folder beside its place and rename it; the same test writes the same bytes.

    Raises:
        UsageError: `out` holds something else.
        OSError: it cannot be written; what stood there stays.
    """
    check_folder(out)
    texts = {"methods.md": methods(tested), "references.bib": references()}
    contents: dict[str, bytes] = {name: text.encode() for name, text in texts.items()}
    contents["parameters.json"] = as_json(parameters(tested)).encode()
    contents["results.json"] = as_json(results(tested)).encode()
    contents["replication.zip"] = replication_zip(tested, texts)
    for name, picture in pictures(tested).items():
        contents[f"{name}.svg"] = charts.svg(picture).encode()
        contents[f"{name}.png"] = charts.png(picture)
    with built_beside(out) as building:
        for name, content in contents.items():
            (building / name).write_bytes(content)
    return [out / name for name in sorted(contents)]


def references() -> str:
    """BibTeX of the tool and of what its method rests on; the keys are those of the methods paragraph."""
    shipped = files("multifront.workbench").joinpath("timing_references.bib").read_text(encoding="utf-8")
    return SOFTWARE.format(version=__version__) + shipped


def methods(tested: Tested) -> str:
    """A paragraph to paste, with the figures of this test, and what must be said beside it."""
    first, second = tested.results
    asked, frames = tested.asked, tested.asked.frames
    after = f" after a lag of {asked.lag} days" if asked.lag else ""
    counted = f"counted by {frames.counted_by}" if frames.counted_by else "counted by a rule that was not stated"
    paragraph = (
        f"We asked whether events of {first.name_a} (n = {first.events_a}) follow events of {first.name_b} (n = "
        f"{first.events_b}), and the reverse, within 0 to {asked.window} days{after}, from {tested.span[0]} to "
        f"{tested.span[1]}; events were {counted}, coverage {frames.coverage or 'not stated'}. The statistic is the "
        "precursor count of event coincidence analysis [@donges2016; @odenweller2020], one-sided. Under the null the "
        "days covered by the leading list are held fixed and bursts of the following list (neighbours at most 14 days "
        f"apart) move independently: within {max(60, 4 * asked.window)} days by season and trend, and, over spans of "
        "three years or more, to the same date in other years; the larger of the two exact mid-p values counts. It was "
        f"calibrated by its rank among {DRAWS} synthetic independent pairs of the same counts, season, trend and "
        f"clustering [@besag1991], and is never below half the exact p. {_reported(first, tested.q[0])} "
        f"{_reported(second, tested.q[1])} q corrects for the two directions [@benjamini1995]. Computed with "
        f"multifront {__version__} [@multifront], seed {asked.seed}."
    )
    lines = ["# Methods paragraph", "", paragraph, "", "# To be said beside it", ""]
    lines += [f"- {text}" for text in (*tested.sentences, *tested.caveats)]
    return "\n".join(lines) + "\n"


def _reported(result: CoincidenceResult, q: float) -> str:
    """One direction in a sentence of a paper."""
    sees = result.smallest_detectable_effect
    reach = "no share of triggered events would be found" if sees is None else f"finds a triggered share of {sees:.0%}"
    if result.too_few:
        return f"For {result.name_a} after {result.name_b} the events are too few to say: {result.too_few}"
    return (
        f"{result.name_a} after {result.name_b}: {result.hits} of {result.events_a} events, "
        f"{result.hits_expected:.1f} expected (excess {result.effect:+.2f}, {result.interval_level:.0%} interval "
        f"{result.interval[0]:+.2f} to {result.interval[1]:+.2f}; p = {result.p_value:.3g}, q = {q:.3g}); on "
        f"independent pairs of this shape the test rejects {result.false_positive_rate:.1%} of the time at "
        f"{ALPHA:.0%}, and with 80% power {reach}."
    )


def pictures(tested: Tested) -> Mapping[str, Picture]:
    """The two charts: the events on a calendar, and the lags between them."""
    return {"events": _events(tested), "lags": _lags(tested)}


def _events(tested: Tested) -> Picture:
    """Both lists on one calendar, those in the span alone."""
    names = (tested.results[0].name_a, tested.results[0].name_b)
    rows = [
        (day.isoformat(), name)
        for name, dates in zip(names, (tested.mine, tested.theirs), strict=True)
        for day in sorted(dates.days)
        if tested.span[0] <= day <= tested.span[1]
    ]
    if not rows:
        raise UsageError("no event of either list lies in the span; next: choose another --span")
    columns = {"day": tuple(day for day, _ in rows), "row": tuple(name for _, name in rows)}
    span = {"span_start": tested.span[0].isoformat(), "span_end": tested.span[1].isoformat()}
    return Picture("events", "event_rows", " and ".join(names), Phrase("Events by day."), columns, span, "")


def _lags(tested: Tested) -> Picture:
    """Pairs by lag in bins of a week, beside what independent streams would give."""
    first = tested.results[0]
    span = (tested.span[0].isoformat(), tested.span[1].isoformat())
    days = [[day.isoformat() for day in dates.days] for dates in (tested.mine, tested.theirs)]
    found = timing.lag_counts(days[0], days[1], window_days=tested.asked.window, span=span)
    lags = [f"{lag:+d}" if lag else "0" for lag in found.first_lag.tolist()]
    columns = {
        "period": tuple(lags * 2),
        "count": (*(float(seen) for seen in found.seen), *(round(float(e), 1) for e in found.expected)),
        "series": ("seen",) * len(lags) + ("expected of independent lists",) * len(lags),
    }
    options = {"x_label": f"days from {first.name_b} to {first.name_a}, first of seven", "y_label": "pairs of events"}
    caption = Phrase("Pairs of events by the days between them. A picture, no test.")
    return Picture("lags", "count_bars", "Lags between the lists", caption, columns, options, "")
