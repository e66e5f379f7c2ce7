"""Fetching against a made publisher: every way to fail has its status, and nothing that was there is lost."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace

import pytest
from tests.unit.sources.publisher import BODY, Publisher, published

from multifront.errors import EvidenceError, UsageError
from multifront.sources.addresses import Wanted, addresses, of_sources
from multifront.sources.catalogue import SOURCES
from multifront.sources.fetch_cache import FetchCache, checksum
from multifront.sources.fetch_connection import Limits, Refused, Rules, checked_url, public_address
from multifront.sources.fetch_outcome import STATUSES
from multifront.sources.fetching import Policy, copy_from, fetch

FAST = Limits(connect=2, read=2, total=20, attempts=3, first_wait=0.01, longest_wait=0.05)
HERE = Policy(FAST, Rules(private=True))
PIN = hashlib.sha256(BODY).hexdigest()


@pytest.fixture
def publisher():
    with published(Publisher()) as one:
        yield one


@pytest.fixture
def slot(tmp_path):
    return FetchCache(tmp_path).slot("made/file.csv")


def wanted(publisher: Publisher, **more) -> Wanted:
    return Wanted("made", "file.csv", publisher.url, "https://example.org/page", **more)


def only_whole(slot) -> bool:
    """No partial file is left beside the whole one."""
    return sorted(path.name for path in slot.folder.iterdir() if ".part" in path.name) == []


def test_a_whole_file_and_then_unchanged(publisher, slot):
    first = fetch(wanted(publisher, sha256="", media=("text/csv",)), slot, HERE)
    assert (first.status, first.bytes, first.sha256) == ("fetched", len(BODY), PIN)
    assert slot.whole.read_bytes() == BODY
    assert fetch(wanted(publisher), slot, HERE).status == "unchanged"
    assert "if-none-match" in publisher.asked[1]
    assert only_whole(slot)


def test_a_pinned_file_that_is_here_is_not_asked_again(publisher, slot):
    assert fetch(wanted(publisher, sha256=PIN), slot, HERE).status == "fetched"
    assert fetch(wanted(publisher, sha256=PIN), slot, HERE).status == "unchanged"
    assert len(publisher.asked) == 1


def test_the_same_bytes_without_a_mark_are_unchanged(publisher, slot):
    publisher.etag = False
    fetch(wanted(publisher), slot, HERE)
    assert fetch(wanted(publisher), slot, HERE).status == "unchanged"
    assert not slot.previous.exists()


def test_resume_after_a_cut(publisher, slot):
    publisher.plan = ["cut", "ok"]
    assert fetch(wanted(publisher, sha256=PIN), slot, HERE).status == "fetched"
    assert publisher.asked[1]["range"] == "bytes=200000-"
    assert slot.whole.read_bytes() == BODY


def test_without_a_mark_a_cut_download_starts_anew(publisher, slot):
    publisher.plan, publisher.etag = ["cut", "ok"], False
    assert fetch(wanted(publisher), slot, HERE).status == "fetched"
    assert "range" not in publisher.asked[1]
    assert slot.whole.read_bytes() == BODY


def test_an_edition_that_changed_during_a_resume_is_taken_whole(publisher, slot):
    publisher.plan = ["cut"]
    assert fetch(wanted(publisher), slot, HERE).status == "down"
    assert slot.begun()[0] == 200_000
    publisher.plan, publisher.body = ["ok"], b"new" * 1_000
    assert fetch(wanted(publisher), slot, HERE).status == "fetched"
    assert slot.whole.read_bytes() == b"new" * 1_000


@pytest.mark.parametrize("word", ["wrong part", "416"])
def test_a_wrong_part_is_never_appended(publisher, slot, word):
    publisher.plan = ["cut", word, "ok"]
    assert fetch(wanted(publisher), slot, HERE).status == "fetched"
    assert slot.whole.read_bytes() == BODY


@pytest.mark.parametrize(
    ("plan", "status", "said"),
    [
        (["404"], "moved", "answers 404"),
        (["410"], "moved", "answers 410"),
        (["401"], "needs account", "asks for an account"),
        (["403"], "needs account", "answers 403"),
        (["500"], "down", "3 attempts brought nothing; the last: answer 500"),
        (["429"], "down", "answer 429"),
        (["418"], "down", "answers 418"),
        (["500", "503", "ok"], "fetched", "whole file"),
        (["cut"], "down", "the connection ended at 200000 of 512000 bytes"),
    ],
)
def test_answers_and_their_status(publisher, slot, plan, status, said):
    publisher.plan = plan
    found = fetch(wanted(publisher), slot, HERE)
    assert found.status == status
    assert said in found.line
    assert found.status in STATUSES


def test_a_redirect_is_followed_and_told(publisher, slot):
    publisher.plan, publisher.location = ["redirect"], "/new.csv"
    found = fetch(wanted(publisher), slot, HERE)
    assert found.status == "fetched"
    assert found.line.endswith("/new.csv")


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("file:///etc/passwd", "is not http or https"),
        ("ftp://127.0.0.1/x", "is not http or https"),
        ("/file.csv", "more than 5 redirects"),
        ("http://user:word@127.0.0.1/x", "holds a name or password"),
    ],
)
def test_redirects_that_are_refused(publisher, slot, location, said):
    publisher.plan, publisher.location = ["redirect"], location
    found = fetch(wanted(publisher), slot, HERE)
    assert found.status == "moved"
    assert said in found.line


def test_private_addresses_are_refused_without_the_hook(publisher, slot):
    found = fetch(wanted(publisher), slot, Policy(FAST))
    assert (found.status, publisher.asked) == ("moved", [])
    assert "127.0.0.1, a private address" in found.line


@pytest.mark.parametrize(
    "address",
    [
        *("10.0.0.1", "127.0.0.1", "169.254.169.254", "192.168.1.1", "0.0.0.0", "100.64.0.1", "224.0.0.1"),
        *("::1", "fe80::1%eth0", "::ffff:10.0.0.1", "fd00::1", "64:ff9b::a00:1", "2002:a00:1::", "ff02::1"),
    ],
)
def test_addresses_that_are_not_public(address):
    assert not public_address(address)


def test_public_addresses():
    assert all(public_address(one) for one in ("93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"))
    assert checked_url("https://example.org/a").hostname == "example.org"
    with pytest.raises(Refused, match="names no host"):
        checked_url("http:///a")


def test_a_changed_checksum_keeps_the_old_copy(publisher, slot):
    fetch(wanted(publisher), slot, HERE)
    publisher.body = b"revised"
    found = fetch(wanted(publisher, sha256="0" * 64), slot, HERE)
    assert found.status == "checksum changed"
    assert "the old copy is kept, the new one is file.csv.changed" in found.line
    assert slot.whole.read_bytes() == BODY
    assert slot.aside.read_bytes() == b"revised"
    assert found.path == slot.whole
    assert only_whole(slot)


def test_an_unpinned_new_edition_keeps_the_one_before(publisher, slot):
    fetch(wanted(publisher), slot, HERE)
    publisher.body = b"newer"
    assert fetch(wanted(publisher), slot, HERE).status == "fetched"
    assert (slot.whole.read_bytes(), slot.previous.read_bytes()) == (b"newer", BODY)


@pytest.mark.parametrize("plan", ["ok", "endless"])
def test_too_large_announced_or_not(publisher, slot, plan):
    publisher.plan = [plan]
    found = fetch(wanted(publisher, max_bytes=100_000), slot, HERE)
    assert (found.status, found.path) == ("too large", None)
    assert not slot.part.exists()


@pytest.mark.parametrize("plan", ["drip", "slow start"])
def test_the_total_time_ends_a_slow_publisher(publisher, slot, plan):
    publisher.plan = [plan]
    began = time.monotonic()
    found = fetch(wanted(publisher), slot, replace(HERE, limits=replace(FAST, total=0.6)))
    assert found.status == "timed out"
    assert time.monotonic() - began < 2.5
    assert plan != "drip" or 0 < slot.begun()[0] < len(BODY)


def test_a_web_page_is_no_data(publisher, slot):
    publisher.media = "text/html"
    found = fetch(wanted(publisher, media=("text/csv",)), slot, HERE)
    assert found.status == "moved"
    assert "'text/html', not text/csv" in found.line


def test_nobody_listens(slot):
    found = fetch(Wanted("made", "file.csv", "http://127.0.0.1:9/x"), slot, HERE)
    assert found.status == "down"
    assert "ConnectionRefusedError" in found.line


def test_accounts_and_files_by_hand_are_not_asked(publisher, slot):
    assert fetch(wanted(publisher, how="account"), slot, HERE).status == "needs account"
    assert fetch(wanted(publisher, how="by hand"), slot, HERE).status == "by hand"
    assert publisher.asked == []


KILLED = """
import sys
from pathlib import Path
from multifront.sources.addresses import Wanted
from multifront.sources.fetch_cache import FetchCache
from multifront.sources.fetch_connection import Limits, Rules
from multifront.sources.fetching import Policy, fetch
cache = FetchCache(Path(sys.argv[2]))
wanted = Wanted("made", "file.csv", sys.argv[1])
with cache.locked():
    fetch(wanted, cache.slot("made/file.csv"), Policy(Limits(), Rules(private=True)))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_a_killed_process_is_resumed(publisher, slot, tmp_path):
    publisher.plan = ["slow half", "ok"]
    script = tmp_path / "killed.py"
    script.write_text(textwrap.dedent(KILLED))
    with subprocess.Popen([sys.executable, str(script), publisher.url, str(tmp_path)]) as process:
        for _ in range(1500):
            if slot.begun()[0] >= 300_000:
                break
            time.sleep(0.02)
        with pytest.raises(EvidenceError, match="another process fetches"), FetchCache(tmp_path).locked():
            pass
        os.kill(process.pid, signal.SIGKILL)
        process.wait(timeout=10)
    assert not slot.whole.exists()
    with FetchCache(tmp_path).locked():
        assert fetch(wanted(publisher, sha256=PIN), slot, HERE).status == "fetched"
    assert publisher.asked[-1]["range"] == "bytes=300000-"
    assert slot.whole.read_bytes() == BODY


