"""The kind `ladder` on made rows: needed rungs held, denied, held in part, weak, unknown, and the cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest
from tests.unit.claims.made_claims import claim, judged, words
from tests.unit.claims.made_evidence import MadeEvidence

from multifront.claims.ladder import climb, rungs
from multifront.domain import Row, Verdict

PAIR, ALLIES = ("AAA", "BBB"), ("CCC", "DDD")


def tie(rung: str, held: bool, until: date = date(2020, 6, 1), pair: tuple[str, str] = PAIR, weak: bool = False) -> Row:
    """A cited fact, public on the day on which its source says so."""
    return {
        "observation_id": f"tie:{'-'.join(pair)}:{rung}:{until}",
        **{"indicator": "military_tie", "actor": pair[0], "partner": pair[1], "definition_id": rung},
        **{"period_start": date(2010, 1, 1), "period_end": until, "low": None, "best": float(held), "high": None},
        **{"weak": weak, "origin_ids": ["made"], "public_from": until},
    }


def yearly(indicator: str, pair: tuple[str, str], best: float | None) -> Row:
    """One figure of 2018 in one direction."""
    return tie("", True, date(2018, 12, 31), pair) | {
        "observation_id": f"{indicator}:{'>'.join(pair)}",
        "indicator": indicator,
        "best": best,
    }


def act(place: int, year: int, subtype: str, weak: bool = False) -> Row:
    """A joint act of the pair."""
    day = date(year, 3, 1)
    return {
        "event_id": f"act-{place}",
        **{"date_start": day, "date_end": day, "subtype": subtype, "initiators": list(PAIR), "occurred": "happened"},
        **{"weak": weak, "origin_ids": ["made"], "public_from": day},
    }


@dataclass(frozen=True)
class TiedEvidence(MadeEvidence):
    """Made evidence whose events have subtypes and initiators."""

    acts: tuple[Row, ...] = field(default=())

    def events(self, *, subtypes: Sequence[str] = (), actors: Sequence[str] = ()) -> list[Row]:
        """The made acts of these subtypes in which all these take part."""
        return [
            row
            for row in self._public(self.acts)
            if row["subtype"] in subtypes and set(actors) <= set(row["initiators"])
        ]


def evidence(*observed: Row, acts: tuple[Row, ...] = (), as_of: date | None = None) -> TiedEvidence:
    allied = [tie(rung, True, pair=ALLIES) for rung in ("headquarters", "combined_command", "defence")]
    return TiedEvidence(observed=(*observed, *allied), acts=acts, as_of=as_of)


def verdict_on(found: TiedEvidence, **more: object) -> Verdict:
    asked = {
        **{"pair": list(PAIR), "names": ["One", "Two"]},
        **{"needs": ["headquarters", "combined_command"], "in_part": ["exercise_command"]},
        "references": [
            {"pair": list(ALLIES), "names": ["Three", "Four"], "alliance": True},
            {"pair": ["EEE", "FFF"], "names": ["Five", "Six"], "alliance": False},
        ],
    }
    return judged(found, claim("ladder", asked | more))[0]


def test_needed_rungs_that_firm_rows_show_support_the_claim() -> None:
    found = verdict_on(evidence(tie("headquarters", True), tie("combined_command", True)))
    assert (found.verdict, found.confidence) == ("supported", "high")
    assert found.traces["c1.held_own"].value == 2
    assert [picture.kind for picture in found.pictures] == ["grid"]


def test_needed_rungs_that_firm_rows_deny_contradict_it() -> None:
    found = verdict_on(evidence(tie("headquarters", False), tie("combined_command", False)))
    assert (found.verdict, found.confidence) == ("contradicted", "high")
    assert "speaks against" in found.headline.text


def test_a_headline_says_what_the_newest_row_says_against_a_rung() -> None:
    rows = (
        tie("combined_command", False, date(2020, 1, 1)) | {"text": "an older word"},
        tie("combined_command", False) | {"text": "analysts do not expect one"},
    )
    found = verdict_on(evidence(tie("exercise_command", True), *rows))
    assert "on a combined command a source says: “analysts do not expect one”" in found.headline.text


def test_one_denied_and_one_unknown_is_not_supported_with_less_confidence() -> None:
    found = verdict_on(evidence(tie("combined_command", False)))
    assert (found.verdict, found.confidence) == ("not supported", "moderate")
    assert "unknown, not absent" in words(found)


def test_a_joint_command_in_exercises_bears_it_out_in_part() -> None:
    found = verdict_on(evidence(tie("exercise_command", True), tie("combined_command", False)))
    assert (found.verdict, found.confidence) == ("partly supported", "moderate")
    assert "2020-06-01" in found.headline.text
    weak = verdict_on(evidence(tie("exercise_command", True, weak=True), tie("combined_command", False)))
    assert weak.verdict == "not supported"


def test_weak_rows_alone_never_support_nor_contradict() -> None:
    held = verdict_on(evidence(tie("headquarters", True, weak=True), tie("combined_command", True)))
    assert (held.verdict, held.confidence) == ("partly supported", "moderate")
    denied = verdict_on(evidence(tie("headquarters", False, weak=True), tie("combined_command", False, weak=True)))
    assert denied.verdict == "cannot be tested"


def test_rungs_without_rows_cannot_be_tested_however_many_others_hold() -> None:
    found = verdict_on(evidence(tie("consultation", True), tie("bases", True)))
    assert (found.verdict, found.confidence) == ("cannot be tested", "high")


def test_nothing_public_by_the_cut_is_a_refusal_and_later_rows_do_not_count() -> None:
    rows = (tie("headquarters", True), tie("combined_command", True))
    assert "public by then" in verdict_on(evidence(*rows, as_of=date(2019, 1, 1))).headline.text
    assert verdict_on(evidence(*rows, as_of=date(2021, 1, 1))).verdict == "supported"


def test_an_ally_without_a_needed_rung_lowers_confidence() -> None:
    lacking = tie("combined_command", False, date(2021, 1, 1), ALLIES)
    found = verdict_on(evidence(tie("headquarters", True), tie("combined_command", True), lacking))
    assert (found.verdict, found.confidence) == ("supported", "moderate")
    assert "known alliance too" in words(found)


def standing(found: TiedEvidence, rung: str) -> str:
    return next(one.word for one in climb(PAIR[::-1], found) if one.rung.id == rung)


def test_joint_acts_count_by_calendar_years_and_few_are_unknown() -> None:
    def flown(*years: int, weak: bool = False) -> tuple[Row, ...]:
        return tuple(act(place, year, "joint_bomber_patrol", weak) for place, year in enumerate(years))

    assert standing(evidence(acts=flown(2019, 2020)), "patrols") == "yes"
    assert standing(evidence(acts=flown(2019, 2020, weak=True)), "patrols") == "weak"
    assert standing(evidence(acts=flown(2019, 2019, 2019)), "patrols") == "?"


def test_an_obligation_or_transfer_one_way_is_enough_and_no_needs_both_directions() -> None:
    one_way = (yearly("atop_defense", PAIR, 1.0), yearly("atop_defense", PAIR[::-1], 0.0))
    assert standing(evidence(*one_way), "defence") == "yes"
    neither = (yearly("atop_defense", PAIR, 0.0), yearly("atop_defense", PAIR[::-1], 0.0))
    assert standing(evidence(*neither), "defence") == "no"
    assert standing(evidence(neither[0]), "defence") == "?"
    sold = (yearly("sipri_tiv_five_years", PAIR, 5000.0), yearly("sipri_tiv_five_years", PAIR[::-1], 3.0))
    assert standing(evidence(*sold), "arms") == "yes"
    assert standing(evidence(sold[1]), "arms") == "?"
    assert standing(evidence(yearly("sipri_tiv_five_years", PAIR, None)), "arms") == "?"


def test_a_later_firm_row_outweighs_an_earlier_one_and_every_weak_one() -> None:
    rows = (tie("defence", False, date(2018, 1, 1)), tie("defence", True, date(2024, 1, 1)))
    assert standing(evidence(*rows), "defence") == "yes"
    assert standing(evidence(*rows, tie("defence", False, date(2025, 1, 1), weak=True)), "defence") == "yes"


def test_facts_and_figures_are_listed_under_the_claim_and_figures_decide_nothing() -> None:
    drills = tie("", True) | {"observation_id": "exercises:made", "indicator": "joint_exercises_stated"}
    rows = (tie("combined_command", False), drills)
    found = verdict_on(evidence(*rows), figures=["exercises:made", "exercises:later"])
    assert found.verdict == verdict_on(evidence(*rows)).verdict == "not supported"
    assert [(shown.title, shown.total) for shown in found.exhibits] == [
        ("Cited facts on the rungs", 1),
        ("Figures beside them", 1),
    ]


def test_misuse_is_named() -> None:
    with pytest.raises(Exception, match="unknown rung 'headquarter'"):
        verdict_on(evidence(), needs=["headquarter"])
    other = {"pair": ["EEE", "FFF"], "names": ["Five", "Six"], "alliance": False}
    with pytest.raises(Exception, match="no reference pair is marked"):
        verdict_on(evidence(), references=[other, other])
    assert len({rung.id for rung in rungs()}) == len(rungs())
