"""Specification curves of ledgers and figures: what other ways to count rows would find, and what flips."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.claims.made_claims import claim, judged
from tests.unit.claims.made_evidence import figures
from tests.unit.claims.made_ledger import LedgerEvidence, figure

from multifront.claims.kinds.ladder import verdict_on_rungs
from multifront.claims.kinds.ledger_curves import parts_curve, rungs_curve
from multifront.claims.ladder import Rung
from multifront.claims.ladder import Standing as RungStanding
from multifront.claims.standings import stand, verdict_on_parts
from multifront.claims.witnesses import Witness, hear
from multifront.domain import Row, Verdict

STATED = date(2024, 6, 1)


def drawn(verdict: Verdict) -> dict[str, tuple[float | None, str, str]]:
    """Every way of the curve: its effect, what it shows, its role."""
    (picture,) = (one for one in verdict.pictures if one.kind == "specification_curve")
    rows = zip(*(picture.columns[name] for name in ("choices", "effect", "shows", "role")), strict=True)
    return {choices: (effect, shows, role) for choices, effect, shows, role in rows}


def way(verdict: Verdict, *words: str) -> tuple[float | None, str, str]:
    """The one way whose choices hold all these words."""
    (found,) = (said for choices, said in drawn(verdict).items() if all(word in choices for word in words))
    return found


def quantity(*rows: Row, **more: object) -> Verdict:
    estimates = [{"row": row["observation_id"], "title": f"estimate {row['observation_id']}"} for row in rows]
    asked = {"quantity": "things supplied", "unit": "things", "low": 2, "high": 4, "estimates": estimates}
    return judged(LedgerEvidence(observed=rows), claim("quantity", {**asked, "stated_on": STATED.isoformat(), **more}))[
        0
    ]


def test_a_range_borne_out_by_one_speaker_alone_flips_without_it() -> None:
    found = quantity(figure("a", 3.0, "first"), figure("b", 9.0, "second"))
    assert (found.verdict, way(found, "every named row", "firm rows")) == ("partly supported", (50.0, "for", "main"))
    assert way(found, "without first") == (0.0, "against", "declared")
    assert way(found, "without second") == (100.0, "for", "declared")
    assert found.traces["c1.specifications_flipped"].value == 1


def test_a_weak_estimate_outside_counts_only_where_weak_rows_do() -> None:
    found = quantity(figure("a", 3.0, "first"), figure("b", 9.0, "second", weak=True))
    assert way(found, "weak rows count as firm") == (50.0, "for", "declared")
    assert way(found, "every named row", "Weak rows: firm rows")[0] == 100.0


def test_ways_that_count_the_same_rows_or_none_are_no_alternatives() -> None:
    found = quantity(figure("a", 3.0, "first"))
    assert found.verdict == "partly supported"
    assert all(picture.kind != "specification_curve" for picture in found.pictures)


def test_each_definition_stands_alone() -> None:
    other = {**figure("b", 9.0, "second"), "definition": "another count"}
    found = quantity(figure("a", 3.0, "first"), other)
    assert way(found, "another count") == (0.0, "against", "declared")


def supply(*rows: Row, says: str = "delivered", **more: object) -> Verdict:
    told = [{"row": row["observation_id"], "says": more.pop(row["observation_id"], says)} for row in rows]
    flows = [{"name": "one", "title": "One supply", "rows": told}]
    asked = {"stated_on": STATED.isoformat(), "flows": flows, **more}
    return judged(LedgerEvidence(observed=rows), claim("transfer", asked))[0]


def test_a_supply_shown_by_three_speakers_hangs_on_none_of_them() -> None:
    found = supply(*(figure(name, 1.0, f"s{name}") for name in "abc"))
    assert found.verdict == "supported"
    assert found.traces["c1.specifications_declared"].value == 3
    assert found.traces["c1.specifications_flipped"].value == 0


def test_a_supply_that_one_speaker_shows_and_another_denies_hangs_on_each() -> None:
    found = supply(figure("a", 1.0, "first"), figure("b", 1.0, "second"), b="denied")
    assert found.verdict == "partly supported"
    assert way(found, "without first") == (0.0, "against", "declared")
    assert way(found, "without second") == (100.0, "for", "declared")
    assert found.traces["c1.specifications_flipped"].value == 1


def test_weak_rows_alone_become_firm_where_they_are_counted_so() -> None:
    found = supply(figure("a", 1.0, "first", weak=True), figure("b", 1.0, "second", weak=True))
    assert way(found, "Weak rows: firm rows") == (0.0, "for", "main")
    assert way(found, "weak rows count as firm") == (100.0, "for", "declared")


def test_what_was_public_on_the_day_of_the_statement_stands_beside_and_flips_nothing() -> None:
    late = [{**figure(name, 1.0, f"s{name}"), "public_from": date(2025, 1, 1)} for name in "ab"]
    found = supply(*late, figure("c", 1.0, "sc"), figure("d", 1.0, "sd"), c="denied", d="denied")
    assert way(found, "by the day of the statement") == (0.0, "against", "beside")


def test_parts_are_counted_as_the_rule_counts_them() -> None:
    evidence = LedgerEvidence(observed=(figure("a", 1.0, "first"), figure("b", 1.0, "second")))
    rows = hear([Witness(row=name) for name in "ab"], evidence)
    now = [stand(rows, (), evidence), stand((), (), evidence)]

    def judge(words: list[str]) -> str:
        return verdict_on_parts(words, contrary=False)

    curve = parts_curve(now, now, judge, evidence)
    assert [one.effect for one in curve.specifications] == [50.0, 50.0, 50.0]
    assert curve.flips == 0


def test_a_rung_that_rests_on_weak_rows_is_unknown_without_them() -> None:
    rung = Rung("arms", "arms", "one delivered arms")
    weak, firm = (RungStanding(rung, True, weak=said) for said in (True, False))
    curve = rungs_curve([weak], [], verdict_on_rungs)
    assert [(one.effect, one.shows) for one in curve.specifications] == [(0.0, "for"), (100.0, "for"), (0.0, "nothing")]
    assert [one.declared for one in curve.specifications] == [True, True, False]
    assert curve.flips == 0
    denied = replace(firm, holds=False)
    mixed = rungs_curve([weak, denied], [], verdict_on_rungs)
    assert [(one.shows, one.declared) for one in mixed.specifications][2] == ("against", True)
    assert mixed.flips == 1
    assert not rungs_curve([firm], [], verdict_on_rungs).alternatives


def row(name: str) -> dict[str, object]:
    return {"row": name, "title": f"figure {name}"}


def figures_verdict(kind: str, rows: tuple[Row, ...], asked: dict[str, object]) -> Verdict:
    return judged(LedgerEvidence(observed=rows), claim(kind, asked))[0]


def test_level_shows_each_figure_alone() -> None:
    asked = {"quantity": "things", "unit": "things", "level": 10, "smallest_difference_of_interest": 2}
    rows = figure("a", 12.0, "first"), figure("b", 7.0, "second"), figure("c", 20.0, "third", weak=True)
    found = figures_verdict("level", rows, {**asked, "figures": [row(name) for name in "abc"]})
    assert way(found, "figure a") == (12.0, "for", "declared")
    assert way(found, "figure b") == (7.0, "against", "declared")
    assert way(found, "figure c") == (20.0, "for", "beside")
    assert way(found, "all firm figures") == (9.5, "for", "main")
    assert found.traces["c1.specifications_flipped"].value == 1


def test_change_holds_every_earlier_figure_against_every_later_one() -> None:
    part = {"name": "one", "title": "One thing", "direction": "up", "smallest_effect_of_interest": 1}
    asked = {"unit": "things", "parts": [{**part, "before": [row("a")], "after": [row("b"), row("c")]}]}
    rows = figure("a", 5.0, "first"), figure("b", 9.0, "second"), figure("c", 3.0, "third")
    found = figures_verdict("change", rows, asked)
    assert way(found, "figure a to figure b") == (4.0, "for", "declared")
    assert way(found, "figure a to figure c") == (-2.0, "against", "declared")
    assert way(found, "all figures") == (1.0, "nothing", "main")


def test_rank_is_counted_as_printed_and_without_those_who_have_no_figure() -> None:
    asked = {"quantity": "things", "unit": "things", "actor": row("a"), "others": [row("b"), row("c")],
             "smallest_difference_of_interest": 1, "without": ["Seeland"]}  # fmt: skip
    rows = figure("a", 10.0, "first"), figure("b", 5.0, "second"), figure("c", 4.0, "third", low=3.0, high=11.0)
    found = figures_verdict("rank", rows, asked)
    assert way(found, "by the rule")[:2] == (1.0, "for")
    assert set(drawn(found)) == {
        "Counted: by the rule", "Counted: those with a figure", "Counted: figures as printed"
    }  # fmt: skip


def test_reach_runs_other_years_and_both_ends_of_the_counts() -> None:
    years = (1950, 1960, 2010, 2014)
    rows = figures("partners_first_in_trade", {2010: 10.0, 2014: 30.0}, "AAA", "all", 4.0)
    rows += figures("partners_first_in_trade", {1950: 8.0, 1960: 12.0}, "BBB", "all", 2.0)
    rows += figures(
        "states_counted_in_trade", {year: 40.0 if year == 1960 else 100.0 for year in years}, "all", "all", 0.0
    )
    asked = {"actor": "AAA", "other": "BBB", "names": ["Ayland", "the Bee Union"], "year": 2014,
             "other_period": {"start": date(1948, 1, 1), "end": date(1991, 12, 31)}, "smallest_ratio_of_interest": 2,
             "smallest_share_of_area": 0.1, "areas": [{"area": "all", "title": "the world"}],
             "alternative_years": [2010, 2011]}  # fmt: skip
    found = judged(LedgerEvidence(observed=tuple(rows)), claim("reach", asked))[0]
    assert way(found, "Year: 2014", "best year, 1960", "by every way")[1:] == ("nothing", "main")
    assert way(found, "Year: 2010")[1:] == ("against", "declared")
    assert way(found, "half as many states counted, 1950")[:2] == (30.0 / 8.0, "for")
    assert way(found, "lowest count of both")[0] == pytest.approx(28.0 / 27.5)
    assert not any("2011" in choices for choices in drawn(found))


def test_what_hangs_on_one_speaker_stands_beside_without_it() -> None:
    found = supply(figure("a", 1.0, "first"), figure("b", 1.0, "second", weak=True))
    assert way(found, "without first") == (0.0, "for", "declared")
    alone = supply(figure("a", 1.0, "first"))
    assert alone.verdict == "partly supported"
    assert all(picture.kind != "specification_curve" for picture in alone.pictures)
