"""A source that cannot be read is one line of the report; the others are loaded and stay as they were."""

from __future__ import annotations

import pytest
from tests.unit.evidence.user_batches import batch

from multifront.errors import EvidenceError
from multifront.evidence import load_batch, open_user_file
from multifront.workbench.loading import harvested, load_sources


@pytest.mark.parametrize(
    "error",
    [
        ValueError("invalid literal for int(): 'x'"),
        KeyError("year"),
        IndexError("list index out of range"),
        TypeError("unsupported"),
        ZeroDivisionError("division by zero"),
        PermissionError(13, "Permission denied"),
        OSError(5, "Input/output error"),
    ],
)
def test_whatever_a_parser_stumbles_over_is_an_error_that_names_the_source(tmp_path, error):
    def stumbles(_):
        raise error

    with pytest.raises(EvidenceError, match=rf"source 'mine' cannot be read: {type(error).__name__}: .*next: restore"):
        harvested("mine", stumbles, tmp_path)


def test_an_error_of_ours_passes_as_it_is(tmp_path):
    def refuses(_):
        raise EvidenceError("own words")

    with pytest.raises(EvidenceError, match=r"^own words$"):
        harvested("mine", refuses, tmp_path)


def test_a_mirror_without_files_leaves_the_other_sources_as_they_were(tmp_path):
    file = tmp_path / "mine.duckdb"
    load_batch(file, batch())
    before = open_user_file(file).loads
    with pytest.raises(
        EvidenceError, match=r"(?s)2 of 2 source.*hormuz_transits: source file.*\n.*sanctions: source file"
    ):
        load_sources(tmp_path, file, ["hormuz_transits", "sanctions"])
    assert open_user_file(file).loads == before
