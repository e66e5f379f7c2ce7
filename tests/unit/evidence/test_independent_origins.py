"""Producer chains read from publishers as written, and origins counted once a first speaker."""

from __future__ import annotations

from datetime import date

import pytest

from multifront.domain import Origin
from multifront.errors import EvidenceError
from multifront.evidence import open_evidence
from multifront.evidence.independence import chains_of, chains_of_origin, count_independent
from multifront.evidence.independence.chains import counters_of


def origin(name: str, read_at: str, **cells: str) -> Origin:
    given = {"title": f"title {name}", "edition": "unknown: none", "licence": "own", "link": "https://a.example"}
    given |= {"published": "2024-05-04", "sha256": "unknown: page not kept", "reliability": "C", "note": ""}
    return Origin(
        **({"id": name, "producer": read_at, "read_at": read_at} | given | cells), edition_date=date(2026, 1, 1)
    )


@pytest.mark.parametrize(
    ("publisher", "first", "through"),
    [
        ("Xinhua", "Xinhua", ()),
        ("Xinhua via CNA (Taiwan)", "Xinhua", ("Central News Agency",)),
        ("AP via CNA (Taiwan)", "AP", ("Central News Agency",)),
        ("USNI quoted on PPRuNe", "USNI News", ("PPRuNe",)),
        ("feifmx.com (Xinhua copy)", "Xinhua", ("feifmx.com",)),
        ("Xinhua (mirror)", "Xinhua", ("an unnamed copy",)),
        ("hnmdtv.com (repost of Huanqiu)", "Global Times and Huanqiu", ("hnmdtv.com",)),
        ("Sputnik (citing GACC)", "Chinese customs", ("Sputnik",)),
        ("UrduPoint (Sputnik)", "RIA Novosti and Sputnik", ("UrduPoint",)),
        ("Kyiv Independent (CNN)", "CNN", ("Kyiv Independent",)),
        ("Xinhua (chinagate)", "Xinhua", ()),
        ("Straits Times/Reuters", "Reuters", ("Straits Times",)),
        ("Itar-Tass via windowstorussia", "TASS", ("windowstorussia",)),
        ("Reuters (cited by hormuz replication data)", "Reuters", ("hormuz replication data",)),
        ("Ukrainska Pravda", "Ukrainska Pravda", ()),
        ("Pravda (news-pravda.com)", "other Russian state media", ()),
    ],
)
def test_who_speaks_first(publisher: str, first: str, through: tuple[str, ...]) -> None:
    (chain,) = chains_of(publisher)
    assert chain.first is not None
    assert (chain.first.name, chain.through) == (first, through)


@pytest.mark.parametrize("publisher", ["wikisum; Medium", "Daily Caller; bbcnewswire"])
def test_outlets_that_are_not_declared_have_no_known_primary(publisher: str) -> None:
    assert [chain.first for chain in chains_of(publisher)] == [None, None]


@pytest.mark.parametrize("publisher", ["", "-", "(source not kept)", ";", "()", "via", "/", "北京日报", "x" * 5000])
def test_odd_publishers_are_of_unknown_primary(publisher: str) -> None:
    assert all(chain.first is None for chain in chains_of(publisher))


def test_speakers_side_by_side() -> None:
    assert [chain.first and chain.first.name for chain in chains_of("CNA (Taiwan), Ming Pao")] == [
        *("Central News Agency (Taiwan)", "Ming Pao")
    ]


def test_syndicated_copies_count_once() -> None:
    found = count_independent([origin("a", "Reuters"), origin("b", "Reuters via Yomiuri"), origin("c", "Reuters copy")])
    assert (found.low, found.high) == (1, 1)
    assert found.groups[0].origin_ids == ("a", "b", "c")


def test_a_state_and_its_media_are_one_producer() -> None:
    found = count_independent([origin("a", "Xinhua"), origin("b", "CGTN"), origin("c", "China MND (repost)")])
    assert (found.low, found.high) == (1, 1)
    both = count_independent([origin("a", "Xinhua"), origin("b", "TASS"), origin("c", "Japan Joint Staff")])
    assert (both.low, both.high) == (3, 3)


def test_an_unknown_primary_widens_the_bounds() -> None:
    found = count_independent([origin("a", "Reuters"), origin("b", "Devdiscourse"), origin("c", "herald.la")])
    assert (found.low, found.high) == (1, 3)
    assert found.sentence == "1 to 3 independent origins (2 of unknown primary)"
    alone = count_independent([origin("b", "Devdiscourse"), origin("c", "herald.la")])
    assert (alone.low, alone.high) == (1, 2)


def test_an_unknown_primary_with_the_same_title_is_a_copy() -> None:
    title = {"title": "Iran seizes South Korean tanker near the Strait of Hormuz"}
    copies = [origin("a", "Reuters", **title), origin("b", "Devdiscourse", **title, published="2024-05-05")]
    assert count_independent(copies).high == 1
    later = [copies[0], origin("b", "Devdiscourse", **title, published="2024-05-09")]
    assert count_independent(later).high == 2
    vague = [copies[0], origin("b", "Devdiscourse", **title, published="2024")]
    assert count_independent(vague).high == 2


def test_the_primary_that_the_figure_names_speaks_first() -> None:
    named = "General Administration of Customs of China (GACC)"
    (chain,) = chains_of_origin(origin("a", "The Moscow Times", producer=named))
    assert chain.first is not None
    assert (chain.first.name, chain.through) == ("Chinese customs", ("The Moscow Times",))


def test_a_file_of_its_producer_speaks_for_itself() -> None:
    (chain,) = chains_of_origin(origin("d", "https://x.example/list", producer="Some Institute", sha256="ab12"))
    assert chain.direct
    assert chain.first is not None
    assert chain.first.name == "Some Institute"


def test_two_notices_of_one_authority_share_a_counter_and_two_agency_copies_do_not() -> None:
    assert counters_of(origin("a", "Japan Joint Staff")) & counters_of(origin("b", "Japan Joint Staff"))
    assert not counters_of(origin("a", "Reuters")) & counters_of(origin("b", "Reuters"))


def test_nothing_has_no_origin() -> None:
    assert (count_independent([]).low, count_independent([]).high) == (0, 0)


def test_reliability_and_credibility_stay_apart() -> None:
    found = count_independent(
        [origin("a", "Reuters", reliability="D"), origin("b", "AFP", reliability="B")], [3, None, 1]
    )
    assert found.reliability == ("B", "D")
    assert found.credibility == 1
    assert count_independent([origin("a", "AP")], [None]).credibility is None


def test_the_store_counts_behind_rows() -> None:
    evidence = open_evidence()
    found = evidence.independent_origins("event", ["EV0058"])
    assert (found.low, found.high, found.credibility) == (1, 1, 1)
    assert evidence.independent_origins("vote_pair", ["vote:CHN-RUS:2019"]).credibility is None
    with pytest.raises(EvidenceError, match="EV9999"):
        evidence.independent_origins("event", ["EV9999"])
