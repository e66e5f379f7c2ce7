"""POLECAT lines, in the published format, become events; bad lines are set aside."""

from __future__ import annotations

from datetime import date

from tests.unit.sources.feed_samples import look, write

from multifront.sources import polecat_events

NAMES = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|"
    "Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|"  # noqa: E501
    "Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|"
    "Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
)
HEADER = NAMES.split("|")


def row(**changed):
    cells = dict.fromkeys(HEADER, "")
    cells |= {"Event ID": "20230102-1", "Event Date": "2023-01-02", "Event Type": "COERCE", "Event Mode": "seize"}
    cells |= {"Intensity": "-7.0", "Contexts": "military", "Actor Name": "China", "Actor Country": "CHN;RUS;EUR"}
    cells |= {"Primary Actor Sector": "MIL", "Recipient Name": "Philippines", "Recipient Country": "PHL"}
    cells |= {"Placename": "Scarborough Shoal", "Country": "PHL", "Source": "Reuters", "Publication Date": "2023-01-03"}
    return "\t".join({**cells, **{name.replace("_", " "): cell for name, cell in changed.items()}}.values())


def read(tmp_path, lines):
    return look(polecat_events.events(write(tmp_path / "ngecEvents.txt", lines), tmp_path / "work"))


def test_a_row(tmp_path):
    event = read(tmp_path, ["\t".join(HEADER), row()]).events["polecat:20230102-1"]
    assert (event["plover_type"], event["subtype"], event["occurred"]) == ("COERCE", "plover:coerce-seize", "happened")
    assert (sorted(event["initiators"]), event["targets"]) == (["CHN", "RUS"], ["PHL"])
    assert (event["magnitude"], event["unit"], event["place"]) == (-7.0, "goldstein", "Scarborough Shoal, PHL")
    assert (event["date_start"], event["public_from"]) == (date(2023, 1, 2), date(2023, 1, 3))
    assert "roles MIL [CHN;RUS;EUR]" in event["note"]


def test_further_empty_columns_are_read_and_full_ones_set_aside(tmp_path):
    header = "\t".join(HEADER) + "\t\t"
    seen = read(tmp_path, [header, row() + "\t\t", row(Event_ID="2") + "\tmore"])
    assert list(seen.events) == ["polecat:20230102-1"]
    assert seen.aside == [(3, "has 41 fields; valid: 40")]


def test_bad_rows(tmp_path):
    bad = [
        (row(Event_ID=""), "Event ID is empty"),
        (row(Event_Date="None"), "Event Date is no date YYYY-MM-DD"),
        (row(Event_Date="2099-01-01"), "future date: the event lies after our copy"),
        (row(Event_Type="seize"), "unknown PLOVER type"),
        (row(Intensity="CHN"), "Intensity is not between -10 and 10"),
        (row(Publication_Date="soon"), "Publication Date is no date YYYY-MM-DD"),
        (row(Actor_Country="710"), "Actor or Recipient Country is a number: columns swapped?"),
        ("\t".join(HEADER), "header repeated"),
        ("x\ty", "has 2 fields; valid: 40"),
    ]
    seen = read(tmp_path, ["\t".join(HEADER), *(line for line, _ in bad), row()])
    assert len(seen.events) == 1
    assert seen.aside == [(number + 2, reason) for number, (_, reason) in enumerate(bad)]


def test_the_origin_says_that_no_file_was_at_hand():
    assert "no real file was at hand" in polecat_events.origin().origin.note
