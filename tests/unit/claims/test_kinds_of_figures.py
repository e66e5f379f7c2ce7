"""The kinds `level`, `rank` and `change` on made figures: what holds, what does not, what is missing or weak."""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.claims.made_claims import claim, judged, words
from tests.unit.claims.made_ledger import LedgerEvidence, figure

from multifront.claims.kinds.change import Difference, what_it_says
from multifront.claims.kinds.rank import Places, verdict_on_places
from multifront.domain import Row, Verdict
from multifront.errors import EvidenceError, FileProblems


def row(name: str, **more: object) -> dict[str, object]:
    return {"row": name, "title": f"figure {name}", **more}


def verdict_on(kind: str, figures: tuple[Row, ...], with_: dict, as_of: date | None = None) -> Verdict:
    return judged(LedgerEvidence(observed=figures, as_of=as_of), claim(kind, with_))[0]


def level(names: str, **more: object) -> dict[str, object]:
    asked = {"quantity": "things", "unit": "things", "level": 10, "smallest_difference_of_interest": 2}
    return {**asked, "figures": [row(name) for name in names], **more}


@pytest.mark.parametrize(
    ("values", "direction", "expected"),
    [
        ((12, 15), "at_least", ("supported", "high")),
        ((10, 10), "at_least", ("supported", "high")),
        ((12,), "at_least", ("supported", "moderate")),
        ((12, 7), "at_least", ("partly supported", "moderate")),
        ((7, 8), "at_least", ("contradicted", "high")),
        ((7, 9), "at_least", ("cannot be tested", "high")),
        ((9, 9), "at_least", ("cannot be tested", "high")),
        ((12, 15), "at_most", ("contradicted", "high")),
        ((7, 8), "at_most", ("supported", "high")),
        ((11, 11), "at_most", ("cannot be tested", "high")),
    ],
)
def test_level_by_its_figures(values: tuple[float, ...], direction: str, expected: tuple[str, str]) -> None:
    names = "abc"[: len(values)]
    figures = tuple(figure(name, value, name) for name, value in zip(names, values, strict=True))
    found = verdict_on("level", figures, level(names, direction=direction))
    assert (found.verdict, found.confidence) == expected
    curve = ["specification_curve"] if len(values) > 1 else []
    assert [picture.kind for picture in found.pictures] == ["ranges", *curve]


def test_a_range_that_straddles_the_level_decides_nothing() -> None:
    found = verdict_on("level", (figure("a", 11.0, low=8.0, high=12.0),), level("a"))
    assert (found.verdict, found.confidence) == ("cannot be tested", "high")
    assert "straddles" in words(found)


def test_weak_figures_alone_support_in_part_and_never_speak_against() -> None:
    assert verdict_on("level", (figure("a", 12.0, weak=True),), level("a")).verdict == "partly supported"
    assert verdict_on("level", (figure("a", 5.0, weak=True),), level("a")).verdict == "cannot be tested"


def test_level_without_a_public_figure_is_refused_and_a_missing_row_is_an_error() -> None:
    late = figure("a", 12.0, public=date(2024, 6, 1))
    found = verdict_on("level", (late,), level("a"), as_of=date(2024, 1, 1))
    assert (found.verdict, found.confidence) == ("cannot be tested", "high")
    assert "was public by then" in found.headline.text
    with pytest.raises(EvidenceError, match="no row 'b'"):
        verdict_on("level", (late,), level("b"))


def test_shares_take_the_ends_that_make_them_smallest_and_largest() -> None:
    figures = (figure("a", 20.0, low=18.0, high=22.0), figure("all", 100.0, low=90.0, high=110.0))
    asked = level("", unit="percent", figures=[row("a", of="all")], level=16, smallest_difference_of_interest=1)
    found = verdict_on("level", figures, asked)
    assert found.verdict == "supported"
    assert found.traces["c1.figure_0"].value == pytest.approx(20.0)
    assert found.traces["c1.figure_0_low"].value == pytest.approx(100 * 18 / 110)
    assert found.traces["c1.figure_0_high"].value == pytest.approx(100 * 22 / 90)


def test_units_wholes_and_empty_rows_are_refused() -> None:
    with pytest.raises(EvidenceError, match="is in 'things', the claim in 'tons'; give the row's `scale`"):
        verdict_on("level", (figure("a"),), level("a", unit="tons"))
    with pytest.raises(EvidenceError, match="has no figure to compare"):
        verdict_on("level", (figure("a", None),), level("a"))
    with pytest.raises(EvidenceError, match="no whole to take a share of"):
        verdict_on("level", (figure("a"), figure("z", 0.0)), level("", figures=[row("a", of="z")]))


