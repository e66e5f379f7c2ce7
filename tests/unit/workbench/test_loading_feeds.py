"""Files of event feeds into a user's store: each a load of its own, the same when done twice, no line lost, killed."""

import os
import signal
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import duckdb
import pytest
from tests.unit.evidence.user_batches import row
from tests.unit.sources.feed_samples import gdelt_row, write
from typer.testing import CliRunner

from multifront.cli.app import app
from multifront.errors import EvidenceError, UsageError
from multifront.evidence import feeding, load_batch, open_evidence, open_user_file
from multifront.evidence.loading import Batch, altered
from multifront.sources import gdelt_events
from multifront.sources.feed_query import REFUSAL
from multifront.sources.feeds import FEEDS
from multifront.workbench.feeding import load_feeds
from multifront.workbench.loading import origin_row

ROOT = Path(__file__).parents[3]
EDITION = date(2020, 1, 1)
TAIWAN = {"f8": "CHN", "f18": "TWN"}


@pytest.fixture
def store(tmp_path):
    return tmp_path / "mine.duckdb"


def load(store, *paths, feed="gdelt"):
    return load_feeds(store, [(feed, path) for path in paths], EDITION)


def dump(store):
    with duckdb.connect(str(store), read_only=True) as con:
        names = [name for (name,) in con.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]
        return {name: sorted(map(str, con.execute(f"FROM {name}").fetchall())) for name in names}


def select(store, query):
    user = open_user_file(store)
    try:
        return user.select(query)
    finally:
        user.close()


def test_every_line_is_an_event_or_set_aside_and_the_summary_counts_them(store, tmp_path):
    lines = [gdelt_row(i) if i % 7 else f"{i}\tcut short" for i in range(1, 701)]
    file = write(tmp_path / "a.CSV", [*lines, "", gdelt_row(5)])
    said = load(store, file)
    assert said == [
        f"gdelt {file}: 600 events, 102 lines set aside",
        "gdelt: 1 file(s), 0 of them unchanged; 600 events; 102 lines set aside, 1 of them because their event id "
        "stands already",
    ]
    aside = select(store, "SELECT file, line, reason, text FROM reject ORDER BY line")
    assert [one["line"] for one in aside] == [*range(7, 701, 7), 701, 702]
    assert {one["file"] for one in aside} == {str(file)}
    assert aside[-1]["reason"] == feeding.EARLIER
    assert aside[-1]["text"].startswith("5\t20160728")
    assert aside[-2]["reason"] == "empty line"
    assert aside[0]["text"] == "7\tcut short"


def test_a_file_that_is_nearly_all_unfit_is_read_again_instead(store, tmp_path, monkeypatch):
    file = write(tmp_path / "a.CSV", [gdelt_row(1), *(f"{i}\tcut" for i in range(50)), gdelt_row(2)])
    load(store, file)
    one = dump(store)["reject"]
    monkeypatch.setattr(feeding, "FEW", 10)
    again = tmp_path / "again.duckdb"
    load(again, file)
    assert len(one) == 50
    assert dump(again)["reject"] == one


def test_loading_twice_changes_nothing_even_from_another_place(store, tmp_path):
    file = write(tmp_path / "a.CSV", [gdelt_row(1), gdelt_row(2), "bad"])
    load(store, file)
    before = dump(store)
    copy = write(tmp_path / "copy.CSV", [gdelt_row(1), gdelt_row(2), "bad"])
    said = load(store, file, copy)
    assert dump(store) == before
    assert said[0].endswith(f"2 events, 1 lines set aside (unchanged, loaded as gdelt:{file})")
    assert said[-1].startswith("gdelt: 2 file(s), 2 of them unchanged")


def test_a_file_that_grew_takes_the_place_of_its_own_rows_only(store, tmp_path):
    first = write(tmp_path / "a.CSV", [gdelt_row(1), "bad"])
    other = write(tmp_path / "b.CSV", [gdelt_row(9)])
    load(store, first, other)
    write(first, [gdelt_row(2), gdelt_row(3)])
    load(store, first)
    assert select(store, "SELECT event_id, loaded_by FROM event ORDER BY 1") == [
        {"event_id": "gdelt:2", "loaded_by": f"gdelt:{first}"},
        {"event_id": "gdelt:3", "loaded_by": f"gdelt:{first}"},
        {"event_id": "gdelt:9", "loaded_by": f"gdelt:{other}"},
    ]
    assert select(store, "SELECT * FROM reject") == []
    assert altered(store) == []


