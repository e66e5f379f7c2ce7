"""The replication zip of a timing test: inputs, parameters, results, the script that reruns it. No test."""

from __future__ import annotations

import io
import json
import platform
import zipfile
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from multifront import __version__
from multifront.workbench.date_lists import DateList
from multifront.workbench.timing_tests import ALPHA, Tested

LIBRARIES = ("numpy", "scipy", "numba")
STAMP = (1980, 1, 1, 0, 0, 0)
"""The one time that every member of the zip carries, so that the bytes depend on nothing else."""

SCRIPT = '''\
"""Reruns the timing test of this folder and compares every number with results.json: python rerun.py"""

import json
from datetime import date
from pathlib import Path

from multifront.workbench.timing_replication import as_json, results
from multifront.workbench.timing_streams import Frames
from multifront.workbench.timing_tests import Asked, Further, run_test

HERE = Path(__file__).parent
told = json.loads((HERE / "parameters.json").read_text(encoding="utf-8"))
wanted = json.loads((HERE / "results.json").read_text(encoding="utf-8"))
first, last = (date.fromisoformat(day) for day in told["span"])
asked = Asked(
    mine=HERE / "mine.csv",
    theirs=HERE / "theirs.csv",
    window=told["window_days"],
    lag=told["lag_days"],
    span=(first, last),
    frames=Frames(told["counted_by"] or "", told["coverage"] or ""),
    seed=told["seed"],
    further=Further(
        windows=tuple(told["windows_days"]),
        lags=tuple(told["lags_days"]),
        length=told["length"],
        uncertain=told["uncertain"],
        calendar=HERE / "calendar.csv" if told["calendar"] else None,
        nulls=told["nulls"],
    ),
)


def numbers(value, place):
    """Every number with the place where it stands; texts hold the files' names and are not compared."""
    if isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        return {at: found for key, one in inner for at, found in numbers(one, f"{place}.{key}".lstrip(".")).items()}
    return {} if isinstance(value, str) else {place: value}


def same(here, there):
    if isinstance(here, float) and isinstance(there, int | float):
        return abs(here - there) <= 1e-9
    return here == there


found = numbers(json.loads(as_json(results(run_test(asked)))), "")
was = numbers(wanted, "")
differ = [f"{place}: {found.get(place)} here, {was.get(place)} in results.json"
          for place in sorted({*found, *was}) if not same(found.get(place), was.get(place))]
print("\\n".join(differ) or "the same results")
raise SystemExit(1 if differ else 0)
'''


def parameters(tested: Tested) -> dict[str, Any]:
    """Everything that the test was told, the files by name and hash, and the versions that ran it."""
    asked, further = tested.asked, tested.asked.further
    return {
        "command": "multifront timing test",
        "window_days": asked.window,
        "lag_days": asked.lag,
        "windows_days": list(further.windows),
        "lags_days": list(further.lags),
        "length": further.length,
        "uncertain": further.uncertain,
        "calendar": tested.lists.calendar is not None,
        "nulls": further.nulls,
        "span": [tested.span[0].isoformat(), tested.span[1].isoformat()],
        "span_stated": asked.span is not None,
        "counted_by": asked.frames.counted_by or None,
        "coverage": asked.frames.coverage or None,
        "draws": tested.results[0].draws,
        "alpha": ALPHA,
        "seed": asked.seed,
        "files": {
            name: {"was": dates.name, "sha256": dates.sha256, "events": len(dates.days) + dates.unknown}
            for name, dates in _files(tested)
        },
        "versions": {"multifront": __version__, "python": platform.python_version()}
        | {name: version(name) for name in LIBRARIES},
    }


def _files(tested: Tested) -> list[tuple[str, DateList]]:
    """The files that were read, under the names that they have in the zip."""
    lists = tested.lists
    found = [("mine.csv", lists.mine), ("theirs.csv", lists.theirs)]
    return [*found, ("calendar.csv", lists.calendar)] if lists.calendar else found


def results(tested: Tested) -> dict[str, Any]:
    """Every field of all results and their q, with sentences and caveats; what was not asked for is null or empty."""
    found = []
    for result, q in zip(tested.results, tested.q, strict=True):
        found.append(asdict(result) | {"q_value": q, "sentence": result.sentence})
    lags = None
    if tested.lags:
        lags = {name: v.tolist() if hasattr(v, "tolist") else v for name, v in asdict(tested.lags).items()}
    apart = [{"apart": one.count, "calendar_days": one.days_declared} for one in tested.apart]
    return {
        "results": found,
        "lags": lags,
        "moved_first": asdict(tested.first) | {"sentence": tested.first.sentence} if tested.first else None,
        "grid": asdict(tested.grid) | {"sentence": tested.grid.sentence} if tested.grid else None,
        "nulls": [asdict(one) | {"sentence": one.sentence} for one in tested.nulls],
        "set_apart": apart,
        "caveats": list(tested.caveats),
    }


def as_json(content: dict[str, Any]) -> str:
    """JSON text, days as ISO text."""
    return json.dumps(content, ensure_ascii=False, indent=2, default=str, allow_nan=False) + "\n"


def replication_zip(tested: Tested, texts: dict[str, str]) -> bytes:
    """The zip: both inputs byte for byte, parameters, results, the script, and the texts given by file name."""
    members = {
        **{name: dates.raw for name, dates in _files(tested)},
        "parameters.json": as_json(parameters(tested)).encode(),
        "results.json": as_json(results(tested)).encode(),
        "rerun.py": SCRIPT.encode(),
        **{name: text.encode() for name, text in texts.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(f"replication/{name}", date_time=STAMP)
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, content)
    return buffer.getvalue()