def rank(place: int = 1, **more: object) -> dict[str, object]:
    asked = {"quantity": "things", "unit": "things", "smallest_difference_of_interest": 2, "at_least_place": place}
    return {**asked, "actor": row("a"), "others": [row("b"), row("c")], **more}


@pytest.mark.parametrize(
    ("values", "place", "expected"),
    [
        ((10, 5, 3), 1, "supported"),
        ((10, 9, 3), 1, "partly supported"),
        ((10, 10, 3), 1, "partly supported"),
        ((5, 10, 3), 1, "contradicted"),
        ((5, 6, 3), 1, "cannot be tested"),
        ((5, 10, 3), 2, "supported"),
        ((3, 10, 5), 2, "contradicted"),
    ],
)
def test_rank_by_its_figures(values: tuple[float, ...], place: int, expected: str) -> None:
    figures = tuple(figure(name, float(value)) for name, value in zip("abc", values, strict=True))
    assert verdict_on("rank", figures, rank(place)).verdict == expected


def test_the_smallest_can_stand_first() -> None:
    figures = tuple(figure(name, value) for name, value in zip("abc", (1.0, 5.0, 9.0), strict=True))
    assert verdict_on("rank", figures, rank(most_first=False)).verdict == "supported"


def test_one_without_a_figure_could_stand_before_it() -> None:
    figures = tuple(figure(name, value) for name, value in zip("abc", (10.0, 5.0, 3.0), strict=True))
    found = verdict_on("rank", figures, rank(without=["The silent one"]))
    assert (found.verdict, found.confidence) == ("partly supported", "moderate")
    assert "The silent one" in words(found)


@pytest.mark.parametrize(("beside", "expected"), [(5.0, "supported"), (9.0, "partly supported")])
def test_one_without_a_figure_stands_behind_nobody(beside: float, expected: str) -> None:
    figures = tuple(figure(name, value) for name, value in zip("abc", (10.0, beside, 3.0), strict=True))
    assert verdict_on("rank", figures, rank(2, without=["The silent one"])).verdict == expected


@pytest.mark.parametrize(
    ("values", "weak", "expected"),
    [
        ((10, 5, 3), "a", "partly supported"),
        ((10, 5, 3), "b", "partly supported"),
        ((5, 10, 3), "a", "cannot be tested"),
        ((5, 10, 3), "b", "cannot be tested"),
        ((5, 10, 3), "c", "contradicted"),
    ],
)
def test_weak_figures_carry_no_place_alone(values: tuple[float, ...], weak: str, expected: str) -> None:
    figures = tuple(figure(n, float(v), weak=n == weak) for n, v in zip("abc", values, strict=True))
    assert verdict_on("rank", figures, rank()).verdict == expected


def test_overlapping_ranges_leave_a_rank_open() -> None:
    assert verdict_on_places(Places(best=1, printed=2, worst=2, ahead=0, behind=1), 1, 3) == "cannot be tested"
    assert verdict_on_places(Places(best=1, printed=1, worst=2, ahead=0, behind=1), 1, 3) == "partly supported"


def test_rank_without_the_actors_figure_is_refused_and_a_place_that_all_hold_is_a_problem() -> None:
    figures = (figure("a", public=date(2024, 6, 1)), figure("b"), figure("c"))
    found = verdict_on("rank", figures, rank(), as_of=date(2024, 3, 1))
    assert found.verdict == "cannot be tested"
    with pytest.raises(FileProblems, match="is held by anyone"):
        verdict_on("rank", figures, rank(3))


def moved(before: str, after: str, name: str = "part", **more: object) -> dict[str, object]:
    asked = {"name": name, "title": f"The {name}", "direction": "up", "smallest_effect_of_interest": 2}
    return {**asked, "before": [row(n) for n in before], "after": [row(n) for n in after], **more}


def change(*parts: dict[str, object]) -> dict[str, object]:
    return {"unit": "things", "parts": list(parts)}


@pytest.mark.parametrize(
    ("values", "direction", "expected"),
    [
        ((1, 2, 5, 6), "up", "supported"),
        ((1, 2, 2.5, 3), "up", "partly supported"),
        ((5, 6, 1, 2), "up", "contradicted"),
        ((5, 6, 1, 2), "down", "supported"),
        ((5, 5.5, 5.2, 5.6), "up", "not supported"),
        ((1, 6, 2, 9), "up", "cannot be tested"),
    ],
)
def test_change_by_its_figures(values: tuple[float, ...], direction: str, expected: str) -> None:
    figures = tuple(figure(name, float(value)) for name, value in zip("abcd", values, strict=True))
    found = verdict_on("change", figures, change(moved("ab", "cd", direction=direction)))
    assert (found.verdict, found.confidence) == (expected, "high")
    rise = (sum(values[2:]) - sum(values[:2])) / 2
    assert found.traces["c1.part_change"].value == pytest.approx(abs(rise))
    (line,) = [line for line in found.test_lines if line.figure.trace_id == "c1.part_change"]
    assert line.label.endswith("rose by" if rise > 0 else "fell by")


