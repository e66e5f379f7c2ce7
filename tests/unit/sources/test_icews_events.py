"""ICEWS lines and the graph samples made from ICEWS become events; bad lines are set aside."""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.sources.feed_samples import look, write

from multifront.errors import EvidenceError
from multifront.sources import icews_events, icews_graph_events

HEADER = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\t"  # noqa: E501
    "Target Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\t"  # noqa: E501
    "Longitude"
)


def row(number="7", day="2018-06-01", **changed):
    cells = {
        **{
            "number": number,
            "day": day,
            "name1": "Foreign Affairs (China)",
            "sector1": "Government",
            "state1": "China",
        },
        **{"text": "Consult", "code": "040", "scale": "1", "name2": "Vladimir Putin", "sector2": "Executive"},
        **{"state2": "Russian Federation", "story": "9", "sentence": "2", "publisher": "AP", "city": "Moscow"},
        **{"district": "NA", "province": "NA", "country": "Russian Federation", "lat": "55.7", "long": "37.6"},
        **changed,
    }
    return "\t".join(cells.values())


def read(tmp_path, lines):
    return look(icews_events.events(write(tmp_path / "events.tab", lines), tmp_path / "work"))


def test_a_row(tmp_path):
    event = read(tmp_path, [HEADER, row()]).events["icews:7:2018-06-01"]
    assert (event["initiators"], event["targets"]) == (["CHN"], ["RUS"])
    assert (event["plover_type"], event["subtype"], event["magnitude"]) == ("CONSULT", "cameo:040", 1.0)
    assert event["place"] == "Moscow, Russian Federation"
    assert event["note"] == "roles Government [China] > Executive [Russian Federation]; story 9 sentence 2; AP"
    assert event["public_from"] == date(2026, 11, 22)


def test_one_id_on_two_days_is_two_events(tmp_path):
    assert len(read(tmp_path, [HEADER, row(), row(day="2018-06-02")]).events) == 2


def test_bad_rows(tmp_path):
    bad = [
        (row(day="01/06/2018"), "Event Date is no date YYYY-MM-DD"),
        (row(day="2099-01-01"), "future date: the event lies after our copy"),
        (HEADER, "header repeated"),
        (row(number="x"), "Event ID is no number"),
        (row(code="999"), "unknown CAMEO code"),
        (row(scale="high"), "Intensity is not between -10 and 10"),
        (row(state1="40"), "Source or Target Country is a number: columns swapped?"),
        (row(name1=""), "Source or Target Name is empty: columns swapped?"),
        (row() + "\tmore", "has 21 fields; valid: 20"),
        ("short", "has 1 fields; valid: 20"),
        (row(name1="a\0b"), "NUL byte"),
    ]
    seen = read(tmp_path, [HEADER, row(), *(line for line, _ in bad), row(number="8")])
    assert sorted(seen.events) == ["icews:7:2018-06-01", "icews:8:2018-06-01"]
    assert seen.aside == [(number + 3, reason) for number, (_, reason) in enumerate(bad)]


def test_a_byte_order_mark_before_the_header(tmp_path):
    assert len(read(tmp_path, [b"\xef\xbb\xbf" + HEADER.encode(), row()]).events) == 1


def test_columns_in_another_order_are_found_by_name(tmp_path):
    back = "\t".join(reversed(HEADER.split("\t")))
    event = read(tmp_path, [back, "\t".join(reversed(row().split("\t")))]).events["icews:7:2018-06-01"]
    assert (event["initiators"], event["targets"]) == (["CHN"], ["RUS"])


@pytest.mark.parametrize("header", [HEADER.replace("CAMEO Code", "Code"), HEADER.replace("Story ID", "Event ID")])
def test_a_header_without_a_column_is_a_clear_error(tmp_path, header):
    with pytest.raises(EvidenceError, match=r"the header lacks, or has more than once, .*next: check"):
        read(tmp_path, [header, row()])


def test_graph_rows_take_a_state_only_from_a_name_that_has_one(tmp_path):
    path = write(
        tmp_path / "graph.txt", ["Military (Taiwan)\tAccuse\tXi Jinping\t2014-11-04", "a\tno label\tb\t2014-11-04"]
    )
    from multifront.sources.feed_query import feed

    seen = look([feed(path, icews_graph_events.layout("2014_test"), icews_graph_events.origin())])
    [event] = seen.events.values()
    assert (event["initiators"], event["targets"]) == (["TWN"], [])
    assert (event["plover_type"], event["subtype"], event["magnitude"]) == ("ACCUSE", "cameo:112", None)
    assert seen.aside == [(2, "the label is none of CAMEO's")]


@pytest.mark.mirror
def test_the_real_sample(mirror):
    seen = look(icews_events.harvest(mirror).bulk)
    assert (len(seen.events), seen.aside) == (3705, [])
    event = seen.events["icews:32889836:2018-06-01"]
    assert (event["initiators"], event["targets"], event["magnitude"]) == (["BGD"], ["VNM"], 1.0)
    assert event["headline"] == ("Foreign Affairs (Bangladesh) > Consult > High Ranking Military Personnel (Vietnam)")
    raw = (mirror / icews_events.SAMPLE.path).read_text(encoding="utf-8").splitlines()[1:]
    for cells in (line.split("\t") for line in raw):
        found = seen.events[f"icews:{cells[0]}:{cells[1]}"]
        assert (found["subtype"], found["magnitude"]) == (f"cameo:{cells[6]}", float(cells[7]))
        assert bool(found["initiators"]) == (cells[4] != "NA")


@pytest.mark.mirror
def test_the_real_graph_samples(mirror):
    harvest = icews_graph_events.harvest(mirror)
    counts = [len(look([bulk]).events) for bulk in harvest.bulk]
    assert counts == [8963, 8941, 46092, 46275]
    assert look(harvest.bulk[:1]).aside == []
