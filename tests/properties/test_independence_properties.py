"""Laws of near-duplicates and of independent origins: order, names, repetition and copies do not matter."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from multifront.domain import Origin
from multifront.evidence.independence import Report, count_independent, near_duplicates

with (Path(__file__).parents[1] / "data" / "near_duplicate_pairs.csv").open(encoding="utf-8", newline="") as _file:
    TEXTS = [row["b_text"] for row in csv.DictReader(_file)][:40]
PUBLISHERS = (
    "Reuters",
    "Reuters via Yomiuri",
    "Xinhua",
    "CGTN",
    "herald.la",
    "Devdiscourse",
    "AP; TASS",
    "-",
    "AFP copy",
)


def _report(number: int, text: str, day: int, letter: str, amount: float | None) -> Report:
    when = date(2031, 2, day)
    fields = {"magnitude": amount, "unit": "aircraft", "counters": frozenset({f"counter {number}"})}
    return Report(f"r{number:02}", text, when, when, frozenset({"CHN"}), reliability=letter, **fields)


@st.composite
def reports(draw: Callable[..., object]) -> list[Report]:
    cells = st.tuples(
        *(st.sampled_from(TEXTS), st.integers(1, 4), st.sampled_from("ABCD"), st.sampled_from((None, 5.0, 12.0)))
    )
    return [_report(number, *row) for number, row in enumerate(draw(st.lists(cells, max_size=12)))]


def _events(found: list[Report]) -> int:
    """How many events remain: reports less the members of clusters."""
    return len(found) - sum(len(cluster.members) for cluster in near_duplicates(found))


@settings(max_examples=40, deadline=None)
@given(reports(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(found: list[Report], shuffler) -> None:
    mixed = list(found)
    shuffler.shuffle(mixed)
    assert near_duplicates(mixed) == near_duplicates(found)


@settings(max_examples=40, deadline=None)
@given(reports())
def test_other_ids_give_the_same_clusters(found: list[Report]) -> None:
    renamed = [replace(report, id=f"z{99 - int(report.id[1:]):02}") for report in found]
    back = {new.id: old.id for new, old in zip(renamed, found, strict=True)}
    groups = {frozenset(back[name] for name in cluster.ids) for cluster in near_duplicates(renamed)}
    assert groups == {frozenset(cluster.ids) for cluster in near_duplicates(found)}


@settings(max_examples=40, deadline=None)
@given(reports())
def test_the_reports_of_a_cluster_alone_are_that_cluster(found: list[Report]) -> None:
    held = {report.id: report for report in found}
    for cluster in near_duplicates(found):
        assert near_duplicates([held[name] for name in cluster.ids]) == (cluster,)


@settings(max_examples=60, deadline=None)
@given(reports(), st.data())
def test_a_copy_by_another_counter_never_raises_the_count(found: list[Report], data) -> None:
    if not found:
        return
    copied = data.draw(st.sampled_from(found))
    copy = replace(copied, id="copy", counters=frozenset({"a new counter"}))
    assert _events([*found, copy]) == _events(found)


def _origin(number: int, publisher: str, title: str) -> Origin:
    named = {"id": f"o{number}", "producer": publisher, "read_at": publisher, "title": title, "edition": "1"}
    other = {"licence": "own", "link": "https://a.example", "published": "2024-05-04", "note": "", "reliability": "C"}
    return Origin(**named, **other, sha256="unknown: page not kept", edition_date=date(2026, 1, 1))


origins = st.lists(st.tuples(st.sampled_from(PUBLISHERS), st.sampled_from(TEXTS)), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(origins, st.data())
def test_a_copy_of_an_origin_never_raises_its_count(cells: list[tuple[str, str]], data) -> None:
    found = [_origin(number, *row) for number, row in enumerate(cells)]
    before = count_independent(found)
    copy = replace(data.draw(st.sampled_from(found)), id="copy")
    after = count_independent([*found, copy])
    assert (after.low, after.high) == (before.low, before.high)


@settings(max_examples=60, deadline=None)
@given(origins, st.randoms(use_true_random=False))
def test_the_order_of_origins_does_not_matter_and_bounds_hold(cells: list[tuple[str, str]], shuffler) -> None:
    found = [_origin(number, *row) for number, row in enumerate(cells)]
    mixed = list(found)
    shuffler.shuffle(mixed)
    counted = count_independent(found)
    assert count_independent(mixed) == counted
    assert 1 <= counted.low <= counted.high == len(counted.groups)
    assert {name for group in counted.groups for name in group.origin_ids} == {one.id for one in found}
