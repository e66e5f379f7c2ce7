"""Talks to event-analysis 1.1.3 in a Python of its own, so that its requirements stay out of the project's."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np

WORKER = Path(__file__).with_name("timing_peer_worker.py")


class Peer:
    """One running interpreter that answers batches of pairs; `python` has event-analysis installed."""

    def __init__(self, python):
        self.folder = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen(
            [python, "-W", "ignore", str(WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"NUMBA_NUM_THREADS": "1"},
        )

    def p_values(self, a, b, window, length, pairs_a_frame=10):
        """Precursor p of each pair, shape (pairs,), and the seconds that the calls took."""
        source, target = Path(self.folder.name) / "in.npz", Path(self.folder.name) / "out.npy"
        np.savez(source, a=a, b=b, window=window, length=length, pairs_a_frame=pairs_a_frame)
        self.process.stdin.write(f"{source} {target}\n")
        self.process.stdin.flush()
        seconds = self.process.stdout.readline()
        if not seconds:
            raise RuntimeError(f"asked event-analysis for {len(a)} pairs; its interpreter ended: see its message above")
        return np.load(target), float(seconds)

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.folder.cleanup()
