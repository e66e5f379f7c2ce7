"""Archives with traps that need more than one look: names that meet, damage inside, archives inside archives."""

from __future__ import annotations

import zipfile

import pytest
from tests.unit.sources.bad_feeds import read, sample

from multifront.errors import EvidenceError
from multifront.sources.archives import unpack


def packed(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("names", [("a.csv", "./a.csv"), ("a.csv", "A.CSV"), ("d/a.csv", "d//a.csv")])
def test_names_that_mean_one_file_are_refused(tmp_path, names):
    path = packed(tmp_path / "twice.zip", [(name, "x") for name in names])
    with pytest.raises(EvidenceError, match="more than once; valid: each name once"):
        unpack(path, tmp_path / "into")
    assert not (tmp_path / "into").exists()


@pytest.mark.parametrize("names", [("a", "a/b.csv"), ("good.csv", "x" * 300)])
def test_names_that_cannot_be_written_leave_nothing(tmp_path, names):
    path = packed(tmp_path / "names.zip", [(name, "x") for name in names])
    with pytest.raises(EvidenceError, match=r"cannot be unpacked: .*valid: names that can stand side by side"):
        unpack(path, tmp_path / "into")
    assert [found for found in (tmp_path / "into").rglob("*") if found.is_file()] == []


def test_an_archive_in_an_archive_is_not_unpacked(tmp_path):
    inner = packed(tmp_path / "inner.zip", [("a.csv", sample("gdelt"))]).read_bytes()
    outer = packed(tmp_path / "outer.zip", [("inner.zip", inner)]).read_bytes()
    with pytest.raises(EvidenceError, match=r"inner\.zip' line 1: the file is a zip archive; valid: text in UTF-8"):
        read("gdelt", outer, tmp_path, "feed.zip")


@pytest.mark.parametrize("place", range(40, 120, 10))
def test_damage_inside_a_member_is_found_and_nothing_is_left(tmp_path, place):
    path = packed(tmp_path / "whole.zip", [("a.csv", sample("gdelt", 20))])
    content = bytearray(path.read_bytes())
    content[place] ^= 0xFF
    path.write_bytes(bytes(content))
    with pytest.raises(EvidenceError, match="cannot be read"):
        unpack(path, tmp_path / "into")
    assert not list((tmp_path / "into").glob("*"))


def test_a_password_and_an_unknown_method_are_named(tmp_path):
    path = packed(tmp_path / "a.zip", [("a.csv", "x" * 100)])
    whole = path.read_bytes()
    at = whole.rfind(b"PK\x01\x02")
    for offset, value, said in (
        (8, 1, "is encrypted, password required"),
        (10, 99, "compression method is not supported"),
    ):
        content = bytearray(whole)
        content[at + offset] = value
        content[(6 if offset == 8 else 8)] = value
        path.write_bytes(bytes(content))
        with pytest.raises(EvidenceError, match=said):
            unpack(path, tmp_path / "into")
