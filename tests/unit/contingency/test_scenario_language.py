"""The table of the language drives the readers and the schema: what stands in one is known to all."""

from __future__ import annotations

import re
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from multifront import contingency
from multifront.contingency.block_words import BLOCKS
from multifront.contingency.fields import NUMBER_FIELDS, TOP_FIELDS, keys_of
from multifront.contingency.fronts import FRONTS
from multifront.contingency.language import LANGUAGE, Group
from multifront.contingency.numbers import NUMBER_KEYS
from multifront.contingency.reader import TOP_KEYS
from multifront.contingency.vocabulary import place_of
from multifront.errors import FileProblems

ROOT = Path(__file__).parents[3]
FILES = sorted(
    [
        *(ROOT / "src/multifront/scenarios").glob("*.yaml"),
        *(p for p in (ROOT / "examples").glob("*.yaml") if "scenario:" in p.read_text()),
    ]
)
NAMES = {
    "<side>": "china",
    "<commodity>": "gas",
    "<route>": "way",
    "<limit>": "strait",
    "<class>": "long_range_strike",
    "<branch>": "frozen",
    "<home>": "yokosuka",
    "<pool>": "p",
    "<front>": "korea",
    "<chokepoint>": "sound",
    "<correlation>": "c",
    "<actor>": "PRK",
    "<line>": "ships",
    "<lever>": "basing",
    "<setting>": "none",
}
UNKNOWN = "no_such_key"
VALIDATOR = jsonschema.Draft202012Validator(contingency.scenario_schema())


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def nested(path: list[str], leaf: dict[str, Any]) -> dict[str, Any]:
    for part in reversed(path):
        leaf = {part: leaf}
    return leaf


def place(group: Group) -> list[str]:
    return [NAMES.get(part, part) for part in group.path.split(".") if part]


def unknown_keys(group: Group, keys: list[str]) -> set[str]:
    """The keys that the reader does not know at a place, of those asked."""
    leaf: Any = dict.fromkeys(keys, "x")
    parts = place(group)
    if group.entries:
        document: dict[str, Any] = {parts[0]: [leaf]}
    else:
        document = nested(parts, leaf)
    if group.path.startswith("fronts.places"):
        document["fronts"]["places"] = {"taiwan_strait": {"opens": "open"}, **document["fronts"]["places"]}
    if group.path.startswith("forces"):
        document["fronts"] = {"places": {front: {"opens": "open"} for front in FRONTS}}
    if group.path.startswith(("branches", "clocks")):
        document["arms"] = {"china": {"drones": {"partner": {}}}}
    document.setdefault("sides", {"china": {}})
    document["sides"].setdefault("china", {})
    with pytest.raises(FileProblems) as caught:
        contingency.read_scenario(yaml.safe_dump(document, sort_keys=False), "mine.yaml")
    said = [re.match(r"unknown key '(\w+)'", one.what) for one in caught.value.problems]
    return {match[1] for match in said if match}


@pytest.mark.parametrize(
    "group", [one for one in LANGUAGE if one.fields or one.words], ids=lambda one: one.path or "file"
)
def test_readers_know_exactly_the_keys_of_the_table(group: Group) -> None:
    keys = [*keys_of(group.fields), *(word.key for word in group.words)]
    assert unknown_keys(group, [UNKNOWN]) == {UNKNOWN}
    if group.path:
        assert unknown_keys(group, keys) == set()


def test_every_top_key_and_block_stands_in_the_table() -> None:
    """A new block enters `fields.BLOCK_MEANINGS` and `language.LANGUAGE`."""
    assert set(TOP_KEYS) == {*keys_of(TOP_FIELDS), "stop_after"}
    described = {group.path.split(".")[0] for group in LANGUAGE}
    assert set(BLOCKS) <= described, "next: enter the block in contingency/language.py"
    assert all(field.meaning != field.key for field in TOP_FIELDS), (
        "next: say what the block is in fields.BLOCK_MEANINGS"
    )
    assert set(NUMBER_KEYS) == set(keys_of(NUMBER_FIELDS))


