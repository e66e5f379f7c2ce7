"""The shipped evidence is what its script makes of the public files, byte for byte."""

from __future__ import annotations

import hashlib

import pytest

from multifront.evidence import STARTER
from multifront.workbench.starting import build_starter


@pytest.mark.mirror
def test_the_starter_is_rebuilt_byte_for_byte(mirror, tmp_path):
    build_starter(mirror, tmp_path / "data")
    rebuilt = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (tmp_path / "data").iterdir()}
    assert rebuilt == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in STARTER.iterdir()}