def test_one_part_that_moved_the_other_way_contradicts_unless_another_moved_as_claimed() -> None:
    figures = tuple(figure(n, v) for n, v in zip("abcdef", (1.0, 2.0, 5.0, 9.0, 5.0, 1.0), strict=True))
    down, little = moved("de", "f", "fallen"), moved("a", "b", "little")
    assert verdict_on("change", figures, change(down)).verdict == "contradicted"
    near = verdict_on("change", figures, change(down, little))
    assert (near.verdict, near.confidence) == ("cannot be tested", "high")
    assert near.headline.text == (
        "The fallen: moved the other way (1.00 things after; 7.00 things before, mean of 2); "
        "The little: moved as claimed, but by less than would matter (2.00 things after; 1.00 things before)."
    )
    found = verdict_on("change", figures, change(down, moved("ab", "c", "risen")))
    assert (found.verdict, found.confidence) == ("partly supported", "low")


def test_change_without_figures_of_a_time_is_refused_and_weak_ones_cap_it() -> None:
    figures = (figure("a", 1.0), figure("b", 9.0, public=date(2024, 6, 1)))
    found = verdict_on("change", figures, change(moved("a", "b")), as_of=date(2024, 3, 1))
    assert (found.verdict, found.confidence) == ("cannot be tested", "high")
    weak = (figure("a", 1.0), figure("b", 9.0, weak=True))
    found = verdict_on("change", weak, change(moved("a", "b")))
    assert (found.verdict, found.confidence) == ("partly supported", "low")


@pytest.mark.parametrize(
    ("values", "weak", "expected"),
    [
        ((1, 2, 5, 6), "d", "supported"),
        ((1, 2, 5, 6), "cd", "partly supported"),
        ((5, 6, 1, 2), "d", "contradicted"),
        ((5, 6, 1, 2), "ab", "cannot be tested"),
        ((5, 5.5, 4.9, 5.6), "b", "not supported"),
        ((5, 5.5, 5.2, 5.6), "cd", "cannot be tested"),
    ],
)
def test_weak_figures_carry_no_change_alone(values: tuple[float, ...], weak: str, expected: str) -> None:
    figures = tuple(figure(n, float(v), weak=n in weak) for n, v in zip("abcd", values, strict=True))
    assert verdict_on("change", figures, change(moved("ab", "cd"))).verdict == expected


def test_one_part_on_firm_figures_does_not_carry_another_on_weak_ones() -> None:
    figures = (figure("a", 1.0), figure("b", 5.0), figure("c", 1.0), figure("d", 5.0, weak=True))
    found = verdict_on("change", figures, change(moved("a", "b", "firm"), moved("c", "d", "weak")))
    assert found.verdict == "partly supported"


@pytest.mark.parametrize(
    ("ends", "word"),
    [
        ((1, 3, 5), "moved"), ((0.5, 1, 1.5), "little"), ((-5, -3, -1), "opposite"), ((-1.5, -1, -0.5), "flat"),
        ((-5, -1, -0.5), "unclear"), ((-1, 0, 1), "flat"), ((-3, 3, 9), "unclear"),
    ],
)  # fmt: skip
def test_words_of_a_change(ends: tuple[float, float, float], word: str) -> None:
    assert what_it_says(Difference(*ends), 2.0) == word
    assert what_it_says(None, 2.0) == "missing"


def test_one_further_figure_leads_to_the_verdict_foretold() -> None:
    found = verdict_on("level", (figure("a", 12.0, "a"),), level("a"))
    assert [flip.to for flip in found.flips] == ["partly supported"]
    assert "stays off 10.0 things by 2.00 or more" in found.flips[0].observation.text
    both = verdict_on("level", (figure("a", 12.0, "a"), figure("b", 8.0, "b")), level("ab"))
    assert both.verdict == found.flips[0].to
    short = verdict_on("level", (figure("a", 7.0, "a"),), level("a"))
    assert [(flip.to, "reaches 10.0 things" in flip.observation.text) for flip in short.flips] == [
        ("partly supported", True)
    ]
