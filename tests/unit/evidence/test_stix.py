"""STIX bundles of events: read back by the library of the standard, ids and dates that depend on the rows alone."""

import json
from datetime import date

import pytest
import stix2
from stix2.confidence.scales import admiralty_credibility_to_value
from tests.unit.evidence.user_batches import batch, event, origin

from multifront.domain import CREDIBILITY
from multifront.errors import EvidenceError, UsageError
from multifront.evidence import EventChoice, export_stix, load_batch, open_evidence, stix
from multifront.evidence.stix_objects import CONFIDENCE, EXTENSION, object_id
from multifront.evidence.terms import Rule

SHIP = (Rule(("*",), "ship", "our own"),)


@pytest.fixture(autouse=True)
def all_may_go(monkeypatch):
    monkeypatch.setattr(stix, "read_terms", lambda: SHIP)


def bundle(folder):
    return json.loads((folder / "bundle.json").read_text(encoding="utf-8"))


def by_type(folder, kind):
    return [one for one in bundle(folder)["objects"] if one["type"] == kind]


def with_events(folder, tmp_path, *events, **more):
    load_batch(tmp_path / "s.duckdb", batch(rows={"event": list(events), **more}))
    return open_evidence(path=folder, store=tmp_path / "s.duckdb")


def test_the_bundle_is_read_by_the_library_of_the_standard_and_every_reference_resolves(folder, tmp_path):
    made = export_stix(open_evidence(path=folder), tmp_path / "out")
    text = (tmp_path / "out" / "bundle.json").read_text(encoding="utf-8")
    parsed = stix2.parse(text, allow_custom=False)
    assert made.resources[0].rows == 6
    assert made.resources[0].more["objects"] == len(parsed.objects)
    ids = [one.id for one in parsed.objects]
    assert len(set(ids)) == len(ids)
    for one in bundle(tmp_path / "out")["objects"]:
        named = [value for name, value in one.items() if name.endswith("_ref")]
        assert set(named) <= set(ids)
        assert set(one.get("extensions", {})) <= set(ids)
        assert one["spec_version"] == "2.1"
        assert one["created"] <= one["modified"]


def test_an_event_becomes_an_incident_with_its_parts(folder, tmp_path):
    told = {
        **{"targets": ["JPN"], "plover_type": "MOBILIZE", "headline": "A patrol", "note": "as told", "credibility": 1},
        **{"magnitude": 4.0, "unit": "aircraft", "planned": "yes", "date_precision": "day", "joint": True},
    }
    ev = with_events(
        folder,
        tmp_path,
        event("M1", date(2022, 5, 24), **told),
        origin=[origin(licence="free", link="https://example.org/a", title="A list")],
    )
    export_stix(ev, tmp_path / "out")
    name = object_id("incident", "M1")
    (incident,) = (one for one in by_type(tmp_path / "out", "incident") if one["id"] == name)
    assert (incident["name"], incident["description"], incident["labels"]) == ("A patrol", "as told", ["patrol"])
    assert (incident["created"], incident["modified"]) == ("2022-05-24T00:00:00Z", "2026-06-01T00:00:00Z")
    assert incident["confidence"] == 90
    (reference,) = incident["external_references"]
    assert (reference["source_name"], reference["url"], reference["external_id"]) == (
        *("mine", "https://example.org/a", "mine"),
    )
    extension = incident["extensions"][EXTENSION]
    assert extension["extension_type"] == "property-extension"
    for column, value in {**told, "event_id": "M1", "date_start": "2022-05-24", "occurred": "happened"}.items():
        assert column in ("targets", "headline", "note") or extension[column] == value
    assert "place" not in extension
    ties = {
        (one["relationship_type"], one["target_ref"])
        for one in by_type(tmp_path / "out", "relationship")
        if one["source_ref"] == name
    }
    assert ties == {
        ("attributed-to", object_id("identity", "CHN")),
        ("attributed-to", object_id("identity", "RUS")),
        ("targets", object_id("identity", "JPN")),
    }


def test_actors_are_identities_and_states_of_today_have_a_location(folder, tmp_path):
    ev = with_events(folder, tmp_path, event("M1", initiators=["DDR", "NATO", "QQQ", "PRK"]))
    export_stix(ev, tmp_path / "out")
    found = {one["name"]: one for one in by_type(tmp_path / "out", "identity")}
    assert found["QQQ"]["identity_class"] == "unknown"
    assert found["North Korea"]["identity_class"] == found["North Atlantic Treaty Organization"]["identity_class"]
    assert found["North Korea"]["identity_class"] == "organization"
    assert found["North Korea"]["external_references"] == [{"source_name": "ISO 3166-1 alpha-3", "external_id": "PRK"}]
    countries = {one["country"] for one in by_type(tmp_path / "out", "location")}
    assert countries == {"CN", "KP", "RU"}


