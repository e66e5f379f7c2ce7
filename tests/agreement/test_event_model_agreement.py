"""The shipped word lists and weights of the event coder against those that the scripts make from the raw data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from bench import event_split, reading_lexicon, reading_model

from multifront.reading.codes import type_of
from multifront.sources.cameo import acts

PACKAGE = Path(__file__).parents[2] / "src" / "multifront" / "reading"
MOVED = {"163", "1712", "175", "191", "192"}
"""Codes that the manual moves away from the type of their root; the docs say why they stay here."""


@pytest.mark.mirror
def test_word_lists_are_those_of_the_script(mirror: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_lexicon, "TARGET", tmp_path)
    folder = mirror / "data" / "event_coding"
    reading_lexicon.write_names(folder / "dictionaries" / "Phoenix.Countries.actors.txt")
    reading_lexicon.write_sectors(folder / "dictionaries" / "Phoenix.agents.txt")
    reading_lexicon.write_verbs(folder / "petrarch2" / "CAMEO.2.0.txt")
    made = sorted(tmp_path.glob("*.csv"))
    assert len(made) == 5
    for file in made:
        assert file.read_bytes() == (PACKAGE / file.name).read_bytes(), file.name


@pytest.mark.mirror
def test_weights_are_those_of_the_script(mirror: Path) -> None:
    """All but one in a thousand units equal: another processor may round a weight that lies between two units."""
    some = reading_model.examples(mirror / "data" / "event_coding", reading_model.Settings())
    units, _, offset = reading_model.quantised(some, reading_model.Settings())
    with np.load(PACKAGE / "model_weights.npz") as shipped:
        assert np.mean(shipped["units"] != units) < 0.001
        np.testing.assert_allclose(shipped["offset"], offset, atol=1e-3)


@pytest.mark.mirror
def test_training_never_sees_the_test_part(mirror: Path) -> None:
    folder = mirror / "data" / "event_coding"
    records = event_split.plover_records(folder)
    kept = {record.text for record in records if record.part == "test"}
    seen = {one.text for one in reading_model.examples(folder, reading_model.Settings())}
    assert len(records) == 322
    assert len(kept) > 80
    assert not kept & seen


def test_types_follow_the_manual_but_for_five_codes() -> None:
    table = {act.code: act.plover for act in acts()}
    differing = {code for code, kind in table.items() if (type_of(code) or "NONE") != kind}
    assert differing == MOVED & set(table)
