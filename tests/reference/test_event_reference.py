"""Sentences of our own, coded by hand from the definitions of the PLOVER manual 0.8 before they were run."""

from __future__ import annotations

import pytest

from multifront.reading.events import code_events

CODED = [
    ("China and Russia held joint naval exercises in the Sea of Japan.", "COOPERATE", {"CHN", "RUS"}, set()),
    ("The United States imposed sanctions on Iran over its missile programme.", "SANCTION", {"USA"}, {"IRN"}),
    ("North Korea fired artillery shells at South Korean marines.", "ASSAULT", {"PRK"}, {"KOR"}),
    ("France recalled its ambassador from Turkey on Sunday.", "SANCTION", {"FRA"}, {"TUR"}),
    ("Japan lodged a formal protest with China over the flights.", "ACCUSE", {"JPN"}, {"CHN"}),
    ("India rejected a proposal by Pakistan for talks.", "REJECT", {"IND"}, {"PAK"}),
    ("Germany delivered two air defence systems to Ukraine.", "AID", {"DEU"}, {"UKR"}),
    ("The foreign minister of Egypt arrived in Kenya for talks with Kenyan leaders.", "CONSULT", {"EGY"}, {"KEN"}),
    ("Saudi Arabia and Iran signed an agreement to restore ties.", "SUPPORT", {"SAU", "IRN"}, set()),
    ("Thousands of Georgians demonstrated in the streets against the government.", "PROTEST", {"GEO"}, {"GEO"}),
    ("Chinese coast guard officers detained eleven Philippine fishermen.", "COERCE", {"CHN"}, {"PHL"}),
    ("Poland massed troops along the border with Belarus.", "MOBILIZE", {"POL"}, {"BLR"}),
    ("Israel said it would attack Lebanon unless the shelling stops.", "THREATEN", {"ISR"}, {"LBN"}),
    ("Brazil urged Venezuela to release the prisoners.", "REQUEST", {"BRA"}, {"VEN"}),
    ("Ethiopian troops withdrew from the Eritrean town.", "RETREAT", {"ETH"}, {"ERI"}),
    ("Australia agreed to sell coal to Vietnam.", "AGREE", {"AUS"}, {"VNM"}),
]


@pytest.mark.parametrize(("text", "kind", "sources", "targets"), CODED, ids=[one[1] + one[0][:12] for one in CODED])
def test_hand_coded_sentence(text: str, kind: str, sources: set[str], targets: set[str]) -> None:
    [event] = code_events(text, keep_unsure=True)
    assert event.type == kind
    assert {code[:3] for code in event.sources} == sources
    assert {code[:3] for code in event.targets} == targets
