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
from multifront.workbench.timing_tests import ALPHA, DRAWS, Tested

LIBRARIES = ("numpy", "scipy", "numba")
STAMP = (1980, 1, 1, 0, 0, 0)
"""The one time that every member of the zip carries, so that the bytes depend on nothing else."""

SCRIPT = '''\
"""Reruns the timing test of this folder and compares it with results.json: python rerun.py"""

import json
from pathlib import Path

import numpy as np

from multifront.timing import coincidence_test, lag_histogram, lag_sign_test
from multifront.workbench.date_lists import read_dates

HERE = Path(__file__).parent
asked = json.loads((HERE / "parameters.json").read_text(encoding="utf-8"))
wanted = json.loads((HERE / "results.json").read_text(encoding="utf-8"))
lists = [read_dates(HERE / name).days for name in ("mine.csv", "theirs.csv")]
first, last = (np.datetime64(day) for day in asked["span"])
days = [np.array(found, dtype="datetime64[D]") for found in lists]
differ = []
for number, (a, b) in enumerate([(days[0], days[1]), (days[1], days[0])]):
    found = coincidence_test(
        a,
        b,
        window_days=asked["window_days"],
        lag_days=asked["lag_days"],
        span=(first, last),
        draws=asked["draws"],
        alpha=asked["alpha"],
        rng=asked["seed"],
    )
    for name in ("hits", "hits_expected", "effect", "p_value", "p_raw", "false_positive_rate"):
        was = wanted["results"][number][name]
        if abs(getattr(found, name) - was) > 1e-9:
            differ.append(f"{name} of direction {number + 1}: {getattr(found, name)} here, {was} in results.json")
more = {"lags": lag_histogram, "moved_first": lag_sign_test}
for name, test in more.items():
    if was := wanted[name]:
        extra = {"up_to_days": was["last_lag"][-1]} if name == "lags" else {}
        found = test(*days, window_days=was["window_days"], span=(first, last), rng=asked["seed"], **extra)
        if abs(found.p_value - was["p_value"]) > 1e-9:
            differ.append(f"p_value of {name}: {found.p_value} here, {was['p_value']} in results.json")
print("\\n".join(differ) or "the same results")
raise SystemExit(1 if differ else 0)
'''


def parameters(tested: Tested) -> dict[str, Any]:
    """Everything that the test was told, the files by name and hash, and the versions that ran it."""
    asked = tested.asked
    return {
        "command": "multifront timing test",
        "window_days": asked.window,
        "lag_days": asked.lag,
        "span": [tested.span[0].isoformat(), tested.span[1].isoformat()],
        "span_stated": asked.span is not None,
        "counted_by": asked.frames.counted_by or None,
        "coverage": asked.frames.coverage or None,
        "draws": DRAWS,
        "alpha": ALPHA,
        "seed": asked.seed,
        "files": {
            name: {"was": dates.name, "sha256": dates.sha256, "events": len(dates.days)}
            for name, dates in (("mine.csv", tested.mine), ("theirs.csv", tested.theirs))
        },
        "versions": {"multifront": __version__, "python": platform.python_version()}
        | {name: version(name) for name in LIBRARIES},
    }


def results(tested: Tested) -> dict[str, Any]:
    """Every field of both results and their q, of the lag histogram and of who moved first; sentences and caveats."""
    found = []
    for result, q in zip(tested.results, tested.q, strict=True):
        found.append(asdict(result) | {"q_value": q, "sentence": result.sentence})
    lags = {name: value.tolist() if hasattr(value, "tolist") else value for name, value in asdict(tested.lags).items()}
    first = asdict(tested.first) | {"sentence": tested.first.sentence} if tested.first else None
    return {"results": found, "lags": lags, "moved_first": first, "caveats": list(tested.caveats)}


def as_json(content: dict[str, Any]) -> str:
    """JSON text, days as ISO text."""
    return json.dumps(content, ensure_ascii=False, indent=2, default=str, allow_nan=False) + "\n"


def replication_zip(tested: Tested, texts: dict[str, str]) -> bytes:
    """The zip: both inputs byte for byte, parameters, results, the script, and the texts given by file name."""
    members = {
        "mine.csv": tested.mine.raw,
        "theirs.csv": tested.theirs.raw,
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
