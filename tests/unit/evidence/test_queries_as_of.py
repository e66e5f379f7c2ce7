"""A query with a cut of its own answers as evidence opened as of that day does, and never later than the store."""

from datetime import date

import numpy as np
import pytest
from tests.unit.evidence.conftest import event as shipped_event
from tests.unit.evidence.user_batches import EDITION, batch, figure, origin

from multifront.errors import EvidenceError
from multifront.evidence import cut as cutting
from multifront.evidence import load_batch, open_evidence

DAYS = ["2021-05-02", "2022-06-01", "2024-02-01", "2026-12-31"]
LATER = date(2026, 12, 1)
ASKED = {
    "events": lambda ev, **cut: ev.events(**cut).arrow(),
    "events of two": lambda ev, **cut: list(ev.events(actors=["CHN", "RUS"], **cut)),
    "observations": lambda ev, **cut: list(ev.observations(**cut)),
    "sql": lambda ev, **cut: list(ev.sql("SELECT * FROM frame ORDER BY ALL", **cut)),
    "listing": lambda ev, **cut: list(ev.listing("origins", **cut)),
    "catalogue": lambda ev, **cut: ev.catalogue(**cut),
    "count": lambda ev, **cut: ev.count("vote_pair", **cut),
    "present": lambda ev, **cut: ev.present("event", ["P1", "P2", "L1"], **cut),
    "origins": lambda ev, **cut: ev.origins(ev.present("origin", ["good", "late"], **cut), **cut),
    "frame rows": lambda ev, **cut: ev.rows("frame", ev.present("frame", ["patrols", "launch_days"], **cut), **cut),
    "stream": lambda ev, **cut: (ev.stream("patrols", **cut).selection, ev.stream("patrols", **cut).frame),
    "votes": lambda ev, **cut: ev.votes(**cut).selection,
}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("what", ASKED)
def test_a_query_as_of_a_day_is_that_of_evidence_opened_then(folder, what, day):
    ask = ASKED[what]
    whole = open_evidence(path=folder)
    expected = ask(open_evidence(day, folder))
    assert ask(whole, as_of=day) == expected
    assert ask(whole, as_of=date.fromisoformat(day)) == expected
    assert whole.as_of is None


def test_a_series_as_of_a_day(folder):
    ev = open_evidence(path=folder)
    with pytest.raises(EvidenceError, match="2 values of definition_id"):
        ev.series("trade")
    found = ev.series("trade", as_of="2023-12-31")
    assert (found.definition_id, found.selection.as_of) == ("customs", date(2023, 12, 31))
    np.testing.assert_array_equal(ev.series("trade", as_of="2022-12-31", definition_id="customs").best, [100.0, np.nan])


@pytest.mark.parametrize("limit", ["as_of", "as_of_edition"])
def test_a_query_is_never_later_than_its_store(folder, limit):
    ev = open_evidence(path=folder, **{limit: "2026-11-25"})
    assert len(ev.events(**{limit: "2026-11-25"})) == 6
    assert len(ev.events(**{limit: "2026-11-24"})) == 6
    words = rf"{limit} 2026-11-26 is later than that of the store, 2026-11-25; .*open_evidence\({limit}='2026-11-26'\)"
    with pytest.raises(EvidenceError, match=words):
        ev.events(**{limit: "2026-11-26"})
    with pytest.raises(EvidenceError, match=f"{limit} 'soon' is not a date"):
        ev.observations(**{limit: "soon"})


def test_the_two_cuts_are_joined(folder):
    ev = open_evidence("2024-02-01", folder)
    assert len(ev.events(as_of_edition="2026-11-22")) == 4
    assert ev.events(as_of_edition="2026-11-21") == []
    assert len(ev.events(as_of="2021-05-02", as_of_edition="2026-11-22")) == 1


def test_the_older_edition_of_a_row_speaks_on_the_earlier_day(folder, tmp_path):
    file = tmp_path / "mine.duckdb"
    newer = shipped_event("P1", date(2021, 5, 1), date(2021, 5, 2), headline="newer") | {"edition_date": LATER}
    cells = {"indicator": "trade", "partner": "RUS", "definition_id": "customs", "edition_date": LATER}
    rows = {"origin": [origin("good") | {"edition_date": EDITION}], "event": [newer]}
    load_batch(file, batch(rows=rows | {"observation": [figure("f1", 7.0, origin_ids=["good"], **cells)]}))
    ev = open_evidence(path=folder, store=file)
    assert ev.rows("event", ["P1"])[0]["headline"] == "newer"
    assert ev.rows("event", ["P1"], as_of_edition="2026-11-30")[0]["headline"] == ""
    assert ev.rows("observation", ["f1"], as_of_edition="2026-11-30")[0]["best"] == 100.0
    ev.sql("SELECT 1")
    assert ev.events(subtypes=["patrol"], as_of_edition="2026-11-29")[0]["headline"] == ""


def test_a_store_that_was_written_meanwhile_is_not_asked_again(folder, tmp_path):
    file = tmp_path / "mine.duckdb"
    load_batch(file, batch())
    ev = open_evidence(path=folder, store=file)
    assert len(ev.sql("SELECT * FROM event")) == 8
    load_batch(
        file,
        batch(
            "other", "other 1", rows={"origin": [origin("o2")], "observation": [figure("n1", 1.0, origin_ids=["o2"])]}
        ),
    )
    with pytest.raises(EvidenceError, match=r"was written since it was opened; .*open_evidence again"):
        ev.events(as_of="2024-01-01")


def test_only_a_few_earlier_cuts_are_kept(folder):
    ev = open_evidence(path=folder)
    early = ev.events(as_of="2021-05-02")
    for day in range(1, 2 * cutting.EARLIER):
        assert len(ev.events(as_of=date(2023, 6, day))) == 4
    assert len(ev._cut._earlier) == cutting.EARLIER
    assert [row["event_id"] for row in early] == ["P1"]
