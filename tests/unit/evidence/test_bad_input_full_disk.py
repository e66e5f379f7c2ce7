"""A disk that is really full: the store, the starter, a brief and the fetched files are as before, nothing is left."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.evidence.conftest import write_store
from tests.unit.evidence.small_disk import fill, mounted
from tests.unit.evidence.test_user_store_loading import dump
from tests.unit.evidence.user_batches import batch, event, generated

from multifront.brief.writing import write
from multifront.errors import EvidenceError
from multifront.evidence import load_batch
from multifront.evidence.loading import altered
from multifront.evidence.manifest import read_manifest
from multifront.sources.addresses import Wanted
from multifront.sources.fetch_cache import FetchCache
from multifront.sources.fetching import copy_from

ROOT = Path(__file__).parents[3]


def left_behind(folder):
    """Files that are neither the store, nor its lock, nor its log, nor what filled the disk."""
    return [path.name for path in folder.iterdir() if not path.name.startswith(("mine.duckdb", "filler"))]


@pytest.mark.parametrize("kilobytes", [2_000, 3_000, 4_000])
def test_a_load_that_fills_the_disk_leaves_the_store_as_before(tmp_path, kilobytes):
    with mounted(tmp_path / "disk", kilobytes) as disk:
        load_batch(disk / "mine.duckdb", batch())
        before = dump(disk / "mine.duckdb")
        with pytest.raises(EvidenceError, match=r"source 'bulk' was not loaded.*as before.*No space left.*room on the"):
            load_batch(disk / "mine.duckdb", generated(300_000))
        assert dump(disk / "mine.duckdb") == before
        assert altered(disk / "mine.duckdb") == []
        assert left_behind(disk) == []
        assert not (disk / "mine.duckdb.building").exists()


def test_a_full_disk_while_rows_are_written_and_the_next_load_once_there_is_room(tmp_path):
    with mounted(tmp_path / "disk", 8_000) as disk:
        load_batch(disk / "mine.duckdb", batch())
        before = dump(disk / "mine.duckdb")
        filler = fill(disk, 100_000)
        many = {"event": [event(f"E{i}", headline="x" * 100) for i in range(3_000)]}
        with pytest.raises(EvidenceError, match=r"No space left on device"):
            load_batch(disk / "mine.duckdb", batch("other", rows=many))
        assert dump(disk / "mine.duckdb") == before
        assert left_behind(disk) == []
        filler.unlink()
        assert load_batch(disk / "mine.duckdb", batch(parser="mine 2"))[1]


@pytest.mark.parametrize("room", [0, 50_000, 150_000, 280_000])
def test_a_store_that_cannot_be_made_is_not_there(tmp_path, room):
    with mounted(tmp_path / "disk", 2_000) as disk:
        fill(disk, room)
        with pytest.raises(EvidenceError, match="No space left on device"):
            load_batch(disk / "mine.duckdb", generated(300_000))
        found = {path.name for path in disk.iterdir()} - {"filler", "mine.duckdb.lock"}
        assert found <= {"mine.duckdb", "mine.duckdb.wal"}
        if "mine.duckdb" in found:  # made, and empty: the load into it is what failed
            assert dump(disk / "mine.duckdb")["load"] == []


def test_a_starter_that_does_not_fit_leaves_the_old_one(tmp_path, contents):
    with mounted(tmp_path / "disk", 2_000) as disk:
        write_store(contents, disk / "starter")
        before = read_manifest(disk / "starter")
        fill(disk, 8_000)
        with pytest.raises(EvidenceError, match=r"was not written, it is as before: .*No space left.*build again"):
            write_store(contents, disk / "starter")
        assert read_manifest(disk / "starter") == before
        assert sorted(path.name for path in disk.iterdir()) == ["filler", "starter"]


def test_a_brief_that_does_not_fit_leaves_the_old_one_and_names_the_file(tmp_path):
    with mounted(tmp_path / "disk", 500) as disk:
        write(disk / "brief.html", "old")
        fill(disk, 8_000)
        with pytest.raises(OSError, match=r"No space left on device.*brief\.html"):
            write(disk / "brief.html", "new" * 100_000)
        assert (disk / "brief.html").read_text(encoding="utf-8") == "old"
        assert sorted(path.name for path in disk.iterdir()) == ["brief.html", "filler"]


def test_a_fetch_that_does_not_fit_keeps_the_old_copy_and_says_whose_disk_it_is(tmp_path):
    mirror = tmp_path / "mirror"
    mirror.mkdir()
    with mounted(tmp_path / "disk", 500) as disk:
        cache = FetchCache(disk)
        wanted = Wanted(source="s", file="a.csv", how="by hand", mirror="a.csv")
        (mirror / "a.csv").write_text("old", encoding="utf-8")
        assert copy_from(mirror, wanted, cache.slot("a.csv")).status == "fetched"
        fill(disk, 20_000)
        (mirror / "a.csv").write_text("new" * 100_000, encoding="utf-8")
        result = copy_from(mirror, wanted, cache.slot("a.csv"))
        assert (result.status, (disk / "a.csv").read_text(encoding="utf-8")) == ("not kept", "old")
        assert "No space left" in result.line
        with pytest.raises(EvidenceError, match=r"ledger .* cannot be written .No space left.*what is whole there is"):
            cache.record({f"s/{i}": {"line": "x" * 1000, "held": True} for i in range(100)})
        assert not list(disk.glob("*.tmp"))


def test_a_limit_on_the_size_of_files_is_an_error_like_a_full_disk(tmp_path):
    """Where no disk can be mounted, the system's own limit stands in for one."""
    file = tmp_path / "mine.duckdb"
    load_batch(file, batch())
    before = dump(file)
    program = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from tests.unit.evidence.user_batches import generated\n"
        "from multifront.errors import EvidenceError\n"
        "from multifront.evidence import load_batch\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))\n"
        "try:\n"
        f"    load_batch(Path({str(file)!r}), generated(300_000))\n"
        "except EvidenceError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)
    assert "source 'bulk' was not loaded" in done.stdout
    assert "File too large" in done.stdout
    assert dump(file) == before
    assert load_batch(file, batch(parser="mine 2"))[1]