def test_of_one_event_id_the_row_that_was_there_first_stays(store, tmp_path):
    first = write(tmp_path / "a.CSV", [gdelt_row(1, f7="FIRST"), gdelt_row(2), gdelt_row(1, f7="SECOND")])
    later = write(tmp_path / "b.CSV", [gdelt_row(2, f7="LATER"), gdelt_row(3), gdelt_row(3, f7="TWICE")])
    said = load(store, first, later)
    found = select(store, "SELECT event_id, split_part(headline, ' ', 1) AS who FROM event ORDER BY 1")
    assert [tuple(one.values()) for one in found] == [
        ("gdelt:1", "FIRST"),
        ("gdelt:2", "BEIJING"),
        ("gdelt:3", "BEIJING"),
    ]
    aside = select(store, "SELECT file, line, reason FROM reject ORDER BY ALL")
    assert [tuple(one.values()) for one in aside] == [
        (str(first), 3, feeding.EARLIER),
        (str(later), 1, f"{feeding.ELSEWHERE}gdelt:{first}"),
        (str(later), 3, feeding.EARLIER),
    ]
    assert "3 lines set aside, 3 of them because their event id stands already" in said[-1]


def test_members_of_an_archive_and_files_of_a_folder(store, tmp_path):
    folder = tmp_path / "feed"
    (folder / "2016").mkdir(parents=True)
    write(folder / ".hidden", ["x"])
    write(folder / "2016" / "b.CSV", [gdelt_row(7, 61)])
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("one.CSV", gdelt_row(1) + "\n" + gdelt_row(2) + "\n")
        archive.writestr("two.CSV", gdelt_row(2) + "\n" + gdelt_row(3) + "\nbad\n")
    load(store, folder)
    assert len(select(store, "SELECT * FROM event")) == 4
    assert [one["reason"] for one in select(store, "SELECT reason FROM reject ORDER BY line")] == [
        feeding.EARLIER,
        "has 1 fields; valid: 57 or 58",
    ]
    assert [one["id"] for one in select(store, "SELECT id FROM origin ORDER BY 1")] == ["gdelt_1", "gdelt_2"]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_loaded(store, tmp_path):
    good, bad = write(tmp_path / "a.CSV", [gdelt_row(1)]), write(tmp_path / "b.CSV", ["a,b,c"])
    with pytest.raises(EvidenceError, match=r"1 of 2 file\(s\) could not be loaded(.|\n)*b.CSV.*have 1 fields"):
        load(store, bad, good)
    assert len(select(store, "SELECT * FROM event")) == 1


@pytest.mark.parametrize("feed", ["gdlt", "gdel", ""])
def test_an_unknown_feed_loads_nothing(store, tmp_path, feed):
    with pytest.raises(UsageError, match=r"unknown feed.*(closest: gdelt|valid: acled, gdelt, icews, polecat)"):
        load(store, write(tmp_path / "a.CSV", [gdelt_row(1)]), feed=feed)
    assert not store.exists()


def test_a_path_that_is_missing_or_an_empty_folder(store, tmp_path):
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "gone", tmp_path / "empty"):
        with pytest.raises(UsageError, match="no file of a feed at"):
            load(store, path)


def test_the_command(store, tmp_path):
    file = write(tmp_path / "a.CSV", [gdelt_row(1, **TAIWAN), "bad"])
    run = CliRunner().invoke(app, ["evidence", "build", "--store", str(store), "--feed", f"gdelt={file}"])
    assert run.exit_code == 0, run.output
    assert "1 events, 1 lines set aside" in " ".join(run.output.split())
    wrong = (["--feed", "gdelt"], ["--feed", f"gdelt={file}", "--edition", "soon"], [])
    for options in wrong:
        assert isinstance(
            CliRunner().invoke(app, ["evidence", "build", "--store", str(store), *options]).exception, UsageError
        )
    listed = CliRunner().invoke(app, ["evidence", "list", "rejects", "--store", str(store), "--format", "csv"])
    assert "has 1 fields; valid: 57 or 58" in listed.output


def test_a_load_by_an_older_parser_is_refused_with_the_command_that_loads_it_again(store, tmp_path, monkeypatch):
    file = write(tmp_path / "a.CSV", [gdelt_row(1)])
    old = FEEDS["gdelt"].__class__("", "gdelt_events 0", FEEDS["gdelt"].events, FEEDS["gdelt"].origins)
    monkeypatch.setitem(FEEDS, "gdelt", old)
    load(store, file)
    with pytest.raises(EvidenceError) as caught:
        open_evidence(store=store)
    assert f"next: multifront evidence build --store {store} --feed gdelt={file}" in str(caught.value)
    monkeypatch.undo()
    load(store, file)
    assert open_evidence(store=store).present("event", ["gdelt:1"])


