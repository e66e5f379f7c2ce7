"""Answers p-values of event-analysis for batches of pairs; run by a Python that has that package, not by multifront's.

Reads lines "in.npz out.npy" from standard input; the file holds a (pairs, n_a), b (pairs, n_b), window and length in
days, and how many pairs share a frame (all columns are read against all; the p of a pair does not depend on the
other columns). Prints the seconds of processor time spent on the last batch.
"""

import contextlib
import io
import sys
import time
from datetime import timedelta

import numpy as np
import pandas as pd
from EventAnalysis import EventAnalysis

DAY_SECONDS = 86_400


def p_values(a, b, window, length):
    """The precursor p of (a, b), row by row, through the package's public call."""
    count = len(a)
    seen = np.zeros((length, 2 * count), dtype=bool)
    for i in range(count):
        seen[a[i], i] = True
        seen[b[i], count + i] = True
    frame = pd.DataFrame(seen, index=pd.date_range("2018-01-01", periods=length))
    with contextlib.redirect_stdout(io.StringIO()):
        analysis = EventAnalysis(frame, time_normalization_factor=DAY_SECONDS)
        precursor = analysis.ECA(timedelta(days=window), return_p_values=True)[4]
    return precursor[np.arange(count), count + np.arange(count)]


def main():
    for line in sys.stdin:
        source, target = line.split()
        batch = np.load(source)
        a, b, size = batch["a"], batch["b"], int(batch["pairs_a_frame"])
        window, length = int(batch["window"]), int(batch["length"])
        began = time.process_time()
        found = [p_values(a[i : i + size], b[i : i + size], window, length) for i in range(0, len(a), size)]
        spent = time.process_time() - began
        np.save(target, np.concatenate(found))
        print(spent, flush=True)


if __name__ == "__main__":
    main()
