"""The kind `distraction` on a scenario of a few boats: what must be tied down, what would be, what is on record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.unit.claims.made_claims import assessment, claim, judged, words
from tests.unit.claims.made_evidence import MadeEvidence
from tests.unit.claims.made_scenarios import forces, scenario_file

from multifront.claims.kinds.distraction import word_on_break_even
from multifront.claims.language import read_text
from multifront.domain import Verdict
from multifront.errors import FileProblems, UsageError

ASKED = {
    "layer": "submarines", "at": "korea", "main": "taiwan_strait", "horizon_days": 60,
    "smallest_effect_of_interest": 0.1, "largest": 20,
}  # fmt: skip
FACT = {
    "name": "patrols", "title": "Joint patrols near Taiwan", "frame": "A made list without a rule",
    "search": {"subtypes": ["patrol"], "actors": ["AAA"]},
}  # fmt: skip


def verdict_on(scenario: str, evidence: MadeEvidence | None = None, **more) -> Verdict:
    asked = {**ASKED, "scenario": scenario, **more}
    return judged(evidence or MadeEvidence(), claim("distraction", asked))[0]


@pytest.mark.parametrize(
    ("tied", "units", "expected"),
    [(1.0, 40.0, "not supported"), (20.0, 4.0, "partly supported"), (1.0, 4.0, "not supported")],
)
def test_verdict_by_where_the_break_even_lies(tmp_path: Path, tied: float, units: float, expected: str) -> None:
    """Of 40 + 40 boats half are ready, far more than three; of 4 + 4 four are: two tied down leave one short."""
    verdict = verdict_on(scenario_file(tmp_path, forces(tied, units)))
    assert verdict.verdict == expected


def test_break_even_by_hand(tmp_path: Path) -> None:
    """Four boats are ready and three are wanted: one may be tied down freely, the second leaves one short."""
    verdict = verdict_on(scenario_file(tmp_path, forces(1.0, 4.0)))
    assert verdict.traces["c1.break_even"].value == 2
    assert verdict.traces["c1.before"].value == pytest.approx(30.0)  # three boats for the ten days of the way
    assert verdict.traces["c1.added"].value == 0.0
    assert verdict.headline.text.startswith("2 submarines tied down in Korea")
    assert "would ask for 1.0 to 1.0 in nine worlds in ten, an assumption" in verdict.headline.text


def test_a_break_even_inside_the_assumed_range_cannot_be_tested() -> None:
    assert word_on_break_even(3, (1.0, 5.0), 20) == "inside"
    assert word_on_break_even(1, (1.0, 5.0), 20) == "below"
    assert word_on_break_even(6, (1.0, 5.0), 20) == word_on_break_even(None, (1.0, 5.0), 20) == "above"


def test_no_break_even_up_to_fewer_units_than_acts_tie_down_cannot_be_tested(tmp_path: Path) -> None:
    """Of 40 + 40 boats none is missed up to 20; acts that ask for 30 were not tried, acts that ask for 20 were."""
    assert word_on_break_even(None, (1.0, 5.0), 5) == "above"
    assert word_on_break_even(None, (1.0, 5.0), 4) == word_on_break_even(None, (5.0, 6.0), 4) == "inside"
    assert verdict_on(scenario_file(tmp_path, forces(20.0, 40.0)), largest=20).verdict == "not supported"
    assert verdict_on(scenario_file(tmp_path, forces(30.0, 40.0)), largest=20).verdict == "cannot be tested"


def test_a_narrower_coalition_stands_beside(tmp_path: Path) -> None:
    """The United States alone has two boats for three places: one tied down is missed at once."""
    alone = [{"label": "US forces alone", "owners": ["USA"]}]
    verdict = verdict_on(scenario_file(tmp_path, forces(1.0, 4.0)), coalitions=alone)
    assert verdict.traces["c1.even_usa"].value == 1
    assert verdict.confidence == "low"


def test_acts_on_record_are_counted_and_none_is_said_so(tmp_path: Path) -> None:
    path = scenario_file(tmp_path, forces())
    verdict = verdict_on(path, facts=[FACT])
    assert "none found in the rows, which does not show that there was none" in words(verdict)
    assert verdict.traces["c1.fact_patrols"].value == 0


def test_figures_not_public_yet_cannot_be_tested() -> None:
    early = MadeEvidence(as_of=date(2020, 1, 1))
    verdict = verdict_on("taiwan-war", early, layer="surface_ships", at="japan_seas")
    assert (verdict.verdict, verdict.confidence) == ("cannot be tested", "high")


def test_what_does_not_exist_is_named(tmp_path: Path) -> None:
    path = scenario_file(tmp_path, forces())
    with pytest.raises(UsageError, match="has no forces"):
        verdict_on("small")
    for asked in ({"layer": "submarine"}, {"at": "kore"}, {"coalitions": [{"label": "none", "owners": ["USB"]}]}):
        with pytest.raises(UsageError, match="closest"):
            verdict_on(path, **asked)
    with pytest.raises(UsageError, match="elsewhere"):
        verdict_on(path, at="taiwan_strait")


def test_bad_parameters_are_named_with_their_lines() -> None:
    bad = claim("distraction", {**ASKED, "scenario": "small", "largest": 0, "facts": [{**FACT, "frame": "no"}]})
    with pytest.raises(FileProblems) as caught:
        read_text(assessment(bad), "made.yaml")
    assert "largest" in str(caught.value)
    assert "frame" in str(caught.value)
    assert "line" in str(caught.value)


@pytest.mark.parametrize(
    ("units", "expected"), [(5, "inside"), (6, "above"), (1, "below"), (2, "inside"), (None, "above")]
)
def test_a_break_even_in_whole_units_is_above_only_where_one_fewer_is(units: int | None, expected: str) -> None:
    """Acts that tie down 1.5 to 4.9: with five needed and four not enough, the point lies between four and five."""
    assert word_on_break_even(units, (1.5, 4.9), 20) == expected
