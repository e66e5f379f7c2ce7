"""GDELT lines become events; whatever is wrong with a line, it is set aside with its reason and the rest goes on."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest
from tests.unit.sources.feed_samples import gdelt_row, look, write

from multifront.errors import EvidenceError
from multifront.sources import gdelt_events
from multifront.sources.addresses import addresses
from multifront.sources.feed_lines import LINE_LIMIT


def read(tmp_path, lines, **options):
    end = options.pop("end", b"\n")
    return look(gdelt_events.events(write(tmp_path / "day.export.CSV", lines, end), tmp_path / "work", **options))


@pytest.mark.parametrize(
    ("width", "url"), [(57, ""), (58, "; http://news.example/visit"), (61, "; http://news.example/visit")]
)
def test_a_line_of_each_layout(tmp_path, width, url):
    seen = read(tmp_path, [gdelt_row(564111644, width)])
    event = seen.events["gdelt:564111644"]
    assert seen.aside == []
    assert (event["date_start"], event["date_end"], event["date_precision"]) == (date(2016, 7, 28),) * 2 + ("day",)
    assert (event["plover_type"], event["subtype"], event["occurred"]) == ("CONSULT", "cameo:042", "happened")
    assert (event["initiators"], event["targets"]) == (["CHN"], ["RUS"])
    assert (event["magnitude"], event["unit"], event["place"]) == (1.9, "goldstein", "Moscow, Moskva, Russia")
    added = "20160728101500" if width == 61 else "20160728"
    assert event["note"] == f"actors CHNGOV > RUS; 6 mentions in 2 sources; added {added}{url}"
    assert (event["public_from"], event["edition_date"]) == (date(2016, 7, 29), date(2026, 11, 22))
    assert event["weak"]
    assert event["origin_ids"] == ["gdelt_2" if width == 61 else "gdelt_1"]


def test_regions_and_unknown_codes_are_no_states_and_exceptions_are_mapped(tmp_path):
    seen = read(tmp_path, [gdelt_row(1, f8="EUR", f18="ROM"), gdelt_row(2, f8="", f18="QQQ")])
    assert (seen.events["gdelt:1"]["initiators"], seen.events["gdelt:1"]["targets"]) == ([], ["ROU"])
    assert (seen.events["gdelt:2"]["initiators"], seen.events["gdelt:2"]["targets"]) == ([], [])


def test_a_missing_goldstein_is_missing(tmp_path):
    event = read(tmp_path, [gdelt_row(1, f31="")]).events["gdelt:1"]
    assert (event["magnitude"], event["unit"]) == (None, "")


def test_reduced_rows_have_a_digest_as_id_and_are_public_from_the_edition(tmp_path):
    header = "Date\tSource\tTarget\tCAMEOCode\tNumEvents\tNumArts\tQuadClass\tGoldstein" + "\tx" * 9
    row = "19790101\tCHNGOV\tRUS\t042\t3\t9\t1\t1.9" + "\t0" * 9
    seen = read(tmp_path, [header, row, header, row.replace("\t042\t", "\t999\t")])
    [(key, event)] = seen.events.items()
    assert key.startswith("gdelt:reduced:")
    assert (event["initiators"], event["targets"], event["public_from"]) == (["CHN"], ["RUS"], date(2026, 11, 22))
    assert "3 events in one row, 9 articles" in event["note"]
    assert seen.aside == [(3, "header repeated"), (4, "unknown CAMEO code")]


BAD = {
    "too few": (gdelt_row().rsplit("\t", 5)[0], "has 53 fields; valid: 57 or 58"),
    "too many": (gdelt_row() + "\tmore", "has 59 fields; valid: 57 or 58"),
    "far too many": (gdelt_row() + "\tmore" * 200, "has 258 fields; valid: 57 or 58"),
    "bad date": (gdelt_row(f2="20160230"), "the event's date is no date YYYYMMDD"),
    "Excel date": (gdelt_row(f2="28/07/2016"), "the event's date is no date YYYYMMDD"),
    "future": (
        gdelt_row(f2="20991231", f3="209912", f4="2099"),
        "future date: the event lies after our copy",
    ),
    "after added": (
        gdelt_row(f2="20160729"),
        "future date: the event lies after DATEADDED",
    ),
    "bad added": (gdelt_row(f57=""), "DATEADDED is no date"),
    "header": ("\t".join(f"Column{i}" for i in range(58)), "GLOBALEVENTID is no number"),
    "swapped dates": (
        gdelt_row(f3="2016", f4="201607"),
        "MonthYear or Year disagrees with the event's date: columns swapped?",
    ),
    "swapped code": (gdelt_row(f27="1.9", f31="042"), "unknown CAMEO code"),
    "swapped quad": (gdelt_row(f30="1.9", f31="1"), "QuadClass is not 1 to 4: columns swapped?"),
    "swapped root": (gdelt_row(f29="1", f30="4"), "EventRootCode disagrees with EventCode: columns swapped?"),
    "goldstein": (gdelt_row(f31="42"), "GoldsteinScale is not between -10 and 10"),
    "not a number": (gdelt_row(f31="nan"), "GoldsteinScale is not between -10 and 10"),
    "swapped name": (gdelt_row(f7="CHN", f8="BEIJING"), "a country code has not three letters"),
    "NUL": (gdelt_row(f7="BEI\0JING"), "NUL byte"),
    "control": (gdelt_row(f7="BEI\x01JING"), "control character 01"),
    "own mark": ("\x1a" + gdelt_row(), "control character 1A"),
    "inner CR": (gdelt_row(f7="BEI\rJING"), "carriage return inside the line"),
    "encoding": (gdelt_row(f7="MÜNCHEN").encode("latin-1"), "not UTF-8 at byte 42"),
    "empty": ("", "empty line"),
    "10 MB": (gdelt_row(f58="x" * 10_000_000), f"line longer than {LINE_LIMIT} bytes"),
    "quote": ('"' + gdelt_row(), "GLOBALEVENTID is no number"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_line_is_set_aside_with_its_reason_and_its_line(tmp_path, name):
    line, reason = BAD[name]
    edition = date(2020, 1, 1)
    if name == "after added":
        line = gdelt_row(f2="20160729")
    seen = read(tmp_path, [gdelt_row(10), gdelt_row(11), line, gdelt_row(12)], edition_date=edition)
    assert sorted(seen.events) == ["gdelt:10", "gdelt:11", "gdelt:12"]
    assert [number for number, _ in seen.aside] == [3]
    assert seen.aside[0][1] == reason
    assert len(seen.texts[0]) <= 500


def test_all_bad_lines_together_and_nothing_lost(tmp_path):
    lines = [line for line, _ in BAD.values()]
    good = [gdelt_row(100 + i) for i in range(50)]
    seen = read(tmp_path, [*good[:25], *lines, *good[25:]])
    assert len(seen.events) == 50
    assert [number for number, _ in seen.aside] == list(range(26, 26 + len(lines)))
    assert [reason for _, reason in seen.aside] == [reason for _, reason in BAD.values()]


def test_byte_order_mark_and_windows_ends_lose_nothing(tmp_path):
    seen = read(tmp_path, [b"\xef\xbb\xbf" + gdelt_row(1).encode(), gdelt_row(2, f7="ÉVIAN")], end=b"\r\n")
    assert sorted(seen.events) == ["gdelt:1", "gdelt:2"]
    assert seen.aside == []
    assert seen.events["gdelt:2"]["headline"] == "ÉVIAN > Make a visit > RUSSIA"


def test_a_truncated_file_sets_its_last_line_aside(tmp_path):
    path = tmp_path / "cut.CSV"
    path.write_bytes((gdelt_row(1) + "\n" + gdelt_row(2)[:90]).encode())
    seen = look(gdelt_events.events(path, tmp_path / "work"))
    assert list(seen.events) == ["gdelt:1"]
    assert [number for number, _ in seen.aside] == [2]


def test_a_clean_file_is_read_where_it_is(tmp_path):
    path = write(tmp_path / "clean.CSV", [gdelt_row(1)])
    [bulk] = gdelt_events.events(path, tmp_path / "work")
    assert str(path) in bulk.query
    assert not (tmp_path / "work").exists()


def test_line_numbers_hold_in_a_file_read_in_parts(tmp_path):
    lines = [gdelt_row(1000 + i) if i % 997 else f"bad {i}" for i in range(60_000)]
    seen = read(tmp_path, lines)
    assert [number for number, _ in seen.aside] == [i + 1 for i in range(60_000) if i % 997 == 0]
    assert len(seen.events) + len(seen.aside) == 60_000


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "is empty"), (b"a,b,c\n1,2,3\n", "have 1 fields; valid: 57, 58, 61, 17"), (None, "not found")],
)
def test_a_file_of_no_known_layout_is_a_clear_error(tmp_path, content, words):
    path = tmp_path / "x.CSV"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(EvidenceError, match=words):
        gdelt_events.events(path, tmp_path / "work")


def test_origins_say_that_timing_is_refused_and_name_the_publisher():
    for kind in gdelt_events.TITLES:
        source = gdelt_events.origin(kind)
        assert "No timing test: the collection grows with media attention" in source.origin.note
        assert source.origin.reliability == "C"
    assert all("gdeltproject.org" in wanted.page for wanted in addresses()["gdelt_events"])


@pytest.mark.mirror
def test_the_real_sample(mirror):
    harvest = gdelt_events.harvest(mirror)
    seen = look(harvest.bulk)
    assert (len(seen.events), seen.aside) == (710, [])
    event = seen.events["gdelt:1553881"]
    assert (event["date_start"], event["subtype"], event["magnitude"]) == (date(1982, 1, 3), "cameo:042", 1.9)
    assert (event["initiators"], event["targets"]) == (["AUS"], ["POL"])
    assert event["public_from"] == date(2013, 2, 4)
    raw = (mirror / gdelt_events.SAMPLE.path).read_text(encoding="utf-8").splitlines()
    for cells in (line.split("\t") for line in raw):
        found = seen.events[f"gdelt:{cells[0]}"]
        assert found["magnitude"] == float(cells[30])
        assert found["date_start"].strftime("%Y%m%d") == cells[1]
        assert found["subtype"] == f"cameo:{cells[26]}"


def test_queries_are_one_select_each(tmp_path):
    [bulk] = gdelt_events.events(write(tmp_path / "a.CSV", [gdelt_row(1)]), tmp_path)
    for text in (bulk.query, bulk.rejects):
        assert len(duckdb.extract_statements(text)) == 1
