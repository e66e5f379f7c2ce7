"""A compiled mould with names put in is the text that Ibis makes of the question itself, for both dialects."""

from __future__ import annotations

from datetime import date

import pytest

from multifront.evidence.query import EventQuery, ObservationQuery, compile_query, expressions
from multifront.evidence.query.asked import CountQuery, Query, RowQuery
from multifront.evidence.query.compiling import DIALECTS, _compiled
from multifront.evidence.query.moulds import mould_of

QUESTIONS: list[Query] = [
    EventQuery(subtypes=["patrol"], only=["RUS", "CHN"], between=("2019-01-01", None)),
    EventQuery(subtypes=["b", "a", "b"], types=["FIGHT"], parties=["CHN", "RUS"], planned=False, as_of="2020-01-01"),
    EventQuery(any_initiator=["CHN"], targets=["TWN"], precision=["day"], origins=["x:1", "a:2"], without=["e-9"]),
    EventQuery(origins=[], note="§name 000000", initiators=["CHN"]),
    ObservationQuery("un_ideal_point", "CHN", "CHN", "d1", (date(2000, 1, 1), date(2001, 1, 1))),
    ObservationQuery(actor="RUS"),
    ObservationQuery("it's", "CHN"),
    ObservationQuery("back\\slash", "CHN", "ünïcode"),
    RowQuery("event", ("e2", "e1", "e2", "e3")),
    RowQuery("event", ("1' OR '1'='1",)),
    RowQuery("event", ()),
    RowQuery("origin"),
    CountQuery("event"),
]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("query", QUESTIONS, ids=repr)
def test_the_text_is_that_of_the_question_itself(query: Query, dialect: str) -> None:
    made = compile_query(query, dialect)
    assert (made.sql, made.columns) == expressions.sql_of(query, dialect)


def test_questions_of_one_shape_are_compiled_once() -> None:
    before = _compiled.cache_info().misses
    for actor in ("AAA", "BBB", "CCC"):
        compile_query(ObservationQuery("moulds_compiled_once", actor, as_of="1999-09-09"))
    assert _compiled.cache_info().misses == before + 1


def test_names_that_need_escaping_make_no_mould() -> None:
    for name in ("it's", 'a"b', "a\\b", "a\nb", "{x}", "ü"):
        query = ObservationQuery(name, "CHN")
        assert mould_of(query) == (query, ())


def test_places_sort_as_their_names() -> None:
    mould, names = mould_of(EventQuery(only=["RUS", "CHN"], subtypes=["zzz", "aaa"]))
    assert names == ("CHN", "RUS", "aaa", "zzz")
    assert list(mould.only) == sorted(mould.only, reverse=True)
    assert list(mould.subtypes) == sorted(mould.subtypes, reverse=True)
