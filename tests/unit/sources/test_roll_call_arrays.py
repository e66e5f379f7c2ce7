"""Raw roll calls from small files of our own making: order, marks that are missing, topics, names, unknown votes."""

from pathlib import Path

import duckdb
import numpy as np
import pytest

from multifront.errors import EvidenceError
from multifront.sources import un_votes_2025
from multifront.sources.un_roll_calls import read_roll_calls

CALLS = """
    SELECT * FROM (VALUES (9, '2019-03-01', NULL, NULL, NULL), (7, '2019-02-01', '1', '0', '1'),
                          (8, '1990-01-05', '0', NULL, '0'), (11, '2020-01-01', NULL, NULL, NULL))
    t(rcid, date, amend, para, importantvote)
"""
ISSUES = """
    SELECT * FROM (VALUES (7, 'hr', 'Human rights'), (7, 'me', 'Palestinian conflict'), (11, 'hr', 'Human rights'))
    t(rcid, short_name, issue)
"""


def files(folder: Path, votes: str) -> list[Path]:
    """The three files, in the order in which they are read."""
    made = {"votes": f"SELECT * FROM (VALUES {votes}) t(rcid, country, vote)", "calls": CALLS, "issues": ISSUES}
    paths = [folder / f"{name}.parquet" for name in made]
    with duckdb.connect() as con:
        for path, query in zip(paths, made.values(), strict=True):
            con.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return paths


def test_votes_and_marks_as_arrays(tmp_path: Path) -> None:
    votes = "(9.0, 'Yugoslavia', 'no'), (7.0, 'China', 'yes'), (7.0, 'Russia', 'abstain'), (8.0, 'Yugoslavia', 'yes'),"
    found = read_roll_calls(*files(tmp_path, votes + "(11.0, 'China', 'yes')"))
    items = found.items
    assert (items.id.tolist(), items.year.tolist()) == ([8, 7, 9], [1990, 2019, 2019])  # by year, then by number
    assert (items.amendment.tolist(), items.paragraph.tolist()) == ([False, True, False], [False] * 3)
    assert items.important.tolist() == [0, 1, -1]  # no mark is unknown, not unimportant
    assert items.day[1] == np.datetime64("2019-02-01")
    assert items.topic_names == ("Human rights", "Palestinian conflict")
    assert items.topics.tolist() == [[False, False], [True, True], [False, False]]
    cast = list(zip(found.names[found.state].tolist(), items.id[found.item].tolist(), found.vote.tolist(), strict=True))
    assert sorted(cast) == [("CHN", 7, 0), ("RUS", 7, 1), ("SRB", 9, 2), ("YUG", 8, 0)]
    assert found.complete_to == 2019


@pytest.mark.parametrize(("vote", "word"), [("(9.0, 'China', 'maybe')", "neither"), ("(9.0, 'Chyna', 'no')", "Chyna")])
def test_unknown_votes_and_states(tmp_path: Path, vote: str, word: str) -> None:
    with pytest.raises(EvidenceError, match=word):
        read_roll_calls(*files(tmp_path, vote))


@pytest.mark.mirror
def test_votes_of_2025(mirror: Path) -> None:
    found = un_votes_2025.roll_calls(mirror)
    assert found.items.id.size == 192
    assert {"AFG", "VEN"}.isdisjoint(found.names[np.unique(found.state)].tolist())
    assert set(np.unique(found.vote).tolist()) == {0, 1, 2}
