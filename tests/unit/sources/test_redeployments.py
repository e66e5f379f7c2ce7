"""Spells of US units away from the Pacific on rows of our own making: bounds, guards, what never counts."""

from datetime import date

import pytest

from multifront.errors import EvidenceError
from multifront.sources import redeployments
from multifront.sources.plain_rows import event

DECLARED = redeployments._declared()
PUBLIC = date(2026, 8, 20)


def listed(**changes):
    """The rows of the list as the spells were written from, one each, with headlines that hold the guards."""
    words = {row: guard for spell in redeployments.spells() for row, guard in spell.rows.items()}
    words["EV0652"] = "George Washington due to relieve Lincoln"
    words |= {row: entry["guard"] for row, entry in DECLARED["left_out"].items()}
    words |= changes
    rows = [{"event_id": row, "type": redeployments.TYPE, "headline": said} for row, said in words.items() if said]
    return [*rows, {"event_id": "EV9999", "type": "other", "headline": "Lincoln's birthday"}]


def counts(rows=None):
    rows = rows or listed()
    source = redeployments.origin()
    given = {"date_start": PUBLIC, "date_end": PUBLIC, "plover_type": "MOBILIZE", "subtype": redeployments.TYPE}
    events = {
        row["event_id"]: event(
            source, event_id=row["event_id"], initiators=("USA",), headline=row["headline"], public_from=PUBLIC, **given
        )
        for row in rows
    }
    return {row.observation_id: row for row in redeployments.observations(rows, events, source)}


CARRIERS, BATTALIONS, GROUPS = (kind.name for kind in redeployments.kinds())


@pytest.fixture(scope="module")
def found():
    return counts()


@pytest.mark.parametrize(
    ("kind", "day", "low", "best", "high"),
    [
        (CARRIERS, "2024-07-31", 0, 0, 0),
        (CARRIERS, "2024-08-02", 0, None, 2),
        (CARRIERS, "2024-08-21", 1, None, 2),
        (CARRIERS, "2024-09-01", 0, None, 1),
        (CARRIERS, "2025-06-16", 1, None, 2),
        (CARRIERS, "2026-01-14", 0, None, 2),
        (CARRIERS, "2026-05-01", 1, None, 2),
        (CARRIERS, "2026-08-15", 1, None, 3),
        (BATTALIONS, "2025-02-28", 0, 0, 0),
        (BATTALIONS, "2025-03-20", 0, None, 1),
        (BATTALIONS, "2025-10-29", 1, 1, 1),
        (BATTALIONS, "2025-10-30", 0, 0, 0),
        (GROUPS, "2026-03-12", 0, 0, 0),
        (GROUPS, "2026-03-13", 0, None, 1),
    ],
)
def test_bounds_of_a_day(found, kind, day, low, best, high):
    row = found[f"us_carriers_away:{kind}:{day}"]
    assert (row.low, row.best, row.high, row.definition_id) == (low, best, high, kind)
    assert row.status == ("zero_by_rule" if high == 0 else "reported")
    assert row.low <= row.high


def test_the_frame_has_a_row_a_day_and_nothing_outside_it(found):
    days = {row.period_start for row in found.values()}
    first, last = redeployments.FRAME
    assert (min(days), max(days), len(found)) == (first, last, 3 * ((last - first).days + 1))


def test_a_row_names_what_opens_and_closes_it_and_is_public_once_all_of_it_is(found):
    row = found[f"us_carriers_away:{CARRIERS}:2024-08-21"]
    for said in ("EV0286", "EV0288", "EV0469", "back by 2026-01-14", "figure us_pacific_carrier_gap_2024"):
        assert said in row.note
    assert row.public_from == PUBLIC
    assert (row.origin_ids, row.weak) == (("us_carriers_away",), True)
    assert "return unknown: open" in found[f"us_carriers_away:{CARRIERS}:2025-12-01"].note


def test_carriers_of_the_atlantic_open_no_spell():
    left_out = redeployments.left_out()
    named = {row for spell in redeployments.spells() for row in spell.rows}
    assert {"EV0226", "EV0227", "EV0433", "EV0489", "EV0514"} <= set(left_out)
    assert not named & set(left_out)
    assert not any(word in spell.name for spell in redeployments.spells() for word in ("ford", "eisenhower"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"EV0366": "Nimitz stays"}, "EV0366: headline 'Nimitz stays' no longer holds 'Nimitz leaves South China Sea'"),
        ({"EV0226": "A carrier ordered"}, "EV0226: headline 'A carrier ordered' no longer holds"),
        ({"EV0700": "Another carrier returns"}, "rows EV0700 of type us_redeployment are new or gone"),
        ({"EV0425": ""}, "rows EV0425 of type us_redeployment are new or gone"),
    ],
)
def test_a_list_that_has_changed_makes_the_counts_fail(changes, said):
    with pytest.raises(EvidenceError, match=said):
        counts(listed(**changes))


def test_bounds_that_are_not_in_order_are_refused():
    entry = DECLARED["spells"]["lincoln_2024"]
    for wrong in ({"back": date(2024, 1, 1)}, {"seen": None}, {"unit": "submarines"}):
        with pytest.raises(EvidenceError, match="spell 'made': bounds"):
            redeployments._spell("made", entry | wrong)


@pytest.mark.mirror
def test_the_real_list_has_the_rows_of_the_spells(mirror):
    from multifront.sources import reference_events

    rows = [row for row in reference_events.harvest(mirror).observations if row.indicator == redeployments.INDICATOR]
    assert len(rows) == 3_168
    assert sum(row.best == 1 for row in rows if row.definition_id == BATTALIONS) == 203
