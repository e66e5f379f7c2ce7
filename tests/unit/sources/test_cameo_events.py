"""CAMEO codes stand for the PLOVER types of the published table; names and codes of feeds for states."""

from __future__ import annotations

import re

import pytest

from multifront.sources import cameo, feed_states
from multifront.sources.polecat_events import PLOVER


def test_every_code_once_with_a_type_of_plover():
    acts = cameo.acts()
    assert len({act.code for act in acts}) == len(acts) == 313
    assert {act.plover for act in acts} == {*PLOVER, "NONE"}
    assert {act.occurred for act in acts} == {"happened", "statement"}


@pytest.mark.parametrize(
    ("code", "plover"),
    [("010", "NONE"), ("025", "NONE"), ("057", "SUPPORT"), ("0871", "RETREAT"), ("0831", "CONCEDE"), ("163", "COERCE"),
     ("1712", "ASSAULT"), ("191", "COERCE"), ("20", "ASSAULT")],
)  # fmt: skip
def test_codes_that_leave_their_root(code, plover):
    assert {act.code: act.plover for act in cameo.acts()}[code] == plover


@pytest.mark.mirror
def test_types_are_those_of_the_published_table(mirror):
    text = (mirror / "data/event_coding/plover/CAMEO2PLOVER-2021.txt").read_text(encoding="utf-8")
    published = dict(reversed(re.findall(r"^(\d{2,4}): (\w+)", text, re.MULTILINE)))
    ours = {act.code: act.plover for act in cameo.acts()}
    assert {code: ours[code] for code in published} == published
    assert {code[:2] for code in set(ours) - set(published)} == {"01", "02"} | {
        code[:2] for code in set(ours) - set(published) if ours[code] == ours[code[:2]]
    }


def test_states_of_codes_and_names():
    codes, names = feed_states.keys("code"), feed_states.keys("name")
    assert (codes["CHN"], codes["ROM"]) == ("CHN", "ROU")
    assert not {"EUR", "AFR", "WST", "MEA"} & set(codes)
    assert (names["Russian Federation"], names["Serbia"], names["Congo"]) == ("RUS", "SRB", "COG")
    assert "Yugoslavia" not in names
