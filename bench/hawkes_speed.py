"""Times a Hawkes fit of three series side by side with intensify 0.3.3, in turns, on the same events.

    .venv/bin/python bench/hawkes_speed.py PYTHON_WITH_INTENSIFY [rounds]

Prints milliseconds (fastest and median of the rounds) and the log-likelihood reached. Nothing here is used by the
package.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from multifront.timing import simulate_hawkes
from multifront.timing.hawkes_baseline import make_baseline
from multifront.timing.hawkes_estimate import Model, estimate

LENGTH, SEED, EVENTS = 1800.0, 5, 911
BRANCHING = np.array([[0.4, 0.2, 0.0], [0.1, 0.3, 0.1], [0.0, 0.0, 0.4]])
PEER = """
import json, sys, time, warnings
import numpy as np
import intensify as it
warnings.simplefilter("ignore")
events, length, fit_decay = json.load(open(sys.argv[1])), float(sys.argv[2]), sys.argv[3] == "fitted"
times = [np.array(one) for one in events]
best = []
for _ in range(3):
    kernels = [[it.ExponentialKernel(alpha=0.2, beta=1.0) for _ in range(3)] for _ in range(3)]
    process = it.MultivariateHawkes(3, [0.1] * 3, kernels)
    began = time.perf_counter()
    fit = it.MLEInference().fit(process, times, length, fit_decay=fit_decay)
    best.append(time.perf_counter() - began)
print(json.dumps([1000 * min(best), float(fit.log_likelihood)]))
"""


def first_events():
    """The first 911 events of a draw, and a span that ends just after them."""
    drawn = simulate_hawkes(LENGTH, baseline=[0.1, 0.1, 0.08], branching=BRANCHING, decays=np.ones((3, 3)), rng=SEED)
    end = float(np.sort(np.concatenate(drawn))[EVENTS - 1]) + 0.01
    return [one[one < end] for one in drawn], end


def ours(times, end, decay):
    fixed = np.ones((3, 3)) if decay == "fixed" else None
    model = Model(make_baseline(end, 0, "none"), decay, 20.0 / end, 20.0, fixed)
    best = []
    for _ in range(3):
        began = time.perf_counter()
        fit = estimate(times, model)
        best.append(time.perf_counter() - began)
    return 1000 * min(best), fit.log_likelihood


def peer(python, path, end, decay):
    command = [python, "-c", PEER, str(path), str(end), decay]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main():
    python, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
    times, end = first_events()
    print(f"{[one.size for one in times]} events in {end:.0f} units; {rounds} rounds in turns, best of 3 in each\n")
    print("| decays | multifront, ms (fastest / median) | log-lik. | intensify, ms (fastest / median) | log-lik. |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.json"
        path.write_text(json.dumps([one.tolist() for one in times]))
        for name, decay, theirs in (("held", "fixed", "held"), ("one", "shared", ""), ("one a pair", "pair", "fitted")):
            ours(times, end, decay)
            pairs = [
                (ours(times, end, decay), peer(python, path, end, theirs) if theirs else None) for _ in range(rounds)
            ]
            cells = []
            for side in zip(*pairs, strict=True):
                if side[0] is None:
                    cells += ["not offered", ""]
                    continue
                spent = [one[0] for one in side]
                cells += [f"{min(spent):.2f} / {np.median(spent):.2f}", f"{side[0][1]:.3f}"]
            print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