def test_a_mark_cut_off_while_written_starts_anew(publisher, slot):
    slot.folder.mkdir(parents=True)
    slot.part.write_bytes(b"half")
    slot.part.with_name("file.csv.part.json").write_text('{"url": "htt')
    assert fetch(wanted(publisher, sha256=PIN), slot, HERE).status == "fetched"


def test_copies_from_a_mirror(tmp_path, slot):
    mirror = tmp_path / "mirror"
    (mirror / "data").mkdir(parents=True)
    (mirror / "data" / "x.csv").write_bytes(b"rows")
    one = Wanted("made", "file.csv", mirror="data/x.csv", mirror_sha256=hashlib.sha256(b"rows").hexdigest())
    assert copy_from(mirror, one, slot).status == "fetched"
    assert copy_from(mirror, one, slot).status == "unchanged"
    assert copy_from(mirror / "data", one, slot).status == "unchanged"
    assert copy_from(mirror, replace(one, mirror="data/y.csv"), slot).status == "down"
    assert copy_from(mirror, replace(one, mirror=""), slot).line == "the mirror holds no copy of it"
    (mirror / "data" / "x.csv").write_bytes(b"other rows")
    assert copy_from(mirror, one, slot).status == "checksum changed"
    assert slot.whole.read_bytes() == b"rows"
    assert copy_from(mirror, replace(one, max_bytes=5), slot).status == "too large"