def test_confidence_follows_the_scale_of_the_standard():
    words = {
        **{1: "1 - Confirmed by other sources", 2: "2 - Probably True", 3: "3 - Possibly True", 4: "4 - Doubtful"},
        5: "5 - Improbable",
    }
    assert {n: admiralty_credibility_to_value(text) for n, text in words.items()} == CONFIDENCE
    assert set(CREDIBILITY) - set(CONFIDENCE) == {6}


def test_what_cannot_be_judged_has_no_confidence_and_what_has_no_headline_a_name(folder, tmp_path):
    ev = with_events(folder, tmp_path, event("M1", credibility=6, subtype="", headline=""))
    export_stix(ev, tmp_path / "out")
    (incident,) = (one for one in by_type(tmp_path / "out", "incident") if one["id"] == object_id("incident", "M1"))
    assert "confidence" not in incident
    assert "labels" not in incident
    assert incident["name"] == "event CHN RUS"


def test_ids_stay_the_same_in_another_cut_and_bytes_in_the_same(folder, tmp_path):
    whole, early = open_evidence(path=folder), open_evidence("2021-12-31", folder)
    export_stix(whole, tmp_path / "whole")
    export_stix(whole, tmp_path / "again")
    export_stix(early, tmp_path / "early")
    for name in ("bundle.json", "datapackage.json", "CITATION.bib", "CITATION.csl.json"):
        assert (tmp_path / "whole" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
    first, second = ({one["id"]: one for one in bundle(tmp_path / name)["objects"]} for name in ("whole", "early"))
    assert len(second) < len(first)
    assert all(first[name] == one for name, one in second.items())
    assert bundle(tmp_path / "whole")["id"] != bundle(tmp_path / "early")["id"]


def test_events_are_chosen_by_subtype_and_actor(folder, tmp_path):
    ev = open_evidence(path=folder)
    assert export_stix(ev, tmp_path / "out", EventChoice(["launch"])).resources[0].rows == 2
    assert export_stix(ev, tmp_path / "out", EventChoice(actors=["CHN", "RUS"])).resources[0].rows == 3
    with pytest.raises(EvidenceError, match="unknown event subtype 'lunch'; closest: launch"):
        export_stix(ev, tmp_path / "out", EventChoice(["lunch"]))
    with pytest.raises(EvidenceError, match="no event; valid: a choice with events; next: multifront evidence query"):
        export_stix(ev, tmp_path / "new", EventChoice(actors=["FRA"]))
    assert not (tmp_path / "new").exists()


def test_too_many_events_are_refused_with_the_way_out(folder, tmp_path):
    ev = open_evidence(path=folder)
    with pytest.raises(
        EvidenceError, match=r"6 events are too many.*valid: at most 5; next: .*--to parquet --table event"
    ):
        export_stix(ev, tmp_path / "out", limit=5)
    assert export_stix(ev, tmp_path / "out", limit=6).resources[0].rows == 6


def test_what_may_not_be_passed_on_is_left_out_of_a_bundle(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(stix, "read_terms", lambda: (Rule(("late",), "private", "not to be passed on"), *SHIP))
    ev = open_evidence(path=folder)
    made = export_stix(ev, tmp_path / "out")
    assert made.resources[0].rows == 4
    assert [(left.table, left.origin, left.rows) for left in made.left_out] == [("event", "late", 2)]
    assert "late" not in (tmp_path / "out" / "bundle.json").read_text(encoding="utf-8")
    assert export_stix(ev, tmp_path / "out", private=True).resources[0].rows == 6
    assert json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))["private"] is True
    with pytest.raises(EvidenceError, match=r"no event that may be passed on \(not to be passed on; --private"):
        export_stix(ev, tmp_path / "out", EventChoice(["launch"]))


def test_a_folder_of_something_else_is_not_replaced_by_a_bundle(folder, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("x")
    with pytest.raises(UsageError, match="is not replaced"):
        export_stix(open_evidence(path=folder), tmp_path / "out")
    assert (tmp_path / "out" / "mine.txt").read_text() == "x"
