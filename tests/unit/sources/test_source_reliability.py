"""The reliability rule: who speaks, and one step lower for what is unknown."""

import pytest

from multifront.sources.reference_origins import Citation, link_of, origin_of, producer_of
from multifront.sources.reliability import LADDER, credibility, judge, speaker_class, weakness

KNOWN = {"producer": "x", "licence": "x", "link": "https://x", "published": "2024"}


@pytest.mark.parametrize(
    ("publisher", "seen", "kind"),
    [
        ("Japan Joint Staff", "yes", "producer"),
        ("Reuters", "yes", "official"),
        ("Ukrainska Pravda", "yes", "official"),
        ("Pravda (news-pravda.com)", "yes", "state"),
        ("Reuters via Business Recorder", "yes", "secondary"),
        ("Reuters", "secondary", "secondary"),
        ("Sputnik (citing GACC)", "secondary", "state"),
        ("Xinhua (repost)", "yes", "anonymous"),
        ("(source not kept)", "secondary", "lost"),
        ("computed here", "yes", "computed"),
    ],
)
def test_speakers(publisher, seen, kind):
    assert speaker_class(publisher, seen) == kind


def test_a_copy_in_a_forum_is_anonymous_whomever_it_names():
    forum = "https://sinodefenceforum.com/t/energy.8973/page-15"
    assert speaker_class("Reuters (copy)", "secondary", forum) == "anonymous"
    assert speaker_class("Reuters (copy)", "secondary", "https://example.org/forum-of-states") == "secondary"
    assert speaker_class("Good Judgment", "yes", "https://tellingthefuture.substack.com/p/a") == "official"


@pytest.mark.parametrize("field", sorted(KNOWN))
def test_each_unknown_field_lowers_by_a_step_and_no_more_than_two(field):
    whole, one = judge("official", KNOWN), judge("official", KNOWN | {field: "unknown: not kept"})
    assert LADDER.index(one.letter) == LADDER.index(whole.letter) + 1
    assert field in one.basis
    assert judge("official", dict.fromkeys(KNOWN, "unknown: not kept")).letter == "D"


def test_state_run_ranks_below_a_copy_and_a_copy_below_own_words():
    letters = [judge(kind, KNOWN).letter for kind in ("producer", "official", "secondary", "state", "lost")]
    assert letters == sorted(letters)
    assert len(set(letters)) == len(letters)


def test_a_short_address_is_no_link():
    assert link_of("short: tass.com 1").startswith("unknown: link not kept")
    assert link_of("../data/gone/x.csv").startswith("unknown: link not kept")
    assert link_of("https://example.org/a") == "https://example.org/a"


def test_the_producer_is_the_primary_that_the_citation_names():
    assert producer_of("RT (GACC)", []) == "General Administration of Customs of China (GACC)"
    assert producer_of("somewhere.com", ["goods trade, Chinese customs (GACC)"]).startswith("General Administration")
    assert producer_of("somewhere.com", ["a figure"]) == "somewhere.com"
    assert producer_of("(source not kept)", []) == "unknown: source not kept"


def test_origin_ids_are_stable_and_tell_citations_apart():
    cited = Citation("Reuters", "A title", "2024-05-17", "https://example.org/a", "yes")
    assert origin_of(cited).origin.id == "ref-reuters-2024-05-17-1d80b21d"
    other = Citation("Reuters", "A title", "2024-05-17", "https://example.org/b", "yes")
    assert origin_of(other).origin.id != origin_of(cited).origin.id


def test_weak_rows_say_why():
    kept = origin_of(Citation("Reuters", "t", "2024", "https://example.org/a", "yes"))
    lost = origin_of(Citation("Reuters", "t", "2024", "short: reuters", "yes"))
    state = origin_of(Citation("TASS", "t", "2024", "https://tass.com/1", "yes"))
    assert weakness(kept) == ""
    assert "link not kept" in weakness(lost)
    assert "state-run" in weakness(state)


def test_credibility_is_of_the_item_and_not_of_the_source():
    assert credibility("yes", "", "state") == 2
    assert credibility("yes", "CONFLICT: two dates", "official") == 3
    assert credibility("yes", "Interfax agrees", "official") == 1
    assert credibility("secondary", "", "secondary") == 3
    assert credibility("yes", "", "lost") == 6
