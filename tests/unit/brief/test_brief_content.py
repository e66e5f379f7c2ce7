"""The content object: traces gathered and checked, the bottom line, files written whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from multifront.brief import Brief, bottom_line, writing
from multifront.domain import Exhibit, Figure, Phrase, Trace
from multifront.errors import UsageError


def with_headline(brief: Brief, headline: Phrase) -> Brief:
    card = brief.cards[0]
    return replace(brief, bottom_line=(), cards=(replace(card, verdict=replace(card.verdict, headline=headline)),))


def test_traces_cover_run_counts_rows_origins_and_claims(brief: Brief) -> None:
    for name in ("run.seed", "run.draws", "brief.count.supported", "row:events:e0", "origin:mod_jp", "claim:t7"):
        assert name in brief.traces
    assert brief.traces["brief.count.judged"].value == 5
    assert brief.traces["t7.q_value"].value == 0.46281
    assert brief.traces["row:events:e0"].origin_ids == ("mod_jp",)


def test_picture_trace_says_what_the_chart_prints(brief: Brief) -> None:
    value = brief.traces["t7.chart"].value
    assert value["value"] == [1, 1, 1, 2, 2, 2, 1]
    assert 8.0 in value["ticks"]
    assert "2019" in value["labels"]


def test_a_figure_without_a_trace_is_refused(brief: Brief) -> None:
    phrase = Phrase("It rose {a} times.", {"a": Figure("t7.nowhere", "2")})
    with pytest.raises(UsageError, match=r"no trace 't7\.nowhere' for the figure '2'"):
        with_headline(brief, phrase)


def test_a_sentence_without_its_figure_is_refused(brief: Brief) -> None:
    with pytest.raises(UsageError, match="names no figure 'b'"):
        with_headline(brief, Phrase("It rose {b} times."))


def test_all_problems_are_reported_at_once(brief: Brief) -> None:
    card = brief.cards[0]
    exhibit = Exhibit("Rows without ids", "events", ("what",), ({"what": "x"},), 1)
    clash = Trace("run.seed", 99, "", "elsewhere")
    verdict = replace(card.verdict, exhibits=(exhibit,), traces={**card.verdict.traces, "run.seed": clash})
    with pytest.raises(UsageError) as caught:
        replace(brief, bottom_line=(), cards=(replace(card, verdict=verdict),), origins={})
    message = str(caught.value)
    for part in ("no origin 'mod_jp'", "have no 'id'", "share the id 'run.seed'"):
        assert part in message


def test_bottom_line_counts_verdicts_and_leaves_out_what_nobody_got(brief: Brief) -> None:
    sentences = bottom_line(brief.cards)
    assert sentences[0].text == (
        "Of 5 claims judged, the evidence supports 1 (t2), partly supports 1 (a1), does not support 1 (t7), "
        "contradicts 1 (x9) and cannot test 1."
    )
    assert bottom_line(brief.cards[:1])[0].text == "Of 1 claim judged, the evidence does not support 1 (t7)."
    assert len(sentences) <= 5
    assert bottom_line(()) == ()


def test_bottom_line_puts_sure_and_plain_findings_first(brief: Brief) -> None:
    headlines = [phrase.text for phrase in bottom_line(brief.cards)]
    by_id = {card.claim_id: card.verdict.headline.text for card in brief.cards}
    assert headlines[1:4] == [
        f"x9, contradicted: {by_id['x9']}",
        f"t2, supported: {by_id['t2']} Driven by assumptions.",
        f"t8, cannot be tested: {by_id['t8']}",
    ]


def test_where_findings_are_few_more_claims_that_cannot_be_tested_are_told(brief: Brief) -> None:
    found, untested = brief.cards[0], next(c for c in brief.cards if c.verdict.verdict == "cannot be tested")
    others = [replace(untested, claim_id=f"u{number}") for number in range(4)]
    opened = [phrase.text.partition(":")[0] for phrase in bottom_line([found, *others])[1:]]
    assert opened == ["t7, not supported", "u0, cannot be tested", "u1, cannot be tested", "Caveat to t7"]


def test_writing_leaves_the_old_file_and_no_rest_when_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = writing.write(tmp_path / "sub" / "brief.html", "old")

    def broken(self: Path, other: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(OSError, match="disk full"):
        writing.write(target, "new")
    assert target.read_text() == "old"
    assert [path.name for path in target.parent.iterdir()] == ["brief.html"]


def test_files_hold_what_the_methods_return(brief: Brief, tmp_path: Path) -> None:
    assert brief.to_html(tmp_path / "b.html").read_text(encoding="utf-8") == brief.html()
    assert brief.to_json(str(tmp_path / "b.json")).read_text(encoding="utf-8") == brief.json_text()
    assert brief.to_markdown(tmp_path / "b.md").read_text(encoding="utf-8") == brief.markdown()


def test_a_forecast_never_stands_in_the_bottom_line(brief: Brief) -> None:
    (untested,) = [card for card in brief.cards if card.verdict.verdict == "cannot be tested"]
    headline = untested.verdict.headline
    said = Phrase(f"{untested.claim_id}, cannot be tested: {headline.template}", headline.figures)
    assert said in bottom_line([untested])
    forecast = replace(untested, verdict=replace(untested.verdict, headlined=False))
    assert said not in bottom_line([forecast])
