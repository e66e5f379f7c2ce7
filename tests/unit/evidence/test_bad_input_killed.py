"""A load that is killed at any moment, two writers, readers beside a writer: the store is the last good one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.unit.evidence.test_user_store_loading import dump
from tests.unit.evidence.user_batches import batch

from multifront.errors import EvidenceError
from multifront.evidence import load_batch, open_evidence
from multifront.evidence.loading import altered
from multifront.evidence.userfile import locked

ROOT = Path(__file__).parents[3]
STAGES = ("_replace", "_cite", "check_rows", "_record")
"""What happens between BEGIN and COMMIT, in order."""

LOADING = """
import sys
from pathlib import Path
import multifront.evidence.loading as loading
from tests.unit.evidence.user_batches import generated

def told(name):
    step = getattr(loading, name)
    def run(*given):
        print("in", name, flush=True)
        made = step(*given)
        print("out", name, flush=True)
        return made
    setattr(loading, name, run)

for name in sys.argv[2].split():
    told(name)
loading.load_batch(Path(sys.argv[1]), generated(30_000, "mine"))
print("done", flush=True)
"""


def loading(file):
    """A process that loads thirty thousand rows and tells each step."""
    command = [sys.executable, "-c", LOADING, str(file), " ".join(STAGES)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def killed(file, stage, wait):
    """Kill a load so long after it said that it is at a stage; the last thing that it said."""
    with loading(file) as process:
        for line in process.stdout:
            if line.split() == stage.split():
                break
        time.sleep(wait)
        os.kill(process.pid, signal.SIGKILL)
        said = [stage, *(line.strip() for line in process.stdout)]
    assert process.returncode == -signal.SIGKILL or said[-1] == "done"
    return said[-1]


def test_a_kill_at_random_moments_leaves_the_last_good_state(tmp_path):
    """Eight moments: the step from the list, the wait after it by the seed. Which were inside is counted, not hoped."""
    file = tmp_path / "mine.duckdb"
    load_batch(file, batch())
    after = tmp_path / "whole.duckdb"
    with loading(after) as process:
        assert process.stdout.read().strip().endswith("done")
    good, whole = dump(file), dump(after)
    inside = []
    for seed in range(8):
        rng = random.Random(seed)
        stage = f"{('in', 'out')[seed % 2]} {STAGES[seed // 2]}"
        last = killed(file, stage, rng.uniform(0, 0.02))
        found = dump(file)
        committed = found != good
        if last != "out _record" and last != "done":
            inside.append(last)
            assert not committed, f"seed {seed}, killed at {last!r}: rows of a load that was never committed"
        if committed:
            assert found["event"] == whole["event"]
            assert found["load"] == whole["load"]
        assert altered(file) == []
        with locked(file, write=True):
            pass
        assert load_batch(file, batch(parser=f"mine {seed + 2}"))[1]
        assert [path.name for path in tmp_path.glob(".mine*")] == []
        good = dump(file)
    assert len(inside) >= 5, f"only {inside} were inside the transaction"


def test_a_kill_while_rows_stand_in_the_store_uncommitted(tmp_path):
    """The kill is in mid-transaction beyond doubt: the process has said that all rows are inserted and checked."""
    file = tmp_path / "mine.duckdb"
    load_batch(file, batch())
    before = dump(file)
    last = killed(file, "out check_rows", 0.0)
    assert last == "out check_rows" or "in _record".startswith(last), last  # the kill may cut the next word short
    assert dump(file) == before
    assert load_batch(file, batch(parser="mine 2"))[1]


def test_the_second_writer_is_told_who_writes(tmp_path):
    file = tmp_path / "mine.duckdb"
    load_batch(file, batch())
    before = dump(file)
    with loading(file) as process:
        for line in process.stdout:
            if line.strip() == "in check_rows":
                break
        os.kill(process.pid, signal.SIGSTOP)
        try:
            with pytest.raises(EvidenceError, match=f"cannot be written now: in use .process {process.pid} writes it."):
                load_batch(file, batch(parser="mine 2"))
            with pytest.raises(EvidenceError, match=f"cannot be read now: in use .process {process.pid} writes it."):
                open_evidence(store=file)
        finally:
            os.kill(process.pid, signal.SIGCONT)
        assert process.stdout.read().strip().endswith("done")
    assert dump(file) != before
    assert altered(file) == []


def test_a_writer_that_is_killed_before_readers_come_is_not_seen_by_them(tmp_path, folder, monkeypatch):
    monkeypatch.setattr("multifront.evidence.opening.STARTER", folder)
    file = tmp_path / "mine.duckdb"
    load_batch(file, batch())
    killed(file, "out _replace", 0.0)
    one, two = open_evidence(store=file), open_evidence(store=file)
    assert one.present("event", ["M1", "M2", "B1"]) == two.present("event", ["M1", "M2", "B1"]) == ("M1", "M2")


def test_a_load_waits_for_no_reader_and_readers_see_no_half(tmp_path, folder, monkeypatch):
    """While readers are open a writer is refused, so that what they read cannot change under them."""
    monkeypatch.setattr("multifront.evidence.opening.STARTER", folder)
    file = tmp_path / "mine.duckdb"
    load_batch(file, batch())
    reader = open_evidence(store=file)
    with loading(file) as process:
        assert process.stdout.read() == ""
    assert process.returncode == 1
    assert reader.present("event", ["M1", "B1"]) == ("M1",)