def test_names_that_leave_the_cache_are_refused():
    for name in ("../x", "a/b", ".hidden", ""):
        with pytest.raises(EvidenceError, match="of a file to fetch"):
            Wanted("made", name)
    for path in ("../x", "/etc/passwd", "data/../../x", "data//x"):
        with pytest.raises(EvidenceError, match="of a file to fetch"):
            Wanted("made", "x", mirror=path)
    with pytest.raises(EvidenceError, match="unknown way to get a file 'magic'"):
        Wanted("made", "x", how="magic")


def test_the_shipped_addresses():
    for source, files in addresses().items():
        assert len({one.file for one in files}) == len(files), source
        for one in files:
            assert one.page.startswith(("http://", "https://")) or one.note
            assert (one.how == "direct") == bool(one.url), one.file
            if one.url:
                checked_url(one.url)
    assert of_sources(("un_votes", "un_votes")) == of_sources(("un_votes",))
    with pytest.raises(UsageError, match="unknown source 'un_vote'; closest: un_votes"):
        of_sources(("un_vote",))


def test_every_source_that_can_be_read_can_be_fetched():
    assert set(SOURCES) <= set(addresses())


@pytest.mark.mirror
def test_the_shipped_pins_are_those_of_the_mirror(mirror):
    for one in of_sources(()):
        if one.mirror:
            assert checksum(mirror / one.mirror) == one.mirror_sha256
