"""Made evidence with several origins, each its own first speaker, and rows of figures and events for ledgers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tests.unit.claims.made_evidence import ORIGIN, MadeEvidence

from multifront.domain import Independence, Origin, OriginGroup, Row

STATED = date(2024, 5, 1)
"""The day of the statement in every claim made on this evidence."""


def figure(
    name: str, best: float | None = 1.0, origin: str = "first", public: date = date(2024, 1, 1), **more: object
) -> Row:
    """A figure of one origin, firm unless said otherwise."""
    return {
        "observation_id": name,
        **{"indicator": "things", "actor": "AAA", "partner": "BBB", "definition_id": "as_made"},
        **{"definition": "as made", "period_label": "then", "text": "", "unit": "things"},
        **{"low": None, "best": best, "high": None, "weak": False, "conflict": False},
        **{"origin_ids": [origin], "public_from": public, **more},
    }


def happening(name: str, origin: str = "first", public: date = date(2024, 1, 1), **more: object) -> Row:
    """An event of one origin, firm unless said otherwise."""
    return {
        "event_id": name,
        **{"date_start": public, "date_end": public, "subtype": "drill", "initiators": ["AAA", "BBB"]},
        **{"headline": "A drill", "occurred": "happened", "place": "at sea", "seen": "secondary"},
        **{"weak": False, "conflict": False, "origin_ids": [origin], "public_from": public, **more},
    }


@dataclass(frozen=True)
class LedgerEvidence(MadeEvidence):
    """Made evidence whose every origin is its own first speaker, of the reliability that its name is given."""

    happenings: tuple[Row, ...] = ()
    reliability: Mapping[str, str] = field(default_factory=dict)

    def _table(self, table: str) -> list[Row]:
        return self._public(self.happenings if table == "event" else self.observed)

    def events(self, *, subtypes: Sequence[str] = (), actors: Sequence[str] = ()) -> list[Row]:
        """The made events of these subtypes in which all these take part."""
        return [
            row for row in self._table("event") if row["subtype"] in subtypes and set(actors) <= set(row["initiators"])
        ]

    def origins(self, ids: Sequence[str]) -> Mapping[str, Origin]:
        """Any origin, of reliability A unless another letter was given."""
        return {name: replace(ORIGIN, id=name, reliability=self.reliability.get(name, "A")) for name in ids}

    def independent_origins(self, table: str, ids: Sequence[str]) -> Independence:
        """Origins whose names differ only behind a dash go back to one first speaker."""
        speakers = sorted({name.split("-")[0] for name in ids})
        groups = tuple(OriginGroup(name, (name,), True, ()) for name in speakers)
        letters = tuple(sorted(self.reliability.get(name, "A") for name in ids))
        return Independence(len(groups), len(groups), groups, letters, 2)
