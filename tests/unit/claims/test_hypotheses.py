"""The block `hypotheses`: all that can be wrong in it, with lines, and the matrix that verdicts make of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from tests.unit.claims.made_claims import assessment, claim

from multifront.claims.hypothesis_matrix import weigh_hypotheses
from multifront.claims.language import load, read_text, shipped_assessments
from multifront.domain import Independence, OriginGroup, Phrase, Verdict
from multifront.errors import FileProblems

BLOCK = """\
hypotheses:
  question: Why do the two look alike?
  options:
    - {id: planned, title: Planned, means: Both agreed on it}
    - {id: chance, title: Chance, means: Nothing links them}
  left_out: [One copies the other.]
  items:
    - claim: c1
      findings:
        - {when: [supported, partly supported], ratings: {planned: C, chance: II}, because: Timing beyond chance}
        - {when: [not supported, contradicted], ratings: {planned: I, chance: C}, because: No timing was seen}
    - claim: c2
      findings:
        - {when: [supported], ratings: {planned: N, chance: NA}, because: Nothing much said}
        - when: [contradicted, partly supported, not supported]
          ratings: {planned: II, chance: N}
          because: All of it denied
"""
LISTED = {"stated_on": "2025-01-01", "parts": [{"name": "one", "title": "One act", "missing": "a row"}]}


def text(block: str = BLOCK) -> str:
    return assessment(claim("listed", LISTED, "c1"), claim("listed", LISTED, "c2")) + block


def problems(block: str) -> list[tuple[str, str]]:
    """What is wrong, each with the text of the line that is named."""
    whole = text(block)
    with pytest.raises(FileProblems) as caught:
        read_text(whole, "made.yaml")
    lines = whole.splitlines()
    return [(one.what, lines[one.line - 1].strip()) for one in caught.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "what", "line"),
    [
        ("claim: c2", "claim: c9", "unknown claim 'c9'", "- claim: c9"),
        ("claim: c2", "claim: c1", "'c1' stands here a second time", "- claim: c1"),
        ("{planned: N, chance: NA}", "{planed: N, chance: NA}", "unknown hypothesis 'planed'", "{planed: N"),
        ("{planned: N, chance: NA}", "{chance: NA}", "lacks planned", "{chance: NA}"),
        ("{planned: N, chance: NA}", "{planned: maybe, chance: NA}", "found 'maybe'", "planned: maybe"),
        ("when: [supported],", "when: [contradicted],", "rates contradicted more than once", "- claim: c2"),
        (
            "[supported, partly supported]",
            "[supported]",
            "does not say what partly supported would mean",
            "- claim: c1",
        ),
        ("when: [supported],", "when: [cannot be tested],", "found 'cannot be tested'", "cannot be tested"),
        ("  left_out: [One copies the other.]\n", "", "is missing; add it", "hypotheses:"),
        ("because: All of it denied", "becuase: All of it denied", "is not a known key here", "becuase"),
        ("id: chance", "id: planned", "'planned' stands here a second time", "id: planned, title: Chance"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(old: str, new: str, what: str, line: str) -> None:
    found = problems(BLOCK.replace(old, new, 1))
    assert any(what in said and line in shown for said, shown in found), found


def test_one_option_is_no_competition() -> None:
    lines = [line for line in BLOCK.splitlines() if "id: chance" not in line]
    assert any("at least 2 items" in said for said, _ in problems("\n".join(lines) + "\n"))


def verdict(name: str, word: str, confidence: str, *origins: str) -> Verdict:
    return Verdict(name, word, confidence, Phrase("So."), (), (), (), (), (), {}, origins)


def independence(*groups: tuple[str, ...], letters: str = "A") -> Independence:
    made = tuple(OriginGroup(group[0], group, True, ()) for group in groups)
    return Independence(len(made), len(made), made, tuple(letters), None)


def test_matrix_of_two_verdicts_by_hand() -> None:
    read = read_text(text(), "made.yaml")
    verdicts = [verdict("c1", "partly supported", "low", "a"), verdict("c2", "contradicted", "high", "a", "b")]
    counted = {"c1": independence(("a",), letters="C"), "c2": independence(("a",), ("b",), letters="AB")}
    matrix = weigh_hypotheses(read, verdicts, counted)
    assert matrix is not None
    assert [(one.claim_id, one.ratings) for one in matrix.items] == [("c1", ("C", "II")), ("c2", ("II", "N"))]
    traces = matrix.traces
    assert [traces[f"hypotheses.score_{name}"].value for name in ("planned", "chance")] == [4.0, 4.0]
    # c1: source C (1) x low (1/sqrt 2) x half; c2: middle of A, B is B (sqrt 2) x high (sqrt 2) x (1/2 + 1) / 2
    assert traces["hypotheses.weight_c1"].value == pytest.approx(1 / 2**0.5 / 2)
    assert traces["hypotheses.weight_c2"].value == pytest.approx(2 * 0.75)
    assert traces["hypotheses.weighted_planned"].value == pytest.approx(4 * 1.5)
    assert traces["hypotheses.weighted_chance"].value == pytest.approx(4 / 2**0.5 / 2)
    assert traces["hypotheses.diagnosticity_c1"].value == pytest.approx(1.5)
    said = " ".join(phrase.text for phrase in matrix.reading)
    assert "Least speaks against: chance" in said
    assert "Without weights other explanations come first or tie" in said
    assert "Without any one of c1, c2" not in said
    assert traces["hypotheses.score_planned"].origin_ids == ("a", "b")
    assert matrix.picture is not None
    assert matrix.picture.columns["word"] == ("C", "II", "II", "N")


def test_claims_that_cannot_be_tested_are_silent() -> None:
    read = read_text(text(), "made.yaml")
    verdicts = [verdict(name, "cannot be tested", "high") for name in ("c1", "c2")]
    matrix = weigh_hypotheses(read, verdicts, {})
    assert matrix is not None
    assert matrix.silent == ("c1", "c2")
    assert matrix.picture is None
    assert [matrix.traces[f"hypotheses.score_{name}"].value for name in ("planned", "chance")] == [0.0, 0.0]
    assert matrix.reading[0].text.startswith("None of the 2 claims")


def test_an_item_that_speaks_against_no_explanation_tells_none_apart() -> None:
    read = read_text(text(BLOCK.replace("{planned: N, chance: NA}", "{planned: CC, chance: N}")), "made.yaml")
    verdicts = [verdict("c1", "supported", "high", "a"), verdict("c2", "supported", "high", "b")]
    matrix = weigh_hypotheses(read, verdicts, {})
    assert matrix is not None
    assert matrix.traces["hypotheses.diagnosticity_c2"].value == pytest.approx(1.0)
    assert matrix.traces["hypotheses.items_telling"].value == 1


def test_equal_scores_decide_nothing() -> None:
    read = read_text(text(), "made.yaml")
    verdicts = [verdict("c1", "cannot be tested", "high"), verdict("c2", "supported", "high", "a")]
    matrix = weigh_hypotheses(read, verdicts, {"c2": independence(("a",))})
    assert matrix is not None
    assert "They decide nothing." in matrix.reading[1].text


def test_no_block_no_matrix() -> None:
    read = replace(read_text(text(), "made.yaml"), hypotheses=None)
    assert weigh_hypotheses(read, [], {}) is None


@pytest.mark.parametrize("name", shipped_assessments())
def test_shipped_blocks_rate_the_four_explanations(name: str) -> None:
    block = load(name).hypotheses
    if block is None:
        assert name == "gulf-2026"
        return
    assert [option.id for option in block.options] == ["coordinated", "opportunistic", "parallel", "coincidence"]
    assert yaml.safe_dump([item.claim for item in block.items])
