"""Archives from outside: unpacked where harmless, refused with nothing left behind where not."""

from __future__ import annotations

import zipfile

import pytest
from tests.unit.sources.feed_samples import gdelt_row, look

from multifront.errors import EvidenceError
from multifront.sources import archives, gdelt_events
from multifront.sources.archives import Limits, unpack


def packed(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def test_a_packed_feed_is_read(tmp_path):
    path = packed(tmp_path / "20160728.export.CSV.zip", [("20160728.export.CSV", gdelt_row(1) + "\n" + "bad\n")])
    seen = look(gdelt_events.events(path, tmp_path / "work"))
    assert list(seen.events) == ["gdelt:1"]
    assert seen.aside == [(2, "has 1 fields; valid: 57 or 58")]


@pytest.mark.parametrize(
    "name", ["../out.csv", "a/../../out.csv", "/etc/out.csv", "C:\\out.csv", "..\\out.csv", "a\nb.csv"]
)
def test_names_that_lead_elsewhere_are_refused(tmp_path, name):
    path = packed(tmp_path / "tricks.zip", [("good.csv", "x"), (name, "x")])
    with pytest.raises(EvidenceError, match="valid: relative names of plain files"):
        unpack(path, tmp_path / "into")
    assert not list(tmp_path.glob("**/*.csv"))


def test_links_are_refused(tmp_path):
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = 0o120777 << 16
    path = packed(tmp_path / "link.zip", [(link, "/etc/passwd")])
    with pytest.raises(EvidenceError, match="is a link or a device"):
        unpack(path, tmp_path / "into")


def test_a_bomb_is_refused_by_its_ratio_and_by_its_size(tmp_path):
    path = packed(tmp_path / "bomb.zip", [("zeros.csv", b"0" * 30_000_000)])
    with pytest.raises(EvidenceError, match="times its packed size; valid: at most 200 times"):
        unpack(path, tmp_path / "into")
    with pytest.raises(EvidenceError, match="unpacks to 30000000 bytes; valid: at most 1000"):
        unpack(path, tmp_path / "into", Limits(bytes=1000, ratio=1e6))
    assert not (tmp_path / "into").exists()


def test_a_member_that_gives_more_than_it_may_is_stopped_and_removed(tmp_path, monkeypatch):
    path = packed(tmp_path / "lies.zip", [("a.csv", b"0" * 5_000)])
    monkeypatch.setattr(archives, "_check", lambda *_: None)
    with pytest.raises(EvidenceError, match="gives more than the 100 bytes"):
        unpack(path, tmp_path / "into", Limits(bytes=100))
    assert not list((tmp_path / "into").iterdir())


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_name_twice_and_too_many_members(tmp_path):
    path = packed(tmp_path / "twice.zip", [("a.csv", "1"), ("a.csv", "2")])
    with pytest.raises(EvidenceError, match=r"holds 'a.csv' more than once"):
        unpack(path, tmp_path / "into")
    with pytest.raises(EvidenceError, match="holds 2 files; valid: at most 1"):
        unpack(path, tmp_path / "into", Limits(members=1))


def test_a_file_that_is_no_archive_and_a_truncated_one(tmp_path):
    whole = packed(tmp_path / "whole.zip", [("a.csv", "1" * 1000)])
    for content in (b"no zip", whole.read_bytes()[:60]):
        path = tmp_path / "broken.zip"
        path.write_bytes(content)
        with pytest.raises(EvidenceError, match="cannot be read"):
            unpack(path, tmp_path / "into")
