"""The outlines of the map: made from a tiny atlas of our own, and the shipped file against the public one."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from multifront.brief import charts
from multifront.errors import EvidenceError
from multifront.sources import world_shapes
from multifront.sources.files import SourceFile

SHIPPED = Path(charts.__file__).with_name("world.json")
SQUARE = [[0, 0], [0, 10], [10, 0], [0, -10], [-10, 0]]
ACROSS = [[178, 0], [0, 4], [-356, 0], [0, -4], [356, 0]]
HOLE = [[2, 2], [2, 0], [0, 2], [-2, 0], [0, -2]]


def atlas(folder: Path, name: str, entries: dict[str, list[list[list[int]]]]) -> SourceFile:
    """A TopoJSON with one ring an arc and its pin."""
    arcs: list[Any] = []
    geometries = []
    for state, rings in entries.items():
        numbers = [[len(arcs) + i] for i in range(len(rings))]
        arcs += rings
        geometries.append({"type": "Polygon", "arcs": numbers, "properties": {"name": state}})
    made = {
        "arcs": arcs,
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "objects": {"countries": {"geometries": geometries}},
    }
    text = json.dumps(made)
    (folder / name).write_text(text, encoding="utf-8")
    return SourceFile(name, hashlib.sha256(text.encode()).hexdigest())


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shapes = {"Peru": [SQUARE, HOLE], "Fiji": [ACROSS], "Greenland": [SQUARE], "Antarctica": [SQUARE]}
    monkeypatch.setattr(world_shapes, "SHAPES", atlas(tmp_path, "110m.json", shapes))
    monkeypatch.setattr(world_shapes, "PLACES", atlas(tmp_path, "10m.json", {"Malta": [SQUARE], "Peru": [HOLE]}))
    return tmp_path


def test_states_have_codes_names_outlines_and_places(made: Path) -> None:
    found = world_shapes.world(made)
    assert list(found["states"]) == ["FJI", "MLT", "PER"]
    assert found["states"]["PER"] == {"name": "Peru", "point": [50, 50], "polygons": [[[0], [1]]]}
    assert found["states"]["MLT"]["polygons"] == []
    assert len(found["others"]) == 1
    assert len(found["arcs"]) == 4  # those of what is left out are not kept
    assert found["arcs"][0] == [0, 0, 0, 100, 100, 0, 0, -100, -100, 0]


def test_a_state_across_the_date_line_has_its_place_beside_it(made: Path) -> None:
    assert world_shapes.world(made)["states"]["FJI"]["point"] == [1800, 20]


def test_the_text_is_the_content(made: Path) -> None:
    assert json.loads(world_shapes.text(made)) == world_shapes.world(made)


def test_a_name_that_is_in_no_list_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world_shapes, "SHAPES", atlas(tmp_path, "110m.json", {"Atlantis": [SQUARE]}))
    monkeypatch.setattr(world_shapes, "PLACES", atlas(tmp_path, "10m.json", {}))
    with pytest.raises(EvidenceError, match="Atlantis"):
        world_shapes.world(tmp_path)


def test_the_shipped_file_is_small() -> None:
    assert SHIPPED.stat().st_size < 80_000


@pytest.mark.mirror
def test_the_shipped_outlines_are_rebuilt_byte_for_byte(mirror: Path) -> None:
    assert world_shapes.text(mirror) == SHIPPED.read_text(encoding="utf-8"), (
        "next: python -m multifront.sources.world_shapes ../shared > src/multifront/brief/charts/world.json"
    )
