"""What followed, against verdicts as of a day: rows that must come after it, counts on both sides, hits and misses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.unit.claims.made_evidence import MadeEvidence, MadeStream
from tests.unit.claims.made_ledger import LedgerEvidence, figure

from multifront.claims.hindcast import Eve, Followed, NamedRow, became, outcome_of, read_declared, tally
from multifront.claims.language import load
from multifront.domain import Phrase, Verdict
from multifront.errors import FileProblems, UsageError

DAY = date(2020, 6, 1)
EVE = Eve(day=DAY, eve="The day before something")
LIST = """\
within_days: 365
days:
  - {day: 2020-06-01, eve: The day before something}
followed:
  - {assessment: made, claim: c1, eves: [2020-06-01], stream: acts, because: acts that were counted}
"""


def judged(word: str) -> tuple[dict[str, Verdict], dict[str, str]]:
    return {"c1": Verdict("c1", word, "low", Phrase("So."), (), (), (), (), (), {}, ())}, {"c1": "A claim"}


def by_rows(says: str, *rows: str) -> Followed:
    named = [NamedRow(table="observation", row=row) for row in rows]
    return Followed(assessment="made", claim="c1", eves=[DAY], because="a thing came", says=says, rows=named)


def dated(name: str, end: date | None) -> dict:
    return figure(name, period_end=end, public=date(2021, 1, 1))


@pytest.mark.parametrize(
    ("verdict", "says", "expected"),
    [
        ("supported", "bears out", "hit"),
        ("partly supported", "speaks against", "miss"),
        ("not supported", "speaks against", "hit"),
        ("contradicted", "bears out", "miss"),
        ("cannot be tested", "bears out", "silent"),
        ("cannot be tested", "speaks against", "silent"),
        ("supported", "neither", "open"),
        ("cannot be tested", "too early", "open"),
    ],
)
def test_what_becomes_of_a_verdict(verdict: str, says: str, expected: str) -> None:
    assert became(verdict, says) == expected


def test_rows_tell_with_their_origins() -> None:
    store = LedgerEvidence(observed=(dated("a", date(2020, 9, 1)),))
    found = outcome_of(by_rows("bears out", "a"), EVE, judged("contradicted"), 365, store)
    assert (found.became, found.rows, found.origin_ids, found.followed) == ("miss", ("a",), ("first",), "a thing came")


@pytest.mark.parametrize("end", [DAY, date(2020, 5, 31), date(2021, 6, 2), None])
def test_rows_of_that_day_of_before_or_of_long_after_are_refused(end: date | None) -> None:
    store = LedgerEvidence(observed=(dated("a", end),))
    with pytest.raises(UsageError, match="within 365 days after 2020-06-01"):
        outcome_of(by_rows("bears out", "a"), EVE, judged("supported"), 365, store)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [(1, 3, "bears out"), (3, 1, "speaks against"), (2, 2, "neither"), (0, 0, "neither")],
)
def test_a_stream_is_counted_on_both_sides(before: int, after: int, says: str) -> None:
    days = tuple(DAY - timedelta(days=10 * n) for n in range(before))
    days += tuple(DAY + timedelta(days=1 + 10 * n) for n in range(after))
    far = (DAY - timedelta(days=365), DAY + timedelta(days=366))  # just outside either side
    store = MadeEvidence((MadeStream("acts", days + far, date(2018, 1, 1), date(2023, 1, 1)),))
    entry = Followed(assessment="made", claim="c1", eves=[DAY], because="acts counted", stream="acts")
    found = outcome_of(entry, EVE, judged("supported"), 365, store)
    assert found.says == says
    assert f"{after} in the 365 days after, {before} in as many before" in found.followed
    assert len(found.rows) == before + after


def test_a_stream_that_ends_soon_or_begins_late_is_too_early() -> None:
    entry = Followed(assessment="made", claim="c1", eves=[DAY], because="acts counted", stream="acts")
    for start, end in ((date(2018, 1, 1), DAY + timedelta(days=89)), (DAY - timedelta(days=89), date(2023, 1, 1))):
        store = MadeEvidence((MadeStream("acts", (DAY + timedelta(days=5),), start, end),))
        assert outcome_of(entry, EVE, judged("supported"), 365, store).became == "open"


def test_a_claim_that_was_not_judged_is_named() -> None:
    store = LedgerEvidence(observed=(dated("a", date(2020, 9, 1)),))
    entry = by_rows("bears out", "a").model_copy(update={"claim": "c9"})
    with pytest.raises(UsageError, match="'c9'; valid: c1"):
        outcome_of(entry, EVE, judged("supported"), 365, store)


@pytest.mark.parametrize(
    ("old", "new", "what", "line"),
    [
        ("eves: [2020-06-01]", "eves: [2020-06-02]", "2020-06-02 under `eves` is none of the days", 1),
        ("stream: acts, ", "", "needs either rows or a stream", 5),
        ("stream: acts", "stream: acts, says: bears out", "rows need `says`", 5),
        ("within_days: 365", "within_days: 3", "greater than or equal to 90", 1),
        ("claim: c1, ", "", "is missing; add it", 5),
        ("followed:", "folowed:", "is not a known key here", 4),
    ],
)
def test_what_is_wrong_in_the_list_is_named_with_its_line(old: str, new: str, what: str, line: int) -> None:
    with pytest.raises(FileProblems) as caught:
        read_declared(LIST.replace(old, new, 1), "made.yaml")
    assert any(what in one.what and one.line == line for one in caught.value.problems), caught.value


def test_the_shipped_list_names_claims_that_exist_and_five_days() -> None:
    declared = read_declared()
    assert [one.day.year for one in declared.days] == [2022, 2022, 2023, 2025, 2026]
    for one in declared.followed:
        assert one.claim in {claim.entry.id for claim in load(one.assessment).claims}


def test_counts_of_outcomes() -> None:
    store = LedgerEvidence(observed=(dated("a", date(2020, 9, 1)),))
    made = [
        outcome_of(by_rows("bears out", "a"), EVE, judged(word), 365, store) for word in ("supported", "contradicted")
    ]
    assert tally(made) == {"hit": 1, "miss": 1, "silent": 0, "open": 0}
