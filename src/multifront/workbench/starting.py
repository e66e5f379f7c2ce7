"""Building the starter store: all sources of the mirror into one store. No parsing and no SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from multifront.domain import Row
from multifront.evidence import STARTER, VoteColumns, write_store
from multifront.evidence.writing import Contents
from multifront.sources import (
    Harvest,
    OriginRecord,
    hormuz_transits,
    north_korea_tests,
    pla_activity,
    reference_events,
    reference_figures,
    un_ideal_points,
    un_votes,
    un_votes_2025,
)
from multifront.sources.files import confirm
from multifront.workbench.loading import harvested

SOURCES: dict[str, Callable[[Path], Harvest]] = {
    "un_votes": un_votes.harvest,
    "un_votes_2025": un_votes_2025.harvest,
    "un_ideal_points": un_ideal_points.harvest,
    "pla_activity": pla_activity.harvest,
    "hormuz_transits": hormuz_transits.harvest,
    "north_korea_tests": north_korea_tests.harvest,
    "reference_events": reference_events.harvest,
    "reference_figures": reference_figures.harvest,
}
"""The sources of the starter, in the order in which they are read."""

STREAMS = STARTER.parent / "streams.yaml"


def build_starter(
    mirror: Path, out: Path = STARTER, progress: Callable[[str], None] = lambda _: None
) -> dict[str, Any]:
    """Build the starter store from a mirror of the public data.

    Args:
        mirror: folder that holds `data/` and `reference/`, such as `../shared`.
        out: folder of the store; replaced only once everything is written and checked.
        progress: called with a short line before each step.

    Returns:
        The manifest of the store.

    Raises:
        EvidenceError: a source is missing or has changed, or a row does not fit; the old store stays as it was.
    """
    harvests = []
    for name, harvest in SOURCES.items():
        progress(f"reading {name}")
        harvests.append(harvested(name, harvest, mirror))
        confirm(mirror, harvests[-1].inputs)
    return write_store(_contents(harvests), out, progress)


def _contents(harvests: list[Harvest]) -> Contents:
    rows = {
        "origin": [_origin(record) for harvest in harvests for record in harvest.origins],
        "event": [asdict(event) for harvest in harvests for event in harvest.events],
        "observation": [asdict(row) for harvest in harvests for row in harvest.observations],
    }
    inputs = {path: digest for harvest in harvests for path, digest in harvest.inputs.items()}
    return Contents(rows, list(_votes(harvests)), STREAMS, inputs, tuple(harvest.parser for harvest in harvests))


def _votes(harvests: list[Harvest]) -> Iterator[VoteColumns]:
    for harvest in harvests:
        for part in harvest.votes:
            yield VoteColumns(part.year, part.state_a, part.state_b, part.counts, part.origin_id, part.edition_date)


def _origin(record: OriginRecord) -> Row:
    return {
        **asdict(record.origin),
        "reliability_basis": record.reliability_basis,
        "public_lag_days": record.public_lag_days,
        "public_lag_basis": record.public_lag_basis,
        "public_from": None,
    }
