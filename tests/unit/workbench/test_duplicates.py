"""`evidence duplicates` and the part of `evidence check` that looks for an event twice in a declared stream."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import ClassVar

import pytest
from typer.testing import CliRunner

from multifront.cli.app import app
from multifront.domain import Origin
from multifront.errors import UsageError
from multifront.evidence import open_evidence
from multifront.workbench import duplicates


class Doubled:
    """Evidence with one declared stream in which two papers tell of one patrol, and a later patrol."""

    manifest: ClassVar = {"streams": ["patrols"]}

    def __init__(self) -> None:
        texts = {
            "p1": "Six bombers patrol jointly over the Sea of Japan",
            "p2": "Six bombers on joint patrol over Sea of Japan",
        }
        days = {"p1": date(2031, 3, 17), "p2": date(2031, 3, 17), "p3": date(2031, 5, 1)}
        self.held = {name: self._row(name, texts.get(name, texts["p1"]), day) for name, day in days.items()}

    @staticmethod
    def _row(name: str, text: str, day: date) -> dict[str, object]:
        fields = {"event_id": name, "headline": text, "date_start": day, "date_end": day, "date_precision": "day"}
        actors = {"initiators": ["CHN", "RUS"], "targets": [], "place": "Sea of Japan", "origin_ids": [f"of {name}"]}
        kind = {"plover_type": "COOPERATE", "subtype": "patrol", "occurred": "happened", "magnitude": 6.0, "unit": ""}
        return {**fields, **actors, **kind, "credibility": 2, "public_from": day}

    def events(self) -> list[dict[str, object]]:
        return list(self.held.values())

    def rows(self, table: str, ids: tuple[str, ...]) -> list[dict[str, object]]:
        return [self.held[name] for name in ids]

    def stream(self, name: str) -> Doubled:
        return self

    @property
    def selection(self) -> SimpleNamespace:
        return SimpleNamespace(table="event")

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self.held)

    def origins(self, ids: list[str]) -> dict[str, Origin]:
        fields = ("id", "producer", "title", "edition", "licence", "link", "published")
        return {
            name: Origin(
                **dict.fromkeys(fields, name),
                edition_date=date(2031, 6, 1),
                sha256="unknown: no file",
                reliability="B" if name == "of p2" else "C",
                read_at=f"Paper {name}",
                note="",
            )
            for name in ids
        }


def test_a_cluster_is_listed_with_who_speaks_and_why() -> None:
    lines = duplicates.listing(Doubled())
    assert [(line["cluster"], line["event_id"], line["role"]) for line in lines] == [
        *((1, "p2", "speaks"), (1, "p1", "duplicate"))
    ]
    assert lines[1]["why"].endswith("same day, same actors, 6 in both")


def test_only_events_between_two_days() -> None:
    assert duplicates.listing(Doubled(), (date(2031, 4, 1), None)) == []
    assert len(duplicates.listing(Doubled(), (None, date(2031, 3, 17)))) == 2
    with pytest.raises(UsageError, match="earlier day first"):
        duplicates.listing(Doubled(), (date(2031, 4, 1), date(2031, 3, 1)))


def test_an_event_twice_in_a_stream_is_named() -> None:
    (line,) = duplicates.doubled_in_streams(Doubled())
    assert line.startswith("stream patrols: p2 may be counted twice, as p1 (text ")


def test_no_declared_stream_of_the_starter_has_an_event_twice() -> None:
    assert duplicates.doubled_in_streams(open_evidence()) == ["16 declared streams: no event is counted twice"]


def test_the_command() -> None:
    shown = CliRunner().invoke(
        app, ["evidence", "duplicates", "--between", "2026-01-01", "2026-03-31", "--format", "json"]
    )
    assert shown.exit_code == 0, shown.output
    turned = CliRunner().invoke(app, ["evidence", "duplicates", "--between", "2026-03-31", "2026-01-01"])
    assert turned.exit_code == 2 or isinstance(turned.exception, UsageError)
