"""STIX 2.1 objects: the tool, its extension, actors, events and who took part. Pure; reads no store, writes no file.

STIX has no object for an act between states. An event is an `incident`, which STIX 2.1 leaves open for extensions;
what PLOVER and the Admiralty code say of it stands in a property extension of ours. An actor is an `identity`, a state
with a code of ISO 3166 also `located-at` a `location`. Ids depend on our ids alone, dates on the rows, never on the
clock.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID, uuid5

from multifront.domain import Origin, Row
from multifront.evidence.actors import actors
from multifront.evidence.columns import TYPES, WORDS, description
from multifront.evidence.schema import EVENT

NAMESPACE = UUID("7e2ccee7-6624-4a54-94bf-729a60c2e331")
"""Of all our UUIDs (version 5)."""

DEFINED = "2026-11-22T00:00:00Z"
"""The day from which the tool, its extension and its actors count as created; they change with VERSION alone."""

VERSION = "1.0.0"
CONFIDENCE = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}
"""Admiralty credibility -> STIX confidence (STIX 2.1, Appendix A); 6, cannot be judged, has none."""

PROPERTIES = (
    *("event_id", "date_start", "date_end", "date_precision", "plover_type", "subtype", "place", "magnitude", "unit"),
    *("planned", "occurred", "joint", "seen", "weak", "weak_reason", "credibility", "conflict", "public_from"),
)
"""Columns of an event that the extension holds; the others have a place in STIX itself."""

Object = dict[str, Any]


def object_id(kind: str, *names: str) -> str:
    """The id of an object: its type, and a UUID that depends on these names alone."""
    return f"{kind}--{uuid5(NAMESPACE, json.dumps([kind, *names]))}"


TOOL = object_id("identity", "multifront")
EXTENSION = object_id("extension-definition", "event", VERSION)


def preamble() -> list[Object]:
    """The identity of the tool, which stands behind every object, and the definition of the extension."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A dated act between states",
        "type": "object",
        "properties": {
            "extension_type": {"const": "property-extension"},
            **{name: _typed(name) for name in PROPERTIES},
        },
        "required": ["extension_type", "event_id", "date_start", "date_end", "occurred", "joint", "credibility"],
    }
    tool = {
        "name": "multifront",
        "identity_class": "system",
        "description": "Evidence on rival states acting together.",
    }
    extension = {
        "name": "Act between states",
        "description": "PLOVER type, dates with precision, whether planned, and Admiralty credibility of an incident.",
        "schema": json.dumps(schema, ensure_ascii=False),
        "version": VERSION,
        "extension_types": ["property-extension"],
    }
    return [_head("identity", TOOL) | tool, _head("extension-definition", EXTENSION) | extension]


def _typed(name: str) -> Object:
    kind = TYPES.get(EVENT.columns[name], "integer")
    said: Object = {"description": description("event", name), "type": "string" if kind == "date" else kind}
    if kind == "date":
        said["format"] = "date"
    if words := WORDS.get(f"event.{name}"):
        said["enum"] = list(words)
    return said


def _head(kind: str, name: str, created: str = DEFINED, modified: str = "") -> Object:
    head = {"type": kind, "spec_version": "2.1", "id": name}
    if name != TOOL:
        head["created_by_ref"] = TOOL
    return head | {"created": created, "modified": modified or created}


@cache
def _alpha2() -> Mapping[str, str]:
    """ISO 3166-1: three letters -> two, of the states of today."""
    text = files("multifront.evidence").joinpath("alpha2.csv").read_text(encoding="utf-8")
    return {row["iso3"]: row["alpha2"] for row in csv.DictReader(text.splitlines())}


def actor_objects(code: str) -> list[Object]:
    """The identity of an actor, and for a state of today its location and the relationship between the two.

    Args:
        code: code of a state or group; one that we do not know is an identity of unknown class.
    """
    known, letters = actors().get(code), _alpha2().get(code)
    name = known.name if known else code
    listed = "ISO 3166-1 alpha-3" if letters else "multifront actors"
    identity = _head("identity", object_id("identity", code)) | {
        "name": name,
        "identity_class": "organization" if known else "unknown",
        "external_references": [{"source_name": listed, "external_id": code}],
    }
    if not letters:
        return [identity]
    place = _head("location", object_id("location", code)) | {"name": name, "country": letters}
    return [identity, place, _relationship("located-at", identity, place)]


def _relationship(kind: str, source: Object, target: Object) -> Object:
    name = object_id("relationship", kind, source["id"], target["id"])
    dates = (source["created"], source["modified"])
    ends = {"relationship_type": kind, "source_ref": source["id"], "target_ref": target["id"]}
    return _head("relationship", name, *dates) | ends


def event_objects(row: Row, origins: Mapping[str, Origin]) -> Iterator[Object]:
    """The incident of an event, then a relationship to each initiator (`attributed-to`) and target (`targets`).

    `created` is the day from which the fact was public, `modified` the day of the edition that was read.

    Args:
        row: a row of the event table.
        origins: its origins by id.
    """
    dates = (_moment(row["public_from"]), _moment(row["edition_date"]))
    incident = _head("incident", object_id("incident", row["event_id"]), *dates)
    incident["name"] = row["headline"] or " ".join([row["subtype"] or "event", *row["initiators"]])
    if row["note"]:
        incident["description"] = row["note"]
    if row["subtype"]:
        incident["labels"] = [row["subtype"]]
    if row["credibility"] in CONFIDENCE:
        incident["confidence"] = CONFIDENCE[row["credibility"]]
    incident["external_references"] = [_reference(origins[name]) for name in row["origin_ids"]]
    told = {name: _plain(row[name]) for name in PROPERTIES if row[name] not in (None, "")}
    incident["extensions"] = {EXTENSION: {"extension_type": "property-extension", **told}}
    yield incident
    yield from _parts("attributed-to", incident, row["initiators"])
    yield from _parts("targets", incident, row["targets"])


def _parts(kind: str, incident: Object, codes: Sequence[str]) -> Iterator[Object]:
    for code in dict.fromkeys(codes):
        yield _relationship(kind, incident, {"id": object_id("identity", code)})


def _reference(origin: Origin) -> Object:
    reference = {"source_name": origin.producer, "description": origin.citation, "external_id": origin.id}
    if origin.link.startswith(("http://", "https://")):
        reference["url"] = origin.link
    return reference


def _moment(day: Any) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