def test_a_killed_load_leaves_the_last_good_state_and_no_file_beside(store, tmp_path):
    file = write(tmp_path / "a.CSV", [gdelt_row(1)])
    load(store, file)
    before = dump(store)
    write(file, [gdelt_row(i) if i % 100 else "bad" for i in range(1, 30_000)])
    program = (
        "from pathlib import Path\nfrom multifront.evidence import loading\n"
        "from multifront.workbench.feeding import load_feeds\n"
        "done = loading.set_doubles_aside\n"
        "def slow(*given):\n"
        "    done(*given); print('in the middle', flush=True); import time; time.sleep(60)\n"
        "loading.set_doubles_aside = slow\n"
        f"load_feeds(Path({str(store)!r}), [('gdelt', Path({str(file)!r}))])\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout.readline() == "in the middle\n"
        os.kill(process.pid, signal.SIGKILL)
    assert dump(store) == before
    assert altered(store) == []
    assert "29,700 events, 299 lines set aside" in load(store, file)[0]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_who_to_whom_and_when(store, tmp_path, monkeypatch):
    monkeypatch.setattr("multifront.evidence.cut.LARGE", 3)
    days = [{"f2": f"2016{month:02}05", "f3": f"2016{month:02}", "f57": f"2016{month:02}05"} for month in (1, 1, 3, 4)]
    rows = [gdelt_row(i, **TAIWAN, **day) for i, day in enumerate(days)]
    load(store, write(tmp_path / "a.CSV", [*rows, gdelt_row(10, f8="TWN", f18="CHN"), gdelt_row(11)]))
    for evidence in (open_evidence(store=store), open_evidence("2016-03-31", store=store)):
        last = evidence.as_of or EDITION
        months = evidence.event_counts(actors=["CHN"], targets=["TWN"], between=(date(2016, 1, 1), last))
        shown = {one["month"].month: one["events"] for one in months if one["month"].year == 2016}
        assert shown == ({1: 2, 3: 1} if evidence.as_of else {1: 2, 3: 1, 4: 1})
        march = (date(2016, 3, 1), date(2016, 3, 31))
        assert [one["event_id"] for one in evidence.events(actors=["CHN"], targets=["TWN"], between=march)] == [
            "gdelt:2"
        ]
        with pytest.raises(EvidenceError, match="before it begins on"):
            evidence.events(between=march[::-1])
        slow = evidence.sql(
            "SELECT event_id FROM event WHERE list_contains(initiators, 'CHN') AND list_contains(targets, 'TWN')"
        )
        quick = evidence.events(actors=["CHN"], targets=["TWN"])
        assert sorted(one["event_id"] for one in quick) == sorted(one["event_id"] for one in slow)
        assert "parties" not in quick[0]


def test_several_actors_of_one_event_are_each_found(store):
    cells = {"date_start": EDITION, "date_end": EDITION, "occurred": "happened", "edition_date": EDITION}
    event = row(
        "event",
        event_id="E",
        origin_ids=["o"],
        public_from=EDITION,
        **{k: v for k, v in cells.items() if k != "edition_date"},
    )
    event |= {"initiators": ["CHN", "RUS"], "targets": ["JPN", "O'X"], "edition_date": EDITION}
    origin = origin_row(gdelt_events.origin()) | {"id": "o"}
    load_batch(store, Batch("mine", "mine 1", {}, {"origin": [origin], "event": [event]}))
    evidence = open_evidence(store=store)
    for actors, targets in ((["CHN"], []), (["RUS", "CHN"], ["JPN"]), ([], ["O'X"]), (["RUS"], ["JPN", "O'X"])):
        assert "E" in [one["event_id"] for one in evidence.events(actors=actors, targets=targets)]
    assert "E" not in [one["event_id"] for one in evidence.events(actors=["JPN"])]


def test_a_stream_over_a_machine_coded_feed_refuses(store, tmp_path):
    load(store, write(tmp_path / "a.CSV", [gdelt_row(1, **TAIWAN)]))
    declared = row(
        "frame",
        **{"stream": "made", "title": "made", "counted_by": "nobody", "what": "acts", "coverage": "sample"},
        **{"start_date": date(2016, 1, 1), "end_date": date(2016, 12, 31), "counts": "rows", "origin_ids": ["gdelt_1"]},
        selection='{"any_of": ["CHN"]}',
        public_from=EDITION,
    )
    load_batch(store, Batch("frames", "frames 1", {}, {"frame": [declared]}))
    stream = open_evidence(store=store).stream("made")
    assert len(stream.days) == 1
    assert stream.frame.refusal == f"gdelt_1: {REFUSAL}"


def test_the_feeds_say_who_and_where():
    for feed in FEEDS.values():
        for record in feed.origins(EDITION):
            assert record.origin.edition_date == EDITION
            assert record.origin.producer