def test_every_number_of_the_shipped_scenarios_stands_in_the_table() -> None:
    paths = {
        tuple(re.sub(r"<\w+>", "*", f"{group.path}.{word.key}".strip(".")).split("."))
        for group in LANGUAGE
        for word in group.words
    }

    def known(parts: list[str]) -> bool:
        return any(
            len(path) == len(parts) and all(p in ("*", q) for p, q in zip(path, parts, strict=True)) for path in paths
        )

    for name in contingency.shipped_scenarios():
        scenario = contingency.load(name)
        for number in scenario.numbers:
            parts = number.partition("@")[0].split(".")
            if parts[0] in scenario.sides:
                gas = parts[1] in ("gas", "coal", "grain", "food")
                parts = ["sides", parts[0], *(["commodities"] if gas else []), *parts[1:]]
            assert known(parts), number


def test_rows_of_the_vocabulary() -> None:
    rows = list(contingency.vocabulary_rows())
    assert all(row["name"] and row["unit"] and row["description"] for row in rows)
    assert len({(row["place"], row["name"]) for row in rows}) == len(rows)
    assert {row["direction"] for row in rows} == {"input", "output"}
    by_name = {(row["place"], row["name"]): row for row in rows}
    assert by_name["clocks", "delivery"]["default"] == "required"
    assert by_name["forces", "slowness"]["default"] == "1"
    assert by_name["conversions", "bcm_per_mt"]["default"] == "none"


@pytest.mark.parametrize(
    ("number", "place"),
    [
        ("stop_after", ("scenario", "stop_after")),
        ("partner.flag_share", ("scenario", "partner.flag_share")),
        ("china.cut.share@30", ("china.cut", "share@30")),
        ("china.routes.gulf.flow", ("china.crude", "routes.gulf.flow")),
        ("china.gas.stock.volume", ("china.gas", "stock.volume")),
        ("arms.china.drones.stock", ("arms.china", "drones.stock")),
        ("forces.slowness", ("forces", "slowness")),
        ("branches.frozen.weight", ("branches", "frozen.weight")),
    ],
)
def test_where_a_number_is_looked_for(number: str, place: tuple[str, str]) -> None:
    assert place_of(number) == place


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(contingency.scenario_schema())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_shipped_file_fits_the_schema(path: Path) -> None:
    errors = [error.message for error in VALIDATOR.iter_errors(plain(yaml.safe_load(path.read_text(encoding="utf-8"))))]
    assert not errors


@pytest.mark.parametrize("group", [one for one in LANGUAGE if one.words], ids=lambda one: one.path or "file")
def test_the_schema_refuses_what_the_reader_refuses(group: Group) -> None:
    parts = place(group)
    head = {"extends": "small", "scenario": "x", "title": "X"}
    good = {"mode": 1, "unit": group.units(group.words[0])[0], "assumption": "a", "distribution": "point"}
    key = group.words[0].key
    assert VALIDATOR.is_valid(head | nested(parts, {key: good}))
    for bad in (
        {UNKNOWN: good},
        {key: {**good, "unit": "parsec"}},
        {key: {**good, "mode": "one"}},
        {key: {**good, "distribution": "normal"}},
        {key: {name: value for name, value in good.items() if name != "assumption"}},
        {key: 3},
    ):
        assert not VALIDATOR.is_valid(head | nested(parts, bad)), bad


def test_the_schema_of_a_file_that_stands_alone_asks_for_the_top_keys() -> None:
    text = (resources.files("multifront") / "scenarios" / "small.yaml").read_text(encoding="utf-8")
    whole = plain(yaml.safe_load(text))
    assert VALIDATOR.is_valid(whole)
    for key in ("scenario", "title", "start", "partner", "sides", "stop_after", "conversions"):
        assert not VALIDATOR.is_valid({name: value for name, value in whole.items() if name != key}), key
