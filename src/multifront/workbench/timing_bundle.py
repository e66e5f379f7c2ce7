"""The folder of a timing test: charts, methods paragraph, BibTeX, JSON, replication zip. It computes no result."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from multifront import __version__
from multifront.brief import charts
from multifront.domain import Phrase, Picture
from multifront.errors import UsageError
from multifront.evidence.replacing import built_beside
from multifront.timing import CoincidenceResult
from multifront.workbench.timing_replication import as_json, parameters, replication_zip, results
from multifront.workbench.timing_tests import ALPHA, DRAWS, Tested

CONTENT = {
    "events.png": "both lists on one calendar",
    "events.svg": "the same, to scale freely",
    "lags.png": "pairs of events by the days between them, with what independent lists give",
    "lags.svg": "the same, to scale freely",
    "methods.md": "a methods paragraph to paste, and what must be said beside it",
    "parameters.json": "everything that the test was told",
    "power.png": "what share of triggered events this test would find",
    "power.svg": "the same, to scale freely",
    "references.bib": "BibTeX of what the paragraph cites",
    "replication.zip": "both lists, parameters, results and a script that reruns the test",
    "results.json": "every number of the results",
}
"""What each file of the folder holds."""
NAMES = frozenset(CONTENT)
"""Every file of the folder; a folder that holds anything else is not replaced."""
OPTIONAL = frozenset({"power.svg", "power.png"})
"""Left out where a list has no event in the span."""

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
    if not out.is_dir() or (found and OPTIONAL.union(found) != NAMES):
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
        "apart) move independently by whole weeks: within "
        f"{max(60, 4 * asked.window)} days (rounded up to weeks) by season and trend, and, over spans of three years "
        "or more, to about the same date in other years; the larger of the two exact mid-p values counts. It was "
        f"calibrated by its rank among {DRAWS} synthetic independent pairs of the same counts, season, trend and "
        f"clustering [@besag1991], and is never below half the exact p. {_reported(first, tested.q[0])} "
        f"{_reported(second, tested.q[1])} q corrects for the two directions [@benjamini1995]. {_order(tested)}"
        f"Computed with "
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


def _order(tested: Tested) -> str:
    """The lag histogram and who moved first, in sentences of a paper."""
    lags, first = tested.lags, tested.first
    texts = []
    if not lags.too_few:
        texts.append(
            f"Over all lags of {lags.first_lag[0]} to {lags.last_lag[-1]} days at once the lag histogram gives a "
            f"global envelope p of {lags.p_value:.3g} ({lags.measure} maximum deviation, {lags.draws} surrogates of "
            "the same null [@myllymaki2017]). "
        )
    if first and not first.too_few:
        texts.append(
            f"Of {first.after + first.before} pairs 1 to {first.window_days} days apart, {first.name_b} came first in "
            f"{first.after} and {first.name_a} in {first.before} (balance {first.balance:+d}, {first.expected:+.1f} "
            f"expected, two-sided p = {first.p_value:.3g}; {first.same_day} pairs on one day set apart). "
        )
    return "".join(texts)


def pictures(tested: Tested) -> Mapping[str, Picture]:
    """The charts: the events on a calendar, the lags between them, and what the first test would find."""
    made = {"events": _events(tested), "lags": _lags(tested)}
    return made | {"power": _power(tested)} if tested.results[0].power_curve else made


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
    """Pairs by lag and direction, with both bands of independent streams."""
    lags = tested.lags
    names = ("seen", "expected", "pointwise_low", "pointwise_high", "low", "high")
    columns = {"first": tuple(lags.first_lag.tolist()), "last": tuple(lags.last_lag.tolist())}
    columns |= {name: tuple(getattr(lags, name).tolist()) for name in names}
    options = {
        "x_label": "days between two events",
        "y_label": "pairs of events",
        "left": f"{lags.name_a} first",
        "right": f"{lags.name_b} first",
    }
    caption = Phrase("Pairs of events by the days between them; the narrow bar in the middle is the same day.")
    return Picture("lags", "lag_bars", "Lags between the lists", caption, columns, options, "")


def _power(tested: Tested) -> Picture:
    """The power curve of the first direction."""
    first = tested.results[0]
    columns = {
        "x": tuple(100.0 * share for share, _ in first.power_curve),
        "y": tuple(100.0 * power for _, power in first.power_curve),
    }
    found = first.smallest_detectable_effect
    options = {
        "x_label": f"true share of {first.name_a} that follows {first.name_b}",
        "y_label": "chance that the test finds it",
        "found": None if found is None else 100.0 * found,
    }
    caption = Phrase("What this test on these dates could have found.")
    return Picture("power", "power_curve", "Power of the test", caption, columns, options, "")
