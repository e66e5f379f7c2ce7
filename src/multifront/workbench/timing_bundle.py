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
from multifront.timing import LagCurve
from multifront.workbench.timing_methods import methods
from multifront.workbench.timing_replication import as_json, parameters, replication_zip, results
from multifront.workbench.timing_streams import marks_of
from multifront.workbench.timing_tests import Tested

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
OPTIONAL = frozenset({"power.svg", "power.png", "lags.svg", "lags.png"})
"""Left out where a list has no event in the span, or has days that are not exact."""

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


def pictures(tested: Tested) -> Mapping[str, Picture]:
    """The charts: the events on a calendar, the lags between them, and what the first test would find."""
    made = {"events": _events(tested)} | ({"lags": _lags(tested.lags)} if tested.lags else {})
    return made | {"power": _power(tested)} if tested.results[0].power_curve else made


def _events(tested: Tested) -> Picture:
    """Both lists on one calendar, those in the span alone; what lasts, or is uncertain, reaches to its last day."""
    names = (tested.results[0].name_a, tested.results[0].name_b)
    rows = [
        (first.isoformat(), last.isoformat(), name)
        for name, stream in zip(names, tested.streams, strict=True)
        for first, last in marks_of(stream)
        if tested.span[0] <= first <= tested.span[1]
    ]
    if not rows:
        raise UsageError("no event of either list lies in the span; next: choose another --span")
    columns = dict(zip(("day", "end", "row"), map(tuple, zip(*rows, strict=True)), strict=True))
    span = {"span_start": tested.span[0].isoformat(), "span_end": tested.span[1].isoformat()}
    said = "Each mark reaches over the days between which an event lies." if tested.asked.further.uncertain else ""
    caption = Phrase(said or "Events by day.")
    return Picture("events", "event_rows", " and ".join(names), caption, columns, span, "")


def _lags(lags: LagCurve) -> Picture:
    """Pairs by lag and direction, with both bands of independent streams."""
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
